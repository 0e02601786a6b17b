"""The rows of a project table, one after the other: headers, furniture, totals, units, projects, and what is none of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, starmap

from mingzhang.forms.furniture import could_hold_data, furniture_of
from mingzhang.forms.header_rows import labels_above
from mingzhang.forms.labels import field_of, own_label, says_as_above, without_continued
from mingzhang.forms.matrix import last_column, matrix_of
from mingzhang.forms.tables.header import Header, is_repeated, missing_columns, numbers_columns, twice
from mingzhang.forms.tables.level_texts import level_columns
from mingzhang.forms.tables.project_header import (
    PROJECT_TABLE,
    further_money,
    project_header_at,
    with_amount,
    with_indicators,
)
from mingzhang.forms.tables.project_records import TableRecords
from mingzhang.forms.tables.project_rows import (
    RowFields,
    fields_of,
    is_named_as_total,
    is_project,
    is_total,
    names_no_unit,
    unit_of,
    with_shared,
)
from mingzhang.forms.tables.totals import total_kind
from mingzhang.forms.texts import amount_of, one_money_unit, plain_field
from mingzhang.records import Cell, Form, Project, Reject, Row, Span
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_of_head, money_unit_stated, money_units_in_label
from mingzhang.text.pieces import squeeze

_WITNESSES = 60  # rows below a header that are looked at


@dataclass
class ProjectTableReader:
    """Walks down a table, tells its rows apart, and remembers the header that they stand under."""

    above: list[Cell]
    printed_codes: set[str]
    header: Header = field(default_factory=lambda: Header((), {}))
    records: TableRecords = field(default_factory=TableRecords)
    spans: list[Span] = field(default_factory=list)
    knows_merges: bool = False  # whether a row of data has merged cells

    def form(self, phase: str) -> Form:
        """What was read so far."""
        shared = [] if self.knows_merges else self._may_share_texts()
        return Form(
            form=PROJECT_TABLE,
            phase=phase,
            money_unit=self.records.money_unit,
            header=self.header.row,
            columns=self.header.columns,
            width=last_column(self.header.row),
            units=tuple(self.records.units),
            stated_totals=tuple(self.records.totals),
            projects=tuple(
                replace(one, is_understood=False) if one in [own for _, own in shared] else one
                for one in self.records.projects
            ),
            spans=tuple(self.spans),
            rejects=(
                *self.records.rejects,
                *self.records.unclear_money(),
                *chain.from_iterable(starmap(_may_be_shared, shared)),
            ),
            is_understood=self.records.is_understood,
        )

    def _may_share_texts(self) -> list[tuple[Project, Project]]:
        """Each project of which neither goal nor indicator is printed, behind the last one that has both: their cells may have
        been merged over both.
        """
        found, above = list[tuple[Project, Project]](), None
        for one in self.records.projects:
            if one.goals or one.indicators or one.headings:
                above = one if one.goals and one.indicators else None
            elif above:
                found.append((above, one))
        return found

    def take_all(self, rows: tuple[Row, ...]) -> None:
        """Read rows one after the other."""
        matrix = matrix_of([list(row) for row in rows])
        below_header = 0
        for index, (row, places) in enumerate(zip(rows, matrix.places, strict=True)):
            if below_header:
                below_header -= 1
            elif header := project_header_at(rows, index):
                self._take_header(header, rows[index + 1 : index + 1 + _WITNESSES])
                below_header = len(header.below)
            elif any(cell.text.strip() for cell in row):
                begun = set(row)  # rows may have ten thousand cells
                self._take(row, [cell for cell in places.values() if cell not in begun])

    def _take_header(self, header: Header, below: tuple[Row, ...]) -> None:
        header = with_indicators(header, below)
        self.spans += (span for row in header.rows for cell in row for span in plain_field(cell, "header"))
        if not is_repeated(header.row, self.header.row):
            self.begin(header)

    def _take(self, row: Row, above: list[Cell]) -> None:
        """Take a row below a header; `above` are the cells that were merged over it."""
        self.knows_merges |= any(cell.is_merged for cell in row)
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
        elif is_named_as_total(fields) and not fields.has_texts:
            self.records.take_total(fields)
        elif is_named_as_total(fields):  # which no project is, and beside goals or indicators, which no total has
            self._reject(fields, "row-not-understood", {})
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
        is_title = without_continued(text) in {
            without_continued(one.text) for one in self.above
        } and not could_hold_data([cell.text])
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
        """Take over a header: its columns, its columns of money, and its unit of money."""
        year = year_of("\n".join(cell.text for cell in self.above))
        header, amount, told = with_amount(header, year)
        self.header = header
        fields = {*header.columns.values(), *(["indicators"] if level_columns(header.rows) else [])}
        fields |= {"amount"} if told else set()
        self.records.rejects += [*missing_columns(PROJECT_TABLE, header, fields), *twice(PROJECT_TABLE, header), *told]
        labels = [amount, *labels_above(header.rows, amount)] if amount else []
        found: set[int | None] = {unit for cell in labels for unit in money_units_in_label(cell.text)}
        stated = {money_unit_of_head(cell.text) for cell in self.above}
        unit, rejects = one_money_unit(found | stated, header.row[0])
        self.records.rejects += rejects
        self.records.begin(header, {} if told else further_money(header, amount), unit)

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


def _may_be_shared(above: Project, one: Project) -> Iterator[Reject]:
    """A doubt at a project without texts, and at each cell of the project above it whose text may be of both."""
    yield Reject("texts-may-be-shared", {"text": one.name}, one.cell, 0, len(one.cell.text))
    spans = [goal.spans for goal in above.goals]
    spans += [part.spans for parts in (above.headings, above.indicators) for part in parts]
    texts = dict.fromkeys(span.cell for own in spans for span in own)
    yield from (Reject("text-may-be-of-both", {"text": one.name}, cell, 0, 0) for cell in texts)
