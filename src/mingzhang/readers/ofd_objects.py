"""What is drawn on a page of an OFD: text objects, paths and pictures (GB/T 33190-2016, chapters 8 to 11), in points.

The origin of a page is its upper left corner and y counts downwards. A text object gives the place of its first character, and
the distances from each character to the next.
"""

import math
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.characters import characters_seen
from mingzhang.readers.printed.cells import Edge
from mingzhang.readers.printed.glyphs import Box, Glyph, glyph
from mingzhang.readers.printed.seen import Area
from mingzhang.readers.printed.settings import GEOMETRY

_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_LINE_WIDTH = 0.353  # millimetres, when a path says nothing (table 35 of the standard)
_OPERATORS = {"M": 2, "S": 2, "L": 2, "B": 6, "Q": 4, "A": 7, "C": 0}
_MOST_CHARACTERS = 2_000_000
_DEEPEST = 8  # of graphics in graphics

Transform = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


class Canvas:
    """Takes what pages and their templates draw, in the order of drawing; `scale` makes millimetres points."""

    def __init__(self, scale: float, units: Mapping[str, Any] | None = None) -> None:
        self._scale = scale
        self._units = units or {}  # composite graphics that pages draw, by their IDs
        self._around: list[tuple[Point, Transform]] = []  # the composite graphics that are being drawn, from outside in
        self._order = 0
        self.glyphs: list[Glyph] = []
        self.areas: list[Area] = []
        self.edges: list[Edge] = []
        self.lines: list[Box] = []
        self.composites = 0

    def draw(self, root: Any) -> None:
        """Draw the objects of a page. Raises Refused when a number in it is none."""
        for content in root.iter("{*}Content"):
            for element in content.iter():
                self._order += 1
                if element.get("Visible") != "false":
                    self._object(element)
        if max(len(self.glyphs), self._order) > _MOST_CHARACTERS:
            raise Refused("too-many-cells", number=max(len(self.glyphs), self._order), limit=_MOST_CHARACTERS)

    def _object(self, element: Any) -> None:
        match str(element.tag).rpartition("}")[2]:
            case "TextObject":
                self._text(element)
            case "PathObject":
                self._path(element)
            case "ImageObject":
                self.areas.append(Area(self._boundary(element), self._order, None, GEOMETRY.see_through))
            case "CompositeObject":
                self._composite(element)

    def _composite(self, element: Any) -> None:
        """Draws a graphic of the resources in its place (chapter 13 of the standard); one that is not there is counted."""
        unit = self._units.get(element.get("ResourceID", ""))
        if unit is None or len(self._around) == _DEEPEST or element.get("Alpha") not in (None, "255"):
            self.composites += 1
            return
        self._around.append((self._origin(element), _matrix(element)))
        self.draw(unit)
        self._around.pop()

    # ---- text ------------------------------------------------------------------------------------------------------

    def _text(self, element: Any) -> None:
        size = _number(element.get("Size"), 3.5)
        origin, matrix = self._origin(element), _matrix(element)
        opacity = _number(element.get("Alpha"), 255) / 255
        colour = _colour(_child(element, "FillColor"), (0.0, 0.0, 0.0))
        if element.get("Fill") == "false":  # its outlines are drawn, or nothing (table 45 of the standard)
            colour = _colour(_child(element, "StrokeColor"), (0.0, 0.0, 0.0))
            opacity *= element.get("Stroke") == "true"
        x, y = 0.0, 0.0
        for code in element.iter("{*}TextCode"):
            text = code.text or ""
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            steps = zip(_deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text)), strict=True)
            at_x, at_y = x, y
            for character, (step_x, step_y) in zip(text, steps, strict=True):
                usual = size if not character.isascii() else size / 2
                width = min(step_x, size) if step_x else usual
                placed = self._placed(character, (at_x, at_y), width, size, origin, matrix)
                if placed is not None:
                    self.glyphs.append(placed._replace(colour=colour, order=self._order, opacity=opacity))
                at_x += step_x if step_x is not None else (0.0 if step_y else usual)
                at_y += step_y or 0.0

    def _placed(
        self, character: str, at: Point, width: float, size: float, origin: Point, matrix: Transform
    ) -> Glyph | None:
        text = characters_seen(character)
        if not text:
            return None
        top, bottom = at[1] - GEOMETRY.ascent * size, at[1] + (1 - GEOMETRY.ascent) * size
        corners = [self._on_page((x, y), origin, matrix) for x in (at[0], at[0] + width) for y in (top, bottom)]
        x, y = self._on_page(at, origin, matrix)
        box = _around(corners)
        a, b, c, d, _, _ = self._turned(matrix)
        return glyph(text, box, (a, -b, -c, d, x, -y))

    # ---- paths -----------------------------------------------------------------------------------------------------

    def _path(self, element: Any) -> None:
        """Level and upright lines as edges, and areas that are filled."""
        origin, matrix = self._origin(element), _matrix(element)
        is_filled, is_stroked = element.get("Fill") == "true", element.get("Stroke") != "false"
        colour = _colour(_child(element, "FillColor"), (0.0, 0.0, 0.0))
        opacity = _number(element.get("Alpha"), 255) / 255
        width = _number(element.get("LineWidth"), _LINE_WIDTH) * self._scale
        for points, is_straight in _outlines(_child(element, "AbbreviatedData")):
            placed = [self._on_page(point, origin, matrix) for point in points]
            box = _around(placed)
            if is_filled and is_straight:
                self.areas.append(Area(box, self._order, colour, opacity))
                self._edges([(box.x0, box.top), (box.x1, box.top)], colour, fill=True)
                self._edges([(box.x0, box.bottom), (box.x1, box.bottom)], colour, fill=True)
                self._edges([(box.x0, box.top), (box.x0, box.bottom)], colour, fill=True)
                self._edges([(box.x1, box.top), (box.x1, box.bottom)], colour, fill=True)
            elif is_stroked and is_straight:
                self._edges(placed, colour, fill=False)
            if (
                is_straight
                and box.bottom - box.top < GEOMETRY.thin_line
                and box.x1 - box.x0 > 2 * (box.bottom - box.top)
            ):
                half = 0.0 if is_filled else width / 2
                self.lines.append(Box(box.x0, box.top - half, box.x1, box.bottom + half))

    def _edges(self, points: list[Point], colour: Any, fill: bool) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y0 - y1) <= GEOMETRY.level or abs(x0 - x1) <= GEOMETRY.level:
                self.edges.append(
                    {
                        "object_type": "rect_edge",
                        "orientation": "h" if abs(y0 - y1) <= GEOMETRY.level else "v",
                        "x0": min(x0, x1),
                        "x1": max(x0, x1),
                        "top": min(y0, y1),
                        "bottom": max(y0, y1),
                        "width": abs(x1 - x0),
                        "height": abs(y1 - y0),
                        "fill": fill,
                        "stroke": not fill,
                        "non_stroking_color": colour,
                    }
                )

    # ---- places ----------------------------------------------------------------------------------------------------

    def _origin(self, element: Any) -> Point:
        boundary = _list(element.get("Boundary"), 4)
        return boundary[0], boundary[1]

    def _boundary(self, element: Any) -> Box:
        x, y, width, height = _list(element.get("Boundary"), 4)
        corners = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        return _around([self._on_page(corner, (0.0, 0.0), _IDENTITY) for corner in corners])

    def _on_page(self, point: Point, origin: Point, matrix: Transform) -> Point:
        for (left, top), (a, b, c, d, e, f) in [(origin, matrix), *reversed(self._around)]:
            x, y = point
            point = a * x + c * y + e + left, b * x + d * y + f + top
        return point[0] * self._scale, point[1] * self._scale

    def _turned(self, matrix: Transform) -> Transform:
        """How text is turned and scaled by its own matrix and by those of the graphics around it."""
        for _, (a, b, c, d, _e, _f) in reversed(self._around):
            p, q, r, s, e, f = matrix
            matrix = a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, e, f
        return matrix


