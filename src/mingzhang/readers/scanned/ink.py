"""The print of a page, parted from seals and dirt."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np

from mingzhang.readers.scanned.settings import PICTURE


class PageInk(NamedTuple):
    """A page in grey without its seals, where it has ink (255, else 0), and where the ink of seals was (255, else 0)."""

    grey: Any
    ink: Any
    seal: Any


def ink_of(picture: Any, scale: float) -> PageInk:
    """The ink of a picture (blue, green, red), of which so many pixels are a point."""
    blue, green, red = cv2.split(picture)
    lightest, darkest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    seal = _seals(cv2.subtract(lightest, darkest), scale)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    sealed = seal > 0
    grey[sealed] = np.where(lightest > PICTURE.seal_light, 255, lightest)[sealed]
    seal = np.where(cv2.subtract(lightest, darkest) > PICTURE.colour / 2, seal, 0).astype(np.uint8)
    return PageInk(grey, _without_specks(dark_ink(grey, scale), scale), seal)


def tones(grey: Any) -> tuple[float, float]:
    """How dark ink is, and how light paper: the darkest part of a page, and where it says little, of what is there."""
    paper = float(np.percentile(grey, 90))
    low = paper
    for share in (PICTURE.darkest, PICTURE.darkest_of_little):
        low = float(np.percentile(grey, share))
        if paper - low >= PICTURE.contrast:
            break
    return low, paper


def _seals(colour: Any, scale: float) -> Any:
    """Where ink of so much colour lies that is as large as a seal, or inside one: other coloured characters stay print."""
    coloured = (colour > PICTURE.colour).astype(np.uint8) * 255
    seal = np.zeros_like(coloured)
    if not coloured.any():
        return seal
    width = max(round(3 * scale), 1)
    joined = cv2.dilate(coloured, np.ones((width, width), np.uint8))
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(joined)
    boxes = statistics[:, :4]  # left, top, width, height
    large = boxes[1:][boxes[1:, 2:].min(axis=1) >= PICTURE.seal * scale]
    for label in range(1, number):
        if any(_lies_in(boxes[label], one) for one in large):
            seal[labels == label] = 255
    return seal


def _lies_in(inner: Any, outer: Any) -> bool:
    return bool(np.all(inner[:2] >= outer[:2]) and np.all(inner[:2] + inner[2:] <= outer[:2] + outer[2:]))


def dark_ink(grey: Any, scale: float) -> Any:
    """Where ink is: darker than the paper around it, and than half of the way to the darkest ink of the page."""
    low, paper = tones(grey)
    if paper - low < PICTURE.contrast:
        return np.zeros_like(grey)
    window = round(20 * scale) | 1
    around = cv2.medianBlur(
        cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), min(window // 4 | 1, 99)
    )
    background = cv2.resize(around, (grey.shape[1], grey.shape[0])).astype(np.int16)
    depth = background - grey
    return ((depth > 0.35 * (paper - low)) * 255).astype(np.uint8)


def _without_specks(ink: Any, scale: float) -> Any:
    """Ink without dirt: what is smaller than a point in both directions and stands alone."""
    number, labels, statistics, _ = cv2.connectedComponentsWithStats(ink)
    least = PICTURE.speck * scale
    small = (statistics[:, cv2.CC_STAT_WIDTH] < least) & (statistics[:, cv2.CC_STAT_HEIGHT] < least)
    small[0] = False
    return np.where(small[labels], 0, ink).astype(np.uint8) if number > 1 else ink
