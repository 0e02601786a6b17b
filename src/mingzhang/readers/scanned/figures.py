"""How numbers are written, as a check on what two models read alike: they err together where the picture has lost a mark.

In black and white, at 200 dpi too, both read 86,121.38 as 86.121.38, because the tail of the comma is gone. So a figure that
is not written as figures are is in doubt, and so is one that would be another with a comma in the place of its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIGURE = re.compile(r"[\d.,．]*\d")  # a point or a comma behind it is of its sentence
_WRITTEN = re.compile(
    r"0(\.\d+)?|[1-9]\d*(\.\d+)?|[1-9]\d{0,2}(,\d{3})+(\.\d+)?"
    r"|0\d+"  # a code
    r"|(19|20)\d\d\.\d{1,2}(\.\d{1,2})?"  # a date
    r"|\d{1,2}(\.\d{1,2}){2,}"  # the number of a heading
)
_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[·•。'’‘`_](?=\d)")
# A character that is none of a figure and looks like one that is: 0 and 1, %, 万 and 千.
_LIKE_A_DIGIT = re.compile(r"(?<=\d)[coOlI|](?![A-Za-z])|(?<![A-Za-z])[oOlI|](?=\d)")
_LIKE_A_UNIT = re.compile(r"(?<=\d)[°º方干]")
# What ticks and strokes made by hand are read as: beside an amount it may be one of its signs, and alone it is no text.
_TICK = "VvYyrJxXˇ∨√✓✔レノし丿丶乀"
_TICKED = re.compile(
    rf"(?<![A-Za-z0-9])[{_TICK}]\s?(?=\d[\d,]*\.\d\d)|(?<=\d)\s?[{_TICK}](?=\s|$)|^\s*[Vvˇ∨レノし丿丶乀]\s*$"
)
_VOLTS = re.compile(r"(?<![\d.])\d{2,3}V")


def doubtful_figures(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the figures of a line stand that may be others than those that were printed."""
    for match in _FIGURE.finditer(text):
        figure = match[0].replace("．", ".")
        if not _WRITTEN.fullmatch(figure) or _THOUSANDS_OR_DECIMALS.fullmatch(figure):
            yield match.span()
    for pattern in (_BETWEEN_DIGITS, _LIKE_A_DIGIT, _LIKE_A_UNIT):
        yield from (match.span() for match in pattern.finditer(text))
    volts = {match.end() for match in _VOLTS.finditer(text)}
    yield from (match.span() for match in _TICKED.finditer(text) if match.end() not in volts)
