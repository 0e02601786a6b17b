"""Products of printed money and counts, and their sums, that come to an amount: 213 × 1.5 + 3 × 2000."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import combinations
from math import isclose, prod
from typing import NamedTuple

from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.parse.per import units_of
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number

_MOST_NUMBERS = 14  # different numbers of a project that are tried; the work grows with their cube
_MOST_TERMS = 3
_MOST_PRODUCTS = 60


class Product(NamedTuple):
    """Money and what multiplies it."""

    money: float
    factors: tuple[float, ...]

    @property
    def value(self) -> float:
        """What it comes to, in yuan."""
        return round(self.money * prod(self.factors), 2)

    def shown(self) -> str:
        """The arithmetic as it is printed in a finding: 213 × 1.5."""
        return " × ".join(plain_number(one) for one in (*self.factors, self.money))


def products_of_two(ground: Ground, moneys: Iterable[float]) -> Iterator[float]:
    """What money comes to with one or two printed numbers, in yuan."""
    numbers = _multipliers(ground)
    for money in moneys:
        yield from (Product(money, factors).value for factors in _factors(numbers) if factors)


def amount_found(ground: Ground) -> str | None:
    """The arithmetic by which printed money and counts come to an amount of the project, None where there is none."""
    amounts = [ground.project["amount_fen"], *ground.other_amounts]
    allowed = (ground.project["step_fen"] or 0) / 200
    moneys = different_values(one["base_value"] for one in ground.quantities if one["base_unit"] == "元")
    numbers = _multipliers(ground)
    own = _own_counts(ground)
    products = [
        Product(money, factors)
        for money in moneys
        for factors in _factors(numbers)
        if money not in own or own[money] & {*factors}
    ]
    for fen in filter(None, amounts):
        for terms in _sums(products, fen / 100, allowed):
            if _leaves_nothing(terms, moneys, numbers, fen / 100):
                return " + ".join(one.shown() for one in terms) + f" = {plain_number(fen / 100)}"
    return _less_other_money(ground, products, moneys, allowed)


def _own_counts(ground: Ground) -> dict[float, set[float]]:
    """Prices of goals with the count in their own unit that each is printed for, where several prices have one each.

    36例、每例2000元 and 85例、每例500元 are multiplied so and not crosswise; one price alone may be of any count.
    """
    by_id = {one["id"]: one for one in ground.quantities}
    found: dict[float, set[float]] = {}
    counted = set()
    for price in ground.quantities:
        count = by_id.get(price["counted_by_id"]) if price["goal_id"] and price["role"] == "unit_cost" else None
        if count is None or (price["per"] and count["base_unit"] not in units_of(price["per"])):
            continue
        if float(price["base_value"]) in found or count["id"] in counted:
            return {}
        found[float(price["base_value"])] = {float(count["base_value"]), float(count["value"])}
        counted.add(count["id"])
    return found if len(found) > 1 else {}


def _less_other_money(ground: Ground, products: list[Product], moneys: list[float], allowed: float) -> str | None:
    """A product less other printed money, which somebody else may pay, that is the amount: 300 × 1500 − 150000 = 300000."""
    amount = (ground.project["amount_fen"] or 0) / 100
    for one in products:
        for money in moneys:
            if one.factors and money not in (one.money, amount) and abs(one.value - money - amount) <= allowed:
                return f"{one.shown()} − {plain_number(money)} = {plain_number(amount)}"
    return None


def different_values(values: Iterable[float | None]) -> list[float]:
    """Values above nought in their order, each once, the fourteen smallest of them."""
    return sorted({float(one) for one in values if one and one > 0})[:_MOST_NUMBERS]


def _multipliers(ground: Ground) -> list[float]:
    """Counts, shares below the whole and their rests, and how many of a time that is named a year has."""
    counts = different_values(
        value for one in counts_on_ground(ground) for value in (one["base_value"], one["value"])
    )  # 50公里, 50000
    parts = _differences(ground)
    rates = different_values(one["base_value"] / 100 for one in ground.quantities if _is_share(one))
    named = "".join([*ground.texts.values(), *(one["per"] or "" for one in ground.quantities)])
    times = [float(number) for time, number in IN_A_YEAR.items() if number > 1 and time in named]
    return list(dict.fromkeys([*counts, *times, *rates, *(1 - rate for rate in rates), *parts[:_MOST_NUMBERS]]))


def _differences(ground: Ground) -> list[float]:
    """What is left of a count without another one in its unit: 45名，其中在编12名."""
    units: dict[str, set[float]] = {}
    for one in counts_on_ground(ground):
        units.setdefault(one["base_unit"] or "", set()).add(one["base_value"])
    pairs = (
        pair for values in units.values() for pair in combinations(sorted(values, reverse=True)[:_MOST_NUMBERS], 2)
    )
    return [first - second for first, second in pairs]


def counts_on_ground(ground: Ground) -> Iterator[TableRow]:
    """The numbers of a project that count something, neither money nor shares."""
    return (
        one for one in ground.quantities if one["base_unit"] not in ("元", "%") and one["role"] in ("count", "other")
    )


def _is_share(one: TableRow) -> bool:
    return bool(one["base_unit"] == "%" and one["goal_id"] and 0 < one["base_value"] < 100)


def _factors(numbers: list[float]) -> Iterator[tuple[float, ...]]:
    yield ()
    for size in (1, 2):
        yield from combinations([number for number in numbers if number != 1], size)


def _sums(products: list[Product], amount: float, allowed: float) -> Iterator[tuple[Product, ...]]:
    """One to three products that come to an amount; of several, each with one number at most, and with other money."""
    yield from ((one,) for one in products if one.factors and abs(one.value - amount) <= allowed)
    simple = sorted((one for one in products if len(one.factors) < 2 and one.value < amount), key=lambda one: one.value)
    values = [one.value for one in simple]
    for size in range(1, _MOST_TERMS):
        for terms in combinations(simple, size) if size == 1 or len(simple) <= _MOST_PRODUCTS else ():
            rest = amount - sum(one.value for one in terms)
            for last in simple[
                bisect_left(values, rest - allowed - 0.005) : bisect_right(values, rest + allowed + 0.005)
            ]:
                if len({one.money for one in (*terms, last)}) == size + 1:
                    yield (*terms, last)


def _leaves_nothing(terms: tuple[Product, ...], moneys: list[float], numbers: list[float], amount: float) -> bool:
    """Whether all printed money is used in a sum, or is a used one once more over another time or number, or the amount."""
    used = [one.money for one in terms]
    again = {round(one * number, 2) for one in used for number in numbers}
    parts = {round(one / number, 2) for one in used for number in numbers}
    known = {*used, *again, *parts, *(one.value for one in terms), amount}
    return any(one.factors for one in terms) and all(any(isclose(money, one) for one in known) for money in moneys)
