"""A picture of a page to what is drawn on it: rules and characters, as `readers/printed/` takes them from any format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from mingzhang.errors import Refused
from mingzhang.readers.marked import UNREAD, UNSURE
from mingzhang.readers.printed.cells import Edge, find_tables
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.pages import Notice, PageContent
from mingzhang.readers.scanned.ink import PageInk, ink_of
from mingzhang.readers.scanned.recogniser import first_recogniser, second_recogniser
from mingzhang.readers.scanned.rules import picture_rules
from mingzhang.readers.scanned.segments import LineSegment, segments_in, usual_height
from mingzhang.readers.scanned.settings import PICTURE
from mingzhang.readers.scanned.twice import AgreedCharacter, agreed, with_whole_values
from mingzhang.readers.scanned.upright import is_photographed, straightened, turned_by

_BLACK = (0.0,)


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as it lies: its ink without rules, what lies against these, its rules, and pieces of lines with their cells."""

    picture: Any
    ink: PageInk
    slivers: Any
    visible: Box
    edges: list[Edge]
    cells: list[Box]
    pieces: list[tuple[LineSegment, Box | None]]
    scale: float


def scanned_page(picture: Any, number: int, scale: float) -> tuple[PageContent, Any]:
    """What is drawn on a page, of whose picture (blue, green, red) so many pixels are a point; and the picture turned upright.

    Raises Refused, with the reason, when it is a photograph or has no rules where it looks like a table.
    """
    seen = _upright(_side_by_side(picture, scale), scale, number)
    if len(seen.pieces) > PICTURE.most_segments:
        raise Refused("scan-too-full", page=number)
    lines = _recognised(seen)
    glyphs = [one for (piece, _), line in zip(seen.pieces, lines, strict=True) for one in _glyphs(piece, line, scale)]
    notices = list(_notices(seen))
    unsure = [notice.box for notice in notices if notice.reason in ("scan-rule-broken", "scan-on-rule")]
    glyphs = [_doubted(one) if any(box.holds(*one.middle) for box in unsure) else one for one in glyphs]
    return PageContent(number, seen.visible, glyphs, [], seen.edges, (), notices), seen.picture


def _doubted(one: Glyph) -> Glyph:
    """A character in a cell that may not be whole: letters stay text, and nothing else is read."""
    return one._replace(look=UNSURE if one.text.isalpha() and not one.text.isascii() else UNREAD)


# ---- how a page lies ----------------------------------------------------------------------------------------------------


def _upright(picture: Any, scale: float, number: int) -> SeenPage:
    """The page turned as its characters are read best: models read some lines upside down too, but are less sure of them."""
    tried: list[tuple[float, SeenPage]] = []
    for quarters in (0, 2, 1, 3):
        seen = seen_page(straightened(turned_by(picture, quarters)), scale)
        tried.append((_certainty(seen), seen))
    certainty, seen = max(tried, key=lambda one: one[0])
    if not seen.pieces:
        raise Refused("scan-empty", page=number)
    if not seen.cells and _looks_like_a_table(seen):
        raise Refused("scan-without-rules", page=number)
    if certainty < PICTURE.upright / 2:
        raise Refused("scan-illegible", page=number)
    if seen.cells and is_photographed(seen.picture):
        raise Refused("scan-photographed", page=number)
    return seen


def seen_page(picture: Any, scale: float) -> SeenPage:
    """What is to be read on a page that lies straight, nothing of it recognised yet."""
    ink = ink_of(picture, scale)
    rules = picture_rules(ink.ink, scale)
    height, width = ink.ink.shape
    visible = Box(0.0, 0.0, width / scale, height / scale)
    tables = find_tables(rules.edges, 1, visible)
    cells = [cell.box for table in tables for cell in table.cells]
    is_rule = (rules.ink > 0) | (rules.slivers > 0)
    print_alone = ink._replace(ink=np.where(is_rule, 0, ink.ink).astype(np.uint8))
    slivers = np.where(rules.ink > 0, 0, rules.slivers).astype(np.uint8)
    usual = usual_height(print_alone.ink, scale)
    pieces: list[tuple[LineSegment, Box | None]] = []
    outside = print_alone.ink.copy()
    for table in tables:
        _blank(outside, table.box, scale)
    for cell in cells:
        pieces += [(piece, cell) for piece in segments_in(print_alone.ink, _inner(cell, scale), usual)]
    around = segments_in(outside, (0, 0, width, height), usual)
    pieces += [(piece, None) for piece in around if piece.bottom - piece.top > PICTURE.least_height * scale / 2]
    return SeenPage(picture, print_alone, slivers, visible, rules.edges, cells, pieces, scale)


def _blank(ink: Any, box: Box, scale: float) -> None:
    ink[
        max(int(box.top * scale) - 3, 0) : int(box.bottom * scale) + 3,
        max(int(box.x0 * scale) - 3, 0) : int(box.x1 * scale) + 3,
    ] = 0


def _inner(box: Box, scale: float) -> tuple[int, int, int, int]:
    """A cell in pixels, without its rules."""
    off = PICTURE.off_rule
    x0, top, x1, bottom = box.x0 + off, box.top + off, box.x1 - off, box.bottom - off
    return (
        round(x0 * scale),
        round(top * scale),
        max(round(x1 * scale), round(x0 * scale)),
        max(round(bottom * scale), round(top * scale)),
    )


def _looks_like_a_table(seen: SeenPage) -> bool:
    """Whether lines are set in columns: several have a second piece, as prose and titles do not."""
    rows: dict[int, int] = {}
    for piece, _ in seen.pieces:
        rows[piece.top] = rows.get(piece.top, 0) + 1
    return sum(number > 1 for number in rows.values()) >= 3


