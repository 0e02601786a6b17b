"""What is doubtful about a cell of a picture: a rule that ends in it, print that touches its rules, a seal over it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from mingzhang.readers.printed.cells import Edge
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.pages import Notice
from mingzhang.readers.scanned.seen_page import SeenPage, within_rules
from mingzhang.readers.scanned.settings import PICTURE


def doubtful_cells(seen: SeenPage) -> Iterator[Notice]:
    """What is doubtful about a cell: a rule that ends in it, print that touches its rules, a seal over it."""
    for cell in seen.cells:
        if any(_runs_inside(edge, cell) for edge in seen.edges):
            yield Notice(cell, "scan-rule-broken")
        if _print_at_rim(seen, cell):
            yield Notice(cell, "scan-on-rule")
        x0, top, x1, bottom = within_rules(cell, seen.scale)
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
    x0, top, x1, bottom = within_rules(cell, seen.scale)
    left, upper, right, lower = (round(edge * seen.scale) for edge in cell)
    around = (slice(max(upper, 0), lower), slice(max(left, 0), right))
    part = cv2.bitwise_or(seen.ink.ink[around], seen.slivers[around])
    part[top - upper : bottom - upper, x0 - left : x1 - left] = 0
    thick = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) if part.size else part
    return int(np.count_nonzero(thick)) >= PICTURE.at_rim * seen.scale**2
