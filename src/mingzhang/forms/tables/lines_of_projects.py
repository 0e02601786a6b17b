"""A table of indicators in which lines of one cell name the projects: below each stand its goal and its rows of indicators.

It is an indicator table (form B) without a column of names. A line that is none of these parts the table: nobody can say whose
the rows below it are, so they are refused up to the next project.
"""

from dataclasses import dataclass, field, replace

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.indicators.grid import read_indicator_grid
from mingzhang.forms.indicators.grid_reader import is_told_again, not_placed
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.labels import fields_of_list
from mingzhang.forms.matrix import Line, last_column_of, printed_in
from mingzhang.forms.sheets.fused import Fused, fused_in, fused_totals
from mingzhang.forms.tables.header import numbers_columns
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, header_of_row
from mingzhang.forms.tables.project_line import (
    ProjectLine,
    TotalRead,
    goal_line,
    money_row,
    only_cell,
    project_line,
    total_line,
    total_row,
)
from mingzhang.forms.tables.unit_rows import adds_up
from mingzhang.forms.texts import amount_of, one_money_unit, plain_field
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form, Goal, Project, ProjectField, Reject, Span, StatedTotal
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_of_head
from mingzhang.text.pieces import squeeze

FORM = INDICATOR_TABLE
_MOST_BETWEEN = 4  # rows between the name of a project and the header below it


def recognises(view: View) -> bool:
    """Whether below a header of indicators without a column of names the next row names a project, in one cell; or one such row
    stands above each of several headers.
    """
    if not view.indicator_headers or view.rows != view.lines:
        return False
    first = min(view.indicator_headers)
    begin = first + view.indicator_headers[first].height
    is_below = begin < len(view.lines) and project_in(view.lines, begin) is not None
    return (is_below or _first_above(view) is not None) and header_of_row(view.lines, first) is None


def _first_above(view: View) -> int | None:
    """The row that names the first project where each of several headers alike has such a row above it, and a goal between
    or nothing; None for any other table.
    """
    starts = [_line_above(view.lines, index) for index in view.indicator_headers]
    texts = {tuple(squeeze(one.text) for one in header.labels) for header in view.indicator_headers.values()}
    known = [start for start in starts if start is not None]
    return min(known) if len(starts) == len(known) > 1 and len(texts) == 1 else None


def _line_above(lines: list[Line], index: int) -> int | None:
    """The row with the name of a project above a header, with nothing between but its goals and money."""
    for above in range(index - 1, max(index - _MOST_BETWEEN, 0) - 1, -1):
        if project_in(lines, above):
            return above
        if printed_in(lines[above]) and not _is_of_project(lines[above]):
            return None
    return None


def project_in(lines: list[Line], index: int) -> ProjectLine | None:
    """The project that a row names."""
    cell = only_cell(lines[index])
    if cell is None:
        return None
    below = lines[index + 1] if index + 1 < len(lines) else []
    return project_line(cell, bool(below) and _is_of_project(below))


def _is_of_project(line: Line) -> bool:
    """Whether a row says of the project named above it what it is for, or its money."""
    return goal_line(line) is not None or bool(fused_totals(line) or money_row(line))


def continues(view: View, before: Form) -> bool:
    """Whether a table goes on from the one above it: it is as wide."""
    return last_column_of(view.grid) == before.width


def read(view: View) -> Form:
    """All that a table of this form says."""
    first = min(view.indicator_headers)
    above = [cell.text for cell in (*view.grid.title_lines, *_cells(view.lines[:first]))]
    header = view.indicator_headers[first].in_year(year_of("\n".join(above)))
    reader = _Reader(view.lines, header, above)
    start = _first_above(view)
    begin = first if start is None else start
    reader.spans += (span for cell in _cells(view.lines[:begin]) for span in plain_field(cell, "title"))
    reader.take(begin, first)
    known = (*fields_of_list("indicator_columns"), "nature")
    return Form(
        form=FORM,
        phase="self_evaluation" if header.cell_of("actual") else "budget",
        money_unit=reader.money_unit,
        header=tuple(view.lines[first]),
        columns={cell.column: name for name, cell in header.columns if name in known},
        width=last_column_of(view.grid),
        units=(),
        stated_totals=tuple(reader.totals),
        projects=tuple(reader.projects),
        spans=tuple(reader.spans),
        rejects=tuple(reader.rejects),
        is_understood=all(project.is_understood for project in reader.projects),
    )


def _cells(lines: list[Line]) -> list[Cell]:
    return [cell for line in lines for cell in printed_in(line)]


@dataclass
class _Group:
    """A project with the rows below its line."""

    line: ProjectLine
    goals: list[Goal] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)


