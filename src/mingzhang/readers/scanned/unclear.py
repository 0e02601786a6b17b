"""Characters that two models read alike and that the picture does not show clearly: coarse, low, under a seal, passed over.

Of these letters stay text; numbers, signs and codes are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.scanned.segments import LineSegment
from mingzhang.readers.scanned.settings import PICTURE
from mingzhang.readers.scanned.twice import AgreedCharacter, with_whole_values

Characters = list[AgreedCharacter]


def doubted_where_coarse(line: Characters) -> Characters:
    """The characters of a piece whose digits have too few dots: no number of it is read."""
    return with_whole_values([one._replace(is_sure=False) if _is_of_figure(one.text) else one for one in line])


def doubted_at_ends(ink: Any, piece: LineSegment, line: Characters) -> Characters:
    """The characters of a piece, unsure where one was passed over before its first digit or behind its last.

    The ink of a piece begins and ends with its characters. A digit that is further from there than its own half has
    something beside it that neither model read: a minus, a sign, a percent.
    """
    if not line:
        return line
    half = PICTURE.beside_digit * _digit_height(ink, piece, line)
    found = list(line)
    if line[0].text.isdigit() and line[0].middle * (piece.x1 - piece.x0) > half:
        found[0] = line[0]._replace(is_sure=False)
    if line[-1].text.isdigit() and (1 - line[-1].middle) * (piece.x1 - piece.x0) > half:
        found[-1] = line[-1]._replace(is_sure=False)
    return with_whole_values(found) if found != line else line


def doubted_if_low(piece: LineSegment, line: Characters, usual: float) -> Characters:
    """A character alone, unsure where it is too low for the letter or digit that it was read as: a sign (≥ as N, = as 二).

    `usual` is the height of a character of the page, in pixels; the dash 一 is as wide as that, a minus is not.
    """
    if len(line) != 1 or not line[0].text.isalnum() or piece.bottom - piece.top >= PICTURE.low_piece * usual:
        return line
    if line[0].text == "一" and piece.x1 - piece.x0 >= PICTURE.wide_dash * usual:
        return line
    return with_whole_values([line[0]._replace(is_sure=False)])


def cells_without_characters(
    pieces: Sequence[tuple[LineSegment, Box | None]], lines: Sequence[Characters]
) -> list[Box]:
    """The cells with a piece in which neither model saw a character: it may have been a dash, a sign or handwriting."""
    return list(dict.fromkeys(cell for (_, cell), line in zip(pieces, lines, strict=True) if cell and not line))


def doubted_under_seals(seal: Any, piece: LineSegment, line: Characters) -> Characters:
    """The characters of a piece, unsure where the ink of a seal lay: a point or a stroke may have gone with it."""
    high, wide = piece.bottom - piece.top, piece.x1 - piece.x0
    under = seal[max(piece.top - high // 4, 0) : piece.bottom + high // 4].any(axis=0)
    if not under[max(piece.x0 - high, 0) : piece.x1 + high].any():
        return line
    found = []
    for one in line:
        middle = piece.x0 + round(one.middle * wide)
        touched = under[max(middle - high, 0) : middle + high].any()
        found.append(one._replace(is_sure=False) if touched else one)
    return with_whole_values(found)


def digit_heights(ink: Any, pieces: Sequence[LineSegment], lines: Sequence[Characters]) -> dict[int, float]:
    """How many pixels high the digits of each piece that has any are, by its place.

    A sign may be higher than the digits beside it: a piece that is little higher than others has digits as high as theirs.
    """
    own = {
        at: _digit_height(ink, piece, line)
        for at, (piece, line) in enumerate(zip(pieces, lines, strict=True))
        if any(one.text.isdigit() for one in line)
    }
    usual = float(np.median(list(own.values()))) if own else 0.0
    return {at: min(one, usual) if one < PICTURE.higher * usual else one for at, one in own.items()}


def _digit_height(ink: Any, piece: LineSegment, line: Sequence[AgreedCharacter]) -> float:
    """How many pixels high the digits of a piece are: as the piece, or as the connected ink where they stand beside Chinese."""
    high, wide = piece.bottom - piece.top, piece.x1 - piece.x0
    if all(one.text.isascii() for one in line):
        return high / PICTURE.with_tail if any(one.text in ",;()" for one in line) else high
    digits = [one.middle * wide for one in line if one.text.isdigit()]
    _, _, statistics, centres = cv2.connectedComponentsWithStats(ink[piece.top : piece.bottom, piece.x0 : piece.x1])
    heights = [
        height
        for (_, _, _, height, _), (x, _) in zip(statistics[1:].tolist(), centres[1:].tolist(), strict=True)
        if height > 0.4 * high and any(abs(x - digit) < 0.3 * high for digit in digits)
    ]
    return float(np.percentile(heights, 75)) if heights else 0.75 * high


def _is_of_figure(text: str) -> bool:
    return text.isdigit() or not (text.isalpha() or text.isspace())
