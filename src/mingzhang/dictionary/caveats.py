"""The caveats that stand beside the numbers, with this database's own counts in them."""

import sqlite3
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.languages import Texts

_COUNTS = {
    "documents": "SELECT count(*) FROM documents",
    "superseded": "SELECT count(*) FROM documents WHERE NOT is_current",
    "budget": "SELECT count(*) FROM projects WHERE phase = 'budget'",
    "self_evaluation": "SELECT count(*) FROM projects WHERE phase = 'self_evaluation'",
    "lost": "SELECT count(*) FROM rejects WHERE kind != 'doubt'",
    "lost_documents": "SELECT count(*) FROM rejects WHERE kind = 'document'",
    "doubts": "SELECT count(*) FROM rejects WHERE kind = 'doubt'",
}


@cache
def _texts() -> Any:
    return read_yaml(files(__package__).joinpath("caveats.yml").read_text(encoding="utf-8"))


def caveats_of(connection: sqlite3.Connection) -> list[Texts]:
    """The sentences of caveats.yml by language, filled in."""
    counts = {name: connection.execute(sql).fetchone()[0] for name, sql in _COUNTS.items()}
    return [{language: text.format(**counts) for language, text in one.items()} for one in _texts()]
