"""Whether the words of an indicator say that its number is of another thing than that of a goal which is named like it.

It may be of another step of the work (采集, 送检), of other people, of a part of a sum, or of a narrower group. A narrower
group and a later step have fewer than all: where an indicator says more than its goal, what it names beside it explains
nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.likeness import words_around
from mingzhang.checks.sizes import distance
from mingzhang.checks.words.subjects import bare_name, in_same_words
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width

_HEAD = 2  # characters at the end of a name that say what kind of thing it is


def is_of_another_thing(goal: TableRow, indicator: TableRow, others: Sequence[TableRow] = ()) -> bool:
    """Whether an indicator is of another thing than a number of a goal, beside which others stand in the same unit."""
    around, name = in_same_words(words_of_goal(goal, others)), in_same_words(indicator["subject"] or "")
    if _are_of_two_steps(around, name, goal["base_value"] > indicator["base_value"]):
        return True
    if are_of_two_peoples(around, name) or _is_of_some(goal, _parts_of(goal, others), indicator, name):
        return True
    may_be_part = goal["base_value"] > indicator["base_value"] or not _has_same_head(goal, name)
    return may_be_part and not _ends_sum(goal, others, name) and _is_more_named(goal, others, name)


def is_rate_over_several(goal: TableRow, indicator: TableRow, goals: Sequence[TableRow]) -> bool:
    """Whether an indicator's rate may be that of several things of which a goal prints a rate for each.

    学生满意率95%、家长满意率90% say nothing against 服务对象满意率≥90%; of what the goal names the indicator has no word.
    """
    if goal["role"] != "rate" or goal["base_value"] == indicator["base_value"]:
        return False
    plain = half_width(goal["parent_text"])
    start, end = sentence_start(plain, goal["start_char"]), sentence_end(plain, goal["start_char"])
    beside = [
        one["base_value"]
        for one in goals
        if one["role"] == "rate"
        and one["goal_id"] == goal["goal_id"]
        and start <= one["start_char"] < end
        and one is not goal
    ]
    name, own = indicator["subject"] or "", bare_name(goal["subject"] or "")
    is_narrower = any(own[at : at + 2] not in name for at in range(0, len(own) - 1))
    low_high = (
        min(goal["base_value"], one) <= indicator["base_value"] <= max(goal["base_value"], one) for one in beside
    )
    return is_narrower and any(low_high)


def words_of_goal(goal: TableRow, others: Sequence[TableRow]) -> str:
    """The words around a number, and of a sum those of the sentence that names its parts."""
    around = words_around(goal, without_brackets=True)
    if not _parts_of(goal, others):
        return around
    plain = half_width(goal["parent_text"])
    return plain[sentence_start(plain, goal["start_char"]) : goal["start_char"]] + around


def are_two_steps(one: TableRow, other: TableRow) -> bool:
    """Whether two counts of one sentence of a goal are of two steps of the work: 应检1300人，参加体检1200人."""
    if (
        one["goal_id"] != other["goal_id"]
        or one["role"] not in ("count", "other")
        or one["base_value"] == other["base_value"]
    ):
        return False
    plain = half_width(one["parent_text"])
    if _is_reached(plain, *sorted((one, other), key=itemgetter("base_value"))):
        return True
    if sentence_start(plain, one["start_char"]) != sentence_start(plain, other["start_char"]):
        return False
    if _is_of_greatest(one) != _is_of_greatest(other):
        return True
    return lines_in("stages-that-part", words_around(one)) != lines_in("stages-that-part", words_around(other))


def _is_reached(plain: str, part: TableRow, whole: TableRow) -> bool:
    """Whether a smaller number is what is reached of all there are: 全镇共13个行政村；供水管护覆盖11个行政村."""
    reached, in_all = either(listed("covers")), either(listed("says-there-are"))
    return (
        re.search(rf"(?:{reached})$", plain[: part["start_char"]].strip()) is not None
        and re.search(rf"全[\u4e00-\u9fff](?:现|总)?(?:{in_all})$", plain[: whole["start_char"]].strip()) is not None
    )


def _is_of_greatest(one: TableRow) -> bool:
    """Whether a number is of the greatest or least of several things: 最大一座装机75千瓦, beside 总装机180千瓦."""
    return re.search(either(listed("says-greatest")), words_around(one)) is not None


def _parts_of(goal: TableRow, others: Sequence[TableRow]) -> list[TableRow]:
    return [one for one in others if goal["id"] in (one["summed_in_id"], one["part_of_id"])]


def _are_of_two_steps(around: str, name: str, is_less: bool) -> bool:
    """Whether an indicator is of another step of the work than a goal: 采集 and 送检, 受理 and 发放."""
    of_goal, of_indicator = lines_in("stages-that-part", around), lines_in("stages-that-part", name)
    of_goal_alone = lines_in("stages-that-part", re.sub(either(listed("left-out-in-indicators")), "", around))
    if of_indicator - of_goal or (is_less and of_goal_alone - of_indicator):
        return True
    of_goal, of_indicator = lines_in("stages", around), lines_in("stages", name)
    return bool(of_goal and of_indicator and not of_goal & of_indicator)


def are_of_two_peoples(around: str, name: str) -> bool:
    """Whether an indicator names people and a goal other people: 教师, 学生."""
    of_goal, of_indicator = ({word for word in listed("any-people") if word in words} for words in (around, name))
    return bool(of_goal and of_indicator and not of_goal & of_indicator)


def _is_near(one: TableRow, other: TableRow) -> bool:
    return distance(one["base_value"], other["base_value"]) == "near"


def _is_of_some(goal: TableRow, parts: Sequence[TableRow], indicator: TableRow, name: str) -> bool:
    """Whether an indicator has two characters of a part that its whole and others lack, and nearly its number: 社区宣讲10场."""
    subjects = {one["id"]: _nothing().sub(" ", in_same_words(one["subject"] or "")) for one in parts}
    whole = in_same_words(goal["subject"] or "")
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    near = [subjects[one["id"]] for one in parts if _is_near(one, indicator)]
    own = {pair for pair in pairs if pair not in whole and not all(pair in subject for subject in subjects.values())}
    return any(pair in subject for pair in own for subject in near)


def _has_same_head(goal: TableRow, name: str) -> bool:
    """Whether a goal and an indicator name the same kind of thing: 村级防疫员 and 动物防疫员补助人数."""
    own, other = (_nothing().sub("", one) for one in (bare_name(goal["subject"] or ""), bare_name(name)))
    return len(own) >= _HEAD and own[-_HEAD:] == other[-_HEAD:]


def _ends_sum(goal: TableRow, others: Sequence[TableRow], name: str) -> bool:
    """Whether a number is the sum of all others, and an indicator has its noun: 卫生院11家、卫生室46家，接入机构共57家."""
    parts = [one for one in others if one["summed_in_id"] == goal["id"]]
    own = bare_name(goal["subject"] or "")
    return len(parts) > 1 and len(parts) == len(others) and len(own) >= _HEAD and bare_name(name).endswith(own[-_HEAD:])


def _is_more_named(goal: TableRow, others: Sequence[TableRow], name: str) -> bool:
    """Whether an indicator names something that stands neither with the number of the goal nor in the project's name."""
    beside = [one for one in others if one["per"] is None and one not in _parts_of(goal, others)]
    plain = half_width(goal["parent_text"])
    sentence = plain[sentence_start(plain, goal["start_char"]) : sentence_end(plain, goal["end_char"])]
    around = in_same_words(words_of_goal(goal, others) if beside else sentence)
    project = in_same_words(goal["project_name"] or "")
    pairs = {words[at : at + 2] for words in (around, project) for at in range(len(words) - 1)}
    named = {at + step for at in range(len(name) - 1) if name[at : at + 2] in pairs for step in (0, 1)}
    left = "".join(" " if at in named else character for at, character in enumerate(name))
    left = re.sub(f"[{re.escape(around)}]", " ", _nothing().sub(" ", left))
    return re.search(r"[\u4e00-\u9fff]{2}", left) is not None or any(word in left for word in listed("telling-apart"))


@vocabulary.derived
def _nothing() -> re.Pattern[str]:
    """Words of an indicator's name that tell it from no other thing: of steps, which are compared, of doing, of counting."""
    steps = [word for lists in ("stages", "stages-that-part") for line in listed(lists) for word in line.split()]
    own = vocabulary.load("quantities")
    words = [
        *steps,
        *listed("says-nothing"),
        *listed("received"),
        *listed("any-people"),
        *own["verbs"],
        *own["leading"],
        *listed("names-no-more"),
    ]
    return re.compile(either(in_same_words(word) for word in words if len(word) > 1))


@lru_cache(maxsize=65536)
def lines_in(name: str, words: str) -> frozenset[int]:
    """The lines of a list of which a word stands in a text."""
    words = re.sub(either(listed("ordinary-phrases")), "", words)
    lines = enumerate(listed(name))
    return frozenset(number for number, line in lines if any(word in words for word in line.split()))
