"""What a goal says that prices and counts come to (140人，每人600元，共8.4万元), beside what they do come to."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from mingzhang import vocabulary
from mingzhang.checks.equations import wrong_equation
from mingzhang.checks.money_words import clause_before, is_on_top
from mingzhang.checks.prices import Price
from mingzhang.checks.terms import Factor, Term
from mingzhang.parse.context import in_unit, sentence_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_MONTHS = range(2, 13)  # a price may be paid for so many months though the goal prints none


def stated_sum(
    quantities: Sequence[TableRow], prices: Sequence[Price], terms: Sequence[Term], repeats: Sequence[Factor]
) -> tuple[TableRow, list[Term]] | None:
    """The first sum of a goal that is not what the prices and counts of its sentence come to, with their terms.

    `repeats` are numbers that may repeat what is paid though the price does not say so.
    """
    if found := wrong_equation(quantities):
        return found
    for one in quantities:
        if not _is_stated(one):
            continue
        own = [price for price in prices if _is_in_front(price.printed[0], one)]
        of_price = [term for term in terms if term.price in own]
        used = {factor.quantity_id for term in of_price for factor in term.factors}
        others = [row for row in quantities if _is_in_front(row, one) and _may_be_of_sum(row, own, used)]
        is_settled = all(term.is_sure and _has_one_count(term, one, quantities) for term in of_price)
        if own and len(of_price) == len(own) and is_settled and not others:
            of_one = (
                [Factor(1 / of_price[0].factors[0].value, "", None)] if len(of_price) == 1 else []
            )  # 每人每月3000元，全年36000元
            if not _comes_to(sum(term.fen for term in of_price), [*repeats, *of_one], one):
                return one, of_price
    return None


def _is_stated(one: TableRow) -> bool:
    """Whether words directly in front of money of a goal say that it is the sum of what stands before."""
    if one["role"] != "total_cost" or not one["goal_id"] or one["comparator"] not in (None, "=") or one["payer"]:
        return False
    words = vocabulary.load("quantities")
    return clause_before(one).strip().endswith((*words["sums"], *words["over_all_year"])) and not is_on_top(one)


def _has_one_count(term: Term, one: TableRow, quantities: Sequence[TableRow]) -> bool:
    """Whether the sentence of a sum prints one count for a price: 雨量站32处、水位站11处，每站50元 has two."""
    unit = term.price.unit or ""
    before = [row for row in quantities if _is_in_front(row, one) and row["role"] in ("count", "other")]
    fitting = {row["base_value"] for row in before if in_unit(row["base_unit"], row["subject"], unit)}
    own = [row for row in before if row["id"] == term.price.printed[0]["counted_by_id"]]
    return len(fitting) <= 1 or bool(own and own[0]["tier"])


def _may_be_of_sum(row: TableRow, prices: Sequence[Price], used: set[str | None]) -> bool:
    """Whether a number in front of a sum may be what the sum is of instead: other money, or a count behind the last price."""
    if row["role"] == "total_cost":
        return True
    last = max(price.printed[0]["start_char"] for price in prices) if prices else 0
    return row["role"] == "count" and row["start_char"] > last and row["id"] not in used


def _is_in_front(row: TableRow, one: TableRow) -> bool:
    """Whether a number stands in front of another in its sentence."""
    if row["goal_id"] != one["goal_id"] or row["start_char"] >= one["start_char"]:
        return False
    return bool(row["start_char"] >= sentence_start(half_width(one["goal_text"]), one["start_char"]))


def _comes_to(fen: int, repeats: Iterable[Factor], one: TableRow) -> bool:
    """Whether a sum of products, or that repeated as goals print it or over months, is the printed one but for rounding."""
    printed = round(one["base_value"] * 100)
    decimals = len(re.sub(r"[^\d.]", "", half_width(one["text"])).partition(".")[2])
    allowed = one["base_value"] / one["value"] * 100 * 10**-decimals if one["value"] else 0
    values = [factor.value for factor in repeats]
    times = [1.0, *values, *(first * second for first, second in combinations(values, 2)), *map(float, _MONTHS)]
    return any(abs(fen * factor - printed) < max(allowed, 1) for factor in times)
