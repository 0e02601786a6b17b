"""PDF: what a reader sees on its pages. Ruled tables become grids, also over several pages; all else becomes lines.

Tables without rules are not guessed at. What nobody sees is not read: invisible text (as the layer that text recognition lays
under a scan), white text on white, text outside the page. `printed/` does the work; here a file is opened, or refused.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mingzhang.errors import Refused
from mingzhang.read.printed.cells import PageTable, fill_tables, find_tables, is_white
from mingzhang.read.printed.glyphs import UNKNOWN_CHARACTER, Box, Glyph, glyph, shown
from mingzhang.read.printed.layout import PrintedPage, reading_of
from mingzhang.read.printed.lines import segments_of
from mingzhang.records import Reading, Reject

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

MOST_PAGES = 2000
_MARK = b"%PDF-"
_END_MARK = b"%%EOF"
_PICTURE = 0.05  # of a page: less is an ornament
_FULL_PICTURE = 0.6
_FEW_CHARACTERS = 20  # a page number and a stamp beside a scan
_MANY_SHAPES = 200  # text drawn as shapes: an outline for each character

logger = logging.getLogger(__name__)  # INFO after each page, so that whoever runs a reader can show how far it is


def recognises(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark may stand a little behind the beginning."""
    return _MARK in data[:1024]


def read(data: bytes) -> Reading:
    """The lines and ruled tables of a PDF. Raises Refused when it cannot be opened or holds no text."""
    if _END_MARK not in data.rstrip(b"\0 \t\r\n")[-2048:]:
        raise Refused("pdf-damaged", problem="its end is missing")
    with _open(data) as pdf:
        number = _count_pages(pdf)
        pages = []
        for page in pdf.pages:
            pages.append(_read_page(page))
            page.close()
            logger.info("page %d of %d", page.page_number, number)
    if not any(page.has_text for page in pages):
        raise (
            Refused("pdf-scanned", pages=number)
            if any(page.is_picture for page in pages)
            else Refused("pdf-without-text")
        )
    pictures = tuple(Reject("page-scanned", {"page": page.number}) for page in pages if page.is_picture)
    return reading_of("application/pdf", [page.printed for page in pages], pictures)


@contextmanager
def _open(data: bytes) -> Iterator[PDF]:
    try:
        import pdfplumber
    except ImportError:
        raise Refused("extra-missing", extra="pdf") from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, on the console, for every page
    with _refusing():
        pdf = pdfplumber.open(BytesIO(data))
    with pdf:
        yield pdf


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the libraries raise over a file becomes a refusal that names it."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        yield
    except Refused:
        raise
    except Exception as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise Refused("pdf-encrypted") from None
        raise Refused("pdf-damaged", problem=type(cause).__name__) from error


def _count_pages(pdf: PDF) -> int:
    """The number of pages. Raises Refused when there are none, too many, or fewer than the file says."""
    from pdfminer.pdftypes import resolve1

    with _refusing():
        number = len(pdf.pages)
        stated = resolve1((resolve1(pdf.doc.catalog.get("Pages")) or {}).get("Count"))
    if number > MOST_PAGES:
        raise Refused("pdf-too-many-pages", pages=number, limit=MOST_PAGES)
    if isinstance(stated, int) and stated > number:
        raise Refused("pdf-damaged", problem=f"{number} of {stated} pages can be found")
    if number == 0:
        raise Refused("pdf-without-pages")
    return number


# ---- a page ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    printed: PrintedPage
    has_text: bool
    is_picture: bool


def _read_page(page: Page) -> _Page:
    number = page.page_number
    visible = Box(*map(float, page.cropbox))
    with _refusing():
        _check_content(page)
        _lay_out(page)
        glyphs = list(_glyphs(page, visible))
        tables: list[PageTable] = find_tables(page, number, visible)
        covered = sorted((_covered(image, visible) for image in page.images), reverse=True)
        shapes = len(page.curves)
    characters = sum(not one.text.isspace() for one in glyphs)
    picture = sum(covered) > _PICTURE or shapes > _MANY_SHAPES
    is_picture = picture if not characters else characters < _FEW_CHARACTERS and max(covered, default=0) > _FULL_PICTURE
    outside = fill_tables(tables, glyphs)
    return _Page(number, PrintedPage(number, tables, segments_of(outside)), characters > 0, is_picture)


