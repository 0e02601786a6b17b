"""Fonts that draw symbols for letters (Wingdings and its kin): what is usual of them, by the code of each.

What stands here for 0x6C is ●, whatever letter a file says it is; a code that is not here may be any drawing.
"""

from collections.abc import Mapping

_BLANK = {0x20: " ", 0xA0: " "}
_MARKS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢"}
_TICKS = {0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"}
_SIGNS = {0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xD7: "·"}
_ASCII_OF_SYMBOL = {ord(one): one for one in "0123456789.,:;()[]{}/+<=>%&!|_?#"}
_FONTS: tuple[tuple[str, Mapping[int, str]], ...] = (
    ("wingdings2", {**_BLANK, 0x50: "√", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0xA3: "□", 0x97: "•", 0x98: "●"}),
    ("wingdings3", _BLANK),
    ("wingdings", {**_BLANK, **_MARKS, **_TICKS}),
    ("webdings", {**_BLANK, 0x61: "√", 0x67: "■", 0x6E: "●", 0x72: "✗"}),
    ("dingbats", {**_BLANK, 0x34: "√", 0x6C: "●", 0x6E: "■", 0x75: "◆"}),
    ("symbol", {**_BLANK, **_SIGNS, **_ASCII_OF_SYMBOL}),
)


def symbols_of(font: str | None) -> Mapping[int, str] | None:
    """Code -> character of a font of symbols, by a part of its name; None for any other font."""
    name = "".join(one for one in (font or "").lower() if one.isalnum())
    return next((known for part, known in _FONTS if part in name), None)
