"""docs/scale.md: what it asks of the packages of several regions with DuckDB gives what SQLite gives for the same rows."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mingzhang.export.packing import export
from tests.conftest import ROOT

QUERIES = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "scale.md").read_text(encoding="utf-8"), re.DOTALL)


def asked(sql: str, packages: Path) -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(sql.replace("packages/*", f"{packages}/*")).fetchall()


@pytest.fixture(scope="module")
def packages(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages, of one region."""
    folder = tmp_path_factory.mktemp("packages")
    export(database, folder / "63")
    return folder


def test_sums_by_year_and_province_are_those_of_the_database(packages: Path, database: Path) -> None:
    (found,) = asked(QUERIES[0], packages)
    with sqlite3.connect(database) as connection:
        count, fen = connection.execute("SELECT count(*), sum(amount_fen) FROM projects").fetchone()
    assert found == (2023, "63", count, fen / 100)


def test_goals_of_several_documents_are_found_across_packages(packages: Path) -> None:
    assert asked(QUERIES[1], packages) == []
    assert asked(QUERIES[1].replace("> 1", ">= 1"), packages)[0][1:] == (1, 1)
    assert len(QUERIES) == 2
