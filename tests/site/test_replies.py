"""A publisher's answer stands beside its finding wherever that stands, and in downloads; reporting an error leads somewhere."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mingzhang.pipeline import build
from tests.conftest import Server

ROOT = Path(__file__).parents[2]
ANSWER = "合计已剔除上年结转 <b>7</b> 万元。"
TO_PROJECT = "该项目年中已调整。"
FINDING = "632221-006-2023-total3-total-mismatch"
PROJECT = "632221-006-2023-p1"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """The founding disclosure with two answers, and one to nothing: its database and its site."""
    folder = tmp_path_factory.mktemp("answered")
    shutil.copytree(ROOT / "disclosures", folder / "disclosures")
    (document,) = (folder / "disclosures").glob("*.txt")
    by = "by: 门源县委组织部\n  replied_on: 2026-11-20\n"
    document.with_name(document.name + ".reply.yml").write_text(
        f"- finding: {FINDING}\n  text: {ANSWER}\n  {by}- record: {PROJECT}\n  text: {TO_PROJECT}\n  {by}"
        f"- finding: nothing\n  text: 无\n  {by}",
        encoding="utf-8",
    )
    database = folder / "answered.db"
    build([folder / "disclosures"], database, charts=False)
    server = Server(database)
    yield database, server.url
    server.stop()


def test_an_answer_to_nothing_is_a_doubt_and_the_others_are_kept(answered: tuple[Path, str]) -> None:
    with sqlite3.connect(answered[0]) as connection:
        kept = connection.execute("SELECT finding_id, table_name, record_id FROM replies ORDER BY id").fetchall()
        doubts = connection.execute("SELECT reason_id, kind FROM rejects").fetchall()
    assert kept == [(FINDING, "documents", "632221-006-2023"), (None, "projects", PROJECT)]
    assert doubts == [("reply-to-nothing", "doubt")]


@pytest.mark.parametrize(
    "address",
    [f"/finding/{FINDING}", "/findings", "/check/total-mismatch", "/document/632221-006-2023", "/unit/632221-006"],
)
def test_an_answer_stands_beside_its_finding(answered: tuple[Path, str], address: str) -> None:
    page = httpx.get(answered[1] + address).text
    assert "合计已剔除上年结转 &lt;b&gt;7&lt;/b&gt; 万元。" in page
    assert "2026-11-20" in page


def test_the_front_page_says_that_the_publisher_has_answered(answered: tuple[Path, str]) -> None:
    assert "发布单位已答复" in httpx.get(answered[1] + "/", headers={"Accept-Language": "zh"}).text


def test_an_answer_to_a_project_stands_on_its_page(answered: tuple[Path, str]) -> None:
    assert TO_PROJECT in httpx.get(f"{answered[1]}/project/{PROJECT}").text


@pytest.mark.parametrize("end", ["csv?_stream=on", "json?_shape=array&_size=max", "csv?_stream=on&_excel=on"])
def test_an_answer_is_in_downloads(answered: tuple[Path, str], end: str) -> None:
    answer = httpx.get(f"{answered[1]}/mingzhang/finding_list.{end}")
    assert "合计已剔除上年结转" in (str(answer.json()) if "json" in end else answer.text)


def test_the_link_to_report_an_error_carries_the_address_of_the_page(answered: tuple[Path, str]) -> None:
    page = httpx.get(f"{answered[1]}/finding/{FINDING}").text
    assert f'href="/about?page=%2Ffinding%2F{FINDING}#report"' in page
    told = httpx.get(f"{answered[1]}/about?page=%2Ffinding%2F{FINDING}").text
    assert f"{answered[1]}/finding/{FINDING}</code>" in told
    assert "您要报告的页面" in told
    assert "您要报告的页面" not in httpx.get(f"{answered[1]}/about?page=//evil.example/").text
