"""Numbers of goals that are surely right, because arithmetic confirms them: 2346人×600元 is the amount.

The number may be printed (全年参审4300人次), or be what printed numbers come to (112台, 每台2次; 14.6 and 22.8公里). Whoever
knows that it is right sees that an indicator with two of its digits exchanged is a slip, whatever the words around it are.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from math import isclose, prod
from typing import NamedTuple

from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.checks.numbers.counted_alike import counts_alike
from mingzhang.checks.numbers.multipliers import is_plain_count, multipliers_of
from mingzhang.checks.numbers.quotes import quote
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.per import is_time, units_of
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_MOST_COUNTS = 10  # counts of a project's goals; with more of them some product is the amount by chance
_MOST_PARTS = 6
_LEAST = 2
_FEN = 100
_WAN = 10_000


class Confirmed(NamedTuple):
    """A number that arithmetic confirms: its value in base units, the row of a goal that it is of, and the arithmetic as shown.

    `by_amount` tells that the project's money is part of the arithmetic, `units` are the units it may be printed in,
    `is_printed` that the goal prints it, `used` the ids of the rows that it is made of, `is_of_list` that it is one of several
    that together make the amount.
    """

    row: TableRow
    value: float
    shown: str
    by_amount: bool
    units: frozenset[str]
    is_printed: bool
    used: frozenset[str]
    is_of_list: bool = False


def confirmed_numbers(goals: Sequence[TableRow], indicators: Sequence[TableRow]) -> list[Confirmed]:
    """The numbers of the goals of a project that the amount or other numbers of the goals confirm, the surest first."""
    counts = [one for one in goals if _is_count(one)]
    if not counts or len(counts) > _MOST_COUNTS:
        return []
    made = [*map(_as_printed, counts), *_products(goals), *_sums(counts)]
    prices = {(one["base_value"], one["per"]): one for one in (*goals, *indicators) if one["role"] == "unit_cost"}
    of_money = [found for one in made for found in _by_amount(one, list(prices.values()), counts)]
    of_money += [*_by_tiers(goals, counts), *_by_all_prices(goals, counts)]
    return [*of_money, *_by_parts(goals, counts), *_by_goal(made, goals, counts)]


def _is_count(one: TableRow) -> bool:
    return (
        is_plain_count(one) and one["base_value"] > 1 and one["base_unit"] not in (None, "元", "%", "‰", "年", "个月")
    )


# ---- what numbers come to --------------------------------------------------------------------------------------------


def _as_printed(one: TableRow) -> Confirmed:
    units = frozenset((one["base_unit"], one["unit"] or ""))
    return Confirmed(one, one["base_value"], quote(one), False, units, True, frozenset([one["id"]]))


def _products(goals: Sequence[TableRow]) -> Iterator[Confirmed]:
    """Counts for each of what other counts are: 112台, 每台保养2次."""
    for each in goals:
        factors = multipliers_of(each, list(goals)) if each["per"] else None
        if not factors:
            continue
        printed = [one.printed for one in factors if one.printed is not None]
        value = each["base_value"] * prod(one.value for one in factors)
        unit = each["unit"] or each["base_unit"]
        units = {each["base_unit"], unit, *(f"{one.unit}{unit}" for one in factors)}
        if unit == "人":
            units.add("人次")
        times = [f"{plain_number(one.value)}个{one.unit}" for one in factors if one.printed is None]
        shown = " × ".join([*map(quote, printed), quote(each), *times])
        used = frozenset(one["id"] for one in (each, *printed))
        yield Confirmed(each, value, shown, False, frozenset(units), False, used)


def _sums(counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """All counts in one unit that one sentence lists: 北干渠14.6公里、支渠22.8公里."""
    for first in counts:
        same = [one for one in counts if _is_counted_alike(one, first)]
        if first is same[0] and _LEAST <= len(same) <= _MOST_PARTS and _are_in_one_sentence(same):
            yield _sum_of(same)


def _sum_of(parts: Sequence[TableRow]) -> Confirmed:
    value = sum(one["base_value"] for one in parts)
    units = frozenset(unit for one in parts for unit in (one["base_unit"], one["unit"] or ""))
    own = round(value * parts[0]["value"] / parts[0]["base_value"], 6)
    shown = f"{' + '.join(map(quote, parts))} = {plain_number(own)}{parts[0]['unit']}"
    return Confirmed(parts[0], value, shown, False, units, False, frozenset(one["id"] for one in parts))


def _is_counted_alike(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers count in one unit, or by classifiers that mean the same: 册 and 份."""
    return counts_alike(one["base_unit"], other["base_unit"])


