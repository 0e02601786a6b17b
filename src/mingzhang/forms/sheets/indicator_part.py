"""The grid of indicators of a sheet: where it ends, and what it is for (the year, or the whole project)."""

from dataclasses import replace

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.indicators.cells import place_by_columns
from mingzhang.forms.indicators.grid import begins_anew
from mingzhang.forms.indicators.grid_reader import IndicatorGrid
from mingzhang.forms.indicators.header import IndicatorHeader, blocks_of, header_at, is_points, part_of
from mingzhang.forms.labels import field_of, heads_part, is_any_level, is_label, is_level, is_unnamed, own_label
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.forms.sheets.label_rows import looks_like_label
from mingzhang.forms.sheets.money_labels import list_of_label
from mingzhang.forms.titles import is_title
from mingzhang.parse.levels import LEVEL1, LEVEL2
from mingzhang.records import Cell, Heading, Indicator, Reject
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze


def indicator_rows(lines: list[Line], index: int, header: IndicatorHeader) -> tuple[list[Line], list[Line], int]:
    """The rows of indicators, those that print the header again, and where they end.

    They end at their points, at another label or header, at a cell over the width.

    Where the rows stand in the columns of the header, something else beside them begins another part too. The header
    printed again, on another page, ends nothing.
    """
    part = part_of(header) if index < len(lines) and _stands_in_columns(header, lines[index]) else None
    rows: list[Line] = []
    headers: list[Line] = []
    while index < len(lines):
        line = lines[index]
        printed = printed_in(line)
        if (again := header_at(lines, index)) and _same_labels(again, header):
            headers += lines[index : index + again.height]
            index += again.height
            continue
        if header.height == 1 and _prints_labels(line, header):
            headers.append(line)
            index += 1
            continue
        starts_part = any(field_of("fields", cell) or field_of("goals", cell) for cell in printed[:1]) and not any(
            map(is_any_level, printed[1:])  # 年度目标1 | 产出指标 | … is a row of the grid
        )
        if (
            again
            or (is_points(line) and not _goes_on_below(lines[index + 1 :], header))
            or starts_part
            or _prints_money(printed, header)
            or (bool(printed) and all(furniture_of(cell.text) or own_label(cell) for cell in printed))
            or (part and _begins_other_part(line, part))
            or (len(printed) == 1 and not _is_entry(printed[0], header))
        ):
            break
        rows.append(line)
        index += 1
    return rows, headers, index


def _prints_money(printed: Line, header: IndicatorHeader) -> bool:
    """Whether a row prints an amount of the sheet where its levels stand: 预算金额 | 486,500.00, and no indicator."""
    level = header.cell_of("level1")
    return (
        level is not None
        and len(printed) > 1
        and printed[0].column == level.column
        and list_of_label(printed[0]) is not None
        and read_number(printed[1].text) is not None
    )


def _prints_labels(line: Line, header: IndicatorHeader) -> bool:
    """Whether a row prints the labels of a header once more, whatever stands below them there."""
    own, printed = printed_in(header.labels), printed_in(line)
    return [squeeze(cell.text) for cell in own] == [squeeze(cell.text) for cell in printed]


def _same_labels(header: IndicatorHeader, other: IndicatorHeader) -> bool:
    """Whether a header is another one printed again; what heads the whole part beside it may be missing from either."""

    def printed(one: IndicatorHeader) -> list[str]:
        """The labels of a header but that of its part, without blanks."""
        part = part_of(one)
        return [squeeze(cell.text) for cell in one.labels if cell != part]

    parts = [part for part in map(part_of, (header, other)) if part]
    is_one_part = len({squeeze(part.text) for part in parts}) < 2
    levels = ([squeeze(cell.text) for cell in one.levels] for one in (header, other))
    return is_one_part and printed(header) == printed(other) and next(levels) == next(levels)


def _stands_in_columns(header: IndicatorHeader, line: Line) -> bool:
    """Whether the first row below a header has its level 1 where the header has it."""
    placed = place_by_columns(header, [line])
    return placed is not None and "level1" in placed[0] and is_level(LEVEL1, placed[0]["level1"])


def _goes_on_below(lines: list[Line], header: IndicatorHeader) -> bool:
    """Whether the next row that does not add up points begins with a level in its column: they were those of a level."""
    below = next((line for line in lines if printed_in(line) and not is_points(line)), None)
    return below is not None and _stands_in_columns(header, below)


