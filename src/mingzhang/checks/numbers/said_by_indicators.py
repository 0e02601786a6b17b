"""What the numbers of a sentence come to, where an indicator and not the sentence says it: 8个社区各开设2个, and 课堂16个.

The indicator is read as the end of the sentence (…，共开设课堂16个), so that whatever arithmetic is known of one sentence holds
between a goal and an indicator, and between indicators that say 合计 and the others.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.other_things import is_of_another_thing
from mingzhang.checks.relations.relation import Relation, says_nothing_new
from mingzhang.checks.relations.search import relations_in
from mingzhang.checks.sizes import distance
from mingzhang.checks.words.subjects import in_same_words
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_Quote = Callable[[TableRow], str]
_MOST_PARTS = 8  # indicators that one says to be the sum of
_LONGEST = 300  # characters of a sentence; in a longer one the numbers are of too many things


def said_by_indicators(
    goals: Sequence[TableRow], indicators: Sequence[TableRow], quote: _Quote
) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A row with what numbers come to, the number of the indicator that says so, and the kind of pair.

    `quote` shows a number as it is printed.
    """
    for one in indicators:
        if not _is_total(one):
            continue
        same = [other for other in indicators if other is not one and _is_like(other, one)]
        if not same:
            yield from _of_goals(one, goals)
        elif re.search(either(listed("says-sum")), one["subject"] or ""):
            yield from _of_indicators(one, same, quote)


def _is_total(one: TableRow) -> bool:
    is_count = one["role"] in ("count", "other") and one["base_unit"] not in (None, "元", "%", "‰")
    is_exact = one["comparator"] in (None, "=", "≥")
    return is_count and is_exact and one["per"] is None and not one["is_part"] and not one["of_year"]


def _is_like(one: TableRow, other: TableRow) -> bool:
    units = {one["base_unit"], other["base_unit"]}
    return len(units) == 1 or units == {"人", "人次"}


def _of_goals(one: TableRow, goals: Sequence[TableRow]) -> Iterator[tuple[TableRow, TableRow, str]]:
    """What the one sentence of the goals that has numbers in the unit of an indicator comes to."""
    own = [row for row in goals if _is_like(row, one) and row["scope"] == one["scope"]]
    if not own or (len(own) == 1 and own[0]["per"] is None):
        return
    if any(row["base_value"] == one["base_value"] and row["per"] is None for row in own):
        return
    plain = half_width(own[0]["parent_text"])
    start, end = sentence_start(plain, own[0]["start_char"]), sentence_end(plain, own[0]["start_char"])
    is_here = all(row["goal_id"] == own[0]["goal_id"] and start <= row["start_char"] < end for row in own)
    if not is_here or end - start > _LONGEST or any(row["summed_in_id"] or row["is_part"] for row in own):
        return
    found = _relation(plain[start:end], one)
    first = next((row for row in own if row["per"]), own[0])
    if found is not None and _may_be_meant(found, first, own, one):
        yield _row(found, first, one), one, "product"


def _relation(sentence: str, one: TableRow) -> Relation | None:
    """What a sentence comes to when it ends with an indicator; None where nothing is certain."""
    begun = sentence.rstrip(" ,;。、:.\n")
    text = f"{begun},共{half_width(one['subject'] or '')}{_printed(one)}"
    return next((found for found in relations_in(text) if found.claim.start > len(begun)), None)


def _printed(one: TableRow) -> str:
    return f"{plain_number(one['value'])}{one['unit'] or ''}"


def _may_be_meant(found: Relation, first: TableRow, own: Sequence[TableRow], one: TableRow) -> bool:
    """Whether an indicator is of what the numbers of a sentence come to: it names nothing more, and is near to it."""
    if found.fits:
        return True
    if distance(found.computed, one["base_value"]) != "near" and one["base_value"] < found.computed:
        return False
    total = {**first, "base_value": found.computed}
    return not is_of_another_thing(total, one, [row for row in own if row is not first])


def _row(found: Relation, first: TableRow, one: TableRow) -> TableRow:
    """What was computed, as a row: of what agrees but for rounding the number that is printed."""
    value = one["base_value"] if found.fits else found.computed
    return {**first, "base_value": value, "per": None, "product": found.sentence}


def _of_indicators(one: TableRow, same: Sequence[TableRow], quote: _Quote) -> Iterator[tuple[TableRow, TableRow, str]]:
    """What other indicators come to of which one says that it is the sum: 彩超3台, 心电图机5台 and 设备合计8台."""
    are_exact = all(row["comparator"] in (None, "=") and _is_total(row) for row in (one, *same))
    if not are_exact or not 1 < len(same) <= _MOST_PARTS:
        return
    value = sum(row["base_value"] for row in same)
    if _is_named_by(one, same) and distance(value, one["base_value"]) == "near":
        own = value * one["value"] / one["base_value"] if one["base_value"] else value
        product = f"{' + '.join(quote(row) for row in same)} = {plain_number(own)}{one['unit'] or ''}"
        yield {**same[0], "base_value": value, "product": product}, one, "indicators"


def _is_named_by(one: TableRow, same: Sequence[TableRow]) -> bool:
    """Whether the name of a sum says nothing but what the names of its numbers say, or what all things of a kind are called."""
    general = either([*listed("says-sum"), *listed("says-whole"), *listed("says-nothing"), *listed("general-nouns")])
    left = re.sub(general, " ", in_same_words(one["subject"] or ""))
    around = [in_same_words(row["subject"] or "") for row in same]
    return says_nothing_new(left, "".join([*around, one["project_name"] or ""]))
