"""The promise that nothing is lost: every character of a form is in exactly one leaf span, or in a reject.

`cover` makes it true of one form, `prove` holds a whole document to it. Neither believes a form that calls a row its title,
or furniture when the row looks like data: such a row is rejected by name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mingzhang.forms.furniture import could_hold_data, furniture_of
from mingzhang.forms.labels import read_label
from mingzhang.forms.marks import mark_rejects, mark_spans
from mingzhang.forms.named_as_totals import without_totals_as_projects
from mingzhang.forms.unlabelled import without_unlabelled
from mingzhang.forms.whole_department import without_departments_as_projects
from mingzhang.records import (
    Cell,
    Document,
    Form,
    Goal,
    Grid,
    Heading,
    Indicator,
    ProjectAmount,
    ProjectField,
    Reject,
    Row,
    Span,
)
from mingzhang.text.pieces import Piece, gaps, half_width, trim

_AMOUNT = re.compile(r"-?\d[\d,]*\.\d+", re.ASCII)

# What a form may call what it takes for none of its data.
_FRAME = ("title", "furniture", "space")


class NotCovered(Exception):
    """A character of a document is nowhere, or twice: a mistake of ours, by which the document must not be published."""


def spans_in(form: Form) -> Iterator[Span]:
    """The spans of a form and of every record in it."""
    yield from form.spans
    yield from _spans_of_records(form)


def _spans_of_records(form: Form) -> Iterator[Span]:
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

    Rows that only its frame claims, and that look like data, are rejected. Raises ValueError when two leaf spans lie over
    one character: a mistake of ours, unless a merged cell serves two records.
    """
    form = without_departments_as_projects(without_totals_as_projects(form))
    form = _without_lost_rows(without_unlabelled(form), grid)
    taken = _pieces(spans_in(form))
    refused = _refused(form.rejects)
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


def _pieces(spans: Iterable[Span]) -> defaultdict[Cell, list[Piece]]:
    """The leaves of each cell. A merged cell may serve several records: it counts once."""
    taken: defaultdict[Cell, list[Piece]] = defaultdict(list)
    for cell, start, end, _, is_leaf in spans:
        if is_leaf and not (cell.is_merged and Piece(start, end, "") in taken[cell]):
            taken[cell].append(Piece(start, end, ""))
    return taken


def _refused(rejects: Iterable[Reject]) -> defaultdict[Cell, list[Piece]]:
    """The characters of each cell that rejects name."""
    refused: defaultdict[Cell, list[Piece]] = defaultdict(list)
    for reject in rejects:
        if reject.cell and reject.end:
            refused[reject.cell].append(Piece(reject.start or 0, reject.end, ""))
    return refused


def _without_lost_rows(form: Form, grid: Grid) -> Form:
    """The form with rows that it takes for title or furniture rejected where they look like data."""
    frame = {span.cell for span in form.spans if span.field in _FRAME}
    header = {span.cell for span in form.spans if span.field == "header"}
    if not frame and not header:
        return form
    others = {span.cell for span in form.spans if span.field not in _FRAME}
    known = others | {span.cell for span in _spans_of_records(form)} | set(_refused(form.rejects))
    lost = {cell for row in grid.rows if _is_lost(row, frame, known) for cell in row if cell.text.strip()}
    lost |= {cell for row in grid.rows for cell in _data_in_header(row, header)}
    if not lost:
        return form
    rejects = tuple(Reject("row-not-read", {"form": form.form}, cell, 0, len(cell.text)) for cell in lost)
    spans = tuple(span for span in form.spans if span.cell not in lost)
    return replace(form, spans=spans, rejects=(*form.rejects, *sorted(rejects, key=_place)))


def _is_lost(row: Row, frame: set[Cell], known: set[Cell]) -> bool:
    printed = [cell for cell in row if cell.text.strip()]
    if not printed or not all(cell in frame and cell not in known for cell in printed):
        return False
    return not all(furniture_of(cell.text) for cell in printed) and could_hold_data(cell.text for cell in printed)


def _data_in_header(row: Row, header: set[Cell]) -> list[Cell]:
    """The cells of a header row that are labels of nothing, where one of them is an amount: a row of data that joined it."""
    others = [cell for cell in row if cell in header and cell.text.strip() and not read_label(cell.text).fields]
    return others if any(_AMOUNT.fullmatch(half_width(cell.text).strip()) for cell in others) else []


def _place(reject: Reject) -> tuple[int, int, int]:
    assert reject.cell
    return reject.cell.page, reject.cell.row, reject.cell.column


def prove(document: Document) -> None:
    """Holds a document to the promise. Raises NotCovered, naming the first cell and its characters.

    Of every cell of a document with a form, and of every line outside tables of any, each character that is no white space is
    in exactly one leaf span, or in none and in a reject.
    """
    forms = [table for table in document.tables if table.form]
    tables = document.tables if forms else ()
    spans = [span for table in forms if table.form for span in spans_in(table.form)]
    taken = _pieces([*spans, *document.spans, *(span for table in tables for span in table.furniture)])
    refused = _refused(document.rejects)
    cells = [*document.reading.lines, *(cell for table in tables for row in table.grid.rows for cell in row)]
    for cell in cells:
        _prove_cell(cell, taken[cell], refused[cell])


def _prove_cell(cell: Cell, taken: list[Piece], refused: list[Piece]) -> None:
    try:
        free = gaps(taken, 0, len(cell.text))
    except ValueError:
        raise NotCovered(f"{_named(cell)} has characters that were read twice: {cell.text!r}") from None
    for start, end in free:
        start, end = trim(cell.text, start, end)
        if start < end and not any(piece.start <= start and end <= piece.end for piece in refused):
            raise NotCovered(f"{_named(cell)} has characters that nothing accounts for: {cell.text[start:end]!r}")


def _named(cell: Cell) -> str:
    return f"page {cell.page} table {cell.table_number} row {cell.row} column {cell.column}"
