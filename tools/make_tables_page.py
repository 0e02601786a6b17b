"""Make docs/tables.md, the data dictionary: labels and descriptions from metadata.yml, types and keys from the schema.

python tools/make_tables_page.py docs/tables.md
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mingzhang.dictionary.descriptions import TableDescription
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.export.opened import key_of
from mingzhang.site.words import explanation
from mingzhang.store.contract import REFERENCES_OF_VIEWS
from mingzhang.store.database import created, index
from mingzhang.store.search_index import build_search_index

HEAD = """# The tables

Made by `make docs` from metadata.yml and the schema; change those, not this page. Chinese labels are what the site shows.
Views need no joins; hidden tables are not listed on the site but can be opened.
"""


def dictionary(connection: sqlite3.Connection) -> Iterator[str]:
    """The lines of the page for an empty database."""
    yield from HEAD.splitlines()
    for name, table in load_dictionary().tables.items():
        if not table.columns:
            continue
        kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        notes = [kind if kind == "view" else "", "hidden" if table.shown.get("hidden") else ""]
        note = ", ".join(filter(None, notes))
        yield ""
        yield f"## {name} · {table.title['zh']}" + (f" ({note})" if note else "")
        yield ""
        yield table.description["en"]
        yield ""
        yield "| column | 名称 | type | what it is | meaning |"
        yield "| --- | --- | --- | --- | --- |"
        yield from columns(connection, name, table)


def columns(connection: sqlite3.Connection, name: str, table: TableDescription) -> Iterator[str]:
    """A line for each column of a table."""
    references = {row[3]: f" → {row[2]}" for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')}
    references |= {column: f" → {other}" for column, other, _ in REFERENCES_OF_VIEWS.get(name, ())}
    keys = key_of(connection, name)
    for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall():
        column, declared = row[1], row[2].lower()
        said = table.columns[column]
        label, meaning = said.label["zh"], explanation("en", said)
        key = " key" if column in keys else ""
        what = f"{said.kind} in {said.of}" if said.fen else said.kind
        kind = f"{declared}{key}{references.get(column, '')}"
        yield f"| {column} | {label} | {kind} | {what} | {re.sub('[|]', '/', meaning)} |"


def make() -> str:
    """The page."""
    with tempfile.TemporaryDirectory() as folder, created(Path(folder, "empty.db")) as database:
        index(database)
        build_search_index(database)
        return "\n".join(dictionary(database.conn)) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make(), encoding="utf-8")
