"""One project sheet, read row by row: labels with their values, money, goals, and grids of indicators."""

from dataclasses import dataclass, field, replace

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.indicators.grid import read_indicator_grid
from mingzhang.forms.indicators.header import IndicatorHeader, blocks_of, header_at, is_points, part_of
from mingzhang.forms.labels import field_of, heads_part, is_any_level, is_label, own_label
from mingzhang.forms.matrix import Line, matrix_of, printed_in
from mingzhang.forms.sheets.goal_rows import goal_row
from mingzhang.forms.sheets.indicator_part import (
    begins_other_part,
    doubts_of_scope,
    is_entry,
    same_labels,
    stands_in_columns,
)
from mingzhang.forms.sheets.money import MoneyReader
from mingzhang.forms.sheets.money_labels import has_money_labels, is_money_header
from mingzhang.forms.sheets.pairs import PairReader, hides_a_label, labels_with_values_below
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.sheets.year_columns import amounts_by_year, year_label
from mingzhang.forms.texts import one_money_unit, plain_field
from mingzhang.forms.titles import is_title
from mingzhang.records import Cell, Grid, Heading, Indicator, Project, ProjectField, Reject, Span
from mingzhang.text.dates import year_of
from mingzhang.text.numbers import money_unit_in_brackets, money_unit_stated, money_units_in_label
from mingzhang.text.pieces import squeeze
from mingzhang.vocabulary.reasons import kind_of


