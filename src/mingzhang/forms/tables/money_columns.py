"""Columns of a list that are of money and not the amount of its projects: each is an amount of a kind, or named as unclear."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.header_rows import labels_over
from mingzhang.forms.labels import field_of, is_blank, read_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.sheets.money_labels import kind_of_money, named_money_source
from mingzhang.forms.tables.list_money import is_whole, kinds_of_money
from mingzhang.forms.tables.totals import is_of_a_whole
from mingzhang.forms.texts import amount_of, plain_field
from mingzhang.records import Amount, Cell, ProjectAmount, ProjectField, Reject, Span
from mingzhang.text.numbers import money_unit_in_brackets, money_units_in_label
from mingzhang.text.pieces import squeeze

_MONEY = ("totals", "sources", "other_sources")
_NO_MONEY = ("indicator_columns", "kept_columns", "points")
_SCOPES = ("year", "whole_project")
_THE_AMOUNT = ("total", "all", "year")  # what the amount of a project is

Role = tuple[str, str, str]  # kind, source and scope of an amount


class MoneyColumn(NamedTuple):
    """A column of money by its label and the wide label over it; its role is None where nobody can say what it is."""

    label: Cell
    over: Cell | None
    role: Role | None

    @property
    def printed(self) -> str:
        """What it is called, with the wide label in front."""
        return " ".join(cell.text.strip() for cell in (self.over, self.label) if cell)

    def unit(self, stated: int | None) -> int | None:
        """Yuan that a printed 1 stands for: by its labels, else by what holds for the list; None where these differ."""
        own = {unit for cell in (self.over, self.label) if cell for unit in money_units_in_label(cell.text)}
        return next(iter(own)) if len(own) == 1 else None if own else stated


def columns_beside_amount(labels: Line, rows: list[Line], amount: Cell | None) -> dict[int, MoneyColumn]:
    """Column -> what it is, for all labels of money among the lowest ones of a header but the amount of the projects.

    Two columns of one role are both unclear, and one of the role that the amount of a project has.
    """
    kinds = kinds_of_money(labels, rows)
    above = zip(labels, labels_over(rows, labels), strict=True)
    wide = {label.column: next(iter(over), None) for label, over in above}
    kinds_over = kinds_of_money(list(dict.fromkeys(wide[label.column] or label for label in labels)), rows)
    found = {}
    for label in labels:
        over = wide[label.column]
        is_own = amount is not None and label.column == amount.column
        if is_own or not (speaks_of_money(label) or _is_part(label, over)) or _is_of_another_year(label):
            continue
        kind = kinds.get(label.column) or (kinds_over.get(over.column) if over else None)
        found[label.column] = MoneyColumn(label, over, _role(label, over, kind, amount))
    counted = Counter(column.role for column in found.values())
    if amount is not None:
        counted[_THE_AMOUNT] += 1
    return {at: one if counted[one.role] == 1 else one._replace(role=None) for at, one in found.items()}


def speaks_of_money(label: Cell) -> bool:
    """Whether a label is of money: it states a unit of money, or has a word of money and none of codes, rates or years."""
    if any(field_of(part, label) for part in _MONEY) or kind_of_money(label):
        return True
    if any(field_of(part, label) for part in _NO_MONEY):
        return False
    text, words = squeeze(label.text), vocabulary.load("columns")["money"]
    has_unit = money_unit_in_brackets(label.text) is not None
    is_other = any(word in text for word in words["other_words"])
    return not is_other and (has_unit or any(word in text for word in words["words"]))


def _is_part(label: Cell, over: Cell | None) -> bool:
    """Whether a label below one of money is of a part of it: 其他 below 资金来源."""
    return over is not None and speaks_of_money(over) and not field_of("indicator_columns", label)


def _is_of_another_year(label: Cell) -> bool:
    """Whether a label says that its money is of another year than the amount's: it is clear, and kept as printed."""
    parts = read_label(label.text).parts
    return parts is not None and (bool(parts.years) or parts.scope not in (None, *_SCOPES))


def _role(label: Cell, over: Cell | None, kind: str | None, amount: Cell | None) -> Role | None:
    kind = kind or "total"
    scope = _scope(label) or (_scope(over) if over else None)
    source = named_money_source(label)
    is_all = kind_of_money(label) is not None or field_of("totals", label) is not None or is_whole(label)
    if source is None and not is_all:
        return None
    if source is None and kind == "total" and scope is None and is_of_a_whole(label):
        scope = "whole_project" if amount is not None and _scope(amount) == "year" else None
    elif scope is None and (source or kind != "total"):
        scope = "year"
    return (kind, source or "all", scope) if scope in _SCOPES else None


def _scope(label: Cell) -> str | None:
    """What time a label speaks of; None where it does not say."""
    total = field_of("totals", label)
    return total if total and total != "plain" else read_label(label.text).scope


def amounts_of(
    columns: Mapping[int, MoneyColumn], cells: Iterable[Cell], stated: int | None, own: Cell | None = None
) -> tuple[tuple[ProjectAmount, ...], list[Reject]]:
    """The amounts that cells of a project print in columns whose role is known; that in the column of its `own` amount lies
    over it. A second cell of a column is named.
    """
    found: list[ProjectAmount] = []
    rejects: list[Reject] = []
    taken: set[Role] = set()
    for cell in cells:
        column = columns.get(cell.column)
        if column is None or column.role is None or is_blank(cell):
            continue
        if column.role in taken:
            rejects.append(Reject("cells-not-placed", {}, cell, 0, len(cell.text)))
            continue
        taken.add(column.role)
        amount, told = amount_of(cell, column.unit(stated))
        rejects += [] if cell == own else told
        found.append(_amount(column, cell, amount, is_leaf=cell != own))
    return tuple(found), rejects


def _amount(column: MoneyColumn, cell: Cell, amount: Amount | None, is_leaf: bool) -> ProjectAmount:
    assert column.role
    derived = ("amount_fen", "amount_yuan", "step_fen") if amount else ()
    spans: tuple[Span, ...] = plain_field(cell, "text", *derived)
    spans = tuple(span._replace(is_leaf=span.is_leaf and is_leaf) for span in spans)
    return ProjectAmount(*column.role, column.printed, amount, cell.text.strip(), spans)


def fields_of_money(columns: Mapping[int, MoneyColumn], cells: Iterable[Cell]) -> tuple[ProjectField, ...]:
    """What cells print in columns of money of which nobody can say what it is, under their labels."""
    return tuple(
        ProjectField(columns[cell.column].printed, cell.text.strip(), plain_field(cell, "text"))
        for cell in cells
        if cell.column in columns
    )


def unclear_columns(columns: Mapping[int, MoneyColumn], cells: Iterable[Cell]) -> list[Reject]:
    """One doubt for each column of money that is no known amount, with the number of rows that print a number in it."""
    counted = Counter(cell.column for cell in cells if amount_of(cell, 1)[0] is not None)
    return [
        Reject("money-column-unclear", {"label": one.printed, "rows": counted[at]}, one.label, 0, len(one.label.text))
        for at, one in columns.items()
        if one.role is None and counted[at]
    ]
