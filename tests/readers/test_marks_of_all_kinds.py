"""Marks of every kind, in every format that has them: the amount is what a person sees, or it is refused by name.

Written apart from the readers. Each file has two projects in form A; the mark is at the amount of the first, or at its row.
"""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.published import published_of
from tests.readers.marked_files import (
    AT,
    FEN,
    assert_seen_or_refused,
    old_workbook,
    paragraph,
    printed,
    web_page,
    word,
    workbook,
)

# ---- workbooks ---------------------------------------------------------------------------------------------------


def rich(*parts: str | tuple[str, InlineFont]) -> CellRichText:
    return CellRichText(*(part if isinstance(part, str) else TextBlock(part[1], part[0]) for part in parts))


def _number(value: float, shown: str) -> Callable[[Any, Any], None]:
    def mark(_: Any, cell: Any) -> None:
        cell.value, cell.number_format = value, shown

    return mark


def _text(value: Any) -> Callable[[Any, Any], None]:
    def mark(_: Any, cell: Any) -> None:
        cell.value = value

    return mark


def _font(font: Font, whole_row: bool = False) -> Callable[[Any, Any], None]:
    def mark(sheet: Any, cell: Any) -> None:
        for one in sheet[cell.row] if whole_row else [cell]:
            one.font = font

    return mark


