"""All relations of the numbers of a text that its words state, and those that do not hold: for the check `numbers-disagree`."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.agreeing_otherwise import agrees_otherwise
from mingzhang.checks.relations.areas import areas
from mingzhang.checks.relations.chains import chains
from mingzhang.checks.relations.changes import changes_stated
from mingzhang.checks.relations.conversions import conversions, roads
from mingzhang.checks.relations.listed_things import listed_things
from mingzhang.checks.relations.misprinted_days import misprinted_days
from mingzhang.checks.relations.paid_for import paid_for
from mingzhang.checks.relations.parts_of_all import parts_of_all
from mingzhang.checks.relations.rates_of import rates_of
from mingzhang.checks.relations.ratios import ratios
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.so_many_for import so_many_for
from mingzhang.checks.relations.spanned import spanned
from mingzhang.checks.relations.stated_numbers import StatedNumber, long_sentences_of, sentences_of
from mingzhang.checks.relations.totals import names_a_set, sets_of_parts, totals
from mingzhang.checks.sizes import is_near_as_sum
from mingzhang.text.pieces import either, half_width

_KINDS = (
    chains, totals, areas, conversions, roads, rates_of, changes_stated, ratios, so_many_for, parts_of_all, paid_for,
)  # fmt: skip
_Kind = Callable[[Sequence[StatedNumber]], Iterator[Relation]]
_LONGEST = 5000  # characters of a text; of a longer one nothing is said


def stated_relations(text: str) -> str:
    """JSON of the relations that a text states: how it came out, arithmetic, printed number, and where the numbers begin."""
    if len(text) > _LONGEST:
        return "[]"
    found: list[dict[str, Any]] = [
        {
            "reason": "fits" if one.fits else "differs",
            "computed": one.sentence,
            "printed": one.claim.shown,
            "start": one.claim.start,
            "places": [number.start for number in (*one.used, one.claim)],
        }
        for one in relations_in(text)
    ]
    found += [
        {"reason": one.reason, "computed": "", "printed": one.text, "start": one.start, "places": []}
        for one in misprinted_days(half_width(text))
    ]
    return json.dumps(found, ensure_ascii=False)


def relations_in(text: str) -> Iterator[Relation]:
    """The relations of a text, one of each printed number: those that hold, and those that hold by no reading."""
    plain = half_width(text)
    for one in (*spanned(plain), *listed_things(plain)):
        if one.fits or is_near_as_sum(one.computed, one.claim.value):
            yield one
    pieces: list[tuple[list[StatedNumber], Sequence[_Kind]]] = [(numbers, _KINDS) for numbers in sentences_of(text)]
    if names_a_set(plain):
        pieces += [(numbers, (sets_of_parts,)) for numbers in long_sentences_of(text)]
    told: set[int] = set()
    for numbers, kinds in pieces:
        found = sorted((one for kind in kinds for one in kind(numbers)), key=lambda one: one.claim.start)
        found = [one for one in found if one.claim.start not in told]
        told |= {one.claim.start for one in found}
        for _, group in groupby(found, key=lambda one: one.claim.start):
            if (relation := _told(list(group), numbers, plain)) is not None:
                yield relation


def _told(relations: Sequence[Relation], numbers: Sequence[StatedNumber], plain: str) -> Relation | None:
    """The relation of a claim that holds, else the only one; None where several differ, or what breaks it is said."""
    first = next((one for one in relations if one.fits), relations[0])
    if first.fits:
        return first
    if len({round(one.computed, 6) for one in relations}) > 1:
        return None
    computed = first.most if first.most and first.claim.value > first.most else first.computed
    if not is_near_as_sum(computed / first.claim.scale, first.claim.value / first.claim.scale):
        return None
    return None if _is_broken(first, plain) or agrees_otherwise(first, numbers) else first


def _is_broken(relation: Relation, plain: str) -> bool:
    """Whether words between the numbers say that something is added, left out or different: 另, 除外, 轮换."""
    places = [relation.claim, *relation.used]
    start = min(one.start - len(one.words) for one in places)
    end = max(one.end + len(one.behind) for one in places)
    return re.search(either(listed("breaks-relations")), plain[start:end]) is not None