@dataclass
class _Reader:
    """Walks down the rows and puts each to the project whose line stands above it."""

    lines: list[Line]
    header: IndicatorHeader
    above: list[str]
    totals: list[StatedTotal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    group: _Group | None = None
    parts: list[tuple[int, ProjectLine]] = field(default_factory=list)  # and how many projects stand above each

    @property
    def money_unit(self) -> int | None:
        """The unit of money that stands above the table; each amount prints its own."""
        return one_money_unit(map(money_unit_of_head, self.above), self.lines[0][0])[0]

    def take(self, begin: int, first: int) -> None:
        """Read the rows from one on, the header among them, which may stand again below it."""
        labels = [squeeze(cell.text) for line in self.lines[first : first + self.header.height] for cell in line]
        for index in range(begin, len(self.lines)):
            line = self.lines[index]
            printed = printed_in(line)
            if first <= index < first + self.header.height or (
                printed and all(squeeze(one.text) in labels for one in printed)
            ):
                self.spans += (span for cell in printed for span in plain_field(cell, "header"))
            elif numbers_columns(line) or all(furniture_of(cell.text) for cell in printed):
                self.spans += (span for cell in printed for span in plain_field(cell, "furniture"))
            else:
                self._take_row(index)
        self._finish()
        for number, part in self.parts:
            self._note_part(part, self.projects[number:])

    def _take_row(self, index: int) -> None:
        line = self.lines[index]
        if project := project_in(self.lines, index):
            self._finish()
            self.group = _Group(project)
        elif self.group and not self.group.rows and (goal := goal_line(line)):
            self.group.goals.append(goal[0])
            self.spans += goal[1]
        elif self.group and not self.group.rows and (money := money_row(line)):
            self._take_money(self.group, money)
        elif cell := only_cell(line):
            self._take_line(cell)
        elif total := total_row(line):
            self._take_total(total)
        elif self.group:
            self.group.rows.append(line)
        else:
            self.rejects += map(not_placed, printed_in(line))

    def _take_line(self, cell: Cell) -> None:
        """A line that names no project: a total, who filled the table in, or one that parts it."""
        if total := total_line(cell):
            self._take_total(total)
        elif self.group and (fused := fused_in(cell)):
            self._take_fused(self.group, fused)
        else:
            self.rejects.append(Reject("row-not-understood", {}, cell, 0, len(cell.text)))
            self._finish()

    def _note_part(self, line: ProjectLine, below: list[Project]) -> None:
        """A line with neither goal nor indicators: of a part of the table where the projects below come to its amount, else of
        nobody knows what.
        """
        if line.amount is None or not adds_up(line.amount, [one.amount for one in below]):
            self.rejects.append(Reject("unit-or-project", {"text": line.name}, line.cell, 0, len(line.cell.text)))
            return
        spans = tuple(span._replace(field="label") if span.field == "name" else span for span in line.spans)
        self.totals.append(StatedTotal("subtotal", None, line.name, line.amount, line.cell, spans))

    def _take_total(self, total: TotalRead) -> None:
        self.totals += [total[0]] if total[0] else []
        self.rejects += total[1]
        self._finish()

    def _take_fused(self, group: _Group, fused: Fused) -> None:
        """A label with its value: the amount where the line of the project has none, else kept as printed."""
        self.spans += fused.markup()
        line = group.line
        if fused_totals([fused.cell]) and line.amount_text is None:
            amount, rejects = amount_of(fused.value, self.money_unit)
            derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
            spans = (*line.spans, *fused.moved(plain_field(fused.value, "amount_text", *derived)))
            group.line = replace(line, amount=amount, amount_text=fused.value.text, spans=spans)
            self.rejects += fused.moved_rejects(rejects)
        else:
            spans = fused.moved(plain_field(fused.value, "text"))
            group.fields.append(ProjectField(fused.label.text, fused.value.text, spans))

    def _take_money(self, group: _Group, pairs: list[tuple[Cell, Cell]]) -> None:
        """A row of money: the amount where the line of the project has none; its parts are kept as printed."""
        line, (label, value) = group.line, pairs[0]
        self.spans += (span for one, _ in pairs for span in plain_field(one, "label"))
        if line.amount_text is None:
            unit = self.money_unit or money_unit_in_brackets(label.text)
            amount, rejects = amount_of(value, unit)
            derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
            spans = (*line.spans, *plain_field(value, "amount_text", *derived))
            group.line = replace(line, amount=amount, amount_text=value.text.strip(), spans=spans)
            self.rejects += rejects
            pairs = pairs[1:]
        group.fields += [
            ProjectField(one.text.strip(), other.text.strip(), plain_field(other, "text")) for one, other in pairs
        ]

    def _finish(self) -> None:
        """Read the project whose rows have ended."""
        group, self.group = self.group, None
        if group is None:
            return
        if not (group.rows or group.goals):
            self.parts.append((len(self.projects), group.line))
            return
        grid = read_indicator_grid(self.header, group.rows)
        self.spans += grid.labels
        self.rejects += [one for one in grid.rejects if not is_told_again(one, self.rejects)]
        self.projects.append(
            Project(
                unit_code=None,
                serial=None,
                code=None,
                name=group.line.name,
                amount=group.line.amount,
                amount_text=group.line.amount_text,
                goals=tuple(group.goals),
                headings=tuple(grid.headings),
                indicators=tuple(grid.indicators),
                fields=(*group.fields, *grid.fields),
                cell=group.line.cell,
                spans=group.line.spans,
                extent=(group.line.cell, *_cells(group.rows)),
                has_results=self.header.cell_of("actual") is not None,
                is_understood=grid.is_understood,
            )
        )
