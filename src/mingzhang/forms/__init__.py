"""Official forms: which one a grid is, and what it says. One module a form, each with the function `read_form`.

A new form is a module here, its labels in vocabulary/columns.yml, and its name in FORMS.
"""

from typing import Protocol

from mingzhang.forms import project_sheet, project_table, self_evaluation
from mingzhang.forms.coverage import cover
from mingzhang.forms.sheet import speaks_of_whole_department
from mingzhang.records import Form, Grid, SourceTable


class FormModule(Protocol):
    """What a form module offers."""

    def read_form(self, grid: Grid) -> Form | None:
        """All that the grid says, None when it is another form or none."""


FORMS: tuple[FormModule, ...] = (self_evaluation, project_sheet, project_table)


def interpret_grid(grid: Grid) -> SourceTable:
    """The table as the first official form that recognises it, or as none, with the reason."""
    title = "\n".join(cell.text.strip() for cell in grid.title_lines) or None
    if speaks_of_whole_department(grid):
        return SourceTable(grid, title, None, "whole-department-form", {})
    for module in FORMS:
        if form := module.read_form(grid):
            first = form.header[0]
            values = {"row": first.row, "page": first.page, "form": form.form}
            return SourceTable(grid, title, cover(form, grid), "form-recognised", values)
    return SourceTable(grid, title, None, "form-not-recognised", {})
