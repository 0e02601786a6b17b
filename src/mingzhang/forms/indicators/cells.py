"""Which cell of a row of indicators is which field: by the columns of the header, or by order where merged cells were lost."""

from collections.abc import Sequence

from mingzhang import vocabulary
from mingzhang.forms.indicators.header import IndicatorHeader
from mingzhang.forms.indicators.joined_points import JOINED, are_joined_points, number_in
from mingzhang.forms.indicators.levels_in_rows import levels_in_rows
from mingzhang.forms.labels import is_any_level, is_blank, is_level, is_unnamed, label_of
from mingzhang.forms.matrix import Line, knows_columns, matrix_of
from mingzhang.parse.comparators import comparator_of
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name, role_of_level
from mingzhang.records import Cell
from mingzhang.text.numbers import known_unit
from mingzhang.text.pieces import squeeze

Fields = dict[str, Cell]  # a row's cells by field


def place_cells(header: IndicatorHeader, lines: list[Line]) -> Sequence[Fields | None]:
    """Each row's cells by field: by their columns where these hold, else by their order; None for a row that is neither."""
    by_columns = place_by_columns(header, lines)
    if by_columns is not None:
        return by_columns
    names = [name for name, _ in header.columns]
    placed: list[Fields | None] = []
    level1 = None
    for line in lines:
        fields = _by_order(names, line, level1, is_whole=not knows_columns(header.labels))
        placed.append(fields)
        if fields is None:
            level1 = None
        elif "level1" in fields:
            level1 = official_name(LEVEL1, fields["level1"].text) or level1
    return placed


def place_by_columns(header: IndicatorHeader, lines: list[Line]) -> list[Fields] | None:
    """Each row's cells by the columns of the header; None where these do not hold for all rows."""
    columns = header.columns
    matrix = matrix_of(lines)
    placed: list[Fields] = []
    in_rows = {} if header.cell_of("level1") else levels_in_rows(header, lines)
    for index, _line in enumerate(lines):
        cells = {name: matrix.at(index, cell.column) for name, cell in columns}
        if index in in_rows:
            kind, level = in_rows[index]
            rest = {name: cell for name, cell in cells.items() if cell is not None and cell != level}
            placed.append(rest | {kind: level})
            continue
        fields = _each_once({name: cell for name, cell in cells.items() if cell is not None})
        placed.append(fields if header.cell_of("level1") else _first_in_place_of_second(fields))
        is_over_both = cells.get("level1") is not None and cells.get("level1") == cells.get("level2")
        if not _holds(placed[-1], [name for name, _ in columns if not (is_over_both and name == "level2")]):
            return None
    return placed if knows_columns(header.labels) else None


def _first_in_place_of_second(fields: Fields) -> Fields:
    """The cells of a row of a grid without a column of level 1, where 满意度指标 may stand among the levels 2."""
    second = fields.get("level2")
    if second is None or not is_level(LEVEL1, second) or is_level(LEVEL2, second):
        return fields
    return {"level1": second, **{name: cell for name, cell in fields.items() if name != "level2"}}


def _each_once(fields: Fields) -> Fields:
    """A cell merged over several columns for the first of them; a name merged with a level that is not printed is a name, and
    a target over the column of its sign is a target.
    """
    found: Fields = {}
    names: dict[Cell, str] = {}
    for name, cell in fields.items():
        known = names.get(cell)
        if known in ("level1", "level2") and name == "name" and not is_any_level(cell):
            del found[known]
            known = None
        if known == "comparator" and name == "target":
            del found[known]
            known = None
        if known is None:
            found[name] = cell
            names[cell] = name
    return found


def _holds(fields: Fields, names: Sequence[str]) -> bool:
    """Whether the level columns of a row hold levels or nothing, and no other column holds a level.

    A row in which no cell is missing, but for remarks at its end, may hold a level that the vocabulary lacks, or repeat level 1
    as level 2.
    """
    is_whole = set(names[_first_needed(names) : _last_needed(names)]) <= fields.keys()
    first, second = fields.get("level1"), fields.get("level2")
    return (
        "name" in fields
        and _is_level_or_blank(LEVEL1, first, is_whole, is_unnamed(second))
        and _is_level_or_blank(LEVEL2, second, is_whole, first is not None and _same(first, second))
        and not any(
            is_any_level(cell) and not (is_whole and name == "name" and _repeats_level(cell, fields))
            for name, cell in fields.items()
            if name not in ("level1", "level2")
        )
    )


