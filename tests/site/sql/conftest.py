"""The founding database as the server opens it for its own statements."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingzhang.search import match_expression
from mingzhang.site.borrowed import search_words_exactly


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    """Open for reading, with the function that searches."""
    search_words_exactly()
    opened = sqlite3.connect(f"{database.as_uri()}?immutable=1", uri=True)
    opened.create_function("escape_fts", 1, match_expression, deterministic=True)
    yield opened
    opened.close()
