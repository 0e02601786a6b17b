"""Steps of one work with their months, of which a later one comes before an earlier one: 2024年6月启用，2024年10月主体封顶."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.misprinted_days import Misprint
from mingzhang.text.pieces import either

_MONTH = re.compile(r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>1[0-2]|[1-9])月(?!份?[至到—–~-])")
_MONTHS = 12
_LONGEST_WAIT = (
    9  # months between two steps, from which on nobody means those of the next year where no year is printed
)


class _Step(NamedTuple):
    """A step: its place in its order of work, its year (None where none is printed) and month, where its clause stands."""

    rank: int
    year: str | None
    month: int
    start: int
    end: int


def stages_out_of_order(plain: str) -> Iterator[Misprint]:
    """The first two steps of each sentence of a text in half width that are in the wrong order."""
    for sentence in re.finditer(r"[^。!?\n]+", plain) if plain.count("月") > 1 else ():
        if re.search(either(listed("works-in-parts")), sentence[0]):
            continue
        for order in listed("order-of-work"):
            steps = _steps(plain, sentence.start(), sentence.end(), order.split())
            wrong = next((pair for pair in combinations(steps, 2) if _are_wrong(*pair)), None)
            if wrong:
                text = "，".join(plain[one.start : one.end].strip() for one in wrong)
                yield Misprint("stages-out-of-order", text, wrong[0].start)
                break


def _steps(plain: str, start: int, end: int, order: list[str]) -> list[_Step]:
    """The steps of an order of work in a sentence; none where a clause with a month has several, or a step stands twice."""
    found: list[_Step] = []
    for clause in re.finditer(r"[^,;:()]+", plain[start:end]):
        months = list(_MONTH.finditer(clause[0]))
        behind = clause[0][months[0].end() :] if months else ""
        ranks = {rank for rank, words in enumerate(order) if re.search(words, behind)}
        if len(months) == 1 and ranks:
            if len(ranks) > 1:
                return []
            place = start + clause.start(), start + clause.end()
            found.append(_Step(ranks.pop(), months[0]["year"], int(months[0]["month"]), *place))
    return found if len({one.rank for one in found}) == len(found) else []


def _are_wrong(one: _Step, other: _Step) -> bool:
    """Whether two steps, as they follow each other in the text, cannot be of one year, and no other year is meant."""
    if one.year and other.year and one.year != other.year:
        return False
    early, late = sorted((one, other))
    if early.month <= late.month:
        return False
    is_told_backwards = late is one
    is_of_one_year = bool(one.year and other.year)
    return is_of_one_year or is_told_backwards or late.month + _MONTHS - early.month >= _LONGEST_WAIT
