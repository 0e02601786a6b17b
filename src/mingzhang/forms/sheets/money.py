"""The money of a sheet: totals and their sources, of the year and of the whole project, or budgeted, adjusted and spent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_blank, label_of, read_label
from mingzhang.forms.matrix import Line, Matrix, knows_columns, matrix_of
from mingzhang.forms.sheets.fused import Fused, fused_totals
from mingzhang.forms.sheets.money_across import Across, PartsTable, is_known_part
from mingzhang.forms.sheets.money_labels import (
    kind_of_money,
    list_of_label,
    money_source_of,
    numbers_behind,
    pairs_of_money,
    scope_of_sum,
)
from mingzhang.forms.sheets.money_records import MoneyRecords, Total
from mingzhang.forms.sheets.money_table_reader import MoneyTableReader
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.sheets.year_columns import YearAmounts
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.records import Cell, ProjectField, Reject, Span
from mingzhang.text.numbers import money_unit_in_brackets
from mingzhang.text.pieces import squeeze


@dataclass
class MoneyReader:
    """Reads the rows of money of a sheet into `records`; `lines` are all its rows, to see whether it prints both scopes."""

    records: MoneyRecords
    lines: list[Line]
    points: PointsReader = field(default_factory=PointsReader)
    labels: list[Span] = field(default_factory=list)
    columns: dict[int, str] = field(default_factory=dict)  # where a scope's labels begin, once both were seen
    kinds: dict[int, str] = field(
        default_factory=dict
    )  # by the column of labels that say it, below which sources follow
    plain_scope: str = "year"  # of a total that does not say what it is for

    # ---- label, value, label, value ------------------------------------------------------------------------------

    def take_pairs(self, line: Line) -> Line:
        """A row of labels with amounts to their right; its other cells are given back."""
        pairs, other_cells = pairs_of_money(line)
        scopes = self._printed_scopes()
        for number, (label, value) in enumerate(pairs):
            self.labels += plain_field(label, "label")
            part = list_of_label(label)
            scope = self._scope(label, number, len(pairs), scopes)
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                self.records.note_dash(label, value)
                self.records.note("total", scope, label, None, None)
                continue
            if behind := numbers_behind(line, value):
                self._refuse_row(label, [value, *behind])
                other_cells = [cell for cell in other_cells if cell not in behind]
                continue
            if kind := _kind_in_row(label, pairs):
                self._take_kind(kind, label, value, scopes)
            elif part == "other_sources" or field_of("bare_other_sources", label):
                self.records.note("total", scope, label, value, self.records.keep(label, value))
            elif part == "sources" and len(self.kinds) > 1 and label.column in self.kinds:
                self.records.take(self.kinds[label.column], label, value, "year")
            elif scope is None:
                text = value.text.strip()
                self.records.rejects.append(Reject("amount-scope-unknown", {"text": text}, value, 0, len(value.text)))
                self.records.keep(label, value)
            else:
                self.records.take("total", label, value, scope)
        return other_cells

    def _refuse_row(self, label: Cell, numbers: Line) -> None:
        """Several numbers behind one label of money, and nothing that says which of them is what."""
        for cell in numbers:
            values = {"text": cell.text.strip(), "label": label.text.strip()}
            self.records.rejects.append(Reject("amount-not-sure", values, cell, 0, len(cell.text)))

    def take_fused(self, fused: Fused) -> None:
        """A total or source with its label in one cell (经费额度：28.6万元): the project's amount is the year's first total."""
        label, value, records = fused.label, fused.value, self.records
        self.labels += fused.markup()
        source, scopes = money_source_of(label) or "all", self._printed_scopes()
        scope = self._scope(label, 0, 1, scopes) if source == "all" else _scope_of_source(label, scopes)
        unit = records.money_unit or money_unit_in_brackets(label.text)
        amount, rejects = amount_of(value, unit)
        records.rejects += fused.moved_rejects(rejects)
        derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
        if scope == "year" and records.total is None and source == "all":
            records.total = Total(amount, value.text, fused.moved(plain_field(value, "amount_text", *derived)))
            records.note("total", scope, label, value, None, amount)
            return
        record = records.keep_read(source, scope, label, value, amount, fused.moved(plain_field(value, "text")))
        records.note("total", scope, label, value, record, amount)

    def _take_kind(self, kind: str, label: Cell, value: Cell, scopes: set[str]) -> None:
        """Money that is budgeted, adjusted or spent; the first budget of a sheet without a total is the project's."""
        self.kinds[label.column] = kind
        if kind != "spent" and not scopes and self.records.main_kind == "total":
            self.records.main_kind = kind
        self.records.take(kind, label, value, "year")

    def _printed_scopes(self) -> set[str]:
        """What the totals of the sheet are for; one that does not say is the whole project's beside one of the year's alone.

        A total's label without an amount behind it (项目资金 beside 年度资金总额) only heads the part.
        """
        rows = [pairs_of_money(line)[0] for line in self.lines]
        totals = {
            field_of("totals", label) or ""
            for pairs in rows
            for label, value in pairs
            if value and not _kind_in_row(label, pairs)
        }
        totals |= {field_of("totals", fused.label) or "" for line in self.lines for fused in fused_totals(line)}
        totals -= {""}
        if "plain" in totals:
            self.plain_scope = "whole_project" if totals == {"plain", "year"} else "year"
            totals = (totals - {"plain"}) | {self.plain_scope}
        return totals

    def _scope(self, label: Cell, number: int, count: int, scopes: set[str]) -> str | None:
        """What an amount is for: by its label, else by its side where the sheet prints the whole project to the left."""
        total = field_of("totals", label)
        both = scopes >= {"year", "whole_project"}
        if total:
            scope = total if total != "plain" else self.plain_scope
            self.columns[label.column] = scope
            return scope
        own = read_label(label.text).scope or scope_of_sum(self._row_of(label))
        if own in ("year", "whole_project"):
            return own
        if not both:
            return next(iter(scopes), "year")
        words = tuple(vocabulary.load("sheets")["of_the_year"])
        if label_of(label.text).startswith(words):
            return "year"
        if all(map(knows_columns, self.lines)):
            if label.column in self.columns:
                return self.columns[label.column]
            if any(word in self._part(label) for word in words):
                return "year"
        return ("whole_project", "year")[number] if count == 2 else None

    @cached_property
    def _matrix(self) -> Matrix:
        return matrix_of(self.lines)

    def _row_of(self, label: Cell) -> Line:
        return next(line for line in self.lines if label in line)

    def _part(self, label: Cell) -> str:
        """What the cell at the left of a label's row prints, which may be merged over several rows."""
        cell = self._matrix.at(self.lines.index(self._row_of(label)), 1)
        return squeeze(cell.text) if cell and cell != label else ""

    # ---- amounts by years ------------------------------------------------------------------------------------------

    def take_years(self, amounts: YearAmounts, label: Cell | None, year: int | None) -> None:
        """Amounts of several years, each kept under its label; that of the sheet's year is the project's where no total is."""
        heading = f"{label.text.strip()} " if label else ""
        for own_year, own, value in amounts:
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                continue
            text = value.text.strip()
            self.records.fields.append(ProjectField(f"{heading}{own.text.strip()}", text, plain_field(value, "text")))
            if own_year == year:
                self.records.of_the_year = (own, value)

    # ---- labels side by side ---------------------------------------------------------------------------------------

    def take_across(self, headings: Line, across: Across) -> None:
        """Labels side by side with an amount below each; of two of one source neither is all of it, so both are kept."""
        self.labels += [span for cell in headings for span in plain_field(cell, "label")]
        own = next((read_label(cell.text).scope for cell in headings), None)
        sources = [money_source_of(label) for label, value in across if not is_blank(value)]
        for label, value in across:
            self.labels += plain_field(label, "label")
            total = field_of("totals", label)
            scope = total if total and total != "plain" else "whole_project" if own == "whole_project" else "year"
            source = money_source_of(label)
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                self.records.note_dash(label, value)
                self.records.note("total", scope, label, None, None)
            elif source is None:
                self._take_part(label, value)
            elif source == "more" or (not total and sources.count(source) > 1):
                self.records.note("total", scope, label, value, self.records.keep(label, value))
            else:
                self.records.take("total", label, value, scope)

    def _take_part(self, label: Cell, value: Cell) -> None:
        """A part of money under a label that the tables have no word for; one that nobody knows may be anything."""
        if is_known_part(label):
            self.records.keep(label, value)
            return
        values = {"text": value.text.strip(), "label": label.text.strip()}
        self.records.rejects.append(Reject("money-under-no-label", values, value, 0, len(value.text)))

    def take_parts(self, table: PartsTable, year: int | None) -> None:
        """A table of years, or of what the money is for: all is kept; the year's row, or the sum of the parts, is the project's
        where no total is; the sum of all years is that of the whole project.
        """
        self.labels += [span for label in table.labels for span in plain_field(label, "label")]
        total, sum_ = table.amount_of_year(year), table.amount_of_sum()
        for row in range(len(table.rows)):
            name = table.name(row)
            assert name
            self.labels += plain_field(name, "label")
            for label in table.labels[table.labels.index(table.names) + 1 :]:
                value = table.cell(row, label)
                if value is None or is_blank(value):
                    self.labels += plain_field(value, "label")
                elif value == sum_ and table.has_years:
                    self.records.take("total", name, value, "whole_project", label)
                else:
                    printed = f"{name.text.strip()} {label.text.strip()}"
                    self.records.fields.append(ProjectField(printed, value.text.strip(), plain_field(value, "text")))
        if of_project := total if table.has_years else sum_:
            self.records.of_the_year = (table.amounts, of_project)

    # ---- a table: budgeted, adjusted, spent ------------------------------------------------------------------------

    def take_table(self, lines: list[Line], index: int) -> int:
        """The table that a row heads; where the next part begins."""
        return MoneyTableReader(self.records, self.labels, self.points).take(lines, index)


def _kind_in_row(label: Cell, pairs: Sequence[tuple[Cell, Cell | None]]) -> str | None:
    """What a label says is done with the money: also one of a plain total (预算数) beside one of another kind (执行数)."""
    kind = kind_of_money(label)
    beside = {kind_of_money(one) for one, _ in pairs} - {None, kind}
    is_open = list_of_label(label) is None or (bool(beside) and field_of("totals", label) == "plain")
    return kind if is_open else None


def _scope_of_source(label: Cell, scopes: set[str]) -> str | None:
    """What the money of a source is for that stands in one cell with its label: as it says, else as the only total is."""
    own = read_label(label.text).scope
    return own if own in ("year", "whole_project") else next(iter(scopes), "year") if len(scopes) < 2 else None
