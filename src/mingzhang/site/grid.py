"""Rows for templates: heads, and below each of them its cells."""

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True)
class Head:
    """The head of a column; `unit` is the unit of money that its amounts are shown in, where it is not the column's own."""

    column: str
    label: str
    explanation: str
    style: str = ""
    sorted_as: str | None = None
    sort_address: str | None = None
    unit: str | None = None
    own_label: str | None = None
    in_card: bool = True  # whether a phone shows it at once


@dataclass(frozen=True)
class ShownGrid:
    """Heads, and below each of them its cells, row after row."""

    heads: list[Head]
    rows: list[list[Markup]]
    same: list[tuple[str, Markup]] = field(
        default_factory=list
    )  # label and value of columns that are alike in all rows
