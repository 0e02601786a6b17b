"""What an accusation rests on: the numbers that it quotes, their project, and all that the project prints."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import isclose

from mingzhang.checks.sizes import is_transposed
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_TENFOLD = (0.01, 0.1, 10, 100)


@dataclass(frozen=True)
class Ground:
    """The numbers that a finding quotes, in the order of its evidence, beside everything printed in their project."""

    check_id: str
    project: TableRow
    used: tuple[TableRow, ...]  # rows of `quantities`
    prices: frozenset[str]  # those of `used` that are quoted as prices of a product
    quantities: tuple[TableRow, ...]
    goals: dict[str, TableRow]
    indicators: dict[str, str]  # id -> name
    expected: str  # of the finding, in words; of a number that is computed, its arithmetic
    difference: float | None  # of the finding, in yuan: what was computed less what is printed
    is_of_confirmed: bool  # whether other arithmetic confirms the number of the goal
    other_amounts: tuple[int, ...]  # what the sheet prints beside the amount, in fen

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the project and its indicators."""
        return (self.project["name"] or "", *self.indicators.values())

    @property
    def is_product(self) -> bool:
        """Whether prices times counts are held against money."""
        return bool(self.prices)

    @property
    def is_below_amount(self) -> bool:
        """Whether what the prices come to is said to be less than the amount."""
        return self.difference is not None and self.difference < 0

    @property
    def is_pair(self) -> bool:
        """Whether two numbers are said to be of one thing."""
        return self.check_id.rpartition("contradicts")[1] != ""

    @property
    def is_of_indicators(self) -> bool:
        """Whether indicators are held against each other, whose numbers the goals may print again."""
        return self.check_id == "indicator-contradicts-indicator"

    @property
    def is_of_stock(self) -> bool:
        """Whether a stock, with what is added and taken away, is held against what there is then."""
        return (self.is_pair or self.check_id == "numbers-disagree") and " − " in self.expected

    @property
    def is_grown_stock(self) -> bool:
        """Whether what there was and what is added are held against what there is then."""
        return self.check_id == "numbers-disagree" and " + " in self.expected

    @property
    def is_sum_of_named(self) -> bool:
        """Whether the sum of numbers that an indicator names, or a stock, is held against what is printed."""
        return self.is_pair and " + " in self.expected

    @property
    def is_slip(self) -> bool:
        """Whether the two sides differ by two digits that changed places, so that they are surely of one thing."""
        if self.is_product:
            amount = (self.project["amount_fen"] or 0) / 100
            return self.difference is not None and is_transposed(round(amount + self.difference, 2), amount)
        both = self.used[0]["base_value"], self.used[-1]["base_value"]
        return self.is_pair and len(self.used) > 1 and is_transposed(*both)

    @property
    def is_tenfold(self) -> bool:
        """Whether prices times counts come to just the amount with its point moved, and no ten is printed that explains it."""
        amount = (self.project["amount_fen"] or 0) / 100
        if not self.is_product or self.difference is None or not amount:
            return False
        product = round(amount + self.difference, 2)
        is_moved = any(isclose(product * times, amount) for times in _TENFOLD)
        return is_moved and not any(one["base_value"] in _TENFOLD for one in self.quantities)

    @property
    def is_confirmed_slip(self) -> bool:
        """Whether goals print the very product too, and the amount is that with its point moved or two digits exchanged."""
        amount = (self.project["amount_fen"] or 0) / 100
        if not self.is_product or self.difference is None or not amount:
            return False
        product = round(amount + self.difference, 2)
        is_printed = any(
            one["goal_id"] and one["role"] == "total_cost" and one["base_value"] == product for one in self.quantities
        )
        return is_printed and (
            is_transposed(product, amount) or any(isclose(product * times, amount) for times in _TENFOLD)
        )

    @property
    def is_of_parts(self) -> bool:
        """Whether parts are held against their whole."""
        return self.check_id == "of-which-parts"

    @cached_property
    def texts(self) -> dict[str, str]:
        """Goal -> its text in half width."""
        return {goal_id: half_width(goal["text"]) for goal_id, goal in self.goals.items()}

    def in_goals(self) -> list[TableRow]:
        """The quoted numbers that stand in goals."""
        return [one for one in self.used if one["goal_id"] in self.goals]

    def words_in_front(self, one: TableRow) -> str:
        """The words of its clause in front of a number of a goal, from the number before on."""
        plain = self.texts[one["goal_id"]]
        ends = [
            other["end_char"]
            for other in self.quantities
            if other["goal_id"] == one["goal_id"] and other["end_char"] <= one["start_char"]
        ]
        return plain[max([clause_start(plain, one["start_char"]), *ends]) : one["start_char"]].rpartition("(")[2]

    def sentences(self) -> list[tuple[str, int, int]]:
        """Goal, start and end of each sentence that the finding rests on: of products all that print money, too."""
        found = {self._around(one, sentence_start, sentence_end): None for one in self.in_goals()}
        if self.is_product:
            money = [one for one in self.quantities if one["base_unit"] == "元" and one["goal_id"] in self.goals]
            found |= {self._around(one, sentence_start, sentence_end): None for one in money}
        return list(found)

    def clauses(self) -> list[tuple[str, int, int]]:
        """Goal, start and end of the clause of each quoted number."""
        return [self._around(one, clause_start, clause_end) for one in self.in_goals()]

    def _around(
        self, one: TableRow, start: Callable[[str, int], int], end: Callable[[str, int], int]
    ) -> tuple[str, int, int]:
        plain = self.texts[one["goal_id"]]
        return one["goal_id"], start(plain, one["start_char"]), end(plain, one["end_char"])
