"""The header of form B: the labels of the project's own columns, over or beside those of the indicators."""

from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.coded_names import is_only_code, speaks_of_codes
from mingzhang.forms.indicators.contents import contents_of
from mingzhang.forms.indicators.header import IndicatorHeader, header_at, told_by_above
from mingzhang.forms.indicators.level_columns import LevelColumns, level_columns_at
from mingzhang.forms.indicators.unusual_header import spelled_out
from mingzhang.forms.labels import field_of, is_label, numbers_project
from mingzhang.forms.matrix import Line
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

INDICATOR_TABLE = "indicator_table"
_LONGEST_NAME = 60
_LEAST_LABELS = 2  # in the column of the names, when they are no names


class IndicatorTableHeader(NamedTuple):
    """The lowest labels of a header, its rows, and the columns of the project: column -> field.

    `pairs` are the columns of the indicators where each level has a pair of its own. `witnessed` is the label of the names
    where only what stands below it tells that.
    """

    labels: Line
    start: int
    stop: int
    own: dict[int, str]
    pairs: list[LevelColumns]
    witnessed: Cell | None = None


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
            own |= {cell.column: "name" for cell in _names_beside_levels(labels, "goals" in own.values())}
        if "name" in own.values():
            own |= _code_beside_name(labels, own, lines[stop:])
            return IndicatorTableHeader(labels, start, stop, own, pairs)
        others = [one for one in labels if one.column not in own]
        if found and (witnessed := _name_by_contents(others, found, lines[stop:])):
            return IndicatorTableHeader(labels, start, stop, own | {witnessed.column: "name"}, pairs, witnessed)
    return None


def _code_beside_name(labels: Line, own: dict[int, str], below: list[Line]) -> dict[int, str]:
    """The columns of code and name below one label of both over two columns: 项目编码及名称; none where it is over one."""
    label = next(cell for cell in labels if own.get(cell.column) == "name")
    beside = label.column + 1
    if not speaks_of_codes(label) or any(cell.column == beside and cell.text.strip() for cell in labels):
        return {}
    columns = [
        [cell for line in below for cell in line if cell.column == at and cell.text.strip()]
        for at in (label.column, beside)
    ]
    are_codes = [bool(cells) and all(map(is_only_code, cells)) for cells in columns]
    if not all(columns) or are_codes[0] == are_codes[1]:
        return {}
    return {label.column + are_codes.index(True): "project_code", label.column + are_codes.index(False): "name"}


def _name_by_contents(labels: Line, header: IndicatorHeader, below: list[Line]) -> Cell | None:
    """The only label left of the levels that speaks of projects (实事项目), is none of ours, and stands over a column of names:
    texts of which each begins a row of indicators.
    """
    levels = [cell.column for name, cell in header.columns if name in ("level1", "level2")]
    words = vocabulary.load("columns")[INDICATOR_TABLE]
    found = []
    for label in labels:
        text = squeeze(label.text)
        speaks = text.endswith(tuple(words["names_end"])) and not any(word in text for word in words["names_hold_no"])
        if levels and label.column < min(levels) and speaks:
            column = [cell for line in below for cell in line if cell.column == label.column and cell.text.strip()]
            found += [label] if column and all(map(_may_be_name, column)) else []
    return found[0] if len(found) == 1 else None


def _may_be_name(cell: Cell) -> bool:
    return len(squeeze(cell.text)) <= _LONGEST_NAME and contents_of([cell]) == "text"


def _names_beside_levels(labels: Line, has_goals: bool) -> list[Cell]:
    """The label that names the project only beside levels (项目), or beside goals too (名称), and is the only one."""
    columns = vocabulary.load("columns")[INDICATOR_TABLE]
    words = [*columns["names_beside_levels"], *(columns["names_beside_goals"] if has_goals else ())]
    found = [cell for cell in labels if squeeze(cell.text) in words]
    return found if len(found) == 1 else []


def _own_field(cell: Cell) -> str | None:
    """The field of a column of the project; its serial and its own code are some too."""
    if field_of("fields", cell) == "code":
        return "project_code"
    if field_of("project_table", cell) == "serial":
        return "serial"
    return field_of(INDICATOR_TABLE, cell) or ("goals" if field_of("goals", cell) else None)
