"""Draws a table as a page, with the text of each cell known: what a scanner would see of a perfect print."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageFont

# Debian: fonts-arphic-gbsn00lp, fonts-wqy-zenhei, fonts-lxgw-wenkai, fonts-cwtex-fs (traditional: the rest is set in Song).
_FOLDER = Path("/usr/share/fonts/truetype")
FONTS = {
    "宋体": (_FOLDER / "arphic-gbsn00lp/gbsn00lp.ttf",),
    "黑体": (_FOLDER / "wqy/wqy-zenhei.ttc",),
    "仿宋": (_FOLDER / "cwtex/cwfs.ttf", _FOLDER / "arphic-gbsn00lp/gbsn00lp.ttf"),
    "楷体": (_FOLDER / "lxgw-wenkai/LXGWWenKai-Regular.ttf",),
}
POINTS = 72
_SIZE, _LEADING, _PADDING, _MARGIN, _TITLE = 9.0, 12.0, 3.0, 40.0, 15.0
_NOT_FIRST = "，。；：、）)%％"


class Drawn(NamedTuple):
    """A page and what stands in its cells, row by row."""

    picture: Any
    rows: list[list[str]]
    boxes: list[list[tuple[float, float, float, float]]]  # of the cells, in points


class Face:
    """A font in a size, with others for the characters that it does not have."""

    def __init__(self, name: str, pixels: float) -> None:
        self._fonts = [ImageFont.truetype(str(path), round(pixels)) for path in FONTS[name]]
        self._missing = [_outline(font, "\U0010fffd") for font in self._fonts]

    def of(self, character: str) -> Any:
        """The font for a character."""
        for font, missing in zip(self._fonts, self._missing, strict=True):
            if character.isspace() or _outline(font, character) != missing:
                return font
        return self._fonts[-1]

    def width(self, text: str) -> float:
        """How wide a text is."""
        return float(sum(self.of(one).getlength(one) for one in text))


def _outline(font: Any, character: str) -> bytes:
    return bytes(font.getmask(character))


@cache
def face(name: str, pixels: float) -> Face:
    """A font in a size."""
    return Face(name, pixels)


def wrapped(text: str, font: Face, width: float) -> list[str]:
    """The lines of a text, no wider than that."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if line and font.width(line + character) > width:
                kept = line[:-1] if character in _NOT_FIRST and len(line) > 1 else line
                lines.append(kept)
                line = line[len(kept) :]
            line += character
        lines.append(line)
    return lines


def draw(
    title: str, rows: Sequence[Sequence[str]], widths: Sequence[float], font: str, dpi: float, ruled: bool = True
) -> Drawn:
    """A page of a title and a table; widths in points."""
    scale = dpi / POINTS
    text, heading = face(font, _SIZE * scale), face(font, _TITLE * scale)
    lines = [
        [wrapped(cell, text, (width - 2 * _PADDING) * scale) for cell, width in zip(row, widths, strict=True)]
        for row in rows
    ]
    heights = [max(len(cell) for cell in row) * _LEADING + 2 * _PADDING for row in lines]
    size = (2 * _MARGIN + sum(widths), 2 * _MARGIN + 2 * _TITLE + sum(heights))
    picture = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), "white")
    canvas = ImageDraw.Draw(picture)
    _write(canvas, title, ((picture.width - heading.width(title)) / 2, _MARGIN * scale), heading)
    boxes, top = [], _MARGIN + 2 * _TITLE
    for row, height in zip(lines, heights, strict=True):
        left, own = _MARGIN, []
        for cell, width in zip(row, widths, strict=True):
            own.append((left, top, left + width, top + height))
            if ruled:
                corners = [round(one * scale) for one in own[-1]]
                canvas.rectangle(corners, outline="black", width=max(round(0.6 * scale), 1))
            for number, line in enumerate(cell):
                place = ((left + _PADDING) * scale, (top + _PADDING + number * _LEADING + 1) * scale)
                _write(canvas, line, place, text)
            left += width
        boxes.append(own)
        top += height
    return Drawn(picture, [list(row) for row in rows], boxes)


def _write(canvas: Any, text: str, place: tuple[float, float], font: Face) -> None:
    x, y = place
    for character in text:
        own = font.of(character)
        canvas.text((x, y), character, fill="black", font=own)
        x += own.getlength(character)
