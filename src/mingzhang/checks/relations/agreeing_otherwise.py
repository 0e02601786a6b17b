"""Whether other arithmetic of the numbers of a sentence comes to a printed one, so that the sentence may be meant so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isclose, prod

from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import RATIO, StatedNumber

_MOST = 9  # numbers that are tried; the work grows with the power of them
_MOST_FACTORS = 4
_IN_A_YEAR = (2.0, 4.0, 12.0, 52.0, 365.0, 360.0, 250.0)
_PER_CENT = 100.0


def agrees_otherwise(relation: Relation, numbers: Sequence[StatedNumber]) -> bool:
    """Whether the claim is a product, a sum, a difference or a share of other numbers, or a product with one more number."""
    others = [one for one in numbers if one is not relation.claim][:_MOST]
    wanted = relation.claim.value
    same = [one.value for one in others if are_alike(one, relation.claim)]
    if any(isclose(one, wanted) for one in _sums(same)):
        return True
    # 收回有效问卷1104份，回收率95%，有效率92%: the numbers come to another one of the kind that is printed beside.
    if any(one not in relation.used and are_alike(one, relation.claim) and relation.comes_to(one) for one in others):
        return True
    if any(isclose(one, wanted) for one in _products(others, relation)):
        return True
    quotients = [one.value / other.value for one in others for other in others if other.value and one is not other]
    return any(isclose(one * _scale_of(relation.claim), wanted) for one in quotients)


def _scale_of(claim: StatedNumber) -> float:
    return _PER_CENT if claim.unit == "%" else 1.0


def _products(others: Sequence[StatedNumber], relation: Relation) -> Iterator[float]:
    """Products of two numbers and more, over the times of a year too, and each with one further number of the kind."""
    for size in range(2, min(len(others), _MOST_FACTORS) + 1):
        for some in combinations(others, size):
            value = prod(one.value / _PER_CENT if one.unit == "%" else one.value for one in some)
            yield value
            if all(one in relation.used and one.unit != RATIO for one in some):
                yield from (value * time for time in _IN_A_YEAR)
            for one in others:
                if one not in some and are_alike(one, relation.claim):
                    yield from (value + one.value, value - one.value)


def _sums(values: Sequence[float]) -> Iterator[float]:
    """What two and more of the values come to, and what is left of each without some of the others."""
    for size in range(2, len(values) + 1):
        for some in combinations(values, size):
            yield sum(some)
            yield from (2 * one - sum(some) for one in some)
