"""Numbers that a reader sees are meant to go together, though no word says so, and that miss each other by a slip.

The words are asked little here, and the numbers much: parts listed behind their whole come to a number that is the whole with
one digit wrong; a part of its whole is just so many per cent, and another rate near to that is printed for it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.checks.sizes import is_slip, is_transposed
from mingzhang.text.pieces import either

_MOST_PARTS = 8
_PER_CENT = 100.0
_NEAR_POINTS = 10.0
_ROUND = 1e-6
_FEW = 3  # parts, from which on a small difference is a slip too
_CLOSE = 1.12
_WIDE = 1.25
_MONTHS = 12
_NOUN = 3


def likely_slips(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """The relations of a sentence, also over its semicolons, that only a slip of the pen explains."""
    yield from _parts(plain, numbers)
    yield from _wide_sums(plain, numbers)
    yield from _each_month(numbers)


# ---- parts behind their whole ----------------------------------------------------------------------------------------


def _parts(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """A whole with all numbers in its unit behind it, which are said to be its parts: 102.8公里，其中12.5、28、61.3公里."""
    for at, whole in enumerate(numbers):
        if not _is_plain(whole):
            continue
        bracket = _bracket_behind(plain, whole)
        parts = [one for one in numbers[at + 1 :] if _is_counted_alike(one, whole) and not one.per]
        parts = [one for one in parts if bracket is None or one.start < bracket]
        same_before = [one for one in numbers[:at] if are_alike(one, whole)]
        if same_before or not 2 <= len(parts) <= _MOST_PARTS or not all(map(_is_plain, parts)):
            continue
        if any(one.value >= whole.value for one in parts) or not _are_named_as_parts(plain, whole, parts):
            continue
        sums = list(accumulate(one.value for one in parts))
        total = sums[-1]
        if any(isclose(one, whole.value) for one in sums[:-1]):
            continue
        if _is_slip_of_sum(total / whole.scale, whole.value / whole.scale, len(parts)) and not _may_overlap(
            parts, total - whole.value
        ):
            yield Relation(total, whole, tuple(parts), " + ".join(one.text for one in parts), is_settled=True)


def _bracket_behind(plain: str, whole: StatedNumber) -> int | None:
    """Where the bracket directly behind a whole ends, which holds all its parts: 1240亩(其中已投产980亩); None without one."""
    opened = re.match(r"[\u4e00-\u9fff]{0,6}\(", plain[whole.end :])
    end = plain.find(")", whole.end + opened.end()) if opened else -1
    holds_numbers = end > 0 and re.search(r"\d", plain[whole.end : end]) is not None  # 150台(架) holds none
    return end if holds_numbers else None


def _wide_sums(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Numbers of a list, and behind it what a wider word says of all: 音乐会12场、戏曲8场、儿童剧4场，全年各类演出24场."""
    for at, claim in enumerate(numbers):
        said = _wide().fullmatch(claim.words.strip(" 、,"))
        if said is None or not _is_plain(claim):
            continue
        parts = _list_in_front(plain, numbers, at)
        total = sum(one.value for one in parts)
        has_word = bool(said["sum"] or said["kinds"])
        if len(parts) < (2 if has_word else _FEW) or not (has_word or total >= claim.value):
            continue
        if (
            total <= claim.value * _WIDE
            and claim.value <= total * _WIDE
            and all(one.value < claim.value for one in parts)
        ):
            yield Relation(total, claim, tuple(parts), " + ".join(one.text for one in parts), is_settled=True)


@vocabulary.derived
def _wide() -> re.Pattern[str]:
    """全年各类演出, 合计阅读推广活动: a word for a sum or for all kinds, and a noun that ends in one for many things."""
    when, total = either(vocabulary.load("quantities")["over_the_year"]), either(listed("says-sum-of-list"))
    kinds, nouns = either(listed("all-kinds")), either(listed("wide-nouns"))
    return re.compile(
        rf"(?:{when})?(?P<sum>{total})?[\u4e00-\u9fff]{{0,2}}?"
        rf"(?:(?P<kinds>{kinds})[\u4e00-\u9fff]{{1,8}}|[\u4e00-\u9fff]{{0,4}}(?:{nouns}))"
    )


