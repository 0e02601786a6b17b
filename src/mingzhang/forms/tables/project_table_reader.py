"""The rows of a project table, one after the other: headers, furniture, totals, units, projects, and what is none of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzhang import vocabulary
from mingzhang.forms.furniture import could_hold_data, furniture_of
from mingzhang.forms.header_rows import is_sub_row
from mingzhang.forms.labels import field_of, own_label, read_label, says_as_above
from mingzhang.forms.matrix import last_column, lowest_labels, matrix_of
from mingzhang.forms.tables.header import Header, is_repeated, map_columns, missing_columns, numbers_columns, twice
from mingzhang.forms.tables.level_texts import level_columns
from mingzhang.forms.tables.project_records import TableRecords
from mingzhang.forms.tables.project_rows import (
    RowFields,
    fields_of,
    is_project,
    is_total,
    names_no_unit,
    unit_of,
    with_shared,
)
from mingzhang.forms.tables.totals import amount_column, total_kind
from mingzhang.forms.texts import amount_of, one_money_unit, plain_field
from mingzhang.parse.outline import begins_outline
from mingzhang.records import Cell, Form, Reject, Row, Span
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_stated, money_units_in_label
from mingzhang.text.pieces import half_width, split_segments, squeeze

PROJECT_TABLE = "project_table"
_WITNESSES = 60  # rows below a header that are looked at


def project_header_of(row: Row) -> Header | None:
    """The row as a header: enough labels of this form, `name` and one of the texts among them; None when it is none."""
    columns = map_columns(PROJECT_TABLE, row)
    fields = set(columns.values())
    enough = len(fields) >= vocabulary.load("columns")[PROJECT_TABLE]["least"]
    return Header(row, columns) if enough and "name" in fields and fields & {"goals", "indicators"} else None


def with_indicators(header: Header, below: Iterable[Row]) -> Header:
    """A header that names no column of indicators with the only one that holds them by what stands below it: 一、产出指标 …

    Its label is one that nobody knows.
    """
    if "indicators" in header.columns.values():
        return header
    unknown = {cell.column for cell in header.row if cell.text.strip() and not read_label(cell.text).fields}
    printed = [cell for row in below for cell in row if cell.column in unknown and cell.text.strip()]
    found = {cell.column for cell in printed if _begins_with_level(cell)}
    own = [cell for cell in printed if cell.column in found]
    is_one = len(found) == 1 and 2 * sum(map(_begins_with_level, own)) >= len(own)
    return Header(header.row, header.columns | {found.pop(): "indicators"}) if is_one else header


def _begins_with_level(cell: Cell) -> bool:
    """Whether the first line of a cell begins with a heading of the framework."""
    segments, _ = split_segments(cell.text)
    return bool(segments) and begins_outline(half_width(cell.text[slice(*segments[0])]))


@dataclass
class ProjectTableReader:
    """Walks down a table, tells its rows apart, and remembers the header that they stand under."""

    above: list[Cell]
    printed_codes: set[str]
    header: Header = field(default_factory=lambda: Header((), {}))
    records: TableRecords = field(default_factory=TableRecords)
    spans: list[Span] = field(default_factory=list)
    is_below_header: bool = False

    def form(self, phase: str) -> Form:
        """What was read so far."""
        return Form(
            form=PROJECT_TABLE,
            phase=phase,
            money_unit=self.records.money_unit,
            header=self.header.row,
            columns=self.header.columns,
            width=last_column(self.header.row),
            units=tuple(self.records.units),
            stated_totals=tuple(self.records.totals),
            projects=tuple(self.records.projects),
            spans=tuple(self.spans),
            rejects=tuple(self.records.rejects),
            is_understood=self.records.is_understood,
        )

    def take_all(self, rows: tuple[Row, ...]) -> None:
        """Read rows one after the other."""
        matrix = matrix_of([list(row) for row in rows])
        for index, (row, places) in enumerate(zip(rows, matrix.places, strict=True)):
            if any(cell.text.strip() for cell in row):
                begun = set(row)  # rows may have ten thousand cells
                self._take(
                    row,
                    [cell for cell in places.values() if cell not in begun],
                    rows[index + 1 : index + 1 + _WITNESSES],
                )

    def _take(self, row: Row, above: list[Cell], below: tuple[Row, ...]) -> None:
        if header := project_header_of(row):
            header = with_indicators(header, below)
            self.spans += (span for cell in row for span in plain_field(cell, "header"))
            if not is_repeated(row, self.header.row):
                self.begin(header)
            self.is_below_header = True
            return
        is_lower_header = self.is_below_header and is_sub_row(list(self.header.row), list(row))
        self.is_below_header = False
        if is_lower_header:
            self._divide(row)
            return
        if numbers_columns(row):
            self.spans += (span for cell in row for span in plain_field(cell, "header"))
            return
        if self._is_furniture(row):
            self.spans += (span for cell in row for span in plain_field(cell, "furniture"))
            return
        fields = fields_of(row, self.header)
        if problem := self._misplaced(fields, above):
            self._reject(fields, problem, {"cells": last_column(row), "columns": last_column(self.header.row)})
            return
        shared = with_shared(fields, self.header, above)
        if fields.name and (self._names_nothing(fields.name) or says_as_above(fields.name)):
            self._reject(fields, "row-not-understood", {})
        elif is_total(fields):
            self.records.take_total(fields)
        elif unit := unit_of(fields, self.printed_codes, self.records.serials):
            self.records.take_unit(fields, unit)
        elif is_project(shared, self.records.serials):
            self.records.take_project(shared)
        else:
            self._reject(fields, "row-not-understood", {})

    def _is_furniture(self, row: Row) -> bool:
        """Whether all that a row prints is a page number, a note or the like, the title once more, or labels of the header."""
        printed = [cell for cell in row if cell.text.strip()]
        if not printed or not all(map(self._is_frame, printed)):
            return False
        stated = {money_unit_stated(cell.text) for cell in printed} - {None}
        if self.records.money_unit and not stated <= {self.records.money_unit}:
            self.records.money_unit, rejects = one_money_unit({self.records.money_unit, *stated}, printed[0])
            self.records.rejects += rejects
        return True

    def _is_frame(self, cell: Cell) -> bool:
        """Whether a cell prints what stands around the rows of a table, and no datum."""
        text = squeeze(cell.text)
        labels = [squeeze(label.text) for label in self.header.row if label.text.strip()]
        is_title = text in {squeeze(one.text) for one in self.above} and not could_hold_data([cell.text])
        is_head = field_of("heads", cell) or (own_label(cell) and not could_hold_data([cell.text]))
        is_label = field_of(PROJECT_TABLE, cell) is not None and field_of(
            PROJECT_TABLE, cell
        ) == self.header.columns.get(cell.column)
        return bool(is_label or furniture_of(cell.text) or is_title or text in (*labels, "".join(labels)) or is_head)

    def _names_nothing(self, name: Cell) -> bool:
        """Whether what stands where the name of a project should is a page number, a note, a title or a label."""
        return bool(name.text.strip()) and total_kind([name.text]) is None and self._is_frame(name)

    def _reject(self, fields: RowFields, reason: str, values: dict[str, int]) -> None:
        """The row is not read. Unless it surely is a project's it may be a unit's, and rows below belong to nobody known."""
        self.records.rejects += [
            Reject(reason, values, cell, 0, len(cell.text)) for cell in fields.row if cell.text.strip()
        ]
        if not names_no_unit(fields) and not (fields.name and self._is_frame(fields.name)):
            self.records.unit_code = None

    def begin(self, header: Header) -> None:
        """Take over a header: its columns, and its unit of money."""
        self.header = header
        self.records.labels = list(header.row)
        fields = {*header.columns.values(), *(["indicators"] if level_columns(header.row) else [])}
        self.records.rejects += [*missing_columns(PROJECT_TABLE, header.row, fields), *twice(PROJECT_TABLE, header.row)]
        labels = [cell for cell in header.row if header.columns.get(cell.column) == "amount"]
        found: set[int | None] = {unit for cell in labels for unit in money_units_in_label(cell.text)}
        found |= {money_unit_stated(cell.text) for cell in self.above}
        self.records.money_unit, rejects = one_money_unit(found, header.row[0])
        self.records.rejects += rejects

    def _divide(self, row: Row) -> None:
        """Take over the lower row of a header: which column below 金额 is the amount's, and what the others are called."""
        self.spans += (span for cell in row for span in plain_field(cell, "header"))
        rows = [list(self.header.row), list(row)]
        labels = lowest_labels(rows)
        if [cell.text for cell in labels] == [cell.text for cell in self.records.labels]:
            return  # printed again on another page
        year = year_of("\n".join(cell.text for cell in self.above))
        amount, rejects = amount_column(PROJECT_TABLE, rows, labels, year)
        columns = {column: name for column, name in self.header.columns.items() if name != "amount"}
        if amount:
            columns[amount.column] = "amount"
        self.header, self.records.labels = Header(self.header.row, columns), labels
        self.records.rejects += rejects

    def _misplaced(self, fields: RowFields, above: list[Cell]) -> str | None:
        """Why the cells of a row cannot be told apart by their columns, None when they can.

        Blank cells at the end may be missing or too many. Any other difference from the header's width shows in the column
        of amounts, where then stands no amount: which cell is missing or too many is anybody's guess, and nothing is read.
        """
        width, row_width = last_column(self.header.row), last_column((*fields.row, *above))
        if row_width == width:
            return None
        too_many = any(cell.column > width and cell.text.strip() for cell in fields.row)
        amount = fields.amount
        is_amount = (
            amount is not None and amount.text.strip() and not amount_of(amount, self.records.money_unit or 1)[1]
        )
        if is_amount and not too_many:
            return None
        return "row-too-long" if row_width > width else "row-too-short"
