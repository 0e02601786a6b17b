"""One printed indicator, such as 受益人才人数≥50人, to its name, sign, value and unit."""

import re
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.parse.comparators import after_pattern, comparing_words, vague_words, within_pattern
from mingzhang.parse.numbers_with_units import is_quantity
from mingzhang.parse.target import (
    END_OF_LINE,
    Target,
    is_reference,
    read_target,
    signs_in,
    with_separators,
)
from mingzhang.text.dates import certain_dates_in, dates_in
from mingzhang.text.numbers import trailing_quantity
from mingzhang.text.numerals import NUMBER
from mingzhang.text.pieces import NUMERALS, Piece, either, half_width, trim

# A quantity followed by another in a list: 购置电脑5台、打印机2台.
_LISTED = re.compile(rf"{NUMBER}\s*[^\s\d,、;]{{0,4}}\s*[,、;]", re.ASCII)
_ENTITY = re.compile(r"&(?:[A-Za-z]+|#\d+);")
_ANY_LEAP_YEAR = 2000  # it is not kept
_WRITTEN_OUT = re.compile(rf"[{NUMERALS}两百千万]+\s*\D{{1,3}}$")


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """An indicator's name (None where the text is a target alone), sign and target; `pieces` cover all that is printed."""

    name: str | None
    comparator: str | None
    target: Target
    pieces: tuple[Piece, ...]


def read_indicator(text: str) -> IndicatorReading:
    """The indicator that a text prints, its numbering already taken off.

    Raises SeveralTargets when it prints more than one.
    """
    plain = half_width(text)
    start, end = trim(plain, 0, len(text), END_OF_LINE)
    name_end, target_start, sign = _split(plain, start, end)
    if sign and (bracket := _bracket_around(plain, sign.start(), end)) is not None:
        name_end, end = bracket, end - 1
    name_start, name_end = trim(plain, start, _before_lead(plain, start, name_end), ":")
    name = plain[name_start:name_end]
    comparator, target, pieces = read_target(text, target_start, end, sign)
    if reason := _doubt(plain[start:end], name, sign, target):
        comparator, target = None, Target(None, target.value_text, doubt=reason)
        pieces = [Piece(min(piece.start for piece in pieces), end, "value_text")] if pieces else []
    if name_start < name_end:
        pieces.append(Piece(name_start, name_end, "name"))
    return IndicatorReading(text[name_start:name_end] or None, comparator, target, tuple(with_separators(text, pieces)))


def _bracket_around(plain: str, sign: int, end: int) -> int | None:
    """Where the bracket opens in which a sign and its target stand behind the name: 在线率（≥97%）."""
    opening = len(plain[:sign].rstrip()) - 1
    is_around = opening >= 0 and plain[opening] == "(" and plain[end - 1] == ")"
    return opening if is_around and not re.search("[()]", plain[sign : end - 1]) else None


def _before_lead(plain: str, start: int, end: int) -> int:
    """Where a name ends in front of a word that only leads to the number behind it: 覆盖率达到."""
    if end == len(plain) or not any(map(str.isdigit, plain[end:])):
        return end
    leads = either(vocabulary.load("comparators")["leads_behind_names"])
    lead = re.compile(rf"(?:{leads})\s*$").search(plain[:end], start + 1)
    return lead.start() if lead else end


def _doubt(line: str, name: str, sign: re.Match[str] | None, target: Target) -> str | None:
    """Why a line cannot be taken apart surely (a key of vocabulary/reasons.yml), None when it can."""
    if target.kind == "missing":
        return None if _is_measured(name) else "target-unclear" if _has_number(name) else "target-not-told"
    if not name:
        return None
    comparing = sign is not None and sign[0] in comparing_words()
    is_bare = sign is None or comparing
    doubts = {
        "target-not-understood": _ENTITY.search(line),
        "target-before-name": is_quantity(name),  # 90%≤满意度
        "negation-unknown": comparing and re.search(r"[不未没勿非禁无]$", name),
        "several-numbers": _LISTED.search(name) or (sign is None and _may_be_more_of_the_number(line, name, target)),
        "target-approximate": is_bare and target.kind != "qualitative" and _vague_end().search(name),
    }
    return next((reason for reason, holds in doubts.items() if holds), None)


@vocabulary.derived
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
    return bool(ends) and not _has_number(name)


def _has_number(name: str) -> bool:
    return any(character.isdigit() for character in name) or _WRITTEN_OUT.search(name) is not None


def _split(plain: str, start: int, end: int) -> tuple[int, int, re.Match[str] | None]:
    """Where the name ends, where the target begins, and the sign printed between them."""
    colon = max((at for at in range(start, end) if plain[at] == ":" and not _is_between_digits(plain, at)), default=-1)
    if signs := signs_in(plain, start, end):
        sign = signs[0]
        if start < colon < sign.start() and is_reference(plain[colon + 1 : sign.start()].strip()):
            return colon, colon + 1, None  # 培训人数：较上年增长≥3%
        return sign.start(), sign.end(), sign
    if colon >= 0:
        return colon, colon + 1, None
    if ":" in plain[start:end]:
        return end, end, None
    dates = [date.start for date in certain_dates_in(plain[:end]) if date.start >= start and date.end == end]
    if dates:
        return dates[0], dates[0], None
    if told := _behind_name(plain, start, end):
        return told, told, None
    after = re.compile(rf"\s*(?:{after_pattern()}|{within_pattern()})$").search(plain, start, end)  # 知晓率92%以上
    quantity = trailing_quantity(plain, start, after.start() if after else end)
    return (quantity.start(), quantity.start(), None) if quantity else (end, end, None)


def _behind_name(plain: str, start: int, end: int) -> int | None:
    """Where a target begins that stands behind its name and nothing between: a day of no year behind a name of times
    (完工时间8月25日前), or words for a change at the end (教师专业能力持续提高).
    """
    if times := _time_in_front().match(plain, start, end):
        found = dates_in(plain[:end], year=_ANY_LEAP_YEAR)
        if any(date.start == times.end() and date.end == end for date in found):
            return times.end()
    changes = _change_at_end().search(plain, start, end)
    return changes.start("change") if changes else None


@vocabulary.derived
def _time_in_front() -> re.Pattern[str]:
    """A name that ends as those of times do, with a number behind it."""
    return re.compile(rf".+?(?:{either(vocabulary.load('comparators')['names_of_times'])})\s*(?=\d)")


@vocabulary.derived
def _change_at_end() -> re.Pattern[str]:
    words = vocabulary.load("comparators")["changes"]
    return re.compile(rf"(?P<change>(?:{either(words['how'])})(?:{either(words['what'])}))$")


def _is_between_digits(plain: str, colon: int) -> bool:
    """Whether a colon is that of a time or a ratio: 8:30, 1:15."""
    return plain[max(0, colon - 1)].isdigit() and plain[colon + 1 : colon + 2].isdigit()
