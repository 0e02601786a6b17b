"""Form A, 部门预算项目支出绩效目标公开表: one row a project, whole texts of goals and indicators in its cells.

Columns: 单位编码 | 单位及项目名称 | 金额 (万元) | 绩效目标 | 绩效指标. The first mixes 合计, the codes of a department
(3 digits) and of its units (6 digits), and the serial numbers of projects; the header may stand again on every page, and
another one with other columns or another unit of money may follow.
"""

import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mingzhang import vocabulary
from mingzhang.forms.furniture import could_hold_data, furniture_of
from mingzhang.forms.header_rows import is_sub_row
from mingzhang.forms.labels import field_of, own_label, read_label
from mingzhang.forms.matrix import Line, last_column, last_column_of, lowest_labels, matrix_of
from mingzhang.forms.tables.header import (
    Header,
    is_repeated,
    map_columns,
    missing_columns,
    numbers_columns,
    twice,
)
from mingzhang.forms.tables.project_rows import (
    Place,
    RowFields,
    UnitRow,
    fields_of,
    is_project,
    is_total,
    names_no_unit,
    serial_of,
    unit_of,
    with_shared,
)
from mingzhang.forms.tables.totals import amount_column, total_kind
from mingzhang.forms.texts import IndicatorCell, amount_of, goals_of, indicators_of, one_money_unit, plain_field
from mingzhang.forms.view import View
from mingzhang.records import (
    Amount,
    Cell,
    Form,
    Goal,
    Grid,
    Heading,
    Indicator,
    Project,
    ProjectField,
    Reject,
    Row,
    Span,
    StatedTotal,
    Unit,
)
from mingzhang.text.dates import year_of
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_stated
from mingzhang.text.pieces import half_width, squeeze

FORM = "project_table"
_LEAST_LABELS = 3  # of the header of a table
_PROJECT_CODE = re.compile(r"[0-9A-Z]{21}")


def recognises(view: View) -> bool:
    """Whether a row of the table is a header of this form."""
    return _first_header(view.grid) is not None


def read(view: View) -> Form:
    """All that a table of this form says."""
    grid = view.grid
    start = _first_header(grid)
    assert start is not None
    first = _first_row_of_data(grid.rows[: start + 2])
    above = [cell for row in grid.rows[:first] for cell in row]
    reader = _TableReader([*grid.title_lines, *above], _printed_codes(grid))
    reader.spans += (span for cell in above for span in plain_field(cell, "title"))
    if first < start and (header := _header_of(grid.rows[start])):
        reader.begin(header)
    reader.take_all(grid.rows[first:])
    return reader.form(_phase(reader.above))


def _first_row_of_data(rows: tuple[Row, ...]) -> int:
    """The first row, of those down to the first header and one below, that prints a project of a table that was cut above.

    Such a row is as wide as the header and has a name, a text and an amount in their columns. The header itself when no row
    is one, or when it has two rows.
    """
    start = next(index for index, row in enumerate(rows) if _header_of(row))
    header = _header_of(rows[start])
    assert header
    if start + 1 < len(rows) and is_sub_row(list(rows[start]), list(rows[start + 1])):
        return start
    for index, row in enumerate(rows[:start]):
        fields = fields_of(row, header)
        amount = fields.amount
        is_amount = amount is not None and amount.text.strip() and not amount_of(amount, 1)[1]
        if is_amount and fields.has_texts and is_project(fields, []) and last_column(row) == last_column(header.row):
            return index
    return start


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: no header at its top, as wide, and a project, total or unit in it."""
    grid = view.grid
    if _header_of(grid.rows[0]) or last_column_of(grid) != before.width or _heads_another_table(grid, before):
        return False
    reader = _TableReader([], _printed_codes(grid))
    reader.header = Header(before.header, before.columns)
    reader.serials = [project.serial for project in before.projects if project.serial]
    reader.take_all(grid.rows)
    return bool(reader.projects or reader.totals)


def _heads_another_table(grid: Grid, before: Form) -> bool:
    """Whether the first row names columns of its own: three texts, and one that is no amount where amounts stand."""
    printed = {cell.column: squeeze(cell.text) for cell in grid.rows[0] if cell.text.strip()}
    amounts = [text for column, text in printed.items() if before.columns.get(column) == "amount"]
    return len(printed) >= _LEAST_LABELS and any(
        re.search(r"[^\W\d]", text) and not re.search(r"\d", text) for text in amounts
    )


def _first_header(grid: Grid) -> int | None:
    return next((index for index, row in enumerate(grid.rows) if _header_of(row)), None)


def _header_of(row: Row) -> Header | None:
    """The row as a header: enough labels of this form, `name` and one of the texts among them; None when it is none."""
    columns = map_columns(FORM, row)
    fields = set(columns.values())
    enough = len(fields) >= vocabulary.load("columns")[FORM]["least"]
    return Header(row, columns) if enough and "name" in fields and fields & {"goals", "indicators"} else None


def _printed_codes(grid: Grid) -> set[str]:
    """Codes of six digits and more that the table prints: their first three digits are a department's."""
    texts = (squeeze(cell.text) for row in grid.rows for cell in row)
    return {text for text in texts if re.fullmatch(r"(?:\d{3}){2,}", text, re.ASCII)}


