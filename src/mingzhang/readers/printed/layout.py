"""Pages to a Reading: the lines, the logical tables, and what could not be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from mingzhang.readers.characters import UNKNOWN_CHARACTER
from mingzhang.readers.marked import Marked, cell_of, plain
from mingzhang.readers.printed.cells import PageTable
from mingzhang.readers.printed.furniture import running_key, running_lines
from mingzhang.readers.printed.glyphs import Box
from mingzhang.readers.printed.grids import PrintedTable, TableCell
from mingzhang.readers.printed.lines import PrintedLine
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.readers.printed.wrapping import line_goes_on
from mingzhang.records import PRINTED, Cell, Grid, Reading, Reject
from mingzhang.text.page_lines import is_continuation_mark, is_page_number_alone

_END_OF_PROSE = "。；，、"


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its ruled tables, the lines outside them, each in the parts that wide gaps leave, and its watermark."""

    number: int
    tables: list[PageTable]
    lines: list[list[PrintedLine]]
    watermark: str = ""
    cut: Callable[[Box], bytes] | None = None  # gives the picture of a part of it, where the page is one


def printed_reading(media_type: str, pages: Sequence[PrintedPage], rejects: tuple[Reject, ...] = ()) -> Reading:
    """What the pages say, in reading order."""
    assembly = _Assembly(running_lines([[part for line in page.lines for part in line] for page in pages]))
    for page in pages:
        assembly.take(page)
    grids = tuple(assembly.grid(number, table) for number, table in enumerate(assembly.tables, 1))
    return Reading(media_type, len(pages), tuple(assembly.lines), grids, (*rejects, *assembly.rejects), PRINTED)


@dataclass
class _Assembly:
    """Takes page after page, and knows what stood between the last table and the next."""

    running: set[tuple[str, int]]
    lines: list[Cell] = field(default_factory=list)
    tables: list[PrintedTable] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    lines_since_table: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)  # of the last table

    def take(self, page: PrintedPage) -> None:
        """Take over the lines and tables of a page."""
        page = _with_whole_titles(page)
        cells = self._line_cells(page)
        places = [self._place(page, line) for line in page.lines]
        for number, table in enumerate(page.tables):
            above = [at for at, place in enumerate(places) if place == number]
            self._note([page.lines[at] for at in above])
            if number == 0 and self.tables and self.tables[-1].goes_on_in(table, bool(self.lines_since_table)):
                self.tables[-1].go_on_in(table)
            else:
                titles = list(_title_lines([page.lines[at] for at in above], table))
                self.titles = {part.text.strip() for line in titles for part in line}
                found = [cell for at in above for cell in cells[at] if page.lines[at] in titles]
                self.tables.append(PrintedTable(table, tuple(found)))
            self.lines_since_table = []
        self._note([line for line, place in zip(page.lines, places, strict=True) if place == len(page.tables)])

    def _place(self, page: PrintedPage, line: list[PrintedLine]) -> int:
        """The table that a line stands above, by its number on the page; one more than the last when below all."""
        middle = (line[0].box.top + line[0].box.bottom) / 2
        return next((at for at, table in enumerate(page.tables) if middle < table.box.bottom), len(page.tables))

    def _note(self, lines: Sequence[list[PrintedLine]]) -> None:
        """Remember lines that may part one table from the next."""
        self.lines_since_table += [
            part.text
            for line in lines
            for part in line
            if not is_page_number_alone(part.text)
            and not is_continuation_mark(part.text)
            and part.text.strip() not in self.titles
            and running_key(part) not in self.running
        ]

    def _line_cells(self, page: PrintedPage) -> list[list[Cell]]:
        cells = [
            [self._line_cell(page, row, column, part) for column, part in enumerate(line, 1)]
            for row, line in enumerate(page.lines, 1)
        ]
        self.lines += [cell for line in cells for cell in line]
        if page.watermark:
            self.lines.append(self._cell(page.number, 0, len(cells) + 1, 1, plain(page.watermark)))
        return cells

    def _line_cell(self, page: PrintedPage, row: int, column: int, part: PrintedLine) -> Cell:
        cell = self._cell(page.number, 0, row, column, part.marked.strip())
        return replace(cell, pictures=(page.cut(part.box),)) if page.cut else cell

    def _cell(
        self, page: int, table: int, row: int, column: int, text: Marked, row_span: int = 1, column_span: int = 1
    ) -> Cell:
        """A cell, without its text when there are characters in it that the file does not name."""
        unknown = text.printed.count(UNKNOWN_CHARACTER)
        cell = cell_of(page, table, row, column, plain("") if unknown else text, row_span, column_span)
        if unknown:
            self.rejects.append(Reject("characters-unknown", {"number": unknown, "page": page}, cell, 0, 0))
        return cell

    def grid(self, number: int, table: PrintedTable) -> Grid:
        """A logical table as a grid; rows in which no cell begins are left out."""
        texts = table.texts()
        rows = [
            tuple(self._table_cell(number, table, cell, texts[id(cell)]) for cell in row) for row in table.rows if row
        ]
        return Grid(number, table.title_lines, tuple(rows))

    def _table_cell(self, number: int, table: PrintedTable, cell: TableCell, text: Marked) -> Cell:
        column = table.column(cell.edges[0])
        span = max(table.column(cell.edges[1]) - column, 1)
        found = self._cell(cell.page, number, cell.row, column, text, max(cell.row_span, 1), span)
        if cell.pictures:
            found = replace(found, pictures=cell.pictures)
        self.rejects += (Reject(reason, values, found, 0, 0) for reason, values in cell.problems)
        return found


