"""What is done once at each of several named times to all that are counted: 220个站，汛前、汛后各巡检1次，全年440站次."""

import re
from collections.abc import Iterator, Sequence
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.checks.sizes import distance
from mingzhang.text.numerals import plain_number, read_numeral
from mingzhang.text.pieces import either

_MOST = 4  # named times


def listed_times(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each number that is said to be of all the year, behind the only count of things and the times at which each is done."""
    if not numbers:
        return
    start = max(0, numbers[0].start - len(numbers[0].words))
    said = _times().search(plain, start, numbers[-1].end)
    times = _number_of(said) if said else 0
    if said is None or times <= 1:
        return
    counts = [one for one in numbers if one.end <= said.end() and _is_count(one) and not said.start() <= one.start]
    claims = [one for one in numbers if one.start >= said.end() and one.is_exact and not one.per and _is_of_all(one)]
    whole = max(counts, key=lambda one: one.value, default=None)
    others = [one.value for one in counts if one is not whole]
    if whole is None or len(claims) != 1 or (others and not isclose(sum(others), whole.value)):
        return
    computed = whole.value * times
    if distance(computed, claims[0].value) == "near":
        shown = f"{whole.shown} × {plain_number(times)}次"
        yield Relation(computed, claims[0], (whole,), shown, is_settled=True)


@vocabulary.derived
def _times() -> re.Pattern[str]:
    names = either(listed("named-seasons"))
    return re.compile(
        rf"(?P<list>(?:{names})(?:[、和及](?:{names}))*)(?:两季|两期|两次)?[,，]?(?:分别)?(?:各|均)[^\d,;。、]{{0,14}}?"
        rf"(?P<number>\d|[一两二三])次"
    )


def _number_of(said: re.Match[str]) -> float:
    """How often in all: twice at 汛前、汛后各1次, and at 春秋两季各1次, which names two in one word."""
    parts = re.split("[、和及]", said["list"])
    named = sum(2 if part in listed("two-seasons") else 1 for part in parts)
    often = read_numeral(said["number"])
    return float(named * often) if often and named <= _MOST else 0.0


def _is_count(one: StatedNumber) -> bool:
    return (
        one.is_exact
        and not one.per
        and one.value > 1
        and one.unit not in ("", "%", "元", "次", "天", "年", "个月", "米")
    )


def _is_of_all(one: StatedNumber) -> bool:
    """Whether words say that a number is that of all the year, and its unit that it counts what is done: 440站次, 420组."""
    words = re.search(either([*listed("says-in-all"), *listed("says-sum-of-list")]), one.words)
    return words is not None and one.unit not in ("", "%", "元", "次", "天")
