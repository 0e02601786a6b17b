"""Tables of codes that stand in a PDF itself, for fonts with codes of their own (ISO 32000-1, 9.7.5.3; Adobe 5014, CMap files).

pdfminer knows only the predefined ones, and drops all text of a font with another. A table ToUnicode is of codes, so with one
a code stays the number that it is, and the widths of the font, which are of its characters, are put under the codes. Without
one the number of the character counts. Vertical text, and a table without codes, is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzhang.readers.characters import BEYOND_TABLES

_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_RANGES = re.compile(rb"begincid(range|char)(.*?)endcid(?:range|char)", re.DOTALL)
_CODE = rb"<\s*([0-9A-Fa-f]+)\s*>"
_PAIR = re.compile(_CODE + rb"\s*" + _CODE)
_RANGE = re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(\d+)")
_CHARACTER = re.compile(_CODE + rb"\s*(\d+)")
_MOST_CODES = 65_536
_LONGEST_CODE, _USUAL_LENGTH = 4, 2  # bytes


@dataclass(frozen=True, slots=True)
class EmbeddedCMap:
    """The codes of a font with codes of its own: from where to where those of each length go; none when they are not known."""

    spaces: tuple[tuple[bytes, bytes], ...] = ()
    numbers: Mapping[int, int] | None = None  # of the characters; None when the codes themselves count

    def is_vertical(self) -> bool:
        """Whether lines run downwards: those are not read."""
        return False

    def decode(self, codes: bytes) -> Iterator[int]:
        """What stands for each character of a text: its code or its number, BEYOND_TABLES where it is not known."""
        for code in self._codes(codes):
            if self.numbers is None:
                yield code if self.spaces else BEYOND_TABLES
            else:
                yield self.numbers.get(code, BEYOND_TABLES)

    def _codes(self, codes: bytes) -> Iterator[int]:
        """The codes of a text; one that is in no range is as long as the shortest."""
        lengths = sorted({len(first) for first, _ in self.spaces}) or [_USUAL_LENGTH]
        start = 0
        while start < len(codes):
            length = next((one for one in lengths if self._holds(codes[start : start + one])), lengths[0])
            yield int.from_bytes(codes[start : start + length])
            start += length

    def _holds(self, code: bytes) -> bool:
        same = (space for space in self.spaces if len(space[0]) == len(code))
        return any(
            all(low <= one <= high for low, one, high in zip(first, code, last, strict=True)) for first, last in same
        )


def read_embedded_cmap(font: Any, data: bytes, by_code: bool) -> EmbeddedCMap:
    """The table of codes in a stream. With `by_code` the widths of the font are put under its codes."""
    pairs = [pair for part in _SPACES.finditer(data) for pair in _PAIR.finditer(part[1])]
    spaces = tuple(
        (bytes.fromhex(one[1].decode()), bytes.fromhex(one[2].decode())) for one in pairs if len(one[1]) % 2 == 0
    )
    spaces = tuple(one for one in spaces if len(one[0]) == len(one[1]) <= _LONGEST_CODE)
    if not spaces or re.search(rb"/WMode\s+1\b", data):
        return EmbeddedCMap()
    numbers = dict(_numbers(data))
    if not by_code:
        return EmbeddedCMap(spaces, numbers)
    font.widths = {code: font.widths[number] for code, number in numbers.items() if number in font.widths}
    return EmbeddedCMap(spaces)


def _numbers(data: bytes) -> Iterator[tuple[int, int]]:
    """Each code with the number of its character in the font."""
    left = _MOST_CODES
    for part in _RANGES.finditer(data):
        entries = _RANGE.finditer(part[2]) if part[1] == b"range" else _CHARACTER.finditer(part[2])
        for entry in entries:
            first, number = int(entry[1], 16), int(entry[entry.lastindex or 0])
            last = min(int(entry[2], 16), first + left) if part[1] == b"range" else first
            for code in range(first, last + 1):
                yield code, number + code - first
            left -= max(last - first + 1, 0)
            if left <= 0:
                return
