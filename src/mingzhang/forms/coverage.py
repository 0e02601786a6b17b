"""The promise that nothing is lost: every character of a form is in exactly one leaf span, or in a reject."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from mingzhang.forms.marks import mark_rejects, mark_spans
from mingzhang.records import Cell, Form, Goal, Grid, Heading, Indicator, ProjectAmount, ProjectField, Reject, Span
from mingzhang.text.pieces import Piece, gaps, trim


def spans_in(form: Form) -> Iterator[Span]:
    """The spans of a form and of every record in it."""
    yield from form.spans
    for unit in form.units:
        yield from unit.spans
    for total in form.stated_totals:
        yield from total.spans
    for project in form.projects:
        yield from project.spans
        parts: tuple[Goal | Heading | Indicator | ProjectField | ProjectAmount, ...]
        parts = (*project.goals, *project.headings, *project.indicators, *project.fields, *project.amounts)
        for part in parts:
            yield from part.spans


def cover(form: Form, grid: Grid) -> Form:
    """The form with a span for all white space between its spans, and a reject for any other character outside them.

    Raises ValueError when two leaf spans lie over one character: a mistake of ours, unless a merged cell serves two records.
    """
    taken: dict[Cell, list[Piece]] = defaultdict(list)
    for cell, start, end, *_ in filter(lambda span: span.is_leaf, spans_in(form)):
        if not (cell.is_merged and Piece(start, end, "") in taken[cell]):
            taken[cell].append(Piece(start, end, ""))
    refused: dict[Cell, list[Piece]] = defaultdict(list)
    for reject in form.rejects:
        if reject.cell and reject.end:
            refused[reject.cell].append(Piece(reject.start or 0, reject.end, ""))
    spaces = mark_spans(grid, taken)
    rejects = mark_rejects(grid)
    for span in filter(lambda span: span.is_leaf, spaces):
        taken[span.cell].append(Piece(span.start, span.end, ""))
    for cell in (cell for row in grid.rows for cell in row if cell.text):
        for start, end in gaps(taken[cell], 0, len(cell.text)):
            inner_start, inner_end = trim(cell.text, start, end)
            spaces += [
                Span(cell, *blank, "space") for blank in ((start, inner_start), (inner_end, end)) if blank[0] < blank[1]
            ]
            if inner_start < inner_end and not any(
                piece.start <= inner_start and inner_end <= piece.end for piece in refused[cell]
            ):
                rejects.append(Reject("characters-not-understood", {}, cell, inner_start, inner_end))
    return replace(form, spans=(*form.spans, *spaces), rejects=(*form.rejects, *rejects))
