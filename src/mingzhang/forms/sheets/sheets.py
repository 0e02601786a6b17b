"""The sheets in a grid, one a project: where each begins, and what all of them say.

This is what forms C (项目支出绩效目标申报表) and D (项目支出绩效自评表) have in common; `sheet` reads one sheet.
"""

from collections.abc import Iterator
from itertools import pairwise

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.indicators.header import IndicatorHeader, header_at, heads_levels, is_indicator_header
from mingzhang.forms.indicators.unusual_header import spelled_out
from mingzhang.forms.labels import (
    field_of,
    heads_column,
    heads_part,
    is_any_level,
    is_blank,
    is_label,
    is_level,
    numbers_project,
    own_label,
    read_label,
)
from mingzhang.forms.matrix import Line, knows_columns, last_column_of, printed_in
from mingzhang.forms.merged import levels_without_leaves
from mingzhang.forms.sheets.bands import bands_of, labels_of_several
from mingzhang.forms.sheets.fused import field_named
from mingzhang.forms.sheets.label_rows import heads_texts, is_unknown_pair, labels_with_values_below
from mingzhang.forms.sheets.sheet import SheetReader
from mingzhang.forms.texts import plain_field
from mingzhang.forms.titles import is_title, speaks_of
from mingzhang.forms.view import View
from mingzhang.parse.levels import LEVEL1, LEVEL2
from mingzhang.records import Cell, Form, Reject, Span
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_LEAST_NAMES = 2  # in a column of projects
_LINES_OF_A_TOP = 6  # a sheet prints its project's name within its first rows


def has_sheets(view: View) -> bool:
    """Whether the grid holds a sheet: a grid of indicators, and above it a project's name as a label.

    Where no project is named, its money or goals must be, under a title that speaks of performance; and no label may stand
    above the indicators that nobody knows, for it may be that of the name.
    """
    if not view.indicator_headers or _has_column_of_projects(view):
        return False
    return bool(_beginnings(view.rows)) or _is_nameless_sheet(view)


def _has_column_of_projects(view: View) -> bool:
    """Whether the first grid of indicators has a column of names of projects left of its levels, with two names or more."""
    first = min(view.indicator_headers)
    header = view.indicator_headers[first]
    level = header.cell_of("level1")
    columns = [cell.column for _, cell in header.columns if field_of("indicator_table", cell) == "name"]
    if level is None or not columns or columns[0] > level.column or not knows_columns(header.labels):
        return False
    below = view.rows[first + header.height :]
    names = {squeeze(cell.text): cell for line in below for cell in line if cell.column == columns[0]}
    texts = [cell for text, cell in names.items() if text and not (is_label(cell) or furniture_of(text))]
    return len(texts) >= _LEAST_NAMES


def _beginnings(lines: list[Line]) -> list[int]:
    """The rows that name a project; where none does, those that name what an office calls one (一级项目名称, 经费名称)."""
    named = [index for index in range(len(lines)) if _begins_sheet(lines, index)]
    return named or [index for index in range(len(lines)) if _begins_sheet(lines, index, ("programme",))]


def _is_nameless_sheet(view: View) -> bool:
    first = min(view.indicator_headers)
    if _heads_list(view.indicator_headers[first], view.rows[first - 1] if first else []):
        return False
    top = [cell for line in view.rows[:first] for cell in line]
    if any(field_of(part, cell) == "name" for part in ("indicator_table", "project_table") for cell in top):
        return False
    titles = (*view.grid.title_lines, *(cell for line in view.rows[:_LINES_OF_A_TOP] for cell in line))
    if _may_name_several(view, first):
        return False
    speaks = any(
        speaks_of("performance", cell.text) for cell in titles if not is_label(cell) and not furniture_of(cell.text)
    )
    return speaks and any(field_of("goals", cell) or field_of("totals", cell) for cell in top)


