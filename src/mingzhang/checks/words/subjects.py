"""Whether two quantities are of the same thing, by the words that name it."""

import json
import math
import re
from functools import cache, lru_cache

from mingzhang.checks.lists import listed
from mingzhang.search import fold
from mingzhang.text.pieces import either


def subject_keys(subject: str, project_name: str) -> str:
    """JSON object of keys, each with 1 if it is the whole subject and 0 if it is a part of it.

    Two subjects in a project are surely the same thing when they have a key in common that is the whole of one of them.
    The whole is what is left without words that say nothing of what it is (words.yml) and without doubled words. Parts are
    that without words for people in general, and without what the project's name begins or ends with: in 农牧民党员生活补助
    the 460 农牧民党员 are those of the 农牧民党员生活补助人数. A subject of which nothing is left has no key.
    """
    return json.dumps(_keys(subject, project_name), ensure_ascii=False)


@lru_cache(maxsize=65536)
def _keys(subject: str, project_name: str) -> dict[str, int]:
    subject, project_name = in_same_words(subject), in_same_words(project_name)
    key = _once(_without(subject, ("says-nothing",)))
    anybody = _once(_without(subject, ("says-nothing", "any-people")))
    name = re.sub(r"[费金款]$", "", _without(project_name, ("says-nothing",)))
    names = {name, _without_ends(name)}
    parts = [anybody, *(part for one in (key, anybody) for own in names for part in _without_name(one, own))]
    keys = {_once(part): 0 for part in parts} | {key: 1}
    return {key: whole for key, whole in keys.items() if len(key) > 1}


def _without_ends(name: str) -> str:
    """A project's name without what it says at its end of how money is given: 人民调解员 of 人民调解员补贴."""
    return re.sub(rf"(?<=..)(?:{either(listed('ways-of-giving'))})+$", "", name)


def keys_in_common(one: str, other: str, project_name: str) -> int | None:
    """How many keys two subjects share that are the whole of one of them; None when one of them has no key."""
    first, second = _keys(one, project_name), _keys(other, project_name)
    if not first or not second:
        return None
    return sum(1 for key in first.keys() & second.keys() if first[key] or second[key])


@lru_cache(maxsize=65536)
def differ_by_project(one: str, other: str, project_name: str) -> bool:
    """Whether one name only leaves out what the project is of as a whole.

    专家参与检查 and 专家参与安全生产检查 are one thing in the project 安全生产专家检查.
    A project that is of several things (和, 及, 、) may mean but one of them.
    """
    short, long = sorted((fold(one), fold(other)), key=len)
    name, left_out = fold(project_name), len(long) - len(short)
    if len(short) < 4 or left_out < 2 or re.search(r"[、及和与]", project_name):
        return False
    return any(
        short[:at] + short[at:] == long[:at] + long[at + left_out :] and long[at : at + left_out] in name
        for at in range(1, len(short))
    )


@lru_cache(maxsize=65536)
def related(one: str, other: str) -> bool:
    """Whether two names may be of one thing though their words are not the same: 应急演练 and 综合性应急演练, 食品抽检 and
    食品安全监督抽检, 副职 and 副职干部.

    What is left of one without words that say nothing of what it is must run through the other in its order.
    """
    first, second = sorted(map(bare_name, (one, other)), key=len)
    if len(first) < 2:
        return bool(one) and fold(one) == fold(other)
    characters = iter(second)
    return all(character in characters for character in first)


@lru_cache(maxsize=65536)
def in_same_words(text: str) -> str:
    """A text, folded, in which each word that says the same as another one stands as the first of them (村医 as 乡村医生)."""
    pattern, first = _same_words()
    return pattern.sub(lambda match: first[match[0]], fold(text))


@cache
def _same_words() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = [one.split() for one in listed("same-words")]
    first = {word: group[0] for group in groups for word in group}
    return re.compile(either(first)), first


def bare_name(name: str) -> str:
    """A name, folded, in the same words as others, without words that say nothing of what it names."""
    return _without(in_same_words(name), ("says-nothing",))


def named_alone(name: str) -> str:
    """A name, folded, without words that say nothing of what it names, and without the work that is done on it."""
    return _without(in_same_words(name), ("says-nothing", "any-people", "any-work"))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for words that say nothing of what they name (保洁员人数, 保洁员)."""
    first, second = map(bare_name, (one, other))
    return bool(first) and first == second


@lru_cache(maxsize=65536)
def common_words(one: str, other: str) -> bool:
    """Whether two names have two characters next to each other in common, of those that say what they name."""
    first, second = (named_alone(name) for name in (one, other))
    return any(first[at : at + 2] in second for at in range(len(first) - 1))


def _without(text: str, lists: tuple[str, ...]) -> str:
    return _any_of(lists).sub("", text)


@cache
def _any_of(lists: tuple[str, ...]) -> re.Pattern[str]:
    # 覆盖率 and 参与率 are two things, 覆盖人数 and 参与人数 may be one.
    return re.compile(rf"(?:{either(word for one in lists for word in listed(one))})(?![率面度])")


def _once(key: str) -> str:
    """A key in which a doubled word (慰问慰问) stands once."""
    return re.sub(r"(..+)\1", r"\1", key)


def _without_name(key: str, name: str) -> list[str]:
    """The key without each end that is an end of the name, and without each beginning that is a beginning of the name."""
    ends = [key[:at] for at in range(2, len(key) - 1) if name.endswith(key[at:])]
    return ends + [key[at:] for at in range(2, len(key) - 1) if name.startswith(key[:at])]


def agreement(comparator: str, value: float, other_comparator: str, other_value: float) -> str:
    """How a second target agrees with a first one for the same thing.

    equal; compatible (≥50 and ≤100); looser, when the second allows what the first does not (≥98 and ≥95, a plain 1200 and
    ≥1000); stricter, when whoever keeps to the second keeps to the first (≥30 and ≥100); differs, when both cannot be kept.
    """
    found = compared(comparator, value, other_comparator, other_value)
    if found != "weaker":
        return found
    (low, high), (other_low, other_high) = _range(comparator, value), _range(other_comparator, other_value)
    return "looser" if other_low <= low and high <= other_high else "stricter"


def compared(comparator: str, value: float, other_comparator: str, other_value: float) -> str:
    """How two printed targets for one thing agree: equal, compatible (≥50 and ≤100), weaker or differs.

    Weaker: the numbers differ, yet whoever keeps to one keeps to the other too (≥14 and ≥10, a plain 510 and ≥460).
    """
    if value == other_value:
        return "equal"
    (low, high), (other_low, other_high) = _range(comparator, value), _range(other_comparator, other_value)
    if (low <= other_low and other_high <= high) or (other_low <= low and high <= other_high):
        return "weaker"
    return "compatible" if max(low, other_low) <= min(high, other_high) else "differs"


def _range(comparator: str, value: float) -> tuple[float, float]:
    match comparator:
        case "≥" | ">":
            return value, math.inf
        case "≤" | "<":
            return -math.inf, value
    return value, value
