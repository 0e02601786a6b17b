"""A list that a page cuts says so, says how many it has, and leads to all of them; nothing ends silently."""

import json
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import pytest

from mingzhang.site.pages import compare, document, feed, page, project, region, shared, source, unit
from mingzhang.site.pages.lists import LEAST_TEXT, cut_texts
from mingzhang.site.pages.segments import segments
from mingzhang.site.pages.source_cells import SEGMENTS_OF_PIECE, piece_of
from mingzhang.site.server import open_site
from tests.conftest import finished

PAGES = Path(page.__file__).parent
UNIT, DOCUMENT = "632221-006", "632221-006-2023"
PROJECT = f"{DOCUMENT}-p4"
# What may bound a query besides first_rows: a page of a list, one row, or what is searched, and said to be.
BOUNDED = re.compile(
    r"LIMIT (1\b|\{(RECORDS_ON_A_PAGE|FINDINGS_ON_A_PAGE|ROWS_ON_A_PAGE|ADDRESSES_IN_A_PART)\} OFFSET|:size OFFSET|:most\b|"
    r"\{(limit|through|most|most \+ 1|EXAMINED \+ 1|_CANDIDATES|FINDING_FACET_VALUES)\}|:last_row|2 - \(:known)"
)
# Lists of what is newest or begins a section, each with a link to all beside it.
BEGINNINGS = {("front.py", "LIMIT 6"), ("front.py", "LIMIT 8")}


def test_no_query_of_a_page_ends_at_a_number_of_its_own() -> None:
    found = {
        (path.name, match[0])
        for path in PAGES.glob("*.py")
        for match in re.finditer(r"\bLIMIT [\d{:][^\s\"]*(?: [A-Z+\d(:-][^\s\"]*)*", path.read_text(encoding="utf-8"))
        if not BOUNDED.match(match[0])
    }
    assert found == BEGINNINGS


