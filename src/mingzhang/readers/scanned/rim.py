"""What a scanner adds around a page: black where its lid is seen, and punched holes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from mingzhang.readers.scanned.ink import tones
from mingzhang.readers.scanned.settings import PICTURE


def without_rim(picture: Any, scale: float) -> Any:
    """The picture (blue, green, red) with paper where solid black reaches its edge, or is a hole near it.

    Rules and print are thinner than what is taken: a table that is cut off by the edge stays.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    low, paper = tones(grey)
    if paper - low < PICTURE.contrast:
        return picture
    size = max(round(PICTURE.solid * scale), 2)
    dark = cv2.copyMakeBorder(((grey < (low + paper) / 2) * 255).astype(np.uint8), *(size,) * 4, cv2.BORDER_REPLICATE)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))[size:-size, size:-size]
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(solid)
    taken = np.array([_is_of_scanner(one, grey.shape, scale) for one in statistics[:, :4].tolist()])
    taken[0] = False
    if number == 1 or not taken.any():
        return picture
    mask = cv2.dilate((taken[labels] * 255).astype(np.uint8), np.ones((size, size), np.uint8))
    found = picture.copy()
    found[mask > 0] = round(paper)
    return found


def _is_of_scanner(box: list[int], shape: tuple[int, int], scale: float) -> bool:
    """Whether solid black (left, top, width, height) touches the edge of a picture, or is as large as a hole and near it."""
    left, top, wide, high = box
    right, bottom = shape[1] - left - wide, shape[0] - top - high
    if min(left, top, right, bottom) <= 1:
        return True
    least, most = (size * scale for size in PICTURE.hole)
    is_round = least <= min(wide, high) and max(wide, high) <= most
    return is_round and min(left, right) + wide / 2 <= PICTURE.margin * shape[1]
