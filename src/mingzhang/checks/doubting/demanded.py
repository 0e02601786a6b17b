"""What a number would have to be for a finding to hold no longer, by the arithmetic of its check."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PrintedAt = tuple[str, int | None]  # the record that a number stands in, and where it begins

_RESULT = re.compile(r"= ([\d.]+)\D*$")  # of a product as it is quoted: 培训6期 × 每期40人 = 240人
_LAST_NUMBER = re.compile(r"(\d[\d.]*)\D*$")
_MONTHS = 12


class Number(NamedTuple):
    """A number that a finding quotes: where it stands, as what, its value in base units, and whether it is a row of amounts."""

    place: PrintedAt
    role: str
    value: float
    is_amount: bool


def demanded(
    check_id: str, numbers: Sequence[Number], place: PrintedAt, quotes: tuple[str, str], difference: float | None
) -> Iterator[float]:
    """The values by which the number at a place would fit, as far as the check's arithmetic says.

    `quotes` are what the finding expected and observed, as it says; `difference` is in yuan.
    """
    own = next(one for one in numbers if one.place == place)
    others = [one for one in numbers if one.place != place]
    if "contradicts" in check_id:
        yield from _of_pair(own, numbers, quotes)
    elif check_id == "of-which-parts":
        yield from _of_parts(own, numbers)
    elif check_id == "numbers-disagree":
        yield from _of_relation(own, numbers, quotes)
    elif check_id == "share-of":
        yield from _of_share(own, {one.role: one.value for one in numbers})
    elif difference is not None and check_id == "amount-in-goal":
        yield own.value - difference
    elif difference is not None and check_id == "unit-cost-times-count":
        yield from _of_product(own, others, difference)


def _of_pair(own: Number, numbers: Sequence[Number], quotes: tuple[str, str]) -> Iterator[float]:
    """The other number, or twelve times or a twelfth of it (of months and years).

    Of a product what it comes to, and for a factor of it what makes the product fit.
    """
    first, last = numbers[0], numbers[-1]
    product = _RESULT.search(quotes[0]) if re.search(" [×−÷] ", quotes[0]) else None
    if product is None:  # money of a month and of a year are held against each other too
        other = first.value if own is last else last.value
        yield from (other, other * _MONTHS, other / _MONTHS)
    elif own is last:
        yield float(product[1])
    else:
        yield own.value * last.value / float(product[1])


def _of_relation(own: Number, numbers: Sequence[Number], quotes: tuple[str, str]) -> Iterator[float]:
    """What the printed number must be; what a factor or an addend must be where the printed one is right."""
    computed, printed = _RESULT.search(quotes[0]), _LAST_NUMBER.search(quotes[1])
    claim = next((one for one in numbers if one.role == "claim"), None)
    if claim is None or computed is None or printed is None or not float(printed[1]) or not float(computed[1]):
        return
    times = float(computed[1]) / float(printed[1])
    if own is claim:
        yield own.value * times
    else:
        yield from (own.value / times, own.value * times, own.value + claim.value * (1 - times))


def _of_parts(own: Number, numbers: Sequence[Number]) -> Iterator[float]:
    whole = next(one for one in numbers if one.role == "whole")
    together = sum(one.value for one in numbers if one.role == "part")
    yield together if own is whole else own.value + whole.value - together


def _of_share(own: Number, values: dict[str, float]) -> Iterator[float]:
    """What a whole, a rate or a part must be, where the rate is a share and where it is growth."""
    whole, rate, part = (values.get(role, 0.0) for role in ("whole", "rate", "part"))
    if not whole or not rate:
        return
    match own.role:
        case "part":
            yield from (whole * rate / 100, whole * (1 + rate / 100))
        case "rate":
            yield from (part / whole * 100, (part / whole - 1) * 100)
        case "whole":
            yield from (part / rate * 100, part / (1 + rate / 100))


def _of_product(own: Number, others: Sequence[Number], difference: float) -> Iterator[float]:
    """A price or count that makes the product the amount; the other factors are counts or prices, and perhaps months."""
    wanted = "count" if own.role == "price" else "price"
    for factor in (one.value for one in others if one.role == wanted and one.value):
        yield from (own.value - difference / factor, own.value - difference / factor / _MONTHS)
