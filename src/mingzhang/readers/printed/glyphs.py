"""Printed characters: where each stands in the direction in which it is read."""

from typing import NamedTuple

from mingzhang.readers.printed.settings import GEOMETRY


class Box(NamedTuple):
    """A rectangle on a page; y counts downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


class Glyph(NamedTuple):
    """A printed character. `start` to `end` in the direction of reading, `baseline` in that of the lines (both grow).

    `direction` is the angle at which the line runs, anticlockwise: 0, 90, 180 or 270, and None when it is another one.
    """

    text: str
    start: float
    end: float
    baseline: float
    size: float
    direction: int | None
    box: Box
    look: str | None = None  # the mark that it bears
    colour: tuple[float, ...] | None = None
    order: int = 0  # when it was drawn
    opacity: float = 1.0

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which cell it stands."""
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2


def glyph(text: str, box: Box, matrix: tuple[float, ...]) -> Glyph:
    """A character in its box, set by a PDF text matrix (whose y counts upwards)."""
    a, b, _, _, e, f = matrix
    x0, top, x1, bottom = box
    steep = GEOMETRY.steep * (abs(a) + abs(b))
    if abs(b) <= steep:
        placed = (x0, x1, -f, bottom - top, 0) if a >= 0 else (-x1, -x0, f, bottom - top, 180)
    elif abs(a) <= steep:
        placed = (-bottom, -top, e, x1 - x0, 90) if b > 0 else (top, bottom, -e, x1 - x0, 270)
    else:
        return Glyph(text, x0, x1, -f, bottom - top, None, box)
    return Glyph(text, *placed, box)


def turned(box: Box, direction: int) -> tuple[float, float]:
    """From where to where the lines of a direction can run in a box."""
    ends = {0: (box.x0, box.x1), 90: (-box.bottom, -box.top), 180: (-box.x1, -box.x0), 270: (box.top, box.bottom)}
    return ends[direction]
