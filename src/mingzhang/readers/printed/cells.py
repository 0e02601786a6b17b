"""The cells between the rules of a page, and the characters in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.pdf_parts.pdfplumber_insides import cells_between
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.lines import PrintedLine, lines_of
from mingzhang.readers.printed.seen import is_white
from mingzhang.readers.printed.settings import GEOMETRY

Edge = dict[str, Any]  # as pdfplumber hands them around


@dataclass(slots=True)
class PrintedCell:
    """A cell as it stands on a page; rows count from 0 in its table."""

    box: Box
    row: int
    row_span: int
    open_below: bool = False  # the page ends without a rule below it
    glyphs: list[Glyph] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    unseen: list[PrintedLine] = field(default_factory=list)
    problems: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pictures: tuple[bytes, ...] = ()  # of it, where the page is one


@dataclass(slots=True)
class PageTable:
    """A ruled table, as far as it stands on one page."""

    page: int
    box: Box
    rows: int
    cells: list[PrintedCell]

    def row(self, number: int) -> list[PrintedCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.box.x0)

    def at(self, x: float, y: float) -> PrintedCell | None:
        """The cell at a point."""
        return next((cell for cell in self.cells if cell.box.holds(x, y)), None)

    def edges(self) -> list[float]:
        """Where columns begin and end, measured from the left edge of the table."""
        return sorted({x - self.box.x0 for cell in self.cells for x in (cell.box.x0, cell.box.x1)})


def find_tables(drawn: Iterable[Edge], number: int, visible: Box) -> list[PageTable]:
    """The ruled tables of a page, from top to bottom, still without text. A single frame is no table."""
    edges = [edge for edge in drawn if _is_rule(edge, visible)]
    vertical = [edge for edge in edges if edge["orientation"] == "v"]
    horizontal = [edge for edge in edges if edge["orientation"] == "h"]
    closed = [*horizontal, *_closing_rules(vertical)]
    if len(vertical) < 2 or len(closed) < 2:
        return []
    found = cells_between([*vertical, *closed], GEOMETRY.rule_snap)
    tables = [_table(number, [Box(*cell) for cell in cells], horizontal) for cells in found]
    return sorted((table for table in tables if len(table.cells) > 1), key=lambda table: (table.box.top, table.box.x0))


def _is_rule(edge: Edge, visible: Box) -> bool:
    """Whether a drawn edge can be a rule: it lies on the page, and is neither its background nor its border."""
    inside = (
        edge["x1"] >= visible.x0 - GEOMETRY.rule_snap
        and edge["x0"] <= visible.x1 + GEOMETRY.rule_snap
        and edge["bottom"] >= visible.top - GEOMETRY.rule_snap
        and edge["top"] <= visible.bottom + GEOMETRY.rule_snap
    )
    background = edge.get("fill") and not edge.get("stroke") and is_white(edge.get("non_stroking_color"))
    if edge["orientation"] == "v":
        at_border = min(abs(edge["x0"] - visible.x0), abs(edge["x0"] - visible.x1)) < 1
    else:
        at_border = min(abs(edge["top"] - visible.top), abs(edge["top"] - visible.bottom)) < 1
    return inside and not background and not at_border


def _closing_rules(vertical: Sequence[Edge]) -> list[Edge]:
    """A rule at the top and bottom of each stack of vertical rules: a cell that breaks across pages has none there.

    Without it, the cell would not be closed, and pdfplumber would not see it.
    """
    closing = []
    for band in _bands(vertical):
        for side, extreme in (("top", min), ("bottom", max)):
            y = extreme(edge[side] for edge in band)
            ends = [edge for edge in band if abs(edge[side] - y) <= GEOMETRY.rule_snap]
            x0, x1 = min(edge["x0"] for edge in ends), max(edge["x1"] for edge in ends)
            if x1 - x0 > GEOMETRY.rule_snap:
                closing.append(_rule(x0, x1, y))
    return closing


def _bands(vertical: Sequence[Edge]) -> list[list[Edge]]:
    """Vertical rules beside or above each other without a gap between them."""
    bands: list[list[Edge]] = []
    bottom = 0.0
    for edge in sorted(vertical, key=lambda edge: float(edge["top"])):
        if bands and edge["top"] <= bottom + GEOMETRY.rule_snap:
            bands[-1].append(edge)
        else:
            bands.append([edge])
            bottom = edge["bottom"]
        bottom = max(bottom, edge["bottom"])
    return bands


def _rule(x0: float, x1: float, y: float) -> Edge:
    return {
        "object_type": "rect_edge",
        "orientation": "h",
        "x0": x0,
        "x1": x1,
        "top": y,
        "bottom": y,
        "width": x1 - x0,
        "height": 0,
    }


def _table(page: int, boxes: Sequence[Box], horizontal: Sequence[Edge]) -> PageTable:
    tops = _steps(y for box in boxes for y in (box.top, box.bottom))
    cells = []
    for box in boxes:
        first, last = _step_of(tops, box.top), _step_of(tops, box.bottom)
        is_last = last == len(tops) - 1
        cells.append(PrintedCell(box, first, last - first, is_last and not _has_rule(box, box.bottom, horizontal)))
    whole = Box(min(box.x0 for box in boxes), tops[0], max(box.x1 for box in boxes), max(box.bottom for box in boxes))
    return PageTable(page, whole, len(tops) - 1, cells)


def _steps(values: Iterable[float]) -> list[float]:
    """Values that differ, in their order."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > GEOMETRY.rule_snap / 2:
            steps.append(value)
    return steps


