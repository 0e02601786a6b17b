"""A number of a spreadsheet as its cell shows it, where the look says more than the characters do.

A negative number may be shown by its colour or by brackets alone, zero as a dash, and a number not at all. The file says
which number it is, so it is read as that number, and the characters that are printed are kept beside it.
"""

import re
from decimal import Decimal

from mingzhang.readers.marked import HIDDEN, NEGATIVE, ZERO, Marked, joined_marked, marked, plain
from mingzhang.readers.workbook_parts.built_in_formats import GENERAL
from mingzhang.readers.workbook_parts.format_sections import NotRenderable
from mingzhang.readers.workbook_parts.number_format import colours_negative, render_number, render_text

_DASH = re.compile(r"\s*[-—–－]\s*")
_WITHOUT_SIGN = re.compile(r"\s*[¥￥$]?\s*[\d,.]+\s*[%元]?\s*")
_IN_BRACKETS = re.compile(r"(?P<before>[^\d()（）]*)[(（](?P<inner>[^()（）]*)[)）](?P<after>\s*)")


class SignNotShown(ValueError):
    """A negative number is shown like a positive one."""


def shown_number(value: Decimal, code: str, from_1904: bool = False) -> Marked:
    """What a cell shows that holds a number under a format.

    Raises NotRenderable when it is not certain, SignNotShown when nothing tells that the number is negative.
    """
    text = render_number(value, code, from_1904)
    if value == 0 and _DASH.fullmatch(text):
        return marked(text, ZERO, re.sub(r"\S", "0", text))
    if not text.strip():
        return _not_shown(value)
    return _negative(text, code) if value < 0 else plain(text)


def shown_text(text: str, code: str) -> Marked:
    """What a cell shows that holds a text under a format. Raises NotRenderable when it is not certain."""
    shown = render_text(text, code)
    return plain(shown) if shown.strip() or not text.strip() else marked(text, HIDDEN)


def _not_shown(value: Decimal) -> Marked:
    try:
        return marked(render_number(value, GENERAL), HIDDEN)
    except NotRenderable:
        return marked(str(value), HIDDEN)


def _negative(text: str, code: str) -> Marked:
    """A negative number with a minus in the place of its brackets, or before a number that only its colour tells."""
    if not re.search(r"[1-9]", text):
        return plain(text)
    if match := _IN_BRACKETS.fullmatch(text):
        start, end = match.start("inner"), match.end("inner")
        inside = [marked(text[start - 1], NEGATIVE, "-"), plain(match["inner"]), marked(text[end], NEGATIVE, " ")]
        return joined_marked([plain(match["before"]), *inside, plain(match["after"])])
    if not _WITHOUT_SIGN.fullmatch(text):
        return plain(text)
    if not colours_negative(code):
        raise SignNotShown
    number = text.lstrip()
    blanks = text[: len(text) - len(number)] or " "
    return joined_marked([plain(blanks[1:]), marked(" ", NEGATIVE, "-"), plain(number)])