def _may_name_several(view: View, first: int) -> bool:
    """Whether a label above the indicators that nobody knows may be that of a name, and the grid may hold several projects.

    With one grid of indicators, and the label printed once, it is of one.
    """
    tops = [printed_in(line) for line in view.rows[:first]]
    unknown = [printed[0] for printed in tops if printed and printed[0].column == 1 and is_unknown_pair(printed, 0)]
    texts = [squeeze(cell.text) for line in view.rows for cell in line]
    is_one = len(view.indicator_headers) == 1 and all(texts.count(squeeze(cell.text)) == 1 for cell in unknown)
    return bool(unknown) and not is_one


def _heads_list(header: IndicatorHeader, above: Line) -> bool:
    """Whether a header has columns left of its levels, as a list of projects has; their labels may stand in the row above.

    Where merged cells were lost, nothing stands below those labels, and 绩效指标 stands beside them over the levels.
    """
    levels = header.cell_of("level1")
    if levels is None:
        return False
    left = [cell for _, cell in header.columns if cell.column < levels.column]
    reaching = [cell for cell in printed_in(above) if cell.row_span > 1 and cell.column < levels.column]
    lost = [cell for cell in printed_in(above) if cell.column < levels.column]
    is_beside = any(cell.column == levels.column and heads_part(cell) for cell in printed_in(above))
    return bool(left) or len(reaching) > 1 or (is_beside and len(lost) > 1 and knows_columns(above))


def goes_on(view: View, before: Form) -> bool:
    """Whether a grid goes on from sheets above it: as wide as they are, and no sheet begins at its top."""
    if last_column_of(view.grid) != before.width:
        return False
    return not any(_begins_sheet(view.rows, index) for index in range(min(len(view.rows), _LINES_OF_A_TOP)))


def read_sheets(view: View, form: str, phase: str) -> Form:
    """All sheets of a grid that has some; of sheets side by side, those on the left first."""
    bands = bands_of(view)
    parts = [_Sheets(band) for band in bands]
    readers = [reader for part in parts for reader in part.readers]
    shared = labels_of_several(bands)
    first = len(parts[0].readers)
    labels = [span for reader in readers for span in reader.labels]
    return Form(
        form=form,
        phase=phase,
        money_unit=next((reader.money_unit for reader in readers if reader.money_unit), None),
        header=parts[0].header,
        columns={},
        width=last_column_of(view.grid),
        units=(),
        stated_totals=(),
        projects=tuple(
            reader.project() if at < first else levels_without_leaves(reader.project(), shared)
            for at, reader in enumerate(readers)
        ),
        spans=(
            *(span for part in parts for span in part.spans),
            *dict.fromkeys(labels),  # of bands that share their labels each has them
        ),
        rejects=(
            *(one for part in parts for one in part.rejects),
            *(one for reader in readers for one in reader.rejects),
        ),
        is_understood=all(reader.is_understood for reader in readers),
    )


class _Sheets:
    """The sheets of a grid, one below the other; `spans` and `rejects` are of what stands above the first."""

    def __init__(self, view: View) -> None:
        lines = view.rows
        names = _beginnings(lines) or [0]
        names = sorted({*names, *_nameless_tops(view, names)})
        starts = [_top_of_sheet(lines, index) for index in names]
        self.header = tuple(lines[names[0]])
        self.spans, self.rejects = _head_of_sheets(lines[: starts[0]])
        self.readers = []
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
            reader = SheetReader(view.grid, is_first=start == starts[0])
            reader.take(lines[start:stop])
            self.readers.append(reader)


def _head_of_sheets(head: list[Line]) -> tuple[list[Span], list[Reject]]:
    """What stands above the first sheet: its title, or the end of a sheet whose beginning is missing."""
    cells = [cell for line in head for cell in line]
    if any(is_level(LEVEL1, cell) or is_level(LEVEL2, cell) for cell in cells):
        return [], [Reject("sheet-unfinished", {}, cell, 0, len(cell.text)) for cell in cells if cell.text]
    return [span for cell in cells for span in plain_field(cell, "title")], []


