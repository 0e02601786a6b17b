"""Finding the header row of a form by the labels in vocabulary/columns.yml."""

import re
from dataclasses import dataclass
from functools import cache

from mingzhang import vocabulary
from mingzhang.records import Cell, Grid, Reject, Row
from mingzhang.text.dates import year_of
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.pieces import squeeze

_LONGEST_LABEL = 60
_NOT_MISSED = ("serial",)  # most tables print serials in the column of codes


@dataclass(frozen=True, slots=True)
class Header:
    """A header row, and for each of its columns (from 1) the field it was mapped to; unknown labels are not in it."""

    row: Row
    columns: dict[int, str]

    def column_of(self, field: str) -> int | None:
        """The column of a field, None when the table lacks it."""
        return next((column for column, found in self.columns.items() if found == field), None)


def label_of(text: str) -> str:
    """A header cell as labels are compared: in half width, without white space and without a unit of money in brackets."""
    return re.sub(r"\((?:单位:)?[^()]*元\)$", "", squeeze(text)).rstrip(":")


@cache
def _labels(form: str) -> dict[str, str]:
    """Label -> field of a form."""
    entries = vocabulary.load("columns")[form]["labels"].items()
    return {squeeze(label): field for field, labels in entries for label in labels}


def field_of(form: str, text: str) -> str | None:
    """The field that a header cell names in a form."""
    # Goals and indicators are long; a label that long is none, and every cell of a table is asked.
    return _labels(form).get(label_of(text)) if len(text) <= _LONGEST_LABEL else None


def heads_column(text: str) -> bool:
    """Whether a cell names a column of any form."""
    return any(field_of(form, text) for form in vocabulary.load("columns"))


def map_columns(form: str, row: Row) -> dict[int, str]:
    """Column -> field for the cells of a row that are labels of the form. A field with two columns gets none: see `twice`."""
    found = {cell.column: field_of(form, cell.text) for cell in row}
    fields = list(found.values())
    return {column: field for column, field in found.items() if field and fields.count(field) == 1}


def twice(form: str, row: Row) -> tuple[Reject, ...]:
    """A reject for each cell of a header whose field another cell of it names too."""
    found = [(cell, field_of(form, cell.text)) for cell in row]
    fields = [field for _, field in found]
    return tuple(
        Reject("column-twice", {"label": cell.text.strip()}, cell, 0, len(cell.text))
        for cell, field in found
        if field and fields.count(field) > 1
    )


def is_repeated(row: Row, header: Row) -> bool:
    """Whether a row prints the header again, as tables do on every page."""
    return [squeeze(cell.text) for cell in row] == [squeeze(cell.text) for cell in header]


def numbers_columns(row: Row | list[Cell]) -> bool:
    """Whether a row below a header only numbers its columns: 1 | 2 | 3."""
    printed = [squeeze(cell.text) for cell in row if cell.text.strip()]
    return len(printed) >= 3 and printed == [str(number) for number in range(1, len(printed) + 1)]


def missing_columns(form: str, header: Header) -> tuple[Reject, ...]:
    """A reject for each field of the form that the header lacks."""
    labels = vocabulary.load("columns")[form]["labels"]
    return tuple(
        Reject("column-missing", {"label": names[0]}, header.row[0], 0, 0)
        for field, names in labels.items()
        if field not in header.columns.values() and field not in _NOT_MISSED
    )


def title_lines(grid: Grid, first: Cell) -> tuple[Cell, ...]:
    """What stands over the form that begins at a cell: the lines above, and rows of the table in which one cell is printed.

    Of a row that names the year and the unit of money, the year: 预算年度：2023 | 单位：万元.
    """
    start = next(index for index, row in enumerate(grid.rows) if first in row)
    printed = [[cell for cell in row if cell.text.strip()] for row in grid.rows[:start]]
    return (*grid.title_lines, *(cells[0] for cells in printed if len(cells) == 1 or (cells and _names_year(cells))))


def _names_year(cells: list[Cell]) -> bool:
    return year_of(cells[0].text) is not None and all(money_unit_stated(cell.text) for cell in cells[1:])


def last_column(row: Row) -> int:
    """The last column that a row covers."""
    return max(cell.column + cell.column_span - 1 for cell in row)
