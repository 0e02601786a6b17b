"""How a document was read, told line by line: the form of each table and why, its columns, counts, what was not understood."""

from collections.abc import Iterator

from mingzhang.reasons import sentence
from mingzhang.records import Amount, Document, Form, Reject, SourceTable

EXPERIMENTAL = ("indicator_table",)
_WAN = 1_000_000  # fen


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
    unit = f"{form.money_unit} yuan" if form.money_unit else "not printed: no amount is read"
    yield f"  phase     {form.phase}    money: a printed 1 is {unit}"
    if form.form in EXPERIMENTAL:
        yield "  caution   this form is experimental: no real one has been read yet"
    if form.columns:
        for cell in form.header:
            field = form.columns.get(cell.column, "(kept in project_fields)")
            yield f"  column {cell.column}  {cell.text.strip() or '(blank)'} -> {field}"
    else:
        yield f"  sheets    {len(form.projects)}, each begins at {form.header[0].text.strip()}"
    yield from _explain_counts(form)


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
    return f"{amount.fen / _WAN:,.2f} 万元" if amount else "(not read)"


def _explain_rejects(document: Document) -> Iterator[str]:
    yield f"not understood, or with doubt: {len(document.rejects)}"
    for reject in document.rejects:
        yield f"  {_place(reject)}{sentence(reject.reason, reject.values)}"


def _place(reject: Reject) -> str:
    return f"page {reject.cell.page} row {reject.cell.row} column {reject.cell.column}: " if reject.cell else ""
