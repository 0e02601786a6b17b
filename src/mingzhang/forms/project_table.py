"""Form A, 部门预算项目支出绩效目标公开表: one row a project, whole texts of goals and indicators in its cells.

Columns: 单位编码 | 单位及项目名称 | 金额 (万元) | 绩效目标 | 绩效指标. The first mixes 合计, the codes of a department
(3 digits) and of its units (6 digits), and the serial numbers of projects; the header may stand again on every page.
"""

import re
from dataclasses import dataclass, field

from mingzhang import vocabulary
from mingzhang.forms.header import Header, is_repeated, last_column, map_columns, missing_columns, rows_before
from mingzhang.forms.texts import IndicatorCell, amount_of, goals_of, indicators_of, plain_field
from mingzhang.parse.numbers import money_unit_of
from mingzhang.parse.pieces import half_width, squeeze
from mingzhang.records import (
    Amount,
    Cell,
    Form,
    Grid,
    Project,
    ProjectField,
    Reject,
    Row,
    Span,
    StatedTotal,
    Unit,
)

FORM = "project_table"
_TOTALS = ("合计", "总计", "小计")
_PART = "其中"


def find_header(grid: Grid) -> Header | None:
    """The row that has enough labels of this form, `name` and one of the texts among them; None when there is none."""
    least = vocabulary.load("columns")[FORM]["least"]
    for row in grid.rows:
        columns = map_columns(FORM, row)
        fields = set(columns.values())
        if len(fields) >= least and "name" in fields and fields & {"goals", "indicators"}:
            return Header(row, columns)
    return None


def interpret(grid: Grid, header: Header) -> Form:
    """All that the table says."""
    reader = _TableReader(grid, header)
    for row in grid.rows[grid.rows.index(header.row) :]:
        if any(cell.text.strip() for cell in row):
            reader.take(row)
    return reader.form()


@dataclass(frozen=True, slots=True)
class _Fields:
    """A row's cells by field; a field that the row lacks is None."""

    row: Row
    code: Cell | None
    name: Cell | None
    amount: Cell | None
    goals: Cell | None
    indicators: Cell | None
    others: tuple[Cell, ...]

    def printed(self, name: str) -> str | None:
        """The text of a field without the blanks around it, None when nothing is printed."""
        cell: Cell | None = getattr(self, name)
        return (cell.text.strip() or None) if cell else None


