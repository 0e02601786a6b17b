"""Characters to printed lines."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from mingzhang.readers.marked import LOWERED, RAISED, Marked, joined_marked, marked, plain
from mingzhang.readers.printed.columns import in_reading_order
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.settings import GEOMETRY

_OPENING = "（(《〈“‘「『【〔［[｛{"
_CLOSING = "）)》〉”’」』】〕］]｝}，。、；：！？,.;:!?%％℃‰…—～·"
_QUOTES = "“”‘’"
_TOGETHER = "≥≤±＞＜＝"  # stay with the number behind them


class PrintedLine(NamedTuple):
    """A printed line; `start` to `end` in the direction of reading, without the blanks around its text.

    `firm_end` is its end without closing punctuation, which may hang over the margin. `first_width` is the width of what cannot
    be broken at its beginning, `first_character` of its first character: they tell why the line before it ended.
    """

    text: str
    start: float
    end: float
    firm_end: float
    baseline: float
    size: float
    direction: int | None
    box: Box
    first_width: float
    first_character: float
    looks: Marked | None = None  # the text with the looks of its characters; None when all are plain

    @property
    def marked(self) -> Marked:
        """The text, with the looks of its characters."""
        return self.looks or plain(self.text)


def lines_of(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines that characters make, in reading order, a direction after the other."""
    return [_line(row) for row in glyphs_by_line(glyphs)]


def segments_of(glyphs: Iterable[Glyph]) -> list[list[PrintedLine]]:
    """The lines that characters make, each cut where a wide gap parts it."""
    return [[_line(segment) for segment in _cut_at_wide_gaps(row)] for row in in_reading_order(glyphs_by_line(glyphs))]


