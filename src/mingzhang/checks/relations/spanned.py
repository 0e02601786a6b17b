"""Months, years and days from one day to another, beside how many the text says: 自9月起至次年2月止，共6个月; 为期3年."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.spans import wrong_months
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import counted_number
from mingzhang.text.pieces import either

_DAY = r"(?:(?P<year{0}>20\d\d)年)?(?P<next{0}>次年|翌年)?(?P<month{0}>1[0-2]|[1-9])月(?:(?P<day{0}>[1-3]?\d)日)?"
_SPAN = rf"(?<!\d){_DAY.format(1)}(?:起|开始)?,?(?:至|到|[—–~-]+){_DAY.format(2)}(?:止|结束|为止|底|末)?"
_MONTHS = 12
_SOME_YEAR = 2023  # where none is printed, of 365 days


@vocabulary.derived
def _patterns() -> tuple[re.Pattern[str], ...]:
    said = either(listed("says-how-long"))
    number = rf"(?:{said})(?:共计|总计|共|为|计)?(?P<number>\d{{1,3}}|[一二两三四五](?=年))(?P<unit>个月|年|天|日)"
    begins, ends = either(listed("says-it-begins")), either(listed("says-it-ends"))
    from_day, to_day = (f"{_DAY.format(one)}(?<=日)(?:零时)?" for one in (1, 2))
    between = rf"(?:{begins})[,;、]?(?:预?计划?|至|到|于)?{to_day}(?:{ends})"
    return (
        re.compile(rf"{_SPAN}[段期间内,(]{{0,3}}{number}"),
        re.compile(rf"{number}[,(]?(?:即|自|从)+{_SPAN}(?![为是])"),
        re.compile(rf"(?<!\d){from_day}{between}[,;(]?{number}(?![后前])"),
        re.compile(rf"{_SPAN}(?<=日)(?:{either(listed('goes-on'))})[,(]{number}(?![后前])"),
    )


def spanned(plain: str) -> Iterator[Relation]:
    """Each span of a text in half width, and the number that is said to be its length."""
    matches = [match for pattern in _patterns() for match in pattern.finditer(plain)] if "月" in plain else []
    if matches and wrong_months(plain):  # told where goals are held against each other
        return
    for match in matches:
        lengths = _lengths(match)
        if not lengths:
            continue
        start = match.start("number")
        claim = counted_number(match["number"], match["unit"], plain[start : match.end("unit")], start)
        length = claim.value if claim.value in lengths else lengths[0]
        end = match.end("day2") + 1 if match["day2"] else match.end("month2")
        shown = plain[match.start("month1") - len(match["year1"] or "") - bool(match["year1"]) : end]
        yield Relation(length, claim, (), shown.rstrip(",") + ("" if shown.endswith("日") else "月"))


def _lengths(match: re.Match[str]) -> tuple[float, ...]:
    """How long a span is with its last month or day and without it; nothing where that is not sure."""
    months = _months(match)
    if match["unit"] == "个月":
        return (months,) if _are_whole_months(match) else (months, months - 1)
    if match["unit"] == "年":
        return (months / _MONTHS,) if months % _MONTHS == 0 else ()
    days = _days(match)
    return (days + 1, days) if days is not None else ()


def _are_whole_months(match: re.Match[str]) -> bool:
    """Whether a span begins with the first day of a month and ends with the last one."""
    if match["day1"] != "1" or not match["day2"]:
        return False
    last = monthrange(int(match["year2"] or _SOME_YEAR), int(match["month2"]))[1]
    return int(match["day2"]) == last


def _months(match: re.Match[str]) -> int:
    months = int(match["month2"]) - int(match["month1"])
    if match["year1"] and match["year2"]:
        months += _MONTHS * (int(match["year2"]) - int(match["year1"]))
    elif months < 0 or match["next2"]:
        months += _MONTHS
    is_short = match["day1"] and match["day2"] and int(match["day2"]) < int(match["day1"])
    return months + (0 if is_short else 1)


def _days(match: re.Match[str]) -> int | None:
    if not match["day1"] or not match["day2"]:
        return None
    year = int(match["year1"] or match["year2"] or _SOME_YEAR)
    try:
        first = date(year, int(match["month1"]), int(match["day1"]))
        last = date(int(match["year2"] or year) + bool(match["next2"]), int(match["month2"]), int(match["day2"]))
    except ValueError:
        return None
    return (last - first).days if last > first else None
