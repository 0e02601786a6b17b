"""Numbers of one kind of work, and the number that all of it comes to: 购置煎药机12台；购置发药机2台，合计购置设备14台.

Between the numbers may stand prices and counts in other units. What the sum is of is told by its verb, which the list has too.
"""

import re
from collections.abc import Iterator, Sequence

from mingzhang import vocabulary
from mingzhang.parse.addends import LEAST, LONGEST_LIST, LONGEST_WORDS, Sum, is_listed, words_of_quantities
from mingzhang.parse.subjects import clause_start
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either


def sums_of_work(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """The sums of a text in half width, each behind its list."""
    for at, one in enumerate(quantities):
        if not is_listed(one) or one.role == "total_cost" or at < LEAST:
            continue
        behind = quantities[at - 1].end
        said = _said().search(plain[max(behind, one.start - LONGEST_WORDS) : one.start])
        if not said or re.search(either(words_of_quantities()["no_sum_of_work"]), said["work"]):
            continue
        parts = _with_verb(plain, quantities, _parts(plain, quantities, at), said["work"][:2])
        if len(parts) >= LEAST and _is_of_same_work(plain, quantities, parts[0], said["work"], one.start):
            yield Sum(at, tuple(parts), False)


@vocabulary.derived
def _said() -> re.Pattern[str]:
    """合计, 两项共, 全年共 at the beginning of a clause, and what is done: 合计购置设备."""
    words = words_of_quantities()
    when = either([*words["over_the_year"], *words["of_all_before"], "两项", "三项", "四项", "两类", "三类", "四类"])
    return re.compile(
        rf"(?:^|[,;。、])(?:{when})?(?:{either(words['sum_of_list'])}|共)(?P<work>[\u4e00-\u9fff]{{2,10}})$"
    )


def _parts(plain: str, quantities: Sequence[QuantityReading], at: int) -> list[int]:
    """The places of all numbers in the unit of a sum in front of it, up to a full stop; none where one cannot be added."""
    whole = quantities[at]
    start = max(plain.rfind(mark, 0, whole.start) for mark in "。!?\n") + 1
    found: list[int] = []
    for place in range(at - 1, max(-1, at - LONGEST_LIST), -1):
        one = quantities[place]
        if one.start < start:
            break
        if one.base_unit != whole.base_unit:
            continue
        if not is_listed(one) or one.role != whole.role:
            return []
        found.insert(0, place)
    return found


def _with_verb(plain: str, quantities: Sequence[QuantityReading], parts: list[int], verb: str) -> list[int]:
    """The last of some numbers whose clauses have a verb, or that a list joins to one that has it."""
    found: list[int] = []
    for place in reversed(parts):
        start = max(clause_start(plain, quantities[place].start), plain.rfind("、", 0, quantities[place].start) + 1)
        is_joined = plain[start - 1 : start] == "、"
        if verb not in plain[start : quantities[place].start] and not is_joined:
            break
        found.insert(0, place)
    return found


def _is_of_same_work(plain: str, quantities: Sequence[QuantityReading], first: int, work: str, end: int) -> bool:
    """Whether the list names the work of a sum, and nothing in it says that its numbers are no parts."""
    behind = quantities[first - 1].end if first else 0
    listed = plain[max(behind, quantities[first].start - LONGEST_WORDS) : end]
    listed = re.sub(rf"{re.escape(work)}$", "", listed)
    words = words_of_quantities()
    return work[:2] in listed and not re.search("|".join([*words["parts"], *words["no_parts_of_work"]]), listed)
