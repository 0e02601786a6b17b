"""HTML: what a browser shows. Written by hand, as sites, Excel and Word write it."""

import sys
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Any

import pytest

from mingzhang.errors import Refused
from mingzhang.readers import html, read
from mingzhang.records import Reading
from tests.conftest import FOUNDING, HEADER

TITLE = "某局2024年部门预算项目支出绩效目标公开表"


def page(body: str) -> Reading:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def texts(reading: Reading) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in grid.rows] for grid in reading.grids]


def lines(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.lines]


def spans(body: str) -> list[tuple[str, int, int, int, int]]:
    return [
        (cell.text, cell.row, cell.column, cell.row_span, cell.column_span)
        for row in page(body).grids[0].rows
        for cell in row
    ]


def reason(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value.reason, caught.value.values


# ---- text ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("  目标一：\n   提高  ", "目标一： 提高"),
        ("<p>一</p>\n <p>二</p>", "一\n二"),
        ("一<br>二<br/><br>三<br>", "一\n二\n\n三"),
        ("<div>一<div>二</div>三</div>", "一\n二\n三"),
        ("<span>一</span> <b>二</b><i>三</i>", "一 二三"),
        ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
        ("人数≥3&nbsp;人 &lt;p&gt; &#8804;5 &amp;amp;", "人数≥3\xa0人 <p> ≤5 &amp;"),
        ("　　全角　", "　　全角　"),
        ("<pre>一  二\n三</pre>", "一  二\n三"),
        ("甲<script>乙()</script><style>b{}</style><!-- 丙 --><noscript>丁</noscript>戊", "甲戊"),
        ("甲<span hidden>乙</span><span style='DISPLAY : none;color:red'>丙</span>丁", "甲丁"),
        ("甲<b style='visibility:hidden'>乙<i>丙</i></b><b style='mso-hide:all'>丁</b>戊", "甲戊"),
        ("甲<span style='display:none'>乙<p>丙</p></span>丁", "甲丁"),
        ("甲<select><option>乙</select><textarea>丙</textarea><iframe>丁</iframe>", "甲乙丙"),
        ("<span style='display:inline;no-display:none'>甲</span>", "甲"),
        ("5km<sup>2</sup><o:p>甲</o:p>", "5km²甲"),
    ],
)
def test_a_cell_holds_what_a_browser_shows(content: str, text: str) -> None:
    assert texts(page(f"<table><tr><td>a</td><td>{content}</td></tr></table>")) == [[["a", text]]]


def test_text_outside_tables_is_lines_in_order_and_those_just_above_a_table_are_its_title_lines() -> None:
    reading = page(
        "<h1>标题</h1>单位：<b>万元</b><br>附表<table><tr><td>a</td><td>b</td></tr></table>"
        "<p>中间</p><table><caption>表二</caption><tr><td>c</td><td>d</td></tr></table><div>尾</div>"
    )
    assert reading.media_type == "text/html"
    assert reading.pages == 1
    assert lines(reading) == ["标题", "单位：万元", "附表", "中间", "表二", "尾"]
    assert [[cell.text for cell in grid.title_lines] for grid in reading.grids] == [
        ["标题", "单位：万元", "附表"],
        ["中间", "表二"],
    ]
    assert texts(reading) == [[["a", "b"]], [["c", "d"]]]


def test_the_title_in_the_head_is_not_on_the_page() -> None:
    assert lines(read("<html><head><title>网站</title></head><body>正文</body></html>".encode())) == ["正文"]


# ---- tables --------------------------------------------------------------------------------------------------------


def test_merged_cells_stand_where_they_begin_and_covered_cells_are_absent() -> None:
    assert spans("<table><tr><td rowspan=2 colspan='2'>a<td>b<td rowspan=3>c<tr><td>d<tr><td>e<td>f<td>g</table>") == [
        *(("a", 1, 1, 2, 2), ("b", 1, 3, 1, 1), ("c", 1, 4, 3, 1)),
        ("d", 2, 3, 1, 1),
        *(("e", 3, 1, 1, 1), ("f", 3, 2, 1, 1), ("g", 3, 3, 1, 1)),
    ]


