"""Columns of a list that say more of a project's money than its amount: budgeted, adjusted, spent, the rate of execution."""

from collections.abc import Mapping

from mingzhang import vocabulary
from mingzhang.forms.header_rows import labels_above
from mingzhang.forms.labels import label_of, read_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.sheets.money_labels import MONEY_KINDS, money_columns_of
from mingzhang.forms.sheets.money_records import rate_of
from mingzhang.records import Cell, ProjectField, Rate


def kinds_of_money(labels: Line, rows: list[Line]) -> dict[int, str]:
    """Column -> kind (budget, adjusted, spent) of the labels that say what is done with the money; each kind once. Of 小计 the
    wide label over it in the rows of the header says so.

    Beside no other kind a label is one only when it says that it is of the beginning of the year or what was spent: 预算数
    alone is the amount of a project like any other.
    """
    telling = [_telling(cell, rows) for cell in labels]
    named = zip(money_columns_of(telling), labels, telling, strict=True)
    found = [(cell.column, kind, says) for kind, cell, says in named if kind in MONEY_KINDS]
    kinds = [kind for _, kind, _ in found]
    says_more = len(set(kinds)) > 1
    return {
        column: kind
        for column, kind, cell in found
        if kind and kinds.count(kind) == 1 and (says_more or kind == "spent" or _is_of_the_beginning(cell))
    }


def is_whole(label: Cell) -> bool:
    """Whether a label below one of money is of all of it: 小计, 合计."""
    words = vocabulary.load("columns")["totals"]
    return label_of(label.text) in (*words["total"], *words["subtotal"])


def _telling(label: Cell, rows: list[Line]) -> Cell:
    """The label that says what is done with the money of a column: its own, or the one over 小计."""
    return next(iter(labels_above(rows, label)), label) if is_whole(label) else label


def main_kind(kinds: Mapping[int, str]) -> str | None:
    """The kind that is the amount of a project, as on sheets: the budget of the beginning of the year, else the adjusted one.

    Spent money beside one plain column of amounts is none.
    """
    return next((kind for kind in ("budget", "adjusted") if kind in kinds.values()), None)


def _is_of_the_beginning(label: Cell) -> bool:
    parts = read_label(label.text).parts
    return parts is not None and "start" in parts.classes


def rates_among(fields: tuple[ProjectField, ...]) -> tuple[Rate, ...]:
    """The rates of execution among the fields of a project."""
    return tuple(rate_of("all", one) for one in fields if read_label(one.label).fields.get("money_columns") == "rate")
