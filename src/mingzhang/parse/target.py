"""What an indicator is to reach: the text of a target, such as ≥90% or 2023年12月底前, to its sign, value and unit.

What cannot be read surely stays text, with a reason that says what was seen (a key of vocabulary/reasons.yml).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.parse.comparators import (
    after_pattern,
    bracket_pattern,
    comparator_of,
    sign_pattern,
    within_pattern,
    word_pattern,
)
from mingzhang.parse.numbers_with_units import number_with_unit, pieces_of_number
from mingzhang.parse.unread_targets import has_number, why_unread
from mingzhang.text.dates import ImpossibleDate, dates_in, read_date
from mingzhang.text.numbers import comparable
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import Piece, either, gaps, half_width, squeeze, trim

END_OF_LINE = ";；,，。."
# A day or month of each year or month, or of one that is not printed: 每年12月底前, 每月10日前.
_EACH_YEAR = re.compile(
    r"(?:每年|每月|每季度?|当年|次年|次月|当月)度?(?:\d{1,2}月份?)?(?:\d{1,2}[日号]|底)?(?:[之以]?前)?", re.ASCII
)
# 2023.12 and 20231231: a month or day without a sign that dates are written with, or a number without a unit.
_DATE_OR_NUMBER = re.compile(
    r"(?P<year>20\d\d)(?:\.?(?P<month>0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))", re.ASCII
)
# 292% for ≥92%, 2100% for ≥100%: what a text recognition makes of the sign. Seen in real documents.
_SIGN_READ_AS_2 = re.compile(r"2(?:[5-9]\d(?:\.\d+)?|100(?:\.0+)?)%", re.ASCII)

_BOUNDS = ("≤", "<", "≥", ">")


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


class SeveralTargets(ValueError):
    """The text holds two signs: indicators run together, and where one ends is not printed."""


class _Line(NamedTuple):
    """A text as printed, and in half width to look things up in; offsets serve both."""

    text: str
    plain: str


@vocabulary.derived
def _signs() -> re.Pattern[str]:
    """A sign anywhere, a word that compares in front of a number, or a bracket that stands for a sign (》90%)."""
    written = (
        rf"[一二两三四五六七八九十百千万]+(?:{either(vocabulary.load('quantities')['written_units'])})(?![^\W\d_])"
    )
    words = rf"(?:{word_pattern()})(?=\s*:?\s*(?:\d|{written}))"
    return re.compile(rf"{sign_pattern()}|{words}|(?P<bracket>{bracket_pattern()})(?=\s*\d)")


def signs_in(plain: str, start: int, end: int) -> list[re.Match[str]]:
    """The printed signs and comparing words of plain[start:end], a text in half width; the 》 of a 《title》 is none."""
    return [
        match
        for match in _signs().finditer(plain, start, end)
        if not match["bracket"] or plain.rfind("《", 0, match.start()) <= plain.rfind("》", 0, match.start())
    ]


@vocabulary.derived
def _words_after() -> re.Pattern[str]:
    """A word that compares behind a number: 90%以上, 24小时内."""
    return re.compile(rf"(?P<target>.*?\S)\s*(?P<word>{after_pattern()}|{within_pattern()})")


def read_target_cell(text: str, is_number: bool = False) -> tuple[str | None, Target, list[Piece]]:
    """The sign (comparator), target and pieces of a text that is a target alone, with or without a sign: ≥90%.

    `is_number` when a sign or a unit in a cell of its own says that a bare 2000 is no year.
    Raises SeveralTargets when it prints more than one.
    """
    plain = half_width(text)
    start, end = trim(plain, 0, len(text), END_OF_LINE)
    sign = next((match for match in signs_in(plain, start, end) if match.start() == start), None)
    comparator, target, pieces = read_target(text, sign.end() if sign else start, end, sign, is_number)
    return comparator, target, with_separators(text, pieces)


def with_separators(text: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces, and a separator for what is printed between them."""
    between = (trim(text, *gap) for gap in gaps(pieces, 0, len(text)))
    return sorted([*pieces, *(Piece(start, end, "separator") for start, end in between if start < end)])


