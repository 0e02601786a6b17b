"""The money that one project prints: prices with the counts that they are multiplied by, other costs, and sums."""

import re
from collections.abc import Iterable, Sequence

from mingzhang import vocabulary
from mingzhang.checks.money.phrases import (
    is_cost,
    is_of_other_year,
    is_on_top,
    is_sum_of_what_precedes,
    is_what_goals_begin_with,
)
from mingzhang.checks.money.prices import (
    IN_A_YEAR,
    Price,
    counts_of,
    definite_count,
    in_units_of,
    least_count,
    prices_of,
)
from mingzhang.checks.money.sentences import has_unread_count, is_average_of_other_money, is_restated
from mingzhang.checks.money.terms import Factor, Term, unit_shown
from mingzhang.parse.context import in_unit
from mingzhang.parse.per import EACH_OF_THEM, is_time, units_of
from mingzhang.store.rows import TableRow

# How many of a time a year has, where nothing is printed; fewer of them may be meant.
_IN_A_YEAR = {unit: number for unit, number in IN_A_YEAR.items() if number > 1}

_UNITS_OF_TIME = {"月": "个月", "天": "天", "周": "周", "学期": "学期", "季度": "季度", "年": "年"}


class ProjectMoney:
    """The money that one project prints: prices with their factors, other costs, sums, shares."""

    def __init__(
        self, project: TableRow, quantities: list[TableRow], goals: str, other_amounts: Sequence[int] = ()
    ) -> None:
        self.project, self.quantities, self.goals = project, quantities, goals
        self.other_amounts = other_amounts
        self.amount: int | None = project["amount_fen"]
        self.allowed: int = (project["step_fen"] or 0) // 2
        self.counts = counts_of(quantities)
        prices = prices_of(quantities)
        self.prices = [
            price
            for price in prices
            if not is_restated(price, prices) and not is_average_of_other_money(price, quantities)
        ]
        self.terms = [term for price in self.prices if (term := self._term(price))]
        self.costs, self.sums = self._other_money()

    def _term(self, price: Price) -> Term | None:
        """A price with the factors that it is surely multiplied by; None when no count belongs to it."""
        count = definite_count(price) or least_count(price)
        if count is None or has_unread_count(price, self.quantities):
            return None
        if count["per"] == EACH_OF_THEM:
            return self._term_of_each(price, count)
        own = Factor(in_units_of(price, count), unit_shown(price, count), count["id"])
        times, is_sure = self._times(price, count)
        return Term(price, (own, *times), is_sure and definite_count(price) is not None)

    def _term_of_each(self, price: Price, count: TableRow) -> Term | None:
        """A price whose count is for each of what stands before: 5个法庭各1套, or of which an indicator prints the sum."""
        times, is_sure = self._times(price, {**count, "per": None})
        others = [one for one in self.counts if one["base_unit"] == count["base_unit"] and one["per"] is None]
        if len({one["base_value"] for one in others}) == 1:
            own = Factor(in_units_of(price, others[0]), unit_shown(price, others[0]), others[0]["id"])
            return Term(price, (own, *times), is_sure)
        before = [
            one
            for one in self.counts
            if one["goal_id"]
            and one["goal_id"] == count["goal_id"]
            and one["start_char"] < count["start_char"]
            and not one["per"]
        ]
        own = Factor(in_units_of(price, count), unit_shown(price, count), count["id"])
        if not before:
            return Term(price, (own, *times), False)
        each = Factor(before[-1]["base_value"], before[-1]["unit"] or "", before[-1]["id"])
        return Term(price, (own, each, *times), is_sure)

    def _times(self, price: Price, count: TableRow) -> tuple[list[Factor], bool]:
        """How often a price is paid for each that is counted (12个月), and whether that is settled."""
        found = [self._repeat(unit, price) for unit in self._further_units(price, count)]
        return [factor for factor, _ in found if factor], all(factor and is_printed for factor, is_printed in found)

    def _further_units(self, price: Price, count: TableRow) -> list[str]:
        """What a price is per besides what was counted, and what the count itself is per: 每次90户."""
        own = [part for part in price.parts if part not in ("年", EACH_OF_THEM)]
        skip = 1 if own and not is_time(own[0]) else 0
        per = [count["per"]] if count["per"] and count["per"] not in own else []
        return [*own[skip:], *per]

    def _repeat(self, unit: str, price: Price) -> tuple[Factor | None, bool]:
        """How often: the one number in a unit (次, 个月, 天), else what a year has of it; and whether that is settled."""
        base = _UNITS_OF_TIME.get(unit, unit)
        found = [
            one
            for one in self.counts
            if in_unit(one["base_unit"], one["subject"], base) and one["per"] in (None, "期", "次", "班")
        ]
        found = [one for one in found if not is_time(unit) or one["per"] is None or unit == "天"]
        if len({one["base_value"] for one in found}) == 1:
            return Factor(found[0]["base_value"], found[0]["unit"] or base, found[0]["id"]), True
        own = [one for one in found if one["goal_id"] and one["goal_id"] == price.printed[0]["goal_id"]]
        if len({one["base_value"] for one in own}) == 1:
            return Factor(own[0]["base_value"], own[0]["unit"] or base, own[0]["id"]), False
        if unit in _IN_A_YEAR and not found:
            return Factor(_IN_A_YEAR[unit], base, None), True
        return self._times_in_a_year(unit, price) if not found and not is_time(unit) else (None, False)

    def _times_in_a_year(self, unit: str, price: Price) -> tuple[Factor | None, bool]:
        """How often in a year, where the goal of a price says so for a month or quarter: 每月巡查1次，每处每次400元."""
        found = [
            (one, units_of(one["per"]))
            for one in self.counts
            if in_unit(one["base_unit"], one["subject"], unit) and one["per"]
        ]
        times = {(one["base_value"], time): one for one, units in found for time in units if time in _IN_A_YEAR}
        if len(times) != 1 or len(found) != len([one for one, units in found if set(units) & set(_IN_A_YEAR)]):
            return None, False
        ((often, time), one) = next(iter(times)), next(iter(times.values()))
        others = set(units_of(one["per"])) - {time, price.unit, "年"}
        if (
            others
            or not one["goal_id"]
            or one["goal_id"] != price.printed[0]["goal_id"]
            or self._is_of_a_part_of_the_year()
        ):
            return None, False
        return Factor(often * _IN_A_YEAR[time], one["unit"] or unit, one["id"]), one["comparator"] in (None, "=")

    def _is_of_a_part_of_the_year(self) -> bool:
        """Whether goals name months or a season, so that what comes back each month does not do so twelve times."""
        return re.search("|".join(vocabulary.load("quantities")["part_of_a_year"]), self.goals) is not None

    def _other_money(self) -> tuple[list[TableRow], list[TableRow]]:
        """Money printed beside the prices: costs that come on top, and sums (共45万元) and shares of the whole."""
        again = {round(row["base_value"] * 100) for price in self.prices for row in price.printed}
        products = {term.fen for term in self.terms}
        costs: dict[int, TableRow] = {}
        sums: list[TableRow] = []
        for printed in self.quantities:
            if printed["base_unit"] != "元" or printed["role"] not in ("total_cost", "other"):
                continue
            fen = round(printed["base_value"] * 100)
            # 安排101.76万元 is all of it, and no cost beside what it pays for.
            is_all = fen == self.amount and not is_on_top(printed)
            is_shared = printed["payer"] or is_of_other_year(printed)
            is_all_of_it = is_what_goals_begin_with(printed, self.goals)
            if printed["role"] == "other" or is_shared or is_sum_of_what_precedes(printed) or is_all_of_it:
                sums.append(printed)
            elif (
                not is_all
                and not printed["is_part"]
                and is_cost(printed)
                and (is_on_top(printed) or fen not in again | products)
            ):
                costs.setdefault(fen, printed)
        return list(costs.values()), sums


def fen_of_costs(costs: Iterable[TableRow]) -> int:
    """What costs come to, in fen."""
    return sum(round(one["base_value"] * 100) for one in costs)
