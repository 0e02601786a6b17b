"""Numbers for each of what other numbers count, and what all of them come to: 4个组，每组3人，每人5场，共60场; 人均15小时."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike, times_shown
from mingzhang.checks.relations.stated_numbers import Stated
from mingzhang.parse.context import in_unit
from mingzhang.parse.per import is_time
from mingzhang.text.numbers import comparable

_MOST_LINKS = 4
_ONE = Decimal(1)


def chains(numbers: Sequence[Stated]) -> Iterator[Relation]:
    """What each number that is for each of others comes to with these, beside the one number that is printed for it."""
    for each in numbers:
        if not each.per or not _is_factor(each) or each.unit in ("%", ""):
            continue
        found = _factors(each, numbers, 0)
        if found is None:
            continue
        factors, left = found
        if not factors:
            continue
        used = {each.start, *(one.start for one in factors)}
        totals = [
            one
            for one in numbers
            if one.start not in used and are_alike(one, each) and one.is_exact and tuple(one.per) == left
        ]
        others = [one for one in numbers if one.start not in used and one.unit == each.unit and one not in totals]
        if len(totals) != 1 or others or not _is_total(totals[0], each, factors, left):
            continue
        yield _relation(each, factors, totals[0])


def _is_factor(one: Stated) -> bool:
    return one.is_exact and one.most is None and one.value > 0


def _factors(each: Stated, numbers: Sequence[Stated], depth: int) -> tuple[tuple[Stated, ...], tuple[str, ...]] | None:
    """What a number is multiplied by, and the times that it is still for each of; None where that is not sure."""
    factors: list[Stated] = []
    left: list[str] = []
    for unit in each.per:
        counts = [one for one in numbers if one is not each and _is_factor(one) and _counts(one, unit, each)]
        if not counts and is_time(unit):
            left.append(unit)
            continue
        if len(counts) != 1 or depth == _MOST_LINKS:
            return None
        inner = _factors(counts[0], numbers, depth + 1) if counts[0].per else ((), ())
        if inner is None:
            return None
        factors += [*inner[0], counts[0]]
        left += inner[1]
    return tuple(factors), tuple(left)


def _counts(one: Stated, unit: str, each: Stated) -> bool:
    """Whether a number counts what a unit names: by its unit, by the noun behind it, or by the last noun in front of it."""
    if one.unit == each.unit and one.unit in ("元", "%"):
        return False
    if unit == "?":
        return one.start < each.start and not one.per and one.unit not in ("元", "%", "", each.unit)
    if _thousands(unit) is not None:
        return one.unit == "人" and one.start < each.start
    if one.unit == unit or (unit == "人" and one.unit == "人" and not one.per):
        return unit != "个" or _noun_of(each) in one.behind + one.words
    return in_unit(one.unit, one.behind[:6] or None, unit) and one.behind.startswith(unit) or (
        one.unit == "个" and _ends_noun(one.behind, unit)
    )


def _ends_noun(behind: str, unit: str) -> bool:
    """Whether the noun behind a number ends in a unit: 15个班, 96个行政村."""
    return unit in behind[:5]


def _thousands(unit: str) -> float | None:
    """How many people a unit like 千人 is."""
    if len(unit) > 1 and unit[0] in "十百千万":
        value, base = comparable(_ONE, unit)
        return float(value) if base == "人" else {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 10000.0}[unit[0]]
    return None


def _noun_of(each: Stated) -> str:
    """The noun behind 每个: 岗位."""
    return each.words.partition("每个")[2][:2] or "\0"


def _is_total(total: Stated, each: Stated, factors: Sequence[Stated], left: Sequence[str]) -> bool:
    """Whether a number is said to be the total, or an average is said to be of it."""
    if total.start < each.start:
        is_average = "均" in each.words
        return is_average or (each.unit != "元" and total.start < min(one.start for one in factors))
    if each.unit == "元":  # prices and counts have checks of their own
        return False
    said = total.words + total.behind[:2]
    return any(word in said for word in listed("says-result")) or bool(left)


def _relation(each: Stated, factors: Sequence[Stated], total: Stated) -> Relation:
    divisor = prod(_thousands(unit) or 1.0 for unit in each.per)
    count = prod(one.value for one in factors) / divisor
    if total.start < each.start:
        computed = total.value / count
        shown = f"{total.shown} ÷ {times_shown(factors)}"
        return Relation(computed, each, (total, *factors), shown, allowed=0.0)
    used = (*factors, each)
    allowed = each.step * count / 2 if "均" in each.words else 0.0
    return Relation(each.value * count, total, used, times_shown(used), allowed)
