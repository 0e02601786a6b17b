"""Arithmetic by which the numbers of an accusation agree after all: a product, a sum of products, a share, another amount.

Nothing is asked of the words here. A search that finds the printed amount from printed numbers alone, and leaves no price
over, shows that the text may be meant so.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import isclose, prod
from typing import NamedTuple

from mingzhang.checks.evidence_read import Ground
from mingzhang.checks.prices import IN_A_YEAR
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number

_MOST_NUMBERS = 14  # different numbers of a project that are tried; the work grows with their cube
_MOST_TERMS = 3


class Product(NamedTuple):
    """Money and what multiplies it."""

    money: float
    factors: tuple[float, ...]

    @property
    def value(self) -> float:
        return round(self.money * prod(self.factors), 2)

    def shown(self) -> str:
        """The arithmetic as it is printed in a finding: 213 × 1.5."""
        return " × ".join(plain_number(one) for one in (*self.factors, self.money))


def agreement_found(ground: Ground) -> str | None:
    """The arithmetic by which the numbers agree, None where there is none."""
    if ground.is_product:
        return _amount_found(ground)
    return _pair_found(ground) if ground.is_pair and len(ground.used) == 2 else None


# ---- a product beside an amount --------------------------------------------------------------------------------------


def _amount_found(ground: Ground) -> str | None:
    amounts = [ground.project["amount_fen"], *ground.other_amounts]
    allowed = (ground.project["step_fen"] or 0) / 200
    moneys = _different(one["base_value"] for one in ground.quantities if one["base_unit"] == "元")
    numbers = _multipliers(ground)
    products = [Product(money, factors) for money in moneys for factors in _factors(numbers)]
    for fen in filter(None, amounts):
        for terms in _sums(products, fen / 100, allowed):
            if _leaves_nothing(terms, moneys, numbers, fen / 100):
                return " + ".join(one.shown() for one in terms) + f" = {plain_number(fen / 100)}"
    return None


def _different(values: Iterable[float | None]) -> list[float]:
    return sorted({float(one) for one in values if one and one > 0})[:_MOST_NUMBERS]


def _multipliers(ground: Ground) -> list[float]:
    """Counts, shares below the whole and their rests, and how many of a time that is named a year has."""
    counts = _different(value for one in _counts(ground) for value in (one["base_value"], one["value"]))  # 50公里, 50000
    parts = [first - second for first, second in combinations(sorted(counts, reverse=True), 2)]
    rates = _different(one["base_value"] / 100 for one in ground.quantities if _is_share(one))
    named = "".join([*ground.texts.values(), *(one["per"] or "" for one in ground.quantities)])
    times = [float(number) for time, number in IN_A_YEAR.items() if number > 1 and time in named]
    return list(dict.fromkeys([*counts, *times, *rates, *(1 - rate for rate in rates), *parts[:_MOST_NUMBERS]]))


def _counts(ground: Ground) -> Iterator[TableRow]:
    return (one for one in ground.quantities if one["base_unit"] not in ("元", "%") and one["role"] in ("count", "other"))


def _is_share(one: TableRow) -> bool:
    return bool(one["base_unit"] == "%" and one["goal_id"] and 0 < one["base_value"] < 100)


def _factors(numbers: list[float]) -> Iterator[tuple[float, ...]]:
    yield ()
    for size in (1, 2):
        yield from combinations([number for number in numbers if number != 1], size)


def _sums(products: list[Product], amount: float, allowed: float) -> Iterator[tuple[Product, ...]]:
    """One to three products that come to an amount; of several, each with one number at most, and with other money."""
    yield from ((one,) for one in products if one.factors and abs(one.value - amount) <= allowed)
    simple = [one for one in products if len(one.factors) < 2 and one.value < amount]
    by_value = {one.value: one for one in simple}
    for size in range(1, _MOST_TERMS):
        for terms in combinations(simple, size) if size == 1 or len(simple) <= 60 else ():
            last = by_value.get(round(amount - sum(one.value for one in terms), 2))
            if last and len({one.money for one in (*terms, last)}) == size + 1:
                yield (*terms, last)


def _leaves_nothing(terms: tuple[Product, ...], moneys: list[float], numbers: list[float], amount: float) -> bool:
    """Whether all printed money is used in a sum, or is a used one once more over another time or number, or the amount."""
    used = [one.money for one in terms]
    again = {round(one * number, 2) for one in used for number in numbers}
    parts = {round(one / number, 2) for one in used for number in numbers}
    known = {*used, *again, *parts, *(one.value for one in terms), amount}
    return any(one.factors for one in terms) and all(any(isclose(money, one) for one in known) for money in moneys)


# ---- two numbers of one thing ----------------------------------------------------------------------------------------


def _pair_found(ground: Ground) -> str | None:
    """One is the other times a printed number, or each is a product of other printed numbers."""
    first, second = (float(one["base_value"]) for one in ground.used)
    low, high = sorted((first, second))
    counts = _different(one["base_value"] for one in _counts(ground))
    for number in counts:
        if number > 1 and number not in (low, high) and isclose(low * number, high):
            return f"{plain_number(low)} × {plain_number(number)} = {plain_number(high)}"
    shown = [_made_of(one, ground) for one in (first, second)]
    if all(shown):
        return "，".join(filter(None, shown))
    return _both_paid(first, second, counts, ground) if ground.used[0]["base_unit"] == "元" else None


def _made_of(value: float, ground: Ground) -> str | None:
    """Two other printed numbers whose product a number is."""
    own = {one["id"] for one in ground.used}
    others = [one for one in ground.quantities if one["id"] not in own and one["base_unit"] != "%"]
    numbers = _different(one["base_value"] for one in others if one["base_value"] not in (value, 1))
    for one, other in combinations(numbers, 2):
        if isclose(one * other, value):
            return f"{plain_number(one)} × {plain_number(other)} = {plain_number(value)}"
    return None


def _both_paid(first: float, second: float, counts: list[float], ground: Ground) -> str | None:
    """The amount as the sum of both prices, each with a count of its own."""
    amount = (ground.project["amount_fen"] or 0) / 100
    for one in counts:
        for other in counts:
            if amount and isclose(first * one + second * other, amount, abs_tol=0.01):
                return f"{Product(first, (one,)).shown()} + {Product(second, (other,)).shown()} = {plain_number(amount)}"
    return None
