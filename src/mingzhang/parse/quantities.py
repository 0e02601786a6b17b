"""Numbers with a meaning in goal sentences and indicators: how many, at what price, in all, which share, by when.

The model: a text is sentences of clauses; a number with a unit in it is a **quantity**. Its *role* comes from its unit and the
words in front of it; its *subject* is what it is of; *per* is what it is for each of. What stands around it tells it apart
from others of its kind (`context`): its *tier* (一档), the level that *pays* it, the *year* it is of, the whole that it is a
*part* of (其中), and, of a price, the number that it is multiplied by.

Which words tell them apart is in vocabulary/quantities.yml. What is no quantity is left out: conditions of eligibility
(年满55周岁), years, ordinals (第三批), and what is not sure (约100人, 10至20人).
"""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from mingzhang import vocabulary
from mingzhang.parse.comparators import after_pattern, comparator_of, sign_pattern, vague_words, word_pattern
from mingzhang.parse.context import contexts_in
from mingzhang.parse.payers import payer_in
from mingzhang.parse.per import is_each_of_unknown, is_price, is_rate, per_of
from mingzhang.parse.subjects import CLAUSE_ENDS, clause_start, subject_in, subject_of
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.dates import PrintedDate, certain_dates_in
from mingzhang.text.numbers import comparable, is_calendar_word, known_units, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either, half_width

# 五角, 5角8分 and 五分 behind 元 are parts of the same price.
_COINS = rf"(?<=元)(?:(?P<jiao>{NUMERAL})角(?:(?P<fen>{NUMERAL})分)?|零?(?P<fen_alone>{NUMERAL})分)"

_BEFORE = 30  # characters in front of a number in which a word that makes it unsure ends, white space between


@vocabulary.derived
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


def read_quantities(text: str, further_units: tuple[str, ...] = ()) -> list[QuantityReading]:
    """The quantities of a goal sentence, in their order; offsets count characters of `text`.

    `further_units` are units that the vocabulary lacks and that the project prints elsewhere (款).
    """
    plain = _cut_at_brackets(half_width(text))
    taken = _not_quantities(plain)
    readings = []
    for printed in certain_dates_in(text):
        readings.append(_date(plain, printed))
        taken.append((printed.start, printed.end))
    readings += [_rest(match) for match in _rests().finditer(plain)]
    behind, price = 0, None
    for match in _measures(further_units).finditer(plain):
        if not _is_sure(plain, match, taken):
            continue
        reading = _measure(text, plain, match, behind, price)
        if reading is not None:
            readings.append(reading)
            price = reading if reading.role == "unit_cost" else price
        behind = _end_of(match)
    readings.sort(key=lambda one: (one.start, one.end))
    readings = _with_subjects_of_totals(plain, _each_of_the_same(plain, readings))
    readings = _with_subjects_of_changes(plain, readings)
    contexts = contexts_in(half_width(text), readings)
    return _with_subjects_of_sums(
        [replace(one, context=context) for one, context in zip(readings, contexts, strict=True)]
    )


def _each_of_the_same(plain: str, found: list[QuantityReading]) -> list[QuantityReading]:
    """The quantities, a count directly behind one that is for each of something for each of the same: 每期5天、80人."""
    named = list(found)
    for at in range(1, len(found)):
        before, one = named[at - 1], found[at]
        are_beside = plain[before.end : one.start].strip() == "、" and before.base_unit != one.base_unit
        if (
            before.per
            and one.per is None
            and are_beside
            and one.role in ("count", "other")
            and before.role != "unit_cost"
        ):
            named[at] = replace(one, per=before.per)
    return named


def _with_subjects_of_sums(found: list[QuantityReading]) -> list[QuantityReading]:
    """The quantities, a sum that names nothing with what the names of its parts end with: 综合演练2场、专项演练6场，共8场."""
    named = list(found)
    for at, total in enumerate(found):
        parts = [one.subject or "" for one in found if one.context.summed_in == at]
        if total.subject is None and total.role == "count" and len(parts) > 1:
            end = _common_end(parts)
            named[at] = replace(total, subject=end) if len(end) > 1 else total
    return named


def _common_end(names: list[str]) -> str:
    """The characters that all names end with."""
    shortest = min(names, key=len)
    return next(shortest[at:] for at in range(len(shortest) + 1) if all(one.endswith(shortest[at:]) for one in names))


def _with_subjects_of_totals(plain: str, found: list[QuantityReading]) -> list[QuantityReading]:
    """The quantities, a total that names nothing with the subject of what it is the total of: 每季度演出4场，全年共16场."""
    named = list(found)
    for at, (each, total) in enumerate(pairwise(found), 1):
        words = plain[each.end : total.start].strip()
        is_total = total.subject is None and total.role == "count" and total.per is None
        if (
            is_total
            and each.per
            and each.base_unit == total.base_unit
            and re.fullmatch(r",(?:全年|年内)?共?计?", words)
        ):
            named[at] = replace(total, subject=each.subject)
    return named


