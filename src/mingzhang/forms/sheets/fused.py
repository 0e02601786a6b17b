"""Cells of a sheet that print a label and its value together: 经费名称：乌兰牧骑下基层演出, 经费额度：28.6万元."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mingzhang.forms.labels import field_of, own_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.sheets.money_labels import money_source_of
from mingzhang.records import Cell, Reject, Span
from mingzhang.text.pieces import half_width, trim

_NUMBER = re.compile(r"[¥￥]?\d[\d,.]*\s*[千百万亿]*元?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fused:
    """A cell with a label that we know, a colon and a value: `label` and `value` are cells of their own with these texts."""

    cell: Cell
    label: Cell
    value: Cell
    label_place: tuple[int, int]
    value_start: int

    def markup(self) -> list[Span]:
        """Spans of the label, and of the colon with the white space around it."""
        start, end = self.label_place
        return [
            Span(self.cell, start, end, "label"),
            Span(self.cell, end, self.value_start, "separator"),
        ]

    def moved(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans of `value` as spans of the printed cell."""
        return tuple(
            span._replace(cell=self.cell, start=span.start + self.value_start, end=span.end + self.value_start)
            for span in spans
        )

    def moved_rejects(self, rejects: Iterable[Reject]) -> list[Reject]:
        """Rejects of `value` as rejects of the printed cell."""
        start, end = self.value_start, self.value_start + len(self.value.text)
        return [replace(one, cell=self.cell, start=start, end=end) for one in rejects]


def fused_in(cell: Cell) -> Fused | None:
    """The label and the value that a cell prints together; None where it does not, or where a second label may stand in it."""
    if own_label(cell) is None:
        return None
    colon = half_width(cell.text).index(":")
    label_place = trim(cell.text, 0, colon)
    start, end = trim(cell.text, colon + 1, len(cell.text))
    value = cell.text[start:end]
    label = replace(cell, text=cell.text[slice(*label_place)])
    may_hold_labels = ":" in half_width(value) or "\n" in value
    if may_hold_labels and field_of("goals", label) is None:
        return None
    return Fused(cell, label, replace(cell, text=value), label_place, start)


def field_named(cell: Cell) -> str | None:
    """The field of a project that a cell is the label of, with its value in the same cell or not."""
    if own := field_of("fields", cell):
        return own
    fused = fused_in(cell)
    return field_of("fields", fused.label) if fused else None


_SOURCE = re.compile(
    r"\s*(?P<label>[^\d¥￥]{2,20}?)(?:\s*:\s*|\s*)(?P<value>[¥￥]?\d[\d,.]*\s*[千百万亿]*元)\s*$", re.ASCII
)


def fused_source(cell: Cell) -> Fused | None:
    """A source of money that stands in one cell with its amount and the unit of that: 其中：财政拨款 163.2万元."""
    match = _SOURCE.match(half_width(cell.text))
    if match is None:
        return None
    start, end = trim(cell.text, *match.span("label"))
    label, value = replace(cell, text=cell.text[start:end]), replace(cell, text=cell.text[slice(*match.span("value"))])
    if money_source_of(label) in (None, "all"):
        return None
    return Fused(cell, label, value, (start, end), match.start("value"))


def fused_totals(line: Line) -> list[Fused]:
    """The totals of money of a row that stand in one cell with their labels, each a number."""
    found = [fused for cell in line if (fused := fused_in(cell))]
    return [one for one in found if field_of("totals", one.label) and _NUMBER.match(half_width(one.value.text))]
