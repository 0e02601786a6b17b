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
        for at in (look.start, look.end):
            changes.setdefault(min(at, len(text)), [0, 0, 0])
    found: list[Segment] = []
    depth, at = [0, 0, 0], 0
    for cut in sorted(changes):
        if cut > at:
            here = next((look.kind for look in looks if look.start <= at < look.end), None)
            beside = "".join(look.beside or "" for look in looks if look.start == look.end == cut) or None
            is_marked, is_markup, is_rejected = (count > 0 for count in depth)
            one = Segment(text[at:cut], is_marked, is_markup, is_rejected, here, beside)
            if found and found[-1].beside is None and found[-1][1:5] == one[1:5]:
                found[-1] = one._replace(text=found[-1].text + one.text)
            else:
                found.append(one)
        depth = [count + change for count, change in zip(depth, changes[cut], strict=True)]
        at = cut
    return found


def without(text: str, ranges: Iterable[Range]) -> str:
    """A text without some of its characters."""
    kept = segments(text, [], list(ranges), [])
    return "".join(segment.text for segment in kept if not segment.is_markup)
