"""One project sheet, read row by row: labels with their values, money, goals, and grids of indicators."""

from dataclasses import dataclass, field

from mingzhang.forms.header_rows import labels_above
from mingzhang.forms.indicators.grid import read_indicator_grid
from mingzhang.forms.indicators.header import IndicatorHeader, header_at, is_points
from mingzhang.forms.indicators.levels_in_rows import levels_above_header
from mingzhang.forms.labels import field_of, heads_part
from mingzhang.forms.matrix import Line, knows_columns, matrix_of, printed_in
from mingzhang.forms.sheets.fused import field_named, fused_source, fused_totals
from mingzhang.forms.sheets.goal_rows import goal_of_broken_label, goal_row
from mingzhang.forms.sheets.indicator_part import (
    doubts_of_scope,
    indicator_rows,
    renumbered,
    scopes_of,
    unknown_heading,
)
from mingzhang.forms.sheets.label_rows import (
    heads_texts,
    hides_a_label,
    labels_in_two_rows,
    labels_with_values_below,
)
from mingzhang.forms.sheets.money import MoneyReader
from mingzhang.forms.sheets.money_across import amounts_across, parts_table
from mingzhang.forms.sheets.money_by_years import money_by_years, take_by_years
from mingzhang.forms.sheets.money_in_text import doubts_of_amounts, total_in_text
from mingzhang.forms.sheets.money_labels import has_bare_source, has_money_labels, list_of_label
from mingzhang.forms.sheets.money_records import MoneyRecords
from mingzhang.forms.sheets.money_tables import heads_table
from mingzhang.forms.sheets.pairs import PairReader
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.sheets.sheet_furniture import without_furniture
from mingzhang.forms.sheets.sheet_unit import money_unit_of_sheet
from mingzhang.forms.sheets.year_columns import amount_beside_year, amounts_by_year, year_label, year_of_label
from mingzhang.forms.tables.money_columns import speaks_of_money
from mingzhang.forms.texts import plain_field
from mingzhang.forms.titles import is_title, title_lines
from mingzhang.records import Cell, Grid, Heading, Indicator, Project, ProjectField, Reject, Span
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_in_brackets
from mingzhang.vocabulary.reasons import kind_of

