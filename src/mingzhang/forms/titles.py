"""What stands above a form and names it: titles, the year, the unit of money."""

import re

from mingzhang import vocabulary
from mingzhang.forms.labels import is_label
from mingzhang.records import Cell, Grid
from mingzhang.text.named_times import year_of
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.pieces import either, squeeze

_LONGEST_STATEMENT = 14  # characters of a cell that states a unit of money and little else


def speaks_of(subject: str, text: str) -> bool:
    """Whether a text has one of the words that vocabulary/forms.yml lists for a subject (`performance`, `self_evaluation`)."""
    return any(word in text for word in vocabulary.load("forms")[subject])


@vocabulary.derived
def _title() -> re.Pattern[str]:
    """What stands above a sheet: 附件2, 项目支出绩效目标表(2024年度), (2024年度), 单位：万元."""
    words = either(vocabulary.load("forms")["performance"])
    return re.compile(rf"附件?\d*:?|[^,。;]{{0,40}}(?:{words})[^,。;]{{0,20}}表(?:\(.*\))?|\(?\d{{4}}年?度?\)?")


def is_title(cell: Cell) -> bool:
    """Whether a cell is the title of a sheet, or states a year or a unit of money as titles do."""
    text = squeeze(cell.text)
    states_unit = money_unit_stated(cell.text) is not None and len(text) <= _LONGEST_STATEMENT
    return states_unit or (bool(_title().fullmatch(text)) and not is_label(cell))


@vocabulary.derived
def _title_of_table() -> re.Pattern[str]:
    """A title as it is printed on the next page, or that of another part: 公开09表(续1), 表九 项目支出绩效目标(接上页)."""
    marks = either((*vocabulary.load("sheets")["continued"], *vocabulary.load("forms")["continued"]))
    continued = rf"\(?(?:{marks})[一二三四五六七八九十\d]{{0,2}}\)?"
    title = r"[^,。;≥≤]{1,40}"
    return re.compile(
        rf"{title}表(?:\([^()]{{1,8}}\)|{continued}|之[一二三四五六七八九十\d]{{1,3}})?|表[^,。;≥≤]{{1,40}}{continued}"
    )


def is_title_of_table(cell: Cell) -> bool:
    """Whether a cell prints the title of a table, also on a later page. So may a thing be called: 换装电表."""
    return bool(_title_of_table().fullmatch(squeeze(cell.text)))


def title_lines(grid: Grid, first: Cell) -> tuple[Cell, ...]:
    """What stands over the form that begins at a cell: the lines above, and rows of the table in which one cell is printed.

    Of a row that names the year and the unit of money, the year: 预算年度：2023 | 单位：万元.
    """
    start = next((index for index, row in enumerate(grid.rows) if first in row), len(grid.rows))
    printed = [[cell for cell in row if cell.text.strip()] for row in grid.rows[:start]]
    return (*grid.title_lines, *(cells[0] for cells in printed if len(cells) == 1 or (cells and _names_year(cells))))


def _names_year(cells: list[Cell]) -> bool:
    return year_of(cells[0].text) is not None and all(money_unit_stated(cell.text) for cell in cells[1:])
