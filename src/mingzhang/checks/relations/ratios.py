"""Ratios beside the numbers that they are of: 教师90名、学生1620名，师生比1∶18; 按1∶3配套，财政120万元，社会360万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import RATIO, StatedNumber
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either


def ratios(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each ratio that is named for two numbers in front of it, or by which two numbers behind it match."""
    for at, ratio in enumerate(numbers):
        if ratio.unit == RATIO and ratio.is_exact and ratio.value:
            yield from _named(numbers[:at], ratio)
            yield from _matched(numbers[at + 1 :], ratio)
            if at and at + 1 < len(numbers):
                yield from _fitted(numbers[at - 1], ratio, numbers[at + 1])


def _named(before: Sequence[StatedNumber], ratio: StatedNumber) -> Iterator[Relation]:
    """A ratio named for both (师生比), where each name stands in front of one number, or behind it."""
    name = re.search(r"([\u4e00-\u9fff])([\u4e00-\u9fff])比(?:例)?[为约达到]*$", ratio.words.strip())
    around = "".join(one.words + one.behind for one in before)
    scope = re.sub(either(listed("says-whole")), "", ratio.words.strip()[: name.start()] if name else "")
    if any(scope[at : at + 2] not in around for at in range(len(scope) - 1)):
        return  # 初中部学生2640人，校本部生师比
    units = [one for one in before if one.unit == "人" or one.unit == "张"]
    if name is None or len(units) != 2 or not all(one.is_exact and not one.per for one in units):
        return
    sides = [[one for one in units if side in one.words + one.behind[:6]] for side in name.groups()]
    sides = [[one for one in side if one not in other] or side for side, other in (sides, sides[::-1])]
    if any(len(side) != 1 for side in sides) or sides[0] == sides[1]:
        return
    (first,), (second,) = sides
    if ratio.value < 1:  # 生师比11∶1 is told by its first number
        first, second, ratio = second, first, replace(ratio, value=1 / ratio.value)
    computed = second.value / first.value
    yield Relation(computed, ratio, (first, second), f"{second.shown} ÷ {first.shown}", allowed=0.05 * ratio.value)


def _matched(behind: Sequence[StatedNumber], ratio: StatedNumber) -> Iterator[Relation]:
    """Money that matches other money by a ratio whose two sides are named as the two amounts are."""
    moneys = [one for one in behind if one.unit == "元" and not one.per]
    if len(moneys) != 2 or not all(one.is_exact for one in moneys):
        return
    if re.search(either(listed("says-matching")), ratio.words + ratio.behind) is None:
        return
    places = [_place(one, ratio.words) for one in moneys]
    if -1 in places or places[0] == places[1]:
        return
    first, second = moneys
    times = ratio.value if places[0] < places[1] else 1 / ratio.value
    yield Relation(first.value * times, second, (first, ratio), f"{first.shown} × {plain_number(round(times, 4))}")


def _fitted(first: StatedNumber, ratio: StatedNumber, second: StatedNumber) -> Iterator[Relation]:
    """法官28名，按法官与书记员1∶1.5的比例配备，应配书记员42名: numbers before and behind a ratio, named in its order."""
    if first.unit != second.unit or first.unit in ("", "%") or first.per or second.per:
        return
    if not (first.is_exact and second.is_exact) or re.search(either(listed("says-matching")), ratio.behind) is None:
        return
    places = [_any_place(one, ratio.words) for one in (first, second)]
    if -1 < places[0] < places[1]:
        allowed = 0.5 if float(second.value).is_integer() else 0.0
        shown = f"{first.shown} × {plain_number(ratio.value)}"
        yield Relation(first.value * ratio.value, second, (first, ratio), shown, allowed)


def _any_place(one: StatedNumber, words: str) -> int:
    """Where the last two characters in front of a number stand in the words of a ratio; -1 where nowhere."""
    own = re.findall(r"[\u4e00-\u9fff]", one.words)
    return words.find("".join(own[-2:])) if len(own) > 1 else -1


def _place(one: StatedNumber, words: str) -> int:
    """Where the first two characters of a number's own words stand in others: 财政 in 财政资金与社会资本; -1 where nowhere."""
    own = re.findall(r"[\u4e00-\u9fff]", re.sub(either(listed("says-matching")), "", one.words))
    pairs = ["".join(own[at : at + 2]) for at in range(len(own) - 1)]
    return next((words.find(pair) for pair in pairs if pair in words), -1)
