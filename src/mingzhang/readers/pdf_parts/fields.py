"""What a form field of a PDF shows: its appearance is what is printed, its value what was typed (ISO 32000-1, 12.7.3.3).

Both say the same unless a program changed one of them, or a script writes the value in another way: then nobody knows which
is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.pdf_parts.pdfplumber_insides import text_of_appearance

if TYPE_CHECKING:
    from pdfplumber.page import Page

_PUSH_BUTTON, _RADIO, _PASSWORD = 1 << 16, 1 << 15, 1 << 13
_DEEPEST = 20
_MOST_FIELDS = 10_000


class Shown(NamedTuple):
    """What a field shows, and the reason why it was not read, if so, with the value that is stored."""

    text: str
    reason: str | None = None
    stored: str = ""


def field_shown(page: Page, data: Any) -> Shown:
    """What the form field of an annotation shows on its page."""
    value = _value(data)
    if value is None:
        return Shown("")
    drawn = None if _is_marked(data) else _appearance(page, data)
    if drawn == "" and _is_drawn_anew(page):
        drawn = None
    if drawn is None or not (drawn or value):
        return Shown(value, None if value else "form-field-empty")
    if _squeezed(value) == _squeezed(drawn) or (_is_menu(data) and value and _squeezed(value) in _squeezed(drawn)):
        return Shown(value)
    if _is_one_number(value, drawn):
        return Shown(drawn)
    return Shown(drawn[:LONGEST_QUOTE], "form-field-shown-otherwise", value[:LONGEST_QUOTE])


def fields_on_no_page(catalog: Any, pages: Any) -> Iterator[tuple[str, str]]:
    """The name and the value of each field with a value that stands on no page; `catalog` and `pages` are pdfminer's."""
    on_pages = {_number(one) for page in pages for one in resolved(page.annots) or []}
    waiting = list((resolved(catalog.get("AcroForm")) or {}).get("Fields") or [])
    waiting = list(resolved(waiting)) if not isinstance(waiting, list) else waiting
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_FIELDS:
        reference = waiting.pop()
        number, data = _number(reference), resolved(reference)
        if not isinstance(data, dict) or number in seen:
            continue
        seen.add(number)
        kids = [one for one in resolved(data.get("Kids")) or [] if isinstance(resolved(one), dict)]
        fields = [one for one in kids if "T" in resolved(one)]
        waiting += fields
        places = {number, *map(_number, kids)}
        if not fields and not places & on_pages and (value := _value(data)) and not _is_marked(data):
            yield pdf_text(data.get("T")), value


def _number(reference: Any) -> int:
    """The number of the object that a reference names; of an object that stands in its place, one of its own."""
    return int(getattr(reference, "objid", 0) or -id(reference))


def _is_marked(data: Any) -> bool:
    """Whether a field is ticked and not written in, or shows stars."""
    return pdf_name(_inherited(data, "FT")) == "Btn" or bool(int(_inherited(data, "Ff") or 0) & _PASSWORD)


def _is_drawn_anew(page: Page) -> bool:
    """Whether the file asks programs to draw its fields from their values."""
    form = resolved(page.pdf.doc.catalog.get("AcroForm")) or {}
    return bool(resolved(form.get("NeedAppearances")))


def _appearance(page: Page, data: Any) -> str | None:
    """The text of the appearance of a field, None where it has none, or characters of it are not known."""
    from pdfminer.pdftypes import PDFStream

    normal = resolved((resolved(data.get("AP")) or {}).get("N"))
    if not isinstance(normal, PDFStream):
        return None
    form = resolved(page.pdf.doc.catalog.get("AcroForm")) or {}
    resources = resolved(normal.attrs.get("Resources")) or resolved(form.get("DR")) or {}
    text = text_of_appearance(page, normal, resources)
    return None if text is None else text.strip()


def _is_menu(data: Any) -> bool:
    """Whether a field is a list, which shows more than what is chosen."""
    return pdf_name(_inherited(data, "FT")) == "Ch"


def _is_one_number(value: str, drawn: str) -> bool:
    try:
        return Decimal(_squeezed(value).replace(",", "")) == Decimal(_squeezed(drawn).replace(",", ""))
    except InvalidOperation:
        return False


def _squeezed(text: str) -> str:
    return "".join(text.split())


def resolved(value: Any) -> Any:
    """A value of a PDF, followed where it is a reference."""
    from pdfminer.pdftypes import resolve1

    return resolve1(value)


def pdf_name(value: Any) -> str:
    """A name, '' where it is none."""
    return str(getattr(resolved(value), "name", ""))


def pdf_text(value: Any) -> str:
    """A text, '' where it is none."""
    from pdfminer.utils import decode_text

    value = resolved(value)
    return decode_text(value).strip() if isinstance(value, bytes) else value.strip() if isinstance(value, str) else ""


def _inherited(data: Any, key: str) -> Any:
    """An attribute of a field, its own or that of the nearest field that it is part of."""
    for _ in range(_DEEPEST):
        if not isinstance(data, dict):
            break
        if (value := resolved(data.get(key))) is not None:
            return value
        data = resolved(data.get("Parent"))
    return None


def _value(data: Any) -> str | None:
    """What a form field shows: '' when it is empty, None when it never shows text."""
    kind, flags = pdf_name(_inherited(data, "FT")), int(_inherited(data, "Ff") or 0)
    value = _inherited(data, "V")
    if not kind:  # a field that does not say what it is
        return ""
    if kind == "Tx":
        return "" if flags & _PASSWORD else pdf_text(value)
    if kind == "Ch":
        shown = dict(_options(data))
        chosen = value if isinstance(value, list) else [value]
        texts = [pdf_text(one) for one in chosen if one is not None]
        return "、".join(shown.get(text, text) for text in texts)
    if kind == "Btn" and not flags & _PUSH_BUTTON:
        is_on = pdf_name(data.get("AS")) not in ("", "Off")
        return "○●"[is_on] if flags & _RADIO else "☐☑"[is_on]
    return None


def _options(data: Any) -> Iterator[tuple[str, str]]:
    """The options of a menu whose value and shown text differ."""
    for option in _inherited(data, "Opt") or []:
        pair = resolved(option)
        if isinstance(pair, list) and len(pair) == 2:
            yield pdf_text(pair[0]), pdf_text(pair[1])
