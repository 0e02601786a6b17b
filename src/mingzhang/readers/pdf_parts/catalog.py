"""What a PDF holds beside its pages, by its catalog: files inside it, and forms that a program draws when it opens them.

ISO 32000-1, 7.7.4 (the tree of names of embedded files) and 12.7.8 (forms of XFA, whose pages only ask the reader to wait).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.pdf_parts.fields import fields_on_no_page
from mingzhang.records import Reject

_MOST_FILES = 20  # that are named one by one
_DEEPEST = 20  # of a tree of names


def beside_pages(catalog: Any) -> list[Reject]:
    """A reject for each file inside the PDF, and one for a form that is not on its pages; `catalog` is pdfminer's."""
    from pdfminer.pdftypes import resolve1

    names = resolve1((resolve1(catalog.get("Names")) or {}).get("EmbeddedFiles"))
    files = [name for _, name in zip(range(_MOST_FILES), _names_in(names, 0), strict=False)]
    found = [Reject("embedded-file", {"name": name}) for name in files]
    form = resolve1(catalog.get("AcroForm")) or {}
    if form.get("XFA") is not None and not resolve1(form.get("Fields")):
        found.append(Reject("form-drawn-by-program"))
    return found


def beside_fields(catalog: Any, pages: Any) -> list[Reject]:
    """A reject for each field of the form that was filled in and stands on no page; `catalog` and `pages` are pdfminer's."""
    found = zip(range(_MOST_FILES), fields_on_no_page(catalog, pages), strict=False)
    return [
        Reject("form-field-on-no-page", {"name": name[:LONGEST_QUOTE], "text": value[:LONGEST_QUOTE]})
        for _, (name, value) in found
    ]


def _names_in(node: Any, depth: int) -> Iterator[str]:
    """The names of the files in a tree of names."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    for name, file in zip(*[iter(resolve1(node.get("Names")) or [])] * 2, strict=False):
        described = resolve1(file)
        written = resolve1(described.get("UF") or described.get("F")) if isinstance(described, dict) else name
        yield decode_text(written if isinstance(written, bytes) else name)
    for kid in resolve1(node.get("Kids")) or []:
        yield from _names_in(resolve1(kid), depth + 1)
