"""Grids to forms, one after the other: each as the first official form that recognises it, or as going on from one above."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from mingzhang.forms import whole_department
from mingzhang.forms.coverage import cover
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.labels import field_of, is_continued, prints_same_name
from mingzhang.forms.lost_merges import as_printed
from mingzhang.forms.matrix import last_column_of
from mingzhang.forms.parted import (
    are_parted_for_the_reader,
    has_title_of_its_own,
    is_part,
    is_parted,
    is_parted_by_levels,
    joined,
    may_stand_inside,
    rows_of_lines,
    with_labels_above,
)
from mingzhang.forms.sheets import project_sheet, self_evaluation
from mingzhang.forms.tables import indicator_table, lines_of_projects, project_table, projects_as_columns
from mingzhang.forms.tables.project_line import project_line
from mingzhang.forms.titles import title_lines
from mingzhang.forms.unit_above import UnitAbove, doubts_of_unit, may_have_unit_above, unit_below, with_unit_above
from mingzhang.forms.view import View, view_of
from mingzhang.forms.whole_department import without_sheets_of_departments
from mingzhang.records import Cell, Form, Grid, Reject, SourceTable
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.pieces import squeeze


class FormModule(Protocol):
    """What a form module offers."""

    FORM: str

    def recognises(self, view: View) -> bool:
        """Whether the grid is this form."""

    def read(self, view: View) -> Form:
        """All that a grid of this form says."""

    def continues(self, view: View, before: Form) -> bool:
        """Whether a grid goes on from such a form above it."""


FORMS: tuple[FormModule, ...] = (
    lines_of_projects,
    self_evaluation,
    project_sheet,
    indicator_table,
    project_table,
    projects_as_columns,
)


_MOST_PARTS = 4  # of a sheet above its indicators
_ROWS_OF_A_TOP = 8  # of a grid: its title, unit of money, header and first row
_LATEST_HEADER = 3  # rows above which a header is that of a whole grid


@dataclass
class _FormSoFar:
    """A form that was recognised, and the grids over which it goes on. `form` is what the last header among them gives.

    `has_lines` says that lines between the grids are rows of it.
    """

    module: FormModule
    form: Form
    views: list[View]
    has_lines: bool = False

    def tables(self) -> Iterator[SourceTable]:
        """The grids as tables of the document. A form over several is read once more, as a whole."""
        if len(self.views) == 1:
            view = self.views[0]
            form = as_printed(cover(self.form, view.grid), view.originals)
            yield _first_table(view, doubts_of_unit(_with_left_out(form, [view]), [view]))
            return
        whole = joined(self.views, self.has_lines)
        form = as_printed(cover(self.module.read(whole), whole.grid), whole.originals)
        form = _with_left_out(replace(form, rejects=(*self._lines_not_read(), *form.rejects)), self.views)
        form = doubts_of_unit(form, self.views)
        places = [_places(view) for view in self.views]
        later = frozenset().union(*places[1:])
        yield _first_table(self.views[0], _part(form, lambda place: place not in later))
        first = self.views[0].grid.table_number
        for view, own in zip(self.views[1:], places[1:], strict=True):
            is_as_wide = last_column_of(view.grid) == last_column_of(self.views[0].grid)
            why = "form-continued" if is_as_wide else "form-in-parts"
            yield SourceTable(
                view.printed or view.grid, (), _part(form, own.__contains__), why, {"form": form.form}, first
            )

    def _lines_not_read(self) -> tuple[Reject, ...]:
        """A doubt for each line between the grids that is neither a row of the form nor furniture."""
        rows = {line for view in self.views for line in rows_of_lines(view, self.views)} if self.has_lines else set()
        rows |= {line for view in self.views[1:] for line in view.grid.title_lines if may_stand_inside(line)}
        titles = {squeeze(line.text) for line in self.views[0].grid.title_lines}
        lines = (line for view in self.views[1:] for line in view.grid.title_lines if line not in rows)
        others = [line for line in lines if squeeze(line.text) not in titles]
        return tuple(Reject("line-inside-table", {}, line, 0, len(line.text)) for line in others)


def interpret_grids(grids: Iterable[Grid]) -> Iterator[SourceTable]:
    """Each table as the first official form that recognises it, as going on from the form above it, or as none.

    A sheet that a page number or a note parts above its indicators is recognised by its parts together.
    """
    group: _FormSoFar | None = None
    unit: UnitAbove | None = None
    parts: list[View] = []  # tables that are no form by themselves, and may be the beginning of one
    for view in map(with_labels_above, map(without_sheets_of_departments, map(view_of, grids))):
        module = None if whole_department.recognises(view) else _module_of(view)
        goes_on = group and _goes_on(view, group)
        if group and goes_on and module in (None, group.module):
            group.has_lines |= is_parted_by_levels(group.views[-1], view)
            group.views.append(view)
            if module:
                group.form = module.read(view)
            continue
        if group and (whole := _parted_by_names(view, group)):
            group = whole
            continue
        if group:
            yield from group.tables()
        group = _form_under(unit, view, module) if module else None
        unit = unit_below(view, group.form if group else None, unit)
        if parts and is_part(parts[-1], view) and (whole := _as_a_whole([*parts, view], group)):
            group, parts = whole, []
            continue
        if parts and group is None and is_part(parts[-1], view) and len(parts) < _MOST_PARTS:
            parts.append(view)
            continue
        yield from map(_no_form, parts)
        parts = [] if group else [view]
    yield from map(_no_form, parts)
    if group:
        yield from group.tables()


def _form_under(above: UnitAbove | None, view: View, module: FormModule) -> _FormSoFar:
    """The form of a grid, with the unit of money that is stated above an earlier one where it lacks nothing else."""
    form = module.read(view)
    if above and may_have_unit_above(view, form, above):
        view = with_unit_above(view, above)
        form = module.read(view)
    return _FormSoFar(module, form, [view])


def _goes_on(view: View, group: _FormSoFar) -> bool:
    """Whether a grid goes on from the form above it: as wide, or under the same labels of indicators in the same columns."""
    if has_title_of_its_own(view, group.views) or _states_another_unit(view, group.form.money_unit):
        return False
    if _names_project_above(view):  # 项目二：道路养护（金额：45.6万元）: it is of that project
        return group.has_lines and is_parted(group.views[-1], view) and group.module.continues(view, group.form)
    return (
        group.module.continues(view, group.form)
        or _prints_header_again(view, group.views[-1])
        or _goes_on_with_project(view, group)
    )


def _names_project_above(view: View) -> bool:
    return any(project_line(line, more_follows=False) for line in view.grid.title_lines)


def _parted_by_names(view: View, group: _FormSoFar) -> _FormSoFar | None:
    """The form that a grid is together with those above it when no project is named in them, and lines above each name one."""
    views = [*group.views, view]
    if any(project.name is not None for project in group.form.projects) or not all(map(_names_project_above, views)):
        return None
    return _group_of(views, has_lines=True) if all(map(is_parted, views, views[1:])) else None


def _goes_on_with_project(view: View, group: _FormSoFar) -> bool:
    """Whether a grid has the header of the form above it, and its first project is the last one of that form: it says so by its
    name (看护（续）), or has that name and neither an amount nor a goal of its own.
    """
    module, top = group.module, [cell for line in view.lines[:_ROWS_OF_A_TOP] for cell in line]
    last = _last_name(group.form)
    if not any(last and prints_same_name(cell, last) for cell in top) or not module.recognises(view):
        return False
    form = module.read(view)
    first = next(iter(form.projects), None)
    own = replace(last, text=first.name) if last and first and first.name else None
    if first is None or own is None or last is None or not prints_same_name(own, last):
        return False
    says_so = is_continued(own) or not (first.amount_text or first.goals)
    return says_so and _columns_of(form) == _columns_of(group.form)


def _columns_of(form: Form) -> tuple[list[str], dict[int, str], int]:
    return [squeeze(cell.text) for cell in form.header], form.columns, form.width


def _last_name(form: Form) -> Cell | None:
    """The name of the last project of a form, as a cell that prints nothing else."""
    last = form.projects[-1] if form.projects else None
    return replace(last.cell, text=last.name) if last and last.name else None


def _states_another_unit(view: View, unit: int | None) -> bool:
    """Whether the lines above a grid or its first rows state another unit of money than the form above it has."""
    top = (*view.grid.title_lines, *(cell for line in view.lines[:_ROWS_OF_A_TOP] for cell in line))
    stated = {money_unit_stated(cell.text) for cell in top} - {None}
    return unit is not None and bool(stated) and stated != {unit}


def _prints_header_again(view: View, before: View) -> bool:
    """Whether a grid begins with the header of indicators of the grid above it, and names no project."""
    first = min(view.indicator_headers, default=_LATEST_HEADER)
    if first >= _LATEST_HEADER or any(
        field_of("fields", cell) == "name" for line in view.rows[:first] for cell in line
    ):
        return False
    headers = [_places_of_labels(one) for one in before.indicator_headers.values()]
    return _places_of_labels(view.indicator_headers[first]) in headers


def _places_of_labels(header: IndicatorHeader) -> list[tuple[int, str]]:
    return [(cell.column, squeeze(cell.text)) for cell in header.labels]


def _as_a_whole(views: list[View], alone: _FormSoFar | None) -> _FormSoFar | None:
    """The form that grids are together, when the last is none alone or lacks the name of its project."""
    if alone and (not alone.form.projects or alone.form.projects[0].name is not None):
        return None
    with_lines = _group_of(views, has_lines=True) if all(map(is_parted, views, views[1:])) else None
    if with_lines or not all(map(are_parted_for_the_reader, views, views[1:])):
        return with_lines
    return _group_of(views, has_lines=False)


def _group_of(views: list[View], has_lines: bool) -> _FormSoFar | None:
    """Grids, or these with the lines between them as rows, as one form that names its first project; None when they are none.

    Each of the lines must be understood: one that is not may name another project.
    """
    whole = joined(views, has_lines)
    module = None if whole_department.recognises(whole) else _module_of(whole)
    if module is None:
        return None
    form = module.read(whole)
    is_named = bool(form.projects) and form.projects[0].name is not None
    is_read = not any(reject.cell and reject.cell.table_number == 0 for reject in form.rejects)
    return _FormSoFar(module, form, views, has_lines) if is_named and is_read else None


def _module_of(view: View) -> FormModule | None:
    return next((module for module in FORMS if module.recognises(view)), None)


def _first_table(view: View, form: Form) -> SourceTable:
    first = form.header[0]
    values = {"row": first.row, "page": first.page, "form": form.form}
    grid = view.printed or view.grid
    own = replace(grid, rows=tuple(row for row in grid.rows if not any(cell in view.left_out for cell in row)))
    return SourceTable(grid, title_lines(own, first), form, "form-recognised", values)


def _with_left_out(form: Form, views: list[View]) -> Form:
    """The form with a reject for each cell of the sheets of departments that its grids were read with."""
    cells = (cell for view in views for cell in view.left_out)
    return replace(form, rejects=(*form.rejects, *whole_department.not_read(cells)))


def _no_form(view: View) -> SourceTable:
    why = "whole-department-form" if whole_department.recognises(view) else "form-not-recognised"
    grid = view.printed or view.grid
    return SourceTable(grid, grid.title_lines, None, why, {})


_Place = Cell | int | None  # a line above a table, or the number of a table


def _places(view: View) -> frozenset[_Place]:
    return frozenset((view.grid.table_number, *view.grid.title_lines))


def _part(form: Form, holds: Callable[[_Place], bool]) -> Form:
    """What of a form stands in one of its tables; a project stands where its name does."""

    def is_in(cell: Cell | None) -> bool:
        """Whether the table of a cell belongs to this part."""
        return holds(cell.table_number or cell if cell else None)

    return replace(
        form,
        units=tuple(one for one in form.units if is_in(one.spans[0].cell)),
        stated_totals=tuple(one for one in form.stated_totals if is_in(one.cell)),
        projects=tuple(one for one in form.projects if is_in(one.cell)),
        spans=tuple(one for one in form.spans if is_in(one.cell)),
        rejects=tuple(one for one in form.rejects if is_in(one.cell)),
    )
