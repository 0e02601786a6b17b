"""Word: what a person sees on the page. The files are made by python-docx, and by hand for what it has no function for."""

import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK

from mingzhang.errors import Refused
from mingzhang.readers import archive, read
from mingzhang.records import Reading
from tests.conftest import HEADER
from tests.readers.producers_documents import saved, with_element

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE = "某局2024年部门预算项目支出绩效目标公开表"
GOOD = f"{TITLE}\n{HEADER}\n合计\t\t5\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n"


def texts(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in reading.grids]


def lines(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.lines]


def spans(reading: Reading) -> list[tuple[str, int, int, int, int]]:
    return [
        (cell.text, cell.row, cell.column, cell.row_span, cell.column_span)
        for row in reading.grids[0].rows
        for cell in row
    ]


def table_of(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, row_texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, row_texts, strict=True):
            cell.text = text
    return table


def package(body: str, **parts: str) -> bytes:
    """A Word file with this body, as small as Word itself still opens."""
    target = io.BytesIO()
    root = (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:mc="mc" xmlns:v="v" xmlns:m="m"><w:body>{body}</w:body></w:document>'
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", root)
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{NAMESPACE}">{content}</w:{name}>')
    return target.getvalue()


def paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def reason(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.reason, caught.value.values


# ---- paragraphs and tables, in order -----------------------------------------------------------------------------


def test_paragraphs_are_lines_and_those_just_above_a_table_are_its_title_lines() -> None:
    document = docx.Document()
    document.add_paragraph("第一部分")
    table_of(document, [["a", "b"], ["1", "2"]])
    document.add_paragraph("附件2")
    document.add_paragraph("  ")
    document.add_paragraph("单位：万元")
    table_of(document, [["c", "d"], ["3", "4"]])
    document.add_paragraph("注：略")
    reading = read(saved(document))
    assert reading.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert lines(reading) == ["第一部分", "附件2", "单位：万元", "注：略"]
    assert [cell.row for cell in reading.lines] == [1, 2, 3, 4]
    assert [[cell.text for cell in grid.title_lines] for grid in reading.grids] == [
        ["第一部分"],
        ["附件2", "单位：万元"],
    ]
    assert texts(reading) == [[["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]]]


def test_paragraphs_breaks_and_tabs_of_a_cell_stay() -> None:
    document = docx.Document()
    cell = table_of(document, [["x", "目标一"]]).cell(0, 1)
    cell.add_paragraph("")
    cell.add_paragraph().add_run("目标二\n续\t表")
    cell.add_paragraph("")
    assert texts(read(saved(document))) == [[["x", "目标一\n\n目标二\n续\t表"]]]


def test_a_line_break_in_a_paragraph_outside_tables_ends_a_line() -> None:
    document = docx.Document()
    document.add_paragraph("某局\n2024年绩效目标表")
    assert lines(read(saved(document))) == ["某局", "2024年绩效目标表"]


def test_a_document_without_tables_has_none() -> None:
    document = docx.Document()
    document.add_paragraph("绩效目标：详见附表。")
    reading = read(saved(document))
    assert (reading.grids, lines(reading), reading.pages) == ((), ["绩效目标：详见附表。"], 1)


# ---- merged cells ------------------------------------------------------------------------------------------------


def test_a_merged_cell_stands_where_it_begins_and_covered_cells_are_absent() -> None:
    document = docx.Document()
    table = table_of(document, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    table.cell(0, 0).merge(table.cell(1, 1)).text = "merged"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "down"
    assert spans(read(saved(document))) == [
        ("merged", 1, 1, 2, 2),
        ("c", 1, 3, 1, 1),
        ("down", 2, 3, 2, 1),
        ("g", 3, 1, 1, 1),
        ("h", 3, 2, 1, 1),
    ]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    row = "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>" + f"<w:tc>{paragraph(run('c'))}</w:tc></w:tr>"
    first = "<w:tr>" + "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in "abc") + "</w:tr>"
    assert spans(read(package(f"<w:tbl>{first}{row}</w:tbl>")))[-1] == ("c", 2, 3, 1, 1)


def test_a_vertical_merge_without_a_beginning_is_a_cell_of_its_own() -> None:
    cell = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(run('b'))}</w:tc>"
    assert spans(read(package(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")))[0] == ("a", 1, 1, 1, 1)


# ---- tables in tables --------------------------------------------------------------------------------------------


def test_an_inner_table_is_a_grid_of_its_own_and_its_text_is_not_doubled() -> None:
    document = docx.Document()
    document.add_paragraph("标题")
    outer = table_of(document, [["项目", "明细"], ["甲", "见下"]])
    inner = outer.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"
    reading = read(saved(document))
    assert texts(reading) == [[["项目", "明细"], ["甲", "见下"]], [["x", "y"]]]
    assert [grid.table_number for grid in reading.grids] == [1, 2]
    assert [[cell.text for cell in grid.title_lines] for grid in reading.grids] == [["标题"], ["标题"]]


def test_a_table_around_a_table_gives_lines_and_no_cells() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "标题"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "x", "y"
    reading = read(saved(document))
    assert (lines(reading), texts(reading)) == (["标题"], [[["x", "y"]]])


def test_tables_too_deep_in_each_other_are_refused() -> None:
    body = paragraph(run("x"))
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert reason(package(body)) == ("nested-too-deep", {"limit": 50})


def test_more_columns_than_any_form_has_are_read_and_none_is_lost() -> None:
    row = "".join(f"<w:tc>{paragraph(run(str(number)))}</w:tc>" for number in range(10_000))
    assert texts(read(package(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")))[0][0][-1] == "9999"


# ---- what is printed, and what is not -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("甲") + f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{run('新')}</w:ins>", "甲 新"),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", " 新"),
        (run("甲") + run("密", "<w:vanish/>") + run("乙", "<w:vanish w:val='0'/>"), "甲乙"),
        (run("甲") + run("密", "<w:rStyle w:val='Secret'/>"), "甲"),
        ("<w:pPr><w:pStyle w:val='Based'/></w:pPr>" + run("密") + run("显", "<w:vanish w:val='false'/>"), "显"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + run("7")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "7",
        ),
        (f"<w:fldSimple w:instr='DATE'>{run('2024年')}</w:fldSimple>", "2024年"),
        (f"<w:hyperlink>{run('链')}</w:hyperlink><w:smartTag>{run('接')}</w:smartTag>", "链接"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (run("人数") + "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run("3"), "人数≥3"),
        (run("人数") + "<m:oMath><m:r><m:t>≥3</m:t></m:r></m:oMath>", "人数≥3"),
        ("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/><w:t>月</w:t></w:r>", "5-6月"),
        ("<w:r><w:t> 甲 </w:t></w:r>", "甲"),
        ("<w:r><w:ruby><w:rt>" + run("jiǎ") + "</w:rt><w:rubyBase>" + run("甲") + "</w:rubyBase></w:ruby></w:r>", "甲"),
    ],
)
def test_text_is_what_is_printed(content: str, text: str) -> None:
    styles = (
        "<w:style w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='Based'><w:basedOn w:val='Secret'/></w:style>"
    )
    assert lines(read(package(paragraph(content), styles=styles))) == [text]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert lines(read(package(paragraph(mark + run("上")) + paragraph(run("下"))))) == ["上下"]


def test_rows_that_were_deleted_or_are_hidden_are_marked_as_such() -> None:
    def row(text: str, properties: str) -> str:
        cells = "".join(f"<w:tc>{paragraph(run(one))}</w:tc>" for one in text)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"

    table = f"<w:tbl>{row('ab', '')}{row('cd', '<w:del/>')}{row('ef', '<w:hidden/>')}{row('gh', '<w:ins/>')}</w:tbl>"
    reading = read(package(table))
    assert texts(reading) == [[["a", "b"], [" ", " "], ["", ""], ["g", "h"]]]
    assert [[mark.kind for mark in row[0].marks] for row in reading.grids[0].rows] == [[], ["struck"], ["hidden"], []]


def test_a_table_in_a_content_control_is_read() -> None:
    cells = "".join(f"<w:sdt><w:sdtContent><w:tc>{paragraph(run(one))}</w:tc></w:sdtContent></w:sdt>" for one in "ab")
    body = f"<w:sdt><w:sdtContent><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:sdtContent></w:sdt>"
    assert texts(read(package(body))) == [[["a", "b"]]]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框'))}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert lines(read(package(paragraph(f"<w:r>{twice}</w:r>" + run("段"))))) == ["段", "框"]


def test_headers_and_footers_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文")
    assert lines(read(saved(document))) == ["正文"]


def test_numbers_that_word_counts_are_printed() -> None:
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:suff w:val='{suffix}'/>"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
        for level, (kind, suffix, text) in enumerate(
            [("japaneseCounting", "nothing", "%1、"), ("chineseCounting", "nothing", "(%2)"), ("decimal", "tab", "%3.")]
        )
    )
    bullet = (
        "<w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='·'/></w:lvl>"
    )
    numbering = (
        f"<w:abstractNum w:abstractNumId='1'>{levels}</w:abstractNum>{bullet}</w:abstractNum>"
        "<w:num w:numId='5'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='6'><w:abstractNumId w:val='2'/></w:num>"
        "<w:num w:numId='7'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='2'><w:startOverride w:val='9'/>"
        "</w:lvlOverride></w:num>"
    )

    def numbered(text: str, level: int, number: int = 5) -> str:
        properties = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
        return paragraph(f"<w:pPr>{properties}</w:pPr>{run(text)}")

    body = [
        *(numbered("产出指标", 0), numbered("数量指标", 1), numbered("人数≥3人", 2), numbered("次数≥4次", 2)),
        *(numbered("质量指标", 1), numbered("合格率100%", 2), numbered("效益指标", 0), numbered("数量指标", 1)),
        *(numbered("圆点", 0, 6), numbered("续", 2, 7), paragraph(run("无"))),
    ]
    assert lines(read(package("".join(body), numbering=numbering))) == [
        *("一、产出指标", "(一)数量指标", "1. 人数≥3人", "2. 次数≥4次"),
        *("(二)质量指标", "1. 合格率100%", "二、效益指标", "(一)数量指标"),
        *("圆点", "9. 续", "无"),
    ]


def test_serials_that_word_counts_are_printed_in_empty_cells() -> None:
    document = docx.Document()
    table = table_of(document, [["序号", "名称"], ["", "甲"], ["", "乙"]])
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    assert texts(read(saved(document))) == [[["序号", "名称"], ["1.", "甲"], ["2.", "乙"]]]


# ---- pages -------------------------------------------------------------------------------------------------------


def test_without_pages_of_word_the_breaks_that_were_set_count() -> None:
    document = docx.Document()
    document.add_paragraph("一").add_run().add_break(WD_BREAK.PAGE)
    table_of(document, [["a", "b"]])
    document.add_paragraph("二").paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("三")
    reading = read(saved(document))
    assert [(cell.text, cell.page, cell.row) for cell in reading.lines] == [("一", 1, 1), ("二", 3, 1), ("三", 4, 1)]
    assert [cell.page for cell in reading.grids[0].rows[0]] == [2, 2]
    assert reading.pages == 4


def test_the_pages_that_word_found_count_where_it_noted_them_and_rows_begin_again() -> None:
    document = docx.Document()
    table = table_of(document, [["序号", "名称"], ["1", "甲"], ["2", "乙"], ["3", "丙"]])
    for row, column in ((2, 0), (3, 1)):
        breaking = table.cell(row, column).paragraphs[0].runs[0]._r
        breaking.insert(0, with_element(breaking, "lastRenderedPageBreak"))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    reading = read(saved(document))
    assert [(row[0].text, row[0].page, row[0].row) for row in reading.grids[0].rows] == [
        *(("序号", 1, 1), ("1", 1, 2)),
        *(("2", 2, 1), ("3", 2, 2)),
    ]
    assert reading.pages == 3  # the break within the last row; the one that was set was never rendered


def test_a_table_that_repeats_the_header_goes_on_with_the_one_above_but_a_project_sheet_begins_anew() -> None:
    document = docx.Document()
    for number in "12":
        table_of(document, [["序号", "名称", "金额"], [number, "甲", "5"]])
        document.add_paragraph("").add_run().add_break(WD_BREAK.PAGE)
    table_of(document, [["填报单位：某局", "单位：万元"], ["项目名称", "甲"]])
    document.add_paragraph("")
    table_of(document, [["填报单位：某局", "单位：万元"], ["项目名称", "乙"]])
    reading = read(saved(document))
    assert [len(grid.rows) for grid in reading.grids] == [4, 2, 2]
    assert [(row[0].page, row[0].row) for row in reading.grids[0].rows] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_a_header_that_word_repeats_stands_once() -> None:
    document = docx.Document()
    table = table_of(document, [["a", "b"], ["1", "2"]])
    with_element(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
    assert texts(read(saved(document))) == [[["a", "b"], ["1", "2"]]]


# ---- what is refused ---------------------------------------------------------------------------------------------


def good() -> bytes:
    document = docx.Document()
    table_of(document, [["a", "b"]])
    return saved(document)


def without_text() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(target, "w") as file:
        for name in source.namelist():
            if name != "word/document.xml":
                file.writestr(name, source.read(name))
    return target.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def with_text(xml: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        lambda: good()[: len(good()) // 2],
        without_text,
        lambda: with_text("<w:document"),
        lambda: with_text(f'<w:document xmlns:w="{NAMESPACE}"/>'),
        lambda: with_text(f'{ENTITIES}<w:document xmlns:w="{NAMESPACE}"><w:body>&b;</w:body></w:document>'),
        lambda: good().replace(b"word/document.xml", b"word/document.xmI", 1),
    ],
    ids=["cut off", "without text", "broken XML", "without body", "entity bomb", "names differ"],
)
def test_a_damaged_file_is_refused(data: Callable[[], bytes]) -> None:
    assert reason(data()) == ("file-damaged", {"format": "Word"})


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(41):
            part.write(b" " * 1_000_000)
    assert reason(target.getvalue()) == ("unpacked-too-large", {"size": 41_000_000, "limit": archive.LARGEST_PART})


def test_a_document_of_pictures_is_refused_and_an_empty_one_is_not() -> None:
    target = io.BytesIO(package(paragraph("")))
    assert read(target.getvalue()).cells() == []
    with zipfile.ZipFile(target, "a") as file:
        file.writestr("word/media/image1.png", b"")
    assert reason(target.getvalue()) == ("only-pictures", {})


def test_a_workbook_inside_a_document_is_named_as_not_read() -> None:
    thing = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Excel.Sheet.12"/>'
    reading = read(package(paragraph(run("见附表") + f"<w:r><w:object>{thing}</w:object></w:r>")))
    assert [(reject.reason, reject.values) for reject in reading.rejects] == [
        ("embedded-file", {"name": "Excel.Sheet.12"})
    ]


def test_a_file_is_word_by_its_content_and_any_other_archive_is_not() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("readme.txt", "word/")
    assert reason(target.getvalue()) == ("archive-of-documents", {"number": 1})


def test_the_strict_variant_and_a_dangling_relationship_are_read() -> None:
    strict = with_text(
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>严格</w:t>'
        "</w:r></w:p></w:body></w:document>"
    )
    target = io.BytesIO(strict)
    with zipfile.ZipFile(target, "a") as file:
        file.writestr(
            "word/_rels/document.xml.rels", '<Relationships><Relationship Id="r1" Target="NULL"/></Relationships>'
        )
    assert lines(read(target.getvalue())) == ["严格"]


def test_the_main_part_may_have_another_name() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("_rels/.rels", '<R><r Type="http://x/officeDocument" Target="/word/document2.xml"/></R>')
        body = paragraph(run("甲"))
        file.writestr("word/document2.xml", f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>')
    assert lines(read(target.getvalue())) == ["甲"]


def test_without_lxml_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    assert reason(good()) == ("extra-missing", {"extra": "word"})


def test_a_damaged_file_harms_no_other(built: Any) -> None:
    _, sql = built(bad__docx=good()[:3000], wrong_ending__xls=good(), good__txt=GOOD)
    assert sql("SELECT file, reason_id FROM rejects ORDER BY file") == [
        ("bad.docx", "file-damaged"),
        ("wrong_ending.xls", "no-performance-form"),
    ]
    assert sql("SELECT count(*) FROM projects") == [(1,)]
