"""The grid of indicators that project sheets, self-evaluations and indicator tables have in common.

Columns: 一级指标 | 二级指标 | 三级指标 | 指标值 …, one row an indicator. Level cells are merged downwards, or left blank below
their first row, or lost altogether; the target stands in one cell, or its sign, value and unit in three.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.forms.layout import Line, field_of, is_any_level, is_blank, is_level, knows_columns, matrix_of
from mingzhang.forms.texts import plain_field, spans_of, target_fields
from mingzhang.parse.comparators import comparator_of
from mingzhang.parse.indicator import SeveralTargets, Target, read_indicator, read_target_cell
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

    A label that is no field of ours, or whose field an earlier one has, gets a name of its own, for what stands below it is
    kept in project_fields; the one that heads the whole part (绩效指标) is left out.
    """
    named: list[tuple[str, Cell]] = []
    own = [field_of("indicator_columns", cell) for cell in header]
    for cell, field_name in zip(header, own, strict=True):
        name = field_name or ("name" if "name" not in own and field_of("names_without_level3", cell) else None)
        if name and name in [known for known, _ in named]:
            name = None
        elif name is None and (is_blank(cell) or heads_part(cell)):
            continue
        named.append((name or f"column {len(named) + 1}", cell))
    return named


def heads_part(cell: Cell) -> bool:
    """Whether a cell heads the whole grid: 绩效指标, 年度绩效指标."""
    return bool(field_of("sections", cell) or field_of("blocks", cell))


def blocks_of(header: Line) -> list[Line]:
    """The headers of grids that stand side by side under one 一级指标 or under one each; one for a plain grid."""
    fields = [field_of("indicator_columns", cell) for cell in header]
    names = [index for index, name in enumerate(fields) if name == "name"]
    if len(names) < 2:
        return [header]
    starts = [0, *(_block_start(fields, before, name) for before, name in pairwise(names))]
    first_level = header[: fields.index("level2")] if "level2" in fields else header[: names[0]]
    blocks = []
    for start, stop in zip(starts, [*starts[1:], len(header)], strict=True):
        shared = [] if "level1" in fields[start:stop] else first_level
        blocks.append([*shared, *header[start:stop]])
    return blocks


def _block_start(fields: list[str | None], before: int, name: int) -> int:
    """Where the block of a second 三级指标 begins: at the levels printed in front of it."""
    start = name
    while start - 1 > before and fields[start - 1] in ("level1", "level2"):
        start -= 1
    return start


def is_indicator_header(line: Line) -> bool:
    """Whether a row heads a grid of indicators: level 1, a name, and something to reach."""
    fields = {name for name, _ in columns_of(line)}
    return {"level1", "name"} <= fields and bool(fields & {"target", "actual", "unit"})


def header_at(lines: list[Line], index: int) -> tuple[Line, int]:
    """The header that begins at a row, and how many rows it has: of each column the label that stands lowest in them.

    It is as high as its merged 一级指标, and goes on over rows of labels alone (前年 | 上年 below 指标值).
    """
    first = next((cell for cell in lines[index] if field_of("indicator_columns", cell) == "level1"), None)
    if first is None or not knows_columns(lines[index]):
        return lines[index], 1
    height = min(first.row_span, len(lines) - index)
    while index + height < len(lines) and _goes_on(lines[index + height]):
        height += 1
    if height == 1:
        return lines[index], 1
    return lowest_labels(lines[index : index + height]), height


def _goes_on(line: Line) -> bool:
    printed = [cell for cell in line if cell.text.strip()]
    parts = ("kept_columns", "indicator_columns")
    return bool(printed) and all(any(field_of(part, cell) for part in parts) for cell in printed)


def lowest_labels(rows: list[Line]) -> Line:
    """Of each column the cell with something in it that stands lowest in the rows; each cell where it begins to be it."""
    matrix = matrix_of(rows)
    found: Line = []
    for column in sorted({column for places in matrix.places for column in places}):
        cells = [cell for row in range(len(rows)) if (cell := matrix.at(row, column)) is not None]
        lowest = next((cell for cell in reversed(cells) if cell.text.strip()), None)
        if lowest is not None and lowest not in found:
            found.append(lowest if lowest.column == column else replace(lowest, column=column))
    return found


