"""Whether other arithmetic of the numbers of a sentence comes to a printed one, so that the sentence may be meant so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isclose, prod

from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import Stated

_MOST = 9  # numbers that are tried; the work grows with the power of them
_MOST_FACTORS = 4
_IN_A_YEAR = (2.0, 4.0, 12.0, 52.0, 365.0, 360.0, 250.0)
_PER_CENT = 100.0


def agrees_otherwise(relation: Relation, numbers: Sequence[Stated]) -> bool:
    """Whether the claim is a product, a sum, a difference or a share of other numbers, or a product with one more number."""
    others = [one for one in numbers if one is not relation.claim][:_MOST]
    wanted = relation.claim.value
    same = [one.value for one in others if are_alike(one, relation.claim)]
    if any(isclose(one, wanted) for one in _sums(same)):
        return True
    values = [_PER_CENT / one.value if one.unit == "%" and one.value else one.value for one in others]
    factors = [one.value / _PER_CENT if one.unit == "%" else one.value for one in others]
    products = set(_products(factors))
    more = (0.0, *same, *(-one for one in same))
    scale = relation.claim.scale
    if any(isclose(one + other, wanted, rel_tol=1e-9) for one in products for other in more):
        return True
    times = [one for one in products for time in _IN_A_YEAR if isclose(one * time, wanted)]
    quotients = [one / other * scale for one in values for other in values if other]
    return bool(times) or any(isclose(one, wanted) for one in quotients)


def _products(factors: Sequence[float]) -> Iterator[float]:
    for size in range(2, min(len(factors), _MOST_FACTORS) + 1):
        yield from (prod(some) for some in combinations(factors, size))


def _sums(values: Sequence[float]) -> Iterator[float]:
    """What two and more of the values come to, and what is left of each without some of the others."""
    for size in range(2, len(values) + 1):
        for some in combinations(values, size):
            yield sum(some)
            yield from (2 * one - sum(some) for one in some)
