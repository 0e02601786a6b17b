"""What a goal says that prices and counts come to (140人，每人600元，共8.4万元), beside what they do come to."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.checks.money.equations import wrong_equation
from mingzhang.checks.money.phrases import clause_before, is_on_top, may_say_sum, says_sum
from mingzhang.checks.money.prices import Price
from mingzhang.checks.money.terms import Factor, Term
from mingzhang.checks.sizes import is_near_as_sum
from mingzhang.parse.context import in_unit, sentence_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_MONTHS = range(2, 13)  # a price may be paid for so many months though the goal prints none


class Stated(NamedTuple):
    """A sum that a goal prints, and what stands in front of it: products, and money that is added to them."""

    printed: TableRow
    terms: list[Term]
    costs: list[TableRow]


def stated_sum(
    quantities: Sequence[TableRow],
    prices: Sequence[Price],
    terms: Sequence[Term],
    repeats: Sequence[Factor],
    amount: int | None,
) -> Stated | None:
    """The first sum of a goal that is not what the prices and counts of its sentence come to, with their terms.

    `repeats` are numbers that may repeat what is paid though the price does not say so;
    `amount` is that of the project, in fen.
    """
    if found := wrong_equation(quantities):
        return Stated(*found, [])
    for one in quantities:
        if of_all := _beside_amount(one, prices, terms, repeats, amount):
            return of_all
        if not _is_stated(one):
            continue
        own = [price for price in prices if _is_in_front(price.printed[0], one)]
        of_price = [term for term in terms if term.price in own]
        used = {factor.quantity_id for term in of_price for factor in term.factors}
        others = [row for row in quantities if _is_in_front(row, one) and _may_be_of_sum(row, own, used)]
        is_settled = all(term.is_sure and _has_one_count(term, one, quantities) for term in of_price)
        if not own or len(of_price) != len(own) or not is_settled:
            continue
        costs = _added(others, one)
        if others and not costs:
            continue
        of_one = [Factor(1 / of_price[0].factors[0].value, "", None)] if len(of_price) == 1 else []
        again = [] if costs else [*repeats, *of_one]  # 每人每月3000元，全年36000元
        added = sum(round(cost["base_value"] * 100) for cost in costs)
        together = sum(term.fen for term in of_price) + added
        in_goal = sum(term.fen for term in terms if _is_before(term.price.printed[0], one)) + added
        if not any(_comes_to(fen, again, one, in_months=not costs) for fen in (together, in_goal)):
            return Stated(one, of_price, costs)
    return None


def _beside_amount(
    one: TableRow, prices: Sequence[Price], terms: Sequence[Term], repeats: Sequence[Factor], amount: int | None
) -> Stated | None:
    """A sum behind all prices of the goals, whose products are the amount, where it is another number near to that.

    Nothing but the sum is in doubt then: 15处，每处1.2万元；9处，每处2.4万元，两项合计投资36.9万元, and an amount of 39.6.
    """
    if not (_is_stated(one) or _may_be_stated(one)) or any(word in clause_before(one) for word in _over_years()):
        return None
    of_goals = [price for price in prices if price.printed[0]["goal_id"]]
    before = [term for term in terms if _is_before(term.price.printed[0], one)]
    if not before or len(before) != len(of_goals) or sum(term.fen for term in before) != amount:
        return None
    sums = [sum(term.fen for term in before[at:]) for at in range(len(before))]
    of_one = [Factor(1 / before[-1].factors[0].value, "", None)]
    is_sum = any(_comes_to(fen, [*repeats, *of_one], one) for fen in sums)
    is_near = is_near_as_sum(round(one["base_value"] * 100), sums[0])
    return Stated(one, before, []) if is_near and not is_sum else None


def _may_be_stated(one: TableRow) -> bool:
    """Whether money may be the sum of all that stands before it: 全年人员支出."""
    is_own = one["role"] == "total_cost" and one["goal_id"] and one["comparator"] in (None, "=") and not one["payer"]
    return bool(is_own) and not is_on_top(one) and may_say_sum(clause_before(one).strip())


def _over_years() -> list[str]:
    return [*vocabulary.load("quantities")["over_years"], *vocabulary.load("quantities")["baseline"]["earlier"]]


def _added(others: Sequence[TableRow], one: TableRow) -> list[TableRow]:
    """Money that is added to products where 总计 says that all before is: 机器1台58万元，床4张、每张3.5万元，总计72万元.

    Empty where something else stands there too: a part, a share, an earlier sum, a count that no money follows.
    """
    if not clause_before(one).strip().endswith(tuple(vocabulary.load("quantities")["sum_of_list"])):
        return []
    money = [row for row in others if row["role"] == "total_cost"]
    starts = {row["start_char"] for row in money}
    counts = [row for row in others if row["role"] != "total_cost"]
    is_plain = all(
        not row["is_part"] and not row["payer"] and not row["of_year"] and not row["summed_in_id"] for row in money
    )
    are_paid = all(row["end_char"] in starts for row in counts)
    sums = tuple(vocabulary.load("quantities")["sums"])
    is_no_sum = all(not clause_before(row).strip().endswith(sums) for row in money)
    return money if is_plain and are_paid and is_no_sum and one["comparator"] is None else []


def _is_stated(one: TableRow) -> bool:
    """Whether words directly in front of money of a goal say that it is the sum of what stands before."""
    if one["role"] != "total_cost" or not one["goal_id"] or one["comparator"] not in (None, "=") or one["payer"]:
        return False
    words = vocabulary.load("quantities")
    clause = clause_before(one).strip()
    says = clause.endswith((*words["sums"], *words["over_all_year"])) or says_sum(clause)
    return says and not is_on_top(one)


def _has_one_count(term: Term, one: TableRow, quantities: Sequence[TableRow]) -> bool:
    """Whether the sentence of a sum prints one count for a price: 雨量站32处、水位站11处，每站50元 has two."""
    unit = term.price.unit or ""
    before = [row for row in quantities if _is_in_front(row, one) and row["role"] in ("count", "other")]
    fitting = {row["base_value"] for row in before if in_unit(row["base_unit"], row["subject"], unit)}
    price = term.price.printed[0]
    own = [row for row in before if row["id"] == price["counted_by_id"]]
    is_next = bool(own) and not re.search(
        r"[,;。\d]", half_width(one["goal_text"])[own[0]["end_char"] : price["start_char"]]
    )
    return len(fitting) <= 1 or bool(own and (own[0]["tier"] or is_next))


def _may_be_of_sum(row: TableRow, prices: Sequence[Price], used: set[str | None]) -> bool:
    """Whether a number in front of a sum may be what the sum is of instead: other money, or a count behind the last price."""
    if row["role"] == "total_cost":
        return True
    last = max(price.printed[0]["start_char"] for price in prices) if prices else 0
    return row["role"] == "count" and row["start_char"] > last and row["id"] not in used


def _is_before(row: TableRow, one: TableRow) -> bool:
    """Whether a number stands in front of another in its goal, in any sentence: 2台，单价38万元；12台，…，设备款合计94万元."""
    return bool(row["goal_id"] == one["goal_id"] and row["start_char"] < one["start_char"])


def _is_in_front(row: TableRow, one: TableRow) -> bool:
    """Whether a number stands in front of another in its sentence."""
    if row["goal_id"] != one["goal_id"] or row["start_char"] >= one["start_char"]:
        return False
    return bool(row["start_char"] >= sentence_start(half_width(one["goal_text"]), one["start_char"]))


def _comes_to(fen: int, repeats: Iterable[Factor], one: TableRow, in_months: bool = True) -> bool:
    """Whether a sum of products, or that repeated as goals print it or over months, is the printed one but for rounding."""
    printed = round(one["base_value"] * 100)
    decimals = len(re.sub(r"[^\d.]", "", half_width(one["text"])).partition(".")[2])
    allowed = one["base_value"] / one["value"] * 100 * 10**-decimals if one["value"] else 0
    values = [factor.value for factor in repeats]
    times = [1.0, *values, *(first * second for first, second in combinations(values, 2))]
    times += map(float, _MONTHS) if in_months else ()
    return any(abs(fen * factor - printed) < max(allowed, 1) for factor in times)