def _first_needed(names: Sequence[str]) -> int:
    """From which column on a row must be full: left of its levels a cell may be merged over the rows of several projects."""
    return next((place for place, name in enumerate(names) if not name.startswith("kept")), 0)


def _last_needed(names: Sequence[str]) -> int:
    """How many columns a row must fill: all but those at the end of which nothing is read (备注)."""
    return max(place for place, name in enumerate(names, 1) if not name.startswith("kept"))


def _repeats_level(name: Cell, fields: Fields) -> bool:
    """Whether the name of an indicator is that of its level once more: 满意度指标 | 服务对象满意度指标 | 服务对象满意度指标."""
    return any(
        name != fields[level] and _same(name, fields[level]) for level in ("level1", "level2") if level in fields
    )


def _is_level_or_blank(level: str, cell: Cell | None, is_whole: bool, may_be_other: bool) -> bool:
    """Whether a cell fits a column of levels; one of the other level does so only where `may_be_other`."""
    if cell is None or is_unnamed(cell) or is_level(level, cell):
        return True
    return is_whole and (may_be_other or not is_any_level(cell))


def _same(cell: Cell, other: Cell | None) -> bool:
    """Whether two cells name the same level, with its points (满意度指标（10分）) or without, in full or not (满意度)."""
    if other is None:
        return False
    official = official_name(LEVEL1, cell.text)
    is_one_level = official is not None and official == official_name(LEVEL1, other.text)
    return is_one_level or label_of(cell.text) == label_of(other.text)


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
    is_cut = is_whole and len(line) < len(names) - missing and fields.keys() - {"level1", "level2"}
    is_short = _may_have_moved(names[missing:], cells)
    is_sure = not is_cut and not (is_short and _hides_results(names, fields)) and _fits(fields, is_short)
    return fields if len(cells) <= len(names) - missing and is_sure else None


def _may_have_moved(names: list[str], cells: Line) -> bool:
    """Whether blank cells of a row may have been moved to its end, where more than a reason or a remark is missing now.

    A row that has a blank cell between others has kept them all in their places.
    """
    may_be_blank = 0 if names[-1] in ("target", "unit", "actual", "weight", "score") else 1
    return len(cells) < len(names) - may_be_blank and all(cell.text.strip() for cell in cells)


def _hides_results(names: list[str], fields: Fields) -> bool:
    """Whether results and points, which look alike, may stand in each other's place in a row that is short of a cell."""
    return (
        "actual" in names
        and bool({"weight", "score"} & set(names))
        and bool(fields.keys() - {"level1", "level2", "name"})
    )


def _levels_left_out(names: list[str], cells: Line, above: str | None) -> int:
    """How many levels a row leaves out at its beginning.

    成本指标 is of both levels: of level 1 where a level 2 follows it, else of level 2 where it stands under 产出指标.
    """
    levels = [name for name in names if name in ("level1", "level2")]
    is_first, is_second = is_level(LEVEL1, cells[0]), is_level(LEVEL2, cells[0]) and "level2" in levels
    if is_first and is_second:
        is_second = above == role_of_level("outputs") and len(cells) > 1 and not is_level(LEVEL2, cells[1])
    if is_second:
        return levels.index("level2")
    return 0 if is_first else len(levels)


@vocabulary.derived
def _kinds_of_indicators() -> tuple[str, ...]:
    return tuple(vocabulary.load("forms")["kinds_of_indicators"])


def _fits(fields: Fields, is_short: bool) -> bool:
    """Whether cells taken by their order look like what they would be: levels, signs, numbers.

    In a row that is short of a cell the unit may be the one left out: what stands in its place must be a known one.
    """
    for name, cell in fields.items():
        if is_blank(cell):
            continue
        if name in ("level1", "level2"):
            fits = is_level(name, cell) or (name == "level2" and "level1" in fields and _same(cell, fields["level1"]))
        elif name == "unit" and is_short:
            fits = known_unit(cell.text) is not None
        elif name in ("weight", "score"):
            fits = number_in(cell) is not None
        elif name in JOINED:
            fits = are_joined_points(cell)
        elif name == "comparator":
            fits = comparator_of(squeeze(cell.text)) is not None or squeeze(cell.text).startswith(
                _kinds_of_indicators()
            )
        else:
            is_name_of_level = name == "name" and not is_short and _repeats_level(cell, fields)
            fits = is_name_of_level or not is_any_level(cell)
        if not fits:
            return False
    return True
