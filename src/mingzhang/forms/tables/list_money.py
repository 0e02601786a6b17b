"""Columns of a list that say more of a project's money than its amount: budgeted, adjusted, spent, the rate of execution."""

from collections.abc import Mapping

from mingzhang.forms.labels import field_of, is_blank, read_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.sheets.money_labels import MONEY_KINDS
from mingzhang.forms.sheets.money_records import rate_of
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.records import Amount, Cell, ProjectAmount, ProjectField, Rate, Reject


def kinds_of_money(labels: Line) -> dict[int, str]:
    """Column -> kind (budget, adjusted, spent) of the labels that say what is done with the money; each kind once.

    Beside no other kind a label is one only when it says that it is of the beginning of the year or what was spent: 预算数
    alone is the amount of a project like any other.
    """
    named = [(cell.column, field_of("money_columns", cell), cell) for cell in labels]
    found = [(column, kind, cell) for column, kind, cell in named if kind in MONEY_KINDS]
    kinds = [kind for _, kind, _ in found]
    says_more = len(set(kinds)) > 1
    return {
        column: kind
        for column, kind, cell in found
        if kind and kinds.count(kind) == 1 and (says_more or kind == "spent" or _is_of_the_beginning(cell))
    }


def main_kind(kinds: Mapping[int, str]) -> str | None:
    """The kind that is the amount of a project, as on sheets: the budget of the beginning of the year, else the adjusted one.

    Spent money beside one plain column of amounts is none.
    """
    return next((kind for kind in ("budget", "adjusted") if kind in kinds.values()), None)


def _is_of_the_beginning(label: Cell) -> bool:
    parts = read_label(label.text).parts
    return parts is not None and "start" in parts.classes


def amounts_by_kind(
    cells: Mapping[str, list[Cell]], labels: Mapping[int, str], own: str | None, money_unit: int | None
) -> tuple[tuple[ProjectAmount, ...], list[Reject]]:
    """The further money that a project's rows print, by kind; that of the kind `own` is its amount too, and lies over it.

    `labels` are the printed labels of the columns.
    """
    found, rejects = [], []
    for kind in MONEY_KINDS:
        for cell in [cell for cell in cells.get(kind, ()) if not is_blank(cell)][:1]:
            amount, told = amount_of(cell, money_unit)
            rejects += [] if kind == own else told
            found.append(_amount(kind, cell, labels[cell.column], amount, is_leaf=kind != own))
        rejects += [Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in cells.get(kind, ())[1:]]
    return tuple(found), rejects


def _amount(kind: str, cell: Cell, label: str, amount: Amount | None, is_leaf: bool) -> ProjectAmount:
    derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
    spans = tuple(span._replace(is_leaf=span.is_leaf and is_leaf) for span in plain_field(cell, "text", *derived))
    return ProjectAmount(kind, "all", "year", label, amount, cell.text.strip(), spans)


def rates_among(fields: tuple[ProjectField, ...]) -> tuple[Rate, ...]:
    """The rates of execution among the fields of a project."""
    return tuple(rate_of("all", one) for one in fields if read_label(one.label).fields.get("money_columns") == "rate")
