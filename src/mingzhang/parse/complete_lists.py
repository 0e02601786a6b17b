"""Lists that name all parts by what these are called, without 其中: four quarters, two opposites, a stock and what is added.

一季度40个、二季度80个、三季度70个、四季度60个; 线上10场、线下14场; 年初1200盏，新增80盏，年末1280盏.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from mingzhang.parse.addends import LONGEST_WORDS, Sum, words_of_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either

_QUARTERS = ("[一1]", "[二2]", "[三3]", "[四4]")
_LEAST_YEARS, _MOST_YEARS = 2, 8
_NUMBERS_OF_YEARS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_ROLES = ("count", "other", "total_cost")


def complete_lists(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """The sums of a text in half width that are told by what their parts are called."""
    for at in range(len(quantities)):
        yield from _quarters(plain, quantities, at)
        yield from _opposites(plain, quantities, at)
        yield from _stock(plain, quantities, at)
        yield from _done(plain, quantities, at)
        yield from _years(plain, quantities, at)


def _years(plain: str, quantities: Sequence[QuantityReading], at: int) -> Iterator[Sum]:
    """A whole, and behind it a number of each of several years: 三年计划造林9000亩，2023年3000亩，2024年3000亩，2025年3000亩.

    All are named where there are as many as the words in front of the whole say.
    """
    years: list[str] = []
    parts = "|".join(words_of_quantities()["parts"])
    for place in range(at + 1, min(len(quantities), at + _MOST_YEARS)):
        words = _words_before(plain, quantities, place)
        named = re.fullmatch(rf"[,:;、(]?(?:(?:{parts}):?)?(20\d\d)年度?[\u4e00-\u9fff]{{0,4}}", words)
        is_next = named and (not years or int(named[1]) == int(years[-1]) + 1)
        if not named or not is_next or _says_up_to_then(words) or not _are_addends(quantities, (at, place)):
            break
        years.append(named[1])
    names = _words_before(plain, quantities, at)
    if len(years) >= _LEAST_YEARS and not re.search(r"20\d\d年度?[\u4e00-\u9fff]{0,4}$", names.split(",")[-1]):
        yield Sum(at, tuple(range(at + 1, at + 1 + len(years))), True, is_complete=len(years) == _years_said(names))


def _says_up_to_then(words: str) -> bool:
    return re.search(either(words_of_quantities()["up_to_then"]), words) is not None


def _years_said(words: str) -> int | None:
    """How many years words name: 三年, 2023年至2025年, 2023—2025年; None where they name none."""
    if span := re.search(r"(20\d\d)年?(?:至|到|-|—|–|~)+(20\d\d)年", words):
        return int(span[2]) - int(span[1]) + 1
    number = re.search(r"([两二三四五])(?:个)?年", words)
    return _NUMBERS_OF_YEARS[number[1]] if number else None


def _quarters(plain: str, quantities: Sequence[QuantityReading], at: int) -> Iterator[Sum]:
    """Numbers of all four quarters, one behind the other, and the number before them that is of the whole year."""
    parts = tuple(range(at, at + len(_QUARTERS)))
    if parts[-1] >= len(quantities) or not _are_addends(quantities, parts):
        return
    words = [_words_before(plain, quantities, place) for place in parts]
    if not all(re.search(rf"{quarter}季度[^\d]*$", one) for quarter, one in zip(_QUARTERS, words, strict=True)):
        return
    if any(re.search(either(words_of_quantities()["up_to_then"]), one) for one in words):
        return
    whole = next((place for place in range(at - 1, max(-1, at - 4), -1) if _adds(quantities, place, at)), None)
    if whole is not None and "季度" not in _words_before(plain, quantities, whole):
        yield Sum(whole, parts, True)


def _opposites(plain: str, quantities: Sequence[QuantityReading], at: int) -> Iterator[Sum]:
    """A whole, and directly behind it the two parts that it must be made of: 24场，线上10场、线下14场."""
    parts = (at + 1, at + 2)
    if parts[-1] >= len(quantities) or not _are_addends(quantities, (at, *parts)):
        return
    first, second = (_words_before(plain, quantities, place).strip(",、(:;和及 ") for place in parts)
    behind = plain[quantities[at].end : quantities[parts[0]].start]
    is_pair = any(_name_two(first, second, pair.split()) for pair in words_of_quantities()["opposites"])
    names = _words_before(plain, quantities, at)
    is_of_one = any(word in names for pair in words_of_quantities()["opposites"] for word in pair.split())
    if is_pair and not is_of_one and not re.search("[;。!?\n]", behind) and not _goes_on(plain, quantities, parts[-1]):
        yield Sum(at, parts, True)


def _name_two(first: str, second: str, pair: list[str]) -> bool:
    """Whether two texts begin with two opposites, and say the same behind them."""
    for one, other in (pair, pair[::-1]):
        if first.startswith(one) and second.startswith(other):
            rests = first.removeprefix(one), second.removeprefix(other)
            return rests[0] == rests[1] or not all(rests)
    return False


def _goes_on(plain: str, quantities: Sequence[QuantityReading], at: int) -> bool:
    """Whether another number in the same unit follows in the sentence."""
    end = re.search("[;。!?\n]", plain[quantities[at].end : quantities[at].end + LONGEST_WORDS])
    stop = quantities[at].end + (end.start() if end else LONGEST_WORDS)
    others = [one for one in quantities[at + 1 : at + 4] if one.start < stop]
    return any(one.base_unit == quantities[at].base_unit and one.per is None for one in others)


def _stock(plain: str, quantities: Sequence[QuantityReading], at: int) -> Iterator[Sum]:
    """What there was, what is added, and what there is then, with nothing taken away in the sentence."""
    places = (at, at + 1, at + 2)
    words = words_of_quantities()["stock"]
    if places[-1] >= len(quantities) or not _are_addends(quantities, places):
        return
    start, end = quantities[at].start, quantities[places[-1]].end
    before = [_words_before(plain, quantities, place) for place in places]
    is_stock = all(
        re.search(either(words[key]), one) for key, one in zip(("was", "added", "is_then"), before, strict=True)
    )
    around = before[0] + plain[start : end + LONGEST_WORDS // 2]
    if is_stock and not re.search(either(words["changes"]), around) and not re.search("[;。!?\n]", plain[start:end]):
        yield Sum(places[-1], places[:-1], False)


def _done(plain: str, quantities: Sequence[QuantityReading], at: int) -> Iterator[Sum]:
    """More than the two that were begun cannot be ended: 新建3个，续建2个，全年共完工6个."""
    places = (at, at + 1, at + 2)
    words = words_of_quantities()["begun_and_done"]
    if places[-1] >= len(quantities) or not _are_addends(quantities, places):
        return
    first, second, last = (_words_before(plain, quantities, place) for place in places)
    is_said = re.search(either(words["begun"]), first) and re.search(either(words["going_on"]), second)
    one, other, both = (Decimal(quantities[place].base_value or 0) for place in places)
    if is_said and re.search(rf"共(?:{either(words['done'])})$", last) and both > one + other:
        yield Sum(places[-1], places[:-1], False)


def _are_addends(quantities: Sequence[QuantityReading], places: Sequence[int]) -> bool:
    """Whether numbers are definite and in one unit, and for each of nothing."""
    found = [quantities[place] for place in places]
    roles = (*_ROLES, "baseline")
    is_definite = all(
        isinstance(one.base_value, Decimal) and one.comparator in (None, "=") and one.per is None for one in found
    )
    return is_definite and len({one.base_unit for one in found}) == 1 and all(one.role in roles for one in found)


def _adds(quantities: Sequence[QuantityReading], place: int, at: int) -> bool:
    return _are_addends(quantities, (place, at)) and quantities[place].role in _ROLES


def _words_before(plain: str, quantities: Sequence[QuantityReading], at: int) -> str:
    """The words between the number before and a number."""
    behind = quantities[at - 1].end if at else 0
    return plain[max(behind, quantities[at].start - LONGEST_WORDS) : quantities[at].start]
