"""The search page finds what the searches of the tables find, marks it, narrows it down, and takes any input."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from mingzhang.search import match_expression
from mingzhang.site.pages.search import LONGEST_SEARCH


def search(site: str, query: str, **parameters: str) -> str:
    # Not by httpx, which refuses long addresses itself.
    with urlopen(f"{site}/search?{urlencode({'q': query, '_lang': 'zh', **parameters})}", timeout=30) as response:
        return str(response.read().decode())


def found(site: str, query: str, kind: str) -> set[str]:
    """The ids of all hits of a kind, from all pages."""
    ids: set[str] = set()
    html = search(site, query, kind=kind)
    pages = re.search(r"共(\d+)页", html)
    for number in range(1, int(pages[1]) + 1 if pages else 2):
        html = search(site, query, kind=kind, page=str(number))
        for address in re.findall(r'class="hit-title">.*?href="([^"]+)"', html):
            ids.add(re.split(r"/", address)[-1].replace("#", "-"))
    return ids


@pytest.mark.parametrize("kind", ["projects", "goals", "indicators", "findings"])
@pytest.mark.parametrize("query", ["体检", "慰问", "体", "100", "干部 体检", "體檢", "１００％"])
def test_it_finds_what_the_search_of_the_table_finds(
    site: str, sql: Callable[..., list[Any]], query: str, kind: str
) -> None:
    expected = sql(
        f"SELECT id FROM {kind} WHERE rowid IN (SELECT rowid FROM {kind}_fts WHERE {kind}_fts MATCH ?)",
        match_expression(query),
    )
    assert found(site, query, kind) == {row[0] for row in expected}


def test_projects_with_the_word_in_their_name_come_first_the_largest_before_all(site: str) -> None:
    titles = re.findall(r'class="tag">(.*?)</span> <a href="[^"]*"><bdi>(.*?)</bdi>', search(site, "体检"))
    assert [re.sub("<.*?>", "", title) for _, title in titles[:2]] == [
        "离休、县级及副高退休人员体检费",
        "村（社区）主要干部体检经费",
    ]
    kinds = [kind for kind, _ in titles]
    assert kinds == sorted(kinds, key=["项目", "发现", "目标", "指标"].index)


def test_hits_are_marked(site: str) -> None:
    assert "退休人员<mark>体检</mark>费" in search(site, "體檢")
    assert "<mark>干部</mark><mark>" not in search(site, "干部 体检")


def test_what_it_belongs_to_and_the_amount_stand_beside_a_hit(site: str) -> None:
    html = search(site, "体检", kind="indicators")
    assert "产出指标 › 数量指标" in html
    assert "23.08万元" in html
    assert "门源县委组织部(本级)" in html
    assert "2023年预算" in html


def test_a_click_narrows_the_hits_down(site: str) -> None:
    html = search(site, "体检")
    assert re.search(r"指标 <span class=\"quiet\">12</span>", html)
    narrowed = search(site, "体检", level="效益指标")
    assert set(re.findall(r'class="tag">(.*?)</span>', narrowed)) == {"指标"}
    assert "没有结果" in search(site, "体检", year="1999")
    assert "没有结果" in search(site, "体检", year="x' OR 1=1")


def test_an_empty_query_explains_how_to_search(site: str) -> None:
    assert "在上方搜索框输入词语后按回车" in search(site, "")
    assert "在上方搜索框输入词语后按回车" in search(site, "   ")


@pytest.mark.parametrize("query", ["%", '"', "''", "，。！", "\u200b"])
def test_a_query_with_nothing_left_says_so(site: str, query: str) -> None:
    assert "没有可搜索的字" in search(site, query)


@pytest.mark.parametrize("query", ["体检" * 5000, "a" * 10_000, "体 " * 5000])
def test_ten_thousand_characters_are_cut_and_that_is_said(site: str, query: str) -> None:
    html = search(site, query)
    assert f"只取前{LONGEST_SEARCH}个字" in html
    assert len(html) < 100_000


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '" OR 1 --', "NEAR(体检)", "a*", "\u202e体检"])
def test_whatever_is_typed_the_page_stays_whole(site: str, query: str) -> None:
    html = search(site, query)
    assert "<script>" not in html
    assert html.rstrip().endswith("</html>")


@pytest.mark.parametrize("number", ["0", "-1", "9999", "x", "9" * 50, "²"])
def test_a_page_that_is_not_there_is_one_that_is(site: str, number: str) -> None:
    assert "体检" in search(site, "体检", page=number)


@pytest.mark.browser
def test_typing_and_pressing_enter_is_enough(page: Any, site: str) -> None:
    page.goto(f"{site}/?_lang=zh")
    page.fill("#front-search", "体检")
    page.press("#front-search", "Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("mark").first.inner_text() == "体检"


def first(site: str, query: str, **parameters: str) -> tuple[str, str]:
    """The kind and the title of the first hit."""
    hit = re.search(r'class="tag">(.*?)</span> <a href="[^"]*"><bdi>(.*?)</bdi>', search(site, query, **parameters))
    assert hit
    return hit[1], re.sub("<.*?>", "", hit[2])


def test_what_is_called_exactly_so_or_has_the_code_comes_first(site: str) -> None:
    assert first(site, "门源回族自治县") == ("地区", "门源回族自治县")
    assert first(site, "632221") == ("地区", "门源回族自治县")
    assert first(site, "门源县委组织部") == ("单位", "门源县委组织部")
    assert first(site, "006") == ("单位", "门源县委组织部")
    assert first(site, "人才工作经费") == ("项目", "人才工作经费")
    assert first(site, "total-mismatch") == ("核对方法", "合计与各行之和不同")
    assert first(site, "632221-006-2023")[0] == "文件"


def test_an_amount_among_the_words_narrows_the_hits_down(site: str) -> None:
    html = search(site, "经费 50万以上", kind="projects")
    titles = re.findall(r'class="hit-title">.*?<bdi>(.*?)</bdi>', html)
    assert [re.sub("<.*?>", "", title) for title in titles] == ["干部教育培训经费", "人才工作经费"]
    assert "金额不少于" in html
    assert "2个项目，合计177.00万元，中位数88.50万元" in re.sub(r"<.*?>", "", html)


def test_an_amount_that_is_none_is_refused(site: str) -> None:
    with pytest.raises(HTTPError) as refused:
        search(site, "经费", least="很多")
    assert refused.value.code == 400
    assert "不是金额" in refused.value.read().decode()


def test_hits_are_sorted_by_amount(site: str) -> None:
    html = search(site, "经费", kind="projects", sort="amount_asc")
    amounts = [float(amount) for amount in re.findall(r'class="money"[^>]*>([\d.]+)万元</span></span>', html)]
    assert amounts == sorted(amounts)
    assert len(amounts) > 5


def test_the_list_of_all_hits_has_the_same_number(site: str) -> None:
    html = search(site, "经费 5万以上", year="2023")
    number = re.search(r"项目 <span class=\"quiet\">(\d+)</span>", html)
    address = re.search(r'href="(/mingzhang/project_list\.json\?[^"]+)"', html)
    assert number
    assert address
    with urlopen(f"{site}{unescape(address[1])}&_nofacet=1", timeout=30) as answer:
        assert json.load(answer)["filtered_table_rows_count"] == int(number[1])


def test_a_hit_inside_a_project_leads_to_its_place_on_the_page(site: str) -> None:
    address = re.search(r'href="(/project/[^"]+#[^"]+)"', search(site, "体检", kind="indicators"))
    assert address
    path, _, anchor = address[1].partition("#")
    with urlopen(site + path, timeout=30) as answer:
        assert f'id="{anchor}"' in answer.read().decode()


def test_names_are_suggested_those_that_begin_so_first(site: str) -> None:
    with urlopen(f"{site}/suggest?{urlencode({'q': '干部'})}", timeout=30) as answer:
        names = json.load(answer)
    assert names[0].startswith("干部")
    assert all("干部" in name for name in names)
    with urlopen(f"{site}/suggest?q=", timeout=30) as answer:
        assert json.load(answer) == []


@pytest.mark.browser
def test_suggestions_come_while_typing(page: Any, site: str) -> None:
    page.goto(f"{site}/?_lang=zh")
    page.locator("#front-search").press_sequentially("体检")
    page.wait_for_selector("#front-search-suggestions option", state="attached")
    assert "离休、县级及副高退休人员体检费" in page.eval_on_selector_all(
        "#front-search-suggestions option", "options => options.map(one => one.value)"
    )
