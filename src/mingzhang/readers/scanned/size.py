"""How large a page is printed: from its characters, as what a file says of its size is not always true."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.scanned.ink import dark_ink
from mingzhang.readers.scanned.settings import PICTURE


class SizedPicture(NamedTuple):
    """A picture, how many of its pixels are a point, and how many of the points that were told for it are one."""

    picture: Any
    scale: float
    told_points: float = 1.0


def in_true_size(picture: Any, scale: float) -> SizedPicture:
    """A picture (blue, green, red) of whose pixels so many are told to be a point, with characters no larger than forms have.

    A clipping that is taken for a whole page seems to have huge characters and thick rules; so has a page whose file counts a
    dot of the scanner as a point. What is finer than models make use of then is made smaller.
    """
    height = _character_height(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), scale)
    if height <= PICTURE.largest_usual * scale:
        return SizedPicture(picture, scale)
    own = height / PICTURE.usual_print
    wanted = min(own, PICTURE.most_dpi / 72)
    if wanted == own:
        return SizedPicture(picture, own, own / scale)
    smaller = cv2.resize(picture, None, fx=wanted / own, fy=wanted / own, interpolation=cv2.INTER_AREA)
    return SizedPicture(smaller, wanted, own / scale)


def _character_height(grey: Any, scale: float) -> float:
    """How many pixels high most characters are, 0 where there are too few to tell."""
    _, _, statistics, _ = cv2.connectedComponentsWithStats(dark_ink(grey, scale))
    high, wide = statistics[1:, cv2.CC_STAT_HEIGHT], statistics[1:, cv2.CC_STAT_WIDTH]
    is_character = (high >= PICTURE.least_height * scale) & (high < 3 * wide) & (wide < 3 * high)
    heights = high[is_character & (high < PICTURE.largest_of_page * min(grey.shape))]
    return float(np.percentile(heights, PICTURE.usual)) if len(heights) >= PICTURE.enough_to_tell else 0.0
