"""A database of ours, opened to be read: refused in one line when it is anything else."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from mingzhang.errors import MingzhangError

# Made at the end of a build from the other tables, for the site alone.
MADE_FOR_THE_SITE = frozenset({"site_figures", "notable_findings", "charts"})
_WAIT = 2.0  # seconds for a database that somebody writes at this moment

ColumnsOfTables = Mapping[str, tuple[str, ...]]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads. Raises MingzhangError when the file is no database of ours, damaged, or locked."""
    if not path.is_file():
        raise MingzhangError(f"{path}: no such database; make it with: mingzhang build")
    with reading(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
        try:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"documents", "projects", "spans"} <= tables:
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


def columns_of_tables(connection: sqlite3.Connection) -> ColumnsOfTables:
    """The columns of each table that holds rows of ours, search indexes aside, in the order of the schema."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' ORDER BY rowid"
    )
    return {
        name: tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')) for (name,) in list(names)
    }


def data_columns(connection: sqlite3.Connection) -> ColumnsOfTables:
    """The same of the tables that say something of the disclosures, not of the site."""
    return {name: columns for name, columns in columns_of_tables(connection).items() if name not in MADE_FOR_THE_SITE}


def key_of(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's primary key, in their order."""
    rows = [row for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    return tuple(row[1] for row in sorted(rows, key=lambda row: row[5]))


def own_columns() -> ColumnsOfTables:
    """The tables and columns that this version builds."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(files("mingzhang.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        return columns_of_tables(connection)


def hold_to_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Raises MingzhangError, naming what differs, when a database was built by another version than this one."""
    if differences := schema_differences(columns_of_tables(connection), own_columns(), "the database", "this version"):
        raise MingzhangError(f"{path}: was built by another version ({some(differences)}); build it again")


def schema_differences(first: ColumnsOfTables, second: ColumnsOfTables, first_name: str, second_name: str) -> list[str]:
    """Each table and column that only one of two databases has, in words."""
    found = []
    for columns, others, only in ((first, second, first_name), (second, first, second_name)):
        for table, names in columns.items():
            if table not in others:
                found.append(f"only {only} has {table}")
            else:
                found += [f"only {only} has {table}.{name}" for name in names if name not in others[table]]
    return found


def some(things: list[str], most: int = 5) -> str:
    """The first few of several things in one line, and how many more there are."""
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return ", ".join(things[:most]) + more
