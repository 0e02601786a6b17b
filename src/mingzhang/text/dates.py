"""Printed dates, each at its precision: 2023-12-31, 2023-12, 2023-Q4, 2023-H1 or 2023. One grammar for all who read dates.

Read are 2023年12月31日, 二〇二三年十二月三十一日, 2023/12/31, 2023.12.31, 2023-12, 2023年第四季度, 2023年上半年, 2023年底,
periods within a year (2023年1-12月), and 12月底前 where a year is given for it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import either, half_width, trim

_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=\s*年)")

YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s*[—–―─~～至到-]+\s*"
_MONTH = (
    rf"(?:(?P<from_month>{_N})\s*(?:月份?)?(?:\s*(?P<from_day>{_N})\s*[日号])?{_TO})?"
    rf"(?P<month>{_N})\s*月份?(?:\s*(?P<day>{_N})\s*[日号])?"
)
_PART_OF_YEAR = rf"(?:{_MONTH}|第?\s*(?P<quarter>[一二三四1-4])\s*季度|(?P<half>[上下])半年)"
_IN_WORDS = rf"(?P<year>{YEAR})\s*年度?(?:\s*{_PART_OF_YEAR})?"
_BY_SIGN = (
    rf"(?P<year>{YEAR})\s?(?P<sign>[/.-])\s?(?P<month>\d{{1,2}})(?:\s?(?P=sign)\s?(?P<day>\d{{1,2}}))?"
    r"(?!\d|\s?[/.-]\s?\d{1,2}(?!\d))"
)
# The first year of 2021-2025年 has no 年 of its own.
_RANGE_BEGINS = rf"(?P<year>{YEAR})(?={_TO}{YEAR}\s*年)"
# 内 and the like are edges of a period only where no other word begins with them (内部, 中央, 前三季度).
_EDGE = (
    r"(?:\s?(?P<edge>年?[底末](?![层数线价座版片部])|年?内(?![部容外控涵设蒙江地科])"
    r"|[上中下]旬|年?[初中](?=[之以]?前|$|[\s,;。、)])))?"
)
_BY = r"(?:\s?(?P<by>[之以]?前(?![一二三四期往后述景端沿台列进置]|提(?![交供报请]))|以内|之内|为止|止(?!付)))?"
_PATTERNS = tuple(
    re.compile(f"{form}{_EDGE}{_BY}" if form is not _RANGE_BEGINS else form, re.ASCII)
    for form in (_IN_WORDS, _BY_SIGN, _RANGE_BEGINS)
)
# Without a year: 12月底前, 第四季度, but not 每年12月 nor the 1-12月 of 2023年1-12月.
_WITHOUT_YEAR = re.compile(rf"(?<![\d年度每—–~至到/.-])(?<!每年度){_PART_OF_YEAR}{_EDGE}{_BY}", re.ASCII)
_ANY_YEAR = re.compile(YEAR, re.ASCII)
_IN_EACH_PART_OF_YEAR = ("月", "季度", "半年")
_EIGHT_DIGITS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)", re.ASCII)

_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALVES = {"上": 1, "下": 2}
_BEFORE = ("前", "之前", "以前")
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class PrintedDate(NamedTuple):
    """A date of a text: where it stands, what is printed of it in ISO 8601 (with Q4 and H1), and the days it may mean.

    `has_year` is false where the year was given to the reader and is not printed. `is_period` says that two ends are printed
    (2023年1-12月), `is_vague` that the end is none (2023年初), `is_deadline` that it is a day by which (前, 底, 内), `sign`
    what stands between digits (None: it is written with 年).
    """

    start: int
    end: int
    iso: str
    first_day: str
    last_day: str
    has_year: bool = True
    is_period: bool = False
    is_vague: bool = False
    is_deadline: bool = False
    sign: str | None = None

    @property
    def year(self) -> int:
        """The year, printed or given."""
        return int(self.iso[:4])

    @property
    def is_year(self) -> bool:
        """Whether no part of a year is printed."""
        return len(self.iso) == len("2023")


class ImpossibleDate(ValueError):
    """The text is a date by its shape, and there is no such day."""


def plain_years(text: str) -> str:
    """The text in half width, years in Chinese numerals (二〇二三年) in digits; same length."""
    return _YEAR_IN_WORDS.sub(lambda match: match[0].translate(_YEAR_DIGITS), half_width(text))


def dates_in(text: str, year: int | None = None) -> list[PrintedDate]:
    """The dates of a text in their order, years alone among them; those that no calendar has are left out.

    With a `year`, that of the document, dates without one (12月底前) are of that year, and say so.
    """
    found = (_date(match, year) for match in _matches(plain_years(text), year is not None))
    return [one for one in found if one]


def read_date(text: str) -> PrintedDate | None:
    """The date that the whole text is, with words around it as 于…完成; None when it is anything else.

    2023.12 may be a number and is none; a period or 年初 has no day by which. Raises ImpossibleDate where there is no such day.
    """
    plain = plain_years(text)
    start, end = trim(plain, 0, len(plain))
    leading = re.compile(rf"(?:{_words('leading')})?\s*").match(plain, start, end)
    start = leading.end() if leading else start
    match = next(_matches(plain[:end], with_none=False), None)
    if match is None or match.start() != start or not _is_closed(plain, match.end(), end):
        return None
    found = _date(match, None)
    if found is None and _is_bare_month(match) and match["sign"] == ".":
        return None  # 2023.75 is a number
    if found is None:
        raise ImpossibleDate(text)
    if found.is_period or found.is_vague or (_is_bare_month(match) and (found.sign == "." or len(match["month"]) < 2)):
        return None
    return found


def _is_closed(plain: str, at: int, end: int) -> bool:
    return re.compile(rf"\s*(?:{_words('closing')})?").fullmatch(plain, at, end) is not None


@vocabulary.derived
def _words(key: str) -> str:
    return either(vocabulary.load("dates")[key])


def _is_bare_month(match: re.Match[str]) -> bool:
    """Whether it is a year and a month with a sign between and nothing that says so: 2023-12."""
    groups = match.groupdict()
    return bool(groups.get("sign")) and groups["day"] is None and not (groups["edge"] or groups["by"])


def certain_dates_in(text: str) -> list[PrintedDate]:
    """The dates of a sentence that are surely dates: no year alone unless it is a day by which (2023年底), no 2023-12."""
    found = []
    for match in _matches(plain_years(text), with_none=False):
        one = _date(match, None)
        if one is None or one.is_period or one.is_vague or _is_bare_month(match):
            continue
        if one.is_deadline or not one.is_year:
            found.append(one)
    return found


def period_in(text: str) -> list[PrintedDate]:
    """The dates of a text that says when something begins and ends: 2024-01至2024-12, 2021-2025年, 20210101-20211231.

    One period (2023年1-12月) is given as its two ends. None of them when there is no such day.
    """
    plain = plain_years(text)
    matches = list(_matches(plain, with_none=False)) or list(_EIGHT_DIGITS.finditer(plain))
    found = [_date(match, None) for match in matches]
    if None in found:
        return []
    return [end for match, one in zip(matches, found, strict=True) if one for end in _ends(match, one)]


def _ends(match: re.Match[str], one: PrintedDate) -> Iterator[PrintedDate]:
    """A date as it is, a period as the two dates between which it lies, each at its own precision."""
    if not one.is_period:
        yield one
        return
    cut = match.end("from_day") if match["from_day"] else match.end("from_month")
    first = one.first_day if match["from_day"] else one.first_day[:7]
    yield one._replace(end=cut, iso=first, is_period=False)
    yield one._replace(start=match.start("month"), is_period=False)


def _matches(plain: str, with_none: bool) -> Iterator[re.Match[str]]:
    """Matches of the grammar from left to right, none over another; also those without a year when `with_none`.

    A pattern is searched for again only behind its last match, so that the work grows with the text and not with its square.
    """
    patterns = _PATTERNS if _ANY_YEAR.search(plain) else ()  # most texts have neither, and are asked often
    if with_none and any(word in plain for word in _IN_EACH_PART_OF_YEAR):
        patterns = (*patterns, _WITHOUT_YEAR)
    ahead = {pattern: pattern.search(plain) for pattern in patterns}
    while matches := [match for match in ahead.values() if match]:
        first = min(matches, key=lambda match: (match.start(), -match.end()))
        yield first
        at = first.end()
        ahead |= {match.re: match.re.search(plain, at) for match in matches if match.start() < at}


def _date(match: re.Match[str], year: int | None) -> PrintedDate | None:
    """What a match says; None when there is no such day."""
    groups = match.groupdict()
    printed = groups.get("year")
    days = _days(int(printed or year or 0), groups)
    if days is None:
        return None
    iso, first, last = days
    edge = groups.get("edge") or ""
    return PrintedDate(
        *match.span(),
        iso,
        first.isoformat(),
        last.isoformat(),
        has_year=printed is not None,
        is_period=groups.get("from_month") is not None,
        # Of 2023年前 nobody can say whether 2023 is part of it.
        is_vague=edge[-1:] in ("初", "中") or (len(iso) == len("2023") and not edge and groups.get("by") in _BEFORE),
        is_deadline=bool(edge or groups.get("by")),
        sign=groups.get("sign"),
    )


def _days(year: int, groups: dict[str, str | None]) -> tuple[str, date, date] | None:
    """ISO text, first and last day of what is printed; None when there is no such day."""
    if quarter := groups.get("quarter"):
        return _months(year, f"{year}-Q{_QUARTERS[quarter]}", 3 * _QUARTERS[quarter] - 2, 3 * _QUARTERS[quarter])
    if half := groups.get("half"):
        return _months(year, f"{year}-H{_HALVES[half]}", 6 * _HALVES[half] - 5, 6 * _HALVES[half])
    if not groups.get("month"):
        return _months(year, str(year), 1, 12)
    try:
        iso, first, last = _month_or_day(year, groups)
        if groups.get("from_month"):
            first = date(year, _number(groups["from_month"]), _number(groups.get("from_day") or "1"))
    except ValueError:
        return None
    return (iso, first, last) if first <= last else None


def _month_or_day(year: int, groups: dict[str, str | None]) -> tuple[str, date, date]:
    """A day, a month, or a third of one (上旬). Raises ValueError when there is none such."""
    month, day = _number(groups["month"]), groups.get("day")
    if day:
        found = date(year, month, _number(day))
        return found.isoformat(), found, found
    first, last = _THIRDS.get(groups.get("edge") or "", (1, 31))
    begin = date(year, month, first)
    return f"{year}-{month:02d}", begin, date(year, month, min(last, monthrange(year, month)[1]))


def _months(year: int, iso: str, first: int, last: int) -> tuple[str, date, date]:
    return iso, date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _number(printed: str | None) -> int:
    """A month or day as a number, 0 when it is none (三五)."""
    return int(read_numeral(printed or "") or 0)


def last_day_of(iso: str) -> str:
    """The last day of 2023-12-31, 2023-12, 2023-Q4, 2023-H1 or 2023."""
    year, _, part = iso.partition("-")
    if len(part) == len("12-31"):
        return iso
    months_in_one = {"Q": 3, "H": 6}.get(part[:1])
    month = months_in_one * int(part[1:]) if months_in_one else int(part or 12)
    return f"{year}-{month:02d}-{monthrange(int(year), month)[1]}"
