"""Form A, 部门预算项目支出绩效目标公开表: one row a project, whole texts of goals and indicators in its cells.

Columns: 单位编码 | 单位及项目名称 | 金额 (万元) | 绩效目标 | 绩效指标. The first mixes 合计, the codes of a department
(3 digits) and of its units (6 digits), and the serial numbers of projects; the header may stand again on every page, and
another one with other columns or another unit of money may follow.
"""

import re

from mingzhang.forms.matrix import last_column, last_column_of
from mingzhang.forms.tables.header import Header
from mingzhang.forms.tables.project_header import PROJECT_TABLE, project_header_at
from mingzhang.forms.tables.project_rows import fields_of, is_project
from mingzhang.forms.tables.project_table_reader import ProjectTableReader
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.forms.titles import speaks_of
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form, Grid, Row
from mingzhang.text.pieces import squeeze

FORM = PROJECT_TABLE
_LEAST_LABELS = 3  # of the header of a table


def recognises(view: View) -> bool:
    """Whether a row of the table is a header of this form."""
    return _first_header(view.grid) is not None


def read(view: View) -> Form:
    """All that a table of this form says."""
    grid = view.grid
    start = _first_header(grid)
    assert start is not None
    first = _first_row_of_data(grid.rows, start)
    above = [cell for row in grid.rows[:first] for cell in row]
    reader = ProjectTableReader([*grid.title_lines, *above], _printed_codes(grid))
    reader.spans += (span for cell in above for span in plain_field(cell, "title"))
    if first < start and (header := project_header_at(grid.rows, start)):
        reader.begin(header)
    reader.take_all(grid.rows[first:])
    return reader.form(_phase(reader.above))


def _first_row_of_data(rows: tuple[Row, ...], start: int) -> int:
    """The first row above the first header that prints a project of a table that was cut above.

    Such a row is as wide as the header and has a name, a text and an amount in their columns. The header itself when no row
    is one, or when it has several rows.
    """
    header = project_header_at(rows, start)
    assert header
    if header.below:
        return start
    for index, row in enumerate(rows[:start]):
        fields = fields_of(row, header)
        amount = fields.amount
        is_amount = amount is not None and amount.text.strip() and not amount_of(amount, 1)[1]
        if is_amount and fields.has_texts and is_project(fields, []) and last_column(row) == last_column(header.row):
            return index
    return start


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: no header at its top, as wide, and a project, total or unit in it."""
    grid = view.grid
    if project_header_at(grid.rows, 0) or last_column_of(grid) != before.width or _heads_another_table(grid, before):
        return False
    reader = ProjectTableReader([], _printed_codes(grid))
    reader.header = Header(before.header, before.columns)
    reader.records.serials = [project.serial for project in before.projects if project.serial]
    reader.take_all(grid.rows)
    return bool(reader.records.projects or reader.records.totals)


def _heads_another_table(grid: Grid, before: Form) -> bool:
    """Whether the first row names columns of its own: three texts, and one that is no amount where amounts stand."""
    printed = {cell.column: squeeze(cell.text) for cell in grid.rows[0] if cell.text.strip()}
    amounts = [text for column, text in printed.items() if before.columns.get(column) == "amount"]
    return len(printed) >= _LEAST_LABELS and any(
        re.search(r"[^\W\d]", text) and not re.search(r"\d", text) for text in amounts
    )


def _first_header(grid: Grid) -> int | None:
    return next((index for index in range(len(grid.rows)) if project_header_at(grid.rows, index)), None)


def _printed_codes(grid: Grid) -> set[str]:
    """Codes of six digits and more that the table prints: their first three digits are a department's."""
    texts = (squeeze(cell.text) for row in grid.rows for cell in row)
    return {text for text in texts if re.fullmatch(r"(?:\d{3}){2,}", text, re.ASCII)}


def _phase(titles: list[Cell]) -> str:
    """Budget, unless a title speaks of self-evaluation."""
    return "self_evaluation" if any(speaks_of("self_evaluation", cell.text) for cell in titles) else "budget"
