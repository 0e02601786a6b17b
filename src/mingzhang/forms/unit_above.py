"""The unit of money that is stated once, at the head of a book or of the first of several tables of one kind under one title.

Each following table of that kind has it, unless it says another; a doubt at its beginning says where the unit stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang.forms.labels import without_continued
from mingzhang.forms.matrix import printed_in
from mingzhang.forms.titles import is_title_of_table
from mingzhang.forms.view import View
from mingzhang.records import Cell, Form, Reject
from mingzhang.text.numbers import money_unit_of_head, money_unit_stated

_ROWS_OF_A_TOP = 6
_MISSING, _DOUBT = "money-unit-unknown", "money-unit-from-above"


@dataclass(frozen=True)
class UnitAbove:
    """A unit of money, the cell that states it, the form below that (None of a head alone), and the titles there."""

    unit: int
    cell: Cell
    form: str | None
    titles: frozenset[str]


def unit_below(view: View, form: Form | None, before: UnitAbove | None) -> UnitAbove | None:
    """The unit that holds for what follows a grid: what its head states, else the one that held before; none where it has
    another that its head does not state.
    """
    stated = _stated(view)
    if len(stated) == 1 and (form is not None or _is_head_alone(view)):
        unit, cell = next(iter(stated.items()))
        is_own = form is None or form.money_unit == unit
        return UnitAbove(unit, cell, form.form if form else None, _titles(view)) if is_own else None
    is_other = bool(stated) or (form is not None and form.money_unit not in (None, before.unit if before else None))
    return None if is_other else before


def may_have_unit_above(view: View, form: Form, above: UnitAbove | None) -> bool:
    """Whether a form lacks nothing but the unit of its money, states none, and stands under the title of the one above."""
    missing = [one for one in form.rejects if one.reason == _MISSING]
    if above is None or form.money_unit is not None or not missing or _stated(view):
        return False
    is_of_one_kind = above.form is None or above.form == form.form
    is_under_one_title = above.form is None or _titles(view) <= above.titles
    return (
        is_of_one_kind and is_under_one_title and not any(one.reason == "money-unit-conflict" for one in form.rejects)
    )


def with_unit_above(view: View, above: UnitAbove) -> View:
    """The grid with the line that states the unit among the lines above it; it is published as it was printed."""
    grid = replace(view.grid, title_lines=(*view.grid.title_lines, above.cell))
    return replace(view, grid=grid, printed=view.printed or view.grid, unit_from=above.cell)


def doubts_of_unit(form: Form, views: Sequence[View]) -> Form:
    """The form with a doubt at the first cell of each grid that has its unit of money from a line above another one."""
    told = []
    for view in views:
        if view.unit_from is not None:
            first, cell = view.grid.rows[0][0], view.unit_from
            first = view.originals.get(first, first)  # a line above that was read as a row is the line that is printed
            values = {"text": cell.text.strip(), "page": cell.page, "row": cell.row}
            told.append(Reject(_DOUBT, values, first, 0, len(first.text)))
    return replace(form, rejects=(*told, *form.rejects)) if told else form


def _stated(view: View) -> dict[int, Cell]:
    """The units that the head of a grid states, each with a cell that does; 万元 alone does so only in a line above it."""
    rows = {unit: cell for cell in _top(view) if (unit := money_unit_stated(cell.text))}
    return {unit: cell for cell in view.grid.title_lines if (unit := money_unit_of_head(cell.text))} | rows


def _top(view: View) -> list[Cell]:
    return [cell for line in view.lines[:_ROWS_OF_A_TOP] for cell in printed_in(line)]


def _is_head_alone(view: View) -> bool:
    """Whether a grid is only the head of those that follow: a few rows of one cell each."""
    return len(view.lines) <= _ROWS_OF_A_TOP and all(len(printed_in(line)) <= 1 for line in view.lines)


def _titles(view: View) -> frozenset[str]:
    return frozenset(
        without_continued(cell.text) for cell in (*view.grid.title_lines, *_top(view)) if is_title_of_table(cell)
    )
