"""The goals of one project of a list, from all cells of their column: a sentence that a page breaks goes on in the next."""

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.forms.texts import goals_of
from mingzhang.records import Cell, Goal, Reject, Span
from mingzhang.text.numbering import begins_entry, ends_sentence


def goals_of_cells(cells: Iterable[Cell], scope: str | None) -> tuple[list[Goal], tuple[Span, ...], list[Reject]]:
    """The goals of a project for a scope, spans for the markup around them, and what could not be read."""
    goals: list[Goal] = []
    markup: tuple[Span, ...] = ()
    rejects: list[Reject] = []
    before: Cell | None = None
    for cell in cells:
        read, own, told = goals_of(cell)
        markup += own
        rejects += told
        if before is not None and goals and read and _goes_on(before, cell, goals[-1], read[0]):
            above, below = goals.pop(), read[0]
            read = (replace(above, text=f"{above.text}{below.text}", spans=above.spans + below.spans), *read[1:])
        goals += [replace(one, position=len(goals) + at, scope=scope) for at, one in enumerate(read, 1)]
        before = cell
    return goals, markup, rejects


def _goes_on(before: Cell, cell: Cell, above: Goal, below: Goal) -> bool:
    """Whether the sentence of a goal goes on at the top of the next page: it has no end, and no goal begins there."""
    is_next_page = (cell.page, cell.table_number) != (before.page, before.table_number)
    is_whole = above.text is None or below.text is None or ends_sentence(above.text)
    return is_next_page and not is_whole and below.label is None and not begins_entry(cell.text.strip(), before.text)
