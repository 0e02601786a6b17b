"""What stands on every page at the same height and belongs to none: running titles."""

import re
from collections import defaultdict
from collections.abc import Sequence

from mingzhang.readers.printed.lines import PrintedLine
from mingzhang.readers.printed.settings import GEOMETRY


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