def test_a_rowspan_of_0_and_one_too_large_end_with_their_group() -> None:
    assert spans(
        "<table><thead><tr><th rowspan=9>a<th>b</thead><tbody><tr><td rowspan=0>c<td>d<tr><td>e</tbody></table>"
    ) == [
        *(("a", 1, 1, 1, 1), ("b", 1, 2, 1, 1)),
        *(("c", 2, 1, 2, 1), ("d", 2, 2, 1, 1)),
        ("e", 3, 2, 1, 1),
    ]


@pytest.mark.parametrize("absurd", ["99999", "99999999999999999999", "1000"])
def test_an_absurd_colspan_ends_with_the_last_column_that_a_cell_begins_in(absurd: str) -> None:
    assert spans(f"<table><tr><td colspan={absurd}>a<tr><td>b<td>c</table>")[0] == ("a", 1, 1, 1, 2)


@pytest.mark.parametrize("wrong", ["", "x", "-3", "1.5"])
def test_a_span_that_is_no_number_is_one(wrong: str) -> None:
    assert spans(f"<table><tr><td colspan='{wrong}' rowspan='{wrong}'>a<td>b<tr><td>c<td>d</table>")[0][3:] == (1, 1)


def test_spans_that_cover_more_than_any_table_has_are_refused_and_10_000_columns_are_read() -> None:
    assert len(page("<table><tr>" + "<td>1" * 10_000 + "</table>").grids[0].rows[0]) == 10_000
    body = "<table><tr>" + "<td colspan=1000 rowspan=99999>1" * 20 + "</table>"
    assert reason(body.encode()) == ("too-many-columns", {"limit": 16_384})


def test_rows_are_in_the_order_in_which_they_are_shown() -> None:
    body = "<table><tfoot><tr><td>合计<td>2</tfoot><tr><td>甲<td>1</tr><thead><tr><th>名称<th>数</thead></table>"
    assert texts(page(body)) == [[["名称", "数"], ["甲", "1"], ["合计", "2"]]]


def test_hidden_rows_and_cells_are_absent_and_invisible_ones_blank() -> None:
    body = (
        "<table><tr><td>a<td>b<td>c</tr><tr style='display:none'><td>x<td>y</tr><tr hidden><td>x</tr>"
        "<tr><td>d<td style='display:none'>x</td><td style='visibility:hidden'>x</td><td>f</tr></table>"
    )
    assert texts(page(body)) == [[["a", "b", "c"], ["d", "", "f"]]]


def test_an_inner_table_is_a_grid_of_its_own_and_its_text_is_not_doubled() -> None:
    body = "<p>标题</p><table><tr><td>项目<td>明细<tr><td>甲<td>见下<table><tr><td>x<td>y</table>完</table>"
    reading = page(body)
    assert texts(reading) == [[["项目", "明细"], ["甲", "见下\n完"]], [["x", "y"]]]
    assert [[cell.text for cell in grid.title_lines] for grid in reading.grids] == [["标题"], ["标题"]]


def test_tables_for_layout_give_lines_and_no_cells() -> None:
    reading = page(
        "<table><tr><td>首页</td></tr><tr><td><table><tr><td>导航</td><td><table><tr><td>标题</td></tr></table>"
        "<table><tr><td>a<td>b</table></td></tr></table></td></tr><tr><td>版权</td></tr></table>"
    )
    assert lines(reading) == ["首页", "导航", "标题", "版权"]
    assert texts(reading) == [[["a", "b"]]]
    assert [cell.text for cell in reading.grids[0].title_lines] == ["首页", "导航", "标题"]


def test_a_table_for_layout_inside_a_cell_leaves_its_text_in_the_cell() -> None:
    body = "<table><tr><td>a<td><table><tr><td>目标一<tr><td>目标二</table></table>"
    assert texts(page(body)) == [[["a", "目标一\n目标二"]]]


def test_text_between_the_cells_of_a_table_stands_before_it_as_browsers_show_it() -> None:
    reading = page("<table>散<tr><td>a<td>b</table>")
    assert (lines(reading), texts(reading)) == (["散"], [[["a", "b"]]])


def test_cells_and_rows_without_a_table_are_text() -> None:
    assert lines(page("<tr><td>a</td><td>b</td></tr>")) == ["a", "b"]
    assert texts(page("<table><tr><table><tr><td>x<td>y</table></tr></table>")) == [[["x", "y"]]]


