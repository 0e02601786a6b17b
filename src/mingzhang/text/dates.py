"""Printed dates."""

import re
from datetime import date

_SEPARATED = r"(?P<year>(?:19|20)\d{2})(?P<separator>[/.-])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})"
_WRITTEN = r"(?P<year2>(?:19|20)\d{2})年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?"
DATE = re.compile(rf"(?<!\d)(?:{_SEPARATED}(?!\d)|{_WRITTEN})(?:以前|之前|前)?", re.ASCII)
_EIGHT_DIGITS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)", re.ASCII)


def iso_date(match: re.Match[str]) -> str | None:
    """ISO 8601 for a match of DATE, `2023-12` when no day is printed; None when there is no such day."""
    groups = match.groupdict()
    year, month, day = (groups[name] or groups.get(f"{name}2") for name in ("year", "month", "day"))
    try:
        found = date(int(year or 0), int(month or 0), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


def dates_in(text: str) -> list[tuple[int, int, str]]:
    """Where the dates of a text that says when something begins and ends stand, and each in ISO 8601; 20210101 is one too.

    None of them when there is no such day.
    """
    matches = list(DATE.finditer(text)) or list(_EIGHT_DIGITS.finditer(text))
    found = [(*match.span(), iso_date(match)) for match in matches]
    return [(start, end, iso) for start, end, iso in found if iso] if all(iso for *_, iso in found) else []


def read_date(text: str) -> str | None:
    """ISO 8601 for a text that is a date and nothing else; None when it is anything else or no such day."""
    match = DATE.fullmatch(text.strip())
    return iso_date(match) if match else None


def year_of(title: str) -> int | None:
    """The budget year that a title names; None when it names none, or two different ones."""
    named = set(re.findall(r"(?<!\d)(20\d{2})\s*年", title, re.ASCII))
    named |= set(re.findall(r"年度\s*[:：]\s*(20\d{2})(?!\d)", title, re.ASCII))  # 预算年度：2023
    all_years = set(re.findall(r"(?<!\d)(20\d{2})(?!\d)", title, re.ASCII))  # 2021—2025年 is no one year
    return int(named.pop()) if named and len(all_years) == 1 else None
