"""The text of an indicator cell to its outline: 一、产出指标 (一)数量指标 1. …

Headings are numbered 一、 and (一), indicators 1. or 1、 or 指标1：. They stand on lines or in paragraphs of their own, or all
in one line behind spaces. A heading may carry an indicator behind its colon (三、满意度指标：90%), or nothing.
"""

import re
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.levels import LEVEL1, LEVEL2, BothLevels, both_levels, official_name, role_of_level
from mingzhang.parse.outline_markers import (
    STOPS,
    Marker,
    heading_with_colon,
    is_heading_alone,
    item_at,
    known_heading,
    markers_in,
)
from mingzhang.parse.target import SeveralTargets
from mingzhang.text.pieces import Piece, half_width, split_segments, trim

_IN_BRACKETS = re.compile(r"[【\[]\s*(?P<name>[^【】\[\]]+?)\s*[】\]]")


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


@vocabulary.derived
def _says_none() -> set[str]:
    content = vocabulary.load("comparators")
    return {*content["none"], *content["blanks"]}


def names_a_level(plain: str) -> bool:
    """Whether a line in half width begins with a numbered heading of the framework."""
    return any(known_heading(level, numbered=True).match(plain) for level in (LEVEL1, LEVEL2))


def begins_outline(plain: str) -> bool:
    """Whether a line in half width begins as the text of indicators does: with a heading by its number or by its colon."""
    return names_a_level(plain) or any(heading_with_colon(level).match(plain) for level in (LEVEL1, LEVEL2))


def read_outline(text: str) -> Outline:
    """The headings and indicators of a cell."""
    plain = half_width(text)
    segments, markup = split_segments(text)
    reader = _OutlineReader(text, plain, numbered=any(_is_numbered_item(plain, *segment) for segment in segments))
    found = [(markers_in(plain, start, end), end) for start, end in segments]
    reader.has_level2 = any(_names_level2(plain, marker) for markers, _ in found for marker in markers)
    reader.has_level1 = any(_names_level1(plain, marker) for markers, _ in found for marker in markers)
    for markers, end in found:
        reader.is_list = any(marker.is_bare for marker in markers)
        for marker, stop in zip(markers, [*(after.start for after in markers[1:]), end], strict=True):
            reader.take(marker, stop)
    return Outline(tuple(reader.headings), tuple(reader.items), tuple(reader.unread), tuple(markup))


def _is_numbered_item(plain: str, start: int, end: int) -> bool:
    """Whether a line begins with a numbered indicator; 1.数量指标： is a heading in the numbering of indicators."""
    found = item_at(plain, start, end)
    return found is not None and not is_heading_alone(plain, found.text_start, end)


def _names_level2(plain: str, marker: Marker) -> bool:
    """Whether an entry begins with a name that is of a level 2 only."""
    level1, level2 = (
        known_heading(level, numbered=False).match(plain, marker.text_start) for level in (LEVEL1, LEVEL2)
    )
    return level2 is not None and level1 is None


def _names_level1(plain: str, marker: Marker) -> bool:
    """Whether an entry begins with the name of a level 1; 成本指标 without a number is of either level."""
    if marker.kind == LEVEL1:
        return True
    level1, level2 = (
        known_heading(level, numbered=False).match(plain, marker.text_start) for level in (LEVEL1, LEVEL2)
    )
    return level1 is not None and level2 is None