@pytest.fixture(scope="module")
def crowded(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The founding database in which every record of a project, unit, document and region stands twice and more."""
    path = tmp_path_factory.mktemp("crowded") / "crowded.db"
    with sqlite3.connect(database) as before, sqlite3.connect(path) as connection:
        before.backup(connection)
        for number, kind in enumerate(("budget", "adjusted", "spent")):
            connection.execute(
                "INSERT INTO amounts (id, project_id, kind, source, scope, label) VALUES (?, ?, ?, 'all', 'year', '数')",
                (f"{PROJECT}-a{number}", PROJECT, kind),
            )
            connection.execute(
                "INSERT INTO project_fields (id, project_id, position, label, text) VALUES (?, ?, ?, '依据', '文')",
                (f"{PROJECT}-f{number}", PROJECT, number),
            )
        _copied(connection, "reconciliations", f"project_id = '{PROJECT}'", 3)
        connection.execute("INSERT INTO regions VALUES ('632222', '甲县', '632200'), ('632223', '乙县', '632200')")
        _copied(connection, "units", f"id = '{UNIT}'", 2, name="'甲局'", parent_id=f"'{UNIT}'")
        for number in range(2):
            connection.execute(
                "INSERT INTO rejects (id, kind, file, document_id, page, row, reason, reason_en, reason_id, text)"
                " SELECT ?, 'doubt', file, id, 1, 1, '未能识别', 'not read', 'x', '字' FROM documents",
                (f"r{number}",),
            )
    return open_site(path)


def _copied(connection: sqlite3.Connection, table: str, where: str, times: int, **changed: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for number in range(times):
        new = {"id": f"id || '-{number}'", **changed}
        chosen = ", ".join(new.get(one, f'"{one}"') for one in columns)
        connection.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table} WHERE {where} LIMIT 1")


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    """All lists are cut after one row; gives how many rows each has that was cut since it was asked last."""
    totals: list[int] = []
    whole = page.first_rows

    async def one_row(datasette: Any, sql: str, _: int, /, *parameters: Any, **named: Any) -> Any:
        found = await whole(datasette, sql, 1, *parameters, **named)
        if found.total > 1 and sql != project.HEADINGS:  # of which the indicators below them say how many there are
            totals.append(found.total)
        return found

    for module in (compare, document, feed, project, region, shared, source, unit):
        if hasattr(module, "first_rows"):
            monkeypatch.setattr(module, "first_rows", one_row)

    def taken() -> list[int]:
        found, totals[:] = sorted(totals), []
        return found

    return taken


def asked(datasette: Any, path: str) -> str:
    answer = finished(datasette.client.get(path, headers={"Accept-Language": "zh"}))
    assert answer.status_code == 200, path
    return str(answer.text)


SAID = re.compile(r'class="cut small">只列出前[\d,]+条，共([\d,]+)条。<a href="([^"]+)">')


@pytest.mark.parametrize(
    ("path", "least"),
    [
        (f"/project/{PROJECT}", 7),
        (f"/unit/{UNIT}", 1),
        (f"/document/{DOCUMENT}", 3),
        ("/region/632200", 1),
        (f"/source/{DOCUMENT}", 1),
        ("/compare", 0),
    ],
)
def test_each_list_of_a_page_that_is_cut_says_how_many_there_are_and_leads_to_all(
    crowded: Any, cut: Callable[[], list[int]], path: str, least: int
) -> None:
    html = asked(crowded, path)
    said = SAID.findall(html)
    numbers = [int(number.replace(",", "")) for number, _ in said]
    totals = cut()
    assert len(totals) >= least
    for total in totals:
        numbers.remove(total)
    for number, address in said:
        answer = re.sub(r"<[^>]+>", "", asked(crowded, urljoin(path, unescape(address))))
        assert re.search(rf"(?<![\d,]){number}(?![\d,])", answer), (number, address)


def test_a_feed_says_that_it_has_the_newest_only(crowded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "ENTRIES", 2)
    text = asked(crowded, "/feed/findings.atom")
    (total,) = re.findall(r"<subtitle>最新2条，共(\d+)条</subtitle>", text)
    assert int(total) > 2
    assert text.count("<entry>") == 2


def test_texts_are_cut_to_the_room_that_a_page_has_and_say_how_long_they_were() -> None:
    found = cut_texts([{"text": "甲" * 300}, {"text": "乙" * 300}, {"text": None}, {"text": "丙" * 300}], ["text"], 400)
    assert [len(row["text"] or "") for row in found] == [300, 101, 0, LEAST_TEXT + 1]
    assert [row["cut"] for row in found] == [{}, {"text": 300}, {}, {"text": 300}]


def test_the_pieces_of_a_text_are_the_text() -> None:
    text = "".join(chr(0x4E00 + number % 9000) for number in range(5_000))
    cut = segments(text, [(10, 20), (4_000, 4_100)], [(0, 3)], [])
    pieces, at = [], 0
    while at < len(text):
        pieces.append("".join(one.text for one in piece_of(cut, at, 700)))
        at += len(pieces[-1])
    assert "".join(pieces) == text
    assert {len(one) for one in pieces[:-1]} == {700}
    marked = [(number, number + 1) for number in range(0, 5_000, 2)]
    assert len(piece_of(segments(text, marked, [], []), 0, 5_000)) == SEGMENTS_OF_PIECE


VAST = "为做好有关工作" * 18_000  # 126,000 characters in one cell


def test_a_row_of_any_length_is_shown_in_pieces_that_lead_to_each_other(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("vast") / "vast.db"
    with sqlite3.connect(database) as before, sqlite3.connect(path) as connection:
        before.backup(connection)
        (cell,) = connection.execute("SELECT id FROM cells ORDER BY length(text) DESC LIMIT 1").fetchone()
        connection.execute("UPDATE cells SET text = ?, marks = NULL WHERE id = ?", (VAST, cell))
        connection.execute(
            "DELETE FROM span_pieces WHERE origin IN (SELECT number FROM span_origins WHERE cell_id = ?)", (cell,)
        )
        goal = f"{PROJECT}-g1"
        connection.execute("UPDATE goals SET text = ? WHERE id = ?", (VAST, goal))
    vast = open_site(path)
    (page_number,) = sqlite3.connect(path).execute("SELECT page FROM cells WHERE id = ?", (cell,)).fetchone()
    parts = [asked(vast, f"/source/{DOCUMENT}?page={page_number}&part={part}") for part in (1, 2, 3)]
    assert any("打开全文（126,000字）" in part for part in parts)
    assert all(len(part.encode()) < 300_000 for part in parts)
    read, address = "", f"/source/{DOCUMENT}?cell={cell}"
    while address:
        html = asked(vast, address)
        assert len(html.encode()) < 300_000
        (box,) = re.findall(rf'id="c{cell}".*?<div class="text" dir="auto">(.*?)</div>(.*?)</td>', html, re.DOTALL)
        read += unescape(re.sub(r"<[^>]+>", "", box[0]))
        later = re.findall(r'<a href="([^"]+)">后面的字</a>', box[1])
        address = unescape(later[0]) if later else ""
    assert read == VAST
    html = asked(vast, f"/project/{PROJECT}")
    assert len(html.encode()) < 300_000
    assert "共126,000字，" in html
    assert f"?record={quote(goal)}#marked" in html
    row = asked(vast, f"/mingzhang/goals/{goal}")
    assert len(row.encode()) < 300_000
    assert "以上为前15,000字，共126,000字" in row
    found = asked(vast, f"/mingzhang/goals.json?{urlencode({'id': goal, '_shape': 'array'})}")
    assert json.loads(found)[0]["text"] == VAST