def read_indicator_grid(header: Line, lines: list[Line], scopes: Sequence[str | None] = ()) -> IndicatorGrid:
    """The indicators of the rows below a header; of grids side by side, the left one's first.

    `scopes` says what the indicators of each grid are for, where that is known of all of them.
    """
    blocks = blocks_of(header)
    if len(scopes) != len(blocks):
        scopes = [None] * len(blocks)
    if len(blocks) == 1:
        grid = _read_block(header, lines, place_cells(header, lines))
        grid.indicators = [replace(one, scope=scopes[0]) for one in grid.indicators]
        return grid
    result = IndicatorGrid()
    placed = [place_by_columns(block, lines) for block in blocks]
    if any(rows is None for rows in placed):
        result.rejects += [_not_placed(cell) for line in lines for cell in line if cell.text]
        return result
    taken: set[Cell] = set()
    for block, rows, scope in zip(blocks, placed, scopes, strict=True):
        assert rows is not None
        _add_block(result, _read_block(block, lines, rows, taken), scope)
        taken |= {cell for fields in rows if fields for cell in fields.values()}
    return result


def _add_block(result: IndicatorGrid, block: IndicatorGrid, scope: str | None) -> None:
    """Append a block, its positions running on."""
    shift = len(result.headings)
    moved = {id(one): replace(one, position=one.position + shift) for one in block.headings}
    result.headings += moved.values()
    for one in block.indicators:
        heading = moved[id(one.heading)] if one.heading else None
        position = len(result.indicators) + 1
        result.indicators.append(replace(one, position=position, heading=heading, scope=scope))
    result.fields += block.fields
    result.rejects += block.rejects


def _read_block(
    header: Line, lines: list[Line], placed: Sequence[Fields | None], taken: Collection[Cell] = ()
) -> IndicatorGrid:
    """The indicators of rows whose cells were placed. Headings in cells `taken` by a block to the left lie over them."""
    reader = _GridReader(taken)
    targets = [cell for cell in header if field_of("indicator_columns", cell) == "target"]
    if len(targets) > 1:  # which of them is the target is anybody's guess
        reader.result.rejects += [
            Reject("column-twice", {"label": cell.text.strip()}, cell, 0, len(cell.text)) for cell in targets
        ]
        placed = [None] * len(lines)
    for line, fields in zip(lines, placed, strict=True):
        if fields is None:
            reader.result.rejects += [_not_placed(cell) for cell in line if cell.text]
            reader.level1 = reader.level2 = None  # it may have printed levels for the rows below
        else:
            reader.take(fields, dict(columns_of(header)))
    return reader.result


def _not_placed(cell: Cell) -> Reject:
    return Reject("cells-not-placed", {}, cell, 0, len(cell.text))


def place_cells(header: Line, lines: list[Line]) -> Sequence[Fields | None]:
    """Each row's cells by field: by their columns where these hold, else by their order; None for a row that is neither."""
    by_columns = place_by_columns(header, lines)
    if by_columns is not None:
        return by_columns
    names = [name for name, _ in columns_of(header)]
    placed: list[Fields | None] = []
    level1 = None
    for line in lines:
        fields = _by_order(names, line, level1, is_whole=not knows_columns(header))
        placed.append(fields)
        if fields is None:
            level1 = None
        elif "level1" in fields:
            level1 = official_name(LEVEL1, fields["level1"].text) or level1
    return placed


def place_by_columns(header: Line, lines: list[Line]) -> list[Fields] | None:
    """Each row's cells by the columns of the header; None where these do not hold for all rows."""
    columns = columns_of(header)
    matrix = matrix_of(lines)
    placed: list[Fields] = []
    for index in range(len(lines)):
        cells = {name: matrix.at(index, cell.column) for name, cell in columns}
        placed.append(_each_once({name: cell for name, cell in cells.items() if cell is not None}))
    holds = knows_columns(header) and all(_holds(fields, len(columns)) for fields in placed)
    return placed if holds else None


