"""The finished rows of a database, loaded by others: `python -m benchmarks.scale.references HOW DATABASE FOLDER`.

`rows` gives the tables that hold them: those of the schema, without what search keeps for itself.
"""

import csv
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlite_utils

SEARCHED = {"projects": ["name", "code"], "goals": ["text"], "indicators": ["name", "text"], "findings": ["summary"]}


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables with rows of ours, in the order of the file."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
    return [name for (name,) in connection.execute(f"{sql} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def with_sqlite_utils(source: sqlite3.Connection, output: Path) -> None:
    """What its user writes: insert all rows, then make the tables with texts searchable."""
    database = sqlite_utils.Database(output)
    for table in tables_of(source):
        keys = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")') if row[5]]
        rows = _rows(source, table)
        database.table(table).insert_all(rows, pk=(keys[0] if len(keys) == 1 else tuple(keys)) if keys else None)
    for table, columns in SEARCHED.items():
        if database[table].exists():
            database.table(table).enable_fts(columns)
    database.close()


def with_executemany(source: sqlite3.Connection, output: Path) -> None:
    """Plain SQLite in one transaction, by the statements of the schema and without any index beside its keys."""
    target = sqlite3.connect(output)
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    for table in tables_of(source):
        (statement,) = source.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()
        target.execute(statement)
        cursor = source.execute(f'SELECT * FROM "{table}"')
        target.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(cursor.description))})', cursor)
    target.commit()
    target.close()


def to_csv(source: sqlite3.Connection, folder: Path) -> None:
    """Each table as CSV, for DuckDB; not a part of what is measured."""
    for table in tables_of(source):
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            cursor = source.execute(f'SELECT * FROM "{table}"')
            writer = csv.writer(file)
            writer.writerow(column[0] for column in cursor.description)
            writer.writerows(cursor)


def with_duckdb(folder: Path, output: Path) -> None:
    """DuckDB reads the CSV files, on one thread, as SQLite has one."""
    import duckdb

    connection = duckdb.connect(str(output), config={"threads": 1})
    for path in sorted(folder.glob("*.csv")):
        options = "header = true, all_varchar = true, max_line_size = 100000000"
        connection.execute(f"CREATE TABLE \"{path.stem}\" AS SELECT * FROM read_csv('{path}', {options})")
    connection.close()


def main(how: str, database: Path, folder: Path) -> None:
    """Loads in one way."""
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    if how == "csv":
        to_csv(source, folder)
    elif how == "duckdb":
        with_duckdb(folder, folder / "reference.duckdb")
    else:
        {"sqlite-utils": with_sqlite_utils, "executemany": with_executemany}[how](source, folder / f"{how}.db")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
