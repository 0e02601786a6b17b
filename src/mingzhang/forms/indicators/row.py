"""One row of a grid of indicators, its cells known by field, to the indicator that it prints."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from mingzhang.forms.indicators.cells import Fields
from mingzhang.forms.indicators.joined_points import JOINED, joined_column, joined_points, number_in
from mingzhang.forms.labels import is_blank
from mingzhang.forms.texts import plain_field, spans_of, target_fields
from mingzhang.parse.comparators import comparator_of
from mingzhang.parse.indicator import read_indicator
from mingzhang.parse.levels import role_of_level
from mingzhang.parse.outline_markers import numbering_end
from mingzhang.parse.target import SeveralTargets, Target, as_date, read_target_cell
from mingzhang.records import Cell, Heading, Indicator, Span
from mingzhang.text.numbers import comparable, is_calendar_word, known_unit
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import Piece, half_width, squeeze, trim


class RowReading(NamedTuple):
    """The indicator of a row, a doubt about it, and the fields that it used up."""

    indicator: Indicator
    doubt: str | None
    used: tuple[str, ...]


class _Statement(NamedTuple):
    """What is to be reached: the indicator without its results."""

    name: str | None
    comparator: str | None
    target: Target
    spans: tuple[Span, ...]
    used: tuple[str, ...] = ("name", "target")


def indicator_of(fields: Fields, position: int, heading: Heading | None) -> RowReading:
    """The indicator that a row prints. Raises SeveralTargets."""
    stated = _statement(fields, heading)
    results, result_spans = _results(fields)
    points, point_spans = _points(fields)
    cells = list(dict.fromkeys(span.cell for span in stated.spans))
    over = tuple(span for cell in cells for span in _over(cell))
    indicator = Indicator(
        position=position,
        heading=heading,
        name=stated.name,
        comparator=stated.comparator,
        **target_fields(stated.target),
        text="\n".join(cell.text.strip() for cell in cells),
        cell=cells[0] if cells else fields.get("name") or next(iter(fields.values())),
        spans=stated.spans + over + result_spans + point_spans,
        actual_text=_text(results.get("actual")),
        actual_value=_actual_value(results.get("actual")),
        weight=points["weight"],
        score=points["score"],
        deviation_reason=_text(results.get("deviation_reason")),
        nature=_text(fields.get("nature"))
        or (_text(fields.get("comparator")) if "comparator" not in stated.used else None),
    )
    return RowReading(indicator, stated.target.doubt, (*stated.used, *results, *(JOINED if point_spans else ())))


def _statement(fields: Fields, heading: Heading | None) -> _Statement:
    """Name and target, with sign and unit in cells of their own or not; without a column of targets the name holds all."""
    name, name_spans = _name(fields, heading)
    target_cell = fields.get("target")
    if target_cell is not None and not is_blank(target_cell):
        return _with_target(name, name_spans, fields, heading)
    if target_cell is None and name:
        reading = read_indicator(name)
        spans = _moved(fields["name"], name_spans, reading.pieces)
        return _Statement(reading.name, reading.comparator, reading.target, spans)
    return _Statement(name, None, Target("missing"), name_spans + plain_field(target_cell, "value_text"))


def _with_target(name: str | None, name_spans: tuple[Span, ...], fields: Fields, heading: Heading | None) -> _Statement:
    """The same where a target is printed in its column."""
    comparator, target, pieces = read_target_cell(fields["target"].text, _is_number(fields))
    if heading and heading.level2 == role_of_level("deadlines") and "unit" not in fields and (dated := as_date(target)):
        target, pieces = dated, [*pieces, *(piece._replace(field="due_date", is_leaf=False) for piece in pieces)]
    spans, used = spans_of(fields["target"], pieces), ["name", "target"]
    if sign := _sign(fields, comparator):
        comparator = sign
        used.append("comparator")
        spans = plain_field(fields["comparator"], "comparator") + spans
    target, unit_spans = _with_unit(target, fields.get("unit"))
    used += ["unit"] if unit_spans else []
    return _Statement(name, comparator, target, name_spans + spans + unit_spans, tuple(used))


def _is_number(fields: Fields) -> bool:
    """Whether a sign or a unit in a cell of its own says that the target is a number: 2000 and 元, never 2024 and 年."""
    unit = squeeze(fields["unit"].text) if "unit" in fields else ""
    is_measure = known_unit(unit) is not None and unit != "年" and not is_calendar_word("1", unit, signed=True)
    return is_measure or _sign(fields, None) is not None


def _over(cell: Cell) -> tuple[Span, ...]:
    """A span of the whole printed text of a cell, over its parts."""
    return tuple(span._replace(is_leaf=False) for span in plain_field(cell, "text"))


def _name(fields: Fields, heading: Heading | None) -> tuple[str | None, tuple[Span, ...]]:
    """The name of an indicator without its numbering; its heading's where it has none of its own."""
    cell = fields.get("name")
    if cell is None or is_blank(cell):
        if heading is None:
            return None, plain_field(cell, "name")
        over = (span for span in heading.spans if span.field == "text")
        return heading.text, tuple(span._replace(field="name", is_leaf=False) for span in over)
    start, end = trim(cell.text, 0, len(cell.text))
    name_start = numbering_end(half_width(cell.text), start)
    if start < name_start < end:
        numbering = Piece(*trim(cell.text, start, name_start), "numbering")
        return cell.text[name_start:end], spans_of(cell, [numbering, Piece(name_start, end, "name")])
    return cell.text[start:end], plain_field(cell, "name")


