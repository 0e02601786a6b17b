"""Questions that the printed numbers answer themselves, which are not asked: a sum, a product, two groups, a range of prices.

A question must be one that the text leaves open. `is_answered` looks only at findings that are questions, whether their
check asks or an accusation became one (`unexplained`).
"""

import re
from collections.abc import Iterator
from itertools import combinations
from math import isclose, prod

from mingzhang import vocabulary
from mingzhang.checks.doubting.agreements import agreement_found
from mingzhang.checks.doubting.answered_money import is_money_answered, is_sum_answered
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.checks.words.subjects import bare_name, common_words
from mingzhang.parse.context import in_unit, sentence_end, sentence_start
from mingzhang.parse.per import units_of
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.named_times import year_ranges
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either

_A_CALENDAR_YEAR = 1000  # numbers of years below it are how many there are
_EACH = "每(?!个?(?:年|月|季|周|日|天|半年|学期))"  # of several, not of each year
_YEARS = re.compile(rf"({NUMERAL})年(?!级)")
_PEOPLE = {"人次": "人"}  # people who come and times that they come are added: 线上1200人次, 线下18期每期45人
_MOST_ADDENDS = 8  # numbers of one sentence that are tried; the work doubles with each
_OF_MONEY = ("unit-cost-times-count", "magnitude-slip", "unit-cost-exceeds-amount")


def is_answered(ground: Ground, was_not_understood: bool) -> bool:
    """Whether the printed numbers answer the question of a finding.

    `was_not_understood`: it is an accusation of which words or numbers were not understood; then a price beside other money
    that gives the amount is an answer too.
    """
    if ground.is_pair and len(ground.used) > 1:
        return _is_pair_answered(ground)
    if ground.check_id == "amount-in-goal":
        return is_sum_answered(ground)
    if ground.check_id in _OF_MONEY:
        return is_money_answered(ground, was_not_understood)
    return ground.is_of_parts and _are_parts_answered(ground)


# ---- two numbers of one thing ----------------------------------------------------------------------------------------


def _is_pair_answered(ground: Ground) -> bool:
    first, last = ground.used[0], ground.used[-1]
    return (
        any(_comes_to(one, other, ground) for one, other in ((first, last), (last, first)))
        or _is_printed_beside(first, last, ground)
        or _are_of_two_years(first, last, ground)
        or _are_named_as_two(first, last)
        or _is_for_each(min(first, last, key=lambda one: float(one["base_value"])), ground)
    )


def _comes_to(one: TableRow, other: TableRow, ground: Ground) -> bool:
    """Whether a number and others of its sentence, added and taken away as its words say, are the other number.

    So are all numbers of its goal together: C级危房86户；D级危房24户, and an indicator of 110户.
    """
    if one["goal_id"] not in ground.goals or _unit(one) != _unit(other):
        return False
    plain, target = ground.texts[one["goal_id"]], float(other["base_value"])
    sentence = sentence_start(plain, one["start_char"]), sentence_end(plain, one["end_char"])
    addends = _addends(one, other, ground, sentence)
    own, others = addends.pop(one["id"], None), list(addends.values())[:_MOST_ADDENDS]
    if own is None:
        return False
    some_of = (some for size in range(1, len(others) + 1) for some in combinations(others, size))
    whole = _addends(one, other, ground, (0, len(plain))).values()
    return any(isclose(own + sum(some), target) for some in some_of) or (len(whole) > 1 and isclose(sum(whole), target))


def _addends(one: TableRow, other: TableRow, ground: Ground, place: tuple[int, int]) -> dict[str, float]:
    """Quantity -> its value over the year, below zero where something is taken away: those of a place in the unit of one
    of them that are not the number which they may come to.
    """
    plain, (start, end) = ground.texts[one["goal_id"]], place
    here = [row for row in ground.quantities if row["goal_id"] == one["goal_id"] and start <= row["start_char"] < end]
    found = {}
    for row in here:
        if row["id"] == other["id"] or (row["id"] != one["id"] and row["base_value"] == other["base_value"]):
            continue
        if _unit(row) != _unit(one) or row["role"] not in ("count", "other", "baseline", "total_cost"):
            continue
        words = plain[clause_start(plain, row["start_char"]) : row["start_char"]]
        sign = -1 if any(word in words for word in listed("taken-away")) else 1
        found[row["id"]] = sign * row["base_value"] * prod(_times(row, here))
    return found


