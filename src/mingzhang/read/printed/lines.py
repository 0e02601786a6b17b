"""Characters to printed lines."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from mingzhang.read.printed.columns import in_reading_order
from mingzhang.read.printed.glyphs import Box, Glyph

# All in parts of the size of the character.
_SAME_BASELINE = 0.4  # superscripts and the smaller Latin of another font
_SAME_PLACE = 0.15  # bold that is made by printing twice
_GAP = 0.45  # a gap without a printed space
_GAP_BETWEEN_IDEOGRAPHS = 1.0  # less comes from spreading lines, and Chinese needs no spaces
_WIDE_GAP = 2.5  # what stands behind it is no part of the sentence: 编制单位：某局        金额单位：万元

_OPENING = "（(《〈“‘「『【〔［[｛{"
_CLOSING = "）)》〉”’」』】〕］]｝}，。、；：！？,.;:!?%％℃‰…—～·"
_QUOTES = "“”‘’"
_TOGETHER = "≥≤±＞＜＝"  # stay with the number behind them


class Line(NamedTuple):
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


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that characters make, in reading order, a direction after the other."""
    return [_line(row) for row in rows_of(glyphs)]


def segments_of(glyphs: Iterable[Glyph]) -> list[list[Line]]:
    """The lines that characters make, each cut where a wide gap parts it."""
    return [[_line(segment) for segment in _cut_at_wide_gaps(row)] for row in in_reading_order(rows_of(glyphs))]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by the line they stand on, each in reading order; lines of blanks are left out."""
    rows: list[list[Glyph]] = []
    for one in sorted(glyphs, key=lambda glyph: (glyph.direction is None, glyph.direction or 0, glyph.baseline)):
        last = rows[-1][-1] if rows else None
        if (
            last
            and last.direction == one.direction
            and one.baseline - last.baseline <= _SAME_BASELINE * min(one.size, last.size)
        ):
            rows[-1].append(one)
        else:
            rows.append([one])
    ordered = (_once(sorted(row, key=lambda glyph: glyph.start)) for row in rows)
    return [row for row in ordered if any(not glyph.text.isspace() for glyph in row)]


def _once(row: list[Glyph]) -> list[Glyph]:
    """The characters of a line without those that were printed a second time to look bold."""
    kept: list[Glyph] = []
    for one in row:
        if not any(
            one.text == other.text and abs(one.start - other.start) < _SAME_PLACE * one.size for other in kept[-3:]
        ):
            kept.append(one)
    return kept


def _cut_at_wide_gaps(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """The parts of a line between wide gaps. A title in spaced letters is one: all its gaps are wide."""
    printed = [one for one in row if not one.text.isspace()]
    gaps = [after.start - before.end for before, after in pairwise(printed)]
    spaced = len(gaps) > 2 and len([gap for gap in gaps if gap > _GAP * row[0].size]) > len(gaps) / 2
    part = [printed[0]]
    inside = iter(row[row.index(printed[0]) + 1 :])
    for gap, after in zip(gaps, printed[1:], strict=True):
        between = []
        for one in inside:
            between.append(one)
            if one is after:
                break
        if gap > _WIDE_GAP * after.size and not spaced:
            yield part
            part = [after]
        else:
            part += between
    yield part


def _text(row: list[Glyph]) -> str:
    """What a line says, with a space for a gap that is wider than those between its characters, which may be spread.

    Spreading parts ideographs and leaves words in Latin letters together, so their gaps do not count for it.
    """
    gaps = [after.start - before.end for before, after in pairwise(row)]
    spread = [
        gap
        for gap, (before, after) in zip(gaps, pairwise(row), strict=True)
        if not before.text.isascii() and not after.text.isascii()
    ]
    usual = max(median(spread), 0) if spread else 0
    text = row[0].text
    for gap, before, after in zip(gaps, row, row[1:], strict=False):
        letters = (before.text + after.text).isascii()
        wide = gap - usual > (_GAP if letters else _GAP_BETWEEN_IDEOGRAPHS) * min(before.size, after.size)
        text += " " + after.text if wide and not (before.text.isspace() or after.text.isspace()) else after.text
    return text


def _line(row: list[Glyph]) -> Line:
    text = _text(row)
    printed = [one for one in row if not one.text.isspace()]
    firm = [one for one in printed if one.text not in _CLOSING] or printed
    return Line(
        text,
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
