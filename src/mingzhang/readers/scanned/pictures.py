"""Small pictures of cells, for a reader to compare with what was read."""

from __future__ import annotations

from typing import Any

import cv2

from mingzhang.readers.printed.glyphs import Box

_DPI, _QUALITY = 110, 40  # legible, and about a kilobyte a line
_ROOM = 1.5  # points around the cell: its rules


def cut_out(picture: Any, box: Box, scale: float) -> bytes:
    """A part of the picture of a page in grey, as WebP; of its pixels, `scale` are a point."""
    height, width = picture.shape[:2]
    left, top = max(round((box.x0 - _ROOM) * scale), 0), max(round((box.top - _ROOM) * scale), 0)
    right, bottom = min(round((box.x1 + _ROOM) * scale), width), min(round((box.bottom + _ROOM) * scale), height)
    part = cv2.cvtColor(picture[top : max(bottom, top + 1), left : max(right, left + 1)], cv2.COLOR_BGR2GRAY)
    smaller = min(_DPI / 72 / scale, 1.0)
    part = cv2.resize(part, None, fx=smaller, fy=smaller, interpolation=cv2.INTER_AREA) if min(part.shape) > 4 else part
    return bytes(cv2.imencode(".webp", part, [cv2.IMWRITE_WEBP_QUALITY, _QUALITY])[1].tobytes())
