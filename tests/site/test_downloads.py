"""Downloads: all rows of what a page shows, as files that open rightly where people open them."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzhang.site.downloads import routes
from mingzhang.site.downloads.cells import FORMULA_STARTS, GUARD, cut, date_in_cell, harmless, number_format
from mingzhang.site.downloads.filename import attachment, file_name
from mingzhang.site.downloads.rows import batches
from mingzhang.site.downloads.text_formats import excel_csv, json_array
from mingzhang.site.downloads.workbook import About, Written, write_rows_workbook
from mingzhang.site.language import say_in
from mingzhang.site.server import open_site
from mingzhang.site.words import described_column
from tests.conftest import finished

pytestmark = pytest.mark.slow

ABOUT = About("项目", [("来自", "明账")], [("编号", "id", "")])


def get(site: str, path: str, **parameters: str) -> httpx.Response:
    return httpx.get(f"{site}/mingzhang{path}", params=parameters or None, timeout=60)


def workbook_of(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text[:500]
    return openpyxl.load_workbook(io.BytesIO(response.content))


def written(path: Path, columns: list[str], rows: list[tuple[Any, ...]], **more: Any) -> tuple[Any, Written]:
    """The first sheet of a workbook of these rows, and what became of them."""
    described = [described_column(None, column) for column in columns]
    result = write_rows_workbook(path / "a.xlsx", described, columns, [rows], ABOUT, say_in("zh"), **more)
    return openpyxl.load_workbook(path / "a.xlsx").worksheets, result


# ---- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "=HYPERLINK(1)", "-", "－5", "＠a"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("value", [-5, -0.5, 0, 1718.16, None, "", "1.离休、退休", "≥100", "'a", "a=1"])
def test_numbers_and_ordinary_texts_stay_what_they_are(value: Any) -> None:
    assert harmless(value) == value


CELLS = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=20))
def test_csv_for_excel_read_back_gives_the_same_texts_but_for_the_guard(rows: list[list[Any]]) -> None:
    text = "".join(excel_csv(["一", "二", "三"], [rows]))
    assert text.startswith("\ufeff一,二,三\r\n")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))[1:]
    expected = [["" if value is None else str(value) for value in row] for row in rows]
    assert len(read) == len(expected)
    for read_row, row, values in zip(read, expected, rows, strict=True):
        for cell, value, original in zip(read_row, row, values, strict=True):
            assert cell.removeprefix(GUARD) == value.removeprefix(GUARD)
            if isinstance(original, str):
                assert not cell.startswith(FORMULA_STARTS)
                assert cell in (value, GUARD + value)


def test_only_a_whole_day_is_a_date() -> None:
    assert date_in_cell("2023-12-31") == datetime(2023, 12, 31).date()
    assert [date_in_cell(text) for text in ("2023-12", "2023-02-30", "20231231", "1899-01-01", "2023年12月31日")] == [
        None
    ] * 5


def test_only_days_in_columns_of_dates_become_dates_in_a_workbook(tmp_path: Path) -> None:
    (sheet, _), _ = written(tmp_path, ["due_date", "value_text"], [("2023-12-31", "2023-12-31"), ("2023-12", "甲")])
    assert [[cell.value for cell in row] for row in sheet["A2:B3"]] == [
        [datetime(2023, 12, 31), "2023-12-31"],
        ["2023-12", "甲"],
    ]


def test_amounts_have_a_number_format() -> None:
    assert number_format(described_column("project_list", "amount_yuan")) == "#,##0.00"
    assert number_format(described_column("project_list", "amount_wan_yuan")) == "#,##0.00####"
    assert number_format(described_column("projects", "amount_fen")) == "#,##0"
    assert number_format(described_column("project_list", "year")) is None


def test_a_text_longer_than_a_cell_of_excel_is_cut_and_says_so() -> None:
    assert cut("字" * 32_767) == ("字" * 32_767, False)
    assert cut("字" * 32_768) == ("字" * 32_766 + "…", True)
    # Excel counts a character outside the basic plane as two.
    text, is_cut = cut("𠮷" * 16_384)
    assert is_cut
    assert text == "𠮷" * 16_383 + "…"


# ---- names of files ---------------------------------------------------------------------------------------------------


def test_names_of_files_tell_what_is_in_them() -> None:
    assert file_name(["项目", "2023", "体检"], "xlsx") == "mingzhang-项目-2023-体检.xlsx"
    assert file_name(["查询/结果", "..\\..\\a", "a\u202eb\u200bc\n"], "csv") == "mingzhang-查询_结果-a-a_b_c.csv"
    assert file_name(["项目", "长" * 500] * 9, "csv").count("长") <= 60
    name = attachment("mingzhang-项目.xlsx", 'mingzhang-pro"jects.xlsx')
    assert name == (
        "attachment; filename=\"mingzhang-pro_jects.xlsx\"; filename*=UTF-8''mingzhang-%E9%A1%B9%E7%9B%AE.xlsx"
    )


@given(st.lists(st.text()))
def test_a_name_of_a_file_is_never_a_path_or_a_second_header(parts: list[str]) -> None:
    name = file_name(parts, "csv")
    assert name.startswith("mingzhang")
    assert len(name) <= 90
    header = attachment(name, name)
    assert header.isascii()
    assert not any(character in header.replace("attachment; ", "", 1) for character in "\r\n/\\")


# ---- workbooks --------------------------------------------------------------------------------------------------------


def test_cells_of_a_workbook_are_what_they_are_in_the_database(tmp_path: Path) -> None:
    columns = ["code", "amount_yuan", "due_date", "name", "n"]
    rows = [
        ("006", 230800.5, "2023-12-31", "=1+1", -5),
        ("1e5", None, "2023-12", "https://example.org", 12345678901234567890),
        ("<r><t>x</t></r>", 0, None, "a\x00b\x0bc\ufffe_x0041_", 0.1),
    ]
    (sheet, _), result = written(tmp_path, columns, rows)
    assert result == Written(rows=3)
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values[0] == ["006", 230800.5, datetime(2023, 12, 31), "=1+1", -5]
    assert values[1] == ["1e5", None, "2023-12", "https://example.org", "12345678901234567890"]
    assert values[2][0] == "<r><t>x</t></r> "
    assert values[2][1:3] == [0, None]
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "d", "s", "n"]
    assert [cell.hyperlink for cell in sheet[3]] == [None] * 5
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E4"


def test_a_workbook_that_reaches_the_limit_of_excel_says_so_on_both_sheets(tmp_path: Path) -> None:
    (sheet, about), result = written(tmp_path, ["n"], [(n,) for n in range(20)], largest_rows=10)
    assert result == Written(rows=8, is_whole=False)
    assert [cell.value for cell in sheet["A"]][:9] == ["n", *range(8)]
    assert sheet["A10"].value.startswith("Excel 一张工作表最多1,048,576行，这里是前8行，后面还有。")
    assert sheet.max_row == 10
    assert "未全部列出" in [cell.value for cell in about["A"]]
    (sheet, about), result = written(tmp_path, ["n"], [(n,) for n in range(8)], largest_rows=10)
    assert result.is_whole
    assert "未全部列出" not in [cell.value for cell in about["A"]]


def test_a_workbook_with_a_text_too_long_for_a_cell_says_so(tmp_path: Path) -> None:
    (sheet, about), result = written(tmp_path, ["text"], [("字" * 40_000,), ("短",)])
    assert result.cut_cells == 1
    assert sheet["A2"].value == "字" * 32_766 + "…"
    assert "1格超过" in str(dict(about.iter_rows(max_col=2, values_only=True))["截断的格子"])


def test_no_cell_of_a_workbook_is_a_formula_or_breaks_its_xml(tmp_path: Path) -> None:
    texts = ["=1", "{=1}", "<r></r>", "<r>&</r>", "</t></is></c>", "]]>", "&amp;", "'", "\ud7ff\ue000\uffff"]
    (sheet, _), _ = written(tmp_path, ["=cmd"], [(text,) for text in texts])
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 10
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


# ---- all rows ---------------------------------------------------------------------------------------------------------

NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) select i, 'a' || i as t from n"


@pytest.mark.parametrize("rows", [5000, 12_345])
def test_queries_are_had_whole_in_every_format(site: str, rows: int) -> None:
    sql = NUMBERS.format(rows)
    assert (
        get(site, ".csv", sql=sql).text.splitlines()[-1] == f"{rows},a{rows}"
    )  # Datasette's own ends at 5000, without a word
    assert get(site, ".json", sql=sql, _shape="array").json()[-1] == {"i": rows, "t": f"a{rows}"}
    assert get(site, ".csv", sql=sql, _stream="on").text.splitlines()[-1] == f"{rows},a{rows}"
    assert get(site, ".csv", sql=sql, _excel="on").text.splitlines()[-1] == f"{rows},a{rows}"
    assert get(site, ".json", sql=sql, _stream="on").json()[-1] == {"i": rows, "t": f"a{rows}"}
    assert json.loads(get(site, ".json", sql=sql, _stream="on", _nl="on").text.splitlines()[-1])["i"] == rows
    sheet = workbook_of(get(site, ".xlsx", sql=sql)).worksheets[0]
    assert (sheet.max_row, sheet.cell(rows + 1, 1).value) == (rows + 1, rows)


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/projects", {}),
        ("/projects", {"_search": "体检"}),
        ("/projects", {"amount_fen__gte": "30000000", "_sort_desc": "amount_fen"}),
        ("/projects", {"_where": "amount_fen > (select avg(amount_fen) from projects)", "_sort": "name"}),
        ("/projects", {"_col": "name", "_size": "2", "_facet": "year"}),
        ("/indicators", {"level1": "产出指标", "_sort": "due_date", "_nocol": "text"}),
        ("/finding_evidence", {}),
        ("/project_list", {"_sort": "amount_yuan"}),
        ("/indicator_list", {"project__contains": "体检"}),
        ("/promised_by_date", {"unit": "组织部", "due_by": "2022-12-31"}),
        ("/check-total-mismatch", {}),
        ("/projects", {"name": "nothing"}),
    ],
)
def test_a_download_has_the_rows_of_the_page(site: str, path: str, parameters: dict[str, str]) -> None:
    everything = {**parameters, "_size": "max"}
    page = get(site, f"{path}.json", _shape="objects", **everything).json()
    expected = [list(row.values()) for row in page["rows"]]
    assert get(site, f"{path}.json", _stream="on", **parameters).json() == page["rows"]
    lines = list(csv.reader(io.StringIO(get(site, f"{path}.csv", _excel="on", **parameters).text[1:], newline="")))
    assert [[cell.removeprefix(GUARD) for cell in line] for line in lines[1:]] == [
        ["" if value is None else str(value) for value in row] for row in expected
    ]
    sheet = workbook_of(get(site, f"{path}.xlsx", **parameters)).worksheets[0]
    assert sheet.max_row == len(expected) + 1
    shown = [[_shown(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown == [[_expected(value) for value in row] for row in expected]


def _shown(value: Any) -> Any:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else value


def _expected(value: Any) -> Any:
    """Excel keeps 15 digits, so a longer number is a text; an empty text is an empty cell."""
    return str(value) if isinstance(value, int) and value >= 10**15 else None if value == "" else value


def test_the_next_page_of_a_table_downloads_from_the_beginning(site: str) -> None:
    following = get(site, "/projects.json", _shape="objects", _size="5").json()["next"]
    assert len(get(site, "/projects.json", _stream="on", _size="5", _next=following).json()) == 26


PLAIN = ["/projects.csv", "/projects.json", "/project_list.csv", "/promised_by_date.json"]


@pytest.fixture(scope="module")
def as_stock(database: Path) -> dict[str, bytes]:
    """The plain files as a Datasette writes them that is without our routes."""
    with pytest.MonkeyPatch.context() as without:
        without.setattr(routes, "ROUTES", [])
        client = open_site(database).client

    async def files() -> dict[str, bytes]:
        # As CSV Datasette leaves out what a page has no room for.
        return {
            path: (await client.get(f"/mingzhang{path}{'?_size=max' if path.endswith('csv') else ''}")).content
            for path in PLAIN
        }

    found: dict[str, bytes] = finished(files())
    return found


@pytest.mark.parametrize("path", PLAIN)
def test_the_plain_files_of_the_api_stay_as_datasette_writes_them(
    as_stock: dict[str, bytes], site: str, path: str
) -> None:
    stock = as_stock[path]
    response = get(site, path)
    assert "content-disposition" not in response.headers
    assert response.headers["access-control-allow-origin"] == "*"
    if path.endswith("csv"):
        assert response.content == stock
    else:  # query_ms is another each time, and addresses name the host
        assert list(response.json()) == list(json.loads(stock))
        assert response.json()["rows"] == json.loads(stock)["rows"]


@pytest.mark.parametrize("path", ["/project_list", "/promised_by_date", "/projects"])
def test_a_stream_of_few_rows_is_the_plain_csv_line_for_line(site: str, path: str) -> None:
    # Datasette streams a table in pages, and orders what is equal within each by itself.
    stream, page = (get(site, f"{path}.csv", **how).content for how in ({"_stream": "on"}, {"_size": "max"}))
    assert stream.splitlines()[0] == page.splitlines()[0]
    assert sorted(stream.splitlines()) == sorted(page.splitlines())


# ---- files ------------------------------------------------------------------------------------------------------------


def test_csv_for_excel_has_a_mark_labels_and_a_name(site: str) -> None:
    response = get(site, "/projects.csv", _excel="on", _search="体检", year="2023", _col="name")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.text.splitlines()[0] == "\ufeff编号,项目名称"
    assert response.text.count("\r\n") == 3
    assert unquote(response.headers["content-disposition"]).endswith("''mingzhang-项目-体检-2023.csv")
    assert 'filename="mingzhang-projects-2023.csv"' in response.headers["content-disposition"]
    english = get(site, "/projects.csv", _excel="on", _lang="en", _col="name")
    assert english.text.splitlines()[0] == "\ufeffId,Project name"


def test_a_workbook_says_where_it_is_from(site: str) -> None:
    book = workbook_of(get(site, "/projects.xlsx", _search="体检", amount_fen__gte="1", _sort="name"))
    assert book.sheetnames == ["项目", "说明"]
    about = dict(book["说明"].iter_rows(max_col=2, values_only=True))
    assert about["来自"] == "明账"
    assert about["网址"] == f"{site}/mingzhang/projects?_search=%E4%BD%93%E6%A3%80&amount_fen__gte=1&_sort=name"
    assert about["筛选"] == "搜索：体检；金额（分） ≥ 1；排序：项目名称"
    assert about["许可"] == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    assert about["数据日期"] == "1份文件 · 最近的年度2023"
    assert about["行数"] == "2"
    columns = {row[1]: row for row in book["说明"].iter_rows(values_only=True)}
    assert columns["amount_yuan"][0] == "金额（元）"
    assert "单位：元" in columns["amount_yuan"][2]


def test_a_workbook_is_in_the_readers_language(site: str) -> None:
    book = workbook_of(get(site, "/promised_by_date.xlsx", _lang="en"))
    assert book.sheetnames == ["What a unit promises by a date", "Notes"]
    assert [cell.value for cell in book.worksheets[0][1]][:4] == ["Due date", "Unit", "Project", "Level 2"]


# ---- what cannot be had -----------------------------------------------------------------------------------------------

FOREVER = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.mark.parametrize("extension", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("sql", [FOREVER, "select * from nothing", "drop table projects", "select"])
def test_sql_that_cannot_be_run_is_an_error_and_no_file(site: str, extension: str, sql: str) -> None:
    response = get(site, f".{extension}", sql=sql, _excel="on", _stream="on")
    assert response.status_code == 400
    assert "content-disposition" not in response.headers


@pytest.mark.parametrize("path", ["/nothing.xlsx", ".xlsx", "/nothing.csv?_excel=on"])
def test_a_download_of_what_is_not_there_is_answered_with_404(site: str, path: str) -> None:
    assert get(site, path).status_code == 404


@pytest.fixture(scope="module")
def datasette(database: Path) -> Any:
    return open_site(database)


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"


def test_rows_come_in_batches_of_bounded_size(database: Path) -> None:
    wide = "with recursive n(i) as (select 1 union all select i + 1 from n) select hex(zeroblob(400000)) from n"
    connection = sqlite3.connect(database)
    made = batches(connection.execute(wide))
    assert [len(next(made)) for _ in range(3)] == [2, 2, 2]
    connection.close()


def test_an_array_that_was_cut_short_is_no_json() -> None:
    def cut_short() -> Iterator[list[tuple[int]]]:
        yield [(1,)]
        raise TimeoutError

    texts: list[str] = []
    with pytest.raises(TimeoutError):
        texts.extend(json_array(["i"], cut_short()))
    with pytest.raises(json.JSONDecodeError):
        json.loads("".join(texts))


def asked(datasette: Any, path: str, parameters: dict[str, str]) -> httpx.Response:
    """The answer of the application itself."""
    answer: httpx.Response = finished(datasette.client.get(path, params=parameters))
    return answer


def test_a_file_that_was_cut_short_says_so_in_its_last_line(monkeypatch: pytest.MonkeyPatch, datasette: Any) -> None:
    pool = datasette.get_database("mingzhang").pools["exports"]
    as_served = pool.limits
    monkeypatch.setattr(pool, "limits", replace(as_served, seconds=0.3))
    text = asked(datasette, "/mingzhang.csv", {"sql": ENDLESS, "_excel": "on"}).text
    assert text.splitlines()[-1].startswith("导出未完成，止于此处：查询用时过长")
    assert asked(datasette, "/mingzhang.xlsx", {"sql": ENDLESS}).status_code == 400
    # In any time, so that the machine may be as slow as it will.
    monkeypatch.setattr(pool, "limits", replace(as_served, seconds=60.0, most_bytes=100_000))
    text = asked(datasette, "/mingzhang.csv", {"sql": ENDLESS}).text
    assert text.splitlines()[-1].startswith("导出未完成，止于此处：结果过大")
