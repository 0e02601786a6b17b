"""A whole and all of its parts listed behind it: 2420平方米，用于城东680平方米、…五个管理部; 电梯8部：1号楼3部、2号楼5部.

Also parts behind 其中 that come to more than their whole, in texts of which no quantities are stored.
"""

import re
from collections.abc import Iterator, Sequence

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_LEAST = 2  # parts


def spread(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each exact number with the list directly behind it that words say is all of it, or that is more than all of it."""
    for at, whole in enumerate(numbers):
        if not whole.is_exact or whole.per or whole.unit in ("", "%"):
            continue
        parts, behind = _list_behind(numbers[at + 1 :], whole)
        if len(parts) < _LEAST or any(one.value >= whole.value for one in parts):
            continue
        total = sum(one.value for one in parts)
        is_some = re.search(either(listed("says-it-is-a-part")), parts[0].words) is not None
        is_more = is_some and total > whole.value and whole.unit not in ("人", "人次") and not _may_overlap(parts)
        if is_more or (not is_some and (_is_counted(parts, behind) or _is_all(plain, whole, parts))):
            yield Relation(total, whole, tuple(parts), " + ".join(one.text for one in parts), is_settled=True)


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
    return re.search(either([*listed("overlapping-parts"), *listed("qualities-of-parts"), "等"]), words) is not None


def _is_all(plain: str, whole: StatedNumber, parts: Sequence[StatedNumber]) -> bool:
    """Whether a colon opens the list and a mark ends it, and no part may count what another counts."""
    is_ended = re.match(r"[,;。)]|$", plain[parts[-1].end :]) is not None
    return plain[whole.end : whole.end + 1] == ":" and is_ended and not _may_overlap(parts)


def _is_counted(parts: Sequence[StatedNumber], behind: StatedNumber | None) -> bool:
    """Whether words say where all of a whole is, and a number how many places are listed."""
    is_number = behind is not None and behind.start == parts[-1].end and behind.value == len(parts)
    return is_number and re.match(either(listed("says-spread")), parts[0].words.strip()) is not None
