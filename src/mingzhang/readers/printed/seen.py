"""What can be seen of the characters on a page: which are struck through, covered, or in the colour of what is behind them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

from mingzhang.readers.marked import COVERED, HIDDEN, OVERPRINTED, STRUCK
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.settings import GEOMETRY

Colour = tuple[float, ...]


class Area(NamedTuple):
    """Something painted on a page; `colour` is None for a picture. `order` counts what is drawn from the first on."""

    box: Box
    order: int
    colour: Colour | None
    opacity: float = 1.0


def is_white(colour: Any) -> bool:
    """Whether a colour (grey, RGB or CMYK) is that of paper."""
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return False
    return max(colour) <= 1 - GEOMETRY.white if len(colour) == 4 else bool(colour) and min(colour) >= GEOMETRY.white


def with_looks(glyphs: Sequence[Glyph], areas: Sequence[Area], lines: Sequence[Box]) -> tuple[list[Glyph], list[Box]]:
    """The characters, each with its look, and those lines that strike some of them through."""
    struck, strikes = _struck(glyphs, lines)
    painted = _Painted(areas)
    found: list[Glyph] = []
    for number, one in enumerate(glyphs):
        if painted.covers(one):
            look: str | None = COVERED
        elif one.opacity < GEOMETRY.least_opacity or painted.swallows(one):
            look = HIDDEN
        else:
            look = STRUCK if number in struck else one.look
        found.append(one if look == one.look else one._replace(look=look))
    for number in _overprinted(found):
        found[number] = found[number]._replace(look=OVERPRINTED)
    return found, strikes


def watermarks(glyphs: Sequence[Glyph]) -> set[int]:
    """The places of the characters that lie over or under a page as a watermark: at a slant, or large and faint."""
    upright = [one.size for one in glyphs if one.direction is not None and not one.text.isspace()]
    usual = median(upright) if upright else 0.0
    return {
        number
        for number, one in enumerate(glyphs)
        if one.direction is None or (one.size > GEOMETRY.watermark_size * usual and _is_faint(one))
    }


def _is_faint(one: Glyph) -> bool:
    if one.opacity < GEOMETRY.watermark_faintness:
        return True
    colour = one.colour
    if not colour or not all(isinstance(part, int | float) for part in colour) or is_white(colour):
        return False
    return (
        max(colour) <= 1 - GEOMETRY.watermark_faintness
        if len(colour) == 4
        else min(colour) >= GEOMETRY.watermark_faintness
    )


class _Painted:
    """The areas of a page, from left to right, so that those at a point are found without asking all."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = sorted((area for area in areas if area.opacity >= GEOMETRY.opaque), key=lambda area: area.box.x0)
        self._starts = [area.box.x0 for area in self._areas]
        self._widest = max((area.box.x1 - area.box.x0 for area in self._areas), default=0.0)

    def covers(self, one: Glyph) -> bool:
        """Whether an area was painted over a character."""
        return any(area.order > one.order and _lies_in(one, area.box) for area in self._at(one))

    def swallows(self, one: Glyph) -> bool:
        """Whether a character has the colour of what is behind it."""
        below = [area for area in self._at(one) if area.order < one.order]
        if not below:
            return is_white(one.colour)
        behind = max(below, key=lambda area: area.order).colour
        if behind is None or one.colour is None:
            return False
        return behind == one.colour or (is_white(behind) and is_white(one.colour))

    def _at(self, one: Glyph) -> Iterable[Area]:
        x, y = one.middle
        first, last = bisect_left(self._starts, x - self._widest), bisect_right(self._starts, x)
        return (area for area in self._areas[first:last] if area.box.holds(x, y))


def _lies_in(one: Glyph, box: Box) -> bool:
    """Whether nearly all of a character lies in a box: a thin line over it covers nothing."""
    height, width = one.box.bottom - one.box.top, one.box.x1 - one.box.x0
    seen_height = min(one.box.bottom, box.bottom) - max(one.box.top, box.top)
    seen_width = min(one.box.x1, box.x1) - max(one.box.x0, box.x0)
    return seen_height > GEOMETRY.covered * height and seen_width > GEOMETRY.covered * width


def _overprinted(glyphs: Sequence[Glyph]) -> set[int]:
    """The places of the letters and digits that stand where others stand. The same one twice is bold."""
    upright = [
        (number, one)
        for number, one in enumerate(glyphs)
        if one.direction == 0 and one.look not in (COVERED, HIDDEN) and one.text.isalnum()
    ]
    usual = median(one.size for _, one in upright) if upright else 1.0
    upright = [(number, one) for number, one in upright if one.size < 2 * usual]  # larger letters are those of titles
    step = 1.2 * usual  # no two that stand in one place are further apart
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    overprinted: set[int] = set()
    for number, glyph in upright:
        column, row = int(glyph.middle[0] // step), int(glyph.middle[1] // step)
        places = ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1))
        for other in (other for place in places for other in near.get(place, ())):
            if _in_one_place(glyph, glyphs[other]):
                overprinted.update((number, other))
        near[column, row].append(number)
    return overprinted


def _in_one_place(one: Glyph, other: Glyph) -> bool:
    """Whether two characters stand in one place; a digit over an ideograph is a code that runs out of its narrow cell."""
    if one.text == other.text or one.text.isascii() != other.text.isascii():
        return False
    across = min(one.box.x1, other.box.x1) - max(one.box.x0, other.box.x0)
    along = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return (
        across > GEOMETRY.overprinted * min(one.box.x1 - one.box.x0, other.box.x1 - other.box.x0) > 0
        and along > GEOMETRY.covered * max(one.size, other.size)
        and abs(one.baseline - other.baseline) < GEOMETRY.same_baseline * min(one.size, other.size)
    )


def _struck(glyphs: Sequence[Glyph], lines: Sequence[Box]) -> tuple[set[int], list[Box]]:
    """The places of the characters that lines run through, and these lines."""
    upright = sorted(
        (one.box.top, number) for number, one in enumerate(glyphs) if one.direction == 0 and not one.text.isspace()
    )
    tops = [top for top, _ in upright]
    highest = max((one.size for one in glyphs), default=0.0)
    struck: set[int] = set()
    strikes: list[Box] = []
    for line in lines:
        y = (line.top + line.bottom) / 2
        near = (number for _, number in upright[bisect_left(tops, y - highest) : bisect_right(tops, y)])
        under = [number for number in near if _runs_through(line, y, glyphs[number])]
        if not under:
            continue
        start, end = min(glyphs[one].box.x0 for one in under), max(glyphs[one].box.x1 for one in under)
        over = GEOMETRY.strike_overhang * max(glyphs[one].size for one in under)
        if line.x0 >= start - over and line.x1 <= end + over:
            struck.update(under)
            strikes.append(line)
    return struck, strikes


def _runs_through(line: Box, y: float, one: Glyph) -> bool:
    height = one.box.bottom - one.box.top
    if line.bottom - line.top > GEOMETRY.strike_height * one.size:
        return False
    within = one.box.top + GEOMETRY.struck_from * height <= y <= one.box.top + GEOMETRY.struck_to * height
    return within and min(line.x1, one.box.x1) - max(line.x0, one.box.x0) >= GEOMETRY.struck_width * (
        one.box.x1 - one.box.x0
    )
