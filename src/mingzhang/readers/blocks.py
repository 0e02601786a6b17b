"""Paragraphs, and tables that stand in each other, to a `Reading`: what Word and HTML have in common.

A table is layout when it relates nothing to anything: when no row, except those that hold an inner table, has text in two
cells. Its texts then stand where it stood, as lines or in the cell around it. Any other table is a grid; one inside it
is a grid of its own, under the same title lines, and its text is not repeated in the outer cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.marked import Marked, cell_of, joined_marked, plain
from mingzhang.records import Cell, Grid, Reading, Reject, Row

# Deeper than any page that people made; a table in a table is read by a function in a function, which has an end.
DEEPEST = 50
# As many as a spreadsheet has. What a hostile file can ask for beyond them would cost time and serve nobody.
MOST_COLUMNS = 16_384
LONGEST_QUOTE = 60  # characters of a text that a reject repeats
LONGEST_BOX = 2_000  # of a text that stands nowhere else
# A table right behind another goes on with it when it repeats its header, and a header has at least so many labels:
# two may be 填报单位 and 单位：万元, which every project sheet of a document repeats.
_LEAST_LABELS = 3
_LINE_BREAK = plain("\n")
_NUMBER = re.compile(r"[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*[万亿元]{0,2}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of a paragraph, with a line break wherever one is printed in it."""

    text: Marked


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows is printed on the next page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something stands at this place that was not read; `reason` and `values` are those of a Reject."""

    reason: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, or a window onto another file: what it shows is not in the text. `words` are those that stand for it."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of text that floats over the text around it; what stands in it belongs to a cell only where nothing else does."""

    blocks: list["Block"]


@dataclass(slots=True)
class NestedCell:
    """A cell as it stands in a table, from 1 on in its column; what is in it may be a table again."""

    column: int
    blocks: list["Block"]
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Table:
    """Rows, each of the boxes that begin in it; a row may have none when boxes above it cover it all."""

    rows: list[list[NestedCell]]


Block = Paragraph | PageBreak | Problem | Picture | TextBox | Table


def assemble(blocks: Iterable[Block], media_type: str, rejects: Iterable[Reject] = ()) -> Reading:
    """The lines and grids of a document. Raises Refused when tables stand in each other too deep or are too wide."""
    assembler = _Assembler()
    assembler.take(_without_layout(blocks, 0))
    lines, grids = tuple(assembler.lines), tuple(grid.closed() for grid in assembler.grids)
    return Reading(media_type, assembler.page, lines, grids, (*rejects, *assembler.rejects))


def _without_layout(blocks: Iterable[Block], depth: int) -> list[Block]:
    """The blocks with the content of every layout table in its place."""
    if depth > DEEPEST:
        raise Refused("nested-too-deep", limit=DEEPEST)
    placed: list[Block] = []
    for block in blocks:
        if isinstance(block, TextBox) and depth == 0:
            placed += _without_layout(block.blocks, 0)
            continue
        if isinstance(block, TextBox):
            placed.append(TextBox(_without_layout(block.blocks, depth)))
            continue
        if not isinstance(block, Table):
            placed.append(block)
            continue
        rows = [
            [
                NestedCell(box.column, _without_layout(box.blocks, depth + 1), box.row_span, box.column_span)
                for box in row
            ]
            for row in block.rows
        ]
        if any(_relates(row) for row in rows):
            for box in (box for row in rows for box in row):
                box.blocks = list(_with_boxes_told(box.blocks))
            placed.append(Table(rows))
        else:
            inner = [one for row in rows for box in row for one in box.blocks]
            placed += inner if depth else _out_of_boxes(inner)
    return placed