def _phase(titles: list[Cell]) -> str:
    """Budget, unless a title speaks of self-evaluation."""
    return "self_evaluation" if any("自评" in cell.text for cell in titles) else "budget"


@dataclass
class _TableReader:
    """Walks down the table and remembers what a row below needs: header, unit, serials so far."""

    above: list[Cell]
    printed_codes: set[str]
    header: Header = field(default_factory=lambda: Header((), {}))
    money_unit: int | None = None
    units: list[Unit] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unit_code: str | None = None
    serials: list[str] = field(default_factory=list)
    serial_cells: dict[str, Cell] = field(default_factory=dict)
    labels: Line = field(default_factory=list)  # the lowest ones of the header
    is_below_header: bool = False
    is_understood: bool = True
    unknown: set[Cell] = field(default_factory=set)  # labels that a doubt was told of

    def form(self, phase: str) -> Form:
        """What was read so far."""
        return Form(
            form=FORM,
            phase=phase,
            money_unit=self.money_unit,
            header=self.header.row,
            columns=self.header.columns,
            width=last_column(self.header.row),
            units=tuple(self.units),
            stated_totals=tuple(self.totals),
            projects=tuple(self.projects),
            spans=tuple(self.spans),
            rejects=tuple(self.rejects),
            is_understood=self.is_understood,
        )

    def take_all(self, rows: tuple[Row, ...]) -> None:
        """Read rows one after the other."""
        matrix = matrix_of([list(row) for row in rows])
        for row, places in zip(rows, matrix.places, strict=True):
            if any(cell.text.strip() for cell in row):
                begun = set(row)  # rows may have ten thousand cells
                self._take(row, [cell for cell in places.values() if cell not in begun])

    def _take(self, row: Row, above: list[Cell]) -> None:
        if header := _header_of(row):
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
        if fields.name and self._names_nothing(fields.name):
            self._reject(fields, "row-not-understood", {})
        elif is_total(fields):
            self._take_total(fields)
        elif unit := unit_of(fields, self.printed_codes, self.serials):
            self._take_unit(fields, unit)
        elif is_project(shared, self.serials):
            self._take_project(shared)
        else:
            self._reject(fields, "row-not-understood", {})

    def _is_furniture(self, row: Row) -> bool:
        """Whether all that a row prints is a page number, a note or the like, the title once more, or labels of the header."""
        printed = [cell for cell in row if cell.text.strip()]
        if not printed or not all(map(self._is_frame, printed)):
            return False
        stated = {money_unit_stated(cell.text) for cell in printed} - {None}
        if self.money_unit and not stated <= {self.money_unit}:
            self.money_unit, rejects = one_money_unit({self.money_unit, *stated}, printed[0])
            self.rejects += rejects
        return True

    def _is_frame(self, cell: Cell) -> bool:
        """Whether a cell prints what stands around the rows of a table, and no datum."""
        text = squeeze(cell.text)
        labels = [squeeze(label.text) for label in self.header.row if label.text.strip()]
        is_title = text in {squeeze(one.text) for one in self.above} and not could_hold_data([cell.text])
        is_head = field_of("heads", cell) or (own_label(cell) and not could_hold_data([cell.text]))
        is_label = field_of(FORM, cell) is not None and field_of(FORM, cell) == self.header.columns.get(cell.column)
        return bool(is_label or furniture_of(cell.text) or is_title or text in (*labels, "".join(labels)) or is_head)

    def _names_nothing(self, name: Cell) -> bool:
        """Whether what stands where the name of a project should is a page number, a note, a title or a label."""
        return bool(name.text.strip()) and total_kind([name.text]) is None and self._is_frame(name)

    def _reject(self, fields: RowFields, reason: str, values: dict[str, int]) -> None:
        """The row is not read. Unless it surely is a project's it may be a unit's, and rows below belong to nobody known."""
        self.rejects += [Reject(reason, values, cell, 0, len(cell.text)) for cell in fields.row if cell.text.strip()]
        if not names_no_unit(fields) and not (fields.name and self._is_frame(fields.name)):
            self.unit_code = None

    def begin(self, header: Header) -> None:
        """Take over a header: its columns, and its unit of money."""
        self.header = header
        self.labels = list(header.row)
        self.rejects += [*missing_columns(FORM, header), *twice(FORM, header.row)]
        labels = [cell for cell in header.row if header.columns.get(cell.column) == "amount"]
        found = {money_unit_in_brackets(cell.text) for cell in labels}
        found |= {money_unit_stated(cell.text) for cell in self.above}
        self.money_unit, rejects = one_money_unit(found, header.row[0])
        self.rejects += rejects

    def _divide(self, row: Row) -> None:
        """Take over the lower row of a header: which column below 金额 is the amount's, and what the others are called."""
        self.spans += (span for cell in row for span in plain_field(cell, "header"))
        rows = [list(self.header.row), list(row)]
        labels = lowest_labels(rows)
        if [cell.text for cell in labels] == [cell.text for cell in self.labels]:
            return  # printed again on another page
        year = year_of("\n".join(cell.text for cell in self.above))
        amount, rejects = amount_column(FORM, rows, labels, year)
        columns = {column: name for column, name in self.header.columns.items() if name != "amount"}
        if amount:
            columns[amount.column] = "amount"
        self.header, self.labels = Header(self.header.row, columns), labels
        self.rejects += rejects

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
        is_amount = amount is not None and amount.text.strip() and not amount_of(amount, self.money_unit or 1)[1]
        if is_amount and not too_many:
            return None
        return "row-too-long" if row_width > width else "row-too-short"

    # ---- what the row says ---------------------------------------------------------------------------------------

    def _amount(self, fields: RowFields) -> tuple[Amount | None, tuple[Span, ...]]:
        if fields.amount is None:
            return None, ()
        amount, rejects = amount_of(fields.amount, self.money_unit)
        self.rejects += rejects
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        return amount, plain_field(fields.amount, "amount_text", *derived)

    def _take_total(self, fields: RowFields) -> None:
        cells = [cell for cell in (fields.serial, fields.code, fields.name) if cell and cell.text.strip()]
        labelled, others = cells[0], cells[1:]
        label = labelled.text.strip()
        amount, spans = self._amount(fields)
        spans += plain_field(labelled, "label") + self._notes(fields)
        spans += tuple(span for cell in others for span in plain_field(cell, "note"))
        kind = total_kind([label]) or "total"
        unit_code = None if kind == "total" else self.unit_code
        self.totals.append(StatedTotal(kind, unit_code, label, amount, fields.row[0], spans))

    def _take_unit(self, fields: RowFields, unit: UnitRow) -> None:
        code, name = half_width(_text(unit.code)), _text(unit.name) if unit.name else None
        amount, spans = self._amount(fields)
        code_span = Span(*unit.code, "code")
        name_spans = (Span(*unit.name, "name"),) if unit.name else ()
        kind = "unit"
        if code in (known.code for known in self.units):
            kind = "repeated"
            spans += (code_span._replace(field="note"), *(span._replace(field="label") for span in name_spans))
        else:
            self._add_unit(code, name, (code_span, code_span._replace(field="level", is_leaf=False), *name_spans))
            spans += tuple(span._replace(field="label", is_leaf=False) for span in name_spans)
        if unit.name and unit.name[0] is unit.code[0]:
            spans += (Span(unit.code[0], unit.code[2], unit.name[1], "separator"),)
        self.unit_code = code
        taken = {unit.code[0], unit.name[0] if unit.name else None}
        rest = [cell for cell in (fields.serial, fields.code, fields.name) if cell not in taken]
        spans += tuple(span for cell in rest for span in plain_field(cell, "note"))
        self.totals.append(StatedTotal(kind, code, name, amount, fields.row[0], spans + self._notes(fields)))

    def _add_unit(self, code: str, name: str | None, spans: tuple[Span, ...]) -> None:
        """A unit below the unit whose code begins its own."""
        parents = [known.code for known in self.units if code.startswith(known.code)]
        level = "department" if len(code) == 3 else "unit"
        self.units.append(Unit(code, name, level, max(parents, key=len, default=None), spans))

    def _take_project(self, fields: RowFields) -> None:
        amount, spans = (None, self._shared_amount(fields)) if _is_shared(fields) else self._amount(fields)
        serial, code, unit_code, code_spans = self._codes(fields)
        self._note_serial(serial, fields)
        goals, goal_markup, goal_rejects = goals_of(fields.goals) if fields.goals else ((), (), [])
        found = indicators_of(fields.indicators) if fields.indicators else IndicatorCell((), (), (), [])
        if fields.goals in fields.shared:
            goals, goal_markup, goal_rejects = tuple(map(_laid_over, goals)), (), []
        if fields.indicators in fields.shared:
            found = _lay_over(found)
        self.rejects += [*goal_rejects, *found.rejects]
        self.projects.append(
            Project(
                unit_code=unit_code,
                serial=serial,
                code=code,
                name=fields.printed("name"),
                amount=amount,
                amount_text=fields.printed("amount"),
                goals=goals,
                headings=found.headings,
                indicators=found.indicators,
                fields=self._other_fields(fields),
                cell=fields.row[0],
                spans=spans + code_spans + plain_field(fields.name, "name") + goal_markup + found.spans,
                extent=fields.row,
            )
        )

    def _shared_amount(self, fields: RowFields) -> tuple[Span, ...]:
        """An amount merged over the rows of several projects is nobody's: how much of it is whose is not printed."""
        assert fields.amount
        text = fields.amount.text.strip()
        self.rejects.append(Reject("amount-shared", {"text": text}, fields.amount, 0, len(fields.amount.text)))
        return plain_field(fields.amount, "amount_text")

    def _codes(self, fields: RowFields) -> tuple[str | None, str | None, str | None, tuple[Span, ...]]:
        """A project's serial, project code and unit code, and their spans, by the column and the look of what is printed."""
        serial, printed = fields.printed("serial"), half_width(fields.printed("code") or "")
        spans = plain_field(fields.serial, "serial")
        if _PROJECT_CODE.fullmatch(printed):
            return serial, printed, self.unit_code, spans + plain_field(fields.code, "code")
        if fields.serial is None:
            return fields.printed("code"), None, self.unit_code, plain_field(fields.code, "serial")
        if re.fullmatch(r"(?:\d{3})+", printed, re.ASCII):
            if printed not in (known.code for known in self.units):
                self._add_unit(printed, None, plain_field(fields.code, "code", "level"))
                return serial, None, printed, spans
            return serial, None, printed, spans + plain_field(fields.code, "unit_code")
        return serial, None, self.unit_code, spans + plain_field(fields.code, "note")

    def _note_serial(self, serial: str | None, fields: RowFields) -> None:
        cell = fields.serial or fields.code
        if serial is None or cell is None:
            return
        if first := self.serial_cells.get(half_width(serial)):
            values = {"serial": serial, "page": first.page, "row": first.row}
            self.rejects.append(Reject("serial-repeated", values, cell, 0, len(cell.text)))
        self.serial_cells.setdefault(half_width(serial), cell)
        self.serials.append(serial_of(fields) or "")

    def _other_fields(self, fields: RowFields) -> tuple[ProjectField, ...]:
        """Columns that the form does not know, under the label that is printed over them.

        A part of an indicator (三级指标, 指标值) is no field: without a header of indicators nobody can say which it is of.
        """
        labels = {cell.column: cell for cell in self.labels}
        printed = [(labels.get(cell.column), cell) for cell in fields.others if cell.text.strip()]
        for label, cell in printed:
            if label is not None and field_of("indicator_columns", label):
                self.is_understood = False
                self.rejects.append(Reject("cells-not-placed", {}, cell, 0, len(cell.text)))
            elif label is not None:
                self._note_unknown(label)
        return tuple(
            ProjectField(label.text.strip() if label else "", cell.text.strip(), plain_field(cell, "text"))
            for label, cell in printed
            if label is None or not field_of("indicator_columns", label)
        )

    def _note_unknown(self, label: Cell) -> None:
        """A doubt, once, for a label that nobody knows and under which something is printed."""
        if not label.text.strip() or read_label(label.text).fields or label in self.unknown:
            return
        self.unknown.add(label)
        self.is_understood = False
        self.rejects.append(Reject("label-unknown", {"label": label.text.strip()}, label, 0, len(label.text)))

    def _notes(self, fields: RowFields) -> tuple[Span, ...]:
        """What the row of a total or unit prints beyond its label and amount."""
        return tuple(
            span for cell in (fields.goals, fields.indicators, *fields.others) for span in plain_field(cell, "note")
        )


def _is_shared(fields: RowFields) -> bool:
    """Whether the amount of a row is merged further down than the name of its project."""
    amount, name = fields.amount, fields.name
    return bool(amount and name and amount.text.strip() and amount.row_span > name.row_span)


_Part = TypeVar("_Part", Goal, Heading, Indicator)


def _laid_over(part: _Part) -> _Part:
    """A part of a project read once more from a merged cell, over the spans of the first project that it serves."""
    return replace(part, spans=tuple(span._replace(is_leaf=False) for span in part.spans))


def _lay_over(found: IndicatorCell) -> IndicatorCell:
    """The same for all that a cell of indicators holds."""
    headings = {id(one): _laid_over(one) for one in found.headings}
    indicators = tuple(
        replace(_laid_over(one), heading=headings[id(one.heading)] if one.heading else None) for one in found.indicators
    )
    return IndicatorCell(tuple(headings.values()), indicators, (), [])


def _text(place: Place) -> str:
    cell, start, end = place
    return cell.text[start:end]
