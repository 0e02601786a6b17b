"""A day by which a goal promises what an indicator wants later: 9月底前全部修复完毕, and 修复完成时间 11月30日前."""

import re

from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.text.dates import PrintedDate, dates_in
from mingzhang.text.pieces import either, half_width

_SPAN = re.compile(
    r"(?:(?P<year1>20\d\d)年)?(?<!\d)(?P<month1>1[0-2]|[1-9])月(?:(?P<day1>[1-3]?\d)日)?(?:至|到|[—–~-]+)"
    r"(?:(?P<year2>20\d\d)年)?(?P<month2>1[0-2]|[1-9])月(?:(?P<day2>[1-3]?\d)日)?"
)
_LONGEST = 10_000  # characters of goals that are looked through for each indicator


def earlier_deadline(goals: str, year: int, name: str, last_day: str, project: str) -> str:
    """The clause of goals with an earlier day than the last day of an indicator for the same deed, '' where there is none.

    What an indicator is named for (修复归库 of 修复归库完成时间) must stand in the clause; one that is named for nothing
    (完成时间) is of the only day that the goals print, where all is ended then. Without a last day `name` is the text of an
    indicator that prints a span (服务期限2025年3月1日至12月31日).
    """
    if len(goals) > _LONGEST:
        return ""
    if not last_day:
        return _span_that_ends_earlier(goals, name)
    plain = re.sub(
        r"\([^()\d]{0,30}\)", lambda match: " " * len(match[0]), half_width(goals)
    )  # 6月15日前（汛期前）完成
    deed = re.sub(r"[\d年月日底前内末之于]+", "", half_width(name)) if re.search(r"\d", name) else half_width(name)
    deed = re.sub("时间|时限|时点", "", deed)
    deed = re.sub(either([*listed("time-names"), *listed("done-in-time")]), "", deed)
    deed = re.sub(rf"^(?:{either(listed('in-front-of-work'))})", "", deed)  # 全部改造完成
    deed = "" if all(deed[at : at + 2] in project for at in range(len(deed) - 1)) else deed  # the project's own
    printed = [one for one in dates_in(goals, year) if not one.is_period and not one.is_vague]
    found = [one for one in printed if one.is_deadline or (not one.is_year and _is_done_then(deed, plain, one))]
    earlier = [
        one for one in found if one.last_day[:7] < last_day[:7]
    ]  # within a month a day may only be said more exactly
    said = {_clause(plain, one) for one in earlier if _is_of(deed, plain, one, len(found))}
    if len(said) != 1 or any(one.last_day == last_day for one in found):
        return ""
    start, end = said.pop()
    return goals[start:end].strip()


def _span_that_ends_earlier(goals: str, indicator: str) -> str:
    """The only span of goals, where it begins with the day of an indicator's span and ends earlier; '' otherwise."""
    plain = half_width(goals)
    own, others = (list(_SPAN.finditer(text)) for text in (half_width(indicator), plain))
    if len(own) != 1 or len(others) != 1 or _point(own[0], 1) != _point(others[0], 1):
        return ""
    first, last = _point(others[0], 2), _point(own[0], 2)
    is_same_kind = bool(own[0]["day2"]) == bool(others[0]["day2"])
    return goals[others[0].start() : others[0].end()] if is_same_kind and first < last else ""


def _point(span: re.Match[str], at: int) -> tuple[int, int, int]:
    """Year, month and day of an end of a span; the year of the first end where the other prints none."""
    year, first = span[f"year{at}"] or span["year1"], span["year1"]
    is_told_year = int(year) - int(first) if year and first else 0
    return is_told_year, int(span[f"month{at}"]), int(span[f"day{at}"] or 0)


def _clause(plain: str, one: PrintedDate) -> tuple[int, int]:
    return clause_start(plain, one.start), clause_end(plain, one.end)


def _is_of(deed: str, plain: str, one: PrintedDate, dates: int) -> bool:
    """Whether the clause of a date says by when a deed is done."""
    start, end = _clause(plain, one)
    words = plain[start : one.start] + plain[one.end : end]
    if any(word in words and word not in deed for word in (*listed("stages-of-work"), *listed("says-done-before"))):
        return False
    if len(deed) < 2:
        return dates == 1 and re.search(either(listed("all-is-done")), words) is not None
    chunks = [deed[at : at + 2] for at in range(0, len(deed) - 1, 2)]
    before = plain[max(0, start - len(deed) * 2 - 12) : end]
    return _says(chunks[-1], words) and all(_says(chunk, before) or _is_short_for(chunk, before) for chunk in chunks)


def _is_done_then(deed: str, plain: str, one: PrintedDate) -> bool:
    """Whether a date without 前 is directly followed by the deed: 于2024年9月竣工验收."""
    behind = plain[one.end : clause_end(plain, one.end)]
    behind = re.sub(rf"^(?:份|{either([*listed('done-in-time'), *listed('in-front-of-work')])})+", "", behind)
    return len(deed) > 1 and behind.startswith(deed[:2])


def _says(chunk: str, words: str) -> bool:
    """Whether words have a word, or another one that is the same deed: 完工, 竣工."""
    same = next((line.split() for line in listed("same-deeds") if chunk in line.split()), [chunk])
    return any(word in words for word in same)


def _is_short_for(chunk: str, words: str) -> bool:
    """Whether two characters are those of a longer word: 等保 of 等级保护."""
    return re.search(rf"{re.escape(chunk[0])}[\u4e00-\u9fff]{{0,2}}{re.escape(chunk[1])}", words) is not None
