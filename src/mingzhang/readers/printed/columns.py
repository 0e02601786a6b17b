"""Text set in two columns: the left one is read before the right one.

A gap is a gutter when it stands at the same place in several lines, and what is left of it is set to full lines, as prose is.
Text in the manner of a table without rules is not guessed at: its lines stay as they are.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mingzhang.readers.printed.glyphs import Glyph
from mingzhang.readers.printed.settings import GEOMETRY

_Row = list[Glyph]


class _Strip(NamedTuple):
    start: float
    end: float


def in_reading_order(rows: Sequence[_Row]) -> list[_Row]:
    """Lines of characters, with those that a gutter crosses cut in two and put in the order in which they are read."""
    ordered: list[_Row] = []
    at = 0
    while at < len(rows):
        stop, strip = max((_block(rows, at, gap) for gap in _gaps(rows[at])), default=(at, None))
        if strip is None or not _is_prose(rows[at:stop], strip):
            ordered.append(rows[at])
            at += 1
            continue
        middle = (strip.start + strip.end) / 2
        left = [[one for one in row if one.start < middle] for row in rows[at:stop]]
        right = [[one for one in row if one.start >= middle] for row in rows[at:stop]]
        ordered += [*in_reading_order(_inked(left)), *in_reading_order(_inked(right))]
        at = stop
    return ordered


def _inked(rows: Sequence[_Row]) -> list[_Row]:
    return [row for row in rows if any(not one.text.isspace() for one in row)]


def _gaps(row: _Row) -> list[_Strip]:
    printed = [one for one in row if not one.text.isspace()]
    return [
        _Strip(before.end, after.start)
        for before, after in pairwise(printed)
        if after.start - before.end >= GEOMETRY.least_gutter * after.size
    ]


def _block(rows: Sequence[_Row], at: int, strip: _Strip) -> tuple[int, _Strip | None]:
    """Where the lines end that leave a strip free, and the strip that all of them leave; None when they are too few."""
    both_sides = 0
    stop = at
    for row in rows[at:]:
        gaps = [_Strip(max(gap.start, strip.start), min(gap.end, strip.end)) for gap in _gaps(row)]
        free = next((gap for gap in gaps if gap.end - gap.start >= GEOMETRY.least_gutter * row[0].size), None)
        if free:
            strip = free
            both_sides += 1
        elif not _is_beside(row, strip):
            break
        stop += 1
    return (stop, strip) if both_sides >= GEOMETRY.least_column_lines else (at, None)


def _is_beside(row: _Row, strip: _Strip) -> bool:
    """Whether all of a line lies on one side of a strip: a column that is shorter than the other."""
    printed = [one for one in row if not one.text.isspace()]
    return printed[-1].end <= strip.start + 1 or printed[0].start >= strip.end - 1


def _is_prose(rows: Sequence[_Row], strip: _Strip) -> bool:
    """Whether most lines on the left run up to the strip."""
    left = [[one for one in row if one.end <= strip.start + 1 and not one.text.isspace()] for row in rows]
    ends = [(row[-1].end, row[-1].size) for row in left if row]
    full = [end for end, size in ends if strip.start - end < GEOMETRY.full_line * size]
    return len(full) > GEOMETRY.full_lines * len(ends)
