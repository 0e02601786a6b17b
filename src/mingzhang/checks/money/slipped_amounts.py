"""Money of goals that is the project's amount but for a slip of the pen: 共需资金762.6万元 and an amount of 726.60.

Two digits that changed places, one wrong digit of three and more, or a point at another place are no chance: little is asked
of the words then. What adds up to the amount by any of the printed money is no slip.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.money.named_amounts import speaks_of_other_money
from mingzhang.checks.sizes import is_slip, is_transposed
from mingzhang.parse.quantities import read_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_LEAST, _MOST = 2, 8
_TWICE = 2
_WAN = 10_000  # yuan
_TENFOLD = 100  # the most by which a point is moved
_ENDS = re.compile(r"[,;。:!?\n(]")


def money_slipped(goals: str, amount_fen: int) -> str:
    """JSON of the only money of goals that is said to be a sum and is the amount but for a slip: `fen`, `quote`; else ''."""
    plain, money, amount = *_money_of(goals), amount_fen / 100
    said = [one for one in money if _is_sum(plain, one)]
    slipped = [one for one in said if is_copied_wrongly(_yuan(one), amount)]
    if len({_yuan(one) for one in slipped}) != 1 or _adds_up(money, amount) or speaks_of_other_money(plain):
        return ""
    start = slipped[0].start - len(_ENDS.split(plain[: slipped[0].start])[-1])
    quote = goals[start : slipped[0].end].strip()
    return json.dumps({"fen": round(_yuan(slipped[0]) * 100), "quote": quote, "others": []}, ensure_ascii=False)


def money_listed(goals: str, amount_fen: int) -> str:
    """JSON of what all money that goals list comes to, where that is the amount but for a slip; else ''.

    `fen`, `terms` as they are added, `sum` and `quote`, the text of the list.
    """
    plain, money, amount = *_money_of(goals), amount_fen / 100
    listed_money = [one for one in money if not (_is_sum(plain, one) and _is_told_by(one, money))]
    if not _LEAST <= len(listed_money) <= _MOST or _adds_up(money, amount) or speaks_of_other_money(plain):
        return ""
    total = sum(map(_yuan, listed_money))
    first, last = listed_money[0], listed_money[-1]
    start = first.start - len(_ENDS.split(plain[: first.start])[-1])
    is_list = re.search(rf"[。\n]|{_parts()}|{either(listed('left-open'))}", plain[start : last.end + 3]) is None
    if not is_list or not is_copied_wrongly(total, amount) or not 0.5 < total / amount < _TWICE:
        return ""
    terms = " + ".join(goals[one.start : one.end] for one in listed_money)
    shown = f"{plain_number(round(total / _WAN, 6))} 万元"
    quote = goals[start : last.end].strip()
    return json.dumps({"fen": round(total * 100), "terms": terms, "sum": shown, "quote": quote}, ensure_ascii=False)


def is_copied_wrongly(one: float, other: float) -> bool:
    """Whether two sums in yuan are one number that was copied wrongly; a point is moved by two places at most."""
    first, second = round(one / _WAN, 6), round(other / _WAN, 6)
    if not first or not second or first == second or not 1 / _TENFOLD <= first / second <= _TENFOLD:
        return False
    return is_transposed(first, second) or is_slip(first, second)


def _money_of(goals: str) -> tuple[str, list[QuantityReading]]:
    """A text in half width, and its exact sums of money that are no prices."""
    return _money_read(goals, vocabulary.in_use())


@lru_cache(maxsize=1)  # a check asks of each text what it lists, and then what slipped
def _money_read(goals: str, _: vocabulary.Vocabulary) -> tuple[str, list[QuantityReading]]:
    plain = half_width(goals)
    if plain.count("元") == 0:
        return plain, []
    money = [one for one in read_quantities(goals) if one.base_unit == "元" and one.base_value]
    return plain, [
        one for one in money if one.role in ("total_cost", "other") and one.comparator in (None, "=") and not one.per
    ]


def _yuan(one: QuantityReading) -> float:
    return float(one.base_value or 0)


def _is_sum(plain: str, one: QuantityReading) -> bool:
    """Whether the clause in front of money says that it is all that is needed."""
    clause = _ENDS.split(plain[: one.start])[-1]
    return re.search(either(listed("says-all-needed")), clause) is not None and not re.search(_parts(), clause)


def _parts() -> str:
    """What says that money is a part of other money: 其中."""
    return "|".join(vocabulary.load("quantities")["parts"])


def _is_told_by(one: QuantityReading, money: Sequence[QuantityReading]) -> bool:
    """Whether a sum is that of the money in front of it, so that it is not added once more."""
    before = [_yuan(other) for other in money if other.start < one.start]
    return any(abs(sum(before[at:]) - _yuan(one)) < 1 for at in range(len(before) - 1))


def _adds_up(money: Sequence[QuantityReading], amount: float) -> bool:
    """Whether any of the printed money, or some of it together, is the amount."""
    values = [_yuan(one) for one in money[:_MOST]]
    return any(abs(sum(some) - amount) < 1 for size in range(1, len(values) + 1) for some in combinations(values, size))
