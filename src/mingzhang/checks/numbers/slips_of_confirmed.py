"""Indicators whose number is a slip of one that arithmetic confirms: 2346人, which the amount is made of, and 2364人."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isclose

from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.confirmed import Confirmed, confirmed_numbers, units_in
from mingzhang.checks.numbers.counted_alike import counts_alike
from mingzhang.checks.numbers.likeness import in_the_year, is_surely_same, words_around
from mingzhang.checks.numbers.other_things import are_of_two_peoples, is_of_another_thing, lines_in
from mingzhang.checks.sizes import distance, is_slip, is_transposed
from mingzhang.checks.words.subjects import bare_name, in_same_words, is_same_name
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number

_DIGITS = 3
_MANY = 100  # from here on two numbers with exchanged digits are hardly two things


def slips_of_confirmed(
    goals: Sequence[TableRow], indicators: Sequence[TableRow]
) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A row with the confirmed number and its arithmetic, the indicator, and the kind of pair.

    Of each indicator one is told. An indicator whose number any other numbers of the goals explain is of something else, and so
    are all where one of them has the confirmed number.
    """
    found = confirmed_numbers(goals, indicators)
    of_the_year = list(map(_of_the_year, indicators))
    for indicator in of_the_year if found else ():
        if not _may_repeat(indicator):
            continue
        is_explained = _is_explained(indicator, goals, of_the_year)
        for one in found:
            if is_explained and not (one.by_amount and _is_named_so(one, indicator)):
                continue
            if _is_slip_of(one, indicator, goals, of_the_year):
                yield {**one.row, "base_value": one.value, "per": None, "product": one.shown}, indicator, "confirmed"
                break


def _of_the_year(one: TableRow) -> TableRow:
    """What an indicator says for each of a time (每季度8场), as the number of the year."""
    value = in_the_year(one)
    return {**one, "base_value": value, "value": value, "per": None} if value else one


def _may_repeat(indicator: TableRow) -> bool:
    is_count = indicator["role"] in ("count", "other") and indicator["comparator"] in (None, "=", "≥")
    return is_count and indicator["per"] is None and not indicator["is_part"] and not indicator["of_year"]


def _is_like(unit: str | None, printed: str | None, one: Confirmed) -> bool:
    """Whether a number in a unit, printed as it is, may count what a confirmed one does: 台次 of 112台, 每台2次."""
    own = units_in(unit) | units_in(printed)
    if one.units & own or (own & {"人", "人次"} and one.units & {"人", "人次"}):
        return True
    return any(counts_alike(first, second) for first in own for second in one.units if first and second)


def _is_explained(indicator: TableRow, goals: Sequence[TableRow], indicators: Sequence[TableRow]) -> bool:
    """Whether the goals print the number of an indicator, or the sum, difference or product of two of theirs is it.

    A number that another indicator repeats by its name explains nothing: 推送上级平台3部 has its own, 上级平台采用≥3部.
    """
    value = indicator["base_value"]
    numbers = [
        one
        for one in goals
        if one["base_unit"] not in ("元", "%", "‰") and not _is_repeated(one, indicator, indicators)
    ]
    if any(isclose(one["base_value"], value) for one in numbers):
        return True
    for first, second in combinations(numbers, 2):
        one, other = first["base_value"], second["base_value"]
        if isclose(one * other, value):
            return True
        is_in_unit = first["base_unit"] == second["base_unit"] == indicator["base_unit"]
        if is_in_unit and (isclose(one + other, value) or isclose(abs(one - other), value)):
            return True
    return False


def _is_repeated(one: TableRow, indicator: TableRow, indicators: Sequence[TableRow]) -> bool:
    """Whether another indicator has the number of a goal and a name that it shares more with than this one does."""
    own = words_around(one)
    return any(
        other["id"] != indicator["id"]
        and other["base_value"] == one["base_value"]
        and counts_alike(other["base_unit"], one["base_unit"])
        and _shared(other["subject"] or "", own) > _shared(indicator["subject"] or "", own)
        for other in indicators
    )


def _shared(name: str, words: str) -> int:
    """How many pairs of neighbouring characters of a name stand among words."""
    return sum(name[at : at + 2] in words for at in range(len(name) - 1))


