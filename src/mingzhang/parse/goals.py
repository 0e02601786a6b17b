"""The text of a goal cell to its goals (目标一：…；目标二：…)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.parse.outline import names_a_level
from mingzhang.parse.outline_markers import item_at
from mingzhang.text.pieces import NUMERALS, Piece, half_width, split_segments, trim

_LABEL = re.compile(rf"目\s*标\s*(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})\s*(?=:)", re.ASCII)
_DOTS = re.compile(r"[.…·\s]+")
_DOTS_BEHIND = re.compile(r"(?<=[;；。])\s*(?:…+|\.{3,})$")
_LEAST_NUMBERED = 2
_BEFORE_A_LABEL = " \t;；。，,、!！?？"


@dataclass(frozen=True, slots=True)
class GoalReading:
    """A goal: its label as printed (目标一; None when it has none) and its text (None when nothing follows)."""

    label: str | None
    text: str | None
    pieces: tuple[Piece, ...]


class NotGoals(ValueError):
    """The text is an indicator cell's."""


def read_goals(text: str) -> tuple[list[GoalReading], list[Piece]]:
    """The goals of a cell in their order, and pieces for the markup around them.

    A label begins a goal; what follows without a label belongs to it, also over several paragraphs, which the goal's text
    holds on lines of their own. Paragraphs before the first label are goals without a label, each its own; where all of them
    are numbered (1. and 2. at the least) without their numbers.
    Raises NotGoals when a line begins with a heading of the indicator framework.
    """
    plain = half_width(text)
    segments, markup = split_segments(text)
    if any(names_a_level(plain[start:end]) for start, end in segments):
        raise NotGoals
    goals: list[list[Piece]] = []
    labelled = False
    numbered = _numbers_before(plain, segments)
    for segment in segments:
        if number := numbered.get(segment):
            goals.append(
                [Piece(*trim(plain, segment[0], number), "numbering"), *_goal_pieces(plain, number, segment[1], None)]
            )
            continue
        if _DOTS.fullmatch(plain, *segment):  # the empty form's ……: more goals could be named here
            markup.append(Piece(*segment, "separator"))
            continue
        for start, end, label in _cut_at_labels(plain, *segment):
            pieces = _goal_pieces(plain, start, end, label)
            if label or not labelled:
                goals.append(pieces)
            else:
                goals[-1] += pieces
            labelled = labelled or label is not None
    return [_goal(text, pieces) for pieces in goals], markup


def _numbers_before(plain: str, segments: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Paragraph -> where its text begins behind its number, of a cell whose paragraphs are numbered from 1 on; else none."""
    found = [item_at(plain, *segment) for segment in segments]
    counts_on = [one.number for one in found if one] == [*range(1, len(segments) + 1)]
    if len(segments) < _LEAST_NUMBERED or not counts_on:
        return {}
    return {segment: one.text_start for segment, one in zip(segments, found, strict=True) if one}


def _cut_at_labels(plain: str, start: int, end: int) -> list[tuple[int, int, re.Match[str] | None]]:
    """The parts of a paragraph, each with the label it begins with. A label stands at the start or behind a stop."""
    labels = [
        match
        for match in _LABEL.finditer(plain, start, end)
        if match.start() == start or plain[match.start() - 1] in _BEFORE_A_LABEL
    ]
    starts = [(match.start(), match) for match in labels]
    if not labels or labels[0].start() > start:
        starts.insert(0, (start, None))  # type: ignore[arg-type]
    stops = [position for position, _ in starts[1:]] + [end]
    return [(position, stop, label) for (position, label), stop in zip(starts, stops, strict=True)]


def _goal_pieces(plain: str, start: int, end: int, label: re.Match[str] | None) -> list[Piece]:
    """Pieces of a goal in plain[start:end]."""
    pieces = []
    if label:
        colon = label.end()
        pieces += [Piece(*trim(plain, *label.span()), "label"), Piece(colon, colon + 1, "separator")]
        start = colon + 1
    start, end = trim(plain, start, end)
    if (dots := _DOTS_BEHIND.search(plain, start, end)) and dots.end() == end:  # 目标2：…；……: the empty form's
        pieces.append(Piece(*trim(plain, *dots.span()), "separator"))
        end = dots.start()
    return [*pieces, Piece(start, end, "text")] if start < end else pieces


def _goal(text: str, pieces: list[Piece]) -> GoalReading:
    def printed(field: str) -> str | None:
        """What a goal prints for a field; None where it prints nothing."""
        return "\n".join(text[piece.start : piece.end] for piece in pieces if piece.field == field) or None

    return GoalReading(printed("label"), printed("text"), tuple(pieces))
