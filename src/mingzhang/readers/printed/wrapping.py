"""The lines of a cell to its text: which line ends are the author's, and which came from wrapping.

Print does not say. What is sure: a line behind which the beginning of the next one would still have found room was ended by
its author, and so was one behind which a larger space is left; there the text keeps a line break. Any other line may have
been wrapped, and is joined, unless the next one begins with a numbering: then it is an entry of its own, whether its author
ended the line before it or put a space. Where there was room without a space and none with it, there was a space, except
between Latin and Chinese characters, which programs set apart by themselves. A space in other places, where a line was full,
leaves no trace.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from mingzhang.readers.marked import Marked, joined_marked, plain
from mingzhang.readers.printed.lines import PrintedLine
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.text.numbering import begins_entry, ends_sentence


def right_edge(edges: tuple[float, float], lines: Sequence[PrintedLine]) -> float:
    """How far the lines can run in cells between two edges, seen from all lines printed there.

    Cells keep the same distance on both sides. Where many lines end together well before that, that is the edge.
    """
    if not lines:
        return edges[1]
    padding = max(min(line.start for line in lines) - edges[0], 0)
    symmetric = edges[1] - padding
    reached = max(line.firm_end for line in lines)
    size = median(line.size for line in lines)
    full = [line for line in lines if line.firm_end > reached - size]
    if symmetric - reached > size and len(full) >= max(3, len(lines) / 3):
        return reached + size / 2
    return max(symmetric, reached)


def join_lines(
    lines: Sequence[PrintedLine], edges: tuple[float, float], right: float, page_starts: Sequence[int] = ()
) -> Marked:
    """The text that lines between two edges make. `page_starts` are the lines before which a page ends."""
    if not lines:
        return plain("")
    pitches = [
        after.baseline - before.baseline
        for number, (before, after) in enumerate(pairwise(lines), 1)
        if number not in page_starts
    ]
    parts = [lines[0].marked]
    for number, (before, after) in enumerate(pairwise(lines), 1):
        pitch = after.baseline - before.baseline
        parted = number not in page_starts and pitch > GEOMETRY.paragraph_gap * min(pitches)
        joint = "\n" if parted else _joint(before, after, edges, right)
        if joint == "\n":
            end = len(parts[-1].printed.rstrip())
            parts[-1] = parts[-1].cut(0, end)
            start = len(after.text) - len(after.text.lstrip())
            parts += [plain(joint), after.marked.cut(start)]
        else:
            parts += [plain(joint), after.marked]
    return joined_marked(parts).strip()


def line_goes_on(before: PrintedLine, after: PrintedLine, edges: tuple[float, float], right: float) -> bool:
    """Whether a line may be the rest of one that was wrapped."""
    return _joint(before, after, edges, right) != "\n"


def _joint(before: PrintedLine, after: PrintedLine, edges: tuple[float, float], right: float) -> str:
    """What stands between a line and the next one: a line break, a space or nothing."""
    room = _room(before, edges, right) - max(GEOMETRY.rounding * before.size, GEOMETRY.rule_thickness)
    if after.first_width + GEOMETRY.space * before.size <= room:
        return "\n"
    if begins_entry(after.text, before.text):
        return "\n"
    if after.first_width <= room:  # but not behind a space
        if ends_sentence(before.text):
            return "\n"
        return "" if before.text[-1].isascii() != after.text[0].isascii() else " "  # Word sets 100人 a little apart
    words = (between := before.text[-1] + after.text[0]).isascii() and between.isalpha()  # 10 / 0% is one number
    return " " if words and after.first_character <= room else ""


def _room(line: PrintedLine, edges: tuple[float, float], right: float) -> float:
    """How much room a line leaves: on its right, and if it is centred, on its left too."""
    padding = edges[1] - right
    left_room, right_room = line.start - edges[0] - padding, right - line.end
    if left_room > line.size / 2 and abs(left_room - right_room) <= GEOMETRY.centred * line.size:
        return left_room + right_room
    return right_room