def _with_subjects_of_changes(plain: str, found: list[QuantityReading]) -> list[QuantityReading]:
    """The quantities, one that names nothing with the subject of what it was before: 覆盖率由42.5%提高到43%."""
    named, words = list(found), _words()["baseline"]
    behind = re.compile(rf"[^,;。:\d]{{0,4}},?(?:{either(words['to'])})(?:到|至|为)?(?<=[到至为])")
    for at, (before, now) in enumerate(pairwise(found), 1):
        is_now = before.role == "baseline" and now.subject is None and before.base_unit == now.base_unit
        if is_now and before.subject and behind.fullmatch(plain[before.end : now.start].strip() or " "):
            subject = re.sub(rf"(?:{either(words['from'])})$", "", before.subject)
            named[at] = replace(now, subject=subject or None, per=now.per or before.per)
    return named


def _cut_at_brackets(plain: str) -> str:
    """The text with brackets that hold a number of their own turned into commas, so that no clause runs through them.

    The brackets of a name (村(社区)主要干部) stay.
    """
    characters = list(plain)
    for match in re.finditer(r"\(([^()]*)\)", plain):
        if re.search(r"\d", match[1]) and _measures().search(match[1]):
            characters[match.start()] = characters[match.end() - 1] = ","
    return "".join(characters)


def _not_quantities(plain: str) -> list[tuple[int, int]]:
    """Where numbers stand that are conditions of eligibility."""
    return [match.span() for pattern in _words()["conditions"] for match in re.finditer(pattern, plain, re.ASCII)]


def _date(plain: str, printed: PrintedDate) -> QuantityReading:
    subject = subject_in(plain, clause_start(plain, printed.start), printed.start)
    return QuantityReading(
        "date", subject, None, None, printed.iso, None, printed.last_day, None, printed.start, printed.end
    )


