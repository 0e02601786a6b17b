"""What stands around the numbers of an accusation and was not understood: a number, 每 without what it is for, words.

A reading is complete when nothing of this is left. An unknown wording thereby leads to a question, and to no
accusation.
"""

import re
from collections.abc import Iterator

from mingzhang import vocabulary
from mingzhang.checks.evidence_read import Ground
from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.numbers import comparable, known_units, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either

_SHOWN = 6  # characters in front of what was not understood that are quoted with it
_OF_TIME = ("年", "月", "天", "%")


def not_understood(ground: Ground) -> str | None:
    """What of the sentences that a finding rests on was not understood, as it is printed; None where all was."""
    for look in (_unread_numbers, _each_of_what, _unknown_words, _changed_meanings):
        if found := next(look(ground), None):
            return found
    return None


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _unread_numbers(ground: Ground) -> Iterator[str]:
    """Numbers with a unit, or parts of money (五角, 2倍), that no quantity is of and that say nothing again."""
    values = {one["base_value"] for one in ground.quantities}
    units = {one["base_unit"] for one in ground.used}
    is_of_price = any(one["role"] == "unit_cost" for one in ground.used)
    for goal_id, start, end in ground.sentences():
        plain = ground.texts[goal_id]
        spans = [(one["start_char"], one["end_char"]) for one in ground.quantities if one["goal_id"] == goal_id]
        spans += [match.span() for match in _conditions().finditer(plain, start, end)]
        for match in _numbers().finditer(plain, start, end):
            if any(first < match.end() and match.start() < last for first, last in spans):
                continue
            value = read_numeral(match["number"])
            if value is None or (not match["part"] and len(match["number"]) == 1 and not match["number"].isdigit()):
                continue
            base, unit = comparable(value, match["unit"]) if match["unit"] else (value, None)
            is_other = unit is not None and unit not in units and not is_of_price
            if float(base) not in values and not is_other and unit not in _OF_TIME:
                yield plain[max(start, match.start() - _SHOWN) : match.end()]


@vocabulary.derived
def _numbers() -> re.Pattern[str]:
    """A number with a unit, or with a word that makes it a part or a multiple of another one."""
    parts = either(listed("parts-of-numbers"))
    return re.compile(rf"(?<![\d.A-Za-z第])(?P<number>{NUMERAL})\s*(?:(?P<part>{parts})|(?P<unit>{unit_pattern()}))")


@vocabulary.derived
def _conditions() -> re.Pattern[str]:
    """Who is eligible, which is no quantity: 80周岁以上."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in vocabulary.load("quantities")["conditions"]), re.ASCII)


def _each_of_what(ground: Ground) -> Iterator[str]:
    """Numbers behind 每, 均 or 单价 that were read as numbers of nothing for each of which they are."""
    for one in ground.in_goals():
        before = _words_before(ground, one)
        if one["per"] is None and one["role"] in ("count", "total_cost") and _each().search(before):
            yield before + one["text"]


@vocabulary.derived
def _each() -> re.Pattern[str]:
    words = vocabulary.load("quantities")["per"]
    times = either([*words["times"], *words["happenings"], *words["nouns"], *known_units()])
    # 每季度检测 of a count says when, and is no price.
    return re.compile(rf"每(?!(?:{times}))|每[^,]{{0,6}}[1一]|[人户村亩]均|单价")


# ---- words -----------------------------------------------------------------------------------------------------------


def _words_before(ground: Ground, one: TableRow) -> str:
    """The words of its clause in front of a number, from the number before on."""
    plain = ground.texts[one["goal_id"]]
    ends = [
        other["end_char"]
        for other in ground.quantities
        if other["goal_id"] == one["goal_id"] and other["end_char"] <= one["start_char"]
    ]
    return plain[max([clause_start(plain, one["start_char"]), *ends]) : one["start_char"]].rpartition("(")[2]


def _unknown_words(ground: Ground) -> Iterator[str]:
    """Words in front of the quoted numbers that neither name something of the project nor are known.

    What a count is of may be any noun. What a price is said to be must be known or stand elsewhere too (协商单价1800元).
    """
    for one in ground.in_goals():
        others = [other["subject"] or "" for other in ground.quantities if other["id"] != one["id"]]
        names = [*ground.names, *others]
        pairs = {name[at : at + 2] for name in names for at in range(len(name) - 1)}
        before = _words_before(ground, one)
        is_noun = one["subject"] and one["role"] != "unit_cost"
        words = before.replace(one["subject"], " ") if is_noun else before
        if re.search(r"[\u4e00-\u9fff×✕*+＋]", _known().sub("", _without_pairs(words, pairs))):
            yield before + one["text"]


def _without_pairs(words: str, pairs: set[str]) -> str:
    """Words without each two characters that stand together in a name."""
    named = {at + step for at in range(len(words) - 1) if words[at : at + 2] in pairs for step in (0, 1)}
    return "".join(" " if at in named else character for at, character in enumerate(words))


@vocabulary.derived
def _known() -> re.Pattern[str]:
    """Any word of the vocabulary that may stand in front of a number and leaves what it means as it is read."""
    quantities = vocabulary.load("quantities")
    per, money = quantities["per"], quantities["all_of_it"]
    words = [
        *listed("connecting"), *listed("what-is-paid"), *listed("says-nothing"),
        *listed("any-people"), *listed("any-work"), *known_units(),
        *(word for key in _LISTS for word in quantities[key]),
        *(word for key in _LISTS_OF_PRICES for word in per[key]),
        *(word for names in per["names"].values() for word in names),
        *(word for key in ("when", "how", "of", "money") for word in money[key]),
    ]  # fmt: skip
    return re.compile(either(word for word in words if re.fullmatch(r"[\u4e00-\u9fff]+", word)))


_LISTS = (
    "verbs", "verbs_of_work", "leading", "over_the_year", "parts", "sums", "says", "over_all_year", "on_top", "rest", "between",
    "bears", "sum_of_list", "list_of_all", "done_to", "comes_to", "of_all_before", "restating", "grows", "shrinks",
    "of_the_share",
)  # fmt: skip
_LISTS_OF_PRICES = (
    "each", "average", "times", "average_of_unknown", "paid", "done", "rate_before", "rate_behind", "given", "happenings",
    "nouns", "head_costs",
)  # fmt: skip


# ---- what changes the meaning of a number ----------------------------------------------------------------------------


def _changed_meanings(ground: Ground) -> Iterator[str]:
    """Words that change what a number means: of products anywhere in their sentences, else in the clauses of the numbers."""
    places = ground.sentences() if ground.is_product else ground.clauses()
    # What is taken from a whole is a part of it; of what there is now a share may be.
    harmless = () if ground.is_pair or ground.is_product else listed("taken-from-the-whole")
    known = "".join([*ground.names, *harmless])
    for goal_id, start, end in places:
        for match in _changing().finditer(ground.texts[goal_id], start, end):
            if match[0] not in known:
                yield ground.texts[goal_id][max(start, match.start() - _SHOWN) : min(end, match.end() + _SHOWN)]


@vocabulary.derived
def _changing() -> re.Pattern[str]:
    return re.compile(either(listed("changes-what-a-number-means")))
