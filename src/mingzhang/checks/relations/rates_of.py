"""A whole, a part of it and the rate that is named for the part: 老人4800名，体检率75%，体检3600名.

Also seats or beds, times and the rate of their use.
"""

import re
from collections.abc import Iterator, Sequence
from math import prod

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike, says_nothing_new, times_shown
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_PER_CENT = 100.0


def rates_of(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each rate with the only two numbers of its sentence in one unit, of which its name is of the smaller."""
    for at, rate in enumerate(numbers):
        if rate.unit not in ("%", "‰") or not rate.is_exact or not 0 < rate.value < _PER_CENT:
            continue
        yield from _of_planned(numbers[:at], rate)
        if sum(one.unit == rate.unit for one in numbers) > 1:
            if at > 1 and are_alike(numbers[at - 2], numbers[at - 1]):  # 1200份，收回1140份，回收率95%，满意率96%
                yield from _whole_and_part(numbers[at - 2 : at + 1], rate)
            continue
        yield from _whole_and_part(numbers, rate)
        yield from _part_named(numbers, rate)
        yield from _used(numbers, rate)


def _whole_and_part(numbers: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[Relation]:
    name = _name_of(rate)
    pairs = [
        (whole, part)
        for at, whole in enumerate(numbers)
        for part in numbers[at + 1 :]
        if are_alike(whole, part) and whole.unit != rate.unit
    ]
    if name is None or len(pairs) != 1:
        return
    whole, part = pairs[0]
    if not (whole.is_exact and part.is_exact) or whole.per or part.per or part.value >= whole.value:
        return
    around = whole.words + whole.behind + part.words + part.behind
    if not says_nothing_new(re.sub(either(listed("kinds-of-rate")), " ", name), around):
        return  # 高龄老人签约率 is of others
    if not _is_named(name, part) or re.search(either(listed("denies")), part.words) or _is_target(rate):
        return
    if part.start > rate.start:
        computed = whole.value * rate.value / _PER_CENT
        allowed = max(part.scale, whole.value * rate.step / 2 / _PER_CENT if rate.step < 1 else 0.0)
        yield Relation(computed, part, (whole, rate), f"{whole.shown} × {rate.text}", allowed)
    else:
        computed = _PER_CENT * part.value / whole.value
        at = numbers.index(rate)
        # 案件2400件，其中调解成功1680件，成功率70%: what the rate is named for is what is said of the part.
        is_settled = numbers[at - 2 : at] == [whole, part] and part.words.strip().endswith(name[-2:])
        yield Relation(computed, rate, (part, whole), f"{part.shown} ÷ {whole.shown}", is_settled=is_settled)


def _of_planned(before: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[Relation]:
    """走进46所学校，完成年度目标50所的92%: what rate the only other number is of the one in front of it."""
    if rate.words.strip() != "的" or len(before) < _LEAST_PARTS:
        return
    *others, planned = before
    done = [one for one in others if are_alike(one, planned)]
    is_planned = re.search(either(listed("says-planned")), planned.words) is not None
    if (
        len(done) == 1
        and is_planned
        and all(one.is_exact and not one.per for one in (*done, planned))
        and planned.value
    ):
        computed = _PER_CENT * done[0].value / planned.value
        yield Relation(computed, rate, (done[0], planned), f"{done[0].shown} ÷ {planned.text}")


def _part_named(numbers: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[Relation]:
    """A part that a rate names as its share of all: 帮扶160名，其中因病致困96名、…，因病致困人员占帮扶总人数的60%."""
    whole_said = either([*listed("says-share")])
    found = re.search(
        rf"(?P<part>[\u4e00-\u9fff]{{3,12}})占[\u4e00-\u9fff]{{0,6}}(?:{whole_said})+$", rate.words.strip()
    )
    before = [one for one in numbers if one.start < rate.start and one.unit not in ("元", "%", "")]
    if found is None or not before or re.search(either(listed("grown-shares")), rate.words):
        return
    part = [one for one in before if len(_common_start(found["part"], one.words)) >= _LEAST_NAME]
    same = [one for one in before if part and are_alike(one, part[0])]
    if len(part) != 1 or len(same) < _LEAST_PARTS or not all(one.is_exact and not one.per for one in same):
        return
    whole = same[0]
    if whole is part[0] or whole.value != max(one.value for one in same) or whole.value == part[0].value:
        return
    computed = _PER_CENT * part[0].value / whole.value
    yield Relation(computed, rate, (whole, part[0]), f"{part[0].shown} ÷ {whole.shown}")


_LEAST_NAME = 3  # characters that a part and its name have in common
_LEAST_PARTS = 2


def _common_start(name: str, words: str) -> str:
    """The characters that a name begins with and that stand together in words: 因病致困 of 因病致困人员."""
    return next((name[:end] for end in range(len(name), 0, -1) if name[:end] in words), "")


def _name_of(rate: StatedNumber) -> str | None:
    """What a rate is named for: 体检 of 体检率, 晋级 of 晋级比例; None where it has no such name."""
    names = either(listed("names-of-rates"))
    found = re.search(rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?)(?:{names})(?:应?为|达到?|是|共)?$", rate.words.strip())
    return found["name"] if found else None


def _is_named(name: str, part: StatedNumber) -> bool:
    """Whether the characters of a name stand in the words around a part: 回收 in 收回."""
    around = part.words + part.behind[:6]
    last = re.sub(either(listed("kinds-of-rate")), "", name)[-2:]
    is_after = re.search(rf"{re.escape(last)}[后前]", part.words) is not None  # 接种后随访1100名 are no 接种
    return len(last) > 1 and not is_after and all(character in around for character in last)


def _is_target(rate: StatedNumber) -> bool:
    """Whether words say that a rate is what is wanted, and not what the numbers come to: 年底覆盖率达到95%."""
    return re.search(either(listed("says-wanted")), rate.words) is not None


# ---- seats, beds and how far they are used ---------------------------------------------------------------------------


def _used(numbers: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[Relation]:
    """Beds or seats, how often, and the rate of their use, and behind them all how many used them: 60张、360天、85%."""
    if not rate.words.strip().endswith(listed("rates-of-use")):
        return
    claims = [one for one in numbers if one.start > rate.start and _is_use(one)]
    others = [one for one in numbers if one is not rate and one not in claims and one.unit != "元"]
    if len(claims) != 1 or len(others) != 2 or any(one.per or not one.is_exact for one in (*others, *claims)):
        return
    if others[0].unit == others[1].unit or {one.unit for one in others} & {"元", "%", "", "人", "人次"}:
        return
    used = (*others, rate)
    computed = prod(one.value for one in used) / _PER_CENT
    yield Relation(computed, claims[0], used, times_shown(others) + f" × {rate.text}", allowed=claims[0].scale)


def _is_use(one: StatedNumber) -> bool:
    """Whether a number counts days of beds or visits: 18360床日, 占用床日18360个."""
    return one.unit in _UNITS_OF_USE or (one.unit == "个" and one.words.endswith(_UNITS_OF_USE))


_UNITS_OF_USE = ("床日", "人次")
