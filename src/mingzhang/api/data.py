"""A database, opened to be asked: rows, frames, SQL, search, and where a value is printed."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mingzhang.api.frames import Library, frame_of
from mingzhang.checks import functions
from mingzhang.dictionary.descriptions import ColumnDescription
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.errors import MingzhangError
from mingzhang.export.opened import opened, reading
from mingzhang.search import match_expression

_PRINTED = """
SELECT spans.field, substr(cells.text, spans.start_char + 1, spans.end_char - spans.start_char) AS characters,
    cells.document_id, cells.page, cells.table_number, cells.row, cells."column"
FROM spans JOIN cells ON cells.id = spans.cell_id
WHERE spans.record_id = ? AND spans.field NOT IN ('markup', 'space')
ORDER BY cells.id, spans.start_char, spans.is_leaf DESC, spans.field
"""


class Data:
    """A database of mingzhang. It only reads, and closes itself at the end of a `with`."""

    def __init__(self, path: str | Path) -> None:
        """Opens it. Raises MingzhangError when it is none of ours, damaged or locked."""
        self.path = Path(path)
        self._open = ExitStack()
        self._connection: sqlite3.Connection = self._open.enter_context(opened(self.path))
        self._connection.create_function("escape_fts", 1, match_expression, deterministic=True)
        functions.register(self._connection)

    def close(self) -> None:
        """Closes it."""
        self._open.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def tables(self) -> list[str]:
        """The tables and views that there are."""
        rows = self._connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        return [name for (name,) in rows if name in load_dictionary().tables and load_dictionary().tables[name].columns]

    def columns(self, table: str) -> Mapping[str, ColumnDescription]:
        """What each column of a table or view is, is called and means. Raises MingzhangError when there is no such table."""
        if table not in self.tables:
            raise MingzhangError(f"there is no table {table}; there are {', '.join(self.tables)}")
        return load_dictionary().tables[table].columns

    def sql(self, query: str, *parameters: Any, **named: Any) -> Iterator[dict[str, Any]]:
        """The rows of a query, one after another. `escape_fts` and the functions of the checks are there, as on the site."""
        with reading(self.path):
            cursor = self._connection.execute(query, named or parameters)
            names = [column[0] for column in cursor.description or ()]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def rows(self, table: str, **equal: Any) -> Iterator[dict[str, Any]]:
        """The rows of a table or view in which these columns have these values: rows("projects", year=2023)."""
        yield from self.sql(*self._select(table, equal))

    def search(self, table: str, words: str) -> Iterator[dict[str, Any]]:
        """The projects, goals, indicators or findings in which all words occur, by the rule of the site's search."""
        if f"{table}_fts" not in load_dictionary().tables:
            raise MingzhangError(f"{table} cannot be searched; projects, goals, indicators and findings can")
        query = f'SELECT * FROM "{table}" WHERE rowid IN (SELECT rowid FROM "{table}_fts" WHERE "{table}_fts" MATCH ?)'
        yield from self.sql(f"{query} ORDER BY rowid", match_expression(words))

    def where_printed(self, record_id: str) -> list[dict[str, Any]]:
        """Where a record is printed: field, characters, page, table, row and column of each piece."""
        return list(self.sql(_PRINTED, record_id))

    def frame(self, table: str, library: Library = "pandas", **equal: Any) -> Any:
        """The same as `rows`, as a frame of pandas or polars: codes are text, whole numbers stay whole where one is missing."""
        query, *parameters = self._select(table, equal)
        with reading(self.path):
            rows = self._connection.execute(query, parameters).fetchall()
        declared = {row[1]: row[2] for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        return frame_of(rows, {name: declared.get(name, "") for name in self.columns(table)}, library)

    def _select(self, table: str, equal: Mapping[str, Any]) -> tuple[Any, ...]:
        columns = self.columns(table)
        if unknown := equal.keys() - columns.keys():
            raise MingzhangError(f"{table} has no column {sorted(unknown)[0]}; it has {', '.join(columns)}")
        names = ", ".join(f'"{name}"' for name in columns)
        conditions = " AND ".join(f'"{name}" IS ?' for name in equal)
        return f'SELECT {names} FROM "{table}"{f" WHERE {conditions}" if equal else ""}', *equal.values()


def open_data(database: str | Path) -> Data:
    """Opens a database. Raises MingzhangError when it is none of ours, damaged or locked."""
    return Data(database)
