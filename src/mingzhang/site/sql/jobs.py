"""What a worker is asked to do. A job is a plain record that travels to the worker and runs there on its connection."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from mingzhang.site.sql.frames import FrameKind, encoded

_ROWS_AT_ONCE = 100
# What a cell of a page shows of a text, and about how much is written around it.
_SHOWN, _AROUND = 600, 30


class Job(Protocol):
    """Something that a worker does; it yields the frames of its answer."""

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """The answer, a frame at a time."""


class TooLarge(Exception):
    """The rows are more than an answer may hold."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a statement: all of them, or `most_rows`, and the word that there are more; the first `passed_over` are not.

    Beyond `most_bytes` they end too where `may_be_cut`; otherwise TooLarge is raised. Beyond `most_characters` they end.
    """

    sql: str
    parameters: Any
    most_rows: int | None
    most_bytes: int
    may_be_cut: bool
    passed_over: int = 0
    most_characters: int | None = None

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """One value: columns, rows, and whether rows are missing."""
        cursor = connection.execute(self.sql, self.parameters)
        columns = [column[0] for column in cursor.description or []]
        rows, is_cut = self._fetched(cursor)
        yield FrameKind.VALUE, encoded([columns, rows, is_cut])

    def _fetched(self, cursor: sqlite3.Cursor) -> tuple[list[tuple[Any, ...]], bool]:
        rows: list[tuple[Any, ...]] = []
        size = characters = 0
        for row in islice(cursor, self.passed_over, None):
            if self.most_rows is not None and len(rows) >= self.most_rows:
                return rows, True
            if self.most_characters is not None:
                characters += row_characters(row)
                if rows and characters > self.most_characters:
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


def row_characters(row: tuple[Any, ...]) -> int:
    """About how many characters a row takes on a page, where long texts are cut."""
    return sum(min(len(value), _SHOWN) + _AROUND if isinstance(value, str) else _AROUND for value in row)


@dataclass(frozen=True, slots=True)
class Probe:
    """Whether the worker still reads its database."""

    def run(self, connection: sqlite3.Connection) -> Iterator[tuple[FrameKind, bytes]]:
        """The number of tables."""
        yield FrameKind.VALUE, encoded(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
