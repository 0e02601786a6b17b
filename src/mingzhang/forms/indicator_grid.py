"""The grid of indicators that project sheets, self-evaluations and indicator tables have in common.

Columns: 一级指标 | 二级指标 | 三级指标 | 指标值 …, one row an indicator. Level cells are merged downwards, or left blank below
their first row, or lost altogether; the target stands in one cell, or its sign, value and unit in three.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mingzhang import vocabulary
from mingzhang.forms.layout import Line, field_of, is_blank, is_level, knows_columns, matrix_of
from mingzhang.forms.texts import plain_field, spans_of
from mingzhang.parse.indicator import SeveralTargets, Target, comparator_of, read_indicator, read_target_cell
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.parse.numbers import comparable, read_number
from mingzhang.parse.pieces import Piece, half_width, squeeze, trim
from mingzhang.records import Cell, Heading, Indicator, ProjectField, Reject, Span

_PREFIX = re.compile(r"\s*(?:指标\s*\d{1,2}\s*[:.、]|\d{1,2}\s*[.、](?!\d)|\(\d{1,2}\))\s*", re.ASCII)
Fields = dict[str, Cell]  # a row's cells by field


@dataclass
class IndicatorGrid:
    """What a grid of indicators says."""

    headings: list[Heading] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    fields: list[ProjectField] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def columns_of(header: Line) -> list[tuple[str, Cell]]:
    """The fields of a header row in their order, each with its cell.

    A label that is no field of ours gets a name of its own, for what stands below it is kept in project_fields; the one that
    heads the whole part (绩效指标) is left out.
    """
    named = []
    for cell in header:
        name = field_of("indicator_columns", cell)
        if name or not (is_blank(cell) or field_of("sections", cell)):
            named.append((name or f"column {cell.column}", cell))
    return named


def is_indicator_header(line: Line) -> bool:
    """Whether a row heads a grid of indicators: level 1, a name, and something to reach."""
    fields = {name for name, _ in columns_of(line)}
    return {"level1", "name"} <= fields and bool(fields & {"target", "actual", "unit"})


def read_indicator_grid(header: Line, lines: list[Line]) -> IndicatorGrid:
    """The indicators of the rows below a header."""
    reader = _GridReader()
    for line, fields in zip(lines, place_cells(header, lines), strict=True):
        if fields is None:
            reader.result.rejects += [
                Reject("cells-not-placed", {}, cell, 0, len(cell.text)) for cell in line if cell.text
            ]
        else:
            reader.take(fields, dict(columns_of(header)))
    return reader.result


def place_cells(header: Line, lines: list[Line]) -> list[Fields | None]:
    """Each row's cells by field: by their columns where these hold, else by their order; None for a row that is neither."""
    columns = columns_of(header)
    matrix = matrix_of(lines)
    placed: list[Fields | None] = []
    for index in range(len(lines)):
        cells = {name: matrix.at(index, cell.column) for name, cell in columns}
        placed.append({name: cell for name, cell in cells.items() if cell is not None})
    if knows_columns(header) and all(_holds(fields) for fields in placed):
        return placed
    return [_by_order([name for name, _ in columns], line) for line in lines]


def _holds(fields: Fields | None) -> bool:
    """Whether the level columns of a row hold levels or nothing, and no other column holds a level."""
    assert fields is not None
    levels = {"level1": LEVEL1, "level2": LEVEL2}
    return all(
        is_blank(cell) or is_level(levels[name], cell) if name in levels else not _is_any_level(cell)
        for name, cell in fields.items()
    ) and ("name" in fields)


def _is_any_level(cell: Cell) -> bool:
    return squeeze(cell.text).endswith("指标") and (is_level(LEVEL1, cell) or is_level(LEVEL2, cell))


def _by_order(names: list[str], line: Line) -> Fields | None:
    """A row whose merged cells were left out: it begins with the first level that it prints itself."""
    cells = list(line)
    while cells and not cells[-1].text.strip():
        cells.pop()
    while cells and not cells[0].text.strip():
        cells.pop(0)
    if not cells:
        return {}
    first = cells[0]
    levels = [name for name in ("level1", "level2") if name in names]
    missing = next((index for index, name in enumerate(levels) if is_level(name, first)), len(levels))
    fields = names[missing:]
    if len(cells) > len(fields) or any(_is_any_level(cell) for cell in cells[max(len(levels) - missing, 0) :]):
        return None
    return dict(zip(fields, cells, strict=False))


