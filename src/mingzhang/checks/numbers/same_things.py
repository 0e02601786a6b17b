"""Two numbers of a project that are of one thing, and how they agree: in the table `same_things`, one row a pair.

Whether two numbers are of one thing is told by role, unit, what they are per, and their words. Numbers that name two kinds, two
years, two payers, or a part and its whole are of two things. A number that stands once more elsewhere, in words at least as
near, is settled by that and is held against nothing else. Numbers whose words are only alike are compared only where
neither has an equal on the other side and no other number in that unit is left that could be meant.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, pairwise
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.money.prices import yearly
from mingzhang.checks.money.sentences import is_paid_once, says_again
from mingzhang.checks.numbers.counted_alike import counts_alike, leaves_a_margin
from mingzhang.checks.numbers.each_day import without_day_of_stock
from mingzhang.checks.numbers.each_year import are_a_year_and_all_years, are_of_two_years
from mingzhang.checks.numbers.likeness import (
    is_alike,
    is_comparable,
    is_one_thing,
    is_pair_by_slip,
    is_surely_same,
    nearness_of,
    values_compared,
    words_of_both,
)
from mingzhang.checks.numbers.named_sums import named_sums
from mingzhang.checks.numbers.only_pairs import only_pairs
from mingzhang.checks.numbers.other_things import are_two_steps, is_of_another_thing, is_rate_over_several
from mingzhang.checks.numbers.parts_in_indicators import parts_in_indicators
from mingzhang.checks.numbers.products import products
from mingzhang.checks.numbers.quotes import quote
from mingzhang.checks.numbers.rounding import is_rounded
from mingzhang.checks.numbers.said_by_indicators import said_by_indicators
from mingzhang.checks.numbers.slips_of_confirmed import slips_of_confirmed
from mingzhang.checks.numbers.stocks import stocks
from mingzhang.checks.sizes import Distance, distance, is_near_as_sum
from mingzhang.checks.words.subjects import agreement, bare_name, is_same_name, keys_in_common, related
from mingzhang.parse.context import sentence_start
from mingzhang.parse.per import is_time, units_of
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import half_width

_QUANTITIES = """
    SELECT quantities.*, projects.name AS project_name, projects.amount_fen, projects.document_id, projects.unit_id,
        coalesce(goals.text, indicators.text) AS parent_text,
        coalesce(goals.scope, indicators.scope, 'year') AS scope, goals.position AS goal_position
    FROM quantities
    JOIN projects ON projects.id = quantities.project_id
    LEFT JOIN goals ON goals.id = quantities.goal_id
    LEFT JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE role IN ('count', 'unit_cost', 'total_cost', 'rate', 'other') AND typeof(quantities.base_value) IN ('integer', 'real')
    ORDER BY quantities.project_id, quantities.goal_id IS NULL, coalesce(goals.sequence, indicators.sequence), start_char
