"""What is to be read on a page that lies straight: its ink, its rules, its cells, and the pieces of lines in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from mingzhang.readers.printed.cells import Edge, find_tables
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.scanned.ink import PageInk, ink_of
from mingzhang.readers.scanned.rules import has_thick_rules, picture_rules
from mingzhang.readers.scanned.segments import LineSegment, segments_in, usual_height
from mingzhang.readers.scanned.settings import PICTURE


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page as it lies: its ink without rules, what lies against these, its rules, and pieces of lines with their cells."""

    picture: Any
    ink: PageInk
    slivers: Any
    visible: Box
    edges: list[Edge]
    streaks: list[Edge]
    cells: list[Box]
    pieces: list[tuple[LineSegment, Box | None]]
    lost: list[LineSegment]  # pieces in a table and in none of its cells
    scale: float
    usual: float  # height of a character, in pixels
    has_thick_rules: bool = False  # of which no cells were made


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
    for cell in cells:
        _blank(outside, cell, scale)
        pieces += [(piece, cell) for piece in segments_in(print_alone.ink, within_rules(cell, scale), usual)]
    around = segments_in(outside, (0, 0, width, height), usual)
    pieces += [(piece, None) for piece in around if piece.bottom - piece.top > PICTURE.least_height * scale / 2]
    lost = [
        piece for piece, cell in pieces if cell is None and any(_holds(table.box, piece, scale) for table in tables)
    ]
    is_thick = has_thick_rules(ink.grey, scale)
    return SeenPage(
        picture, print_alone, slivers, visible, rules.edges, rules.streaks, cells, pieces, lost, scale, usual, is_thick
    )


def _holds(box: Box, piece: LineSegment, scale: float) -> bool:
    return box.holds((piece.x0 + piece.x1) / 2 / scale, (piece.top + piece.bottom) / 2 / scale)


def _blank(ink: Any, box: Box, scale: float) -> None:
    ink[
        max(int(box.top * scale) - 3, 0) : int(box.bottom * scale) + 3,
        max(int(box.x0 * scale) - 3, 0) : int(box.x1 * scale) + 3,
    ] = 0


def within_rules(box: Box, scale: float) -> tuple[int, int, int, int]:
    """A cell in pixels, without its rules."""
    off = PICTURE.off_rule
    x0, top, x1, bottom = box.x0 + off, box.top + off, box.x1 - off, box.bottom - off
    return (
        round(x0 * scale),
        round(top * scale),
        max(round(x1 * scale), round(x0 * scale)),
        max(round(bottom * scale), round(top * scale)),
    )
