"""Numbers of one kind that follow each other and the sum that is printed of them: 上半年1480个，下半年1760个，全年合计3240个.

Also what was, what is added, and what is there then; and what is left of a whole: 现有37座，已改造22座，剩余15座.
"""

import re
from collections.abc import Iterator, Sequence

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike, says_nothing_new
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import either

_MOST = 8  # numbers of a list
_SEVERAL = "一二两三四五六七八九十"


def totals(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each sum with the numbers in front of it, and each with a whole set of parts behind it."""
    for at, claim in enumerate(numbers):
        if not claim.is_exact or claim.per or claim.unit in ("", "%"):
            continue
        counter = _counter(numbers, at)
        before = _list_before(numbers[: at - 1] if counter else numbers[:at], claim)
        if len(before) > 1:
            yield from _sum(before, claim, counter)
            yield from _stock(before, claim)
            yield from _rest(before, claim)
        yield from _sum_of_set(numbers, at)


def names_a_set(plain: str) -> bool:
    """Whether a text names all parts of any whole set, so that it is worth reading over its semicolons."""
    return any(all(name in plain for name in names.split()) for names in listed("whole-sets"))


def sets_of_parts(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each number with a whole set of its parts, also over semicolons: 共设奖项36个，一等奖6个；二等奖12个；三等奖18个."""
    for at, claim in enumerate(numbers):
        if claim.is_exact and not claim.per and claim.unit not in ("", "%"):
            yield from _sum_of_set(numbers, at)


def _counter(numbers: Sequence[StatedNumber], at: int) -> StatedNumber | None:
    """The number in the clause of a sum that says of how many it is: 三个阶段共设36个."""
    before = numbers[at - 1] if at else None
    is_of_list = before is not None and before.clause == numbers[at].clause and before.text[0] in _SEVERAL
    return before if is_of_list else None


def _list_before(numbers: Sequence[StatedNumber], claim: StatedNumber) -> list[StatedNumber]:
    """All numbers in front of one in its unit, where each is exact and for nothing else."""
    same = [one for one in numbers if are_alike(one, claim)]
    if len(same) > _MOST or any(not one.is_exact or one.per for one in same):
        return []
    return same


def _sum(before: list[StatedNumber], claim: StatedNumber, counter: StatedNumber | None) -> Iterator[Relation]:
    said = re.search(rf"(?:{either(listed('says-sum-of-list'))})(?!.*占)", claim.words)  # 合计占全县7200名的90%
    if said is None or any(_is_taken(one) or _is_part(one) for one in (*before, claim)):
        return
    if _of_years(claim) not in (None, len(before)):  # 三年累计
        return
    number = counter.value if counter else _counted(claim)
    if number not in (None, len(before)) or not (number or _says_nothing_new(before, claim)):
        return
    computed = sum(one.value for one in before)
    yield Relation(computed, claim, tuple(before), " + ".join(one.text for one in before))


def _of_years(claim: StatedNumber) -> float | None:
    """Of how many years the words of a sum say that it is: 三年累计."""
    said = re.search(rf"(?P<number>[{_SEVERAL}])年", claim.words)
    value = read_numeral(said["number"]) if said else None
    return float(value) if value else None


def _counted(claim: StatedNumber) -> float | None:
    """Of how many the words of a sum say that it is: 两类儿童合计, 三批累计."""
    said = re.search(rf"(?P<number>[{_SEVERAL}])(?:大?[类批项种期])", claim.words)
    value = read_numeral(said["number"]) if said else None
    return float(value) if value else None


def _says_nothing_new(before: Sequence[StatedNumber], claim: StatedNumber) -> bool:
    """Whether the words of a sum say nothing but what the words of its numbers say: 全年合计接听, 总共安装."""
    left = re.sub(
        either([*listed("says-sum-of-list"), *listed("says-whole"), *listed("says-nothing")]), " ", claim.words
    )
    around = "".join(one.words + one.behind for one in before)
    return says_nothing_new(left, around)


def _is_taken(one: StatedNumber) -> bool:
    return re.search(either(listed("taken-away")), one.words) is not None


def _is_part(one: StatedNumber) -> bool:
    return re.search("|".join(vocabulary.load("quantities")["parts"]), one.words) is not None


# ---- a stock and what is left ----------------------------------------------------------------------------------------


def _stock(before: list[StatedNumber], claim: StatedNumber) -> Iterator[Relation]:
    """What was, what is added and taken away, in this order, and what there is at the end."""
    if re.search(either(listed("says-at-the-end")), claim.words) is None:
        return
    is_store = all(re.search(either(listed("in-store")), one.words) for one in (before[0], claim))
    signs = [_sign(one) or -int(is_store and _is_used_up(one)) for one in before[1:]]
    if is_store and -1 not in signs:  # of a store something is used, said or not
        return
    if not all(signs) or _sign(before[0]) or not _is_of_same(before[0], claim):
        return
    computed = before[0].value + sum(sign * one.value for sign, one in zip(signs, before[1:], strict=True))
    shown = "".join(f" {'+' if sign > 0 else '−'} {one.text}" for sign, one in zip(signs, before[1:], strict=True))
    yield Relation(computed, claim, tuple(before), before[0].shown + shown, is_settled=True)


def _sign(one: StatedNumber) -> int:
    if _is_taken(one):
        return -1
    return int(re.search(either(listed("says-added")), one.words) is not None)


def _is_used_up(one: StatedNumber) -> bool:
    return re.search(either(listed("used-up")), one.words) is not None


def _is_of_same(first: StatedNumber, claim: StatedNumber) -> bool:
    """Whether what is at the end is said to be of nothing else than what was: 馆藏纸质图书, 年底馆藏."""
    left = re.sub(either([*listed("says-at-the-end"), *listed("says-whole")]), "", claim.words)
    return all(character in first.words + first.behind for character in re.findall(r"[\u4e00-\u9fff]", left))


def _rest(before: list[StatedNumber], claim: StatedNumber) -> Iterator[Relation]:
    """A whole less what is done of it, and what is said to be left of it."""
    rest = re.fullmatch(
        rf"[\u4e00-\u9fff]{{0,5}}?(?:{either(listed('says-left'))})[\u4e00-\u9fff]{{0,4}}", claim.words.strip(" 、")
    )
    whole, *parts = before
    if rest is None or claim.words.strip().endswith("中") or any(one.value > whole.value for one in parts):
        return
    if not all(re.search(either(listed("says-done")), one.words + one.behind[:3]) for one in parts):
        return
    computed = whole.value - sum(one.value for one in parts)
    shown = f"{whole.shown} − " + " − ".join(one.text for one in parts)
    yield Relation(computed, claim, tuple(before), shown, is_settled=True)


# ---- a whole set of parts --------------------------------------------------------------------------------------------


def _sum_of_set(numbers: Sequence[StatedNumber], at: int) -> Iterator[Relation]:
    """A number with all parts of it behind, or in front without a word for a sum: 全年抽检2450批次 of four quarters."""
    claim = numbers[at]
    same = [one for one in numbers if are_alike(one, claim) and one is not claim and not (one.per and one.unit == "元")]
    if any(not one.is_exact or one.per or _is_taken(one) for one in same) or _in_set(claim.words):
        return
    yield from _sum_of_years(numbers, claim, same)
    yield from _sum_of_sources(numbers, claim, same)
    for names in listed("whole-sets"):
        parts = [next((one for one in same if name in one.words[-10:]), None) for name in names.split()]
        if None in parts or len(same) != len(parts):
            continue
        found = [one for one in parts if one is not None]
        is_whole = re.search(either([*listed("says-sum-of-list"), *listed("says-whole")]), claim.words) is not None
        is_named = at == numbers.index(min([claim, *found], key=lambda one: one.start)) and _share_words(found, claim)
        is_named = is_named and says_nothing_new(found[-1].behind, claim.words + claim.behind + found[-1].words)
        if (is_whole and _says_nothing_new(found, claim)) or is_named:
            yield Relation(sum(one.value for one in found), claim, tuple(found), " + ".join(one.text for one in found))
            return


def _sum_of_years(
    numbers: Sequence[StatedNumber], claim: StatedNumber, same: Sequence[StatedNumber]
) -> Iterator[Relation]:
    """总投资540万元，分三年实施，2024年180万元，2025年210万元，2026年150万元: as many years as there are said to be."""
    years = [one for one in numbers if one.printed_unit == "年" and one.words.endswith("分")]
    said = [re.findall(r"20\d\d(?=年)", one.words) for one in same]
    if len(years) != 1 or len(same) != years[0].value or any(one.start < claim.start for one in same):
        return
    if all(len(found) == 1 for found in said) and len({found[0] for found in said}) == len(same):
        yield Relation(sum(one.value for one in same), claim, tuple(same), _added(same), is_settled=True)


def _sum_of_sources(
    numbers: Sequence[StatedNumber], claim: StatedNumber, same: Sequence[StatedNumber]
) -> Iterator[Relation]:
    """总经费110万元，只有财政和赞助两个来源，其中财政70万元、赞助40万元: as many as there are said to be."""
    sources = [one for one in numbers if one.text[0] in _SEVERAL and one.behind.startswith(listed("kinds-of-source"))]
    if len(sources) != 1 or sources[0].value != len(same) or not claim.start < sources[0].start < same[0].start:
        return
    whole = re.search(either([*listed("says-sum-of-list"), "总"]), claim.words) is not None
    if whole and numbers.index(same[-1]) - numbers.index(sources[0]) == len(same):
        yield Relation(sum(one.value for one in same), claim, tuple(same), _added(same), is_settled=True)


def _added(numbers: Sequence[StatedNumber]) -> str:
    return " + ".join(one.text for one in numbers)


def _in_set(words: str) -> bool:
    return any(name in words[-10:] for names in listed("whole-sets") for name in names.split())


def _share_words(parts: Sequence[StatedNumber], claim: StatedNumber) -> bool:
    """Whether all parts repeat two characters of the words of their whole: 监测各类广告12万条次, 上半年监测, 下半年监测."""
    pairs = {claim.words[at : at + 2] for at in range(len(claim.words) - 1)} | {claim.behind[:2]}
    return all(
        len(one.words.strip()) < 4 or any(pair in one.words for pair in pairs if len(pair) == 2) for one in parts
    )
