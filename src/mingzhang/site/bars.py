"""The bar of a row: how long it is beside the longest of its page, and to which side it goes."""

from collections.abc import Iterable
from dataclasses import dataclass

# In the units of the little picture in which it is drawn.
WIDTH = 100.0


@dataclass(frozen=True, slots=True)
class BarShape:
    """Where a bar begins and how long it is, both out of WIDTH."""

    start: float
    length: float
    is_negative: bool


def bars_of(values: Iterable[float | int | None]) -> list[BarShape | None]:
    """A bar for each value, none where there is no number; all on one scale that holds zero."""
    numbers = [value if isinstance(value, int | float) else None for value in values]
    known = [value for value in numbers if value is not None]
    least, most = min([0, *known]), max([0, *known])
    scale = WIDTH / ((most - least) or 1)
    zero = -least * scale
    return [None if value is None else _bar(value * scale, zero) for value in numbers]


def _bar(length: float, zero: float) -> BarShape:
    return BarShape(round(min(zero, zero + length), 2), round(abs(length), 2), length < 0)
