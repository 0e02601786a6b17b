"""The quantities of a project: the numbers in its goals and indicators, each with its role, so that they can be compared."""

from collections.abc import Iterator
from dataclasses import replace

from mingzhang.parse.quantities import QuantityReading, read_indicator_quantity, read_quantities
from mingzhang.records import Goal, Indicator, Project, Quantity, SourceTable


def with_quantities(table: SourceTable) -> SourceTable:
    """The table, each project of its form with its quantities."""
    if table.form is None:
        return table
    projects = tuple(replace(project, quantities=quantities_of(project)) for project in table.form.projects)
    return replace(table, form=replace(table.form, projects=projects))


def quantities_of(project: Project) -> tuple[Quantity, ...]:
    """The quantities of a project: those of its goals, then those of its indicators, in printed order."""
    return (
        *(quantity for goal in project.goals for quantity in _of_goal(goal)),
        *(quantity for indicator in project.indicators for quantity in _of_indicator(indicator)),
    )


def _of_goal(goal: Goal) -> Iterator[Quantity]:
    if goal.text:
        yield from (_quantity(goal, goal.text, reading) for reading in read_quantities(goal.text))


def _of_indicator(indicator: Indicator) -> Iterator[Quantity]:
    """The target of an indicator, when it is a number or a date."""
    value = indicator.due_date or indicator.value
    if value is None or indicator.value_text is None:
        return
    start = indicator.text.rfind(indicator.value_text)
    heading = indicator.heading
    reading = read_indicator_quantity(
        value,
        name=indicator.name,
        comparator=indicator.comparator,
        unit=indicator.unit,
        heading=(heading.level2 or heading.level1) if heading else None,
        place=(start, start + len(indicator.value_text)),
    )
    yield _quantity(indicator, indicator.text, reading)


def _quantity(parent: Goal | Indicator, text: str, reading: QuantityReading) -> Quantity:
    return Quantity(
        parent=parent,
        role=reading.role,
        subject=reading.subject,
        per=reading.per,
        comparator=reading.comparator,
        value=reading.value,
        unit=reading.unit,
        base_value=reading.base_value,
        base_unit=reading.base_unit,
        text=text[reading.start : reading.end],
        start=reading.start,
        end=reading.end,
    )
