"""Printed dates."""

import re
from datetime import date

_SEPARATED = r"(?P<year>(?:19|20)\d{2})(?P<separator>[/.-])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})"
_WRITTEN = r"(?P<year2>(?:19|20)\d{2})年(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?"
DATE = re.compile(rf"(?<!\d)(?:{_SEPARATED}(?!\d)|{_WRITTEN})(?:以前|之前|前)?", re.ASCII)


def iso_date(match: re.Match[str]) -> str | None:
    """ISO 8601 for a match of DATE, `2023-12` when no day is printed; None when there is no such day."""
    year, month, day = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]


def read_date(text: str) -> str | None:
    """ISO 8601 for a text that is a date and nothing else; None when it is anything else or no such day."""
    match = DATE.fullmatch(text.strip())
    return iso_date(match) if match else None


def year_of(title: str) -> int | None:
    """The budget year that a title names; None when it names none, or two different ones."""
    named = set(re.findall(r"(?<!\d)(20\d{2})\s*年", title, re.ASCII))
    all_years = set(re.findall(r"(?<!\d)(20\d{2})(?!\d)", title, re.ASCII))  # 2021—2025年 is no one year
    return int(named.pop()) if named and len(all_years) == 1 else None
