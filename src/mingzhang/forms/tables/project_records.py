"""What the rows of a project table say: totals, units and projects, as records."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mingzhang.forms.coded_names import name_of
from mingzhang.forms.labels import field_of, is_blank, is_continued, read_label
from mingzhang.forms.merged import indicators_without_leaves, without_leaves
from mingzhang.forms.tables.continued import goes_on_from, joined_projects, not_joined
from mingzhang.forms.tables.header import Header
from mingzhang.forms.tables.level_texts import ColumnsOfLevels, level_columns, targets_beside, with_level_texts
from mingzhang.forms.tables.money_columns import MoneyColumn, amounts_of, unclear_columns
from mingzhang.forms.tables.project_rows import Place, RowFields, UnitRow, serial_of
from mingzhang.forms.tables.totals import total_kind
from mingzhang.forms.texts import (
    IndicatorCell,
    amount_of,
    goals_of,
    indicators_of,
    inexact_code,
    is_project_code,
    may_be_money,
    plain_field,
)
from mingzhang.records import Amount, Cell, Goal, Indicator, Project, ProjectField, Reject, Span, StatedTotal, Unit
from mingzhang.text.pieces import half_width


@dataclass
class TableRecords:
    """The records of a table so far, and what a row below needs of those above: unit, serials, unit of money."""

    money_unit: int | None = None
    labels: dict[int, Cell] = field(default_factory=dict)  # the lowest ones of the header, by column
    levels: ColumnsOfLevels = field(default_factory=dict)
    money: dict[int, MoneyColumn] = field(default_factory=dict)  # beside the amounts
    numbers: list[Cell] = field(default_factory=list)  # below money of which nobody can say what it is
    units: list[Unit] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    unit_code: str | None = None
    serials: list[str] = field(default_factory=list)
    serial_cells: dict[str, Cell] = field(default_factory=dict)
    is_understood: bool = True
    unknown: set[Cell] = field(default_factory=set)  # labels that a doubt was told of

    def begin(self, header: Header, money: dict[int, MoneyColumn], money_unit: int | None) -> None:
        """Take over a header for the rows below it."""
        self.labels = {label.column: label for label in header.labels}
        self.levels, self.money, self.money_unit = level_columns(header.rows), money, money_unit

    def unclear_money(self) -> list[Reject]:
        """A doubt for each column of money of which nobody can say what it is."""
        return unclear_columns(self.money, self.numbers)

    def _amount(self, fields: RowFields) -> tuple[Amount | None, tuple[Span, ...]]:
        if fields.amount is None:
            return None, ()
        amount, rejects = amount_of(fields.amount, self.money_unit)
        self.rejects += rejects
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        return amount, plain_field(fields.amount, "amount_text", *derived)

    def take_total(self, fields: RowFields) -> None:
        """A row that prints a total."""
        cells = [cell for cell in (fields.serial, fields.code, fields.name) if cell and cell.text.strip()]
        labelled = next((cell for cell in cells if total_kind([cell.text])), cells[0])
        others = [cell for cell in cells if cell is not labelled]
        label = labelled.text.strip()
        amount, spans = self._amount(fields)
        spans += plain_field(labelled, "label") + self._notes(fields)
        spans += tuple(span for cell in others for span in plain_field(cell, "note"))
        kind = total_kind([label]) or "total"
        unit_code = None if kind == "total" else self.unit_code
        self.totals.append(StatedTotal(kind, unit_code, label, amount, fields.row[0], spans))

    def take_unit(self, fields: RowFields, unit: UnitRow) -> None:
        """A row that prints a department or unit, with what it comes to."""
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
        other_cells = [cell for cell in (fields.serial, fields.code, fields.name) if cell not in taken]
        spans += tuple(span for cell in other_cells for span in plain_field(cell, "note"))
        self.totals.append(StatedTotal(kind, code, name, amount, fields.row[0], spans + self._notes(fields)))

    def _add_unit(self, code: str, name: str | None, spans: tuple[Span, ...]) -> None:
        """A unit below the unit whose code begins its own."""
        parents = [known.code for known in self.units if code.startswith(known.code)]
        level = "department" if len(code) == 3 else "unit"
        self.units.append(Unit(code, name, level, max(parents, key=len, default=None), spans))

    def take_project(self, fields: RowFields) -> None:
        """A row that prints a project."""
        amount, spans = (None, self._shared_amount(fields)) if _is_shared(fields) else self._amount(fields)
        serial, code, unit_code, code_spans = self._codes(fields)
        self._note_serial(serial, fields)
        goals, goal_markup = self._goals(fields)
        indicators = indicators_of(fields.indicators) if fields.indicators else IndicatorCell((), (), (), [])
        if fields.indicators in fields.shared:
            indicators = indicators_without_leaves(indicators)
        of_levels = [cell for cell in fields.others if cell.column in self.levels]
        targets = self._targets(of_levels, fields.others)
        indicators = with_level_texts(indicators, of_levels, self.levels, targets)
        self.rejects += indicators.rejects
        money = [cell for cell in fields.others if (one := self.money.get(cell.column)) and one.role]
        own = fields.amount if fields.amount and fields.amount.column in self.money else None
        amounts, told = amounts_of(self.money, [*([own] if own else []), *money], self.money_unit, own)
        self.rejects += told
        taken = (*of_levels, *targets.values(), *money)
        rest = [cell for cell in fields.others if cell not in taken and not self._heads_goals(cell)]
        other_fields, is_placed = self._other_fields(rest)
        name_label = self.labels.get(fields.name.column) if fields.name else None
        beside, name, name_spans = name_of(fields.name, name_label) if fields.name else (None, None, ())
        project = Project(
            unit_code=unit_code,
            serial=serial,
            code=code or beside,
            name=name or None,
            amount=amount,
            amount_text=fields.printed("amount"),
            goals=goals,
            headings=indicators.headings,
            indicators=indicators.indicators if is_placed else tuple(map(_not_missing, indicators.indicators)),
            fields=other_fields,
            amounts=amounts,
            cell=fields.row[0],
            spans=spans + code_spans + name_spans + goal_markup + indicators.spans,
            extent=fields.row,
        )
        self._add_project(project, fields.name)

    def _add_project(self, project: Project, name: Cell | None) -> None:
        """Add a project, or what goes on of the one above it."""
        above = self.projects[-1] if self.projects else None
        if above and name and is_continued(name) and goes_on_from(above, project):
            self.projects[-1] = joined_projects(above, project)
            return
        self.rejects += not_joined(name)
        self.projects.append(project)

    def _targets(self, names: list[Cell], others: Iterable[Cell]) -> dict[Cell, Cell]:
        """Cell of a name below a level -> the printed cell of its target, where targets have columns of their own."""
        beside = targets_beside(self.levels, self.labels.values())
        by_column = {cell.column: cell for cell in others if not is_blank(cell)}
        found = {cell: by_column.get(beside.get(cell.column, 0)) for cell in names if not is_blank(cell)}
        return {cell: target for cell, target in found.items() if target}

    def _heads_goals(self, cell: Cell) -> bool:
        """Whether a cell stands in a further column of goals: 总体目标 beside 年度目标."""
        label = self.labels.get(cell.column)
        return label is not None and field_of("goals", label) is not None

    def _goals(self, fields: RowFields) -> tuple[tuple[Goal, ...], tuple[Span, ...]]:
        """The goals of a row, and the markup around them; each goal is for what the label of its column says."""
        further = [cell for cell in fields.others if self._heads_goals(cell) and cell.text.strip()]
        found: list[Goal] = []
        markup: tuple[Span, ...] = ()
        for cell in sorted([*([fields.goals] if fields.goals else []), *further], key=lambda one: one.column):
            goals, own, rejects = goals_of(cell)
            if cell in fields.shared:
                goals, own, rejects = tuple(map(without_leaves, goals)), (), []
            found += [
                replace(one, position=len(found) + at, scope=self._scope_of_goals(cell))
                for at, one in enumerate(goals, 1)
            ]
            markup += own
            self.rejects += rejects
        return tuple(found), markup

    def _scope_of_goals(self, cell: Cell) -> str | None:
        label = self.labels.get(cell.column)
        scope = field_of("goals", label) if label else None
        return None if scope == "none" else scope

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
        if fields.code and (inexact := inexact_code(fields.code)):
            self.rejects += inexact
            return serial, None, self.unit_code, spans
        if fields.code and printed and self._is_of_projects(fields.code):
            code, name_without_code, code_spans = name_of(fields.code)
            own = tuple(
                span._replace(field=("note" if code else "code") if span.field == "name" else span.field)
                for span in code_spans
            )
            return serial, code or name_without_code, self.unit_code, spans + own
        if is_project_code(printed):
            return serial, printed, self.unit_code, spans + plain_field(fields.code, "code")
        if fields.serial is None:
            return fields.printed("code"), None, self.unit_code, plain_field(fields.code, "serial")
        if re.fullmatch(r"(?:\d{3})+", printed, re.ASCII):
            if printed not in (known.code for known in self.units):
                self._add_unit(printed, None, plain_field(fields.code, "code", "level"))
                return serial, None, printed, spans
            return serial, None, printed, spans + plain_field(fields.code, "unit_code")
        return serial, None, self.unit_code, spans + plain_field(fields.code, "note")

    def _is_of_projects(self, cell: Cell) -> bool:
        """Whether the label over a code says that it is a project's: 项目编码, and not 单位编码."""
        label = self.labels.get(cell.column)
        parts = read_label(label.text).parts if label else None
        return parts is not None and "project" in parts.classes and "office" not in parts.classes

    def _note_serial(self, serial: str | None, fields: RowFields) -> None:
        cell = fields.serial or fields.code
        if serial is None or cell is None:
            return
        if first := self.serial_cells.get(half_width(serial)):
            values = {"serial": serial, "page": first.page, "row": first.row}
            self.rejects.append(Reject("serial-repeated", values, cell, 0, len(cell.text)))
        self.serial_cells.setdefault(half_width(serial), cell)
        self.serials.append(serial_of(fields) or "")

    def _other_fields(self, others: list[Cell]) -> tuple[tuple[ProjectField, ...], bool]:
        """Columns that the form does not know, under the label that is printed over them, and whether each could be placed.

        A part of an indicator (三级指标, 指标值) is no field: without a header of indicators nobody can say which it is of.
        """
        is_placed = True
        printed = [(self.labels.get(cell.column), cell) for cell in others if cell.text.strip()]
        kept: list[ProjectField] = []
        for label, cell in printed:
            if label is not None and field_of("indicator_columns", label):
                self.is_understood = is_placed = False
                self.rejects.append(Reject("cells-not-placed", {}, cell, 0, len(cell.text)))
            elif label is not None and not read_label(label.text).fields and may_be_money(label, cell):
                self.is_understood = False
                values = {"text": cell.text.strip(), "label": label.text.strip()}
                self.rejects.append(Reject("money-under-no-label", values, cell, 0, len(cell.text)))
            else:
                if cell.column in self.money:
                    self.numbers.append(cell)
                elif label is not None and self._note_unknown(label):
                    is_placed = False
                    self._doubt_beside_level(label, cell)
                text = plain_field(cell, "text")
                kept.append(ProjectField(label.text.strip() if label else "", cell.text.strip(), text))
        return tuple(kept), is_placed

    def _note_unknown(self, label: Cell) -> bool:
        """A doubt, once, for a label that nobody knows and under which something is printed; whether it is such a label."""
        if not label.text.strip() or read_label(label.text).fields:
            return False
        if label not in self.unknown:
            self.unknown.add(label)
            self.is_understood = False
            self.rejects.append(Reject("label-unknown", {"label": label.text.strip()}, label, 0, len(label.text)))
        return True

    def _doubt_beside_level(self, label: Cell, cell: Cell) -> None:
        """A doubt at what stands right of names below a level, under a label that nobody knows: it may be a target."""
        if cell.column - 1 in self.levels:
            values = {"text": cell.text.strip(), "label": label.text.strip()}
            self.rejects.append(Reject("value-under-unknown-label", values, cell, 0, len(cell.text)))

    def _notes(self, fields: RowFields) -> tuple[Span, ...]:
        """What the row of a total or unit prints beyond its label and amount."""
        return tuple(
            span for cell in (fields.goals, fields.indicators, *fields.others) for span in plain_field(cell, "note")
        )


def _not_missing(indicator: Indicator) -> Indicator:
    """An indicator of a row in which a cell could not be placed: that may be its target, so nobody may say that it has none."""
    return replace(indicator, kind=None) if indicator.kind == "missing" else indicator


def _is_shared(fields: RowFields) -> bool:
    """Whether the amount of a row is merged further down than the name of its project."""
    amount, name = fields.amount, fields.name
    return bool(amount and name and amount.text.strip() and amount.row_span > name.row_span)


def _text(place: Place) -> str:
    cell, start, end = place
    return cell.text[start:end]