def test_zero_tables() -> None:
    assert page("<p>绩效目标：详见附表</p>").grids == ()


# ---- encodings -----------------------------------------------------------------------------------------------------

CHINESE = "<table><tr><td>编码</td><td>联通</td></tr></table>"


@pytest.mark.parametrize(
    ("markup", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "gb18030"),
        ("<meta charset=gb2312>", "gbk"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=GBK'>", "gb18030"),
        ("<meta charset=gb2312>", "utf-8"),
        ("<meta charset='utf-8'>", "gb18030"),
        ("<meta charset=big5>", "big5"),
        ("<meta charset=martian>", "utf-8"),
        ("<?xml version='1.0' encoding='gb2312'?>", "gb18030"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_are_in(markup: str, encoding: str) -> None:
    written = CHINESE if encoding != "big5" else CHINESE.replace("编码", "編碼").replace("联通", "聯通")
    expected = ["编码", "联通"] if encoding != "big5" else ["編碼", "聯通"]
    assert texts(read((markup + written).encode(encoding))) == [[expected]]


def test_a_short_page_that_says_gb2312_is_not_taken_for_utf8() -> None:
    assert html.decode_page("<meta charset=gb2312>联通".encode("gb2312")).endswith("联通")


def test_bytes_in_no_encoding_are_refused() -> None:
    assert reason(b"<html><body>\xff\xff\xff</body></html>") == ("encoding-unknown", {})


# ---- what is a page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>a<td>b</table>",
        "\ufeff \n<TABLE border=0>\n<tr><td>a<td>b</TABLE>",
        "<!-- 保存自 --><!-- x --><!DOCTYPE HTML PUBLIC '-//W3C//DTD'><table><tr><td>a<td>b</table>",
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'><table><tr><td>a<td>b</table></html>",
        "<p>标题</p>\n<table><tr><td>a<td>b</table>",
        "<meta charset=utf-8><table><tr><td>a<td>b</table>",
        "<style>td{}</style><table><tr><td>a<td>b</table>",
    ],
)
def test_a_page_is_known_by_its_beginning(content: str) -> None:
    assert texts(read(content.encode())) == [[["a", "b"]]]


@pytest.mark.parametrize(
    "content",
    [
        f"<p>{TITLE}</p>\n{HEADER}\n1\t甲\t5\t<p>目标一</p> <p>目标二</p>\t<p>1. 人数≥3人</p>\n",
        FOUNDING.read_text(encoding="utf-8"),
        "指标<5万元\t甲\n",
        "<5万元\t乙\n",
        "见<table>一\t二\n",
    ],
)
def test_plain_text_with_tags_in_it_is_no_page(content: str) -> None:
    assert read(content.encode()).media_type == "text/plain"


def test_other_xml_is_refused_by_name() -> None:
    assert reason(b"<?xml version='1.0'?><rss><item/></rss>") == ("format-not-supported", {"format": "XML"})


EXCEL_PAGE = f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Excel.Sheet>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>表</x:Name></x:ExcelWorkbook></xml><![endif]--></head>
<body><table x:str border=0><col width=72><tr height=19><td colspan=5 class=xl65>{TITLE}</td></tr>
<tr>{"".join(f"<td>{label}</td>" for label in HEADER.split(chr(9)))}</tr>
<tr><td x:num="6">006</td><td>某局<span style='mso-spacerun:yes'>&nbsp;</span></td><td x:num>5.00</td><td></td><td></td></tr>
<tr><td x:num>1</td><td>甲</td><td>5.00</td><td>目标一：乙</td><td>一、产出指标<br>1.<font>人数</font>&ge;3人</td></tr>
<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td>x</td></tr><![endif]>
</table></body></html>"""


def test_a_page_that_excel_saved_as_xls_is_read_as_it_is_displayed(built: Any) -> None:
    _, sql = built(a__xls=EXCEL_PAGE.encode("gb18030"))
    assert sql("SELECT reason_id FROM rejects") == [("part-hidden",)]
    assert sql("SELECT serial, name, amount_fen FROM projects") == [("1", "甲", 5_000_000)]
    assert sql("SELECT code, name FROM units") == [("006", "某局")]
    assert sql("SELECT name, comparator, value, unit FROM indicators") == [("人数", "≥", 3, "人")]


def test_a_web_archive_is_read_page_by_page() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText("<html><frameset><frame src=1></frameset></html>", "html"))
    for name in ("甲", "乙"):
        message.attach(
            MIMEText(f"<html><body>{name}<table><tr><td>a<td>{name}</table></body></html>", "html", "gb2312")
        )
    reading = read(b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n" + message.as_bytes())
    assert reading.media_type == "multipart/related"
    assert [(cell.page, cell.text) for cell in reading.lines] == [(1, "甲"), (2, "乙")]
    assert texts(reading) == [[["a", "甲"]], [["a", "乙"]]]


# ---- bad input -----------------------------------------------------------------------------------------------------


def test_a_page_that_is_too_deep_is_refused_instead_of_cut_off() -> None:
    assert texts(read(b"<html>" + b"<font>" * 1500 + b"<table><tr><td>a<td>b</table>")) == [[["a", "b"]]]
    assert reason(b"<html>" + b"<div>" * 5000 + b"x") == ("nested-too-deep", {"limit": 2048})
    assert reason(b"<table><tr><td>" * 60 + b"x") == ("nested-too-deep", {"limit": 50})


@pytest.mark.parametrize("levels", [60, 3000])
def test_messages_in_messages_are_refused_when_they_are_too_deep(levels: int) -> None:
    message = b"Content-Type: message/rfc822\r\n\r\n" * levels + b"Content-Type: text/html\r\n\r\n<table><tr><td>x"
    begin = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    assert reason(begin + message) == ("nested-too-deep", {"limit": 50})


def test_a_page_of_pictures_is_refused() -> None:
    assert reason(b"<html><body><img src=1.jpg></body></html>") == ("only-pictures", {})


def test_a_page_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    assert texts(read(b"<html><table><tr><td>a<td>b<tr><td>c<td")) == [[["a", "b"], ["c"]]]


def test_without_lxml_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.etree", None)
    assert reason(b"<html>x</html>") == ("extra-missing", {"extra": "html"})


def told(body: str, beginning: str = "<html><body>") -> list[str]:
    return [one.reason for one in read((beginning + body).encode()).rejects]


ROW = "<tr><td>金额</td><td>单位</td><td>目标</td></tr>"


@pytest.mark.parametrize(
    ("body", "breaks"),
    [
        (f"<table>{ROW}</table></body></html>", False),
        (f"<table>{ROW}</table></body>", False),
        (f"<table>{ROW}", True),
        (f"<table>{ROW}</table>", True),  # whoever ends a cell ends a page
        ("<table><tr><td>金额<td>单位</table>", False),
        (f"<table>{ROW}</table><p class='a", True),
        (f"<table>{ROW}</table><!-- <table> --></html>", False),
        (f"<table>{ROW}</table><!-- ", True),
        (f"<script>'<table>'</script><table>{ROW}{ROW}</table></html>", False),
        ("没有表</p>", False),
    ],
)
def test_a_page_without_its_end_is_told(body: str, breaks: bool) -> None:
    assert told(body) == (["file-breaks-off"] if breaks else [])


def test_a_part_of_a_page_has_no_end_of_a_page() -> None:
    assert told(f"<table>{ROW}</table>", "") == []


@pytest.mark.parametrize(
    ("rows", "by_script"),
    [
        ("<tr><td>77.00</td><td><script>document.write('3')</script></td></tr>", True),
        ("<tr><td>77.00</td><td>3<script>document.write('3')</script></td></tr>", True),
        ("<tr><td>77.00</td><td>3<script>count()</script></td></tr>", False),
        (ROW + "<script>fill()</script>", True),
        (ROW + ROW + "<script>fill()</script>", False),
        (ROW, False),
    ],
)
def test_what_a_script_may_print_in_a_table_is_told(rows: str, by_script: bool) -> None:
    assert told(f"<table>{rows}</table></body>") == (["content-by-script"] if by_script else [])


def test_a_page_that_a_script_draws_is_refused_as_such() -> None:
    assert reason(b"<html><body><div id=app></div><script src=a.js></script></body></html>")[0] == "page-by-script"


def test_a_dialog_that_is_closed_is_hidden() -> None:
    assert texts(page("<table><tr><td>a</td><td><dialog>b</dialog>c<dialog open>d</dialog></td></tr></table>")) == [
        [["a", "c\nd"]]
    ]
