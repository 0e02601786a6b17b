"""What a Word document says outside its text: notes and comments at their places, headers and footers of pages."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE, Problem
from mingzhang.readers.word_parts.names import W, local_name, value_of
from mingzhang.records import Reject

# Kind of note -> the part that holds them, and what they are called.
PARTS = {
    "footnote": ("footnotes.xml", "脚注"),
    "endnote": ("endnotes.xml", "尾注"),
    "comment": ("comments.xml", "批注"),
}
OUTSIDE = {"header": "页眉", "footer": "页脚"}
_PAGE_NUMBER = re.compile(r"[第页共总\s\d/—–.,，。、()（）-]*")


class Notes:
    """The notes of a document by their kind and number; `roots` are the parts that hold them, by kind."""

    def __init__(self, roots: dict[str, Any]) -> None:
        self._texts = {
            (kind, value_of(note, "id")): text
            for kind, root in roots.items()
            if root is not None
            for note in root
            if (text := text_of_part(note))
        }

    def told(self, element: Any, name: str) -> Problem | None:
        """What the note says that an element of a run refers to; None when it refers to none, or to an empty one."""
        kind = name.removesuffix("Reference")
        text = self._texts.get((kind, value_of(element, "id"))) if name != kind and kind in PARTS else None
        return Problem("text-elsewhere", {"where": PARTS[kind][1], "text": text[:LONGEST_QUOTE]}) if text else None


def told_outside(parts: Iterable[tuple[str, Any]]) -> Iterator[Reject]:
    """A reject for each text, but page numbers, in the headers and footers; given are (kind, root) of their parts."""
    seen: set[tuple[str, str]] = set()
    for kind, root in parts:
        text = text_of_part(root)
        if not _PAGE_NUMBER.fullmatch(text) and (kind, text) not in seen:
            seen.add((kind, text))
            yield Reject("text-elsewhere", {"where": OUTSIDE[kind], "text": text[:LONGEST_QUOTE]})


def text_of_part(root: Any) -> str:
    """The text in an element, its paragraphs apart by spaces."""
    parts: list[str] = []
    for one in root.iter(f"{W}t", f"{W}p"):
        parts.append(" " if local_name(one) == "p" else one.text or "")
    return " ".join("".join(parts).split())
