"""The sheets of a workbook to a `Reading`: what .xlsx and .xls have in common.

Each sheet that is shown is a page and a grid. What a person does not see is left out: hidden sheets, rows and columns (a
reject says so), and what lies below a merged cell. Rows and columns keep the sheet's own numbers; a row in which nothing
is printed is no row.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.marked import Marked, cell_of, plain
from mingzhang.records import Cell, Grid, Reading, Reject, Row

# As many cells as the store can number in a document. Two words in far corners of a sheet have as many blanks between them.
MOST_CELLS = 2**20

_NOTHING = plain("")
_NUMBER = re.compile(r"[^\u3400-\u9fff]*\d[^\u3400-\u9fff]*")

# A cell behind so many blank columns is none of the table; a page is 30 columns wide at most. More of them are a table.
_FAR = 50
_MOST_STRAYS = 20

SheetPosition = tuple[int, int]  # row and column, from 1
CellRange = tuple[SheetPosition, SheetPosition]  # its first and its last cell


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are shown as one: from its first row and column to its last, which are in it."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, place: SheetPosition) -> bool:
        """Whether a cell lies within them."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


@dataclass(slots=True)
class Sheet:
    """A sheet as its file has it: what its cells show, and the reason and values of a Reject where that is not certain."""

    name: str
    is_hidden: bool = False
    texts: dict[SheetPosition, Marked] = field(default_factory=dict)
    problems: dict[SheetPosition, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[tuple[SheetPosition, Marked]] = field(default_factory=list)  # texts that lie over its cells
    remarks: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # rejects without a cell

    def take(self, place: SheetPosition, text: Marked, is_filled: bool = False, is_crossed: bool = False) -> None:
        """Take what a cell shows: a number that fills its cell is shown several times, and a line may cross a cell out."""
        if not text:
            return
        quoted = {"text": text.printed.strip()}
        if is_filled and _NUMBER.fullmatch(text.printed):
            self.problems[place] = ("text-repeated", quoted)
            return
        self.texts[place] = text
        if is_crossed and re.search(r"\d", text.printed):
            self.problems[place] = ("cell-crossed", quoted)


def workbook_reading(sheets: Iterable[Sheet], media_type: str) -> Reading:
    """The sheets of a workbook as a reading. Raises Refused when they have more cells than can be taken."""
    page, left = 0, MOST_CELLS
    grids: list[Grid] = []
    lines: list[Cell] = []
    rejects: list[Reject] = []
    for sheet in sheets:
        if sheet.is_hidden:
            rejects += [Reject("sheet-hidden", {"sheet": sheet.name})] if sheet.texts or sheet.problems else []
            continue
        page += 1
        seen = _seen(sheet)
        beside = [("cell-astray", place, seen.texts.pop(place)) for place in _strays(seen)]
        beside += [("text-box", place, text) for place, text in sheet.notes]
        for number, (reason, place, text) in enumerate(beside, 1):
            lines.append(cell_of(page, 0, number, 1, text))
            values = {"sheet": sheet.name, "cell": address(place)}
            rejects.append(Reject(reason, values, lines[-1], 0, len(text)))
        rejects += [Reject(*remark) for remark in sheet.remarks]
        cells = _cells(seen, page, len(grids) + 1, left)
        left -= len(cells)
        if cells:
            grids.append(Grid(len(grids) + 1, (), _rows(cells), sheet.name))
        rejects += [Reject(*problem, cells[place], 0, 0) for place, problem in sorted(seen.problems.items())]
        rejects += _below_merged(seen, cells)
        rejects += _left_out(sheet)
    return Reading(media_type, page, tuple(lines), tuple(grids), tuple(rejects))


@dataclass(frozen=True, slots=True)
class _SeenSheet:
    """What is seen of a sheet; a merged cell stands at the first place of it that is not hidden."""

    texts: dict[SheetPosition, Marked]
    problems: dict[SheetPosition, tuple[str, dict[str, Any]]]
    merges: dict[SheetPosition, Merge]
    hidden_columns: set[int]


def _seen(sheet: Sheet) -> _SeenSheet:
    next_row, next_column = _next_seen(sheet.hidden_rows), _next_seen(sheet.hidden_columns)
    anchors: dict[SheetPosition, Merge] = {(merge.top, merge.left): merge for merge in sheet.merges}

    def place_of(place: SheetPosition) -> SheetPosition | None:
        """Where a cell is seen, None when it is not."""
        row, column = next_row.get(place[0], place[0]), next_column.get(place[1], place[1])
        merge = anchors.get(place)
        is_seen = row <= merge.bottom and column <= merge.right if merge else (row, column) == place
        return (row, column) if is_seen else None

    return _SeenSheet(
        {seen: text for place, text in sheet.texts.items() if (seen := place_of(place))},
        {seen: problem for place, problem in sheet.problems.items() if (seen := place_of(place))},
        {seen: merge for anchor, merge in anchors.items() if (seen := place_of(anchor))},
        sheet.hidden_columns,
    )


def address(place: SheetPosition) -> str:
    """A place as a spreadsheet names it: B12."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _strays(seen: _SeenSheet) -> list[SheetPosition]:
    """The cells far to the right of all others: a few, behind many blank columns. A grid is not spanned to them."""
    printed = sorted(place for place, text in seen.texts.items() if text.printed.strip())
    columns = sorted({column for _, column in printed})
    gap = next((at for at, (one, after) in enumerate(pairwise(columns), 1) if after - one > _FAR), None)
    if gap is None:
        return []
    beyond = [place for place in printed if place[1] >= columns[gap]]
    is_merged = any(merge.left < columns[gap] <= merge.right for merge in seen.merges.values())
    return beyond if len(beyond) <= _MOST_STRAYS and len(beyond) * 2 < len(printed) and not is_merged else []


def _next_seen(hidden: set[int]) -> dict[int, int]:
    """Hidden row or column -> the next one that is not."""
    found: dict[int, int] = {}
    for number in sorted(hidden, reverse=True):
        found[number] = found.get(number + 1, number + 1)
    return found


def _cells(seen: _SeenSheet, page: int, table_number: int, most: int) -> dict[SheetPosition, Cell]:
    """The cells of a sheet row by row, blank ones between the first and the last column in which something is printed."""
    printed = {place for place, text in seen.texts.items() if text.printed.strip()} | seen.problems.keys()
    if not printed:
        return {}
    rows = sorted({row for row, _ in printed})
    columns = range(min(column for _, column in printed), max(column for _, column in printed) + 1)
    if (number := len(rows) * len(columns)) > most:
        raise Refused("too-many-cells", number=number + MOST_CELLS - most, limit=MOST_CELLS)
    covered = _covered(seen, rows, columns)
    cells: dict[SheetPosition, Cell] = {}
    for row in rows:
        for column in columns:
            place = row, column
            if place not in covered and column not in seen.hidden_columns:
                merge = seen.merges.get(place)
                spans = (merge.bottom - row + 1, merge.right - column + 1) if merge else (1, 1)
                cells[place] = cell_of(page, table_number, row, column, seen.texts.get(place, _NOTHING), *spans)
    return cells


def _below_merged(seen: _SeenSheet, cells: dict[SheetPosition, Cell]) -> list[Reject]:
    """A reject for what merged cells lie over, unless it says what they say."""
    found: list[Reject] = []
    places = sorted(place for place, text in seen.texts.items() if place not in cells and text.printed.strip())
    for anchor, merge in seen.merges.items() if places else ():
        own = cells[anchor].printed.strip() if anchor in cells else ""
        near = places[bisect_left(places, (merge.top, 0)) : bisect_left(places, (merge.bottom + 1, 0))]
        below = [place for place in near if merge.covers(place) and seen.texts[place].printed.strip() != own]
        if below and anchor in cells:
            text = "、".join(seen.texts[place].printed.strip() for place in below)
            found.append(Reject("text-below-merged", {"text": text[:LONGEST_QUOTE]}, cells[anchor], 0, 0))
    return found


def _covered(seen: _SeenSheet, rows: list[int], columns: range) -> set[SheetPosition]:
    """The places below merged cells. Raises Refused when merged cells lie over each other so often that it has no end."""
    covered: set[SheetPosition] = set()
    number = 0
    for anchor, merge in seen.merges.items():
        below_rows = rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]
        below_columns = range(max(merge.left, columns.start), min(merge.right + 1, columns.stop))
        number += len(below_rows) * len(below_columns)
        if number > MOST_CELLS:
            raise Refused("too-many-cells", number=number, limit=MOST_CELLS)
        covered |= {(row, column) for row in below_rows for column in below_columns} - {anchor}
    return covered


def _rows(cells: dict[SheetPosition, Cell]) -> tuple[Row, ...]:
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in cells.items():
        rows.setdefault(row, []).append(cell)
    return tuple(map(tuple, rows.values()))


def _left_out(sheet: Sheet) -> list[Reject]:
    """A reject that says how many rows and columns with something in them are hidden."""
    rows = {row for row, _ in sheet.texts if row in sheet.hidden_rows}
    columns = {column for _, column in sheet.texts if column in sheet.hidden_columns}
    values = {"sheet": sheet.name, "rows": len(rows), "columns": len(columns)}
    return [Reject("rows-or-columns-hidden", values)] if rows or columns else []
