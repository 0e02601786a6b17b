"""Pictures of pages without a document around them: PNG, JPEG, TIFF, BMP and WebP, read as scanned pages are.

Each file is a document of one page; a TIFF has as many as it holds pictures. JPEGs are turned as their EXIF says.
"""

from __future__ import annotations

import logging
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mingzhang.errors import Refused, is_of_memory
from mingzhang.readers.picture_pages import EXTRA, OF_DOCUMENT, can_read_pictures, picture_page, recognised_by
from mingzhang.readers.printed.layout import PrintedPage, printed_reading
from mingzhang.readers.printed.pages import MOST_PAGES
from mingzhang.records import PICTURE, Reading

if TYPE_CHECKING:
    from PIL.Image import Image

    from mingzhang.readers.scanned.fineness import Fineness

_KINDS = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
}
_SHORT_SIDE = 595.0  # points: of A4, upright or not; what a file says of its dots is seldom true
_POINTS = 72
_MOST_PIXELS = 100_000_000  # of a picture in a file: A3 at 600 dpi has 70 million
_LONGEST_SIDE = 30_000  # pixels, of a picture as it is read: OpenCV maps 32,766 and no more
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error)

logger = logging.getLogger("mingzhang.readers.pdf")  # which whoever runs a reader listens to


def recognises(data: bytes) -> bool:
    """Whether the bytes are a picture of one of these formats."""
    return _kind_of(data) is not None


def _kind_of(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[:2] == b"BM" and b"\0" in data[:64]:  # text may begin so
        return "BMP"
    return next((kind for signature, kind in _KINDS.items() if data.startswith(signature)), None)


def read(data: bytes) -> Reading:
    """The lines and ruled tables of pictures. Raises Refused without the extra, and when none of them can be read."""
    kind = _kind_of(data) or ""
    if not can_read_pictures():
        raise Refused("picture-without-extra", format=kind, extra=EXTRA)
    with _opened(BytesIO(data), kind) as picture:
        number = _count(picture, kind)
        pages = []
        for page in range(1, number + 1):
            pages.append(picture_page(*_prepared(_frame(picture, page, kind), page)))
            logger.info("page %d of %d", page, number)
    rejects = tuple(one for page in pages for one in page.rejects)
    if not any(page.printed for page in pages):
        raise Refused(OF_DOCUMENT[rejects[0].reason], pages=number)
    printed = [page.printed or PrintedPage(at, [], []) for at, page in enumerate(pages, 1)]
    reading = printed_reading(f"image/{kind.lower()}", printed, rejects)
    everywhere = frozenset(range(1, number + 1))
    return replace(reading, read_as=PICTURE, read_by=recognised_by(), picture_pages=everywhere)


def pages_in(path: Path) -> int:
    """How many pages a file of pictures has, 1 where that cannot be told."""
    try:
        with path.open("rb") as file:
            kind = _kind_of(file.read(64)) or ""
        with _opened(path, kind) as picture:
            return _count(picture, "TIFF") if picture.format == "TIFF" else 1
    except (Refused, ImportError):
        return 1


@contextmanager
def _opened(file: BytesIO | Path, kind: str) -> Iterator[Image]:
    """A picture; whatever Pillow raises over it becomes a refusal that names it."""
    import PIL.Image

    try:
        with warnings.catch_warnings(action="ignore"), PIL.Image.open(file, formats=[kind.upper(), "MPO"]) as picture:
            yield picture
    except PIL.Image.DecompressionBombError:
        raise Refused("picture-too-large", limit=_MOST_PIXELS) from None
    except _DAMAGED as error:
        if is_of_memory(error):
            raise MemoryError from error
        raise Refused("file-damaged", format=kind) from None


def _count(picture: Image, kind: str) -> int:
    """How many pages a file has. Raises Refused when it is an animation, or has too many."""
    number = int(getattr(picture, "n_frames", 1))
    if kind == "TIFF":
        if number > MOST_PAGES:
            raise Refused("too-many-pages", pages=number, limit=MOST_PAGES)
        return number
    if number > 1 and picture.format != "MPO":  # a photograph with a second view of the same
        raise Refused("picture-animated", format=kind)
    return 1


def _frame(picture: Image, page: int, kind: str) -> Image:
    """A page as it is to be seen: turned as it says, on white paper. Raises Refused when it is too large."""
    import PIL.Image
    from PIL import ImageOps

    if kind == "TIFF":
        picture.seek(page - 1)
    if picture.width * picture.height > _MOST_PIXELS:
        raise Refused("picture-too-large", limit=_MOST_PIXELS)
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("I;16", "I;16B", "I", "F"):
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    paper = PIL.Image.new("RGBA", upright.size, "white")
    return PIL.Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")


def _prepared(frame: Image, page: int) -> tuple[Any, int, float, Fineness]:
    """The picture (blue, green, red) in a size that the models make use of, its page, how many of its pixels are a point,
    and how fine it was.
    """
    import cv2
    import numpy as np

    from mingzhang.readers.scanned.fineness import fineness_of
    from mingzhang.readers.scanned.settings import PICTURE as THRESHOLDS

    own = min(frame.size) / _SHORT_SIDE
    least, most = THRESHOLDS.least_dpi / _POINTS, THRESHOLDS.most_dpi / _POINTS
    points = frame.width * frame.height / own**2
    scale = min(max(own, least), most, (THRESHOLDS.most_pixels / points) ** 0.5)
    if max(frame.size) * scale / own > _LONGEST_SIDE:
        raise Refused("picture-too-long", limit=_LONGEST_SIDE)
    seen = np.asarray(frame)[:, :, ::-1].copy()
    fineness = fineness_of(seen, own)
    if scale == own:
        return seen, page, own, fineness
    how = cv2.INTER_CUBIC if scale > own else cv2.INTER_AREA
    enlarged = cv2.resize(seen, None, fx=scale / own, fy=scale / own, interpolation=how)
    return enlarged, page, scale, fineness
