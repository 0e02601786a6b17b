"""Rows between indicators that add up points: 小计 | 50 | 44.7 below the indicators of a level. They are no indicators."""

import re

from mingzhang import vocabulary
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.indicators.joined_points import JOINED, are_joined_points, number_in
from mingzhang.forms.labels import field_of, label_of
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.forms.texts import plain_field
from mingzhang.records import Cell, ProjectField, Span
from mingzhang.text.pieces import either, squeeze

_POINTS = ("weight", "score", *JOINED)


@vocabulary.derived
def _sum_behind_a_level() -> re.Pattern[str]:
    """产出指标小计, 一级指标得分合计."""
    words = vocabulary.load("columns")["totals"]
    return re.compile(rf".{{2,12}}(?:{either([*words['total'], *words['subtotal']])})")


def label_of_sum(line: Line, header: IndicatorHeader) -> Cell | None:
    """The label of a row that adds up points; None for any other row.

    Nothing else is printed in it but numbers below the points. In the column of the names alone 建设终端合计 is a name.
    """
    printed = printed_in(line)
    label, others = next(iter(printed), None), printed[1:]
    points = {cell.column for name, cell in header.columns if name in _POINTS}
    if label is None or not others or not points or not _says_sum(label, header):
        return None
    are_numbers = all(number_in(cell) is not None or are_joined_points(cell) for cell in others)
    are_placed = not knows_columns(header.labels) or {cell.column for cell in others} <= points
    return label if are_numbers and are_placed else None


def _says_sum(label: Cell, header: IndicatorHeader) -> bool:
    words, text = vocabulary.load("columns")["totals"], label_of(label.text)
    if field_of("points", label) or text in (*words["total"], *words["subtotal"]):
        return True
    name = header.cell_of("name")
    is_name = name is not None and knows_columns(header.labels) and label.column == name.column
    return not is_name and bool(_sum_behind_a_level().fullmatch(text))


def fields_of_sum(line: Line, label: Cell, header: IndicatorHeader) -> tuple[list[ProjectField], tuple[Span, ...]]:
    """The points of such a row as fields under their labels, and the spans of its own label and of its blank cells."""
    heads = {cell.column: cell.text.strip() for _, cell in header.columns} if knows_columns(header.labels) else {}
    numbers = [cell for cell in printed_in(line) if cell != label]
    fields = [
        ProjectField(
            " ".join(filter(None, (squeeze(label.text), heads.get(cell.column)))),
            cell.text.strip(),
            plain_field(cell, "text"),
        )
        for cell in numbers
    ]
    rest = [cell for cell in line if cell not in numbers]
    return fields, tuple(span for cell in rest for span in plain_field(cell, "label"))
