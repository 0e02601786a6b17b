"""Columns of a project table that are called by levels (产出指标 | 效益指标, or 数量指标 below 产出指标) and hold texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from mingzhang.forms.header_rows import is_sub_row, labels_above
from mingzhang.forms.indicators.grid_reader import not_placed
from mingzhang.forms.indicators.row import indicator_of
from mingzhang.forms.labels import field_of, is_blank
from mingzhang.forms.matrix import Line, lowest_labels
from mingzhang.forms.texts import IndicatorCell, indicators_of, plain_field
from mingzhang.parse.levels import LEVEL1, LEVEL2, both_levels, official_name
from mingzhang.parse.target import SeveralTargets
from mingzhang.records import Cell, Heading, Indicator, Reject, Span
from mingzhang.text.numerals import read_number

_LEAST_COLUMNS = 2
ColumnsOfLevels = dict[int, tuple[tuple[str, Cell], ...]]  # column -> the levels that it is called by, the higher first


def level_columns(rows: list[Line]) -> ColumnsOfLevels:
    """The columns of a header that are called by a level; none unless there are two or more.

    成本指标 is a level of either kind: it is of the second beside others that are of the second only.
    """
    labels = lowest_labels(rows) if len(rows) > 1 else rows[0]
    second = {label.column for label in labels if _is_only(LEVEL2, label)}
    first = {label.column for label in labels if _is_only(LEVEL1, label)}
    either = LEVEL2 if second and not first else LEVEL1
    found: ColumnsOfLevels = {}
    for label in labels:
        if both_levels(label.text):
            found[label.column] = ((LEVEL1, label), (LEVEL2, label))
        elif label.column in first:
            found[label.column] = ((LEVEL1, label),)
        elif label.column in second or official_name(LEVEL2, label.text) or official_name(LEVEL1, label.text):
            over = _level1_over(label, rows)
            level = LEVEL2 if over or label.column in second else either
            found[label.column] = (*(((LEVEL1, over),) if over else ()), (level, label))
    return found if len(found) >= _LEAST_COLUMNS else {}


def _is_only(level: str, label: Cell) -> bool:
    other = LEVEL1 if level == LEVEL2 else LEVEL2
    return bool(label.text.strip() and official_name(level, label.text) and not official_name(other, label.text))


def _level1_over(label: Cell, rows: list[Line]) -> Cell | None:
    upper = [cell for row in rows[:-1] for cell in row if cell.column == label.column and cell.row < label.row]
    return next((one for one in (*labels_above(rows, label), *upper) if official_name(LEVEL1, one.text)), None)


def has_level2_below(above: Line, row: Line) -> bool:
    """Whether each label of a row stands below a wide label of the row above, or is a level 2 below a narrow level 1."""
    level1 = {cell.column for cell in above if official_name(LEVEL1, cell.text)}
    narrow = [cell for cell in row if cell.column in level1 and official_name(LEVEL2, cell.text)]
    rest = [cell for cell in row if cell not in narrow]
    return bool(narrow) and any(cell.text.strip() for cell in rest) and is_sub_row(above, rest)


def targets_beside(levels: ColumnsOfLevels, labels: Iterable[Cell]) -> dict[int, int]:
    """Column of names below a level -> the column of their targets right of it: 数量指标 | 指标值 | 质量指标 | 指标值."""
    ordered = sorted(labels, key=lambda one: one.column)
    return {
        one.column: behind.column
        for one, behind in pairwise(ordered)
        if one.column in levels and behind.column not in levels and field_of("indicator_columns", behind) == "target"
    }


def with_level_texts(
    found: IndicatorCell, cells: Iterable[Cell], labels: ColumnsOfLevels, targets: Mapping[Cell, Cell]
) -> IndicatorCell:
    """What a cell of indicators says, and behind it what cells below the names of levels say, each with its target in a cell
    of its own where `targets` has one.
    """
    headings, indicators, spans, rejects = (
        list(found.headings),
        list(found.indicators),
        [*found.spans],
        [*found.rejects],
    )
    for cell in (one for one in cells if not is_blank(one)):
        read = _with_target(cell, targets[cell]) if cell in targets else _named(cell)
        for level, label in labels[cell.column]:
            headings.append(_heading_of(level, label, len(headings) + 1, headings, labels[cell.column]))
        above = headings[-1]
        own = {id(one): _below(one, above, len(headings) + place) for place, one in enumerate(read.headings, 1)}
        headings += own.values()
        indicators += [_moved(one, own, above, len(indicators) + place) for place, one in enumerate(read.indicators, 1)]
        spans += read.spans
        rejects += read.rejects
    return IndicatorCell(tuple(headings), tuple(indicators), tuple(spans), rejects)


def _named(cell: Cell) -> IndicatorCell:
    """What a cell below a level says; a target alone is refused, for what it is the target of may stand in a row above."""
    read = indicators_of(cell)
    is_target = read_number(cell.text) is not None or any(one.name is None for one in read.indicators)
    return IndicatorCell((), (), (), [not_placed(cell)]) if is_target else read


def _with_target(cell: Cell, target: Cell) -> IndicatorCell:
    """The indicator whose name and target stand in two cells; of several names in one cell nobody can say which has it."""
    read = indicators_of(cell)
    is_one = len(read.indicators) == 1 and not read.headings and read.indicators[0].value_text is None
    if not is_one or "\n" in target.text.strip():
        return IndicatorCell((), (), (), [not_placed(one) for one in (cell, target)])
    try:
        reading = indicator_of({"name": cell, "target": target}, 1, None)
    except SeveralTargets:
        told = [Reject("several-targets", {}, one, 0, len(one.text)) for one in (cell, target)]
        return IndicatorCell((), (), (), told)
    text = reading.indicator.text.replace("\n", " ")
    told = [Reject(reading.doubt, {"text": text}, target, 0, len(target.text))] if reading.doubt else []
    return IndicatorCell((), (reading.indicator,), (), told)


def _heading_of(
    level: str, label: Cell, position: int, before: list[Heading], column: tuple[tuple[str, Cell], ...]
) -> Heading:
    """The heading that the label of a column is; it lies over the header, for each project once."""
    name, text = official_name(level, label.text), label.text.strip()
    if both := both_levels(label.text):
        name = both.level1 if level == LEVEL1 else both.level2
        text = label.text[: both.end].strip() if level == LEVEL1 else text
    over = _over_part(label, text, level) if both else _over(plain_field(label, "text", level))
    if level == LEVEL1:
        return Heading(position, 1, name, None, text, over)
    level1 = before[-1].level1 if len(column) > 1 else None
    return Heading(position, 2, level1, name, text, over)


def _over(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(span._replace(is_leaf=False) for span in spans)


def _over_part(label: Cell, text: str, level: str) -> tuple[Span, ...]:
    """Spans over the part of a label that names one of its two levels: 产出指标 of 产出指标—数量指标."""
    start = label.text.index(text)
    return tuple(Span(label, start, start + len(text), field, is_leaf=False) for field in ("text", level))


def _below(heading: Heading, above: Heading, position: int) -> Heading:
    """A heading of a text, below that of its column: 成本指标, which is of both levels, is one of level 2 below 产出指标."""
    second = official_name(LEVEL2, heading.text) if heading.level == 1 and heading.level1 != above.level1 else None
    if second is None or above.level == 2:
        return replace(heading, position=position, level1=heading.level1 or above.level1)
    spans = tuple(span._replace(field=LEVEL2) if span.field == LEVEL1 else span for span in heading.spans)
    return Heading(position, 2, above.level1, second, heading.text, spans)


def _moved(indicator: Indicator, own: dict[int, Heading], above: Heading, position: int) -> Indicator:
    heading = own[id(indicator.heading)] if indicator.heading else above
    return replace(indicator, position=position, heading=heading)
