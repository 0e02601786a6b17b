"""Headers of two or three rows whose merged cells were lost (text, comma separated values): put back before forms look at
them, and taken out again of what they read, so that every value still leads to the cell that was printed.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from mingzhang.forms.indicators.unusual_header import spelled_out
from mingzhang.forms.labels import is_any_level, is_label, read_label
from mingzhang.forms.matrix import Line
from mingzhang.records import Cell, Form, Grid, Row, Span
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_MOST_ROWS = 3  # of a header
_LONGEST_LABEL = 24
_LEAST_LABELS = 3  # of the upper row
_LEAST_PARTS = 2  # below one label of it


def with_merges(grid: Grid) -> tuple[Grid, dict[Cell, Cell]]:
    """The grid with the merged cells of its headers, and for each cell that was widened the one that was printed.

    Only a grid without any merged cell has lost some. A label goes on over blank cells to its right where the row below
    prints labels under it and under no other label; and down over the blank cells below it.
    """
    if any(cell.is_merged for row in grid.rows for cell in row):
        return grid, {}
    rows, originals = list(grid.rows), dict[Cell, Cell]()
    index = 0
    while index < len(rows) - 1:
        height = _height(rows, index)
        if height > 1:
            for offset, row in enumerate(_merged(rows[index : index + height], originals)):
                rows[index + offset] = row
        index += max(height, 1)
    return (replace(grid, rows=tuple(rows)), originals) if originals else (grid, {})


def _height(rows: list[Row], index: int) -> int:
    """Over how many rows the header goes that begins in a row; 0 where none of several rows does."""
    height = 1
    while height < _MOST_ROWS and index + height < len(rows):
        if not _parts(list(rows[index + height - 1]), list(rows[index + height]), is_top=height == 1):
            break
        height += 1
    return height if height > 1 else 0


def _parts(upper: Line, lower: Line, is_top: bool) -> bool:
    """Whether a row prints parts of labels of the row above it and nothing else, and both are labels by their words."""
    printed = [cell for cell in lower if cell.text.strip()]
    labels = [cell for cell in upper if cell.text.strip()]
    if len(printed) < _LEAST_PARTS or (is_top and len(labels) < _LEAST_LABELS):
        return False
    if not all(map(_may_be_label, (*labels, *printed))) or not any(map(is_label, labels)):
        return False
    if not any(read_label(cell.text).fields or is_any_level(cell) for cell in spelled_out(printed)):
        return False
    runs = _runs(upper, max(upper[-1].column, lower[-1].column))
    if printed[0].column < runs[0].start:
        return False
    starts = [run.start for run in runs]
    counted = Counter(bisect_right(starts, cell.column) - 1 for cell in printed)
    below = [counted[place] for place in range(len(runs))]
    is_parted = [len(run) > 1 and number >= _LEAST_PARTS for run, number in zip(runs, below, strict=True)]
    return any(is_parted) and sum(number for number, is_one in zip(below, is_parted, strict=True) if is_one) == len(
        printed
    )


def _may_be_label(cell: Cell) -> bool:
    text = squeeze(cell.text)
    return (
        len(text) <= _LONGEST_LABEL
        and read_number(cell.text) is None
        and not any(map("，。；≥≤＝=".__contains__, text))
    )


def _runs(line: Line, last: int) -> list[range]:
    """The columns of each label of a row: its own and those of the blank cells behind it, which may be missing at the end."""
    starts = [cell.column for cell in line if cell.text.strip()]
    stops = [*starts[1:], last + 1]
    return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]


def _merged(rows: list[Row], originals: dict[Cell, Cell]) -> list[Row]:
    """The rows of a header with its labels as wide and as high as they were."""
    last = max(row[-1].column for row in rows)
    printed = [sorted(cell.column for cell in row if cell.text.strip()) for row in rows]
    taken: set[tuple[int, int]] = set()
    result: list[Row] = []
    for index, row in enumerate(rows):
        runs = {run.start: run for run in _runs(list(row), last)}
        cells: list[Cell] = []
        for cell in row:
            if (index, cell.column) in taken:
                if cell.text:  # blanks that a label covers: printed, so they are accounted for
                    originals[cell] = cell
                continue
            run = runs.get(cell.column)
            width, height = _extent(run, printed[index + 1 :]) if run else (1, 1)
            taken |= {(index + down, cell.column + right) for down in range(height) for right in range(width)}
            cells.append(replace(cell, column_span=width, row_span=height))
            if cells[-1] != cell:
                originals[cells[-1]] = cell
        result.append(tuple(cells))
    return result


def _extent(run: range, below: list[list[int]]) -> tuple[int, int]:
    """How many columns and rows a label covers: blank ones to its right that are parted below, else blank ones below it.

    `run` are its columns, `below` the columns that have a text in each row of the header below it.
    """
    if below and bisect_left(below[0], run.start) < bisect_left(below[0], run.stop):
        return len(run), 1
    height = 1
    for columns in below:
        place = bisect_left(columns, run.start)
        if place < len(columns) and columns[place] == run.start:
            break
        height += 1
    return 1, height


def as_printed(form: Form, originals: Mapping[Cell, Cell]) -> Form:
    """The form with the cells that were printed in place of those that were widened."""
    if not originals:
        return form
    found: Form = _Replacing(originals).of(form)
    spaces = [Span(cell, 0, len(cell.text), "space") for cell, own in originals.items() if own is cell]
    return replace(found, spans=(*found.spans, *spaces))


class _Replacing:
    """Replaces cells within records; a record that several refer to stays one."""

    def __init__(self, originals: Mapping[Cell, Cell]) -> None:
        self.originals = originals
        self.by_place = {
            _row_and_extent(cell): original for cell, original in originals.items() if original is not cell
        }
        self.done: dict[int, tuple[Any, Any]] = {}  # by identity, with the record so that it lives on

    def of(self, record: Any) -> Any:
        """The record with its cells replaced."""
        if isinstance(record, Cell):
            return self._cell(record)
        if id(record) in self.done:
            return self.done[id(record)][1]
        new: Any = record
        if isinstance(record, tuple):
            items = [self.of(one) for one in record]
            new = type(record)(*items) if hasattr(record, "_fields") else tuple(items)
        elif is_dataclass(record) and not isinstance(record, type):
            own = {field.name: getattr(record, field.name) for field in fields(record)}
            changed = {name: new for name, old in own.items() if (new := self.of(old)) is not old}
            new = replace(record, **changed) if changed else record
        else:
            return record
        self.done[id(record)] = (record, new)
        return new

    def _cell(self, cell: Cell) -> Cell:
        """The cell that was printed, also for a label that begins to be the lowest one of its header further to the right."""
        return self.originals.get(cell) or self.by_place.get(_row_and_extent(cell), cell)


def _row_and_extent(cell: Cell) -> tuple[int | str, ...]:
    return cell.page, cell.table_number, cell.row, cell.text, cell.row_span, cell.column_span
