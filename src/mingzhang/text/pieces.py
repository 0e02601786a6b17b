"""Offsets into a text, and the few ways of looking at printed text that all parsers share."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mingzhang import vocabulary

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Only tags that format text: `<5万元` is a comparator, not markup.
MARKUP = re.compile(r"</?(?:p|br|span|div|font|b|strong|i|em|u|o:p)(?:\s[^<>]*)?/?>", re.IGNORECASE)

# White space, and what has no width.
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")

NUMERALS = "一二三四五六七八九十"

# What a label says once more in Latin letters: 项目名称 Project, 一级指标 Level 1.
_LATIN = r"[A-Za-z][A-Za-z0-9 .,&/'()-]*"
_TRANSLATION = re.compile(rf"(?<=[\u4e00-\u9fff)])\s*(?=[A-Za-z]{{2}}[A-Za-z.\s]){_LATIN}$")


class Piece(NamedTuple):
    """Characters start to end (end excluded) of a text, and the field that they are."""

    start: int
    end: int
    field: str
    is_leaf: bool = True

    def moved(self, by: int) -> "Piece":
        """The same piece in a text that begins `by` characters earlier."""
        return self._replace(start=self.start + by, end=self.end + by)


def half_width(text: str) -> str:
    """The text with full-width letters, digits and signs in half width: same length, so offsets stay true."""
    return text.translate(_HALF_WIDTH)


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return _either(tuple(words))


@vocabulary.derived
def _either(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def in_words_of_ours(text: str) -> str:
    """A text in half width and simplified characters, as our words are listed; each character stands where it stood."""
    return half_width(text).translate(_in_labels())


def squeeze(text: str) -> str:
    """How labels and headings are compared: the text in half width and simplified characters, without any white space.

    績效 is 绩效, a radical that stands for its character (⼈) is that character, and what has no width is not there.
    """
    return _squeezed_short(text) if len(text) <= _SHORT else _squeezed_long(text)


def _squeezed(text: str) -> str:
    return _UNSEEN.sub("", in_words_of_ours(text))


# A cell is compared with labels some twenty times. Of long texts, which cost memory, only those of a few rows are remembered.
# Nothing of a vocabulary that a user can add to is in it, so that one memory serves all of them.
_SHORT = 60
_squeezed_short = lru_cache(maxsize=16_384)(_squeezed)
_squeezed_long = lru_cache(maxsize=256)(_squeezed)


@vocabulary.derived
def _in_labels() -> dict[int, str]:
    """Traditional characters and radicals to the characters that labels are listed in.

    Those that simplified text uses as they are (显著) stay, because lists of words hold them.
    """
    radicals = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    simplified = vocabulary.simplified_characters()
    kept = {character for character in simplified if character.encode("gb2312", "ignore")}
    return radicals | {ord(one): other for one, other in simplified.items() if one not in kept}


def without_translation(label: str) -> str:
    """A label in half width without what it says once more in Latin letters behind its Chinese; 人均GDP增长 stays."""
    return _TRANSLATION.sub("", label)


def is_in_latin(text: str) -> bool:
    """Whether a text has words in Latin letters and nothing else, as the translation of a label below it has."""
    return re.fullmatch(_LATIN, half_width(text).strip()) is not None


def trim(text: str, start: int, end: int, characters: str = "") -> tuple[int, int]:
    """The range without white space, and without any of `characters`, at its two ends; (start, start) when empty."""
    while start < end and (text[end - 1].isspace() or text[end - 1] in characters):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in characters):
        start += 1
    return start, end


def gaps(pieces: list[Piece], start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of start to end that no leaf piece covers. Overlapping leaves are a mistake of ours: ValueError."""
    found, at = [], start
    for piece in sorted(piece for piece in pieces if piece.is_leaf):
        if piece.start < at:
            raise ValueError(f"two leaves over one character: {piece}")
        if piece.start > at:
            found.append((at, piece.start))
        at = piece.end
    return [*found, (at, end)] if at < end else found


def split_segments(text: str) -> tuple[list[tuple[int, int]], list[Piece]]:
    """A cell's text cut at markup and line breaks: the ranges that hold text, and pieces for the markup."""
    cuts = list(re.finditer(rf"{MARKUP.pattern}|[\r\n\f\v\u2028\u2029]+", text, re.IGNORECASE))
    starts = [0, *(cut.end() for cut in cuts)]
    stops = [*(cut.start() for cut in cuts), len(text)]
    segments = [trim(text, start, stop) for start, stop in zip(starts, stops, strict=True)]
    markup = [Piece(*cut.span(), "markup") for cut in cuts if not cut[0].isspace()]
    return [(start, end) for start, end in segments if start < end], markup
