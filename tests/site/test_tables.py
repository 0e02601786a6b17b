"""Tables, rows, queries and errors as readers see them: in their language, whole, and with a way back."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from markupsafe import Markup

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site import cells, tables
from mingzhang.site.chart_maker import chart_script
from mingzhang.site.charts import ready_charts
from mingzhang.site.server import open_site
from mingzhang.site.words import described_column
from tests.site.readers import arriving

pytestmark = pytest.mark.slow

CHINESE, ENGLISH = {"Accept-Language": "zh-CN"}, {"Accept-Language": "en"}


def get(site: str, path: str, headers: dict[str, str] = CHINESE, /, **parameters: str) -> httpx.Response:
    return httpx.get(f"{site}/{path}", params=parameters or None, headers=headers, timeout=30)


def heading(response: httpx.Response) -> str:
    found = re.search(r"<h1>(.*?)</h1>", response.text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def cell(column: str, value: Any, table: str | None = "projects", language: str = "zh", **row: Any) -> Markup:
    decimals = cells.decimals_of(described_column(table, column), [value])
    return cells.cell(language, table, column, value, row, lambda path: path, decimals)


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


# ---- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("amount_yuan", 230800.0, "230,800"),
        ("amount_yuan", 0.0, "0"),
        ("amount_yuan", 12345.6, "12,345.60"),
        ("amount_yuan", 1718.1599999999999, "1,718.16"),
        ("amount_wan_yuan", 23.08, "23.08"),
        ("amount_wan_yuan", 100.0, "100.00"),
        ("amount_fen", 23080000, "23,080,000"),
        ("year", 2023, "2023"),
        ("indicator_count", 12345, "12,345"),
        ("phase", "budget", "预算"),
        ("period_end", "2023-12-31", "2023-12-31"),
        ("x_yuan", 1e308, "1e+308"),
        ("x_yuan", "二十", "二十"),
        ("y", float("inf"), "inf"),
    ],
)
def test_a_value_is_shown_as_readers_write_it(column: str, value: Any, shown: str) -> None:
    assert words(cell(column, value)) == shown


def test_no_value_is_a_dash_that_says_why_and_looks_unlike_zero_and_unlike_an_empty_text() -> None:
    assert cell("amount_yuan", None) == (
        '<span class="empty"><span aria-hidden="true">—</span><span class="why">未填写，或未能识别</span></span>'
    )
    assert words(cell("amount_yuan", None, amount_text=None)) == "—未填写"
    assert words(cell("amount_yuan", None, amount_text="约5万")) == "—未能识别"
    assert words(cell("value_text", None, "indicators")) == "—未填写指标值"
    assert words(cell("value_text", None, "indicators", "en")) == "—no target is printed"
    assert words(cell("anything", "", None)) == "—空文字"


def test_names_of_values_are_in_the_readers_language() -> None:
    assert words(cell("class", "arithmetic", "findings")) == "数字不一致"
    assert words(cell("class", "arithmetic", "findings", "en")) == "Figures disagree"
    assert words(cell("level2", "数量指标", "indicators", "en")) == "Quantity"
    assert words(cell("kind", "total", "stated_totals")) == "总合计"
    assert words(cell("kind", "missing", "indicators")) == "未填写指标值"


@pytest.mark.parametrize(
    ("table", "column", "value", "row", "address"),
    [
        ("projects", "name", "甲", {"id": "d-p4"}, "/project/d-p4"),
        ("indicators", "project_id", "d-p4", {}, "/project/d-p4"),
        ("findings", "summary", "甲", {"id": "x"}, "/finding/x"),
        ("units", "name", "甲", {"id": "632221-006"}, "/unit/632221-006"),
        ("documents", "title", "甲", {"id": "d"}, "/document/d"),
        ("checks", "id", "total-mismatch", {"id": "total-mismatch"}, "/check/total-mismatch"),
        ("finding_list", "project", "甲", {"project_id": "d-p4"}, "/project/d-p4"),
        ("cells", "page", 2, {"id": 7, "document_id": "d", "page": 2}, "/source/d?page=2&amp;cell=7"),
        ("projects", "page", 2, {"id": "d-p4", "document_id": "d", "page": 2}, "/source/d?page=2&amp;record=d-p4"),
        (None, "page", 2, {"project_id": "d-p4", "page": 2}, "/source/d?page=2&amp;record=d-p4"),
        (None, "indicator_id", "d-p4-i5", {}, "/mingzhang/indicators/d-p4-i5"),
    ],
)
def test_a_value_leads_to_the_page_of_what_it_names(
    table: str | None, column: str, value: Any, row: dict[str, Any], address: str
) -> None:
    assert f'<a href="{address}">' in cell(column, value, table, **row)


def test_a_long_text_is_folded_and_a_short_one_is_not() -> None:
    assert "<details" not in cell("text", "字" * 70, "goals")
    folded = cell("text", "字" * 71, "goals")
    assert folded.startswith('<details class="long"><summary>')
    assert "字" * 71 in folded


def test_what_a_disclosure_says_is_never_markup() -> None:
    for column in ("name", "text", "amount_yuan", "id", "phase", "due_date", "page", "unit_id"):
        assert "<script>" not in cell(column, "<script>alert(1)</script>", id="<script>", document_id="<script>")
    assert 'href="javascript' not in cell("source_url", "javascript:alert(1)", "documents")


# ---- filters ---------------------------------------------------------------------------------------------------------


def test_a_mark_of_sorting_stands_where_the_reader_sees_the_amount() -> None:
    assert tables.sorted_as("projects", "amount_yuan", None, "amount_fen") == "descending"
    assert tables.sorted_as("projects", "name", "name", None) == "ascending"
    assert tables.sorted_as("projects", "year", "name", None) is None


def test_rows_are_counted_and_filters_told_in_a_sentence(site: str) -> None:
    page = get(site, "mingzhang/projects", phase="budget", amount_fen__gte="30000000").text
    assert "符合条件的有4条。" in page
    assert "金额不小于“30.00万元”" in words(page)
    assert "阶段是“预算”" in page
    page = get(site, "mingzhang/projects", ENGLISH, phase="budget", amount_fen__gte="30000000").text
    assert "4 rows match." in page
    assert "Phase is “Budget”" in page
    assert "共有26条。" in get(site, "mingzhang/projects").text


def test_facets_say_what_they_do_and_a_chosen_one_can_be_left(site: str) -> None:
    page = get(site, "mingzhang/indicators").text
    assert "按一级指标分" in page
    assert "By Level 1" in get(site, "mingzhang/indicators", ENGLISH).text
    chosen = get(site, "mingzhang/indicators", level1="效益指标").text
    assert re.search(r'class="chip" href="/mingzhang/indicators" aria-current="true"', chosen)


def test_all_columns_are_a_click_away(site: str) -> None:
    columns = len(load_dictionary().tables["projects"].columns)
    assert f"显示全部{columns}栏" in get(site, "mingzhang/projects").text
    page = get(site, "mingzhang/projects", _columns="all").text
    assert len(re.findall(r'<th scope="col"', page)) == columns


def test_a_helper_column_is_hidden(site: str) -> None:
    assert 'title="sequence' not in get(site, "mingzhang/indicators", _columns="all").text


def test_texts_of_checks_and_findings_are_english_for_english_readers(site: str) -> None:
    for table in ("checks", "findings", "finding_list", "findings_by_check"):
        assert "合计与各行之和不同" in get(site, f"mingzhang/{table}", _size="max").text
        assert "合计与各行之和不同" not in words(get(site, f"mingzhang/{table}", ENGLISH, _size="max").text)
    assert "相差" not in words(get(site, "mingzhang/finding_list", ENGLISH).text)


# ---- errors ----------------------------------------------------------------------------------------------------------

ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.mark.parametrize(
    ("path", "parameters", "status", "chinese", "english"),
    [
        ("nothing", {}, 404, "页面不存在", "Page not found"),
        ("mingzhang/nothing", {}, 404, "数据表不存在", "Table not found"),
        ("mingzhang/nothing/1", {}, 404, "数据表不存在", "Table not found"),
        ("mingzhang/projects/nothing", {}, 404, "记录不存在", "Record not found"),
        ("_internal", {}, 403, "无权查看", "Not open to the public"),
        (
            "mingzhang/projects",
            {"_sort": "nothing"},
            400,
            "条件无法使用",
            "This condition cannot be applied",
        ),
        ("mingzhang/projects", {"_where": "1;drop"}, 400, "查询无法执行", "The query cannot be run"),
        ("mingzhang", {"sql": "drop table projects"}, 400, "只能查询，不能修改", "Queries only, no changes"),
        ("mingzhang", {"sql": ENDLESS}, 400, "查询超时", "The query took too long"),
        ("mingzhang/projects", {"_search": "体" * 5000}, 414, "内容过长", "Too long"),
    ],
)
def test_an_error_is_told_in_the_readers_language_with_a_way_back(
    site: str, path: str, parameters: dict[str, str], status: int, chinese: str, english: str
) -> None:
    for headers, title in ((CHINESE, chinese), (ENGLISH, english)):
        response = get(site, path, headers, **parameters)
        assert response.status_code == status
        assert heading(response) == title
        assert 'href="/"' in response.text
        assert 'action="/search"' in response.text


@pytest.mark.parametrize(
    ("path", "parameters", "status"),
    [
        ("mingzhang/nothing.json", {}, 404),
        ("mingzhang/projects/nothing.json", {}, 404),
        ("mingzhang/projects.json", {"_sort": "nothing"}, 400),
        ("mingzhang.json", {"sql": ENDLESS}, 400),
    ],
)
def test_who_asks_for_json_gets_errors_in_json(site: str, path: str, parameters: dict[str, str], status: int) -> None:
    response = get(site, path, **parameters)
    assert response.status_code == status
    body = response.json()
    assert (body["ok"], body["status"]) == (False, status)
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(site: str, method: str) -> None:
    response = httpx.request(method, f"{site}/mingzhang/projects", headers=CHINESE)
    assert response.status_code == 405
    assert heading(response) == "本站只提供查询"
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_mistake_of_ours_is_logged_and_not_shown(database: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def ask() -> httpx.Response:
        site = open_site(database)
        await site.invoke_startup()
        site.get_database("mingzhang").view_names = None  # not callable
        response = await site.client.get("/mingzhang", headers=CHINESE)
        assert isinstance(response, httpx.Response)
        return response

    with ThreadPoolExecutor() as thread:  # a browser of another test may have a loop of its own in this one
        response = thread.submit(asyncio.run, ask()).result()
    assert response.status_code == 500
    assert heading(response) == "网站出错"
    assert "NoneType" not in response.text
    assert "NoneType" in caplog.text


@pytest.mark.parametrize(
    "parameters",
    [
        {"name": "<script>alert(1)</script>"},
        {"_search": "<script>alert(1)</script>"},
        {"<script>alert(1)</script>": "1"},
        {"_where": "'<script>alert(1)</script>'"},
        {"_sort": "<script>alert(1)</script>"},
        {"_facet": "<script>alert(1)</script>"},
        {"_next": "<script>alert(1)</script>"},
    ],
)
def test_a_script_in_an_address_stays_text(site: str, parameters: dict[str, str]) -> None:
    assert "<script>alert" not in get(site, "mingzhang/projects", **parameters).text


def test_a_query_may_return_anything(site: str) -> None:
    sql = """select '<script>alert(1)</script>' as "<script>alert(2)</script>", 1e308 as x_yuan, 9e999 as y, x'00ff' as b,
        '' as e, null as n, 1 as n, -0.5 as z_wan_yuan, 12345678901234567890 as big, 'javascript:alert(1)' as u"""
    page = get(site, "mingzhang", sql=sql)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert 'href="javascript' not in page.text
    assert "二进制数据，2 字节" in page.text


# ---- the script of charts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("mingzhang/projects", True),
        ("mingzhang/projects_above_amount?amount_wan_yuan=20", True),
        ("mingzhang?sql=select+name+from+projects", True),
        ("mingzhang?sql=select+1", False),
        ("mingzhang/projects?year=1900", False),
        ("mingzhang", False),
        ("mingzhang/projects/632221-006-2023-p4", False),
        ("nothing", False),
    ],
)
def test_a_chart_is_offered_where_there_are_rows_and_its_script_loaded_nowhere_before(
    site: str, path: str, offered: bool
) -> None:
    page = get(site, path).text
    assert ("draw-chart" in page) is offered
    assert not re.search(r"<script[^>]*(chart-maker|datasette_vega)", page)


def test_the_rows_of_a_chart_are_all_that_match_in_the_readers_words(site: str) -> None:
    rows = get(site, "-/chart-rows/indicators.json", level1="效益指标").json()
    assert len(rows) == 93
    assert {row["阶段"].strip("\u200b\u200c") for row in rows} == {"预算"}
    english = get(site, "-/chart-rows/indicators.json", ENGLISH).json()
    assert {row["Phase"].strip("\u200b\u200c") for row in english} == {"Budget"}
    assert get(site, "-/chart-rows/indicators.json", nothing="1").status_code == 400


def test_the_script_of_charts_has_the_colours_of_the_site() -> None:
    assert chart_script().count(b"#0b5c56") >= 1
    assert b'quartz",tooltip' not in chart_script()


# ---- what tells rows apart -----------------------------------------------------------------------------------------------


def test_a_column_with_one_value_in_all_rows_is_said_once_above_the_table(site: str) -> None:
    page = get(site, "mingzhang/project_list").text
    assert re.search(r'class="same[^"]*">.*?地区</span>.*?门源回族自治县', page)
    assert 'data-column="region"' not in re.sub(r"<dl.*?</dl>", "", page, flags=re.DOTALL)
    assert page.count(">2023<") == 1
    everything = get(site, "mingzhang/project_list", _columns="all").text
    assert "各行相同" not in everything
    assert "各行相同" not in get(site, "mingzhang/project_list", project_id="632221-006-2023-p4").text


@pytest.mark.parametrize(
    "table", ["findings", "projects", "indicators?_sort=due_date", "indicators?_sort_desc=value", "goals?_sort=label"]
)
def test_the_pages_of_a_sorted_table_have_every_row_once(site: str, sql: Any, table: str) -> None:
    name, _, sorted_by = table.partition("?")
    address, ids = f"{site}/mingzhang/{name}.json?_shape=objects&{sorted_by}", []
    while address:
        answer = httpx.get(address, timeout=30).json()
        ids += [row["id"] for row in answer["rows"]]
        address = answer["next_url"]
    assert sorted(ids) == sorted(key for (key,) in sql(f"SELECT id FROM {name}"))
    stream = httpx.get(f"{site}/mingzhang/{name}.csv?_stream=on&{sorted_by}", timeout=30).text
    assert all(stream.count(f"\n{key},") == 1 for key in ids)


def test_a_page_has_twenty_rows(site: str) -> None:
    assert get(site, "mingzhang/project_list").text.count("<tr>") == 21


# ---- in a browser ------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_filters_sorting_and_folding_work_with_the_keyboard_and_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/mingzhang/indicators")
    page.get_by_text("按一级指标分").click()
    with arriving(page):
        page.get_by_role("link", name="效益指标").first.click()
    assert "符合条件的有93条" in page.inner_text("p.found")
    page.select_option("select[name=_filter_column]", "comparator")
    page.fill("input[name=_filter_value]", "≥")
    with arriving(page):
        page.press("input[name=_filter_value]", "Enter")
    assert "比较符号是“≥”" in page.inner_text("ul.chips")
    with arriving(page):
        page.get_by_role("columnheader", name="指标名称").get_by_role("link").click()
    assert page.get_attribute("th[aria-sort]", "aria-sort") == "ascending"
    page.goto(f"{site}/mingzhang/project_list")
    text = page.locator("details.long").first
    assert not text.locator(".text").is_visible()
    text.locator("summary").focus()
    page.keyboard.press("Enter")
    assert text.locator(".text").is_visible()
    context.close()


@pytest.mark.browser
def test_the_chart_maker_speaks_the_readers_language(page: Any, site: str) -> None:
    page.goto(f"{site}/mingzhang/indicators_by_level")
    page.get_by_role("button", name="绘制图表").click()
    frame = page.frame_locator("iframe.chart-maker")
    assert "一级指标" in frame.locator("select[name=x_column]").inner_text()
    assert "横轴纵轴对调" in frame.locator("#graphForm").inner_text()
    frame.locator("canvas").wait_for()
    chosen = [frame.locator(f"select[name={axis}_column]").input_value() for axis in "xy"]
    assert chosen == ["图表用名", "指标数"], "a chart is drawn before anything is chosen"


@pytest.mark.browser
def test_a_link_to_a_chart_draws_it_for_a_reader_of_another_language_and_follows_what_is_set(
    page: Any, site: str
) -> None:
    address = next(path for _, path in ready_charts("zh") if "/indicators_by_level#" in path)
    page.goto(f"{site}{address.replace('#', '?_lang=en#')}")
    frame = page.frame_locator("iframe.chart-maker")
    frame.locator("canvas").wait_for()
    assert frame.locator("select[name=x_column]").input_value() == "图表用名"
    frame.locator("select[name=x_column]").select_option("一级指标")
    page.wait_for_url("**g.x_column=%E4%B8%80%E7%BA%A7%E6%8C%87%E6%A0%87*lang=zh")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["project_list", "finding_list", "indicators", "rejects?kind=x"])
def test_the_first_row_of_a_list_is_on_the_first_screen_of_a_phone(page: Any, site: str, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/mingzhang/{name}")
    rows = page.locator(".rows-and-columns tbody tr, p.nothing")
    box = rows.first.bounding_box()
    assert box["y"] + box["height"] <= 740


@pytest.mark.browser
def test_a_card_shows_what_identifies_a_project_and_unfolds_without_scripts(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/mingzhang/project_list")
    card = page.locator(".rows-and-columns tbody tr").first
    assert "干部教育培训经费" in card.inner_text()
    assert "100.00" in card.inner_text()
    assert "绩效目标" not in card.inner_text()
    card.get_by_label("其余各栏").check()
    assert card.locator("td.rest").first.is_visible()
    context.close()


@pytest.mark.browser
def test_twenty_rows_of_a_list_fit_the_screen_of_a_desk(browser: Any, site: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(f"{site}/mingzhang/project_list")
    box = page.locator(".rows-and-columns tbody tr").nth(19).bounding_box()
    assert box["y"] + box["height"] <= 860
    context.close()
