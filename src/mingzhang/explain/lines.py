"""How a document was read, told line by line: the form of each table and why, its columns, counts, what was not understood."""

from collections.abc import Iterator
from itertools import groupby

from mingzhang.forms.indicators.header import columns_of
from mingzhang.forms.labels import fields_of_list
from mingzhang.forms.view import view_of
from mingzhang.records import Amount, Document, Form, Grid, Reject, SourceTable
from mingzhang.text.money import wan_yuan
from mingzhang.vocabulary.reasons import sentence

EXPERIMENTAL = ("indicator_table",)


def explain(document: Document) -> Iterator[str]:
    """The lines of the explanation."""
    reading = document.reading
    yield f"{document.file}"
    yield f"  id        {document.id}"
    yield f"  title     {document.title or '(none printed)'}"
    yield f"  year      {document.year or '(not known)'}    region {document.region_code or '(not known)'}"
    yield (
        f"  read as   {reading.media_type}: pages {reading.pages}, tables {len(reading.grids)}, cells {len(reading.cells())}"
    )
    for table in document.tables:
        yield ""
        yield from _explain_table(table)
    yield ""
    yield from _explain_rejects(document)


def _explain_table(table: SourceTable) -> Iterator[str]:
    rows = table.grid.rows
    yield f"table {table.grid.table_number}: pages {rows[0][0].page} to {rows[-1][0].page}, rows {len(rows)}"
    yield f"  form      {table.form.form if table.form else 'none'}: {sentence(table.why, table.why_values)}"
    if table.form is None:
        return
    form = table.form
    unit = f"a printed 1 is {form.money_unit} yuan" if form.money_unit else "no unit is printed for all amounts"
    yield f"  phase     {form.phase}    money: {unit}"
    if form.form in EXPERIMENTAL:
        yield "  caution   this form is experimental: no real one has been read yet"
    if form.columns:
        for cell in form.header:
            field = form.columns.get(cell.column, "(kept in project_fields)")
            yield f"  column {cell.column}  {_one_line(cell.text) or '(blank)'} -> {field}"
    else:
        yield f"  sheets    {len(form.projects)}, each begins at {form.header[0].text.strip()}"
        yield from _explain_indicator_columns(table.grid)
    yield from _explain_counts(form)


def _explain_indicator_columns(grid: Grid) -> Iterator[str]:
    """The columns of the first grid of indicators in a sheet."""
    header = next(iter(view_of(grid).indicator_headers.values()), None)
    known = fields_of_list("indicator_columns")
    for name, cell in columns_of(header.labels if header else []):
        yield f"  column {cell.column}  {_one_line(cell.text)} -> {name if name in known else '(kept in project_fields)'}"


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
    for _, group in groupby(document.rejects, _row_and_sentence):
        rejects = list(group)
        told = sentence(rejects[0].reason, rejects[0].values)
        texts = " | ".join(_one_line(reject.text) for reject in rejects if reject.text)
        yield f"  {_place(rejects)}{told}" + (f": {texts}" if texts and texts not in told else "")


def _row_and_sentence(reject: Reject) -> tuple[int, int, str]:
    page, row = (reject.cell.page, reject.cell.row) if reject.cell else (0, 0)
    return page, row, sentence(reject.reason, reject.values)


def _place(rejects: list[Reject]) -> str:
    cells = [reject.cell for reject in rejects if reject.cell]
    if not cells:
        return ""
    first, last = cells[0].column, cells[-1].column
    columns = f"column {first}" if first == last else f"columns {first} to {last}"
    return f"page {cells[0].page} row {cells[0].row} {columns}: "


def _one_line(text: str) -> str:
    return " ".join(text.split())
