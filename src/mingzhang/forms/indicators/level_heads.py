"""Grids side by side below the names of levels 1: 产出指标 | 效益指标 over 二级指标 | 三级指标 | 指标值 of each."""

from typing import NamedTuple

from mingzhang.forms.indicators.columns import blocks_in, columns_of
from mingzhang.forms.labels import heads_part, is_any_level, is_level
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.parse.levels import LEVEL1
from mingzhang.records import Cell

_LEAST = 2  # levels side by side


class LevelHeads(NamedTuple):
    """The labels of the grids, what heads the whole part in front of them, and the level over each grid."""

    labels: Line
    levels: tuple[Cell, ...]


def level_heads_at(lines: list[Line], index: int) -> LevelHeads | None:
    """The levels that a row prints, each over a grid of its own with names and targets; None where it prints anything else."""
    if index + 1 >= len(lines) or not (knows_columns(lines[index]) and knows_columns(lines[index + 1])):
        return None
    upper = printed_in(lines[index])
    levels = [cell for cell in upper if is_level(LEVEL1, cell)]
    others = [cell for cell in upper if cell not in levels]
    if len(levels) < _LEAST or len(others) > 1 or not all(heads_part(cell) and cell == upper[0] for cell in others):
        return None
    lower = printed_in(lines[index + 1])
    blocks = blocks_in(lower)
    starts = [block[0].column for block in blocks]
    if starts != [level.column for level in levels] or not all(map(_is_grid, blocks)):
        return None
    return LevelHeads([*others, *lower], tuple(levels))


def _is_grid(labels: Line) -> bool:
    return {"name", "target"} <= {name for name, _ in columns_of(labels)}


def is_level_alone(line: Line) -> bool:
    """Whether a row prints the name of a level and nothing else: （一）产出指标."""
    printed = printed_in(line)
    return len(printed) == 1 and is_any_level(printed[0])
