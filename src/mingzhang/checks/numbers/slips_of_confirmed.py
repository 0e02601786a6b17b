"""Indicators whose number is a slip of one that arithmetic confirms: 2346人, which the amount is made of, and 2364人."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isclose

from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.confirmed import Confirmed, confirmed_numbers, units_in
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
    for indicator in indicators if found else ():
        if not _may_repeat(indicator):
            continue
        is_explained = _is_explained(indicator, goals)
        for one in found:
            if is_explained and not (one.by_amount and _is_named_so(one, indicator)):
                continue
            if _is_slip_of(one, indicator, goals, indicators):
                yield {**one.row, "base_value": one.value, "per": None, "product": one.shown}, indicator, "confirmed"
                break


def _may_repeat(indicator: TableRow) -> bool:
    is_count = indicator["role"] in ("count", "other") and indicator["comparator"] in (None, "=", "≥")
    return is_count and indicator["per"] is None and not indicator["is_part"] and not indicator["of_year"]


def _is_like(unit: str | None, printed: str | None, one: Confirmed) -> bool:
    """Whether a number in a unit, printed as it is, may count what a confirmed one does: 台次 of 112台, 每台2次."""
    own = units_in(unit) | units_in(printed)
    if one.units & own or (own & {"人", "人次"} and one.units & {"人", "人次"}):
        return True
    return any(own & set(group.split()) and one.units & set(group.split()) for group in listed("classifiers-alike"))


def _is_explained(indicator: TableRow, goals: Sequence[TableRow]) -> bool:
    """Whether the goals print the number of an indicator, or the sum, difference or product of two of theirs is it."""
    value = indicator["base_value"]
    numbers = [one for one in goals if one["base_unit"] not in ("元", "%", "‰")]
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


def _is_slip_of(one: Confirmed, indicator: TableRow, goals: Sequence[TableRow], indicators: Sequence[TableRow]) -> bool:
    value = indicator["base_value"]
    is_stricter = indicator["comparator"] == "≥" and value > one.value
    if isclose(one.value, value) or is_stricter or not _is_like(indicator["base_unit"], indicator["unit"], one):
        return False
    same = [other for other in indicators if _is_like(other["base_unit"], other["unit"], one)]
    if any(isclose(other["base_value"], one.value) for other in same):
        return False
    return _is_sure(one, indicator, goals, len([other for other in same if other["per"] is None]) == 1)


def _is_sure(one: Confirmed, indicator: TableRow, goals: Sequence[TableRow], is_alone: bool) -> bool:
    """Whether the digits and the words of an indicator together leave no doubt that it is meant to be a confirmed number.

    Of long numbers whose digits were exchanged only words for other people or another step say that they are of two things.
    """
    around = in_same_words(f"{one.row['project_name']} {one.row['parent_text']}")
    name, values = in_same_words(indicator["subject"] or ""), _as_read(one, indicator)
    if _names_another(around, name):
        return False
    is_long, is_exchanged = all(map(_is_long, values)), is_transposed(*values)
    if is_long and is_exchanged:
        return True
    if one.by_amount and _is_named_so(one, indicator):
        return True
    own = bare_name(indicator["subject"] or "")
    if not any(own[at : at + 2] in around for at in range(len(own) - 1)):
        return False
    if is_long and one.by_amount and is_alone and is_slip(*values):
        return True
    others = [other for other in goals if other["id"] not in one.used and _may_be_meant(other, indicator)]
    if is_of_another_thing({**one.row, "base_value": one.value}, indicator, others):
        return False
    is_near = is_slip(*values) or is_exchanged or distance(*values) == "near"
    return (is_long and is_slip(*values)) or (one.by_amount and is_alone and is_near)


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