def _check_content(page: Page) -> None:
    """Raises Refused when what draws the page breaks off: pdfminer would take what there is, and say nothing."""
    from pdfminer.pdftypes import PDFStream, resolve1

    if page.pdf.doc.encryption:
        return
    for stream in map(resolve1, page.page_obj.contents):
        if not isinstance(stream, PDFStream) or stream.rawdata is None:
            continue
        filters = [getattr(name, "name", None) for name, _ in stream.get_filters()]
        if filters in (["FlateDecode"], ["Fl"]) and not _is_whole(stream.rawdata):
            raise Refused("pdf-damaged", problem=f"what page {page.page_number} shows breaks off")


def _is_whole(deflated: bytes) -> bool:
    decompressor = zlib.decompressobj(-zlib.MAX_WBITS)  # without the checksum, which some producers get wrong
    try:
        while deflated and not decompressor.eof:
            decompressor.decompress(deflated[2:] if not decompressor.unconsumed_tail else deflated, 1 << 20)
            deflated = decompressor.unconsumed_tail
    except zlib.error:
        return False
    return decompressor.eof


def _lay_out(page: Page) -> None:
    """Gives the page its objects, without what pdfplumber keeps no sign of: invisible text, and text made up by pdfminer.

    Text is invisible in the render modes 3 and 7. It is made up where a font is drawn by its file alone (Type 3) and has no
    table of characters: pdfminer then takes its numbers for Latin letters.
    """
    from pdfminer.layout import LTChar
    from pdfminer.pdffont import PDFType3Font
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class VisibleText(PDFPageAggregatorWithMarkedContent):
        """Sets down only what is painted."""

        painted = True

        def render_string(self, textstate: Any, *others: Any) -> None:
            self.painted = textstate.render not in (3, 7)
            super().render_string(textstate, *others)

        def render_char(self, matrix: Any, font: Any, *others: Any) -> float:
            advance = float(super().render_char(matrix, font, *others))
            drawn = self.cur_item._objs[-1]
            if not self.painted:
                self.cur_item._objs.pop()
            elif isinstance(drawn, LTChar) and isinstance(font, PDFType3Font) and not font.unicode_map:
                drawn._text = UNKNOWN_CHARACTER
            return advance

    device = VisibleText(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


def _glyphs(page: Page, visible: Box) -> Iterator[Glyph]:
    """The characters that can be seen on a page."""
    dark: list[Box] | None = None
    for character in page.chars:
        box = Box(character["x0"], character["top"], character["x1"], character["bottom"])
        text = shown(character["text"])
        one = glyph(text, box, character["matrix"])
        if not text or not visible.holds(*one.middle) or one.size <= 0:
            continue
        if is_white(character["non_stroking_color"]):
            dark = _dark_areas(page) if dark is None else dark
            if not any(area.holds(*one.middle) for area in dark):
                continue
        yield one


def _dark_areas(page: Page) -> list[Box]:
    """Where white text can be seen: coloured areas and pictures."""
    areas = [one for one in [*page.rects, *page.curves] if one["fill"] and not is_white(one["non_stroking_color"])]
    return [Box(one["x0"], one["top"], one["x1"], one["bottom"]) for one in [*areas, *page.images]]


def _covered(image: dict[str, Any], visible: Box) -> float:
    """Which part of the page a picture covers."""
    width = min(image["x1"], visible.x1) - max(image["x0"], visible.x0)
    height = min(image["bottom"], visible.bottom) - max(image["top"], visible.top)
    area = (visible.x1 - visible.x0) * (visible.bottom - visible.top)
    return float(max(width, 0) * max(height, 0) / area) if area else 0.0
