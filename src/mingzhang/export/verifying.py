"""Whether a database still says what its sources say: its own keys, hashes, spans and sums, then everything read once more."""

import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from mingzhang.export.comparing import Difference, compare, shown_beside
from mingzhang.export.opened import opened, reading
from mingzhang.readers.sources import bytes_of, find_sources
from mingzhang.store.contract import columns_of_tables, hold_to_schema
from mingzhang.store.counted import counted_tables

Build = Callable[[Iterable[Path], Path, bool], Any]  # sources, output, whether charts are drawn


def verify(database: Path, places: Sequence[Path], build: Build) -> Iterator[str]:
    """Everything that is wrong with a database, one sentence each that names the record; nothing when it is undamaged.

    What the database says of itself comes first. Then `build` reads the sources again into a database aside, and every table,
    view and search index is compared with it. Raises MingzhangError when the database or the sources cannot be read, or when
    the database was built by another version.
    """
    with opened(database) as connection, reading(database):
        hold_to_schema(database, connection)
        yield from _of_itself(connection)
        yield from _hashes(connection, places)
        has_charts = connection.execute("SELECT count(*) FROM charts").fetchone()[0] > 0
        with tempfile.TemporaryDirectory(prefix="mingzhang-") as folder:
            aside = Path(folder) / "rebuilt.db"
            build(places, aside, has_charts)
            with opened(aside) as rebuilt:
                yield from _tables(connection, rebuilt)
                yield from _definitions(connection, rebuilt)
                yield from _counted(connection, rebuilt)
                yield from _search(connection, rebuilt)


def _of_itself(connection: sqlite3.Connection) -> Iterator[str]:
    # SQLite 3.40 finds NULLs that are none in a table without rowid (spans); its rows are all read and compared anyway.
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID'")
    for (table,) in tables.fetchall():
        for (problem,) in connection.execute(f'PRAGMA integrity_check("{table}")'):
            if problem != "ok":
                yield f"{table}: {problem}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a row of {parent} that does not exist"
    for what, sql in _RULES.items():
        for (record,) in connection.execute(sql):
            yield f"{record}: {what}"


_RULES = {
    "its characters do not stand in its cell": (
        "SELECT 'spans ' || cell_id || '/' || start_char || '/' || end_char || '/' || record_id || '/' || field FROM spans"
        " JOIN cells ON cells.id = cell_id"
        " WHERE start_char < 0 OR end_char < start_char OR end_char > length(coalesce(text, ''))"
    ),
    "another leaf span begins before it ends": (
        "SELECT 'spans ' || cell_id || '/' || start_char || '/' || end_char || '/' || record_id || '/' || field FROM"
        " (SELECT *, lead(start_char) OVER (PARTITION BY cell_id ORDER BY start_char, end_char) AS next FROM spans"
        " WHERE is_leaf AND end_char > start_char) WHERE next < end_char"
    ),
    "its characters do not stand in its parent's text": (
        "SELECT 'quantities ' || quantities.id FROM quantities LEFT JOIN goals ON goals.id = goal_id"
        " LEFT JOIN indicators ON indicators.id = indicator_id"
        " WHERE substr(coalesce(goals.text, indicators.text), start_char + 1, end_char - start_char) IS NOT quantities.text"
    ),
    "amount_yuan is not amount_fen in yuan": " UNION ALL ".join(
        f"SELECT '{table} ' || id FROM {table} WHERE round(amount_yuan * 100) IS NOT amount_fen"
        for table in ("projects", "stated_totals", "amounts")
    ),
}


def _hashes(connection: sqlite3.Connection, places: Sequence[Path]) -> Iterator[str]:
    sources, _ = find_sources(places)
    by_name = {source.name: source for source in sources}
    for document, file, sha256 in connection.execute("SELECT id, file, sha256 FROM documents ORDER BY id"):
        if file not in by_name:
            yield f"documents {document}: its file {file} is not among the sources"
        else:
            found = hashlib.sha256(bytes_of(by_name[file])).hexdigest()
            if found != sha256:
                yield f"documents {document}: {file} has the checksum {found}, the database says {sha256}"


def _tables(connection: sqlite3.Connection, rebuilt: sqlite3.Connection) -> Iterator[str]:
    """Each record that the sources do not give, one line for a whole document."""
    whole: set[str | None] = set()
    for difference in _documents_first(connection, rebuilt):
        if _is_undrawn(difference):
            continue
        if difference.table == "documents" and difference.what != "changed":
            whole.add(difference.document_id)
            yield _sentence(difference)
        elif difference.document_id not in whole:
            yield _sentence(difference)


def _is_undrawn(difference: Difference) -> bool:
    """Whether all that differs is a picture that was drawn on one machine alone (what draws them is an extra), or a card,
    which is drawn with the fonts of its machine.
    """
    differs = difference.fields.keys() - {"card"}
    return difference.table == "charts" and (not differs or (differs == {"svg"} and None in difference.fields["svg"]))


def _documents_first(connection: sqlite3.Connection, rebuilt: sqlite3.Connection) -> Iterator[Difference]:
    tables = list(columns_of_tables(rebuilt))
    tables.sort(key=lambda table: table != "documents")  # sorting keeps the order of the others
    return compare(connection, rebuilt, tables)


def _sentence(difference: Difference) -> str:
    name = f"{difference.table} {difference.record_id}"
    if difference.what == "added":
        return f"{name}: the sources give it, the database has it not"
    if difference.what == "removed":
        return f"{name}: the database has it, the sources do not give it"
    parts = ((field, *shown_beside(here, there)) for field, (here, there) in difference.fields.items())
    return f"{name}: " + "; ".join(f"{field} is {here}, the sources say {there}" for field, here, there in parts)


def _definitions(connection: sqlite3.Connection, rebuilt: sqlite3.Connection) -> Iterator[str]:
    """Tables, views and indexes that are defined otherwise."""
    sql = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    here, there = dict(connection.execute(sql).fetchall()), dict(rebuilt.execute(sql).fetchall())
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"{name}: is not defined as this version defines it"


def _counted(connection: sqlite3.Connection, rebuilt: sqlite3.Connection) -> Iterator[str]:
    """What was counted ahead, and is not what the sources come to. A table that is missing is told of as a definition."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in [name for name in counted_tables() if name in there]:
        rows = (one.execute(f'SELECT * FROM "{table}"') for one in (connection, rebuilt))
        if any(here != given for here, given in zip_longest(*rows)):
            yield f"{table}: its counts are not those of the sources"


def _search(connection: sqlite3.Connection, rebuilt: sqlite3.Connection) -> Iterator[str]:
    """Search indexes that do not hold what the sources say; word by word, since versions of SQLite write other bytes."""
    sql = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%' ORDER BY name"
    for (name,) in rebuilt.execute(sql).fetchall():
        words = zip(_words(connection, name), _words(rebuilt, name), strict=False)
        first = next((pair for pair in words if pair[0] != pair[1]), None)
        if first:
            yield f"{name}: the search index has {first[0]}, the sources say {first[1]}"


def _words(connection: sqlite3.Connection, index: str) -> Iterator[Any]:
    connection.execute(f"CREATE VIRTUAL TABLE temp.words_of_{index} USING fts5vocab(main, {index}, 'instance')")
    yield from connection.execute(f"SELECT term, doc, col, offset FROM temp.words_of_{index}")
    yield None