def _step_of(steps: Sequence[float], value: float) -> int:
    return bisect_right(steps, value + GEOMETRY.rule_snap / 2) - 1


def _has_rule(box: Box, y: float, horizontal: Sequence[Edge]) -> bool:
    """Whether a rule is drawn along the width of a box at a height."""
    covered, reached = 0.0, box.x0
    for edge in sorted(
        (edge for edge in horizontal if abs(edge["top"] - y) <= GEOMETRY.rule_snap), key=lambda edge: float(edge["x0"])
    ):
        start, end = max(edge["x0"], reached), min(edge["x1"], box.x1)
        if end > start:
            covered += end - start
            reached = end
    return covered >= GEOMETRY.closed_side * (box.x1 - box.x0)


def fill_tables(tables: Sequence[PageTable], glyphs: Iterable[Glyph], unseen: bool = False) -> list[Glyph]:
    """Puts the characters into the cells they stand in, as lines; returns those that stand in none.

    A character stands where its middle is, or, when its text runs over a rule, where most of that stands; what runs over is
    told. One set at a slant is a stamp over the page and in no cell. Characters that are `unseen` are kept apart from the lines
    of their cells.
    """
    outside = []
    last: tuple[Glyph, PrintedCell | None] | None = None
    run_on: set[int] = set()  # cells whose text goes on in the cell to the right, by their identity
    places = [(table, _Places(table)) for table in reversed(tables)]  # a table inside another begins below its top
    for run in _runs(glyphs):
        cells = [_cell_at(places, glyph) for glyph in run]
        most = max(cells, key=lambda cell: sum(cell is other for other in cells))
        if last and last[1] and most and last[1] is not most and _is_next(last[0], run[0]):
            run_on.add(id(last[1]))
        last = run[-1], most
        for glyph in run:
            if most is None or glyph.direction is None:
                outside.append(glyph)
            else:
                most.glyphs.append(glyph)
    for cell in (cell for table in tables for cell in table.cells):
        lines = lines_of(cell.glyphs)
        if unseen:
            cell.unseen = lines
        else:
            cell.lines = lines
            over = [line.text.strip() for line in lines if _is_over(line, cell.box, id(cell) in run_on)]
            cell.problems += [("text-over-rule", {"text": text[:LONGEST_QUOTE]}) for text in over]
        cell.glyphs = []
    return outside


def _cell_at(places: Iterable[tuple[PageTable, _Places]], glyph: Glyph) -> PrintedCell | None:
    x, y = glyph.middle
    there = (place.at(x, y) for table, place in places if table.box.holds(x, y))
    return next((cell for cell in there if cell), None)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters one by one, and those of a number or a Latin word together: they run over where Chinese is wrapped."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _goes_on(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _goes_on(before: Glyph, one: Glyph) -> bool:
    return (before.text + one.text).isascii() and _is_next(before, one)


def _is_next(before: Glyph, one: Glyph) -> bool:
    """Whether a character follows right behind another on its line."""
    if one.direction != 0 or before.direction != 0 or abs(one.baseline - before.baseline) > GEOMETRY.level:
        return False
    is_blank = before.text.isspace() or one.text.isspace()
    return not is_blank and abs(one.start - before.end) < GEOMETRY.contiguous * one.size


def _is_over(line: PrintedLine, box: Box, runs_on: bool) -> bool:
    """Whether a line runs over the rule at the left or the right of its cell by more than a part of a character.

    Of a cell whose text `runs_on` in the next, it is the line that reaches the rule.
    """
    slack = GEOMETRY.over_rule * line.size
    beyond = line.firm_end > box.x1 + (-slack if runs_on else slack)
    return line.direction == 0 and (line.start < box.x0 - slack or beyond)


class _Places:
    """Finds the cell of a table at a point."""

    def __init__(self, table: PageTable) -> None:
        self.tops = _steps(y for cell in table.cells for y in (cell.box.top, cell.box.bottom))
        self.rows: list[list[PrintedCell]] = [[] for _ in self.tops]
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                self.rows[row].append(cell)

    def at(self, x: float, y: float) -> PrintedCell | None:
        """The cell at a point."""
        row = max(bisect_right(self.tops, y) - 1, 0)
        return next((cell for cell in self.rows[row] if cell.box.holds(x, y)), None)
