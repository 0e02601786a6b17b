"""Whether what was reached meets the target, by what an indicator prints; unclear rather than guessed."""

from collections.abc import Iterator
from decimal import Decimal

from mingzhang import vocabulary
from mingzhang.checks.lists import listed, threshold
from mingzhang.parse.levels import is_level_of
from mingzhang.parse.target import SeveralTargets, Target, read_target_cell
from mingzhang.text.dates import ImpossibleDate, PrintedDate, read_date
from mingzhang.text.numbers import comparable
from mingzhang.text.pieces import squeeze

_PERCENT = "%"
_YUAN = "元"


def against_target(
    comparator: str, value: float | str, unit: str, due_last_day: str, levels: str, name: str, actual: str
) -> str:
    """What an actual value comes to beside its target: met, missed, words (one of them is no number), or unclear.

    `value` and `unit` as printed, '' where there is none; `levels` the names of both levels. Unclear: the units differ, the
    actual value has a sign of its own, or nothing says whether more is better.
    """
    if due_last_day:
        return _by_date(due_last_day, actual)
    reached = _read(actual)
    if value == "" or reached is None:
        return "words"
    reached_sign, reached_target = reached
    if reached_target.value is None:
        return "words"
    if reached_sign not in (None, "="):
        return "unclear"
    target, base_unit = comparable(Decimal(str(value)), unit or None)
    candidates = list(_candidates(Decimal(str(value)), unit or None, reached_target.value, reached_target.unit))
    verdicts = {_verdict(comparator, target, one, base_unit, levels, name) for one in candidates}
    return verdicts.pop() if len(verdicts) == 1 else "unclear"


def times_target(value: float | str, unit: str, actual: str) -> float | None:
    """How many times its target an actual value is; None when that is not sure, or the target is not above 0."""
    reached = _read(actual)
    if value == "" or reached is None or reached[0] not in (None, "=") or reached[1].value is None:
        return None
    target, _ = comparable(Decimal(str(value)), unit or None)
    times = {
        one / target
        for one in _candidates(Decimal(str(value)), unit or None, reached[1].value, reached[1].unit)
        if target > 0
    }
    return float(times.pop()) if len(times) == 1 else None


def more_is_better(comparator: str, unit: str, levels: str, name: str) -> int:
    """1 when reaching more than the target is surely no fault of the result: by its sign, else by what is counted; else 0."""
    if comparator in ("≥", ">"):
        return 1
    if comparator in ("≤", "<"):
        return 0
    return int(_direction(comparable(Decimal(1), unit or None)[1], levels, name) == "more")


def is_explained(reason: str) -> int:
    """1 when a cell for reasons says something, 0 when it is blank or says that there is nothing to say (无)."""
    return int(squeeze(reason).rstrip("。.") not in ("", *listed("no-explanation")))


@vocabulary.derived  # several checks ask of each result, and most say 100% or 完成
def _read(text: str) -> tuple[str | None, Target] | None:
    """The sign and value that a text prints; None when it prints several."""
    try:
        sign, target, _ = read_target_cell(text)
    except SeveralTargets:
        return None
    return sign, target


def _by_date(due_last_day: str, actual: str) -> str:
    """Missed only when no day that the actual date may mean is in time: 2023-12 meets 2023-12-20, 2024-01 does not."""
    reached = _date(actual)
    if reached is None:
        return "words"
    return "met" if reached.first_day <= due_last_day else "missed"


def _date(text: str) -> PrintedDate | None:
    try:
        return read_date(text)
    except ImpossibleDate:
        return None


def _candidates(value: Decimal, unit: str | None, reached: Decimal, reached_unit: str | None) -> Iterator[Decimal]:
    """What an actual value may be in the target's base unit; nothing when its unit is another one."""
    target, base_unit = comparable(value, unit)
    if reached_unit is None:
        yield (in_target_unit := comparable(reached, unit)[0])
        if base_unit == _PERCENT and reached <= 1:
            yield reached * 100  # 0.95 beside 90%
        if base_unit == _YUAN and in_target_unit != reached and in_target_unit >= target * _other_unit():
            yield reached  # 900000 beside 90万元
        return
    reached_base, reached_base_unit = comparable(reached, reached_unit)
    if unit is None:
        yield reached
        if reached_base != reached:
            yield reached_base
        if reached_base_unit == _PERCENT:
            yield reached / 100
    elif reached_base_unit == base_unit:
        yield reached_base


def _other_unit() -> Decimal:
    return Decimal(str(threshold("other-unit")))


def _verdict(comparator: str, target: Decimal, reached: Decimal, base_unit: str | None, levels: str, name: str) -> str:
    match comparator:
        case "≥":
            is_met = reached >= target
        case "≤":
            is_met = reached <= target
        case ">":
            is_met = reached > target
        case "<":
            is_met = reached < target
        case "=":
            is_met = reached == target
        case _:
            direction = _direction(base_unit, levels, name)
            if reached != target and direction is None:
                return "unclear"
            is_met = reached == target or (reached > target) == (direction == "more")
    return "met" if is_met else "missed"


def _direction(base_unit: str | None, levels: str, name: str) -> str | None:
    """Whether more or less of something is better where no sign says so; None when that is not sure."""
    if any(word in name for word in listed("less-is-better")):
        if not any(word in name for word in listed("turns-round")):
            return "less"
        return "more" if base_unit == _PERCENT else None
    if is_level_of("costs", levels):
        return "less" if base_unit == _YUAN else None
    if base_unit in listed("lengths-of-time"):
        return None
    if base_unit == _YUAN:
        return "more" if is_level_of("effects", levels) else None
    return "more"
