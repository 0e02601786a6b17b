"""What offices seldom do and readers easily drop: conditional formats, comments, notes, pictures, generated content …

Written before the readers were looked at. The amount of the first project is what a person sees, or it is refused by name;
and a text that belongs to the document, wherever the format keeps it, is in a cell or is told by a reject.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, Side
from PIL import Image as Pictures
from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.published import published_of
from mingzhang.errors import Refused
from mingzhang.readers import read
from tests.readers.marked_files import (
    AT,
    FEN,
    ROWS,
    TITLE,
    assert_seen_or_refused,
    named,
    old_workbook,
    paragraph,
    printed,
    told,
    web_page,
    word,
    workbook,
)
from tests.readers.producers_pdf import hand_made

NOTE = "此数已作废应为五十"


def changed(data: bytes, **parts: str | Callable[[str], str]) -> bytes:
    """An archive with parts put in or changed; `__` in a name stands for a slash, `_dot_` for a dot."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        changes = {name.replace("__", "/").replace("_dot_", "."): change for name, change in parts.items()}
        for name in old.namelist():
            change = changes.pop(name, None)
            content = old.read(name)
            new.writestr(
                name, content if change is None else change if isinstance(change, str) else change(content.decode())
            )
        for name, change in changes.items():
            assert isinstance(change, str), name
            new.writestr(name, change)
    return target.getvalue()


def put(before: str, text: str) -> Callable[[str], str]:
    """Puts a text before the first place of another."""

    def change(content: str) -> str:
        assert before in content
        return content.replace(before, text + before, 1)

    return change


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Pictures.new("RGB", (60, 20), "white").save(file, "png")
    file.seek(0)
    return file


# ---- workbooks ---------------------------------------------------------------------------------------------------


def _conditional(rule: Any, reference: str = "C5") -> Callable[[Any, Any], None]:
    return lambda sheet, _: sheet.conditional_formatting.add(reference, rule)


def _comment(_: Any, cell: Any) -> None:
    cell.comment = Comment(NOTE, "某人")


def _page_header(sheet: Any, _: Any) -> None:
    sheet.oddHeader.right.text = NOTE


def _hidden(what: str) -> Callable[[Any, Any], None]:
    def mark(sheet: Any, cell: Any) -> None:
        if what == "row":
            sheet.row_dimensions[cell.row].hidden = True
        elif what == "column":
            sheet["G4"] = NOTE
            sheet.column_dimensions["G"].hidden = True
        else:
            sheet.parent.create_sheet("旧", 1).append([NOTE])
            sheet.parent["旧"].sheet_state = "veryHidden"

    return mark


def _turned(degrees: int) -> Callable[[Any, Any], None]:
    def mark(_: Any, cell: Any) -> None:
        cell.alignment = Alignment(textRotation=degrees)

    return mark


def _zero_without_print(_: Any, cell: Any) -> None:
    cell.value, cell.number_format = 0, "0;-0;;@"


def _no_zeros(sheet: Any, cell: Any) -> None:
    cell.value = 0
    sheet.sheet_view.showZeros = False


def _picture_for_amount(sheet: Any, cell: Any) -> None:
    cell.value = None
    sheet.add_image(Image(picture()), cell.coordinate)


def _shown_red_when_negative(_: Any, cell: Any) -> None:
    cell.value, cell.number_format = 77, '[>50]"超过50";0.00'