def _is_slip_of(one: Confirmed, indicator: TableRow, goals: Sequence[TableRow], indicators: Sequence[TableRow]) -> bool:
    value = indicator["base_value"]
    is_stricter = indicator["comparator"] == "≥" and value > one.value
    if isclose(one.value, value) or is_stricter or not _is_like(indicator["base_unit"], indicator["unit"], one):
        return False
    same = [other for other in indicators if _is_like(other["base_unit"], other["unit"], one)]
    if any(isclose(other["base_value"], one.value) for other in same):
        return False
    others = [other for other in same if other["per"] is None and other["id"] != indicator["id"]]
    is_alone = all(any(isclose(other["base_value"], goal["base_value"]) for goal in goals) for other in others)
    return _is_sure(one, indicator, goals, is_alone)


def _is_sure(one: Confirmed, indicator: TableRow, goals: Sequence[TableRow], is_alone: bool) -> bool:
    """Whether the digits and the words of an indicator together leave no doubt that it is meant to be a confirmed number.

    Of long numbers whose digits were exchanged only words for other people or another step say that they are of two things.
    """
    around = in_same_words(f"{one.row['project_name']} {one.row['parent_text']}")
    name, values = in_same_words(indicator["subject"] or ""), _as_read(one, indicator)
    if _names_another(around, name):
        return False
    own = bare_name(indicator["subject"] or "")
    is_long, is_exchanged = all(map(_is_long, values)), is_transposed(*values)
    is_named = one.is_printed and is_surely_same(one.row, indicator) and _shared(own, one.row["subject"] or "") > 0
    is_meant = _is_named_so(one, indicator) or (is_named and is_alone)
    if (is_long and is_exchanged) or (one.by_amount and is_meant):
        return True
    if not any(own[at : at + 2] in around for at in range(len(own) - 1)):
        return False
    is_only = not any(_is_beside(other, one) for other in goals)
    if one.is_of_list and not is_only:  # 孤儿60名、困难儿童120名: which of the two is meant only a name tells
        return False
    if is_long and one.by_amount and is_alone and is_slip(*values):
        return True
    others = [other for other in goals if other["id"] not in one.used and _may_be_meant(other, indicator)]
    if is_of_another_thing({**one.row, "base_value": one.value}, indicator, others):
        return False
    if is_long and is_slip(*values):
        return True
    is_near = is_slip(*values) or is_exchanged or distance(*values) == "near"
    # Of what is named like a goal less may be done by a slip; more is mostly something else that the goal does not name.
    is_less = is_only and values[0] > values[1] and distance(*values) == "apart"
    return one.by_amount and is_alone and (is_near or is_less)


def _is_beside(other: TableRow, one: Confirmed) -> bool:
    """Whether the goals print another number that an indicator in the unit of a confirmed one may be of."""
    is_other = other["id"] not in one.used and other["per"] is None and other["role"] in ("count", "other")
    return is_other and _is_like(other["base_unit"], other["unit"], one)


def _is_named_so(one: Confirmed, indicator: TableRow) -> bool:
    """Whether an indicator has the very name of a printed number that is confirmed."""
    tier, subject = one.row["tier"] or "", one.row["subject"] or ""
    names = (subject, tier + subject)
    return one.is_printed and any(is_same_name(name, indicator["subject"] or "") for name in names)


def _may_be_meant(other: TableRow, indicator: TableRow) -> bool:
    """Whether an indicator may be of another number of the goals, by its unit and size."""
    is_in_unit = other["base_unit"] == indicator["base_unit"] and other["per"] is None
    return is_in_unit and distance(other["base_value"], indicator["base_value"]) != "far"


def _names_another(around: str, name: str) -> bool:
    """Whether the name of an indicator has a word for other people, another step or another kind, that a goal lacks."""
    if are_of_two_peoples(around, name) or lines_in("stages-that-part", name) - lines_in("stages-that-part", around):
        return True
    apart = (*listed("telling-apart"), *listed("tells-counts-apart"))
    return any(word in name and word not in around for word in apart)


def _is_long(value: float) -> bool:
    """Whether a number has so many digits that another one with the same digits is hardly of another thing."""
    return len(plain_number(value).replace(".", "").strip("0")) >= _DIGITS or value >= _MANY


def _as_read(one: Confirmed, indicator: TableRow) -> tuple[float, float]:
    """Both numbers in the unit that the indicator prints, in which its digits were mistaken."""
    scale = indicator["base_value"] / indicator["value"] if indicator["value"] else 1.0
    return round(one.value / scale, 6), round(indicator["base_value"] / scale, 6)
