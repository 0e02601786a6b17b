"""What a sheet says of money, as records: amounts, the parts of each, rates, and which amount is the project's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang import vocabulary
from mingzhang.forms.labels import is_blank
from mingzhang.forms.sheets.money_labels import list_of_label, money_source_of, named_money_source
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
class MoneyRecords:
    """The money of one sheet as far as it was read, and the doubts about it."""

    money_unit: int | None
    rates: list[Rate] = field(default_factory=list)
    parts: list[MoneyPart] = field(default_factory=list)
    amounts: list[ProjectAmount] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    total: Total | None = None
    main_kind: str = "total"  # of the amounts, the one that is the project's
    of_the_year: tuple[Cell, Cell] | None = None  # label and amount of the sheet's year, of a row of years
    unit_of_table: int | None = None  # that the header of the table states which is read
    is_unclear: bool = False  # whether a column that nobody knows may hold it

    def take(self, kind: str, label: Cell, value: Cell, scope: str, column: Cell | None = None) -> None:
        """Keeps an amount that is printed beside a label, in a table also below that of its `column`."""
        amount, rejects = amount_of(value, self._unit_of(label))
        self.rejects += rejects
        record = self._add(kind, label, value, scope, amount, column)
        self.note(kind, scope, label, value, record, amount)

    def _unit_of(self, label: Cell) -> int | None:
        """The unit of an amount: that of the sheet, which has none where its labels each state their own, or its table."""
        return self.money_unit or money_unit_in_brackets(label.text) or self.unit_of_table

    def _add(
        self, kind: str, label: Cell, value: Cell, scope: str, amount: Amount | None, column: Cell | None
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
            return self.keep(label, value, counted=is_total)
        spans = plain_field(value, "text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
        if is_total:
            spans = tuple(span._replace(is_leaf=False) for span in spans)
        printed = " ".join(cell.text.strip() for cell in (label, column) if cell)
        self.amounts.append(ProjectAmount(kind, source, scope, printed, amount, value.text.strip(), spans))
        return self.amounts[-1]

    def note(
        self,
        kind: str,
        scope: str | None,
        label: Cell,
        value: Cell | None,
        record: ProjectAmount | ProjectField | None,
        amount: Amount | None = None,
    ) -> None:
        """Keeps a row or cell of money with the one that it is a part of, also one that is blank."""
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
            if squeeze(label.text).startswith(tuple(vocabulary.load("forms")["of_which"])):
                return above
        return next((one for one in reversed(alike) if one.source == "all"), None)

    def keep(self, label: Cell, value: Cell, counted: bool = False) -> ProjectField:
        """Keeps a printed value as a field of the project; its spans lie over others where it is `counted` elsewhere too."""
        spans = plain_field(value, "text")
        if counted:
            spans = tuple(span._replace(is_leaf=False) for span in spans)
        self.fields.append(ProjectField(label.text.strip(), value.text.strip(), spans))
        return self.fields[-1]

    def keep_read(
        self, source: str, scope: str | None, label: Cell, value: Cell, amount: Amount | None, spans: tuple[Span, ...]
    ) -> ProjectAmount | ProjectField:
        """An amount of a source, or a total beside that of the year: the first of its kind as an amount, others as fields."""
        known = [(one.kind, one.source, one.scope) for one in self.amounts]
        text = value.text.strip()
        is_other = scope is None or source == "more" or (source == "all" and scope != "whole_project")
        if is_other or amount is None or ("total", source, scope) in known:
            self.fields.append(ProjectField(label.text.strip(), text, spans))
            return self.fields[-1]
        derived = [
            span._replace(field=name, is_leaf=False)
            for span in spans
            for name in ("amount_fen", "amount_yuan", "step_fen")
        ]
        assert scope
        self.amounts.append(ProjectAmount("total", source, scope, label.text.strip(), amount, text, (*spans, *derived)))
        return self.amounts[-1]

    def note_dash(self, label: Cell, value: Cell | None) -> None:
        """A doubt where a mark for nothing is printed as the amount of all money: it may be a zero."""
        if value is not None and value.text.strip() and list_of_label(label) == "totals":
            self.rejects.append(Reject("amount-is-a-dash", {"text": value.text.strip()}, value, 0, len(value.text)))

    def take_later_budget(self, label: Cell, values: Mapping[str, Cell | None]) -> None:
        """Where the budget of the beginning of the year is blank, that of the whole year is the project's, with a doubt."""
        later = values.get("adjusted")
        is_other = self.is_unclear or self.main_kind != "budget" or money_source_of(label) not in (None, "all")
        if is_other or self.total or is_blank(later):
            return
        assert later
        amount, _ = amount_of(later, self._unit_of(label))
        over = plain_field(later, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
        self.total = Total(amount, later.text.strip(), tuple(span._replace(is_leaf=False) for span in over))
        values_told = {"text": later.text.strip()}
        self.rejects.append(Reject("amount-is-adjusted", values_told, later, 0, len(later.text)))

    def settle_total(self) -> None:
        """Where no total of the year is printed, and one amount alone is the year's, it is the project's, with a doubt."""
        self._settle_year()
        if self.total or any(one.reason == "amount-not-sure" for one in self.rejects):
            return
        candidates = [
            one
            for one in self.parts
            if one.kind in ("total", self.main_kind) and one.scope == "year" and one.whole is None and one.text
        ]
        self._doubt_of_whole()
        if len(candidates) != 1 or candidates[0].record is None or candidates[0].source not in ("fiscal", "more"):
            return
        part = candidates[0]
        assert part.record
        span = next(span for span in part.record.spans if span.is_leaf)
        over = plain_field(
            span.cell, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if part.amount else ())
        )
        self.total = Total(part.amount, part.text or "", tuple(one._replace(is_leaf=False) for one in over))
        self.rejects.append(
            Reject(
                "amount-is-fiscal",
                {"text": part.text, "label": part.label.rstrip(":：")},
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

    def _settle_year(self) -> None:
        """Where no total of the year is printed, the amount in the column of the sheet's year is the project's."""
        if self.total is None and self.of_the_year:
            label, value = self.of_the_year
            amount, rejects = amount_of(value, self._unit_of(label))
            self.rejects += rejects
            over = plain_field(value, "amount_text", *(("amount_fen", "amount_yuan", "step_fen") if amount else ()))
            self.total = Total(amount, value.text.strip(), tuple(span._replace(is_leaf=False) for span in over))