def glyphs_by_line(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by the line they stand on, each in reading order; lines of blanks are left out."""
    rows: list[list[Glyph]] = []
    for one in sorted(glyphs, key=lambda glyph: (glyph.direction is None, glyph.direction or 0, glyph.baseline)):
        last = rows[-1][-1] if rows else None
        if (
            last
            and last.direction == one.direction
            and one.baseline - last.baseline <= GEOMETRY.same_baseline * min(one.size, last.size)
        ):
            rows[-1].append(one)
        else:
            rows.append([one])
    ordered = (_once(sorted(row, key=lambda glyph: glyph.start)) for row in _with_raised(rows))
    return [row for row in ordered if any(not glyph.text.isspace() for glyph in row)]


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """The lines, with the small characters that are raised or lowered beside others put into their line, and marked."""
    for number, row in enumerate(rows):
        if row[0].direction == 0:
            _mark_raised(row)
        for other in (number - 1, number + 1):
            if row and 0 <= other < len(rows) and rows[other] and _stand_beside(row, rows[other]):
                look = RAISED if other > number else LOWERED
                rows[other] += [one._replace(look=one.look or look) for one in row]
                rows[number] = row = []
    return [row for row in rows if row]


def _mark_raised(row: list[Glyph]) -> None:
    """Marks the characters of a line that are small and stand higher or lower than the others."""
    size = max(one.size for one in row)
    large = [one for one in row if one.size > GEOMETRY.small * size and not one.text.isspace()]
    if not large:
        return
    baseline = median(one.baseline for one in large)
    for number, one in enumerate(row):
        rise = baseline - one.baseline
        if one.size <= GEOMETRY.small * size and abs(rise) >= GEOMETRY.least_rise * size and not one.text.isspace():
            row[number] = one._replace(look=one.look or (RAISED if rise > 0 else LOWERED))


def _stand_beside(small: list[Glyph], large: list[Glyph]) -> bool:
    """Whether characters on a line of their own are raised or lowered parts of another line: small, near, and in its height."""
    size = max(one.size for one in large)
    if small[0].direction != 0 or large[0].direction != 0 or max(one.size for one in small) > GEOMETRY.small * size:
        return False
    printed = [one for one in large if not one.text.isspace()]
    top, bottom = min(one.box.top for one in printed), max(one.box.bottom for one in printed)
    ends = [one.end for one in printed]
    return all(
        top - GEOMETRY.raised_reach * size
        <= (one.box.top + one.box.bottom) / 2
        <= bottom + GEOMETRY.raised_reach * size
        for one in small
    ) and any(
        abs(small_start - end) <= GEOMETRY.raised_near * size
        for small_start in [min(one.start for one in small)]
        for end in ends
    )


def _once(row: list[Glyph]) -> list[Glyph]:
    """The characters of a line without those that were printed a second time to look bold."""
    kept: list[Glyph] = []
    for one in row:
        if not any(
            one.text == other.text and abs(one.start - other.start) < GEOMETRY.printed_twice * one.size
            for other in kept[-3:]
        ):
            kept.append(one)
    return kept


def _cut_at_wide_gaps(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """The parts of a line between wide gaps. A title in spaced letters is one: all its gaps are wide."""
    printed = [one for one in row if not one.text.isspace()]
    gaps = [after.start - before.end for before, after in pairwise(printed)]
    spaced = len(gaps) > 2 and len([gap for gap in gaps if gap > GEOMETRY.gap * row[0].size]) > len(gaps) / 2
    part = [printed[0]]
    inside = iter(row[row.index(printed[0]) + 1 :])
    for gap, after in zip(gaps, printed[1:], strict=True):
        between = []
        for glyph in inside:
            between.append(glyph)
            if glyph is after:
                break
        if gap > GEOMETRY.wide_gap * after.size and not spaced:
            yield part
            part = [after]
        else:
            part += between
    yield part


def _text(row: list[Glyph]) -> Marked:
    """What a line says, each character with its look, with a space for a gap that is wider than those between its characters.

    Lines may be spread to fill their width. Spreading parts ideographs and leaves words in Latin letters together, so their
    gaps do not count for it.
    """
    gaps = [after.start - before.end for before, after in pairwise(row)]
    spread = [
        gap
        for gap, (before, after) in zip(gaps, pairwise(row), strict=True)
        if not before.text.isascii() and not after.text.isascii()
    ]
    usual = max(median(spread), 0) if spread else 0
    texts = [row[0].text]
    for gap, before, after in zip(gaps, row, row[1:], strict=False):
        letters = (before.text + after.text).isascii()
        wide = gap - usual > (GEOMETRY.gap if letters else GEOMETRY.gap_between_ideographs) * min(
            before.size, after.size
        )
        texts.append(" " if wide and not (before.text.isspace() or after.text.isspace()) else "")
        texts.append(after.text)
    if not any(one.look for one in row):
        return plain("".join(texts))
    looks = [row[0].look, *(look for one in row[1:] for look in (None, one.look))]
    return joined_marked(marked(text, look) for text, look in zip(texts, looks, strict=True))


def _line(row: list[Glyph]) -> PrintedLine:
    text = _text(row)
    printed = [one for one in row if not one.text.isspace()]
    firm = [one for one in printed if one.text not in _CLOSING] or printed
    return PrintedLine(
        text.printed,
        printed[0].start,
        printed[-1].end,
        firm[-1].end,
        printed[0].baseline,
        max(one.size for one in printed),
        printed[0].direction,
        Box(
            min(one.box.x0 for one in printed),
            min(one.box.top for one in printed),
            max(one.box.x1 for one in printed),
            max(one.box.bottom for one in printed),
        ),
        _unbroken(row).end - printed[0].start,
        printed[0].end - printed[0].start,
        None if text.is_plain else text,
    )


def _unbroken(row: list[Glyph]) -> Glyph:
    """The last character of what cannot be broken at the beginning of a line (a small part of Unicode's UAX 14)."""
    printed = iter([one for one in row if not one.text.isspace()] if row[0].text.isspace() else row)
    last = next(printed)
    for one in printed:
        if one.text.isspace() or not _holds_together(last.text[-1], one.text[0]):
            break
        last = one
    return last


def _holds_together(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    if before in _OPENING or after in _CLOSING or before in _QUOTES or after in _QUOTES:
        return True
    return (before.isascii() or before in _TOGETHER) and (after.isascii() or after in _TOGETHER)
