"""A text cut where its look changes, so that a template can draw each part."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Range = tuple[int, int]


class Look(NamedTuple):
    """How characters are printed (struck, raised, hidden …), or what is printed beside a place."""

    start: int
    end: int
    kind: str
    beside: str | None = None


class Segment(NamedTuple):
    """Characters of a cell that look the same."""

    text: str
    is_marked: bool
    is_markup: bool
    is_rejected: bool
    look: str | None = None
    beside: str | None = None  # printed at the end of it, above the line


def segments(
    text: str, marked: Sequence[Range], markup: Sequence[Range], rejected: Sequence[Range], looks: Sequence[Look] = ()
) -> list[Segment]:
    """A text cut where its look changes. Offsets count characters from 0, the end excluded; ranges may overlap."""
    changes: dict[int, list[int]] = {0: [0, 0, 0], len(text): [0, 0, 0]}
    for kind, ranges in enumerate((marked, markup, rejected)):
        for start, end in ranges:
            start, end = max(0, start), min(end, len(text))
            if start < end:
                changes.setdefault(start, [0, 0, 0])[kind] += 1
                changes.setdefault(end, [0, 0, 0])[kind] -= 1
    for look in looks:
        for edge in (look.start, look.end):
            changes.setdefault(min(edge, len(text)), [0, 0, 0])
    segments_so_far: list[Segment] = []
    depth, start_of_segment = [0, 0, 0], 0
    for cut in sorted(changes):
        if cut > start_of_segment:
            here = next((look.kind for look in looks if look.start <= start_of_segment < look.end), None)
            beside = "".join(look.beside or "" for look in looks if look.start == look.end == cut) or None
            is_marked, is_markup, is_rejected = (count > 0 for count in depth)
            segment = Segment(text[start_of_segment:cut], is_marked, is_markup, is_rejected, here, beside)
            if segments_so_far and segments_so_far[-1].beside is None and segments_so_far[-1][1:5] == segment[1:5]:
                segments_so_far[-1] = segment._replace(text=segments_so_far[-1].text + segment.text)
            else:
                segments_so_far.append(segment)
        depth = [count + change for count, change in zip(depth, changes[cut], strict=True)]
        start_of_segment = cut
    return segments_so_far


def without(text: str, ranges: Iterable[Range]) -> str:
    """A text without some of its characters."""
    kept = segments(text, [], list(ranges), [])
    return "".join(segment.text for segment in kept if not segment.is_markup)
