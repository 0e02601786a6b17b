"""Numbers that a line break parts: what is in doubt of one half is in doubt of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.scanned.segments import LineSegment
from mingzhang.readers.scanned.settings import PICTURE
from mingzhang.readers.scanned.twice import AgreedCharacter

_OF_NUMBER = r"[\d０-９.,．，/%％≥≤><=±+-]"
_END, _START = re.compile(rf"{_OF_NUMBER}+$"), re.compile(rf"{_OF_NUMBER}+")


def doubted_across_lines(
    pieces: Sequence[tuple[LineSegment, Box | None]], lines: Sequence[list[AgreedCharacter]], scale: float, usual: float
) -> list[list[AgreedCharacter]]:
    """The lines, with a number that goes on in the next line of its cell in doubt as a whole where a part of it is.

    A line goes on where it reaches the right side of its cell, by the height of two characters (`usual`, in pixels).
    """
    found = list(lines)
    for before, behind in pairwise(range(len(pieces))):
        (piece, cell), (following, of) = pieces[before], pieces[behind]
        is_full = cell is not None and piece.x1 >= cell.x1 * scale - PICTURE.full_to * usual
        if cell != of or not is_full or following.top < piece.bottom - usual / 2:
            continue
        end, start = _END.search(_text(found[before])), _START.match(_text(found[behind]))
        if (
            end
            and start
            and not all(one.is_sure for one in [*found[before][end.start() :], *found[behind][: start.end()]])
        ):
            found[before] = _doubted(found[before], end.start(), end.end())
            found[behind] = _doubted(found[behind], 0, start.end())
    return found


def _text(line: Sequence[AgreedCharacter]) -> str:
    return "".join(one.text[0] for one in line)


def _doubted(line: Sequence[AgreedCharacter], start: int, end: int) -> list[AgreedCharacter]:
    return [one._replace(is_sure=False, is_value=True) if start <= at < end else one for at, one in enumerate(line)]