def _nameless_tops(view: View, names: list[int]) -> Iterator[int]:
    """The rows in which the top of a sheet begins whose project is not named.

    Money stood above the indicators before, and here it stands again, above a grid of indicators of its own.
    """
    headers = sorted(view.indicator_headers)
    for above, below in pairwise(headers):
        if any(above < index < below for index in names):
            continue
        before = max((index for index in names if index < above), default=0)
        again = [index for index in range(above, below) if _prints_total(view.rows[index])]
        if again and any(_prints_total(line) for line in view.rows[before:above]):
            yield again[0]


def _prints_total(line: Line) -> bool:
    return any(field_of("totals", cell) for cell in line)


def _begins_sheet(lines: list[Line], index: int, kinds: tuple[str, ...] = ("name",)) -> bool:
    """Whether a row prints the label of a project's name, and is not the upper row of the header of an indicator table.

    A row that prints 项目名称 and further right 绩效指标 heads columns of both: each row below has its own project.
    """
    printed = printed_in(lines[index])
    names = [cell for cell in printed if field_named(cell) in kinds]
    if not names or heads_levels(lines[index]) or header_at(lines, index) or _is_named_by_number(names[0], printed):
        return False
    if heads_texts(lines, index, names[0]) and not labels_with_values_below(lines, index):
        return False
    if any(field_of("project_table", cell) == "indicators" for cell in printed[1:]):
        return False
    heads_table = index + 1 < len(lines) and heads_levels(lines[index + 1]) and len(printed) > 2
    are_labels = all(is_label(cell) or heads_column(cell) for cell in printed)
    return not (heads_table and (are_labels or _names_stand_below(lines, index, kinds)))


def _is_named_by_number(name: Cell, printed: Line) -> bool:
    """Whether 项目1 is the name of a project in a list: its row prints levels, or no name behind it but a number or nothing."""
    behind = printed[printed.index(name) + 1 :]
    is_no_name = not behind or is_blank(behind[0]) or read_number(behind[0].text) is not None
    return numbers_project(name) and (is_no_name or any(map(is_any_level, behind)))


def _names_stand_below(lines: list[Line], index: int, kinds: tuple[str, ...]) -> bool:
    """Whether the label of a project's name heads a column: nothing stands below it in the row of the levels, left of which
    it stands, and a text in a row below that.
    """
    label = next((cell for cell in lines[index] if field_of("fields", cell) in kinds), None)
    if label is None:
        return False
    below_it = spelled_out(lines[index + 1])
    levels = min(cell.column for cell in below_it if field_of("indicator_columns", cell) == "level1")
    columns = [{cell.column: cell for cell in line} for line in lines[index + 1 : index + 3]]
    if label.column >= levels or len(columns) < 2 or not all(map(knows_columns, lines[index : index + 3])):
        return False
    beside, below = columns[0].get(label.column), columns[1].get(label.column)
    return (beside is None or not beside.text.strip()) and below is not None and not is_any_level(below)


def _top_of_sheet(lines: list[Line], index: int) -> int:
    """Where the sheet begins whose project's name is in a row: at its title, unit of money or department above that row."""
    while index > 0 and _is_top(lines[index - 1]) and not _begins_sheet(lines, index - 1):
        index -= 1
    return index


def _is_top(line: Line) -> bool:
    """Whether a row stands above a project's name: 项目支出绩效目标表, (2024年度), 单位：万元, 主管部门, 部门：101某局."""
    printed = printed_in(line)
    if is_indicator_header(line):
        return False
    is_page = bool(printed) and all(furniture_of(cell.text) == "page_number" for cell in printed)
    return is_page or all(map(_is_head, printed)) or bool(printed and field_of("heads", printed[0]))


def _is_head(cell: Cell) -> bool:
    """Whether a cell is a title, a statement of the year or of money, or names the office that hands the sheet in."""
    label = own_label(cell)
    is_own = label is not None and "heads" in read_label(label).fields
    return is_title(cell) or is_own or furniture_of(cell.text) in ("unit", "stamp")
