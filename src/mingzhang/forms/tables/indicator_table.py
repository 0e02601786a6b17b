"""Form B, 部门项目支出绩效目标表 (05-2): one row an indicator, the project's name and goal merged over its rows or not.

Read from a real disclosure of 内蒙古 that was keyed in again, and from the layouts of other publishers (docs/forms.md).
"""

from collections.abc import Iterable

from mingzhang.forms.indicators.grid_reader import not_placed
from mingzhang.forms.matrix import last_column_of
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, first_header, header_of_row
from mingzhang.forms.tables.indicator_table_reader import IndicatorTableReader
from mingzhang.forms.tables.parts_of_list import PartOfList, parts_of_list
from mingzhang.forms.texts import plain_field
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form
from mingzhang.text.pieces import squeeze

FORM = INDICATOR_TABLE


def recognises(view: View) -> bool:
    """Whether rows of the table are a header of this form."""
    return first_header(view.lines) is not None


def read(view: View) -> Form:
    """All that a table of this form says; of lists one below the other, the upper one first."""
    parts = parts_of_list(view)
    outer = [*view.grid.title_lines, *parts[0].head]
    readers = [
        _read_part(part, part.above(outer if number else [*view.grid.title_lines])) for number, part in enumerate(parts)
    ]
    units = {reader.money.unit for reader in readers}
    return Form(
        form=FORM,
        phase="self_evaluation" if readers[0].has_results else "budget",
        money_unit=units.pop() if len(units) == 1 else None,
        header=tuple(parts[0].header_rows[0]),
        columns=readers[0].columns(),
        width=last_column_of(view.grid),
        units=(),
        stated_totals=tuple(total for reader in readers for total in reader.totals),
        projects=tuple(project for reader in readers for project in reader.projects),
        spans=tuple(span for reader in readers for span in reader.spans),
        rejects=tuple(reject for reader in readers for reject in reader.rejects),
        is_understood=all(project.is_understood for reader in readers for project in reader.projects),
    )


def _read_part(part: PartOfList, above: list[Cell]) -> IndicatorTableReader:
    reader = IndicatorTableReader(part.header, part.header_rows, above, part.rows)
    reader.spans += (span for cell in part.head for span in plain_field(cell, "title"))
    reader.spans += (span for line in part.header_rows for cell in line for span in plain_field(cell, "header"))
    reader.take()
    reader.rejects += map(not_placed, part.other_table)
    return reader


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: as wide, without a header at its top, and with none but the same below."""
    if last_column_of(view.grid) != before.width or header_of_row(view.lines, 0) is not None:
        return False
    own = first_header(view.lines)
    return own is None or _texts(view.lines[own.start]) == _texts(before.header)


def _texts(cells: Iterable[Cell]) -> list[str]:
    return [squeeze(cell.text) for cell in cells]
