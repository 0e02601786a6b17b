"""The points of a self-evaluation: of indicators, of headings and parts that print theirs, of the rate, and the last row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang import vocabulary
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.indicators.joined_points import number_in
from mingzhang.forms.labels import field_of, label_of
from mingzhang.forms.matrix import Line, knows_columns
from mingzhang.records import Cell, Heading, Indicator, Points, ProjectField
from mingzhang.text.numerals import NUMBER
from mingzhang.text.pieces import squeeze

_POINTS = re.compile(rf"\(?(?P<points>{NUMBER})分\)?$", re.ASCII)
_LONGEST_LABEL = 40


def stated_points(printed: str) -> Decimal | None:
    """The points that a heading prints: 产出指标(50分) gives 50; None when it prints none."""
    match = _POINTS.search(squeeze(printed))
    return Decimal(match["points"].replace(",", "")) if match else None


@dataclass
class PointsReader:
    """Keeps the points of a sheet that no indicator holds, while the sheet is read."""

    found: list[Points] = field(default_factory=list)

    def take_rate(self, label: str, weight: ProjectField | None, score: ProjectField | None) -> None:
        """The points of the execution rate, in the row of all money."""
        fields = tuple(one for one in (weight, score) if one)
        if fields:
            self.found.append(Points("rate", label, _number(weight), _number(score), fields=fields))

    def take_last_row(
        self, label: str, numbers: list[tuple[Cell, ProjectField]], header: IndicatorHeader | None
    ) -> None:
        """The last row, by the columns of the indicators above it where these hold; else two numbers are weight and score."""
        columns = dict(header.columns) if header else {}
        placed = {
            name: one for cell, one in numbers for name in ("weight", "score") if _covers(columns.get(name), cell)
        }
        if header is None or not knows_columns(header.labels) or len(placed) != len(numbers):
            placed = (
                dict(zip(("weight", "score"), (one for _, one in numbers), strict=False)) if len(numbers) == 2 else {}
            )
        weight, score = placed.get("weight"), placed.get("score")
        unplaced = _number(numbers[0][1]) if len(numbers) == 1 and not placed else None
        fields = tuple(one for _, one in numbers)
        self.found.append(Points("total", label, _number(weight), _number(score), unplaced, fields=fields))

    def take_parts(self, lines: list[Line]) -> None:
        """The parts of a sheet that print their points; one that two labels state differently is none."""
        stated: dict[str, dict[Decimal, str]] = {"indicators": {}, "execution": {}}
        for cell in (cell for line in lines for cell in line if "分" in cell.text and len(cell.text) < _LONGEST_LABEL):
            part, points = _part_of_sheet(cell), stated_points(cell.text)
            if part and points is not None:
                stated[part].setdefault(points, cell.text.strip())
        for part, labels in stated.items():
            if len(labels) == 1:
                points, label = next(iter(labels.items()))
                self.found.append(Points(part, label, points))

    def all(self, headings: list[Heading], indicators: list[Indicator]) -> tuple[Points, ...]:
        """All points of a sheet with these headings and indicators."""
        of_headings = (
            Points("heading", one.text, points, heading=one)
            for one in headings
            if (points := stated_points(one.text)) is not None
        )
        return (*self.found, *of_headings, *_of_indicators(indicators))


def _part_of_sheet(cell: Cell) -> str | None:
    if field_of("blocks", cell) or label_of(cell.text) in vocabulary.load("forms")["heads_indicators"]:
        return "indicators"
    return "execution" if field_of("parts_with_points", cell) else None


def _number(one: ProjectField | None) -> Decimal | None:
    return number_in(one.spans[0].cell) if one else None


def _covers(label: Cell | None, cell: Cell) -> bool:
    return label is not None and label.column <= cell.column < label.column + label.column_span


def _of_indicators(indicators: list[Indicator]) -> Iterator[Points]:
    cells = {name: [_cell_of(one, name) for one in indicators] for name in ("weight", "score")}
    for index, indicator in enumerate(indicators):
        if indicator.weight is None and indicator.score is None:
            continue
        counts = {name: of[index] is None or of.index(of[index]) == index for name, of in cells.items()}
        rows = {name: 1 if of[index] is None else of.count(of[index]) for name, of in cells.items()}
        yield Points(
            "indicator",
            indicator.name or "",
            indicator.weight,
            indicator.score,
            weight_counts=counts["weight"],
            score_counts=counts["score"],
            weight_rows=rows["weight"],
            score_rows=rows["score"],
            indicator=indicator,
        )


def _cell_of(one: Indicator, name: str) -> Cell | None:
    return next((span.cell for span in one.spans if span.field == name), None)