"""

_FARTHEST = 10  # numbers whose words are only alike and that are further apart are taken for two things
_NUMBERS_BETWEEN = (
    200  # two numbers of goals with more between them are not compared: the work would grow with the square
)
_MULTIPLIED_BY = ("×", "✕", "*", "x", "X", "乘", "乘以")


def fill_same_things(database: Database) -> None:
    """Fills the table `same_things` from `quantities`."""
    for _, group in groupby(database.query(_QUANTITIES), key=itemgetter("project_id")):
        insert(database, "same_things", same_things(list(group)))


def same_things(quantities: list[TableRow]) -> list[TableRow]:
    """The pairs of one project."""
    quantities = [without_day_of_stock(one) for one in quantities]
    goals = [one for one in quantities if one["goal_id"] and not _is_factor(one)]
    indicators = [one for one in quantities if one["indicator_id"]]
    found = [
        *slips_of_confirmed(goals, indicators),
        *said_by_indicators(goals, indicators, quote),  # first: what numbers come to explains more than one of them
        *((one, other, "goals") for one, other in _pairs_of_goals(goals) if is_one_thing(one, other)),
        *((goal, indicator, "goal-and-indicator") for goal, indicator in _goals_and_indicators(goals, indicators)),
        *products(goals, indicators, quote),
        *parts_in_indicators(indicators, quote),
        *stocks(goals, quote),
        *named_sums(goals, indicators, quote),
        *((one, other, "goals") for one, other in _restated(goals)),
        *((goal, indicator, "perhaps") for goal, indicator in _perhaps(goals, indicators)),
    ]
    return [_row(*pair) for pair in _without_settled(found, quantities)]


def _is_factor(one: TableRow) -> bool:
    """Whether a count stands behind a sign of multiplication, for each of what is in front: 3个哨点×400人 are 1,200 people."""
    before = half_width(one["parent_text"])[: one["start_char"]].rstrip()
    return one["role"] == "count" and before.endswith(_MULTIPLIED_BY)


def _restated(goals: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """A price and the one that says it again over another time: 每车每月1500元，折合每车全年1.8万元."""
    prices = [one for one in goals if one["role"] == "unit_cost"]
    for one, other in pairwise(prices):
        first, second = ((yearly(row) or (row["per"],))[0] for row in (one, other))
        is_said_again = says_again(one, other) or is_paid_once(one, other, goals)
        if first == second and one["per"] != other["per"] and is_said_again:
            yield one, other


def _pairs_of_goals(goals: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """Each number of the goals with those behind it, as far as people write of one thing."""
    prices = _prices_in_front(goals)
    for at, one in enumerate(goals):
        for other in islice(goals, at + 1, at + 1 + _NUMBERS_BETWEEN):
            both = prices.get(one["id"]), prices.get(other["id"])
            of_two_prices = all(both) and both[0] != both[1]
            are_two = of_two_prices or _are_of_two_counts(one, other) or _are_of_one_sum(one, other)
            are_two = are_two or are_of_two_years(one, other) or are_a_year_and_all_years(one, other)
            if not (are_two or are_two_steps(one, other)):
                yield one, other


def _prices_in_front(goals: list[TableRow]) -> dict[str, str]:
    """Sum -> the last price in front of it in its sentence: 每床350元，保费252000元；每人300元，保费234000元 are two sums."""
    found: dict[str, str] = {}
    price: TableRow | None = None
    for one in goals:
        if one["role"] == "unit_cost":
            price = one
        elif one["role"] == "total_cost" and price and _is_in_sentence(price, one):
            found[one["id"]] = price["id"]
    return found


def _is_in_sentence(before: TableRow, one: TableRow) -> bool:
    """Whether a number in front of another one stands in its sentence."""
    if before["goal_id"] != one["goal_id"]:
        return False
    return bool(before["start_char"] >= sentence_start(half_width(one["parent_text"]), one["start_char"]))


def _are_of_one_sum(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers are two parts of one sum, or a part and its sum."""
    sums = one["summed_in_id"], other["summed_in_id"]
    return bool((all(sums) and sums[0] == sums[1]) or sums[0] == other["id"] or sums[1] == one["id"])


def _are_of_two_counts(one: TableRow, other: TableRow) -> bool:
    """Whether two prices each have a count of their own: 新认定的20家各奖励10万元，重新认定的20家各奖励5万元."""
    counts = one["counted_by_id"], other["counted_by_id"]
    return one["role"] == "unit_cost" and all(counts) and counts[0] != counts[1]


# ---- whether two numbers are of one thing ----------------------------------------------------------------------------


