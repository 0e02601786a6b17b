"""What a self-evaluation adds to a project: money spent, targets reached, points; and the faults that only it can have."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from benchmarks.disclosures.papers import amount_text, split_value
from benchmarks.disclosures.records import Indicator

_HUNDREDTH = Decimal("0.01")
_REASONS = ("受资金下达进度影响，将加快支付", "年初目标设定偏高，下年合理设定", "部分工作延期，已督促整改")


def _evenly(points: int, number: int) -> list[int]:
    """Points as whole weights that sum to them."""
    return [points // number + (place < points % number) for place in range(number)]


def _number(value: str | None) -> Decimal | None:
    number, unit = split_value(value) if value else ("", "")
    return Decimal(number) if unit else None


def _reached(one: Indicator, random: Random) -> str:
    """What was reached: the target itself, or a little better."""
    number = _number(one.value)
    if one.value is None or number is None or random.random() < 0.7:
        return one.value or ""
    unit = split_value(one.value)[1]
    if unit == "%" or one.comparator is None:
        return one.value
    better = number - number / 50 if one.comparator == "≤" else number + number / 50
    places = Decimal(1) if number == number.to_integral_value() else _HUNDREDTH
    return f"{better.quantize(places, ROUND_HALF_UP):f}{unit}"


def evaluated(indicators: tuple[Indicator, ...], random: Random) -> tuple[Indicator, ...]:
    """The indicators with what was reached; a few missed their target, say why and lost points."""
    result = []
    for one, weight in zip(indicators, _evenly(90, len(indicators)), strict=True):
        full = replace(one, actual=_reached(one, random), weight=str(weight), score=str(weight))
        if random.random() < 0.06 and one.comparator == "≥" and one.value and one.value.endswith("%"):
            full = replace(full, actual=_below(one.value), score=str(weight - 1), reason=random.choice(_REASONS))
        result.append(full)
    return tuple(result)


def _below(value: str) -> str:
    number, unit = split_value(value)
    return f"{int(Decimal(number) * 4 / 5)}{unit}"


def money_of(yuan: int, in_yuan: bool, random: Random) -> dict[str, str]:
    """Budget, adjusted budget and what was spent of it, with rate and score."""
    adjusted = yuan if random.random() < 0.7 else round(yuan * random.uniform(0.85, 1.15) / 100) * 100
    spent = adjusted if random.random() < 0.6 else round(adjusted * random.uniform(0.6, 0.999) / 100) * 100
    share = Decimal(spent) / Decimal(adjusted) if adjusted else Decimal(0)
    return {
        "budget": amount_text(yuan, in_yuan),
        "adjusted": amount_text(adjusted, in_yuan),
        "spent": amount_text(spent, in_yuan),
        "rate": f"{(share * 100).quantize(_HUNDREDTH, ROUND_HALF_UP)}%",
        "execution score": str((share * 10).quantize(_HUNDREDTH, ROUND_HALF_UP)),
    }


def points_of(indicators: tuple[Indicator, ...], result: dict[str, str]) -> dict[str, str]:
    """The last row: points that can be had, and what they came to."""
    scores = sum((Decimal(one.score or 0) for one in indicators), Decimal(result["execution score"]))
    weights = sum((Decimal(one.weight or 0) for one in indicators), Decimal(10))
    return {"points": str(weights), "score": str(scores)}


Evaluation = tuple[tuple[Indicator, ...], dict[str, str]]


def with_fault(evaluation: Evaluation, check: str, random: Random) -> tuple[Evaluation, str] | None:
    """An evaluation with a fault in it and what shows it; None where it cannot have it."""
    indicators, result = evaluation
    if check == "execution-rate":
        rate = f"{Decimal(result['rate'][:-1]) * Decimal('0.8'):.2f}%"
        return (indicators, {**result, "rate": rate}), rate
    if check == "prompt-text-left":
        return (indicators, {**result, "done": "说明全年目标实际完成情况(100字以内)"}), "(100字以内)"
    if check == "scores" and random.random() < 0.5:
        score = str(Decimal(result["score"]) - random.choice((1, 2, 5)))
        return (indicators, {**result, "score": score}), f"{result['score']}/{score}"
    counted = [
        index
        for index, one in enumerate(indicators)
        if one.comparator == "≥" and _number(one.value) is not None and one.weight == one.score and one.level2
    ]
    if not counted:
        return None
    index = random.choice(counted)
    one = indicators[index]
    assert one.value
    number, unit = split_value(one.value)
    if check == "scores":
        changed = replace(one, score=str(int(one.weight or 0) + 2))
    elif check == "full-score-though-missed":
        changed = replace(one, actual=_below(one.value) if random.random() < 0.6 and int(float(number)) > 4 else None)
    elif check == "actual-far-above-target" and unit != "%":
        changed = replace(one, actual=f"{Decimal(number) * random.choice((4, 5, 8))}{unit}")
    elif check == "target-changed" and unit == "%":  # a count stands in the goals too
        changed = replace(one, value=f"{max(1, int(Decimal(number) * 7 / 10))}{unit}")
    else:
        return None
    others = (*indicators[:index], changed, *indicators[index + 1 :])
    evidence = f"{changed.name} {changed.comparator}{changed.value} {changed.actual} {changed.score}/{changed.weight}"
    return (others, {**result, **points_of(others, result)}), evidence