WORKBOOKS: dict[str, tuple[Callable[[Any, Any], None], int | None, tuple[str, ...]]] = {
    "struck by a condition": (_conditional(FormulaRule(["$A$5=1"], font=Font(strike=True))), None, ()),
    "struck by a condition on a value": (
        _conditional(CellIsRule("greaterThan", ["50"], font=Font(strike=True)), "C3:C9"),
        None,
        (),
    ),
    "white by a condition": (_conditional(FormulaRule(["TRUE"], font=Font(color="FFFFFFFF"))), None, ()),
    "red by a condition": (_conditional(FormulaRule(["TRUE"], font=Font(color="FFFF0000"))), FEN, ()),
    "a comment": (_comment, FEN, (NOTE,)),
    "a header of the printed page": (_page_header, FEN, (NOTE,)),
    "a hidden row": (_hidden("row"), None, ("隐藏",)),
    "a hidden column": (_hidden("column"), FEN, ("隐藏",)),
    "a hidden sheet": (_hidden("sheet"), FEN, ("隐藏",)),
    "stacked characters": (_turned(255), FEN, ()),
    "turned characters": (_turned(90), FEN, ()),
    "zeros that are not shown": (_no_zeros, None, ()),
    "a zero that its format does not show": (_zero_without_print, None, ()),
    "in nearly white": (lambda _, cell: setattr(cell, "font", Font(color="FFFEFEFE")), None, ("77.00",)),
    "in tiny print": (lambda _, cell: setattr(cell, "font", Font(sz=1)), None, ("77.00",)),
    "a row that is too low": (
        lambda sheet, cell: setattr(sheet.row_dimensions[cell.row], "height", 0.2),
        None,
        ("隐藏",),
    ),
    "a picture for the amount": (_picture_for_amount, None, ()),
    "a format that prints words": (_shown_red_when_negative, None, ()),
    "repeated over the width of its cell": (
        lambda _, cell: setattr(cell, "alignment", Alignment(horizontal="fill")),
        None,
        ("填充",),
    ),
    "crossed out by a diagonal border": (
        lambda _, cell: setattr(cell, "border", Border(diagonal=Side("thin"), diagonalUp=True)),
        FEN,
        ("斜线",),
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_in_a_workbook(name: str, tmp_path: Path) -> None:
    mark, fen, texts = WORKBOOKS[name]
    assert_told(workbook(mark), "xlsx", tmp_path, fen, texts)


def assert_told(data: bytes, ending: str, folder: Path, fen: int | None, texts: tuple[str, ...]) -> None:
    """The amount is this one, or refused by name where it is None; the texts are in cells or rejects."""
    assert_seen_or_refused(data, ending, folder, fen)
    published = published_of(folder / f"file.{ending}")
    assert all(told(published, text) for text in texts), [text for text in texts if not told(published, text)]
    if fen is None and not texts:
        assert named(published)


def test_the_number_format_of_a_condition_is_what_is_seen(tmp_path: Path) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([[TITLE], *ROWS]):
            for column, text in enumerate(row):
                sheet.write(at, column, text)
        sheet.write_number(AT + 1, 2, 77)
        how = {"type": "formula", "criteria": "=TRUE", "format": book.add_format({"num_format": '"50.00"'})}
        sheet.conditional_format(AT + 1, 2, AT + 1, 2, how)
    assert_told(file.getvalue(), "xlsx", tmp_path, None, ())


MERGED = '</sheetData><mergeCells count="1"><mergeCell ref="D5:D6"/></mergeCells>'


@pytest.mark.parametrize(("below", "said"), [("开展活动1次；", True), ("目标一：开展活动2次；", False)])
def test_a_text_below_a_merged_cell_is_told_unless_it_is_the_same(below: str, said: bool, tmp_path: Path) -> None:
    book = workbook(lambda sheet, _: setattr(sheet["D6"], "value", below))
    data = changed(book, xl__worksheets__sheet1_dot_xml=lambda part: part.replace("</sheetData>", MERGED))
    assert_told(data, "xlsx", tmp_path, FEN, ())
    rejects = published_of(tmp_path / "file.xlsx").table("rejects")
    assert [one["reason_id"] for one in rejects if one["reason_id"] == "text-below-merged"] == [
        "text-below-merged"
    ] * said


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ('<c r="C5" t="str"><f>70+7</f></c>', None),
        ('<c r="C5" t="str"><f>70+7</f><v>77.00</v></c>', FEN),
        ('<c r="C5" t="inlineStr"><is></is></c>', None),
    ],
)
def test_a_cell_without_what_its_kind_promises_is_told(cell: str, fen: int | None, tmp_path: Path) -> None:
    data = changed(
        workbook(lambda *_: None), xl__worksheets__sheet1_dot_xml=lambda part: re.sub(r'<c r="C5".*?</c>', cell, part)
    )
    assert_told(data, "xlsx", tmp_path, fen, ())


@pytest.mark.parametrize(("attribute", "is_told"), [('fullCalcOnLoad="1"', True), ("", False)])
def test_a_blank_result_counts_unless_programs_calculate_it_anew(attribute: str, is_told: bool, tmp_path: Path) -> None:
    cell = '<c r="C5" t="str"><f>[1]甲!A1</f><v/></c>'
    data = changed(
        workbook(lambda *_: None),
        xl__worksheets__sheet1_dot_xml=lambda part: re.sub(r'<c r="C5".*?</c>', cell, part),
        xl__workbook_dot_xml=lambda part: re.sub("<calcPr[^>]*>", f"<calcPr {attribute}/>", part),
    )
    (tmp_path / "file.xlsx").write_bytes(data)
    reasons = [one["reason_id"] for one in published_of(tmp_path / "file.xlsx").table("rejects")]
    assert reasons == ["formula-without-value"] * is_told


