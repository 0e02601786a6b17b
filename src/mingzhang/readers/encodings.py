"""Which encoding a text is in: by its mark, else by which one makes sense of its bytes.

GB18030 gives a meaning to nearly all bytes, and UTF-16 to all, so what they make of a text has to look like one: no character
that no document prints (control, private use, unassigned), and for the most part the usual ideographs. What fits none is
refused, with the place where it breaks when it is nearly one of them.
"""

import codecs
import re
import unicodedata

from mingzhang.errors import Refused

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LAYOUT = "\t\n\r\f\v"
_NEVER_PRINTED = ("Cc", "Co", "Cn")
# The characters that texts are made of stand first in these sets: GB 2312 up to row 55, Big5 up to row 0xC6.
_USUAL = {"gb18030": ("gb2312", range(0xA1, 0xD8)), "big5hkscs": ("big5", range(0xA1, 0xC7))}
_USUAL_SHARE = 0.6  # of the characters beside ASCII: names of places have rare ones, a text in the wrong encoding half
_BROKEN_SHARE = 0.01  # of the characters: more of them, and it is another encoding
_LEAST_BROKEN = 2


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030 with its older kin GBK and GB2312, or Big5.

    Raises Refused when it is in none of them, or nearly in one.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, ())
    guesses = ("utf-16-le", "utf-16-be") if b"\0" in data else ("utf-8", "gb18030", "big5hkscs")
    texts: list[str] = []
    for encoding in guesses:
        try:
            text = _decoded(data, encoding, () if encoding == "utf-8" else _NEVER_PRINTED)
        except Refused:
            continue
        if encoding == "utf-8" or looks_usual(text, encoding):
            return text
        texts.append(text)
    if texts and b"\0" not in data:
        return texts[0]
    raise _refusal(data)


def looks_usual(text: str, encoding: str) -> bool:
    """Whether a text is for the most part of the usual characters of an encoding; of UTF-16, whether it has lines or words."""
    if encoding.startswith("utf-16"):
        return bool(re.search(r"[\t\n\r ,;|0-9]", text))
    charset, rows = _USUAL[encoding]
    others = [one for one in text if not one.isascii()]
    usual = sum(encoded[0] in rows for one in others if len(encoded := one.encode(charset, "ignore")) == 2)
    return usual >= _USUAL_SHARE * len(others)


def is_nearly_text(data: bytes) -> bool:
    """Whether bytes look like text, in whatever encoding: no zeros, and hardly any that no text has."""
    controls = sum(data.count(bytes([one])) for one in (*range(32), 255) if chr(one) not in _LAYOUT)
    return b"\0" not in data and controls * 50 < len(data)


def _decoded(data: bytes, encoding: str, never_printed: tuple[str, ...]) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding-unknown") from None
    characters = set(text) - set(_LAYOUT)
    if "\0" in characters or any(unicodedata.category(character) in never_printed for character in characters):
        raise Refused("encoding-unknown")
    return text


def _refusal(data: bytes) -> Refused:
    """Why bytes are no text: in which line it breaks when an encoding makes sense of nearly all of it."""
    for encoding, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        text = data.decode(encoding, "replace")
        number = text.count("\ufffd")
        is_sense = encoding == "utf-8" or looks_usual(text.replace("\ufffd", ""), encoding)
        if (
            not text.isascii()
            and is_sense
            and number <= max(_BROKEN_SHARE * len(text), _LEAST_BROKEN)
            and number * 4 < len(text)
        ):
            line = text[: text.index("\ufffd")].count("\n") + 1 if number else 1
            return Refused("encoding-broken", encoding=name, number=number, line=line)
    return Refused("encoding-unknown")