def _out_of_boxes(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield from block.blocks if isinstance(block, TextBox) else [block]


def _with_boxes_told(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a cell; what text boxes over it say is told beside its own text.

    It is the text of the cell where the cell has no other. Where both are numbers, the cell keeps both, so that neither is
    read as the amount: a box may lie over what it corrects.
    """
    own = joined_marked(block.text for block in blocks if isinstance(block, Paragraph)).printed.strip()
    for block in blocks:
        if not isinstance(block, TextBox):
            yield block
            continue
        said = joined_marked(one.text for one in block.blocks if isinstance(one, Paragraph)).printed.strip()
        if not said or not own or (_NUMBER.fullmatch(own) and re.search(r"\d", said)):
            yield from block.blocks
        else:
            yield from (one for one in block.blocks if not isinstance(one, Paragraph))
        if said and own:
            yield Problem("text-box-in-cell", {"text": said[:LONGEST_BOX]})


def _relates(row: list[NestedCell]) -> bool:
    """Whether the row has text in two cells and no table in any."""
    has_table = any(isinstance(block, Table) for box in row for block in box.blocks)
    return not has_table and sum(map(_holds_something, row)) > 1


def _holds_something(box: NestedCell) -> bool:
    text = _text(box)
    return bool(text.printed.strip() or text.beside) or any(
        isinstance(block, Problem) or (isinstance(block, TextBox) and _holds_something(NestedCell(1, block.blocks)))
        for block in box.blocks
    )


def _text(box: NestedCell) -> Marked:
    """The text of a cell, its paragraphs on lines of their own, without blank lines at its ends."""
    parts = [part for block in box.blocks if isinstance(block, Paragraph) for part in (_LINE_BREAK, block.text)]
    return joined_marked(parts).strip("\n")


def _page_breaks(row: list[NestedCell]) -> tuple[int, int]:
    """How many pages end before a row and within it. A cell that spans rows breaks where these do."""
    before = 0
    for block in row[0].blocks if row else []:
        if isinstance(block, Paragraph) and block.text.printed.strip():
            break
        before += isinstance(block, PageBreak)
    boxes = [box for box in row if box.row_span == 1] or row
    every = max((sum(isinstance(block, PageBreak) for block in box.blocks) for box in boxes), default=0)
    return before, max(every - before, 0)


@dataclass(slots=True)
class _OpenGrid:
    number: int
    title_lines: tuple[Cell, ...]
    rows: list[Row] = field(default_factory=list)
    page: int = 0
    row: int = 0  # of this page

    def closed(self) -> Grid:
        """The grid of the rows that were taken."""
        return Grid(self.number, self.title_lines, tuple(self.rows))

    def take(self, boxes: list[NestedCell], page: int) -> Iterator[Reject]:
        """Take a row that begins on a page; what in it was not read."""
        if page != self.page:
            self.page, self.row = page, 0
        self.row += 1
        if any(box.column + box.column_span - 1 > MOST_COLUMNS for box in boxes):
            raise Refused("too-many-columns", limit=MOST_COLUMNS)
        if not boxes:
            return
        place = page, self.number, self.row
        cells = [cell_of(*place, box.column, _text(box), box.row_span, box.column_span) for box in boxes]
        self.rows.append(tuple(cells))
        for cell, box in zip(cells, boxes, strict=True):
            problems = (block for block in box.blocks if isinstance(block, Problem))
            yield from (Reject(problem.reason, problem.values, cell, 0, 0) for problem in problems)
            pictures = (block for block in box.blocks if isinstance(block, Picture))
            yield from (Reject("picture-here", {"text": one.words}, cell, 0, 0) for one in pictures)
            if any(isinstance(block, Table) for block in box.blocks):
                yield Reject("table-in-cell", {}, cell, 0, 0)


class _Assembler:
    """Takes the blocks of a document one by one and keeps the page, and the lines since the last table."""

    def __init__(self) -> None:
        self.page = 1
        self.lines: list[Cell] = []
        self.grids: list[_OpenGrid] = []
        self.rejects: list[Reject] = []
        self._title_lines: list[Cell] = []
        self._last: _OpenGrid | None = None  # the table right above, with no line between
        self._lines_on_page = 0
        self._is_empty = True

    def take(self, blocks: Iterable[Block]) -> None:
        """Take blocks that stand outside tables."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._take_line(block)
            elif isinstance(block, PageBreak):
                self._turn_pages(0 if self._is_empty else 1)
            elif isinstance(block, Problem):
                self.rejects.append(Reject(block.reason, block.values))
            elif isinstance(block, Table):
                self._is_empty = False
                self._take_outer_table(block)

    def _turn_pages(self, number: int) -> None:
        if number:
            self.page += number
            self._lines_on_page = 0

    def _take_line(self, line: Paragraph) -> None:
        for text in (text for text in line.text.lines() if text.printed.strip()):
            self._is_empty = False
            self._lines_on_page += 1
            cell = cell_of(self.page, 0, self._lines_on_page, 1, text)
            self.lines.append(cell)
            if cell.text.strip():
                self._title_lines.append(cell)
                self._last = None

    def _take_outer_table(self, table: Table) -> None:
        grid = self._last if self._last and _repeats(table, self._last) else self._new_grid(tuple(self._title_lines))
        self._title_lines = []
        self._take_table(table, grid)
        self._last = grid

    def _new_grid(self, title_lines: tuple[Cell, ...]) -> _OpenGrid:
        self.grids.append(_OpenGrid(len(self.grids) + 1, title_lines))
        return self.grids[-1]

    def _take_table(self, table: Table, grid: _OpenGrid) -> None:
        for row in table.rows:
            before, within = _page_breaks(row)
            self._turn_pages(before)
            self.rejects += grid.take(row, self.page)
            for inner in _inner_tables(row):
                self._take_table(inner, self._new_grid(grid.title_lines))
            self._turn_pages(within)


def _inner_tables(row: list[NestedCell]) -> Iterator[Table]:
    return (block for box in row for block in box.blocks if isinstance(block, Table))


def _repeats(table: Table, grid: _OpenGrid) -> bool:
    """Whether a table begins with the header of the grid above it, as where a program made a table a page."""
    if not grid.rows:
        return False
    labels = [(box.column, _text(box).text_and_marks()[0]) for box in table.rows[0]]
    return labels == [(cell.column, cell.text) for cell in grid.rows[0]] and (
        sum(bool(text.strip()) for _, text in labels) >= _LEAST_LABELS
    )