def read_target(
    text: str, start: int = 0, end: int | None = None, sign: re.Match[str] | None = None, is_number: bool = False
) -> tuple[str | None, Target, list[Piece]]:
    """The sign (comparator), target and pieces of text[start:end]; `sign` is the one printed before it, if any.

    Raises SeveralTargets when there is another sign in it, or there are two.
    """
    line = _Line(text, half_width(text))
    pieces = [Piece(*sign.span(), "comparator")] if sign else []
    comparator = comparator_of(sign[0]) if sign else None
    start, end = trim(line.plain, start, len(text) if end is None else end, ":")
    within = signs_in(line.plain, start, end)
    if within and (sign or len(within) > 1):
        raise SeveralTargets(text[start:end])
    if within:
        return None, _behind_words(line, start, end), [Piece(start, end, "value_text")]
    start = _behind_condition(line.plain, _behind_lead(line.plain, start, end), end)
    after = _compared_behind(line.plain, start, end) if comparator is None else None
    if after:
        comparator = comparator_of(after["word"])
        pieces.append(Piece(*after.span("word"), "comparator"))
        end = after.end("target")
    is_span = after is not None or comparator in _BOUNDS  # within 5日 is within days, 5日 alone may be a day
    target, value_pieces = _read_value(line, start, end, is_number or comparator is not None, is_span)
    if comparator is None and _SIGN_READ_AS_2.fullmatch(squeeze(target.value_text or "")):
        target = replace(target, doubt="sign-read-as-2")
    return comparator, target, pieces + value_pieces


def _behind_words(line: _Line, start: int, end: int) -> Target:
    """A target with words in front of its only sign: it is of another figure (较上年增长≥3%), or of what nobody can say."""
    if is_reference(line.plain[start:end]):
        return Target("reference", line.text[start:end])
    return Target(None, line.text[start:end], doubt="words-before-sign")


def is_reference(plain: str) -> bool:
    """Whether a target is compared with what was before, and so is no number of its own: 较上年增长, 2022年实际值."""
    return re.fullmatch(vocabulary.load("comparators")["reference"], plain) is not None


def _compared_behind(plain: str, start: int, end: int) -> re.Match[str] | None:
    """A quantity and a word behind it that compares it: 90%以上, 24小时内; not in ±3%以内 nor in 3-5次以上."""
    after = _words_after().fullmatch(plain, start, end)
    quantity = number_with_unit(after["target"], signed=True, is_span=True) if after else None
    if after is None or quantity is None:
        return None
    is_within = re.fullmatch(within_pattern(), after["word"]) is not None
    is_span = quantity["unit"] in vocabulary.load("units")["spans_of_time"]
    return after if is_span or (not is_within and quantity["unit"] != "日") else None


def _behind_lead(plain: str, start: int, end: int) -> int:
    """Where the target begins behind a word that only leads to its number: 达到100%."""
    lead = re.compile(rf"(?:{either(vocabulary.load('comparators')['leads'])})\s*:?\s*(?=\d)").match(plain, start, end)
    return lead.end() if lead else start


def _behind_condition(plain: str, start: int, end: int) -> int:
    """Where the target begins behind words that say from when a time counts, or of what a rate is.

    受理后30个工作日内, 资金到位率达100%: nothing else may be printed, so that the only number is sure. What counts from a day
    of the calendar (开学后8周内) is a day itself, and stays text.
    """
    since = _counted_from().match(plain, start, end)
    if since and since["event"].endswith(tuple(vocabulary.load("dates")["brought_by_the_calendar"])):
        return start
    if since and (after := _compared_behind(plain, since.end(), end)):
        quantity = number_with_unit(after["target"], signed=True, is_span=True)
        if quantity and quantity["unit"] in vocabulary.load("units")["spans_of_time"]:
            return since.end()
    rate = _rate_reaching().match(plain, start, end)
    rest = re.sub(f"(?:{after_pattern()})$", "", plain[rate.end() : end]) if rate else ""
    return rate.end() if rate and re.fullmatch(r"\d+(?:\.\d+)?\s*%", rest, re.ASCII) else start