def _child(element: Any, name: str) -> Any:
    return next(element.iter(f"{{*}}{name}"), None)


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _number(text: str | None, otherwise: float) -> float:
    if text is None:
        return otherwise
    return _list(text, 1)[0]


def _list(text: str | None, length: int) -> list[float]:
    """The numbers of an attribute. Raises Refused when they are too few, or none."""
    try:
        found = [float(part) for part in (text or "").split()]
    except ValueError:
        found = []
    if len(found) < length or not all(map(math.isfinite, found)):
        raise Refused("file-damaged", format="OFD")
    return found[:length]


def _matrix(element: Any) -> Transform:
    text = element.get("CTM")
    if not text:
        return _IDENTITY
    a, b, c, d, e, f = _list(text, 6)
    return a, b, c, d, e, f


def _deltas(text: str | None, length: int) -> list[float | None]:
    """The distance from each character to the next; `g 3 5` says 5 three times. None where the object says nothing."""
    if not text:
        return [None] * length
    parts = text.split()
    found: list[float | None] = []
    at = 0
    while at < len(parts) and len(found) < length:
        if parts[at] == "g" and at + 2 < len(parts):
            count, value = _list(" ".join(parts[at + 1 : at + 3]), 2)
            found += [value] * min(int(count), length)
            at += 3
        else:
            found += _list(parts[at], 1)
            at += 1
    return [*found[:length], *[None] * (length - len(found))]


def _colour(element: Any, otherwise: tuple[float, ...]) -> tuple[float, ...] | None:
    """A colour as numbers from 0 to 1, None when it is a pattern or of a colour space of its own."""
    if element is None:
        return otherwise
    value = element.get("Value")
    if not value:
        return otherwise if not len(element) else None
    return tuple(part / 255 for part in _list(value, 1 if len(value.split()) == 1 else 3))


def _outlines(data: Any) -> Iterator[tuple[list[Point], bool]]:
    """The outlines of a path, each with whether all its sides are straight."""
    parts = re.findall(
        r"[A-Z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", (data.text or "") if data is not None else ""
    )
    points: list[Point] = []
    is_straight, position = True, 0
    while position < len(parts):
        operator = parts[position]
        needed = _OPERATORS.get(operator)
        values = [float(part) for part in parts[position + 1 : position + 1 + (needed or 0)] if not part.isalpha()]
        if needed is None or len(values) < needed:
            position += 1
            continue
        position += 1 + needed
        if operator in ("M", "S"):
            if len(points) > 1:
                yield points, is_straight
            points, is_straight = [(values[0], values[1])], True
        elif operator == "C" and points:
            points.append(points[0])
        elif values:
            points.append((values[-2], values[-1]))
            is_straight = is_straight and operator == "L"
    if len(points) > 1:
        yield points, is_straight
