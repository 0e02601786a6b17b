"""A text that is a number with its unit, or with none, and nothing else: 90%, 五十人, 3（台）, 元/生/天."""

import re

from mingzhang import vocabulary
from mingzhang.text.numbers import is_calendar_word, is_multiple, known_unit
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import Piece, either

_QUANTITY = re.compile(
    rf"(?P<number>{NUMERAL})\s*(?P<open>\()?(?P<unit>[^()\s]+?(?:\([^()\s]{{1,8}}\))?)?(?(open)\))", re.ASCII
)


# A unit that the vocabulary lacks: a few letters, none of 内 上 下 and the like, which would make it more than a unit. 千 is a
# part of one before a measure: 平方千米.
_OTHER_UNIT = r"(?:[^\W\d_内外以上下前后左右约完底末初第余多几来至到或和十百千万亿]|千(?=[米瓦克伏赫帕焦卡升])){1,6}"


_OTHER_UNITS = re.compile(r"(?P<first>[^()]+)\((?P<rest>[^()]+)\)")


def number_with_unit(plain: str, signed: bool, is_span: bool = False) -> re.Match[str] | None:
    """The text as a number with a unit, with one in brackets or with none; None when it may be part of a date.

    A number in Chinese numerals is one only with a unit that is known: 五十人, 三万元. `is_span`: 日 may be a span of time.
    """
    match = _QUANTITY.fullmatch(plain)
    if match is None or read_numeral(match["number"]) is None:
        return None
    unit = match["unit"]
    if is_calendar_word(match["number"], unit, signed) and not (is_span and unit == "日"):
        return None
    if not match["number"][0].isdigit():
        return match if unit and known_unit(unit) else None
    return match if unit is None or is_unit(unit) else None


def is_unit(unit: str) -> bool:
    """Whether a text behind a number may be its unit: a known one, 万 alone, a few other letters, per others (元/生/天)."""
    if known_unit(unit) or is_multiple(unit):
        return True
    if others := _OTHER_UNITS.fullmatch(unit):  # 台(套), 万头(只、羽)
        return all(map(known_unit, (others["first"], *re.split("[、,/或]", others["rest"]))))
    first, *per = re.split("[/每]", unit)
    other = re.compile(rf"(?:{either(vocabulary.load('units')['multiples'])})?{_OTHER_UNIT}")
    return (known_unit(first) is not None or other.fullmatch(first) is not None) and all(map(other.fullmatch, per))


def is_quantity(plain: str) -> bool:
    """Whether a text in half width is a number, with or without a unit, and nothing else."""
    return number_with_unit(plain, signed=False) is not None


def pieces_of_number(match: re.Match[str]) -> list[Piece]:
    """Value and unit of such a text, by their offsets in it."""
    pieces = [Piece(*match.span(), "value_text", is_leaf=False), Piece(*match.span("number"), "value")]
    return pieces + ([Piece(*match.span("unit"), "unit")] if match["unit"] else [])
