"""The header of a grid of indicators: its columns, the grids side by side under it, the rows that it goes over."""

from itertools import pairwise
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, heads_part, is_blank
from mingzhang.forms.matrix import Line, knows_columns, lowest_labels
from mingzhang.records import Cell
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze


class IndicatorHeader(NamedTuple):
    """The labels that head the columns of a grid, and over how many rows they are printed."""

    labels: Line
    height: int


def columns_of(header: Line) -> list[tuple[str, Cell]]:
    """The fields of a header row in their order, each with its cell.

    A label that is no field of ours, or whose field an earlier one has, gets a name of its own, for what stands below it is
    kept in project_fields; what heads the whole part (绩效指标), or is merged over the rows below, is left out.
    """
    named: list[tuple[str, Cell]] = []
    names: set[str] = set()
    own = [field_of("indicator_columns", cell) for cell in header]
    first = header[own.index("level1")] if "level1" in own else None
    for cell, field_name in zip(header, own, strict=True):
        name = field_name or ("name" if "name" not in own and field_of("names_without_level3", cell) else None)
        if name and name in names:
            name = None
        elif name is None and (is_blank(cell) or heads_part(cell) or _reaches_below(cell, first)):
            continue
        named.append((name or f"column {len(named) + 1}", cell))
        names.add(named[-1][0])
    return named


def _reaches_below(cell: Cell, first: Cell | None) -> bool:
    """Whether a cell of a header is merged over rows below the header, which ends with its 一级指标, the `first`."""
    return first is not None and cell.row + cell.row_span > first.row + first.row_span


def part_of(header: Line) -> Cell | None:
    """The cell at the left of a header that heads the whole part and is no column; None when there is none."""
    columns = [cell for _, cell in columns_of(header)]
    return header[0] if header and header[0] not in columns and header[0].text.strip() else None


def blocks_of(header: Line) -> list[Line]:
    """The headers of grids that stand side by side under one 一级指标 or under one each; one for a plain grid."""
    fields = [field_of("indicator_columns", cell) for cell in header]
    names = [index for index, name in enumerate(fields) if name == "name"]
    if len(names) < 2:
        return [header]
    starts = [0, *(_block_start(fields, before, name) for before, name in pairwise(names))]
    first_level = header[: fields.index("level2")] if "level2" in fields else header[: names[0]]
    blocks = []
    for start, stop in zip(starts, [*starts[1:], len(header)], strict=True):
        shared = [] if "level1" in fields[start:stop] else first_level
        blocks.append([*shared, *header[start:stop]])
    return blocks


def _block_start(fields: list[str | None], before: int, name: int) -> int:
    """Where the block of a second 三级指标 begins: at the levels printed in front of it."""
    start = name
    while start - 1 > before and fields[start - 1] in ("level1", "level2"):
        start -= 1
    return start


def is_indicator_header(line: Line) -> bool:
    """Whether a row heads a grid of indicators: level 1, a name, and something to reach."""
    if not any(field_of("indicator_columns", cell) == "level1" for cell in line):
        return False
    fields = {name for name, _ in columns_of(line)}
    return {"level1", "name"} <= fields and bool(fields & {"target", "actual", "unit"})


def header_at(lines: list[Line], index: int) -> IndicatorHeader | None:
    """The header that begins at a row, and how many rows it has: of each column the label that stands lowest in them.

    It is as high as its merged 一级指标, and goes on over rows of labels alone (前年 | 上年 below 指标值). Labels of its other
    columns may stand in the row above 一级指标. None when no header begins at the row.
    """
    if is_indicator_header(lines[index]):
        return _whole_header(lines, index, index)
    if index + 1 < len(lines) and _stands_above_levels(lines[index], lines[index + 1]):
        return _whole_header(lines, index, index + 1)
    return None


def _whole_header(lines: list[Line], start: int, levels: int) -> IndicatorHeader:
    """The header from a row on whose 一级指标 stands in another."""
    first = next(cell for cell in lines[levels] if field_of("indicator_columns", cell) == "level1")
    if not knows_columns(lines[levels]):
        return IndicatorHeader(lines[levels], 1)
    stop = levels + min(first.row_span, len(lines) - levels)
    while stop < len(lines) and _goes_on(lines[stop]):
        stop += 1
    labels = lines[start] if stop == start + 1 else lowest_labels(lines[start:stop])
    return IndicatorHeader(labels, stop - start)


def _stands_above_levels(upper: Line, lower: Line) -> bool:
    """Whether a row is the upper one of a header whose levels stand below: 绩效指标 | 年度指标值 | 实际完成值.

    Where columns were lost, its labels would hide behind those below.
    """
    printed = [cell for cell in upper if cell.text.strip()]
    fields = {field_of("indicator_columns", cell) for cell in printed}
    are_labels = all(_goes_on([cell]) or heads_part(cell) for cell in printed)
    if (
        not are_labels
        or fields <= {None, "level1", "level2", "name"}
        or not (knows_columns(upper) and knows_columns(lower))
    ):
        return False
    both = lowest_labels([upper, lower])
    return is_indicator_header(both) and all(
        cell in both or field_of("indicator_columns", cell) in (None, "target") for cell in printed
    )


def _goes_on(line: Line) -> bool:
    printed = [cell for cell in line if cell.text.strip()]
    parts = ("kept_columns", "indicator_columns")
    return bool(printed) and all(any(field_of(part, cell) for part in parts) for cell in printed)


def is_points(line: Line) -> bool:
    """Whether a row adds up the points of a self-evaluation: 合计 | 100 | 95."""
    printed = [cell for cell in line if cell.text.strip()]
    marks = vocabulary.load("sheets")["blanks"]
    return (
        bool(printed)
        and bool(field_of("points", printed[0]))
        and all(read_number(cell.text) is not None or squeeze(cell.text) in marks for cell in printed[1:])
    )
