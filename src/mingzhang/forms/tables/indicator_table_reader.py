"""The rows of an indicator table: put together by the project that they stand under, and read one project after the other."""

from dataclasses import dataclass, field, replace

from mingzhang.forms.coded_names import name_of
from mingzhang.forms.indicators.grid import read_indicator_grid
from mingzhang.forms.indicators.grid_reader import IndicatorGrid, is_told_again, not_placed, told_by_contents
from mingzhang.forms.indicators.header import IndicatorHeader, header_of
from mingzhang.forms.indicators.level_columns import read_level_columns
from mingzhang.forms.indicators.sums import label_of_sum
from mingzhang.forms.labels import (
    field_of,
    fields_of_list,
    is_blank,
    prints_same_name,
    says_as_above,
)
from mingzhang.forms.matrix import Line, matrix_of, printed_in
from mingzhang.forms.tables.continued import not_joined
from mingzhang.forms.tables.frame_rows import FrameRows
from mingzhang.forms.tables.goals_of_list import goals_of_cells
from mingzhang.forms.tables.header_money import money_of_header
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, IndicatorTableHeader
from mingzhang.forms.tables.list_money import rates_among
from mingzhang.forms.tables.money_columns import amounts_of, fields_of_money, unclear_columns
from mingzhang.forms.tables.points_of_projects import with_points_of_projects_kept
from mingzhang.forms.tables.rows_of_project import (
    RowsOfProject,
    is_of_unit,
    moved_to,
    project_code_of,
    serial_before,
    unit_codes_of,
)
from mingzhang.forms.tables.totals import total_kind
from mingzhang.forms.tables.unit_rows import adds_up, is_heading
from mingzhang.forms.texts import amount_of, one_money_unit, plain_field
from mingzhang.forms.titles import speaks_of
from mingzhang.records import Amount, Cell, Project, Reject, Span, StatedTotal
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_OF_POINTS = ("weight", "score")  # columns that a total adds up too
_NEAR = 4  # rows within which a header stands below its title


