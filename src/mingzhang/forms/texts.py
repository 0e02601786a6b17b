"""Cells that hold whole texts, to records: what the forms share. Parsers find offsets; here they become spans of a cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from mingzhang.parse.goals import NotGoals, read_goals
from mingzhang.parse.indicator import IndicatorReading, read_indicator
from mingzhang.parse.outline import HeadingReading, ItemReading, Outline, read_outline
from mingzhang.parse.target import SeveralTargets, Target
from mingzhang.records import Amount, Cell, Goal, Heading, Indicator, Reject, Span
from mingzhang.text.numbers import BadAmount, money_unit_in_brackets, read_amount
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import Piece, half_width, squeeze, trim


def spans_of(cell: Cell, pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Pieces of a cell's text as spans of the cell."""
    return tuple(Span(cell, *piece) for piece in pieces)


def plain_field(cell: Cell | None, field: str, *derived: str) -> tuple[Span, ...]:
    """Spans for a cell that holds one field and nothing else: the field, and over it the fields derived from it."""
    start, end = trim(cell.text, 0, len(cell.text)) if cell else (0, 0)
    if cell is None or start == end:
        return ()
    return (Span(cell, start, end, field), *(Span(cell, start, end, one, is_leaf=False) for one in derived))


_PROJECT_CODE = re.compile(r"[0-9A-Z]{21}")
_POWER_OF_TEN = re.compile(r"\d(?:\.\d+)?[Ee][+＋]?\d{1,3}")


def is_project_code(text: str) -> bool:
    """Whether a text is a code as projects have it: 21 digits and capitals."""
    return _PROJECT_CODE.fullmatch(half_width(text).strip()) is not None


def inexact_code(cell: Cell) -> list[Reject]:
    """A reject where a code is shown as a power of ten (5.10923E+20): its digits are lost, and it is no code."""
    text = half_width(cell.text).strip()
    return [Reject("code-not-exact", {"text": text}, cell, 0, len(cell.text))] if _POWER_OF_TEN.fullmatch(text) else []


def one_money_unit(found: Iterable[int | None], where: Cell) -> tuple[int | None, list[Reject]]:
    """The unit of money that all places agree on; None, with a reject, when they contradict each other."""
    units = {unit for unit in found if unit}
    if len(units) > 1:
        return None, [Reject("money-unit-conflict", {}, where, 0, 0)]
    return next(iter(units), None), []


def amount_of(cell: Cell, money_unit: int | None) -> tuple[Amount | None, list[Reject]]:
    """The amount that a cell prints; None, with a reject, when it prints something that is none."""
    text = cell.text.strip()
    if not text:
        return None, []
    start = cell.text.index(text)
    where = (cell, start, start + len(text))
    try:
        return read_amount(text, money_unit), []
    except BadAmount as bad:
        return None, [Reject(bad.reason, {"text": text}, *where)]


_AMOUNT = re.compile(r"\d[\d,.]*(?:亿|万|千)?元?", re.ASCII)


def may_be_money(label: Cell, value: Cell, beside_money: bool = False) -> bool:
    """Whether a value may be an amount: a number, beside a label that names a unit of money, or with one of its own."""
    plain = squeeze(value.text)
    has_unit = beside_money or money_unit_in_brackets(label.text) is not None or plain.endswith("元")
    return has_unit and (read_number(plain) is not None or bool(_AMOUNT.fullmatch(plain)))


def goals_of(cell: Cell) -> tuple[tuple[Goal, ...], tuple[Span, ...], list[Reject]]:
    """The goals in a cell, spans for the markup around them, and what could not be read."""
    try:
        readings, markup = read_goals(cell.text)
    except NotGoals:
        return (), (), [Reject("goals-are-indicators", {}, cell, 0, len(cell.text))]
    goals = tuple(
        Goal(position, reading.label, reading.text, spans_of(cell, reading.pieces))
        for position, reading in enumerate(readings, 1)
    )
    return goals, spans_of(cell, markup), []