def _each_once(fields: Fields) -> Fields:
    """A cell merged over several columns for the first of them; a name merged with a level that is not printed is a name."""
    found: Fields = {}
    for name, cell in fields.items():
        known = next((other for other, one in found.items() if one == cell), None)
        if known in ("level1", "level2") and name == "name" and not is_any_level(cell):
            del found[known]
            known = None
        if known is None:
            found[name] = cell
    return found


def _holds(fields: Fields, width: int) -> bool:
    """Whether the level columns of a row hold levels or nothing, and no other column holds a level.

    A row in which no cell is missing may hold a level that the vocabulary lacks.
    """
    levels = {"level1": LEVEL1, "level2": LEVEL2}
    first = fields.get("level1")
    return "name" in fields and all(
        is_blank(cell)
        or is_level(levels[name], cell)
        or (len(fields) == width and (not is_any_level(cell) or (first and first.text == cell.text)))
        if name in levels
        else not is_any_level(cell)
        for name, cell in fields.items()
    )


def _by_order(names: list[str], line: Line, level1: str | None, is_whole: bool) -> Fields | None:
    """A row whose merged cells were left out: it begins with the first level that it prints itself.

    Where it must be whole (one cell a line, with blank ones left out as a rule) no cell may be missing at its end.
    """
    cells = list(line)
    while cells and not cells[-1].text.strip():
        cells.pop()
    if len(line) != len(names):
        while cells and not cells[0].text.strip():
            cells.pop(0)
    if not cells:
        return {}
    missing = 0 if len(line) == len(names) else _levels_left_out(names, cells, level1)
    fields = dict(zip(names[missing:], cells, strict=False))
    is_short = is_whole and len(line) < len(names) - missing and fields.keys() - {"level1", "level2"}
    return fields if len(cells) <= len(names) - missing and not is_short and _fits(fields) else None


def _levels_left_out(names: list[str], cells: Line, above: str | None) -> int:
    """How many levels a row leaves out at its beginning.

    成本指标 is of both levels: of level 1 where a level 2 follows it, else of level 2 where it stands under 产出指标.
    """
    levels = [name for name in names if name in ("level1", "level2")]
    is_first, is_second = is_level(LEVEL1, cells[0]), is_level(LEVEL2, cells[0]) and "level2" in levels
    if is_first and is_second:
        is_second = above == "产出指标" and len(cells) > 1 and not is_level(LEVEL2, cells[1])
    if is_second:
        return levels.index("level2")
    return 0 if is_first else len(levels)


def _fits(fields: Fields) -> bool:
    """Whether cells taken by their order look like what they would be: levels, signs, numbers."""
    for name, cell in fields.items():
        if is_blank(cell):
            continue
        if name in ("level1", "level2"):
            fits = is_level(name, cell)
        elif name in ("weight", "score"):
            fits = _number(cell) is not None
        elif name == "comparator":
            fits = comparator_of(squeeze(cell.text)) is not None or squeeze(cell.text).startswith("定")
        else:
            fits = not is_any_level(cell)
        if not fits:
            return False
    return True


class _GridReader:
    """Walks down the rows and keeps the headings that the next indicator stands under."""

    def __init__(self, taken: Collection[Cell] = ()) -> None:
        self.taken = taken
        self.result = IndicatorGrid()
        self.level1: tuple[Cell, Heading] | None = None
        self.level2: tuple[Cell, Heading] | None = None

    def take(self, fields: Fields, labels: Fields) -> None:
        """Take one row."""
        self._take_levels(fields)
        name, target = fields.get("name"), fields.get("target")
        if is_unnamed(name) and is_blank(target) and is_blank(fields.get("actual")):
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
            tuple(
                span._replace(is_leaf=span.is_leaf and cell not in self.taken)
                for span in plain_field(cell, "text", f"level{level}")
            ),
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
        **target_fields(target),
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


def is_unnamed(cell: Cell | None) -> bool:
    """Whether the name of an indicator is blank, or what the empty form prints in its place: 指标2：, ……."""
    return cell is None or is_blank(cell) or bool(re.fullmatch(r"(?:指标\d*:?)?[.…]*", squeeze(cell.text), re.ASCII))


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
