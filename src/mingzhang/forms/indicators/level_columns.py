"""Indicators in pairs of columns, one pair a level: 三级指标 | 指标值 below 成本指标, below 产出指标, below 效益指标 …

So prints the province of Henan (预算项目绩效目标表). The level is printed once, in the header, and holds for all rows.
"""

from typing import NamedTuple

from mingzhang.forms.header_rows import width_of
from mingzhang.forms.indicators.cells import Fields
from mingzhang.forms.indicators.columns import columns_of
from mingzhang.forms.indicators.grid import add_block
from mingzhang.forms.indicators.grid_reader import IndicatorGrid, not_placed, read_block
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.labels import field_of, is_blank, is_level, read_label
from mingzhang.forms.matrix import Line, Matrix, knows_columns, matrix_of, printed_in
from mingzhang.parse.levels import LEVEL1
from mingzhang.records import Cell

_LEAST = 2  # levels side by side


class LevelColumns(NamedTuple):
    """The columns of one level: what names it, and the labels of its names and targets."""

    level: Cell
    name: Cell
    target: Cell

    @property
    def numbers(self) -> set[int]:
        """The columns, from 1."""
        return {self.name.column, self.target.column}


def level_columns_at(lines: list[Line], index: int) -> list[LevelColumns]:
    """The pairs of columns below the levels that a row prints; empty where it prints none, or anything else below them."""
    if index + 1 >= len(lines) or not (knows_columns(lines[index]) and knows_columns(lines[index + 1])):
        return []
    levels = [cell for cell in printed_in(lines[index]) if is_level(LEVEL1, cell)]
    found = [pair for level in levels if (pair := _pair_below(level, lines[index], lines[index + 1]))]
    return found if len(found) == len(levels) >= _LEAST else []


def _pair_below(level: Cell, upper: Line, lower: Line) -> LevelColumns | None:
    stop = level.column + width_of(level, upper)
    below = [cell for cell in printed_in(lower) if level.column <= cell.column < stop]
    if len(below) != 2 or not _may_name(below[0]) or field_of("indicator_columns", below[1]) != "target":
        return None
    return LevelColumns(level, *below)


def _may_name(label: Cell) -> bool:
    """Whether the left label of a pair is that of the names: 三级指标, 指标名称, 指标."""
    parts = read_label(label.text).parts
    is_indicator = parts is not None and parts.classes[-1] == "indicator"
    fields = (field_of("indicator_columns", label), field_of("names_without_level3", label))
    return fields[0] == "name" or (fields[0] is None and (fields[1] is not None or is_indicator))


def read_level_columns(pairs: list[LevelColumns], others: Line, lines: list[Line]) -> IndicatorGrid:
    """The indicators of rows below pairs of columns, those of the left level first; what `others` head is kept beside them."""
    result = IndicatorGrid()
    matrix = matrix_of(lines)
    levels = {pair.level for pair in pairs}
    for number, pair in enumerate(pairs):
        own = (("level1", pair.level), ("name", pair.name), ("target", pair.target))
        header = IndicatorHeader([], 1, (*own, *(columns_of(others) if not number else ())))
        rows = [_fields(header, matrix, row, pair) for row in range(len(lines))]
        result.rejects += [not_placed(fields.pop("target")) for fields in rows if _is_nameless(fields)]
        if number and all(is_blank(fields.get("name")) and is_blank(fields.get("target")) for fields in rows):
            continue
        add_block(result, read_block(header, lines, rows, levels), None)
    return result


def _is_nameless(fields: Fields) -> bool:
    """Whether a target is printed without a name beside it: its row may have moved."""
    return is_blank(fields.get("name")) and not is_blank(fields.get("target"))


def _fields(header: IndicatorHeader, matrix: Matrix, row: int, pair: LevelColumns) -> Fields:
    cells = {name: matrix.at(row, cell.column) for name, cell in header.columns if name != "level1"}
    return {"level1": pair.level, **{name: cell for name, cell in cells.items() if cell is not None}}