def _list_in_front(plain: str, numbers: Sequence[StatedNumber], at: int) -> list[StatedNumber]:
    """The numbers of a list that ends where the clause of a number begins; none of a list that is open or changes something."""
    found: list[StatedNumber] = []
    for one, behind in zip(reversed(numbers[:at]), reversed(numbers[1 : at + 1]), strict=True):
        between = plain[one.end : behind.start]
        if not _is_counted_alike(one, numbers[at]) or not _is_plain(one) or not re.match("[、,和及]", between):
            break
        if re.search(
            either([*listed("left-open"), *listed("of-another-time"), *listed("taken-away")]), one.words + between
        ):
            return []
        found.insert(0, one)
    return found


def _is_plain(one: StatedNumber) -> bool:
    return one.is_exact and not one.per and one.unit not in ("", "%", "‰", "年", "天", "月", "小时") and one.value > 0


def _is_counted_alike(one: StatedNumber, whole: StatedNumber) -> bool:
    """Whether two numbers count in one unit, or by classifiers that mean the same: 台 and 架."""
    return are_alike(one, whole) or any(
        {one.unit, whole.unit} <= set(group.split()) for group in listed("classifiers-alike")
    )


def _are_named_as_parts(plain: str, whole: StatedNumber, parts: Sequence[StatedNumber]) -> bool:
    """Whether a word in front of the first says that parts follow, each by a name of its own and of no other time."""
    between = plain[whole.end : parts[0].start]
    of_it = rf"{re.escape(whole.behind[:2])}[\u4e00-\u9fff]{{0,4}}中" if len(whole.behind) > 1 else "$^"
    if re.search("|".join([*vocabulary.load("quantities")["parts"], *listed("parts-follow"), of_it]), between) is None:
        return False
    names = [re.sub(rf"[、,和及的]|{either(listed('says-it-is-a-part'))}", "", one.words).strip() for one in parts]
    others = either([*listed("of-another-time"), *listed("says-left"), *listed("says-sum-of-list")])
    return all(names) and len(set(names)) == len(names) and not re.search(others, "".join(names))


def _is_slip_of_sum(total: float, whole: float, number: int) -> bool:
    """Whether a sum of parts misses the whole as one who copies misses it; of three parts and more also by little."""
    total, whole = round(total, 6), round(whole, 6)
    if total == whole:
        return True
    if is_transposed(total, whole) or (is_slip(total, whole) and (number >= _FEW or total > whole)):
        return True
    return number >= _FEW and whole < total <= whole * _CLOSE


def _may_overlap(parts: Sequence[StatedNumber], surplus: float) -> bool:
    if surplus <= 0:
        return re.search("等", parts[-1].behind[:2]) is not None
    words = "".join(one.words + one.behind[:6] for one in parts)
    return re.search(either([*listed("overlapping-parts"), *listed("qualities-of-parts")]), words) is not None


# ---- a rate and its two numbers --------------------------------------------------------------------------------------


