"""Columns of points in a list that are of its projects, and not of their indicators: 自评得分 merged over the rows of each."""

from collections.abc import Sequence

from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.matrix import Line

_POINTS = ("weight", "score")


def with_points_of_projects_kept(header: IndicatorHeader, projects: Sequence[Sequence[Line]]) -> IndicatorHeader:
    """A header whose column of points is kept as printed where it is of the projects: whatever its label, of no project of
    several rows does it print anything beside a row but the first. `projects` are the rows of each.
    """
    columns = tuple(
        (f"kept points {label.column}" if name in _POINTS and _is_of_projects(label.column, projects) else name, label)
        for name, label in header.columns
    )
    return header._replace(columns=columns)


def _is_of_projects(column: int, projects: Sequence[Sequence[Line]]) -> bool:
    printed = [[_is_printed(column, row) for row in rows] for rows in projects if len(rows) > 1]
    return any(first for first, *_ in printed) and not any(one for _, *below in printed for one in below)


def _is_printed(column: int, row: Line) -> bool:
    return any(cell.column == column and cell.text.strip() for cell in row)
