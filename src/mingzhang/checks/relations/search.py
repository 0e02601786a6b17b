"""All relations of the numbers of a text that its words state, and those that do not hold: for the check `numbers-disagree`."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import isclose
from typing import Any

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.agreeing_otherwise import agrees_otherwise
from mingzhang.checks.relations.apportioned import apportioned
from mingzhang.checks.relations.areas import areas
from mingzhang.checks.relations.chains import chains
from mingzhang.checks.relations.changes import changes_stated
from mingzhang.checks.relations.conversions import conversions, roads
from mingzhang.checks.relations.in_capitals import in_capitals
from mingzhang.checks.relations.likely_slips import likely_slips, rates_over_sentences
from mingzhang.checks.relations.listed_things import listed_things
from mingzhang.checks.relations.listed_times import listed_times
from mingzhang.checks.relations.misprinted_days import misprinted_days
from mingzhang.checks.relations.over_a_year import over_a_year
from mingzhang.checks.relations.paid_for import paid_for
from mingzhang.checks.relations.parts_of_all import parts_of_all
from mingzhang.checks.relations.rates_of import rates_of
from mingzhang.checks.relations.ratios import ratios
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.said_rates import said_rates
from mingzhang.checks.relations.shares_of_list import shares_of_list
from mingzhang.checks.relations.so_many_for import so_many_for
from mingzhang.checks.relations.spanned import spanned
from mingzhang.checks.relations.spread import spread
from mingzhang.checks.relations.stages_in_order import stages_out_of_order
from mingzhang.checks.relations.stated_numbers import LONG_SENTENCE, SENTENCE, StatedNumber, numbers_of, pieces_of
from mingzhang.checks.relations.stocks_said import stocks_said
from mingzhang.checks.relations.totals import names_a_set, sets_of_parts, totals
from mingzhang.checks.sizes import has_one_digit_wrong, is_near_as_sum
from mingzhang.text.pieces import either, half_width

_KINDS = (
    chains, totals, areas, conversions, roads, rates_of, changes_stated, ratios, so_many_for, parts_of_all, paid_for,
    over_a_year, said_rates,
)  # fmt: skip
_Kind = Callable[[Sequence[StatedNumber]], Iterator[Relation]]
_LONGEST = 5000  # characters of a text; of a longer one nothing is said


def stated_relations(text: str) -> str:
    """JSON of the relations that a text states: how it came out, arithmetic, printed number, and where the numbers stand."""
    if len(text) > _LONGEST:
        return "[]"
    found: list[dict[str, Any]] = [
        {
            "reason": _reason(one),
            "computed": one.sentence,
            "printed": one.claim.shown,
            "start": one.claim.start,
            "places": [[number.start, number.end] for number in (*one.used, one.claim)],
        }
        for one in relations_in(text)
    ]
    found += [
        {
            "reason": one.reason,
            "computed": "",
            "printed": one.text,
            "start": one.start,
            "places": [[one.start, one.start + len(one.text)]],
        }
        for one in (*misprinted_days(half_width(text)), *stages_out_of_order(half_width(text)))
    ]
    return json.dumps(found, ensure_ascii=False)


def _reason(relation: Relation) -> str:
    if relation.fits:
        return "fits"
    return "counted-otherwise" if relation.is_open else "differs"


def relations_in(text: str) -> Iterator[Relation]:
    """The relations of a text, one of each printed number: those that hold, and those that hold by no reading."""
    plain = half_width(text)
    told: set[int] = set()
    for one in (*spanned(plain), *listed_things(plain), *in_capitals(plain)):
        if one.claim.start not in told and (one.fits or one.is_sure or is_near_as_sum(one.computed, one.claim.value)):
            told |= {one.claim.start}
            yield one
    numbers_in_all = numbers_of(text)
    sentences = list(pieces_of(plain, numbers_in_all, SENTENCE))
    kinds_of_sentence = (*_KINDS, partial(spread, plain), partial(listed_times, plain))
    pieces: list[tuple[list[StatedNumber], Sequence[_Kind]]] = [(one, kinds_of_sentence) for one in sentences]
    slips = partial(likely_slips, plain)
    shares = partial(shares_of_list, plain)
    long_kinds: Sequence[_Kind] = (
        slips,
        shares,
        chains,
        partial(listed_times, plain),
        *((sets_of_parts,) if names_a_set(plain) else ()),
    )
    pieces += [(numbers, long_kinds) for numbers in pieces_of(plain, numbers_in_all, LONG_SENTENCE)]
    pieces += [(numbers, (stocks_said, rates_over_sentences)) for numbers in pieces_of(plain, numbers_in_all, "")]
    for one in apportioned(plain, sentences):
        if one.claim.start in told:
            continue
        told |= {one.claim.start}
        if one.fits or is_near_as_sum(one.computed / one.claim.scale, one.claim.value / one.claim.scale):
            yield one
    for numbers, kinds in pieces:
        found = sorted((one for kind in kinds for one in kind(numbers)), key=lambda one: one.claim.start)
        found = [one for one in found if one.claim.start not in told]
        told |= {one.claim.start for one in found}
        for _, group in groupby(found, key=lambda one: one.claim.start):
            relation = _told(list(group), numbers, plain)
            if relation is not None and (relation.fits or not _is_explained(relation, numbers_in_all)):
                yield relation


def _is_explained(relation: Relation, numbers: Iterable[StatedNumber]) -> bool:
    """Whether what is missing is printed elsewhere: 全年新增1.2万人。上年末18.3万人，减少0.9万人，年末达到18.6万人."""
    claim = relation.claim
    if relation.most is not None or not claim.unit:
        return False
    missing = abs(claim.value - relation.computed)
    places = {one.start for one in (*relation.used, claim)}
    return any(are_alike(one, claim) and one.start not in places and isclose(one.value, missing) for one in numbers)


def _told(relations: Sequence[Relation], numbers: Sequence[StatedNumber], plain: str) -> Relation | None:
    """The relation of a claim that holds, else the only one; None where several differ, or what breaks it is said."""
    first = next((one for one in relations if one.fits), relations[0])
    if first.fits:
        return first
    if len({round(one.computed, 6) for one in relations}) > 1:
        return None
    computed = first.most if first.most and first.claim.value > first.most else first.computed
    if not first.is_sure and not _may_be_meant(first, computed):
        return None
    is_doubtful = not first.is_sure and _is_broken(first, plain)
    is_doubtful = is_doubtful or (not first.is_settled and agrees_otherwise(first, numbers))
    return None if is_doubtful else first


def _may_be_meant(relation: Relation, computed: float) -> bool:
    """Whether a printed number may be what was computed, copied wrongly; of what words settle any rate or digit."""
    scale = relation.claim.scale
    both = computed / scale, relation.claim.value / scale
    if relation.is_settled and (relation.claim.unit == "%" or has_one_digit_wrong(*both)):
        return True
    return bool(is_near_as_sum(*both))


def _is_broken(relation: Relation, plain: str) -> bool:
    """Whether words between the numbers say that something is added, left out or different: 另, 除外, 轮换."""
    places = [relation.claim, *relation.used]
    start = min(one.start - len(one.words) for one in places)
    end = max(one.end + len(one.behind) for one in places)
    said = re.sub(either(listed("breaks-nothing")), "", plain[start:end])
    return re.search(either(listed("breaks-relations")), said) is not None
