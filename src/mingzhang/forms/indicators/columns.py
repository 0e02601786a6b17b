"""The columns of a grid of indicators by their labels alone, and the grids that stand side by side under one row of labels."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from mingzhang.forms.label_grammar import says_inside
from mingzhang.forms.labels import field_of, heads_part, is_blank, read_label
from mingzhang.forms.matrix import Line, knows_columns
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze

_OF_OTHER_TIMES = ("partial", "whole_project", "earlier", "later")  # what a target or result may be of besides the year
OF_YEARS = ("target", "actual")  # fields of which a header may have a column for each year: `target of 2024`


def columns_of(labels: Line) -> list[tuple[str, Cell]]:
    """The columns of a row of labels in their order, by the labels alone.

    What heads the whole part (绩效指标), or is merged over the rows below, is left out. Where several columns are of one
    field, that of the year is taken: the others are kept.
    """
    own = _parted_target([field_of("indicator_columns", cell) for cell in labels], labels)
    both = [at for at, cell in enumerate(labels) if field_of("names_without_level3", cell)]
    if "name" not in own and len(both) == 1 and own[both[0]] == "target":
        own[both[0]] = "name"  # 指标及目标值 is of names with their targets
    first = labels[own.index("level1")] if "level1" in own else None
    has_name, has_offices, is_known_row = "name" in own, own.count("unit") > 1, knows_columns(labels)
    named: list[tuple[str, Cell]] = []
    for cell, field_name in zip(labels, own, strict=True):
        name = field_name or ("name" if not has_name and field_of("names_without_level3", cell) else None)
        may_name = not has_name and cell.column_span == 1 and cell != labels[0]
        if name is None and (is_blank(cell) or (heads_part(cell) and not may_name) or _reaches_below(cell, first)):
            continue
        is_known = name is not None or read_label(cell.text).fields
        is_left = first is not None and is_known_row and cell.column < first.column
        is_office = name == "unit" and is_left and has_offices
        own_name = None if is_office else name  # of two columns 单位 the one left of the levels is whose project it is
        named.append((own_name or f"{'kept' if is_known else 'unknown'} {len(named) + 1}", cell))
    return _each_field_once(named)


def _parted_target(fields: list[str | None], labels: Line) -> list[str | None]:
    """The fields of labels, where the target has columns for sign and unit, as brackets say: 指标值(符号) | 指标值(数值).

    One column of targets alone (指标值(单位)) holds all of it.
    """
    inside = {"comparator": "sign", "unit": "unit"}
    targets = [at for at, name in enumerate(fields) if name == "target"]
    parts = {
        at: name
        for at in targets
        for name, said in inside.items()
        if name not in fields and says_inside(squeeze(labels[at].text), said)
    }
    if len(targets) - len(parts) != 1 or len(set(parts.values())) < len(parts):
        return fields
    return [parts.get(at, name) for at, name in enumerate(fields)]


def _each_field_once(named: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Of several columns of one field the one that counts: of targets and results that of the year, of points the last, else
    the first. Targets of which nobody can say which counts are refused, all of them.
    """
    found: defaultdict[str, Line] = defaultdict(list)
    for name, cell in named:
        found[name].append(cell)
    chosen = {name: _chosen(name, cells) for name, cells in found.items()}
    of_years = {name for name, cells in found.items() if name in OF_YEARS and _are_of_years(cells)}
    result = []
    for number, (name, cell) in enumerate(named, 1):
        if name in of_years:
            result.append((f"{name} of {_years(cell)[0]}", cell))
        elif chosen[name] is None:
            result.append((f"refused {number}", cell))
        else:
            result.append((name if cell == chosen[name] else f"kept {number}", cell))
    return result


def _years(label: Cell) -> tuple[int, ...]:
    parts = read_label(label.text).parts
    return parts.years if parts else ()


def _are_of_years(labels: Line) -> bool:
    """Whether each of several labels is of one year, and no two of the same: 2024年目标值 | 2025年目标值."""
    years = [_years(label) for label in labels]
    return len(labels) > 1 and all(len(one) == 1 for one in years) and len(set(years)) == len(labels)


def columns_in_year(columns: Iterable[tuple[str, Cell]], year: int | None) -> list[tuple[str, Cell]]:
    """The columns: of those of several years the one of the year that is asked for, with the others kept beside it.

    Where none is of that year, all of them are unknown.
    """
    columns = list(columns)
    names = {name for name, _ in columns}
    result = []
    for number, (name, cell) in enumerate(columns, 1):
        field, of, printed = name.partition(" of ")
        is_told = f"{field} of {year}" in names
        result.append(
            (
                name if not of else field if printed == str(year) else f"{'kept' if is_told else 'unknown'} {number}",
                cell,
            )
        )
    return result


def _chosen(name: str, cells: Line) -> Cell | None:
    if len(cells) == 1:
        return cells[0]
    if name in ("target", "actual"):
        scopes = [scope_of_target(cell) for cell in cells]
        own = [cell for cell, scope in zip(cells, scopes, strict=True) if scope not in _OF_OTHER_TIMES]
        adjusted = [cell for cell in own if says_adjusted(cell)]
        own = adjusted if len(adjusted) == 1 else own  # what was wanted before the adjustment counts no more
        return own[0] if len(own) == 1 else None
    return cells[-1] if name in ("weight", "score") else cells[0]


def scope_of_target(label: Cell) -> str | None:
    """What time the label of a target or result speaks of; 总目标值 is of the whole project."""
    parts = read_label(label.text).parts
    if parts is None:
        return None
    return parts.scope or ("whole_project" if "grand" in parts.classes else None)


def is_target_before_adjustment(label: Cell) -> bool:
    """Whether a label is of the year's targets as they were before somebody adjusted them: 年初指标值 beside 调整指标值."""
    is_target = field_of("indicator_columns", label) == "target" and not says_adjusted(label)
    return is_target and scope_of_target(label) not in _OF_OTHER_TIMES


def says_adjusted(label: Cell) -> bool:
    """Whether a label is of what was adjusted."""
    parts = read_label(label.text).parts
    return parts is not None and "adjusted" in parts.classes


def _reaches_below(cell: Cell, first: Cell | None) -> bool:
    """Whether a cell of a header is merged over rows below the header, which ends with its 一级指标, the `first`."""
    return first is not None and cell.row + cell.row_span > first.row + first.row_span


def blocks_in(labels: Line) -> list[Line]:
    """The labels of grids that stand side by side, of each grid."""
    fields = [field_of("indicator_columns", cell) for cell in labels]
    names = [index for index, name in enumerate(fields) if name == "name"]
    if len(names) < 2:
        return [labels]
    starts = [0, *(_block_start(fields, before, name) for before, name in pairwise(names))]
    levels = [(name, labels[fields.index(name)]) for name in ("level1", "level2") if name in fields]
    blocks = []
    for start, stop in zip(starts, [*starts[1:], len(labels)], strict=True):
        shared = [cell for name, cell in levels if name not in fields[start:stop]] if start else []
        blocks.append([*shared, *labels[start:stop]])
    return blocks


def _block_start(fields: list[str | None], before: int, name: int) -> int:
    """Where the block of a second 三级指标 begins: at the levels printed in front of it."""
    start = name
    while start - 1 > before and fields[start - 1] in ("level1", "level2"):
        start -= 1
    return start
