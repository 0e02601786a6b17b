"""What people come for, as walks over a live site with made-up documents of two counties: in five steps at most, and right.

A step is an address that is typed, a link that is followed or a form that is sent; without any script.
"""

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin
from xml.etree import ElementTree

import httpx
import openpyxl
import pytest

from benchmarks.disclosures.demo import write_demo
from mingzhang.pipeline import build
from tests.conftest import Server

MOST_STEPS = 5


class Walk:
    """A reader on the way: where they are, what stands there, and how many steps they took."""

    def __init__(self, site: str) -> None:
        self.site, self.address, self.html, self.steps = site, site, "", 0
        self.content = b""

    def go(self, path: str, **arguments: str) -> "Walk":
        """Type an address, follow a link or send a form."""
        self.address = urljoin(self.address, f"{path}?{urlencode(arguments)}" if arguments else path)
        answer = httpx.get(self.address, headers={"Accept-Language": "zh-CN"}, timeout=60, follow_redirects=True)
        assert answer.status_code == 200, self.address
        self.html, self.content, self.steps = answer.text, answer.content, self.steps + 1
        assert self.steps <= MOST_STEPS
        return self

    def follow(self, pattern: str) -> "Walk":
        """Follow the first link of the page whose address matches."""
        return self.go(self.links(pattern)[0])

    def links(self, pattern: str) -> list[str]:
        main = self.html[self.html.index("<main") :]
        return [unescape(one) for one in re.findall(r'href="([^"]*)"', main) if re.search(pattern, unescape(one))]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", self.html)))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "disclosures", counties=2)
    build([folder / "disclosures"], folder / "demo.db")
    return folder / "demo.db"


@pytest.fixture(scope="module")
def ask(demo: Path) -> Callable[..., list[Any]]:
    return lambda sql, *parameters: sqlite3.connect(demo).execute(sql, parameters).fetchall()


@pytest.fixture(scope="module")
def served(demo: Path) -> Iterator[str]:
    server = Server(demo)
    yield server.url
    server.stop()


@pytest.fixture
def walk(served: str) -> Walk:
    return Walk(served)


@pytest.fixture
def unit(ask: Any) -> tuple[str, str]:
    """A department with projects of several years: id and name."""
    found = ask(
        "SELECT units.id, units.name FROM units JOIN projects ON projects.unit_id = units.id OR projects.unit_id IN"
        " (SELECT id FROM units AS own WHERE own.parent_id = units.id)"
        " WHERE units.parent_id IS NULL AND units.name IS NOT NULL"
        " GROUP BY units.id ORDER BY count(DISTINCT projects.year) DESC, count(*) DESC, units.id LIMIT 1"
    )
    return found[0][0], found[0][1]


def wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.2f}"


def test_every_page_says_that_the_documents_are_made_up(walk: Walk) -> None:
    for path in ("/", "/findings", "/mingzhang/project_list"):
        assert "本站数据并非真实" in walk.go(path).text


def test_the_largest_project_of_a_unit(walk: Walk, unit: tuple[str, str], ask: Any) -> None:
    walk.go("/search", q=unit[1]).follow(f"^/unit/{unit[0]}$")
    shown = walk.links(r"^/project/[^/#]+$")
    largest = ask(
        "SELECT id FROM projects WHERE phase = 'budget' AND (unit_id = ?1 OR unit_id IN (SELECT id FROM units WHERE"
        " parent_id = ?1)) ORDER BY year DESC, amount_fen DESC, id LIMIT 1",
        unit[0],
    )[0][0]
    assert f"/project/{largest}" in shown


def test_training_above_an_amount_in_a_year(walk: Walk, ask: Any) -> None:
    walk.go("/search", q="培训 5万以上", year="2023", kind="projects").follow(r"^/mingzhang/project_list\.json")
    expected = ask(
        "SELECT count(*) FROM projects WHERE year = 2023 AND amount_fen >= 5000000 AND (name LIKE '%培训%' OR id IN"
        " (SELECT project_id FROM goals WHERE text LIKE '%培训%'))"
    )[0][0]
    assert expected > 0
    assert httpx.Response(200, content=walk.content).json()["filtered_table_rows_count"] == expected


def test_condolence_visits_of_a_county_by_year_summed(walk: Walk, ask: Any) -> None:
    region = ask(
        "SELECT region_code FROM projects WHERE name LIKE '%慰问%' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
    )[0][0]
    walk.go("/search", q="慰问", region=region)
    sums = ask(
        "SELECT year, count(*), sum(amount_fen) FROM projects WHERE region_code = ? AND phase = 'budget' AND (name LIKE"
        " '%慰问%' OR id IN (SELECT project_id FROM goals WHERE text LIKE '%慰问%')) GROUP BY 1",
        region,
    )
    for year, number, fen in sums:
        assert f"{year}年预算：{number}个项目，合计{wan(fen)}万元" in walk.text


