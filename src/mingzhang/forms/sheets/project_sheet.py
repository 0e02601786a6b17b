"""Form C, 项目支出绩效目标申报表: one sheet a project, with its money, goals and indicators."""

from mingzhang.forms.sheets.sheets import goes_on, has_sheets, read_sheets
from mingzhang.forms.view import View
from mingzhang.records import Form

FORM = "project_sheet"


def recognises(view: View) -> bool:
    """Whether the grid holds sheets."""
    return has_sheets(view)


def read(view: View) -> Form:
    """All that the sheets say."""
    return read_sheets(view, FORM, "budget")


def continues(view: View, before: Form) -> bool:
    """Whether a grid goes on from the sheets above it: as wide, and beginning within a sheet."""
    return goes_on(view, before)
