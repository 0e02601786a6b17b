"""Numbers that a sheet prints beside its amounts and indicators: rates, points, and what their labels say they are."""

import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from mingzhang.forms.labels import field_of, label_of
from mingzhang.records import Cell
from mingzhang.text.numerals import NUMBER, read_number
from mingzhang.text.pieces import half_width, squeeze

_POINTS = re.compile(rf"\(?(?P<points>{NUMBER})分\)?$", re.ASCII)
_RATE = re.compile(rf"(?P<number>{NUMBER})(?P<percent>%|个?百分点|百分比)?", re.ASCII)
_FAR = Decimal(1000)  # nobody prints a rate or points finer than a thousandth


@lru_cache(maxsize=65536)
def money_source(label: str) -> str | None:
    """What a label of money stands for: all (a total), fiscal, carried_over, own or other; more for a source that the tables
    have no word for (中央资金); None for any other text.
    """
    cell = _cell(label)
    if field_of("totals", cell):
        return "all"
    return field_of("sources", cell) or ("more" if field_of("other_sources", cell) else None)


@lru_cache(maxsize=65536)
def money_field(label: str) -> str | None:
    """What a field of a project says about its money, as `source column` (年度资金总额 执行率: all rate).

    The column is budget, adjusted, spent, rate, weight, score or reason, and any where only a source is printed; a rate
    alone is that of the total. None for a label that is not about money.
    """
    if source := money_source(label):
        return f"{source} any"
    if field_of("money_columns", _cell(label)) == "rate":
        return "all rate"
    for gap in re.finditer(r"\s+", label.strip()):
        source, column = label.strip()[: gap.start()], label.strip()[gap.end() :]
        if (one := money_source(source)) and (other := field_of("money_columns", _cell(column))):
            return f"{one} {other}"
    return None


@lru_cache(maxsize=65536)
def indicator_column(label: str) -> str | None:
    """The field that a label heads in a grid of indicators (完成值: actual), None for any other text."""
    return field_of("indicator_columns", _cell(label))


@lru_cache(maxsize=65536)
def is_points_label(label: str) -> int:
    """1 for the label of the row that adds points up (合计, 总分), else 0."""
    return int(bool(field_of("points", _cell(label))))


def printed_number(text: str) -> float | None:
    """The number that a text is, also with 分 behind it; None when it is anything else."""
    number = read_number(re.sub(r"分$", "", squeeze(text)))
    return None if number is None else float(number)


@lru_cache(maxsize=65536)
def sheet_part(label: str) -> str | None:
    """The part of a self-evaluation that a label heads, by what its points are for: indicators, execution; None for others."""
    if field_of("blocks", _cell(label)) or label_of(label) == "绩效指标":
        return "indicators"
    return "execution" if label_of(label) in ("预算执行情况", "项目资金", "资金情况", "项目资金情况") else None


@lru_cache(maxsize=65536)
def stated_points(heading: str) -> float | None:
    """The points that a heading prints: 产出指标(50分) gives 50; None when it prints none."""
    match = _POINTS.search(squeeze(heading))
    return float(match["points"].replace(",", "")) if match else None


def rate_fits(part: int, part_step: int, whole: int, whole_step: int, printed: str) -> int | None:
    """Whether a printed rate is part ÷ whole: 2 when it is but for the rounding of the rate itself, 1 when rounding of both
    amounts can explain the rest, 0 when not; None when the text is no rate.

    A rate may be rounded, or cut off, at its last digit. One without % is taken for a share (0.95) or for percent (95).
    """
    match = _RATE.fullmatch(squeeze(half_width(printed)))
    if match is None or whole <= 0:
        return None
    number = Decimal(match["number"].replace(",", ""))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    value, step = Fraction(number), Fraction(Decimal(10) ** exponent)
    scales = (1,) if match["percent"] else (1, 100)
    exact = Fraction(100 * part, whole)
    if any(_may_be_printed(exact, exact, value * scale, step * scale) for scale in scales):
        return 2
    half_part, half_whole = Fraction(part_step, 2), Fraction(whole_step, 2)
    if whole <= half_whole:
        return 1
    low, high = 100 * (part - half_part) / (whole + half_whole), 100 * (part + half_part) / (whole - half_whole)
    return int(any(_may_be_printed(low, high, value * scale, step * scale) for scale in scales))


def _may_be_printed(low: Fraction, high: Fraction, value: Fraction, step: Fraction) -> bool:
    """Whether some number from low to high is printed as this value, rounded or cut off to steps."""
    return high >= value - step / 2 and low < value + step


def points_sum(points: str) -> float:
    """The sum of points, a JSON array, computed in decimals: 0.1 and 0.2 are 0.3."""
    return float(sum(_decimals(points), Decimal(0)))


def points_fit(points: str, total: float) -> int:
    """1 when points (a JSON array) sum to a printed total, else 0.

    Points with two decimals or more are taken to be rounded; and a total that is coarser than its points may be rounded, or
    cut off, itself.
    """
    numbers = _decimals(points)
    whole = Decimal(str(total))
    sum_ = sum(numbers, Decimal(0))
    allowed = sum((_step(one) / 2 for one in numbers if _step(one) <= Decimal("0.01")), Decimal(0))
    if abs(sum_ - whole) <= allowed:
        return 1
    step = _step(whole)
    is_coarser = any(_step(one) < step for one in numbers)
    return int(is_coarser and whole - step / 2 <= sum_ + allowed and sum_ - allowed < whole + step)


def _decimals(points: str) -> list[Decimal]:
    return [Decimal(str(point)) for point in json.loads(points) if point is not None]


def _step(number: Decimal) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(Decimal(10) ** min(exponent, 0), 1 / _FAR)


def _cell(text: str) -> Cell:
    """A label as the sheets' vocabulary is asked for it."""
    return Cell(1, 1, 1, 1, text)
