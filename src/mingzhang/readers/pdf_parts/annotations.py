"""What is laid over a page of a PDF: form fields that were filled in, and annotations (ISO 32000-1, 12.5 and 12.7).

What a form field shows (`pdf_fields`) is read as print in its place. A text that somebody laid over other print hides it or is
printed through it: neither is read, and the place is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mingzhang.readers.pdf_parts.fields import field_shown, pdf_name, pdf_text, resolved
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.pages import Notice
from mingzhang.readers.printed.seen import Area
from mingzhang.readers.printed.settings import GEOMETRY

if TYPE_CHECKING:
    from pdfplumber.page import Page

_NOT_SHOWN = 2 | 32  # flags: hidden, no view
_ON_TOP = 10**9  # drawn after the page
_OVER_PRINT = ("Stamp", "Redact", "Line", "Ink", "PolyLine", "Polygon", "Circle")
_REMARKS = ("Text", "Highlight", "Underline", "Squiggly", "Caret", "Stamp", "Square", "Circle", "FileAttachment")


class LaidOver(NamedTuple):
    """What annotations show: characters, what was not read of them, areas that they cover, and lines that they draw."""

    glyphs: list[Glyph]
    notices: list[Notice]
    covers: list[Area]
    lines: list[Box]


def laid_over(page: Page) -> LaidOver:
    """What form fields, free texts, strokes, stamps and remarks lay over a page."""
    glyphs: list[Glyph] = []
    notices: list[Notice] = []
    covers: list[Area] = []
    lines: list[Box] = []
    printed = [Box(one["x0"], one["top"], one["x1"], one["bottom"]) for one in page.chars if one["text"].strip()]
    for annotation in page.annots:
        data, box = annotation["data"], Box(annotation["x0"], annotation["top"], annotation["x1"], annotation["bottom"])
        if int(resolved(data.get("F")) or 0) & _NOT_SHOWN:
            continue
        match pdf_name(data.get("Subtype")) or ("Widget" if "FT" in data else ""):
            case "Widget":
                seen = field_shown(page, data)
                if seen.reason:
                    values = {"page": str(page.page_number), "text": seen.stored, "shown": seen.text}
                    notices.append(Notice(box, seen.reason, values if seen.stored or seen.text else {}))
                else:
                    glyphs += _typed(seen.text, box)
            case "FreeText":
                text = pdf_text(data.get("Contents"))
                if _covers_some(box, printed):
                    notices.append(Notice(box, "annotation-over-text", {"page": str(page.page_number), "text": text}))
                    covers.append(Area(box, _ON_TOP, None))
                else:
                    glyphs += _typed(text, box)
            case "Square" | "Redact" if resolved(data.get("IC")):
                covers.append(Area(box, _ON_TOP, None))
            case "StrikeOut":
                lines.append(_middle(box))
            case "Line" | "Ink" | "PolyLine" if box.bottom - box.top < GEOMETRY.highest_stroke:
                lines.append(_middle(box))
            case kind if kind in _OVER_PRINT and _covers_some(box, printed):
                values = {"page": str(page.page_number), "text": pdf_text(data.get("Contents")) or kind}
                notices.append(Notice(box, "annotation-over-text", values))
                covers.append(Area(box, _ON_TOP, None))
            case kind if kind in _REMARKS and (text := pdf_text(data.get("Contents"))):
                notices.append(Notice(box, "annotation-remark", {"page": str(page.page_number), "text": text}))
    return LaidOver(glyphs, notices, covers, lines)


def _middle(box: Box) -> Box:
    """A thin line through the middle of a box."""
    y = (box.top + box.bottom) / 2
    return Box(box.x0, y - 0.2, box.x1, y + 0.2)


def _covers_some(box: Box, printed: list[Box]) -> bool:
    return any(box.holds((one.x0 + one.x1) / 2, (one.top + one.bottom) / 2) for one in printed)


def _typed(text: str, box: Box) -> Iterator[Glyph]:
    """The characters of a text as they stand in a box, line by line from its top."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    height = (box.bottom - box.top) / len(lines)
    size = max(min(height * GEOMETRY.typed_size, GEOMETRY.largest_typed), GEOMETRY.least_typed)
    for number, line in enumerate(lines):
        widths = [size / 2 if character.isascii() else size for character in line]
        scale = min(1.0, (box.x1 - box.x0) / sum(widths)) if widths else 1.0
        top, x = box.top + number * height + (height - size) / 2, box.x0
        for character, width in zip(line, widths, strict=True):
            place = Box(x, top, x + width * scale, top + size)
            yield Glyph(
                character, place.x0, place.x1, top + GEOMETRY.typed_size * size, size, 0, place, order=_ON_TOP + 1
            )
            x = place.x1
