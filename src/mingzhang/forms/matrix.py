"""The places that cells cover: a merged cell is at all of its places. Rows count from 0 in their order, columns from 1."""

from dataclasses import dataclass, replace

from mingzhang.records import Cell, Grid, Row
from mingzhang.text.pieces import is_in_latin

Line = list[Cell]  # the cells of a row of a form, in their order


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cells of lines by place."""

    places: list[dict[int, Cell]]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, None when none does."""
        return self.places[row].get(column) if 0 <= row < len(self.places) else None


def matrix_of(lines: list[Line]) -> Matrix:
    """The matrix of rows that know their geometry; rows between them may have been left out."""
    places: list[dict[int, Cell]] = [{} for _ in lines]
    offsets = _offsets(lines)
    for index, line in enumerate(lines):
        for cell in line:
            row = index
            while row < len(lines) and offsets[row] < offsets[index] + cell.row_span:
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row][column] = cell
                row += 1
    return Matrix(places)


def _offsets(lines: list[Line]) -> list[int]:
    """How many rows each row stands below the first: by their numbers on a page, else one below the other."""
    offsets: list[int] = []
    for before, line in zip([None, *lines], lines, strict=False):
        step = 0 if before is None else 1
        if before and line and _place(before) == _place(line):
            step = max(line[0].row - before[0].row, 1)
        offsets.append((offsets[-1] if offsets else 0) + step)
    return offsets


def _place(line: Line) -> tuple[int, int]:
    return line[0].table_number, line[0].page


def printed_in(line: Line) -> Line:
    """The cells of a row in which anything is printed."""
    return [cell for cell in line if cell.text.strip()]


def knows_columns(line: Line) -> bool:
    """Whether a row's cells stand in columns of their own; those of one cell a line do not."""
    return len({cell.column for cell in line}) == len(line)


def lowest_labels(rows: list[Line]) -> Line:
    """Of each column the cell with something in it that stands lowest in the rows; each cell where it begins to be it.

    What is in Latin letters below another label is its translation, and no label.
    """
    matrix = matrix_of(rows)
    found: dict[Cell, None] = {}
    for column in sorted({column for places in matrix.places for column in places}):
        cells = [cell for row in range(len(rows)) if (cell := matrix.at(row, column)) is not None]
        printed = printed_in(cells)
        chinese = [cell for cell in printed if not is_in_latin(cell.text)]
        lowest = next(reversed(chinese or printed), None)
        if lowest is not None and lowest not in found:
            found[lowest if lowest.column == column else replace(lowest, column=column)] = None
    return list(found)


def last_column_of(grid: Grid) -> int:
    """The last column that a grid covers."""
    return max(map(last_column, grid.rows))


def last_column(row: Row) -> int:
    """The last column that a row covers."""
    return max(cell.column + cell.column_span - 1 for cell in row)