def _goals_and_indicators(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """A number of a goal and one of an indicator that are of one thing: by words, as the only prices, or as what is left."""
    for goal in goals:
        for indicator in indicators:
            if is_one_thing(goal, indicator) and not _are_of_two(goal, indicator, goals):
                yield goal, indicator
    yield from only_pairs(goals, indicators)
    yield from _left_over(goals, indicators)


def _left_over(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """Numbers of two sides whose words are alike, where neither has an equal and no other could be meant."""
    own = [one for one in goals if _may_be_left(one) and not _has_equal(one, indicators)]
    others = [one for one in indicators if _may_be_left(one) and not _has_equal(one, goals)]
    pairs = [(one, other) for one in own for other in others if _is_left_pair(one, other)]
    often = Counter(row["id"] for pair in pairs for row in pair)
    for one, other in pairs:
        is_only = all(often[row["id"]] == 1 for row in (one, other))
        if is_only and (is_pair_by_slip(one, other) or not _are_counts_of_two(one, other, goals)):
            yield one, other


def _may_be_left(one: TableRow) -> bool:
    if one["summed_in_id"]:  # 卫生院11家、卫生室46家，接入机构共57家: what an indicator counts is their sum
        return False
    return one["base_unit"] not in (None, "元") and (not one["is_part"] or bool(one["tier"])) and _is_of_time(one)


def _is_of_time(one: TableRow) -> bool:
    """Whether a number is for each of nothing but a time: 日均在所300人, 每季度8场."""
    return one["per"] is None or all(map(is_time, units_of(one["per"])))


def _is_left_pair(one: TableRow, other: TableRow) -> bool:
    low, high = sorted((one["base_value"], other["base_value"]))
    is_near = low > 0 and high / low <= _FARTHEST
    is_left = is_near and is_comparable(one, other) and not is_one_thing(one, other)
    return is_left and (is_alike(one, other) or is_pair_by_slip(one, other))


def _are_counts_of_two(goal: TableRow, indicator: TableRow, goals: list[TableRow]) -> bool:
    """Whether two counts that differ, of names that are not the same, are of two things by their words."""
    if goal["role"] not in ("count", "other") or goal["base_value"] == indicator["base_value"]:
        return False
    others = [one for one in goals if one["base_unit"] == goal["base_unit"] and one is not goal]
    return not is_same_name(*words_of_both(goal, indicator)[:2]) and is_of_another_thing(goal, indicator, others)


def _are_of_two(goal: TableRow, indicator: TableRow, goals: list[TableRow]) -> bool:
    return _are_counts_of_two(goal, indicator, goals) or is_rate_over_several(goal, indicator, goals)


def _has_equal(one: TableRow, others: Iterable[TableRow]) -> bool:
    return any(
        other["base_value"] == one["base_value"] and counts_alike(other["base_unit"], one["base_unit"])
        for other in others
    )


def _perhaps(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """Pairs that a reader would ask about, though it is not sure that both are of one thing."""
    yield from _people_and_visits(goals, indicators)
    yield from _price_of_all(goals, indicators)


def _people_and_visits(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """People who each come once by the goals (285人体检1次) and the visits of just these in an indicator (286次)."""
    once = [one for one in goals if one["base_unit"] == "次" and one["base_value"] == 1]
    visits = [one for one in indicators if "人次" in (one["subject"] or "") and one["base_unit"] in ("次", "人次")]
    for goal in goals if once and visits else ():
        if goal["base_unit"] != "人" or goal["role"] != "count" or goal["per"] or goal["comparator"] not in (None, "="):
            continue
        for visit in visits:
            both, tiers = (goal["tier"], visit["tier"]), bool(goal["tier"] and visit["tier"])
            is_same = (
                related(*both) if tiers else not any(both) and (keys_in_common(*words_of_both(goal, visit)) or 0) > 0
            )
            if is_same and not _has_equal(goal, indicators):
                yield goal, visit


def _price_of_all(goals: list[TableRow], indicators: list[TableRow]) -> Iterator[tuple[TableRow, TableRow]]:
    """The one price of the goals that names nothing (项目人均成本) and the only price of the indicators, which no goal has."""
    own = [one for one in goals if one["role"] == "unit_cost"]
    others = [one for one in indicators if one["role"] == "unit_cost"]
    of_all = [one for one in own if not bare_name(one["subject"] or "")]
    if len(own) < 2 or len(of_all) != 1 or len(others) != 1 or not is_comparable(of_all[0], others[0]):
        return
    if not _has_equal(others[0], goals) and not any(is_one_thing(one, others[0]) for one in own):
        yield of_all[0], others[0]


# ---- what is settled -------------------------------------------------------------------------------------------------


def _without_settled(
    pairs: Iterable[tuple[TableRow, TableRow, str]], quantities: list[TableRow]
) -> Iterator[tuple[TableRow, TableRow, str]]:
    """The pairs without those that differ though one of the two stands once more in words at least as near."""
    seen = set()
    for one, other, kind in pairs:
        if (one["id"], other["id"]) in seen:
            continue
        seen.add((one["id"], other["id"]))
        differs = len(set(values_compared(one, other))) > 1
        if (
            kind in ("product", "indicators", "perhaps")
            or "product" in one
            or not differs
            or not _is_settled(one, other, quantities)
        ):
            yield one, other, kind


def _is_settled(one: TableRow, other: TableRow, quantities: list[TableRow]) -> bool:
    nearness = nearness_of(one, other)
    sides = ((one, other), (other, one))
    for mine, against in sides:
        for third in quantities:
            stands_there = bool(third["goal_id"]) == bool(against["goal_id"]) and third["id"] not in (
                one["id"],
                other["id"],
            )
            is_equal = third["base_value"] == mine["base_value"] and third["base_unit"] == mine["base_unit"]
            is_as_near = stands_there and is_equal and nearness_of(mine, third) >= max(nearness, 1)
            # 460名 and 510名 of one thing in two goals: that one of them agrees with the indicator settles nothing.
            if is_as_near and not is_one_thing(third, against):
                return True
    return False


# ---- a row -----------------------------------------------------------------------------------------------------------


def _row(one: TableRow, other: TableRow, kind: str) -> TableRow:
    first, second = values_compared(one, other)
    difference = round((second - first) * 100) if one["base_unit"] == "元" else None
    return {
        "id": f"{one['id']}-and-{other['id'].removeprefix(one['project_id'] + '-')}",
        "project_id": one["project_id"],
        "document_id": one["document_id"],
        "kind": kind,
        "first_quantity_id": one["id"],
        "second_quantity_id": other["id"],
        "agrees": _agreement(one, other, kind),
        "distance": _distance(one, other),
        "first_quote": quote(one) + _over_a_year(one, first),
        "second_quote": _quoted_whole(other) + _over_a_year(other, second),
        "difference_fen": difference,
    }


def _quoted_whole(one: TableRow) -> str:
    return quote(one) if one["goal_id"] else str(one["parent_text"]).strip().replace("\n", " ")


def _over_a_year(one: TableRow, compared: float) -> str:
    """What a number for each of a shorter time was compared by: 每车每月800元（一年9600元）."""
    if "product" in one or not one["per"] or compared == one["base_value"]:
        return ""
    return f"（一年{plain_number(round(compared, 6))}{one['base_unit'] or ''}）"


def _agreement(one: TableRow, other: TableRow, kind: str) -> str:
    """How the second number agrees with the first; that arithmetic confirms a plan leaves no room for a margin below it."""
    if kind in ("goal-and-indicator", "product") and leaves_a_margin(one, other):
        return "margin"
    if is_rounded(one, other):
        return "equal"
    first, second = values_compared(one, other)
    return agreement(one["comparator"] or "=", first, other["comparator"] or "=", second)


def _distance(one: TableRow, other: TableRow) -> Distance:
    """How far apart two numbers are: near ones may be one number, and of what is surely the same also those that are apart."""
    first, second = values_compared(one, other)
    if "product" in one:
        return "near" if is_near_as_sum(first, second) else "apart"
    found = distance(first, second)
    nearer: dict[Distance, Distance] = {"near": "near", "apart": "near", "far": "apart"}
    return nearer[found] if is_surely_same(one, other) else found
