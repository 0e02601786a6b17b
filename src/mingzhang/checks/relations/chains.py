"""Numbers for each of what other numbers count, and what all of them come to: 4个组，每组3人，每人5场，共60场; 人均15小时."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import prod
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike, times_shown
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.parse.context import in_unit
from mingzhang.parse.per import EACH_OF_THEM, is_time
from mingzhang.text.numbers import comparable
from mingzhang.text.numerals import plain_number

_MOST_LINKS = 4
_NOUN = 3  # characters behind a unit that say what each of is


class _Chain(NamedTuple):
    """What a number is multiplied by, and the times that the product is still for each of."""

    factors: tuple[StatedNumber, ...]
    left: frozenset[str]


def chains(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """What each number that is for each of others comes to with these, beside the one number that is printed for it."""
    for at, each in enumerate(numbers):
        if not each.per or (not each.is_exact and each.most is None) or each.value <= 0 or each.unit in ("%", ""):
            continue
        yield from _mean(numbers, at)
        group = _group(numbers, at)
        for total in numbers:
            if total not in group and are_alike(total, each) and total.is_exact:
                yield from _relations(group, total, numbers)


def _mean(numbers: Sequence[StatedNumber], at: int) -> Iterator[Relation]:
    """The mean of a list directly in front of it: 3个孵化器…分别为42家、35家、28家，平均每个35家."""
    each = numbers[at]
    listed_before: list[StatedNumber] = []
    for one in reversed(numbers[:at]):
        if not are_alike(one, each) or one.per or not one.is_exact:
            break
        listed_before.insert(0, one)
    is_list = all(one.words.startswith(("、", "和", "及")) for one in listed_before[1:]) and len(listed_before) > 1
    counts = [
        one
        for one in numbers[:at]
        if one.value == len(listed_before) and one.unit in ("个", "家", "所", "户", "场", "期")
    ]
    if "均" in each.words and each.is_exact and is_list and len(counts) == 1:
        computed = sum(one.value for one in listed_before) / len(listed_before)
        shown = f"({' + '.join(one.text for one in listed_before)}) ÷ {len(listed_before)}"
        yield Relation(computed, each, tuple(listed_before), shown)


def _group(numbers: Sequence[StatedNumber], at: int) -> list[StatedNumber]:
    """A number with those of its list behind it, which are for each of the same: 每队医生1名、护士2名."""
    found = [numbers[at]]
    for one in numbers[at + 1 :]:
        if not one.words.startswith(("、", "和", "及")) or one.unit != found[0].unit or one.per or not one.is_exact:
            break
        found.append(one)
    return found


def _relations(
    group: Sequence[StatedNumber], total: StatedNumber, numbers: Sequence[StatedNumber]
) -> Iterator[Relation]:
    each = group[0]
    chain = _chain(each, numbers, total, 0)
    if chain is None or not chain.factors or total in chain.factors or not _are_of_one_time(chain.left, each, total):
        return
    used = (*chain.factors, *group)
    others = [one for one in numbers if one not in used and one is not total and are_alike(one, each) and not one.per]
    if not others and (_is_total(total, each, chain) or _is_for_each(total, each, numbers)):
        yield _relation(group, chain, total)


def _chain(each: StatedNumber, numbers: Sequence[StatedNumber], total: StatedNumber, depth: int) -> _Chain | None:
    """What a number is multiplied by to be what the total is for each of; None where that is not sure."""
    factors: list[StatedNumber] = []
    left: set[str] = set()
    for unit in each.per:
        if unit in total.per and not is_time(unit):
            continue
        counts = _counts_of(unit, each, numbers, total)
        if not counts and is_time(unit):
            left.add(unit)
            continue
        if len(counts) != 1 or depth == _MOST_LINKS:
            return None
        inner = _chain(counts[0], numbers, total, depth + 1) if counts[0].per else _Chain((), frozenset())
        if inner is None:
            return None
        factors += [*inner.factors, counts[0]]
        left |= inner.left
    return _Chain(tuple(dict.fromkeys(factors)), frozenset(left))


def _are_of_one_time(left: frozenset[str], each: StatedNumber, total: StatedNumber) -> bool:
    """Whether a product and a total are for each of the same times: 每辆每日8班 and 全区日发班1024班."""
    times = {unit for unit in total.per if is_time(unit)}
    if left == times:
        return True
    if total.start < each.start and not left:
        return True
    return (
        bool(left) and not times and all(unit in total.words or (unit == "天" and "日" in total.words) for unit in left)
    )


# ---- what a unit counts ----------------------------------------------------------------------------------------------


def _counts_of(
    unit: str, each: StatedNumber, numbers: Sequence[StatedNumber], total: StatedNumber
) -> list[StatedNumber]:
    """The numbers that count what a unit names; of several those that the noun behind 每 is of."""
    found = [
        one
        for one in numbers
        if one is not each and one is not total and one.is_exact and one.value > 0 and _counts(one, unit, each)
    ]
    at = numbers.index(each)
    if "均" in each.words and at and numbers[at - 1] in found:  # 扶持620人，人均18万元，带动1900人
        return [numbers[at - 1]]
    noun = _noun_of(each)
    named = [one for one in found if noun and noun in one.words + one.behind]
    return named if len(found) > 1 and named else found


def _counts(one: StatedNumber, unit: str, each: StatedNumber) -> bool:
    """Whether a number counts what a unit names: by its unit, or by the noun behind it."""
    if one.unit in ("元", "%", ""):
        return False
    if unit in ("?", EACH_OF_THEM):
        is_other = one.unit != each.unit or (one.unit == "个" and _is_other_noun(one, each))
        return one.start < each.start and not one.per and is_other
    if _people(unit):
        return one.unit == "人" and not one.per
    if one.unit == unit:
        return unit != "个" or not _noun_of(each) or _noun_of(each)[:2] in one.behind + one.words
    if unit == "个":
        return bool(_noun_of(each)) and one.behind.startswith(_noun_of(each)[:2])
    return (in_unit(one.unit, one.behind[:6] or None, unit) and one.behind.startswith(unit)) or (
        one.unit == "个" and unit in one.behind[:5]
    )


def _is_other_noun(one: StatedNumber, each: StatedNumber) -> bool:
    """Whether what stands behind a count is another thing than what is counted: 8个社区各开设课堂2个."""
    noun = re.match(r"[\u4e00-\u9fff]{2}", one.behind)
    return noun is not None and noun[0] not in each.words + each.behind


def _people(unit: str) -> float | None:
    """How many people a unit like 千人 is; None of other units."""
    value, base = comparable(Decimal(1), unit)
    if base == "人" and value > 1:
        return float(value)
    return {"十人": 10.0, "百人": 100.0, "千人": 1000.0}.get(unit)


def _noun_of(each: StatedNumber) -> str:
    """The noun behind 每个, 每名: 岗位, 助老员; '' where none follows."""
    found = re.search(r"每[个名位家处支]([\u4e00-\u9fff]+)", each.words)
    return found[1][:_NOUN] if found else ""


# ---- the total -------------------------------------------------------------------------------------------------------


def _is_total(total: StatedNumber, each: StatedNumber, chain: _Chain) -> bool:
    """Whether a number is said to be the total, or an average is said to be of it."""
    claim = max(total, each, key=lambda one: one.start)
    if any(word in claim.words for word in vocabulary.load("quantities")["baseline"]["earlier"]):
        return False
    if total.start < each.start:
        is_average = "均" in each.words or any(_people(unit) for unit in each.per)
        return is_average or (each.unit != "元" and total.start < min(one.start for one in chain.factors))
    if each.unit == "元":  # prices and counts have checks of their own
        return False
    said = total.words + total.behind[:2]
    return (
        any(word in said for word in listed("says-result"))
        or bool(chain.left)
        or any(_people(unit) for unit in each.per)
    )


def _is_for_each(total: StatedNumber, each: StatedNumber, numbers: Sequence[StatedNumber]) -> bool:
    """Whether money for each of a year stands behind money for each and day: 每人每天35元，训练300天，每人每年10500元."""
    money = [one for one in numbers if one.unit == "元"]
    is_of_year = bool(total.per) and re.fullmatch(r"每.每年", total.words.strip()) is not None
    return money == [each, total] and is_of_year and set(total.per) < set(each.per) and total.is_exact


def _relation(group: Sequence[StatedNumber], chain: _Chain, total: StatedNumber) -> Relation:
    each = group[0]
    divisor = prod(_people(unit) or 1.0 for unit in each.per)
    count = prod(one.value for one in chain.factors) / divisor
    if total.start < each.start and len(group) == 1:
        shown = f"{total.shown} ÷ {times_shown(chain.factors)}"
        shown += f" × {plain_number(divisor)}" if divisor != 1 else ""
        return Relation(total.value / count, each, (total, *chain.factors), shown)
    value = sum(one.value for one in group)
    most = sum(one.most or one.value for one in group) * count if any(one.most for one in group) else None
    used = (*chain.factors, *group)
    shown = (
        times_shown((*chain.factors, each))
        if len(group) == 1
        else (f"{times_shown(chain.factors)} × ({' + '.join(one.text for one in group)})")
    )
    shown += f" ÷ {plain_number(divisor)}" if divisor != 1 else ""
    allowed = each.step * count / 2 if "均" in each.words else 0.0
    return Relation(value * count, total, used, shown, allowed, most)
