"""Pages stay whole whatever a document says and whatever is asked, and errors are said in words, with a way back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from mingzhang.pipeline import build
from tests.conftest import HEADER, Server
from tests.site.readers import DESKTOP, KINDS, LOCALES, PHONE, SCROLLS_SIDEWAYS, kinds_of_pages, reader

pytestmark = pytest.mark.slow

# What runs where text is taken for HTML, for an attribute, for an address, for a template, for the end of a script.
HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1><svg onload=window.hacked=1>"
    "\"'><b onmouseover=window.hacked=1>{{7*7}}{% raise %}</script><!--javascript:window.hacked=1"
)
# Right-to-left override, zero-width space, joiner and no-break space, a combining mark on nothing.
INVISIBLE = "\u202e倒\u200b零\u200d宽\ufeff右\u2066左\u0301"
LONG_NAME = "很长的项目名称" * 714 + "完了"
UNBROKEN = "W" * 5000

DOCUMENT = f"""某局{HOSTILE}{INVISIBLE}2024年部门预算项目支出绩效目标公开表
{HEADER}
合计\t\t30
001\t某局{HOSTILE}{INVISIBLE}\t30
1\t{HOSTILE}体检\t5\t目标一：{HOSTILE}，体检≥3人\t一、产出指标 (一)数量指标 1. {HOSTILE}体检人数≥3人 {INVISIBLE}
2\t{INVISIBLE}体检\t=1+1\t目标一：{INVISIBLE}\t一、产出指标 (一)数量指标 1. {INVISIBLE}体检人数≥3人
3\t{LONG_NAME}\t5\t目标一：{LONG_NAME}\t一、产出指标 (一)数量指标 1. {LONG_NAME}≥3人
4\t{UNBROKEN}\t5\t目标一：{UNBROKEN}\t一、产出指标 (一)数量指标 1. {UNBROKEN}≥3人
5\t=HYPERLINK("http://example.org")\t5\t=1+1\t一、产出指标 (一)数量指标 1. =1+1≥3人
"""
SIDECAR = """
region: "632221"
title: "{text}"
source_url: https://example.org/"onmouseover="window.hacked=1
withdrawn: "{text}"
""".format(text=(HOSTILE + INVISIBLE).replace("\\", "\\\\").replace('"', '\\"'))


@pytest.fixture(scope="module")
def hostile_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    documents = folder / "disclosures"
    documents.mkdir()
    (documents / "a.txt").write_text(DOCUMENT)
    # The same again, withdrawn and with everything that a sidecar may say; the name of the file is text too.
    name = "b<img src=x onerror=window.hacked=1>.txt"
    (documents / name).write_text(DOCUMENT.replace("2024", "2023"))
    (documents / f"{name}.yml").write_text(SIDECAR)
    (documents / "c.txt").write_text(f"{HOSTILE}\n{HEADER}\n1\t{HOSTILE}\t{HOSTILE}\t{HOSTILE}\t{HOSTILE}\n")
    build([documents], folder / "mingzhang.db")
    return folder / "mingzhang.db"


@pytest.fixture(scope="module")
def hostile_site(hostile_database: Path) -> Iterator[str]:
    server = Server(hostile_database)
    yield server.url
    server.stop()


OUTLINE = """() => ({
    mains: document.querySelectorAll('main').length,
    footers: document.querySelectorAll('body > footer').length,
    hacked: window.hacked === undefined ? 'no' : 'yes',
    foreign: document.querySelectorAll('main script:not([src]), img[src=x], [onerror], [onload], [onmouseover]').length,
    addresses: [...document.querySelectorAll('[href], [src], [action]')]
        .map(one => one.getAttribute('href') || one.getAttribute('src') || one.getAttribute('action') || '')
        .filter(address => /^(javascript|data|vbscript):/i.test(address.trim())),
})"""
WHOLE = {"mains": 1, "footers": 1, "hacked": "no", "foreign": 0, "addresses": []}

# Each with every record that a hostile text could be shown by.
RECORDS = {
    "/project/": "SELECT id FROM projects",
    "/document/": "SELECT id FROM documents",
    "/source/": "SELECT id FROM documents",
    "/unit/": "SELECT id FROM units",
    "/finding/": "SELECT min(id) FROM findings GROUP BY check_id",
    "/mingzhang/projects/": "SELECT id FROM projects",
}


LOCALES_IN_TURN = tuple(LOCALES)


@pytest.mark.browser
@pytest.mark.parametrize("language", LOCALES_IN_TURN)
def test_hostile_texts_run_nowhere_and_stretch_no_page(
    browser: Any, hostile_site: str, hostile_database: Path, language: str
) -> None:
    kinds = kinds_of_pages(hostile_database)
    refused = {kinds[kind] for kind in ("SQL that fails", "not there", "record not there", "mistaken")}
    addresses = [
        *kinds.values(),
        "/mingzhang/goals",
        "/mingzhang/indicators",
        "/mingzhang/projects?_facet=name",
        "/mingzhang/projects_above_amount?amount_wan_yuan=0",
        "/mingzhang/rejects",
        "/mingzhang/cells",
    ]
    with sqlite3.connect(hostile_database) as connection:
        records = [
            beginning + quote(row[0])
            for beginning, sql in RECORDS.items()
            for row in connection.execute(sql).fetchall()
        ]
    # One of each kind is seen in both languages; of all others every second in one and the rest in the other.
    addresses += records[LOCALES_IN_TURN.index(language) :: len(LOCALES_IN_TURN)]
    dialogs: list[str] = []
    with reader(browser, language, PHONE) as page:

        def dismiss(dialog: Any) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        for address in dict.fromkeys(addresses):
            answer = page.goto(hostile_site + address)
            assert (answer.status == 200) != (address in refused), address
            assert page.evaluate(OUTLINE) == WHOLE, address
            assert not page.evaluate(SCROLLS_SIDEWAYS), address
    assert dialogs == []


@pytest.mark.browser
def test_hostile_texts_are_shown_as_they_were_printed(browser: Any, hostile_site: str, hostile_database: Path) -> None:
    with reader(browser, screen=DESKTOP) as page:
        page.goto(f"{hostile_site}/search?q=体检")
        assert "<script>" in page.inner_text("main")
        page.goto(f"{hostile_site}/mingzhang/projects")
        assert "<script>window.hacked=1</script>" in page.inner_text("main")
        assert hostile_database.exists()


def test_hostile_texts_are_harmless_in_csv_for_excel(hostile_site: str) -> None:
    text = httpx.get(f"{hostile_site}/mingzhang/project_list.csv?_excel=on").text
    assert "\"'=HYPERLINK(" in text
    assert ",=HYPERLINK(" not in text
    assert ',"=HYPERLINK(' not in text


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"

QUESTIONS = {
    "a quote": ("/search?q='", 200),
    "a double quote": ('/search?q="', 200),
    "a percent sign": ("/search?q=%25", 200),
    "SQL for a word": ("/search?q=' OR 1=1 --", 200),
    "a script for a word": ("/search?q=<script>window.hacked=1</script>", 200),
    "10,000 characters": ("/search?q=" + "检" * 10_000, 200),
    "a facet that is none": ("/search?q=体检&year=abc&unit=nobody&page=-1", 200),
    "a zero byte": ("/search?q=体检&unit=%00", 400),
    "a quote in a table": ("/mingzhang/projects?_search='", 200),
    "a page that is not there": ("/nothing", 404),
    "a table that is not there": ("/mingzhang/nothing", 404),
    "a row that is not there": ("/mingzhang/projects/nothing", 404),
    "a project that is not there": ("/project/nothing", 404),
    "a script for a project": ("/project/<script>window.hacked=1<%2Fscript>", 404),
    "a source that is not there": ("/source/nothing?page=1", 404),
    "a finding that is not there": ("/finding/nothing", 404),
    "a unit that is not there": ("/unit/nothing", 404),
    "a document that is not there": ("/document/nothing", 404),
    "a check that is not there": ("/check/nothing", 404),
    "a chart that is not there": ("/chart/nothing", 404),
    "SQL that runs forever": (f"/mingzhang?sql={quote(ENDLESS)}", 400),
    "SQL that is none": ("/mingzhang?sql=hello", 400),
    "SQL that would write": ("/mingzhang?sql=drop table projects", 400),
    "a script for SQL": ("/mingzhang?sql=<script>window.hacked=1</script>", 400),
    "a column that is not there": ("/mingzhang/projects?_sort=nothing", 400),
    "a download that cannot be": (f"/mingzhang.xlsx?sql={quote(ENDLESS)}", 400),
    "a download that is not there": ("/mingzhang/nothing.xlsx", 404),
}


@pytest.fixture(scope="module")
def phone(browser: Any, request: pytest.FixtureRequest) -> Iterator[tuple[str, Any]]:
    """A language, and a page on a telephone of somebody who reads it."""
    with reader(browser, request.param, PHONE) as page:
        yield request.param, page


# Each waits for its end, and only the words of its page are others in another language: those are compared in both elsewhere.
IN_ONE_LANGUAGE = {"SQL that runs forever": "zh", "a download that cannot be": "en"}
ASKED = [
    (language, one) for language in ("zh", "en") for one in QUESTIONS if IN_ONE_LANGUAGE.get(one, language) == language
]


@pytest.mark.browser
@pytest.mark.parametrize(("phone", "question"), ASKED, indirect=["phone"])
def test_whatever_is_asked_the_page_is_whole_and_has_a_way_back(
    site: str, phone: tuple[str, Any], question: str
) -> None:
    (address, status), (language, page) = QUESTIONS[question], phone
    answer = page.goto(site + address)
    assert answer.status == status
    assert page.evaluate(OUTLINE) == WHOLE
    assert not page.evaluate(SCROLLS_SIDEWAYS)
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert page.locator("input[type=search]:visible").first.is_visible()
    if status != 200:
        heading = page.get_by_role("heading", level=1).inner_text()
        assert any("\u4e00" <= one <= "\u9fff" for one in heading) == (language == "zh")
        assert page.locator("main a[href='/'], main a[href^='/mingzhang'], main a[href^='/search']").count()


def test_every_kind_of_page_is_known() -> None:
    assert len(KINDS) == len(set(KINDS)) == 34


@pytest.mark.parametrize(
    "address", ["/mingzhang/projects/nothing.json", "/mingzhang/nothing.json", "/mingzhang/projects.json?_sort=nothing"]
)
def test_programs_are_told_what_is_wrong_as_json(site: str, address: str) -> None:
    answer = httpx.get(site + address)
    assert answer.status_code in (400, 404)
    assert answer.json()["ok"] is False
