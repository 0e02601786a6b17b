"""What is laid over the pages of an OFD: annotations and seals (GB/T 33190-2016, chapters 15 and 18).

As on the pages of a PDF: a stroke through characters strikes them, and what else lies over print hides it, so that neither is
read and the place is named. A seal lets through what is below it, which is read with a doubt. Watermarks and links are none.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.pages import Notice
from mingzhang.readers.printed.seen import Area
from mingzhang.readers.printed.settings import GEOMETRY

_NO_CONTENT = ("Watermark", "Link")
_ON_TOP = 10**9  # drawn after the page

PartReader = Callable[[str, str], Any]  # the root element of a part by its location, and the part that names it


class Over:
    """What lies over one page: areas that cover it, lines that strike, and what is told of it."""

    def __init__(self, page: int, glyphs: Sequence[Glyph]) -> None:
        self._page = page
        self._glyphs = [one for one in glyphs if not one.text.isspace()]
        self.covers: list[Area] = []
        self.lines: list[Box] = []
        self.notices: list[Notice] = []

    def take(self, annotation: Any, box: Box) -> None:
        """Take an annotation whose appearance fills a box."""
        kind = annotation.get("Type", "")
        said = [one.text or "" for one in annotation.iter("{*}Remark", "{*}TextCode")]
        text = " ".join("".join(said).split())[:LONGEST_QUOTE]
        if kind in _NO_CONTENT or annotation.get("Visible") == "false":
            return
        if kind == "Path" and box.bottom - box.top < GEOMETRY.highest_stroke:
            y = (box.top + box.bottom) / 2
            self.lines.append(Box(box.x0, y - 0.2, box.x1, y + 0.2))
        elif kind != "Highlight" and self._covers_some(box):
            self._tell("annotation-over-text", box, {"text": text or kind or "?"})
            self.covers.append(Area(box, _ON_TOP, None))
        elif text:
            self._tell("annotation-remark", box, {"text": text})

    def seal(self, box: Box) -> None:
        """Take a seal: a person reads through it, and may misread."""
        if self._covers_some(box):
            self._tell("seal-over-text", box, {})

    def _tell(self, reason: str, box: Box, values: dict[str, str]) -> None:
        self.notices.append(Notice(box, reason, {"page": str(self._page), **values}))

    def _covers_some(self, box: Box) -> bool:
        return any(box.holds(*one.middle) for one in self._glyphs)


def annotations_of(document: Any, path: str, part: PartReader) -> dict[str, list[Any]]:
    """The annotations of each page of a document, by the page's ID."""
    found: dict[str, list[Any]] = {}
    for listed in _texts(document, "Annotations"):
        index = part(listed, path)
        beside = _joined(listed, path)
        for page in index.iter("{*}Page"):
            for location in _texts(page, "FileLoc"):
                found.setdefault(page.get("PageID", ""), []).extend(part(location, beside).iter("{*}Annot"))
    return found


def seals_of(body: Any, part: PartReader) -> dict[str, list[list[float]]]:
    """The places of the seals on each page of a document, by the page's ID, in millimetres."""
    found: dict[str, list[list[float]]] = {}
    for listed in _texts(body, "Signatures"):
        for signature in part(listed, "").iter("{*}Signature"):
            root = part(signature.get("BaseLoc", ""), _joined(listed, ""))
            for stamp in root.iter("{*}StampAnnot"):
                found.setdefault(stamp.get("PageRef", ""), []).append(numbers(stamp.get("Boundary", "")))
    return found


def numbers(text: str) -> list[float]:
    """The four numbers of a boundary. Raises Refused when it has others."""
    try:
        found = [float(one) for one in text.split()]
    except ValueError:
        found = []
    if len(found) != 4:
        raise Refused("file-damaged", format="OFD")
    return found


def _texts(root: Any, name: str) -> Iterator[str]:
    return (one.text.strip() for one in root.iter(f"{{*}}{name}") if one.text and one.text.strip())


def _joined(location: str, beside: str) -> str:
    return location if location.startswith("/") else f"{beside.rpartition('/')[0]}/{location}".lstrip("/")
