"""Targets that are a day or month without its year (12月底前), dated by the year of their document and marked as such."""

from dataclasses import replace

from mingzhang.records import Indicator, Project, SourceTable
from mingzhang.text.dates import dates_in


def dated_by_document(table: SourceTable, year: int | None) -> SourceTable:
    """The table, each target without a year dated by that of the document; as it is where that is not known."""
    if table.form is None or year is None:
        return table
    projects = tuple(_dated_project(project, year) for project in table.form.projects)
    return replace(table, form=replace(table.form, projects=projects))


def _dated_project(project: Project, year: int) -> Project:
    dated = {id(one): _dated(one, year) for one in project.indicators}
    points = (replace(one, indicator=dated[id(one.indicator)]) if one.indicator else one for one in project.points)
    return replace(project, indicators=tuple(dated.values()), points=tuple(points))


def _dated(indicator: Indicator, year: int) -> Indicator:
    """12月底前 of 2023 is 2023-12. 每年12月底前 is of no one year, a period has no day, and a whole project many years."""
    if indicator.kind != "date" or indicator.due_date or not indicator.value_text or indicator.scope == "whole_project":
        return indicator
    found = dates_in(indicator.value_text, year)
    if len(found) != 1 or found[0].has_year or found[0].is_period or found[0].is_vague:
        return indicator
    target = next((span for span in indicator.spans if span.field == "value_text"), None)
    spans = (*indicator.spans, target._replace(field="due_date", is_leaf=False)) if target else indicator.spans
    due = found[0]
    return replace(indicator, due_date=due.iso, due_last_day=due.last_day, due_year_assumed=True, spans=spans)
