"""What a merged cell says that serves many records: read once more, over the spans of the first of them."""

from collections.abc import Collection
from dataclasses import replace
from typing import TypeVar

from mingzhang.forms.texts import IndicatorCell
from mingzhang.records import Cell, Goal, Heading, Indicator, Project

_Part = TypeVar("_Part", Goal, Heading, Indicator)


def without_leaves(part: _Part) -> _Part:
    """A goal, heading or indicator over the spans of the first project: none of its own is a leaf."""
    return replace(part, spans=tuple(span._replace(is_leaf=False) for span in part.spans))


def indicators_without_leaves(found: IndicatorCell) -> IndicatorCell:
    """All that a cell of indicators holds, over the spans of the first project."""
    headings = {id(one): without_leaves(one) for one in found.headings}
    indicators = tuple(
        replace(without_leaves(one), heading=headings[id(one.heading)] if one.heading else None)
        for one in found.indicators
    )
    return IndicatorCell(tuple(headings.values()), indicators, (), [])


def levels_without_leaves(project: Project, cells: Collection[Cell]) -> Project:
    """A project whose levels are printed in some cells for several projects: an earlier one has the characters of these."""
    own = {id(one): one if _is_outside(one, cells) else without_leaves(one) for one in project.headings}
    indicators = (replace(one, heading=own[id(one.heading)] if one.heading else None) for one in project.indicators)
    return replace(project, headings=tuple(own.values()), indicators=tuple(indicators))


def _is_outside(heading: Heading, cells: Collection[Cell]) -> bool:
    return all(span.cell not in cells for span in heading.spans)
