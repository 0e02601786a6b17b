"""Text whose characters may be struck through, raised, hidden …: how readers carry it to a cell.

What such a character says is not what it seems to say, so it takes no part in the text that is read: a blank stands in its
place, and digits on its two sides are never joined to one number. Where print and meaning are sure, the character is read
as another: a raised 2 behind a unit of length is ², a lowered digit behind a letter is part of a formula (CO₂).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from mingzhang.records import Cell, Mark
from mingzhang.text.pieces import trim

STRUCK, RAISED, LOWERED, HIDDEN, COVERED = "struck", "raised", "lowered", "hidden", "covered"
NEGATIVE, ZERO, PLACEHOLDER, READING, OVERPRINTED = "negative", "zero", "placeholder", "reading", "overprinted"
# Of a picture that is read twice: what the readings differ on, as text, and as part of a number, sign or code (not read).
UNSURE, UNREAD = "unsure", "unread"
_KINDS = (STRUCK, RAISED, LOWERED, HIDDEN, COVERED, NEGATIVE, ZERO, PLACEHOLDER, OVERPRINTED, UNSURE, UNREAD)
_PLAIN = "."
_LOOKS = {kind: chr(ord("a") + number) for number, kind in enumerate(_KINDS)}
_KIND_OF = {look: kind for kind, look in _LOOKS.items()}

_NUMBER_CHARACTERS = "0123456789０１２３４５６７８９.,．，"
_SUPERSCRIPT = {"2": "²", "3": "³"}
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_UNIT_OF_LENGTH = re.compile(r"(?<![A-Za-z])(?:[hkcdm]?m|[Ｍｍ])$")
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10$")


class Beside(NamedTuple):
    """A text that takes no room in the line: the reading above a word, or text that is hidden. It stands before offset `at`."""

    at: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters as printed, what each is read as, and its look. All three are equally long; `looks` is '' when all are plain.

    `beside` are the texts that take no room among them.
    """

    printed: str
    read: str = ""
    looks: str = ""
    beside: tuple[Beside, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.printed or self.beside)

    def __len__(self) -> int:
        return len(self.printed)

    def __add__(self, other: Marked) -> Marked:
        return joined_marked([self, other])

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it has a look of its own."""
        return not self.looks and not self.beside

    def cut(self, start: int, end: int | None = None) -> Marked:
        """The characters start to end."""
        if self.is_plain:
            return plain(self.printed[start:end])
        start, end, _ = slice(start, end).indices(len(self.printed))
        beside = tuple(one._replace(at=one.at - start) for one in self.beside if start <= one.at <= end)
        return Marked(self.printed[start:end], self.read[start:end], self.looks[start:end], beside)

    def strip(self, characters: str | None = None) -> Marked:
        """Without white space, or these characters, at its ends."""
        end = len(self.printed.rstrip(characters))
        start = end - len(self.printed[:end].lstrip(characters))
        kept = self.cut(start, end)
        beside = tuple(one._replace(at=min(max(one.at, start), end) - start) for one in self.beside)
        return replace(kept, beside=beside) if beside else kept

    def lines(self) -> list[Marked]:
        """Its parts between line breaks."""
        parts, at = [], 0
        for part in self.printed.split("\n"):
            parts.append(self.cut(at, at + len(part)))
            at += len(part) + 1
        return parts

    def text_and_marks(self) -> tuple[str, tuple[Mark, ...]]:
        """The text that counts, and a mark for each run of characters that are not read as they stand."""
        if self.is_plain:
            return self.printed, ()
        if parting := next(filter(self._parts_digits, self.beside), None):
            return self._with_room_for(parting).text_and_marks()
        read, looks = _settled(self)
        places = {(one.at, one.kind): "" for one in self.beside}
        for text_beside in self.beside:
            places[text_beside.at, text_beside.kind] += text_beside.text
        marks, position = [Mark(place, place, kind, text) for (place, kind), text in places.items()], 0
        for look, run in groupby(looks):
            length = len(list(run))
            start, end = (
                (position, position + length)
                if look == _LOOKS[NEGATIVE]
                else trim(self.printed, position, position + length)
            )
            if look != _PLAIN and start < end:
                marks.append(Mark(start, end, _KIND_OF[look], self.printed[start:end]))
            position += length
        return read, tuple(sorted(marks))

    def _parts_digits(self, one: Beside) -> bool:
        """Whether a hidden text has digits on both its sides: they are never joined, whatever a reader of the page sees."""
        around = self.printed[max(one.at - 1, 0) : one.at], self.printed[one.at : one.at + 1]
        return one.kind == HIDDEN and all(part and part in _NUMBER_CHARACTERS for part in around)

    def _with_room_for(self, hidden: Beside) -> Marked:
        """With a hidden text in the line, blank, so that what stands before it and behind it is apart."""
        rest = Marked(self.printed, self.read, self.looks, tuple(one for one in self.beside if one is not hidden))
        return joined_marked([rest.cut(0, hidden.at), marked(hidden.text, HIDDEN), rest.cut(hidden.at)])


def plain(text: str) -> Marked:
    """A text that says what it seems to say."""
    return Marked(text, text)


def marked(text: str, kind: str | None, read_as: str | None = None) -> Marked:
    """A text of one look, each of its characters read as a blank or as the character of `read_as` at its place."""
    if kind is None or not text:
        return plain(text)
    if read_as is None:
        read_as = text if kind in (RAISED, LOWERED, UNSURE) else _blanks(text)
    return Marked(text, read_as, _LOOKS[kind] * len(text))


def beside(text: str, kind: str) -> Marked:
    """A text that takes no room in the line: a READING above a word, or what is HIDDEN."""
    return Marked("", "", "", (Beside(0, kind, text),) if text.strip() else ())


def joined_marked(parts: Iterable[Marked]) -> Marked:
    """Parts one behind the other."""
    parts = list(parts)
    printed = "".join(part.printed for part in parts)
    if all(part.is_plain for part in parts):
        return plain(printed)
    found, at = [], 0
    for part in parts:
        found += [one._replace(at=at + one.at) for one in part.beside]
        at += len(part)
    looks = "".join(part.looks or _PLAIN * len(part) for part in parts)
    return Marked(printed, "".join(part.read for part in parts), looks, tuple(found))


def cell_of(
    page: int, table_number: int, row: int, column: int, text: Marked, row_span: int = 1, column_span: int = 1
) -> Cell:
    """A cell with a text and its marks."""
    read, marks = text.text_and_marks()
    return Cell(page, table_number, row, column, read, row_span, column_span, marks)


def _blanks(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _settled(text: Marked) -> tuple[str, str]:
    """What is read, and the looks that are left, once what is raised or lowered was seen beside what stands before it."""
    read, looks, at = "", "", 0
    inked = {look for look, one in zip(text.looks, text.printed, strict=False) if not one.isspace()}
    for look, run in groupby(text.looks):
        end = at + len(list(run))
        kind, printed = _KIND_OF.get(look), text.printed[at:end]
        if kind not in (RAISED, LOWERED) or len(inked) == 1:
            is_whole = kind in (RAISED, LOWERED)  # raised above nothing: a small print
            read, looks = read + text.read[at:end], looks + (_PLAIN if is_whole else look) * len(printed)
        else:
            now = _raised(printed, read) if kind == RAISED else _lowered(printed, read)
            read, looks = read + now[0], looks + (look if now[1] else _PLAIN) * len(printed)
        at = end
    return read, looks


def _raised(printed: str, before: str) -> tuple[str, bool]:
    """What raised characters are read as behind a text, and whether that needs a mark."""
    if printed in _SUPERSCRIPT and _UNIT_OF_LENGTH.search(before):
        return _SUPERSCRIPT[printed], False
    if printed[:1].isdigit() and _POWER_OF_TEN.search(before):
        return "^" * len(printed), True  # 10 to a power is not 10: no reader takes this for a number
    return _blanks(printed), True


def _lowered(printed: str, before: str) -> tuple[str, bool]:
    if re.search(r"[A-Za-z₀-₉]$", before) and re.fullmatch(r"[\dA-Za-z.]+", printed, re.ASCII):
        return printed.translate(_SUBSCRIPT), False
    return _blanks(printed), True
