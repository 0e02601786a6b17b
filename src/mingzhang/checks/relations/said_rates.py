"""A rate that stands with a whole and the part that it is named for: 有效监测365天，优良天数310天，优良天数比率84.9%."""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.checks.sizes import is_slip
from mingzhang.text.pieces import either

_PER_CENT = 100.0
_NEAR_POINTS = 10.0
_FAR = 4  # numbers in front of a rate that its part may be among
_BEHIND = 6  # characters behind a number that may say what it counts


def said_rates(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each rate with the one part of its sentence that it is named for, and the whole that is printed beside it."""
    for at, rate in enumerate(numbers):
        name = _name().search(rate.words.strip())
        if rate.unit != "%" or not rate.is_exact or name is None or _is_of_something_else(rate):
            continue
        before = [one for one in numbers[max(0, at - _FAR) : at] if one.is_exact and not one.per and one.value > 0]
        pairs = [
            (part, whole)
            for whole, part in permutations(before, 2)
            if are_alike(part, whole) and part.unit not in ("%", "元") and part.value < whole.value
        ]
        pairs = [(part, whole) for part, whole in pairs if _is_named(name["name"], part, whole)]
        if len({part.start for part, _ in pairs}) == 1:
            yield from _relation(pairs, rate)


def _relation(pairs: Sequence[tuple[StatedNumber, StatedNumber]], rate: StatedNumber) -> Iterator[Relation]:
    """What a rate is of a part in one of the wholes; where none fits, only of one whole and by a number that is near."""
    found = [
        Relation(
            _PER_CENT * part.value / whole.value, rate, (part, whole), f"{part.shown} ÷ {whole.shown}", is_settled=True
        )
        for part, whole in pairs
    ]
    fitting = [one for one in found if one.fits]
    is_near = abs(found[0].computed - rate.value) <= _NEAR_POINTS or is_slip(round(found[0].computed, 1), rate.value)
    yield from fitting[:1] or (found if len(found) == 1 and is_near else [])


@vocabulary.derived
def _name() -> re.Pattern[str]:
    """What a rate is named for: 优良天数 of 优良天数比率, 达标排放 of 达标排放比例."""
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?:{either(listed('names-of-rates'))})(?:应?为|达到?|是)?$")


def _is_of_something_else(rate: StatedNumber) -> bool:
    """Whether words say that a rate is wanted, of another time or over several years, or that it changed by so much."""
    lists = ("grown-shares", "of-another-time", "rates-over-all", "says-wanted")
    return re.search(either(word for name in lists for word in listed(name)), rate.words) is not None


def _is_named(name: str, part: StatedNumber, whole: StatedNumber) -> bool:
    """Whether two characters of a name that stand together are said of a part and not of its whole, and nothing denies it."""
    around = part.words + part.behind[:_BEHIND]
    if re.search(either(listed("denies-a-part")), around):
        return False
    grams = [name[at : at + 2] for at in range(len(name) - 1)]
    return any(gram in around and gram not in whole.words + whole.behind[:_BEHIND] for gram in grams)
