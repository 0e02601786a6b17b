"""OFD, the Chinese standard for documents as printed (GB/T 33190-2016): a ZIP of XML with the place of each character.

Read as a PDF is: ruled tables become grids, all else lines. What annotations and seals lay over a page is told, and composite
graphics that are not in the file.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers import archive
from mingzhang.readers.extras import imported
from mingzhang.readers.ofd_annotations import Over, annotations_of, numbers, seals_of
from mingzhang.readers.ofd_objects import Canvas
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.layout import printed_reading
from mingzhang.readers.printed.pages import MOST_PAGES, Notice, PageContent, printed_page
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.records import Reading, Reject

MEDIA_TYPE = "application/ofd"
_KIND = "OFD"
_POINTS = 72 / 25.4  # in a millimetre
_RESOURCES = ("PublicRes", "DocumentRes", "PageRes")


def recognises(data: bytes) -> bool:
    """Whether it is an archive whose root is an OFD.xml."""
    return data.startswith(archive.ZIP_SIGNATURE) and any(name.lower() == "ofd.xml" for name in archive.names(data))


def read(data: bytes) -> Reading:
    """The lines and ruled tables of an OFD.

    Raises Refused when it is damaged, locked or has no text, or a library is missing.
    """
    imported("pdfplumber", "pdf")
    package = _Package(data)
    pages, rejects, characters = [], [], 0
    for number, content in enumerate(package.pages(), 1):
        page, page_rejects = printed_page(content)
        pages.append(page)
        rejects += page_rejects
        characters += sum(not one.text.isspace() for one in content.glyphs)
        if number == MOST_PAGES:
            raise Refused("too-many-pages", pages=package.number_of_pages, limit=MOST_PAGES)
    if not pages:
        raise Refused("file-damaged", format=_KIND)
    if not characters:
        raise Refused("only-pictures")
    if package.composites:
        rejects.append(Reject("drawing-not-read"))
    return printed_reading(MEDIA_TYPE, pages, tuple(rejects))


class _Package:
    """The parts of an OFD, found by the names that they give to each other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._names = {name.lower(): name for name in archive.names(data)}
        self.composites = 0
        self.number_of_pages = 0
        self._drawn = 0
        self._annotations: dict[str, list[Any]] = {}  # of the pages of the document that is being read, by their IDs
        self._seals: dict[str, list[list[float]]] = {}
        self._units: dict[str, Any] = {}  # the composite graphics of the document, by their IDs
        if any(name.endswith("encryptions.xml") for name in self._names):
            raise Refused("password-protected")

    def pages(self) -> Iterator[PageContent]:
        """What is drawn on each page of each document in the package."""
        bodies = [(one, _text(one, "DocRoot")) for one in _all(self._xml("OFD.xml", ""), "DocBody")]
        for body, root in bodies:
            if not root:
                continue
            path = self._path(root, "")
            document = self._xml(path, "")
            templates = {one.get("ID"): one.get("BaseLoc", "") for one in _all(document, "TemplatePage")}
            area = _text(document, "PhysicalBox")
            found = [page for pages in _all(document, "Pages") for page in _all(pages, "Page")]
            self.number_of_pages += len(found)
            self._units = self._units_of(document, path)
            self._annotations = annotations_of(document, path, self._xml)
            self._seals = seals_of(body, self._xml)
            for page in found:
                content = self._page(self._path(page.get("BaseLoc", ""), path), path, templates, area)
                yield self._with_what_lies_over(content, page.get("ID", ""))

    def _page(self, path: str, document: str, templates: dict[Any, str], area: str | None) -> PageContent:
        root = self._xml(path, "")
        box = _numbers(_text(root, "PhysicalBox") or area or "0 0 210 297")
        if len(box) != 4:
            raise Refused("file-damaged", format=_KIND)
        canvas = Canvas(_POINTS, {**self._units, **self._units_of(root, path)})
        behind = [one for one in _all(root, "Template") if one.get("ZOrder") != "Foreground"]
        before = [one for one in _all(root, "Template") if one.get("ZOrder") == "Foreground"]
        for template in behind:
            canvas.draw(self._xml(templates.get(template.get("TemplateID"), ""), document))
        canvas.draw(root)
        for template in before:
            canvas.draw(self._xml(templates.get(template.get("TemplateID"), ""), document))
        self.composites += canvas.composites
        visible = Box(*(value * _POINTS for value in (box[0], box[1], box[0] + box[2], box[1] + box[3])))
        self._drawn += 1
        return PageContent(
            self._drawn, visible, canvas.glyphs, canvas.areas, canvas.edges, canvas.lines, _pictures(canvas)
        )

    def _with_what_lies_over(self, page: PageContent, number: str) -> PageContent:
        """A page with what annotations and seals lay over it."""
        over = Over(page.number, page.glyphs)
        for annotation in self._annotations.get(number, []):
            appearance = next(_all(annotation, "Appearance"), None)
            if appearance is not None:
                over.take(annotation, _box(numbers(appearance.get("Boundary", ""))))
        for boundary in self._seals.get(number, []):
            over.seal(_box(boundary))
        return replace(
            page,
            areas=[*page.areas, *over.covers],
            lines=[*page.lines, *over.lines],
            notices=[*page.notices, *over.notices],
        )

    def _units_of(self, root: Any, path: str) -> dict[str, Any]:
        """The composite graphics in the resources that a document or a page names, as far as the package has them."""
        named = [one.text.strip() for kind in _RESOURCES for one in _all(root, kind) if one.text and one.text.strip()]
        parts = [self._xml(one, path) for one in named if self._path(one, path).lower() in self._names]
        return {unit.get("ID", ""): unit for part in parts for unit in _all(part, "CompositeGraphicUnit")}

    def _path(self, location: str, beside: str) -> str:
        if location.startswith("/"):
            return location.lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(beside), location))

    def _xml(self, location: str, beside: str) -> Any:
        """The root element of a part. Raises Refused when there is none, or it is damaged."""
        name = self._names.get(self._path(location, beside).lower())
        content = archive.part(self._data, name, _KIND) if name else None
        if content is None:
            raise Refused("file-damaged", format=_KIND)
        return archive.xml(content, _KIND, "pdf")


def _box(boundary: list[float]) -> Box:
    """A boundary in millimetres as a box in points."""
    x, y, width, height = (value * _POINTS for value in boundary)
    return Box(x, y, x + width, y + height)


def _pictures(canvas: Canvas) -> list[Notice]:
    """Pictures that may be the very thing that a cell is there for: told where a cell has no text."""
    boxes = [area.box for area in canvas.areas if area.colour is None]
    least = GEOMETRY.least_picture
    told = [box for box in boxes if box.x1 - box.x0 > least and box.bottom - box.top > least]
    return [Notice(box, "picture-here", {"text": ""}, only_in_blank=True) for box in told]


def _all(root: Any, name: str) -> Iterator[Any]:
    yield from root.iter(f"{{*}}{name}")


def _text(root: Any, name: str) -> str | None:
    return next((one.text for one in _all(root, name)), None)


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        raise Refused("file-damaged", format=_KIND) from None
