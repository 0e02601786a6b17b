"""Days that no calendar has, and spans of time that end before they begin: 11月31日; 2024年9月至2024年6月."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

_DAY = re.compile(r"(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日")
_SPAN = re.compile(
    r"(?P<first>20\d\d)年(?P<month1>1[0-2]|[1-9])月(?:起|开始)?(?:至|到|[—–~-]+)(?P<last>20\d\d)年(?P<month2>1[0-2]|[1-9])月"
)
_LEAP_YEAR = 2024  # where no year is printed, February may have 29 days


class Misprint(NamedTuple):
    """A day or span that cannot be: which reason of the check it is, its characters, and where it begins."""

    reason: str
    text: str
    start: int


def misprinted_days(plain: str) -> Iterator[Misprint]:
    """The days of a text in half width that no calendar has, and its spans that end before they begin."""
    for match in _DAY.finditer(plain):
        if int(match["day"]) > monthrange(int(match["year"] or _LEAP_YEAR), int(match["month"]))[1]:
            yield Misprint("no-such-day", match[0], match.start())
    for match in _SPAN.finditer(plain):
        first, last = ((int(match[f"{one}"]), int(match[f"month{at}"])) for at, one in ((1, "first"), (2, "last")))
        if last < first:
            yield Misprint("ends-before-it-begins", match[0], match.start())
