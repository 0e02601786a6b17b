"""Looking at a grid as a sheet: labels, what stands beside and below them, and sheets whose merged cells were lost.

Documents reach us with their geometry (merged cells known) or without it: one row a line with merged cells left out, or one
cell a line. `rows_of` gives rows either way.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.parse.levels import LEVEL1, LEVEL2, official_name
from mingzhang.records import Cell, Grid
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

# A sheet has about three cells a row; a text of one cell a line may have a note with a bar in it.
_MOSTLY = 0.9
_LONGEST_LABEL = 60  # goals and remarks are longer, and every cell is asked

Line = list[Cell]  # the cells of a row of a sheet, in their order


@lru_cache(maxsize=10_000)  # every cell is asked for many labels
def label_of(text: str) -> str:
    """A cell's text as labels are compared: squeezed, without brackets, points (10分) and colon behind it, without
    其中 or 1. before it.
    """
    label = squeeze(text)
    label = re.sub(
        r"^(?:其中[:、,]?)?(?:\d{1,2}[.、]|\(\d{1,2}\)|[一二三四五六七八九十]{1,2}、)?", "", label, flags=re.ASCII
    )
    while (shorter := re.sub(r"(?:\([^()]*\)|\d{1,3}分|:)$", "", label, flags=re.ASCII)) != label:
        label = shorter
    return label


@cache
def _labels(part: str) -> dict[str, str]:
    """Label -> field, for a part of vocabulary/sheets.yml."""
    content = vocabulary.load("sheets")[part]
    entries = content.items() if isinstance(content, dict) else [(part, content)]
    return {squeeze(label): field for field, labels in entries for label in labels}


def field_of(part: str, cell: Cell) -> str | None:
    """The field that a cell is the label of, in a part of vocabulary/sheets.yml; None when it is no such label."""
    return _labels(part).get(label_of(cell.text)) if len(cell.text) <= _LONGEST_LABEL else None


_LABEL_PARTS = (
    "fields",
    "goals",
    "sections",
    "blocks",
    "totals",
    "sources",
    "other_sources",
    "money_columns",
    "indicator_columns",
)


def is_label(cell: Cell) -> bool:
    """Whether a cell is any label of a sheet."""
    return any(field_of(part, cell) for part in _LABEL_PARTS)


def is_blank(cell: Cell | None) -> bool:
    """Whether a cell prints nothing, or a mark for nothing."""
    return cell is None or squeeze(cell.text) in ("", *vocabulary.load("sheets")["blanks"])


def is_unnamed(cell: Cell | None) -> bool:
    """Whether a name is blank, or what the empty form prints in its place: 指标2：, ……, 具体指标."""
    if cell is None or is_blank(cell):
        return True
    text = squeeze(cell.text)
    is_placeholder = text in vocabulary.load("sheets")["placeholders"]
    return is_placeholder or bool(re.fullmatch(r"(?:指标\d*:?)?[.…]*", text, re.ASCII))


def is_level(level: str, cell: Cell) -> bool:
    """Whether a cell is a heading of level 1 or level 2."""
    return official_name(level, cell.text) is not None


# What stands above a sheet: 附件2, 项目支出绩效目标表(2024年度), (2024年度), 单位：万元.
_TITLE = re.compile(r"附件?\d*:?|[^,。;]{0,40}绩效[^,。;]{0,20}表(?:\(.*\))?|\(?\d{4}年?度?\)?")
_LONGEST_STATEMENT = 14  # characters of a cell that states a unit of money and little else


def is_title(cell: Cell) -> bool:
    """Whether a cell is the title of a sheet, or states a year or a unit of money as titles do."""
    text = squeeze(cell.text)
    states_unit = money_unit_stated(cell.text) is not None and len(text) <= _LONGEST_STATEMENT
    return states_unit or (bool(_TITLE.fullmatch(text)) and not is_label(cell))


def is_any_level(cell: Cell) -> bool:
    """Whether a cell is a heading of level 1 or level 2 that says so: 数量指标, 产出指标(50分), but not 数量."""
    says_so = re.search(r"指标(?:\([^()]*\))?$", squeeze(cell.text))
    return bool(says_so) and (is_level(LEVEL1, cell) or is_level(LEVEL2, cell))


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid's cells by place: rows count from 0 in their order, columns from 1; a merged cell is at all its places."""

    places: list[dict[int, Cell]]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, None when none does."""
        return self.places[row].get(column) if 0 <= row < len(self.places) else None


def knows_columns(line: Line) -> bool:
    """Whether a row's cells stand in columns of their own; those of one cell a line do not."""
    return len({cell.column for cell in line}) == len(line)


def matrix_of(lines: list[Line]) -> Matrix:
    """The matrix of rows that know their geometry."""
    places: list[dict[int, Cell]] = [{} for _ in lines]
    for index, line in enumerate(lines):
        for cell in line:
            for row in range(index, min(index + cell.row_span, len(lines))):
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row][column] = cell
    return Matrix(places)


def rows_of(grid: Grid) -> list[Line]:
    """The rows of a sheet; one cell a line, but for a stray line, is put into rows by its labels first."""
    alone = sum(len(row) == 1 and row[0].column_span == 1 for row in grid.rows)
    if alone >= _MOSTLY * len(grid.rows):
        return _reflow(_without_blank_lines([cell for row in grid.rows for cell in row]))
    return [list(row) for row in grid.rows]


