"""Numbers that each have a price behind them, and what they come to at the end of their sentence.

口头调解案件900件，每件补贴50元；一般纠纷600件，每件补贴200元，全年补贴案件共1500件.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang import vocabulary
from mingzhang.parse.addends import LEAST, LONGEST_LIST, LONGEST_WORDS, Sum, is_listed, words_of_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either


def sums_of_priced(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """The sums of a text in half width, each behind its list."""
    for at, one in enumerate(quantities):
        if not is_listed(one) or one.role != "count" or at < 2 * LEAST:
            continue
        words = plain[max(quantities[at - 1].end, one.start - LONGEST_WORDS) : one.start]
        said = _said().fullmatch(words)
        if not said or not re.match(r"[,;。\n]|$", plain[one.end :]):
            continue
        parts = _priced(plain, quantities, at)
        if len(parts) >= LEAST and said["what"][-2:] in plain[_start(plain, quantities, at) : quantities[at - 1].end]:
            yield Sum(at, tuple(parts), False)


@vocabulary.derived
def _said() -> re.Pattern[str]:
    """Behind the last price 全年补贴案件共, 合计 with what is counted, and no number of others or more years (全市…共)."""
    words = words_of_quantities()
    no_sum = either([*words["no_sum_of_work"], *words["over_years"]])
    when = either([*words["over_the_year"], *words["of_all_before"]])
    what = rf"(?P<what>(?:(?!{no_sum}|全[县市区镇乡旗省州])[\u4e00-\u9fff]){{0,10}}?)"
    said = either([*words["sum_of_list"], "共"])
    return re.compile(rf"[,;。](?:{when})?{what}(?:{said})")


def _start(plain: str, quantities: Sequence[QuantityReading], at: int) -> int:
    """Where the list in front of a sum may begin: behind the last full stop."""
    return max(plain.rfind(mark, 0, quantities[at - 1].end) for mark in "。!?\n") + 1


def _priced(plain: str, quantities: Sequence[QuantityReading], at: int) -> list[int]:
    """The places of all numbers in the unit of a sum from the full stop in front on; none where one has no price behind it."""
    whole = quantities[at]
    start = _start(plain, quantities, at)
    inside = [place for place in range(max(0, at - LONGEST_LIST), at) if quantities[place].start >= start]
    words = words_of_quantities()
    if re.search("|".join([*words["parts"], *words["no_parts_of_work"]]), plain[start : whole.start]):
        return []
    counts, prices = inside[::2], inside[1::2]
    is_list = len(counts) == len(prices) and all(
        is_listed(quantities[count]) and quantities[count].base_unit == whole.base_unit for count in counts
    )
    is_priced = all(_is_price_of_one(quantities[price], whole) for price in prices)
    return counts if is_list and is_priced else []


def _is_price_of_one(price: QuantityReading, whole: QuantityReading) -> bool:
    is_number = isinstance(price.base_value, Decimal) and price.comparator in (None, "=")
    return is_number and price.role == "unit_cost" and price.per == whole.base_unit
