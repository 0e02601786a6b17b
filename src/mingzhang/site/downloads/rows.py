"""The rows of a statement, all of them, in batches of bounded size and within a bounded time of SQLite's."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from typing import Any

from mingzhang.site.borrowed import prepared_connection
from mingzhang.site.downloads.asked import DownloadRequest

# Whoever asks has waited for the first page within sql_time_limit_ms; all rows together may take SQLite this long. Measured: a
# million indicators with their names take 9 s.
SQL_SECONDS = 60.0
BATCH_ROWS = 1000
BATCH_CHARACTERS = 1_000_000
# SQLite's instructions between two looks at the clock.
_INSTRUCTIONS = 10_000

Batch = list[tuple[Any, ...]]


class TooSlow(Exception):
    """SQLite took longer than it may."""


class Stopped(Exception):
    """Whoever asked has gone away."""


def batches(
    datasette: Any, asked: DownloadRequest, stop: threading.Event, seconds: float = SQL_SECONDS
) -> Iterator[Batch]:
    """The rows of what is asked, on a connection of their own. Raises TooSlow, Stopped, or SQLite's own errors.

    Only the time inside SQLite counts, not that of a slow reader.
    """
    with prepared_connection(datasette, asked.database) as connection:
        try:
            yield from _timed(connection, asked, stop, seconds)
        except sqlite3.OperationalError as error:
            if error.args == ("interrupted",):
                raise (Stopped if stop.is_set() else TooSlow) from None
            raise


def _timed(
    connection: sqlite3.Connection, asked: DownloadRequest, stop: threading.Event, seconds: float
) -> Iterator[Batch]:
    left = seconds
    cursor = None
    while True:
        begin = time.perf_counter()
        deadline = begin + left

        def is_over(deadline: float = deadline) -> bool:
            return stop.is_set() or time.perf_counter() > deadline

        connection.set_progress_handler(is_over, _INSTRUCTIONS)
        cursor = cursor or connection.execute(asked.sql, asked.parameters)
        batch = _batch(cursor)
        left -= time.perf_counter() - begin
        if not batch:
            return
        yield batch
        if stop.is_set():
            raise Stopped
        if left <= 0:
            raise TooSlow


def _batch(cursor: sqlite3.Cursor) -> Batch:
    """The next rows, few when they are long."""
    batch: Batch = []
    characters = 0
    for row in cursor:
        batch.append(row)
        characters += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(batch) >= BATCH_ROWS or characters >= BATCH_CHARACTERS:
            break
    return batch