@dataclass
class SheetReader:
    """Reads one sheet row by row."""

    grid: Grid
    is_first: bool
    money_unit: int | None = None
    labels: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    first: Cell | None = None
    pairs: PairReader = field(default_factory=PairReader)
    money: MoneyReader = field(default_factory=lambda: MoneyReader(None, []))
    points: PointsReader = field(default_factory=PointsReader)
    header: IndicatorHeader | None = None  # of the last grid of indicators
    has_results: bool = False
    extent: tuple[Cell, ...] = ()

    def take(self, lines: list[Line]) -> None:
        """Read the rows of the sheet."""
        named = (line[0] for line in lines if any(field_of("fields", cell) in ("name", "programme") for cell in line))
        self.first = next(named, lines[0][0])
        self.extent = tuple(cell for line in lines for cell in line)
        self._find_money_unit(lines)
        lines = self._without_furniture(lines)
        self.money = MoneyReader(self.money_unit, lines, self.points)
        self.points.take_parts(lines)
        index = 0
        while index < len(lines) and all(is_title(cell) for cell in printed_in(lines[index])):
            self.labels += [span for cell in lines[index] for span in plain_field(cell, "title")]
            index += 1
        while index < len(lines):
            index = self._take_part(lines, index)
        self._finish()

    def _finish(self) -> None:
        self.pairs.finish()
        self.money.settle_total()
        self.rejects += [*self.pairs.rejects, *self.money.rejects]
        self.labels += [*self.pairs.labels, *self.money.labels]
        if self.pairs.name is None:
            assert self.first
            self.rejects.append(Reject("name-not-printed", {}, self.first, 0, 0))

    @property
    def is_understood(self) -> bool:
        """Whether every label and column of the sheet was understood: only then is something absent from it."""
        unread = any(kind_of(reject.reason) == "part" or reject.reason == "label-unknown" for reject in self.rejects)
        return self.pairs.is_understood and not unread

    def _without_furniture(self, lines: list[Line]) -> list[Line]:
        """The rows without page numbers, notes and stamps between them, and without the title printed again."""
        titles = {squeeze(cell.text) for cell in self.grid.title_lines}
        kept: list[Line] = []
        for number, line in enumerate(lines):
            printed = printed_in(line)
            texts = {squeeze(cell.text) for cell in printed}
            is_last = not any(map(printed_in, lines[number + 1 :]))
            parts = (
                bool(kept) and _awaits_values(printed_in(kept[-1])) and all(furniture_of(one.text) for one in printed)
            )
            if printed and ((texts <= titles and bool(kept)) or parts or _is_furniture(printed, is_last)):
                self.labels += [span for cell in line for span in plain_field(cell, "furniture")]
            else:
                kept.append(line)
                titles |= texts if all(map(is_title, printed)) else set()
        return kept

    def _find_money_unit(self, lines: list[Line]) -> None:
        """The unit of money by the sheet's labels and the lines above it; none when these differ.

        What stands above the first sheet counts for a later one that states none of its own. Where labels alone differ, and
        no line says what holds for all of them, each label speaks for its own amount.
        """
        cells = [cell for line in lines for cell in line]
        by_label = [money_units_in_label(cell.text) for cell in cells if is_label(cell)]
        in_labels: set[int | None] = {unit for units in by_label for unit in units}
        are_single = all(len(units) <= 1 for units in by_label)
        found = in_labels | {money_unit_stated(cell.text) for cell in cells if is_title(cell)}
        above = [*self.grid.title_lines, *(cell for row in self.grid.rows[:3] for cell in row)]
        if self.is_first or not any(found):
            found |= {money_unit_stated(cell.text) for cell in above}
        if len(in_labels) > 1 and are_single and found - {None} == in_labels and not self._is_unit_stated(above):
            return
        self.money_unit, rejects = one_money_unit(found, lines[0][0])
        self.rejects += rejects

    def _year(self) -> int | None:
        """The year that the sheet is of, by its titles."""
        titles = [*self.grid.title_lines, *(one for one in self.extent if is_title(one))]
        return year_of("\n".join(cell.text for cell in titles))

    def _is_unit_stated(self, above: list[Cell]) -> bool:
        """Whether a line above the sheet states a unit of money, or one within it that is no label of an amount."""
        return any(money_unit_stated(cell.text) for cell in (*above, *(one for one in self.extent if is_title(one))))

    def project(self) -> Project:
        """The project that the sheet is about."""
        assert self.first
        total = self.money.total
        return Project(
            unit_code=None,
            serial=None,
            code=self.pairs.code,
            name=self.pairs.name,
            amount=total.amount if total else None,
            amount_text=total.text if total else None,
            goals=tuple(self.pairs.goals),
            headings=tuple(self.headings),
            indicators=tuple(self.indicators),
            fields=(*self.pairs.fields, *self.fields, *self.money.fields),
            cell=self.first,
            spans=(*self.pairs.spans, *(total.spans if total else ())),
            amounts=tuple(self.money.amounts),
            period_start=self.pairs.period[0],
            period_end=self.pairs.period[1],
            points=self.points.all(self.headings, self.indicators),
            rates=(*self.money.rates, *self.pairs.rates),
            money_parts=tuple(self.money.parts),
            extent=self.extent,
            has_results=self.has_results,
            is_understood=self.is_understood,
        )

    def _take_part(self, lines: list[Line], index: int) -> int:
        """Read what begins at a row; where the next part begins."""
        line = lines[index]
        if header := header_at(lines, index):
            self._take_header(lines[index : index + header.height])
            rows, stop = self._indicator_rows(lines, index + header.height, header)
            self._take_indicators(header, rows, self._scopes(lines, index, header))
            return stop
        if is_points(line):
            self._take_points(line)
            return index + 1
        if is_money_header(line):
            return self.money.take_table(lines, index)
        years = amounts_by_year(lines, index)
        if not years and (below := labels_with_values_below(lines, index)):
            self.pairs.take_below(below, lines[index + 1], line)
            return index + 2
        if years:
            self.labels += [span for cell in line for span in plain_field(cell, "label")]
            self.money.take_years(years, year_label(lines, index), self._year())
            return index + 2
        if unknown := hides_a_label(lines, index):
            self.pairs.take_unplaced(line, unknown)
            return index + 1
        if goal := goal_row(lines, index, matrix_of(lines)):
            self.pairs.take_goal_row(goal)
            return index + 1
        rest = self.money.take_pairs(line) if has_money_labels(line) else line
        self.pairs.take_row(rest, _heads_money(matrix_of(lines).at(index, 1)))
        return index + 1

    def _take_header(self, rows: list[Line]) -> None:
        self.labels += [span for row in rows for cell in row for span in plain_field(cell, "header")]

    def _take_points(self, line: Line) -> None:
        """The last row of a self-evaluation: points added up, under their label."""
        label, *numbers = printed_in(line)
        self.labels += plain_field(label, "label")
        kept = [
            (cell, ProjectField(label.text.strip(), cell.text.strip(), plain_field(cell, "text"))) for cell in numbers
        ]
        self.fields += [one for _, one in kept]
        self.points.take_last_row(label.text.strip(), kept, self.header)

    # ---- indicators --------------------------------------------------------------------------------------------------

    def _indicator_rows(self, lines: list[Line], index: int, header: IndicatorHeader) -> tuple[list[Line], int]:
        """The rows of indicators, and where they end: at their points, at another label or header, at a cell over the width.

        Where the rows stand in the columns of the header, something else beside them begins another part too. The header
        printed again, on another page, ends nothing.
        """
        part = part_of(header) if index < len(lines) and stands_in_columns(header, lines[index]) else None
        rows: list[Line] = []
        while index < len(lines):
            line = lines[index]
            printed = printed_in(line)
            if (again := header_at(lines, index)) and same_labels(again, header):
                self._take_header(lines[index : index + again.height])
                index += again.height
                continue
            starts_part = any(field_of("fields", cell) or field_of("goals", cell) for cell in printed[:1]) and not any(
                map(is_any_level, printed[1:])  # 年度目标1 | 产出指标 | … is a row of the grid
            )
            if (
                again
                or is_points(line)
                or starts_part
                or (bool(printed) and all(furniture_of(cell.text) or own_label(cell) for cell in printed))
                or (part and begins_other_part(line, part))
                or (len(printed) == 1 and not is_entry(printed[0], header))
            ):
                break
            rows.append(line)
            index += 1
        return rows, index

    def _scopes(self, lines: list[Line], index: int, header: IndicatorHeader) -> list[str | None]:
        """What the indicators below a header are for: by the labels that head it, of grids side by side also by the goals.

        The goals of the whole project and of the year stand above such grids in the same order.
        """
        above = printed_in(lines[index - 1] if index else [])
        heading = above if all(map(heads_part, above)) else []
        found = [scope for cell in (*heading, *header.labels) if (scope := field_of("blocks", cell))]
        if len(blocks_of(header)) == 1:
            return [found[-1]] if found else []
        if found:
            return list(found)
        pairs = [[scope for cell in line if (scope := field_of("goals", cell))][-2:] for line in lines[:index]]
        return next((list(pair) for pair in reversed(pairs) if set(pair) == {"whole_project", "year"}), [])

    def _take_indicators(self, header: IndicatorHeader, lines: list[Line], scopes: list[str | None]) -> None:
        self.header = header
        self.has_results |= header.cell_of("actual") is not None
        section = [cell for cell in header.labels if heads_part(cell)]
        grid = read_indicator_grid(header, [_without(line, section) for line in lines], scopes)
        grid.rejects += doubts_of_scope(header, grid, scopes)
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


def _heads_money(heading: Cell | None) -> bool:
    """Whether what stands at the left of a row, merged down over it or not, names a unit of money."""
    return heading is not None and money_unit_in_brackets(heading.text) is not None


def _is_furniture(printed: Line, is_last: bool) -> bool:
    """Whether what a row prints is none of a sheet's data. Behind all rows, and with a label that we know, a note is kept."""
    kinds = {furniture_of(cell.text) for cell in printed}
    if None in kinds:
        return False
    if kinds <= {"page_number", "continued"}:
        return True
    return not is_last and not any(
        is_label(cell) or own_label(cell) or money_unit_stated(cell.text) for cell in printed
    )


def _awaits_values(printed: Line) -> bool:
    """Whether a row prints two labels or more and nothing else: their values stand below it, whatever parts them."""
    return len(printed) > 1 and all(map(is_label, printed))


def _without(line: Line, section: list[Cell]) -> Line:
    """A row without the cell that heads the whole part (绩效指标, merged downwards)."""
    return [cell for cell in line if cell not in section]
