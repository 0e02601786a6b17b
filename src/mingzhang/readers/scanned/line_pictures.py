"""Pieces of lines, cut out of a page for a model to read: in grey, and in high contrast."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from mingzhang.readers.scanned.segments import LineSegment
from mingzhang.readers.scanned.settings import PICTURE


def cut_line(grey: Any, piece: LineSegment, margin: float, usual: float = 0.0) -> Any:
    """The picture of a piece, with paper around it: so much that a sign (-, =, ≥) is no larger beside it than on the page.

    `usual` is the height of a character there, in pixels.
    """
    part = grey[piece.top : piece.bottom, piece.x0 : piece.x1]
    paper = int(np.percentile(part, 95))
    room = max(round(margin * (piece.bottom - piece.top)), 2)
    high = piece.bottom - piece.top
    above = max(room, round((usual - high) / 2)) if high < PICTURE.low_piece * usual else room
    return cv2.copyMakeBorder(part, above, above, room, room, cv2.BORDER_CONSTANT, value=paper)


def sharpened(grey: Any) -> Any:
    """The picture with more contrast: nearly black and white."""
    enlarged = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    level, _ = cv2.threshold(enlarged, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.clip((enlarged.astype(np.float32) - level) * 3 + 128, 0, 255).astype(np.uint8)
