"""Whether two printed numbers that differ may be one number, written wrongly once: by their size and digits alone.

People who copy a number wrongly change a digit or two places, or estimate it anew; the number stays near. Two numbers that
are far apart are mostly of two things, whatever the words around them seem to say (docs/decisions.md has the figures).
"""

import re
from typing import Literal

from mingzhang.checks.lists import threshold
from mingzhang.text.numerals import plain_number

Distance = Literal["near", "apart", "far"]

_ENOUGH_DIGITS = (
    3  # of numbers of two digits one digit differs in every fifth pair by chance, of 200 and 300 it says nothing
)


def distance(first: float, second: float) -> Distance:
    """How far apart two numbers of one unit are: near, which slips are too; apart; or far. The limits are in thresholds.yml."""
    if _is_near(first, second, "near-numbers") or is_slip(first, second):
        return "near"
    return "apart" if _is_near(first, second, "numbers-apart") else "far"


def is_near_as_sum(first: float, second: float) -> int:
    """1 when a number that is computed and one that is printed may be one number."""
    return int(distance(first, second) != "far")


def _is_near(first: float, second: float, limit: str) -> bool:
    low, high = sorted((abs(first), abs(second)))
    is_small = high < threshold("small-count") and float(first).is_integer() and float(second).is_integer()
    if is_small and high - low <= threshold("small-count-difference"):
        return True
    return low > 0 and high / low <= threshold(limit) + 1e-9


def is_slip(first: float, second: float) -> bool:
    """Whether one number is the other with two neighbouring digits exchanged, one digit changed, or the point moved."""
    one, other = _digits(first), _digits(second)
    if not one or not other:
        return False
    if one == other:
        return first != second
    if is_transposed(first, second):
        return True
    if len(one) != len(other) or not 0.1 <= abs(first / second) <= 10:
        return False
    changed = sum(one[at] != other[at] for at in range(len(one)))
    return changed == 1 and len(one) > 1 and min(map(_length, (first, second))) >= _ENOUGH_DIGITS


def has_one_digit_wrong(one: float, other: float) -> bool:
    """Whether two numbers of two digits and more are the same but for one digit: 15 and 25."""
    first, second = plain_number(round(one, 6)), plain_number(round(other, 6))
    return len(first) == len(second) > 1 and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def is_transposed(one: float, other: float) -> bool:
    """Whether the digits of two numbers are the same but for two neighbours that changed places: 1200 and 1020."""
    first, second = plain_number(one), plain_number(other)
    if len(first) != len(second) or first == second or first.find(".") != second.find("."):
        return False
    first, second = first.replace(".", ""), second.replace(".", "")
    places = [at for at in range(len(first)) if first[at] != second[at]]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    at = places[0]
    return first[at : at + 2] == second[at : at + 2][::-1]


def _length(value: float) -> int:
    """How many digits a number is printed with: 320 has three, 12.5 too."""
    return len(f"{abs(value):.4f}".rstrip("0").replace(".", "").lstrip("0"))


def _digits(value: float) -> str:
    """The digits of a number that say something: 28, 0.28 and 2800 are all "28"."""
    return re.sub(r"^0+|0+$", "", f"{abs(value):.4f}".replace(".", ""))
