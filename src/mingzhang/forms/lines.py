"""The lines outside tables, and the tables that are no form: what of them is furniture of a form, and what may be a lost part.

A line that breaks into a table (a page number, a note) parts it for the reader, and what stands behind it may not be
recognised. So whatever stands around a form is asked whether it could be data of the form; if so, a reject names it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mingzhang.forms.furniture import could_hold_data, is_furniture_outside
from mingzhang.forms.matrix import last_column_of
from mingzhang.forms.texts import plain_field
from mingzhang.records import Cell, Grid, Reading, Reject, SourceTable
from mingzhang.text.pieces import squeeze
from mingzhang.vocabulary.reasons import loses_rows

_NEAR = 6  # lines this close to a form
_LONGEST_ROW = 80  # characters of a line that may be a row; a longer one is prose
# What stands over another table: 收支总表, 附件2, 第三部分, 二、收入情况.
_TITLE = re.compile(r"表(?:\(.*\))?$|^附[件表]|^第.{1,3}部分|^[一二三四五六七八九十]+、")
_TITLE_OF_TABLE = re.compile(r"表(?:\(.*\))?$|^附[件表]|^第.{1,3}部分")
_SENTENCE_ENDS = ("。", "；", "！", "？")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around forms: their tables with the furniture, and what may be part of them and was not read."""

    tables: tuple[SourceTable, ...]
    rejects: tuple[Reject, ...]


def look_around(reading: Reading, tables: tuple[SourceTable, ...], taken: Iterable[Cell]) -> Surroundings:
    """Each line near a form as its furniture or as a doubt, without the lines that are `taken` for something else.

    A table without form that goes on like the form before it is rejected too. `is_whole` of a table says whether something
    of it may be missing.
    """
    named = {*taken, *(reject.cell for table in tables if table.form for reject in table.form.rejects if reject.cell)}
    furniture: dict[int, list[Cell]] = {}
    doubts: list[Reject] = []
    for index, lines in _lines_by_form(reading, tables):
        free = [line for line in lines if line not in named]
        furniture.setdefault(index, []).extend(free)
        is_inside = _goes_on(tables, index)
        doubts += [_doubt(line) for line in free if _may_hold_data(line) or (is_inside and _may_be_text(line))]
    doubtful = [one.cell for one in doubts]
    lost = {index: list(_lost_tables(tables, index)) for index in range(len(tables)) if tables[index].form}
    rejects = (*doubts, *(reject for several in lost.values() for reject in several))
    furnished = tuple(
        replace(
            table,
            # A line that may hold data is told as a doubt: whoever reads spans must not find it called furniture.
            furniture=tuple(
                span
                for line in furniture.get(index, ())
                for span in plain_field(line, "unclear" if line in doubtful else "furniture")
            ),
            is_whole=table.form is None or not (lost[index] or _was_cut(table, doubtful, furniture.get(index, []))),
        )
        for index, table in enumerate(tables)
    )
    return Surroundings(furnished, rejects)


def _was_cut(table: SourceTable, doubtful: list[Cell | None], lines: list[Cell]) -> bool:
    """Whether rows of a form were refused, or a line around it may be one."""
    assert table.form
    return any(loses_rows(reject.reason) for reject in table.form.rejects) or any(line in doubtful for line in lines)


def _lines_by_form(reading: Reading, tables: tuple[SourceTable, ...]) -> Iterator[tuple[int, list[Cell]]]:
    """The index of a form's table and lines around it: those above it, and those behind it that no other form has."""
    above = [list(grid.title_lines) for grid in reading.grids]
    own = {line for lines in above for line in lines}
    behind = [line for line in reading.lines if line not in own]
    seen: set[Cell] = set()
    for index, table in enumerate(tables):
        new = [line for line in above[index] if line not in seen]
        seen |= set(new)
        before = index - 1 if index and tables[index - 1].form else None
        if table.form:
            between = before is not None and table.continues is not None
            yield index, new if between else _close_above(table.grid, new)
        if before is not None and not table.form:
            yield before, new[:_NEAR]
    if tables and tables[-1].form:
        yield len(tables) - 1, behind[:_NEAR]


def _close_above(grid: Grid, lines: list[Cell]) -> list[Cell]:
    page = grid.rows[0][0].page
    return [line for line in lines if line.page == page][-_NEAR:]


def _goes_on(tables: tuple[SourceTable, ...], index: int) -> bool:
    """Whether a form goes on with the one before it: what stands between them stands inside a table."""
    before = tables[index - 1].form if index else None
    form = tables[index].form
    if form is None or before is None or form.form != before.form:
        return False
    labels, labels_before = ([squeeze(cell.text) for cell in one.header] for one in (form, before))
    return bool(form.columns) and labels == labels_before


def _may_be_text(line: Cell) -> bool:
    """Whether a line inside a table may be a piece of a cell: it is no furniture, and no title."""
    text = squeeze(line.text)
    return not is_furniture_outside(text) and not _TITLE.search(text)


def _doubt(line: Cell) -> Reject:
    return Reject("line-may-hold-data", {"text": line.text.strip()}, line, 0, len(line.text))


def _may_hold_data(line: Cell) -> bool:
    """Whether a line near a form looks like a row of it, or a piece of one, and not like a sentence or furniture."""
    text = line.text.strip()
    is_prose = len(text) > _LONGEST_ROW or text.endswith(_SENTENCE_ENDS)
    return not is_prose and not is_furniture_outside(text) and could_hold_data([text])


def _lost_tables(tables: tuple[SourceTable, ...], index: int) -> Iterator[Reject]:
    """A reject for each row with data of the tables right behind a form that are no wider, have no title and are no form.

    Where the form is a header and nothing more, what is below it may stand in any table behind it.
    """
    form = tables[index].form
    assert form
    width = last_column_of(tables[index].grid)
    own = {squeeze(cell.text) for cell in (*tables[index].grid.title_lines, *tables[index].title_lines)}
    for table in tables[index + 1 :]:
        title = (
            _TITLE_OF_TABLE if last_column_of(table.grid) == width else _TITLE
        )  # 二、某县科协 may part rows of a list
        is_titled = any(
            title.search(text) and not is_furniture_outside(text) and text not in own  # 续表 is of the table above
            for text in (squeeze(line.text) for line in table.grid.title_lines)
        )
        is_other = table.form or table.why != "form-not-recognised" or is_titled
        is_rest = not form.projects and table.form is None and table.why == "form-not-recognised"
        if not is_rest and (is_other or last_column_of(table.grid) > width):
            return
        yield from (
            Reject("row-not-read", {"form": form.form}, cell, 0, len(cell.text))
            for row in table.grid.rows
            if could_hold_data(cell.text for cell in row)
            for cell in row
            if cell.text.strip()
        )
