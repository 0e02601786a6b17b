"""Lists of numbers that a number behind or in front of them need not be the sum of, though it is called one.

The list is open (石窟寺7处等，合计60处); only some of it come to the number (城镇低保410户，农村低保1320户，特困260户，
其中低保合计1730户); the number is of a later step (孤儿51名、儿童37名，已发放助学金合计60名); or money comes in between
(收回上年结余2万元，结余8万元).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from mingzhang.parse.addends import LEAST, LONGEST_WORDS, Sum, words_of_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either

_MOST = 8  # numbers of which all choices are tried


def is_open_list(plain: str, quantities: Sequence[QuantityReading], found: Sum) -> bool:
    """Whether the numbers of a sum that do not come to it may be meant otherwise; texts are in half width."""
    values = [Decimal(quantities[place].base_value or 0) for place in found.parts]
    whole = Decimal(quantities[found.whole].base_value or 0)
    if sum(values) == whole:
        return False
    if found.is_whole_first:
        return any(_comes_in(plain, quantities, place) for place in found.parts)
    words = plain[quantities[found.parts[-1]].end : quantities[found.whole].start]
    goes_on = whole > sum(values) and re.match(r"[^,;。]{0,2}等", words) is not None
    return goes_on or _some_come_to(values, whole) or _is_of_later_step(plain, quantities, found, words)


def _some_come_to(values: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether two and more of the numbers, but not all, come exactly to the one that is called their sum."""
    sizes = range(LEAST, len(values)) if len(values) <= _MOST else ()
    return any(sum(some) == whole for size in sizes for some in combinations(values, size))


def _is_of_later_step(plain: str, quantities: Sequence[QuantityReading], found: Sum, words: str) -> bool:
    """Whether the clause of a sum says that something was done which the words of the list do not say: 已发放, 通过验收."""
    first = quantities[found.parts[0]]
    listed = plain[max(0, first.start - LONGEST_WORDS) : quantities[found.parts[-1]].end]
    clause = re.split("[,;。:(]", words)[-1]
    return any(word in clause and word not in listed for word in words_of_quantities()["later_steps"])


def _comes_in(plain: str, quantities: Sequence[QuantityReading], place: int) -> bool:
    """Whether the words in front of money say that it is added to the whole: 收回上年结余2万元."""
    words = plain[max(quantities[place - 1].end, quantities[place].start - LONGEST_WORDS) : quantities[place].start]
    return re.search(either(words_of_quantities()["comes_in"]), words) is not None
