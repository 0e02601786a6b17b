"""Numbers of a sentence that can be added: what all modules that read lists and their sums share."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from mingzhang import vocabulary
from mingzhang.records.quantities import QuantityReading

LEAST = 2  # numbers of a list
# Longer lists and words further away are not looked through: the work would grow with the square of a text.
LONGEST_LIST = 40
LONGEST_WORDS = 60
_LISTED_ROLES = ("count", "other", "total_cost")


@dataclass(frozen=True, slots=True)
class Sum:
    """A number and those that are said to come to it, by their places.

    `is_whole_first`: they stand behind it; `is_complete`: nothing else belongs to it.
    """

    whole: int
    parts: tuple[int, ...]
    is_whole_first: bool
    is_complete: bool = True


@vocabulary.derived
def words_of_quantities() -> dict[str, Any]:
    """The words of vocabulary/quantities.yml."""
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


def run_of(
    quantities: Sequence[QuantityReading], places: Sequence[int], whole: QuantityReading, plain: str
) -> list[int]:
    """The places, one behind the other, of numbers that can be added to `whole`, up to the first that cannot."""
    found: list[int] = []
    last = whole
    for place in islice(places, LONGEST_LIST):
        one = quantities[place]
        if _is_count_of_next(quantities, place, whole):
            continue
        if not is_listed(one) or not _adds_to(one, whole):
            break
        text = _between(plain, quantities, (one, last) if one.start < last.start else (last, one))
        text = re.sub(r"20\d\d年", "", text)
        if re.search(r"[;。!?\n\d]" if found else r"[。!?\n\d]", text):
            break
        found.append(place)
        last = one
    return found


def _is_count_of_next(quantities: Sequence[QuantityReading], place: int, whole: QuantityReading) -> bool:
    """Whether a count stands directly in front of money that is listed: 蒸饭柜4台1.92万元."""
    if place + 1 == len(quantities):
        return False
    if quantities[place].role == "other" and quantities[place].end == quantities[place + 1].start:  # 十公里2000人
        return True
    if whole.role != "total_cost" or quantities[place].role != "count":
        return False
    return quantities[place].end == quantities[place + 1].start and quantities[place + 1].role == "total_cost"


def _between(plain: str, quantities: Sequence[QuantityReading], pair: tuple[QuantityReading, QuantityReading]) -> str:
    """The text between two numbers, without a count that stands directly in front of the second."""
    first, second = pair
    place = bisect_left(quantities, second.start, key=lambda one: one.start)
    count = quantities[place - 1] if place else first
    is_of_second = count.end == second.start and count.start >= first.end
    return plain[first.end : count.start if is_of_second else second.start]


def is_listed(one: QuantityReading) -> bool:
    """Whether a number may be one of a list: definite, and for each of nothing."""
    is_number = isinstance(one.base_value, Decimal) and one.comparator in (None, "=")
    return is_number and one.role in _LISTED_ROLES and one.per is None


def _adds_to(one: QuantityReading, whole: QuantityReading) -> bool:
    if one.base_unit == whole.base_unit == "元" and whole.role == "other":  # 总投资2400万元，分三年安排：…
        return one.role == "total_cost"
    return one.base_unit == whole.base_unit and (one.role == "total_cost") == (whole.role == "total_cost")
