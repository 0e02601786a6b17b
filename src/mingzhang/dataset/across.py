"""Checks that span documents, over the packages of many regions at once, with DuckDB and the same SQL files.

Every check of ours compares documents of one region only, so that a build of each region runs all of them; this runs some
of them over a country in one go, without a database. Which ones DuckDB cannot run, and why, is in across.yml.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from mingzhang.checks.definition import Check, load_checks
from mingzhang.checks.wording import worded
from mingzhang.data_files import read_yaml
from mingzhang.dataset.layout import MANIFEST, NEEDS_DUCKDB
from mingzhang.errors import MingzhangError
from mingzhang.export.parquet_files import as_sql, can_write_parquet

# Tables that are not of documents.
_SHARED = ("regions", "units", "thresholds", "words", "checks")


class FoundAcross(NamedTuple):
    """What a check found: the check, what it is about, where, and the sentence."""

    check: str
    subject: str
    document: str
    project: str | None
    summary: str


@cache
def not_run() -> dict[str, str]:
    """The checks that DuckDB does not run as they stand, and why."""
    found: dict[str, str] = read_yaml(files(__package__).joinpath("across.yml").read_text(encoding="utf-8"))
    return found


def checks_across() -> list[Check]:
    """The checks that span documents and that DuckDB runs."""
    return [check for check in load_checks() if check.scope != "document" and check.id not in not_run()]


def found_across(packages: Sequence[Path], language: str) -> Iterator[FoundAcross]:
    """What these checks find in packages of `mingzhang export`, by check and subject.

    Raises MingzhangError, in one line, when a folder is no package with Parquet, or of another version.
    """
    if not can_write_parquet():
        raise MingzhangError(NEEDS_DUCKDB)
    import duckdb  # an extra

    with duckdb.connect() as connection:
        try:
            _see(connection, packages)
            for check in checks_across():
                yield from _found(connection, check, language)
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            raise MingzhangError(f"{packages[0]} and others: cannot be asked together ({said})") from None


def seen_across(packages: Sequence[Path]) -> Any:
    """A connection of DuckDB that sees the tables of all packages; to be closed by the caller."""
    import duckdb  # an extra

    connection = duckdb.connect()
    _see(connection, packages)
    return connection


def tested_across(connection: Any, check: Check) -> list[tuple[Any, ...]]:
    """Subject, document, outcome and reason of all that a check tests, in their order."""
    rows = f"SELECT subject, document_id, outcome, reason FROM ({_statement(check)}) ORDER BY ALL"
    found: list[tuple[Any, ...]] = connection.execute(rows).fetchall()
    return found


def _found(connection: Any, check: Check, language: str) -> Iterator[FoundAcross]:
    given = [column[0] for column in connection.execute(f"DESCRIBE {_statement(check)}").fetchall()]
    project = "project_id" if "project_id" in given else "NULL"
    columns = f"subject, document_id, {project}, reason, details"
    sql = f"SELECT {columns} FROM ({_statement(check)}) WHERE outcome = 'failed' ORDER BY ALL"
    for subject, document, project_id, reason, details in connection.execute(sql).fetchall():
        summary = check.reasons[reason].summary
        assert summary  # read_check saw to it
        yield FoundAcross(check.id, subject, document, project_id, worded(summary, json.loads(details), language))


def _statement(check: Check) -> str:
    return check.sql.rstrip().rstrip(";")


def _see(connection: Any, packages: Sequence[Path]) -> None:
    """Makes a view of each table over all packages. What several of them have alike is there once."""
    found: dict[str, list[str]] = {}
    for package in packages:
        folder = package / "parquet"
        if not folder.is_dir():
            is_dataset = (package / MANIFEST).is_file()
            hint = "build --from it, and export what was built" if is_dataset else "make it with: mingzhang export"
            raise MingzhangError(f"{package}: is no package with Parquet; {hint}")
        for path in sorted(folder.iterdir()):
            found.setdefault(path.stem, []).append(str(path / "*.parquet" if path.is_dir() else path))
    for table, paths in found.items():
        listed = ", ".join(as_sql(path) for path in paths)
        select = "SELECT DISTINCT" if table in _SHARED else "SELECT"
        connection.execute(f'CREATE VIEW "{table}" AS {select} * FROM read_parquet([{listed}])')
