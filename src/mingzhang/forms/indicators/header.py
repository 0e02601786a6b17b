"""The header of a grid of indicators: its columns, the grids side by side under it, the rows that it goes over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.forms.header_rows import is_sub_row, labels_above
from mingzhang.forms.indicators.columns import blocks_in, columns_in_year, columns_of, scope_of_target
from mingzhang.forms.indicators.joined_points import are_joined_points, number_in
from mingzhang.forms.indicators.level_heads import is_level_alone, level_heads_at
from mingzhang.forms.indicators.unusual_header import height_above_levels, parted_by_contents, spelled_out
from mingzhang.forms.indicators.witness import settled
from mingzhang.forms.label_grammar import subject_of_label
from mingzhang.forms.labels import field_of, heads_part, is_any_level, read_label
from mingzhang.forms.matrix import Line, knows_columns, lowest_labels, printed_in
from mingzhang.records import Cell
from mingzhang.text.pieces import is_in_latin, squeeze

_TIMES = frozenset({"year", "partial", "whole", "start"})  # classes of words of a label that says only a time
_MOST_BETWEEN = 4  # rows between the line of a project and its header
_LEAST_TRANSLATED = 3  # labels of a row in Latin letters
_WITNESSES = 60  # rows below a header that are looked at


class IndicatorHeader(NamedTuple):
    """The labels that head a grid, over how many rows they are printed, and its columns: each field with its label.

    A column that no field of ours holds has a name of its own: `kept 7` when its label is known, `unknown 7` when it is not,
    `refused 7` when its label says one thing and what stands below it another, `target of 2025` beside `target of 2024`.
    `levels` are those of level 1 that stand over the grids side by side under it, one each.
    """

    labels: Line
    height: int
    columns: tuple[tuple[str, Cell], ...]
    levels: tuple[Cell, ...] = ()

    def cell_of(self, name: str) -> Cell | None:
        """The label of a column, None when the grid has no such column."""
        return next((cell for one, cell in self.columns if one == name), None)

    def in_year(self, year: int | None) -> "IndicatorHeader":
        """The header as that of a year, where it has a column of targets for each of several years."""
        return self._replace(columns=tuple(columns_in_year(self.columns, year)))


def header_of(labels: Line, height: int, body: list[Line]) -> IndicatorHeader:
    """The header that labels make over the rows below them: by the labels, and by what stands below each."""
    if knows_columns(labels):
        body = [line for line in _of_one_part(body, labels) if not _stands_between(line, labels)]
        labels = parted_by_contents(labels, body)
    columns = columns_of(labels)
    if knows_columns(labels) and len(blocks_in(labels)) == 1:
        columns = settled(columns, body)
    return IndicatorHeader(labels, height, tuple(columns))


def _of_one_part(body: list[Line], labels: Line) -> list[Line]:
    """The rows below a header down to the line of the next project, which stands above the header once more with its money and
    goal between; all of them where no such line does.
    """
    texts = {squeeze(cell.text) for cell in printed_in(labels)}
    again = next((at for at, line in enumerate(body) if {squeeze(one.text) for one in printed_in(line)} == texts), 0)
    lines = (at for at in range(again - 1, max(again - _MOST_BETWEEN, 0) - 1, -1) if len(printed_in(body[at])) == 1)
    return body[: next(lines, len(body))]


def _stands_between(line: Line, labels: Line) -> bool:
    """Whether a row below a header says nothing of its columns: the header once more, or one cell over most of them."""
    printed = printed_in(line)
    width = sum(cell.column_span for cell in labels)
    is_wide = len(printed) == 1 and 2 * printed[0].column_span > width
    return is_wide or {squeeze(cell.text) for cell in printed} == {squeeze(cell.text) for cell in printed_in(labels)}


def part_of(header: IndicatorHeader) -> Cell | None:
    """The cell at the left of a header that heads the whole part and is no column; None when there is none."""
    labels, columns = header.labels, [cell for _, cell in header.columns]
    return labels[0] if labels and labels[0] not in columns and labels[0].text.strip() else None


def blocks_of(header: IndicatorHeader) -> list[IndicatorHeader]:
    """The headers of grids that stand side by side under one 一级指标 or under one each; one for a plain grid."""
    blocks = blocks_in(header.labels)
    if len(blocks) == 1:
        return [header]
    return [IndicatorHeader(labels, header.height, tuple(columns_of(labels))) for labels in blocks]


def periods_of(header: IndicatorHeader) -> list[tuple[str, IndicatorHeader]]:
    """The two headers that a header with a target of the whole project beside one of the year is, from left to right.

    Levels, name, sign and unit are of both; points and results are the year's. Empty for any other header.
    """
    target = header.cell_of("target")
    wholes = [cell for name, cell in header.columns if name.startswith("kept") and _is_target_of_whole(cell)]
    if target is None or scope_of_target(target) != "year" or len(wholes) != 1:
        return []
    shared = [one for one in header.columns if one[0] in ("level1", "level2", "name", "comparator", "unit")]
    whole = header._replace(columns=(*shared, ("target", wholes[0])))
    year = header._replace(columns=tuple(one for one in header.columns if one[1] != wholes[0]))
    found = [("whole_project", whole), ("year", year)]
    return found if wholes[0].column < target.column else found[::-1]


def _is_target_of_whole(cell: Cell) -> bool:
    return field_of("indicator_columns", cell) == "target" and scope_of_target(cell) == "whole_project"


def is_indicator_header(line: Line) -> bool:
    """Whether a row heads a grid of indicators by its labels: level 1, a name, and something to reach."""
    return heads_levels(line) and _is_complete(columns_of(line))


def heads_levels(line: Line) -> bool:
    """Whether a row prints the label 一级指标, or 一级 beside 二级."""
    return _prints_level1(spelled_out(line))


def _prints_level1(line: Line) -> bool:
    return any(field_of("indicator_columns", cell) == "level1" for cell in line)


def _heads_second_level(line: Line) -> bool:
    """Whether a row prints 二级指标, names and targets; its level 1 may be called otherwise: 指标类别 | 二级指标 | 具体指标."""
    if all(field_of("indicator_columns", cell) != "level2" for cell in line) or not knows_columns(line):
        return False  # without a look at each column, which most rows do not need
    return {"level2", "name", "target"} <= {name for name, _ in columns_of(line)}


def _is_complete(columns: Sequence[tuple[str, Cell]]) -> bool:
    fields = {name.partition(" of ")[0] for name, _ in columns}
    is_told = any(name.startswith("refused") or (name == "name" and _holds_target(cell)) for name, cell in columns)
    has_level = "level1" in fields or {"level2", "target"} <= fields
    return has_level and "name" in fields and bool(fields & {"target", "actual", "unit"} or is_told)


def _holds_target(label: Cell) -> bool:
    """Whether a label is of names with their targets: 指标内容及目标值."""
    parts = read_label(label.text).parts if field_of("names_without_level3", label) else None
    return parts is not None and "value" in parts.classes


def header_at(lines: list[Line], index: int) -> IndicatorHeader | None:
    """The header that begins at a row, and how many rows it has: of each column the label that stands lowest in them.

    It is as high as its merged 一级指标, and goes on over rows of labels alone (前年 | 上年 below 指标值), or
    over a translation. Labels of its other columns may stand in the row above 一级指标. None when no header begins at the row.
    """
    found = _header_at(lines, index)
    below = printed_in(lines[index + found.height]) if found and index + found.height < len(lines) else []
    is_translated = len(below) >= _LEAST_TRANSLATED and all(is_in_latin(cell.text) for cell in below)
    return found._replace(height=found.height + 1) if found and is_translated else found


def _header_at(lines: list[Line], index: int) -> IndicatorHeader | None:
    found = None
    both = lines[index : index + 2]
    if (spelled := [spelled_out(line) for line in both]) != both:
        lines = [*lines[:index], *spelled, *lines[index + 2 :]]
    if heads := level_heads_at(lines, index):
        return IndicatorHeader(heads.labels, 2, tuple(columns_of(heads.labels)), heads.levels)
    if _prints_level1(lines[index]):
        found = _whole_header(lines, index, index)
    elif _heads_second_level(lines[index]):
        found = _whole_header(lines, index, index, "level2")
    elif index + 1 < len(lines) and _stands_above_levels(lines[index], lines[index + 1]):
        found = _whole_header(lines, index, index + 1)
    elif any(field_of("names_without_level3", cell) for cell in lines[index]) and knows_columns(lines[index]):
        found = header_of(lines[index], 1, lines[index + 1 : index + 1 + _WITNESSES])
        is_below = index > 0 and is_level_alone(lines[index - 1]) and _is_without_levels(found)
        if is_below or _has_no_levels(found.columns) or _names_below_level(found, lines[index + 1 : index + 2]):
            return found
    if found and _is_complete(found.columns):
        return found
    height = height_above_levels(lines, index)
    if not height:
        return None
    stop = index + height
    found = header_of(told_by_above(lines[index:stop]), height, lines[stop : stop + _WITNESSES])
    return found if _is_complete(found.columns) else None


def _has_no_levels(columns: Iterable[tuple[str, Cell]]) -> bool:
    """Whether a grid is of indicators without levels, surely: 指标名称 | 指标性质 | 指标值, with 计量单位 or without."""
    return {"name", "target", "comparator"} <= {name for name, _ in columns}


def _names_below_level(header: IndicatorHeader, below: list[Line]) -> bool:
    """Whether a grid without columns of levels has names and targets, and its first row is a level: 一 | 产出指标."""
    return _is_without_levels(header) and any(level_of_row(header, line) for line in below)


def _is_without_levels(header: IndicatorHeader) -> bool:
    fields = {name for name, _ in header.columns}
    return {"name", "target"} <= fields and not fields & {"level1", "level2"}


def level_of_row(header: IndicatorHeader, line: Line) -> Cell | None:
    """The level that a row prints in the column of the names, and nothing besides but its number: 一 | 产出指标; else None."""
    name, printed = header.cell_of("name"), printed_in(line)
    if name is None or not 0 < len(printed) <= 2 or not is_any_level(printed[-1]):
        return None
    level = printed[-1]
    return level if level.column <= name.column < level.column + level.column_span else None


def _whole_header(lines: list[Line], start: int, levels: int, level: str = "level1") -> IndicatorHeader:
    """The header from a row on whose 一级指标, or 二级指标 where it has no other level, stands in another."""
    first = next(cell for cell in lines[levels] if field_of("indicator_columns", cell) == level)
    if not knows_columns(lines[levels]):
        return header_of(lines[levels], 1, [])
    stop = levels + _rows_from(lines, levels, first.row_span)
    while stop < len(lines) and (_goes_on(lines[stop]) or is_sub_row(lines[stop - 1], lines[stop])):
        stop += 1
    labels = lines[start] if stop == start + 1 else told_by_above(lines[start:stop])
    return header_of(labels, stop - start, lines[stop : stop + _WITNESSES])


def told_by_above(rows: list[Line]) -> Line:
    """The lowest labels of a header; one that says only half has the rest from the wide label over it: 上半年 below 指标值,
    名称 below 指标.
    """
    result = []
    for label in lowest_labels(rows):
        over = next(iter(labels_above(rows, label)), None)
        words, above = _words_of(label), _words_of(over) if over else ()
        if over is not None and words and above:
            says_target = field_of("indicator_columns", over) in ("target", "actual")
            if says_target and set(words) <= _TIMES:
                label = replace(label, text=label.text.strip() + over.text.strip())
            elif words in (("name",), ("code",)) and (subject := subject_of_label(squeeze(over.text))):
                label = replace(label, text=subject + label.text.strip())
        result.append(label)
    return result


def _words_of(label: Cell) -> tuple[str, ...]:
    """The classes of the words that a label is made of; none where it is not made of ours."""
    parts = read_label(label.text).parts
    return parts.classes if parts else ()


def _rows_from(lines: list[Line], index: int, span: int) -> int:
    """How many of the rows from one on a cell covers that spans so many: rows without anything in them were left out."""
    first = lines[index][0]
    below = (line[0] for line in lines[index : index + span])
    return sum(cell.page == first.page and cell.row < first.row + span for cell in below)


def _stands_above_levels(upper: Line, lower: Line) -> bool:
    """Whether a row is the upper one of a header whose levels stand below: 绩效指标 | 年度指标值 | 实际完成值.

    Where columns were lost, its labels would hide behind those below; a cell that is merged over both rows hides none.
    """
    printed = printed_in(upper)
    reaching = [cell for cell in printed if cell.row_span > 1]
    fields = {field_of("indicator_columns", cell) for cell in printed}
    below = {cell.column for cell in printed_in(lower)}
    alone = [cell for cell in printed if cell.column not in below and field_of("names_without_level3", cell)]
    reaching += [cell for cell in alone if cell not in reaching]  # its merged cells were lost
    are_labels = all(_goes_on([cell]) or heads_part(cell) for cell in printed if cell not in reaching)
    says_enough = not fields <= {None, "level1", "level2", "name"} or any(map(_holds_target, reaching))
    if not (are_labels and says_enough and knows_columns(upper) and knows_columns(lower)):
        return False
    both = lowest_labels([upper, lower])
    return is_indicator_header(both) and all(
        cell in both or field_of("indicator_columns", cell) in (None, "target") for cell in printed
    )


def _goes_on(line: Line) -> bool:
    printed = printed_in(line)
    parts = ("kept_columns", "indicator_columns")
    return bool(printed) and all(any(field_of(part, cell) for part in parts) for cell in printed)


def is_points(line: Line) -> bool:
    """Whether a row adds up the points of a self-evaluation: 合计 | 100 | 95, also with a grade behind them (等级：优)."""
    printed = [cell for cell in line if cell.text.strip()]
    if not printed or not field_of("points", printed[0]):
        return False
    marks = vocabulary.load("sheets")["blanks"]
    rest = [cell for cell in printed[1:] if number_in(cell) is None and not are_joined_points(cell)]
    others = [cell.text for cell in rest if squeeze(cell.text) not in marks]
    has_points = len(others) < len(printed) - 1
    return not others or (has_points and not any(character.isdigit() for text in others for character in text))
