"""From when to when something goes on, and by which day of each month: a goal beside a timeliness indicator.

服务期自3月1日至11月30日, and 服务期限3月1日至12月31日; 每月10日前发放, and 发放时间每月15日前.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.text.dates import PrintedDate, dates_in
from mingzhang.text.pieces import either, half_width

_LONGEST_NAME = 100
_LONGEST = 10_000  # characters of goals that are looked through for each indicator
_TO = re.compile(r"\s*[—–―─~～至到-]+\s*")
_EACH_MONTH = re.compile(r"(?P<time>每月|次月|每季度?末?月)(?P<day>\d{1,2})[日号][之以]?前")


def other_span(goals: str, year: int, indicator: str) -> str:
    """The clause of goals with another span of time, or earlier day of each month, than an indicator; '' where there is none.

    `indicator` is its printed text.
    Two spans are of one thing when the words of the indicator's name stand with the only span of the goals, and one of the two
    ends is the same.
    """
    if len(goals) > _LONGEST or len(indicator) > _LONGEST_NAME:
        return ""
    plain, own = half_width(goals), half_width(indicator).replace("\n", " ").strip()
    place = _other_day(plain, own) or _other_end(plain, own, year)
    return goals[slice(*_clause(plain, *place))].strip() if place else ""


def _other_day(plain: str, indicator: str) -> tuple[int, int] | None:
    own, found = _EACH_MONTH.search(indicator), list(_EACH_MONTH.finditer(plain))
    if own is None or own.end() < len(indicator) or len(found) != 1 or found[0]["time"] != own["time"]:
        return None
    place = found[0].span()
    is_later = int(own["day"]) > int(found[0]["day"])
    return place if is_later and _is_named(indicator[: own.start()], plain, *place) else None


def _other_end(plain: str, indicator: str, year: int) -> tuple[int, int] | None:
    own, found = list(_spans(indicator, year)), list(_spans(plain, year))
    if len(own) != 1 or len(found) != 1:
        return None
    (first, last), (begin, end) = own[0], found[0]
    begins_alike, ends_alike = first.first_day == begin.first_day, last.last_day == end.last_day
    other = last.last_day[:7] != end.last_day[:7] if begins_alike else first.first_day[:7] != begin.first_day[:7]
    if begins_alike == ends_alike or not other:  # within a month a day may only be said more exactly
        return None
    is_named = _is_named(indicator[: first.start], plain, begin.start, end.end)
    return (begin.start, end.end) if is_named and last.end == len(indicator) else None


def _spans(plain: str, year: int) -> Iterator[tuple[PrintedDate, PrintedDate]]:
    """The first and last date of each span of a text: 3月1日至11月30日, 2024年3月1日起至2024年11月30日止."""
    text = re.sub("起(?=[至到])", " ", plain)
    dates = dates_in(text, year)
    yield from ((one, one) for one in dates if one.is_period)
    for one, other in pairwise(dates):
        is_one = _TO.fullmatch(text[one.end : other.start]) is not None
        if is_one and not one.is_period and not other.is_period and one.first_day < other.last_day:
            yield one, other


def _clause(plain: str, start: int, end: int) -> tuple[int, int]:
    return clause_start(plain, start), clause_end(plain, end)


def _is_named(name: str, plain: str, start: int, end: int) -> bool:
    """Whether all that an indicator is named for stands in the clause of a time: 服务 of 服务期限."""
    deed = re.sub(either([*listed("time-names"), *listed("done-in-time")]), "", half_width(name)).strip(
        "期限段自从为 :"
    )
    first, last = _clause(plain, start, end)
    words = plain[first:start] + plain[end:last]
    return len(deed) > 1 and all(deed[at : at + 2] in words for at in range(0, len(deed) - 1, 2))
