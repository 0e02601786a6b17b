"""A database with some documents of another one: what a check of scope `document` says of them there, it says of them here."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

_CELLS = "SELECT id FROM main.cells WHERE document_id IN (SELECT id FROM temp.wanted)"
# By which column a row is known to be of a document. Tables without any are common to all documents.
_OF_DOCUMENTS = {
    "document_id": "SELECT id FROM temp.wanted",
    "project_id": "SELECT id FROM main.projects WHERE document_id IN (SELECT id FROM temp.wanted)",
    "cell_id": _CELLS,
    "origin": f"SELECT number FROM main.span_origins WHERE cell_id IN ({_CELLS})",
}
_OF_TABLES = {
    "documents": "WHERE id IN (SELECT id FROM temp.wanted)",
    "span_records": f"WHERE number IN (SELECT record FROM main.span_origins WHERE cell_id IN ({_CELLS}))",
}
_STATEMENTS = """
    SELECT sql FROM main.sqlite_master
    WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid
"""


@contextmanager
def excerpt_of(database: Database, documents: Collection[str], path: Path) -> Iterator[Database]:
    """A context with a database of these documents, at a path that is removed at its end.

    It has the tables, indexes, views and statistics of the other, so that the same SQL is planned alike.
    """
    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _create(connection, database.conn, "table")
            _copy(database.conn, documents, path)
            _create(connection, database.conn, "index")
            _create(connection, database.conn, "view")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:  # which reads the statistics
            yield Database(connection)
    finally:
        path.unlink(missing_ok=True)


def _create(connection: sqlite3.Connection, whole: sqlite3.Connection, kind: str) -> None:
    connection.execute("BEGIN")
    for (statement,) in whole.execute(_STATEMENTS, [kind]).fetchall():
        connection.execute(statement)
    if kind == "table":
        connection.execute("ANALYZE main.sqlite_master")
    connection.execute("COMMIT")


def _copy(whole: sqlite3.Connection, documents: Collection[str], path: Path) -> None:
    whole.execute("CREATE TEMP TABLE wanted (id TEXT PRIMARY KEY)")
    whole.executemany("INSERT INTO temp.wanted VALUES (?)", ([one] for one in documents))
    whole.execute("ATTACH ? AS excerpt", [str(path)])
    try:
        whole.execute("BEGIN")
        for (table,) in whole.execute("SELECT name FROM excerpt.sqlite_master WHERE type = 'table'").fetchall():
            whole.execute(f'INSERT INTO excerpt."{table}" SELECT * FROM main."{table}" {_only(whole, table)}')
        whole.execute("COMMIT")
    finally:
        whole.execute("DETACH excerpt")
        whole.execute("DROP TABLE temp.wanted")


def _only(connection: sqlite3.Connection, table: str) -> str:
    columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]
    if table in _OF_TABLES:
        return _OF_TABLES[table]
    return next((f"WHERE {column} IN ({sql})" for column, sql in _OF_DOCUMENTS.items() if column in columns), "")
