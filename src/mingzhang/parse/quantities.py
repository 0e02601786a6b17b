"""Numbers with a meaning in goal sentences and indicators: how many, at what price, in all, which share, by when.

Which words tell them apart is in vocabulary/quantities.yml. What is no quantity is left out: conditions of eligibility
(年满55周岁), years, ordinals (第三批), and what is not sure (约100人, 10至20人).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from mingzhang import vocabulary
from mingzhang.parse.comparators import after_pattern, comparator_of, sign_pattern, vague_words, word_pattern
from mingzhang.text.dates import PrintedDate, certain_dates_in
from mingzhang.text.numbers import comparable, is_calendar_word, known_unit, known_units, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either, half_width, trim

_CLAUSE_ENDS = ",;。!?:\n"
_LIST_MARKS = "、,;。!?:\n \t"


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A quantity in a text: what it is (`role`), of what (`subject`), for each what (`per`), and where it is printed.

    `value` is a decimal number, an ISO date where the role is date, and None for what is named without a number (其余费用).
    """

    role: str
    subject: str | None
    per: str | None
    comparator: str | None
    value: Decimal | str | None
    unit: str | None
    base_value: Decimal | str | None
    base_unit: str | None
    start: int
    end: int


@cache
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


# ---- a sentence ------------------------------------------------------------------------------------------------------


def read_quantities(text: str) -> list[QuantityReading]:
    """The quantities of a goal sentence, in their order; offsets count characters of `text`."""
    plain = half_width(text)
    taken = _not_quantities(plain)
    found = []
    for printed in certain_dates_in(text):
        found.append(_date(plain, printed))
        taken.append((printed.start, printed.end))
    found += [_rest(match) for match in _rests().finditer(plain)]
    behind = 0
    for match in _measures().finditer(plain):
        if not _is_sure(plain, match, taken):
            continue
        if (reading := _measure(text, plain, match, behind)) is not None:
            found.append(reading)
        behind = match.end()
    return sorted(found, key=lambda one: (one.start, one.end))


def _not_quantities(plain: str) -> list[tuple[int, int]]:
    """Where numbers stand that are conditions of eligibility."""
    return [match.span() for pattern in _words()["conditions"] for match in re.finditer(pattern, plain, re.ASCII)]


def _date(plain: str, printed: PrintedDate) -> QuantityReading:
    subject = _subject_in(plain, _clause_start(plain, printed.start), printed.start)
    return QuantityReading(
        "date", subject, None, None, printed.iso, None, printed.last_day, None, printed.start, printed.end
    )


@cache
def _rests() -> re.Pattern[str]:
    """其余费用均用于…: up to the end of the clause."""
    words = _words()
    return re.compile(
        rf"(?:{either(words['rest'])})(?:的)?(?P<of>{either(words['rest_of'])})[^{_CLAUSE_ENDS}]*?"
        rf"(?:{either(words['rest_goes'])})[^{_CLAUSE_ENDS}]*"
    )


def _rest(match: re.Match[str]) -> QuantityReading:
    return QuantityReading(
        role="other",
        subject=match.string[match.start() : match.end("of")],
        per=None,
        comparator=None,
        value=None,
        unit=None,
        base_value=None,
        base_unit=None,
        start=match.start(),
        end=match.end(),
    )


@cache
def _measures() -> re.Pattern[str]:
    """A number with a known unit, the word or sign that compares it, and what it is per."""
    comparing = rf"(?:{sign_pattern()}|{word_pattern()})"
    unit, per = unit_pattern(), either([*known_units(), *_words()["per"]["times"]])
    return re.compile(
        rf"(?:(?P<sign>{comparing})\s*(?:{either(_words()['between'])})?\s*:?\s*)?"
        rf"(?P<number>{NUMERAL})\s*"
        rf"(?P<unit>{unit})(?P<per>(?:[/每](?:{per}))(?:[/·.每](?:{per}))*)?"
        rf"\s*(?P<after>{after_pattern()})?",
        re.ASCII,
    )


