"""What stands around the numbers of an accusation and was not understood: a number, 每 without what it is for, words.

A reading is complete when nothing of this is left. An unknown wording thereby leads to a question, and to no
accusation.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.lists import listed
from mingzhang.checks.sizes import distance
from mingzhang.checks.words.known_words import without_known
from mingzhang.checks.words.subjects import in_same_words
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.numbers import comparable, known_units, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either

_NEXT_PRICE = re.compile(r"\s*[、/和或至~-]\s*(?P<price>\d[\d.]*)\s*[万千]?元")
_LONG = 24  # characters: of a longer clause only a part is quoted
_SHOWN = 6  # characters around what was not understood, in a long clause
_SEVERAL = "二两三四五六"
_OF_TIME = ("年", "月", "天", "%")


def not_understood(ground: Ground) -> str | None:
    """What of the sentences that a finding rests on was not understood, as it is printed; None where all was."""
    if ground.is_slip:
        return meaning_changed(ground)
    looks = [_unread_numbers, _each_of_what, _prices_in_a_list, _unshared_words, _changed_meanings]
    # Two near numbers of one name, or a part, its whole and its share, say by themselves what they are of.
    if not (ground.is_pair or ground.check_id == "share-of" or ground.is_tenfold):
        looks.insert(3, _unknown_words)
    return next((found for look in looks if (found := next(look(ground), None))), None)


def meaning_changed(ground: Ground) -> str | None:
    """What changes the meaning of the numbers that a finding rests on, whatever it is that they are surely of."""
    return next((found for look in (_prices_in_a_list, _changed_meanings) if (found := next(look(ground), None))), None)


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
                yield _shown(ground, goal_id, match)


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
        before = ground.words_in_front(one)
        if one["per"] is None and one["role"] in ("count", "total_cost") and _each().search(before):
            yield before + one["text"]


def _prices_in_a_list(ground: Ground) -> Iterator[str]:
    """Prices of a list that the product leaves out, or multiplies by one number: 每人每月分别为100元、200元、300元."""
    counted_by = {one["start_char"]: one["counted_by_id"] for one in ground.used}
    for one in ground.in_goals():
        plain = ground.texts[one["goal_id"]]
        other = _NEXT_PRICE.match(plain, one["end_char"]) if one["id"] in ground.prices else None
        if other and counted_by.get(other.start("price")) in (None, one["counted_by_id"]):
            yield plain[one["start_char"] : other.end()]


@vocabulary.derived
def _each() -> re.Pattern[str]:
    words = vocabulary.load("quantities")["per"]
    times = either([*words["times"], *words["happenings"], *words["nouns"], *known_units()])
    # 每季度检测 of a count says when, and is no price.
    return re.compile(rf"每(?!(?:{times}))|每[^,]{{0,6}}[1一]|[人户村亩]均|单价")


def _shown(ground: Ground, goal_id: str, match: re.Match[str]) -> str:
    """The clause of what was not understood as it is printed, or a part of it where it is long."""
    plain = ground.texts[goal_id]
    start, end = clause_start(plain, match.start()), clause_end(plain, match.end())
    if end - start > _LONG:
        start, end = max(start, match.start() - _SHOWN), min(end, match.end() + _SHOWN)
    return str(ground.goals[goal_id]["text"][start:end])


# ---- words -----------------------------------------------------------------------------------------------------------


def _unknown_words(ground: Ground) -> Iterator[str]:
    """Words in front of the quoted numbers that neither name something of the project nor are known.

    What a count is of may be any noun. What a price is said to be must be known or stand elsewhere too (协商单价1800元).
    """
    for one in ground.in_goals():
        others = [other["subject"] or "" for other in ground.quantities if other["id"] != one["id"]]
        names = [*ground.names, *others, *(_than_before() if ground.check_id == "share-of" else ())]
        before = ground.words_in_front(one)
        is_noun = one["subject"] and one["role"] != "unit_cost"
        words = re.sub(r"[\u4e00-\u9fff]{2}及?以上", " ", before.replace(one["subject"], " ") if is_noun else before)
        if one["role"] == "baseline":  # what grows may be any noun: 示范区小麦亩产由上年的520公斤
            words = _what_grows().sub("", words)
        words = _for_whom().sub("", words) if ground.is_of_parts or (is_noun and ground.is_pair) else words
        words = re.sub(rf"单[\u4e00-\u9fff](?=[价费均]|{either(listed('names-of-a-price'))})", " ", words)  # 单灯造价
        words = re.sub(r"[一二三四五六七八九十]期工程", " ", words)
        if re.search(r"[\u4e00-\u9fff×✕*+＋]", without_known(words, names)):
            yield before + one["text"]


@vocabulary.derived
def _for_whom() -> re.Pattern[str]:
    """For whom something is done, which tells nothing of a part or of what is counted: 为日间照料中心购置, 面向中小学举办."""
    words = vocabulary.load("quantities")
    return re.compile(
        rf"^(?:面向|针对|为|给|向)[\u4e00-\u9fff]{{2,14}}(?=(?:{either([*words['verbs'], *words['verbs_of_work']])}))"
    )


@vocabulary.derived
def _what_grows() -> re.Pattern[str]:
    baseline = vocabulary.load("quantities")["baseline"]
    return re.compile(
        rf"[\u4e00-\u9fff]{{2,20}}(?:{either(baseline['from'])})(?:(?:{either(baseline['earlier'])})的?)?$"
    )


@vocabulary.derived
def _than_before() -> tuple[str, ...]:
    """What stands in front of a number that another one is more or less than: 较上年的."""
    earlier = vocabulary.load("quantities")["baseline"]["earlier"]
    return tuple(f"{than}{one}的" for than in ("较", "比", "与") for one in earlier)


def _unshared_words(ground: Ground) -> Iterator[str]:
    """Of two numbers that are said to be of one thing, the words of one side that the other lacks and no list knows.

    国家级示范社1家 is not the 示范社25家 of an indicator: whatever a word adds, it may be another thing. Where the goals print
    one number alone in the unit, there is no other that the indicator may be of.
    """
    if not ground.is_pair or len(ground.used) < 2 or ground.is_sum_of_named:
        return
    first, last = ground.used[0], ground.used[-1]
    same = [
        one for one in ground.quantities if one["goal_id"] in ground.goals and one["base_unit"] == first["base_unit"]
    ]
    is_alone = sum(one["base_value"] != 1 for one in same) < 2  # 一户一策 counts nothing
    if (is_alone and first["role"] != "unit_cost") or _is_sum_of_all(ground, same):
        return
    for one, other in ((first, last), (last, first)):
        words, others = in_same_words(_said_of(ground, one)), in_same_words(_said_around(ground, other))
        counted = one["tier"] or "" if is_alone else ""  # what the only price is for each of: 8个示范性儿童之家各补助
        left = without_known(words, [in_same_words(ground.project["name"] or ""), others, in_same_words(counted)])
        # Characters of the other side in another order are its words, cut short: 街巷 of 背街小巷.
        left = re.sub(f"[{re.escape(others)}]", "", left) if others else left
        if re.search(r"[\u4e00-\u9fff]{2}", left) or any(word in left for word in listed("telling-apart")):
            yield _said_of(ground, one) + one["text"]


def _is_sum_of_all(ground: Ground, same: list[TableRow]) -> bool:
    """Whether an indicator ends with the noun of a sum, and all other numbers in the unit are the parts of that sum.

    卫生院11家、卫生室46家，接入机构共57家 is what 接入医疗机构 counts, where no part is named so itself.
    """
    total, indicator = ground.used[0], ground.used[-1]
    name = ground.indicators.get(indicator["indicator_id"]) or ""
    parts = [one for one in same if one["summed_in_id"] == total["id"]]
    others = [one for one in same if one["id"] != total["id"] and one not in parts]
    in_indicators = [one for one in ground.quantities if one["indicator_id"] and one["base_unit"] == total["base_unit"]]
    subject = re.sub(either(listed("says-nothing")), "", total["subject"] or "")
    is_named = len(subject) > 1 and re.sub(either(listed("says-nothing")), "", name).endswith(subject[-2:])
    adds_up = isclose(sum(one["base_value"] for one in parts), total["base_value"])
    added = name.removesuffix(subject[-2:])[-2:]
    of_parts = [one["base_value"] for one in parts if added in (one["subject"] or "")]
    is_a_part = any(distance(one, indicator["base_value"]) == "near" for one in of_parts)
    return bool(len(parts) > 1 and adds_up and not others and len(in_indicators) == 1 and is_named and not is_a_part)


def _said_of(ground: Ground, one: TableRow) -> str:
    """What a number is said to be of: the words in front of it and its noun, or the name of its indicator."""
    name = ground.indicators.get(one["indicator_id"])
    words = ground.words_in_front(one) if name is None else name
    subject = one["subject"] or ""
    return words if subject in words else f"{words} {subject}"


def _said_around(ground: Ground, one: TableRow) -> str:
    """All that may say what a number is of: its sentence, or the name of its indicator."""
    if one["goal_id"] not in ground.goals:
        return _said_of(ground, one)
    plain = ground.texts[one["goal_id"]]
    return plain[sentence_start(plain, one["start_char"]) : sentence_end(plain, one["start_char"])]


# ---- what changes the meaning of a number ----------------------------------------------------------------------------


def _changed_meanings(ground: Ground) -> Iterator[str]:
    """Words that change what a number means: of products anywhere in their sentences, else in the clauses of the numbers."""
    places = ground.sentences() if ground.is_product else ground.clauses()
    # What is taken from a whole is a part of it; of what there is now a share may be.
    harmless = [] if ground.is_pair or ground.is_product else listed("taken-from-the-whole")
    harmless = [*harmless, *_words_of_years(ground)]
    if ground.is_grown_stock:
        harmless = [*harmless, *listed("was-in-stock"), "截至"]
    if ground.is_product and ground.is_below_amount:
        harmless = [*harmless, *listed("makes-less")]
    known = "".join(ground.names)
    if ground.is_of_stock:  # 年初, 报废 and 年末 are what it was computed by
        return
    if ground.is_pair:
        yield from _of_another_time_or_each(ground)
    for goal_id, start, end in places:
        text = _ordinary().sub(lambda match: " " * len(match[0]), ground.texts[goal_id])
        for match in _changing().finditer(text, start, end):
            if match[0] not in known and match[0] not in harmless:
                yield _shown(ground, goal_id, match)


def _words_of_years(ground: Ground) -> list[str]:
    """Words that only say what the parts of a whole show, where each part is of a year of its own.

    Where the whole is said to be of a number of years, the parts must be these years: 三年累计3600人次，其中2024年…、
    2025年…、2026年…. With fewer parts the other years may explain what is missing.
    """
    whole, *parts = ground.used
    years = {one["of_year"] for one in parts} - {None}
    if not ground.is_of_parts or len(years) != len(parts):
        return []
    said = _years_said(ground, whole)
    if said is None:
        return list(listed("says-years"))
    if said != len(years) or max(years) - min(years) + 1 != len(years):
        return []
    over_years = vocabulary.load("quantities")["over_years"]
    return [*listed("says-years"), *over_years, *(f"{number}年" for number in _SEVERAL)]


def _years_said(ground: Ground, whole: TableRow) -> Decimal | None:
    """Of how many years its sentence says that a whole of a goal is (三年累计), None where it does not say."""
    if whole["goal_id"] not in ground.goals:
        return None
    plain = ground.texts[whole["goal_id"]]
    sentence = plain[sentence_start(plain, whole["start_char"]) : whole["start_char"]]
    said = re.search(rf"(?P<number>[{_SEVERAL}\d])年", sentence)
    return read_numeral(said["number"]) if said else None


def _of_another_time_or_each(ground: Ground) -> Iterator[str]:
    """Words by which numbers of one sentence are of two years, or one of them is for each of several: 上年度, 各配."""
    names = "".join(ground.names)
    for goal_id, start, end in ground.sentences():
        for match in _of_another_time().finditer(ground.texts[goal_id], start, end):
            if match[0] not in names:
                yield _shown(ground, goal_id, match)
    for one in ground.in_goals():
        before = re.split("[,;。]", ground.texts[one["goal_id"]][: one["start_char"]])[-1]
        is_read = one["per"] is not None  # 各补助5000元, 各设2名 were read as for each
        if not is_read and (each := _to_each().search(before)):
            yield before[each.start() :] + one["text"]


@vocabulary.derived
def _ordinary() -> re.Pattern[str]:
    return re.compile(either(listed("ordinary-phrases")))


@vocabulary.derived
def _of_another_time() -> re.Pattern[str]:
    return re.compile(either(listed("of-another-time")))


@vocabulary.derived
def _to_each() -> re.Pattern[str]:
    return re.compile(either(listed("to-each-of-several")))


@vocabulary.derived
def _changing() -> re.Pattern[str]:
    return re.compile(either(listed("changes-what-a-number-means")))
