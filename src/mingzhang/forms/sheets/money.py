"""The money of a sheet: totals and their sources, of the year and of the whole project, or budgeted, adjusted and spent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_blank, label_of, read_label
from mingzhang.forms.matrix import Line, Matrix, knows_columns, matrix_of
from mingzhang.forms.sheets.money_labels import (
    MONEY_KINDS,
    is_spent,
    list_of_label,
    money_source_of,
    named_money_source,
    pairs_of_money,
)
from mingzhang.forms.sheets.money_tables import (
    begins_unknown,
    columns_of_money,
    look_right,
    row_label,
    row_without_label,
    stand_in_columns,
)
from mingzhang.forms.sheets.points import PointsReader
from mingzhang.forms.sheets.year_columns import YearAmounts
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.records import Amount, Cell, MoneyPart, ProjectAmount, ProjectField, Rate, Reject, Span
from mingzhang.text.numbers import money_unit_in_brackets
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze


@dataclass(frozen=True, slots=True)
class Total:
    """The amount of a project as its sheet prints it."""

    amount: Amount | None
    text: str
    spans: tuple[Span, ...]


def rate_of(source: str, kept: ProjectField) -> Rate:
    """The execution rate that is kept in a field."""
    plain = squeeze(kept.text)
    is_percent = plain.endswith("%")
    return Rate(source, kept.label, kept.text, read_number(plain.rstrip("%")), is_percent, kept)


@dataclass
class MoneyReader:
    """Reads the rows of money of a sheet; `lines` are all its rows, to see whether it prints both scopes."""

    money_unit: int | None
    lines: list[Line]
    points: PointsReader = field(default_factory=PointsReader)
    rates: list[Rate] = field(default_factory=list)
    parts: list[MoneyPart] = field(default_factory=list)
    amounts: list[ProjectAmount] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    total: Total | None = None
    columns: dict[int, str] = field(default_factory=dict)  # where a scope's labels begin, once both were seen
    plain_scope: str = "year"  # of a total that does not say what it is for
    main_kind: str = "total"  # of the amounts, the one that is the project's
    of_the_year: tuple[Cell, Cell] | None = None  # label and amount of the sheet's year, of a row of years
    is_unclear: bool = False  # whether a column that nobody knows may hold it

    # ---- label, value, label, value ------------------------------------------------------------------------------

    def take_pairs(self, line: Line) -> Line:
        """A row of labels with amounts to their right; its other cells are given back."""
        pairs, rest = pairs_of_money(line)
        scopes = self._printed_scopes()
        for number, (label, value) in enumerate(pairs):
            self.labels += plain_field(label, "label")
            part = list_of_label(label)
            scope = self._scope(label, number, len(pairs), scopes)
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                self._note_dash(label, value)
                self._note("total", scope, label, None, None)
                continue
            if part is None and is_spent(label):
                self._take("spent", label, value, "year")
            elif part == "other_sources":
                self._note("total", scope, label, value, self._keep(label, value))
            elif scope is None:
                text = value.text.strip()
                self.rejects.append(Reject("amount-scope-unknown", {"text": text}, value, 0, len(value.text)))
                self._keep(label, value)
            else:
                self._take("total", label, value, scope)
        return rest

    def _printed_scopes(self) -> set[str]:
        """What the totals of the sheet are for; one that does not say is the whole project's beside one of the year's alone.

        A total's label without an amount behind it (项目资金 beside 年度资金总额) only heads the part.
        """
        totals = {
            field_of("totals", label) or "" for line in self.lines for label, value in pairs_of_money(line)[0] if value
        }
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
        own = read_label(label.text).scope
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

    def _part(self, label: Cell) -> str:
        """What the cell at the left of a label's row prints, which may be merged over several rows."""
        row = next(index for index, line in enumerate(self.lines) if label in line)
        cell = self._matrix.at(row, 1)
        return squeeze(cell.text) if cell and cell != label else ""

    def _take(self, kind: str, label: Cell, value: Cell, scope: str) -> None:
        amount, rejects = amount_of(value, self._unit_of(label))
        self.rejects += rejects
        record = self._add(kind, label, value, scope, amount)
        self._note(kind, scope, label, value, record, amount)

    def _unit_of(self, label: Cell) -> int | None:
        """The unit of an amount: that of the sheet, which has none where its labels each state their own."""
        return self.money_unit or money_unit_in_brackets(label.text)

    def _add(
        self, kind: str, label: Cell, value: Cell, scope: str, amount: Amount | None
    ) -> ProjectAmount | ProjectField | None:
        """The record of an amount; None when it is the project's own."""
        source = named_money_source(label) or "all"
        is_total = source == "all" and scope == "year" and self.total is None and kind in ("total", self.main_kind)
        if is_total:
            derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
            self.total = Total(amount, value.text.strip(), plain_field(value, "amount_text", *derived))
        if is_total and kind == "total":
            return None
        if any((one.kind, one.source, one.scope) == (kind, source, scope) for one in self.amounts):
            return self._keep(label, value, counted=is_total)
        spans = plain_field(value, "text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
        if is_total:
            spans = tuple(span._replace(is_leaf=False) for span in spans)
        self.amounts.append(ProjectAmount(kind, source, scope, amount, value.text.strip(), spans))
        return self.amounts[-1]

    def _note(
        self,
        kind: str,
        scope: str | None,
        label: Cell,
        value: Cell | None,
        record: ProjectAmount | ProjectField | None,
        amount: Amount | None = None,
    ) -> None:
        """Keep a row or cell of money with the one that it is a part of, also one that is blank."""
        source = money_source_of(label)
        if source is None or scope is None:
            return
        if value is not None and amount is None:
            amount, _ = amount_of(value, self._unit_of(label))
        text = value.text.strip() if value is not None else None
        whole = None if source == "all" else self._whole(kind, scope, source, label)
        self.parts.append(MoneyPart(kind, source, scope, label.text.strip(), amount, text, whole, record))

    def _whole(self, kind: str, scope: str, source: str, label: Cell) -> MoneyPart | None:
        """What a part is a part of: the total, or, of sources behind a second 其中, the source above it."""
        alike = [one for one in self.parts if (one.kind, one.scope) == (kind, scope)]
        if source == "more" and alike and alike[-1].source != "all":
            above = alike[-1]
            if above.source == "more":
                return above.whole
            if squeeze(label.text).startswith("其中"):
                return above
        return next((one for one in reversed(alike) if one.source == "all"), None)

    def _keep(self, label: Cell, value: Cell, counted: bool = False) -> ProjectField:
        spans = plain_field(value, "text")
        if counted:
            spans = tuple(span._replace(is_leaf=False) for span in spans)
        self.fields.append(ProjectField(label.text.strip(), value.text.strip(), spans))
        return self.fields[-1]

    # ---- amounts by years ------------------------------------------------------------------------------------------

    def take_years(self, amounts: YearAmounts, label: Cell | None, year: int | None) -> None:
        """Amounts of several years, each kept under its label; that of the sheet's year is the project's where no total is."""
        heading = f"{label.text.strip()} " if label else ""
        for own_year, own, value in amounts:
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                continue
            text = value.text.strip()
            self.fields.append(ProjectField(f"{heading}{own.text.strip()}", text, plain_field(value, "text")))
            if own_year == year:
                self.of_the_year = (own, value)

    def _settle_year(self) -> None:
        """Where no total of the year is printed, the amount in the column of the sheet's year is the project's."""
        if self.total is None and self.of_the_year:
            label, value = self.of_the_year
            amount, rejects = amount_of(value, self._unit_of(label))
            self.rejects += rejects
            over = plain_field(value, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
            self.total = Total(amount, value.text.strip(), tuple(span._replace(is_leaf=False) for span in over))

    # ---- a table: budgeted, adjusted, spent ------------------------------------------------------------------------

    def take_table(self, lines: list[Line], index: int) -> int:
        """The table that a row heads; where the next part begins.

        The project's amount is the budget of the beginning of the year, or, where the table has no such column, that of
        the whole year.
        """
        header = lines[index]
        self.labels += [span for cell in header for span in plain_field(cell, "label")]
        columns = columns_of_money(header, lines[index + 1 : index + 2])
        self.is_unclear = "budget" not in columns and begins_unknown(columns)
        self.main_kind = "budget" if "budget" in columns or self.is_unclear else "adjusted"
        stop = index + 1
        while stop < len(lines) and row_label(lines[stop]):
            stop += 1
        if stop == index + 1 and (row := row_without_label(lines, index, columns)):
            label, values = row
            self._take_row(label, values, columns)
            return stop + 1
        matrix = matrix_of(lines[index + 1 : stop])
        for number, row_cells in enumerate(lines[index + 1 : stop]):
            self._take_labelled(
                row_cells, columns, {name: matrix.at(number, cell.column) for name, cell in columns.items()}
            )
        return stop

    def _take_labelled(self, row: Line, columns: dict[str, Cell], by_column: dict[str, Cell | None]) -> None:
        """A row that begins with the name of a total or source: its values by their columns where these hold, else by order."""
        label = row_label(row)
        assert label
        before, behind = row[: row.index(label) + 1], row[row.index(label) + 1 :]
        self.labels += [span for cell in before for span in plain_field(cell, "label")]
        values = by_column
        if not stand_in_columns(row, behind, columns, by_column):
            values = dict(zip(columns, behind, strict=False))
            is_whole = sum(bool(cell.text.strip()) for cell in behind) == len(columns)
            if not look_right(values, is_whole):
                self._reject_others(behind)
                return
        self._take_row(label, {name: cell for name, cell in values.items() if cell in row}, columns)
        self._reject_others([cell for cell in behind if cell not in values.values()])

    def _take_row(self, label: Cell, values: dict[str, Cell | None], headers: dict[str, Cell]) -> None:
        kept: dict[str, ProjectField] = {}
        for name, value in values.items():
            if value is None or is_blank(value):
                self.labels += plain_field(value, "label")
                if name == self.main_kind:
                    self._note_dash(label, value)
                if name in MONEY_KINDS:
                    self._note(name, "year", label, None, None)
            elif name in MONEY_KINDS and list_of_label(label) != "other_sources":
                self._take(name, label, value, "year")
            else:
                printed = f"{label.text.strip()} {headers[name].text.strip()}"
                kept[name] = ProjectField(printed, value.text.strip(), plain_field(value, "text"))
                self.fields.append(kept[name])
                self._note_unknown(name, headers[name], value)
                if name in MONEY_KINDS:
                    self._note(name, "year", label, value, kept[name])
        self._take_results(label, kept, values)

    def _note_unknown(self, name: str, label: Cell, value: Cell) -> None:
        """A doubt, once, for a column of money whose label nobody knows, and for each number below it: it may be any amount."""
        if not name.startswith("column ") or not label.text.strip() or read_label(label.text).fields:
            return
        values = {"label": label.text.strip(), "text": value.text.strip()}
        if all(one.cell != label for one in self.rejects):
            self.rejects.append(Reject("label-unknown", values, label, 0, len(label.text)))
        if read_number(value.text) is not None:
            self.rejects.append(Reject("value-under-unknown-label", values, value, 0, len(value.text)))

    def _note_dash(self, label: Cell, value: Cell | None) -> None:
        """A doubt where a mark for nothing is printed as the amount of all money: it may be a zero."""
        if value is not None and value.text.strip() and list_of_label(label) == "totals":
            self.rejects.append(Reject("amount-is-a-dash", {"text": value.text.strip()}, value, 0, len(value.text)))

    def _take_later_budget(self, label: Cell, values: Mapping[str, Cell | None]) -> None:
        """Where the budget of the beginning of the year is blank, that of the whole year is the project's, with a doubt."""
        later = values.get("adjusted")
        is_other = self.is_unclear or self.main_kind != "budget" or money_source_of(label) not in (None, "all")
        if is_other or self.total or is_blank(later):
            return
        assert later
        amount, _ = amount_of(later, self.money_unit)
        over = plain_field(later, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
        self.total = Total(amount, later.text.strip(), tuple(span._replace(is_leaf=False) for span in over))
        values_told = {"text": later.text.strip()}
        self.rejects.append(Reject("amount-is-adjusted", values_told, later, 0, len(later.text)))

    def settle_total(self) -> None:
        """Where no total of the year is printed, and one amount alone is the year's, it is the project's, with a doubt."""
        self._settle_year()
        if self.total:
            return
        found = [
            one
            for one in self.parts
            if one.kind in ("total", self.main_kind) and one.scope == "year" and one.whole is None and one.text
        ]
        self._doubt_of_whole()
        if len(found) != 1 or found[0].record is None or found[0].source not in ("fiscal", "more"):
            return
        one = found[0]
        assert one.record
        span = next(span for span in one.record.spans if span.is_leaf)
        over = plain_field(span.cell, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if one.amount else ()))
        self.total = Total(one.amount, one.text or "", tuple(one._replace(is_leaf=False) for one in over))
        self.rejects.append(
            Reject(
                "amount-is-fiscal",
                {"text": one.text, "label": one.label.rstrip(":：")},
                span.cell,
                0,
                len(span.cell.text),
            )
        )

    def _doubt_of_whole(self) -> None:
        """A doubt where an amount of the whole project is printed, and none of the year."""
        wholes = [one for one in self.amounts if (one.kind, one.source, one.scope) == ("total", "all", "whole_project")]
        for one in wholes[:1]:
            cell = one.spans[0].cell
            self.rejects.append(Reject("amount-is-of-whole", {"text": one.text}, cell, 0, len(cell.text)))

    def _take_results(self, label: Cell, kept: dict[str, ProjectField], values: Mapping[str, Cell | None]) -> None:
        """The execution rate of a row of money, and, in the row of all money, its points."""
        source = money_source_of(label) or "all"  # the only row of a table has the label of the part
        self._take_later_budget(label, values)
        if "rate" in kept:
            self.rates.append(rate_of(source, kept["rate"]))
        if source == "all":
            self.points.take_rate(label.text.strip(), kept.get("weight"), kept.get("score"))

    def _reject_others(self, cells: list[Cell]) -> None:
        self.rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells if cell.text.strip()]