@dataclass(slots=True)
class IndicatorCell:
    """What an indicator cell holds."""

    headings: tuple[Heading, ...]
    indicators: tuple[Indicator, ...]
    spans: tuple[Span, ...]
    rejects: list[Reject]


def indicators_of(cell: Cell) -> IndicatorCell:
    """The headings and indicators in a cell, spans for the markup around them, and what could not be read."""
    outline = read_outline(cell.text)
    rejects = [Reject("line-not-understood", {}, cell, *unread) for unread in outline.unread]
    headings = {id(reading): _heading(cell, position, reading) for position, reading in enumerate(outline.headings, 1)}
    rejects += [
        Reject("heading-unknown", {"text": reading.text}, cell, *_extent(reading.pieces))
        for reading in outline.headings
        if not reading.known
    ]
    indicators: list[Indicator] = []
    for item in outline.items:
        heading = headings[id(item.heading)] if item.heading else None
        try:
            reading = read_indicator(cell.text[item.start : item.end])
        except SeveralTargets:
            start = min([item.start, *(piece.start for piece in item.pieces)])
            rejects.append(Reject("several-targets", {}, cell, start, item.end))
            continue
        if reading.target.kind == "missing" and any(start == _next_start(outline, item) for start, _ in outline.unread):
            # The line below was not understood and may be its target: nobody may say that it has none.
            reading = replace(reading, target=Target(None, doubt="target-may-follow"))
        indicators.append(_indicator(cell, len(indicators) + 1, heading, item, reading))
        if reading.target.doubt:
            rejects.append(Reject(reading.target.doubt, {"text": indicators[-1].text}, cell, item.start, item.end))
    return IndicatorCell(tuple(headings.values()), tuple(indicators), spans_of(cell, outline.markup), rejects)


def _next_start(outline: Outline, item: ItemReading) -> int | None:
    """Where the next thing behind an item begins."""
    starts = [piece.start for heading in outline.headings for piece in heading.pieces]
    starts += [other.start for other in outline.items] + [start for start, _ in outline.unread]
    return min((start for start in starts if start >= item.end), default=None)


def target_fields(target: Target) -> dict[str, Any]:
    """What an indicator's record takes over from its target, by the record's fields."""
    names = ("value_text", "value", "unit", "base_value", "base_unit", "due_date", "due_last_day", "kind")
    return {name: getattr(target, name) for name in names}


def _extent(pieces: Iterable[Piece]) -> tuple[int, int]:
    pieces = list(pieces)
    return min(piece.start for piece in pieces), max(piece.end for piece in pieces)


def _heading(cell: Cell, position: int, reading: HeadingReading) -> Heading:
    return Heading(
        position, reading.level, reading.level1, reading.level2, reading.text, spans_of(cell, reading.pieces)
    )


def _indicator(
    cell: Cell, position: int, heading: Heading | None, item: ItemReading, reading: IndicatorReading
) -> Indicator:
    """The record of an indicator. Behind a heading's colon and without a name of its own it bears the heading's."""
    target = reading.target
    pieces = [*item.pieces, *(piece.moved(item.start) for piece in reading.pieces)]
    start, end = item.start, item.end
    if reading.name is None and item.in_heading and heading:
        name_span = next(span for span in heading.spans if span.field == "text")
        start = name_span.start
        pieces.append(Piece(name_span.start, name_span.end, "name", is_leaf=False))
    pieces.append(Piece(start, end, "text", is_leaf=False))
    named = next((piece for piece in pieces if piece.field == "name"), None)
    return Indicator(
        position=position,
        heading=heading,
        name=cell.text[named.start : named.end] if named else None,
        comparator=reading.comparator,
        **target_fields(target),
        text=cell.text[start:end],
        cell=cell,
        spans=spans_of(cell, sorted(pieces)),
    )
