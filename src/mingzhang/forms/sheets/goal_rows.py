"""Goals of a sheet that stand in rows of their own beside one label: 绩效目标 | 1.… and below it, under the same label, 2.…"""

import re
from dataclasses import replace
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_label
from mingzhang.forms.matrix import Line, Matrix, printed_in
from mingzhang.parse.outline_markers import numbering_end
from mingzhang.records import Cell
from mingzhang.text.pieces import either, half_width, squeeze, trim

_MOST_PARTS = 4  # of a label
_SECOND = re.compile(r"(?<![\d.])2[.、](?!\d)|\(2\)|[②二]、|②")


class GoalRow(NamedTuple):
    """A row that prints a goal: its label, a cell that only numbers it, and the goal."""

    label: Cell
    number: Cell | None
    value: Cell


@vocabulary.derived
def _number() -> re.Pattern[str]:
    """The number of a goal in a cell of its own: 1, 目标2：, (三)."""
    named = either(vocabulary.load("forms")["numbered"]["goals"])
    return re.compile(rf"\(?(?:{named})?(?:\d{{1,2}}|[一二三四五六七八九十])\)?[.、:]?", re.ASCII)


def goal_row(lines: list[Line], index: int, matrix: Matrix) -> GoalRow | None:
    """The goal of a row whose label is merged over it from above, or which numbers its goal in a cell of its own."""
    printed = printed_in(lines[index])
    if not printed:
        return None
    beside = matrix.at(index, printed[0].column - 1)
    above = beside if beside is not None and beside not in lines[index] and _has_goal_beside(lines, beside) else None
    label, *rest = printed if above is None else [above, *printed]
    number = rest[0] if len(rest) == 2 and _number().fullmatch(squeeze(rest[0].text)) else None
    values = rest[1:] if number else rest
    if field_of("goals", label) is None or len(values) != 1 or is_label(values[0]) or (above is None and not number):
        return None
    return GoalRow(label, number, values[0])


class BrokenLabel(NamedTuple):
    """A label of goals in cells below each other (年度 / 目标), what its goals are for, and the goal beside the first."""

    parts: Line
    scope: str
    value: Cell


def goal_of_broken_label(lines: list[Line], index: int) -> BrokenLabel | None:
    """The goal behind a label that begins in a row and goes on in cells that stand alone in the next ones; else None."""
    printed = printed_in(lines[index])
    if len(printed) != 2 or field_of("goals", printed[0]) or is_label(printed[1]):
        return None
    parts, (first, value) = printed[:1], printed
    for line in lines[index + 1 : index + _MOST_PARTS]:
        below = printed_in(line)
        if len(below) != 1 or below[0].column != first.column:
            return None
        parts.append(below[0])
        whole = replace(first, text="".join(squeeze(one.text) for one in parts))
        if scope := field_of("goals", whole):
            return BrokenLabel(parts, scope, value)
    return None


def _has_goal_beside(lines: list[Line], label: Cell) -> bool:
    """Whether a label that is merged down has a goal behind it in its own row, and no other label: 总体目标 | 年度目标."""
    row = next((printed_in(line) for line in lines if label in line), [])
    return label.row_span > 1 and row[:1] == [label] and len(row) > 1 and not any(map(is_label, row[1:]))


def number_before(value: Cell) -> tuple[int, int] | None:
    """Where the numbering of a cell's only goal stands; None without one, and where the cell numbers more goals."""
    plain = half_width(value.text)
    start, end = trim(value.text, 0, len(value.text))
    stop = numbering_end(plain, start)
    if not start < stop < end or _SECOND.search(plain, stop):
        return None
    return trim(value.text, start, stop)
