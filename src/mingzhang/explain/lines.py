"""How a document was read, told line by line: what was not understood first, then each table with what its cells became."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from mingzhang.explain.became import Cells, cells_of, shares_of
from mingzhang.explain.proposals import best_proposal
from mingzhang.forms.labels import read_label
from mingzhang.records import Amount, Cell, Document, Form, Reject, Row, SourceTable
from mingzhang.text.money import wan_yuan
from mingzhang.vocabulary.reasons import remedy, what_was_seen

_MOST_ROWS = 3  # of one doubt that are told one by one
_LONGEST_TEXT = 16  # characters of a cell that are shown in a line


def explain(document: Document) -> Iterator[str]:
    """The lines of the explanation."""
    reading, cells = document.reading, cells_of(document)
    yield f"{document.file}"
    yield f"  id        {document.id}"
    yield f"  title     {document.title or '(none printed)'}"
    yield f"  year      {document.year or '(not known)'}    region {document.region_code or '(not known)'}"
    yield (
        f"  read as   {reading.media_type}: pages {reading.pages}, tables {len(reading.grids)}, cells {len(reading.cells())}"
    )
    shares = shares_of(document)
    yield f"  read      {shares.percent:.1f} % of {shares.printed:,} characters; {shares.rejected:,} are in rejects"
    yield ""
    yield from _explain_rejects(document)
    yield from explain_proposal(document)
    for table in document.tables:
        yield ""
        yield from _explain_table(table, cells)


def explain_proposal(document: Document) -> Iterator[str]:
    """The one word that would help most, and the line to add."""
    if found := best_proposal(document):
        yield f"  if {found.label} is {found.meaning}, {found.gain:,} characters more are read: add to {found.file}"
        yield f"      {found.line}"


def _explain_table(table: SourceTable, cells: Cells) -> Iterator[str]:
    rows = table.grid.rows
    yield f"table {table.grid.table_number}: pages {rows[0][0].page} to {rows[-1][0].page}, rows {len(rows)}"
    yield f"  form      {table.form.form if table.form else 'none'}: {what_was_seen(table.why, table.why_values)}"
    if table.form is None:
        return
    form = table.form
    unit = f"a printed 1 is {form.money_unit} yuan" if form.money_unit else "no unit is printed for all amounts"
    yield f"  phase     {form.phase}    money: {unit}"
    yield from _explain_columns(form)
    yield from _explain_counts(form)
    for row in rows:
        yield from explain_row(row, cells)


def _explain_columns(form: Form) -> Iterator[str]:
    """Each cell of the form's headers, once, with the field that its column is."""
    if not form.columns and form.projects:
        yield f"  sheets    {len(form.projects)}, each begins at {form.header[0].text.strip()}"
    heads = [span.cell for span in form.spans if span.field == "header" and span.cell.table_number]
    for cell in {(cell.column, cell.text): cell for cell in heads}.values():
        field = form.columns.get(cell.column) or read_label(cell.text).fields.get("indicator_columns")
        yield f"  column {cell.column}  {_one_line(cell.text) or '(blank)'} -> {field or '(kept in project_fields)'}"


def explain_row(row: Row, cells: Cells) -> Iterator[str]:
    """A row of a table in one line: each printed cell with what it became; ! before what was not read or is in doubt."""
    printed = [cell for cell in row if cell.text.strip()]
    if printed:
        yield f"  {row[0].page}:{row[0].row}  " + " | ".join(_explain_cell(cell, cells) for cell in printed)


def _explain_cell(cell: Cell, cells: Cells) -> str:
    text = _one_line(cell.text)
    short = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
    names = Counter(
        one.name for one in cells.became[cell] if one.field not in ("space", "markup", "separator", "numbering")
    )
    became = ", ".join(name if number == 1 else f"{name} {number}" for name, number in names.items())
    sign = "!" if cells.rejects[cell] else ""
    return f"{sign}{short} [{became or 'not read'}]"


