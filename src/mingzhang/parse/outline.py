"""The text of an indicator cell to its outline: 一、产出指标 (一)数量指标 1. …

Headings are numbered 一、 and (一), indicators 1. or 1、 or 指标1：. They stand on lines or in paragraphs of their own, or all
in one line behind spaces. A heading may carry an indicator behind its colon (三、满意度指标：90%), or nothing.
"""

import re
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.parse.levels import LEVEL1, LEVEL2, name_pattern, official_name
from mingzhang.text.numbering import BEHIND_NUMBERING
from mingzhang.text.pieces import NUMERALS, Piece, half_width, split_segments, trim

_NUMBERING = {
    LEVEL1: rf"[{NUMERALS}]{{1,3}}\s*[、,.]\s*",
    LEVEL2: rf"\(\s*[{NUMERALS}]{{1,3}}\s*\)\s*[、,.]?\s*",
}
# 指标1 needs nothing behind it, but what counts something (指标1项) or goes on as a number is none.
_ITEM = (
    r"(?:(?:三级)?指标\s*(?P<a>\d{1,2})(?:\s*[:、]|\s*[.,](?!\d)|(?![\d级类次个月年日号%.~—–-]|项(?!目)))"
    r"|\((?P<b>\d{1,2})\)|(?P<c>\d{1,2})\s*[.、,)]|(?P<d>[①-⑳]))\s*"
)
_STOPS = ";；。"


