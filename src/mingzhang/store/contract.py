"""The public contract of a database: its tables and columns, compared with those of this version.

`spans` is a table of the contract that is stored in parts, behind a view; the parts belong to no contract.
"""

import sqlite3
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.store.counted import is_counted
from mingzhang.store.spans import PARTS, SPANS

ColumnsOfTables = Mapping[str, tuple[str, ...]]
# What SQLite knows of a table and not of a view: of each view of the contract its key, and what its columns refer to.
KEYS_OF_VIEWS = {SPANS: ("cell_id", "start_char", "end_char", "record_id", "field")}
REFERENCES_OF_VIEWS = {SPANS: (("cell_id", "cells", "id"),)}


def columns_of_tables(connection: sqlite3.Connection) -> ColumnsOfTables:
    """The columns of each table in the order of the schema, except search indexes and what is counted ahead."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE (type = 'table' OR name = ?) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE '%\\_fts%' ESCAPE '\\' ORDER BY rowid",
        [SPANS],
    )
    return {
        name: tuple(row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
        for (name,) in list(names)
        if not is_counted(name) and name not in PARTS
    }


def own_columns() -> ColumnsOfTables:
    """The tables and columns that this version builds."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(files("mingzhang.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        return columns_of_tables(connection)


def hold_to_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Raises MingzhangError, naming the differences, when a database was built by another version."""
    if differences := schema_differences(columns_of_tables(connection), own_columns(), "the database", "this version"):
        raise MingzhangError(f"{path}: was built by another version ({some(differences)}); build it again")


def schema_differences(first: ColumnsOfTables, second: ColumnsOfTables, first_name: str, second_name: str) -> list[str]:
    """The tables and columns that only one of two databases has, in words."""
    found = []
    for columns, others, only in ((first, second, first_name), (second, first, second_name)):
        for table, names in columns.items():
            if table not in others:
                found.append(f"only {only} has {table}")
            else:
                found += [f"only {only} has {table}.{name}" for name in names if name not in others[table]]
    return found


def some(things: list[str], most: int = 5) -> str:
    """The first few of several names in one line, and the number of the others."""
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return ", ".join(things[:most]) + more