WORKBOOKS: dict[str, tuple[Callable[[Any, Any], None], int | None]] = {
    "a struck run before": (_text(rich(("50.00", InlineFont(strike=True)), "77.00")), FEN),
    "a struck run behind": (_text(rich("77.00", (" 50.00", InlineFont(strike=True)))), FEN),
    "a raised note": (_text(rich("77.00", ("[1]", InlineFont(vertAlign="superscript")))), FEN),
    "a lowered note": (_text(rich("77.00", ("2", InlineFont(vertAlign="subscript")))), FEN),
    "a white run": (_text(rich(("9", InlineFont(color="FFFFFFFF")), "77.00")), FEN),
    "the amount struck": (_font(Font(strike=True)), None),
    "the row struck": (_font(Font(strike=True), whole_row=True), None),
    "the amount in white": (_font(Font(color="FFFFFFFF")), FEN),
    "brackets for minus": (_number(-77, "0.00_);(0.00)"), -FEN),
    "a triangle for minus": (_number(-77, '0.00;"△"0.00'), -FEN),
    "red for minus": (_number(-77, "0.00;[Red]0.00"), -FEN),
    "nothing for minus": (_number(-77, "0.00;"), -FEN),
    "a format that hides": (_number(77, ";;;"), FEN),
    "thousands cut off": (_number(770_000, "0.00,"), 770_000_000),
    "a sign of money": (_number(77, '"¥"#,##0.00'), FEN),
    "dots to fill": (_number(77, "0.00*-"), FEN),
    "an accounting zero": (_number(0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '), 0),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_mark_in_a_workbook(name: str, tmp_path: Path) -> None:
    mark, fen = WORKBOOKS[name]
    assert_seen_or_refused(workbook(mark), "xlsx", tmp_path, fen)


@pytest.mark.parametrize("whole", [True, False])
def test_a_struck_number_in_an_old_workbook(whole: bool, tmp_path: Path) -> None:
    struck = xlwt.easyfont("struck_out on")

    def mark(sheet: Any) -> None:
        if whole:
            sheet.write(AT + 1, 2, "77.00", xlwt.easyxf("font: struck_out on"))
        else:
            sheet.write_rich_text(AT + 1, 2, [("50", struck), ("77.00", xlwt.easyfont(""))])

    assert_seen_or_refused(old_workbook(mark), "xls", tmp_path, None if whole else FEN)


# ---- Word --------------------------------------------------------------------------------------------------------

RUNS: dict[str, tuple[str, int | None]] = {
    "struck": ("<w:r><w:rPr><w:strike/></w:rPr><w:t>50.00</w:t></w:r><w:r><w:t>77.00</w:t></w:r>", FEN),
    "struck twice": ("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>50.00</w:t></w:r><w:r><w:t>77.00</w:t></w:r>", FEN),
    "not struck": ('<w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t>77.00</w:t></w:r>', FEN),
    "raised": (
        '<w:r><w:t>77.00</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
        FEN,
    ),
    "raised by points": (
        '<w:r><w:t>77.00</w:t></w:r><w:r><w:rPr><w:position w:val="12"/></w:rPr><w:t>1</w:t></w:r>',
        FEN,
    ),
    "hidden": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>77.00</w:t></w:r>", FEN),
    "white": ('<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>77.00</w:t></w:r>', FEN),
    "deleted": (
        '<w:del w:id="1" w:author="a"><w:r><w:delText>50</w:delText></w:r></w:del><w:r><w:t>77.00</w:t></w:r>',
        FEN,
    ),
    "a text field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>77.00</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        FEN,
    ),
    "a struck field of two digits": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o(77,―)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.00</w:t></w:r>',
        FEN,
    ),
}


@pytest.mark.parametrize("name", RUNS)
def test_a_mark_in_a_word_document(name: str, tmp_path: Path) -> None:
    xml, fen = RUNS[name]
    assert_seen_or_refused(word(paragraph(xml)), "docx", tmp_path, fen)


def test_a_deleted_row_of_a_word_table_is_no_project(tmp_path: Path) -> None:
    def delete(table: Any) -> None:
        properties = table.rows[AT]._tr.get_or_add_trPr()
        properties.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'))
        for cell in table.rows[AT].cells:
            for one in cell.paragraphs:
                text = "".join(f"<w:delText>{html.escape(run.text)}</w:delText>" for run in one.runs)
                deleted = f'<w:p {nsdecls("w")}><w:del w:id="2" w:author="a"><w:r>{text}</w:r></w:del></w:p>'
                one._element.getparent().replace(one._element, parse_xml(deleted))

    path = tmp_path / "file.docx"
    path.write_bytes(word(delete))
    assert [row["name"] for row in published_of(path).table("projects")] == ["关心下一代工作经费"]


# ---- web pages ---------------------------------------------------------------------------------------------------

STYLE = ".gone{display:none} .old{text-decoration:line-through} .up{vertical-align:super}"
MARKUP: dict[str, tuple[str, int | None]] = {
    "s": ("<s>50.00</s>77.00", FEN),
    "strike": ("<strike>50.00</strike> 77.00", FEN),
    "del": ("<del>50</del><ins>77</ins>.00", FEN),
    "line through": ('<span style="text-decoration: line-through">50.00</span>77.00', FEN),
    "line through by a class": ('<span class="old">50.00</span>77.00', FEN),
    "all of it struck": ("<s>77.00</s>", None),
    "sup": ("77.00<sup>1</sup>", FEN),
    "raised by a class": ('77.00<span class="up">1</span>', FEN),
    "hidden by a class": ('<span class="gone">50</span>77.00', FEN),
    "hidden by an attribute": ("<span hidden>50</span>77.00", FEN),
    "invisible": ('<span style="visibility:hidden">9</span>77.00', FEN),
    "no size": ('<span style="font-size:0">9</span>77.00', FEN),
    "white": ('<font color="#FFFFFF">9</font>77.00', FEN),
    "a comment": ("<!-- 50 -->77.00", FEN),
    "a script": ("<script>var a = 50</script>77.00", FEN),
    "an input": ('<input type="text" value="77.00">', FEN),
    "a hidden input": ('<input type="hidden" value="50">77.00', FEN),
    "a text area": ("<textarea>77.00</textarea>", FEN),
    "a choice": ("<select><option>50.00</option><option selected>77.00</option></select>", FEN),
    "bold digits": ("<b>7</b>7.00", FEN),
    "a break": ("77<br>.00", FEN),
    "no-break spaces": ("&nbsp;77.00&nbsp;", FEN),
    "a soft hyphen": ("7&shy;7.00", FEN),
}


@pytest.mark.parametrize("name", MARKUP)
def test_a_mark_in_a_web_page(name: str, tmp_path: Path) -> None:
    markup, fen = MARKUP[name]
    assert_seen_or_refused(web_page(markup, STYLE), "html", tmp_path, fen)


# ---- printed pages -----------------------------------------------------------------------------------------------


def _plain(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "77.00")


def _line_through(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "50.00")
    canvas.line(x - 1, y + 3, x + 24, y + 3)
    canvas.drawString(x + 30, y, "77.00")


def _box_through(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "50.00")
    canvas.rect(x - 1, y + 2.8, 25, 0.5, stroke=0, fill=1)
    canvas.drawString(x + 30, y, "77.00")


def _raised(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "77.00")
    canvas.setFont("STSong-Light", 5)
    canvas.drawString(x + 23.5, y + 4, "1")


def _white(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(x, y, "9")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(x + 4.6, y, "77.00")


def _invisible(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.setTextRenderMode(3)
    text.textOut("9")
    text.setTextRenderMode(0)
    text.textOut("77.00")
    canvas.drawText(text)


def _covered(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "50.00")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x - 1, y - 2, 27, 11, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(x, y, "77.00")


def _twice(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "77.00")
    canvas.drawString(x + 0.3, y, "77.00")


DRAWN = {one.__name__.strip("_"): one for one in (_plain, _line_through, _box_through, _raised, _white, _invisible)}
DRAWN |= {one.__name__.strip("_"): one for one in (_covered, _twice)}


@pytest.mark.parametrize("name", DRAWN)
def test_a_mark_on_a_printed_page(name: str, tmp_path: Path) -> None:
    assert_seen_or_refused(printed(DRAWN[name]), "pdf", tmp_path)


def test_a_form_field_on_a_printed_page(tmp_path: Path) -> None:
    def field(canvas: Canvas, x: float, y: float) -> None:
        canvas.acroForm.textfield(name="amount", value="77.00", x=x, y=y - 4, width=60, height=16, fontSize=9)

    assert_seen_or_refused(printed(field), "pdf", tmp_path)
