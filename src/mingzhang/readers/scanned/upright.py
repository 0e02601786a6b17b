"""A picture of a page, straightened: by how much it is askew is seen from its rows, which are sharpest when it is straight."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from mingzhang.readers.scanned.settings import PICTURE

_LOOKED_AT = 1000  # pixels of width: enough to see a twentieth of a degree
_STEPS = (0.5, 0.1, 0.03)  # degrees, each around the best of the one before


def straightened(picture: Any) -> Any:
    """The picture with its lines level."""
    angle = skew_of(_small(picture))
    if abs(angle) < _STEPS[-1]:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,) * 3
    )


def is_photographed(picture: Any) -> bool:
    """Whether the columns of a straightened picture are not upright: the angle of a camera, which scanners do not have."""
    return abs(skew_of(_small(cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)))) > PICTURE.photographed


def turned_by(picture: Any, quarters: int) -> Any:
    """The picture turned clockwise by so many right angles."""
    turns = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
    turn = turns[quarters % 4]
    return picture if turn is None else cv2.rotate(picture, turn)


def _small(picture: Any) -> Any:
    """The picture as ink of 0 to 255, small."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    share = min(_LOOKED_AT / grey.shape[1], 1.0)
    small = cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.clip(np.percentile(small, 80) - small.astype(np.float32) - 15, 0, 255)


def skew_of(ink: Any) -> float:
    """The angle in degrees, anticlockwise, by which a small picture of ink has to be turned."""
    best, reach = 0.0, PICTURE.most_skew
    for step in _STEPS:
        tried = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tried, key=lambda angle: (_sharpness(ink, angle), -abs(angle))))
        reach = step
    return best


def _sharpness(ink: Any, angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    rows = cv2.reduce(turned, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F)  # of all of a picture, which numpy sums slowly
    return float(np.square(np.diff(rows, axis=0)).sum())
