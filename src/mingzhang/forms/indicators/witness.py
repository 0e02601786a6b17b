"""The columns of a grid of indicators by two witnesses: what their labels say, and what stands below them.

A column of ≥ ≤ = is the sign, and a column of numbers with units the target, whatever they are called. Where a label
that we know and its column contradict each other, the column is refused.
"""

from dataclasses import replace

from mingzhang.forms.indicators.contents import contents_of
from mingzhang.forms.indicators.unusual_header import is_outside, may_be_target
from mingzhang.forms.labels import field_of, is_any_level, is_blank, is_level, is_unnamed, read_label
from mingzhang.forms.matrix import Line, Matrix, matrix_of, printed_in
from mingzhang.parse.levels import LEVEL2
from mingzhang.records import Cell
from mingzhang.text.numbers import known_unit

Columns = list[tuple[str, Cell]]

_MOST_LEVELS = 2  # columns that a level may be merged over
_LEAST_NAMES = 2  # below 二级指标, that they are taken for names of indicators

# What the columns below a wide label of targets are, by what they hold.
_PARTS_OF_A_TARGET = {"sign": "comparator", "number": "target", "target": "target", "unit": "unit"}

# What a column may not hold, by its field.
_CONTRADICTIONS = {
    "target": ("sign", "nature", "level1", "level2"),
    "comparator": ("number", "target", "unit", "level1", "level2"),
    "unit": ("sign", "nature", "level1", "level2", "number"),
    "weight": ("sign", "nature", "level1", "level2", "unit"),
    "score": ("sign", "nature", "level1", "level2", "unit"),
}


def settled(columns: Columns, body: list[Line]) -> Columns:
    """Columns that were named by their labels, as what stands in the rows below them says too."""
    body = [line for line in body if not is_outside(line) and not _sums_up(line, columns)]
    matrix = matrix_of(body)
    columns = _with_parts_of_target(columns, matrix)
    begins = [label.column for _, label in columns]
    contents = {
        cell: contents_of(_of_one_column(matrix.at(row, cell.column), begins) for row in range(len(body)))
        for _, cell in columns
    }
    if not any(contents.values()) or _have_moved(columns, body):
        return columns
    columns = _with_sign(_with_office(columns, matrix), contents)
    columns = _with(columns, contents, "level1", "level1")
    columns = _with(columns, contents, "level2", "level2")
    columns = _with(columns, contents, "target", "target")
    columns = _with_values_between(columns, contents)
    columns = _with_names(columns, matrix)
    columns = _with_unknown_names(columns, contents)
    has_targets = any(name == "target" for name, _ in columns)
    if has_targets:
        columns = _with(columns, contents, "unit", "unit")
    return [
        (f"refused {number}" if _contradicts(name, contents[cell], has_targets) else name, cell)
        for number, (name, cell) in enumerate(columns, 1)
    ]


def _of_one_column(cell: Cell | None, begins: list[int]) -> Cell | None:
    """A cell that stands below one label; a name over the column of its level says nothing of either."""
    if cell is None:
        return None
    return cell if sum(cell.column <= one < cell.column + cell.column_span for one in begins) < 2 else None


def _with_parts_of_target(columns: Columns, matrix: Matrix) -> Columns:
    """A label of targets that goes over several columns as one for each of these: of signs, of the values, of their units."""
    found = dict(columns)
    label = found.get("target")
    if label is None:
        return columns
    behind = (cell.column for _, cell in columns if cell.column > label.column)
    last = max((column for places in matrix.places for column in places), default=0)
    places = range(label.column, min(behind, default=last + 1))  # also those of blank labels, which were merged once
    rows = range(len(matrix.places))
    held = [contents_of(_in_one_column(matrix, row, column, places) for row in rows) for column in places]
    parts = [_PARTS_OF_A_TARGET.get(one or "") for one in held]
    named = [name for name in parts if name]
    if len(named) <= 1 or len(named) != len(set(named)) or len(named) != len([one for one in held if one]):
        return columns
    own = [
        (name, replace(label, column=column, column_span=1))
        for name, column in zip(parts, places, strict=True)
        if name and (name == "target" or name not in found)
    ]
    at = columns.index(("target", label))
    return [*columns[:at], *own, *columns[at + 1 :]]


def _in_one_column(matrix: Matrix, row: int, column: int, places: range) -> Cell | None:
    """The cell at a place, unless it is of more columns: 逐步完善 over those of signs and of values, or, where its merged cell
    was lost, in the first of them with nothing in the others.
    """
    cell = matrix.at(row, column)
    is_alone = column == places[0] and len(places) > 1 and all(is_blank(matrix.at(row, one)) for one in places[1:])
    return cell if cell is not None and cell.column_span == 1 and not is_alone else None


def _sums_up(line: Line, columns: Columns) -> bool:
    """Whether a row is merged over the levels and the names, and thereby of no single column, or says that it is a sum of
    points: 自评总分 | 100 | 97.1.
    """
    if any(field_of("points", cell) for cell in printed_in(line)[:1]):
        return True
    begins = [label.column for _, label in columns]
    return any(
        sum(cell.column <= column < cell.column + cell.column_span for column in begins) > _MOST_LEVELS
        for cell in printed_in(line)
    )


def _contradicts(name: str, contents: str | None, has_targets: bool) -> bool:
    """Whether a column holds what it may not by its label; targets stand below no other label where no label says target."""
    hides_targets = contents == "target" and not has_targets and (name == "unit" or name.startswith("kept"))
    return hides_targets or contents in _CONTRADICTIONS.get(name, ())


