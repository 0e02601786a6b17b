"""Which times a text names, for those who need no date of it: a day, a span of time, a budget year, the years from and to."""

import re

from mingzhang.text.dates import YEAR, dates_in, plain_years

_RANGE_OF_YEARS = re.compile(
    rf"(?P<first>{YEAR})\s*(?:年度?)?\s*(?:\d{{1,2}}月(?:\d{{1,2}}日)?|[./]\d{{1,2}}(?:[./]\d{{1,2}})?)?\s*"
    rf"(?:[—–―─~～/、-]+|至|到)\s*(?P<last>{YEAR})",
    re.ASCII,
)
# A month or a day of it without a year, or an end of one: 12月底, 每月10日前, 年底前.
_DAY_NAMED = re.compile(
    r"\d{1,2}\s*月(?:\d{1,2}\s*[日号]|[底末初份])|[年月][底末内][之以]?前|\d{1,2}\s*[日号][之以]?前", re.ASCII
)
# Those, a span of time (90天), and a time of each month or quarter.
_TIME_NAMED = re.compile(
    r"\d{1,2}\s*(?:月|年|天|日|周)|(?:月|季|周|旬)[底末初]|(?:每月|每季度?|当月|次月)\s*\d{1,2}\s*[日号]"
    r"|\d{1,2}\s*[日号][之以]?前",
    re.ASCII,
)


def year_ranges(text: str) -> list[tuple[int, int, int, int]]:
    """Where a text names two years from and to (2021—2025年, 2022年10月至2023年9月), and the two."""
    matches = _RANGE_OF_YEARS.finditer(plain_years(text))
    return [(*match.span(), int(match["first"]), int(match["last"])) for match in matches]


def names_a_day(text: str) -> bool:
    """Whether a text names a day or month, with or without its year: 12月底前, 每月10日前, 年底前."""
    return _DAY_NAMED.search(plain_years(text)) is not None


def names_a_span_or_day(text: str) -> bool:
    """Whether a text names a year, a day or month, a span of time (90天), or a time of each month."""
    plain = plain_years(text)
    return _TIME_NAMED.search(plain) is not None or bool(dates_in(plain))


def year_of(title: str) -> int | None:
    """The budget year that a title names; None when it names none, or two different ones."""
    plain = plain_years(title)
    named = set(re.findall(r"(?<!\d)(20\d{2})\s*年", plain, re.ASCII))
    named |= set(re.findall(r"年度\s*[:：]\s*(20\d{2})(?!\d)", plain, re.ASCII))  # 预算年度：2023
    all_years = set(re.findall(r"(?<!\d)(20\d{2})(?!\d)", plain, re.ASCII))  # 2021—2025年 is no one year
    return int(named.pop()) if named and len(all_years) == 1 else None
