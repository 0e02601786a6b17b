"""Texts of one cell a line, put into rows by their labels: a sheet that was copied without its tables.

Such texts mostly leave blank cells out. Cells that do not make whole rows are kept as one line; no row is as wide as that, so
it will be refused.
"""

import re
from dataclasses import replace
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_any_level, is_blank, is_label, names_results
from mingzhang.forms.matrix import Line
from mingzhang.forms.titles import is_title
from mingzhang.records import Cell, Grid
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

# A sheet has about three cells a row; a text of one cell a line may have a note with a bar in it.
_MOSTLY = 0.9


def is_flattened(grid: Grid) -> bool:
    """Whether a grid has one cell a line, but for a stray line."""
    alone = sum(len(row) == 1 and row[0].column_span == 1 for row in grid.rows)
    return alone >= _MOSTLY * len(grid.rows)


def rows_of_flattened(grid: Grid) -> list[Line]:
    """The rows of a sheet of one cell a line, by its labels."""
    return _reflow(_without_blank_lines([cell for row in grid.rows for cell in row]))


def _without_blank_lines(cells: list[Cell]) -> list[Cell]:
    """One cell a line without its blank lines, where one stands between any two others: they part paragraphs, and are no
    cells.
    """
    are_printed = [bool(cell.text.strip()) for cell in cells]
    if any(one and other for one, other in pairwise(are_printed)):
        return cells
    return [cell for cell, is_printed in zip(cells, are_printed, strict=True) if is_printed]


def _reflow(cells: list[Cell]) -> list[Line]:
    """Rows from one cell a line: a label takes what the form prints behind it."""
    lines: list[Line] = []
    position = 0
    while position < len(cells):
        cell = cells[position]
        if _starts_indicators(cells, position):
            width = _run(cells, position, "indicator_columns", "kept_columns")
            lines.append(cells[position : position + width])
            position = _reflow_indicators(cells, position + width, width, lines)
        elif (width := _run(cells, position, "money_columns")) >= 2:
            lines.append(cells[position : position + width])
            position = _reflow_money(cells, position + width, width, lines)
        elif field_of("points", cell) and lines and not is_label(lines[-1][0]):
            stop = position + 1
            while stop < len(cells) and (is_blank(cells[stop]) or read_number(cells[stop].text) is not None):
                stop += 1
            lines.append(cells[position:stop])
            position = stop
        elif (width := _goal_run(cells, position)) >= 2:
            stop = position + width
            while stop < len(cells) and not is_label(cells[stop]):
                stop += 1
            lines += [part for part in (cells[position : position + width], cells[position + width : stop]) if part]
            position = stop
        elif (
            field_of("fields", cell) or field_of("goals", cell) or field_of("totals", cell) or field_of("sources", cell)
        ):
            alone = position + 1 < len(cells) and is_label(cells[position + 1])
            lines.append(cells[position : position + (1 if alone else 2)])
            position += 1 if alone else 2
        else:
            lines.append([cell])
            position += 1
    return lines


def _starts_indicators(cells: list[Cell], at: int) -> bool:
    return field_of("indicator_columns", cells[at]) == "level1" and _run(cells, at, "indicator_columns") >= 3


def _run(cells: list[Cell], at: int, *parts: str) -> int:
    """How many labels of some parts stand one after the other."""
    length = 0
    while at + length < len(cells) and any(field_of(part, cells[at + length]) for part in parts):
        length += 1
    return length


def _goal_run(cells: list[Cell], at: int) -> int:
    """How many labels of goals and their results stand side by side."""
    length = 0
    while at + length < len(cells) and (field_of("goals", cells[at + length]) or names_results(cells[at + length])):
        length += 1
    return length


def _reflow_money(cells: list[Cell], at: int, width: int, lines: list[Line]) -> int:
    """Rows of money: each begins at the name of a total or source and ends before the next label."""
    while at < len(cells) and any(field_of(part, cells[at]) for part in ("totals", "sources", "other_sources")):
        stop = at + 1
        while stop < len(cells) and stop - at <= width and not is_label(cells[stop]):
            stop += 1
        lines.append(cells[at:stop])
        at = stop
    return at


def _reflow_indicators(cells: list[Cell], position: int, width: int, lines: list[Line]) -> int:
    """Rows of indicators: parts that begin at a level, each a number of whole rows.

    A part whose cells do not make whole rows is kept as one line, which will be refused; so is a part with a heading that was
    broken over lines.
    """
    labels = {field_of("indicator_columns", cell) for cell in lines[-1]}
    own = width - len(labels & {"level1", "level2"})
    stop = position
    while stop < len(cells) and not _ends_indicators(cells, stop):
        stop += 1
    if position < stop and cells[position].text.strip() and not is_any_level(cells[position]):
        lines.append(cells[position:stop])  # more labels, which nobody knows: how wide a row is cannot be told
        return stop
    while position < stop:
        end = position
        while end < stop and is_any_level(cells[end]):
            end += 1
        levels = end - position
        while end < stop and not is_any_level(cells[end]):
            end += 1
        body = end - position - levels
        if body % own or any(map(_is_rest_of_label, cells[position:end])):
            lines.append(cells[position:end])
            position = end
            continue
        lines.append(cells[position : position + levels + min(own, body)])
        lines += [cells[start : start + own] for start in range(position + levels + own, end, own)]
        position = end
    return stop


def _is_rest_of_label(cell: Cell) -> bool:
    """Whether a line is the end of a heading that was broken over two: 经济效益 / 指标."""
    return squeeze(cell.text) in vocabulary.load("forms")["rests_of_levels"]


def _ends_indicators(cells: list[Cell], at: int) -> bool:
    """Whether a cell stands below the indicators: points, a label (also with its value behind a colon), another header."""
    label = replace(cells[at], text=re.split("[:：]", cells[at].text)[0])
    parts = ("points", "fields", "goals", "sections", "blocks")
    is_year = cells[at].text.strip().isdigit()  # a target or points
    return (
        any(field_of(part, label) for part in parts)
        or _starts_indicators(cells, at)
        or (is_title(cells[at]) and not is_year)
    )
