"""A count, a price and what is paid for all, one behind the other: 配备20人，每人每月3600元，全年86.4万元."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, times_shown
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_MONTHS = 12


def paid_for(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each sum of money that stands directly behind a price and the one number that the price is for each of."""
    for count, price, paid in zip(numbers, numbers[1:], numbers[2:], strict=False):
        is_price = price.unit == "元" and price.per and not count.per and count.unit == price.per[0]
        if not is_price or paid.unit != "元" or paid.per or not (count.is_exact and price.is_exact and paid.is_exact):
            continue
        if any(one.unit == count.unit for one in numbers[: numbers.index(count)][-1:]):
            continue  # 工作人员10人、专家5人，每人500元
        times = price.per[1:]
        is_of_year = re.fullmatch(rf"(?:{either(listed('says-all-year'))})+", paid.words.strip()) is not None
        is_sum = re.fullmatch(rf"(?:{either(listed('says-paid'))})+", paid.words.strip()) is not None
        if times == ("月",) and is_of_year:
            shown = f"{times_shown((count, price))} × {_MONTHS}个月"
            yield Relation(count.value * price.value * _MONTHS, paid, (count, price), shown)
        elif not times and (is_sum or is_of_year):
            yield Relation(count.value * price.value, paid, (count, price), times_shown((count, price)))
