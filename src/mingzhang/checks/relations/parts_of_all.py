"""Rates that are all parts of one whole, which come to 100% together: 签订后支付30%，验收后支付60%，质保期满支付10%."""

import re
from collections.abc import Iterator, Sequence

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_LEAST = 3  # rates; two may be of two wholes
_ALL = 100.0
_MOST = 130.0  # what is more is not of one whole


def parts_of_all(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """The rates of a sentence that each say what share of it is paid or made up, held against all of it."""
    says = re.compile(rf"(?:{either(listed('says-part-of-all'))})(?:[\u4e00-\u9fff]{{0,6}}的|剩余|其余|余款)?$")
    rates = [one for one in numbers if one.unit == "%" and says.search(one.words.strip())]
    if len(rates) < _LEAST or not all(one.is_exact and not one.per for one in rates):
        return
    if numbers.index(rates[-1]) - numbers.index(rates[0]) >= len(rates) + _LEAST:
        return  # other numbers stand between them
    words = "".join(one.words for one in rates)
    if re.search(either([*listed("overlapping-parts"), *listed("grown-shares")]), words):
        return
    total = sum(one.value for one in rates)
    if _ALL <= total <= _MOST:
        last = rates[-1]
        shown = " + ".join(one.text for one in rates[:-1])
        yield Relation(_ALL - total + last.value, last, tuple(rates[:-1]), f"100% − ({shown})")
