"""What a worker is asked to do. A job is a plain record that travels to the worker and runs there on its connection."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from mingzhang.site.sql.frames import FrameKind, encoded

_ROWS_AT_ONCE = 100


class Job(Protocol):
    """Something that a worker does; it yields the frames of its answer."""

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """The answer, a frame at a time."""


class TooLarge(Exception):
    """The rows are more than an answer may hold."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a statement: all of them, or `most_rows`, and the word that there are more.

    Beyond `most_bytes` they end too where `may_be_cut`; otherwise TooLarge is raised.
    """

    sql: str
    parameters: Any
    most_rows: int | None
    most_bytes: int
    may_be_cut: bool

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """One value: columns, rows, and whether rows are missing."""
        cursor = connection.execute(self.sql, self.parameters)
        columns = [column[0] for column in cursor.description or []]
        rows, is_cut = self._fetched(cursor)
        yield FrameKind.VALUE, encoded([columns, rows, is_cut])

    def _fetched(self, cursor: sqlite3.Cursor) -> tuple[list[tuple[Any, ...]], bool]:
        rows: list[tuple[Any, ...]] = []
        size = 0
        for row in cursor:
            if self.most_rows is not None and len(rows) >= self.most_rows:
                return rows, True
            size += row_bytes(row)
            if size > self.most_bytes:
                if self.may_be_cut and rows:
                    return rows, True
                raise TooLarge
            rows.append(row)
        return rows, False


def row_bytes(row: tuple[Any, ...]) -> int:
    """About how many bytes a row takes: three a character, eight a number."""
    return sum(
        3 * len(value) if isinstance(value, str) else len(value) if isinstance(value, bytes) else 8 for value in row
    )


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether the worker still reads its database."""

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """The number of tables."""
        yield FrameKind.VALUE, encoded(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
