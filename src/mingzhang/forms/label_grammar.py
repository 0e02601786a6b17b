"""Labels by their parts: 年度绩效指标值 is 年度 + 绩效 + 指标 + 值, and vocabulary/labels.yml says what these make.

The last word of a label is what it is; the words before it narrow that down. A label is understood only when every
character of it is in a word of ours.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang import vocabulary
from mingzhang.text.pieces import either, without_translation

_BRACKETS = re.compile(r"\(([^()]*)\)")
_JOINING = frozenset({"and", "of"})

# Classes that say what time a label speaks of, the strongest first -> the scope.
_SCOPES = (
    ("earlier", "earlier"),
    ("later", "later"),
    ("partial", "partial"),
    ("whole", "whole_project"),
    ("year", "year"),
)


@vocabulary.derived
def _in_front() -> re.Pattern[str]:
    """What may stand in front of a label: 其中：, 1. , (1), 一、."""
    of_which = either(vocabulary.load("forms")["of_which"])
    return re.compile(
        rf"^(?:(?:{of_which})[:、,—-]*)?(?:\d{{1,2}}[.、]|\(\d{{1,2}}\)|[一二三四五六七八九十]{{1,2}}、)?", re.ASCII
    )


@vocabulary.derived
def _behind() -> re.Pattern[str]:
    """What may stand behind a label: 10分, the number of a goal (年度目标1), a colon, a unit of money (/万元)."""
    goal = "|".join(rf"(?<={re.escape(word)})" for word in vocabulary.load("forms")["numbered"]["goals"])
    currency = either(vocabulary.load("units")["currency"])
    return re.compile(rf"(?:\d{{1,3}}分|(?:{goal})\d{{1,2}}|:|[/:,](?:{currency})?[千百万亿]{{0,2}}元)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parts:
    """A label taken apart: the classes of its words in their order, and what time it speaks of (None: it does not say).

    `scope` is year, whole_project, partial (half a year), earlier or later; `years` are the years that it prints.
    """

    classes: tuple[str, ...]
    scope: str | None
    years: tuple[int, ...]


def core_of(squeezed: str) -> str:
    """A squeezed text without numbering in front, brackets, a translation, and points, unit of money and colon behind it."""
    core = without_translation(_BRACKETS.sub("", _in_front().sub("", squeezed)))
    behind = _behind()
    while (shorter := behind.sub("", core)) != core:
        core = shorter
    return core


def take_apart(squeezed: str) -> list[Parts]:
    """The ways in which a squeezed text is made of our words, those of the fewest words; none when it is not."""
    core = re.sub(r"20\d\d年度?", "年度", core_of(squeezed))
    found = list(_readings(core, 0, ()))
    fewest = min(map(len, found), default=0)
    inside = [_classes_in(text) for text in _BRACKETS.findall(squeezed)]
    years = tuple(sorted({int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", squeezed)}))
    readings = dict.fromkeys(one for one in found if len(one) == fewest)
    return [Parts(one, _scope_of({*one, *(name for names in inside for name in names)}), years) for one in readings]


def fields_by_rules(squeezed: str) -> tuple[dict[str, str], Parts | None]:
    """List of labels -> field, for a text that is made of our words; a list in which two readings of it differ has none.

    And the parts of the text, None when it is not made of our words.
    """
    readings = take_apart(squeezed)
    named: dict[str, set[str]] = {}
    for one in readings:
        for name, field in _fields(one.classes).items():
            named.setdefault(name, set()).add(field)
    return {name: fields.pop() for name, fields in named.items() if len(fields) == 1}, next(iter(readings), None)


def says_inside(squeezed: str, name: str) -> bool:
    """Whether brackets of a label say one thing only, of one class of words: 符号 of 指标值(符号)."""
    return any(_classes_in(text) == (name,) for text in _BRACKETS.findall(squeezed))


def subject_of_label(squeezed: str) -> str:
    """What a label over 编码 and 名称 is of, by its first words: 项目 of 项目编码及名称; empty where it says none."""
    core = core_of(squeezed)
    subjects = frozenset(vocabulary.load("labels")["subjects"])
    ends = (
        end for end in range(len(core), 0, -1) if any(subjects.issuperset(one) for one in _readings(core[:end], 0, ()))
    )
    return core[: next(ends, 0)]


def rules_of(name: str) -> tuple[str, ...]:
    """The fields that the rules of a list of labels make."""
    return tuple(vocabulary.load("labels")["rules"].get(name, ()))


@vocabulary.derived
def _words() -> dict[str, tuple[str, ...]]:
    """First character -> words; and under each word its classes."""
    words: dict[str, list[str]] = {}
    for name, own in vocabulary.load("labels")["parts"].items():
        for word in own:
            words.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in words.items()}


@vocabulary.derived
def _longest_word() -> int:
    return max(map(len, _words()))


def _readings(text: str, start: int, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Each way to cover the text from a place on with words, as the classes of the words. Long words are tried first."""
    if start == len(text):
        if before:
            yield before
        return
    for end in range(min(len(text), start + _longest_word()), start, -1):
        for name in _words().get(text[start:end], ()):
            yield from _readings(text, end, (*before, name))


def _classes_in(text: str) -> tuple[str, ...]:
    """The classes of a text in brackets when it is made of our words; of any other text none: it is a remark."""
    return next(_readings(text, 0, ()), ())


def _scope_of(classes: set[str]) -> str | None:
    return next((scope for name, scope in _SCOPES if name in classes), None)


def _fields(classes: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for name, fields in vocabulary.load("labels")["rules"].items():
        named = [field for field, rules in fields.items() if any(_applies(rule, classes) for rule in rules)]
        if named:
            found[name] = named[0]
    return found


def _applies(rule: Mapping[str, Any], classes: tuple[str, ...]) -> bool:
    if classes[-1] not in rule["last"]:
        return False
    needs = rule.get("needs", [])
    allowed = {*rule.get("may", []), *_JOINING, *(name for group in needs for name in group)}
    return all(any(name in classes for name in group) for group in needs) and set(classes[:-1]) <= allowed
