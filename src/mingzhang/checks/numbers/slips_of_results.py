"""Actual values that are a slip of a number that a report confirms: 21期，每期60人，共1260人次, and a value of 1620."""

import re
from collections.abc import Sequence
from math import isclose, prod

from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.checks.sizes import is_slip, is_transposed
from mingzhang.checks.words.subjects import bare_name, in_same_words
from mingzhang.parse.per import units_of
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either

_LEAST = 100  # of two digits others are alike by chance
_PEOPLE = {"人", "人次"}


def slip_of_result(report: str, rows: Sequence[TableRow], reached: float, unit: str, name: str) -> TableRow | None:
    """The one number of a report that its other numbers come to, and that a result is a slip of; None where none is.

    `rows` are the definite numbers of the report, `reached` and `unit` are the result in base units, `name` is the indicator's.
    """
    same = [one for one in rows if _is_count(one) and _is_in(unit, one)]
    around, own = in_same_words(report), bare_name(name)
    if reached < _LEAST or any(isclose(one["base_value"], reached) for one in same) or _names_another(around, own):
        return None
    is_named = any(own[at : at + 2] in around for at in range(len(own) - 1))
    found = [
        one
        for one in same
        if one["base_value"] >= _LEAST
        and (is_transposed(one["base_value"], reached) or (is_named and is_slip(one["base_value"], reached)))
        and _is_confirmed(one, rows, same)
    ]
    return found[0] if len(found) == 1 else None


def _is_count(one: TableRow) -> bool:
    is_definite = one["comparator"] in (None, "=") and not one["per"] and not one["is_part"]
    return is_definite and one["role"] in ("count", "other") and one["base_value"] > 1


def _is_in(unit: str, one: TableRow) -> bool:
    return one["base_unit"] == unit or {one["base_unit"], unit} == _PEOPLE


def _names_another(around: str, name: str) -> bool:
    """Whether an indicator names what tells things apart and the report does not."""
    apart = either([*listed("telling-apart"), *listed("tells-counts-apart")])
    return any(word not in around for word in re.findall(apart, name))


def _is_confirmed(one: TableRow, rows: Sequence[TableRow], same: Sequence[TableRow]) -> bool:
    """Whether a number is what all others in its unit come to, or a count for each of something times another count."""
    others = [row["base_value"] for row in same if row is not one]
    if len(others) > 1 and isclose(sum(others), one["base_value"]):
        return True
    for each in rows:
        often = prod(IN_A_YEAR.get(unit, 1) for unit in units_of(each["per"])) if each["per"] else 0
        for count in rows if often else ():
            product = each["base_value"] * count["base_value"]
            is_product = any(isclose(product * times, one["base_value"]) for times in {1, often})
            if is_product and _is_count(count) and count["base_unit"] != each["base_unit"]:
                return True
    return False
