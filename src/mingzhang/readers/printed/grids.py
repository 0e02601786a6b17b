"""Tables of pages to logical tables: one that goes on over a page break is one, and so is a cell that breaks there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mingzhang.readers.marked import Marked, joined_marked, plain
from mingzhang.readers.printed.cells import PageTable, PrintedCell
from mingzhang.readers.printed.lines import PrintedLine
from mingzhang.readers.printed.settings import GEOMETRY
from mingzhang.readers.printed.wrapping import join_lines, line_goes_on, right_edge
from mingzhang.records import Cell
from mingzhang.text.pieces import squeeze


@dataclass(slots=True)
class TableCell:
    """A cell over all pages that it stands on; `edges` from the left of the table, `row` counts from 1 on its `page`."""

    edges: tuple[float, float]
    page: int
    row: int
    row_span: int
    open_below: bool
    lines: list[PrintedLine]
    last_row: int  # of the table, from 0
    offset: float  # of its table on the page: where its edges are counted from
    page_starts: list[int] = field(default_factory=list)
    unseen: list[PrintedLine] = field(default_factory=list)
    problems: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pictures: tuple[bytes, ...] = ()

    def take(self, cell: PrintedCell, offset: float) -> None:
        """Take over the lines of a cell that is the rest of this one."""
        if cell.lines:
            if self.lines:
                self.page_starts.append(len(self.lines))
            else:
                self.offset = offset
            shift = self.offset - offset
            self.lines += [line if abs(shift) < 1 else _moved(line, shift) for line in cell.lines]
        self.open_below = cell.open_below
        self.unseen += cell.unseen
        self.problems += cell.problems
        self.pictures += cell.pictures


def _moved(line: PrintedLine, shift: float) -> PrintedLine:
    return line._replace(start=line.start + shift, end=line.end + shift, firm_end=line.firm_end + shift)


class PrintedTable:
    """A logical table, page by page."""

    def __init__(self, table: PageTable, title_lines: tuple[Cell, ...]) -> None:
        self.title_lines = title_lines
        self.rows: list[list[TableCell]] = []
        self.edges: list[float] = []
        self.page = table.page
        self._append(table, [table.row(number) for number in range(table.rows)])

    # ---- does a table go on? -------------------------------------------------------------------------------------

    def goes_on_in(self, table: PageTable, anything_between: bool) -> bool:
        """Whether the first table of the next page is the rest of this one."""
        if table.page != self.page + 1 or not self._same_columns(table):
            return False
        if self._open_cells():
            return True
        if anything_between:
            return False
        first = table.row(0)
        return self._repeated(table) > 0 or self._split_row(first, 0) is not None or not self._begins_anew(first)

    def _same_columns(self, table: PageTable) -> bool:
        fewer, more = sorted((self.edges, table.edges()), key=len)
        ends = abs(fewer[0] - more[0]) <= GEOMETRY.same_edge and abs(fewer[-1] - more[-1]) <= GEOMETRY.same_edge
        return ends and all(any(abs(x - other) <= GEOMETRY.same_edge for other in more) for x in fewer)

    def _begins_anew(self, row: Sequence[PrintedCell]) -> bool:
        """Whether a row begins as the table began, but goes on otherwise: the next sheet of the same make."""
        return bool(row and row[0].lines and self.rows[0] and _text(row[0].lines) == _text(self.rows[0][0].lines))

    def _open_cells(self) -> list[TableCell]:
        return [cell for cell in self._bottom_cells() if cell.open_below]

    def _bottom_cells(self) -> list[TableCell]:
        last = len(self.rows) - 1
        return [cell for row in self.rows for cell in row if cell.last_row == last]

    def _repeated(self, table: PageTable) -> int:
        """How many rows at the top of a page are those at the top of the table."""
        number = 0
        while number < min(table.rows, len(self.rows)):
            texts = [_text(cell.lines) for cell in table.row(number)]
            if not any(texts) or texts != [_text(cell.lines[: _first_page(cell)]) for cell in self.rows[number]]:
                break
            number += 1
        return number

    def _split_row(self, row: Sequence[PrintedCell], number: int) -> tuple[list[PrintedCell], list[PrintedCell]] | None:
        """The repeated header and the rest of a broken row, where no rule parts them and they look like one row."""
        if number >= len(self.rows) or len(row) != len(self.rows[number]):
            return None
        counts = [_prefix(cell.lines, _text(above.lines)) for cell, above in zip(row, self.rows[number], strict=True)]
        if None in counts or len([count for count in counts if count]) < min(2, len(row)):
            return None
        header = [_part(cell, cell.lines[:count]) for cell, count in zip(row, counts, strict=True)]
        rest = [_part(cell, cell.lines[count:]) for cell, count in zip(row, counts, strict=True)]
        return (header, rest) if any(cell.lines for cell in rest) else None

    # ---- what goes on --------------------------------------------------------------------------------------------

    def go_on_in(self, table: PageTable) -> None:
        """Take over the table of the next page."""
        self.page = table.page
        rows = [table.row(number) for number in range(table.rows)]
        repeated = self._repeated(table)
        below = self._bottom_cells()
        header, rest = rows[:repeated], rows[repeated:]
        broken = False
        if rest and (split := self._split_row(rest[0], repeated)):
            header.append(split[0])
            rest[0] = split[1]
            broken = True
        page_row = self._append(table, header) if header else 0
        if rest:
            page_row = self._continue_row(table, rest[0], below, broken, page_row)
            self._append(table, rest[1:], page_row)

    def _continue_row(
        self, table: PageTable, row: list[PrintedCell], below: list[TableCell], broken: bool, page_row: int
    ) -> int:
        """Joins to the cells above what is the rest of them, and appends what is not. Returns the rows on the page so far."""
        offset = table.box.x0
        pairs = [(cell, self._above(cell, below, offset)) for cell in row]
        rests = self._rests(pairs, broken)
        is_row = len(rests) < len(pairs)
        for number in rests:
            cell, above = pairs[number]
            assert above is not None
            above.take(cell, offset)
            above.row_span += cell.row_span - (not is_row)
        if is_row:
            page_row = self._append(table, [[cell for number, cell in enumerate(row) if number not in rests]], page_row)
        for number in rests:
            cell, above = pairs[number]
            assert above is not None
            above.last_row = len(self.rows) - 1 + cell.row_span - 1
        return page_row

    def _above(self, cell: PrintedCell, below: Sequence[TableCell], offset: float) -> TableCell | None:
        x0, x1 = cell.box.x0 - offset, cell.box.x1 - offset
        return next(
            (
                above
                for above in below
                if abs(above.edges[0] - x0) <= GEOMETRY.same_edge and abs(above.edges[1] - x1) <= GEOMETRY.same_edge
            ),
            None,
        )

    def _rests(self, pairs: Sequence[tuple[PrintedCell, TableCell | None]], broken: bool) -> set[int]:
        """Which cells of the first row of a page are the rest of the cell above them.

        Where rules are left open at the end of the page, they say it, unless that end fell between two rows. Where each page
        closes its rules, a row is the rest of one when its first cell is empty and each text in it can go on with the text
        above: one of them was cut in a full line, or all are longer than a line, and none is a short text below a short
        text (5 below 6 is the next amount).
        """
        cells_above = {number: above for number, (_, above) in enumerate(pairs) if above is not None}
        another = [self._is_another(*pair) for pair in pairs if pair[0].lines]
        between_rows = self._is_another(*pairs[0]) or (another and all(another))
        if broken and not between_rows:
            return set(cells_above)
        if any(above.open_below for above in cells_above.values()) and not between_rows:
            return {number for number, above in cells_above.items() if above.open_below}
        hanging = {
            number
            for number, above in cells_above.items()
            if not pairs[number][0].lines and (above.row_span > 1 or pairs[number][0].row_span > 1)
        }
        own = [pair for number, pair in enumerate(pairs) if number not in hanging]
        printed = [pair for pair in own if pair[0].lines]
        if not printed or own[0][0].lines or any(above is None or not above.lines for _, above in printed):
            return hanging
        wrapped = [self._was_wrapped(cell, above) for cell, above in printed if above]
        long_above = [len(above.lines) > 1 for _, above in printed if above]
        long = [len(cell.lines) > 1 for cell, _ in printed]
        goes_on = any(wrapped) or all(long_above)
        return set(cells_above) if goes_on and all(map(any, zip(wrapped, long_above, long, strict=True))) else hanging

    def _is_another(self, cell: PrintedCell, above: TableCell | None) -> bool:
        """Whether a short text stands below a short text: 19 below 18 is the next number, and no rest of it."""
        both = above is not None and len(above.lines) == 1 and len(cell.lines) == 1
        return both and above is not None and not self._was_wrapped(cell, above)

    def _was_wrapped(self, cell: PrintedCell, above: TableCell) -> bool:
        edges = (above.edges[0] + above.offset, above.edges[1] + above.offset)
        return line_goes_on(above.lines[-1], cell.lines[0], edges, right_edge(edges, above.lines))

    def _append(self, table: PageTable, rows: Sequence[Sequence[PrintedCell]], page_row: int = 0) -> int:
        """Append rows of a page; returns how many rows of the page there are then."""
        offset = table.box.x0
        for row in rows:
            page_row += 1
            row_number = len(self.rows)
            self.rows.append(
                [
                    TableCell(
                        (cell.box.x0 - offset, cell.box.x1 - offset),
                        table.page,
                        page_row,
                        cell.row_span,
                        cell.open_below,
                        list(cell.lines),
                        row_number + cell.row_span - 1,
                        offset,
                        unseen=list(cell.unseen),
                        problems=list(cell.problems),
                        pictures=cell.pictures,
                    )
                    for cell in row
                ]
            )
        edges = table.edges()
        self.edges += [x for x in edges if not any(abs(x - other) <= GEOMETRY.same_edge for other in self.edges)]
        self.edges.sort()
        return page_row

    # ---- what it says --------------------------------------------------------------------------------------------

    def column(self, x: float) -> int:
        """The column that begins at an edge, from 1."""
        return min(range(len(self.edges)), key=lambda number: abs(self.edges[number] - x)) + 1

    def texts(self) -> dict[int, Marked]:
        """The text of each cell, by id(cell). How far lines can run is seen from all cells of a column together."""
        columns: dict[tuple[int, int], list[TableCell]] = {}
        for cell in (cell for row in self.rows for cell in row):
            columns.setdefault((self.column(cell.edges[0]), self.column(cell.edges[1])), []).append(cell)
        return {id(cell): text for cells in columns.values() for cell, text in _column_texts(cells)}


def _column_texts(cells: Sequence[TableCell]) -> list[tuple[TableCell, Marked]]:
    """The texts of the cells of one column, in the direction most of its lines have; lines of another stay lines."""
    edges = cells[0].edges
    upright = [_moved(line, -cell.offset) for cell in cells for line in cell.lines if line.direction == 0]
    right = right_edge(edges, upright)
    texts = []
    for cell in cells:
        if all(line.direction == 0 for line in cell.lines):
            placed = [_moved(line, -cell.offset) for line in cell.lines]
            text = join_lines(placed, edges, right, cell.page_starts)
        else:
            text = _on_lines(cell.lines)
        texts.append((cell, _on_lines_behind(text, cell.unseen)))
    return texts


def _on_lines(lines: Sequence[PrintedLine]) -> Marked:
    parts = [part for line in lines for part in (plain("\n"), line.marked.strip())]
    return joined_marked(parts[1:])


def _on_lines_behind(text: Marked, unseen: Sequence[PrintedLine]) -> Marked:
    """A text with what nobody sees of its cell on lines of its own behind it."""
    if not unseen:
        return text
    return joined_marked([text, plain("\n"), _on_lines(unseen)]) if text else _on_lines(unseen)


def _text(lines: Sequence[PrintedLine]) -> str:
    return squeeze("".join(line.text for line in lines))


def _first_page(cell: TableCell) -> int:
    return cell.page_starts[0] if cell.page_starts else len(cell.lines)


def _prefix(lines: Sequence[PrintedLine], text: str) -> int | None:
    """How many lines make up a text; None when they begin otherwise."""
    return next((count for count in range(len(lines) + 1) if _text(lines[:count]) == text), None)


def _part(cell: PrintedCell, lines: list[PrintedLine]) -> PrintedCell:
    return PrintedCell(cell.box, cell.row, 1, cell.open_below, lines=lines)