def _begins_other_part(line: Line, part: Cell) -> bool:
    """Whether a row prints something else beside the grid, where its heading stands; 绩 / 效 / 指 / 标 is that heading."""
    beside = next((cell for cell in line if cell.column == part.column and cell.text.strip()), None)
    if beside is None or heads_part(beside):
        return False
    return len(squeeze(beside.text)) > 2 and squeeze(beside.text) != squeeze(part.text)


def _is_entry(cell: Cell, header: IndicatorHeader) -> bool:
    """Whether a cell alone in its row may belong to the indicators: a heading or a name with nothing behind it."""
    names = [label.column for name, label in header.columns if name == "name"]
    stands_below = knows_columns(header.labels) and cell.column in names and cell.column > 1
    return is_level(LEVEL1, cell) or is_level(LEVEL2, cell) or stands_below or is_unnamed(cell)


def scopes_of(lines: list[Line], index: int, header: IndicatorHeader) -> list[str | None]:
    """What the indicators below a header are for: by the labels that head it, of grids side by side also by the goals.

    The goals of the whole project and of the year stand above such grids in the same order.
    """
    above = printed_in(lines[index - 1] if index else [])
    heading = above if all(map(heads_part, above)) else []
    found = [scope for cell in (*heading, *header.labels) if (scope := field_of("blocks", cell))]
    if len(blocks := blocks_of(header)) == 1:
        return [found[-1]] if found else []
    if header.levels:
        return [found[-1] if found else None] * len(blocks)
    if found:
        return list(found)
    pairs = [[scope for cell in line if (scope := field_of("goals", cell))][-2:] for line in lines[:index]]
    return next((list(pair) for pair in reversed(pairs) if set(pair) == {"whole_project", "year"}), [])


def unknown_heading(above: Line) -> Cell | None:
    """What stands alone in the row above a header of indicators, may be its heading, and is no label that we know."""
    printed = printed_in(above)
    alone = printed[0] if len(printed) == 1 and printed[0].column == 1 else None
    if alone is None or is_label(alone) or heads_part(alone) or is_title(alone) or furniture_of(alone.text):
        return None
    return alone if looks_like_label(alone) and not money_unit_stated(alone.text) else None


def doubts_of_scope(
    header: IndicatorHeader, grid: IndicatorGrid, scopes: list[str | None], above: Cell | None = None
) -> list[Reject]:
    """Doubts where a grid may be of the year or of the whole project: its heading is not known (that in a row of its own is
    `above`), or its levels begin anew.

    Indicators of which it is not sure lose their scope.
    """
    blocks = blocks_of(header)
    if grid.indicators and len(blocks) > 1 and len(scopes) != len(blocks):
        names = (block.cell_of("name") for block in blocks)
        first = {"label": printed_in(header.labels)[0].text.strip()}
        return [Reject("scope-not-told", first, cell, 0, len(cell.text)) for cell in names if cell]
    levels, name = header.cell_of("level1"), header.cell_of("name")
    left = [
        cell for one, cell in header.columns if one.startswith("unknown") and levels and cell.column < levels.column
    ]
    if (part := part_of(header)) and not heads_part(part) and not is_label(part):
        left.append(part)
    if above is not None:
        left.append(above)
    if left and name and not scopes:
        values = {"label": left[0].text.strip()}
        told = [] if left[0] in (one.cell for one in grid.rejects) else [("label-unknown", left[0])]
        doubts = [*told, ("scope-not-told", name)]
        return [Reject(reason, values, cell, 0, len(cell.text)) for reason, cell in doubts]
    again = begins_anew(grid.headings) if len(scopes) == 1 and scopes[0] else None
    if again is None:
        return []
    later = [one for one in grid.indicators if one.heading and one.heading.position >= again.position]
    grid.indicators = [replace(one, scope=None) if one in later else one for one in grid.indicators]
    return [Reject("scope-not-told", {"label": again.text}, one.cell, 0, len(one.cell.text)) for one in later]


def renumbered(headings: list[Heading], indicators: list[Indicator]) -> tuple[list[Heading], list[Indicator]]:
    """Headings and indicators with positions that run on over several grids of one sheet: of the year, of the project."""
    moved = {id(heading): replace(heading, position=position) for position, heading in enumerate(headings, 1)}
    again = [
        replace(one, position=position, heading=moved.get(id(one.heading)) if one.heading else None)
        for position, one in enumerate(indicators, 1)
    ]
    return list(moved.values()), again
