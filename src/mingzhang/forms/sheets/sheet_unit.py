"""In which unit the money of a sheet is printed: by its labels, by lines in it, and by what stands above it."""

from itertools import takewhile

from mingzhang.forms.indicators.header import heads_levels
from mingzhang.forms.labels import is_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.sheets.money_labels import money_unit_in_two_cells
from mingzhang.forms.tables.money_columns import speaks_of_money
from mingzhang.forms.texts import one_money_unit
from mingzhang.forms.titles import is_title
from mingzhang.records import Cell, Grid, Reject, Row
from mingzhang.text.numbers import money_unit_of_head, money_unit_stated, money_units_in_label

_ROWS_OF_A_TOP = 3
_MOST_ROWS_ABOVE = 6  # a sheet


def money_unit_of_sheet(lines: list[Line], grid: Grid, is_first: bool) -> tuple[int | None, list[Reject]]:
    """Yuan that a printed 1 stands for in a sheet of a grid; None, with a reject, when what it prints differs.

    What stands above the first sheet counts for a later one that states none of its own. Where labels alone differ, and no
    line says what holds for all of them, each label speaks for its own amount, and none holds for all.
    """
    cells = [cell for line in lines for cell in line]
    heads = [cell for line in takewhile(lambda one: not heads_levels(one), lines) for cell in line]
    by_label = [money_units_in_label(cell.text) for cell in cells if is_label(cell)]
    by_label += [money_units_in_label(cell.text) for cell in heads if not is_label(cell) and speaks_of_money(cell)]
    in_labels: set[int | None] = {unit for units in by_label for unit in units}
    are_single = all(len(units) <= 1 for units in by_label)
    found = in_labels | {money_unit_stated(cell.text) for cell in cells if is_title(cell)}
    top = _top_of(grid, lines)
    above = [*grid.title_lines, *(cell for row in top for cell in row)]
    if is_first or not any(found):
        found |= {money_unit_of_head(cell.text) for cell in above}
        found |= {money_unit_in_two_cells(row) for row in (*top, *lines)}
    if len(in_labels) > 1 and are_single and found - {None} == in_labels and not _is_stated(above, cells):
        return None, []
    return one_money_unit(found, lines[0][0])


def _top_of(grid: Grid, lines: list[Line]) -> tuple[Row, ...]:
    """The first rows of a grid: its head, which may have a few rows more than usual where they stand above the sheet."""
    start = next((at for at, row in enumerate(grid.rows) if lines[0][0] in row), 0)
    return grid.rows[: max(_ROWS_OF_A_TOP, min(start, _MOST_ROWS_ABOVE))]


def _is_stated(above: list[Cell], cells: list[Cell]) -> bool:
    """Whether a line above a sheet states a unit of money, or one within it that is no label of an amount."""
    return any(money_unit_stated(cell.text) for cell in (*above, *(one for one in cells if is_title(one))))