def _whole_ones(plain: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The indicators of a range in which several stand without numbers, parted by semicolons or, each with its sign, by commas.

    Each must be whole, with a name and a target that is sure: 培训人数≥260人；合格率100%. Else the range is one.
    """
    for stops, needs_sign in ((";；", False), (",，", True)):
        parts = _between_stops(plain, start, stop, stops)
        if len(parts) > 1 and all(_is_whole(plain[slice(*part)].strip(stops), needs_sign) for part in parts):
            return parts
    return [(start, stop)]


def _names_indicator(text: str) -> bool:
    """Whether a text has an indicator with a name and a target that is sure, or more than one."""
    try:
        reading = read_indicator(text)
    except SeveralTargets:
        return True
    return reading.name is not None and reading.target.doubt is None and reading.target.kind in ("quantitative", "date")


def _is_whole(text: str, needs_sign: bool) -> bool:
    try:
        reading = read_indicator(text)
    except SeveralTargets:
        return False
    target = reading.target
    is_sure = target.doubt is None and target.kind in ("quantitative", "date")
    is_named = reading.name is not None and not any(map(str.isdigit, reading.name))  # 6月底前50% is a part of a target
    return is_sure and is_named and not (needs_sign and reading.comparator is None)


def _between_stops(plain: str, start: int, stop: int, stops: str = ";；") -> list[tuple[int, int]]:
    """The parts of a range that semicolons part, each with the semicolon behind it."""
    ends = [at + 1 for at in range(start, stop) if plain[at] in stops and not plain[at + 1 : at + 2].isdigit()] + [stop]
    places = (trim(plain, begin, end) for begin, end in zip([start, *ends], ends, strict=False))
    return [(begin, end) for begin, end in places if plain[begin:end].strip(STOPS)]


class _OutlineReader:
    """Takes the entries of a cell one by one and keeps the heading that the next indicator stands under."""

    def __init__(self, text: str, plain: str, numbered: bool) -> None:
        self.text, self.plain, self.numbered = text, plain, numbered
        self.headings: list[HeadingReading] = []
        self.items: list[ItemReading] = []
        self.unread: list[tuple[int, int]] = []
        self.headings_are_items = False
        self.has_level1 = self.has_level2 = False  # whether the cell names one anywhere
        self.is_list = False  # whether the line parts its headings, and so its indicators, by stops alone

    def take(self, marker: Marker, stop: int) -> None:
        """Take the entry that begins at a marker and ends at `stop`."""
        if marker.kind is None and self._take_bracketed(marker.start, stop):
            return
        if self._take_below_both(marker, stop):
            return
        kind = marker.kind
        if kind is None or (kind == "item" and self._is_heading_numbered_as_item(marker.text_start, stop)):
            kind = self._unnumbered_kind(marker.text_start, stop)
        if kind in (LEVEL1, LEVEL2):
            self._take_heading(kind, marker, stop)
        elif kind == "item":
            self._take_item(marker, stop)
        else:
            self.unread.append(trim(self.plain, marker.start, stop))

    def _take_bracketed(self, start: int, stop: int) -> bool:
        """Take a line that prints a level in brackets, or both: 【产出指标-数量指标】. False for others."""
        start, stop = trim(self.plain, start, stop, ":")
        match = _IN_BRACKETS.fullmatch(self.plain, start, stop)
        name = match["name"] if match else ""
        both, names = both_levels(name), [official_name(level, name) for level in (LEVEL1, LEVEL2)]
        if match is None or not (both or any(names)):
            return False
        begin, end = match.span("name")
        opening, closing = (Piece(*place, "separator") for place in ((start, begin), (end, stop)))
        if both:
            self._take_both(both, begin, end, [opening], [closing])
            return True
        above = self.headings[-1].level1 if self.headings else None
        level, level1, level2 = (1, names[0], None) if names[0] else (2, above, names[1])
        own = Piece(begin, end, LEVEL1 if level == 1 else LEVEL2, is_leaf=False)
        pieces = (opening, Piece(begin, end, "text"), own, closing)
        self.headings.append(HeadingReading(level, level1, level2, self.text[begin:end], True, pieces))
        return True

    def _take_both(self, both: BothLevels, begin: int, end: int, front: list[Piece], behind: list[Piece]) -> None:
        """Take a name of both levels as a heading of level 2, and of level 1 where another one stands above it."""
        first_end = begin + both.end
        if both.level1 != (self.headings[-1].level1 if self.headings else None):
            over = tuple(Piece(begin, first_end, field, is_leaf=False) for field in ("text", LEVEL1))
            self.headings.append(HeadingReading(1, both.level1, None, self.text[begin:first_end], True, over))
        pieces = (*front, Piece(begin, end, "text"), Piece(first_end, end, LEVEL2, is_leaf=False), *behind)
        self.headings.append(HeadingReading(2, both.level1, both.level2, self.text[begin:end], True, pieces))

    def _take_below_both(self, marker: Marker, stop: int) -> bool:
        """Take an indicator with the names of both levels in front of its colon: 产出/数量：派驻人员≥26人. False for others."""
        colon = self.plain.find(":", marker.text_start, stop)
        begin, end = trim(self.plain, marker.text_start, max(colon, marker.text_start))
        both = both_levels(self.plain[begin:end])
        start, last = trim(self.plain, colon + 1, stop)
        if both is None or start == last:
            return False
        self._take_both(both, begin, end, self._numbering(marker), [Piece(colon, colon + 1, "separator")])
        self.items += [ItemReading(*part, self.headings[-1], True, ()) for part in _whole_ones(self.plain, start, last)]
        return True

    def _is_heading_numbered_as_item(self, start: int, stop: int) -> bool:
        """Whether an item is the name of a level and nothing else: 1、产出指标 is a heading in another numbering.

        Once a cell has one, a name with a value behind its colon (2、满意度指标：90%) is one too; with the name of an indicator
        behind it (1.质量指标：验收合格率≥95%) it always is.
        """
        if is_heading_alone(self.plain, start, stop):
            self.headings_are_items = True
            return True
        end = trim(self.plain, start, stop, ":")[1]
        for level in (LEVEL1, LEVEL2):
            match = known_heading(level, numbered=False).match(self.plain, start, end)
            if match is None or not self.plain[match.end() : end].lstrip().startswith(":"):
                continue
            if self.headings_are_items or _names_indicator(self.plain[match.end() : end].lstrip().lstrip(":")):
                self.headings_are_items = True
                return True
        return False

    def _unnumbered_kind(self, start: int, stop: int) -> str | None:
        """What a line without numbering is: a heading by its name alone, an indicator where none is numbered, or nothing."""
        level1, level2 = (
            known_heading(level, numbered=False).match(self.plain, start, stop) for level in (LEVEL1, LEVEL2)
        )
        if level1 and level2:  # 成本指标 is either: below outputs, and beside levels 2 alone, it is a level 2
            is_below_outputs = bool(self.headings) and self.headings[-1].level1 == role_of_level("outputs")
            is_beside = self.has_level2 and not self.has_level1
            return LEVEL2 if is_below_outputs or is_beside else LEVEL1
        if level1 or level2:
            return LEVEL1 if level1 else LEVEL2
        return None if self.numbered else "item"

    def _take_heading(self, level: str, marker: Marker, stop: int) -> None:
        known = known_heading(level, numbered=False).match(self.plain, marker.text_start, stop)
        first = known_heading(LEVEL1, numbered=False).match(self.plain, marker.text_start, stop)
        if known is None and first:  # （一）产出指标 is numbered as a level 2, and is none
            level, known = LEVEL1, first
        colon = self.plain.find(":", marker.text_start, stop)
        name_stop = known.end() if known else (colon if colon >= 0 else stop)
        name_start, name_stop = trim(self.plain, marker.text_start, name_stop)
        if name_start == name_stop:
            self.unread.append(trim(self.plain, marker.start, stop))
            return
        rest_start, rest_stop = self._behind_colon(name_stop, stop)
        says_none = self.plain[rest_start:rest_stop].rstrip(STOPS) in _says_none()
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
            part = _between_stops if self.is_list else _whole_ones
            parts = part(self.plain, rest_start, rest_stop)
            self.items += [ItemReading(start, end, heading, True, ()) for start, end in parts]

    def _take_item(self, marker: Marker, stop: int) -> None:
        start, end = trim(self.plain, marker.text_start, stop)
        heading = self.headings[-1] if self.headings else None
        if start == end:
            self.unread.append(trim(self.plain, marker.start, stop))
            return
        for number, part in enumerate(_whole_ones(self.plain, start, end)):
            numbering = () if number else tuple(self._numbering(marker))
            self.items.append(ItemReading(*part, heading, False, numbering))

    def _behind_colon(self, start: int, stop: int) -> tuple[int, int]:
        start, stop = trim(self.plain, start, stop)
        return trim(self.plain, start + 1, stop) if self.plain[start:stop].startswith(":") else (start, stop)

    def _numbering(self, marker: Marker) -> list[Piece]:
        start, end = trim(self.plain, marker.start, marker.text_start)
        return [Piece(start, end, "numbering")] if start < end else []
