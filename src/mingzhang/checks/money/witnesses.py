"""The amount as a witness of which number is wrong: 84个村，每村2场，合计186场，每场4000元, and an amount of 84 × 2 × 4000.

Counts times a price that are not the amount may be misread. Where other printed numbers come to nearly that count, and
with it the price is exactly the amount, the count alone is wrong, whatever words stand around it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import isclose, prod

from mingzhang.checks.sizes import distance
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import half_width

_MOST_NUMBERS = 12  # numbers of a goal that are tried; the work grows with their cube
_SQUARE_METRES = {"公顷": 10000, "亩": 2000 / 3}
_MU = 15  # of a hectare
_MORE = re.compile("另|此外|外加|还有|加上|连同|含|包括|其他|等")


def witness_of(count: TableRow, needed: float, quantities: Iterable[TableRow], text: str) -> str | None:
    """How other numbers of its goal come to what a count must be for the amount (84个 × 2场 = 168), None where they do not.

    `text` is that of the goal, `needed` in the base unit of the count.
    """
    if isclose(needed, count["base_value"]) or distance(needed, count["base_value"]) != "near":
        return None
    others = _others(count, quantities)
    for some, shown, value in _relations(others, count["base_unit"]):
        if _is_close(value, needed) and not _says_more(text, some, count) and not _is_explained(count, needed, others):
            return f"{shown} = {plain_number(round(needed * count['value'] / count['base_value'], 6))}{count['unit']}"
    return None


def _others(count: TableRow, quantities: Iterable[TableRow]) -> list[TableRow]:
    """The numbers of the goal of a count that say how many or how much, but it and its equals."""
    same = [one for one in quantities if one["goal_id"] == count["goal_id"] and one["base_unit"] != "元"]
    own = [one for one in same if one["role"] in ("count", "other", "rate") and one["base_value"] > 0]
    return [one for one in own if not isclose(one["base_value"], count["base_value"])][:_MOST_NUMBERS]


def _value(one: TableRow) -> float:
    value: float = one["base_value"] / 100 if one["base_unit"] == "%" else one["base_value"]
    return value


def _relations(others: list[TableRow], unit: str | None) -> Iterator[tuple[tuple[TableRow, ...], str, float]]:
    """Numbers, the arithmetic as it is shown, and what it comes to in a unit.

    Products of two or three, how often what each holds is in what there is (5万件，每盒25件), and hectares in mu.
    """
    several = [one for one in others if _value(one) != 1]
    for size in (2, 3):
        for some in combinations(several, size):
            are_sides = size == 2 and all(one["base_unit"] == "米" for one in some)
            scale = _SQUARE_METRES.get(unit or "", 1) if are_sides else 1
            yield some, " × ".join(one["text"] for one in some), prod(map(_value, some)) / scale
    for first in others:
        for each in others:
            if each["per"] and each is not first and each["base_unit"] == first["base_unit"]:
                yield (first, each), f"{first['text']} ÷ {each['text']}", first["base_value"] / each["base_value"]
        if unit == "亩" and first["base_unit"] == "公顷":
            yield (first,), f"{first['text']} × {_MU}", first["base_value"] * _MU


def _is_close(value: float, needed: float) -> bool:
    return isclose(value, needed, rel_tol=1e-6)


def _says_more(text: str, some: tuple[TableRow, ...], count: TableRow) -> bool:
    """Whether words between the numbers and a count say that something is added: 班均45名，另有送教上门学生，共1720名."""
    first = min(one["end_char"] for one in (*some, count))
    last = max(one["start_char"] for one in (*some, count))
    return _MORE.search(half_width(text)[first:last]) is not None


def _is_explained(count: TableRow, needed: float, others: list[TableRow]) -> bool:
    """Whether the printed count follows from other numbers too: 每村2场，另为社区送戏18场，合计186场."""
    value: float = count["base_value"]
    return any(_is_close(abs(value - needed), _value(one)) for one in others) or any(
        _is_close(relation, value) for _, _, relation in _relations(others, count["base_unit"])
    )
