"""The search page finds what the searches of the tables find, marks it, narrows it down, and takes any input."""

import re
from collections.abc import Callable
from typing import Any
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
    pages = re.search(r"共 (\d+) 页", html)
    for number in range(1, int(pages[1]) + 1 if pages else 2):
        html = search(site, query, kind=kind, page=str(number))
        for address in re.findall(r'class="hit-title">.*?href="([^"]+)"', html):
            ids.add(re.split(r"[/#]", address)[-1])
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
    assert "23.08 万元" in html
    assert "门源县委组织部(本级)" in html
    assert "2023 年预算" in html


def test_a_click_narrows_the_hits_down(site: str) -> None:
    html = search(site, "体检")
    assert re.search(r"指标 <span class=\"quiet\">12</span>", html)
    narrowed = search(site, "体检", level="效益指标")
    assert set(re.findall(r'class="tag">(.*?)</span>', narrowed)) == {"指标"}
    assert "没有找到" in search(site, "体检", year="1999")
    assert "没有找到" in search(site, "体检", year="x' OR 1=1")


def test_an_empty_query_explains_how_to_search(site: str) -> None:
    assert "写一个词，按回车" in search(site, "")
    assert "写一个词，按回车" in search(site, "   ")


@pytest.mark.parametrize("query", ["%", '"', "''", "，。！", "\u200b"])
def test_a_query_with_nothing_left_says_so(site: str, query: str) -> None:
    assert "没有可以搜索的字" in search(site, query)


@pytest.mark.parametrize("query", ["体检" * 5000, "a" * 10_000, "体 " * 5000])
def test_ten_thousand_characters_are_cut_and_that_is_said(site: str, query: str) -> None:
    html = search(site, query)
    assert f"只用了前 {LONGEST_SEARCH} 个字" in html
    assert len(html) < 100_000


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '" OR 1 --', "NEAR(体检)", "a*", "体检\x00", "\u202e体检"]
)
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
