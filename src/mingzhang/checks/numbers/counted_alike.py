"""Whether two units count things of one kind, and whether a lower bound only leaves a margin below a count."""

import re
from functools import lru_cache

from mingzhang.checks.lists import listed, threshold
from mingzhang.checks.sizes import is_transposed
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number

_ROUND = 5  # of a multiple of it nobody thinks that it was counted


@lru_cache(maxsize=4096)
def counts_alike(unit: str | None, other: str | None) -> bool:
    """Whether two units are one, or classifiers that people use for the same thing: 块 and 个; 台(套) is 台 and 套."""
    if unit == other:
        return unit is not None
    own, others = (set(re.split("[()/]", one or "")) - {""} for one in (unit, other))
    return bool(own & others) or any(
        own & line and others & line for line in (set(group.split()) for group in listed("classifiers-alike"))
    )


def leaves_a_margin(goal: TableRow, indicator: TableRow) -> bool:
    """Whether an indicator only wants a little less, in a rounder number, than a goal plans to do: 比赛98场 and ≥90场.

    Those who set a floor below a plan mean both; 310天 and ≥300天, 98%以上 and ≥95% are no plan and no floor of it.
    """
    value, least = goal["base_value"], indicator["base_value"]
    is_floor = goal["comparator"] in (None, "=") and indicator["comparator"] in ("≥", ">") and goal["role"] == "count"
    if not is_floor or not 0 < least < value <= least * threshold("margin-of-a-floor"):
        return False
    is_round = _figures(least) < _figures(value) or least % _ROUND == 0
    return is_round and not is_transposed(value, least)


def _figures(value: float) -> int:
    """How many digits of a number say something: 1100 has two."""
    return len(plain_number(value).replace(".", "").strip("0"))
