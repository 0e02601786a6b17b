"""A table of money on a sheet, read row by row: what was budgeted, adjusted and spent of the total and of each source."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang.forms.labels import is_blank, read_label
from mingzhang.forms.matrix import Line, matrix_of
from mingzhang.forms.sheets.money_labels import MONEY_KINDS, list_of_label, money_source_of
from mingzhang.forms.sheets.money_records import MoneyRecords, rate_of
from mingzhang.forms.sheets.money_tables import (
    begins_unknown,
    columns_of_money,
    look_right,
    row_label,
    row_without_label,
    stand_in_columns,
)
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.texts import plain_field
from mingzhang.records import Cell, ProjectField, Reject, Span
from mingzhang.text.numbers import money_unit_in_brackets
from mingzhang.text.numerals import read_number


@dataclass
class MoneyTableReader:
    """Reads tables of money into the records, labels and points of a sheet."""

    records: MoneyRecords
    labels: list[Span]
    points: PointsReader

    def take(self, lines: list[Line], index: int) -> int:
        """The table that a row heads, whose amounts are in the unit that the row states; where the next part begins.

        The project's amount is the budget of the beginning of the year, or, where the table has no such column, that of
        the whole year.
        """
        stated = {money_unit_in_brackets(cell.text) for cell in lines[index]} - {None}
        self.records.unit_of_table = stated.pop() if len(stated) == 1 else None
        stop = self._take_rows(lines, index)
        self.records.unit_of_table = None
        return stop

    def _take_rows(self, lines: list[Line], index: int) -> int:
        """The rows of a table below the row that heads it; where the next part begins."""
        header = lines[index]
        self.labels += [span for cell in header for span in plain_field(cell, "label")]
        columns = columns_of_money(header, lines[index + 1 : index + 2])
        self.records.is_unclear = "budget" not in columns and begins_unknown(columns)
        self.records.main_kind = "budget" if "budget" in columns or self.records.is_unclear else "adjusted"
        stop = index + 1
        while stop < len(lines) and row_label(lines[stop]):
            stop += 1
        if stop == index + 1 and (row := row_without_label(lines, index, columns)):
            label, values = row
            self._take_row(label, values, columns)
            return stop + 1
        matrix = matrix_of(lines[index + 1 : stop])
        for number, row_cells in enumerate(lines[index + 1 : stop]):
            self._take_labelled(
                row_cells, columns, {name: matrix.at(number, cell.column) for name, cell in columns.items()}
            )
        return stop

    def _take_labelled(self, row: Line, columns: dict[str, Cell], by_column: dict[str, Cell | None]) -> None:
        """A row that begins with the name of a total or source: its values by their columns where these hold, else by order."""
        label = row_label(row)
        assert label
        before, behind = row[: row.index(label) + 1], row[row.index(label) + 1 :]
        self.labels += [span for cell in before for span in plain_field(cell, "label")]
        values = by_column
        if not stand_in_columns(row, behind, columns, by_column):
            values = dict(zip(columns, behind, strict=False))
            is_whole = sum(bool(cell.text.strip()) for cell in behind) == len(columns)
            if not look_right(values, is_whole):
                self._reject_others(behind)
                return
        self._take_row(label, {name: cell for name, cell in values.items() if cell in row}, columns)
        self._reject_others([cell for cell in behind if cell not in values.values()])

    def _take_row(self, label: Cell, values: dict[str, Cell | None], headers: dict[str, Cell]) -> None:
        kept: dict[str, ProjectField] = {}
        for name, value in values.items():
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                if name == self.records.main_kind:
                    self.records.note_dash(label, value)
                if name in MONEY_KINDS:
                    self.records.note(name, "year", label, None, None)
            elif name in MONEY_KINDS and list_of_label(label) != "other_sources":
                self.records.take(name, label, value, "year", headers[name])
            else:
                printed = f"{label.text.strip()} {headers[name].text.strip()}"
                kept[name] = ProjectField(printed, value.text.strip(), plain_field(value, "text"))
                self.records.fields.append(kept[name])
                self._note_unknown(name, headers[name], value)
                if name in MONEY_KINDS:
                    self.records.note(name, "year", label, value, kept[name])
        self._take_results(label, kept, values)

    def _note_unknown(self, name: str, label: Cell, value: Cell) -> None:
        """A doubt, once, for a column of money whose label nobody knows, and for each number below it: it may be any amount."""
        if not name.startswith("column ") or not label.text.strip() or read_label(label.text).fields:
            return
        values = {"label": label.text.strip(), "text": value.text.strip()}
        if all(one.cell != label for one in self.records.rejects):
            self.records.rejects.append(Reject("label-unknown", values, label, 0, len(label.text)))
        if read_number(value.text) is not None:
            self.records.rejects.append(Reject("value-under-unknown-label", values, value, 0, len(value.text)))

    def _take_results(self, label: Cell, kept: dict[str, ProjectField], values: Mapping[str, Cell | None]) -> None:
        """The execution rate of a row of money, and, in the row of all money, its points."""
        source = money_source_of(label) or "all"  # the only row of a table has the label of the part
        self.records.take_later_budget(label, values)
        if "rate" in kept:
            self.records.rates.append(rate_of(source, kept["rate"]))
        if source == "all":
            self.points.take_rate(label.text.strip(), kept.get("weight"), kept.get("score"))

    def _reject_others(self, cells: list[Cell]) -> None:
        self.records.rejects += [
            Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells if cell.text.strip()
        ]
