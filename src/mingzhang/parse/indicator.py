"""One printed indicator, such as 受益人才人数≥50人, to its name, sign, value and unit."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.parse.comparators import (
    after_pattern,
    comparator_of,
    comparing_words,
    sign_pattern,
    vague_words,
    word_pattern,
)
from mingzhang.text.dates import ImpossibleDate, certain_dates_in, read_date
from mingzhang.text.numbers import comparable, is_calendar_word, known_unit, trailing_quantity
from mingzhang.text.numerals import NUMBER, read_number
from mingzhang.text.pieces import NUMERALS, Piece, either, gaps, half_width, squeeze, trim

_END_OF_LINE = ";；,，。."
_QUANTITY = re.compile(rf"(?P<number>{NUMBER})\s*(?P<open>\()?(?P<unit>[^()\s]+?)?(?(open)\))", re.ASCII)
# A unit that the vocabulary lacks: a few letters, none of 内 上 下 and the like, which would make it more than a unit.
_OTHER_UNIT = re.compile(r"[^\W\d_内外以上下前后左右约完底末初第余多几来至到或和十百千万亿]{1,6}")
# 292% for ≥92%, 2100% for ≥100%: what a text recognition makes of the sign. Seen in real documents.
_SIGN_READ_AS_2 = re.compile(r"2(?:[5-9]\d(?:\.\d+)?|100(?:\.0+)?)%", re.ASCII)
# A quantity followed by another in a list: 购置电脑5台、打印机2台.
_LISTED = re.compile(rf"{NUMBER}\s*[^\s\d,、;]{{0,4}}\s*[,、;]", re.ASCII)
_ENTITY = re.compile(r"&(?:[A-Za-z]+|#\d+);")
_WRITTEN_OUT = re.compile(rf"[{NUMERALS}两百千万]+\s*\D{{1,3}}$")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached.

    `value` and `unit` are as printed, `base_value` and `base_unit` make them comparable (0.03 万元 is 300 元). `kind` is
    quantitative, qualitative, date, reference or missing, and None when the target cannot be read surely; `doubt` is then
    a key of vocabulary/reasons.yml.
    """

    kind: str | None
    value_text: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    base_value: Decimal | None = None
    base_unit: str | None = None
    due_date: str | None = None
    due_last_day: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """An indicator's name (None where the text is a target alone), sign and target; `pieces` cover all that is printed."""

    name: str | None
    comparator: str | None
    target: Target
    pieces: tuple[Piece, ...]


class SeveralTargets(ValueError):
    """The text holds two signs: indicators run together, and where one ends is not printed."""


class _Line(NamedTuple):
    """A text as printed, and in half width to look things up in; offsets serve both."""

    text: str
    plain: str


@cache
def _signs() -> re.Pattern[str]:
    """A sign anywhere, or a word that compares in front of a number."""
    return re.compile(rf"{sign_pattern()}|(?:{word_pattern()})(?=\s*:?\s*\d)")


@cache
def _words_after() -> re.Pattern[str]:
    """A word that compares behind a number: 90%以上."""
    return re.compile(rf"(?P<target>\d.*?)\s*(?P<word>{after_pattern()})")


def read_indicator(text: str) -> IndicatorReading:
    """The indicator that a text prints, its numbering already taken off.

    Raises SeveralTargets when it prints more than one.
    """
    line = _Line(text, half_width(text))
    start, end = trim(line.plain, 0, len(text), _END_OF_LINE)
    name_end, target_start, sign = _split(line.plain, start, end)
    name_start, name_end = trim(line.plain, start, name_end, ":")
    name = line.plain[name_start:name_end]
    comparator, target, pieces = read_target(text, target_start, end, sign)
    if reason := _doubt(line.plain[start:end], name, sign, target):
        comparator, target = None, Target(None, target.value_text, doubt=reason)
        pieces = [Piece(min(piece.start for piece in pieces), end, "value_text")] if pieces else []
    if name_start < name_end:
        pieces.append(Piece(name_start, name_end, "name"))
    return IndicatorReading(text[name_start:name_end] or None, comparator, target, tuple(with_separators(text, pieces)))


