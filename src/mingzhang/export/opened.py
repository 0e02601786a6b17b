"""A database of ours, opened to be read: refused in one line when it is anything else."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.store.contract import KEYS_OF_VIEWS, ColumnsOfTables, columns_of_tables

# Made at the end of a build from the other tables, for the site alone.
MADE_FOR_THE_SITE = frozenset({"site_figures", "notable_findings", "charts"})
_WAIT = 2.0  # seconds for a database that somebody writes at this moment


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads. Raises MingzhangError when the file is no database of ours, damaged, or locked."""
    if not path.is_file():
        raise MingzhangError(f"{path}: no such database; make it with: mingzhang build")
    with reading(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
        try:
            if not {"documents", "projects", "spans"} <= columns_of_tables(connection).keys():
                raise MingzhangError(f"{path}: is no database of mingzhang")
            yield connection
        finally:
            connection.close()


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """While it lasts, what SQLite cannot read ends as a MingzhangError that says what is the matter with the file."""
    try:
        yield
    except sqlite3.Error as problem:
        words = str(problem)
        if "locked" in words or "busy" in words:
            raise MingzhangError(f"{path}: another program holds it locked; try again when that has ended") from None
        if "not a database" in words:
            raise MingzhangError(f"{path}: is no database of mingzhang") from None
        if "disk is full" in words:
            raise MingzhangError(f"{path}: the disk is full") from None
        if isinstance(problem, sqlite3.DatabaseError) and ("malformed" in words or "disk I/O" in words):
            raise MingzhangError(f"{path}: is damaged ({words}); build it again") from None
        raise


def data_columns(connection: sqlite3.Connection) -> ColumnsOfTables:
    """The columns of each table that says something of the disclosures; what was made for the site alone is left out."""
    return {name: columns for name, columns in columns_of_tables(connection).items() if name not in MADE_FOR_THE_SITE}


def key_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's primary key, in their order."""
    if table in KEYS_OF_VIEWS:
        return KEYS_OF_VIEWS[table]
    rows = [row for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return tuple(row[1] for row in sorted(rows, key=lambda row: row[5]))
