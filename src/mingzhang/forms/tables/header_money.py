"""What the header of form B says of money: which column is the project's amount, in which unit, and what it leaves open."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.forms.header_rows import labels_above
from mingzhang.forms.indicators.contents import contents_of
from mingzhang.forms.label_grammar import Parts
from mingzhang.forms.labels import field_of, read_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, IndicatorTableHeader
from mingzhang.forms.tables.list_money import kinds_of_money, main_kind
from mingzhang.forms.tables.money_columns import MoneyColumn, columns_beside_amount, speaks_of_money
from mingzhang.forms.tables.totals import amount_column, unknown_money
from mingzhang.forms.texts import one_money_unit
from mingzhang.records import Cell, Reject
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_of_head, money_units_in_label


@dataclass(frozen=True, slots=True)
class HeaderMoney:
    """The project's own columns (column -> field) with those of money, and which field of them is its amount.

    `further` are all columns of money with a known role, `unclear` those without one. `unknown` are columns of numbers below
    money whose label nobody knows, where no column is the amount; `is_told` says that no amount is left open.
    """

    own: dict[int, str]
    amount_field: str
    further: dict[int, MoneyColumn]
    unclear: dict[int, MoneyColumn]
    unknown: dict[int, Cell]
    unit: int | None
    stated: int | None
    is_told: bool
    rejects: tuple[Reject, ...]


def money_of_header(header: IndicatorTableHeader, rows: list[Line], above: list[Cell], body: list[Line]) -> HeaderMoney:
    """What a header over some rows says of money, by its labels, by the lines above the table, and by the rows below it."""
    kinds = kinds_of_money(header.labels, rows)
    others = [cell for cell in header.labels if cell.column not in kinds]
    year = year_of("\n".join(cell.text for cell in above))
    amount, rejects = amount_column(INDICATOR_TABLE, rows, others, year)
    own = {column: name for column, name in header.own.items() if name != "amount"} | kinds
    amount_field = "amount"
    by_kind = None if amount or rejects else main_kind(kinds)
    if by_kind:
        amount_field = by_kind
        amount = next(cell for cell in header.labels if kinds.get(cell.column) == by_kind)
    elif amount:
        own[amount.column] = "amount"
    if amount is None and not rejects and (amount := _amount_by_contents(header, kinds, body, year)):
        own[amount.column] = "amount"
    unknown = {} if amount else unknown_money(rows, header.labels)
    labels = [cell for cell in header.labels if cell.column not in (*header.own, *unknown) or _is_money(header, cell)]
    found = columns_beside_amount(labels, rows, None if by_kind else amount) if not rejects else {}
    further = {column: one for column, one in found.items() if one.role}
    own |= {column: f"money {column}" for column in found if column not in own}
    unit, conflicts = _unit_of(header, rows, above, amount)
    stated, _ = one_money_unit({money_unit_of_head(cell.text) for cell in above}, header.labels[0])
    unclear = {column: one for column, one in found.items() if one.role is None}
    is_told = not (rejects or unknown)
    told = (*rejects, *conflicts)
    return HeaderMoney(own, amount_field, further, unclear, unknown, unit, stated or unit, is_told, told)


def _amount_by_contents(
    header: IndicatorTableHeader, kinds: Mapping[int, str], body: list[Line], year: int | None
) -> Cell | None:
    """The only label none of ours that is made of words of money given for this year or for no time (本年安排, 申报金额;
    where no other column is of money 本年拨款 too), and stands over numbers alone.
    """
    open_labels = [cell for cell in header.labels if cell.column not in (*header.own, *kinds)]
    is_only = sum(map(speaks_of_money, header.labels)) == 1
    found = []
    for label in open_labels:
        if _says_given(read_label(label.text).parts, year, is_only and speaks_of_money(label)):
            column = [cell for line in body for cell in line if cell.column == label.column]
            found += [label] if contents_of(column) == "number" else []
    return found[0] if len(found) == 1 else None


def _says_given(parts: Parts | None, year: int | None, is_only: bool) -> bool:
    """Whether a label is made of words of money given for a year, or for no time."""
    words = vocabulary.load("columns")[INDICATOR_TABLE]
    given = {*words["words_of_amounts"], *(words["words_of_amounts_alone"] if is_only else ())}
    if parts is None or not given.intersection(parts.classes) or (parts.years and parts.years != (year,)):
        return False
    is_known = given.union(words["words_beside_these"]).issuperset(parts.classes)
    return is_known and parts.classes[-1] != "year" and parts.scope in (None, "year")


def _is_money(header: IndicatorTableHeader, cell: Cell) -> bool:
    return header.own.get(cell.column) == "amount"


def _unit_of(
    header: IndicatorTableHeader, rows: list[Line], above: list[Cell], amount: Cell | None
) -> tuple[int | None, list[Reject]]:
    """The unit of money by the labels of amounts and by the lines above; none where these differ."""
    money = [cell for line in rows for cell in line if field_of(INDICATOR_TABLE, cell) == "amount"]
    cells = [amount, *labels_above(rows, amount)] if amount else money
    found: set[int | None] = {unit for cell in cells for unit in money_units_in_label(cell.text)}
    found |= {money_unit_of_head(cell.text) for cell in above}
    unit, conflicts = one_money_unit(found, header.labels[0])
    return unit, list(conflicts)
