"""A whole and all of its parts listed behind it: 2420平方米，用于城东680平方米、…五个管理部; 电梯8部：1号楼3部、2号楼5部.

All of them are listed where a word says so, where a colon opens the list, or where three or more that are named alike come
near to the whole: 样品380份，收购环节150份、储存环节140份、出库环节110份. Also parts behind 其中 that come to more than it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.checks.lists import listed, threshold
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_LEAST = 2  # parts
_LEAST_ALIKE = 3
_EITHER_UNIT = re.compile(r"\((?P<other>[\u4e00-\u9fff]{1,2})\)")  # 46台(支): some are 台, some 支


def spread(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each exact number with the list directly behind it that words say is all of it, or that is more than all of it."""
    for at, whole in enumerate(numbers):
        if not whole.is_exact or whole.per or whole.unit in ("", "%"):
            continue
        parts, behind = _list_behind(*_candidates(plain, whole, numbers[at + 1 :]))
        if len(parts) < _LEAST or any(one.value >= whole.value for one in parts):
            continue
        total = sum(one.value for one in parts)
        is_some = re.search(either(listed("says-it-is-a-part")), parts[0].words) is not None
        is_more = is_some and total > whole.value and whole.unit not in ("人", "人次") and not _may_overlap(parts)
        if is_more or (not is_some and _are_all(plain, whole, parts, behind)):
            yield Relation(total, whole, tuple(parts), " + ".join(one.text for one in parts), is_settled=True)


def _are_all(plain: str, whole: StatedNumber, parts: Sequence[StatedNumber], behind: StatedNumber | None) -> bool:
    return _is_counted(parts, behind) or _is_all(plain, whole, parts) or _are_all_by_name(plain, whole, parts)


def _candidates(
    plain: str, whole: StatedNumber, numbers: Sequence[StatedNumber]
) -> tuple[Sequence[StatedNumber], StatedNumber]:
    """The numbers behind a whole that may be its parts, and the whole as one in their clause but one.

    Of a whole that is counted in two units both are its unit (支 of 46台（支）). Numbers of other things are passed over where
    words say that what follows is what the whole is made of: 5500册，印制费18元/册，用于赠阅1200册、….
    """
    if both := _EITHER_UNIT.match(plain, whole.end):
        numbers = [replace(one, unit=whole.unit) if one.printed_unit == both["other"] else one for one in numbers]
        whole = replace(whole, clause=whole.clause + 2)
    other = next((at for at, one in enumerate(numbers) if are_alike(one, whole)), 0)
    if other and re.match(either(listed("says-made-of")), numbers[other].words.strip()):
        return numbers[other:], replace(whole, clause=numbers[other].clause - 1)
    return numbers, whole


def _list_behind(
    numbers: Sequence[StatedNumber], whole: StatedNumber
) -> tuple[list[StatedNumber], StatedNumber | None]:
    """The numbers of a list, each behind 、 but the first, and the number behind it; names like 1号楼 hold no number of it."""
    parts: list[StatedNumber] = []
    named = ""  # what stands in front of a number that is part of a name
    for one in numbers:
        if not one.unit and one.behind.startswith("号"):
            named += one.words
            continue
        is_next = not parts or (named + one.words).startswith(("、", "和", "及"))
        is_near = (not parts and one.clause == whole.clause + 1) or (bool(parts) and one.clause == parts[0].clause)
        if not (are_alike(one, whole) and one.is_exact and not one.per and is_next and is_near):
            return parts, one
        parts.append(one)
        named = ""
    return parts, None


def _may_overlap(parts: Sequence[StatedNumber]) -> bool:
    words = "".join(one.words + one.behind for one in parts)
    if re.match(either(listed("says-spread")), parts[0].words.strip()):  # what is used for one is not used for another
        return "等" in words
    return re.search(either([*listed("overlapping-parts"), *listed("qualities-of-parts"), "等"]), words) is not None


def _are_all_by_name(plain: str, whole: StatedNumber, parts: Sequence[StatedNumber]) -> bool:
    """Whether three parts or more near to the whole are named alike, or one of them says that it is what others are not."""
    names = [re.sub(r"^[、和及,]", "", one.words.strip()) for one in parts]
    first = re.sub(rf"^.*?(?:{either(listed('says-made-of'))})", "", names[0])
    low, high = sorted((whole.value, sum(one.value for one in parts)))
    longest = max(map(len, names[1:]))
    # What is longer in front begins with what is done: 疏浚干渠40公里、支渠50公里 are no parts of 河道120公里.
    if len(parts) < _LEAST_ALIKE or high > low * threshold("all-of-a-list") or len(first) > longest + 1:
        return False
    says_all = first != names[0] or any(re.match(either(listed("other-parts")), name) for name in names)
    are_alike_named = len({name[-1:] for name in (first, *names[1:])}) == 1
    return (says_all or are_alike_named) and _is_ended(plain, parts) and not _may_overlap(parts)


def _is_ended(plain: str, parts: Sequence[StatedNumber]) -> bool:
    return re.match(r"[,;。)]|$", plain[parts[-1].end :]) is not None


def _is_all(plain: str, whole: StatedNumber, parts: Sequence[StatedNumber]) -> bool:
    """Whether a colon opens the list and a mark ends it, and no part may count what another counts."""
    return plain[whole.end : whole.end + 1] == ":" and _is_ended(plain, parts) and not _may_overlap(parts)


def _is_counted(parts: Sequence[StatedNumber], behind: StatedNumber | None) -> bool:
    """Whether words say where all of a whole is, and a number how many places are listed."""
    is_number = behind is not None and behind.start == parts[-1].end and behind.value == len(parts)
    return is_number and re.match(either(listed("says-spread")), parts[0].words.strip()) is not None
