"""Official forms: which one a grid is, and what it says. One module a form, each with the function `read_form`.

A new form is a module here, its labels in vocabulary/columns.yml, and its name in FORMS.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from mingzhang.forms import indicator_table, project_sheet, project_table, self_evaluation
from mingzhang.forms.coverage import cover
from mingzhang.forms.header import title_lines
from mingzhang.forms.sheet import speaks_of_whole_department
from mingzhang.records import Form, Grid, Reject, SourceTable


class FormModule(Protocol):
    """What a form module offers."""

    def read_form(self, grid: Grid) -> Form | None:
        """All that the grid says, None when it is another form or none."""


FORMS: tuple[FormModule, ...] = (self_evaluation, project_sheet, indicator_table, project_table)


_TITLE_LINES = 6
_LONGEST_TITLE = 80
# What stands between two parts of a table and is surely none of it: 第1页 共2页, - 3 -.
_PAGE_NUMBER = re.compile(r"\W*(?:第?\s*\d+\s*页?\W*)?(?:[/共]\s*\d+\s*页?)?\W*", re.ASCII)


def interpret_grids(grids: Iterable[Grid]) -> Iterator[SourceTable]:
    """Each table as the first official form that recognises it, as going on from the form above it, or as none."""
    before: Form | None = None
    for grid in map(_with_near_lines, grids):
        table = _interpret_grid(grid)
        if table.form is None and before and (continued := project_table.continue_form(grid, before)):
            lines = [line for line in grid.title_lines if not _PAGE_NUMBER.fullmatch(line.text.strip())]
            doubts = tuple(Reject("line-inside-table", {}, line, 0, len(line.text)) for line in lines)
            continued = cover(replace(continued, rejects=(*doubts, *continued.rejects)), grid)
            table = SourceTable(grid, (), continued, "form-continued", {"form": continued.form})
        yield table
        before = table.form


def _with_near_lines(grid: Grid) -> Grid:
    """The grid with those lines above it that may be its title: a few short ones on its page.

    A long document has pages of prose above a table, and what they speak of is not what the table is.
    """
    near = [line for line in grid.title_lines if line.page == grid.rows[0][0].page][-_TITLE_LINES:]
    return replace(grid, title_lines=tuple(line for line in near if len(line.text.strip()) <= _LONGEST_TITLE))


def _interpret_grid(grid: Grid) -> SourceTable:
    if speaks_of_whole_department(grid):
        return SourceTable(grid, grid.title_lines, None, "whole-department-form", {})
    for module in FORMS:
        if form := module.read_form(grid):
            first = form.header[0]
            values = {"row": first.row, "page": first.page, "form": form.form}
            return SourceTable(grid, title_lines(grid, first), cover(form, grid), "form-recognised", values)
    return SourceTable(grid, grid.title_lines, None, "form-not-recognised", {})
