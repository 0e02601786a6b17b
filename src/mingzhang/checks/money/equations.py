"""Multiplications that a goal prints with their result: 3辆×2.5万元=8.5万元."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isclose

from mingzhang.checks.money.prices import Price
from mingzhang.checks.money.terms import Factor, Term
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_TIMES = re.compile(r"[\u4e00-\u9fff]{0,8}\s*[×✕*xX乘]\s*")  # 3个哨点×400人
_EQUALS = re.compile(r"\s*(?:=|等于)\s*")


def wrong_equation(quantities: Sequence[TableRow]) -> tuple[TableRow, list[Term]] | None:
    """The first result that is not what is printed in front of it, with the multiplication as a term; else None."""
    for factors, result in _equations(quantities):
        money = [one for one in factors if one["base_unit"] == "元"]
        if len(money) != 1 or result["base_unit"] != "元":
            continue
        others = [Factor(one["value"], one["unit"] or "", one["id"]) for one in factors if one is not money[0]]
        term = Term(Price([money[0]]), tuple(others), True)
        if not isclose(term.fen, result["base_value"] * 100, abs_tol=_half_step(result)):
            return result, [term]
    return None


def _equations(quantities: Sequence[TableRow]) -> Iterator[tuple[list[TableRow], TableRow]]:
    """The factors of each multiplication in goals, and its result."""
    factors: list[TableRow] = []
    for one, other in pairwise(quantities):
        between = _between(one, other)
        if between is not None and _TIMES.fullmatch(between):
            factors = [*(factors or _first(one)), other]
        elif (
            between is not None
            and factors
            and (_EQUALS.fullmatch(between) or (other["comparator"] == "=" and not between.strip()))
        ):
            yield factors, other
            factors = []
        else:
            factors = []


def _first(one: TableRow) -> list[TableRow]:
    """The first factor; an empty number where something that was not read is multiplied with it."""
    before = half_width(one["goal_text"])[: one["start_char"]]
    return [{**one, "base_unit": "元"}, one] if _TIMES.search(before[-3:]) else [one]


def _between(one: TableRow, other: TableRow) -> str | None:
    """The text between two numbers of one goal."""
    if not one["goal_id"] or one["goal_id"] != other["goal_id"] or one["end_char"] > other["start_char"]:
        return None
    return half_width(one["goal_text"])[one["end_char"] : other["start_char"]]


def _half_step(one: TableRow) -> float:
    """Half of what the last printed digit of money is worth, in fen; a fen at least."""
    decimals = len(re.sub(r"[^\d.]", "", half_width(one["text"])).partition(".")[2])
    step = one["base_value"] / one["value"] * 100 * 10**-decimals if one["value"] else 1
    return max(float(step), 1.0)