def _moved(cell: Cell, name_spans: tuple[Span, ...], pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """The pieces of a whole indicator within its name cell, its numbering kept."""
    start = next(span.start for span in name_spans if span.field == "name")
    numbering = tuple(span for span in name_spans if span.field == "numbering")
    return numbering + spans_of(cell, (piece.moved(start) for piece in pieces))


def _sign(fields: Fields, printed: str | None) -> str | None:
    """The sign in a cell of its own; None when there is none, or the target has printed one already."""
    cell = fields.get("comparator")
    return comparator_of(squeeze(cell.text)) if cell and printed is None and not is_blank(cell) else None


def _with_unit(target: Target, cell: Cell | None) -> tuple[Target, tuple[Span, ...]]:
    """The target with the unit from a cell of its own, and spans for it; no spans when the unit is not the target's."""
    if cell is None or is_blank(cell) or target.unit is not None:
        return target, ()
    unit = cell.text.strip()
    if target.value is None:
        return target, ()
    base_value, base_unit = comparable(target.value, unit)
    return replace(target, unit=unit, base_value=base_value, base_unit=base_unit), plain_field(cell, "unit")


_RESULTS = {"actual": "actual_text", "weight": "weight", "score": "score", "deviation_reason": "deviation_reason"}


def _results(fields: Fields) -> tuple[Fields, tuple[Span, ...]]:
    """The cells of what was reached, and their spans."""
    cells = {name: fields[name] for name in _RESULTS if name in fields}
    spans = tuple(span for name, cell in cells.items() for span in plain_field(cell, _RESULTS[name]))
    return cells, spans


def _points(fields: Fields) -> tuple[dict[str, Decimal | None], tuple[Span, ...]]:
    """Weight and score of cells of their own, or of one that prints both, and the spans of such a cell."""
    column = joined_column(fields)
    if column and (pieces := joined_points(column, fields[column])):
        text = fields[column].text
        found = {piece.field: read_number(text[piece.start : piece.end]) for piece in pieces}
        return found, spans_of(fields[column], pieces)
    return {name: number_in(fields.get(name)) for name in ("weight", "score")}, ()


def _text(cell: Cell | None) -> str | None:
    return cell.text.strip() or None if cell and not is_blank(cell) else None


def _actual_value(cell: Cell | None) -> Decimal | None:
    if cell is None or is_blank(cell):
        return None
    try:
        return read_target_cell(cell.text)[1].value
    except SeveralTargets:
        return None