def _certainty(seen: SeenPage) -> float:
    """How well the longest pieces of lines can be read."""
    longest = sorted((piece for piece, _ in seen.pieces), key=lambda one: one.top - one.bottom + one.x0 - one.x1)
    shape = [one for one in longest if one.x1 - one.x0 > 1.5 * (one.bottom - one.top)] or longest
    chosen = shape[: PICTURE.tried_segments]
    lines = first_recogniser().read([_crop(seen.ink.grey, piece, 0.15) for piece in chosen])
    sure = [read.probability for line in lines for read in line]
    return float(np.mean(sure)) if sure else 0.0


def _side_by_side(picture: Any, scale: float) -> Any:
    """A sheet with two pages side by side as one long page, the left above the right."""
    height, width = picture.shape[:2]
    if width < 1.25 * height:
        return picture
    found = seen_page(picture, scale)
    middle = width / scale / 2
    left = [box for box in found.cells if box.x1 < middle]
    right = [box for box in found.cells if box.x0 > middle]
    across = [piece for piece, _ in found.pieces if piece.x0 < middle * scale < piece.x1]
    if not left or not right or len(left) + len(right) < len(found.cells) or across:
        return picture
    half = width // 2
    sides = [straightened(picture[:, :half]), straightened(picture[:, half : 2 * half])]
    return cv2.vconcat(sides)


# ---- what it says -------------------------------------------------------------------------------------------------------


def _recognised(seen: SeenPage) -> list[list[AgreedCharacter]]:
    """Each piece of a line, read twice: in grey, and as black and white on another scale by another model."""
    pieces = [piece for piece, _ in seen.pieces]
    first = first_recogniser().read([_crop(seen.ink.grey, piece, 0.12) for piece in pieces])
    second = second_recogniser().read([_sharp(_crop(seen.ink.grey, piece, 0.25)) for piece in pieces])
    lines = [agreed(*both) for both in zip(first, second, strict=True)]
    return [_doubted_under_seals(seen, *both) for both in zip(pieces, lines, strict=True)]


def _doubted_under_seals(seen: SeenPage, piece: LineSegment, line: list[AgreedCharacter]) -> list[AgreedCharacter]:
    """The characters of a piece, unsure where the ink of a seal lay: a point or a stroke may have gone with it."""
    high, wide = piece.bottom - piece.top, piece.x1 - piece.x0
    under = seen.ink.seal[max(piece.top - high // 4, 0) : piece.bottom + high // 4].any(axis=0)
    if not under[max(piece.x0 - high, 0) : piece.x1 + high].any():
        return line
    found = []
    for one in line:
        middle = piece.x0 + round(one.middle * wide)
        touched = under[max(middle - high, 0) : middle + high].any()
        found.append(one._replace(is_sure=False) if touched else one)
    return with_whole_values(found)


def _crop(grey: Any, piece: LineSegment, margin: float) -> Any:
    """The picture of a piece, with paper around it."""
    part = grey[piece.top : piece.bottom, piece.x0 : piece.x1]
    paper = int(np.percentile(part, 95))
    room = max(round(margin * (piece.bottom - piece.top)), 2)
    return cv2.copyMakeBorder(part, room, room, room, room, cv2.BORDER_CONSTANT, value=paper)


def _sharp(grey: Any) -> Any:
    """The picture with more contrast: nearly black and white."""
    enlarged = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    level, _ = cv2.threshold(enlarged, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.clip((enlarged.astype(np.float32) - level) * 3 + 128, 0, 255).astype(np.uint8)


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


def _notices(seen: SeenPage) -> Iterator[Notice]:
    """What is doubtful about a cell: a rule that ends in it, print that touches its rules, a seal over it."""
    for cell in seen.cells:
        if any(_runs_inside(edge, cell) for edge in seen.edges):
            yield Notice(cell, "scan-rule-broken")
        if _print_at_rim(seen, cell):
            yield Notice(cell, "scan-on-rule")
        x0, top, x1, bottom = _inner(cell, seen.scale)
        if seen.ink.seal[top:bottom, x0:x1].any() and any(of == cell for _, of in seen.pieces):
            yield Notice(cell, "scan-seal-over")


def _runs_inside(edge: Edge, cell: Box) -> bool:
    """Whether a rule runs inside a cell: what is left of one that broke, so that the cell may be two."""
    off = PICTURE.inside
    x0, x1 = max(edge["x0"], cell.x0 + off), min(edge["x1"], cell.x1 - off)
    top, bottom = max(edge["top"], cell.top + off), min(edge["bottom"], cell.bottom - off)
    length = x1 - x0 if edge["orientation"] == "h" else bottom - top
    across = bottom - top if edge["orientation"] == "h" else x1 - x0
    return bool(length > PICTURE.least_rule / 2 and across >= 0)


def _print_at_rim(seen: SeenPage, cell: Box) -> bool:
    """Whether print reaches the rim of a cell, where its rules were taken away: part of it may have gone with them."""
    x0, top, x1, bottom = _inner(cell, seen.scale)
    left, upper, right, lower = (round(edge * seen.scale) for edge in cell)
    around = (slice(max(upper, 0), lower), slice(max(left, 0), right))
    part = cv2.bitwise_or(seen.ink.ink[around], seen.slivers[around])
    part[top - upper : bottom - upper, x0 - left : x1 - left] = 0
    thick = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) if part.size else part
    return int(np.count_nonzero(thick)) >= PICTURE.at_rim * seen.scale**2
