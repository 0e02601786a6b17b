"""Checks and derived tables as portions of work over a database that is finished as far as they read it, in several processes.

A portion reads the database and writes into temporary tables of the names that a build fills; what it found comes back as an
image, so that one writer adds it, in an order that does not depend on who was ready first.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from mingzhang.checks import functions
from mingzhang.checks.definition import Check
from mingzhang.checks.money.accounts import fill_accounts
from mingzhang.checks.money.prices import fill_prices
from mingzhang.checks.money.rests import fill_rests
from mingzhang.checks.numbers.same_things import fill_same_things
from mingzhang.checks.numbers.shares_of import fill_shares
from mingzhang.checks.running.evidence import complete_evidence
from mingzhang.checks.running.testing import run_check
from mingzhang.errors import MingzhangError, Refused
from mingzhang.store.image import image_of_selected
from mingzhang.workers import Budget, Workers

# Tables that are computed before the checks, each from the rows of one document alone.
DERIVED = {
    "prices": fill_prices,
    "accounts": fill_accounts,
    "same_things": fill_same_things,
    "shares_of": fill_shares,
    "rests": fill_rests,
}
FOUND = ("check_results", "reconciliations", "findings", "finding_evidence")
# A check reads the whole database: it may take what a file may not.
_BUDGET = Budget(seconds=24 * 60 * 60, megabytes=16_000)
_INDEXES = (
    "CREATE INDEX temp.told_by_project ON findings (project_id, check_id)",
    "CREATE INDEX temp.told_by_check ON findings (check_id)",
    "CREATE INDEX temp.told_by_id ON findings (id)",
    "CREATE INDEX temp.shown_by_finding ON finding_evidence (finding_id, position)",
    "CREATE INDEX temp.shown_by_record ON finding_evidence (record_id)",
)


class Portion(NamedTuple):
    """Either derived tables, by name, or checks, in this order; `documents`: of which the result is wanted, if not of all."""

    work: tuple[str | Check, ...]
    documents: frozenset[str] | None = None


def portions_of(checks: Sequence[Check], documents: frozenset[str] | None = None) -> list[Portion]:
    """Checks as portions: those that read the findings of each other are one portion."""
    chains: list[list[Check]] = []
    for check in checks:
        before = [chain for chain in chains if any(one.id in check.after for one in chain)]
        chains = [chain for chain in chains if chain not in before]
        chains.append([*(one for chain in before for one in chain), check])
    return [Portion(tuple(chain), documents) for chain in chains]


def images(database: Database, portions: Sequence[Portion], workers: int) -> Iterator[bytes]:
    """What came of each portion, in the order of the portions: on this connection, or in so many processes of their own.

    Processes see what is committed. Raises what a portion raises; MingzhangError when the process of a portion was ended.
    """
    if workers == 1:
        yield from (_image(database, portion) for portion in _together(portions))
        return
    with Workers(_Reading(_path_of(database)), portions, workers, lambda _: _BUDGET) as results:
        for portion in portions:
            try:
                yield results.next()()
            except Refused:
                names = ", ".join(one if isinstance(one, str) else one.id for one in portion.work)
                raise MingzhangError(f"the process that ran {names} was ended, or needed too much memory") from None


def _together(portions: Sequence[Portion]) -> list[Portion]:
    """The same work in as few portions as can be, because each begins with tables of its own."""
    found: defaultdict[frozenset[str] | None, list[str | Check]] = defaultdict(list)
    for portion in portions:
        found[portion.documents] += portion.work
    return [Portion(tuple(work), documents) for documents, work in found.items()]


class _Reading:
    """Works on portions over a database file, which is only read; can be sent to another process."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self, portion: Portion) -> bytes:
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _image(Database(connection), portion)


def _image(database: Database, portion: Portion) -> bytes:
    functions.register(database.conn)
    derives = [one for one in portion.work if isinstance(one, str)]
    filled = tuple(derives) or FOUND
    with _aside(database.conn, filled):
        for one in portion.work:
            if isinstance(one, str):
                DERIVED[one](database)
            else:
                run_check(database, one)
        if not derives:
            complete_evidence(database)
        wanted = "" if portion.documents is None else json.dumps(sorted(portion.documents))
        return image_of_selected(
            database.conn, {table: _told(table, portion.documents is None) for table in filled}, {"wanted": wanted}
        )


def _told(table: str, of_all: bool) -> str:
    """The statement for what was told in a table, of all documents or of those in the JSON array `:wanted`."""
    if of_all:
        return f"SELECT * FROM temp.{table} ORDER BY rowid"
    wanted = "document_id IN (SELECT value FROM json_each(:wanted))"
    if table == "finding_evidence":
        return (
            "SELECT finding_evidence.* FROM temp.finding_evidence JOIN temp.findings ON findings.id = finding_id"
            f" WHERE findings.{wanted} ORDER BY finding_evidence.rowid"
        )
    return f"SELECT * FROM temp.{table} WHERE {wanted} ORDER BY rowid"


@contextmanager
def _aside(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[None]:
    """While it lasts, what is written to these tables goes to empty temporary ones of the same names."""
    for table in tables:
        connection.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")
    for index in _INDEXES if "findings" in tables else ():
        connection.execute(index)
    try:
        yield
    finally:
        for table in tables:
            connection.execute(f"DROP TABLE temp.{table}")


def _path_of(database: Database) -> Path:
    """The file of a database, which processes of their own can open."""
    return next(Path(row[2]) for row in database.conn.execute("PRAGMA database_list") if row[1] == "main")
