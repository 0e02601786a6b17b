"""Levels in rows of their own, in a grid without columns for them: 一、产出指标 over （一）数量指标 over its indicators."""

import re
from collections.abc import Sequence

from mingzhang.forms.indicators.header import IndicatorHeader, header_at, level_of_row
from mingzhang.forms.indicators.level_heads import is_level_alone
from mingzhang.forms.labels import is_level
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name, role_of_level
from mingzhang.records import Cell
from mingzhang.text.pieces import NUMERALS, half_width, squeeze

_NUMBERING = re.compile(rf"\(?(?:[{NUMERALS}]+|\d+)[)、.,]*", re.ASCII)


def levels_in_rows(header: IndicatorHeader, lines: list[Line]) -> dict[int, tuple[str, Cell]]:
    """The rows that print a level and nothing else, by their place: which level each is of, and its cell.

    In a grid with a column of level 2 they are of level 1. Else 成本指标 is of both levels: it is of the one whose rows above
    are numbered as it is. Where numbers do not tell, it is of level 2 below 产出指标 and other rows of level 2, unless one
    of level 2 follows it.
    """
    if header.cell_of("level2"):
        first = {index: level_above_seconds(header, lines, index) for index in range(len(lines))}
        return {index: (LEVEL1, level) for index, level in first.items() if level}
    found: dict[int, tuple[str, Cell]] = {}
    for index, line in enumerate(lines):
        if level := level_of_row(header, line):
            below = level_of_row(header, lines[index + 1]) if index + 1 < len(lines) else None
            above = [(kind, cell, _numbering(lines[at])) for at, (kind, cell) in found.items()]
            found[index] = (_kind_of(level, _numbering(line), above, below), level)
    return found


def levels_above_header(lines: list[Line], index: int) -> list[Line]:
    """The rows from one on that print a level alone, where a header without a column of level 1 follows; else none."""
    stop = next((at for at in range(index, len(lines)) if not is_level_alone(lines[at])), len(lines))
    if stop == index or stop == len(lines):
        return []
    header = header_at(lines, stop)
    return lines[index:stop] if header and header.cell_of("level1") is None else []


def level_above_seconds(header: IndicatorHeader, lines: list[Line], index: int) -> Cell | None:
    """The level 1 that a row prints alone above rows with a level 2 in its column; None for any other row.

    Of a name of both levels (成本指标) that is not merged over the names only a level 2 in the row below says so.
    """
    second, name, printed = header.cell_of("level2"), header.cell_of("name"), printed_in(lines[index])
    if second is None or name is None or len(printed) != 1 or not is_level(LEVEL1, printed[0]):
        return None
    level = printed[0]
    if level.column <= name.column < level.column + level.column_span:
        return level
    below = printed_in(lines[index + 1])[:1] if index + 1 < len(lines) else []
    is_over_second = any(cell.column == second.column and is_level(LEVEL2, cell) for cell in below)
    return level if level.column == second.column and is_over_second else None


def _kind_of(level: Cell, numbering: str, above: Sequence[tuple[str, Cell, str]], below: Cell | None) -> str:
    if not (is_level(LEVEL1, level) and is_level(LEVEL2, level)):
        return LEVEL1 if is_level(LEVEL1, level) else LEVEL2
    alike = {kind for kind, _, own in above if numbering and own == numbering}
    if len(alike) == 1:
        return alike.pop()
    last_first = next((cell for kind, cell, _ in reversed(above) if kind == LEVEL1), None)
    has_second = any(kind == LEVEL2 for kind, _, _ in above)
    is_of_outputs = last_first is not None and official_name(LEVEL1, last_first.text) == role_of_level("outputs")
    is_second = is_of_outputs and has_second and not (below is not None and is_level(LEVEL2, below))
    return LEVEL2 if is_second else LEVEL1


def _numbering(line: Line) -> str:
    """How a row is numbered, whatever its number is: 一、 for 二、产出指标, (一) for （四）成本指标; empty where it is not."""
    match = _NUMBERING.match(half_width(squeeze("".join(cell.text for cell in printed_in(line)))))
    return re.sub(rf"[{NUMERALS}]+", "一", re.sub(r"\d+", "1", match[0])) if match else ""
