"""Word documents (.docx, .docm, also as WPS and LibreOffice write them): what a person sees on the page, in its order.

Left out, because nobody sees it: field codes. Hidden text, and what a revision deletes, is kept as a mark. What has no place in
the order of the text is told, and not read: headers, footers, notes, comments. Text boxes follow the paragraph that they are
anchored in. A page begins where Word last began one when it was saved; a file that does not say so has the page breaks that
its author set.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers import archive
from mingzhang.readers.blocks import assemble
from mingzhang.readers.word_parts.body import WordBodyReader
from mingzhang.readers.word_parts.names import W
from mingzhang.readers.word_parts.notes import OUTSIDE, PARTS, Notes, told_outside
from mingzhang.readers.word_parts.numbering import Numbering
from mingzhang.readers.word_parts.styles import Styles
from mingzhang.records import Reading, Reject

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KIND = "Word"
_EXTRA = "word"
_DECIDING = ("styles", "numbering", "footnotes", "endnotes", "comments")
# The strict variant of the standard says the same under other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


def recognises(data: bytes) -> bool:
    """Whether it is an archive with the parts of a Word document; one that is cut off still holds their names."""
    if not data.startswith(archive.ZIP_SIGNATURE):
        return False
    names = archive.names(data)
    return any(name.startswith("word/") for name in names) if names else b"word/" in data


def read(data: bytes) -> Reading:
    """The lines and tables of a Word document.

    Raises Refused when it is damaged, too large, holds nothing but pictures, or lxml is not installed.
    """
    main = _main_part(data)
    root = _xml(data, main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Refused("file-damaged", format=_KIND)
    if any(name not in archive.names(data) for name in _referred(data, main)):
        raise Refused("file-damaged", format=_KIND)  # without its styles nobody knows what is struck or hidden
    styles = Styles(_xml(data, _beside(main, "styles.xml")))
    numbering = Numbering(_xml(data, _beside(main, "numbering.xml")), styles)
    notes = Notes({kind: _xml(data, _beside(main, name)) for kind, (name, _) in PARTS.items()})
    told = [*_embedded(body), *told_outside(_outside(data, main))]
    reading = assemble(WordBodyReader(body, styles, numbering, notes).read(), MEDIA_TYPE, told)
    if not reading.cells() and any(re.search(r"/media/", name) for name in archive.names(data)):
        raise Refused("only-pictures")
    return reading


def _main_part(data: bytes) -> str:
    """The name of the part that holds the text: word/document.xml, unless the archive names another."""
    relations = _xml(data, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _outside(data: bytes, main: str) -> Iterator[tuple[str, Any]]:
    """The headers and footers that the main part refers to, each with its kind."""
    folder, name = posixpath.split(main)
    relations = _xml(data, posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in relations if relations is not None else ():
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if kind in OUTSIDE and (root := _xml(data, target)) is not None:
            yield kind, root


def _referred(data: bytes, main: str) -> list[str]:
    """The parts that decide what the text says, as far as the main part refers to them."""
    folder, name = posixpath.split(main)
    relations = _xml(data, posixpath.join(folder, "_rels", f"{name}.rels"))
    return [
        posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").rpartition("/")[2] in _DECIDING and relation.get("TargetMode") != "External"
    ]


def _beside(main: str, name: str) -> str:
    return posixpath.join(posixpath.dirname(main), name)


def _xml(data: bytes, name: str) -> Any:
    """The root element of a part, None when there is no such part."""
    content = archive.part(data, name, _KIND)
    if content is None:
        return None
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    return archive.xml(content, _KIND, _EXTRA)


def _embedded(body: Any) -> list[Reject]:
    """A reject for each file inside the document, such as an Excel table, of which only a picture is printed."""
    objects = [
        element.get("ProgID") or "?" for element in body.iter("{urn:schemas-microsoft-com:office:office}OLEObject")
    ]
    chunks = ["altChunk"] * sum(1 for _ in body.iter(f"{W}altChunk"))
    controls = [
        Reject("form-field-empty") for _ in body.iter(f"{W}control")
    ]  # ActiveX: its content is a file of its own
    return [*(Reject("embedded-file", {"name": name}) for name in [*objects, *chunks]), *controls]
