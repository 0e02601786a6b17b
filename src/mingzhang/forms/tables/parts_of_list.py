"""Lists one below the other in one table: each with a header of its own, or below another unit of money."""

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.labels import field_of
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.tables.indicator_table_header import (
    INDICATOR_TABLE,
    IndicatorTableHeader,
    first_header,
    header_of_row,
)
from mingzhang.forms.titles import is_title
from mingzhang.forms.view import View
from mingzhang.records import Cell
from mingzhang.text.numbers import money_unit_of_head, money_units_in_label
from mingzhang.text.pieces import squeeze


class PartOfList:
    """One list: its header, the rows of that, what stands above it, and the rows below it, up to the next list.

    `other_table` are cells above it of a table that names projects too, and is none that we read.
    """

    def __init__(self, header: IndicatorTableHeader, lines: list[Line], start: int, stop: int) -> None:
        self.header = header
        self.header_rows = lines[header.start : header.stop]
        above = lines[start : header.start]
        other = next((at for at, line in enumerate(above) if any(map(_names_projects, line))), len(above))
        self.head = [cell for line in above[:other] for cell in line]
        self.other_table = [cell for line in above[other:] for cell in printed_in(line)]
        self.rows = lines[header.stop : stop]
        self.start = start

    def units_stated(self) -> set[int]:
        """The units of money that its head and its labels state."""
        labels = [unit for line in self.header_rows for cell in line for unit in money_units_in_label(cell.text)]
        return {*labels, *(unit for cell in self.head if (unit := money_unit_of_head(cell.text)))}

    def above(self, outer: list[Cell]) -> list[Cell]:
        """What stands above it; the unit of money of an outer line counts only where it states none of its own."""
        own = self.units_stated()
        return [*(cell for cell in outer if not own or money_unit_of_head(cell.text) is None), *self.head]


def parts_of_list(view: View) -> list[PartOfList]:
    """The lists of a grid that holds some, the upper one first."""
    lines, first = view.lines, first_header(view.lines)
    assert first
    parts = [PartOfList(first, lines, 0, len(lines))]
    later = sorted(view.indicator_headers) if view.rows == lines else []
    for index in later:
        if index < parts[-1].header.stop or (header := header_of_row(lines, index)) is None:
            continue
        start = _top_of(lines, header.start, parts[-1].header.stop)
        found = PartOfList(header, lines, start, len(lines))
        if _is_another(found, parts[-1], view):
            parts[-1] = PartOfList(parts[-1].header, lines, parts[-1].start, start)
            parts.append(found)
    return parts


def _is_another(part: PartOfList, before: PartOfList, view: View) -> bool:
    """Whether a header is not the one above it printed again: it is worded otherwise, or below another unit of money."""
    is_worded_otherwise = _texts(part.header_rows) != _texts(before.header_rows)
    outside = {unit for cell in view.grid.title_lines if (unit := money_unit_of_head(cell.text))}
    return is_worded_otherwise or not part.units_stated() <= (before.units_stated() or outside)


def _top_of(lines: list[Line], index: int, least: int) -> int:
    """Where the head of a list begins whose header is in a row: at its title, its unit of money, the blank row above these."""
    width = max(cell.column + cell.column_span - 1 for cell in lines[index])
    while index > least and all(_is_of_head(cell, width) for cell in printed_in(lines[index - 1])):
        index -= 1
    return index


def _names_projects(cell: Cell) -> bool:
    return field_of(INDICATOR_TABLE, cell) == "name"


def _is_of_head(cell: Cell, width: int) -> bool:
    return bool(furniture_of(cell.text)) or is_title(cell) or 2 * cell.column_span > width


def _texts(lines: list[Line]) -> list[list[str]]:
    return [[squeeze(cell.text) for cell in line] for line in lines]
