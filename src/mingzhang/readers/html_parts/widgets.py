"""Form fields on a page: what a browser shows in them before anybody types."""

from typing import Any

from mingzhang.readers.blocks import Problem
from mingzhang.readers.marked import PLACEHOLDER, Marked, marked, plain

_NO_TEXT = frozenset(("hidden", "password", "file", "image", "button", "submit", "reset", "range", "color"))
_BOXES = {"checkbox": "☐☑", "radio": "○●"}


def shown_in(element: Any) -> Marked | Problem | None:
    """What an <input>, <textarea> or <select> shows; a problem when it is empty, None when it never shows text."""
    if element.tag == "select":
        return _written(_chosen(element), element)
    if element.tag == "textarea":
        return _written(element.text or "", element)
    kind = (element.get("type") or "text").lower()
    if kind in _NO_TEXT:
        return None
    if kind in _BOXES:
        return plain(_BOXES[kind]["checked" in element.attrib])
    return _written(element.get("value") or "", element)


def _written(text: str, element: Any) -> Marked | Problem:
    if text.strip():
        return plain(text.strip())
    hint = (element.get("placeholder") or "").strip()
    return marked(hint, PLACEHOLDER) if hint else Problem("form-field-empty")


def _chosen(select: Any) -> str:
    """The options that are chosen; of a menu without any, the first, which a browser shows."""
    options = list(select.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    if not chosen and "multiple" not in select.attrib:
        chosen = options[:1]
    return "、".join(" ".join("".join(option.itertext()).split()) for option in chosen)
