"""Sheets whose indicators stand beside what the sheet says of its project: labels with their values on the left, rows of
indicators from the row of the name on. They are put below each other, as other sheets print them.
"""

from dataclasses import dataclass

from mingzhang.forms.labels import field_of, heads_column, is_label
from mingzhang.forms.matrix import Line, printed_in

_LEAST_PAIRS = 2  # rows with a label of a sheet on the left, that of the name among them


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where a sheet begins and ends (rows from 0, without the last), and in which column its indicators begin."""

    start: int
    stop: int
    column: int


def rows_one_below_the_other(lines: list[Line]) -> list[Line]:
    """The rows with the indicators of such sheets below their labels; the rows as they are when there is no such sheet."""
    starts = [(index, column) for index, line in enumerate(lines) if (column := _first_level_beside_a_name(line))]
    stops = [*(index for index, _ in starts), len(lines)][1:]
    sheets = [_Sheet(start, stop, column) for (start, column), stop in zip(starts, stops, strict=True)]
    if not sheets or not all(_is_parted(lines, sheet) for sheet in sheets):
        return lines
    result = lines[: sheets[0].start]
    for sheet in sheets:
        result += _below_each_other(lines[sheet.start : sheet.stop], sheet.column)
    return result


def _first_level_beside_a_name(line: Line) -> int | None:
    """The column of 一级指标 in a row that prints 项目名称 and a name left of it: 项目名称 | 农田管护 | 一级指标 | …."""
    printed = printed_in(line)
    if len(printed) < 3 or field_of("fields", printed[0]) != "name" or is_label(printed[1]) or heads_column(printed[1]):
        return None
    levels = (cell.column for cell in printed[2:] if field_of("indicator_columns", cell) == "level1")
    return next(levels, None)


def _is_parted(lines: list[Line], sheet: _Sheet) -> bool:
    """Whether no cell reaches over to the indicators but one alone in its row, and labels of a sheet stand on the left."""
    rows = lines[sheet.start : sheet.stop]
    if any(_reaches_over(line, sheet.column) and len(printed_in(line)) > 1 for line in rows):
        return False
    left = [printed_in([cell for cell in line if cell.column < sheet.column]) for line in rows]
    firsts = [cells[0] for cells in left if cells]
    return sum(map(is_label, firsts)) >= _LEAST_PAIRS and 2 * sum(map(is_label, firsts)) > len(firsts)


def _below_each_other(rows: list[Line], column: int) -> list[Line]:
    """The left cells of the rows, then the right ones, then the rows below them that one cell fills: notes and the like."""
    end = len(rows)
    while end and _reaches_over(rows[end - 1], column):
        end -= 1
    left = [[cell for cell in line if cell.column < column] for line in rows[:end]]
    right = [[cell for cell in line if cell.column >= column] for line in rows[:end]]
    return [line for line in (*left, *right, *rows[end:]) if line]


def _reaches_over(line: Line, column: int) -> bool:
    return any(cell.column < column < cell.column + cell.column_span for cell in printed_in(line))