def _unit(row: TableRow) -> str | None:
    return _PEOPLE.get(row["base_unit"], row["base_unit"])


def _times(row: TableRow, here: list[TableRow]) -> Iterator[float]:
    """What a number for each of something is multiplied by: months of the year, or a count of its sentence."""
    for unit in units_of(row["per"]) if row["per"] else ():
        counts = [
            one["base_value"] for one in here if one["per"] is None and in_unit(one["base_unit"], one["subject"], unit)
        ]
        yield IN_A_YEAR.get(unit) or (counts[0] if len(counts) == 1 else 1)


def _is_printed_beside(first: TableRow, last: TableRow, ground: Ground) -> bool:
    """Whether the number of an indicator stands in the goal too, beside the one it is held against: 1890名，参加的1512人."""
    if first["role"] not in ("count", "unit_cost") or not last["indicator_id"] or first["goal_id"] is None:
        return False
    return any(
        one["goal_id"] == first["goal_id"] and one["id"] != first["id"]
        and (one["base_value"], one["base_unit"]) == (last["base_value"], last["base_unit"])
        for one in ground.quantities
    )  # fmt: skip


def _are_of_two_years(first: TableRow, last: TableRow, ground: Ground) -> bool:
    """Whether one number is said of another year than that of the budget, and the other is not."""
    years = {one["of_year"] or ground.project["year"] for one in (first, last)}
    return len(years) == 2 or any(
        is_of(first, ground) != is_of(last, ground) for is_of in (_is_of_last_year, _is_of_several_years)
    )


def _is_of_several_years(one: TableRow, ground: Ground) -> bool:
    """Whether a number is said of several years together: 五年共栽植10万株, 2023—2025年共培训900人."""
    if one["goal_id"] not in ground.goals:
        return False
    plain = ground.texts[one["goal_id"]]
    before = plain[clause_start(plain, one["start_char"]) : one["start_char"]]
    named = [number for match in _YEARS.findall(before) if (number := read_numeral(match))]
    return any(number > 1 for number in named if number < _A_CALENDAR_YEAR) or bool(year_ranges(before))


def _is_of_last_year(one: TableRow, ground: Ground) -> bool:
    """Whether a number stands behind words for the year before in its sentence: 上年度获奖牌27枚，其中金牌7枚."""
    if one["goal_id"] not in ground.goals:
        return False
    plain = ground.texts[one["goal_id"]]
    before = plain[sentence_start(plain, one["start_char"]) : one["start_char"]]
    return re.search(either(vocabulary.load("quantities")["baseline"]["earlier"]), before) is not None


def _are_named_as_two(first: TableRow, last: TableRow) -> bool:
    """Whether two prices have names that share no word: 慰问金1000元, 节日礼品1200元."""
    names = first["subject"] or "", last["subject"] or ""
    return first["role"] == "unit_cost" and all(map(bare_name, names)) and not common_words(*names)


def _is_for_each(small: TableRow, ground: Ground) -> bool:
    """Whether the smaller number is what each of several has: 每个考场考生30名、监考2名; 参审一件补助150元."""
    if small["goal_id"] not in ground.goals or small["per"] is not None or small["role"] == "unit_cost":
        return False
    if small["base_value"] == 1:
        return True
    plain = ground.texts[small["goal_id"]]
    before = plain[sentence_start(plain, small["start_char"]) : small["start_char"]]
    return re.search(rf"{_EACH}|{either(listed('to-each-of-several'))}", before) is not None


def _are_parts_answered(ground: Ground) -> bool:
    """Whether parts and whole agree by other numbers, a part is last year's, or the whole is of several years of the parts."""
    whole, *parts = ground.used
    together = sum(one["base_value"] for one in parts)
    years = {float(number) for number in map(read_numeral, _YEARS.findall("".join(ground.texts.values()))) if number}
    return (
        agreement_found(ground) is not None
        or any(_is_of_last_year(one, ground) for one in parts)
        or any(isclose(together * number, whole["base_value"]) for number in years if number > 1)
    )
