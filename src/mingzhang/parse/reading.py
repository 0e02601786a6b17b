"""A quantity as a text gives it, and what tells it apart from others of its kind."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Context:
    """What tells a quantity apart.

    `tier` are words for a kind or grade (一档, 二等奖); `payer` the level or source that pays; `of_year` the year of
    it; `part_of` the place in the list of the whole that it is a part of, -1 where its whole is not found, None where it is no
    part; `counted_by` the place of the number that a price is multiplied by, by its place in the sentence; `summed_in` the
    place of the number that is said to be the sum of a list with this one in it.
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

    `value` is a decimal number, an ISO date where the role is date, and None for what is named without a number (其余费用).
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
