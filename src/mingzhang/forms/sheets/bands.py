"""Sheets side by side: a grid that prints projects from left to right is cut into bands of columns, each a grid of its own.

A band begins at the label of a project's name and has indicators of its own below it. Nothing may reach from one band into
the next but what is alone in its row: a note, or the title of the sheets below it.
"""

from dataclasses import replace
from itertools import pairwise

from mingzhang.forms.indicators.columns import blocks_in
from mingzhang.forms.labels import field_of, is_label, own_label
from mingzhang.forms.matrix import Line, last_column_of, printed_in
from mingzhang.forms.view import View
from mingzhang.records import Cell, Row
from mingzhang.text.pieces import squeeze

_LEAST_NAMES = 2  # of projects behind one label


def bands_of(view: View) -> list[View]:
    """The bands of a grid, the left one first; the grid alone when it has no sheets side by side.

    What stands above the names is read in the first band, and is a line above the table for the others. Labels that are
    printed once, left of all bands (项目名称 | 甲 | 乙), are in each of them.
    """
    starts = _starts_of_bands(view.rows)
    if not starts:
        return _bands_behind_labels(view) or _bands_behind_levels(view) or [view]
    edges = list(pairwise([*starts, last_column_of(view.grid) + 1]))
    top = next(index for index, line in enumerate(view.rows) if len(_names_in(line)) > 1)
    while top and _prints_labels_in_each(view.rows[top - 1], edges):
        top -= 1
    bands = [_band(view, top, start, end) for start, end in edges]
    return bands if all(band.indicator_headers for band in bands) else [view]


def _starts_of_bands(lines: list[Line]) -> list[int]:
    """The columns in which bands begin: where rows print the label of a name several times, each time in these columns."""
    named = [columns for line in lines if (columns := _names_in(line))]
    starts = max(named, key=len, default=[])
    if len(starts) < 2 or not all(set(columns) <= set(starts) for columns in named):
        return []
    first = next(index for index, line in enumerate(lines) if len(_names_in(line)) > 1)
    return [] if any(_reaches_over(line, starts[1:]) for line in lines[first:]) else [1, *starts[1:]]


def _bands_behind_labels(view: View) -> list[View]:
    """The bands behind one column of labels: grids of indicators side by side, and above each a name behind one 项目名称."""
    header = next(iter(view.indicator_headers.values()), None)
    blocks = blocks_in(header.labels) if header else []
    starts = [
        next((cell.column for cell in block if field_of("indicator_columns", cell) == "level1"), 0) for block in blocks
    ]
    if len(starts) < 2 or len(set(starts)) < len(starts) or 1 in starts:
        return []
    tops = [index for index, line in enumerate(view.rows) if _names_each(line, starts)]
    if len(tops) != 1 or any(_reaches_over(line, starts) for line in view.rows[tops[0] :]):
        return []
    edges = pairwise([*starts, last_column_of(view.grid) + 1])
    return [_band(view, tops[0], start, end, starts[0], is_first=start == starts[0]) for start, end in edges]


def _bands_behind_levels(view: View) -> list[View]:
    """The bands behind one column of labels and one of each level: names side by side, and the same labels below each of them
    (一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值). The levels are of all bands.
    """
    named = [(index, printed_in(line)) for index, line in enumerate(view.rows) if _names_several(line)]
    if len(named) != 1:
        return []
    top, printed = named[0]
    starts = [cell.column for cell in printed[1:]]
    edges = list(pairwise([*starts, last_column_of(view.grid) + 1]))
    below = view.rows[top + 1 :]
    if any(_reaches_over(line, starts) for line in below) or not any(_heads_each(line, edges) for line in below):
        return []
    found = [_band(view, top, start, end, starts[0], is_first=start == starts[0]) for start, end in edges]
    return found if all(band.indicator_headers for band in found) else []


def _names_several(line: Line) -> bool:
    """Whether a row prints 项目名称 once, and behind it nothing but names."""
    printed = printed_in(line)
    return len(printed) > _LEAST_NAMES and bool(_names_in(printed[:1])) and not any(map(is_label, printed[1:]))


def _heads_each(line: Line, edges: list[tuple[int, int]]) -> bool:
    """Whether a row prints labels of levels left of all bands, and in each band the same labels, two at least."""
    levels = [field_of("indicator_columns", cell) for cell in line if cell.column < edges[0][0]]
    bands = [[cell for cell in printed_in(line) if start <= cell.column < end] for start, end in edges]
    texts = [[squeeze(cell.text) for cell in band] for band in bands]
    return "level1" in levels and len(texts[0]) > 1 and all(own == texts[0] for own in texts)


def labels_of_several(bands: list[View]) -> frozenset[Cell]:
    """The cells that bands share with the first of them: labels and levels that are printed once."""
    cells = [frozenset(cell for line in band.lines for cell in line) for band in bands]
    return cells[0].intersection(frozenset().union(*cells[1:]))


def _names_each(line: Line, starts: list[int]) -> bool:
    """Whether a row prints 项目名称 once, and behind it a text where each band begins."""
    printed = printed_in(line)
    return bool(_names_in(printed[:1])) and [cell.column for cell in printed[1:]] == starts


def _names_in(line: Line) -> list[int]:
    return [cell.column for cell in line if field_of("fields", cell) == "name"]


def _reaches_over(line: Line, starts: list[int]) -> bool:
    """Whether a cell of a row, which prints others too, covers the columns on both sides of where a band begins."""
    printed = printed_in(line)
    return len(printed) > 1 and any(
        cell.column < start < cell.column + cell.column_span for cell in printed for start in starts
    )


def _prints_labels_in_each(line: Line, edges: list[tuple[int, int]]) -> bool:
    """Whether a row above the names prints the same labels in every band: 主管部门 | … | 主管部门 | …."""
    bands = [_labels_of([cell for cell in line if start <= cell.column < end]) for start, end in edges]
    return bool(bands[0]) and all(labels == bands[0] for labels in bands)


def _labels_of(line: Line) -> list[str]:
    labels = (squeeze(cell.text) if is_label(cell) else own_label(cell) for cell in line)
    return [label for label in labels if label]


def _band(view: View, top: int, start: int, end: int, labels_end: int = 1, is_first: bool = False) -> View:
    """The cells that begin in the columns of a band, and those of the labels left of all bands; above the names, and of rows
    with one cell over several, the first's.
    """
    is_first |= start == 1
    above = view.rows[:top] if is_first else []
    below = [
        [
            cell
            for cell in line
            if start <= cell.column < end or (cell.column < labels_end and (is_first or len(printed_in(line)) > 1))
        ]
        for line in view.rows[top:]
    ]
    rows: tuple[Row, ...] = tuple(tuple(line) for line in (*above, *below) if line)
    head = () if is_first else tuple(cell for line in view.rows[:top] for cell in line)
    return View(replace(view.grid, rows=rows, title_lines=(*view.grid.title_lines, *head)))
