"""A number said once more in another unit: 120公顷，折合1800亩; 12.5公里（即12500米）."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

# Units of one dimension, in one of them, beside those that have one base unit already (units.yml).
_IN_ONE = ({"公顷": 15.0, "亩": 1.0, "平方公里": 1500.0}, {"年": 12.0, "个月": 1.0}, {"小时": 60.0, "分钟": 1.0})
_ROUNDED = 0.0006


def conversions(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each number that 即 or 折合 says is the one in front of it."""
    for one, again in pairwise(numbers):
        said = re.fullmatch(rf"(?:{either(listed('says-again'))})[为约]?", again.words.strip())
        if said is None or not (one.is_exact and again.is_exact) or one.per or again.per:
            continue
        rate = _rate(one, again)
        if rate and one.printed_unit != again.printed_unit:
            computed = one.value * rate
            allowed = max(computed * _ROUNDED, one.step * rate / 2)
            yield Relation(computed, again, (one,), one.shown, allowed)


def roads(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each length of a road behind the two places that it runs between: K12+300至K18+800段，全长6.5公里."""
    for stakes, length in pairwise(numbers):
        is_length = re.fullmatch(either(listed("says-length")), length.words.strip(" 为约")) is not None
        if "+" in stakes.text and is_length and length.unit == "米" and length.is_exact and not length.per:
            yield Relation(stakes.value, length, (stakes,), stakes.text)


def _rate(one: StatedNumber, again: StatedNumber) -> float | None:
    if one.unit == again.unit:
        return 1.0
    found = next((units for units in _IN_ONE if one.unit in units and again.unit in units), None)
    return found[one.unit] / found[again.unit] if found else None
