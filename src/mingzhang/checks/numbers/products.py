"""Counts that multiply, beside the number that they should come to: 培训8期，每期50人 and an indicator for 480人次."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from math import prod

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.averages import averaged_totals
from mingzhang.checks.numbers.capacities import is_capacity
from mingzhang.checks.numbers.multipliers import (
    Multiplier,
    is_plain_count,
    multiplier_of,
    multipliers_of,
    units_counted_by,
)
from mingzhang.checks.words.subjects import bare_name, common_words
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.per import is_time
from mingzhang.parse.subjects import clause_start
from mingzhang.search import fold
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_MOST_OTHERS = 12  # further numbers in the unit of a product that are added to it, two at most


def products(
    goals: list[TableRow], indicators: list[TableRow], quote: Callable[[TableRow], str]
) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A count for each of something, as a row with the product of all its factors; the number beside it; the kind of pair.

    `quote` shows a number as it is printed.
    """
    for each in goals:
        yield from ((_total(each, found, quote), one, "goals") for found, one in _totals_of_a_time(each, goals))
        factors = multipliers_of(each, goals)
        if factors is None:
            continue
        targets = [
            *_totals_in_goals(each, factors, goals),
            *averaged_totals(each, prod(one.value for one in factors), goals),
        ]
        targets = [one for one in targets if not _is_more_named(half_width(each["parent_text"]), each, one)]
        targets = _without_more(each, factors, targets, goals)
        yield from ((_total(each, factors, quote), one, "goals") for one in _told(each, factors, targets))
        if all(one["base_value"] == _value(each, factors) for one in targets):
            others = _without_more(each, factors, list(_totals_in_indicators(each, factors, indicators)), goals)
            yield from ((_total(each, factors, quote), one, "product") for one in _told(each, factors, others))
    for each in indicators:
        factors = multipliers_of(each, indicators)
        if factors is not None and not any(is_time(unit) for unit in units_counted_by(each)):
            others = list(_totals_in_indicators(each, factors, indicators))
            yield from ((_total(each, factors, quote), one, "indicators") for one in _told(each, factors, others))


# ---- the number beside it --------------------------------------------------------------------------------------------


def _is_total(one: TableRow, each: TableRow, factors: list[Multiplier]) -> bool:
    """Whether a number is in the unit of a product and none of its factors."""
    is_same = one["base_unit"] == each["base_unit"] or (each["base_unit"], one["base_unit"]) == ("人", "人次")
    is_factor = any(factor.printed is not None and factor.printed["id"] == one["id"] for factor in factors)
    return (
        is_same
        and one["per"] is None
        and one["role"] in ("count", "other")
        and one["id"] != each["id"]
        and not is_factor
        and not is_capacity(one)
    )


def _totals_in_goals(each: TableRow, factors: list[Multiplier], goals: list[TableRow]) -> Iterator[TableRow]:
    """Numbers behind a count in its sentence that are said to be of the whole year or of all: 累计培训300人."""
    plain = half_width(each["parent_text"])
    start, end = sentence_start(plain, each["start_char"]), sentence_end(plain, each["end_char"])
    for one in goals:
        is_here = one["goal_id"] == each["goal_id"] and start <= one["start_char"] < end
        if not is_here or not _is_total(one, each, factors) or one["is_part"] or one["tier"]:
            continue
        words = plain[clause_start(plain, one["start_char"]) : one["start_char"]]
        if any(word in words for word in listed("says-in-all")) and _is_only_count(each, factors, one, goals):
            yield one


def _is_more_named(plain: str, each: TableRow, total: TableRow) -> bool:
    """Whether words between a count and a total say that something is added: 班均45名，另有送教上门学生，共1720名."""
    between = plain[each["end_char"] : total["start_char"]]
    return re.search(either(listed("says-more")), between) is not None


def _totals_of_a_time(each: TableRow, goals: list[TableRow]) -> Iterator[tuple[list[Multiplier], TableRow]]:
    """What all come to in the time that one is counted by, and its factors: 64座，每座每天4次，每天共256次."""
    units = units_counted_by(each)
    times = [unit for unit in units if is_time(unit)]
    if not times or len(units) == len(times) or each["role"] not in ("count", "other") or each["is_part"]:
        return
    found = [multiplier_of(each, unit, goals) for unit in units if unit not in times]
    factors = [one for one in found if one]
    plain = half_width(each["parent_text"])
    end = sentence_end(plain, each["end_char"])
    for one in goals:
        is_here = one["goal_id"] == each["goal_id"] and each["end_char"] <= one["start_char"] < end
        if not is_here or not one["per"] or units_counted_by(one) != times or one["is_part"]:
            continue
        words = plain[clause_start(plain, one["start_char"]) : one["start_char"]]
        said = re.search(rf"(?:{either(listed('says-in-all'))})(?P<done>[\u4e00-\u9fff]*)$", words)
        is_same = (
            said is not None and said["done"] in plain[clause_start(plain, each["start_char"]) : each["start_char"]]
        )
        if (
            is_same
            and not _is_more_named(plain, each, one)
            and len(factors) == len(found)
            and one["base_unit"] == each["base_unit"]
            and _is_definite(each, one)
        ):
            yield factors, one


def _is_definite(*numbers: TableRow) -> bool:
    return all(one["comparator"] in (None, "=") for one in numbers)


def _is_only_count(each: TableRow, factors: list[Multiplier], total: TableRow, goals: list[TableRow]) -> bool:
    """Whether the sentence of a product whose factors are times alone counts nothing else that may multiply it."""
    if any(factor.printed is not None for factor in factors):
        return True
    plain = half_width(each["parent_text"])
    if not _is_of_same_work(plain, each, total):
        return False
    start = sentence_start(plain, each["start_char"])
    own = {each["id"], total["id"]}
    return not any(
        one["goal_id"] == each["goal_id"] and start <= one["start_char"] < total["start_char"] and one["id"] not in own
        for one in goals
        if is_plain_count(one) and one["base_value"] != 1  # 驻场工程师1名 multiplies nothing
    )


