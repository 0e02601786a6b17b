"""Plain text: tables with a tab, a bar or ／ between cells and a line for each row; or one cell a line.

A line without separator stands outside the tables (table 0). A table goes on over blank lines. Its first row printed again
begins a new page of it, as does a form feed. A text that has no separator at all is a grid of one column, blank lines
included: only a form knows how wide it was.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.errors import Refused
from mingzhang.readers.blocks import MOST_COLUMNS
from mingzhang.readers.encodings import decode_text
from mingzhang.readers.uneven import uneven_ends
from mingzhang.records import Cell, Grid, Reading, Reject, Row

# The line below the header of a table in Markdown, and rules drawn with signs.
_STROKE = "／"  # 产出指标／数量指标／委托鉴定／20件
_LEAST_STROKES = 2  # in a row; one stands in 元／人
_RULE = re.compile(r"[\s:|+=_─━═┼┬┴├┤│-]*[-=_─━═]{3}[\s:|+=_─━═┼┬┴├┤│-]*")


def recognises(data: bytes) -> bool:
    """Whether the bytes are text at all."""
    try:
        decode_text(data)
    except Refused:
        return False
    return True


def read(data: bytes) -> Reading:
    """The lines and tables of a text. Raises Refused when it is not text."""
    whole = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    text = whole.removesuffix("\n")  # it ends the last line and begins none
    separator = _separator(text)
    reader = _LineReader(separator, is_closed=separator == "|" and _closes_lines(text))
    quoted = _quoted_rows(text) if separator == "\t" else None
    pages: list[Sequence[str | list[str]]] = [quoted] if quoted else [page.split("\n") for page in text.split("\f")]
    for number, page in enumerate(pages):
        if number:
            reader.turn_page()
        for line in page:
            reader.take(line)
    return reader.reading(is_open=text == whole)


def _quoted_rows(text: str) -> list[list[str]] | None:
    """The rows of a text in which a spreadsheet quoted cells with line breaks; None when none begins and does not end.

    Quotation marks that a document prints look the same; they are taken as printed unless a cell needs its second line.
    """
    cells = (cell for line in text.split("\n") for cell in line.split("\t"))
    if not any(cell.startswith('"') and cell.count('"') % 2 for cell in cells):
        return None
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    swallowed = any("\t" in cell for row in rows for cell in row)  # a stray mark that took in the cells behind it
    return None if swallowed else rows


def _separator(text: str) -> str | None:
    """What stands between cells: tabs, else bars if more than half of the lines have one, else ／ if so many have one number of
    them, two or more; else nothing.
    """
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    if sum("|" in line for line in lines) * 2 > len(lines):
        return "|"
    counted = Counter(line.count(_STROKE) for line in lines)
    usual, count = max(counted.items(), key=lambda one: one[1], default=(0, 0))
    return _STROKE if usual >= _LEAST_STROKES and count * 2 > len(lines) else None


def _closes_lines(text: str) -> bool:
    """Whether a bar at the end of a line closes its last cell; it stands before a blank one where another line has as many
    and ends in a text.
    """
    lines = [line for line in text.splitlines() if "|" in line]
    usual = Counter(line.count("|") for line in lines).most_common(1)
    return not any(line.count("|") == usual[0][0] for line in lines if not line.rstrip().endswith("|"))


@dataclass
class _GridOfLines:
    title_lines: list[Cell]
    first_texts: list[str]
    rows: list[Row] = field(default_factory=list)


class _LineReader:
    """Takes a text line by line and keeps the page, and the rows so far on it."""

    def __init__(self, separator: str | None, is_closed: bool) -> None:
        self.separator = separator
        self.is_closed = is_closed  # the last cell of a line has a bar behind it
        self.page = 1
        self.lines: list[Cell] = []
        self.grids: list[_GridOfLines] = []
        self.title_lines: list[Cell] = []  # since the last row
        self.rows_on_page = 0  # of the last grid
        self.lines_on_page = 0

    def take(self, line: str | list[str]) -> None:
        """Take one line, without its end, or the cells of one."""
        if isinstance(line, list):
            if len(line) > 1:
                self._take_row(line)
                return
            line = "".join(line)
        if self.separator is None:
            self._take_row([line])
        elif self.separator in line and not _RULE.fullmatch(line):
            closed = self.is_closed and line.rstrip().endswith("|")
            self._take_row((line.rstrip()[:-1] if closed else line).split(self.separator))
        elif line.strip():
            self._take_line(line)

    def turn_page(self) -> None:
        """Begin a new page."""
        self.page += 1
        self.rows_on_page = self.lines_on_page = 0

    def _take_line(self, line: str) -> None:
        self.lines_on_page += 1
        cell = Cell(self.page, 0, self.lines_on_page, 1, line)
        self.lines.append(cell)
        self.title_lines.append(cell)

    def _take_row(self, texts: list[str]) -> None:
        if len(texts) > MOST_COLUMNS:
            raise Refused("too-many-columns", limit=MOST_COLUMNS)
        if self.title_lines or not self.grids:
            self.grids.append(_GridOfLines(self.title_lines, texts))
            self.title_lines = []
            self.rows_on_page = 0
        elif texts == self.grids[-1].first_texts and self.rows_on_page:
            self.turn_page()
        self.rows_on_page += 1
        table_number = len(self.grids)
        self.grids[-1].rows.append(
            tuple(
                Cell(self.page, table_number, self.rows_on_page, column, text) for column, text in enumerate(texts, 1)
            )
        )

    def reading(self, is_open: bool) -> Reading:
        """All that was taken; `is_open` says that the last line has no end."""
        grids = tuple(
            Grid(number, tuple(grid.title_lines), tuple(grid.rows)) for number, grid in enumerate(self.grids, 1)
        )
        rejects = _cut_off(grids[-1]) if is_open and grids and not self.title_lines else ()
        return Reading("text/plain", self.page, tuple(self.lines), grids, tuple(rejects))


def _cut_off(grid: Grid) -> Iterator[Reject]:
    """What is told of a last row that has no end, and ends before the others do: people leave one of both out, not both."""
    ends = [len(row) if len(row) > 1 else None for row in grid.rows]
    if uneven_ends(ends).get(len(ends) - 1, 0) < 0:
        yield Reject("last-line-open", {}, grid.rows[-1][-1], 0, 0)
