"""Arithmetic by which the numbers of an accusation agree after all: a product, a sum of products, a share, another amount.

Nothing is asked of the words here. A search that finds the printed amount from printed numbers alone, and leaves no price
over, shows that the text may be meant so.
"""

from collections.abc import Iterable
from itertools import combinations
from math import isclose, prod

from mingzhang.checks.doubting.amount_agreements import Product, amount_found, counts_on_ground, different_values
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.checks.numbers.each_of_several import is_of_each_listed
from mingzhang.checks.words.subjects import bare_name, is_same_name
from mingzhang.parse.per import is_time, units_of
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number

_MOST_ADDENDS = 5


def agreement_found(ground: Ground) -> str | None:
    """The arithmetic by which the numbers agree, None where there is none."""
    if ground.is_product:
        return amount_found(ground)
    if ground.is_pair and len(ground.used) > 1:
        return _pair_found(ground)
    return _parts_found(ground) if ground.is_of_parts else None


def _pair_found(ground: Ground) -> str | None:
    """One is the other times a printed number, or a sum with it, or each is a product of other printed numbers."""
    first, second = (float(one["base_value"]) for one in (ground.used[0], ground.used[-1]))
    low, high = sorted((first, second))
    counts = different_values(one["base_value"] for one in counts_on_ground(ground))
    for number in counts:
        if number > 1 and number not in (low, high) and isclose(low * number, high):
            return f"{plain_number(low)} × {plain_number(number)} = {plain_number(high)}"
    if found := _sum_found(low, high, ground):
        return found
    shown = [_made_of(one, ground) for one in (first, second)]
    if all(shown):
        return "，".join(filter(None, shown))
    return _both_paid(first, second, counts, ground) if ground.used[0]["base_unit"] == "元" else None


def printed_again(ground: Ground) -> str | None:
    """The other number of its side that one of two is equal to, so that it may be of that: 1890名学生，参加的1512人.

    Of two numbers of goals both must be printed in indicators.
    """
    if not ground.is_pair or len(ground.used) < 2 or ground.is_of_indicators:
        return None
    first, last = ground.used[0], ground.used[-1]
    if first["base_unit"] == "%":  # 90% of one thing says nothing of another's
        return None
    own = {one["id"] for one in ground.used}
    same = [one for one in ground.quantities if one["base_unit"] == first["base_unit"] and one["id"] not in own]
    same = [one for one in same if not _is_named_beside(one, first, last, ground)]
    in_goals = {one["base_value"]: one["text"] for one in same if one["goal_id"]}
    in_indicators = {one["base_value"]: one["text"] for one in same if one["indicator_id"]}
    if last["goal_id"]:
        both = [in_indicators.get(one["base_value"]) for one in (first, last) if not one["per"]]
        return "”“".join(filter(None, both)) if len(both) == 2 and all(both) else None
    if found := in_goals.get(last["base_value"]):
        return str(found)
    return in_indicators.get(first["base_value"]) if not first["per"] else None


def _is_named_beside(one: TableRow, first: TableRow, last: TableRow, ground: Ground) -> bool:
    """Whether a number is the whole of the first, or another part of it, and an indicator is named as the first is.

    原创展览2个、引进展览3个 say that an indicator for 原创展览3个 is not of 引进展览.
    """
    whole = first["part_of_id"] or first["summed_in_id"]
    is_of_whole = whole in (one["id"], one["part_of_id"] or one["summed_in_id"])
    is_beside = bool(whole) and is_of_whole and one["subject"] != first["subject"]
    name = ground.indicators.get(last["indicator_id"]) or ""
    return bool(is_beside and (is_same_name(first["subject"] or "", name) or _is_named_alone(first, one, name)))


def _is_named_alone(first: TableRow, one: TableRow, name: str) -> bool:
    """Whether an indicator has the name of a part, and nothing of another part of its whole: 改造提升高标准农田, not 新建."""
    own, other = (bare_name(row["subject"] or "") for row in (first, one))
    return (
        len(own) > 1 and own in bare_name(name) and not any(other[at : at + 2] in name for at in range(len(other) - 1))
    )


