"""Make docs/tables.md, the data dictionary: labels and descriptions from metadata.yml, types and keys from the schema.

python tools/make_tables_page.py docs/tables.md
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingzhang.site.metadata import DATABASE_NAME, load_metadata
from mingzhang.store.database import create, finish, index
from mingzhang.store.search_index import build_search_index

HEAD = """# The tables

Made by `make docs` from metadata.yml and the schema; change those, not this page. Chinese labels are what the site shows.
Views need no joins; hidden tables are not listed on the site but can be opened.
"""


def dictionary(connection: sqlite3.Connection) -> Iterator[str]:
    """The lines of the page for an empty database."""
    yield from HEAD.splitlines()
    for name, table in load_metadata()["databases"][DATABASE_NAME]["tables"].items():
        if "columns" not in table:
            continue
        kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        notes = [kind if kind == "view" else "", "hidden" if table.get("hidden") else ""]
        note = ", ".join(filter(None, notes))
        yield ""
        yield f"## {name} · {table['title']}" + (f" ({note})" if note else "")
        yield ""
        yield table["description_en"]
        yield ""
        yield "| column | 名称 | type | meaning |"
        yield "| --- | --- | --- | --- |"
        yield from columns(connection, name, table)


def columns(connection: sqlite3.Connection, name: str, table: dict[str, Any]) -> Iterator[str]:
    """A line for each column of a table."""
    references = {row[3]: f" → {row[2]}" for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')}
    for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall():
        column, declared, is_key = row[1], row[2].lower(), row[5] > 0
        label = table["columns"][column].partition("：")[0]
        meaning = table["columns_en"][column].partition(": ")[2]
        key = " key" if is_key else ""
        yield f"| {column} | {label} | {declared}{key}{references.get(column, '')} | {re.sub('[|]', '/', meaning)} |"


def make() -> str:
    """The page."""
    with tempfile.TemporaryDirectory() as folder:
        database = create(Path(folder, "empty.db"))
        index(database)
        build_search_index(database)
        finish(database)
        text = "\n".join(dictionary(database.conn)) + "\n"
        database.close()
    return text


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make(), encoding="utf-8")
