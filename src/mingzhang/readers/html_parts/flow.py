"""Text of an HTML page as it runs, and its tables with each cell in its column, while the page is being read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.blocks import MOST_COLUMNS, Block, NestedCell, Paragraph, Table
from mingzhang.readers.html_parts.looks import TextLook
from mingzhang.readers.marked import Marked, joined_marked
from mingzhang.readers.uneven import told, uneven_ends

_WIDEST_SPAN = 1000  # as in the HTML standard
GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}  # in the order in which they are shown
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Flow:
    """Text as it runs: white space collapses, and a line ends at <br> and around elements that have lines of their own."""

    blocks: list[Block] = field(default_factory=list)
    line: list[Marked] = field(default_factory=list)
    ends_in_space: bool = True

    def take(self, text: str, look: TextLook, keep_space: bool) -> None:
        """Take text; in <pre> it stays as it is."""
        if keep_space:
            *whole, rest = text.replace("\r\n", "\n").split("\n")
            for one in whole:
                self.add(look.laid_over(one))
                self.end_line(forced=True)
            self.add(look.laid_over(rest))
            return
        text = _COLLAPSED.sub(" ", text)
        self.add(look.laid_over(text[1:] if text.startswith(" ") and self.ends_in_space else text))

    def add(self, text: Marked) -> None:
        """Add text as it is."""
        if text:
            self.line.append(text)
            if text.printed:
                self.ends_in_space = text.printed.endswith(" ")

    def end_line(self, forced: bool = False) -> None:
        """End the line; an empty one counts only when forced."""
        line = joined_marked(self.line)
        line = line.cut(0, len(line.printed.rstrip(" ")))
        if line or forced:
            self.blocks.append(Paragraph(line))
        self.line = []
        self.ends_in_space = True


@dataclass(slots=True)
class _Cell:
    element: Any
    flow: Flow


@dataclass(slots=True)
class OpenTable:
    """A table being read: its rows of cells, by the group that they are shown in."""

    around: Flow
    groups: list[tuple[int, list[list[_Cell]]]] = field(default_factory=list)
    is_row_open: bool = False

    def begin_group(self, name: str) -> None:
        """Begins a group of rows: thead, tbody or tfoot."""
        self.groups.append((GROUPS[name], []))
        self.is_row_open = False

    def begin_row(self) -> None:
        """Begins a row, in a tbody where no group is open."""
        if not self.groups:
            self.begin_group("tbody")
        self.groups[-1][1].append([])
        self.is_row_open = True

    def begin_cell(self, element: Any) -> Flow:
        """Begins a cell; the flow that its text goes into."""
        if not self.is_row_open:
            self.begin_row()
        cell = _Cell(element, Flow())
        self.groups[-1][1][-1].append(cell)
        return cell.flow

    def closed(self) -> Table:
        """The table with its groups in the order in which they are shown."""
        groups = sorted(self.groups, key=lambda group: group[0])
        rows = [row for _, group in groups for row in _placed(group)]
        _narrow(rows)
        _tell_uneven(rows)
        return Table(rows)


def _placed(rows: list[list[_Cell]]) -> Iterator[list[NestedCell]]:
    """The rows of a group with each cell in its column: a cell takes the next place that none from above covers."""
    covered: list[tuple[int, int, int]] = []  # first column, column behind the last, rows left
    for number, row in enumerate(rows):
        boxes: list[NestedCell] = []
        places = iter(sorted(covered))
        blocked = next(places, None)
        column = 1
        for cell in row:
            while blocked and blocked[0] <= column:
                column = max(column, blocked[1])
                blocked = next(places, None)
            height = _span(cell.element, "rowspan", len(rows) - number)
            width = _span(cell.element, "colspan", _WIDEST_SPAN) or 1
            boxes.append(NestedCell(column, cell.flow.blocks, height or len(rows) - number, width))
            column += width
            if column > MOST_COLUMNS + 1:
                raise Refused("too-many-columns", limit=MOST_COLUMNS)
        covered = [(start, stop, left - 1) for start, stop, left in covered if left > 1]
        covered += [(box.column, box.column + box.column_span, box.row_span - 1) for box in boxes if box.row_span > 1]
        yield boxes


def _narrow(rows: list[list[NestedCell]]) -> None:
    """Ends spans at the last column that a cell begins in: those behind it exist only in a number (colspan=99999)."""
    last = max((box.column for row in rows for box in row), default=0)
    for box in (box for row in rows for box in row):
        box.column_span = min(box.column_span, last - box.column + 1)


def _tell_uneven(rows: list[list[NestedCell]]) -> None:
    """Tells of the few rows that end before most of their table do, where a browser shows nothing, or behind them."""
    ends = [end if len(row) > 1 else None for end, row in zip(_ends(rows), rows, strict=True)]
    for at, more in uneven_ends(ends).items():
        rows[at][-1].blocks.append(told(more))


def _ends(rows: list[list[NestedCell]]) -> Iterator[int]:
    """The column behind the last that each row fills, also with cells from above."""
    covered: list[tuple[int, int]] = []  # column behind the last, rows left
    for row in rows:
        yield max([*(box.column + box.column_span for box in row), *(stop for stop, _ in covered)], default=0)
        covered = [(stop, left - 1) for stop, left in covered if left > 1]
        covered += [(box.column + box.column_span, box.row_span - 1) for box in row if box.row_span > 1]


def _span(element: Any, name: str, most: int) -> int:
    """How many columns or rows a cell spans; 0 stands for all that are left, anything that is no number for one."""
    match = re.match(r"\s*(\d{1,9})", element.get(name, "1"))
    return min(int(match[1]), most) if match else 1
