"""Grids that are parts of one table: lines between them part them for the reader alone.

A file that lost its merged cells prints a row of one cell as a line. What stands in such lines (the heading of a part, a goal,
the name of a project) is read where it stands, as the row that it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from mingzhang import vocabulary
from mingzhang.forms.furniture import furniture_of, is_furniture_outside
from mingzhang.forms.labels import field_of, heads_part, is_any_level, own_label
from mingzhang.forms.matrix import last_column_of
from mingzhang.forms.sheets.fused import field_named
from mingzhang.forms.tables.project_line import project_line
from mingzhang.forms.titles import speaks_of
from mingzhang.forms.view import View
from mingzhang.records import Cell, Row
from mingzhang.text.pieces import squeeze

_OTHER_TITLE = re.compile(r"[^,。;]{2,30}表(?:\(.*\))?")
_MOST_LINES = 4  # between two parts of a table


def joined(views: Sequence[View], with_lines: bool = False) -> View:
    """The view of a table that goes on over several grids, read as one; on demand with the lines between them as rows.

    A line that names a project right above the first grid is then a row too.
    """
    grid, originals = views[0].grid, {cell: own for view in views for cell, own in view.originals.items()}
    width = max(last_column_of(view.grid) for view in views)
    rows: list[Row] = []
    for view in views:
        for line in rows_of_lines(view, views) if with_lines else ():
            row = replace(line, column_span=width)
            originals[row] = line
            rows.append((row,))
            grid = replace(grid, title_lines=tuple(one for one in grid.title_lines if one is not line))
        rows += view.grid.rows
    return View(replace(grid, rows=tuple(rows)), originals=originals)


def with_labels_above(view: View) -> View:
    """The grid with the lines right above it as rows, where they name its project as a sheet does, and it begins with a header
    of indicators: 项目名称：… / 资金总额（万元）：… / 年度目标：…
    """
    lines = [*view.grid.title_lines]
    above = list(takewhile(own_label, reversed(lines)))[::-1] if 0 in view.indicator_headers else []
    names = [line for line in above if field_named(line) == "name"]
    if len(names) != 1:
        return view
    above = above[above.index(names[0]) :]
    width = last_column_of(view.grid)
    rows = {replace(line, column_span=width): line for line in above}
    grid = replace(
        view.grid, rows=(*((row,) for row in rows), *view.grid.rows), title_lines=tuple(lines[: -len(above)])
    )
    return replace(view, grid=grid, printed=view.printed or view.grid, originals={**view.originals, **rows})


def rows_of_lines(view: View, views: Sequence[View]) -> Iterator[Cell]:
    """The lines above a part of a table that are rows of the table: no page number, and not its title once more."""
    lines = view.grid.title_lines
    if view is views[0]:
        yield from (line for line in lines[-1:] if project_line(line, more_follows=False))
        return
    titles = {squeeze(line.text) for line in views[0].grid.title_lines}
    yield from (line for line in lines if not _is_furniture(line) and squeeze(line.text) not in titles)


def _is_furniture(line: Cell) -> bool:
    """Whether a line is none of the table's; 二、资金情况（单位：万元） is, for it says what holds below it."""
    return is_furniture_outside(line.text) and furniture_of(line.text) != "unit"


def is_part(before: View, view: View) -> bool:
    """Whether only furniture, or the title once more, stands between two grids of which the upper one is no wider, or of which
    the second is a grid of indicators for the project that the first names.

    The top of a sheet is narrower where its cells all go over several columns of its indicators.
    """
    are_alike = last_column_of(before.grid) <= last_column_of(view.grid) or _has_indicators_of(view, before)
    return are_alike and (are_parted_for_the_reader(before, view) or is_parted(before, view))


def are_parted_for_the_reader(before: View, view: View) -> bool:
    """Whether the lines between two grids say nothing: furniture, headings of parts, the title once more."""
    titles = {squeeze(line.text) for line in before.grid.title_lines}
    return all(may_stand_inside(line) or squeeze(line.text) in titles for line in view.grid.title_lines)


def is_parted(before: View, view: View) -> bool:
    """Whether the lines between two grids of a page, few of them, may be rows of one table that lost its merged cells."""
    grids = [one.printed or one.grid for one in (before, view)]
    are_near = grids[0].rows[-1][0].page == grids[1].rows[0][0].page and len(view.grid.title_lines) <= _MOST_LINES
    if not are_near or has_title_of_its_own(view, [before]):
        return False
    return not any(cell.is_merged for grid in grids for row in grid.rows for cell in row)


def is_parted_by_levels(before: View, view: View) -> bool:
    """Whether what stands between two grids of one table are the names of levels alone, in rows of their own once."""
    lines = [line for line in view.grid.title_lines if not is_furniture_outside(line.text)]
    return bool(lines) and all(map(is_any_level, lines)) and is_parted(before, view)


def _has_indicators_of(view: View, before: View) -> bool:
    """Whether a grid begins with a header of indicators, and the grid before it names a project and has none."""
    names = (field_of("fields", cell) == "name" for line in before.rows for cell in line)
    return 0 in view.indicator_headers and not before.indicator_headers and any(names)


def may_stand_inside(line: Cell) -> bool:
    """Whether a line between two grids parts them only for the reader: furniture, or the heading of a part of a sheet."""
    return is_furniture_outside(line.text) or heads_part(line)


def has_title_of_its_own(view: View, before: Sequence[View]) -> bool:
    """Whether the line above a grid is the title of another table: 收支总表, not 续表 nor the title of the form once more."""
    known = {squeeze(line.text) for one in before for line in one.grid.title_lines}
    own = (squeeze(line.text) for line in view.grid.title_lines)
    continued = vocabulary.load("forms")["continued"]
    return any(
        _OTHER_TITLE.fullmatch(line) and line not in known and not speaks_of("performance", line)
        for line in own
        if line not in continued
    )
