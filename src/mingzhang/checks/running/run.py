"""Running the checks over a built database: findings with their evidence, what held, and what came of every check.

Each check is run where it can have another result than before (`remembered`), in several processes (`portions`). What came of
all of them is gathered in tables aside, and added to the database in one order: by check, then by document.
"""

import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from mingzhang.checks.definition import Check, load_checks
from mingzhang.checks.doubting.unconfirmed import refuse_unconfirmed_amounts
from mingzhang.checks.lists import fill_lists
from mingzhang.checks.running.excerpt import excerpt_of
from mingzhang.checks.running.portions import DERIVED, FOUND, Portion, images, portions_of
from mingzhang.checks.running.remembered import (
    Memory,
    image_of_document,
    keys_of_documents,
    keys_of_neighbours,
    neighbours,
)
from mingzhang.dictionary.languages import stored_columns
from mingzhang.store.database import insert, transaction
from mingzhang.store.image import load_image
from mingzhang.store.rows import TableRow

# Columns of `checks` that are named differently from the text that they hold.
_COLUMNS = {"looks_for": "description"}
_FEW = 300  # projects that are checked sooner in this process than others are begun

# The rows of each table as they are added: by check, by document, and as the check gave them.
_OF_CHECKS = """
    SELECT one.* FROM outcomes.{table} AS one JOIN main.checks ON checks.id = one.check_id
    ORDER BY checks.rowid, one.document_id, one.rowid
"""
_ORDERED = {
    **dict.fromkeys(DERIVED, "SELECT * FROM outcomes.{table} ORDER BY document_id, rowid"),
    **dict.fromkeys(FOUND, _OF_CHECKS),
    "finding_evidence": """
        SELECT one.* FROM outcomes.finding_evidence AS one JOIN outcomes.findings AS found ON found.id = one.finding_id
        JOIN main.checks ON checks.id = found.check_id
        ORDER BY checks.rowid, found.document_id, found.rowid, one.position
    """,
}
# What is kept of a document: `document` is its id, `checks` a JSON array of checks.
_OF_DOCUMENT = {
    **dict.fromkeys(DERIVED, "SELECT * FROM {table} WHERE document_id = :document ORDER BY rowid"),
    **dict.fromkeys(
        FOUND,
        "SELECT * FROM {table} WHERE document_id = :document AND check_id IN (SELECT value FROM json_each(:checks))"
        " ORDER BY rowid",
    ),
    "finding_evidence": """
        SELECT finding_evidence.* FROM findings JOIN finding_evidence ON finding_id = findings.id
        WHERE document_id = :document AND check_id IN (SELECT value FROM json_each(:checks)) ORDER BY findings.rowid, position
    """,
}


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier builds found: where it is kept, by what the rows of each document come from and a digest of the program."""

    memory: Memory
    rows: Mapping[str, bytes]
    program: bytes


def run_checks(
    database: Database, checks: Iterable[Check] | None = None, workers: int = 1, before: Before | None = None
) -> None:
    """Runs the checks, all of them unless some are named, and fills checks, findings, finding_evidence, check_results,
    reconciliations, and the tables that are derived for them.

    They run in so many processes; what was found before is taken where nothing has changed. What is added to the database is
    the same for any number of processes, and with `before` and without. The connection must be in no transaction and begin
    none of its own accord (`isolation_level=None`). Raises ValueError when a check's SQL does not give what it must.
    """
    checks = load_checks() if checks is None else tuple(checks)
    with transaction(database):
        fill_lists(database)
        refuse_unconfirmed_amounts(database)
        insert(database, "checks", map(_check_row, checks))
    with _gathered(database):
        run = _Run(database, checks, workers, before)
        run.derive()
        run.check()


class _Run:
    """One run of the checks: which documents are new to the checks of each scope, and the way from there to the tables."""

    def __init__(self, database: Database, checks: tuple[Check, ...], workers: int, before: Before | None) -> None:
        self.database, self.checks, self.workers, self.before = database, checks, workers, before
        connection = database.conn
        self.all = frozenset(document for (document,) in connection.execute("SELECT id FROM documents"))
        self.around = neighbours(connection)
        self.keys = keys_of_documents(connection, before.rows, before.program) if before else {}
        self.keys_around = keys_of_neighbours(self.keys, self.around)
        self.new = self._recall(self.keys)
        self.new_around = self._recall(self.keys_around)

    def derive(self) -> None:
        """Fills the derived tables, and tests the new documents where they are few."""
        with self._ground(self.new, self.new) as ground:
            workers = self._workers(ground)
            for image in images(ground, [Portion((table,)) for table in DERIVED], workers):
                self._add(image)
                if ground is not self.database:
                    load_image(ground.conn, image)
            self._settle(DERIVED)
            if ground is not self.database:
                self._add_all(images(ground, portions_of(self._of("document"), self.new), workers))

    def check(self) -> None:
        """Tests all that is not tested yet, and fills the tables of what was found."""
        if self.new_around != self.all:
            reach = frozenset(other for document in self.new_around for other in self.around[document])
            with self._ground(self.new_around, reach) as ground:
                portions = portions_of(self._of("unit"), self.new_around)
                self._add_all(images(ground, portions, self._workers(ground)))
        portions = portions_of(self._of("whole"))
        portions += portions_of(self._of("document")) if self.new == self.all else []
        portions += portions_of(self._of("unit")) if self.new_around == self.all else []
        self._add_all(images(self.database, portions, self._workers(self.database)))
        self._settle(FOUND)
        self._keep(self.keys, self.new, self._of("document"), (*DERIVED, *FOUND))
        self._keep(self.keys_around, self.new_around, self._of("unit"), FOUND)

    def _of(self, scope: str) -> list[Check]:
        return [check for check in self.checks if check.scope == scope]

    def _recall(self, keys: Mapping[str, bytes]) -> frozenset[str]:
        """Adds what is kept; returns the documents of which nothing is, or all where that is most of them."""
        if self.before is None:
            return self.all
        memory = self.before.memory
        new = {document for document in self.all if document not in keys or keys[document] not in memory}
        if 2 * len(new) >= len(self.all):
            return self.all
        for document in sorted(self.all - new):
            if (image := memory.recalled(keys[document])) is None:
                new.add(document)
            else:
                self._add(image)
        return frozenset(new)

    def _keep(
        self, keys: Mapping[str, bytes], documents: Iterable[str], checks: Iterable[Check], tables: Iterable[str]
    ) -> None:
        if self.before is None:
            return
        statements = {table: _OF_DOCUMENT[table].format(table=table) for table in tables}
        names = json.dumps([check.id for check in checks])
        for document in sorted(documents):
            if key := keys.get(document):
                image = image_of_document(self.database.conn, statements, {"document": document, "checks": names})
                self.before.memory.remember(key, image)

    @contextmanager
    def _ground(self, new: frozenset[str], reach: Collection[str]) -> Iterator[Database]:
        """The database itself where all documents are new; else a small one with those that are reached from the new ones."""
        if new == self.all:
            yield self.database
            return
        with (
            tempfile.TemporaryDirectory() as folder,
            excerpt_of(self.database, reach, Path(folder, "excerpt.db")) as small,
        ):
            yield small

    def _workers(self, ground: Database) -> int:
        (projects,) = ground.conn.execute("SELECT count(*) FROM projects").fetchone()
        return self.workers if projects > _FEW else 1

    def _add_all(self, found: Iterable[bytes]) -> None:
        for image in found:
            self._add(image)

    def _add(self, image: bytes) -> None:
        load_image(self.database.conn, image, "outcomes")

    def _settle(self, tables: Iterable[str]) -> None:
        """Adds what was gathered to the tables of the database."""
        with transaction(self.database):
            for table in tables:
                self.database.conn.execute(f"INSERT INTO main.{table} {_ORDERED[table].format(table=table)}")


@contextmanager
def _gathered(database: Database) -> Iterator[None]:
    """While it lasts, there are tables aside, `outcomes`, to gather what comes of the checks in any order."""
    connection = database.conn
    connection.execute("ATTACH '' AS outcomes")
    try:
        for table in (*DERIVED, *FOUND):
            connection.execute(f"CREATE TABLE outcomes.{table} AS SELECT * FROM main.{table} WHERE 0")
        connection.execute("CREATE INDEX outcomes.findings_id ON findings (id)")
        yield
    finally:
        connection.execute("DETACH outcomes")


def _check_row(check: Check) -> TableRow:
    texts: TableRow = {}
    for name, said in check.texts.items():
        texts |= stored_columns(_COLUMNS.get(name, name), said)
    return {"id": check.id, "version": check.version, "class": check.check_class, **texts, "sql": check.sql}
