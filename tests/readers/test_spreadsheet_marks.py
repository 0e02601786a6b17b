"""Struck, raised, white and negative in workbooks, written by the programs that people write them with."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill

from mingzhang.readers import read
from mingzhang.records import Cell, Mark, Reading
from tests.readers.producers_sheets import saved


def xlsx(fill: Callable[[Any], None]) -> Reading:
    book = openpyxl.Workbook()
    fill(book.active)
    return read(saved(book))


def only(reading: Reading) -> Cell:
    (cell,) = reading.cells()
    return cell


def rich(*runs: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**font), text) for text, font in runs))


@pytest.mark.parametrize(
    ("font", "kind"),
    [
        ({"strike": True}, "struck"),
        ({"vertAlign": "superscript"}, "raised"),
        ({"vertAlign": "subscript"}, "lowered"),
        ({"color": "FFFFFFFF"}, "hidden"),
    ],
)
def test_a_run_of_a_text_bears_its_look(font: dict[str, Any], kind: str) -> None:
    cell = only(xlsx(lambda sheet: sheet.cell(1, 1, rich(("50", font), ("77.00", {})))))
    assert (cell.text, cell.printed, cell.marks) == ("  77.00", "5077.00", (Mark(0, 2, kind, "50"),))


def test_a_run_of_a_text_that_the_workbook_keeps_once_bears_its_look() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        struck, usual = book.add_format({"font_strikeout": True}), book.add_format()
        book.add_worksheet().write_rich_string(0, 0, struck, "50", usual, "77.00")
    assert only(read(file.getvalue())).text == "  77.00"


@pytest.mark.parametrize("value", [50.5, "50.5"])
def test_a_struck_cell_is_struck_as_a_whole_number_or_text(value: Any) -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, value).font = Font(strike=True)

    cell = only(xlsx(fill))
    assert (cell.text, cell.printed, cell.marks) == ("    ", "50.5", (Mark(0, 4, "struck", "50.5"),))


def test_a_text_raised_as_a_whole_is_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, "77.00").font = Font(vertAlign="superscript")

    assert only(xlsx(fill)).text == "77.00"


@pytest.mark.parametrize(
    ("font", "fill_colour", "text"),
    [
        ("FFFFFFFF", None, "   "),
        ("FFFFFFFF", "FF1F4E79", "甲乙丙"),  # white on blue, as headers are
        ("FF1F4E79", "FF1F4E79", "   "),
        ("FF808080", None, "甲乙丙"),
    ],
)
def test_text_in_the_colour_of_its_background_is_hidden(font: str, fill_colour: str | None, text: str) -> None:
    def fill(sheet: Any) -> None:
        cell = sheet.cell(1, 1, "甲乙丙")
        cell.font = Font(color=font)
        if fill_colour:
            cell.fill = PatternFill("solid", fgColor=fill_colour)

    assert only(xlsx(fill)).text == text


def test_white_text_under_a_condition_that_may_fill_the_cell_is_read() -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, "甲").font = Font(color="FFFFFFFF")
        rule = CellIsRule(operator="equal", formula=['"甲"'], fill=PatternFill(bgColor="FF0000"))
        sheet.conditional_formatting.add("A1:A9", rule)

    assert only(xlsx(fill)).text == "甲"


NEGATIVE = [
    ("#,##0.00;[Red]#,##0.00", "-77.00", " 77.00"),
    ("#,##0.00_);[Red](#,##0.00)", "-77.00 ", "(77.00)"),
    ("#,##0.00;(#,##0.00)", "-77.00 ", "(77.00)"),
    ('"¥"#,##0.00;[Red]"¥"#,##0.00', "-¥77.00", " ¥77.00"),
    ("#,##0.00;[Red]-#,##0.00", "-77.00", "-77.00"),
    ("0.00", "-77.00", "-77.00"),
]


@pytest.mark.parametrize(("code", "text", "printed"), NEGATIVE)
def test_a_number_that_only_its_look_shows_to_be_negative_is_negative(code: str, text: str, printed: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, -77).number_format = code

    cell = only(xlsx(fill))
    assert (cell.text, cell.printed) == (text, printed)
    assert bool(cell.marks) == (text != printed)


@pytest.mark.parametrize("code", ["0.00;0.00", "[Red]0.00;[Red]0.00"])
def test_a_negative_number_that_looks_positive_is_refused_by_name(code: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, -77).number_format = code
        sheet.cell(1, 2, "甲")

    reading = xlsx(fill)
    assert [cell.text for cell in reading.cells()] == ["", "甲"]
    assert [(reject.reason, reject.values) for reject in reading.rejects] == [
        ("negative-not-shown", {"format": code, "value": "-77"})
    ]


def test_zero_shown_as_a_dash_is_zero_and_a_dash_that_somebody_typed_is_one() -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, 0).number_format = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
        sheet.cell(1, 2, "-")

    zero, dash = xlsx(fill).cells()
    assert (zero.text.strip(), zero.printed.strip(), [mark.kind for mark in zero.marks]) == ("0", "-", ["zero"])
    assert (dash.text, dash.marks) == ("-", ())


@pytest.mark.parametrize("value", [77, "甲乙"])
def test_what_the_number_format_shows_to_nobody_is_kept_as_hidden(value: Any) -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, value).number_format = ";;;"

    cell = only(xlsx(fill))
    assert (cell.text, cell.printed, cell.marks) == ("  ", str(value), (Mark(0, 2, "hidden", str(value)),))


def test_xls_keeps_the_looks_of_cells_and_runs() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    struck, raised, white = xlwt.Font(), xlwt.Font(), xlwt.Font()
    struck.struck_out, raised.escapement, white.colour_index = True, xlwt.Font.ESCAPEMENT_SUPERSCRIPT, 1
    sheet.write_rich_text(0, 0, [("50", struck), ("77.00", xlwt.Font())])
    sheet.write_rich_text(0, 1, ["77.00", ("1", raised)])
    sheet.write_rich_text(0, 2, [("9", white), ("77.00", xlwt.Font())])
    style = xlwt.XFStyle()
    style.font = struck
    sheet.write(0, 3, 50.5, style)
    sheet.write(0, 4, -77, xlwt.easyxf(num_format_str="0.00;[Red]0.00"))
    sheet.write(0, 5, "白底蓝字", xlwt.easyxf("font: colour white; pattern: pattern solid, fore_colour dark_blue"))
    file = io.BytesIO()
    book.save(file)
    cells = read(file.getvalue()).cells()
    assert [cell.text for cell in cells] == ["  77.00", "77.00 ", " 77.00", "    ", "-77.00", "白底蓝字"]
    assert [cell.printed for cell in cells] == ["5077.00", "77.001", "977.00", "50.5", " 77.00", "白底蓝字"]
    assert [mark.kind for cell in cells for mark in cell.marks] == ["struck", "raised", "hidden", "struck", "negative"]


def test_a_text_box_is_a_note_and_a_comment_is_named() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["编码", "金额"])
        sheet.write_row(1, 0, ["1", "50.00"])
        sheet.insert_textbox(1, 1, "应为77.00")
        sheet.write_comment(1, 1, "见附件")
    reading = read(file.getvalue())
    assert [[cell.text for cell in row] for row in reading.grids[0].rows] == [["编码", "金额"], ["1", "50.00"]]
    assert [(cell.table_number, cell.text) for cell in reading.lines] == [(0, "应为77.00")]
    assert reading.rejects[0].values == {"sheet": "表", "cell": "B2"}
    assert [(reject.reason, reject.text or reject.values["text"]) for reject in reading.rejects] == [
        ("text-box", "应为77.00"),
        ("cell-comment", "见附件"),
    ]
