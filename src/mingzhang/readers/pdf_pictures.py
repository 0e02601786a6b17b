"""The pages of a PDF that are pictures, drawn by pdfium to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from mingzhang.readers.picture_pages import PicturePage, picture_page

if TYPE_CHECKING:
    import pypdfium2

_POINTS = 72


def pages_of_pictures(data: bytes, numbers: Sequence[int], told: Callable[[int], None]) -> dict[int, PicturePage]:
    """The pages of these numbers, each read from its picture; `told` is called with each number once it is read."""
    import pypdfium2

    found = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            page = document[number - 1]
            scale = _scale_of(page)
            drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False).to_numpy()
            found[number] = picture_page(drawn[:, :, :3].copy(), number, scale)
            told(number)
    return found


def _scale_of(page: pypdfium2.PdfPage) -> float:
    """How many pixels a point gets: as many as the largest picture on the page has, within what the models make use of."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    from mingzhang.readers.scanned.settings import PICTURE

    width, height = page.get_size()
    own = [PICTURE.least_dpi]
    for image in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=4):
        across = _width_of(image)
        if across > 0.5 * width:
            own.append(image.get_px_size()[0] * _POINTS / across)
    dots = min(max(own), PICTURE.most_dpi)
    return float(min(dots / _POINTS, (PICTURE.most_pixels / (width * height)) ** 0.5))


def _width_of(image: Any) -> float:
    left, _, right, _ = image.get_bounds()
    return float(right - left)
