"""Where the entries of an indicator cell begin: numbered headings and items, and headings by their names alone."""

import re
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.parse.levels import LEVEL1, LEVEL2, name_pattern, official_name
from mingzhang.text.numbering import BEHIND_NUMBERING
from mingzhang.text.pieces import NUMERALS, either, trim

STOPS = ";；。"
_NUMBERING = {
    LEVEL1: rf"[{NUMERALS}]{{1,3}}\s*[、,.]\s*",
    LEVEL2: rf"\(\s*[{NUMERALS}]{{1,3}}\s*\)\s*[、,.]?\s*",
}
# Behind 指标1 nothing needs to stand, but what counts something (指标1项) or goes on as a number makes it no numbering.
_BEHIND_NAMED = r"(?:\s*[:、]|\s*[.,](?!\d)|(?![\d级类次个月年日号%.~—–-]|项(?!目)))"
_ENCLOSED = "①-⑳⑴-⒇⒈-⒛"  # three times twenty characters in a row
_ITEM = rf"\((?P<b>\d{{1,2}})\)|(?P<c>\d{{1,2}})\s*[.、,)]|(?P<d>[{_ENCLOSED}])"
_LONGEST_HEADING = 60  # characters in front of a numbering in which the heading above it ends
_FIRST_ITEMS = 2  # a cell with so many headings whose first item is numbered numbers all of them
# 1.2025年10月底前完工, 2.24小时扑灭率: no number with decimals.
_NAME_FOLLOWS = re.compile(BEHIND_NUMBERING, re.ASCII)


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering, or the start of a line without one: what kind of entry begins here, and where its text does."""

    kind: str | None  # level1, level2, item, or None
    start: int
    text_start: int
    number: int | None = None
    is_bare: bool = False  # a heading without a number within a line


@vocabulary.derived
def _heading_numbering(level: str) -> re.Pattern[str]:
    return re.compile(_NUMBERING[level])


@vocabulary.derived
def _item_numbering() -> re.Pattern[str]:
    named = either(vocabulary.load("forms")["numbered"]["indicators"])
    return re.compile(rf"(?:(?:{named})\s*(?P<a>\d{{1,2}}){_BEHIND_NAMED}|{_ITEM})\s*", re.ASCII)


@vocabulary.derived
def _item_begins() -> str:
    """The characters, besides digits, that the numbering of an item begins with."""
    return "".join(dict.fromkeys(word[0] for word in vocabulary.load("forms")["numbered"]["indicators"])) + "("


@vocabulary.derived
def known_heading(level: str, numbered: bool) -> re.Pattern[str]:
    """A known name that ends where the word ends: 成本指标, but not the first half of 成本控制情况."""
    return re.compile((_NUMBERING[level] if numbered else "") + rf"(?P<name>{name_pattern(level)})(?![^\W\d_])")


def is_heading_alone(plain: str, start: int, end: int) -> bool:
    """Whether plain[start:end] is the known name of a level, with a colon behind it or none, and nothing else."""
    end = trim(plain, start, end, ":")[1]
    matches = (known_heading(level, numbered=False).match(plain, start, end) for level in (LEVEL1, LEVEL2))
    return any(match is not None and match.end() == end for match in matches)


def numbering_end(plain: str, start: int = 0) -> int:
    """Where the numbering of an indicator's name in half width ends (1. or 指标1); `start` where it has none.

    A number that belongs to the name (12345热线, 2023年…) is no numbering.
    """
    found = item_at(plain, start, len(plain))
    return found.text_start if found else start


def item_at(plain: str, start: int, end: int) -> Marker | None:
    """The item numbering at the start of plain[start:end]; 1.5 is a number, 1.2025年 an item that begins with a year."""
    match = _item_numbering().match(plain, start, end)
    if not match or (match["c"] and _goes_on_as_number(plain, match.end()) and not _is_first(plain, match)):
        return None
    number = match["a"] or match["b"] or match["c"]
    return Marker("item", start, match.end(), int(number) if number else (ord(match["d"]) - ord("①")) % 20 + 1)


def _goes_on_as_number(plain: str, behind: int) -> bool:
    """Whether what stands behind a numbering makes one number of both: the 5 of 1.5."""
    has_digits = behind < len(plain) and plain[behind - 1] in ".," and plain[behind].isdigit()
    return has_digits and not _NAME_FOLLOWS.match(plain, behind)


def _is_first(plain: str, match: re.Match[str]) -> bool:
    """Whether a numbering with a digit behind it is that of the first item below a heading: 成本指标 1.1500元/台.

    It is where the cell has the same numbering, and no digit behind it, below at least two other headings.
    """
    is_below_heading = _behind_heading().search(plain, max(0, match.start() - _LONGEST_HEADING), match.start())
    return match["c"] == "1" and is_below_heading is not None and _first_items(plain) >= _FIRST_ITEMS


@vocabulary.derived
def _first_items(plain: str) -> int:
    """How many headings of a cell are followed by 1. and no digit."""
    return len(re.findall(rf"{_heading_and_space()}1\s*[.、,](?!\d)", plain))


@vocabulary.derived
def _behind_heading() -> re.Pattern[str]:
    return re.compile(rf"{_heading_and_space()}\Z")


@vocabulary.derived
def _heading_and_space() -> str:
    """A pattern for a known name of a heading, and behind it white space, markup and nothing else."""
    return rf"(?:{name_pattern(LEVEL1)}|{name_pattern(LEVEL2)})\s*:?(?:\s|</?p>)*"


def markers_in(plain: str, start: int, end: int) -> list[Marker]:
    """All markers of a line: the one at its start, known headings anywhere, and items behind white space that count on."""
    markers = [_marker_at_start(plain, start, end)]
    position = markers[0].text_start
    while position < end:
        found = (
            _heading_at(plain, position, end)
            or _heading_numbered_as_item(plain, position, end)
            or _bare_heading_at(plain, position, end, markers)
            or _next_item(plain, position, end, markers)
        )
        if found:
            markers.append(found)
            position = max(found.text_start, position + 1)
        else:
            position += 1
    return [marker for marker in markers if marker.start < end]


def _marker_at_start(plain: str, start: int, end: int) -> Marker:
    for level in (LEVEL1, LEVEL2):
        if match := _heading_numbering(level).match(plain, start, end):
            return Marker(level, start, match.end())
    return item_at(plain, start, end) or Marker(None, start, start)


def _heading_at(plain: str, position: int, end: int) -> Marker | None:
    if plain[position] not in NUMERALS + "(" or plain[position - 1] in NUMERALS:
        return None
    for level in (LEVEL1, LEVEL2):
        if match := known_heading(level, numbered=True).match(plain, position, end):
            return Marker(level, position, match.start("name"))
    return None


def _heading_numbered_as_item(plain: str, position: int, end: int) -> Marker | None:
    """A heading within a line in the numbering of indicators: 2.质量指标（1）… behind 1.数量指标（1）…, or (2)质量指标：…"""
    is_in_brackets = plain[position] == "("
    if not (is_in_brackets or plain[position].isdigit()) or plain[position - 1] in "0123456789.,(":
        return None
    found = item_at(plain, position, end)
    if found is None:
        return None
    names = (known_heading(level, numbered=False).match(plain, found.text_start, end) for level in (LEVEL1, LEVEL2))
    ends = [name.end() for name in names if name]
    is_heading = any(plain[at : at + 1] == ":" if is_in_brackets else _opens_list(plain, at) for at in ends)
    return found if is_heading else None


def _opens_list(plain: str, position: int) -> bool:
    """Whether what stands behind the name of a level makes it a heading: a colon, or the number of its first indicator."""
    return plain[position : position + 1] in (":", "①") or plain[position : position + 3] == "(1)"


def _bare_heading_at(plain: str, position: int, end: int, markers: list[Marker]) -> Marker | None:
    """A heading without a number within a line: behind a stop, or behind the colon of the level above it, with a colon of its
    own: 产出指标：数量指标：…；质量指标：…
    """
    before = plain[markers[-1].text_start : position].rstrip()
    is_behind_level = before.endswith(":") and _names_level(before[:-1].rstrip())
    if not before or not (before[-1] in STOPS or is_behind_level) or plain[position].isspace():
        return None
    found = any(heading_with_colon(level).match(plain, position, end) for level in (LEVEL1, LEVEL2))
    return Marker(None, position, position, is_bare=True) if found else None


@vocabulary.derived
def heading_with_colon(level: str) -> re.Pattern[str]:
    """A known name without a number, and the colon behind it."""
    return re.compile(rf"{name_pattern(level)}\s*:")


def _names_level(text: str) -> bool:
    return any(official_name(level, text) for level in (LEVEL1, LEVEL2))


def _next_item(plain: str, position: int, end: int, markers: list[Marker]) -> Marker | None:
    """An item within a line: behind white space, a stop or a heading's name, and numbered on from the last."""
    if not (plain[position].isdigit() or plain[position] in _item_begins() or "①" <= plain[position] <= "⒛"):
        return None
    before, above = plain[position - 1], markers[-1]
    is_below_heading = _ends_heading(plain, above, position)
    goes_on = plain[position] == "(" == plain[above.start] and above.kind == "item"  # …≥6个(2)…
    if not before.isspace() and before not in STOPS and not is_below_heading and not goes_on:
        return None
    found = item_at(plain, position, end)
    last = above.number if above.kind == "item" and not is_below_heading else 0
    return found if found and last is not None and found.number == last + 1 else None


def _ends_heading(plain: str, marker: Marker, position: int) -> bool:
    """Whether a heading, with its colon or without, ends where an item may begin: （一）数量指标：1.保障人数≥96人."""
    levels = [marker.kind] if marker.kind in (LEVEL1, LEVEL2) else [LEVEL1, LEVEL2]
    matches = (known_heading(level, numbered=False).match(plain, marker.text_start) for level in levels)
    # The 指标 1. of 数量指标 1. is no numbering of an item: the name goes on.
    ends = [match.end() for match in matches if match and match.end() <= position]
    return any(plain[end:position].strip() in ("", ":") for end in ends)