def test_a_threaded_comment_is_told(tmp_path: Path) -> None:
    parts = {
        "xl__threadedComments__threadedComment1_dot_xml": (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            f'<threadedComment ref="C5" id="{{1}}"><text>{NOTE}</text></threadedComment></ThreadedComments>'
        ),
        "xl__worksheets___rels__sheet1_dot_xml_dot_rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
            'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
            'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
        ),
    }
    assert_told(changed(workbook(lambda *_: None), **parts), "xlsx", tmp_path, FEN, (NOTE,))


def test_a_text_box_of_a_workbook_is_told(tmp_path: Path) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([[TITLE], *ROWS]):
            for column, text in enumerate(row):
                sheet.write(at, column, text)
        sheet.insert_textbox(1, 7, NOTE)
    assert_told(file.getvalue(), "xlsx", tmp_path, FEN, (NOTE,))


def _old_hidden_row(sheet: Any) -> None:
    sheet.row(AT + 1).hidden = True


def _old_flat_row(sheet: Any) -> None:
    sheet.row(AT + 1).height = 0
    sheet.row(AT + 1).height_mismatch = True


def _old_hidden_sheet(sheet: Any) -> None:
    other = sheet.get_parent().add_sheet("旧")
    other.write(0, 0, NOTE)
    other.visibility = 1


def _old_hidden_column(sheet: Any) -> None:
    sheet.write(3, 8, NOTE)
    sheet.col(8).hidden = True


def _old_turned(sheet: Any) -> None:
    sheet.write(AT + 1, 2, "77.00", xlwt.easyxf("alignment: rotation 90"))


def _old_style(part: str, name: str, value: int) -> Callable[[Any], None]:
    """The amount in a cell of such a style."""
    style = xlwt.XFStyle()
    style.borders.need_diag1 = int(part == "borders")
    setattr(getattr(style, part), name, value)
    return lambda sheet: sheet.write(AT + 1, 2, "77.00", style)


OLD_WORKBOOKS: dict[str, tuple[Callable[[Any], None], int | None, tuple[str, ...]]] = {
    "a hidden row": (_old_hidden_row, None, ("隐藏",)),
    "a row without height": (_old_flat_row, None, ("隐藏",)),
    "a hidden sheet": (_old_hidden_sheet, FEN, ("隐藏",)),
    "a hidden column": (_old_hidden_column, FEN, ("隐藏",)),
    "turned characters": (_old_turned, FEN, ()),
    "a formula that nobody has calculated": (
        lambda sheet: sheet.write(AT + 1, 2, xlwt.Formula("70+7")),
        None,
        ("公式",),
    ),
    "repeated over the width of its cell": (_old_style("alignment", "horz", 4), None, ("填充",)),
    "crossed out by a diagonal border": (_old_style("borders", "diag", 1), FEN, ("斜线",)),
    "a text below a merged cell": (
        lambda sheet: sheet.merged_ranges.append((AT + 1, AT + 2, 3, 3)),
        FEN,
        ("开展活动1次",),
    ),
}


def test_what_lies_over_the_cells_of_an_old_workbook_is_told() -> None:
    """A workbook of XlsxWriter that LibreOffice saved as .xls: a comment, a text box, a picture, a header of the page, a
    condition that strikes the amount of the second project, and a zero in a sheet that shows none."""
    published = published_of(Path(__file__).with_name("over_cells.xls"))
    assert [(row["name"], row["amount_fen"]) for row in published.table("projects")] == [
        ("人才工作经费", FEN),
        ("关心下一代工作经费", None),
    ]
    assert {one["reason_id"] for one in published.table("rejects")} == {
        *("cell-comment", "text-box", "picture-on-sheet", "text-elsewhere", "look-by-condition", "text-hidden")
    }
    for text in ("此数已作废", "见附件三", "报送稿", "3.00", "0.00"):
        assert told(published, text)


@pytest.mark.parametrize("name", OLD_WORKBOOKS)
def test_in_an_old_workbook(name: str, tmp_path: Path) -> None:
    mark, fen, texts = OLD_WORKBOOKS[name]
    assert_told(old_workbook(mark), "xls", tmp_path, fen, texts)


# ---- Word --------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
AMOUNT = "<w:r><w:t>77.00</w:t></w:r>"


