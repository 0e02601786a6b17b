"""The full-text index: an FTS5 table for each searched table."""

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from mingzhang.dictionary.languages import select_texts
from mingzhang.search import TOKENIZE, index_text

if TYPE_CHECKING:
    from sqlite_utils import Database

# table -> SQL that gives (rowid, text), rows of one rowid together: what a row is found by.
SEARCHED = {
    "projects": """
        SELECT projects.rowid, projects.name, 0 AS position FROM projects
        UNION ALL
        SELECT projects.rowid, projects.code, 0 FROM projects WHERE projects.code IS NOT NULL
        UNION ALL
        SELECT projects.rowid, goals.text, goals.position FROM projects JOIN goals ON goals.project_id = projects.id
        ORDER BY 1, 3
    """,
    "goals": "SELECT rowid, text FROM goals ORDER BY 1",
    "indicators": """
        SELECT rowid, name, 0 AS position FROM indicators UNION ALL SELECT rowid, text, 1 FROM indicators ORDER BY 1, 3
    """,
    "findings": "SELECT rowid, summary FROM findings ORDER BY 1",
    "units": "SELECT units.rowid, value FROM units JOIN json_each(json_array(name, code, units.id)) ORDER BY 1, key",
    "regions": "SELECT regions.rowid, value FROM regions JOIN json_each(json_array(name, code)) ORDER BY 1, key",
    "documents": """
        SELECT documents.rowid, value FROM documents JOIN json_each(json_array(title, file, documents.id)) ORDER BY 1, key
    """,
    "checks": f"""
        SELECT checks.rowid, value FROM checks JOIN json_each(json_array(checks.id, {select_texts("title")})) ORDER BY 1, key
    """,
}

# The columns of a table whose texts are in its index, each whole.
COLUMNS_SEARCHED = {
    "projects": ("name", "code"),
    "goals": ("text",),
    "indicators": ("name", "text"),
    "findings": ("summary",),
    "units": ("name", "code", "id"),
    "regions": ("name", "code"),
    "documents": ("title", "file", "id"),
}


def build_search_index(database: "Database") -> None:
    """Creates `<table>_fts` for each searched table. Contentless: the texts are in the table already, under the same rowid."""
    for table, texts in SEARCHED.items():
        index = f"{table}_fts"
        database.conn.execute(f'CREATE VIRTUAL TABLE "{index}" USING fts5(text, content=\'\', tokenize="{TOKENIZE}")')
        rows = groupby(database.conn.execute(texts), key=itemgetter(0))
        database.conn.executemany(
            f'INSERT INTO "{index}" (rowid, text) VALUES (?, ?)',
            ((rowid, index_text(row[1] for row in group)) for rowid, group in rows),
        )
        database.conn.execute(f'INSERT INTO "{index}" ("{index}") VALUES (\'optimize\')')
