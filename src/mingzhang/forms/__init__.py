"""Official forms: which one a grid is, and what it says. One module a form, each with the same two functions.

`find_header(grid)` returns the header it was recognised by, or None. `interpret(grid, header)` returns a `Form`.
A new form is a module here, its labels in vocabulary/columns.yml, and its name in FORMS.
"""

from typing import Protocol

from mingzhang.forms import project_table
from mingzhang.forms.coverage import cover
from mingzhang.forms.header import Header, title_lines
from mingzhang.records import Form, Grid, SourceTable


class FormModule(Protocol):
    """What a form module offers."""

    def find_header(self, grid: Grid) -> Header | None:
        """The header that the form is recognised by."""

    def interpret(self, grid: Grid, header: Header) -> Form:
        """All that the grid says."""


FORMS: tuple[FormModule, ...] = (project_table,)


def interpret_grid(grid: Grid) -> SourceTable:
    """The table as the first official form that recognises it, or as none, with the reason."""
    for module in FORMS:
        if header := module.find_header(grid):
            form = cover(module.interpret(grid, header), grid)
            values = {"row": header.row[0].row, "page": header.row[0].page, "form": form.form}
            return SourceTable(grid, title_lines(grid, header), form, "form-recognised", values)
    return SourceTable(grid, grid.title_lines, None, "form-not-recognised", {})
