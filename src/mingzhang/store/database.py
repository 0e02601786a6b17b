"""Making the database: the file aside and renamed when whole, the schema, the rows, the indexes."""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sqlite_utils import Database

from mingzhang.errors import MingzhangError
from mingzhang.store.rows import Row

_SQL = files(__package__)


@contextmanager
def written_aside(output: Path) -> Iterator[Path]:
    """A path beside `output` to write to, renamed to `output` at the end, and removed when anything fails.

    Whoever serves the old file keeps it whole. What a killed build left behind is swept away by the next one.
    """
    if output.exists() and not _may_be_replaced(output):
        raise MingzhangError(f"{output}: is there and is no database; name another output with -o")
    output.parent.mkdir(parents=True, exist_ok=True)
    _sweep(output)
    aside = output.with_name(f".{output.name}.{os.getpid()}.building")
    try:
        yield aside
        with aside.open("rb") as file:
            os.fsync(file.fileno())
        aside.replace(output)
    finally:
        aside.unlink(missing_ok=True)
        Path(f"{aside}-journal").unlink(missing_ok=True)


def _may_be_replaced(output: Path) -> bool:
    """Whether what is at `output` is a SQLite database or an empty file: anything else is somebody's."""
    if not output.is_file():
        return False
    with output.open("rb") as file:
        return file.read(16) in (b"", b"SQLite format 3\0")


def _sweep(output: Path) -> None:
    for path in output.parent.glob(f".{output.name}.*.building*"):
        match = re.fullmatch(rf"\.{re.escape(output.name)}\.(\d+)\.building(-journal)?", path.name)
        if match and not _is_running(int(match[1])):
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def create(path: Path) -> Database:
    """An empty database with all tables. It may be lost to a crash while it is written: nobody reads it before it is whole."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA page_size = 4096")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    database = Database(connection)
    connection.executescript(_read("schema.sql"))
    connection.execute("BEGIN")
    return database


def insert(database: Database, table: str, rows: Iterable[Row]) -> None:
    """Add rows, all with the same columns, to a table. Plain executemany: ten times as fast as the convenient way."""
    rows = list(rows)
    if rows:
        columns = list(rows[0])
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
        database.conn.executemany(sql, ([row[column] for column in columns] for row in rows))


def index(database: Database) -> None:
    """Ends the writing of what was read: adds indexes, views and statistics, so that checks can ask."""
    database.conn.execute("COMMIT")
    for table in database.tables:
        for key in table.foreign_keys:
            column = str(key.column)
            if [column] not in [index.columns[:1] for index in table.indexes]:
                table.create_index([column], index_name=f"{table.name}_{column}")
    database.conn.executescript(_read("indexes.sql"))
    for path in sorted(_views(), key=lambda one: one.name):
        database.conn.executescript(path.read_text(encoding="utf-8"))
    database.analyze()
    database.conn.execute("BEGIN")


def finish(database: Database) -> None:
    """Ends the writing of all rows."""
    database.conn.execute("COMMIT")
    database.analyze()


def _read(name: str) -> str:
    return _SQL.joinpath(name).read_text(encoding="utf-8")


def _views() -> list[Traversable]:
    return [path for path in _SQL.joinpath("views").iterdir() if path.name.endswith(".sql")]
