"""Characters that are struck through, raised, hidden …: where they are kept, and what a person is told of them.

They are blanks in the text that a form reads. Here they get spans of their own, so that the characters of a cell stay
accounted for, and a doubt that says what was not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from mingzhang.records import Cell, Grid, Mark, Reject, Row, Span
from mingzhang.text.pieces import Piece, gaps

_REASONS = {
    "struck": "text-struck",
    "raised": "text-raised",
    "lowered": "text-lowered",
    "hidden": "text-hidden",
    "covered": "text-covered",
    "overprinted": "text-overprinted",
    "placeholder": "text-placeholder",
    "negative": "negative-by-look",
    "unsure": "text-unsure",
    "unread": "number-unsure",
}
OF_PICTURES = ("unsure", "unread")
_BETWEEN = " … "  # of characters that one sentence quotes


def mark_spans(grid: Grid, taken: Mapping[Cell, list[Piece]]) -> list[Span]:
    """A span for each mark in a grid, its kind as the field: a leaf where no other lies, else over the other."""
    spans = []
    for cell in (cell for row in grid.rows for cell in row if cell.marks):
        for mark in (mark for mark in cell.marks if mark.start < mark.end):
            pieces = [piece for piece in taken.get(cell, []) if piece.start < mark.end and piece.end > mark.start]
            free = gaps([_within(piece, mark) for piece in pieces], mark.start, mark.end)
            if free != [(mark.start, mark.end)]:
                spans.append(Span(cell, mark.start, mark.end, mark.kind, is_leaf=False))
            spans += [Span(cell, start, end, mark.kind) for start, end in free]
    return spans


def _within(piece: Piece, mark: Mark) -> Piece:
    return Piece(max(piece.start, mark.start), min(piece.end, mark.end), "")


def mark_rejects(grid: Grid) -> list[Reject]:
    """A doubt for each mark in a grid, and one for each row that is struck through or hidden as a whole."""
    return [reject for row in grid.rows for reject in _row_rejects(row)]


def _row_rejects(row: Row) -> Iterable[Reject]:
    marked = [cell for cell in row if cell.marks]
    kinds = {mark.kind for cell in marked for mark in cell.marks}
    is_crossed_out = len(kinds) == 1 and kinds.isdisjoint(OF_PICTURES)
    if len(marked) > 1 and is_crossed_out and not any(cell.text.strip() for cell in row):
        printed = " | ".join(cell.printed.strip() or cell.marks[0].characters.strip() for cell in marked)
        return [Reject("row-not-counted", {"text": printed}, marked[0], 0, len(marked[0].text))]
    return [reject for cell in marked for reject in cell_mark_rejects(cell)]


def _in_question(cell: Cell, mark: Mark) -> str:
    return cell.printed.strip() if mark.kind == "negative" else mark.characters


def cell_mark_rejects(cell: Cell) -> list[Reject]:
    """A doubt for each mark of a cell that was not read as it stands; one for all that a picture leaves unsure.

    It is of the stretch from the first of these to the last, and its sentence quotes them all: a reader compares the cell once.
    """
    told = [
        mark
        for mark in cell.marks
        if mark.kind in _REASONS and (mark.kind != "negative" or not cell.text[mark.start : mark.end].isspace())
    ]
    rejects = [_doubt(cell, [mark]) for mark in told if mark.kind not in OF_PICTURES]
    of_pictures = sorted((mark for mark in told if mark.kind in OF_PICTURES), key=lambda mark: mark.kind)
    return rejects + [_doubt(cell, list(marks)) for _, marks in groupby(of_pictures, lambda mark: mark.kind)]


def _doubt(cell: Cell, marks: Sequence[Mark]) -> Reject:
    quoted = _BETWEEN.join(dict.fromkeys(_in_question(cell, mark) for mark in marks))
    return Reject(_REASONS[marks[0].kind], {"text": quoted}, cell, marks[0].start, marks[-1].end)
