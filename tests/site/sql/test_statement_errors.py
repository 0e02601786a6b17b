"""Only a statement or a value that cannot be is the asker's mistake; what a file, a lock or this program does wrong is ours."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request

from mingzhang.site.plugin.errors import mistake_of
from mingzhang.site.sql.statement_errors import is_not_prepared, is_of_statement, is_of_values
from tests.conftest import Server


def error_of(run: Callable[[], Any]) -> Exception:
    with pytest.raises((sqlite3.Error, sqlite3.Warning, OverflowError)) as caught:
        run()
    return caught.value


@pytest.mark.parametrize(
    ("sql", "values", "kinds"),
    [
        ("selec 1", (), (True, False, True)),
        ("SELECT * FROM nothing", (), (True, False, True)),
        ("SELECT json('{')", (), (True, False, False)),
        ("SELECT zeroblob(3000000000)", (), (True, False, False)),
        ("SELECT 1; SELECT 2", (), (True, False, False)),
        ("SELECT ?", (), (True, True, False)),
        ("SELECT ?", ({},), (True, True, False)),
        ("SELECT ?", (1 << 70,), (True, True, False)),
    ],
)
def test_a_statement_or_value_that_cannot_be_is_told(sql: str, values: Any, kinds: tuple[bool, bool, bool]) -> None:
    error = error_of(lambda: sqlite3.connect(":memory:").execute(sql, values))
    assert (is_of_statement(error), is_of_values(error), is_not_prepared(error)) == kinds


def test_a_lock_a_closed_connection_and_a_damaged_file_are_no_mistake_of_the_asker(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    locked, other = sqlite3.connect(path, isolation_level=None), sqlite3.connect(path, timeout=0)
    locked.execute("BEGIN EXCLUSIVE")
    errors = [error_of(lambda: other.execute("SELECT * FROM a"))]
    other.close()
    errors.append(error_of(lambda: other.execute("SELECT * FROM a")))
    (tmp_path / "b.db").write_bytes(b"no database" * 100)
    errors.append(error_of(lambda: sqlite3.connect(tmp_path / "b.db").execute("SELECT * FROM a")))
    errors.append(error_of(lambda: sqlite3.connect(tmp_path / "none" / "c.db")))
    assert [str(error) for error in errors] == [
        "database is locked",
        "Cannot operate on a closed database.",
        "file is not a database",
        "unable to open database file",
    ]
    assert not any(map(is_of_statement, errors))
    assert not is_of_statement(OverflowError("cannot fit 'int' into an index-sized integer"))


@pytest.fixture(scope="module")
def damaged(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose file has a view that cannot run, and loses all but its first pages while it is served."""
    path = tmp_path_factory.mktemp("damaged") / "mingzhang.db"
    shutil.copy(database, path)
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "DROP VIEW money_per_head; CREATE VIEW money_per_head AS SELECT no_column FROM projects"
        )
    server = Server(path)
    os.truncate(path, 8192)
    yield server
    server.stop()


@pytest.mark.parametrize(
    "address",
    [
        "/mingzhang?sql=SELECT sum(length(text)) FROM cells",
        "/mingzhang.json?_shape=array&sql=SELECT sum(length(text)) FROM cells",
        "/mingzhang.csv?sql=SELECT * FROM cells",
        "/mingzhang/cells.json?_where=row=3",
        "/mingzhang/projects?_search=体检",
        "/mingzhang/money_by_unit?year=2023",
    ],
)
def test_a_file_that_cannot_be_read_any_more_is_no_mistake_of_whoever_asks(damaged: Server, address: str) -> None:
    response = httpx.get(damaged.url + address, timeout=30)
    assert response.status_code == 500
    damaged.log.seek(0)
    logged = damaged.log.read()
    *_, number = re.findall(r"\b([0-9a-f]{8}) GET /.* failed", logged)
    assert number in response.text
    assert "Traceback" in logged


@pytest.mark.parametrize("address", ["ranking_per_head", "ranking_per_head.json", "ranking_per_head.csv"])
def test_a_ready_query_that_cannot_run_is_no_mistake_of_whoever_asks(damaged: Server, address: str) -> None:
    response = httpx.get(f"{damaged.url}/mingzhang/{address}?year=2023&sql=SELECT+1", timeout=30)
    assert (response.status_code, "no_column" in response.text) == (500, False)
    damaged.log.seek(0)
    assert "no such column: no_column" in damaged.log.read()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/mingzhang?sql=SELECT json('{')", "malformed JSON"),
        ("/mingzhang?sql=WITH a AS (SELECT 1) DELETE FROM cells", "attempt to write a readonly database"),
    ],
)
def test_sql_that_cannot_be_is_still_told_to_whoever_wrote_it(damaged: Server, address: str, told: str) -> None:
    response = httpx.get(damaged.url + address, timeout=30)
    assert (response.status_code, told in response.text) == (400, True)


@pytest.mark.parametrize(
    ("address", "status", "retry_after"),
    [
        ("/mingzhang?sql=select+1", 400, None),
        ("/mingzhang/indicators?_where=level1+is+null", 400, None),
        ("/mingzhang/indicators?_sort=level1", 503, 5),
        ("/mingzhang/projects_above_amount?amount_wan_yuan=20", 503, 5),
    ],
)
def test_a_list_of_ours_that_takes_too_long_is_no_mistake_of_whoever_asks(
    address: str, status: int, retry_after: int | None
) -> None:
    mistake = mistake_of(
        Request.fake(address), QueryInterrupted(sqlite3.OperationalError("interrupted"), "SELECT 1", {})
    )
    assert (mistake.status, mistake.retry_after) == (status, retry_after)
