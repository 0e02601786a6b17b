"""Columns of a project table that are called by a level (产出指标 | 效益指标 | 满意度指标) and hold its indicators as texts."""

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.forms.labels import is_blank
from mingzhang.forms.matrix import Line
from mingzhang.forms.texts import IndicatorCell, indicators_of, plain_field
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.records import Cell, Heading, Indicator, Row, Span

_LEAST_COLUMNS = 2


def level_columns(labels: Line | Row) -> dict[int, Cell]:
    """Column -> the label that is the name of a level 1; empty unless there are two or more."""
    found = {cell.column: cell for cell in labels if cell.text.strip() and official_name(LEVEL1, cell.text)}
    return found if len(found) >= _LEAST_COLUMNS else {}


def with_level_texts(found: IndicatorCell, cells: Iterable[Cell], labels: dict[int, Cell]) -> IndicatorCell:
    """What a cell of indicators says, and behind it what cells below the names of levels say."""
    headings, indicators, spans, rejects = (
        list(found.headings),
        list(found.indicators),
        [*found.spans],
        [*found.rejects],
    )
    for cell in (one for one in cells if not is_blank(one)):
        read = indicators_of(cell)
        above = _heading_of(labels[cell.column], len(headings) + 1)
        own = {id(one): _below(one, above, len(headings) + 1 + place) for place, one in enumerate(read.headings, 1)}
        headings += [above, *own.values()]
        indicators += [_moved(one, own, above, len(indicators) + place) for place, one in enumerate(read.indicators, 1)]
        spans += read.spans
        rejects += read.rejects
    return IndicatorCell(tuple(headings), tuple(indicators), tuple(spans), rejects)


def _heading_of(label: Cell, position: int) -> Heading:
    """The heading that the label of a column is; it lies over the header, for each project once."""
    over: tuple[Span, ...] = tuple(span._replace(is_leaf=False) for span in plain_field(label, "text", LEVEL1))
    return Heading(position, 1, official_name(LEVEL1, label.text), None, label.text.strip(), over)


def _below(heading: Heading, above: Heading, position: int) -> Heading:
    """A heading of a text, below that of its column: 成本指标, which is of both levels, is one of level 2 below 产出指标."""
    second = official_name(LEVEL2, heading.text) if heading.level == 1 and heading.level1 != above.level1 else None
    if second is None:
        return replace(heading, position=position, level1=heading.level1 or above.level1)
    spans = tuple(span._replace(field=LEVEL2) if span.field == LEVEL1 else span for span in heading.spans)
    return Heading(position, 2, above.level1, second, heading.text, spans)


def _moved(indicator: Indicator, own: dict[int, Heading], above: Heading, position: int) -> Indicator:
    heading = own[id(indicator.heading)] if indicator.heading else above
    return replace(indicator, position=position, heading=heading)
