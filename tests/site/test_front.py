"""The front page says what the database has, the caveat beside the total, and leads to a finding's evidence in two clicks."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mingzhang.pipeline import build
from tests.conftest import FOUNDING, HEADER, Server


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def front(site: str, language: str = "zh") -> str:
    return httpx.get(f"{site}/", params={"_lang": language}).text


def test_the_figures_are_those_of_the_database(site: str, sql: Callable[..., list[Any]]) -> None:
    html = front(site)
    figures = text_of(html.split('class="figures"')[1].split("</ul>")[0])
    for table, word in (("documents", "份文件"), ("units", "个单位"), ("projects", "个项目"), ("indicators", "项指标")):
        (number,) = sql(f"SELECT count(*) FROM {table}")[0]
        assert f"{number}{word}" in figures
    assert f"{sql('SELECT count(*) FROM findings')[0][0]}条发现" in figures
    assert sql(
        "SELECT projects, goals, indicators, rows_fen, stated_fen FROM site_figures WHERE id = '2023-budget'"
    ) == [(26, 78, 294, 413_270_000, 382_940_000)]


def test_the_caveat_stands_beside_the_total(site: str) -> None:
    assert "382.94万元 （文件所列合计；各行相加为413.27万元）" in text_of(front(site))
    english = text_of(front(site, "en"))
    assert "3,829,400 yuan (total as the documents state it; their rows add up to 4,132,700 yuan)" in english


def test_the_page_weighs_less_than_300_kilobytes(site: str) -> None:
    html = front(site)
    weight = len(html.encode())
    for address in set(re.findall(r'(?:href|src)="(/-/static[^"]+)"', html)):
        weight += len(httpx.get(f"{site}{address}").content)
    assert weight < 300_000
    assert not re.findall(r'(?:src|rel="stylesheet" href)="https?:', html)


def test_it_says_up_to_when_without_a_clock(site: str) -> None:
    assert "数据截至2023年度。" in text_of(front(site))


def test_what_weighs_most_is_named_first_and_nothing_of_class_form(site: str, sql: Callable[..., list[Any]]) -> None:
    named = re.findall(r'class="summary" href="/finding/([^"]+)"', front(site))
    assert named[0] == "632221-006-2023-total3-total-mismatch"
    classes = [sql("SELECT class FROM findings WHERE id = ?", one)[0][0] for one in named]
    assert classes == ["arithmetic"] * 5 + ["question"] * 5


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of two budgets, of 2023 and 2024; the second states no total."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "a.txt").write_bytes(FOUNDING.read_bytes())
    text = (
        f"某局2024年部门预算项目支出绩效目标公开表\n{HEADER}\n006\t某局\t\t\t\n1\t体检经费\t12.00\t目标一：体检；\t\n"
    )
    (folder / "b.txt").write_text(text, encoding="utf-8")
    build([folder], Path(folder, "two.db"))
    server = Server(Path(folder, "two.db"))
    yield server.url
    server.stop()


def test_over_two_years_there_is_no_grand_total(two_years: str) -> None:
    text = text_of(front(two_years))
    assert "2024 预算 12.00万元 1 各行相加；文件未列合计" in text
    assert "2023 预算 382.94万元 26 文件所列合计；各行相加为413.27万元" in text
    for total in ("394.94", "425.27"):
        assert total not in text


def test_datasettes_own_index_stays_where_programs_ask_for_it(site: str) -> None:
    assert "mingzhang" in httpx.get(f"{site}/.json").json()


def test_robots_and_icon(site: str) -> None:
    robots = httpx.get(f"{site}/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Disallow: /*?sql=" in robots.text
    assert httpx.get(f"{site}/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_about_tells_how_to_report_and_explains_the_words(site: str) -> None:
    chinese = httpx.get(f"{site}/about?_lang=zh").text
    assert 'id="report"' in chinese
    assert "还没有公布联系方式" in chinese
    for word in ("项目支出", "绩效目标", "满意度指标", "权重", "绩效自评"):
        assert f"<dt>{word}" in chinese
    english = text_of(httpx.get(f"{site}/about?_lang=en").text)
    assert "do not mean that anything is wrong" in english
