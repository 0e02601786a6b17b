"""A number of each year beside that of all years, in a goal that names the years: 2023—2025年共投入600万元，每年300万元."""

import json
import re

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.sizes import is_near_as_sum
from mingzhang.parse.quantities import read_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.named_times import year_ranges
from mingzhang.text.numerals import NUMERAL, plain_number, read_numeral
from mingzhang.text.pieces import either, half_width

_MOST_YEARS = 10


def wrong_all_years(goals: str) -> str:
    """JSON of the first sentence whose number of each year, times its years, is not what it says of all; '' for none.

    `years`, `each` and `total` as they are printed, `computed` with its unit, `gap` in yuan where it is money, and `quote`,
    the sentence. Only a sentence with one number of years, one number behind 每年 and one other in its unit, both definite,
    is read; more than `numbers-apart` apart the two may be of two things.
    """
    for match in re.finditer(r"[^。;；\n]+", goals):
        if found := _wrong_in(match[0].strip()):
            return json.dumps({**found, "quote": match[0].strip()}, ensure_ascii=False)
    return ""


def _wrong_in(sentence: str) -> dict[str, str | float | None] | None:
    years, plain = _years(sentence), half_width(sentence)
    if years is None or _not_even().search(plain):  # few sentences name years: the numbers of the others are not read
        return None
    numbers = read_quantities(sentence)
    each = [one for one in numbers if _is_said(plain, one, "says-each-year") and one.base_unit]
    if len(each) != 1:
        return None
    same = [one for one in numbers if one.base_unit == each[0].base_unit]
    totals = [one for one in same if one is not each[0] and _is_said(plain, one, "says-in-all", "whole-cost")]
    if len(same) != len(each) + 1 or len(totals) != 1 or any(one.comparator not in (None, "=") for one in same):
        return None
    return _compared(sentence, years, each[0], totals[0])


def _compared(
    sentence: str, years: int, each: QuantityReading, total: QuantityReading
) -> dict[str, str | float | None] | None:
    one, all_years = float(each.base_value or 0), float(total.base_value or 0)
    computed = one * years
    if not one or not all_years or abs(computed - all_years) < 1e-6 or not is_near_as_sum(computed, all_years):
        return None
    factor = all_years / float(total.value or 1)
    return {
        "years": str(years),
        "each": sentence[each.start : each.end],
        "total": sentence[total.start : total.end],
        "computed": f"{plain_number(computed / factor)}{total.unit or ''}",
        "gap": all_years - computed if total.base_unit == "元" else None,
    }


def _years(sentence: str) -> int | None:
    """How many years a sentence names, where it names one number of them."""
    named = {last - first + 1 for _, _, first, last in year_ranges(sentence) if last > first}
    numbers = map(read_numeral, _SEVERAL.findall(half_width(sentence)))
    named |= {int(number) for number in numbers if number and 1 < number <= _MOST_YEARS}
    return named.pop() if len(named) == 1 else None


_SEVERAL = re.compile(rf"(?<![\d第])({NUMERAL})年(?![度级月])")


def _is_said(plain: str, one: QuantityReading, *lists: str) -> bool:
    """Whether a word of one of the lists stands in front of a number in its clause."""
    clause = re.split(r"[,、:()]", plain[: one.start])[-1]
    return any(word in clause for words in lists for word in listed(words))


@vocabulary.derived
def _not_even() -> re.Pattern[str]:
    """Words by which the years are not alike, or not all that there is."""
    return re.compile(either(listed("years-not-alike")))
