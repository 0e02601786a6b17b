"""The header row of a table: its columns by the labels in vocabulary/columns.yml, and the rows that repeat or number it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of
from mingzhang.forms.matrix import Line, lowest_labels
from mingzhang.forms.titles import speaks_of
from mingzhang.records import Cell, Reject, Row
from mingzhang.text.pieces import squeeze

_LEAST_NUMBERED = 3  # columns


@dataclass(frozen=True, slots=True)
class Header:
    """A header row, and for each of its columns (from 1) the field it was mapped to; unknown labels are not in it.

    `below` are the further rows of it, which part its wide labels: 绩效目标 | 绩效指标 below 绩效信息.
    """

    row: Row
    columns: dict[int, str]
    below: tuple[Row, ...] = ()

    @property
    def rows(self) -> list[Line]:
        """All rows of the header."""
        return [list(row) for row in (self.row, *self.below)]

    @property
    def labels(self) -> Line:
        """Of each column the label that stands lowest."""
        return lowest_labels(self.rows) if self.below else list(self.row)

    def column_of(self, field: str) -> int | None:
        """The column of a field, None when the table lacks it."""
        return next((column for column, found in self.columns.items() if found == field), None)


def map_columns(form: str, row: Row) -> dict[int, str]:
    """Column -> field for the cells of a row that are labels of the form. See `told_apart` for a field of two columns."""
    found = {cell.column: field_of(form, cell) for cell in row}
    return told_apart({column: field for column, field in found.items() if field})


def told_apart(columns: dict[int, str]) -> dict[int, str]:
    """The columns of a header without those whose field two of them name (see `twice`); of goals the first one is kept, and
    the others say by their labels what they are for.
    """
    fields, first = list(columns.values()), min((at for at, field in columns.items() if field == "goals"), default=0)
    return {at: field for at, field in columns.items() if fields.count(field) == 1 or at == first}


def twice(form: str, header: Header) -> tuple[Reject, ...]:
    """A reject for each label of a header whose field another one names too. Amounts and goals are told apart elsewhere."""
    found = [(cell, field_of(form, cell)) for cell in header.labels]
    fields = [field for _, field in found]
    return tuple(
        Reject("column-twice", {"label": cell.text.strip()}, cell, 0, len(cell.text))
        for cell, field in found
        if field and field not in ("amount", "goals") and fields.count(field) > 1
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


def missing_columns(form: str, header: Header, found: Collection[str]) -> tuple[Reject, ...]:
    """A reject for each field of the form that was not found in a header.

    Codes of units are missed only where the label of the names says that units are among them.
    """
    names = vocabulary.load("columns")[form]["columns"]
    has_units = any(speaks_of("names_of_units", cell.text) for cell in header.labels)
    needless = {"serial", *(() if has_units else ("code",))}
    return tuple(
        Reject("column-missing", {"label": name}, header.row[0], 0, 0)
        for field, name in names.items()
        if field not in (*found, *needless)
    )
