"""Forms for the expenditure of a whole department: they speak of no project, and are recognised and left alone.

So are sheets of a department in one table with those of projects, and its row in a list of projects: each is told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.titles import is_title
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form, Reject
from mingzhang.text.pieces import either, squeeze

_ROWS_OF_A_TITLE = 3
_REASON = "whole-department-part"


def recognises(view: View) -> bool:
    """Whether the grid is a form for the expenditure of a whole department and of no project besides, by its title."""
    top = min((*view.indicator_headers, _ROWS_OF_A_TITLE))  # below a header such words are a name
    first = [cell for row in view.grid.rows[:top] for cell in row]
    return any(map(_speaks_of_department_alone, (*view.grid.title_lines, *first)))


def without_sheets_of_departments(view: View) -> View:
    """The view without the sheets of a whole department, each below a title, where other sheets stand in the grid too."""
    lines = view.lines
    tops = [index for index, line in enumerate(lines) if _is_title_of_sheet(line)]
    if len(tops) < 2 or not any(map(_speaks_of_department, (cell for index in tops for cell in lines[index]))):
        return view
    sections = list(pairwise([0, *tops[1:], len(lines)]))
    own = [section for section in sections if not _is_of_department(view, lines[slice(*section)])]
    if not own or len(own) == len(sections):
        return view
    rows = [row for section in own for row in view.grid.rows[slice(*section)]]
    left = (cell for row in view.grid.rows if row not in rows for cell in row if cell.text.strip())
    above = view.grid.title_lines if own[0][0] == 0 else ()
    grid = replace(view.grid, rows=tuple(rows), title_lines=above)
    printed = tuple(view.originals.get(cell, cell) for cell in left)
    return View(grid, view.printed or view.grid, view.originals, printed)


def not_read(cells: Iterable[Cell]) -> Iterator[Reject]:
    """A reject for each cell that says something of a whole department."""
    return (Reject(_REASON, {}, cell, 0, len(cell.text)) for cell in cells if cell.text.strip())


def without_departments_as_projects(form: Form) -> Form:
    """The form without what its list prints of the whole department under a name (部门整体支出); each cell of it is told."""
    own = [one for one in form.projects if one.name and _is_department().search(squeeze(one.name))]
    cells = dict.fromkeys(cell for one in own for cell in (one.cell, *one.extent))
    projects = tuple(one for one in form.projects if one not in own)
    return replace(form, projects=projects, rejects=(*form.rejects, *not_read(cells))) if own else form


def _is_of_department(view: View, rows: list[Line]) -> bool:
    titles = (
        [cell for line in rows[:_ROWS_OF_A_TITLE] for cell in line]
        if _is_title_of_sheet(rows[0])
        else [*view.grid.title_lines]
    )
    return any(map(_speaks_of_department_alone, titles))


def _is_title_of_sheet(line: Line) -> bool:
    printed = printed_in(line)
    return len(printed) == 1 and "表" in printed[0].text and is_title(printed[0])


def _speaks_of_department(cell: Cell) -> bool:
    return any(words in squeeze(cell.text) for words in vocabulary.load("sheets")["whole_department"])


def _speaks_of_department_alone(cell: Cell) -> bool:
    return _speaks_of_department(cell) and not _of_both().search(squeeze(cell.text))


@vocabulary.derived
def _of_both() -> re.Pattern[str]:
    """A title of a whole department and its projects: 部门整体及项目绩效目标表."""
    department = either(vocabulary.load("sheets")["whole_department"])
    project, joining = (either(vocabulary.load("labels")["parts"][name]) for name in ("project", "and"))
    return re.compile(rf"(?:{department}).*(?:{joining})(?:{project})|(?:{project}).*(?:{joining}).*(?:{department})")


@vocabulary.derived
def _is_department() -> re.Pattern[str]:
    """What ends as the name of all that a department spends: 部门整体支出; 整体支出绩效评价 is a project."""
    department = either(vocabulary.load("sheets")["whole_department"])
    parts = vocabulary.load("labels")["parts"]
    behind = either([*parts["spent"], *parts["budget"], *parts["performance"], *parts["goal"], *parts["fund"]])
    return re.compile(rf"(?:{department})(?:{behind})*$")
