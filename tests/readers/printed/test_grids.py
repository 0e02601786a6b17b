"""What goes on over a page break, on tables of two columns (100 and 100 wide) in letters 10 wide."""

import pytest

from mingzhang.readers.printed.cells import PageTable, PrintedCell
from mingzhang.readers.printed.glyphs import Box, Glyph
from mingzhang.readers.printed.grids import PrintedTable
from mingzhang.readers.printed.lines import lines_of

FULL = "一二三四五六七八九十"  # as wide as a cell


def cell(row: int, column: int, texts: list[str], open_below: bool = False) -> PrintedCell:
    left, top = column * 100.0, row * 100.0
    glyphs = []
    for number, text in enumerate(texts):
        for at, character in enumerate(text):
            x, y = left + at * 10, top + number * 12
            glyphs.append(Glyph(character, x, x + 10, y + 9, 10, 0, Box(x, y, x + 10, y + 10)))
    return PrintedCell(Box(left, top, left + 100, top + 100), row, 1, open_below, lines=lines_of(glyphs))


def table(page: int, *rows: tuple[list[str], list[str]], open_below: bool = False) -> PageTable:
    last = len(rows) - 1
    cells = [
        cell(number, column, texts, open_below and number == last)
        for number, row in enumerate(rows)
        for column, texts in enumerate(row)
    ]
    return PageTable(page, Box(0, 0, 200, len(rows) * 100), len(rows), cells)


def texts(first: PageTable, second: PageTable) -> list[list[str]]:
    logical = PrintedTable(first, ())
    assert logical.goes_on_in(second, anything_between=False)
    logical.go_on_in(second)
    found = logical.texts()
    return [[found[id(one)].printed for one in row] for row in logical.rows]


HEAD = (["编码"], ["目标"])


@pytest.mark.parametrize("open_below", [True, False])
def test_a_row_that_breaks(open_below: bool) -> None:
    first = table(1, HEAD, (["甲"], [FULL, FULL]), open_below=open_below)
    assert texts(first, table(2, ([], ["完"]), (["乙"], ["短"]))) == [
        ["编码", "目标"],
        ["甲", FULL * 2 + "完"],
        ["乙", "短"],
    ]


def test_a_row_that_breaks_below_a_repeated_header_without_a_rule_between_them() -> None:
    first = table(1, HEAD, (["甲"], [FULL, FULL]), open_below=True)
    second = table(2, (["编码"], ["目标", "完"]))
    assert texts(first, second) == [["编码", "目标"], ["甲", FULL * 2 + "完"], ["编码", "目标"]]


def test_a_page_that_ends_between_two_rows_without_a_rule() -> None:
    first = table(1, HEAD, (["甲"], [FULL, FULL]), open_below=True)
    assert texts(first, table(2, (["乙"], [FULL, "完"])))[1:] == [["甲", FULL * 2], ["乙", FULL + "完"]]


def test_a_short_text_below_a_short_text_is_the_next_one() -> None:
    first = table(1, HEAD, (["甲"], ["五"]))
    assert texts(first, table(2, ([], ["六"])))[1:] == [["甲", "五"], ["", "六"]]


def test_other_columns_and_skipped_pages_are_other_tables() -> None:
    logical = PrintedTable(table(1, HEAD), ())
    other = PageTable(2, Box(0, 0, 300, 100), 1, [PrintedCell(Box(0, 0, 300, 100), 0, 1)])
    assert not logical.goes_on_in(other, anything_between=False)
    assert not logical.goes_on_in(table(3, HEAD), anything_between=False)
    assert not logical.goes_on_in(table(2, (["甲"], ["短"])), anything_between=True)
