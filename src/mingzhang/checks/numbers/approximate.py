"""A number with 约 in a goal that is not that of an indicator even when it is rounded: 约1500户, and 1200户."""

import re

from mingzhang.checks.lists import listed, threshold
from mingzhang.checks.sizes import is_transposed
from mingzhang.checks.words.subjects import bare_name
from mingzhang.parse.context import sentence_start
from mingzhang.parse.quantities import read_quantities
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.search import fold
from mingzhang.text.numbers import comparable, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either, half_width

_ROUNDED = 0.1  # 约 may leave out so much of a number, or what its last digit is worth


def about_another(goals: str, name: str, comparator: str, value: float, unit: str) -> str:
    """The clause of goals whose number with 约 is of what an indicator counts and not its number; '' where none is.

    It must be the only number of the goals in its unit that is for each of nothing, and its words those of the indicator.
    """
    plain = half_width(goals)
    found = re.finditer(rf"约\s*(?P<number>{NUMERAL})\s*(?P<unit>{unit_pattern()})", plain)
    about = [(match, _number(match)) for match in found]
    same = [(match, number) for match, (number, base) in about if base == unit and number]
    if len(same) != 1 or any(one.base_unit == unit and one.per is None for one in read_quantities(goals)):
        return ""
    ((match, number),) = same
    first, last = clause_start(plain, match.start()), clause_end(plain, match.end())
    words = plain[first : match.start()] + re.split(r"\d", plain[match.end() : last])[0]
    if not _differs(number, match["number"], comparator, value) or re.search(either(listed("not-of-all")), words):
        return ""
    names_nothing = not re.search(r"[\u4e00-\u9fff]", re.sub(either(listed("says-nothing")), "", words))
    around = plain[sentence_start(plain, first) : last] if names_nothing else words
    key = bare_name(name)
    chunks = [key[at : at + 2] for at in range(0, len(key) - 1, 2)]
    is_named = len(key) > 1 and all(chunk in fold(around) for chunk in (*chunks, key[-2:]))
    return goals[first:last].strip() if is_named else ""


def _number(match: re.Match[str]) -> tuple[float, str | None]:
    value = read_numeral(match["number"])
    base, unit = comparable(value, match["unit"]) if value is not None else (0, None)
    return float(base), unit


def _differs(number: float, printed: str, comparator: str, value: float) -> bool:
    """Whether a rounded number cannot be the one of a target, and is yet near enough to be meant as such."""
    digits = printed.replace(".", "").rstrip("0").lstrip("0")
    step = number / int(digits) if digits.isdigit() else 0.0
    allowed = max(_ROUNDED * number, step)
    too_low, too_high = number + allowed < value, number - allowed > value
    is_apart = {"≥": too_low, ">": too_low, "≤": too_high, "<": too_high}.get(comparator, too_low or too_high)
    low, high = sorted((number, value))
    is_near = low > 0 and high / low <= threshold("numbers-apart")
    return is_apart and (is_near or is_transposed(number, value))
