"""The pieces of printed lines in a part of a picture, by where its ink lies: no ink is outside of all pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.scanned.settings import PICTURE


class LineSegment(NamedTuple):
    """A piece of a line, in pixels of the page: where its ink begins and ends, and from where to where its line reaches."""

    x0: int
    top: int
    x1: int
    bottom: int


def usual_height(ink: Any, scale: float) -> float:
    """The height of a character of the page in pixels: that of the larger pieces of connected ink."""
    _, _, statistics, _ = cv2.connectedComponentsWithStats(ink)
    heights = statistics[1:, cv2.CC_STAT_HEIGHT] / scale
    heights = heights[(heights >= PICTURE.least_height) & (heights <= PICTURE.largest_height)]
    return float(np.percentile(heights, PICTURE.usual)) * scale if len(heights) else 9 * scale


def segments_in(ink: Any, box: tuple[int, int, int, int], usual: float) -> list[LineSegment]:
    """The pieces of lines in a box (x0, top, x1, bottom) of a page, from top to bottom and from left to right."""
    x0, y0, x1, y1 = box
    part = ink[y0:y1, x0:x1]
    found = []
    for top, bottom in _lines(part, usual):
        for left, right in _pieces(part[top:bottom], bottom - top):
            found.append(LineSegment(x0 + left, y0 + top, x0 + right, y0 + bottom))
    return found


def _runs(filled: Any) -> list[tuple[int, int]]:
    """Where something is true without a gap, as the first place and one behind the last."""
    steps = np.diff(np.concatenate(([0], filled.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _lines(part: Any, usual: float) -> list[tuple[int, int]]:
    rows = (part > 0).sum(axis=1)
    return [piece for run in _whole(_runs(rows > 0), usual) for piece in _parted(run, rows, usual)]


def _whole(runs: list[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """Runs of rows with the strokes of one line joined: 二 has white between its strokes, and so has i."""
    joined: list[tuple[int, int]] = []
    for top, bottom in runs:
        if joined:
            before_top, before_bottom = joined[-1]
            low = min(bottom - top, before_bottom - before_top) < PICTURE.piece * usual
            together = bottom - before_top <= 1.3 * usual
            if low and together and top - before_bottom <= PICTURE.joined * usual:
                joined[-1] = (before_top, bottom)
                continue
        joined.append((top, bottom))
    return joined


def _parted(run: tuple[int, int], rows: Any, usual: float) -> Iterator[tuple[int, int]]:
    """A run of rows, cut where lines touch: in the row with the least ink, if it has little."""
    top, bottom = run
    if bottom - top > PICTURE.two_lines * usual:
        inner = rows[top + round(0.6 * usual) : bottom - round(0.6 * usual)]
        if len(inner) and inner.min() <= PICTURE.thin * rows[top:bottom].mean():
            cut = top + round(0.6 * usual) + int(inner.argmin())
            yield from _parted((top, cut), rows, usual)
            yield from _parted((cut, bottom), rows, usual)
            return
    yield run


def _pieces(line: Any, height: int) -> list[tuple[int, int]]:
    """From where to where the pieces of a line run that wide gaps part."""
    pieces: list[tuple[int, int]] = []
    for left, right in _runs((line > 0).any(axis=0)):
        if pieces and left - pieces[-1][1] <= PICTURE.wide_gap * height:
            pieces[-1] = (pieces[-1][0], right)
        else:
            pieces.append((left, right))
    return pieces
