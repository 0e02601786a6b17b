"""What stands on every page and belongs to none: page numbers, running titles."""

import re
from collections import defaultdict
from collections.abc import Sequence

from mingzhang.read.printed.lines import PrintedLine
from mingzhang.read.printed.settings import GEOMETRY

_PAGE_NUMBER = re.compile(
    r"[\s—\-–－.·~]*(?:第?\s*\d{1,4}\s*页?|第\s*[一二三四五六七八九十百]+\s*页)"
    r"(?:\s*[/／,，、]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[\s—\-–－.·~]*",
    re.ASCII,
)
_CONTINUED = re.compile(r"[(（]?\s*(?:续表?|续上表|接上页|接上表)\s*\d*\s*[)）]?")


def is_page_number_line(text: str) -> bool:
    """Whether a line is nothing but the number of its page, as - 3 - or 第3页 共10页."""
    return bool(_PAGE_NUMBER.fullmatch(text.strip()))


def is_continuation_mark(text: str) -> bool:
    """Whether a line only says that a table goes on (续表)."""
    return bool(_CONTINUED.fullmatch(text.strip()))


def running_lines(pages: Sequence[Sequence[PrintedLine]]) -> set[tuple[str, int]]:
    """The lines, as `running_key`, that most pages print at the same height."""
    seen: dict[str, list[float]] = defaultdict(list)
    for lines in pages:
        for key, top in {running_key(line): line.box.top for line in lines}.items():
            seen[key[0]].append(top)
    needed = max(GEOMETRY.least_running_pages, len(pages) / 2)
    return {
        (text, round(top / GEOMETRY.running_height))
        for text, tops in seen.items()
        for top in tops
        if len([other for other in tops if abs(other - top) <= GEOMETRY.running_height]) >= needed
    }


def running_key(line: PrintedLine) -> tuple[str, int]:
    """By what a running line is known again: its text without digits, and its height on the page."""
    return re.sub(r"\d+", "#", line.text.strip()), round(line.box.top / GEOMETRY.running_height)
