"""Questions about prices, counts and an amount that the printed numbers answer: products, groups, a discount, a range."""

import re
from collections.abc import Iterable, Iterator
from math import isclose, prod

from mingzhang.checks.doubting.agreements import agreement_found
from mingzhang.checks.doubting.amount_agreements import products_of_two
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.per import is_time, units_of
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either

_ROUNDED = 0.005  # a printed product may be rounded: 折后约13.37万元
_MONEY = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>万)?元")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_MOST_OF_IT = 0.8  # of the amount is spent at what is meant to be paid for each: 每场8万元左右


def is_money_answered(ground: Ground, was_not_understood: bool) -> bool:
    """Whether the printed numbers answer a question about prices and counts; see `answered`."""
    if ground.check_id == "unit-cost-exceeds-amount":
        return _is_ceiling_of_a_range(ground)
    if ground.check_id == "magnitude-slip":  # a price that is written rightly elsewhere does not answer it
        return _is_product_of_sentence(ground)
    return (
        agreement_found(ground) is not None
        or _is_between_prices(ground)
        or _is_discounted(ground)
        or _is_rest_printed(ground)
        or _are_only_limits(ground)
        or _is_product_of_sentence(ground)
        or _is_times_a_printed_number(ground)
        or ((was_not_understood or ground.is_below_amount) and _has_price_of_all(ground))
    )


def _amount(ground: Ground) -> float:
    return float(ground.project["amount_fen"] or 0) / 100


def _prices(ground: Ground) -> list[TableRow]:
    return [one for one in ground.quantities if one["role"] == "unit_cost" and one["goal_id"] and one["base_value"] > 0]


def _counts(ground: Ground) -> set[float]:
    own = (one["base_value"] for one in ground.used if one["id"] not in ground.prices and one["base_unit"] != "元")
    return {float(value) for value in own if value}


def _over_year(price: TableRow) -> float:
    times = [IN_A_YEAR.get(unit, 1) for unit in units_of(price["per"]) if is_time(unit)] if price["per"] else []
    return float(price["base_value"] * prod(times))


def _is_between_prices(ground: Ground) -> bool:
    """Whether several prices of one count are of groups that are not counted, and the amount lies between them."""
    prices, counts = _prices(ground), _counts(ground)
    if not prices or len(counts) != 1 or len({price["per"] for price in prices}) > 1:
        return False
    (count,) = counts
    values = {*map(_over_year, prices), *(value for value, each in _moneys(ground) if each)}
    return min(values) * count <= _amount(ground) <= max(values) * count


def _is_discounted(ground: Ground) -> bool:
    """Whether a price times its count, less a printed discount, is the amount or a printed sum: 66折…折后约13.37万元."""
    text = "\n".join(ground.texts.values())
    shares = [float(f"0.{found.replace('.', '')}") for found in re.findall(r"(\d(?:\.?\d)?)折", text)]
    reached = [_amount(ground), *(value for value, _ in _moneys(ground))]
    return any(
        value and abs(price["base_value"] * count * share - value) <= _ROUNDED * value
        for share in shares for price in _prices(ground) for count in _counts(ground) for value in reached
    )  # fmt: skip


def _is_rest_printed(ground: Ground) -> bool:
    """Whether what the prices leave of the amount is printed, if not as a sure number: 另缴税费约3万元."""
    rest = -(ground.difference or 0)
    return rest > 0 and any(isclose(value, rest) for value, _ in _moneys(ground))


def _are_only_limits(ground: Ground) -> bool:
    """Whether each price is said to be the highest of any, so that it need not be reached: 单台最高补贴额5万元."""
    words = [_clause_before(price, ground) for price in _prices(ground) if price["id"] in ground.prices]
    is_above = (ground.difference or 0) > 0
    return is_above and bool(words) and all(re.search(either(listed("highest-of-any")), one) for one in words)


def _is_product_of_sentence(ground: Ground) -> bool:
    """Whether a price times all counts of its sentence is the amount: 4名教师，每周6课时，40周，每课时200元."""
    for price in _prices(ground):
        plain = ground.texts[price["goal_id"]]
        start, end = sentence_start(plain, price["start_char"]), sentence_end(plain, price["end_char"])
        counts = [
            one["base_value"] for one in ground.quantities
            if one["goal_id"] == price["goal_id"] and start <= one["start_char"] < end and one["base_unit"] not in ("元", "%")
        ]  # fmt: skip
        if isclose(price["base_value"] * prod(counts), _amount(ground)):
            return True
    return False


def _is_times_a_printed_number(ground: Ground) -> bool:
    """Whether the amount is the shown product times any other number that goals print: 24人，每人每晚60元，全年240晚."""
    product = _amount(ground) + (ground.difference or 0)
    printed = {float(one) for text in ground.texts.values() for one in _NUMBER.findall(text)}
    return product > 0 and any(one > 1 and isclose(product * one, _amount(ground)) for one in printed)


def _has_price_of_all(ground: Ground) -> bool:
    """Whether one printed price times printed numbers is the amount, so that other prices only explain it."""
    return _is_product_of_a_price(_amount(ground), ground)


def is_sum_answered(ground: Ground) -> bool:
    """Whether a sum of a goal is one of its prices times printed numbers: 试用期每人每月1800元，转正后2000元，共计16.8万元."""
    return any(_is_product_of_a_price(float(one["base_value"]), ground) for one in ground.used)


def _is_product_of_a_price(value: float, ground: Ground) -> bool:
    allowed = max((ground.project["step_fen"] or 0) / 200, 0.005)
    moneys = {money for money, _ in _moneys(ground) if money < value}
    return any(abs(product - value) <= allowed for product in products_of_two(ground, moneys))


def _moneys(ground: Ground) -> Iterator[tuple[float, bool]]:
    """All money that goals print, also what is no sure number (约3万元), in yuan; whether it is for each of something."""
    for text in ground.texts.values():
        for match in _MONEY.finditer(text):
            before = re.split("[,;。:]", text[: match.start()])[-1]
            yield float(match["number"]) * (10_000 if match["unit"] else 1), re.search("[每均单]", before) is not None


def _clause_before(one: TableRow, ground: Ground) -> str:
    plain = ground.texts[one["goal_id"]]
    return plain[clause_start(plain, one["start_char"]) : one["start_char"]]


def _is_ceiling_of_a_range(ground: Ground) -> bool:
    """Whether a lower price stands beside the ceiling, with which the amount is kept: 每个5—15万元; 户均约4万元."""
    counts = _counts(ground)
    ceilings = [one for one in ground.used if one["id"] in ground.prices]
    if not counts or not ceilings:
        return False
    highest, least = max(one["base_value"] for one in ceilings), min(counts)
    planned = [value for value, each in _moneys(ground) if each and value * least >= _amount(ground) * _MOST_OF_IT]
    lower = [*_beginnings_of_ranges(ground, ceilings), *planned]
    return any(0 < value < highest and value * least <= _amount(ground) for value in lower)


def _beginnings_of_ranges(ground: Ground, ceilings: Iterable[TableRow]) -> Iterator[float]:
    """The lower ends, in yuan, of ranges in goals that end with one of the ceilings."""
    for text in ground.texts.values():
        for low, own, high, unit in re.findall(r"(\d[\d.]*)\s*(万?)元?\s*(?:[-—–~至到])+\s*(\d[\d.]*)\s*(万?)元", text):
            factor, last = 10_000 if unit else 1, 10_000 if own or unit else 1
            if any(isclose(float(high) * factor, one["base_value"]) for one in ceilings):
                yield float(low) * last