def units_in(unit: str | None) -> frozenset[str]:
    """The units that a printed one names: 台 and 套 of 台(套)."""
    return frozenset(one for one in re.split(r"[()、,/或]", half_width(unit or "")) if one)


def _are_in_one_sentence(some: Sequence[TableRow]) -> bool:
    plain, goal = half_width(some[0]["parent_text"]), some[0]["goal_id"]
    start, end = sentence_start(plain, some[0]["start_char"]), sentence_end(plain, some[0]["end_char"])
    return all(one["goal_id"] == goal and start <= one["start_char"] < end for one in some)


# ---- what confirms them ----------------------------------------------------------------------------------------------


def _by_amount(made: Confirmed, prices: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """A number that times a printed price, and perhaps another printed count or the months of a year, is the amount."""
    amount = (made.row["amount_fen"] or 0) / _FEN
    others = [one for one in counts if one["id"] not in made.used]
    # 孤儿60名每人3000元 is no price of the 120 other children.
    of_others = {one["id"] for one in others if one["base_unit"] == made.row["base_unit"]}
    for price in prices:
        if price["counted_by_id"] in of_others:
            continue
        own = units_of(price["per"] or "")
        scale = made.row["base_value"] / made.row["value"] if made.row["unit"] in own else 1.0
        money = made.value / scale * price["base_value"]
        if money <= 0 or not _is_for_each(price, made):
            continue
        months = [IN_A_YEAR[unit] for unit in own if IN_A_YEAR.get(unit, 1) > 1]
        times = [(1.0, ""), *((float(one), f" × {one}") for one in months)]
        times += [(one["base_value"], f" × {one['text']}") for one in others]
        for value, text in times:
            if isclose(money * value, amount):
                divided = f"{plain_number(amount / _WAN)}万元 ÷ {price['text']}{text.replace('×', '÷')}"
                yield _shown_by(made, divided)._replace(by_amount=True)
                return


def _is_for_each(price: TableRow, made: Confirmed) -> bool:
    """Whether a price is paid for each of what a number counts, by its unit or because it stands with that number."""
    if price["counted_by_id"] in made.used:
        return True
    own = [unit for unit in units_of(price["per"] or "") if not is_time(unit)]
    return bool(own) and any(unit == one or one.startswith(unit) for unit in own for one in made.units)


def _priced(goals: Sequence[TableRow], counts: Sequence[TableRow]) -> list[tuple[TableRow, TableRow]]:
    """The counts of the goals that each have a price of their own, with it; nothing where two prices share a count."""
    by_id = {one["id"]: one for one in counts}
    found = [
        (by_id[one["counted_by_id"]], one)
        for one in goals
        if one["role"] == "unit_cost" and one["counted_by_id"] in by_id
    ]
    is_list = _LEAST <= len(found) <= _MOST_PARTS and len({one["id"] for one, _ in found}) == len(found)
    amount = (found[0][0]["amount_fen"] or 0) / _FEN if is_list else 0
    products = [_in_unit_of_price(one, price) * price["base_value"] for one, price in found]
    return found if amount and isclose(sum(products), amount) else []


def _in_unit_of_price(one: TableRow, price: TableRow) -> float:
    """A count in the unit that its price is for: 16公里 at 每公里3万元 are 16, not 16,000."""
    scale = one["base_value"] / one["value"] if one["unit"] in units_of(price["per"] or "") and one["value"] else 1.0
    return float(one["base_value"] / scale)


def _by_tiers(goals: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """All counts in one unit, each with a price of its own, where these products together are the amount."""
    parts = [one for one, _ in _priced(goals, counts)]
    if parts and all(_is_counted_alike(one, parts[0]) for one in parts):
        yield _sum_of(parts)._replace(by_amount=True)


def _by_all_prices(goals: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """Each count with a price of its own, where these products together are the amount: 12部×8000元 + 50场×2000元."""
    priced = _priced(goals, counts)
    arithmetic = " + ".join(f"{one['text']} × {price['text']}" for one, price in priced)
    for one, _ in priced:
        amount = plain_number(one["amount_fen"] / _FEN / _WAN)
        shown = f"{quote(one)}（{arithmetic} = {amount}万元）"
        yield _as_printed(one)._replace(by_amount=True, shown=shown, is_of_list=True)


def _by_goal(made: Sequence[Confirmed], goals: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """A printed number that other numbers of the goals come to: 48个村，每村3名，共144名."""
    computed = [one for one in made if not one.is_printed]
    computed += [_sum_of(some) for some in _runs(counts)]
    for one in made:
        if one.is_printed:
            fitting = (
                other.shown.partition(" = ")[0]
                for other in computed
                if not one.used & other.used and one.units & other.units and isclose(one.value, other.value)
            )
            if _is_of_this_time(one.row) and (shown := next(chain(fitting, _times(one, goals, counts)), None)):
                yield _shown_by(one, shown)


def _by_parts(goals: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[Confirmed]:
    """A printed number that its own parts come to: 派驻150人，其中保洁62人、保安48人、会务15人、工程维修25人."""
    for one in counts:
        parts = [other for other in goals if other["part_of_id"] == one["id"] and other["per"] is None]
        if len(parts) >= _LEAST and isclose(sum(other["base_value"] for other in parts), one["base_value"]):
            yield _shown_by(_as_printed(one), " + ".join(map(quote, parts)))


def _is_of_this_time(one: TableRow) -> bool:
    """Whether no word of its sentence says that a number is of another year."""
    plain = half_width(one["parent_text"])
    sentence = plain[sentence_start(plain, one["start_char"]) : sentence_end(plain, one["end_char"])]
    return re.search(either(listed("of-another-time")), sentence) is None


def _times(made: Confirmed, goals: Sequence[TableRow], counts: Sequence[TableRow]) -> Iterator[str]:
    """A count for each of something that times another count, and as often as a year has it, is a printed number."""
    for each in goals:
        units = units_of(each["per"]) if each["per"] and each["role"] in ("count", "other") else ()
        often = prod(IN_A_YEAR.get(unit, 1) for unit in units)
        for one in counts if units else ():
            is_other = one["id"] not in made.used and one["base_unit"] != each["base_unit"]
            for times in {1, often} if is_other else ():
                if isclose(each["base_value"] * one["base_value"] * times, made.value):
                    yield " × ".join([quote(one), quote(each), *([str(times)] if times > 1 else [])])


def _shown_by(made: Confirmed, arithmetic: str) -> Confirmed:
    """A number with the arithmetic that comes to it, behind how it is printed: 2346人（140.76万元 ÷ 600元 = 2346人）."""
    result = f"{arithmetic} = {_printed(made)}"
    return made._replace(shown=f"{made.shown}（{result}）" if made.is_printed else result)


def _printed(made: Confirmed) -> str:
    row = made.row
    scale = row["base_value"] / row["value"] if row["value"] else 1.0
    return f"{plain_number(round(made.value / scale, 6))}{row['unit'] or ''}"


def _runs(counts: Sequence[TableRow]) -> Iterator[list[TableRow]]:
    """Counts in one unit that stand next to each other."""
    for first, last in combinations(range(len(counts) + 1), 2):
        some = list(counts[first:last])
        if _LEAST <= len(some) <= _MOST_PARTS and all(_is_counted_alike(one, some[0]) for one in some):
            yield some
