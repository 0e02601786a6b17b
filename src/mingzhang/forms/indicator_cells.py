"""Which cell of a row of indicators is which field: by the columns of the header, or by order where merged cells were lost."""

import re
from collections.abc import Sequence
from decimal import Decimal

from mingzhang.forms.indicator_header import columns_of
from mingzhang.forms.layout import Line, is_any_level, is_blank, is_level, knows_columns, matrix_of
from mingzhang.parse.indicator import comparator_of
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.parse.numbers import read_number
from mingzhang.parse.pieces import squeeze
from mingzhang.records import Cell

Fields = dict[str, Cell]  # a row's cells by field


def place_cells(header: Line, lines: list[Line]) -> Sequence[Fields | None]:
    """Each row's cells by field: by their columns where these hold, else by their order; None for a row that is neither."""
    by_columns = place_by_columns(header, lines)
    if by_columns is not None:
        return by_columns
    names = [name for name, _ in columns_of(header)]
    placed: list[Fields | None] = []
    level1 = None
    for line in lines:
        fields = _by_order(names, line, level1, is_whole=not knows_columns(header))
        placed.append(fields)
        if fields is None:
            level1 = None
        elif "level1" in fields:
            level1 = official_name(LEVEL1, fields["level1"].text) or level1
    return placed


def place_by_columns(header: Line, lines: list[Line]) -> list[Fields] | None:
    """Each row's cells by the columns of the header; None where these do not hold for all rows."""
    columns = columns_of(header)
    matrix = matrix_of(lines)
    placed: list[Fields] = []
    for index in range(len(lines)):
        cells = {name: matrix.at(index, cell.column) for name, cell in columns}
        placed.append(_each_once({name: cell for name, cell in cells.items() if cell is not None}))
    holds = knows_columns(header) and all(_holds(fields, len(columns)) for fields in placed)
    return placed if holds else None


def _each_once(fields: Fields) -> Fields:
    """A cell merged over several columns for the first of them; a name merged with a level that is not printed is a name."""
    found: Fields = {}
    for name, cell in fields.items():
        known = next((other for other, one in found.items() if one == cell), None)
        if known in ("level1", "level2") and name == "name" and not is_any_level(cell):
            del found[known]
            known = None
        if known is None:
            found[name] = cell
    return found


def _holds(fields: Fields, width: int) -> bool:
    """Whether the level columns of a row hold levels or nothing, and no other column holds a level.

    A row in which no cell is missing may hold a level that the vocabulary lacks.
    """
    levels = {"level1": LEVEL1, "level2": LEVEL2}
    first = fields.get("level1")
    return "name" in fields and all(
        is_blank(cell)
        or is_level(levels[name], cell)
        or (len(fields) == width and (not is_any_level(cell) or (first and first.text == cell.text)))
        if name in levels
        else not is_any_level(cell)
        for name, cell in fields.items()
    )


def _by_order(names: list[str], line: Line, level1: str | None, is_whole: bool) -> Fields | None:
    """A row whose merged cells were left out: it begins with the first level that it prints itself.

    Where it must be whole (one cell a line, with blank ones left out as a rule) no cell may be missing at its end.
    """
    cells = list(line)
    while cells and not cells[-1].text.strip():
        cells.pop()
    if len(line) != len(names):
        while cells and not cells[0].text.strip():
            cells.pop(0)
    if not cells:
        return {}
    missing = 0 if len(line) == len(names) else _levels_left_out(names, cells, level1)
    fields = dict(zip(names[missing:], cells, strict=False))
    is_short = is_whole and len(line) < len(names) - missing and fields.keys() - {"level1", "level2"}
    return fields if len(cells) <= len(names) - missing and not is_short and _fits(fields) else None


def _levels_left_out(names: list[str], cells: Line, above: str | None) -> int:
    """How many levels a row leaves out at its beginning.

    成本指标 is of both levels: of level 1 where a level 2 follows it, else of level 2 where it stands under 产出指标.
    """
    levels = [name for name in names if name in ("level1", "level2")]
    is_first, is_second = is_level(LEVEL1, cells[0]), is_level(LEVEL2, cells[0]) and "level2" in levels
    if is_first and is_second:
        is_second = above == "产出指标" and len(cells) > 1 and not is_level(LEVEL2, cells[1])
    if is_second:
        return levels.index("level2")
    return 0 if is_first else len(levels)


def _fits(fields: Fields) -> bool:
    """Whether cells taken by their order look like what they would be: levels, signs, numbers."""
    for name, cell in fields.items():
        if is_blank(cell):
            continue
        if name in ("level1", "level2"):
            fits = is_level(name, cell)
        elif name in ("weight", "score"):
            fits = number_in(cell) is not None
        elif name == "comparator":
            fits = comparator_of(squeeze(cell.text)) is not None or squeeze(cell.text).startswith("定")
        else:
            fits = not is_any_level(cell)
        if not fits:
            return False
    return True


def number_in(cell: Cell | None) -> Decimal | None:
    """The number that a cell prints, points (10分) too; None when it prints anything else."""
    return read_number(re.sub(r"分$", "", cell.text.strip())) if cell else None