def noted(kind: str, plural: str) -> bytes:
    """A document whose amount refers to a note."""
    reference = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    data = word(paragraph(AMOUNT + reference))
    note = f'<w:{plural} {W}><w:{kind} w:id="2"><w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p></w:{kind}></w:{plural}>'
    relation = (
        f'<Relationship Id="rId99" Target="{plural}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{plural}"/>'
    )
    return changed(
        data,
        **{f"word__{plural}_dot_xml": note},
        word___rels__document_dot_xml_dot_rels=put("</Relationships>", relation),
    )


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_note_of_a_word_document_is_told(kind: str, tmp_path: Path) -> None:
    assert_told(noted(kind, f"{kind}s"), "docx", tmp_path, FEN, (NOTE,))


def headed(kind: str) -> bytes:
    def change(table: Any) -> None:
        section = table.part.document.sections[0]
        getattr(section, kind).is_linked_to_previous = False
        getattr(section, kind).paragraphs[0].text = NOTE

    return word(change)


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_a_header_of_the_pages_of_a_word_document_is_told(kind: str, tmp_path: Path) -> None:
    assert_told(headed(kind), "docx", tmp_path, FEN, (NOTE,))


def _run(properties: str, text: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RUNS: dict[str, tuple[str, int | None, tuple[str, ...]]] = {
    "deleted by a reviewer": (
        f'<w:del w:id="1" w:author="a"><w:r><w:delText>{NOTE}</w:delText></w:r></w:del>{AMOUNT}',
        FEN,
        (NOTE,),
    ),
    "moved away": (
        f'<w:moveFrom w:id="1" w:author="a"><w:r><w:t>{NOTE}</w:t></w:r></w:moveFrom>{AMOUNT}',
        FEN,
        (NOTE,),
    ),
    "put in by a reviewer": (f'<w:ins w:id="1" w:author="a">{AMOUNT}</w:ins>', FEN, ("修订",)),
    "a content control": (f"<w:sdt><w:sdtContent>{AMOUNT}</w:sdtContent></w:sdt>", FEN, ()),
    "a control that shows its hint": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{AMOUNT}</w:sdtContent></w:sdt>",
        None,
        (),
    ),
    "white on white": (_run('<w:color w:val="FFFFFF"/>', "9") + AMOUNT, FEN, ()),
    "hidden": (_run("<w:vanish/>", NOTE) + AMOUNT, FEN, (NOTE,)),
    "very small": (_run('<w:sz w:val="1"/>', "9") + AMOUNT, None, ()),
    "a link": (f"<w:hyperlink>{AMOUNT}</w:hyperlink>", FEN, ()),
    "a smart tag": (f"<w:smartTag>{AMOUNT}</w:smartTag>", FEN, ()),
    "two runs": ("<w:r><w:t>7</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>7.00</w:t></w:r>", FEN, ()),
    "a picture for the amount": (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata/></v:shape></w:pict></w:r>',
        None,
        (),
    ),
    "right to left": ("<w:r><w:rPr><w:rtl/></w:rPr><w:t>77.00</w:t></w:r>", FEN, ()),
    "overridden to right to left": ('<w:bdo w:val="rtl"><w:r><w:t>00.77</w:t></w:r></w:bdo>', None, ()),
    "drawn as a symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F08C"/></w:r>', None, ()),
    "hidden for good": (_run("<w:specVanish/>", "9") + AMOUNT, FEN, ()),
    "nearly white": (_run('<w:color w:val="FCFEFE"/>', "9") + AMOUNT, FEN, ("9",)),
    "letters without a fill": (_run(f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", "9") + AMOUNT, FEN, ("9",)),
    "letters filled with white": (
        _run(f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>', "9")
        + AMOUNT,
        FEN,
        ("9",),
    ),
    "squeezed to a line": (_run('<w:w w:val="1"/>', "9") + AMOUNT, FEN, ("9",)),
    "a line without height": (f'<w:pPr><w:spacing w:line="1" w:lineRule="exact"/></w:pPr>{AMOUNT}', None, ("77.00",)),
    "in a font of symbols": (_run('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "77.00"), None, ("符号字体",)),
    "ink": (f"{AMOUNT}<w:r><w:contentPart/></w:r>", FEN, ("图片",)),
    "marked in the colour of its letters": (_run('<w:highlight w:val="black"/>', "9") + AMOUNT, FEN, ("9",)),
    "a border for a line through": (_run("<w:strike/>", "50.00") + _run("<w:dstrike/>", "60.00") + AMOUNT, FEN, ()),
}


@pytest.mark.parametrize("name", RUNS)
def test_in_a_word_document(name: str, tmp_path: Path) -> None:
    xml, fen, texts = RUNS[name]
    assert_told(word(paragraph(xml)), "docx", tmp_path, fen, texts)


@pytest.mark.parametrize(
    ("properties", "place", "fen", "said"),
    [
        ('<w:trHeight w:val="1" w:hRule="exact"/>', "row", None, "人才工作经费"),
        ('<w:ins w:id="1" w:author="a"/>', "row", FEN, "修订"),
        ('<w:cellDel w:id="1" w:author="a"/>', "cell", None, "77.00"),
        ('<w:cellIns w:id="1" w:author="a"/>', "cell", FEN, "修订"),
        ('<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>', "cell", FEN, "斜线"),
    ],
)
def test_a_row_or_cell_of_a_word_table_that_is_flat_or_revised(
    properties: str, place: str, fen: int | None, said: str, tmp_path: Path
) -> None:
    def change(table: Any) -> None:
        row = table.rows[AT]
        owner = row._tr.get_or_add_trPr() if place == "row" else row.cells[2]._tc.get_or_add_tcPr()
        owner.append(parse_xml(re.sub(r"[ >]", lambda end: f" {nsdecls('w')}{end[0]}", properties, count=1)))

    assert_told(word(change), "docx", tmp_path, fen, (said,))


def test_a_text_below_a_merged_cell_of_a_word_table_is_told(tmp_path: Path) -> None:
    def change(table: Any) -> None:
        for at, how in ((AT, "restart"), (AT + 1, "continue")):
            merge = parse_xml(f"<w:vMerge {nsdecls('w')} w:val='{how}'/>")
            table.cell(at, 3)._tc.get_or_add_tcPr().append(merge)

    assert_told(word(change), "docx", tmp_path, FEN, ("开展活动1次",))


@pytest.mark.parametrize("kind", ["paragraph", "character"])
@pytest.mark.parametrize("look", ["strike", "vanish"])
def test_a_style_of_a_word_document_strikes_or_hides(kind: str, look: str, tmp_path: Path) -> None:
    style = f'<w:style w:type="{kind}" w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:{look}/></w:rPr></w:style>'
    used = {
        "paragraph": '<w:pPr><w:pStyle w:val="gone"/></w:pPr><w:r><w:t>77.00</w:t></w:r>',
        "character": '<w:r><w:rPr><w:rStyle w:val="gone"/></w:rPr><w:t>77.00</w:t></w:r>',
    }
    data = changed(word(paragraph(used[kind])), word__styles_dot_xml=put("</w:styles>", style))
    assert_told(data, "docx", tmp_path, None, ())


def test_a_text_box_beside_a_word_table_is_told(tmp_path: Path) -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )

    def change(table: Any) -> None:
        table._tbl.addnext(parse_xml(f"<w:p {nsdecls('w')}>{box}</w:p>"))

    assert_told(word(change), "docx", tmp_path, FEN, (NOTE,))


@pytest.mark.parametrize(("said", "own", "fen"), [("公章", "77.00", FEN), ("88.00", "77.00", None), ("77.00", "", FEN)])
def test_a_text_box_over_a_cell_is_told_and_is_no_part_of_it(
    said: str, own: str, fen: int | None, tmp_path: Path
) -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    assert_told(word(paragraph(f"<w:r><w:t>{own}</w:t></w:r>{box}")), "docx", tmp_path, fen, (said,))


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> = 70+7 </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:fldSimple w:instr=" = 70+7 "/>',
        '<w:fldSimple w:instr=" = 70+7 " w:dirty="true"><w:r><w:t>50.00</w:t></w:r></w:fldSimple>',
    ],
)
def test_a_field_that_nobody_calculated_is_told(field: str, tmp_path: Path) -> None:
    assert_told(word(paragraph(field)), "docx", tmp_path, None, ("= 70+7",))


# ---- web pages ---------------------------------------------------------------------------------------------------

PAGES: dict[str, tuple[str, str, int | None, tuple[str, ...]]] = {
    "a minus from the sheet": ("<b class=n>77.00</b>", ".n::before{content:'-'}", -FEN, ()),
    "a digit from the sheet": ("<b class=n>77.00</b>", ".n:after { content: '9' }", 77_009_000, ()),
    "an old pseudo-element": ("<b id=n>77.00</b>", '#n:before{content:"1"}', 177_000_000, ()),
    "nothing from the sheet": ("<b class=n>77.00</b>", ".n::before{content:''}", FEN, ()),
    "off the screen": ("<i class=n>9</i>77.00", ".n{position:absolute;left:-9999px}", FEN, ()),
    "indented away": ("<p class=n>77.00</p>", ".n{text-indent:-9999px}", None, ()),
    "cut to nothing": ("<i class=n>9</i>77.00", ".n{position:absolute;clip:rect(0,0,0,0)}", FEN, ()),
    "transparent": ("<i class=n>9</i>77.00", ".n{color:transparent}", FEN, ()),
    "no opacity": ("<i class=n>9</i>77.00", ".n{opacity:0}", FEN, ()),
    "no size": ("<i class=n>9</i>77.00", ".n{display:inline-block;width:0;overflow:hidden}", FEN, ()),
    "hidden by its place": ("<i>9</i>77.00", "td:nth-child(3) i{display:none}", FEN, ()),
    "hidden by an attribute": ("<i data-x=1>9</i>77.00", "[data-x]{display:none}", FEN, ()),
    "hidden beside": ("<b>7</b><i>9</i>7.00", "b + i{display:none}", FEN, ()),
    "hidden but one": ("<i>9</i>77.00", "i:not(.shown){display:none}", FEN, ()),
    "struck in a sheet of its own media": (
        "<i class=n>77.00</i>",
        "@media screen and (min-width: 1px){.n{text-decoration:line-through}}",
        None,
        (),
    ),
    "hidden if supported": ("<i class=n>9</i>77.00", "@supports (display:grid){.n{display:none}}", FEN, ()),
    "with a word that stands above others": (
        "<i class=n>9</i>77.00",
        ".n{display:none !important}.n{display:inline}",
        FEN,
        (),
    ),
    "right to left": ("<bdo dir=rtl>00.77</bdo>", "", FEN, ()),
    "right to left by the sheet": (
        "<span class=n>00.77</span>",
        ".n{unicode-bidi:bidi-override;direction:rtl}",
        FEN,
        (),
    ),
    "a digit from an attribute": ("<b class=n data-v=1>77.00</b>", ".n::before{content:attr(data-v)}", 177_000_000, ()),
    "a number that is counted": ("<b class=n>77.00</b>", ".n::before{content:counter(a)}", None, ()),
    "filled with nothing": ("<i class=n>9</i>77.00", ".n{-webkit-text-fill-color:transparent}", FEN, ("9",)),
    "nearly white": ("<i class=n>9</i>77.00", ".n{color:#fdfdfd}", FEN, ("9",)),
    "of no height": ("<i class=n>9</i>77.00", ".n{display:inline-block;max-height:0;overflow:hidden}", FEN, ("9",)),
    "two numbers in a table in the cell": (
        "<table><tr><td>50.00</td><td>77.00</td></tr></table>",
        "",
        None,
        ("另一张表",),
    ),
    "a picture for the amount": ("<img src=a.png>", "", None, ()),
    "a picture with its words": ("<img src=a.png alt='77.00'>", "", None, ()),
    "a template": ("<template>9</template>77.00", "", FEN, ()),
    "a closed detail": (f"77.00<details><summary></summary>{NOTE}</details>", "", None, (NOTE,)),
    "a fraction": ("<math><mfrac><mn>77</mn><mn>2</mn></mfrac></math>", "", None, ()),
    "a drawn text": ("<svg><text>77.00</text></svg>", "", FEN, ()),
    "a frame with a page": ("<iframe srcdoc='77.00'></iframe>", "", None, ()),
    "a canvas": ("<canvas>77.00</canvas>", "", None, ()),
    "a lowered number": ("77.00<sub>1</sub>", "", FEN, ()),
    "put in": ("<ins>77.00</ins>", "", FEN, ()),
    "an object": ("<object data=a.pdf></object>", "", None, ()),
    "a title": (f"<span title='{NOTE}'>77.00</span>", "", FEN, ()),
    "digits in a right order by the sheet": (
        "<span class=n><b>7.00</b><i>7</i></span>",
        ".n{display:flex;flex-direction:row-reverse}",
        FEN,
        (),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_in_a_web_page(name: str, tmp_path: Path) -> None:
    amount, style, fen, texts = PAGES[name]
    assert_told(web_page(amount, style), "html", tmp_path, fen, texts)


@pytest.mark.parametrize(
    ("style", "row"),
    [(".n{display:none}", "class=n"), ("tr.n{visibility:collapse}", "class=n"), ("", "style='display:none'")],
)
def test_a_row_that_a_web_page_hides_is_told_and_no_project(style: str, row: str, tmp_path: Path) -> None:
    assert_told(web_page("77.00", style, row), "html", tmp_path, None, ("人才工作经费",))


def test_what_a_web_page_hides_beside_its_tables_is_told(tmp_path: Path) -> None:
    assert_told(web_page("77.00", ".n{display:none}", behind=f"<p class=n>{NOTE}</p>"), "html", tmp_path, FEN, (NOTE,))


def test_the_numbers_of_a_list_are_read_as_printed(tmp_path: Path) -> None:
    data = web_page("77.00", behind="<ol start=3><li>说明如下</ol>")
    assert_told(data, "html", tmp_path, FEN, ("3",))


# ---- printed pages -----------------------------------------------------------------------------------------------

HEIGHT = landscape(A4)[1]


def _annotated(kind: str, contents: str = "") -> Callable[[Canvas, float, float], None]:
    """The amount with an annotation of a kind over it."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        canvas.drawString(x, y, "77.00")
        box = (x - 1, y - 2, x + 25, y + 9)
        given: dict[str, Any] = {"Type": PDFName("Annot"), "Subtype": PDFName(kind), "Rect": PDFArray(box)}
        given["QuadPoints"] = PDFArray([box[0], box[3], box[2], box[3], box[0], box[1], box[2], box[1]])
        given["F"] = 4
        if kind == "Line":
            given["L"] = PDFArray([box[0], y + 3, box[2], y + 3])
        if kind == "Ink":
            given["InkList"] = PDFArray([PDFArray([box[0], y + 3, box[2], y + 3])])
        if contents:
            given["Contents"] = PDFString(contents)
        canvas._addAnnotation(PDFDictionary(given))

    return draw


def _clipped(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 1, 1)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(x, y, "9")
    canvas.restoreState()
    canvas.drawString(x + 5, y, "77.00")


def _in_a_form(canvas: Canvas, x: float, y: float) -> None:
    canvas.beginForm("amount")
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(x, y, "77.00")
    canvas.endForm()
    canvas.doForm("amount")


def _mirrored(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x + 25, y)
    canvas.scale(-1, 1)
    canvas.drawString(0, 0, "77.00")
    canvas.restoreState()


def _crossed(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "77.00")
    canvas.line(x - 4, y - 40, x + 70, y + 12)


def _underlined(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "77.00")
    canvas.line(x, y - 1, x + 22, y - 1)


def _picture(canvas: Canvas, x: float, y: float) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture()), x, y, 40, 8)


def _outlined(canvas: Canvas, x: float, y: float) -> None:
    """Digits drawn as lines: nothing that a file says is a character."""
    for at in range(2):
        path = canvas.beginPath()
        path.moveTo(x + 6 * at, y + 7)
        path.lineTo(x + 6 * at + 4, y + 7)
        path.lineTo(x + 6 * at + 1, y)
        canvas.drawPath(path)


def _over_each_other(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "50.00")
    canvas.drawString(x + 1, y, "77.00")


def _squeezed(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.setHorizScale(1)
    text.textOut("9")
    text.setHorizScale(100)
    text.textOut("77.00")
    canvas.drawText(text)


def _tiny(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFont("STSong-Light", 0.1)
    canvas.drawString(x, y, "9")
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(x + 1, y, "77.00")


def _in_mode(mode: int) -> Callable[[Canvas, float, float], None]:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        canvas.setStrokeColorRGB(1, 1, 1)
        text.setTextRenderMode(mode)
        text.textOut("77.00")
        text.setTextRenderMode(0)
        canvas.drawText(text)
        canvas.setStrokeColorRGB(0, 0, 0)

    return draw


def _shaded_over(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "50.00")
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x - 1, y - 2, 30, 11)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.linearGradient(x, y, x + 30, y, (white, white))
    canvas.restoreState()
    canvas.drawString(x, y, "77.00")


def _password(canvas: Canvas, x: float, y: float) -> None:
    place = {"x": x, "y": y - 4, "width": 60, "height": 16}
    canvas.acroForm.textfield(name="a", value="77.00", fontSize=9, fieldFlags="password", **place)


DRAWN: dict[str, tuple[Callable[[Canvas, float, float], None], int | None, tuple[str, ...]]] = {
    "struck by an annotation": (_annotated("StrikeOut"), None, ()),
    "a line by an annotation": (_annotated("Line"), None, ()),
    "ink by an annotation": (_annotated("Ink"), None, ()),
    "highlighted with a remark": (_annotated("Highlight", contents="zuofei"), FEN, ("zuofei",)),
    "underlined by an annotation": (_annotated("Underline"), FEN, ()),
    "a note": (_annotated("Text", contents="zuofei"), FEN, ("zuofei",)),
    "a stamp": (_annotated("Stamp", contents="zuofei"), None, ("zuofei",)),
    "a blacked square": (_annotated("Redact"), None, ()),
    "clipped away": (_clipped, FEN, ()),
    "in a form": (_in_a_form, FEN, ()),
    "mirrored": (_mirrored, None, ()),
    "underlined": (_underlined, FEN, ()),
    "crossed out by a diagonal line": (_crossed, FEN, ("斜线",)),
    "a picture for the amount": (_picture, None, ()),
    "drawn as lines": (_outlined, None, ()),
    "two numbers in one place": (_over_each_other, None, ("5", "7")),
    "squeezed to a line": (_squeezed, FEN, ()),
    "in tiny print": (_tiny, FEN, ()),
    "in no ink": (_in_mode(3), None, ("77.00",)),
    "in white outlines": (_in_mode(1), None, ("77.00",)),
    "under a shading": (_shaded_over, FEN, ("50.00",)),
    "in a field for a password": (_password, None, ()),
}


@pytest.mark.parametrize("name", DRAWN)
def test_on_a_printed_page(name: str, tmp_path: Path) -> None:
    draw, fen, texts = DRAWN[name]
    assert_told(printed(draw), "pdf", tmp_path, fen, texts)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(degrees: int, tmp_path: Path) -> None:
    """The page says that it is shown turned, and is drawn turned the other way, as programs set wide tables."""
    data = printed(lambda canvas, x, y: canvas.drawString(x, y, "77.00"))
    assert b"/Rotate 0" in data
    width, height = landscape(A4)
    how = {90: f"0 1 -1 0 {height:.3f} 0", 180: f"-1 0 0 -1 {width:.3f} {height:.3f}", 270: f"0 -1 1 0 0 {width:.3f}"}

    def drawn(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, "77.00")

    from tests.readers import marked_files

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height), invariant=True)
    canvas.setPageRotation(degrees)
    canvas.transform(*map(float, how[degrees].split()))
    marked_files.draw_page(canvas, drawn)
    canvas.save()
    assert_told(file.getvalue(), "pdf", tmp_path, FEN, ())


def _texts(data: bytes) -> tuple[list[str], list[str]]:
    from mingzhang.readers import read

    reading = read(data)
    return [cell.text.strip() for cell in reading.cells()], [one.reason for one in reading.rejects]


def test_characters_whose_meaning_the_file_does_not_say_are_refused_by_name() -> None:
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Song /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Song /DW 500 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        "<< /Type /FontDescriptor /FontName /AAAAAA+Song /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 800 /Descent -200 >>",
    )
    content = "BT /F1 10 Tf 110 710 Td (money) Tj ET BT /F2 10 Tf 210 710 Td <0012001300140015> Tj ET"
    data = hand_made(content, font, "/Font << /F1 5 0 R /F2 6 0 R >>")
    texts, reasons = _texts(data)
    assert "money" in texts
    assert not any(re.search(r"\d", text) for text in texts)
    assert "characters-unknown" in reasons


def test_a_layer_that_is_not_shown_is_not_read_as_print() -> None:
    content = "BT /F1 10 Tf 110 710 Td (money) Tj ET /OC /L BDC BT /F1 10 Tf 210 710 Td (9) Tj ET EMC "
    content += "BT /F1 10 Tf 216 710 Td (77.00) Tj ET"
    layer = ("<< /Type /OCG /Name (old) >>",)
    data = hand_made(
        content,
        layer,
        "/Font << /F1 5 0 R >> /Properties << /L 6 0 R >>",
        "/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>",
    )
    texts, _ = _texts(data)
    assert not any("977" in text for text in texts)


def test_a_form_that_draws_itself_ends() -> None:
    loop = "q /X Do Q BT /F1 10 Tf 210 710 Td (77.00) Tj ET"
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >> "
        f"/Length {len(loop)} >>\nstream\n{loop}\nendstream",
    )
    content = "BT /F1 10 Tf 110 710 Td (money) Tj ET /X Do"
    texts, _ = _texts(hand_made(content, form, "/Font << /F1 5 0 R >> /XObject << /X 6 0 R >>"))
    assert "money" in texts


def test_short_sectors_that_follow_each_other_in_a_circle_are_damage_and_take_no_time() -> None:
    data = bytearray(Path(__file__).with_name("over_cells.xls").read_bytes())
    (first,) = struct.unpack_from("<I", data, 60)
    struct.pack_into("<I", data, (first + 1) * 512, 0)  # sector 0 is followed by sector 0
    with pytest.raises(Refused, match="file-damaged"):
        read(bytes(data))
