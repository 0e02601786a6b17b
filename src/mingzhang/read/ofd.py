"""OFD, the Chinese standard for documents as printed (GB/T 33190-2016): a ZIP of XML with the place of each character.

Read as a PDF is: ruled tables become grids, all else lines. Stamps, watermarks and other annotations are no content and are
left out; composite graphics are not read, which is said.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from mingzhang.errors import Refused
from mingzhang.read import archive
from mingzhang.read.extras import imported
from mingzhang.read.ofd_objects import Canvas
from mingzhang.read.printed.glyphs import Box
from mingzhang.read.printed.layout import printed_reading
from mingzhang.read.printed.pages import MOST_PAGES, PageContent, printed_page
from mingzhang.records import Reading, Reject

MEDIA_TYPE = "application/ofd"
_KIND = "OFD"
_POINTS = 72 / 25.4  # in a millimetre


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
        page, found = printed_page(content)
        pages.append(page)
        rejects += found
        characters += sum(not one.text.isspace() for one in content.glyphs)
        if number == MOST_PAGES:
            raise Refused("pdf-too-many-pages", pages=package.number_of_pages, limit=MOST_PAGES)
    if not pages:
        raise Refused("file-damaged", format=_KIND)
    if not characters:
        raise Refused("only-pictures")
    if package.composites:
        rejects.append(Reject("embedded-file", {"name": "CompositeObject"}))
    return printed_reading(MEDIA_TYPE, pages, tuple(rejects))


class _Package:
    """The parts of an OFD, found by the names that they give to each other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._names = {name.lower(): name for name in archive.names(data)}
        self.composites = 0
        self.number_of_pages = 0
        self._drawn = 0
        if any(name.endswith("encryptions.xml") for name in self._names):
            raise Refused("password-protected")

    def pages(self) -> Iterator[PageContent]:
        """What is drawn on each page of each document in the package."""
        roots = [one.text for one in _all(self._xml("OFD.xml", ""), "DocRoot")]
        for root in filter(None, roots):
            path = self._path(root, "")
            document = self._xml(path, "")
            templates = {one.get("ID"): one.get("BaseLoc", "") for one in _all(document, "TemplatePage")}
            area = _text(document, "PhysicalBox")
            found = [page for pages in _all(document, "Pages") for page in _all(pages, "Page")]
            self.number_of_pages += len(found)
            for page in found:
                yield self._page(self._path(page.get("BaseLoc", ""), path), path, templates, area)

    def _page(self, path: str, document: str, templates: dict[Any, str], area: str | None) -> PageContent:
        root = self._xml(path, "")
        box = _numbers(_text(root, "PhysicalBox") or area or "0 0 210 297")
        if len(box) != 4:
            raise Refused("file-damaged", format=_KIND)
        canvas = Canvas(_POINTS)
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
        return PageContent(self._drawn, visible, canvas.glyphs, canvas.areas, canvas.edges, canvas.lines)

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


def _all(root: Any, name: str) -> Iterator[Any]:
    yield from root.iter(f"{{*}}{name}")


def _text(root: Any, name: str) -> str | None:
    return next((one.text for one in _all(root, name)), None)


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        raise Refused("file-damaged", format=_KIND) from None
