"""Struck, raised, hidden and white text on pages, as browsers draw it, and form fields."""

import pytest

from mingzhang.readers import read
from mingzhang.records import Cell, Mark, Reading


def page(content: str, head: str = "") -> Reading:
    return read(f"<html><head>{head}</head><body><table><tr><td>a</td>{content}</tr></table></body></html>".encode())


def second(reading: Reading) -> Cell:
    return reading.grids[0].rows[0][1]


@pytest.mark.parametrize(
    ("content", "text", "marks"),
    [
        ("<s>50</s>77.00", "  77.00", (Mark(0, 2, "struck", "50"),)),
        ("<del>50</del><strike>5</strike>77.00", "   77.00", (Mark(0, 3, "struck", "505"),)),
        (
            "<span style='text-decoration: line-through'>5<b>0</b></span>77.00",
            "  77.00",
            (Mark(0, 2, "struck", "50"),),
        ),
        ("77.00<sup>1</sup>", "77.00 ", (Mark(5, 6, "raised", "1"),)),
        ("77.00<span style='vertical-align:super'>1</span>", "77.00 ", (Mark(5, 6, "raised", "1"),)),
        ("100m<sup>2</sup>", "100m²", ()),
        ("CO<sub>2</sub>", "CO₂", ()),
        ("<ruby>人才<rp>(</rp><rt>rén cái</rt><rp>)</rp></ruby>工作", "人才工作", (Mark(2, 2, "reading", "rén cái"),)),
        ("<span style='color:#fff'>9</span>77.00", " 77.00", (Mark(0, 1, "hidden", "9"),)),
        ("<font color=white>9</font>77.00", " 77.00", (Mark(0, 1, "hidden", "9"),)),
        ("<span style='background:#1f4e79;color:white'>甲</span>", "甲", ()),
        (
            "<span style='color:rgb(31, 78, 121);background-color:#1F4E79'>甲</span>乙",
            " 乙",
            (Mark(0, 1, "hidden", "甲"),),
        ),
        ("7<span style='display:none'>5</span>7.00", "7 7.00", (Mark(1, 2, "hidden", "5"),)),
        ("甲<span style='visibility:hidden'>乙</span>丙", "甲丙", (Mark(1, 1, "hidden", "乙"),)),
        ("甲<span style='opacity:0'>乙</span><i style='font-size:0px'>丙</i>", "甲", (Mark(1, 1, "hidden", "乙丙"),)),
        ("甲<span style='visibility:hidden'>乙<b style='visibility:visible'>丙</b></span>", "甲丙", None),
    ],
)
def test_a_cell_keeps_how_its_text_looks(content: str, text: str, marks: tuple[Mark, ...] | None) -> None:
    cell = second(page(f"<td>{content}</td>"))
    assert cell.text == text
    if marks is not None:
        assert cell.marks == marks


def test_text_in_a_cell_with_a_dark_background_of_its_own_its_row_or_its_table_is_seen() -> None:
    for content in (
        "<td bgcolor='#1f4e79'><font color='#ffffff'>甲</font></td>",
        "<td style='background:#1f4e79 none repeat;color:#ffffff'>甲</td>",
        "<td style='background-image:url(x.png);background:url(x.png);color:#ffffff'>甲</td>",
    ):
        assert second(page(content)).text == "甲"


@pytest.mark.parametrize(
    ("sheet", "attributes"),
    [
        (".old{text-decoration:line-through}", "class='new old'"),
        ("span.old , p.x { text-decoration : line-through !important }", "class=old"),
        ("#a { text-decoration-line: line-through; }", "id=a"),
        ("table td > span {text-decoration:line-through}", ""),
        ("/* span{} */ @media screen { span { text-decoration: line-through } }", ""),
        ("span{text-decoration:none} .old{text-decoration:line-through}", "class=old"),
    ],
)
def test_style_sheets_in_the_page_count(sheet: str, attributes: str) -> None:
    cell = second(page(f"<td><span {attributes}>50</span>77.00</td>", f"<style>{sheet}</style>"))
    assert cell.text == "  77.00"


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print { span { text-decoration: line-through } }",
        ".other{text-decoration:line-through}",
        "tr > span{text-decoration:line-through}",
        "span:hover{text-decoration:line-through}",
        "span{text-decoration:line-through} td span{text-decoration:none}",
    ],
)
def test_rules_that_do_not_hold_for_an_element_do_not_count(sheet: str) -> None:
    assert second(page("<td><span>50</span>77.00</td>", f"<style>{sheet}</style>")).text == "5077.00"


def test_white_text_is_seen_where_a_sheet_outside_the_page_may_paint_behind_it() -> None:
    link = "<link rel='stylesheet' href='x.css'>"
    assert second(page("<td><span style='color:#fff'>甲</span></td>", link)).text == "甲"


@pytest.mark.parametrize(
    ("content", "text", "reasons"),
    [
        ("<input value='77.00' readonly>", "77.00", []),
        ("<input type=number value=77>万元", "77万元", []),
        ("<textarea>\n77.00</textarea>", "77.00", []),
        ("<select><option>3.00</option><option selected>77.00</option></select>", "77.00", []),
        ("<select><option>3.00</option><option>77.00</option></select>", "3.00", []),
        ("<input type=checkbox checked>是<input type=checkbox>否", "☑是☐否", []),
        ("<input>", "", ["form-field-empty"]),
        ("<input type=hidden value=5><input type=password value=6>甲", "甲", []),
        ("<input placeholder='请填写'>", "   ", []),
    ],
)
def test_form_fields_in_a_table_show_what_a_browser_shows_or_are_named(
    content: str, text: str, reasons: list[str]
) -> None:
    reading = page(f"<td>{content}</td>")
    assert second(reading).text == text
    assert [(reject.reason, reject.cell) for reject in reading.rejects] == [(one, second(reading)) for one in reasons]


def test_hidden_rows_and_cells_of_a_table_are_named() -> None:
    reading = page("<td>b</td></tr><tr style='display:none'><td>甲</td><td>77.00</td>")
    assert [(reject.reason, reject.values) for reject in reading.rejects] == [("part-hidden", {"text": "甲77.00"})]
