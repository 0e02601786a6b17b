"""One project sheet, read row by row: labels with their values beside or below them, money, goals, and a grid of indicators."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mingzhang.forms.indicators.cells import place_by_columns
from mingzhang.forms.indicators.grid import read_indicator_grid
from mingzhang.forms.indicators.header import blocks_of, columns_of, header_at, is_points, part_of
from mingzhang.forms.labels import field_of, heads_part, is_blank, is_label, is_level, is_unnamed, label_of
from mingzhang.forms.matrix import Line, knows_columns
from mingzhang.forms.sheets.money import MoneyReader, has_money_labels, is_money_header, rate_of
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.texts import name_of, one_money_unit, plain_field
from mingzhang.forms.titles import is_title
from mingzhang.parse.levels import LEVEL1, LEVEL2
from mingzhang.records import Cell, Goal, Grid, Heading, Indicator, Project, ProjectField, Reject, Span
from mingzhang.text.dates import period_in
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_stated
from mingzhang.text.pieces import squeeze


@dataclass
class SheetReader:
    """Reads one sheet row by row."""

    grid: Grid
    is_first: bool
    money_unit: int | None = None
    labels: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    name: str | None = None
    code: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    spans: list[Span] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    first: Cell | None = None
    money: MoneyReader = field(default_factory=lambda: MoneyReader(None, []))
    points: PointsReader = field(default_factory=PointsReader)
    header: Line = field(default_factory=list)  # of the last grid of indicators
    has_results: bool = False
    extent: tuple[Cell, ...] = ()

    def take(self, lines: list[Line]) -> None:
        """Read the rows of the sheet."""
        named = (line[0] for line in lines if any(field_of("fields", cell) == "name" for cell in line))
        self.first = next(named, lines[0][0])
        self._find_money_unit(lines)
        self.money = MoneyReader(self.money_unit, lines, self.points)
        self.extent = tuple(cell for line in lines for cell in line)
        self.points.take_parts(lines)
        index = 0
        while all(is_title(cell) for cell in lines[index] if cell.text.strip()):
            self.labels += [span for cell in lines[index] for span in plain_field(cell, "title")]
            index += 1
        while index < len(lines):
            index = self._take_part(lines, index)
        self.rejects += self.money.rejects
        self.labels += self.money.labels

    def _find_money_unit(self, lines: list[Line]) -> None:
        """The unit of money by the sheet's labels and the lines above it; none when these differ.

        What stands above the first sheet counts for a later one that states none of its own.
        """
        cells = [cell for line in lines for cell in line]
        found = {money_unit_in_brackets(cell.text) for cell in cells if is_label(cell)}
        found |= {money_unit_stated(cell.text) for cell in cells if is_title(cell)}
        above = [*self.grid.title_lines, *(cell for row in self.grid.rows[:3] for cell in row)]
        if self.is_first or not any(found):
            found |= {money_unit_stated(cell.text) for cell in above}
        self.money_unit, rejects = one_money_unit(found, lines[0][0])
        self.rejects += rejects

    def project(self) -> Project:
        """The project that the sheet is about."""
        assert self.first
        total = self.money.total
        return Project(
            unit_code=None,
            serial=None,
            code=self.code,
            name=self.name,
            amount=total.amount if total else None,
            amount_text=total.text if total else None,
            goals=tuple(self.goals),
            headings=tuple(self.headings),
            indicators=tuple(self.indicators),
            fields=(*self.fields, *self.money.fields),
            cell=self.first,
            spans=(*self.spans, *(total.spans if total else ())),
            amounts=tuple(self.money.amounts),
            period_start=self.period[0],
            period_end=self.period[1],
            points=self.points.all(self.headings, self.indicators),
            rates=tuple(self.money.rates),
            money_parts=tuple(self.money.parts),
            extent=self.extent,
            has_results=self.has_results,
        )

    def _take_part(self, lines: list[Line], index: int) -> int:
        """Read what begins at a row; where the next part begins."""
        line = lines[index]
        if found := header_at(lines, index):
            header, height = found
            self.labels += [
                span for row in lines[index : index + height] for cell in row for span in plain_field(cell, "header")
            ]
            stop = self._end_of_indicators(lines, index + height, header)
            self._take_indicators(header, lines[index + height : stop], self._scopes(lines, index, header))
            return stop
        if is_points(line):
            self._take_points(line)
            return index + 1
        if is_money_header(line):
            return self.money.take_table(lines, index)
        if has_money_labels(line):
            self.money.take_pairs(line)
            return index + 1
        if below := self._labels_with_values_below(lines, index):
            self._take_below(below, lines[index + 1], line)
            return index + 2
        self._take_pairs(line)
        return index + 1

    # ---- labels and values -----------------------------------------------------------------------------------------

    def _take_pairs(self, line: Line) -> None:
        """Labels with their values to the right, and cells that are neither."""
        printed = [cell for cell in line if cell.text.strip()]
        if _is_heading(printed):
            self.labels += plain_field(printed[0], "title")
            return
        at = 0
        while at < len(printed):
            cell, value = printed[at], next(iter(printed[at + 1 : at + 2]), None)
            if value is not None and not is_label(value) and field_of("fields", cell) == "period":
                at = self._take_period(printed, at)
            elif value is not None and not is_label(value) and self._take_pair(cell, value):
                at += 2
            else:
                self._take_single(cell)
                at += 1

    def _take_pair(self, label: Cell, value: Cell) -> bool:
        """A label and what stands behind it; False when the first cell is no label."""
        if kind := field_of("fields", label):
            self._take_field(kind, label, value)
        elif scope := field_of("goals", label):
            self._take_goal(scope, label, value)
        elif _names_what_follows(label) and not _names_what_follows(value):
            self._keep(label, value)
        else:
            return False
        self.labels += plain_field(label, "label")
        return True

    def _take_points(self, line: Line) -> None:
        """The last row of a self-evaluation: points added up, under their label."""
        label, *numbers = [cell for cell in line if cell.text.strip()]
        self.labels += plain_field(label, "label")
        kept = [
            (cell, ProjectField(label.text.strip(), cell.text.strip(), plain_field(cell, "text"))) for cell in numbers
        ]
        self.fields += [one for _, one in kept]
        self.points.take_last_row(label.text.strip(), kept, self.header)

    def _take_single(self, cell: Cell) -> None:
        """A cell that is no value: a label without one, a title, or something that nobody knows."""
        if is_label(cell) or is_blank(cell) or money_unit_stated(cell.text):
            self.labels += plain_field(cell, "label")
        else:
            self.fields.append(ProjectField("", cell.text.strip(), plain_field(cell, "text")))

    def _take_field(self, kind: str, label: Cell, value: Cell) -> None:
        if not value.text.strip():
            return
        if kind == "name" and self.name is None:
            code, self.name, spans = name_of(value)
            self.code = code or self.code
            self.spans += spans
        elif kind == "code" and self.code is None:
            self.code = value.text.strip()
            self.spans += plain_field(value, "code")
        else:
            over: list[Span] = []
            if kind in ("start", "end") and len(dates := period_in(value.text)) == 1:
                start, end = self.period
                self.period = (dates[0].iso, end) if kind == "start" else (start, dates[0].iso)
                over = [Span(value, dates[0].start, dates[0].end, f"period_{kind}", is_leaf=False)]
            self._keep(label, value, over)

    def _keep(self, label: Cell, value: Cell, over: Iterable[Span] = ()) -> None:
        kept = ProjectField(label.text.strip(), value.text.strip(), (*plain_field(value, "text"), *over))
        self.fields.append(kept)
        if field_of("money_columns", label) == "rate":
            self.money.rates.append(rate_of("all", kept))

    def _take_period(self, line: Line, at: int) -> int:
        """Start and end where two dates are printed behind a label, in one cell or in two with 到 between; where it ends."""
        label, stop = line[at], at + 1
        while stop < len(line) and not is_label(line[stop]):
            stop += 1
        self.labels += plain_field(label, "label")
        values = line[at + 1 : stop]
        dates = [(cell, date) for cell in values for date in period_in(cell.text)]
        over: list[Span] = []
        if len(dates) == 2:
            self.period = (dates[0][1].iso, dates[1][1].iso)
            over = [
                Span(cell, date.start, date.end, name, is_leaf=False)
                for (cell, date), name in zip(dates, ("period_start", "period_end"), strict=True)
            ]
        for value in values:
            if squeeze(value.text) in ("到", "至") and len(values) > 1:
                self.labels += plain_field(value, "label")
            else:
                self._keep(label, value, [span for span in over if span.cell == value])
        return stop

    def _take_goal(self, scope: str, label: Cell, value: Cell) -> None:
        text = value.text.strip()
        if text and not is_blank(value):
            printed = label.text.strip()
            spans = plain_field(value, "text")
            self.goals.append(Goal(len(self.goals) + 1, printed, text, spans, None if scope == "none" else scope))
        else:
            self.labels += plain_field(value, "label")

    # ---- values below their labels -----------------------------------------------------------------------------------

    def _labels_with_values_below(self, lines: list[Line], index: int) -> list[Cell]:
        """The labels of a row of labels alone, above a row of values; without the one that only heads the part."""
        line = [cell for cell in lines[index] if cell.text.strip()]
        if len(line) < 2 or index + 1 >= len(lines) or not all(is_label(cell) for cell in line):
            return []
        below = lines[index + 1]
        if any(is_label(cell) for cell in below if cell.text.strip()) or not any(cell.text.strip() for cell in below):
            return []
        values = len([cell for cell in below if cell.text.strip()])
        while len(line) > values and field_of("sections", line[0]):
            line = line[1:]
        return line

    def _take_below(self, labels: list[Cell], below: Line, line: Line) -> None:
        self.labels += [span for cell in line for span in plain_field(cell, "label")]
        values = [cell for cell in below if cell.text.strip()]
        by_column = {cell.column: cell for cell in values}
        if len(by_column) == len(values) == len(labels) and all(label.column in by_column for label in labels):
            pairs = [(label, by_column[label.column]) for label in labels]
        elif len(values) == len(labels) and (knows_columns(below) or not field_of("sections", labels[0])):
            pairs = list(zip(labels, values, strict=True))
        else:
            self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in values]
            return
        for label, value in pairs:
            scope = field_of("goals", label)
            if scope and not label_of(label.text).endswith("完成情况"):
                self._take_goal(scope, label, value)
            else:
                self._take_field(field_of("fields", label) or "kept", label, value)

    # ---- indicators --------------------------------------------------------------------------------------------------

    def _end_of_indicators(self, lines: list[Line], index: int, header: Line) -> int:
        """Where the rows of indicators end: at their points, at another label, at a single cell over the whole width.

        Where the rows stand in the columns of the header, something else beside them begins another part too.
        """
        part = part_of(header) if index < len(lines) and _stands_in_columns(header, lines[index]) else None
        while index < len(lines):
            line = lines[index]
            printed = [cell for cell in line if cell.text.strip()]
            starts_part = any(field_of("fields", cell) or field_of("goals", cell) for cell in printed[:1])
            if (
                is_points(line)
                or header_at(lines, index)
                or starts_part
                or (part and _begins_other_part(line, part))
                or (len(printed) == 1 and not _is_entry(printed[0], header))
            ):
                break
            index += 1
        return index

    def _scopes(self, lines: list[Line], index: int, header: Line) -> list[str | None]:
        """What the indicators below a header are for: by the labels that head it, of grids side by side also by the goals.

        The goals of the whole project and of the year stand above such grids in the same order.
        """
        above = [cell for cell in (lines[index - 1] if index else []) if cell.text.strip()]
        heading = above if all(map(heads_part, above)) else []
        found = [scope for cell in (*heading, *header) if (scope := field_of("blocks", cell))]
        if len(blocks_of(header)) == 1:
            return [found[-1]] if found else []
        if found:
            return list(found)
        pairs = [[scope for cell in line if (scope := field_of("goals", cell))][-2:] for line in lines[:index]]
        return next((list(pair) for pair in reversed(pairs) if set(pair) == {"whole_project", "year"}), [])

    def _take_indicators(self, header: Line, lines: list[Line], scopes: list[str | None]) -> None:
        self.header = header
        self.has_results |= any(name == "actual" for name, _ in columns_of(header))
        section = [cell for cell in header if heads_part(cell)]
        grid = read_indicator_grid(header, [_without(line, section) for line in lines], scopes)
        heading_shift, indicator_shift = len(self.headings), len(self.indicators)
        self.headings += grid.headings
        self.indicators += grid.indicators
        if heading_shift or indicator_shift:
            self._renumber()
        self.fields += grid.fields
        self.rejects += grid.rejects

    def _renumber(self) -> None:
        """Positions run on over several grids of one sheet (annual and whole-project blocks)."""
        moved: dict[int, Heading] = {}
        for position, heading in enumerate(self.headings, 1):
            moved[id(heading)] = replace(heading, position=position)
        self.indicators = [
            replace(
                indicator,
                position=position,
                heading=moved.get(id(indicator.heading)) if indicator.heading else None,
            )
            for position, indicator in enumerate(self.indicators, 1)
        ]
        self.headings = list(moved.values())


def _names_what_follows(cell: Cell) -> bool:
    """Whether a cell names what stands behind it: a label that heads no part, or one that nobody knows with its colon."""
    return (is_label(cell) and not heads_part(cell)) or squeeze(cell.text).endswith(":")


def _is_heading(printed: list[Cell]) -> bool:
    """Whether what a row within a sheet prints is only the heading of what follows: 绩效项目指标表."""
    return len(printed) == 1 and is_title(printed[0]) and squeeze(printed[0].text).endswith("表")


def _stands_in_columns(header: Line, line: Line) -> bool:
    """Whether the first row below a header has its level 1 where the header has it."""
    placed = place_by_columns(header, [line])
    return placed is not None and "level1" in placed[0] and is_level(LEVEL1, placed[0]["level1"])


def _begins_other_part(line: Line, part: Cell) -> bool:
    """Whether a row prints something else beside the grid, where its heading stands; 绩 / 效 / 指 / 标 is that heading."""
    beside = next((cell for cell in line if cell.column == part.column and cell.text.strip()), None)
    if beside is None or heads_part(beside):
        return False
    return len(squeeze(beside.text)) > 2 and squeeze(beside.text) != squeeze(part.text)


def _is_entry(cell: Cell, header: Line) -> bool:
    """Whether a cell alone in its row may belong to the indicators: a heading or a name with nothing behind it."""
    names = [label.column for name, label in columns_of(header) if name == "name"]
    stands_below = knows_columns(header) and cell.column in names and cell.column > 1
    return is_level(LEVEL1, cell) or is_level(LEVEL2, cell) or stands_below or is_unnamed(cell)


def _without(line: Line, section: list[Cell]) -> Line:
    """A row without the cell that heads the whole part (绩效指标, merged downwards)."""
    return [cell for cell in line if cell not in section]