@dataclass
class IndicatorTableReader:
    """Puts rows together by the project that they stand under, and reads each project."""

    header: IndicatorTableHeader
    header_rows: list[Line]
    above: list[Cell]
    body: list[Line]
    projects: list[Project] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    # rows of units, and how many projects stand above each
    units: list[tuple[int, RowsOfProject]] = field(default_factory=list)

    def __post_init__(self) -> None:
        labels = self.header.labels
        self.money = money_of_header(self.header, self.header_rows, self.above, self.body)
        self.own = self.money.own
        self.has_amounts = self.money.is_told
        goals = next((cell for cell in labels if field_of(INDICATOR_TABLE, cell) == "goals"), None)
        scope = field_of("goals", goals) if goals else None
        self.goal_scope = None if scope == "none" else scope
        self.rejects += self.money.rejects
        if self.header.witnessed:
            self.rejects.append(told_by_contents("project", self.header.witnessed))
        self.labels = [cell for cell in labels if cell.column not in self.own]
        self.frame = FrameRows(self.header_rows, self.above, self._columns_of_indicators())
        self.has_results = self._indicator_header([]).cell_of("actual") is not None

    def columns(self) -> dict[int, str]:
        """Column -> field, of the project and of its indicators."""
        known = (*fields_of_list("indicator_columns"), "nature")
        named = self._indicator_header([]).columns
        return {**{cell.column: name for name, cell in named if name in known}, **self.own}

    def _indicator_header(self, body: list[Line]) -> IndicatorHeader:
        return header_of(self.labels, 1, body).in_year(year_of("\n".join(cell.text for cell in self.above)))

    def take(self) -> None:
        """Read all rows below the header."""
        groups = self._groups(self.body)
        header = self._indicator_header([row for group in groups for row in group.rows])
        header = with_points_of_projects_kept(header, [group.lines for group in groups])
        self._note_money()
        for group in groups:
            self.projects.append(self._project(group, header))
        self.rejects += unclear_columns(self.money.unclear, (one for group in groups for one in group.own_cells()))
        for number, unit in self.units:
            self._note_unit(unit, self.projects[number:])

    def _groups(self, lines: list[Line]) -> list[RowsOfProject]:
        """The rows by project. A row that only names something belongs to the project below it when that has no name of its
        own; else it names a unit, which no project table of ours can hold without a code.
        """
        matrix = matrix_of(lines)
        name_column = next(column for column, name in self.own.items() if name == "name")
        header = self._indicator_header([])
        groups: list[RowsOfProject] = []
        below_total = False  # whether the name that stands last in its column is a total's
        for index, line in enumerate(lines):
            if self._is_frame(line, lines[index + 1 : index + _NEAR]) or self._take_total(line):
                continue
            if self.frame.heads_another(line):
                self.rejects += [not_placed(cell) for rest in lines[index:] for cell in printed_in(rest)]
                break
            if groups and label_of_sum(line, header):  # of the points of the project above
                groups[-1].rows.append(line)
                groups[-1].lines.append(line)
                continue
            name = matrix.at(index, name_column)
            if name is not None and not (is_blank(name) or says_as_above(name)):
                below_total = total_kind([name.text]) is not None
            if below_total:  # beside an indicator, which no total has
                self.rejects += [not_placed(cell) for cell in printed_in(line)]
                continue
            if name is not None and groups and (says_as_above(name) or self._repeats_project(groups[-1], line, name)):
                self.spans += plain_field(name, "note")
            elif (
                name is not None
                and not (is_blank(name) or says_as_above(name))
                and (not groups or name != groups[-1].name)
            ):
                if groups and self._is_empty(groups[-1]):
                    self.units.append((len(groups) - 1, groups.pop()))
                groups.append(RowsOfProject(name))
            if not groups:
                self.rejects += [Reject("sheet-unfinished", {}, cell, 0, len(cell.text)) for cell in line if cell.text]
                continue
            if self._names_no_project(groups[-1]) and self._prints_indicator(line):
                self.rejects += [not_placed(cell) for cell in printed_in(line) if cell != groups[-1].name]
                continue
            self._add(groups[-1], line)
        if groups and self._is_empty(groups[-1]) and self._may_name_units():
            self.units.append((len(groups) - 1, groups.pop()))  # the projects of this unit may stand in another table
        return groups

    def _label_of(self, name: str) -> Cell | None:
        """The label of one of the project's own columns."""
        return next((cell for cell in self.header.labels if self.own.get(cell.column) == name), None)

    def _names_no_project(self, group: RowsOfProject) -> bool:
        """Whether rows are a unit's by their code, or stand below a cell that goes over the columns of indicators too."""
        return self.frame.is_wide(group.name) or is_of_unit(group, self._label_of("code"))

    def _prints_indicator(self, line: Line) -> bool:
        columns = self._columns_of_indicators()
        return any(cell.column in columns for cell in printed_in(line))

    def _may_name_units(self) -> bool:
        """Whether the label of the names is of units too: 单位名称、项目名称."""
        label = self._label_of("name")
        return label is not None and speaks_of("names_of_units", label.text)

    def _note_unit(self, unit: RowsOfProject, below: list[Project]) -> None:
        """What a row prints that names a unit or a part of the list: its amount is what the projects below it come to.

        An amount that is not, of a name that is no heading, may be a project's of which no goal and no indicator is printed.
        """
        others = [cell for line in unit.lines for cell in printed_in(line)]
        self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in others]
        amounts, name = unit.of(self.money.amount_field), unit.name.text.strip()
        rest = [cell for field, own in unit.cells.items() if field != self.money.amount_field for cell in own]
        amount, spans = self._amount(amounts)
        is_total = amount is not None and (is_heading(name) or adds_up(amount, [one.amount for one in below]))
        if amounts and not is_total:
            values = {"text": name}
            cells = (unit.name, *amounts, *rest)
            self.rejects += [Reject("unit-or-project", values, cell, 0, len(cell.text)) for cell in cells]
            return
        self.spans += (span for cell in rest for span in plain_field(cell, "note"))
        if not amounts:
            self.spans += plain_field(unit.name, "note")
            return
        total = StatedTotal("subtotal", None, name, amount, unit.name, (*spans, *plain_field(unit.name, "label")))
        self.totals.append(total)

    def _note_money(self) -> None:
        """A doubt where the list has money, and no column that is surely the amount of its projects."""
        if self.money.amount_field in self.own.values() or not self.has_amounts:
            return
        known = [column.label for column in self.money.further.values()]
        self.has_amounts = not (known or self.money.unclear)
        self.rejects += [
            Reject("money-column-not-chosen", {"label": cell.text.strip()}, cell, 0, len(cell.text)) for cell in known
        ]

    def _is_empty(self, group: RowsOfProject) -> bool:
        """Whether no goal and no indicator was printed so far: the rows of a unit, or of a project whose indicators follow."""
        columns = self._columns_of_indicators()
        cells = (cell for line in group.lines for cell in printed_in(line))
        return not group.of("goals") and not any(cell.column in columns for cell in cells)

    def _columns_of_indicators(self) -> set[int]:
        if self.header.pairs:
            return {column for pair in self.header.pairs for column in pair.numbers}
        return {cell.column for _, cell in self._indicator_header([]).columns if field_of("indicator_columns", cell)}

    def _is_frame(self, line: Line, below: list[Line]) -> bool:
        """Whether a row is no data; it is kept as what it is."""
        kind = self.frame.kind_of(line, below)
        if kind == "furniture":
            self._note_unit_of_money(printed_in(line))
        self.spans += (span for cell in line if kind for span in plain_field(cell, kind))
        return kind is not None

    def _note_unit_of_money(self, printed: Line) -> None:
        """A row between the others that states another unit of money than what stands above them: none is known then."""
        stated = {money_unit_stated(cell.text) for cell in printed} - {None}
        if self.money.unit is not None and not stated <= {self.money.unit}:
            _, conflicts = one_money_unit({self.money.unit, *stated}, printed[0])
            self.money = replace(self.money, unit=None, stated=None)
            self.rejects += conflicts

    def _take_total(self, line: Line) -> bool:
        """A row 合计, 小计 or 其中 as the total that it states; False when it is none: it prints no indicator."""
        printed = printed_in(line)
        indicators = self._columns_of_indicators()
        kind = total_kind(cell.text for cell in printed[:2])
        columns = {cell.column for name, cell in self._indicator_header([]).columns if name in _OF_POINTS}
        told = [cell for cell in printed if cell.column in indicators and cell.column not in columns]
        if kind is None or told:
            return False
        amount_cell = next((cell for cell in printed if self.own.get(cell.column) == self.money.amount_field), None)
        label = next(cell for cell in printed if total_kind([cell.text]))
        if label == amount_cell:
            return False
        amount, spans = self._amount([amount_cell] if amount_cell else [])
        rest = [cell for cell in printed if cell not in (label, amount_cell)]
        self.rejects += [self._unknown_amount(cell) for cell in rest if cell.column in self.money.unknown]
        rest = [cell for cell in rest if cell.column not in self.money.unknown]
        if amount_cell is None:  # which of its numbers is the total is as unclear as which column is the amount's
            self.rejects += [
                Reject("cells-not-placed", {}, cell, 0, len(cell.text))
                for cell in rest
                if read_number(cell.text) is not None
            ]
        spans += plain_field(label, "label") + tuple(span for cell in rest for span in plain_field(cell, "note"))
        self.totals.append(StatedTotal(kind, None, label.text.strip(), amount, line[0], spans))
        return True

    def _repeats_project(self, group: RowsOfProject, line: Line, name: Cell) -> bool:
        """Whether a row prints its project once more: the name as above, and no goal, amount or code but those above."""
        known = {squeeze(cell.text) for cells in group.cells.values() for cell in cells}
        others = [cell for cell in line if cell.column in self.own and cell != name and cell.text.strip()]
        same = name != group.name and prints_same_name(name, group.name)
        return same and all(squeeze(cell.text) in known for cell in others)

    def _add(self, group: RowsOfProject, line: Line) -> None:
        group.rows.append(line)
        for cell in printed_in(line):
            name = self.own.get(cell.column)
            if name is None or name == "name":
                continue
            if says_as_above(cell) or squeeze(cell.text) in {squeeze(one.text) for one in group.of(name)}:
                self.spans += plain_field(cell, "note")
            else:
                group.of(name).append(cell)
        rest = [cell for cell in line if cell.column not in self.own]
        money = [cell for cell in printed_in(rest) if cell.column in self.money.unknown]
        self.rejects += map(self._unknown_amount, money)
        if printed_in(rest) != money:
            group.lines.append([cell for cell in rest if cell not in money])

    def _unknown_amount(self, cell: Cell) -> Reject:
        values = {"text": cell.text.strip(), "label": self.money.unknown[cell.column].text.strip()}
        return Reject("money-under-no-label", values, cell, 0, len(cell.text))

    def _project(self, group: RowsOfProject, header: IndicatorHeader) -> Project:
        serial, named, before = serial_before(group.name) if not group.of("serial") else (None, group.name, ())
        code, name, spans = name_of(named, self._label_of("name"))
        spans = before + moved_to(group.name, spans)
        self.rejects += not_joined(group.name)
        grid = self._indicators(header, group.lines) if group.lines else IndicatorGrid()
        self.spans += grid.labels
        goals, markup, told = goals_of_cells(group.of("goals"), self.goal_scope)
        spans += markup
        self.rejects += told
        if code is None:
            code, code_spans, told = project_code_of(group)
            spans += code_spans
            self.rejects += told
        amounts, serials = group.of(self.money.amount_field), group.of("serial")
        amount, amount_spans = self._amount(amounts)
        own = group.own_cells()
        unclear = fields_of_money(self.money.unclear, own)
        further, told = amounts_of(self.money.further, own, self.money.stated, amounts[0] if amounts else None)
        self.rejects += [*(one for one in grid.rejects if not is_told_again(one, self.rejects)), *told]
        self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in serials[1:]]
        codes, inexact = unit_codes_of(group, self._label_of("code"))
        self.rejects += inexact
        fields = (*codes, *unclear, *grid.fields)
        return Project(
            unit_code=None,
            serial=serials[0].text.strip() if serials else serial,
            code=code,
            name=name or None,
            amount=amount,
            amount_text=amounts[0].text.strip() if amounts else None,
            goals=tuple(goals),
            headings=tuple(grid.headings),
            indicators=tuple(grid.indicators),
            fields=fields,
            cell=group.name,
            spans=spans + amount_spans + (plain_field(serials[0], "serial") if serials else ()),
            extent=tuple(dict.fromkeys((group.name, *(cell for line in group.rows for cell in line)))),
            amounts=further,
            rates=rates_among(fields),
            has_results=self.has_results,
            is_understood=grid.is_understood and self.has_amounts,
        )

    def _indicators(self, header: IndicatorHeader, lines: list[Line]) -> IndicatorGrid:
        """The indicators of a project's rows, below one header of them or in a pair of columns a level."""
        pairs = self.header.pairs
        if not pairs:
            return read_indicator_grid(header, lines)
        columns = self._columns_of_indicators()
        return read_level_columns(pairs, [cell for cell in self.labels if cell.column not in columns], lines)

    def _amount(self, cells: list[Cell]) -> tuple[Amount | None, tuple[Span, ...]]:
        if not cells:
            return None, ()
        amount, rejects = amount_of(cells[0], self.money.unit)
        others = [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells[1:]]
        self.rejects += [*rejects, *others]
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        return amount, plain_field(cells[0], "amount_text", *derived)