def _without_blank_lines(cells: list[Cell]) -> list[Cell]:
    """One cell a line without its blank lines, where one stands between any two others: they part paragraphs, and are no
    cells.
    """
    are_printed = [bool(cell.text.strip()) for cell in cells]
    if any(one and other for one, other in pairwise(are_printed)):
        return cells
    return [cell for cell, is_printed in zip(cells, are_printed, strict=True) if is_printed]


def _reflow(cells: list[Cell]) -> list[Line]:
    """Rows from one cell a line: a label takes what the form prints behind it."""
    lines: list[Line] = []
    at = 0
    while at < len(cells):
        cell = cells[at]
        if _starts_indicators(cells, at):
            width = _run(cells, at, "indicator_columns", "kept_columns")
            lines.append(cells[at : at + width])
            at = _reflow_indicators(cells, at + width, width, lines)
        elif (width := _run(cells, at, "money_columns")) >= 2:
            lines.append(cells[at : at + width])
            at = _reflow_money(cells, at + width, width, lines)
        elif field_of("points", cell) and lines and not is_label(lines[-1][0]):
            stop = at + 1
            while stop < len(cells) and (is_blank(cells[stop]) or read_number(cells[stop].text) is not None):
                stop += 1
            lines.append(cells[at:stop])
            at = stop
        elif (width := _goal_run(cells, at)) >= 2:
            stop = at + width
            while stop < len(cells) and not is_label(cells[stop]):
                stop += 1
            lines += [part for part in (cells[at : at + width], cells[at + width : stop]) if part]
            at = stop
        elif (
            field_of("fields", cell) or field_of("goals", cell) or field_of("totals", cell) or field_of("sources", cell)
        ):
            alone = at + 1 < len(cells) and is_label(cells[at + 1])
            lines.append(cells[at : at + (1 if alone else 2)])
            at += 1 if alone else 2
        else:
            lines.append([cell])
            at += 1
    return lines


def _starts_indicators(cells: list[Cell], at: int) -> bool:
    return field_of("indicator_columns", cells[at]) == "level1" and _run(cells, at, "indicator_columns") >= 3


def _run(cells: list[Cell], at: int, *parts: str) -> int:
    """How many labels of some parts stand one after the other."""
    length = 0
    while at + length < len(cells) and any(field_of(part, cells[at + length]) for part in parts):
        length += 1
    return length


def _goal_run(cells: list[Cell], at: int) -> int:
    """How many labels of goals and their results stand side by side."""
    length = 0
    while at + length < len(cells) and (
        field_of("goals", cells[at + length]) or label_of(cells[at + length].text).endswith("完成情况")
    ):
        length += 1
    return length


def _reflow_money(cells: list[Cell], at: int, width: int, lines: list[Line]) -> int:
    """Rows of money: each begins at the name of a total or source and ends before the next label."""
    while at < len(cells) and any(field_of(part, cells[at]) for part in ("totals", "sources", "other_sources")):
        stop = at + 1
        while stop < len(cells) and stop - at <= width and not is_label(cells[stop]):
            stop += 1
        lines.append(cells[at:stop])
        at = stop
    return at


def _reflow_indicators(cells: list[Cell], at: int, width: int, lines: list[Line]) -> int:
    """Rows of indicators: parts that begin at a level, each a number of whole rows.

    Blank cells are left out of such texts more often than not; a part that is no number of whole rows is kept as one line,
    as wide as no row, and will be refused. So is one with a heading that was broken over lines.
    """
    labels = {field_of("indicator_columns", cell) for cell in lines[-1]}
    own = width - len(labels & {"level1", "level2"})
    stop = at
    while stop < len(cells) and not _ends_indicators(cells, stop):
        stop += 1
    if at < stop and cells[at].text.strip() and not is_any_level(cells[at]):
        lines.append(cells[at:stop])  # more labels, which nobody knows: how wide a row is cannot be told
        return stop
    while at < stop:
        end = at
        while end < stop and is_any_level(cells[end]):
            end += 1
        levels = end - at
        while end < stop and not is_any_level(cells[end]):
            end += 1
        body = end - at - levels
        if body % own or any(map(_is_rest_of_label, cells[at:end])):
            lines.append(cells[at:end])
            at = end
            continue
        lines.append(cells[at : at + levels + min(own, body)])
        lines += [cells[start : start + own] for start in range(at + levels + own, end, own)]
        at = end
    return stop


def _is_rest_of_label(cell: Cell) -> bool:
    """Whether a line is the end of a heading that was broken over two: 经济效益 / 指标."""
    return squeeze(cell.text) in ("指标", "标")


def _ends_indicators(cells: list[Cell], at: int) -> bool:
    """Whether a cell stands below the indicators: points, a label (also with its value behind a colon), another header."""
    label = replace(cells[at], text=re.split("[:：]", cells[at].text)[0])
    parts = ("points", "fields", "goals", "sections", "blocks")
    is_year = cells[at].text.strip().isdigit()  # a target or points
    return (
        any(field_of(part, label) for part in parts)
        or _starts_indicators(cells, at)
        or (is_title(cells[at]) and not is_year)
    )