class _GridReader:
    """Walks down the rows and keeps the headings that the next indicator stands under."""

    def __init__(self) -> None:
        self.result = IndicatorGrid()
        self.level1: tuple[Cell, Heading] | None = None
        self.level2: tuple[Cell, Heading] | None = None

    def take(self, fields: Fields, labels: Fields) -> None:
        """Take one row."""
        self._take_levels(fields)
        name, target = fields.get("name"), fields.get("target")
        if is_blank(name) and is_blank(target) and is_blank(fields.get("actual")):
            self._keep_rest(fields, labels, ())
            return
        try:
            indicator, used = _indicator(fields, len(self.result.indicators) + 1, self._heading())
        except SeveralTargets:
            cells = [cell for cell in (name, target) if cell and cell.text]
            self.result.rejects += [Reject("several-targets", {}, cell, 0, len(cell.text)) for cell in cells]
            self._keep_rest(fields, labels, ("name", "target"))
            return
        self.result.indicators.append(indicator[0])
        if indicator[1]:
            where = target if target and target.text.strip() else name
            assert where
            text = indicator[0].text.replace("\n", " ")
            self.result.rejects.append(Reject(indicator[1], {"text": text}, where, 0, len(where.text)))
        for one in ("weight", "score"):
            cell = fields.get(one)
            if cell and not is_blank(cell) and _number(cell) is None:
                values = {"text": cell.text.strip()}
                self.result.rejects.append(Reject("number-not-understood", values, cell, 0, len(cell.text)))
        self._keep_rest(fields, labels, used)

    def _heading(self) -> Heading | None:
        return (self.level2 or self.level1 or (None, None))[1]

    def _take_levels(self, fields: Fields) -> None:
        level1, level2 = fields.get("level1"), fields.get("level2")
        is_new = level1 is not None and not is_blank(level1) and (self.level1 is None or level1 != self.level1[0])
        if is_new:
            assert level1
            self.level1, self.level2 = (level1, self._add_heading(1, level1)), None
        if level2 is not None and not is_blank(level2) and (self.level2 is None or level2 != self.level2[0]):
            self.level2 = (level2, self._add_heading(2, level2))

    def _add_heading(self, level: int, cell: Cell) -> Heading:
        official = official_name(LEVEL1 if level == 1 else LEVEL2, cell.text)
        above = self.level1[1].level1 if self.level1 and level == 2 else None
        heading = Heading(
            len(self.result.headings) + 1,
            level,
            official if level == 1 else above,
            official if level == 2 else None,
            cell.text.strip(),
            plain_field(cell, "text", f"level{level}"),
        )
        self.result.headings.append(heading)
        if official is None:
            self.result.rejects.append(Reject("heading-unknown", {"text": heading.text}, cell, 0, len(cell.text)))
        return heading

    def _keep_rest(self, fields: Fields, labels: Fields, used: tuple[str, ...]) -> None:
        """What a row prints and no column of ours holds, under the label above it."""
        for name, cell in fields.items():
            if name not in (*used, "level1", "level2") and cell.text.strip():
                label = labels[name].text.strip() if name in labels else ""
                self.result.fields.append(ProjectField(label, cell.text.strip(), plain_field(cell, "text")))


def _indicator(
    fields: Fields, position: int, heading: Heading | None
) -> tuple[tuple[Indicator, str | None], tuple[str, ...]]:
    """The indicator of a row, a doubt about it, and the fields that it used up. Raises SeveralTargets."""
    used = ["name", "target"]
    spans: list[Span] = []
    name, name_spans = _name(fields, heading)
    if "target" in fields and not is_blank(fields["target"]):
        cell = fields["target"]
        comparator, target, pieces = read_target_cell(cell.text)
        target_spans = spans_of(cell, pieces)
        if sign := _sign(fields, comparator):
            comparator = sign
            used.append("comparator")
            target_spans = plain_field(fields["comparator"], "comparator") + target_spans
        target, unit_spans = _with_unit(target, fields.get("unit"))
        used += ["unit"] if unit_spans else []
        spans += [*name_spans, *target_spans, *unit_spans]
    else:
        comparator, target = None, Target("missing")
        spans += [*name_spans, *(plain_field(fields.get("target"), "value_text"))]
        if "target" not in fields and name:
            reading = read_indicator(name)
            name, comparator, target = reading.name, reading.comparator, reading.target
            spans = list(_moved(fields["name"], name_spans, reading.pieces))
    results, result_spans = _results(fields)
    used += results.keys()
    cells = list(dict.fromkeys(span.cell for span in spans))
    text = "\n".join(cell.text.strip() for cell in cells)
    spans += [span for cell in cells for span in _over(cell)]
    first = fields.get("name") or next(iter(fields.values()))
    indicator = Indicator(
        position=position,
        heading=heading,
        name=name,
        comparator=comparator,
        value_text=target.value_text,
        value=target.value,
        unit=target.unit,
        base_value=target.base_value,
        base_unit=target.base_unit,
        due_date=target.due_date,
        kind=target.kind,
        text=text,
        cell=cells[0] if cells else first,
        spans=(*spans, *result_spans),
        actual_text=_text(results.get("actual")),
        actual_value=_actual_value(results.get("actual")),
        weight=_number(results.get("weight")),
        score=_number(results.get("score")),
        deviation_reason=_text(results.get("deviation_reason")),
    )
    return (indicator, target.doubt), tuple(used)


