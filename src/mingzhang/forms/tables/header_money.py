"""What the header of form B says of money: which column is the project's amount, in which unit, and what it leaves open."""

from dataclasses import dataclass

from mingzhang.forms.labels import field_of
from mingzhang.forms.matrix import Line
from mingzhang.forms.tables.indicator_table_header import INDICATOR_TABLE, IndicatorTableHeader
from mingzhang.forms.tables.list_money import kinds_of_money, main_kind
from mingzhang.forms.tables.totals import amount_column, unknown_money
from mingzhang.forms.texts import one_money_unit
from mingzhang.records import Cell, Reject
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_stated, money_units_in_label


@dataclass(frozen=True, slots=True)
class HeaderMoney:
    """The project's own columns (column -> field) with those of money, and which field of them is its amount.

    `unknown` are columns of numbers below money whose label nobody knows; `is_told` says that no amount is left open.
    """

    own: dict[int, str]
    amount_field: str
    unknown: dict[int, Cell]
    unit: int | None
    is_told: bool
    rejects: tuple[Reject, ...]


def money_of_header(header: IndicatorTableHeader, rows: list[Line], above: list[Cell]) -> HeaderMoney:
    """What a header over some rows says of money, by its labels and by the lines above the table."""
    kinds = kinds_of_money(header.labels)
    others = [cell for cell in header.labels if cell.column not in kinds]
    amount, rejects = amount_column(INDICATOR_TABLE, rows, others, year_of("\n".join(cell.text for cell in above)))
    own = {column: name for column, name in header.own.items() if name != "amount"} | kinds
    amount_field = "amount"
    if amount:
        own[amount.column] = "amount"
    elif not rejects and (kind := main_kind(kinds)):
        amount_field = kind
        amount = next(cell for cell in header.labels if kinds.get(cell.column) == kind)
    unknown = {} if amount else unknown_money(rows, header.labels)
    unit, conflicts = _unit_of(header, rows, above, amount)
    is_told = not (rejects or unknown)
    return HeaderMoney(own, amount_field, unknown, unit, is_told, (*rejects, *conflicts))


def _unit_of(
    header: IndicatorTableHeader, rows: list[Line], above: list[Cell], amount: Cell | None
) -> tuple[int | None, list[Reject]]:
    """The unit of money by the labels of amounts and by the lines above; none where these differ."""
    money = [cell for line in rows for cell in line if field_of(INDICATOR_TABLE, cell) == "amount"]
    cells = [*money, *([amount] if amount else [])]
    found: set[int | None] = {unit for cell in cells for unit in money_units_in_label(cell.text)}
    found |= {money_unit_stated(cell.text) for cell in above}
    unit, conflicts = one_money_unit(found, header.labels[0])
    return unit, list(conflicts)