def _have_moved(columns: Columns, body: list[Line]) -> bool:
    """Whether cells do not stand below their labels, because merged ones were lost: a level stands where no level is."""
    levels = {cell.column for name, cell in columns if name in ("level1", "level2")}
    known = {cell.column for _, cell in columns}
    return bool(levels) and any(
        is_any_level(cell) and cell.column not in known and cell.column + cell.column_span - 1 < min(levels)
        for line in body
        for cell in line
    )


def _with_sign(columns: Columns, contents: dict[Cell, str | None]) -> Columns:
    """The column of signs as the sign; others of its name (指标性质 beside 指标方向) as the nature of the indicator."""
    signs = [
        cell
        for name, cell in columns
        if contents[cell] == "sign" and (name == "comparator" or name.startswith("kept") or _may_be(name, cell))
    ]
    result = []
    for number, (name, cell) in enumerate(columns, 1):
        if len(signs) == 1 and cell == signs[0]:
            result.append(("comparator", cell))
        elif contents[cell] == "nature" and (name == "comparator" or _may_be(name, cell)):
            is_first = all(one != "nature" for one, _ in result)
            result.append(("nature" if is_first else f"kept {number}", cell))
        elif name == "comparator" and signs:
            result.append((f"kept {number}", cell))
        else:
            result.append((name, cell))
    return result


def _with(columns: Columns, contents: dict[Cell, str | None], field: str, kind: str) -> Columns:
    """The only column with such contents and no other meaning as a field that no label names."""
    if any(name == field for name, _ in columns):
        return columns
    is_level = kind in ("level1", "level2")  # nothing else reads like a column of official names
    found = [
        cell
        for name, cell in columns
        if contents[cell] == kind and (_may_be(name, cell) or (is_level and name.startswith("kept")))
    ]
    if kind == "target" and not all(may_be_target(cell.text) for cell in found):
        return columns
    if len(found) != 1:
        return columns
    return [(field if cell == found[0] else name, cell) for name, cell in columns]


def _with_values_between(columns: Columns, contents: dict[Cell, str | None]) -> Columns:
    """The only column between those of signs and of units as the targets where no label is theirs: 符号 | 内容 | 单位."""
    found = dict(columns)
    if "target" in found or not {"comparator", "unit"} <= found.keys():
        return columns
    start, stop = found["comparator"].column, found["unit"].column
    between = [cell for _, cell in columns if start < cell.column < stop]
    if len(between) != 1 or contents[between[0]] not in ("number", "target", "text"):
        return columns
    return [("target" if cell == between[0] else name, cell) for name, cell in columns]


def _with_office(columns: Columns, matrix: Matrix) -> Columns:
    """A column 单位 left of the levels in which no unit of measure stands as that of the office whose project it is."""
    levels = [cell.column for name, cell in columns if name == "level1"]
    result = []
    for number, (name, cell) in enumerate(columns, 1):
        is_left = name == "unit" and bool(levels) and cell.column < min(levels)
        below = [one for row in range(len(matrix.places)) if (one := matrix.at(row, cell.column)) and one.text.strip()]
        is_office = is_left and bool(below) and not any(known_unit(one.text) for one in below)
        result.append((f"kept {number}" if is_office else name, cell))
    return result


def _with_names(columns: Columns, matrix: Matrix) -> Columns:
    """The column 二级指标 as the names where no column is of names and none of its cells is an official level 2."""
    found = dict(columns)
    if "name" in found or not {"level1", "level2", "target"} <= found.keys():
        return columns
    column = found["level2"].column
    cells = [cell for row in range(len(matrix.places)) if not is_unnamed(cell := matrix.at(row, column))]
    if len(cells) < _LEAST_NAMES or any(cell is not None and _names_a_level(cell) for cell in cells):
        return columns
    return [("name" if name == "level2" else name, cell) for name, cell in columns]


def _with_unknown_names(columns: Columns, contents: dict[Cell, str | None]) -> Columns:
    """The only column of texts between the levels and the targets as the names, where no label says which column they are."""
    found = dict(columns)
    if "name" in found or "target" not in found or not {"level1", "level2"} & found.keys():
        return columns
    left = max(found[name].column for name in ("level1", "level2") if name in found)
    between = [(name, cell) for name, cell in columns if left < cell.column < found["target"].column]
    texts = [(name, cell) for name, cell in between if contents[cell] == "text"]
    if len(texts) != 1 or not (texts[0][0].startswith("unknown") or _is_of_indicators(texts[0][1])):
        return columns
    return [("name" if cell == texts[0][1] else name, cell) for name, cell in columns]


def _is_of_indicators(label: Cell) -> bool:
    """Whether a label is 绩效指标, 指标 or the like: over names between levels and targets it is theirs."""
    parts = read_label(label.text).parts
    return parts is not None and parts.classes[-1] == "indicator" and not {"level1", "level2"} & {*parts.classes}


def _names_a_level(cell: Cell) -> bool:
    return is_any_level(cell) or is_level(LEVEL2, cell)


def _may_be(name: str, cell: Cell) -> bool:
    """Whether a column has no meaning by its label: nobody knows it, or it is one of attributes or goals."""
    is_open = name.startswith("unknown") or field_of("goals", cell) is not None
    return is_open or (name.startswith("kept") and field_of("indicator_columns", cell) == "comparator")
