"""Form D, 项目支出绩效自评表: a project sheet that says what was spent and reached, with points."""

from mingzhang.forms.sheets.sheets import goes_on, has_sheets, read_sheets
from mingzhang.forms.titles import speaks_of
from mingzhang.forms.view import View
from mingzhang.records import Form
from mingzhang.text.pieces import squeeze

FORM = "self_evaluation"


def recognises(view: View) -> bool:
    """Whether the grid holds sheets, and they say something of results."""
    return has_sheets(view) and (_is_titled(view) or _has_results(view))


def read(view: View) -> Form:
    """All that the sheets say."""
    return read_sheets(view, FORM, "self_evaluation")


def continues(view: View, before: Form) -> bool:
    """Whether a grid goes on from the sheets above it: as wide, and beginning within a sheet."""
    return goes_on(view, before)


def _is_titled(view: View) -> bool:
    """Whether the lines above the sheet, or its first rows, say 自评: results may stand in columns that we do not know."""
    first = [cell for row in view.grid.rows[:3] if len(row) == 1 for cell in row]
    return any(speaks_of("self_evaluation", squeeze(cell.text)) for cell in (*view.grid.title_lines, *first))


def _has_results(view: View) -> bool:
    return any(header.cell_of("actual") is not None for header in view.indicator_headers.values())