def test_amounts_that_equal_last_years(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/same-amounts$")
    year = ask("SELECT max(year) FROM projects")[0][0]
    expected = ask(
        "SELECT count(*) FROM projects AS one JOIN projects AS other ON other.series_id = one.series_id AND other.year ="
        " one.year - 1 AND other.phase = 'budget' AND other.amount_fen = one.amount_fen WHERE one.phase = 'budget'"
        " AND one.year = ?",
        year,
    )[0][0]
    assert f"共有{expected}条。" in walk.text if expected else "没有结果" in walk.text


def test_one_project_over_years(walk: Walk, ask: Any) -> None:
    project, series = ask(
        "SELECT min(id), series_id FROM projects WHERE series_id IS NOT NULL AND phase = 'budget' AND amount_fen > 0"
        " GROUP BY series_id ORDER BY count(DISTINCT year) DESC, series_id LIMIT 1"
    )[0]
    walk.go(f"/project/{quote(project)}").follow("/years$")
    for (fen,) in ask("SELECT amount_fen FROM projects WHERE series_id = ? AND phase = 'budget'", series):
        assert wan(fen) in walk.text


def test_two_units_compared(walk: Walk, unit: tuple[str, str], ask: Any) -> None:
    walk.go(f"/unit/{unit[0]}").follow(r"^/compare\?unit=").follow(r"^\?unit=.*&unit=")
    other = re.findall(r"unit=([^&]+)", walk.address)[1]
    for one in (unit[0], other):
        for (fen,) in ask(
            "SELECT sum(amount_fen) FROM projects WHERE phase = 'budget' AND (unit_id = ?1 OR unit_id IN (SELECT id FROM"
            " units WHERE parent_id = ?1)) GROUP BY year",
            one,
        ):
            assert wan(fen) in walk.text


def test_filtered_rows_in_excel_exact(walk: Walk, ask: Any) -> None:
    walk.go("/mingzhang/project_list", year="2022", phase="budget").follow(r"project_list\.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(walk.content), read_only=True).worksheets[0]
    heads, *found = list(sheet.iter_rows(values_only=True))
    column = heads.index("金额（元）")
    number, fen = ask("SELECT count(*), sum(amount_fen) FROM projects WHERE year = 2022 AND phase = 'budget'")[0]
    assert len(found) == number
    assert round(sum(round((row[column] or 0) * 100) for row in found)) == fen


def test_regions_in_order_of_their_money(walk: Walk, ask: Any) -> None:
    walk.go("/rankings").follow("^/ranking/regions$")
    expected = ask(
        "SELECT region_code FROM projects WHERE phase = 'budget' AND year = (SELECT max(year) FROM projects)"
        " GROUP BY 1 ORDER BY sum(amount_fen) DESC"
    )
    shown = [link.rsplit("/", 1)[1] for link in walk.links("^/region/")]
    assert shown == [code for (code,) in expected]


def test_prices_of_one_thing(walk: Walk) -> None:
    walk.go("/rankings").follow("^/ranking/prices$").go("", thing="体检", phase="budget")
    prices = [
        float(price)
        for price in re.findall(r'data-label="单价（元）"[^>]*><span[^>]*>([\d.]+)<', walk.html.replace(",", ""))
    ]
    assert prices == sorted(prices, reverse=True)
    assert len(prices) > 1


def test_projects_by_money_per_head(walk: Walk) -> None:
    walk.go("/rankings").follow("^/ranking/per-head$")
    shown = re.findall(r'data-label="人均（元）"[^>]*><span[^>]*>([\d.]+)<', walk.html.replace(",", ""))
    assert [float(one) for one in shown] == sorted(map(float, shown), reverse=True)
    assert shown


def test_the_share_of_repeated_goals(walk: Walk) -> None:
    walk.go("/rankings").follow("^/ranking/repeated-goals$")
    assert "重复的比例（%）" in walk.text


def test_a_saved_search_and_its_feed(walk: Walk) -> None:
    walk.go("/search", q="培训").follow(r"^/feed/documents\.atom")
    assert ElementTree.fromstring(walk.content).findall("{http://www.w3.org/2005/Atom}entry")


def test_a_chart_that_is_embedded(walk: Walk) -> None:
    walk.go("/").follow("^/chart/largest-projects$").follow(r"\.svg")
    assert b"<svg" in walk.content


def test_what_could_not_be_read(walk: Walk, ask: Any) -> None:
    walk.go("/").follow("^/mingzhang/rejects")
    assert f"{ask('SELECT count(*) FROM rejects')[0][0]:,}" in walk.text or "没有" in walk.text


def test_json_in_pages(walk: Walk) -> None:
    walk.go("/mingzhang/projects.json", _shape="objects", _size="100", _sort="id")
    answer = httpx.Response(200, content=walk.content).json()
    assert len(answer["rows"]) == 100
    following = httpx.get(answer["next_url"], timeout=30).json()
    assert not {row["id"] for row in answer["rows"]} & {row["id"] for row in following["rows"]}