def _doubt(line: str, name: str, sign: re.Match[str] | None, target: Target) -> str | None:
    """Why a line cannot be taken apart surely (a key of vocabulary/reasons.yml), None when it can."""
    if target.kind == "missing":
        return None if _is_measured(name) else "target-unclear"
    if not name:
        return None
    comparing = sign is not None and sign[0] in comparing_words()
    doubtful = [
        _ENTITY.search(line),
        _LISTED.search(name),
        _quantity(name, signed=False),  # 90%≤满意度
        comparing and re.search(r"[不未没勿非禁无]$", name),  # a negation that the vocabulary lacks
        (sign is None or comparing) and target.kind != "qualitative" and _vague_end().search(name),
        sign is None and _may_be_more_of_the_number(line, name, target),
    ]
    return "target-not-understood" if any(doubtful) else None


@cache
def _vague_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(vague_words())})\s*$")


def _may_be_more_of_the_number(line: str, name: str, target: Target) -> bool:
    """Whether digits of a name may belong to its target, where no sign stands between: 成本10至20万元, 比例1:15."""
    if ":" in line and not re.search(r"\d$", name):
        return False
    digits = re.sub(r"(?:19|20)\d\d\s*年", "", name)
    return target.kind != "qualitative" and any(character.isdigit() for character in digits)


def _is_measured(name: str) -> bool:
    """Whether a name can stand without a target, and has nothing in it that might be one."""
    ends = re.search(rf"(?:{either(vocabulary.load('comparators')['measured'])})(?:\([^()]*\))?$", name)
    return bool(ends) and not any(character.isdigit() for character in name) and not _WRITTEN_OUT.search(name)


def read_target_cell(text: str, is_number: bool = False) -> tuple[str | None, Target, list[Piece]]:
    """The sign (comparator), target and pieces of a text that is a target alone, with or without a sign: ≥90%.

    `is_number` when a sign or a unit in a cell of its own says that a bare 2000 is no year.
    Raises SeveralTargets when it prints more than one.
    """
    plain = half_width(text)
    start, end = trim(plain, 0, len(text), _END_OF_LINE)
    sign = _signs().match(plain, start, end)
    comparator, target, pieces = read_target(text, sign.end() if sign else start, end, sign, is_number)
    return comparator, target, with_separators(text, pieces)


