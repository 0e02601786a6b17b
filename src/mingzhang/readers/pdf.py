"""PDF: what a reader sees on its pages. Ruled tables become grids, also over several pages; all else becomes lines.

Tables without rules are not guessed at. What nobody sees is not read: text that is covered, or in the colour of what is behind
it, is kept as a mark in its cell and named elsewhere; invisible text (as the layer that text recognition lays under a scan) and
text outside the page are left out. `printed/` does the work; here a file is opened, or refused.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mingzhang.errors import Refused, is_of_memory
from mingzhang.readers.characters import characters_seen
from mingzhang.readers.marked import COVERED, HIDDEN
from mingzhang.readers.pdf_parts.annotations import laid_over
from mingzhang.readers.pdf_parts.catalog import beside_fields, beside_pages
from mingzhang.readers.pdf_parts.pdfplumber_insides import lay_out, opacity_of, order_of
from mingzhang.readers.pdf_parts.pictures import pages_of_pictures
from mingzhang.readers.picture_pages import EXTRA, OF_DOCUMENT, can_read_pictures, recognised_by
from mingzhang.readers.printed.glyphs import Box, Glyph, glyph
from mingzhang.readers.printed.layout import PrintedPage, printed_reading
from mingzhang.readers.printed.pages import MOST_PAGES, Notice, PageContent, printed_page
from mingzhang.readers.printed.seen import Area, with_looks
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.records import PICTURE, Reading, Reject

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_MARK = b"%PDF-"
_END_MARK = b"%%EOF"

logger = logging.getLogger(__name__)  # INFO after each page, so that whoever runs a reader can show how far it is


def recognises(data: bytes) -> bool:
    """Whether the bytes are a PDF: its mark may stand a little behind the beginning."""
    return _MARK in data[:1024]


def read(data: bytes) -> Reading:
    """The lines and ruled tables of a PDF. Raises Refused when it cannot be opened or holds no text."""
    if _END_MARK not in data.rstrip(b"\0 \t\r\n")[-2048:]:
        raise Refused("pdf-cut-off")
    with _open(data) as pdf:
        number = _count_pages(pdf)
        with _refusing():
            beside = [
                *beside_pages(pdf.doc.catalog),
                *beside_fields(pdf.doc.catalog, [one.page_obj for one in pdf.pages]),
            ]
        pages = []
        for page in pdf.pages:
            pages.append(_read_page(page))
            page.close()
            logger.info("page %d of %d", page.page_number, number)
    pictures = [page.number for page in pages if page.is_picture]
    if pictures and can_read_pictures():
        return _with_pictures(data, pages, pictures, beside)
    if not any(page.has_text for page in pages):
        raise Refused("pdf-scanned", pages=number, extra=EXTRA) if pictures else Refused("pdf-without-text")
    unread = [Reject("page-scanned", {"page": page, "extra": EXTRA}) for page in pictures]
    unseen = [reject for page in pages if not page.is_picture for reject in page.rejects]
    return printed_reading("application/pdf", [page.printed for page in pages], (*unread, *unseen, *beside))


def _with_pictures(data: bytes, pages: Sequence[_Page], numbers: Sequence[int], beside: Sequence[Reject]) -> Reading:
    """A PDF of which some pages are pictures. Raises Refused when it has nothing else and none can be read.

    What stands in a picture page as text is left out: whatever put it there, nobody sees that it is what is printed.
    """
    with _refusing():
        read = pages_of_pictures(data, numbers, lambda number: logger.info("page %d of %d", number, len(pages)))
    rejects = [one for page in pages for one in (read[page.number].rejects if page.number in read else page.rejects)]
    if not any(one.printed for one in read.values()) and not any(
        page.has_text for page in pages if not page.is_picture
    ):
        raise Refused(OF_DOCUMENT[rejects[0].reason], pages=len(pages))
    printed = [read[page.number].printed or _blank(page) if page.number in read else page.printed for page in pages]
    return replace(
        printed_reading("application/pdf", printed, (*rejects, *beside)),
        read_as=PICTURE,
        read_by=recognised_by(),
        picture_pages=frozenset(read),
    )


def _blank(page: _Page) -> PrintedPage:
    return PrintedPage(page.number, [], [])


@contextmanager
def _open(data: bytes) -> Iterator[PDF]:
    try:
        import pdfplumber
    except ImportError:
        raise Refused("extra-missing", extra="pdf") from None
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, on the console, for every page
    with _refusing(), pdfplumber.open(BytesIO(data)) as pdf:  # which reads on when it is closed
        yield pdf


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the libraries raise over a file becomes a refusal that names it."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        yield
    except (Refused, MemoryError):
        raise
    except Exception as error:
        if is_of_memory(error):
            raise MemoryError from error
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
        raise Refused("too-many-pages", pages=number, limit=MOST_PAGES)
    if isinstance(stated, int) and stated > number:
        raise Refused("pdf-pages-missing", number=number, stated=stated)
    if number == 0:
        raise Refused("pdf-without-pages")
    return number


# ---- a page ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    printed: PrintedPage
    rejects: tuple[Reject, ...]
    has_text: bool
    is_picture: bool


def _read_page(page: Page) -> _Page:
    visible = Box(*map(float, page.cropbox))
    with _refusing():
        _check_content(page)
        lay_out(page)
        over = laid_over(page)
        glyphs = [*_glyphs(page, visible), *over.glyphs]
        areas, lines = [*_areas(page), *over.covers], [*_lines(page), *over.lines]
        notices = [*over.notices, *_pictures(page, visible), *_crossing(page)]
        content = PageContent(page.page_number, visible, glyphs, areas, page.edges, lines, notices)
        printed, rejects = printed_page(content)
        covered = sorted((_covered(image, visible) for image in page.images), reverse=True)
        shapes = len(page.curves)
    characters = sum(not one.text.isspace() for one in _seen(content))
    picture = sum(covered) > GEOMETRY.picture or shapes > GEOMETRY.many_shapes
    is_scan = characters < GEOMETRY.few_characters and max(covered, default=0) > GEOMETRY.full_picture
    is_picture = is_scan if characters else picture
    return _Page(page.page_number, printed, tuple(rejects), characters > 0, is_picture)


def _seen(content: PageContent) -> list[Glyph]:
    """The characters that can be seen: those under a scan are none."""
    return [one for one in with_looks(content.glyphs, content.areas, ())[0] if one.look not in (HIDDEN, COVERED)]


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
            raise Refused("pdf-page-cut-off", page=page.page_number)


def _is_whole(deflated: bytes) -> bool:
    decompressor = zlib.decompressobj(-zlib.MAX_WBITS)  # without the checksum, which some producers get wrong
    try:
        while deflated and not decompressor.eof:
            decompressor.decompress(deflated[2:] if not decompressor.unconsumed_tail else deflated, 1 << 20)
            deflated = decompressor.unconsumed_tail
    except zlib.error:
        return False
    return decompressor.eof


def _glyphs(page: Page, visible: Box) -> Iterator[Glyph]:
    """The characters that are painted on a page, also where nobody sees them."""
    for character in page.chars:
        box = Box(character["x0"], character["top"], character["x1"], character["bottom"])
        text = characters_seen(character["text"])
        one = glyph(text, box, character["matrix"])
        if text and visible.holds(*one.middle) and one.size > 0:
            colour = _colour(character["non_stroking_color"])
            yield one._replace(colour=colour, order=order_of(character), opacity=opacity_of(character))


def _areas(page: Page) -> Iterator[Area]:
    """What is painted on a page beside characters: filled areas and opaque pictures."""
    for one in [*page.rects, *page.curves]:
        if one["fill"]:
            yield Area(_box(one), order_of(one), _colour(one["non_stroking_color"]), opacity_of(one))
    for image in page.images:
        attributes = image["stream"].attrs
        lets_through = image["imagemask"] or "SMask" in attributes or "Mask" in attributes
        opacity = opacity_of(image) * GEOMETRY.see_through if lets_through else GEOMETRY.picture_opacity
        yield Area(_box(image), order_of(image), None, opacity)


def _pictures(page: Page, visible: Box) -> Iterator[Notice]:
    """Pictures and drawn shapes that may be the very thing that a cell is there for: told where a cell has no text."""
    for image in page.images:
        if (
            image["width"] > GEOMETRY.least_picture
            and image["height"] > GEOMETRY.least_picture
            and _covered(image, visible) < GEOMETRY.full_picture
        ):
            yield Notice(_box(image), "picture-here", {"text": ""}, only_in_blank=True)
    for shape in page.curves[: GEOMETRY.shapes_told]:
        if shape["width"] > GEOMETRY.least_shape and GEOMETRY.least_shape < shape["height"] < GEOMETRY.largest_shape:
            yield Notice(_box(shape), "picture-here", {"text": ""}, only_in_blank=True)


def _crossing(page: Page) -> Iterator[Notice]:
    """Lines that run across, as those that cross a cell out: told where there are digits to be void."""
    for line in page.lines:
        if line["width"] > GEOMETRY.least_crossing and line["height"] > GEOMETRY.least_crossing:
            yield Notice(_box(line), "cell-crossed", only_at_digits=True)


def _lines(page: Page) -> list[Box]:
    """Thin lines that run level, drawn as lines or as areas."""
    drawn = [one for one in [*page.lines, *page.rects, *page.curves] if one["fill"] or one["stroke"]]
    boxes = [_box(one) for one in drawn]
    thin = (box for box in boxes if box.bottom - box.top < GEOMETRY.thin_line)
    return [box for box in thin if box.x1 - box.x0 > 2 * (box.bottom - box.top)]


def _box(item: dict[str, Any]) -> Box:
    return Box(item["x0"], item["top"], item["x1"], item["bottom"])


def _colour(colour: Any) -> tuple[float, ...] | None:
    """A colour as numbers; None when it is a pattern or is not said."""
    if isinstance(colour, int | float):
        return (float(colour),)
    if not isinstance(colour, tuple | list) or not all(isinstance(part, int | float) for part in colour):
        return None
    return tuple(map(float, colour)) or None


def _covered(image: dict[str, Any], visible: Box) -> float:
    """Which part of the page a picture covers."""
    width = min(image["x1"], visible.x1) - max(image["x0"], visible.x0)
    height = min(image["bottom"], visible.bottom) - max(image["top"], visible.top)
    area = (visible.x1 - visible.x0) * (visible.bottom - visible.top)
    return float(max(width, 0) * max(height, 0) / area) if area else 0.0
