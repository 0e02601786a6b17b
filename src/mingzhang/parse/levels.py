"""The printed names of the indicator framework's levels, to the official ones.

A name is read by its parts: what may stand in front (项目, 预期), the name or a variant of it, points (50分), and brackets that
explain it. All words are in levels.yml; a name with any other word in it is not known.
"""

import re
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.text.pieces import NUMERALS, either, half_width, squeeze, without_translation

LEVEL1, LEVEL2 = "level1", "level2"
# What stands in front of a name in its cell: 一、 (一) 1. 1.2 ① or a code of a system that exports: 11- 0101 A1.
_NUMBER = re.compile(
    rf"(?:\([{NUMERALS}\d]{{1,4}}\)|[{NUMERALS}]{{1,3}}、|[A-Z]?\d{{1,4}}(?:\.\d{{1,3}})*|[A-Z]|[①-⑳])[、.:)_\-—–]*",
    re.ASCII,
)
_AS_A_HEADING = re.compile(r"[\[【]([^\[\]【】]+)[\]】]")  # 【产出指标】
_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]$")


@vocabulary.derived
def _number_of_points() -> str:
    """A pattern for 50分, 40-50分, 权重50%."""
    words = either(vocabulary.load("levels")["points"])
    return rf"(?:{words})?:?\d+(?:\.\d+)?(?:\s*[-—~～]\s*\d+(?:\.\d+)?)?\s*[分%]?"


@vocabulary.derived
def _points() -> str:
    """A pattern for points in brackets: (50分), (50), (40-50)分."""
    return rf"[(（]\s*{_number_of_points()}\s*[)）](?:\s*分)?"


@vocabulary.derived
def _points_behind() -> re.Pattern[str]:
    """Points behind a name, in brackets or without: 产出指标50分."""
    return re.compile(rf"(?:{_points()}|(?<=\D)\d+(?:\.\d+)?分):?$", re.ASCII)


@vocabulary.derived
def _names(level: str) -> dict[str, str]:
    return vocabulary.variants("levels", level)


@vocabulary.derived
def _whole_names(level: str) -> dict[str, str]:
    """Each variant that a whole cell may print -> the official name."""
    whole = vocabulary.load("levels")["whole_cell"][level]
    return _names(level) | {variant: name for name, variants in whole.items() for variant in variants}


@vocabulary.derived
def name_pattern(level: str) -> str:
    """A pattern for any known name of a level, with white space and points (50分) where documents print them."""
    names = sorted(_names(level), key=lambda name: (-len(name), name))
    alternatives = "|".join(r"\s*".join(map(re.escape, name)) for name in names)
    return rf"(?:{alternatives})(?:\s*{_points()})?"


@vocabulary.derived
def official_name(level: str, printed: str) -> str | None:
    """The official name of a level-1 or level-2 heading as printed; None when it is not understood as one.

    A number in front is none of the name when the rest says that it is one of a level: 一、产出指标, 11-数量指标.
    """
    name = without_translation(squeeze(printed).rstrip(":"))
    without_points = _points_behind().sub("", name)
    has_points = without_points != name
    name = _without_number(without_points.rstrip(":"))
    if heading := _AS_A_HEADING.fullmatch(name):
        name = _without_number(_points_behind().sub("", heading[1]))
    if (brackets := _BRACKETS.search(name)) and name not in _whole_names(level):
        official = _without_brackets(level, name[: brackets.start()], has_points)
        return official if official and _leaves_it(official, brackets[1]) else None
    return _without_brackets(level, name, has_points)


# One name for both levels: 产出（数量）, 产出指标-数量指标, 效益/社会效益.
_BOTH = re.compile(
    r"\s*(?P<first>[^()\s/\\:·—–-]+)\s*(?:\((?P<inside>[^()]+)\)|(?:[/\\:·>→]|[—–-]{1,2}|\s)\s*(?P<behind>[^()\s]+))\s*"
)


class BothLevels(NamedTuple):
    """The official names of the two levels that one text prints, and how far that of the first goes in it."""

    level1: str
    level2: str
    end: int


@vocabulary.derived
def both_levels(printed: str) -> BothLevels | None:
    """The levels 1 and 2 that one text names: 产出（数量）, 满意度（服务对象）; None where it is a name of one, or of none.

    The second is a name by itself or, as people leave it out, with the first behind it.
    """
    match = _BOTH.fullmatch(half_width(printed))
    if match is None or any(official_name(level, printed) for level in (LEVEL1, LEVEL2)):
        return None
    first, second = match["first"], squeeze(match["inside"] or match["behind"])
    level1 = official_name(LEVEL1, first)
    if level1 is None:
        return None
    ends = either(vocabulary.load("levels")["endings"])
    level2 = official_name(LEVEL2, second) or official_name(LEVEL2, second + re.sub(rf"(?:{ends})$", "", first))
    return BothLevels(level1, level2, match.end("first")) if level2 else None


def second_below(level1: str, printed: str) -> str | None:
    """The official name of a level 2 that leaves out what the level 1 above it says: 经济 below 效益指标; else None."""
    ends = either(vocabulary.load("levels")["endings"])
    return official_name(LEVEL2, squeeze(printed) + re.sub(rf"(?:{ends})$", "", level1))


def _without_number(name: str) -> str:
    number = _NUMBER.match(name)
    rest = name[number.end() :] if number else ""
    return rest if says_level(rest.partition("(")[0]) else name


def _without_brackets(level: str, name: str, has_points: bool) -> str | None:
    """The official name for a name without points and brackets, with one of the words that may stand in front or with none."""
    if name in _whole_names(level):
        return _whole_names(level)[name]
    content = vocabulary.load("levels")
    match = re.match(either(content["prefixes"]), name)
    if match is None:
        return None
    rest = name[match.end() :]
    if not (has_points or says_level(rest) or rest in content["never_a_name"]):
        return None
    return _whole_names(level).get(rest)


def _leaves_it(official: str, remark: str) -> bool:
    """Whether brackets behind a name leave it as it is: points, a remark, or further names of it (或建筑规模指标)."""
    if (
        not remark
        or re.fullmatch(_number_of_points(), remark, re.ASCII)
        or remark in vocabulary.load("levels")["remarks"]
    ):
        return True
    further = either(vocabulary.load("levels")["further_names"])
    parts = re.split("[、,;/]|或者?", re.sub(rf"^(?:{further})", "", remark))
    known = [_without_brackets(one, part, has_points=False) for part in parts for one in (LEVEL1, LEVEL2)]
    return all(map(says_level, parts)) and {name for name in known if name} <= {official}


def says_level(name: str) -> bool:
    """Whether a name says that it is one of a level: 数量指标, but not 数量."""
    return name.endswith(tuple(vocabulary.load("levels")["endings"]))


def is_level_of(subject: str, *names: str | None) -> bool:
    """Whether any of these names of levels is of `costs`, `effects` or `satisfaction`: 社会效益指标 is of effects."""
    words = vocabulary.load("levels")["subjects"][subject]
    return any(word in name for name in names if name for word in words)


def role_of_level(role: str) -> str:
    """The official name of the level that has a role: `outputs`, `deadlines`."""
    return str(vocabulary.load("levels")["roles"][role])