def with_separators(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, and a separator for what is printed between them."""
    between = (trim(text, *gap) for gap in gaps(pieces, 0, len(text)))
    return sorted([*pieces, *(Piece(start, end, "separator") for start, end in between if start < end)])


def _split(plain: str, start: int, end: int) -> tuple[int, int, re.Match[str] | None]:
    """Where the name ends, where the target begins, and the sign printed between them."""
    if sign := _signs().search(plain, start, end):
        return sign.start(), sign.end(), sign
    colon = plain.rfind(":", start, end)
    if colon >= 0:
        between_digits = plain[max(start, colon - 1)].isdigit() and plain[colon + 1 : colon + 2].isdigit()
        return (end, end, None) if between_digits else (colon, colon + 1, None)  # 8:30, 1:15
    dates = [date.start for date in certain_dates_in(plain[:end]) if date.start >= start and date.end == end]
    after = re.compile(rf"\s*(?:{after_pattern()})$").search(plain, start, end)  # 知晓率92%以上
    if dates:
        return dates[0], dates[0], None
    quantity = trailing_quantity(plain, start, after.start() if after else end)
    return (quantity.start(), quantity.start(), None) if quantity else (end, end, None)


def read_target(
    text: str, start: int = 0, end: int | None = None, sign: re.Match[str] | None = None, is_number: bool = False
) -> tuple[str | None, Target, list[Piece]]:
    """The sign (comparator), target and pieces of text[start:end]; `sign` is the one printed before it, if any.

    Raises SeveralTargets when there is another sign in it.
    """
    line = _Line(text, half_width(text))
    pieces = [Piece(*sign.span(), "comparator")] if sign else []
    comparator = comparator_of(sign[0]) if sign else None
    start, end = trim(line.plain, start, len(text) if end is None else end, ":")
    if _signs().search(line.plain, start, end):
        raise SeveralTargets(text[start:end])
    after = _words_after().fullmatch(line.plain, start, end)
    if after and comparator is None:
        comparator = comparator_of(after["word"])
        pieces.append(Piece(*after.span("word"), "comparator"))
        end = after.end("target")
    target, value_pieces = _read_value(line, start, end, signed=is_number or comparator is not None)
    if comparator is None and _SIGN_READ_AS_2.fullmatch(squeeze(target.value_text or "")):
        target = replace(target, doubt="sign-read-as-2")
    return comparator, target, pieces + value_pieces


def _read_value(line: _Line, start: int, end: int, signed: bool) -> tuple[Target, list[Piece]]:
    """The target without its sign."""
    if start == end:
        return Target("missing"), []
    value_text, plain = line.text[start:end], line.plain[start:end]
    pieces = [Piece(start, end, "value_text")]
    try:
        due = read_date(plain)
    except ImpossibleDate:
        return Target("date", value_text, doubt="date-impossible"), pieces
    if due:
        target = Target("date", value_text, due_date=due.iso, due_last_day=due.last_day)
        return target, [*pieces, Piece(start, end, "due_date", False)]
    if re.fullmatch(vocabulary.load("comparators")["reference"], plain):
        return Target("reference", value_text), pieces
    if match := _quantity(plain, signed):
        return _quantitative(match, value_text, [piece.moved(start) for piece in _quantity_pieces(match)])
    if plain in vocabulary.load("comparators")["blanks"]:
        return Target("missing"), [Piece(start, end, "separator")]
    if not any(character.isdigit() or unicodedata.category(character) == "No" for character in plain):
        if _is_written_quantity(plain):
            return Target(None, value_text, doubt="target-not-understood"), pieces
        return Target("qualitative", value_text), pieces
    return Target(None, value_text, doubt="target-not-understood"), pieces


def _is_written_quantity(plain: str) -> bool:
    """Whether a text is a number in Chinese characters with a unit: 一次, 五万元, 九成."""
    match = re.fullmatch(rf"[{NUMERALS}〇零两百千万亿半几数]+(?P<unit>\D{{0,4}})", plain)
    return match is not None and (match["unit"] in ("", "成") or known_unit(match["unit"]) is not None)


def _quantity(plain: str, signed: bool) -> re.Match[str] | None:
    """The text as a number with a unit, with one in brackets or with none; None when it may be part of a date."""
    match = _QUANTITY.fullmatch(plain)
    if match is None or is_calendar_word(match["number"], match["unit"], signed):
        return None
    unit = match["unit"]
    return match if unit is None or known_unit(unit) or _OTHER_UNIT.fullmatch(unit) else None


def _quantity_pieces(match: re.Match[str]) -> list[Piece]:
    pieces = [Piece(*match.span(), "value_text", is_leaf=False), Piece(*match.span("number"), "value")]
    return pieces + ([Piece(*match.span("unit"), "unit")] if match["unit"] else [])


def _quantitative(match: re.Match[str], value_text: str, pieces: list[Piece]) -> tuple[Target, list[Piece]]:
    value = read_number(match["number"])
    assert value is not None  # the pattern is that of a number
    # As printed, which may be in full width; the match is in half width.
    unit = value_text[match.start("unit") : match.end("unit")] if match["unit"] else None
    return Target("quantitative", value_text, value, unit, *comparable(value, unit)), pieces