def _with_whole_titles(page: PrintedPage) -> PrintedPage:
    """The page with lines of large letters joined where they were wrapped: a title is one, however long."""
    sizes = [line.size for table in page.tables for cell in table.cells for line in cell.lines]
    if not sizes:
        return page
    large = GEOMETRY.large_letters * median(sizes)
    edges = (min(table.box.x0 for table in page.tables), max(table.box.x1 for table in page.tables))
    lines: list[list[PrintedLine]] = []
    for line in page.lines:
        if lines and _is_rest_of_title(lines[-1], line, edges, large):
            before, after = lines[-1][0], line[0]
            whole = before.marked.strip() + after.marked.strip()
            lines[-1] = [before._replace(text=whole.printed, looks=whole, box=after.box, end=after.end)]
        else:
            lines.append(line)
    return replace(page, lines=lines)


def _is_rest_of_title(
    before: list[PrintedLine], after: list[PrintedLine], edges: tuple[float, float], large: float
) -> bool:
    if len(before) > 1 or len(after) > 1 or before[0].direction != 0 or after[0].direction != 0:
        return False
    alike = abs(before[0].size - after[0].size) < GEOMETRY.same_size and after[0].size > large
    near = 0 < after[0].box.bottom - before[0].box.bottom < 2 * after[0].size
    return alike and near and line_goes_on(before[0], after[0], edges, edges[1])


def _title_lines(lines: Sequence[list[PrintedLine]], table: PageTable) -> Iterator[list[PrintedLine]]:
    """The lines just above a table, without the prose that may stand before them."""
    tops = [table.box.top, *(line[0].box.top for line in reversed(lines))]
    found: list[list[PrintedLine]] = []
    for (below, _), line in zip(pairwise([*tops, 0.0]), reversed(lines), strict=False):
        prose = line[-1].text.rstrip().endswith(tuple(_END_OF_PROSE))
        if (
            prose
            or below - line[0].box.bottom > GEOMETRY.title_gap * line[0].size
            or len(found) == GEOMETRY.title_lines
        ):
            break
        if not all(is_page_number_alone(part.text) for part in line):
            found.append(line)
    yield from reversed(found)
