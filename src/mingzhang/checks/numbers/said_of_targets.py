"""What the text of a self-evaluation says of a number beside its target: 48万画幅，完成计划的96%; 32场，超额完成任务."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.stated_numbers import SENTENCE, StatedNumber, numbers_of
from mingzhang.text.numbers import comparable, unit_pattern
from mingzhang.text.numerals import NUMERAL, plain_number, read_numeral
from mingzhang.text.pieces import either, half_width

_PER_CENT = 100.0
_NEAR_POINTS = 15.0


def said_of_target(report: str, comparator: str, target: float, unit: str, actual: str) -> str:
    """JSON of what a report says wrongly of an actual value beside its target, `target` in `unit`; '' where nothing.

    The report must print the actual value itself, so that no other number can be meant.
    """
    if not unit or isinstance(target, str) or not target or comparator in ("≤", "<"):
        return ""
    plain = half_width(report)
    reached, wanted = _reached(actual, unit), _base(target, unit)
    if reached is None or wanted[1] in (None, "%", "元"):
        return ""
    numbers_in_all = numbers_of(report)
    for _, group in groupby(numbers_in_all, key=lambda one: len(re.findall(f"[{SENTENCE}]", plain[: one.start]))):
        numbers = list(group)
        for found in (*_wrong_rates(numbers, reached, wanted), *_not_over(plain, numbers, reached, wanted)):
            return json.dumps(found, ensure_ascii=False)
    return ""


def _base(value: float, unit: str) -> tuple[float, str | None]:
    number = read_numeral(plain_number(value))
    base, base_unit = comparable(number, unit) if number is not None else (0, None)
    return float(base), base_unit


def _reached(actual: str, unit: str) -> float | None:
    """An actual value in base units; None of what is no number alone."""
    printed = re.fullmatch(rf"\s*(?P<number>{NUMERAL})\s*(?P<unit>{unit_pattern()})?\s*", half_width(actual))
    value = read_numeral(printed["number"]) if printed else None
    return float(comparable(value, printed["unit"] or unit)[0]) if printed and value is not None else None


def _last_reached(before: Sequence[StatedNumber], reached: float, unit: str | None) -> StatedNumber | None:
    """The last number in a unit, where it is exact and the actual value."""
    same = [one for one in before if one.unit == unit and not one.per]
    return same[-1] if same and same[-1].is_exact and isclose(same[-1].value, reached) else None


def _wrong_rates(
    numbers: Sequence[StatedNumber], reached: float, wanted: tuple[float, str | None]
) -> Iterator[dict[str, str]]:
    """Each rate of what was planned that the number directly in front of it is not."""
    for part, rate in pairwise(numbers):
        is_rate = rate.unit == "%" and rate.is_exact and _of_plan().search(rate.words.strip()) is not None
        if not is_rate or _last_reached([part], reached, wanted[1]) is None:
            continue
        computed = _PER_CENT * reached / wanted[0]
        if rate.step <= abs(computed - rate.value) <= _NEAR_POINTS:
            shown = f"{part.text} ÷ {plain_number(wanted[0] / part.scale)}{part.printed_unit}"
            yield {
                "reason": "rate-differs",
                "quote": rate.words.strip() + rate.text,
                "shown": f"{shown} = {plain_number(round(computed, 2))}%",
            }


@vocabulary.derived
def _of_plan() -> re.Pattern[str]:
    """完成年度计划的, 为计划的, 面积完成率: that a rate is of what was planned."""
    planned = either(listed("says-planned"))
    return re.compile(rf"(?:{planned})(?:数|量)?的$|(?:{either(listed('rates-of-plan'))})(?:为|达到?|是)?$")


def _not_over(
    plain: str, numbers: Sequence[StatedNumber], reached: float, wanted: tuple[float, str | None]
) -> Iterator[dict[str, str]]:
    """A number below its target of which the same sentence says that it is above."""
    start, end = numbers[0].start, numbers[-1].end
    stop = re.search(rf"[{SENTENCE}]|$", plain[end:])
    said = re.search(either(listed("says-more-than-planned")), plain[start : end + (stop.start() if stop else 0)])
    if said is None or reached >= wanted[0]:
        return
    before = [one for one in numbers if one.end <= start + said.start()]
    if (one := _last_reached(before, reached, wanted[1])) is not None:
        shown = f"{plain_number(wanted[0] / one.scale)}{one.printed_unit}"
        yield {"reason": "not-over", "quote": f"{one.shown}…{said[0]}", "shown": shown}
