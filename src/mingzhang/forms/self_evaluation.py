"""Form D, 项目支出绩效自评表: a project sheet that says what was spent and reached, with points."""

from mingzhang.forms.indicator_header import columns_of, header_at
from mingzhang.forms.layout import rows_of
from mingzhang.forms.sheet import has_sheets, read_sheets
from mingzhang.records import Form, Grid
from mingzhang.text.pieces import squeeze

FORM = "self_evaluation"


def read_form(grid: Grid) -> Form | None:
    """All that the sheets say, None when the grid holds none or they say nothing of results."""
    is_evaluation = has_sheets(grid) and (_is_titled(grid) or _has_results(grid))
    return read_sheets(grid, FORM, "self_evaluation") if is_evaluation else None


def _is_titled(grid: Grid) -> bool:
    """Whether the lines above the sheet, or its first rows, say 自评: results may stand in columns that we do not know."""
    first = [cell for row in grid.rows[:3] if len(row) == 1 for cell in row]
    return any("自评" in squeeze(cell.text) for cell in (*grid.title_lines, *first))


def _has_results(grid: Grid) -> bool:
    lines = rows_of(grid)
    headers = (header_at(lines, index) for index in range(len(lines)))
    return any(name == "actual" for header in headers if header for name, _ in columns_of(header[0]))
