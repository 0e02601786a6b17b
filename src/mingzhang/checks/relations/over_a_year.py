"""Money of a month or a quarter beside money of the year: 人均每年7.2万元（折合每月6000元）; 月租金8500元，全年租金10.2万元."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_IN_A_YEAR = {"月": 12, "季度": 4}
_PART = re.compile(r"每个?月|每季度?|按月|按季度?|(?<![\d年个])月(?=[租均薪工])")
_YEAR = re.compile(r"全年|每年|一年|年(?=[租均薪])")
_IN_OTHER_WORDS = re.compile(r"折合|折算|相当于|换算|即|合(?!计)")


def over_a_year(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each of two neighbouring sums of money where one is of a month or quarter and the other of the year, of the same thing.

    They are of the same thing where a word says that one is the other, or where the words of both, without the times, are
    the same. A number of months in the sentence is how many of them are paid for.
    """
    money = [one for one in numbers if one.unit == "元"]
    for before, first, second in zip([None, *money], money, money[1:], strict=False):
        is_sure = first.is_exact and second.is_exact
        part, year = (first, second) if _PART.search(first.words) else (second, first)
        times = _times(part, year)
        is_one_of_two = before is not None and part is first and _PART.search(before.words)  # 上半年每月…, 下半年每月…
        if (
            not is_sure
            or not times
            or is_one_of_two
            or re.search(either(listed("breaks-relations")), first.behind + second.words)
        ):
            continue
        if re.search(either(listed("says-it-is-a-part")), part.words):  # 每年7.2万元，其中基本工资每月4200元
            continue
        if _IN_OTHER_WORDS.search(second.words) is None and not _are_of_one_thing(part, year):
            continue
        if times == _IN_A_YEAR["月"] and any(one.printed_unit in ("个月", "月") for one in numbers):
            continue  # another number of months is paid for
        if year is second:
            shown = f"{part.shown} × {times}"
            yield Relation(part.value * times, year, (part,), shown, part.step * times / 2, is_settled=True)
        else:
            shown = f"{year.shown} ÷ {times}"
            yield Relation(year.value / times, part, (year,), shown, year.step / times / 2, is_settled=True)


def _times(part: StatedNumber, year: StatedNumber) -> int:
    """How many of what one number is of make up the year that the other is of; 0 where they are no such pair."""
    said = _PART.search(part.words)
    if said is None or not _YEAR.search(year.words) or _PART.search(year.words) or _YEAR.search(part.words):
        return 0
    return _IN_A_YEAR["季度" if "季" in said[0] else "月"]


def _are_of_one_thing(part: StatedNumber, year: StatedNumber) -> bool:
    """Whether the words of both are the same but for the times, and what is not named for one is named for the other."""
    own, others = _bare(part), _bare(year)
    if own.startswith("每") != others.startswith("每"):
        return False
    return bool(own or others) and (own.endswith(others) or others.endswith(own))


def _bare(one: StatedNumber) -> str:
    """The words of a number without its time, and without what says that it is paid: 补贴 of 补贴每月发放."""
    words = re.sub(f"{_PART.pattern}|{_YEAR.pattern}", "", one.words)
    words = re.sub(either([*listed("says-sum-of-list"), *listed("says-only-paid")]), "", words)
    return "".join(re.findall(r"[\u4e00-\u9fff]", words))