@dataclass(frozen=True, slots=True)
class HeadingReading:
    """A printed heading of level 1 or 2; a level's name is None when it is not printed or not known."""

    level: int
    level1: str | None
    level2: str | None
    text: str
    known: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ItemReading:
    """A printed indicator: the range of its text, the heading it stands under, and its numbering if it has one.

    `in_heading` says that it stands behind the colon of its heading, whose name is then its own when it has none.
    """

    start: int
    end: int
    heading: HeadingReading | None
    in_heading: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a cell prints, in order; `unread` are ranges of which nobody can say what they belong to."""

    headings: tuple[HeadingReading, ...]
    items: tuple[ItemReading, ...]
    unread: tuple[tuple[int, int], ...]
    markup: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Marker:
    """A numbering, or the start of a line without one: what kind of entry begins here, and where its text does."""

    kind: str | None  # level1, level2, item, or None
    start: int
    text_start: int
    number: int | None = None


@vocabulary.derived
def _heading_numbering(level: str) -> re.Pattern[str]:
    return re.compile(_NUMBERING[level])


@vocabulary.derived
def _known_heading(level: str, numbered: bool) -> re.Pattern[str]:
    """A known name that ends where the word ends: 成本指标, but not the first half of 成本控制情况."""
    return re.compile((_NUMBERING[level] if numbered else "") + rf"(?P<name>{name_pattern(level)})(?![^\W\d_])")


@vocabulary.derived
def _says_none() -> set[str]:
    content = vocabulary.load("comparators")
    return {*content["none"], *content["blanks"]}


_item_numbering = re.compile(_ITEM, re.ASCII)
# 1.2025年10月底前完工, 2.24小时扑灭率: no number with decimals.
_name_follows = re.compile(BEHIND_NUMBERING, re.ASCII)


def names_a_level(plain: str) -> bool:
    """Whether a line in half width begins with a numbered heading of the framework."""
    return any(_known_heading(level, numbered=True).match(plain) for level in (LEVEL1, LEVEL2))


def read_outline(text: str) -> Outline:
    """The headings and indicators of a cell."""
    plain = half_width(text)
    segments, markup = split_segments(text)
    reader = _OutlineReader(text, plain, numbered=any(_item_at(plain, *segment) for segment in segments))
    for start, end in segments:
        markers = _markers(plain, start, end)
        for marker, stop in zip(markers, [*(after.start for after in markers[1:]), end], strict=True):
            reader.take(marker, stop)
    return Outline(tuple(reader.headings), tuple(reader.items), tuple(reader.unread), tuple(markup))


def numbering_end(plain: str, start: int = 0) -> int:
    """Where the numbering of an indicator's name in half width ends (1. or 指标1); `start` where it has none.

    A number that belongs to the name (12345热线, 2023年…) is no numbering.
    """
    found = _item_at(plain, start, len(plain))
    return found.text_start if found else start


def _item_at(plain: str, start: int, end: int) -> _Marker | None:
    """The item numbering at the start of plain[start:end]; 1.5 is a number, 1.2025年 an item that begins with a year."""
    match = _item_numbering.match(plain, start, end)
    if not match or (match["c"] and _goes_on_as_number(plain, match.end())):
        return None
    number = match["a"] or match["b"] or match["c"]
    return _Marker("item", start, match.end(), int(number) if number else ord(match["d"]) - ord("①") + 1)


def _goes_on_as_number(plain: str, behind: int) -> bool:
    """Whether what stands behind a numbering makes one number of both: the 5 of 1.5."""
    has_digits = behind < len(plain) and plain[behind - 1] in ".," and plain[behind].isdigit()
    return has_digits and not _name_follows.match(plain, behind)


def _markers(plain: str, start: int, end: int) -> list[_Marker]:
    """All markers of a line: the one at its start, known headings anywhere, and items behind white space that count on."""
    markers = [_marker_at_start(plain, start, end)]
    position = markers[0].text_start
    while position < end:
        found = _heading_at(plain, position, end) or _next_item(plain, position, end, markers)
        if found:
            markers.append(found)
            position = max(found.text_start, position + 1)
        else:
            position += 1
    return [marker for marker in markers if marker.start < end]


def _marker_at_start(plain: str, start: int, end: int) -> _Marker:
    for level in (LEVEL1, LEVEL2):
        if match := _heading_numbering(level).match(plain, start, end):
            return _Marker(level, start, match.end())
    return _item_at(plain, start, end) or _Marker(None, start, start)


def _heading_at(plain: str, position: int, end: int) -> _Marker | None:
    if plain[position] not in NUMERALS + "(" or plain[position - 1] in NUMERALS:
        return None
    for level in (LEVEL1, LEVEL2):
        if match := _known_heading(level, numbered=True).match(plain, position, end):
            return _Marker(level, position, match.start("name"))
    return None


def _next_item(plain: str, position: int, end: int, markers: list[_Marker]) -> _Marker | None:
    """An item within a line: behind white space, a stop or a heading's name, and numbered on from the last."""
    if not (plain[position].isdigit() or plain[position] in "指(" or "①" <= plain[position] <= "⑳"):
        return None
    before = plain[position - 1]
    if not before.isspace() and before not in _STOPS and not _ends_heading(plain, markers[-1], position):
        return None
    found = _item_at(plain, position, end)
    last = markers[-1].number if markers[-1].kind == "item" else 0
    return found if found and last is not None and found.number == last + 1 else None


def _ends_heading(plain: str, marker: _Marker, position: int) -> bool:
    if marker.kind not in (LEVEL1, LEVEL2):
        return False
    match = _known_heading(marker.kind, numbered=False).match(plain, marker.text_start)
    return match is not None and match.end() == position