@vocabulary.derived
def _counted_from() -> re.Pattern[str]:
    words = either(vocabulary.load("dates")["counted_from"])
    return re.compile(rf"(?P<event>[^\d,，、;；。:()]{{1,10}}?)(?:{words})的?\s*(?=\d)")


@vocabulary.derived
def _rate_reaching() -> re.Pattern[str]:
    words = vocabulary.load("comparators")["rate"]
    return re.compile(rf"[^\d,，、;；。:()]{{1,10}}(?:{either(words['ends'])})(?:{either(words['leads'])})\s*(?=\d)")


def _read_value(line: _Line, start: int, end: int, signed: bool, is_span: bool) -> tuple[Target, list[Piece]]:
    """The target without its sign."""
    if start == end:
        return Target("missing"), []
    value_text, plain = line.text[start:end], line.plain[start:end]
    pieces = [Piece(start, end, "value_text")]
    if plain in vocabulary.load("comparators")["blanks"]:
        return Target("missing"), [Piece(start, end, "separator")]
    if target := _dated(value_text, plain):
        over = [Piece(start, end, "due_date", False)] if target.due_date else []
        return target, pieces + over
    if is_reference(plain):
        return Target("reference", value_text), pieces
    if not signed and _DATE_OR_NUMBER.fullmatch(plain):
        return Target(None, value_text, doubt="date-or-number"), pieces
    if match := number_with_unit(plain, signed, is_span):
        return _quantitative(match, value_text), [piece.moved(start) for piece in pieces_of_number(match)]
    if has_number(plain):
        return Target(None, value_text, doubt=why_unread(plain)), pieces
    return Target("qualitative", value_text), pieces


def as_date(target: Target) -> Target | None:
    """A target that may be a date or a number, as a date, because its level is 时效指标; None when it is no such."""
    match = _DATE_OR_NUMBER.fullmatch(half_width(target.value_text or "")) if target.doubt == "date-or-number" else None
    if match is None or match["month"] is None:
        return None
    due = read_date(f"{match['year']}年{match['month']}月")
    return Target("date", target.value_text, due_date=due.iso, due_last_day=due.last_day) if due else None


def _dated(value_text: str, plain: str) -> Target | None:
    """The target as a date; without due_date where no year is printed, or no calendar has the day. None when it is no date."""
    try:
        due = read_date(plain)
    except ImpossibleDate:
        return Target("date", value_text, doubt="date-impossible")
    if due:
        return Target("date", value_text, due_date=due.iso, due_last_day=due.last_day)
    found = dates_in(plain, year=2000)  # any leap year: it is not kept
    between = "".join(plain[one.end : other.start] for one, other in pairwise(found))
    is_all = bool(found) and not found[0].start and found[-1].end == len(plain) and not between.strip(" 至到—–~-")
    if is_all and (len(found) > 1 or found[0].is_period):
        return Target(None, value_text, doubt="date-is-a-period")
    is_each = _EACH_YEAR.fullmatch(plain) is not None and any(map(str.isdigit, plain))
    if is_each or (is_all and not found[0].has_year and not found[0].is_vague):
        return Target("date", value_text, doubt="date-without-year")
    return None


def _quantitative(match: re.Match[str], value_text: str) -> Target:
    value = read_numeral(match["number"])
    assert value is not None  # number_with_unit has looked
    unit = match["unit"]  # in half width: ％ is %
    return Target("quantitative", value_text, value, unit, *comparable(value, unit))
