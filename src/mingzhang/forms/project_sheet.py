"""Form C, 项目支出绩效目标申报表: one sheet a project, with its money, goals and indicators."""

from mingzhang.forms.sheet import has_sheets, read_sheets
from mingzhang.records import Form, Grid

FORM = "project_sheet"


def read_form(grid: Grid) -> Form | None:
    """All that the sheets say, None when the grid holds none."""
    return read_sheets(grid, FORM, "budget") if has_sheets(grid) else None
