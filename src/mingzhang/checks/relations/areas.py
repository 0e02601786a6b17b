"""Lengths that multiply to an area or a volume, one of them a width or a depth: 2400米，宽6.5米，面积15600平方米."""

import re
from collections.abc import Iterator, Sequence
from math import prod

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, times_shown
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_SQUARE_METRES = {"平方米": 1.0, "亩": 10_000 / 15, "公顷": 10_000.0, "平方公里": 1_000_000.0}
_CUBIC_METRES = {"立方米": 1.0}
_ROUNDED = 0.002  # 亩 are printed of 666.7 square metres as well
_LENGTHS = {2: _SQUARE_METRES, 3: _CUBIC_METRES}


def areas(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each area with the two lengths in front of it, each volume with three, and how many there are of them."""
    for at, claim in enumerate(numbers):
        for dimensions, units in _LENGTHS.items():
            if claim.unit in units and claim.is_exact and not claim.per:
                yield from _relation(numbers[:at], claim, dimensions, units[claim.unit])


def _relation(
    before: Sequence[StatedNumber], claim: StatedNumber, dimensions: int, factor: float
) -> Iterator[Relation]:
    lengths = [one for one in before if one.unit == "米"]
    across = [one for one in lengths if re.search(rf"(?:{either(listed('says-across'))})[度约为]?$", one.words.strip())]
    if len(lengths) != dimensions or len(across) < dimensions - 1 or not all(one.is_exact for one in lengths):
        return
    others = [one for one in before if one.unit in (*_SQUARE_METRES, *_CUBIC_METRES)]
    counts = [one for one in before if one not in lengths and one.unit not in ("%", "元", "年", "月", "天")]
    each = [one for one in lengths if one.per and one.per != ("?",)]
    if others or (each and len(counts) != 1) or (counts and not each) or not _says_area(claim):
        return
    used = (*counts, *lengths)
    computed = prod(one.value for one in used) / factor
    yield Relation(computed, claim, used, times_shown(used), allowed=computed * _ROUNDED)


def _says_area(claim: StatedNumber) -> bool:
    """Whether the words of an area are those of a whole, or there are none."""
    words = re.sub(either(listed("says-result")), "", claim.words).strip(" 、的为")
    return not words or re.search(either(listed("says-area")), words) is not None
