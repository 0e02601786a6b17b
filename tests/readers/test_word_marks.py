"""Struck, raised and hidden text in Word documents, by run and by style; equations, fields and controls."""

from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import RGBColor

from mingzhang.readers import read
from mingzhang.records import Cell, Mark, Reading
from tests.readers.producers_documents import saved
from tests.readers.test_word import package

STYLES = """
<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Older"><w:basedOn w:val="Old"/></w:style>
<w:style w:type="character" w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr>
</w:tblStylePr></w:style>
<w:style w:type="table" w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>
"""
WHITE = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell_of(content: str, properties: str = "", paragraph: str = "", table: str = "") -> Cell:
    """The second cell of a row, with a content of runs."""
    inner = f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:pPr>{paragraph}</w:pPr>{content}</w:p></w:tc>"
    body = f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc>{inner}</w:tr></w:tbl>"
    return read(package(body, styles=STYLES)).grids[0].rows[0][1]


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        (run("50", "<w:strike/>") + run("77.00"), "  77.00", "struck"),
        (run("50", "<w:dstrike/>") + run("77.00"), "  77.00", "struck"),
        (run("50", '<w:rStyle w:val="Out"/>') + run("77.00"), "  77.00", "struck"),
        (run("50", '<w:rStyle w:val="Out"/><w:strike w:val="0"/>') + run("77.00"), "5077.00", None),
        (run("77.00") + run("1", '<w:vertAlign w:val="superscript"/>'), "77.00 ", "raised"),
        (run("77.00") + run("1", '<w:position w:val="6"/>'), "77.00 ", "raised"),
        (run("77.00") + run("1", '<w:position w:val="1"/>'), "77.001", None),
        (run("100m") + run("2", '<w:vertAlign w:val="superscript"/>'), "100m²", None),
        (run("9", '<w:color w:val="FFFFFF"/>') + run("77.00"), "77.00", "hidden"),
        (run("7") + run("9", "<w:vanish/>") + run("7.00"), "7 7.00", "hidden"),
    ],
)
def test_a_run_bears_its_look(content: str, text: str, kind: str | None) -> None:
    cell = cell_of(content)
    assert (cell.text, [mark.kind for mark in cell.marks]) == (text, [kind] if kind else [])


def test_styles_of_paragraphs_and_tables_strike_and_two_of_them_undo_each_other() -> None:
    out = run("50", '<w:rStyle w:val="Out"/>')
    assert cell_of(run("50"), paragraph='<w:pStyle w:val="Older"/>').text == "  "
    assert cell_of(out + run("7"), paragraph='<w:pStyle w:val="Old"/>').text == "50 "
    assert cell_of(run("50"), table='<w:tblStyle w:val="Struck"/>').text == "  "


def test_white_text_is_seen_on_what_is_shaded() -> None:
    white = run("甲", '<w:color w:val="FFFFFF"/>')
    assert cell_of(white).text == ""
    assert cell_of(white, '<w:shd w:val="clear" w:fill="1F4E79"/>').text == "甲"
    assert cell_of(white, table='<w:tblStyle w:val="Dark"/>').text == "甲"
    assert cell_of(white, paragraph='<w:shd w:val="clear" w:fill="1F4E79"/>').text == "甲"
    assert cell_of(run("甲", '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>')).text == "甲"
    assert cell_of(run("甲", '<w:color w:val="1f4e79"/>'), '<w:shd w:val="clear" w:fill="1F4E79"/>').text == ""


def test_a_document_of_python_docx_keeps_its_marks() -> None:
    document = docx.Document()
    style: Any = document.styles.add_style("旧", WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    paragraph = document.add_table(rows=1, cols=2).rows[0].cells[1].paragraphs[0]
    paragraph.add_run("50", style)
    paragraph.add_run("77.00")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("甲").font.color.rgb = RGBColor(255, 255, 255)
    document.tables[0].rows[0].cells[0].text = "a"
    cell = read(saved(document)).grids[0].rows[0][1]
    assert (cell.text, cell.printed) == ("  77.00 ", "5077.001")
    assert [(mark.kind, mark.characters) for mark in cell.marks] == [
        ("struck", "50"),
        ("raised", "1"),
        ("hidden", "甲"),
    ]


def maths(content: str) -> str:
    return run("≥") + f"<m:oMath>{content}</m:oMath>"


def written(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<m:f><m:fPr/><m:num>{written('2')}</m:num><m:den>{written('3')}</m:den></m:f>", "≥ 2/3 "),
        (written("1") + f"<m:f><m:num>{written('2')}</m:num><m:den>{written('3')}</m:den></m:f>", "≥1 2/3 "),
        (f"<m:sSup><m:e>{written('10')}</m:e><m:sup>{written('3')}</m:sup></m:sSup>", "≥10^3"),
        (f"<m:sSup><m:e>{written('m')}</m:e><m:sup>{written('2')}</m:sup></m:sSup>", "≥m²"),
        (f"<m:rad><m:deg/><m:e>{written('9')}</m:e></m:rad>", "≥√(9)"),
        (f"<m:nary><m:sub>{written('1')}</m:sub><m:e>{written('2')}</m:e></m:nary>", "≥{1 2}"),
    ],
)
def test_an_equation_is_a_text_that_no_reader_takes_for_another_number(content: str, text: str) -> None:
    assert cell_of(maths(content)).text == text


def field(instruction: str, result: str | None = None, properties: str = "") -> str:
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{properties}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


MENU = '<w:ffData><w:ddList>{}<w:listEntry w:val="3.00"/><w:listEntry w:val="77.00"/></w:ddList></w:ffData>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("≥") + field(r" EQ \F(2,3) "), "≥ 2/3 "),
        (run("≥") + field(r"EQ \f(2;3)", "23"), "≥ 2/3 "),
        (field(r" eq \o\ac(○,3)") + run("甲"), "③甲"),
        (field(r"EQ \r(3,8)"), r"{EQ \r(3,8)}"),
        (field(" PAGE ", "5"), "5"),
        (field("FORMDROPDOWN", None, MENU.format('<w:result w:val="1"/>')), "77.00"),
        (field("FORMDROPDOWN", None, MENU.format("")), "3.00"),
        (field(" FORMTEXT ", "77.00", "<w:ffData/>"), "77.00"),
        (field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>") + run("是"), "☑是"),
        (
            f"<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{run('77.00')}</w:sdtContent></w:sdt>",
            "77.00",
        ),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('选择一项')}</w:sdtContent></w:sdt>",
            "    ",
        ),
        (
            f"<w:r><w:ruby><w:rt>{run('rén')}</w:rt><w:rubyBase>{run('人')}</w:rubyBase></w:ruby></w:r>{run('才')}",
            "人才",
        ),
    ],
)
def test_fields_and_controls_show_what_word_shows(content: str, text: str) -> None:
    assert cell_of(content).text == text


def test_a_reading_above_a_word_is_kept_beside_it() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('rén')}</w:rt><w:rubyBase>{run('人')}</w:rubyBase></w:ruby></w:r>"
    assert cell_of(ruby + run("才")).marks == (Mark(0, 0, "reading", "rén"),)


def test_an_empty_form_field_is_named_at_its_place() -> None:
    inner = f"<w:tc><w:p>{field('FORMTEXT', '     ', '<w:ffData/>')}</w:p></w:tc>"
    reading: Reading = read(package(f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc>{inner}</w:tr></w:tbl>"))
    assert [(one.reason, one.cell) for one in reading.rejects] == [("form-field-empty", reading.grids[0].rows[0][1])]
