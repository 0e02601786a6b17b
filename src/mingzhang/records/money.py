"""The money of a document: amounts as printed, totals, the parts of an amount, and rates of execution."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mingzhang.records.source import Cell, Span


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money, exact: `fen` is the truth, `step_fen` the worth of its last printed digit."""

    fen: int
    step_fen: int


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A total that a document prints.

    `kind` is total (of everything), unit (of a department or unit), repeated (a unit's, printed again), subtotal (小计) or
    part (其中).
    """

    kind: str
    unit_code: str | None
    label: str | None
    amount: Amount | None
    cell: Cell
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProjectAmount:
    """Further money of a project.

    `kind` is total, budget, adjusted or spent; `source` all, fiscal, carried_over, own or other; `scope` year or
    whole_project. `label` is what the amount is printed under: the label of its row, and in a table that of its column.
    """

    kind: str
    source: str
    scope: str
    label: str
    amount: Amount | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ProjectField:
    """What is printed about a project and not modelled, under its printed label."""

    label: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """An execution rate as printed, of all money or of one source; `value` its number, None when the text is none."""

    source: str
    label: str
    text: str
    value: Decimal | None
    is_percent: bool
    field: ProjectField


@dataclass(frozen=True, slots=True)
class MoneyPart:
    """A printed row or cell of money of a sheet, also a blank one, and what it is a part of.

    `kind` and `scope` as in ProjectAmount, `source` too, and `more` for a source that the tables have no word for (中央资金).
    `record` holds the amount where one is printed: the project, an amount or a field. `whole` is None for a total.
    """

    kind: str
    source: str
    scope: str
    label: str
    amount: Amount | None
    text: str | None
    whole: MoneyPart | None
    record: ProjectAmount | ProjectField | None