@dataclass
class _TableReader:
    """Walks down the table and remembers what a row below needs: the unit it stands under, the serials so far."""

    grid: Grid
    header: Header
    units: list[Unit] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unit_code: str | None = None
    serials: dict[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        above = [cell for row in rows_before(self.grid, self.header) for cell in row]
        self.spans += (span for cell in above for span in plain_field(cell, "title"))
        labels = [cell for cell in self.header.row if self.header.columns.get(cell.column) == "amount"]
        found = [
            (cell, unit) for cell in [*labels, *above, *self.grid.title_lines] if (unit := money_unit_of(cell.text))
        ]
        self.money_unit = found[0][1] if found else None
        self.rejects += missing_columns(FORM, self.header)
        self.printed_codes = self._printed_codes()

    def form(self) -> Form:
        """What was read so far."""
        return Form(
            FORM,
            "budget",
            self.money_unit,
            self.header.row,
            self.header.columns,
            tuple(self.units),
            tuple(self.totals),
            tuple(self.projects),
            tuple(self.spans),
            tuple(self.rejects),
        )

    def take(self, row: Row) -> None:
        """Read one row from the header on."""
        if is_repeated(row, self.header.row):
            self.spans += (span for cell in row for span in plain_field(cell, "header"))
            return
        fields = self._fields(row)
        if problem := self._misplaced(fields):
            values = {"cells": last_column(row), "columns": last_column(self.header.row)}
            self.rejects += [Reject(problem, values, cell, 0, len(cell.text)) for cell in row if cell.text.strip()]
        elif self._is_total(fields):
            self._take_total(fields)
        elif (code := self._unit_code(fields)) is not None:
            self._take_unit(fields, code)
        elif self._is_project(fields):
            self._take_project(fields)
        else:
            self.rejects += [
                Reject("row-not-understood", {}, cell, 0, len(cell.text)) for cell in row if cell.text.strip()
            ]

    # ---- what kind of row it is ----------------------------------------------------------------------------------

    def _fields(self, row: Row) -> _Fields:
        cells = {self.header.columns.get(cell.column): cell for cell in row}
        others = tuple(cell for cell in row if cell.column not in self.header.columns)
        named = {name: cells.get(name) for name in ("code", "name", "amount", "goals", "indicators")}
        return _Fields(row, **named, others=others)

    def _misplaced(self, fields: _Fields) -> str | None:
        """Why the cells of a row cannot be told apart by their columns, None when they can.

        Blank cells at the end may be missing or too many. Any other difference from the header's width shows in the column
        of amounts, where then stands no amount: which cell is missing or too many is anybody's guess, and nothing is read.
        """
        width, row_width = last_column(self.header.row), last_column(fields.row)
        if row_width == width:
            return None
        too_many = any(cell.column > width and cell.text.strip() for cell in fields.row)
        amount = fields.amount
        is_amount = amount is not None and amount.text.strip() and not amount_of(amount, self.money_unit or 1)[1]
        if is_amount and not too_many:
            return None
        return "row-too-long" if row_width > width else "row-too-short"

    def _printed_codes(self) -> set[str]:
        """Codes of six digits and more that the table prints: their first three digits are a department's."""
        column = self.header.column_of("code")
        texts = (squeeze(cell.text) for row in self.grid.rows for cell in row if cell.column == column)
        return {text for text in texts if re.fullmatch(r"(\d{3}){2,}", text, re.ASCII)}

    def _is_total(self, fields: _Fields) -> bool:
        texts = [squeeze(fields.printed(name) or "") for name in ("code", "name")]
        has_text = fields.printed("goals") or fields.printed("indicators")
        return not has_text and any(text.rstrip(":") in _TOTALS or text.startswith(_PART) for text in texts)

    def _unit_code(self, fields: _Fields) -> str | None:
        """The code when the row is a unit's. 101 may be a unit or the hundred-and-first project: the row tells."""
        code = half_width(fields.printed("code") or "")
        if fields.printed("goals") or fields.printed("indicators") or not re.fullmatch(r"(\d{3})+", code, re.ASCII):
            return None
        counts_on = str(int(code) - 1) in self.serials
        is_department = code.startswith("0") or any(other.startswith(code) for other in self.printed_codes)
        return code if len(code) > 3 or is_department or not counts_on else None

    def _is_project(self, fields: _Fields) -> bool:
        has_text = fields.printed("goals") or fields.printed("indicators")
        serial = half_width(fields.printed("code") or "")
        return bool(has_text or (fields.printed("name") and re.fullmatch(r"\d{1,4}", serial, re.ASCII)))

    # ---- what the row says ---------------------------------------------------------------------------------------

    def _amount(self, fields: _Fields) -> tuple[Amount | None, tuple[Span, ...]]:
        if fields.amount is None:
            return None, ()
        amount, rejects = amount_of(fields.amount, self.money_unit)
        self.rejects += rejects
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        return amount, plain_field(fields.amount, "amount_text", *derived)

    def _take_total(self, fields: _Fields) -> None:
        labelled, other = (fields.code, fields.name) if fields.printed("code") else (fields.name, fields.code)
        label = labelled.text.strip() if labelled else ""
        below_unit = squeeze(label).rstrip(":") == "小计" or label.startswith(_PART)
        amount, spans = self._amount(fields)
        spans += plain_field(labelled, "label") + plain_field(other, "note") + self._notes(fields)
        kind = "part" if label.startswith(_PART) else "subtotal" if below_unit else "total"
        unit_code = self.unit_code if below_unit else None
        self.totals.append(StatedTotal(kind, unit_code, label, amount, fields.row[0], spans))

    def _take_unit(self, fields: _Fields, code: str) -> None:
        name = fields.printed("name")
        amount, spans = self._amount(fields)
        kind = "unit"
        if code in (unit.code for unit in self.units):
            kind = "repeated"
            spans += plain_field(fields.code, "note") + plain_field(fields.name, "label")
        else:
            parents = [unit.code for unit in self.units if code.startswith(unit.code)]
            level = "department" if len(code) == 3 else "unit"
            unit_spans = plain_field(fields.code, "code", "level") + plain_field(fields.name, "name")
            self.units.append(Unit(code, name, level, max(parents, key=len, default=None), unit_spans))
            spans += tuple(span._replace(field="label", is_leaf=False) for span in plain_field(fields.name, "label"))
        self.unit_code = code
        self.totals.append(StatedTotal(kind, code, name, amount, fields.row[0], spans + self._notes(fields)))

    def _take_project(self, fields: _Fields) -> None:
        serial = fields.printed("code")
        self._note_serial(serial, fields)
        amount, spans = self._amount(fields)
        spans += plain_field(fields.code, "serial") + plain_field(fields.name, "name")
        if not fields.printed("name"):
            self.rejects.append(Reject("name-missing", {}, fields.row[0], 0, 0))
        goals, goal_markup, goal_rejects = goals_of(fields.goals) if fields.goals else ((), (), [])
        found = indicators_of(fields.indicators) if fields.indicators else IndicatorCell((), (), (), [])
        self.rejects += [*goal_rejects, *found.rejects]
        self.projects.append(
            Project(
                unit_code=self.unit_code,
                serial=serial,
                code=None,
                name=fields.printed("name"),
                amount=amount,
                amount_text=fields.printed("amount"),
                goals=goals,
                headings=found.headings,
                indicators=found.indicators,
                fields=self._other_fields(fields),
                cell=fields.row[0],
                spans=spans + goal_markup + found.spans,
            )
        )

    def _note_serial(self, serial: str | None, fields: _Fields) -> None:
        if serial is None or fields.code is None:
            return
        if first := self.serials.get(serial):
            values = {"serial": serial, "page": first.page, "row": first.row}
            self.rejects.append(Reject("serial-repeated", values, fields.code, 0, len(fields.code.text)))
        self.serials.setdefault(half_width(serial), fields.code)

    def _other_fields(self, fields: _Fields) -> tuple[ProjectField, ...]:
        """Columns that the form does not know, under the label that is printed over them."""
        labels = {cell.column: cell.text.strip() for cell in self.header.row}
        return tuple(
            ProjectField(labels.get(cell.column) or "", cell.text.strip(), plain_field(cell, "text"))
            for cell in fields.others
            if cell.text.strip()
        )

    def _notes(self, fields: _Fields) -> tuple[Span, ...]:
        """What the row of a total or unit prints beyond its label and amount."""
        return tuple(
            span for cell in (fields.goals, fields.indicators, *fields.others) for span in plain_field(cell, "note")
        )
