"""Queries on the site: the page where they are written, parameters that wait, results in pages, what failed first."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote, urlencode

import httpx
import pytest

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.pages.sql import sql_examples
from mingzhang.site.sql.first_row import first_row
from tests.site.readers import arriving, reader


def page_of(site: str, path: str, language: str = "zh-CN", **arguments: str) -> str:
    answer = httpx.get(f"{site}{path}", params=arguments, headers={"Accept-Language": language}, timeout=30)
    assert answer.status_code == 200, answer.url
    return answer.text


def rows_of(html: str, label: str) -> list[str]:
    cells = re.findall(rf'<td data-label="{label}"[^>]*>(.*?)</td>', html)
    return [unescape(re.sub("<[^>]*>", "", cell)) for cell in cells]


def test_a_check_shows_what_failed_first_fifty_at_a_time(site: str) -> None:
    every = httpx.get(f"{site}/mingzhang/check-unit-cost-times-count.json?_shape=array", timeout=30).json()
    ranks = [["failed", "passed", "not_applicable"].index(row["outcome"]) for row in every]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
    seen: list[str] = []
    path, pages = "/mingzhang/check-unit-cost-times-count", 0
    while path:
        html = page_of(site, path)
        found = [unquote(one) for one in re.findall(r'href="/source/[^"]*?record=([^"#]+)#marked"', html)]
        assert 0 < len(found) <= 50
        seen += found
        later = re.search(r'<a href="([^"]+)" rel="next', html)
        path = unescape(later[1]) if later else ""
        pages += 1
    assert seen == [row["subject"] for row in every]
    assert pages == -(-len(every) // 50)


def test_a_check_says_in_words_what_it_found_and_leads_there(site: str) -> None:
    path = "/mingzhang/check-total-mismatch"
    failed = [
        row for row in httpx.get(f"{site}{path}.json?_shape=array", timeout=30).json() if row["outcome"] == "failed"
    ]
    assert failed
    for language, scale, money in (("zh-CN", 10**6, "各行相加（万元）"), ("en", 100, "Sum of the rows (yuan)")):
        html = page_of(site, path, language)
        shown = [float(one.replace(",", "")) for one in rows_of(html, re.escape(money))[: len(failed)]]
        assert shown == [row["observed_fen"] / scale for row in failed]
        assert not re.search(r">differs|_fen<|>equal<", html[html.index("<tbody") : html.index("</tbody>")])
    for row in failed:
        finding = f"/finding/{row['subject']}-total-mismatch"
        assert f'href="{finding}"' in html
        assert httpx.get(site + finding, timeout=30).status_code == 200


def test_rows_of_a_query_follow_each_other_over_pages(site: str) -> None:
    sql = "SELECT id FROM indicators ORDER BY id"
    first = page_of(site, "/mingzhang", sql=sql)
    second = page_of(site, "/mingzhang", sql=sql, _from="51")
    answer = httpx.get(f"{site}/mingzhang.json", params={"sql": sql, "_shape": "arrayfirst"}, timeout=30).json()
    label = re.search(r'<td data-label="([^"]+)"', first)
    assert label
    assert rows_of(first, label[1]) + rows_of(second, label[1]) == answer[:100]
    assert "第51至100条，后面还有。" in second
    assert "后面没有了。" in page_of(site, "/mingzhang", sql=sql, _from="100000")
    assert "共有3条。" in page_of(site, "/mingzhang", sql="SELECT id FROM indicators LIMIT 3")


@pytest.mark.parametrize(
    ("text", "row"), [(None, 1), ("", 1), ("51", 51), ("0", 1), ("-3", 1), ("x", 1), ("９", 1), ("9" * 30, 1)]
)
def test_which_row_a_page_begins_with(text: str | None, row: int) -> None:
    assert first_row(text) == row


def test_a_query_waits_for_its_parameters(site: str) -> None:
    waiting = page_of(site, "/mingzhang/promised_by_date")
    assert "填好上面的参数" in waiting
    assert "<tbody>" not in waiting
    assert "<tbody>" in page_of(site, "/mingzhang/promised_by_date", unit="组织部", due_by="")
    own = "SELECT name FROM projects WHERE year = CAST(:year AS INTEGER) AND amount_yuan > CAST(:least AS REAL)"
    assert "<tbody>" not in page_of(site, "/mingzhang", sql=own, year="2023")
    html = page_of(site, "/mingzhang", sql=own, year="2023", least="100000")
    names = httpx.get(
        f"{site}/mingzhang/projects.json?_shape=array&year=2023&amount_yuan__gt=100000", timeout=30
    ).json()
    assert html.count("<tr><td") == len(names) > 0
    # What only looks like a parameter is none.
    assert "<tbody>" in page_of(site, "/mingzhang", sql="SELECT ':year' AS text -- :least")


@pytest.mark.parametrize(
    "path",
    [
        "/mingzhang?" + urlencode({"sql": "SELECT * FROM indicators"}),
        "/mingzhang?"
        + urlencode({"sql": "SELECT group_concat(text) AS text, * FROM goals, projects GROUP BY goals.id"}),
        "/mingzhang/indicators?_size=max&_columns=all",
        "/mingzhang/indicator_list?_size=max",
        "/mingzhang/goals?_size=max",
    ],
)
def test_no_page_of_rows_is_larger_than_300_kilobytes(site: str, path: str) -> None:
    assert len(page_of(site, path).encode()) < 300_000


@pytest.mark.parametrize(("language", "label"), [("zh-CN", "金额（元）"), ("en-GB", "Amount (yuan)")])
def test_the_sql_page_lists_all_tables_and_columns_in_the_readers_language(
    site: str, language: str, label: str
) -> None:
    html = page_of(site, "/sql", language)
    for name, table in load_dictionary().tables.items():
        if name.endswith("_fts"):
            continue
        listed = html.split(f'data-table="{name}"')[1].split("</details>")[0]
        assert re.findall(r"<li><code>(\w+)</code>", listed) == list(table.columns)
    assert f"<code>amount_yuan</code> <span>{label}</span>" in html


def test_every_example_runs(site: str) -> None:
    for _, sql in sql_examples():
        answer = httpx.get(f"{site}/mingzhang.json", params={"sql": sql, "keyword": "培训"}, timeout=30)
        assert answer.status_code == 200, sql
        assert answer.json()["columns"]


@pytest.mark.browser
def test_names_are_offered_while_sql_is_typed(site: str, browser: Any) -> None:
    with reader(browser) as page:
        page.goto(f"{site}/sql")
        page.click(".CodeMirror")
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT name, amount_y")
        assert page.locator(".completions [aria-selected=true] code").text_content() == "amount_yuan"
        page.keyboard.press("Enter")
        page.keyboard.type(" FROM projects p ORDER BY p.金额")
        assert "amount_fen" in page.locator(".completions").text_content()
        page.keyboard.press("Escape")
        assert page.locator(".completions").count() == 0
        for _ in "金额":
            page.keyboard.press("Backspace")
        page.keyboard.type("amount_fen DESC LIMIT 2")
        assert page.locator(".cm-keyword").first.text_content() == "SELECT"
        with arriving(page):
            page.keyboard.press("Control+Enter")
        assert page.locator("tbody tr").count() == 2
        page.locator('details[data-table="projects"] > summary').click()
        page.get_by_role("button", name="series_id").first.click()
        assert "series_id" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
