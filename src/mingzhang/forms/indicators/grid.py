"""The grid of indicators that project sheets, self-evaluations and indicator tables have in common.

Columns: 一级指标 | 二级指标 | 三级指标 | 指标值 …, one row an indicator. Level cells are merged downwards, or left blank below
their first row, or lost altogether; the target stands in one cell, or its sign, value and unit in three.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mingzhang.forms.indicators.cells import Fields, place_by_columns, place_cells
from mingzhang.forms.indicators.grid_reader import IndicatorGrid, not_placed, read_block
from mingzhang.forms.indicators.header import IndicatorHeader, blocks_of, periods_of
from mingzhang.forms.indicators.sums import fields_of_sum, label_of_sum
from mingzhang.forms.labels import is_blank
from mingzhang.forms.matrix import Line
from mingzhang.records import Cell, Heading, Indicator


def read_indicator_grid(header: IndicatorHeader, lines: list[Line], scopes: Sequence[str | None] = ()) -> IndicatorGrid:
    """The indicators of the rows below a header; of grids side by side, the left one's first.

    `scopes` says what the indicators of each grid are for, where that is known of all of them. Rows that add up points
    are kept beside them.
    """
    sums = [(line, label) for line in lines if (label := label_of_sum(line, header))]
    added = [line for line, _ in sums]
    grid = _read_rows(header, [line for line in lines if line not in added], scopes)
    for line, label in sums:
        fields, labels = fields_of_sum(line, label, header)
        grid.fields += fields
        grid.labels += labels
    return grid


def _read_rows(header: IndicatorHeader, lines: list[Line], scopes: Sequence[str | None]) -> IndicatorGrid:
    blocks = blocks_of(header)
    if len(scopes) != len(blocks):
        scopes = [None] * len(blocks)
    if len(blocks) == 1 and (periods := periods_of(header)) and (grid := _read_periods(periods, lines)):
        return grid
    if len(blocks) == 1:
        grid = read_block(header, lines, place_cells(header, lines))
        grid.indicators = [replace(one, scope=scopes[0]) for one in grid.indicators]
        return grid
    result = IndicatorGrid()
    placed = [place_by_columns(block, lines) for block in blocks]
    if any(rows is None for rows in placed):
        result.rejects += [not_placed(cell) for line in lines for cell in line if cell.text.strip()]
        return result
    taken: set[Cell] = set(header.levels)
    levels = header.levels or (None,) * len(blocks)
    for block, rows, scope, level in zip(blocks, placed, scopes, levels, strict=True):
        assert rows is not None
        rows = [{**fields, "level1": level} for fields in rows] if level else rows
        add_block(result, read_block(block, lines, rows, taken), scope)
        taken |= {cell for fields in rows if fields for cell in fields.values()}
    return result


def begins_anew(headings: Sequence[Heading]) -> Heading | None:
    """The first heading of level 1 that stood before, with another between: the grid of another period may begin there."""
    seen: list[str] = []
    for one in headings:
        if one.level != 1 or one.level1 is None:
            continue
        if one.level1 in seen[:-1]:
            return one
        seen.append(one.level1)
    return None


def _read_periods(periods: Sequence[tuple[str, IndicatorHeader]], lines: list[Line]) -> IndicatorGrid | None:
    """The indicators of rows that print two targets, of the whole project and of the year: each row is one of each.

    None where the cells of a row cannot be told apart by their columns.
    """
    result = IndicatorGrid()
    taken: set[Cell] = set()
    both = [place_by_columns(header, lines) for _, header in periods]
    if any(rows is None for rows in both):
        return None
    for (scope, header), rows, others in zip(periods, both, both[::-1], strict=True):
        assert rows is not None
        assert others is not None
        placed = [_of_one_period(fields, other) for fields, other in zip(rows, others, strict=True)]
        block = read_block(header, lines, placed, taken)
        block.indicators = [_over_cells_read_before(one, taken) for one in block.indicators]
        block.fields = [one for one in block.fields if not any(span.cell in taken for span in one.spans)]
        block.rejects = [one for one in block.rejects if one.cell not in taken]
        add_block(result, block, scope)
        taken |= {cell for fields in placed for cell in fields.values()}
    return result


def _of_one_period(fields: Fields, other: Fields) -> Fields:
    """A row as one period's: only its levels where it prints a target for the other period, and nothing but a mark for this."""
    if not is_blank(fields.get("target")) or is_blank(other.get("target")):
        return fields
    return {
        name: cell
        for name, cell in fields.items()
        if name in ("level1", "level2") or (name == "target" and cell.text.strip())
    }


def _over_cells_read_before(indicator: Indicator, taken: Collection[Cell]) -> Indicator:
    """An indicator whose cells were read once before lies over what was read of them."""
    spans = (span._replace(is_leaf=span.is_leaf and span.cell not in taken) for span in indicator.spans)
    return replace(indicator, spans=tuple(spans))


def add_block(result: IndicatorGrid, block: IndicatorGrid, scope: str | None) -> None:
    """Append a block, its positions running on."""
    shift = len(result.headings)
    moved = {id(one): replace(one, position=one.position + shift) for one in block.headings}
    result.headings += moved.values()
    for one in block.indicators:
        heading = moved[id(one.heading)] if one.heading else None
        position = len(result.indicators) + 1
        result.indicators.append(replace(one, position=position, heading=heading, scope=scope))
    result.fields += block.fields
    result.rejects += block.rejects
    result.labels += block.labels
