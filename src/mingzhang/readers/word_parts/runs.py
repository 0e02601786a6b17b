"""The characters that the elements of a run of a Word document print: letters, signs of a font, equations."""

from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE, Problem
from mingzhang.readers.marked import HIDDEN, Marked, beside, marked
from mingzhang.readers.symbol_fonts import symbols_of
from mingzhang.readers.word_parts.equations import equation_text, field_text
from mingzhang.readers.word_parts.names import W, child, value_of

_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Signs that old documents print from the font Symbol, by its code; other codes stay as they are.
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xA5: "∞", 0xD7: "·"}


def all_text(element: Any) -> str:
    """All text in an element, deleted text with it."""
    return "".join(one.text or "" for one in element.iter(f"{W}t", f"{W}delText"))


def words_for_picture(drawing: Any) -> str:
    """The words that stand for a picture, '' when it has none."""
    found = (one.get("descr") or one.get("title") or one.get("alt") or "" for one in drawing.iter())
    return next(filter(None, found), "")[:LONGEST_QUOTE]


def text_of_run(text: str, kind: str | None) -> Marked:
    """Text of a run; what is hidden takes no room."""
    return beside(text, HIDDEN) if kind == HIDDEN else marked(text, kind)


def printed_text(element: Any, name: str) -> str:
    """The characters of an element of a run, '' when it has none."""
    if name in ("t", "delText"):
        return _text_of(element)
    return _symbol(element) if name == "sym" else _CHARACTERS.get(name, "")


def _text_of(element: Any) -> str:
    text = element.text or ""
    is_kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if is_kept else text.strip(" \t\r\n")


def _symbol(element: Any) -> str:
    try:
        code = int(value_of(element, "char") or "", 16)
    except ValueError:
        return ""
    if value_of(element, "font") == "Symbol" and code & 0xFF in _SYMBOLS:
        return _SYMBOLS[code & 0xFF]
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def equation_of(element: Any, name: str) -> str | None:
    """An equation, or the field that is one, as one line; None when it is no equation."""
    return equation_text(element) if name == "oMath" else field_text(value_of(element, "instr") or "")


def symbols_in(run: Any) -> Mapping[int, str] | None:
    """What the font of a run draws for letters, None when it draws letters. Digits and signs of Symbol are what they are."""
    fonts = child(run, "rPr", "rFonts")
    font = value_of(fonts, "ascii") or value_of(fonts, "hAnsi")
    return symbols_of(font) if font and "dings" in font.lower() else None


def drawn_text(text: str, symbols: Mapping[int, str], kind: str | None) -> Iterator[Marked | Problem]:
    """The symbols that a font draws for a text; one that is not known is told."""
    found = "".join(
        one if ord(one) > 0x2FF and ord(one) < 0xF000 else symbols.get(ord(one) & 0xFF, " ") for one in text
    )
    yield text_of_run(found, kind)
    if any(one == " " != letter for one, letter in zip(found, text, strict=True)):
        yield Problem("drawn-by-font", {"text": text[:LONGEST_QUOTE]})
