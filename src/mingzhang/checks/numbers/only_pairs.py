"""Numbers that are the only ones of their kind on both sides, so that they are of one thing whatever they are called."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import isclose

from mingzhang.checks.numbers.in_other_words import pairs_in_other_words
from mingzhang.checks.numbers.likeness import is_comparable, is_one_thing
from mingzhang.checks.words.subjects import common_words
from mingzhang.store.rows import TableRow

_MOST_BESIDE = 5


def only_pairs(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """The only prices and the only numbers of months of goals and indicators, and the only numbers in another unit."""
    yield from _only_prices(goals, indicators)
    yield from _only_months(goals, indicators)
    yield from pairs_in_other_words(goals, indicators)


def _only_months(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """The one number of months of the goals that names nothing (共7个月), and that of an indicator that counts months."""
    own = [one for one in goals if one["base_unit"] == "个月" and one["per"] is None]
    others = [one for one in indicators if one["base_unit"] == "个月" and one["per"] is None]
    if len(own) != 1 or len(others) != 1 or own[0]["subject"] or not is_comparable(own[0], others[0]):
        return
    if re.search("月数|月份", others[0]["subject"] or "") and not is_one_thing(own[0], others[0]):
        yield own[0], others[0]


def _only_prices(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """The one price of the goals and the one price of the indicators."""
    own = [one for one in goals if one["role"] == "unit_cost"]
    others = [one for one in indicators if one["role"] == "unit_cost"]
    if len(own) == len(others) == 1 and is_comparable(own[0], others[0]) and not is_one_thing(own[0], others[0]):
        if not _is_part_of_price(own[0], others[0], goals):
            yield own[0], others[0]
    elif len(own) > 1 and len(others) > 1:
        yield from _only_prices_of_a_unit(own, others)


def _is_part_of_price(one: TableRow, other: TableRow, goals: list[TableRow]) -> bool:
    """Whether a price with other money of its goal is the price of an indicator: 设备60万元、培训12万元, 每个72万元."""
    beside = [row["base_value"] for row in goals if row["role"] == "total_cost" and row["goal_id"] == one["goal_id"]]
    sums = (
        sum(some)
        for size in range(1, len(beside[:_MOST_BESIDE]) + 1)
        for some in combinations(beside[:_MOST_BESIDE], size)
    )
    return any(isclose(one["base_value"] + added, other["base_value"]) for added in sums)


def _only_prices_of_a_unit(own: list[TableRow], others: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """Of several prices those that alone are for one of something: 每户1000元, 每人2000元 and 慰问标准1200元/户."""
    often = Counter((row["per"], bool(row["goal_id"])) for row in (*own, *others))
    for one in own:
        for other in others:
            is_only = (
                one["per"] and one["per"] == other["per"] and often[one["per"], True] == often[one["per"], False] == 1
            )
            is_left = is_only and is_comparable(one, other) and not is_one_thing(one, other)
            if is_left and common_words(one["parent_text"], other["subject"] or ""):
                yield one, other
