"""No project of any form is named as a total is: 特定目标类小计, 项目支出合计. What was read as one is told instead."""

from dataclasses import replace

from mingzhang.forms.tables.totals import ends_as_total
from mingzhang.records import Form, Project, Reject


def without_totals_as_projects(form: Form) -> Form:
    """The form without the projects whose name ends as a total's; a reject stands at each cell that they print."""
    totals = [one for one in form.projects if one.name and ends_as_total(one.name)]
    if not totals:
        return form
    return replace(
        form,
        projects=tuple(one for one in form.projects if one not in totals),
        rejects=(*form.rejects, *(reject for one in totals for reject in _told(one))),
    )


def _told(project: Project) -> list[Reject]:
    cells = dict.fromkeys((project.cell, *project.extent))
    return [Reject("row-not-understood", {}, cell, 0, len(cell.text)) for cell in cells if cell.text.strip()]
