"""The header of form B: the labels of the project's own columns, over or beside those of the indicators."""

from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.indicators.header import header_at, spelled_out, told_by_above
from mingzhang.forms.indicators.level_columns import LevelColumns, level_columns_at
from mingzhang.forms.labels import field_of, is_label, numbers_project
from mingzhang.forms.matrix import Line
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

INDICATOR_TABLE = "indicator_table"
_LEAST_LABELS = 2  # in the column of the names, when they are no names


class IndicatorTableHeader(NamedTuple):
    """The lowest labels of a header, its rows, and the columns of the project: column -> field.

    `pairs` are the columns of the indicators where each level has a pair of its own.
    """

    labels: Line
    start: int
    stop: int
    own: dict[int, str]
    pairs: list[LevelColumns]


def first_header(lines: list[Line]) -> IndicatorTableHeader | None:
    """The first header of a table, None when it has none, or when its names are the labels of a sheet: 项目编码, 主管部门 …."""
    found = next((one for index in range(len(lines)) if (one := header_of_row(lines, index))), None)
    return None if found is None or _are_labels(found, lines[found.stop :]) else found


def _are_labels(header: IndicatorTableHeader, below: list[Line]) -> bool:
    """Whether most of what stands in the column of the names are labels of a sheet, so that they name no projects."""
    names = {cell for line in below for cell in line if header.own.get(cell.column) == "name" and cell.text.strip()}
    labels = {squeeze(cell.text) for cell in names if is_label(cell) and not numbers_project(cell)}
    return len(labels) >= _LEAST_LABELS and 2 * len(labels) >= len(names)


def header_of_row(lines: list[Line], index: int) -> IndicatorTableHeader | None:
    """The header that begins in a row; None when the row heads no such table.

    The labels of the project may stand in the row above those of the indicators, over 绩效指标.
    """
    pairs = level_columns_at(lines, index)
    found = None if pairs else header_at(lines, index)
    if found is None and not pairs:
        return None
    stop = index + (found.height if found else 2)
    for start in (index, index - 1):
        labels = told_by_above([spelled_out(line) for line in lines[start:stop]]) if start >= 0 else []
        of_pairs = {column for pair in pairs for column in pair.numbers}
        own = {cell.column: name for cell in labels if cell.column not in of_pairs and (name := _own_field(cell))}
        if "name" not in own.values():
            own |= {cell.column: "name" for cell in _names_beside_levels(labels)}
        if "name" in own.values():
            return IndicatorTableHeader(labels, start, stop, own, pairs)
    return None


def _names_beside_levels(labels: Line) -> list[Cell]:
    """The label that names the project only beside levels of indicators (项目), when no second one does."""
    words = vocabulary.load("columns")[INDICATOR_TABLE]["names_beside_levels"]
    found = [cell for cell in labels if squeeze(cell.text) in words]
    return found if len(found) == 1 else []


def _own_field(cell: Cell) -> str | None:
    """The field of a column of the project; its serial and its own code are some too."""
    if field_of("fields", cell) == "code":
        return "project_code"
    return field_of(INDICATOR_TABLE, cell) or ("serial" if field_of("project_table", cell) == "serial" else None)
