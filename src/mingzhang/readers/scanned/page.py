"""A picture of a page to what is drawn on it: rules and characters, as `readers/printed/` takes them from any format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from mingzhang.errors import Refused
from mingzhang.readers.marked import UNREAD, UNSURE
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.pages import Notice, PageContent
from mingzhang.readers.scanned.across_lines import doubted_across_lines
from mingzhang.readers.scanned.doubtful import DOUBTFUL, doubtful_cells
from mingzhang.readers.scanned.fineness import Fineness
from mingzhang.readers.scanned.line_pictures import cut_line, sharpened
from mingzhang.readers.scanned.recogniser import first_recogniser, second_recogniser
from mingzhang.readers.scanned.rim import without_rim
from mingzhang.readers.scanned.seen_page import SeenPage
from mingzhang.readers.scanned.segments import LineSegment
from mingzhang.readers.scanned.settings import PICTURE
from mingzhang.readers.scanned.twice import AgreedCharacter, agreed, is_of_a_number
from mingzhang.readers.scanned.unclear import (
    cells_without_characters,
    digit_heights,
    doubted_at_ends,
    doubted_if_low,
    doubted_under_seals,
    doubted_where_coarse,
)
from mingzhang.readers.scanned.way_up import one_below_the_other, upright_page

_BLACK = (0.0,)
_NOWHERE = Box(-9.0, -9.0, -9.0, -9.0)  # of a whole page


def scanned_page(picture: Any, number: int, scale: float, fineness: Fineness | None = None) -> tuple[PageContent, Any]:
    """What is drawn on a page, of whose picture (blue, green, red) so many pixels are a point; and the picture turned upright.

    `fineness` is that of the picture as it came, before it was enlarged; None when the page is drawn by lines.

    Raises Refused, with the reason, when it is a photograph or has no rules where it looks like a table.
    """
    seen = upright_page(one_below_the_other(without_rim(picture, scale), scale), scale, number)
    if len(seen.pieces) > PICTURE.most_segments:
        raise Refused("scan-too-full", page=number)
    lines, coarse = _without_coarse(seen, _recognised(seen), fineness, number)
    lines = doubted_across_lines(seen.pieces, lines, scale, seen.usual)
    glyphs = [one for (piece, _), line in zip(seen.pieces, lines, strict=True) for one in _glyphs(piece, line, scale)]
    unread = [Notice(cell, "scan-ink-unread") for cell in cells_without_characters(seen.pieces, lines)]
    notices = [*doubtful_cells(seen), *unread, *coarse]
    unsure = [notice.box for notice in notices if notice.reason in DOUBTFUL]
    glyphs = [_doubted(one) if any(box.holds(*one.middle) for box in unsure) else one for one in glyphs]
    return PageContent(number, seen.visible, glyphs, [], seen.edges, (), notices), seen.picture


def _without_coarse(
    seen: SeenPage, lines: list[list[AgreedCharacter]], fineness: Fineness | None, number: int
) -> tuple[list[list[AgreedCharacter]], list[Notice]]:
    """The lines, in doubt where their digits have too few dots to be told from others; and that it is so."""
    if not fineness:
        return lines, []
    heights = digit_heights(seen.ink.ink, [piece for piece, _ in seen.pieces], lines)
    coarse = {at for at, height in heights.items() if not fineness.shows(height / seen.scale)}
    if not coarse:
        return lines, []
    found = [doubted_where_coarse(line) if at in coarse else line for at, line in enumerate(lines)]
    usual = float(np.median(list(heights.values()))) / seen.scale
    if fineness.shows(usual):  # small print alone: its marks say so
        return found, []
    values = {"page": str(number), "dots": f"{usual * fineness.dots:.0f}", "least": f"{fineness.least:.0f}"}
    return found, [Notice(_NOWHERE, "scan-coarse", values)]


def _doubted(one: Glyph) -> Glyph:
    """A character in a cell that may not be whole: no number is read, and what is no part of one stays as it was read."""
    return one._replace(look=UNREAD) if is_of_a_number(one.text) else one


def _recognised(seen: SeenPage) -> list[list[AgreedCharacter]]:
    """Each piece of a line, read twice: in grey, and as black and white on another scale by another model."""
    pieces, grey, usual = [piece for piece, _ in seen.pieces], seen.ink.grey, seen.usual
    first = first_recogniser().read([cut_line(grey, piece, 0.12, usual) for piece in pieces])
    second = second_recogniser().read([sharpened(cut_line(grey, piece, 0.25, usual)) for piece in pieces])
    return [
        _doubted_where_unclear(seen, piece, agreed(*both)) for piece, *both in zip(pieces, first, second, strict=True)
    ]


def _doubted_where_unclear(seen: SeenPage, piece: LineSegment, line: list[AgreedCharacter]) -> list[AgreedCharacter]:
    line = doubted_if_low(piece, doubted_at_ends(seen.ink.ink, piece, line), seen.usual)
    return doubted_under_seals(seen.ink.seal, piece, line)


def _glyphs(piece: LineSegment, line: Sequence[AgreedCharacter], scale: float) -> Iterator[Glyph]:
    """The characters of a piece, each from the middle between it and the one before to the middle behind it.

    Models tell where the middle of a character is to about a third of its width; the ends of the line are those of its ink.
    """
    if not line:
        return
    room = round(0.12 * (piece.bottom - piece.top))
    width = piece.x1 - piece.x0
    middles = [min(max((one.middle * (width + 2 * room) - room), 0), width) / scale for one in line]
    middles = sorted(middles)
    left, right = piece.x0 / scale, piece.x1 / scale
    ends = [left, *(left + (before + after) / 2 for before, after in pairwise(middles)), right]
    least = 0.2 * (right - left) / len(line)
    for number in range(1, len(ends)):
        ends[number] = max(ends[number], ends[number - 1] + least)
    top, bottom = piece.top / scale, piece.bottom / scale
    for number, one in enumerate(line):
        box = Box(ends[number], top, ends[number + 1], bottom)
        look = None if one.is_sure else UNREAD if one.is_value else UNSURE
        yield Glyph(one.text, box.x0, box.x1, bottom, bottom - top, 0, box, look, _BLACK, 1)
