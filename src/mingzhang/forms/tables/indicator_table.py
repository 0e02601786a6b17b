"""Form B, 部门项目支出绩效目标表 (05-2): one row an indicator, the project's name and goal merged over its rows or not.

Read from a real disclosure of 内蒙古 that was keyed in again, and from the layouts of other publishers (docs/forms.md).
"""

from collections.abc import Iterable

from mingzhang.forms.matrix import last_column_of
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, first_header, header_of_row
from mingzhang.forms.tables.indicator_table_reader import IndicatorTableReader
from mingzhang.forms.texts import plain_field
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form
from mingzhang.text.pieces import squeeze

FORM = INDICATOR_TABLE


def recognises(view: View) -> bool:
    """Whether rows of the table are a header of this form."""
    return first_header(view.lines) is not None


def read(view: View) -> Form:
    """All that a table of this form says."""
    header = first_header(view.lines)
    assert header
    above = [cell for line in view.lines[: header.start] for cell in line]
    rows = view.lines[header.start : header.stop]
    reader = IndicatorTableReader(header, rows, [*view.grid.title_lines, *above])
    reader.spans += (span for cell in above for span in plain_field(cell, "title"))
    reader.spans += (span for line in rows for cell in line for span in plain_field(cell, "header"))
    reader.take(view.lines[header.stop :])
    return Form(
        form=FORM,
        phase="self_evaluation" if reader.has_results else "budget",
        money_unit=reader.money.unit,
        header=tuple(rows[0]),
        columns=reader.columns(),
        width=last_column_of(view.grid),
        units=(),
        stated_totals=tuple(reader.totals),
        projects=tuple(reader.projects),
        spans=tuple(reader.spans),
        rejects=tuple(reader.rejects),
        is_understood=all(project.is_understood for project in reader.projects),
    )


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: as wide, without a header at its top, and with none but the same below."""
    if last_column_of(view.grid) != before.width or header_of_row(view.lines, 0) is not None:
        return False
    own = first_header(view.lines)
    return own is None or _texts(view.lines[own.start]) == _texts(before.header)


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [squeeze(cell.text) for cell in cells]
