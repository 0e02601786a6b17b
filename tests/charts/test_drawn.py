"""The site's own charts: their data is what their SQL gives, their bars lead somewhere, and nothing hostile gets into them."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import httpx
import pytest

from mingzhang.charts import fill
from mingzhang.charts.fill import in_language_of, link
from mingzhang.charts.picture import purified, shortened_name
from mingzhang.charts.standalone import wrapped
from mingzhang.charts.subjects import load_specs, load_subjects
from mingzhang.checks import functions
from mingzhang.pipeline import build
from tests.conftest import DISCLOSURES, HEADER

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\"'&\u202e\u200b项目"


@pytest.fixture
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    functions.register(connection)
    yield connection
    connection.close()


def charts(connection: sqlite3.Connection, language: str = "zh") -> dict[str, sqlite3.Row]:
    return {row["id"]: row for row in connection.execute("SELECT * FROM charts WHERE language = ?", [language])}


def bars(svg: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter(f"{SVG}a") if one.find(f"{SVG}path") is not None]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart_id", list(load_specs()))
def test_a_chart_shows_each_row_of_its_sql_once(connection: Any, chart_id: str, language: str) -> None:
    spec, chart = load_specs()[chart_id], charts(connection, language)[chart_id]
    expected = [dict(row) for row in connection.execute(spec["sql"])]
    assert json.loads(chart["data"]) == [
        {column: in_language_of(row, spec, language)[column] for column in spec["columns"]} for row in expected
    ]
    assert len(expected) > 1
    assert len(bars(chart["svg"])) == len(expected)
    assert [one.get("href") for one in bars(chart["svg"])] == [link(spec["link"], row) for row in expected]
    assert "{" not in chart["title"] + chart["description"]


def test_the_charts_of_the_founding_disclosure(connection: Any) -> None:
    drawn = charts(connection)
    assert sorted(drawn) == ["findings-by-check", "indicators-by-level", "largest-projects", "money-by-unit"]
    first = json.loads(drawn["largest-projects"]["data"])[0]
    assert first == {"project": "干部教育培训经费", "unit": "门源县委组织部(本级)", "amount_yuan": 1_000_000.0}
    money = json.loads(drawn["money-by-unit"]["data"])
    assert [(row["what"], row["amount_yuan"]) for row in money] == [
        ("各行相加", 4_132_700.0),
        ("文件所列合计", 3_829_400.0),
    ]
    assert sum(row["indicators"] for row in json.loads(drawn["indicators-by-level"]["data"])) == 294
    assert drawn["largest-projects"]["title"] == "金额最大的项目（2023年预算）"
    assert charts(connection, "en")["largest-projects"]["title"] == "The largest projects (2023, budget)"


def test_where_the_bars_lead_is_there(connection: Any, site: str) -> None:
    for chart in charts(connection).values():
        for address, row in zip(json.loads(chart["links"]), json.loads(chart["data"]), strict=True):
            if match := re.fullmatch(r"/(project|unit|check)/(.+)", address):
                table = f"{match[1]}s"
                assert connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", [unquote(match[2])]).fetchone()
            else:
                body = httpx.get(f"{site}{address.replace('?', '.json?')}&_shape=objects&_size=0", timeout=30).json()
                assert body["filtered_table_rows_count"] == row["indicators"], address


def test_the_same_bytes_twice_and_only_shapes_texts_and_links(connection: Any, tmp_path: Path) -> None:
    build([DISCLOSURES], tmp_path / "again.db")
    again = sqlite3.connect(tmp_path / "again.db")
    assert again.execute("SELECT svg FROM charts ORDER BY id, language").fetchall() == [
        tuple(row) for row in connection.execute("SELECT svg FROM charts ORDER BY id, language")
    ]
    for (svg,) in again.execute("SELECT svg FROM charts"):
        elements = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(svg).iter()}
        assert elements <= {"svg", "g", "a", "path", "rect", "text", "tspan", "title"}
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|style=|class=|\son\w+=", svg)


def test_a_hostile_name_is_text_in_a_picture(tmp_path: Path) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    text = f"某局2023年部门预算项目支出绩效目标公开表\n{HEADER}\n006\t某局\t12.00\t\t\n1\t{HOSTILE}\t12.00\t目标一：慰问；\t\n"
    (folder / "a.txt").write_text(text, encoding="utf-8")
    build([folder], tmp_path / "hostile.db")
    connection = sqlite3.connect(tmp_path / "hostile.db")
    (svg, data) = connection.execute(
        "SELECT svg, data FROM charts WHERE id = 'largest-projects' AND language = 'zh'"
    ).fetchone()
    assert "<script" not in svg
    texts = [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert texts[0] == "<script>alert(1)</script>\"'&项目"
    assert "\u202e" not in svg
    assert "\u200b" not in svg
    assert "<script>" in json.loads(data)[0]["project"]


def test_what_a_picture_does_not_need_is_taken_out() -> None:
    bad = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1" height="1"'
        ' viewBox="0 0 1 1" onload="alert(1)"><script>alert(1)</script><foreignObject/><image xlink:href="https://x.example/"/>'
        '<a xlink:href="javascript:alert(1)"><path d="M0,0" fill="url(https://x.example/#a)" onclick="alert(1)"/></a></svg>'
    )
    assert (
        purified(bad, []) == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><a><path d="M0,0" /></a></svg>'
    )


def test_without_what_draws_them_charts_are_left_out_and_their_data_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill, "_draw_function", lambda *_: None)
    summary = build([DISCLOSURES], tmp_path / "plain.db")
    assert summary.notes == ["charts are left out: install mingzhang[charts] to have them drawn"]
    rows = sqlite3.connect(tmp_path / "plain.db").execute("SELECT svg, data FROM charts").fetchall()
    assert len(rows) == 8
    assert all(svg is None and json.loads(data) for svg, data in rows)


def test_names_are_cut_to_the_width_of_a_phone() -> None:
    assert shortened_name("二十个字的项目名称") == "二十个字的项目名称"
    assert shortened_name("字" * 24) == "字" * 24
    assert shortened_name("字" * 25) == "字" * 23 + "…"
    assert wrapped("字" * 25, 10) == ["字" * 10, "字" * 10, "字" * 5]
    assert wrapped("The largest projects (2023, budget)", 12) == ["The largest projects", "(2023, budget)"]


def test_an_empty_column_leads_to_rows_where_it_is_empty() -> None:
    assert link("/t?a=1&b={b}&c={c}", {"b": "甲&乙", "c": None}) == "/t?a=1&b=%E7%94%B2%26%E4%B9%99&c__isnull=1"


def test_a_newspaper_can_show_the_picture(site: str) -> None:
    response = httpx.get(f"{site}/chart/largest-projects.svg?_lang=zh")
    assert response.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "max-age" in response.headers["cache-control"]
    texts = [one.text for one in ElementTree.fromstring(response.text).iter(f"{SVG}text")]
    assert texts[0] == "金额最大的项目（2023年预算）"
    assert str(texts[1]).startswith("来源：明账 127.0.0.1")
    assert httpx.get(f"{site}/chart/nothing.svg").status_code == 404


def test_the_data_behind_a_picture_is_there_as_csv(site: str) -> None:
    plain = httpx.get(f"{site}/chart/largest-projects.csv?_lang=zh").content.decode("utf-8")
    lines = list(csv.DictReader(io.StringIO(plain)))
    assert lines[0] == {"project": "干部教育培训经费", "unit": "门源县委组织部(本级)", "amount_yuan": "1000000.0"}
    for_excel = httpx.get(f"{site}/chart/largest-projects.csv?_lang=zh&_excel=on").content.decode("utf-8")
    assert for_excel.startswith("\ufeff项目,单位,金额（元）\r\n")


def test_both_kinds_of_charts_are_about_the_same_subjects() -> None:
    subjects = load_subjects()
    assert [one.id for one in subjects if one.is_drawn] == [
        "largest-projects",
        "money-by-unit",
        "indicators-by-level",
        "findings-by-check",
    ]
    assert [one.id for one in subjects if one.opened] == [
        "projects-by-amount",
        "money-by-amount",
        "indicators-by-level",
        "targets-by-kind",
        "deadlines",
        "findings-by-check",
    ]
    folder = Path(fill.__file__).parent / "specs"
    assert {one.id for one in subjects if one.is_drawn} == {path.stem for path in folder.glob("*.yml")}