def _sum_found(low: float, high: float, ground: Ground) -> str | None:
    """Other printed numbers in the unit that make one of two numbers the other one, or that both come to.

    That the parts of a number come to it says nothing of another one.
    """
    unit, role = ground.used[0]["base_unit"], ground.used[0]["role"]
    same = [one for one in ground.quantities if one["base_unit"] == unit and one["role"] == role]
    same = [one for one in same if not _is_named_beside(one, ground.used[0], ground.used[-1], ground)]
    same = [one for one in same if not _is_of_each(one, ground)]
    others = [
        one for one in different_values(value for one in same for value in _over_a_year(one)) if one not in (low, high)
    ]
    in_low, in_high = _held_in(low, same, ground), _held_in(high, same, ground)
    for size in range(1, _MOST_ADDENDS):
        for some in combinations(others, size):
            if isclose(low + sum(some), high) and not in_low & set(some):
                return _sum_shown((low, *some), high, same)
            if size > 1 and isclose(sum(some), high) and not set(some) <= in_high:
                return _sum_shown(some, high, same)
    if any(isclose(low + high, one) for one in others):
        return _sum_shown((low, high), low + high, same)
    return None


def _sum_shown(addends: Iterable[float], total: float, same: list[TableRow]) -> str:
    """A sum as a reader can follow it, each number with what it is of: 行政村12个 + 社区2个 = 14."""
    named = {one["base_value"]: f"{one['subject'] or ''}{one['text']}" for one in reversed(same)}
    return f"{' + '.join(named.get(one, plain_number(one)) for one in addends)} = {plain_number(total)}"


def _is_of_each(one: TableRow, ground: Ground) -> bool:
    """Whether a number is what each of several has, and neither of two numbers is so: 尿样和盐样各50份 are no addend."""
    if one["per"] in (ground.used[0]["per"], ground.used[-1]["per"]):
        return one["goal_id"] in ground.texts and is_of_each_listed(ground.texts[one["goal_id"]], one)
    return any(not is_time(unit) and unit != "年" for unit in units_of(one["per"])) if one["per"] else False


def _held_in(low: float, same: list[TableRow], ground: Ground) -> set[float]:
    """Numbers that are not added to the smaller of two, as it holds them: its parts, and what it comes to in a year.

    168人（视障18人…） are not 168 + 18; 每季度6场，全年共30场 are not 6 + 24.
    """
    own = {one["id"]: one["base_value"] for one in ground.used}
    parts = (one["base_value"] for one in same if own.get(one["part_of_id"] or one["summed_in_id"]) == low)
    return {*parts, *(value for one in same if one["id"] in own for value in _over_a_year(one))}


def _over_a_year(one: TableRow) -> tuple[float, ...]:
    """A number, and what it comes to in a year where it is for each of a time."""
    times = [IN_A_YEAR[unit] for unit in units_of(one["per"]) if unit in IN_A_YEAR] if one["per"] else []
    return (one["base_value"] * prod(times),) if times else (one["base_value"],)


def _parts_found(ground: Ground) -> str | None:
    """Some of the parts, unless each is of another year, that come to the whole, or a printed number by which they miss it."""
    whole, parts = ground.used[0], ground.used[1:]
    again = [one["base_value"] for one in ground.quantities if one["indicator_id"]]
    are_of_years = len({one["of_year"] for one in parts} - {None}) == len(parts)
    for size in range(2, min(len(parts), _MOST_ADDENDS) if not are_of_years else 0):
        for some in combinations(parts, size):
            left = [one for one in parts if one not in some]
            is_whole = isclose(sum(one["base_value"] for one in some), whole["base_value"])
            if is_whole and all(one["base_value"] in again or one["comparator"] for one in left):
                shown = " + ".join(plain_number(one["base_value"]) for one in some)
                return f"{shown} = {plain_number(whole['base_value'])}"
    return _rest_found(whole, parts, ground)


def _rest_found(whole: TableRow, parts: tuple[TableRow, ...], ground: Ground) -> str | None:
    """Another number of the goals that the parts come to, or by which they miss their whole: 总价63万元, 余下9万元."""
    own = {one["id"] for one in ground.used}
    others = [one for one in ground.quantities if one["id"] not in own and one["base_unit"] == whole["base_unit"]]
    printed = [one["base_value"] for one in others if one["goal_id"]]
    come_to = sum(one["base_value"] for one in parts)
    low, high = sorted((whole["base_value"], come_to))
    if any(isclose(one, high - low) for one in printed):
        return f"{plain_number(low)} + {plain_number(high - low)} = {plain_number(high)}"
    if any(isclose(one, come_to) for one in printed):
        return f"{' + '.join(plain_number(one['base_value']) for one in parts)} = {plain_number(come_to)}"
    return None


def _made_of(value: float, ground: Ground) -> str | None:
    """Two other printed numbers whose product a number is."""
    own = {one["id"] for one in ground.used}
    others = [one for one in ground.quantities if one["id"] not in own and one["base_unit"] != "%"]
    numbers = different_values(one["base_value"] for one in others if one["base_value"] not in (value, 1))
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
                return (
                    f"{Product(first, (one,)).shown()} + {Product(second, (other,)).shown()} = {plain_number(amount)}"
                )
    return None