def _explain_counts(form: Form) -> Iterator[str]:
    goals = sum(len(project.goals) for project in form.projects)
    indicators = [indicator for project in form.projects for indicator in project.indicators]
    counts = [project.indicator_counts() for project in form.projects]
    headings = sum(len(project.headings) for project in form.projects)
    empty = headings - sum(number > 0 for count in counts for number in count.values())
    yield f"  projects  {len(form.projects)}    goals {goals}    indicators {len(indicators)}"
    yield f"  headings  {headings}, of which empty {empty}"
    for kind in ("quantitative", "qualitative", "date", "reference", "missing", None):
        number = sum(indicator.kind == kind for indicator in indicators)
        if number:
            yield f"  targets   {kind or 'not sure'} {number}"
    for total in form.stated_totals:
        yield f"  stated    {total.label or '(no label)'}: {_wan(total.amount)}"
    amounts = [project.amount for project in form.projects]
    unread = sum(amount is None for amount in amounts)
    total_fen = sum(amount.fen for amount in amounts if amount)
    differences = {
        total.amount.fen - total_fen for total in form.stated_totals if total.kind == "total" and total.amount
    }
    yield f"  sum       of the projects: {_wan(Amount(total_fen, 1))}" + (
        f", {unread} without amount" if unread else ""
    )
    for difference in sorted(differences - {0}):
        yield f"  differs   stated less sum: {_wan(Amount(difference, 1))}"


def _wan(amount: Amount | None) -> str:
    return wan_yuan(amount.fen) if amount else "(not read)"


def _explain_rejects(document: Document) -> Iterator[str]:
    yield f"not understood, or with doubt: {len(document.rejects)}"
    by_sentence: dict[str, list[list[Reject]]] = {}
    for _, group in groupby(document.rejects, _row_and_sentence):
        rejects = list(group)
        of_any_text = what_was_seen(rejects[0].reason, {**rejects[0].values, "text": "…"})
        by_sentence.setdefault(of_any_text, []).append(rejects)
    for of_any_text, rows in by_sentence.items():
        to_do = remedy(rows[0][0].reason, rows[0][0].values)
        if len(rows) > _MOST_ROWS:
            sentences = {what_was_seen(one[0].reason, one[0].values) for one in rows}
            yield f"  {_places_of(rows)}{sentences.pop() if len(sentences) == 1 else of_any_text}; {to_do}"
            continue
        for rejects in rows:
            told = what_was_seen(rejects[0].reason, rejects[0].values)
            texts = " | ".join(_one_line(reject.text) for reject in rejects if reject.text)
            quoted = f": {texts}" if texts and texts not in told else ""
            yield f"  {_place(rejects)}{told}{quoted}; {to_do}"


def _places_of(rows: list[list[Reject]]) -> str:
    """The rows of one doubt that many have: page 1 rows 4-203 and 210 (201 rows)."""
    pages: dict[int, list[int]] = {}
    for cell in (one[0].cell for one in rows):
        if cell:
            pages.setdefault(cell.page, []).append(cell.row)
    told = ", ".join(f"page {page} rows {_runs(numbers)}" for page, numbers in pages.items())
    return f"{told} ({len(rows)} rows): " if told else ""


def _runs(numbers: list[int]) -> str:
    """Numbers with those that follow each other as one: 4-9 and 12."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " and ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _row_and_sentence(reject: Reject) -> tuple[int, int, str]:
    page, row = (reject.cell.page, reject.cell.row) if reject.cell else (0, 0)
    return page, row, what_was_seen(reject.reason, reject.values)


def _place(rejects: list[Reject]) -> str:
    cells = [reject.cell for reject in rejects if reject.cell]
    if not cells:
        return ""
    first, last = cells[0].column, cells[-1].column
    columns = f"column {first}" if first == last else f"columns {first} to {last}"
    return f"page {cells[0].page} row {cells[0].row} {columns}: "


def _one_line(text: str) -> str:
    return " ".join(text.split())
