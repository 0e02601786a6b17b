"""Which way up a page is read, and whether it holds two pages side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2

from mingzhang.errors import Refused
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.scanned.doubtful import has_remnants, has_rules_outside_cells, is_mostly_broken
from mingzhang.readers.scanned.line_pictures import cut_line, sharpened
from mingzhang.readers.scanned.recogniser import first_recogniser, second_recogniser
from mingzhang.readers.scanned.seen_page import SeenPage, seen_page
from mingzhang.readers.scanned.segments import LineSegment
from mingzhang.readers.scanned.settings import PICTURE
from mingzhang.readers.scanned.twice import agreed
from mingzhang.readers.scanned.upright import is_photographed, straightened, turned_by


def upright_page(picture: Any, scale: float, number: int) -> SeenPage:
    """The page the way up in which two models agree on what it says, and its cells hold whole lines.

    One model reads lines upside down too, wrongly and no less sure of it; both read characters that lie on their left side,
    as columns of vertical writing do. Raises Refused when no way up is read, when two are equally good, when it is a
    photograph, when it has no rules where it looks like a table, when these are thick or mostly broken, and when print stands
    in a table and in no cell of it.
    """
    tried = list(_tried(picture, scale))
    if not any(one.seen.pieces for one in tried):
        raise Refused("scan-empty", page=number)
    best = max(one.legibility for one in tried)
    legible = [one for one in tried if one.legibility >= PICTURE.other_way_up * best]
    chosen, *others = sorted(legible, key=lambda one: one.whole_lines, reverse=True)
    if chosen.seen.has_thick_rules:
        raise Refused("scan-rules-thick", page=number)
    if _looks_like_a_table(chosen.seen):
        raise Refused("scan-rules-broken" if has_remnants(chosen.seen) else "scan-without-rules", page=number)
    if chosen.seen.lost or has_rules_outside_cells(chosen.seen) or is_mostly_broken(chosen.seen):
        raise Refused("scan-rules-broken", page=number)
    if best < PICTURE.legible:
        raise Refused("scan-illegible", page=number)
    if any(chosen.whole_lines < PICTURE.more_whole_lines * one.whole_lines for one in others):
        raise Refused("scan-way-up-unknown", page=number)
    if chosen.seen.cells and is_photographed(chosen.seen.picture):
        raise Refused("scan-photographed", page=number)
    return chosen.seen


class _WayUp(NamedTuple):
    seen: SeenPage
    legibility: float
    whole_lines: float


def _tried(picture: Any, scale: float) -> Iterator[_WayUp]:
    """The four ways up, of a blank page the first alone."""
    for quarters in (0, 1):
        straight = straightened(turned_by(picture, quarters))
        for half in (0, 2):
            seen = seen_page(turned_by(straight, half), scale)
            yield _WayUp(seen, _legibility(seen), whole_lines(seen))
            if not seen.ink.ink.any():
                return


def whole_lines(seen: SeenPage) -> float:
    """How many cells hold one line and nothing else: on its side it is as many lines as it has characters.

    Without cells, how long the lines are.
    """
    if not seen.cells:
        return sum(_length(piece) for piece, _ in seen.pieces) / max(len(seen.pieces), 1)
    by_cell: dict[Box, list[LineSegment]] = {}
    for piece, cell in seen.pieces:
        if cell:
            by_cell.setdefault(cell, []).append(piece)
    return sum(len(pieces) == 1 and _length(pieces[0]) > PICTURE.whole_line for pieces in by_cell.values())


def _looks_like_a_table(seen: SeenPage) -> bool:
    """Whether lines outside of cells are set in columns: several have a second piece, as prose and titles do not.

    Specks beside the cells of a bad copy are no pieces of lines: most are narrower than two characters.
    """
    rows: dict[int, int] = {}
    least = 2 * seen.usual if seen.cells else 0
    for piece, cell in seen.pieces:
        if cell is None and piece.x1 - piece.x0 >= least:
            rows[piece.top] = rows.get(piece.top, 0) + 1
    return sum(number > 1 for number in rows.values()) >= 3


def _legibility(seen: SeenPage) -> float:
    """How much of the longest pieces of lines two models read alike, from 0 to 1: a character for each height of its line."""
    longest = sorted((piece for piece, _ in seen.pieces), key=lambda one: one.top - one.bottom + one.x0 - one.x1)
    chosen = ([one for one in longest if _length(one) > 1.5] or longest)[: PICTURE.tried_segments]
    first = first_recogniser().read([cut_line(seen.ink.grey, piece, 0.12) for piece in chosen])
    second = second_recogniser().read([sharpened(cut_line(seen.ink.grey, piece, 0.25)) for piece in chosen])
    shares = [
        min(sum(one.is_sure for one in agreed(*both)) / _length(piece), 1.0)
        for piece, *both in zip(chosen, first, second, strict=True)
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _length(piece: LineSegment) -> float:
    """How many times as long as high it is."""
    return (piece.x1 - piece.x0) / (piece.bottom - piece.top)


def one_below_the_other(picture: Any, scale: float) -> Any:
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
