"""The ways in which the prices and counts of a project may be meant, and which of them explains its amount."""

from collections.abc import Iterator
from itertools import combinations, islice, product

from mingzhang import vocabulary
from mingzhang.checks.money.phrases import (
    is_said_to_be_all,
)
from mingzhang.checks.money.prices import (
    IN_A_YEAR,
    in_units_of,
    may_be_same_price,
)
from mingzhang.checks.money.project_money import ProjectMoney, fen_of_costs
from mingzhang.checks.money.sentences import names_nothing
from mingzhang.checks.money.terms import Factor, Term, expression_of
from mingzhang.dictionary.languages import Texts
from mingzhang.parse.context import in_unit
from mingzhang.store.rows import TableRow

_MOST_READINGS = 4096  # readings of one project that are tried; more than any real one has

# How many of a time a year has, where nothing is printed; fewer of them may be meant.
_IN_A_YEAR = {unit: number for unit, number in IN_A_YEAR.items() if number > 1}


class MoneyReadings:
    """The readings of the money of a project, as printed first."""

    def __init__(self, money: ProjectMoney) -> None:
        self.money = money

    def explained(self) -> tuple[str, Texts] | None:
        """How the amount is explained, with the expression by language; None when nothing explains it."""
        if self.money.amount is None or not self.money.prices or len(self.money.terms) < len(self.money.prices):
            return None
        for terms, said in self._readings():
            fen = sum(term.fen for term in terms)
            for costs in _subsets([*self.money.costs, *self._named_money()]):
                if self._is_amount(fen + fen_of_costs(costs)):
                    exact = fen + fen_of_costs(costs) == self.money.amount
                    how = "with-others" if costs else said
                    return ("rounded" if not exact and how == "equal" else how), expression_of(terms, costs)
        return self._explained_by_other_amount()

    def _explained_by_other_amount(self) -> tuple[str, Texts] | None:
        """A self-evaluation prints what the year's budget became and what was spent; prices may be of any of these."""
        for terms in (self.money.terms, *self._over_time()) if self.money.other_amounts else ():
            fen = sum(term.fen for term in terms)
            for costs in ((), tuple(self.money.costs)):
                if any(
                    abs(fen + fen_of_costs(costs) - other) <= self.money.allowed for other in self.money.other_amounts
                ):
                    return "other-amount", expression_of(terms, costs)
        return None

    def _named_money(self) -> list[TableRow]:
        """Money of a goal that is only called money (费用8.80万元): a sum of what stands before, or one more cost."""
        products = {term.fen for term in self.money.terms}
        return [
            one for one in self.money.sums if is_said_to_be_all(one) and round(one["base_value"] * 100) not in products
        ]

    def _is_amount(self, fen: int) -> bool:
        assert self.money.amount is not None
        return abs(fen - self.money.amount) <= self.money.allowed

    def _readings(self) -> Iterator[tuple[list[Term], str]]:
        """The ways in which the terms may be meant: as printed first, then with other months, counts and repetitions."""
        yield self.money.terms, "equal"
        if len(of_goals := self._without_contested()) < len(self.money.terms):
            yield of_goals, "alternative"
        if in_place := self._parts_in_place():
            yield in_place, "alternative"
        named = [term for term in self.money.terms if not names_nothing(term.price, self.money.prices)]
        if len(named) < len(self.money.terms):
            yield named, "alternative"
        for term in self._over_time():
            yield term, "over-time"
        others = [] if self._are_paired() else [list(self._with_other_counts(term)) for term in self.money.terms]
        options = [[term, *other] for term, other in zip(self.money.terms, others, strict=False)]
        for terms in islice(product(*options), 1, _MOST_READINGS):
            yield list(terms), "alternative"
        for share in self._shares():
            yield [Term(term.price, (*term.factors, share), False) for term in self.money.terms], "alternative"
        for repeats in _some(self.repeats()):
            yield [Term(term.price, (*term.factors, *repeats), False) for term in self.money.terms], "alternative"

    def _are_paired(self) -> bool:
        """Whether several prices each stand with a count of their own in a sentence, so that they are multiplied so alone."""
        numbers = [one for one in self.money.quantities if one["goal_id"] and one["role"] in ("count", "unit_cost")]
        places = {one["id"]: at for at, one in enumerate(numbers)}
        prices = [places.get(term.price.printed[0]["id"], -1) for term in self.money.terms]
        counts = [places.get(term.factors[0].quantity_id or "", -1) for term in self.money.terms]
        is_each_next = all(price == count + 1 for price, count in zip(prices, counts, strict=True))
        first = min(counts, default=-1)
        in_order = [*counts, *prices] == list(range(first, first + 2 * len(prices)))  # 分别为
        return len(prices) > 1 and first >= 0 and (is_each_next or in_order)

    def _without_contested(self) -> list[Term]:
        """The terms without prices that only indicators print and that may be a price of the goals with another number."""
        of_goals = [price for price in self.money.prices if any(one["goal_id"] for one in price.printed)]
        others = [price for price in self.money.prices if price not in of_goals]
        is_only = len(of_goals) == len(others) == 1
        again = [price for price in others if any(may_be_same_price(one, price, is_only) for one in of_goals)]
        return [term for term in self.money.terms if term.price not in again]

    def _over_time(self) -> Iterator[list[Term]]:
        """The terms over one to twelve months, where how many is not printed."""
        times = {part for price in self.money.prices for part in price.parts if part in _IN_A_YEAR}
        for time in times:
            for number in range(1, _IN_A_YEAR[time] + 1):
                yield [
                    Term(
                        term.price,
                        tuple(
                            Factor(number, factor.unit, None) if factor.quantity_id is None else factor
                            for factor in term.factors
                        ),
                        False,
                    )
                    for term in self.money.terms
                ]

    def _with_other_counts(self, term: Term) -> Iterator[Term]:
        """A term with each other count in its unit."""
        unit = term.price.unit or ""
        for count in self.money.counts:
            if in_unit(count["base_unit"], count["subject"], unit) and count["id"] != term.factors[0].quantity_id:
                own = Factor(in_units_of(term.price, count), unit, count["id"])
                yield Term(term.price, (own, *term.factors[1:]), False)
        others = {factor.quantity_id for one in self.money.terms if one is not term for factor in one.factors}
        listed_with = [
            count
            for count in self.money.counts
            if count["role"] == "count"
            and count["goal_id"] == term.price.printed[0]["goal_id"]
            and not count["is_part"]
            and count["id"] not in others
        ]
        if term.price.printed[0]["goal_id"] and len(listed_with) > 1:  # 记录仪120台、对讲机60部，单价均为2000元
            together = Factor(sum(count["base_value"] for count in listed_with), unit, listed_with[0]["id"])
            yield Term(term.price, (together, *term.factors[1:]), False)

    def _shares(self) -> list[Factor]:
        """Shares below the whole that goals print and that may be what is paid now: 按80%安排."""
        found = {
            one["base_value"]: Factor(one["base_value"], "%", one["id"])
            for one in self.money.quantities
            if one["goal_id"] and one["base_unit"] == "%" and 0 < one["base_value"] < 100
        }
        return list(found.values())[:4]

    def repeats(self) -> list[Factor]:
        """Numbers that may repeat what is paid for though the price does not say so: 3天, 2次, 12个月."""
        units = set(vocabulary.load("quantities")["repeats"])
        found = {
            (one["base_value"], one["base_unit"]): Factor(one["base_value"], one["unit"] or "", one["id"])
            for one in self.money.counts
            if one["base_unit"] in units and one["base_value"] > 1
        }
        return list(found.values())[:6]

    def _parts_in_place(self) -> list[Term] | None:
        """The terms, each without those of its count that have a price of their own: 213户每户1.5万元；其中8户3万元."""
        counted = {term.factors[0].quantity_id for term in self.money.terms}
        parts = [one for one in self.money.counts if one["id"] in counted and one["part_of_id"] in counted]
        taken: dict[str, float] = {}
        for one in parts:
            taken[one["part_of_id"]] = taken.get(one["part_of_id"], 0) + one["base_value"]
        return (
            [_less(term, taken.get(term.factors[0].quantity_id or "", 0)) for term in self.money.terms]
            if parts
            else None
        )


def _subsets(costs: list[TableRow]) -> Iterator[tuple[TableRow, ...]]:
    """No other cost, all of them, then each other choice."""
    yield ()
    for size in range(len(costs), 0, -1):
        yield from islice(combinations(costs, size), 64)


def _some(factors: list[Factor]) -> Iterator[tuple[Factor, ...]]:
    for size in (1, 2):
        yield from combinations(factors, size)


def _less(term: Term, number: float) -> Term:
    """A term with so many fewer of what it counts."""
    first, *others = term.factors
    return Term(term.price, (Factor(first.value - number, first.unit, first.quantity_id), *others), False)
