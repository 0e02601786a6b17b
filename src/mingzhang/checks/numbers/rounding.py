"""A number in full beside the same one rounded: 15330吨, and 1.53万吨."""

import re

from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

# A rounded number has so many digits at least; with two, 1.5万 would be 14600. What was computed may be rounded further.
_DIGITS, _DIGITS_OF_COMPUTED = 3, 2


def is_rounded(one: TableRow, other: TableRow) -> bool:
    """Whether one of two numbers in base units is printed in a larger unit (万, 公里) to which the other one rounds."""
    if {one["comparator"], other["comparator"]} - {None, "="}:
        return False
    is_computed = "product" in one
    least = _DIGITS_OF_COMPUTED if is_computed else _DIGITS
    return _rounds_to(one, other, least) or (not is_computed and _rounds_to(other, one, least))


def _rounds_to(full: TableRow, rounded: TableRow, least: int) -> bool:
    """Whether a number is not printed in the larger unit, and the other one is what it comes to there, up to the last digit."""
    scale = rounded["base_value"] / rounded["value"] if rounded["value"] else 1
    digits, _, decimals = re.sub(r"[^\d.]", "", half_width(rounded["text"])).partition(".")
    if scale <= 1 or not decimals or len((digits + decimals).strip("0")) < least:
        return False
    step = scale * 10 ** -len(decimals)
    miss = abs(full["base_value"] - rounded["base_value"])
    return bool(step > 1 and 0 < miss < step / 2)
