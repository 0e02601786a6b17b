"""What is doubtful about a cell of a picture: a rule that ends in it, print that touches its rules, a seal over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.printed.cells import Edge
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.pages import Notice
from mingzhang.readers.scanned.seen_page import SeenPage, within_rules
from mingzhang.readers.scanned.settings import PICTURE

DOUBTFUL = ("scan-rule-broken", "scan-on-rule", "scan-line-through")  # of these cells no number is read


def doubtful_cells(seen: SeenPage) -> Iterator[Notice]:
    """What is doubtful about a cell: a rule that ends in it, print that touches its rules, a seal over it."""
    fragments = list(_fragments(seen))
    for cell in seen.cells:
        if _is_open(seen, fragments, cell):
            yield Notice(cell, "scan-rule-broken")
        if any(_runs_inside(streak, cell) for streak in seen.streaks):
            yield Notice(cell, "scan-line-through")
        if _print_at_rim(seen, cell):
            yield Notice(cell, "scan-on-rule")
        x0, top, x1, bottom = within_rules(cell, seen.scale)
        if seen.ink.seal[top:bottom, x0:x1].any() and any(of == cell for _, of in seen.pieces):
            yield Notice(cell, "scan-seal-over")


def has_remnants(seen: SeenPage) -> bool:
    """Whether a page has what is left of rules: several straight strokes that are longer than those of characters."""
    return sum(one.length >= PICTURE.least_rule for one in _fragments(seen)) >= PICTURE.remnants


def is_mostly_broken(seen: SeenPage) -> bool:
    """Whether most cells of a page have broken rules in them, as between rules that are dashed or dotted."""
    fragments = list(_fragments(seen))
    broken = sum(_is_open(seen, fragments, cell) for cell in seen.cells)
    return broken > 1 and broken > PICTURE.mostly_broken * len(seen.cells)


def _is_open(seen: SeenPage, fragments: Sequence[_Fragment], cell: Box) -> bool:
    """Whether a cell may be two: a rule runs inside it, or what is left of one, or its texts stand in columns."""
    is_crossed = any(_runs_inside(edge, cell) for edge in seen.edges)
    return is_crossed or _has_broken_rule(fragments, cell, seen) or _holds_columns(seen, cell)


def has_rules_outside_cells(seen: SeenPage) -> bool:
    """Whether fragments above or below a table lie in line with its upright rules: a row whose rules broke is in no cell."""
    rules = {edge for cell in seen.cells for edge in (cell.x0, cell.x1)}
    outside = [
        one
        for one in _fragments(seen)
        if not one.is_level
        and any(abs(rule - one.at) <= PICTURE.in_line for rule in rules)
        and not any(cell.top <= (one.box.top + one.box.bottom) / 2 <= cell.bottom for cell in seen.cells)
    ]
    return len(outside) >= PICTURE.fragments_outside


def _runs_inside(edge: Edge, cell: Box) -> bool:
    """Whether a rule runs inside a cell: what is left of one that broke, so that the cell may be two."""
    off = PICTURE.inside
    x0, x1 = max(edge["x0"], cell.x0 + off), min(edge["x1"], cell.x1 - off)
    top, bottom = max(edge["top"], cell.top + off), min(edge["bottom"], cell.bottom - off)
    length = x1 - x0 if edge["orientation"] == "h" else bottom - top
    across = bottom - top if edge["orientation"] == "h" else x1 - x0
    return bool(length > PICTURE.least_rule / 2 and across >= 0)


class _Fragment(NamedTuple):
    """A thin straight piece of ink, as a rule leaves that broke often."""

    box: Box
    is_level: bool

    @property
    def at(self) -> float:
        """Where it lies across its length, in points."""
        return (self.box.top + self.box.bottom) / 2 if self.is_level else (self.box.x0 + self.box.x1) / 2

    @property
    def length(self) -> float:
        """In points."""
        return self.box.x1 - self.box.x0 if self.is_level else self.box.bottom - self.box.top


def _fragments(seen: SeenPage) -> Iterator[_Fragment]:
    number, _, statistics, _ = cv2.connectedComponentsWithStats(seen.ink.ink)
    for left, top, width, height, _ in (statistics[1:] / seen.scale).tolist() if number > 1 else []:
        long, thin = max(width, height), min(width, height)
        if long >= PICTURE.least_fragment and thin <= PICTURE.fragment and long >= 2 * thin:
            one = _Fragment(Box(left, top, left + width, top + height), width > height)
            if not _is_print(one, seen):
                yield one


def _is_print(one: _Fragment, seen: SeenPage) -> bool:
    """Whether a fragment is a stroke of a character; what is left of a rule lies between lines, or apart from print."""
    x0, top, x1, bottom = (round(edge * seen.scale) for edge in one.box)
    reach = round(PICTURE.around_stroke * seen.usual)
    if one.is_level:
        rows = seen.ink.ink[max(top - reach, 0) : bottom + reach, max(x0 - reach, 0) : x1 + reach].any(axis=1)
        before, behind = rows[: min(top, reach)][::-1], rows[min(top, reach) :]
        high = _filled(before) + _filled(behind)
        return high >= PICTURE.full_line * seen.usual
    near = round(PICTURE.next_to_stroke * seen.usual)
    beside = (slice(max(x0 - near, 0), max(x0 - 1, 0)), slice(x1 + 1, x1 + near))
    return bottom - top <= reach and any(seen.ink.ink[top:bottom, columns].any() for columns in beside)


def _filled(rows: Any) -> int:
    """How many rows have ink before the first that has none."""
    return len(rows) if rows.all() else int(rows.argmin())


def _has_broken_rule(fragments: Sequence[_Fragment], cell: Box, seen: SeenPage) -> bool:
    """Whether fragments inside a cell lie in one line with rules beside it, or in one with each other along much of it.

    A fragment and nothing else is a dash: if it were left of a rule, the cells on its two sides would be blank.
    """
    own, cells = [one for one in fragments if _lies_inside(one, cell)], seen.cells
    if len(own) == 1 and own[0].is_level and sum(of == cell for _, of in seen.pieces) == 1:
        return False
    for is_level in (True, False):
        extent = cell.bottom - cell.top if not is_level else cell.x1 - cell.x0
        rules = {edge for box in cells for edge in ((box.top, box.bottom) if is_level else (box.x0, box.x1))}
        level = [one for one in own if one.is_level == is_level]
        for one in level:
            line = sum(other.length for other in level if abs(other.at - one.at) <= PICTURE.in_line)
            beside = any(abs(rule - one.at) <= PICTURE.in_line for rule in rules)
            alone = PICTURE.broken_alone if is_level else PICTURE.broken_alone_upright
            if line >= (PICTURE.broken_beside if beside else alone) * extent:
                return True
    return False


def _lies_inside(one: _Fragment, cell: Box) -> bool:
    off = PICTURE.inside
    edges = (cell.top, cell.bottom) if one.is_level else (cell.x0, cell.x1)
    return edges[0] + off < one.at < edges[1] - off and cell.holds(
        (one.box.x0 + one.box.x1) / 2, (one.box.top + one.box.bottom) / 2
    )


def _holds_columns(seen: SeenPage, cell: Box) -> bool:
    """Whether several lines of a cell have a wide gap, as the cells of two columns have whose rule is gone."""
    tops: dict[int, int] = {}
    for piece, of in seen.pieces:
        if of == cell:
            tops[piece.top] = tops.get(piece.top, 0) + 1
    return sum(number > 1 for number in tops.values()) >= PICTURE.lines_in_columns


def _print_at_rim(seen: SeenPage, cell: Box) -> bool:
    """Whether print reaches the rim of a cell, where its rules were taken away: part of it may have gone with them."""
    x0, top, x1, bottom = within_rules(cell, seen.scale)
    left, upper, right, lower = (round(edge * seen.scale) for edge in cell)
    around = (slice(max(upper, 0), lower), slice(max(left, 0), right))
    part = cv2.bitwise_or(seen.ink.ink[around], seen.slivers[around])
    part[top - upper : bottom - upper, x0 - left : x1 - left] = 0
    thick = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) if part.size else part
    return int(np.count_nonzero(thick)) >= PICTURE.at_rim * seen.scale**2
