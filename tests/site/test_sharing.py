"""What leaves the site: a list of its pages for search engines, cards for those who share a link, citations."""

import io
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import httpx
import pytest
from PIL import Image

from mingzhang.site.pages import sitemap
from mingzhang.site.server import open_site
from tests.conftest import finished
from tests.site.readers import kinds_of_pages, reader

LOCATIONS = ".//{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(url: str) -> list[str]:
    answer = httpx.get(url, timeout=30)
    assert answer.status_code == 200, url
    return [str(one.text) for one in ElementTree.fromstring(answer.content).findall(LOCATIONS)]


def test_the_sitemap_names_every_page_that_stays(site: str, database: Path) -> None:
    assert f"Sitemap: {site}/sitemap.xml" in httpx.get(f"{site}/robots.txt").text.splitlines()
    named = [unquote(one).removeprefix(site) for part in addresses(f"{site}/sitemap.xml") for one in addresses(part)]
    assert len(named) == len(set(named))
    with sqlite3.connect(database) as connection:
        for kind, table in {"project": "projects", "unit": "units", "finding": "findings", "check": "checks"}.items():
            ids = {f"/{kind}/{one}" for (one,) in connection.execute(f"SELECT id FROM {table}")}
            assert ids == {path for path in named if path.startswith(f"/{kind}/")}
    for path in (*[one for one in named if one.count("/") == 1], "/ranking/regions", "/mingzhang/project_list"):
        assert httpx.get(site + path, timeout=30).status_code == 200, path


def test_the_sitemap_says_when_what_a_page_shows_was_published(site: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        days = dict(
            connection.execute("SELECT '/document/' || id, coalesce(retrieved_on, published_on) FROM documents")
        )
    for kind in ("document", "project", "unit", "finding", "region", "site"):
        text = httpx.get(f"{site}/sitemap/{kind}-1.xml", timeout=30).text
        shown = re.findall(r"<loc>[^<]*</loc>(?:<lastmod>([^<]*)</lastmod>)?", text)
        assert set(shown) == {day or "" for day in days.values()}, kind


def test_a_kind_with_more_addresses_than_a_part_holds_has_several(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "ADDRESSES_IN_A_PART", 10)
    datasette = open_site(database)

    def named(path: str) -> list[str]:
        answer = finished(datasette.client.get(path))
        assert answer.status_code == 200, path
        return [str(one.text) for one in ElementTree.fromstring(answer.content).findall(LOCATIONS)]

    parts = [one for one in named("/sitemap.xml") if "/project-" in one]
    assert [one.rpartition("/")[2] for one in parts] == ["project-1.xml", "project-2.xml", "project-3.xml"]
    found = [named(f"/sitemap/project-{number}.xml") for number in (1, 2, 3)]
    assert [len(part) for part in found] == [10, 10, 6]
    assert len({one for part in found for one in part}) == 26
    assert finished(datasette.client.get("/sitemap/project-4.xml")).status_code == 404


def test_parts_of_the_sitemap_end_where_the_protocol_says(site: str) -> None:
    assert sitemap.ADDRESSES_IN_A_PART == 50_000
    for name in ("project-2", "project-0", "nothing-1", "site-2"):
        assert httpx.get(f"{site}/sitemap/{name}.xml").status_code == 404, name


@pytest.mark.parametrize(
    "kind",
    ["front", "project", "unit", "finding", "document", "region", "ranking", "chart", "table", "SQL", "not there"],
)
def test_a_shared_link_has_a_card_with_its_picture(site: str, database: Path, kind: str) -> None:
    html = httpx.get(site + kinds_of_pages(database)[kind], timeout=30).text
    said = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', html))
    assert said["og:title"] == said["twitter:title"] != ""
    assert said["twitter:card"] == "summary_large_image"
    picture = httpx.get(unescape(said["og:image"]), timeout=30)
    assert picture.headers["content-type"] == "image/png"
    assert len(picture.content) < 100_000
    assert str(Image.open(io.BytesIO(picture.content)).size) == f"({said['og:image:width']}, {said['og:image:height']})"


def test_a_record_has_a_card_of_its_own_in_the_readers_language(site: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        found = {
            f"/card/{kind}/{record}.png?_lang={language}"
            for kind, column, table in (
                ("project", "id", "projects"),
                ("unit", "id", "units"),
                ("finding", "id", "findings"),
                ("document", "id", "documents"),
                ("region", "code", "regions"),
            )
            for (record,) in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1 LIMIT 2")
            for language in ("zh", "en")
        }
    found |= {"/card/ranking/units.png?_lang=zh", "/card/ranking/per-head.png?_lang=zh&year=2023"}
    pictures = {httpx.get(site + path, timeout=30).content for path in [*found, "/card.png?_lang=zh"]}
    assert len(pictures) == len(found) + 1
    for path in ("project/nothing", "ranking/nothing", "document/nothing"):
        assert httpx.get(f"{site}/card/{path}.png").status_code == 404


def test_the_card_of_a_chart_is_the_one_that_the_build_drew(site: str) -> None:
    def card(path: str) -> bytes:
        return httpx.get(site + path, timeout=30).content

    pictures = [
        card(f"/chart/{name}.png?_lang={lang}")
        for name in ("largest-projects", "money-by-unit")
        for lang in ("zh", "en")
    ]
    assert len(set(pictures)) == 4
    assert card("/card.png?_lang=zh") == pictures[0]
    assert httpx.get(f"{site}/chart/nothing.png").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/mingzhang/project_list?year=2023",
        "/findings?class=question",
        "/units",
        "/search?q=体检",
        "/mingzhang/check-serial-gap",
    ],
)
def test_lists_searches_and_queries_say_how_they_are_cited_with_their_conditions(site: str, path: str) -> None:
    html = httpx.get(site + path, headers={"Accept-Language": "zh"}, timeout=30).text
    cited = unescape(re.search(r'id="citation"[^>]*>(.*?)</blockquote>', html, re.DOTALL)[1])  # type: ignore[index]
    assert "[DS/OL]" in cited
    assert unquote(cited).endswith(f"{site}{path}.")


def test_a_page_says_how_it_is_cited_today(site: str, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        project, name, title, unit = connection.execute(
            "SELECT projects.id, projects.name, documents.title, units.name FROM projects JOIN documents ON documents.id ="
            " document_id JOIN units ON units.id = projects.unit_id ORDER BY amount_fen DESC LIMIT 1"
        ).fetchone()
    day = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    html = httpx.get(f"{site}/project/{project}?_lang=zh&page=1", timeout=30).text
    cited = unescape(re.search(r'id="citation"[^>]*>(.*?)</blockquote>', html, re.DOTALL)[1])  # type: ignore[index]
    assert re.fullmatch(
        re.escape(f"{unit}. {name}（{title}）[DS/OL]. ")
        + r"(\(\d{4}-\d\d-\d\d\))?"
        + re.escape(f"[{day}]. {site}/project/{project}?page=1."),
        cited,
    )


@pytest.mark.browser
def test_a_button_copies_the_citation(site: str, browser: Any, database: Path) -> None:
    with reader(browser) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(site + kinds_of_pages(database)["unit"])
        page.get_by_role("button", name="复制引用").click()
        page.get_by_role("button", name="已复制").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").text_content()
        assert "[DS/OL]" in page.locator("#citation").text_content()