def _is_of_same_work(plain: str, each: TableRow, total: TableRow) -> bool:
    """Whether a total names nothing, or something that a count names: 每月巡检两次，全年应急演练20次 are two kinds."""
    own, said = (plain[clause_start(plain, one["start_char"]) : one["start_char"]] for one in (each, total))
    left = re.sub(either([*listed("says-in-all"), *listed("says-nothing")]), "", said)
    return len(left) < 2 or any(left[at : at + 2] in own for at in range(len(left) - 1))


def _totals_in_indicators(each: TableRow, factors: list[Multiplier], indicators: list[TableRow]) -> Iterator[TableRow]:
    """The only number of the indicators in the unit of a product, where its name is of what is counted."""
    targets = [one for one in indicators if _is_total(one, each, factors)]
    printed = [factor.printed for factor in factors if factor.printed is not None]
    if not printed and len(targets) == 1 and _is_name_of(each, targets[0]):
        yield targets[0]
    if len(targets) != 1 or not printed or targets[0]["comparator"] in ("≤", "<") or targets[0]["tier"]:
        return
    target, is_often = targets[0], each["base_unit"] in vocabulary.load("quantities")["repeats"]
    names = [each["subject"] or "", *(one["subject"] or "" for one in printed)]
    own, said = "".join(names), target["subject"] or ""
    if any((word in own) != (word in said) for word in listed("tells-counts-apart")):
        return
    is_named = any(name and _is_word_of(name, said, is_often) for name in names)
    if is_named or (_is_of_sessions(each, factors) and _says_no_more(said, names)):
        yield target


def _is_name_of(each: TableRow, target: TableRow) -> bool:
    """Whether what comes back in a time is surely what a target counts: 每季度召开企业座谈会1次 and 座谈会4次."""
    first, second = (bare_name(one["subject"] or "") for one in (each, target))
    is_near = each["base_unit"] == target["base_unit"] and target["comparator"] in (None, "=")
    return is_near and min(len(first), len(second)) > 2 and (first in second or second in first)


def _is_of_sessions(each: TableRow, factors: list[Multiplier]) -> bool:
    """Whether people are counted for each time that something happens: 每期50人."""
    happenings = vocabulary.load("quantities")["per"]["happenings"]
    return (
        each["base_unit"] in ("人", "人次")
        and any(unit in happenings for unit in units_counted_by(each))
        and bool(factors)
    )


def _says_no_more(target: str, names: list[str]) -> bool:
    """Whether a target names nothing but people, work and what a product names: 全年参训人次, 培训总人数."""
    rest = bare_name(target)
    for word in (
        *listed("any-people"),
        *listed("any-work"),
        *listed("takes-part"),
        *filter(None, map(bare_name, names)),
    ):
        rest = rest.replace(fold(word), "")
    return len(rest) < 2


def _is_word_of(name: str, target: str, is_often: bool) -> bool:
    """Whether a target is of what a product counts, by its words; of how often, a word of work is enough: 检测, 全年检测."""
    return common_words(name, target) or (is_often and len(name) > 1 and fold(name) in fold(target))


# ---- a product beside it ---------------------------------------------------------------------------------------------


def _told(each: TableRow, factors: list[Multiplier], targets: list[TableRow]) -> Iterator[TableRow]:
    """The numbers beside a product, without those that only some of its factors come to."""
    values = {
        each["base_value"] * prod(factor.value for factor in some)
        for size in range(1, len(factors))
        for some in combinations(factors, size)
    }
    value = _value(each, factors)
    for one in targets:
        # 每月不少于2次 are 24 at least: a total of 12 is none, one of 30 may be.
        is_kept = each["comparator"] == "≥" and (
            one["comparator"] not in (None, "=", "≤") or one["base_value"] >= value
        )
        if one["base_value"] not in values and not is_kept:
            yield one


def _without_more(
    each: TableRow, factors: list[Multiplier], targets: list[TableRow], goals: list[TableRow]
) -> list[TableRow]:
    """The totals without those that a product comes to with other numbers of the goals: 每社区5名，另设机动4名."""
    printed = {factor.printed["id"] for factor in factors if factor.printed is not None}
    value = _value(each, factors)
    found = []
    for target in targets:
        own = {each["id"], target["id"], *printed}
        others = [one["base_value"] for one in goals if one["id"] not in own and _is_total(one, each, factors)]
        missing = target["base_value"] - value
        pairs = (first + second for first, second in combinations(others[:_MOST_OTHERS], 2))
        if missing <= 0 or not (missing in others or missing in pairs):
            found.append(target)
    return found


def _value(each: TableRow, factors: list[Multiplier]) -> float:
    value: float = each["base_value"] * prod(factor.value for factor in factors)
    return value


def _total(each: TableRow, factors: list[Multiplier], quote: Callable[[TableRow], str]) -> TableRow:
    """A product as a row: its first number with the value of all; how it is shown (培训8期 × 每期50人, 检测1次 × 4个季度)."""
    shown = [quote(factor.printed) for factor in factors if factor.printed is not None]
    times = [f"{plain_number(factor.value)}个{factor.unit}" for factor in factors if factor.printed is None]
    value = _value(each, factors)
    expression = " × ".join([*shown, quote(each), *times])
    own = value * each["value"] / each["base_value"] if each["base_value"] else value
    product = f"{expression} = {plain_number(own)}{each['unit'] or ''}"
    return {**each, "base_value": value, "per": None, "product": product}
