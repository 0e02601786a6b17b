"""The quantities of a project: the numbers in its goals and indicators, each with its role, so that they can be compared."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mingzhang import vocabulary
from mingzhang.parse.indicator_quantity import read_indicator_quantity
from mingzhang.parse.per import is_time, units_of, without_per
from mingzhang.parse.quantities import read_quantities
from mingzhang.records import Goal, Indicator, Project, Quantity, SourceTable
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.numbers import known_unit
from mingzhang.text.pieces import half_width


def with_quantities(table: SourceTable) -> SourceTable:
    """The table, each project of its form with its quantities."""
    if table.form is None:
        return table
    projects = tuple(replace(project, quantities=quantities_of(project)) for project in table.form.projects)
    return replace(table, form=replace(table.form, projects=projects))


def quantities_of(project: Project) -> tuple[Quantity, ...]:
    """The quantities of a project: those of its goals, then those of its indicators, in printed order."""
    units = _further_units(project)
    return (
        *(quantity for goal in project.goals for quantity in _of_goal(goal, units)),
        *(quantity for indicator in project.indicators for quantity in _of_indicator(indicator)),
    )


def _further_units(project: Project) -> tuple[str, ...]:
    """Classifiers that the vocabulary lacks, as the indicators print them: 款 of 研发文创产品8款.

    One character alone is one; those that say which one (第6层, 3级) are none.
    """
    units = {indicator.unit for indicator in project.indicators if indicator.unit and indicator.value is not None}
    none = vocabulary.load("quantities")["no_classifiers"]
    return tuple(
        sorted(
            unit
            for unit in units
            if re.fullmatch(r"[\u4e00-\u9fff]", unit) and unit not in none and not known_unit(unit)
        )
    )


def _of_goal(goal: Goal, units: tuple[str, ...]) -> Iterator[Quantity]:
    if goal.text:
        yield from (_quantity(goal, goal.text, reading) for reading in read_quantities(goal.text, units))


def _of_indicator(indicator: Indicator) -> Iterator[Quantity]:
    """The target of an indicator, when it is a number or a date."""
    value = indicator.due_date or indicator.value
    place = _place_in_text(indicator)
    if value is None or place is None:
        yield from _for_each_time(indicator, place)
        return
    heading = indicator.heading
    reading = read_indicator_quantity(
        value,
        name=indicator.name,
        comparator=indicator.comparator,
        unit=indicator.unit,
        heading=(heading.level2 or heading.level1) if heading else None,
        place=place,
    )
    if indicator.due_last_day:
        reading = replace(reading, base_value=indicator.due_last_day)
    yield _quantity(indicator, indicator.text, reading)


def _for_each_time(indicator: Indicator, place: tuple[int, int] | None) -> Iterator[Quantity]:
    """The number of a target that is for each of a time (每季度8场), which is no number of the year."""
    text = indicator.value_text or ""
    readings = read_quantities(text) if place and text.startswith("每") else []
    if len(readings) != 1 or place is None:
        return
    (one,) = readings
    is_whole = one.end == len(text.rstrip()) and one.role == "count" and one.per is not None
    if is_whole and all(map(is_time, units_of(one.per or ""))):
        name = half_width(indicator.name or "")
        subject = without_per(name) or None
        yield _quantity(
            indicator, indicator.text, replace(one, subject=subject, start=place[0] + one.start, end=place[0] + one.end)
        )


def _place_in_text(indicator: Indicator) -> tuple[int, int] | None:
    """Where the target stands in the indicator's text, by the spans of both; None when it prints none.

    The text is the printed text of one cell, or of several, each on a line of its own.
    """
    target = next((span for span in indicator.spans if span.field == "value_text"), None)
    if target is None:
        return None
    behind = 0
    for part in (span for span in indicator.spans if span.field == "text"):
        if part.cell == target.cell and part.start <= target.start and target.end <= part.end:
            return behind + target.start - part.start, behind + target.end - part.start
        behind += part.end - part.start + len("\n")
    return None


def _quantity(parent: Goal | Indicator, text: str, reading: QuantityReading) -> Quantity:
    return Quantity(parent, text[reading.start : reading.end], reading)
