"""Projects side by side, each a column: 项目名称 | 甲 | 乙 over 预算安排 | 35.00 | 52.80, and one row for each level.

Turned over, it is form A with a column for each level, and is read as that. Its records lie over the cells as they are printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.labels import field_of, is_any_level, is_label, read_label
from mingzhang.forms.matrix import Line, knows_columns, last_column_of, matrix_of, printed_in
from mingzhang.forms.tables import project_table
from mingzhang.forms.texts import plain_field
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form, Reject

FORM = project_table.FORM
_LEAST_PROJECTS = 2
_LEAST_ROWS = 3  # a name, and two rows of what is said of it
_BY_WIDTH = ("row-too-short", "row-too-long")  # whose numbers of columns are those of rows here
_NOT_UNDERSTOOD: dict[str, Any] = {"reason": "row-not-understood", "values": {}}


@dataclass(frozen=True, slots=True)
class _Turned:
    """The grid turned over, its cells as they are printed, and the rows below the projects, which are not turned."""

    view: View
    printed: dict[Cell, Cell]
    below: list[Line]


def recognises(view: View) -> bool:
    """Whether a row names several projects, and the grid turned over is form A with a text for each of them."""
    return not view.indicator_headers and _turned(view) is not None


def read(view: View) -> Form:
    """All that a table of this form says."""
    turned = _turned(view)
    assert turned
    form: Form = _as_printed(project_table.read(turned.view), turned.printed, {})
    below = [cell for line in turned.below for cell in printed_in(line)]
    spans = (span for cell in below if furniture_of(cell.text) for span in plain_field(cell, "furniture"))
    unread = [cell for cell in below if not furniture_of(cell.text)]
    told = (replace(one, **_NOT_UNDERSTOOD) if one.reason in _BY_WIDTH else one for one in form.rejects)
    rejects = (*told, *(Reject(cell=cell, start=0, end=len(cell.text), **_NOT_UNDERSTOOD) for cell in unread))
    return replace(
        form,
        header=form.header[:1],
        columns={},
        width=last_column_of(view.grid),
        spans=(*form.spans, *spans),
        rejects=rejects,
    )


def continues(view: View, before: Form) -> bool:
    """Whether a grid goes on from such a table: as wide, and each of its rows is a label or a level with texts."""
    rows = [printed_in(line) for line in view.lines]
    is_as_wide = last_column_of(view.grid) == before.width
    return is_as_wide and all(row and (is_label(row[0]) or is_any_level(row[0])) and len(row) > 1 for row in rows)


def _turned(view: View) -> _Turned | None:
    start = next((index for index, line in enumerate(view.lines) if _names_projects(line)), None)
    if start is None:
        return None
    stop = start
    while stop < len(view.lines) and _is_row(view.lines[stop], view.lines[start]):
        stop += 1
    if stop - start < _LEAST_ROWS:
        return None
    turned = _turn(view, start, stop)
    form = project_table.read(turned.view) if project_table.recognises(turned.view) else None
    names = len(printed_in(view.lines[start])) - 1
    has_texts = form is not None and all(one.goals or one.indicators for one in form.projects)
    return turned if form is not None and has_texts and len(form.projects) == names else None


def _names_projects(line: Line) -> bool:
    """Whether a row is the label of a project's name and behind it names, none of them a label, each in columns of its own."""
    printed = printed_in(line)
    if not printed or field_of("project_table", printed[0]) != "name" or not knows_columns(line):
        return False
    names = printed[1:]
    return len(names) >= _LEAST_PROJECTS and not any(read_label(one.text).fields or is_any_level(one) for one in names)


def _is_row(line: Line, names: Line) -> bool:
    """Whether a row below the names has a label of a table or a level in front, and nothing that goes over all projects."""
    printed = printed_in(line)
    if not printed or printed[0].column >= printed_in(names)[1].column:
        return False
    is_wide = printed[0].column_span >= sum(cell.column_span for cell in names)
    return not is_wide and (is_label(printed[0]) or is_any_level(printed[0]) or len(printed) > 1)


def _turn(view: View, start: int, stop: int) -> _Turned:
    """The rows from the names on as columns, below the rows above them."""
    columns = sorted({column for places in matrix_of(view.lines[start:stop]).places for column in places})
    number = {column: start + at for at, column in enumerate(columns, 1)}
    printed: dict[Cell, Cell] = {}
    rows: list[list[Cell]] = []
    for index, line in enumerate(view.lines[:start]):
        rows.append([_at(cell, index + 1, cell.column, printed) for cell in line])
    turned: dict[int, list[Cell]] = {column: [] for column in columns}
    for index, line in enumerate(view.lines[start:stop], 1):
        for cell in line:
            spans = (cell.column_span, min(cell.row_span, stop - start - index + 1))
            turned[cell.column].append(_at(cell, number[cell.column], index, printed, *spans))
    rows += [sorted(cells, key=lambda one: one.column) for cells in turned.values() if cells]
    return _Turned(View(replace(view.grid, rows=tuple(map(tuple, rows)))), printed, view.lines[stop:])


def _at(cell: Cell, row: int, column: int, printed: dict[Cell, Cell], *spans: int) -> Cell:
    """A cell at another place, which is noted."""
    row_span, column_span = spans or (cell.row_span, cell.column_span)
    moved = replace(cell, page=1, row=row, column=column, row_span=row_span, column_span=column_span)
    printed[moved] = cell
    return moved


def _as_printed(record: Any, printed: dict[Cell, Cell], known: dict[int, Any]) -> Any:
    """A record with the cells as they are printed in all of its parts; one that stands in two places stays one."""
    if isinstance(record, Cell):
        return printed.get(record, record)
    if id(record) in known:
        return known[id(record)]
    found = record
    if is_dataclass(record) and not isinstance(record, type):
        found = replace(record, **dict(_parts(record, printed, known)))
    elif isinstance(record, tuple):
        parts = [_as_printed(one, printed, known) for one in record]
        found = type(record)(*parts) if hasattr(record, "_fields") else tuple(parts)
    known[id(record)] = found
    return found


def _parts(record: Any, printed: dict[Cell, Cell], known: dict[int, Any]) -> Iterator[tuple[str, Any]]:
    return ((one.name, _as_printed(getattr(record, one.name), printed, known)) for one in fields(record))
