"""The rows of a document as the image of a small SQLite database: made by the worker that read it, copied by the writer.

SQLite copies a row from one database to another in a tenth of the time that Python needs to hand it over.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing

from mingzhang.store.rows import TableRows
from mingzhang.store.spans import PARTS, PIECES, load_parts

_PAGE_BYTES = 1024  # most tables of most documents are smaller than SQLite's usual page


def image_of(rows: TableRows) -> bytes:
    """The image of a database with these tables and rows, empty where there are none. A table's rows have the same columns."""
    if not any(rows.values()):
        return b""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute("BEGIN")
        for table, some in rows.items():
            if some:
                columns = list(some[0])
                names = ", ".join(map(_quoted, columns))
                connection.execute(f"CREATE TABLE {_quoted(table)} ({names})")
                sql = f"INSERT INTO {_quoted(table)} VALUES ({', '.join('?' * len(columns))})"
                connection.executemany(sql, ([row[column] for column in columns] for row in some))
        connection.execute("COMMIT")
        return connection.serialize()


def image_of_selected(
    connection: sqlite3.Connection, statements: Mapping[str, str], values: Mapping[str, str]
) -> bytes:
    """The image of a database with a table for each statement, of the rows that it selects with these values.

    No row becomes an object of Python. What is not committed is, because SQLite attaches no database within a transaction.
    """
    connection.commit()
    connection.execute("ATTACH '' AS image")  # a temporary file: in memory it would be there twice
    try:
        connection.execute(f"PRAGMA image.page_size = {_PAGE_BYTES}")
        for table, sql in statements.items():
            connection.execute(f"CREATE TABLE image.{_quoted(table)} AS {sql}", values)
        connection.commit()
        return connection.serialize(name="image")
    finally:
        connection.rollback()
        connection.execute("DETACH image")


def rows_in_image(image: bytes) -> TableRows:
    """The tables of an image, and their rows in their order."""
    if not image:
        return {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(image)
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY rowid")]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {_quoted(name)} ORDER BY rowid")]
            for name in names
        }


def load_image(connection: sqlite3.Connection, image: bytes, into: str = "main") -> None:
    """Adds the rows of an image to the tables of the same names of a database, in their order, as one transaction.

    The connection must not be in a transaction: SQLite attaches no database within one.
    """
    if not image:
        return
    connection.execute("ATTACH ':memory:' AS document")
    try:
        connection.deserialize(image, name="document")
        connection.execute("BEGIN")
        tables = [name for (name,) in connection.execute("SELECT name FROM document.sqlite_master ORDER BY rowid")]
        for table in (name for name in tables if name not in PARTS):
            columns = [row[1] for row in connection.execute(f"PRAGMA document.table_info({_quoted(table)})")]
            names = ", ".join(map(_quoted, columns))
            connection.execute(
                f"INSERT INTO {into}.{_quoted(table)} ({names})"
                f" SELECT {names} FROM document.{_quoted(table)} ORDER BY rowid"
            )
        if PIECES in tables:
            load_parts(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("DETACH document")


def _quoted(name: str) -> str:
    return f'"{name}"'