def _over(cell: Cell) -> tuple[Span, ...]:
    """A span of the whole printed text of a cell, over its parts."""
    return tuple(span._replace(is_leaf=False) for span in plain_field(cell, "text"))


def _name(fields: Fields, heading: Heading | None) -> tuple[str | None, tuple[Span, ...]]:
    """The name of an indicator without its numbering; its heading's where it has none of its own."""
    cell = fields.get("name")
    if cell is None or is_blank(cell):
        if heading is None:
            return None, plain_field(cell, "name")
        over = (span for span in heading.spans if span.field == "text")
        return heading.text, tuple(span._replace(field="name", is_leaf=False) for span in over)
    start, end = trim(cell.text, 0, len(cell.text))
    match = _PREFIX.match(half_width(cell.text), start)
    if match and match.end() < end:
        numbering = Piece(*trim(cell.text, start, match.end()), "numbering")
        return cell.text[match.end() : end], spans_of(cell, [numbering, Piece(match.end(), end, "name")])
    return cell.text[start:end], plain_field(cell, "name")


def _moved(cell: Cell, name_spans: tuple[Span, ...], pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """The pieces of a whole indicator within its name cell, its numbering kept."""
    start = next(span.start for span in name_spans if span.field == "name")
    numbering = tuple(span for span in name_spans if span.field == "numbering")
    return numbering + spans_of(cell, (piece.moved(start) for piece in pieces))


def _sign(fields: Fields, printed: str | None) -> str | None:
    """The sign in a cell of its own; None when there is none, or the target has printed one already."""
    cell = fields.get("comparator")
    return comparator_of(squeeze(cell.text)) if cell and printed is None and not is_blank(cell) else None


def _with_unit(target: Target, cell: Cell | None) -> tuple[Target, tuple[Span, ...]]:
    """The target with the unit from a cell of its own, and spans for it; no spans when the unit is not the target's."""
    if cell is None or is_blank(cell) or target.unit is not None:
        return target, ()
    unit = cell.text.strip()
    if target.value is None:
        return target, ()
    base_value, base_unit = comparable(target.value, unit)
    return replace(target, unit=unit, base_value=base_value, base_unit=base_unit), plain_field(cell, "unit")


_RESULTS = {"actual": "actual_text", "weight": "weight", "score": "score", "deviation_reason": "deviation_reason"}


def _results(fields: Fields) -> tuple[Fields, tuple[Span, ...]]:
    """The cells of what was reached, and their spans."""
    cells = {name: fields[name] for name in _RESULTS if name in fields}
    spans = tuple(span for name, cell in cells.items() for span in plain_field(cell, _RESULTS[name]))
    return cells, spans


def _text(cell: Cell | None) -> str | None:
    return cell.text.strip() or None if cell and not is_blank(cell) else None


def _number(cell: Cell | None) -> Decimal | None:
    return read_number(re.sub(r"分$", "", cell.text.strip())) if cell else None


def _actual_value(cell: Cell | None) -> Decimal | None:
    if cell is None or is_blank(cell):
        return None
    try:
        return read_target_cell(cell.text)[1].value
    except SeveralTargets:
        return None


def is_points(line: Line) -> bool:
    """Whether a row adds up the points of a self-evaluation: 合计 | 100 | 95."""
    printed = [cell for cell in line if cell.text.strip()]
    marks = vocabulary.load("sheets")["blanks"]
    return (
        bool(printed)
        and bool(field_of("points", printed[0]))
        and all(read_number(cell.text) is not None or squeeze(cell.text) in marks for cell in printed[1:])
    )
