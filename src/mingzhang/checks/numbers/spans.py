"""Months from one to another that a goal counts wrongly: 合同期自2024年3月至12月，共9个月."""

import json
import re

from mingzhang import vocabulary
from mingzhang.text.pieces import either, half_width

_POINT = (
    r"(?:(?P<year{0}>20\d\d)年|(?P<next{0}>次年|翌年)|当年)?(?P<month{0}>1[0-2]|[1-9])月?(?:(?P<day{0}>[1-3]?\d)日)?"
)
_TO = r"(?:至|到|[—–~-]+)"


def _range(first: int, last: int) -> str:
    return f"{_POINT.format(first)}{_TO}{_POINT.format(last)}(?<=[月日])"


@vocabulary.derived
def _span() -> re.Pattern[str]:
    said = either(vocabulary.load("quantities")["says_months"])
    return re.compile(
        rf"(?<![\d.]){_range(1, 2)}(?:[、和及,]{_range(3, 4)})?"
        rf"(?:[\u4e00-\u9fff]{{0,8}}[,(]|[,(])?(?:{said})(?:为|共)?(?P<number>\d{{1,2}})个月"
    )


_MONTHS, _LAST_DAY = 12, 28


def wrong_months(text: str) -> str:
    """JSON of the first span of months in a text that has another number of them than it says; '' where all are right.

    From April to October are seven months, and six where the last one is not counted: `is_near` tells these, where no days
    are printed.
    """
    plain = half_width(text)
    for match in _span().finditer(plain):
        if re.search(r"月(?:\d+日)?[、和及,]?$", plain[: match.start()]):  # 1月、3月至5月: one month more
            continue
        spans = [_months(match, 1, 2)] + ([_months(match, 3, 4)] if match["month3"] else [])
        least, most = (sum(bounds) for bounds in zip(*spans, strict=True))
        printed = int(match["number"])
        if printed > most or printed < least:
            has_days = match["day1"] and match["day2"]  # then nothing is left open
            is_near = not has_days and least - len(spans) <= printed < least
            quote = text[match.start() : match.end()]
            return json.dumps({"quote": quote, "months": most, "is_near": int(is_near)}, ensure_ascii=False)
    return ""


def _months(match: re.Match[str], first: int, last: int) -> tuple[int, int]:
    """How many months at least and at most from one point to another."""
    months = int(match[f"month{last}"]) - int(match[f"month{first}"])
    years = match[f"year{first}"], match[f"year{last}"]
    if all(years):
        months += _MONTHS * (int(years[1]) - int(years[0]))
    elif months < 0 or match[f"next{last}"]:
        months += _MONTHS
    days = match[f"day{first}"], match[f"day{last}"]
    is_whole = not any(days) or (days[0] == "1" and int(days[1] or _LAST_DAY) >= _LAST_DAY)
    return (months + 1, months + 1) if is_whole else (months, months + 1)