def rates_over_sentences(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Parts above their wholes in a text, and each rate beside the one pair that is near to it: 240名，其中96人，占45%."""
    yield from _part_above_whole(numbers)
    yield from _more_than_all(numbers)
    for at, rate in enumerate(numbers):
        if rate.unit != "%" or not rate.is_exact or rate.per:
            continue
        yield from _growth(numbers[:at], rate)
        before = numbers[at - 1] if at else rate
        is_of_it = rate.words.strip() == "的" and "占" in before.words  # 占全校专任教师360人的30%
        if not is_of_it and not _says_rate(rate):
            continue
        pairs = [
            (part, whole)
            for whole, part in combinations([one for one in numbers[:at] if one.is_exact and not one.per], 2)
            for whole, part in ((whole, part), (part, whole))
            if are_alike(whole, part)
            and 0 < part.value < whole.value
            and whole.unit not in ("%", "元", "年", "天")
            and (not is_of_it or whole is before)
        ]
        computed = {_PER_CENT * part.value / whole.value: (part, whole) for part, whole in pairs}
        if any(abs(value - rate.value) <= rate.step for value in computed):
            continue
        fitting = {value: pair for value, pair in computed.items() if _is_meant(value, pair, rate)}
        if len(fitting) == 1:
            ((value, (part, whole)),) = fitting.items()
            yield Relation(value, rate, (part, whole), f"{part.text} ÷ {whole.shown}", is_settled=True)


def _says_rate(rate: StatedNumber) -> bool:
    """Whether the words of a rate name one, of this time, and not by how much it changed or what is wanted later."""
    named = rf"占|(?:{either([*listed('names-of-rates'), *listed('names-of-densities')])})(?:为|达到|达|是|约)?$"
    words = rate.words.strip()
    others = either([*listed("grown-shares"), *listed("of-another-time"), *listed("rates-over-all")])
    return re.search(named, words) is not None and re.search(others, words) is None


def _is_meant(value: float, pair: tuple[StatedNumber, StatedNumber], rate: StatedNumber) -> bool:
    """Whether a part is just so many per cent of its whole, near to a rate that has its name."""
    is_round = abs(value - round(value)) < _ROUND
    if not is_round or not 0 < abs(value - rate.value) <= _NEAR_POINTS:
        return False
    words = "".join(one.words + one.behind for one in pair)
    if re.search(either([*listed("of-another-time"), *listed("denies-a-part")]), words):
        return False
    name = re.sub(
        either([*listed("says-share"), *listed("kinds-of-rate"), *listed("names-of-rates"), *listed("says-whole")]),
        " ",
        rate.words,
    )
    if rate.words.strip() == "的":
        return True
    grams = [name[at : at + 2] for at in range(len(name) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", name[at : at + 2])]
    if not grams:
        return "占" in rate.words
    return any(gram in words for gram in (grams if "占" in rate.words else grams[-3:]))


def _growth(before: Sequence[StatedNumber], rate: StatedNumber) -> Iterator[Relation]:
    """By how many per cent what there was grew to what there is then: 现有260家，年末达到312家，较上年增长25%."""
    if re.search(rf"(?:{either(vocabulary.load('quantities')['grows'])})(?:了|约)?$", rate.words.strip()) is None:
        return
    was, now = either(listed("was-in-stock")), either([*listed("says-at-the-end"), "今年", "本年"])
    pairs = [
        (first, last)
        for first, last in combinations([one for one in before if _is_plain(one)], 2)
        if are_alike(first, last)
        and last.value > first.value
        and re.search(was, first.words)
        and re.search(now, last.words)
    ]
    if len(pairs) == 1:
        first, last = pairs[0]
        value = _PER_CENT * (last.value / first.value - 1)
        if abs(value - round(value)) < _ROUND and 0 < abs(value - rate.value) <= _NEAR_POINTS:
            yield Relation(value, rate, (first, last), f"{last.text} ÷ {first.text} − 1", is_settled=True)


# ---- so many a month -------------------------------------------------------------------------------------------------


def _each_month(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """What is printed for all the year and for each month on average: 全年接听2400个，平均每月300个."""
    for at, each in enumerate(numbers):
        if each.per != ("月",) or not each.is_exact or "均" not in each.words or each.unit in ("", "%"):
            continue
        totals = [one for one in numbers[:at] if are_alike(one, each) and one.is_exact and not one.per]
        if len(totals) == 1 and "年" in totals[0].words and totals[0].value >= each.value * 2:
            total = totals[0]
            yield Relation(
                total.value / _MONTHS, each, (total,), f"{total.shown} ÷ {_MONTHS}个月", each.step / 2, is_settled=True
            )


# ---- a part above its whole ------------------------------------------------------------------------------------------


def _part_above_whole(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """A number of those that are named before, and that is more than there are: 零售药店642家。对零售药店中的720家."""
    for at, part in enumerate(numbers):
        found = re.search(r"(?P<noun>[\u4e00-\u9fff]{3,8})中(?:的|有|选取|抽取|确定)$", part.words.strip())
        if found is None or not _is_plain(part):
            continue
        wholes = [
            one for one in numbers[:at] if are_alike(one, part) and _is_plain(one) and found["noun"][-4:] in one.words
        ]
        if len(wholes) == 1 and wholes[0].value < part.value:
            yield Relation(
                wholes[0].value, part, (wholes[0],), f"全部{found['noun'][-4:]}", is_settled=True, is_sure=True
            )


def _more_than_all(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """More of what a region has than it has: 全镇共11个行政村；供水管护覆盖13个行政村."""
    for whole, part in combinations(numbers, 2):
        said = re.search(
            rf"全[县市区镇乡旗州省校院](?:现|总)?(?:{either(listed('says-there-are'))})$", whole.words.strip()
        )
        is_covered = re.search(rf"(?:{either(listed('covers'))})$", part.words.strip())
        if not said or not is_covered or not (_is_plain(whole) and _is_plain(part)) or not are_alike(whole, part):
            continue
        if whole.behind[:_NOUN] and whole.behind[:_NOUN] == part.behind[:_NOUN] and part.value > whole.value:
            yield Relation(whole.value, part, (whole,), f"全部{whole.behind[:_NOUN]}", is_settled=True, is_sure=True)
