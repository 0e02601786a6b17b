"""What the live site promises: search boxes, settings, JSON and CSV, and 400 instead of 500 for the asker's mistakes."""

import csv
import io
import shutil
import sqlite3
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from mingzhang.errors import MingzhangError
from mingzhang.site import borrowed
from mingzhang.site.serving.edition import inspect
from mingzhang.store.counted import is_counted
from mingzhang.store.spans import PARTS
from tests.conftest import Server


def get(site: str, path: str, **parameters: str) -> httpx.Response:
    return httpx.get(f"{site}/{path}", params=parameters or None, timeout=30)


def test_the_first_page_opens(site: str) -> None:
    response = get(site, "")
    assert response.status_code == 200
    assert "明账" in response.text


def test_what_is_borrowed_from_datasette_was_read_in_the_version_that_is_installed() -> None:
    assert version("datasette").rsplit(".", 1)[0] == borrowed.READ_FROM.rsplit(".", 1)[0]


def test_the_database_is_immutable_and_its_rows_are_counted(site: str) -> None:
    databases = get(site, "-/databases.json").json()
    assert [(one["name"], one["is_mutable"]) for one in databases] == [("mingzhang", False)]
    settings = get(site, "-/settings.json").json()
    assert settings["suggest_facets"] is False
    assert get(site, "mingzhang.json").json()["tables"]


def test_whoever_downloads_the_database_gets_all_of_it(site: str, database: Path) -> None:
    assert get(site, "mingzhang.db").content == database.read_bytes()


def test_pages_may_be_read_from_other_sites(site: str) -> None:
    assert get(site, "mingzhang/projects.json").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("mingzhang/projects", {"_sort": "nothing"}),
        ("mingzhang/projects", {"_where": "1;drop table projects"}),
        ("mingzhang/projects", {"_where": "nothing = 1"}),
        ("mingzhang/projects", {"_facet": "nothing"}),
        ("mingzhang/projects", {"_facet_array": "name"}),
        ("mingzhang/projects", {"_through": "x"}),
        ("mingzhang/projects", {"_through": "{}"}),
        ("mingzhang/projects", {"_timelimit": "x"}),
        ("mingzhang/projects", {"amount__gte": "1"}),
        ("mingzhang/projects", {"name__bad": "x"}),
        ("mingzhang/projects", {"amount_fen__gte": "很多"}),
        ("mingzhang/projects", {"_serach": "体检"}),
        ("mingzhang/projects.csv", {"amount__gte": "1"}),
        ("mingzhang/projects.xlsx", {"amount__gte": "1"}),
        ("mingzhang/stated_totals", {"_search": "体检"}),
        ("mingzhang/projects", {"_filter_column": "", "_filter_op": "exact", "_filter_value": "体检"}),
        ("mingzhang/project_list", {"_next": "zz"}),
        ("mingzhang/project_list", {"_sort": "year", "_next": "zz,zz"}),
        ("mingzhang/projects", {"_size": "x"}),
        ("mingzhang/projects", {"_search": '"', "_searchmode": "raw"}),
        ("mingzhang/projects.json", {"_search": "x", "_fts_table": "goals"}),
        ("mingzhang", {"sql": "drop table projects"}),
        ("mingzhang", {"sql": "select * from nothing"}),
        ("mingzhang", {"sql": "select length(hex(randomblob(300000000)))"}),
        (
            "mingzhang",
            {"sql": "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"},
        ),
    ],
)
def test_the_askers_mistakes_are_answered_with_400(site: str, path: str, parameters: dict[str, str]) -> None:
    assert get(site, path, **parameters).status_code == 400


@pytest.mark.parametrize("path", ["nothing", "mingzhang/nothing", "mingzhang/projects/nothing"])
def test_what_is_not_there_is_answered_with_404(site: str, path: str) -> None:
    assert get(site, path).status_code == 404


def test_each_table_and_view_opens_and_can_be_had_as_json_and_csv(site: str, database: Path) -> None:
    connection = sqlite3.connect(database)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%_fts%' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    names = [name for (name,) in names if not is_counted(name) and name not in PARTS]
    assert len(names) > 30
    for name in names:
        rows = connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
        assert get(site, f"mingzhang/{name}").status_code == 200
        body = get(site, f"mingzhang/{name}.json", _shape="objects", _size="max").json()
        assert len(body["rows"]) == min(rows, 5000), name
        text = get(site, f"mingzhang/{name}.csv", _stream="on").text
        assert len(list(csv.DictReader(io.StringIO(text)))) == rows, name


def test_filters_apply_to_json_and_csv(site: str) -> None:
    parameters = {"amount_fen__gte": "30000000", "_sort_desc": "amount_fen"}
    rows = get(site, "mingzhang/projects.json", _shape="objects", **parameters).json()["rows"]
    assert [row["name"] for row in rows] == ["干部教育培训经费", "人才工作经费", "公务员奖励奖金", "公务员奖励资金"]
    text = get(site, "mingzhang/projects.csv", _stream="on", **parameters).text
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == [row["name"] for row in rows]


def test_a_facet_counts_all_rows(site: str) -> None:
    body = get(site, "mingzhang/indicators.json", _facet="level1", _size="0").json()
    results = body["facet_results"]["level1"]["results"]
    assert {one["value"]: one["count"] for one in results} == {"产出指标": 175, "效益指标": 93, "满意度指标": 26}


def test_every_ready_query_opens(site: str) -> None:
    queries = get(site, "mingzhang.json").json()["queries"]
    assert len(queries) >= 9
    for query in queries:
        assert get(site, f"mingzhang/{query['name']}").status_code == 200, query["name"]


def test_the_name_of_the_file_does_not_matter(tmp_path: Path, database: Path) -> None:
    name = "甲 a%41b?c#d.db"  # each of them alone leads to another file where it is not quoted
    folder = tmp_path / "served"
    folder.mkdir()
    shutil.copy(database, folder / name)
    server = Server(folder / name)
    try:
        assert len(get(server.url, "mingzhang/projects.json", _search="体检", _shape="array").json()) == 2
        assert get(server.url, "mingzhang").status_code == 200
    finally:
        server.stop()
    assert [path.name for path in folder.iterdir()] == [name]


def test_a_file_that_is_no_database_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MingzhangError, match="no such database; make it with: mingzhang build"):
        inspect(tmp_path / "nothing.db")
    (tmp_path / "text.db").write_text("no database at all, only some text" * 100)
    with pytest.raises(MingzhangError, match="not a SQLite database"):
        inspect(tmp_path / "text.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE other (a)")
    with pytest.raises(MingzhangError, match="not a database of mingzhang"):
        inspect(tmp_path / "other.db")
