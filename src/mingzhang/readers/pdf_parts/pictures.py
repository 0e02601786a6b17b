"""The pages of a PDF that are pictures, drawn by pdfium to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from mingzhang.readers.picture_pages import PicturePage, picture_page
from mingzhang.records import Reject

if TYPE_CHECKING:
    import pypdfium2

    from mingzhang.readers.scanned.fineness import Fineness

_POINTS = 72
MOST_PIXELS = 100_000_000  # of a picture on a page: A3 at 600 dpi has 70 million


def pages_of_pictures(data: bytes, numbers: Sequence[int], told: Callable[[int], None]) -> dict[int, PicturePage]:
    """The pages of these numbers, each read from its picture; `told` is called with each number once it is read."""
    import pypdfium2

    found = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            page = document[number - 1]
            found[number] = _read(page, number)
            told(number)
    return found


def _read(page: pypdfium2.PdfPage, number: int) -> PicturePage:
    largest = _largest_picture(page)
    if largest and largest.pixels > MOST_PIXELS:
        return PicturePage(None, (Reject("scan-too-large", {"page": number, "limit": MOST_PIXELS // 1_000_000}),))
    scale = _scale_of(page, largest)
    drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False).to_numpy()
    return picture_page(drawn[:, :, :3].copy(), number, scale, _fineness(largest, scale))


class _Picture(NamedTuple):
    """A picture in a page, with how many of its dots are a point: in its finer direction, and in its coarser one."""

    image: Any
    pixels: int
    finer: float
    coarser: float


def _largest_picture(page: pypdfium2.PdfPage) -> _Picture | None:
    """The finest of the pictures that are as large as the page; strips of one count as well."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    found = []
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = image.get_bounds()
        if right - left > 0.5 * width or top - bottom > 0.5 * height:
            short, long = sorted((right - left, top - bottom))
            fewer, more = sorted(image.get_px_size())
            if short > 0:
                own = sorted((fewer / short, more / long))
                found.append(_Picture(image, fewer * more, own[1], own[0]))
    return max(found, key=lambda one: one.pixels, default=None)


def _scale_of(page: pypdfium2.PdfPage, largest: _Picture | None) -> float:
    """How many pixels a point gets: as many as the largest picture on the page has, within what the models make use of."""
    from mingzhang.readers.scanned.settings import PICTURE

    width, height = page.get_size()
    dots = min(max(PICTURE.least_dpi, largest.finer * _POINTS if largest else 0), PICTURE.most_dpi)
    return float(min(dots / _POINTS, (PICTURE.most_pixels / (width * height)) ** 0.5))


def _fineness(largest: _Picture | None, scale: float) -> Fineness | None:
    """How fine a page is: as its picture, and no finer than it is drawn. None where a mask may be finer than the picture."""
    from pypdfium2.raw import FPDFPageObj_HasTransparency

    from mingzhang.readers.scanned.fineness import fineness_of

    if largest is None or FPDFPageObj_HasTransparency(largest.image):
        return None
    own = fineness_of(largest.image.get_bitmap(render=False).to_numpy(), largest.coarser)
    return own._replace(dots=min(own.dots, scale))
