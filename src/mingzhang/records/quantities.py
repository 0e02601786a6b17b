"""A number in a text and its meaning, and what tells it apart from others of its kind."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Context:
    """What tells a quantity apart.

    `tier` are words for a kind or grade (一档, 二等奖), `payer` the level or source that pays, `of_year` the year that it is
    of. `part_of`, `counted_by` and `summed_in` name another quantity of the same text by its place there, from 0: the whole of
    a part (-1: a part of a whole that is not found), the number that a price is multiplied by, and the number that is said
    to be the sum of a list with this one in it.
    """

    tier: str | None = None
    payer: str | None = None
    of_year: int | None = None
    part_of: int | None = None
    counted_by: int | None = None
    summed_in: int | None = None


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A quantity in a text: what it is (`role`), of what (`subject`), for each what (`per`), and where it is printed.

    `role` is count, unit_cost, total_cost, rate, date, baseline (what was before) or other; `per` what a unit cost is for
    each of (人, 人年). `value` is a number, an ISO date where the role is date, and None for what is named without a number
    (其余费用). `start` and `end` count characters of the text.
    """

    role: str
    subject: str | None
    per: str | None
    comparator: str | None
    value: Decimal | str | None
    unit: str | None
    base_value: Decimal | str | None
    base_unit: str | None
    start: int
    end: int
    context: Context = field(default_factory=Context)
