"""Form B, 部门项目支出绩效目标表 (05-2): one row an indicator, the project's name and goal merged over its rows or not.

Experimental: built from a description of the form; no real one has been read yet.
"""

from dataclasses import dataclass, field

from mingzhang.forms.indicators.grid import IndicatorGrid, read_indicator_grid
from mingzhang.forms.indicators.header import columns_of, header_at, is_indicator_header
from mingzhang.forms.labels import field_of, fields_of_list, is_blank
from mingzhang.forms.matrix import Line, last_column_of, lowest_labels, matrix_of
from mingzhang.forms.tables.header import numbers_columns
from mingzhang.forms.texts import amount_of, goals_of, name_of, one_money_unit, plain_field
from mingzhang.forms.view import View
from mingzhang.records import Amount, Cell, Form, Goal, Project, ProjectField, Reject, Span
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_stated
from mingzhang.text.pieces import squeeze

FORM = "indicator_table"


def recognises(view: View) -> bool:
    """Whether rows of the table are a header of this form."""
    return _first_header(view.lines) is not None


def read(view: View) -> Form:
    """All that a table of this form says."""
    lines = view.lines
    found = _first_header(lines)
    assert found
    header, start, stop = found
    above = [cell for line in lines[:start] for cell in line]
    reader = _TableReader(header, [*view.grid.title_lines, *above])
    reader.spans += (span for cell in above for span in plain_field(cell, "title"))
    reader.spans += (span for line in lines[start:stop] for cell in line for span in plain_field(cell, "header"))
    reader.take(lines[stop:])
    return Form(
        form=FORM,
        phase="budget",
        money_unit=reader.money_unit,
        header=tuple(lines[start]),
        columns=reader.columns(),
        width=last_column_of(view.grid),
        units=(),
        stated_totals=(),
        projects=tuple(reader.projects),
        spans=tuple(reader.spans),
        rejects=tuple(reader.rejects),
    )


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: it has no header of its own at its top, and is as wide."""
    return last_column_of(view.grid) == before.width and _header_at(view.lines, 0) is None


def _first_header(lines: list[Line]) -> tuple[Line, int, int] | None:
    return next((one for index in range(len(lines)) if (one := _header_at(lines, index))), None)


def _header_at(lines: list[Line], index: int) -> tuple[Line, int, int] | None:
    """The header whose levels stand in a row, where it begins and where it ends; None when the row heads no such table.

    The labels of the project may stand in the row above it, over 绩效指标.
    """
    if not is_indicator_header(lines[index]):
        return None
    found = header_at(lines, index)
    assert found
    stop = index + found.height
    for start in (index, index - 1):
        header = lowest_labels(lines[start:stop]) if start >= 0 else []
        if any(field_of(FORM, cell) == "name" for cell in header):
            return header, start, stop
    return None


@dataclass
class _Group:
    """The rows of one project."""

    name: Cell
    lines: list[Line] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)  # whole ones
    goals: list[Cell] = field(default_factory=list)
    amounts: list[Cell] = field(default_factory=list)
    codes: list[Cell] = field(default_factory=list)


@dataclass
class _TableReader:
    """Puts rows together by the project that they stand under, and reads each project."""

    header: Line
    above: list[Cell]
    projects: list[Project] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own: dict[int, str] = {cell.column: name for cell in self.header if (name := field_of(FORM, cell))}
        goals = next((cell for cell in self.header if field_of(FORM, cell) == "goals"), None)
        scope = field_of("goals", goals) if goals else None
        self.goal_scope = None if scope == "none" else scope
        found = {money_unit_in_brackets(cell.text) for cell in self.header if field_of(FORM, cell) == "amount"}
        found |= {money_unit_stated(cell.text) for cell in self.above}
        self.money_unit, rejects = one_money_unit(found, self.header[0])
        self.rejects += rejects

    def columns(self) -> dict[int, str]:
        """Column -> field, of the project and of its indicators."""
        known = fields_of_list("indicator_columns")
        return {**{cell.column: name for name, cell in columns_of(self.header) if name in known}, **self.own}

    def take(self, lines: list[Line]) -> None:
        """Read all rows below the header."""
        for group in self._groups(lines):
            self.projects.append(self._project(group))

    def _groups(self, lines: list[Line]) -> list[_Group]:
        """The rows by project. A row that only names something belongs to the project below it when that has no name of its
        own; else it names a unit, which no project table of ours can hold without a code.
        """
        matrix = matrix_of(lines)
        name_column = next(column for column, name in self.own.items() if name == "name")
        groups: list[_Group] = []
        for index, line in enumerate(lines):
            if all(not cell.text.strip() for cell in line) or _repeats(line, self.header) or numbers_columns(line):
                self.spans += (span for cell in line for span in plain_field(cell, "header"))
                continue
            name = matrix.at(index, name_column)
            if name is not None and groups and self._repeats_project(groups[-1], line, name):
                self.spans += plain_field(name, "note")
            elif name is not None and not is_blank(name) and (not groups or name != groups[-1].name):
                if groups and not groups[-1].lines and not groups[-1].goals:
                    unit = groups.pop()
                    for cell in (unit.name, *unit.amounts, *unit.codes):
                        self.spans += plain_field(cell, "note")
                groups.append(_Group(name))
            if not groups:
                self.rejects += [Reject("sheet-unfinished", {}, cell, 0, len(cell.text)) for cell in line if cell.text]
                continue
            self._add(groups[-1], line)
        return groups

    def _repeats_project(self, group: _Group, line: Line, name: Cell) -> bool:
        """Whether a row prints its project once more: the name as above, and no goal, amount or code but those above."""
        known = {squeeze(cell.text) for cell in (*group.goals, *group.amounts, *group.codes)}
        others = [cell for cell in line if cell.column in self.own and cell != name and cell.text.strip()]
        same = name != group.name and squeeze(name.text) == squeeze(group.name.text)
        return same and all(squeeze(cell.text) in known for cell in others)

    def _add(self, group: _Group, line: Line) -> None:
        group.rows.append(line)
        own = [cell for cell in line if cell.column in self.own]
        printed = {squeeze(cell.text) for cell in (*group.goals, *group.amounts, *group.codes)}
        for cell in own:
            if self.own[cell.column] != "name" and cell.text.strip() and squeeze(cell.text) in printed:
                self.spans += plain_field(cell, "note")
            elif self.own[cell.column] == "goals" and cell.text.strip():
                group.goals.append(cell)
            elif self.own[cell.column] == "amount" and cell.text.strip():
                group.amounts.append(cell)
            elif self.own[cell.column] == "code" and cell.text.strip():
                group.codes.append(cell)
        rest = [cell for cell in line if cell.column not in self.own]
        if any(cell.text.strip() for cell in rest):
            group.lines.append(rest)

    def _project(self, group: _Group) -> Project:
        code, name, spans = name_of(group.name)
        grid = read_indicator_grid(_without_own(self.header, self.own), group.lines) if group.lines else IndicatorGrid()
        goals: list[Goal] = []
        for cell in group.goals:
            found, markup, rejects = goals_of(cell)
            goals += [Goal(len(goals) + one.position, one.label, one.text, one.spans, self.goal_scope) for one in found]
            spans += markup
            self.rejects += rejects
        amount, amount_spans = self._amount(group.amounts)
        self.rejects += grid.rejects
        return Project(
            unit_code=None,
            serial=None,
            code=code,
            name=name,
            amount=amount,
            amount_text=group.amounts[0].text.strip() if group.amounts else None,
            goals=tuple(goals),
            headings=tuple(grid.headings),
            indicators=tuple(grid.indicators),
            fields=(*self._codes(group), *grid.fields),
            cell=group.name,
            spans=spans + amount_spans,
            extent=tuple(dict.fromkeys((group.name, *(cell for line in group.rows for cell in line)))),
        )

    def _codes(self, group: _Group) -> tuple[ProjectField, ...]:
        """The codes of the unit as they are printed, under their label."""
        label = next((cell.text.strip() for cell in self.header if self.own.get(cell.column) == "code"), "")
        return tuple(ProjectField(label, cell.text.strip(), plain_field(cell, "text")) for cell in group.codes)

    def _amount(self, cells: list[Cell]) -> tuple[Amount | None, tuple[Span, ...]]:
        if not cells:
            return None, ()
        amount, rejects = amount_of(cells[0], self.money_unit)
        others = [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells[1:]]
        self.rejects += [*rejects, *others]
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        return amount, plain_field(cells[0], "amount_text", *derived)


def _without_own(header: Line, own: dict[int, str]) -> Line:
    return [cell for cell in header if cell.column not in own]


def _repeats(line: Line, header: Line) -> bool:
    return [cell.text.strip() for cell in line] == [cell.text.strip() for cell in header]