@vocabulary.derived
def _rests() -> re.Pattern[str]:
    """其余费用均用于…: up to the end of the clause."""
    words = _words()
    return re.compile(
        rf"(?:{either(words['rest'])})(?:的)?(?P<of>{either(words['rest_of'])})[^{CLAUSE_ENDS}]{{0,300}}?"
        rf"(?:{either(words['rest_goes'])})[^{CLAUSE_ENDS}]*"
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


@vocabulary.derived
def _measures(further_units: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A number with a known unit or one of these, the word or sign that compares it, and what it is per."""
    comparing = rf"(?:{sign_pattern()}|{word_pattern()})"
    unit = rf"(?:{unit_pattern()}|{either(further_units)})" if further_units else unit_pattern()
    per = either([*known_units(), *_words()["per"]["times"]])
    return re.compile(
        rf"(?:(?P<sign>{comparing})\s*(?:{either(_words()['between'])})?\s*:?\s*)?"
        rf"(?P<number>{NUMERAL})\s*"
        rf"(?P<unit>{unit})(?P<coins>{_COINS})?(?P<per>(?:[/每](?:{per}))(?:[/·.每](?:{per}))*)?"
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
    elif len(number) == 1 and unit.lstrip("百千万亿") not in _written_units(number):
        return False  # 一部, 三公: one character may be part of a word
    elif _is_ordinal(number, unit, plain[end:]):
        return False
    if read_numeral(number) is None:
        return False
    if plain.startswith(tuple(_words()["goes_on"].get(unit, ["\0"])), end):
        return False
    if plain.startswith(tuple(_words()["not_sure_before"]), match.end()):
        return False
    before = plain[max(0, match.start() - _BEFORE) : match.start()].rstrip()
    return before.endswith(tuple(_words()["says"])) or not before.endswith(vague_words())


def _is_ordinal(number: str, unit: str, behind: str) -> bool:
    """Whether a numeral says which one: 二期 (two of them are 两期), 一期工程."""
    is_phase = len(number) == 1 and unit in ("期", "批") and behind.startswith(tuple(_words()["phases_of"]))
    return (number == "二" and "元" not in unit) or is_phase


def _written_units(number: str) -> list[str]:
    """The units in front of which a numeral of one character is a number: 十个 is one, 一个 may be part of a word."""
    words = _words()
    return [*words["written_units"], *words["units_of_ten"]] if number == "十" else words["written_units"]


def _measure(
    text: str, plain: str, match: re.Match[str], behind: int, price: QuantityReading | None
) -> QuantityReading | None:
    number, unit = match["number"], match["unit"]
    value = read_numeral(number)
    assert value is not None
    value += _coins(match)
    start = max(clause_start(plain, match.start()), behind)
    before = plain[start : match.start()]
    base_value, base_unit = comparable(value, unit)
    if re.search(
        r"[不未没勿非禁无]$", before
    ):  # a negation that the vocabulary lacks: nobody may say which way it points
        return None
    per = per_of(before, _per_behind(match))
    is_one_of = is_price(per, before) or is_rate(before, plain[_end_of(match) : _end_of(match) + 4])
    if not is_one_of and base_unit == "元" and price is not None and _goes_on_by_head(plain, price, before, base_value):
        per, is_one_of = price.per, True
    if (
        not is_one_of
        and base_unit == "元"
        and price is not None
        and _goes_on_in_list(plain, price, before, match.start())
    ):
        per, is_one_of = price.per, True
    signs = [comparator_of(match[group]) for group in ("sign", "after") if match[group]]
    printed = text[match.start("unit") : match.end("unit")]
    role = role_of(base_unit, is_one_of, before)
    if role in ("count", "other", "rate") and _was_before(before, plain[_end_of(match) :]):
        role = "baseline"
    subject = subject_of(plain, start, (match.start(), _end_of(match)), match["unit"])
    return QuantityReading(
        role=role,
        subject=None if role == "unit_cost" and is_each_of_unknown(subject) else subject,
        per=per,
        comparator=next(filter(None, signs), None),
        value=value,
        unit=printed,
        base_value=base_value,
        base_unit=base_unit,
        start=match.start() if match["sign"] else match.start("number"),
        end=_end_of(match),
    )


def _coins(match: re.Match[str]) -> Decimal:
    """What is printed in 角 and 分 behind 元, in yuan: 0.58 of 1元5角8分."""
    worth = {"jiao": Decimal("0.1"), "fen": Decimal("0.01"), "fen_alone": Decimal("0.01")}
    return sum((one * (read_numeral(match[name]) or 0) for name, one in worth.items() if match[name]), Decimal(0))


def _goes_on_in_list(plain: str, price: QuantityReading, before: str, start: int) -> bool:
    """Whether an amount stands directly behind a price in a list of prices: 标准分别为每公里10000元、5000元、2500元."""
    if before.strip() not in ("、", "和", "及", "与", "") or plain[price.end : start].strip() not in (
        "、",
        "和",
        "及",
        "与",
    ):
        return False
    sentence = re.split("[;。!?\n]", plain[: price.start])[-1]
    return re.search("|".join(_words()["respectively"]), sentence) is not None


def _was_before(before: str, behind: str) -> bool:
    """Whether a number is what was before: 由5件提高至6件, 上年培训800人."""
    words = _words()["baseline"]
    is_from = re.search(rf"(?:{either(words['from'])})[^,;。:]{{0,12}}$", before)
    if is_from and re.match(rf"[^,;。:\d]{{0,4}},?(?:{either(words['to'])})(?:到|至|为)?", behind):
        return True
    return re.search(rf"(?:^|\D)(?:{either(words['earlier'])})[^,;。:较比]{{0,8}}$", before) is not None


def _per_behind(match: re.Match[str]) -> str:
    """What is printed behind a unit as what it is per. 每 is so behind money alone: 20人每人800元 are two numbers."""
    per = match["per"] or ""
    return "" if per.startswith("每") and "元" not in match["unit"] else per


def _end_of(match: re.Match[str]) -> int:
    if match["after"]:
        return match.end("after")
    return match.end("per") if _per_behind(match) else max(match.end("unit"), match.end("coins"))


def _goes_on_by_head(plain: str, price: QuantityReading, before: str, value: Decimal) -> bool:
    """Whether an amount behind a price by head is by head too: 中央每人每年2万元，省级0.5万元.

    It names another level that pays, in the same sentence, nothing says that it is a sum, and it is no more than the price.
    """
    assert isinstance(price.base_value, Decimal)
    names_payer = payer_in(before) is not None
    is_sum = any(word in before for word in _words()["sums"])
    same_sentence = not re.search("[;。!?]", plain[price.end : price.end + len(before) + 1])
    return names_payer and not is_sum and same_sentence and value <= price.base_value


def role_of(base_unit: str | None, is_price: bool, words: str) -> str:
    """count, unit_cost, total_cost, rate or other, from the base unit and the words in front of the number."""
    if base_unit in _words()["rates"]:
        return "rate"
    if base_unit == "元":
        if any(word in words for word in _words()["not_a_cost"]):
            return "other"
        return "unit_cost" if is_price else "total_cost"
    return "count" if base_unit in _words()["counts"] else "other"
