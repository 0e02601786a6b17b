"""The rows of a statement, all of them, in batches of bounded size."""

import sqlite3
from collections.abc import Iterator
from typing import Any

BATCH_ROWS = 1000
BATCH_CHARACTERS = 1_000_000
_WITH_LENGTH = (str, bytes)

Batch = list[tuple[Any, ...]]


def batches(cursor: sqlite3.Cursor) -> Iterator[Batch]:
    """The rows of a cursor, few at a time when they are long."""
    while batch := _batch(cursor):
        yield batch


def _batch(cursor: sqlite3.Cursor) -> Batch:
    batch: Batch = []
    characters = 0
    for row in cursor:
        batch.append(row)
        characters += sum([len(value) for value in row if type(value) in _WITH_LENGTH])
        if len(batch) >= BATCH_ROWS or characters >= BATCH_CHARACTERS:
            break
    return batch
