"""A page of a PDF as a picture, drawn by pdfium in a worker: files of strangers are not opened in the process of the server.

A text that stands on the page once is framed; one that stands there more often is not, because nobody could say which.
"""

import io
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingzhang.site.sql.frames import FrameKind, encoded

_WIDTH, _MOST_PIXELS = 1240, 4_000_000
_COLOURS = 64
_FRAME, _FRAME_WIDTH, _ROOM = (176, 58, 26), 3, 5

PixelBox = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of the PDF at `path`, counted from 1, with the place of `text` framed."""

    path: Path
    page: int
    text: str

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:  # noqa: ARG002 (a job has one)
        """One value: the PNG; None when there is no such page, or it cannot be drawn."""
        yield FrameKind.VALUE, encoded(page_as_png(self.path, self.page, self.text))


def page_as_png(path: Path, number: int, text: str) -> bytes | None:
    """A page as PNG, None when it cannot be drawn."""
    # Here, because only workers that draw need it.
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            if not 1 <= number <= len(document):
                return None
            return _png(document[number - 1], text)
    except pypdfium2.PdfiumError:
        return None


def _png(page: Any, text: str) -> bytes:
    from PIL import Image, ImageDraw

    width, height = page.get_size()
    scale = min(_WIDTH / width, (_MOST_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    if (box := box_of_text(page, text, picture.size)) is not None:
        left, top, right, bottom = box
        frame = (left - _ROOM, top - _ROOM, right + _ROOM, bottom + _ROOM)
        ImageDraw.Draw(picture).rectangle(frame, outline=_FRAME, width=_FRAME_WIDTH)
    file = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def box_of_text(page: Any, text: str, size: tuple[int, int]) -> PixelBox | None:
    """Where a text stands on a page, in pixels of a picture of this size; None unless it is there just once."""
    wanted = "".join(text.split())
    letters = _letters(page, size)
    printed = "".join(letter for letter, _ in letters)
    at = printed.find(wanted) if wanted else -1
    if at < 0 or printed.find(wanted, at + 1) >= 0:
        return None
    lefts, tops, rights, bottoms = zip(*(box for _, box in letters[at : at + len(wanted)]), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _letters(page: Any, size: tuple[int, int]) -> list[tuple[str, PixelBox]]:
    """The characters of a page that are no white space, in the order of its content, each with its box."""
    from pypdfium2 import raw

    words = page.get_textpage()
    found = []
    for number in range(words.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(words.raw, number))
        if not letter.isspace() and letter.isprintable():
            found.append((letter, _in_pixels(page, words.get_charbox(number), size)))
    return found


def _in_pixels(page: Any, box: tuple[float, float, float, float], size: tuple[int, int]) -> PixelBox:
    """A box of the page in the picture: the page may be turned, and cut to a part of it."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        left, top = c_int(), c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, size[0], size[1], 0, x, y, byref(left), byref(top))
        corners.append((left.value, top.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
