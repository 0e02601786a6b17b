"""Rows that head indicators though no label of theirs is the official one: by their place, and by what stands below them."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.header_rows import is_sub_row
from mingzhang.forms.indicators.contents import contents_of
from mingzhang.forms.labels import field_of, heads_part, is_any_level, is_level, own_label, read_label
from mingzhang.forms.matrix import Line, Matrix, knows_columns, matrix_of, printed_in
from mingzhang.parse.levels import LEVEL1, LEVEL2
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

_LEAST_LABELS = 3
_LONGEST_LABEL = 16
_OF_INDICATORS = ("indicator_columns", "kept_columns", "names_without_level3")
_NO_TARGETS = ("reached", "situation", "earlier", "later", "partial", "score", "weight", "deviation", "spent", "rate")
_YEAR = re.compile(r"20\d\d年?")
_NOT_IN_LABELS = frozenset("0123456789≥≤><=%,，。;；")


def height_above_levels(lines: list[Line], index: int) -> int:
    """Over how many rows labels from a row on head official levels, whatever they are called; 0 where they do not.

    They are short texts, in one row or with a second one below some of them, right above a row that prints an official level
    (产出指标, or 数量指标 where no level 1 is printed) in one of their columns: one of the labels is of indicators, or the row
    prints both levels side by side.
    """
    labels = printed_in(lines[index])
    if len(labels) < _LEAST_LABELS or not all(map(_may_be_label, labels)) or not knows_columns(lines[index]):
        return 0
    if any(map(is_any_level, labels)):  # 可持续影响指标 | 管护机制 | 逐步健全 is data
        return 0
    height = 2 if index + 2 < len(lines) and _is_second_row(lines[index], lines[index + 1]) else 1
    if index + height >= len(lines):
        return 0
    heads = [cell for line in lines[index : index + height] for cell in printed_in(line)]
    columns = {column for cell in heads for column in range(cell.column, cell.column + cell.column_span)}
    below = [cell for cell in printed_in(lines[index + height]) if cell.column in columns]
    levels = [cell for cell in below if is_level(LEVEL1, cell) or is_any_level(cell)]
    is_told = bool(levels) and (any(map(_heads_indicators, heads)) or _print_both_levels(below))
    return height if is_told and not _says_of_project(heads, levels[0].column) else 0


def _says_of_project(heads: Line, column: int) -> bool:
    """Whether what stands over a column of levels is a label of a sheet, behind which a value stands: 项目名称 | 看护."""
    over = [cell for cell in heads if cell.column <= column < cell.column + cell.column_span]
    return any(field_of(part, cell) for cell in over for part in ("goals", "totals", "heads")) or any(
        field_of("fields", cell) in ("name", "code", "programme", "period") for cell in over
    )


def _is_second_row(upper: Line, lower: Line) -> bool:
    """Whether a row parts wide labels of the one above it, whose other labels are merged over both."""
    parts = printed_in(lower)
    reach = all(cell.row_span > 1 or cell.column_span > 1 for cell in printed_in(upper))
    return reach and is_sub_row(upper, lower) and all(map(_may_be_label, parts))


def _print_both_levels(cells: Line) -> bool:
    """Whether cells of a row print a level 1, and a level 2 right behind it."""
    return any(is_level(LEVEL1, one) and is_level(LEVEL2, other) for one, other in pairwise(cells))


def parted_by_contents(labels: Line, body: list[Line]) -> Line:
    """The labels of a header, one that goes over a column of levels 1 and one of levels 2 (指标类型) as one of each.

    Where merged cells were lost, a label goes over the columns up to the next one.
    """
    matrix, parted = matrix_of(body), list[Cell]()
    printed = printed_in(labels)
    for label in printed:
        parted.append(label)
        behind = (one.column for one in printed if one.column > label.column)
        columns = range(label.column, min(behind, default=label.column + label.column_span))
        held = [
            contents_of(_within(matrix, row, column, columns.stop) for row in range(len(body))) for column in columns
        ]
        if held == ["level1", "level2"]:
            # 绩效指标 over both levels would head the whole part beside them
            parted[-1:] = _parted(label, _levels() if heads_part(label) else (label.text, label.text))
        elif held in (["level2", "text"], ["level2", None]) and field_of("names_without_level3", label):
            parted[-1:] = _parted(label, (_levels()[1], label.text))  # 指标内容 over levels 2 and names
    return parted if len(parted) > len(printed) else labels


def _levels() -> tuple[str, str]:
    """What the official forms call the columns of levels 1 and 2."""
    first, second, *_ = vocabulary.load("forms")["short_levels"].values()
    return first, second


def _parted(label: Cell, texts: tuple[str, str]) -> Line:
    """A label over two columns as one over each."""
    first, second = texts
    behind = replace(label, text=second, column=label.column + 1, column_span=1)
    return [label if first == label.text else replace(label, text=first, column_span=1), behind]


def _within(matrix: Matrix, row: int, column: int, stop: int) -> Cell | None:
    """The cell at a place, none where it goes on to the next label: a name over the column of its level is no level."""
    cell = matrix.at(row, column)
    return cell if cell is not None and cell.column + cell.column_span <= stop else None


def _may_be_label(cell: Cell) -> bool:
    text = _YEAR.sub("", squeeze(cell.text))
    return (
        len(text) <= _LONGEST_LABEL
        and not _NOT_IN_LABELS & set(text)
        and not (is_level(LEVEL1, cell) or is_any_level(cell))
    )


def _heads_indicators(cell: Cell) -> bool:
    return any(field_of(part, cell) for part in _OF_INDICATORS)


def is_outside(line: Line) -> bool:
    """Whether a row below a header is none of its rows: 填表人：甲 | 审核人：乙, a page number, a note."""
    printed = printed_in(line)
    return bool(printed) and all(own_label(cell) or furniture_of(cell.text) for cell in printed)


@vocabulary.derived
def may_be_target(label: str) -> bool:
    """Whether a label that nobody knows may be that of the targets: no word in it is of results, points or another year."""
    parts = vocabulary.load("labels")["parts"]
    words = [word for name in _NO_TARGETS for word in parts[name]]
    return not any(word in squeeze(label) for word in words)


def columns_read_by_contents(columns: Iterable[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """The columns that have their field only by what stands below their labels, which nobody knows."""
    first = {(label.page, label.row, label.text): (name, label) for name, label in reversed(list(columns))}
    return [
        (name, label)
        for name, label in reversed(first.values())
        if not (
            name.startswith(("unknown", "kept", "refused")) or read_label(label.text).fields or is_level(LEVEL1, label)
        )
    ]


def spelled_out(line: Line) -> Line:
    """A row 一级 | 二级 | 三级 as the labels that it means; alone each of these may be a value (项目级次：二级).

    The third may be called otherwise.
    """
    whole = vocabulary.load("forms")["short_levels"]
    first, second, *_ = whole
    printed = [squeeze(cell.text) for cell in printed_in(line)]
    if first not in printed or (first, second) not in pairwise(printed):
        return line
    return [replace(cell, text=whole.get(squeeze(cell.text), cell.text)) for cell in line]
