"""What a number is of: the noun behind it (460名党员), else what stands in front of it (慰问干部20人)."""

import re
from typing import Any

from mingzhang import vocabulary
from mingzhang.parse.per import EACH_OF_THEM, without_per
from mingzhang.text.pieces import NUMERALS, either, trim

CLAUSE_ENDS = ",;。!?:\n"
_LIST_MARKS = "、,;。!?:\n \t①②③④⑤⑥⑦⑧⑨⑩"
_LONGEST_CLAUSE = (
    300  # characters on either side of a number; a text without any stop is not looked through for each number
)


@vocabulary.derived
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


@vocabulary.derived
def _either(key: str) -> str:
    """A pattern for any word of a list of the vocabulary."""
    return either(_words()[key])


@vocabulary.derived
def _either_per(key: str) -> str:
    """A pattern for any word of a list of those that say what a number is for each of."""
    return either(_words()["per"][key])


def clause_start(plain: str, at: int) -> int:
    """Where the clause of a number begins."""
    farthest = max(0, at - _LONGEST_CLAUSE)
    return max(farthest, *(plain.rfind(mark, farthest, at) + 1 for mark in CLAUSE_ENDS))


def clause_end(plain: str, at: int) -> int:
    """Where the clause of a number ends."""
    farthest = min(len(plain), at + _LONGEST_CLAUSE)
    ends = [position for mark in CLAUSE_ENDS if (position := plain.find(mark, at, farthest)) >= 0]
    return min(ends, default=farthest)


def subject_of(plain: str, start: int, number: tuple[int, int], unit: str) -> str | None:
    """What the number at `number` is of, in a clause that begins at `start`; the unit is as printed.

    Behind a classifier the noun follows (460名党员, 12个行政村) unless a noun stands in front of it (党员460名).
    """
    behind = _noun_behind(plain, number[1])
    if unit.lstrip("百千万亿") in _words()["classifiers"] and behind and not _does_follow(plain, number[1]):
        return behind
    if behind and plain[: number[0]].rstrip().endswith(tuple(_words()["joins"])):
        return behind  # 12个乡镇、96个村: what stands in front is of the number before
    before = subject_in(plain, start, number[0])
    if before and behind and (before in _words()["verbs_of_work"] or before.endswith("的")):
        return before.removesuffix("的") + behind  # 修缮5处古建筑 and 修缮的5处古建筑 are what 修缮古建筑5处 is
    return before or behind or _subject_of_verb(plain[start : number[0]])


def _subject_of_verb(before: str) -> str | None:
    """What stands in front of a verb that a number directly follows: 群众文化活动每季度举办4场."""
    words = re.split(rf"{_verbs()}(?=$)", without_per(before).strip(_LIST_MARKS))
    return (subject_in(words[0], 0, len(words[0])) or None) if len(words) > 1 else None


def _does_follow(plain: str, at: int) -> bool:
    """Whether what follows a number says what is done, so that the noun stands in front: 残疾儿童36名提供康复救助."""
    return re.compile(rf"(?:{_either('done_to')})").match(plain, at) is not None


@vocabulary.derived
def _verbs() -> str:
    """A pattern for a verb that is not part of a name of what is measured (覆盖率, 涉及人数)."""
    return rf"(?<![党团社])(?:{_either('verbs')})(?!{_either('measured')})"


def _noun_behind(plain: str, at: int) -> str | None:
    after = plain[at : clause_end(plain, at)]
    if after.startswith("、"):
        return None
    for pattern in _words()["conditions"]:
        after = re.sub(pattern, "", after, flags=re.ASCII)
    after = re.sub(rf"^(?:{_either_per('rate_name')})", "", after)
    after = re.sub(rf"^(?:{_verbs()})", "", after)
    after = re.split(rf"{_verbs()}|(?!^)(?:{_either('ends_noun')})", after, maxsplit=1)[0]
    after, *another = re.split(rf"\d|、(?=[{NUMERALS}两百])", after, maxsplit=1)
    if another:  # 5个合作社和12个家庭农场
        after = re.sub(rf"(?:{_either('joins')})$", "", after)
    after = _balanced(after)
    owner, _, owned = after.partition("的")
    noun = owner if owned and _owners().search(owner) else after.rsplit("的", 1)[-1]
    return noun.strip(_LIST_MARKS) or None


@vocabulary.derived
def _owners() -> re.Pattern[str]:
    """The end of a noun for people or places, which are counted where something of theirs follows: 45名孤儿的生活."""
    return re.compile(rf"(?:{either(_words()['owners'])}|{either(_words()['per']['nouns'])})$")


def _balanced(noun: str) -> str:
    """A noun up to a bracket that is not closed in it; a noun never begins inside of one."""
    if noun.startswith("("):
        return ""
    depth = 0
    for at, character in enumerate(noun):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return noun[:at]
    return noun if depth == 0 else noun[: noun.rindex("(")]


def subject_in(plain: str, start: int, end: int) -> str | None:
    """The subject in plain[start:end], without what leads to it and without words of price."""
    before = plain[start:end]
    for pattern in _words()["conditions"]:
        before = re.sub(pattern, "", before, flags=re.ASCII)
    by_rate = rf"(?:{_either_per('rate_before')})[^,;。]*?(?:{_either_per('rate_name')})"
    before = re.sub(by_rate, "", before.rstrip().rstrip("("))
    before = _without_says(before)
    before = without_per(re.split(rf"{EACH_OF_THEM}(?={_either_per('given')})", before)[-1])
    before = _without_says(before)
    before = re.split(_verbs(), before)[-1]
    before = re.split(_either("over_the_year"), before)[-1] or before
    shorter = None
    leading = rf"^(?!{_either('not_leading')})(?:{_either('leading')})"
    while shorter != before:
        shorter, before = before, re.sub(leading, "", before.strip(_LIST_MARKS))
    first, last = trim(before, 0, len(before), _LIST_MARKS)
    return before[first:last] or None


def _without_says(before: str) -> str:
    return re.sub(rf"(?:{_either('says')})$", "", before)
