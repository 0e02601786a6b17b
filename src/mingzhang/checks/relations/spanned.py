"""Months, years and days from one day to another, beside how many the text says: 自9月起至次年2月止，共6个月; 为期3年."""

import re
from collections.abc import Iterator
from datetime import date

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import counted_number
from mingzhang.text.pieces import either

_DAY = r"(?:(?P<year{0}>20\d\d)年|(?P<next{0}>次年|翌年)|当年)?(?P<month{0}>1[0-2]|[1-9])月?(?:(?P<day{0}>[1-3]?\d)日)?"
_TO = r"(?:起|开始)?,?(?:至|到|[—–~-]+)"
_MONTHS, _LAST_DAY = 12, 28
_SOME_YEAR = 2023  # where none is printed, of 365 days


def _span(first: int) -> str:
    return f"{_DAY.format(first)}{_TO}{_DAY.format(first + 1)}(?<=[月日])(?:止|结束|为止|底|末)?"


@vocabulary.derived
def _patterns() -> tuple[re.Pattern[str], ...]:
    said = rf"(?:{either(listed('says-how-long'))})(?:共计|总计|共|为|计)?"
    number = rf"{said}(?P<number>\d{{1,3}}|[一二两三四五](?=年))(?P<unit>个月|年|天|日)"
    begins, ends = either(listed("says-it-begins")), either(listed("says-it-ends"))
    from_day, to_day = (f"{_DAY.format(one)}(?<=日)(?:零时)?" for one in (1, 2))
    between = rf"(?:{begins})[,;、]?(?:预?计划?|至|到|于)?{to_day}(?:{ends})"
    # What goes on in these months; not behind another month of a list: 1月、3月至5月 are four.
    goes_on = rf"[\u4e00-\u9fff]{{0,8}}[,(](?={said}\d{{1,2}}个月)"
    alone = r"(?<![\d.])(?<![月日][、,和及])(?<![月日])"
    return (
        re.compile(rf"{alone}{_span(1)}(?:[、和及,]{_span(3)})?(?:[段期间内,(]{{0,3}}|{goes_on}){number}"),
        re.compile(rf"{number}[,(]?(?:即|自|从)+{_span(1)}(?![为是])"),
        re.compile(rf"(?<!\d){from_day}{between}[,;(]?{number}(?![后前])"),
        re.compile(rf"(?<!\d){_span(1)}(?<=日)(?:{either(listed('goes-on'))})[,(]{number}(?![后前])"),
    )


def spanned(plain: str) -> Iterator[Relation]:
    """Each span of a text in half width, or two of them, and the number that is said to be their length."""
    matches = [match for pattern in _patterns() for match in pattern.finditer(plain)] if "月" in plain else []
    for match in matches:
        lengths = _lengths(match)
        if not lengths:
            continue
        start = match.start("number")
        claim = counted_number(match["number"], match["unit"], plain[start : match.end("unit")], start)
        length = claim.value if claim.value in lengths else max(lengths)
        # Of days a part may be meant: 7月至8月期间为期15天. Months directly behind a span are those of the span.
        is_sure = claim.unit == "个月"
        is_open = is_sure and not _has_days(match) and _is_without_ends(claim.value, match, lengths)
        yield Relation(length, claim, (), _shown(match, plain), is_sure=is_sure, is_open=is_open)


def _shown(match: re.Match[str], plain: str) -> str:
    """The span as it is printed, from its first year or month to its last month or day."""
    last = 4 if _has_second(match) else 2
    end = match.end(f"day{last}") + 1 if match[f"day{last}"] else match.end(f"month{last}")
    start = match.start("year1") if match["year1"] else match.start("month1")
    shown = plain[start:end].rstrip(",")
    return shown + ("" if shown.endswith("日") else "月")


def _has_days(match: re.Match[str]) -> bool:
    return any(value for name, value in match.groupdict().items() if name.startswith("day"))


def _is_without_ends(months: float, match: re.Match[str], lengths: tuple[float, ...]) -> bool:
    """Whether a number of months is right where the last month of each span does not count: 4月至10月, six months."""
    return min(lengths) - (2 if _has_second(match) else 1) <= months < min(lengths)


def _has_second(match: re.Match[str]) -> bool:
    return match.groupdict().get("month3") is not None


def _lengths(match: re.Match[str]) -> tuple[float, ...]:
    """What may be said to be how long a span is: with its last month or day and without it; nothing where that is not sure."""
    if match["unit"] == "个月":
        spans = [_months(match, 1)] + ([_months(match, 3)] if _has_second(match) else [])
        least, most = (sum(bounds) for bounds in zip(*spans, strict=True))
        return tuple(range(least, most + 1))
    if _has_second(match):
        return ()
    if match["unit"] == "年":
        _, months = _months(match, 1)
        return (months / _MONTHS,) if months % _MONTHS == 0 else ()
    days = _days(match)
    return (days + 1, days) if days is not None else ()


def _months(match: re.Match[str], first: int) -> tuple[int, int]:
    """How many months a span has at least and at most; of whole months as many as there are with the first and the last."""
    last = first + 1
    months = int(match[f"month{last}"]) - int(match[f"month{first}"])
    years = match[f"year{first}"], match[f"year{last}"]
    if all(years):
        months += _MONTHS * (int(years[1]) - int(years[0]))
    elif months < 0 or match[f"next{last}"]:
        months += _MONTHS
    days = match[f"day{first}"], match[f"day{last}"]
    if days[0] in (None, "1") and int(days[1] or _LAST_DAY) >= _LAST_DAY:
        return months + 1, months + 1
    is_short = all(days) and int(days[1]) < int(days[0])
    return (months - 1, months) if is_short else (months, months + 1)


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