_UNKNOWN = ("label-unknown", "label-read-by-contents")


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
    money: MoneyReader = field(default_factory=lambda: MoneyReader(MoneyRecords(None), []))
    points: PointsReader = field(default_factory=PointsReader)
    header: IndicatorHeader | None = None  # of the last grid of indicators
    has_results: bool = False
    extent: tuple[Cell, ...] = ()

    def take(self, lines: list[Line]) -> None:
        """Read the rows of the sheet."""
        named = (line[0] for line in lines if any(field_named(cell) in ("name", "programme") for cell in line))
        self.first = next(named, lines[0][0])
        self.extent = tuple(cell for line in lines for cell in line)
        self.money_unit, rejects = money_unit_of_sheet(lines, self.grid, self.is_first)
        self.rejects += rejects
        lines, left_out = without_furniture(lines, self.grid.title_lines)
        self.labels += [span for cell in left_out for span in plain_field(cell, "furniture")]
        self.money = MoneyReader(MoneyRecords(self.money_unit), lines, self.points)
        self.points.take_parts(lines)
        self.matrix = matrix_of(lines)
        index = 0
        while index < len(lines) and all(is_title(cell) for cell in printed_in(lines[index])):
            self.labels += [span for cell in lines[index] for span in plain_field(cell, "title")]
            index += 1
        while index < len(lines):
            index = self._take_part(lines, index)
        self._finish()

    def _finish(self) -> None:
        self.pairs.finish()
        self.money.records.settle_total()
        self._settle_amount()
        self.rejects += [*self.pairs.rejects, *self.money.records.rejects]
        self.labels += [*self.pairs.labels, *self.money.labels]
        if self.pairs.name is None:
            self.rejects.append(self._nameless())

    def _nameless(self) -> Reject:
        """A doubt that the project has no name, at the text under a label that nobody knows where that may be it."""
        assert self.first
        unknown = next((one for one in self.pairs.rejects if one.reason == "label-unknown"), None)
        if unknown is None:
            return Reject("name-not-printed", {}, self.first, 0, 0)
        texts = (one.spans[0].cell for one in self.pairs.fields if one.label == unknown.values["label"] and one.spans)
        return Reject("name-not-told", unknown.values, next(texts, self.first), 0, 0)

    def _settle_amount(self) -> None:
        """Where no amount was read, the total in a text of money is it; else what may be it is named."""
        records, kept = self.money.records, [*self.pairs.fields, *self.money.records.fields]
        told = any(one.reason.startswith(("amount-", "money-")) for one in (*self.pairs.rejects, *records.rejects))
        if records.total is None and not told:
            records.total = total_in_text(self.pairs.fields)
            records.rejects += [] if records.total else doubts_of_amounts(kept)

    @property
    def is_understood(self) -> bool:
        """Whether every label and column of the sheet was understood: only then is something absent from it."""
        unread = any(kind_of(reject.reason) == "part" or reject.reason in _UNKNOWN for reject in self.rejects)
        return self.pairs.is_understood and not unread

    def _year(self) -> int | None:
        """The year that the sheet is of, by its titles; those of the first may be rows of its table above it."""
        above = title_lines(self.grid, self.first) if self.is_first and self.first else self.grid.title_lines
        titles = dict.fromkeys((*above, *(one for one in self.extent if is_title(one))))
        return year_of("\n".join(cell.text for cell in titles))

    def project(self) -> Project:
        """The project that the sheet is about."""
        assert self.first
        total = self.money.records.total
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
            fields=(*self.pairs.fields, *self.fields, *self.money.records.fields),
            cell=self.first,
            spans=(*self.pairs.spans, *(total.spans if total else ())),
            amounts=tuple(self.money.records.amounts),
            period_start=self.pairs.period[0],
            period_end=self.pairs.period[1],
            points=self.points.all(self.headings, self.indicators),
            rates=(*self.money.records.rates, *self.pairs.rates),
            money_parts=tuple(self.money.records.parts),
            extent=self.extent,
            has_results=self.has_results,
            is_understood=self.is_understood,
        )

    def _take_part(self, lines: list[Line], index: int) -> int:
        """Read what begins at a row; where the next part begins."""
        line = lines[index]
        levels = levels_above_header(lines, index)
        start = index + len(levels)
        if header := header_at(lines, start):
            self._take_header(lines[start : start + header.height])
            rows, again, stop = indicator_rows(lines, start + header.height, header)
            self._take_header(again)
            above = unknown_heading(lines[index - 1]) if index else None
            self._take_indicators(header, [*levels, *rows], scopes_of(lines, index, header), above)
            return stop
        if is_points(line):
            self._take_points(line)
            return index + 1
        if heads_table(lines, index):
            return self.money.take_table(lines, index)
        if parted := labels_in_two_rows(lines, index):
            self._take_parted(parted, lines[index : index + 2], lines[index + 2])
            return index + 3
        if stop := self._take_money_across(lines, index):
            return stop
        years = amounts_by_year(lines, index)
        if not years and (below := labels_with_values_below(lines, index)):
            self._take_below(below, lines[index + 1], line)
            return index + 2
        if years:
            self.labels += [span for cell in line for span in plain_field(cell, "label")]
            self.money.take_years(years, year_label(lines, index), self._year())
            return index + 2
        if not has_bare_source(line) and (unknown := hides_a_label(lines, index)):
            self.pairs.take_unplaced(line, unknown)
            return index + 1
        if any(_is_name(cell) and heads_texts(lines, index, cell) for cell in line):
            self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in printed_in(line)]
            return index + 1
        if broken := goal_of_broken_label(lines, index):
            self.labels += [span for cell in broken.parts for span in plain_field(cell, "label")]
            self.pairs.goal_reader.take(broken.scope, broken.parts[0], broken.value)
            return index + len(broken.parts)
        if goal := goal_row(lines, index, self.matrix):
            self.pairs.goal_reader.take_row(goal)
            return index + 1
        fused = [*fused_totals(line), *(source for cell in line if (source := fused_source(cell)))]
        for one in fused:
            self.money.take_fused(one)
        line = self._without_year(line)
        line = [cell for cell in line if cell not in [one.cell for one in fused]]
        other_cells = self.money.take_pairs(line) if has_money_labels(line) else line
        self.pairs.take_row(other_cells, _heads_money(self.matrix.at(index, 1)))
        return index + 1

    def _without_year(self, line: Line) -> Line:
        """A row without an amount whose label says a year of its own, which is taken: 预算金额（万元） | 2026年 | 2,760.00."""
        found = amount_beside_year(line)
        if found is None:
            return line
        label, own, value = found
        year = year_of_label(own)
        assert year
        self.labels += (*plain_field(label, "label"), *plain_field(own, "label"))
        self.money.take_years([(year, own, value)], label, self._year())
        return [cell for cell in line if cell not in found]

    def _take_below(self, labels: list[Cell], values: Line, line: Line) -> None:
        """Labels side by side with their values below them, money among them."""
        by_column = {cell.column: cell for cell in values}
        money = [(cell, by_column.get(cell.column)) for cell in labels if list_of_label(cell)]
        if not knows_columns(values) or len(money) == len(labels):
            money = []
        self.money.take_across([], money)
        taken = [cell for pair in money for cell in pair if cell]
        own = [[cell for cell in cells if cell not in taken] for cells in (labels, values, line)]
        self.pairs.take_below(*own)

    def _take_parted(self, labels: list[Cell], header: list[Line], values: Line) -> None:
        """Labels of two rows with their values below them; what stands below a wide label of money is money."""
        by_column = {cell.column: cell for cell in values}
        over = {cell: one for cell in labels for one in labels_above(header, cell) if speaks_of_money(one)}
        self.money.take_across(
            list(dict.fromkeys(over.values())), [(cell, by_column.get(cell.column)) for cell in over]
        )
        taken = [*over, *over.values(), *(by_column[cell.column] for cell in over if cell.column in by_column)]
        line = [cell for row in header for cell in row if cell not in taken]
        others = [cell for cell in labels if cell not in over]
        self._take_below(others, [cell for cell in values if cell not in taken], line)

    def _take_money_across(self, lines: list[Line], index: int) -> int:
        """Read amounts below labels side by side; where the next part begins, 0 where none are printed here."""
        if by_years := money_by_years(lines, index):
            self.labels += take_by_years(by_years, self._year(), self.money.records)
            return index + by_years.height
        headings, across = amounts_across(lines, index)
        if across:
            self.money.take_across(headings, across)
            return index + 2
        if table := parts_table(lines, index):
            self.money.take_parts(table, self._year())
            return index + 1 + len(table.rows)
        return 0

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

    def _take_indicators(
        self, header: IndicatorHeader, lines: list[Line], scopes: list[str | None], above: Cell | None
    ) -> None:
        header = self.header = header.in_year(self._year())
        self.has_results |= header.cell_of("actual") is not None
        section = [cell for cell in header.labels if heads_part(cell)]
        grid = read_indicator_grid(header, [_without(line, section) for line in lines], scopes)
        grid.rejects += doubts_of_scope(header, grid, scopes, above)
        self.headings, self.indicators = renumbered(
            [*self.headings, *grid.headings], [*self.indicators, *grid.indicators]
        )
        self.fields += grid.fields
        self.rejects += grid.rejects
        self.labels += grid.labels


def _is_name(cell: Cell) -> bool:
    return field_of("fields", cell) in ("name", "programme")


def _heads_money(heading: Cell | None) -> bool:
    """Whether what stands at the left of a row, merged down over it or not, names a unit of money."""
    return heading is not None and money_unit_in_brackets(heading.text) is not None


def _without(line: Line, section: list[Cell]) -> Line:
    """A row without the cell that heads the whole part (绩效指标, merged downwards)."""
    return [cell for cell in line if cell not in section]
