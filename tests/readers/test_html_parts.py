"""Tables that a page makes of other elements, by its style sheet, by roles, or by boxes in rows; and what stays none."""

import html

import pytest

from mingzhang.readers.html import read
from tests.readers.marked_files import ROWS, TITLE


def page(style: str, table: str, row: str, cell: str, before: str = "") -> bytes:
    """The rows of a form as such elements; `row` may be '' for none."""
    drawn = "".join(
        row
        + "".join(f"{cell}{html.escape(text).replace(chr(10), '<br>')}</div>" for text in one)
        + ("</div>" if row else "")
        for one in ROWS
    )
    head = f"<head><meta charset=utf-8><style>{style}</style></head>"
    return f"<html>{head}<body><h1>{TITLE}</h1>{table}{before}{drawn}</div></body></html>".encode()


TABLES: dict[str, tuple[str, str, str, str]] = {
    "by a style sheet": (
        ".t{display:table}.r{display:table-row}.c{display:table-cell}",
        *("<div class=t>", "<div class=r>", "<div class=c>"),
    ),
    "by their own styles": (
        "",
        *("<div style='display:table'>", "<div style='display: table-row'>", "<div style='display:table-cell'>"),
    ),
    "by roles": ("", "<div role=table>", "<div role=row>", "<div role=cell>"),
    "as a grid of rows": (
        ".t{display:grid;grid-template-columns:repeat(5,1fr)}.r{display:contents}",
        *("<div class=t>", "<div class=r>", "<div>"),
    ),
    "as a grid of items": (
        ".t{display:grid;grid-template-columns:[a] 80px minmax(10px, 1fr) repeat(3, 1fr)}",
        *("<div class=t>", "", "<div>"),
    ),
    "as boxes in rows": (".r{display:flex}", "<div>", "<div class=r>", "<div>"),
}


@pytest.mark.parametrize("name", TABLES)
def test_other_elements_make_a_table(name: str) -> None:
    reading = read(page(*TABLES[name]))
    (grid,) = reading.grids
    assert [[cell.text for cell in row] for row in grid.rows] == ROWS
    assert [line.text for line in reading.lines] == [TITLE]
    assert reading.rejects == ()


def test_an_item_of_a_grid_spans_columns() -> None:
    style = ".t{display:grid;grid-template-columns:repeat(5,1fr)}.w{grid-column:1 / span 4}"
    (grid,) = read(page(style, "<div class=t>", "", "<div>", "<div class=w>某某</div><div>万元</div>")).grids
    assert [(cell.text, cell.column, cell.column_span) for cell in grid.rows[0]] == [("某某", 1, 4), ("万元", 5, 1)]
    assert len(grid.rows) == len(ROWS) + 1


def test_items_may_stand_in_boxes_that_are_none_however_deep() -> None:
    inner = "<div class=r>" * 1500
    body = (
        f"<style>.t{{display:grid;grid-template-columns:1fr 1fr 1fr}}.r{{display:contents}}</style><div class=t>{inner}"
    )
    body += "".join(f"<i>{text}</i>" for text in "甲乙丙丁戊己")
    (grid,) = read(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()).grids
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", "乙", "丙"], ["丁", "戊", "己"]]


@pytest.mark.parametrize(
    "style",
    [
        ".t{display:grid;grid-template-columns:1fr 4fr}",
        ".t{display:grid;grid-template-columns:repeat(auto-fill, 90px)}",
        ".t{display:grid;grid-template-columns:repeat(5,1fr);grid-auto-flow:column}",
        ".t{display:grid;grid-template-columns:repeat(5,1fr)}.c{grid-area:a}",
        ".r{display:flex;flex-direction:column}",
        ".r{display:flex}.c{order:1}",
    ],
)
def test_what_is_laid_out_otherwise_stays_lines(style: str) -> None:
    reading = read(page(style, "<div class=t>", "<div class=r>" if ".r" in style else "", "<div class=c>"))
    assert reading.grids == ()
    assert len(reading.lines) == 1 + sum(len(text.split("\n")) for row in ROWS for text in row if text)


def reasons(body: str) -> list[tuple[str, int | None]]:
    """The rejects of a page and the row that each stands in."""
    reading = read(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode())
    return [(one.reason, one.cell.row if one.cell else None) for one in reading.rejects]


ROW = "<tr><td>甲</td><td>乙</td><td>丙</td></tr>"


def test_a_row_that_ends_before_the_others_or_behind_them_is_told() -> None:
    assert reasons(f"<table>{ROW}{ROW}<tr><td>甲</td><td>乙</td></tr>{ROW}</table>") == [("row-ends-early", 3)]
    assert reasons(f"<table><tr><td colspan=3>题</td></tr>{ROW}{ROW}<tr><td>注</td></tr></table>") == []
    assert reasons(f"<table>{ROW}{ROW}<tr><td>甲</td><td>甲</td><td>乙</td><td>丙</td></tr>{ROW}</table>") == [
        ("row-ends-late", 3)
    ]
    above = "<tr><td>甲</td><td>乙</td><td rowspan=2>丙</td></tr><tr><td>丁</td><td>戊</td></tr>"
    assert reasons(f"<table>{ROW}{ROW}{above}</table>") == []


def test_a_column_that_a_style_hides_is_told() -> None:
    columns = "<colgroup><col><col style='visibility:collapse'><col></colgroup>"
    assert reasons(f"<table>{columns}{ROW}{ROW}</table>") == [("style-not-understood", None)]


def test_tags_of_cells_that_do_not_match_are_told_and_other_tags_are_not() -> None:
    assert reasons(f"<table>{ROW}<tr>甲</td><td>乙</td><td>丙</td></tr>{ROW}</table>")[-1] == ("tags-unmatched", None)
    assert reasons(f"<center><b></font><table>{ROW}<tr><td><p>甲<td>乙<td>丙</table></div>") == []


@pytest.mark.parametrize(
    ("cell", "is_told"),
    [
        ("<i style='float:right'>7</i>7.00", True),
        ("<div style='display:flex'><i style='order:2'>7.00</i><i style='order:1'>7</i></div>", True),
        ("<i style='float:right'>77.00</i>", False),
        ("77.00<i style='float:right'>元</i>", False),
        ("<i style='order:2'>7</i>7.00", False),
    ],
)
def test_digits_that_stand_elsewhere_than_they_are_written_are_not_read(cell: str, is_told: bool) -> None:
    assert (
        reasons(f"<table>{ROW}<tr><td>甲</td><td>{cell}</td><td>丙</td></tr></table>")
        == [("order-by-style", 2)] * is_told
    )
