"""Making the database: the schema, the rows, the indexes. All of a build is one transaction, which `transaction` owns."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from mingzhang.store.output import APPLICATION_ID, SCHEMA_VERSION
from mingzhang.store.rows import TableRow

_SQL = files(__package__)
# The foreign keys of all tables that are not the first column of an index.
_KEYS_WITHOUT_INDEX = """
    SELECT DISTINCT tables.name, keys."from" FROM sqlite_master AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
    WHERE tables.type = 'table' AND NOT EXISTS (
        SELECT 1 FROM pragma_index_list(tables.name) AS indexes JOIN pragma_index_info(indexes.name) AS columns
        WHERE columns.seqno = 0 AND columns.name = keys."from")
    ORDER BY tables.rowid, keys.id
"""


@contextmanager
def created(path: Path) -> Iterator[Database]:
    """A context with an empty database that has all tables; it is closed at the end.

    Nobody reads it before it is complete, so it is written without protection against a crash.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database = Database(connection)
        with transaction(database):
            execute_all(database, _read("schema.sql"))
        yield database
    finally:
        connection.close()


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """A context that is one transaction, committed at its end. Nothing inside may begin or end a transaction."""
    database.conn.execute("BEGIN")
    yield
    if not database.conn.in_transaction:
        raise RuntimeError("a step of the build ended the transaction that it is in")
    database.conn.execute("COMMIT")


def execute_all(database: Database, script: str) -> None:
    """Runs the statements of a script within the open transaction; `executescript` would commit it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            database.conn.execute(statement)
            statement = ""
    if statement.strip():
        database.conn.execute(statement)


def insert(database: Database, table: str, rows: Iterable[TableRow]) -> None:
    """Inserts rows, all with the same columns, into a table, as they come. Executemany is ten times as fast as sqlite-utils."""
    rows = iter(rows)
    if first := next(rows, None):
        columns = list(first)
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
        database.conn.executemany(sql, ([row[column] for column in columns] for row in chain([first], rows)))


def index(database: Database) -> None:
    """Adds indexes, views and statistics, so that checks can query the tables.

    The statistics are always those of planning.csv, so that a query is planned alike whatever else is in the database: what
    an earlier build found of a document stays as it is, down to the order of its evidence.
    """
    execute_all(database, _read("indexes.sql"))
    for table, column in database.conn.execute(_KEYS_WITHOUT_INDEX).fetchall():
        database.conn.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
    for path in sorted(_views(), key=lambda one: one.name):
        execute_all(database, path.read_text(encoding="utf-8"))
    with _SQL.joinpath("planning.csv").open(encoding="utf-8") as file:
        statistics = [(row["table"], row["index"] or None, row["statistics"]) for row in csv.DictReader(file)]
    database.conn.execute("ANALYZE main.sqlite_master")  # which makes the table of statistics
    database.conn.execute("DELETE FROM sqlite_stat1")
    database.conn.executemany("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", statistics)
    database.conn.execute("ANALYZE main.sqlite_master")  # which makes SQLite read it


def analyze(database: Database) -> None:
    """Makes the statistics of the query planner those of this database, for whoever asks it."""
    database.conn.execute("ANALYZE")


def _read(name: str) -> str:
    return _SQL.joinpath(name).read_text(encoding="utf-8")


def _views() -> list[Traversable]:
    return [path for path in _SQL.joinpath("views").iterdir() if path.name.endswith(".sql")]
