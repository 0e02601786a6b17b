"""So many for each of so many: 每6000平方米配备1名，360万平方米共需600名; 每盒装25件，5万件共2000盒."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber


def so_many_for(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each pair of numbers of which the first stands behind 每, with the only number in the unit of the first and the total."""
    for many, each in pairwise(numbers):
        is_pair = many.words.endswith("每") and many.clause == each.clause and many.unit not in ("元", "%", "")
        if not is_pair or not (many.is_exact and each.is_exact) or each.unit in ("元", "%", "") or not many.value:
            continue
        wholes = [one for one in numbers if one is not many and one.unit == many.unit]
        totals = [one for one in numbers if one is not each and are_alike(one, each)]
        if len(wholes) != 1 or len(totals) != 1 or not (wholes[0].is_exact and totals[0].is_exact):
            continue
        whole, total = wholes[0], totals[0]
        if (
            whole.per
            or total.per
            or total.start < each.start
            or not any(word in total.words for word in listed("says-result"))
        ):
            continue
        computed = whole.value / many.value * each.value
        yield Relation(computed, total, (whole, many, each), f"{whole.shown} ÷ {many.text} × {each.text}", allowed=0.99)
