"""The header row of a table: its columns by the labels in vocabulary/columns.yml, and the rows that repeat or number it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of
from mingzhang.records import Cell, Reject, Row
from mingzhang.text.pieces import squeeze

_NOT_MISSED = ("serial",)  # most tables print serials in the column of codes
_LEAST_NUMBERED = 3  # columns


@dataclass(frozen=True, slots=True)
class Header:
    """A header row, and for each of its columns (from 1) the field it was mapped to; unknown labels are not in it."""

    row: Row
    columns: dict[int, str]

    def column_of(self, field: str) -> int | None:
        """The column of a field, None when the table lacks it."""
        return next((column for column, found in self.columns.items() if found == field), None)


def map_columns(form: str, row: Row) -> dict[int, str]:
    """Column -> field for the cells of a row that are labels of the form. A field with two columns gets none: see `twice`."""
    found = {cell.column: field_of(form, cell) for cell in row}
    fields = list(found.values())
    return {column: field for column, field in found.items() if field and fields.count(field) == 1}


def twice(form: str, row: Row) -> tuple[Reject, ...]:
    """A reject for each cell of a header whose field another cell of it names too."""
    found = [(cell, field_of(form, cell)) for cell in row]
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
    """Whether a row below a header only numbers its columns: 1 | 2 | 3, or on from a merged one: 4 | 5 | 6.

    One column that was put between may break the order.
    """
    printed = [squeeze(cell.text) for cell in row if cell.text.strip()]
    if len(printed) < _LEAST_NUMBERED or not all(re.fullmatch(r"\d{1,2}", text, re.ASCII) for text in printed):
        return False
    counted = before = int(printed[0]) - 1
    for text in printed:
        counted += int(text) == counted + 1
    return counted - before >= max(_LEAST_NUMBERED, len(printed) - 1)


def missing_columns(form: str, row: Row, found: Collection[str]) -> tuple[Reject, ...]:
    """A reject for each field of the form that was not found in a header row."""
    names = vocabulary.load("columns")[form]["columns"]
    return tuple(
        Reject("column-missing", {"label": name}, row[0], 0, 0)
        for field, name in names.items()
        if field not in found and field not in _NOT_MISSED
    )
