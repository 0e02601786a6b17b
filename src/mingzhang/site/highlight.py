"""Where a search hit stands in a text as it is printed: the same folding as the index, its offsets followed back."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingzhang.search import fold, fold_character

# Characters of context before the first hit, and of the whole excerpt.
BEFORE, LONGEST = 30, 140


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A part of an excerpt: what was searched for, or what stands around it."""

    text: str
    is_hit: bool


def words_of(query: str) -> list[str]:
    """The words of a query as the index knows them; none when nothing of it is a letter or digit."""
    return list(dict.fromkeys(filter(None, map(fold, query.split()))))


def holds_all(text: str | None, words: list[str]) -> bool:
    """Whether each word is a part of the text, by the rule of the search."""
    folded = fold(text or "")
    return all(word in folded for word in words)


def hits(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Start and end of each hit of any of the words, in characters of the text as printed; those that touch are one."""
    folded, origin = "", []
    for position, character in enumerate(text):
        folded_character = fold_character(character)
        folded += folded_character
        origin += [position] * len(folded_character)
    ranges = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            ranges.append((origin[start], origin[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return joined_ranges(ranges)


def joined_ranges(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of characters in order; those that overlap or touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt(text: str | None, words: list[str], longest: int = LONGEST) -> list[ExcerptPart]:
    """The text around its first hit, in pieces; from its beginning when there is none. … stands for what is left out."""
    text = text or ""
    return marked_parts(text, hits(text, words), longest)


def marked_parts(text: str, found: list[tuple[int, int]], longest: int = LONGEST) -> list[ExcerptPart]:
    """The text around the first of its `joined_ranges`, in pieces; from its beginning when there is none."""
    start = max(0, found[0][0] - BEFORE) if found and len(text) > longest else 0
    end = min(len(text), start + longest)
    pieces = [ExcerptPart("…", False)] if start else []
    place = start
    for hit_start, hit_end in found:
        if hit_start >= end:
            break
        pieces += [ExcerptPart(text[place:hit_start], False), ExcerptPart(text[hit_start : min(hit_end, end)], True)]
        place = min(hit_end, end)
    pieces.append(ExcerptPart(text[place:end] + ("…" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]
