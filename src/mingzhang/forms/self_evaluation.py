"""Form D, 项目支出绩效自评表: a project sheet that says what was spent and reached, with points."""

from mingzhang.forms.indicator_grid import columns_of, is_indicator_header
from mingzhang.forms.layout import rows_of
from mingzhang.forms.sheet import has_sheets, read_sheets
from mingzhang.records import Form, Grid

FORM = "self_evaluation"


def read_form(grid: Grid) -> Form | None:
    """All that the sheets say, None when the grid holds none or they say nothing of results."""
    return read_sheets(grid, FORM, "self_evaluation") if has_sheets(grid) and _has_results(grid) else None


def _has_results(grid: Grid) -> bool:
    fields = {name for line in rows_of(grid) if is_indicator_header(line) for name, _ in columns_of(line)}
    return "actual" in fields
