"""How fine a picture is, as it comes, before it is enlarged and turned: how many dots tell something of a character."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.scanned.ink import tones
from mingzhang.readers.scanned.settings import PICTURE

_ENLARGED = (4, 3, 2)  # times, by repeating dots
_ROWS = 2000  # of a picture, from its middle: enough to tell


class Fineness(NamedTuple):
    """How many dots a point has that tell something, and how many of them a digit needs at least."""

    dots: float
    least: float

    def shows(self, height: float) -> bool:
        """Whether a digit so many points high can be told from others."""
        return height * self.dots >= self.least


def fineness_of(picture: Any, dots: float) -> Fineness:
    """The fineness of a picture (grey, or blue, green, red) of which so many dots are a point, in the coarser direction.

    A picture that was enlarged by repeating its dots has as many as before; one that is blurred has fewer than it seems to
    have. Black and white, grain and the traces of JPEG leave less of a digit than clean grey does.
    """
    start = max((picture.shape[0] - _ROWS) // 2, 0)
    grey = np.atleast_3d(picture[start : start + _ROWS])[:, :, :3].mean(axis=2).astype(np.int16)
    low, paper = tones(grey)
    contrast = paper - low
    if contrast < PICTURE.contrast:
        return Fineness(dots, PICTURE.digit)
    ink = grey < low + 0.5 * contrast
    between = (grey > low + 0.2 * contrast) & (grey < low + 0.8 * contrast)
    is_grey = bool(np.count_nonzero(between) > PICTURE.grey * np.count_nonzero(ink))
    sharp = _sharpness(grey, ink, contrast) / PICTURE.sharp if is_grey else 1.0
    is_clean = is_grey and _grain(grey, ink) <= PICTURE.grain * contrast
    least = PICTURE.clean_digit if is_clean else PICTURE.digit
    return Fineness(dots * min(sharp, 1.0) / _times_enlarged(grey), least)


def _sharpness(grey: Any, ink: Any, contrast: float) -> float:
    """The steepest steps from paper to ink, as a share of what lies between them: of a blurred picture they are small."""
    edge = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    steps = np.abs(np.diff(grey, axis=1))[edge[:, 1:]]
    return float(np.percentile(steps, 97) / contrast) if len(steps) else 1.0


def _grain(grey: Any, ink: Any) -> float:
    """How much the paper differs from dot to dot, away from ink."""
    paper = cv2.dilate(ink.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    differences = (grey - cv2.medianBlur(grey.astype(np.uint8), 3))[paper]
    return float(np.std(differences)) if len(differences) else 0.0


def _times_enlarged(grey: Any) -> int:
    """How often each dot is repeated in both directions, as programs enlarge that do not smooth."""
    steps = [np.abs(np.diff(grey, axis=axis)).sum(axis=1 - axis).astype(float) for axis in (0, 1)]
    for times in _ENLARGED:
        if all(max(one[start::times].sum() for start in range(times)) > 0.97 * one.sum() > 0 for one in steps):
            return times
    return 1