def _is_sure(plain: str, match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    """Whether a number is what it seems: no part of a date, of a word, of a range or of something vague."""
    number, unit = match["number"], match["unit"]
    start, end = match.start("number"), match.end("unit")
    if any(begin < end and start < stop for begin, stop in taken):
        return False
    if number[0].isdigit():
        if is_calendar_word(number, unit, signed=bool(match["sign"])):
            return False
    elif unit.lstrip("百千万亿") not in _words()["written_units"]:
        return False
    if read_numeral(number) is None:
        return False
    if plain.startswith(tuple(_words()["goes_on"].get(unit, ["\0"])), end):
        return False
    if plain.startswith(tuple(_words()["not_sure_before"]), match.end()):
        return False
    before = plain[: match.start()].rstrip()
    return before.endswith(tuple(_words()["says"])) or not before.endswith(vague_words())


def _measure(text: str, plain: str, match: re.Match[str], behind: int) -> QuantityReading | None:
    number, unit = match["number"], match["unit"]
    value = read_numeral(number)
    assert value is not None
    start = max(_clause_start(plain, match.start()), behind)
    before = plain[start : match.start()]
    base_value, base_unit = comparable(value, unit)
    if re.search(
        r"[不未没勿非禁无]$", before
    ):  # a negation that the vocabulary lacks: nobody may say which way it points
        return None
    per = per_of(before, match["per"] or "")
    signs = [comparator_of(match[group]) for group in ("sign", "after") if match[group]]
    printed = text[match.start("unit") : match.end("unit")]
    return QuantityReading(
        role=role_of(base_unit, is_price(per, before), before),
        subject=_subject(plain, match, start),
        per=per,
        comparator=next(filter(None, signs), None),
        value=value,
        unit=printed,
        base_value=base_value,
        base_unit=base_unit,
        start=match.start() if match["sign"] else match.start("number"),
        end=match.end("after") if match["after"] else match.end("per") if match["per"] else match.end("unit"),
    )


# ---- an indicator ----------------------------------------------------------------------------------------------------


def read_indicator_quantity(
    value: Decimal | str,
    name: str | None,
    comparator: str | None,
    unit: str | None,
    heading: str | None,
    place: tuple[int, int],
) -> QuantityReading:
    """The quantity of an indicator from its fields: `value` is a number or an ISO date, `place` where it is printed."""
    plain = half_width(name or "")
    if isinstance(value, str):
        return QuantityReading("date", plain or None, None, comparator, value, None, value, None, *place)
    per = per_of(plain, _per_in_unit(unit))
    base_value, base_unit = comparable(value, unit)
    base_unit = base_unit.split("/")[0] if base_unit else None
    role = role_of(base_unit, is_price(per, plain), plain)
    if role in ("total_cost", "unit_cost") and "效益" in (heading or ""):
        role = "other"  # money that a project brings in
    return QuantityReading(
        role=role,
        subject=_without_per(plain) or None,
        per=per,
        comparator=comparator,
        value=value,
        unit=unit,
        base_value=base_value,
        base_unit=base_unit,
        start=place[0],
        end=place[1],
    )


def _per_in_unit(unit: str | None) -> str:
    match = re.search(r"[/每].*", half_width(unit or ""))
    return match[0] if match else ""


# ---- what both share -------------------------------------------------------------------------------------------------


def role_of(base_unit: str | None, is_price: bool, words: str) -> str:
    """count, unit_cost, total_cost, rate or other, from the base unit and the words in front of the number."""
    if base_unit in _words()["rates"]:
        return "rate"
    if base_unit == "元":
        if any(word in words for word in _words()["not_a_cost"]):
            return "other"
        return "unit_cost" if is_price else "total_cost"
    return "count" if base_unit in _words()["counts"] else "other"


@cache
def _each() -> re.Pattern[str]:
    """每人, 每人每月, 每场: a unit or a time, and a time behind it."""
    each, time = _each_words(), either(_words()["per"]["times"])
    return re.compile(rf"(?:{each})(?P<unit>{_counted()}|{time})(?:(?:{each}|/|·)?(?P<time>{time})(?!均))?")


@cache
def _each_words() -> str:
    words = _words()["per"]
    return rf"(?!{'|'.join(words['not_each'])})(?:{either(words['each'])})"


@cache
def _average() -> re.Pattern[str]:
    """人均, 年人均, 户均每月."""
    average, time = either(_words()["per"]["average"]), either(_words()["per"]["times"])
    return re.compile(rf"(?P<before>{time})?(?P<unit>{_counted()})(?:{average})(?:每?(?P<time>{time}))?")


@cache
def _counted() -> str:
    """A pattern for what a price may be for each of: a unit, or people by what they are (每生)."""
    return either([*known_units(), *_names()])


@cache
def _names() -> dict[str, str]:
    """What one of something is called (生) -> the unit that counts it (人)."""
    return {name: unit for unit, names in _words()["per"]["names"].items() for name in names}


@cache
def _average_of_unknown() -> re.Pattern[str]:
    return re.compile(either(_words()["per"]["average_of_unknown"]))


@cache
def _each_of_unknown() -> re.Pattern[str]:
    """每卷, 单站: of something that is no known unit, and no time."""
    return re.compile(rf"{_each_words()}(?!{either(_words()['per']['times'])})")


def per_of(before: str, behind: str) -> str | None:
    """What a number is for each of, by the words in front of it or by its unit (元/人·年): 人, 人年, 月, 场.

    None when nothing is said, and for 每年 alone: a budget is of one year.
    """
    if behind:
        return _per("".join(map(_base, filter(None, re.split(r"[/·.每]", behind)))))
    matches = [match for pattern in (_each(), _average()) for match in pattern.finditer(before)]
    if not matches:
        return None
    found = [
        _per(_base(match["unit"]) + (match["time"] or match.groupdict().get("before") or ""))
        for match in sorted(matches, key=lambda match: match.start())
    ]
    return next(filter(None, reversed(found)), None)


def _per(words: str) -> str | None:
    return None if words in _words()["per"]["of_one_year"] else words


def is_price(per: str | None, words: str) -> bool:
    """Whether money is the price of one of something: 每人, 人均, or 平均 and 标准 without saying of what."""
    return per is not None or bool(_average_of_unknown().search(words)) or bool(_each_of_unknown().search(words))


def _base(word: str) -> str:
    """The unit that names a thing by which prices compare; one that is a multiple (公里, 吨) stays as it is."""
    if word in _words()["per"]["times"]:
        return word
    unit = known_unit(_names().get(word, word))
    return unit.base if unit and unit.factor == 1 else word


def _without_per(plain: str) -> str:
    for pattern in (_each(), _average(), _average_of_unknown()):
        plain = pattern.sub("", plain)
    return plain.strip()


def _clause_start(plain: str, at: int) -> int:
    """Where the clause of a number begins."""
    return max(plain.rfind(mark, 0, at) for mark in _CLAUSE_ENDS) + 1


def _clause_end(plain: str, at: int) -> int:
    ends = [position for mark in _CLAUSE_ENDS if (position := plain.find(mark, at)) >= 0]
    return min(ends, default=len(plain))


def _subject(plain: str, match: re.Match[str], start: int) -> str | None:
    """What a number is of: the noun behind a classifier (460名党员), else what stands in front, else what follows."""
    behind = _noun_behind(plain, match.end())
    if match["unit"] in _words()["classifiers"] and behind:
        return behind
    return _subject_in(plain, start, match.start()) or behind


@cache
def _verbs() -> str:
    """A pattern for a verb that is not part of a name of what is measured (覆盖率, 涉及人数)."""
    return rf"(?:{either(_words()['verbs'])})(?!{either(_words()['measured'])})"


def _noun_behind(plain: str, at: int) -> str | None:
    after = plain[at : _clause_end(plain, at)]
    if after.startswith("、"):
        return None
    for pattern in _words()["conditions"]:
        after = re.sub(pattern, "", after, flags=re.ASCII)
    after = re.sub(r"^标准", "", after)
    after = re.sub(rf"^(?:{_verbs()})", "", after)
    after = re.split(_verbs(), after, maxsplit=1)[0]
    after = re.split(r"\d", after, maxsplit=1)[0]
    return after.rsplit("的", 1)[-1].strip(_LIST_MARKS) or None


def _subject_in(plain: str, start: int, end: int) -> str | None:
    """The subject in plain[start:end], without what leads to it and without words of price."""
    before = plain[start:end]
    for pattern in _words()["conditions"]:
        before = re.sub(pattern, "", before, flags=re.ASCII)
    before = re.sub(r"(?:按|按照)[^,;。]*?标准", "", before.rstrip().rstrip("("))
    before = re.sub(rf"(?:{either(_words()['says'])})$", "", before)
    before = _without_per(before)
    before = re.sub(rf"(?:{either(_words()['says'])})$", "", before)
    before = re.split(_verbs(), before)[-1]
    shorter = None
    while shorter != before:
        shorter, before = before, re.sub(rf"^(?:{either(_words()['leading'])})", "", before.strip(_LIST_MARKS))
    first, last = trim(before, 0, len(before), _LIST_MARKS)
    return before[first:last] or None