class _OutlineReader:
    """Takes the entries of a cell one by one and keeps the heading that the next indicator stands under."""

    def __init__(self, text: str, plain: str, numbered: bool) -> None:
        self.text, self.plain, self.numbered = text, plain, numbered
        self.headings: list[HeadingReading] = []
        self.items: list[ItemReading] = []
        self.unread: list[tuple[int, int]] = []
        self.headings_are_items = False

    def take(self, marker: _Marker, stop: int) -> None:
        """Take the entry that begins at a marker and ends at `stop`."""
        kind = marker.kind
        if kind is None or (kind == "item" and self._is_heading_numbered_as_item(marker.text_start, stop)):
            kind = self._unnumbered_kind(marker.text_start, stop)
        if kind in (LEVEL1, LEVEL2):
            self._take_heading(kind, marker, stop)
        elif kind == "item":
            self._take_item(marker, stop)
        else:
            self.unread.append(trim(self.plain, marker.start, stop))

    def _is_heading_numbered_as_item(self, start: int, stop: int) -> bool:
        """Whether an item is the name of a level and nothing else: 1、产出指标 is a heading in another numbering.

        Once a cell has one, a name with a value behind its colon (2、满意度指标：90%) is one too.
        """
        end = trim(self.plain, start, stop, ":")[1]
        for level in (LEVEL1, LEVEL2):
            match = _known_heading(level, numbered=False).match(self.plain, start, end)
            if match and match.end() == end:
                self.headings_are_items = True
                return True
            if match and self.headings_are_items and self.plain[match.end() : end].lstrip().startswith(":"):
                return True
        return False

    def _unnumbered_kind(self, start: int, stop: int) -> str | None:
        """What a line without numbering is: a heading by its name alone, an indicator where none is numbered, or nothing."""
        level1, level2 = (
            _known_heading(level, numbered=False).match(self.plain, start, stop) for level in (LEVEL1, LEVEL2)
        )
        if level1 and level2:  # 成本指标 is either: below outputs the older layout has it as a level 2
            return LEVEL2 if self.headings and self.headings[-1].level1 == "产出指标" else LEVEL1
        if level1 or level2:
            return LEVEL1 if level1 else LEVEL2
        return None if self.numbered else "item"

    def _take_heading(self, level: str, marker: _Marker, stop: int) -> None:
        known = _known_heading(level, numbered=False).match(self.plain, marker.text_start, stop)
        colon = self.plain.find(":", marker.text_start, stop)
        name_stop = known.end() if known else (colon if colon >= 0 else stop)
        name_start, name_stop = trim(self.plain, marker.text_start, name_stop)
        if name_start == name_stop:
            self.unread.append(trim(self.plain, marker.start, stop))
            return
        rest_start, rest_stop = self._behind_colon(name_stop, stop)
        says_none = self.plain[rest_start:rest_stop].rstrip(_STOPS) in _says_none()
        name = self.text[name_start:name_stop]
        official = official_name(level, name)
        above = self.headings[-1].level1 if self.headings and level == LEVEL2 else None
        pieces = [
            *self._numbering(marker),
            Piece(name_start, name_stop, "text"),
            Piece(name_start, name_stop, level, is_leaf=False),
        ]
        if says_none and rest_start < rest_stop:
            pieces.append(Piece(rest_start, rest_stop, "none"))
        if colon := self.plain.find(":", name_stop, rest_start) + 1:
            pieces.append(Piece(colon - 1, colon, "separator"))
        heading = HeadingReading(
            1 if level == LEVEL1 else 2,
            official if level == LEVEL1 else above,
            official if level == LEVEL2 else None,
            name,
            official is not None,
            tuple(pieces),
        )
        self.headings.append(heading)
        if rest_start < rest_stop and not says_none:
            self.items.append(ItemReading(rest_start, rest_stop, heading, True, ()))

    def _take_item(self, marker: _Marker, stop: int) -> None:
        start, end = trim(self.plain, marker.text_start, stop)
        heading = self.headings[-1] if self.headings else None
        if start == end:
            self.unread.append(trim(self.plain, marker.start, stop))
            return
        self.items.append(ItemReading(start, end, heading, False, tuple(self._numbering(marker))))

    def _behind_colon(self, start: int, stop: int) -> tuple[int, int]:
        start, stop = trim(self.plain, start, stop)
        return trim(self.plain, start + 1, stop) if self.plain[start:stop].startswith(":") else (start, stop)

    def _numbering(self, marker: _Marker) -> list[Piece]:
        start, end = trim(self.plain, marker.start, marker.text_start)
        return [Piece(start, end, "numbering")] if start < end else []
