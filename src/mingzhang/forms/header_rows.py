"""Headers of two rows: labels below a label that goes over several columns, whether its merged cell was kept or lost."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from mingzhang.forms.matrix import Line, printed_in
from mingzhang.records import Cell
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_LONGEST_LABEL = 24


def width_of(label: Cell, header: Line) -> int:
    """Over how many columns a label of a header row goes: merged cells, or blank ones that were merged once."""
    return next(_widths([label], header))


def _widths(labels: Line, header: Line) -> Iterator[int]:
    """The width of each label; the header is put into order once, because tables of ten thousand columns are published."""
    ordered = sorted(header, key=lambda one: one.column)
    columns = [cell.column for cell in ordered]
    for label in labels:
        width, behind = label.column_span, bisect_right(columns, label.column)
        while behind < len(ordered) and not ordered[behind].text.strip():
            width += ordered[behind].column_span
            behind += 1
        yield width


def is_sub_row(header: Line, line: Line) -> bool:
    """Whether a row prints labels of parts of the columns of the row above it, and nothing else: 2022年 | 2023年 below 金额."""
    printed, labels = printed_in(line), printed_in(header)
    wide = zip(labels, _widths(labels, header), strict=True)
    places = {column for cell, width in wide if width > 1 for column in range(cell.column, cell.column + width)}
    return bool(printed) and all(
        cell.column in places and len(squeeze(cell.text)) <= _LONGEST_LABEL and read_number(cell.text) is None
        for cell in printed
    )


def label_above(header: Line, column: int) -> Cell | None:
    """The label of a header row that goes over several columns, and over this one; None when none does."""
    labels = printed_in(header)
    for cell, width in zip(labels, _widths(labels, header), strict=True):
        if width > 1 and cell.column <= column < cell.column + width:
            return cell
    return None


def labels_above(rows: list[Line], label: Cell) -> list[Cell]:
    """The labels of the rows of a header that go over a label and over other columns."""
    return next(labels_over(rows, [label]))


def labels_over(rows: list[Line], labels: Iterable[Cell]) -> Iterator[list[Cell]]:
    """For each label what `labels_above` gives; the rows are looked through once, because there may be ten thousand labels."""
    own = [frozenset(row) for row in rows]
    for label in labels:
        above = (label_above(row, label.column) for row, cells in zip(rows, own, strict=True) if label not in cells)
        yield [one for one in above if one is not None]
