"""Which tables and columns a package has, and of which types: types and keys from the schema, meaning from metadata.yml."""

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from mingzhang.dictionary.descriptions import ColumnDescription, Dictionary, Kind, TableDescription
from mingzhang.export.opened import data_columns, key_of
from mingzhang.store.contract import KEYS_OF_VIEWS, REFERENCES_OF_VIEWS

# Columns of the kind `date` that always hold a whole day; others may hold 2023-12 or 2023-Q4 and are text.
_WHOLE_DAYS = frozenset({"approved_on", "published_on", "retrieved_on", "due_last_day"})
# A quantity is a number, or a date where its role is date: no one type fits.
_MIXED = frozenset({("quantities", "value"), ("quantities", "base_value")})
# Table Schema's types by SQLite's declared ones (https://datapackage.org/standard/table-schema/#field-types).
_TYPES = {"INTEGER": "integer", "REAL": "number", "NUMERIC": "number", "TEXT": "string"}
# A free text may be an empty one, which a CSV cannot tell from a missing one: it is not called required.
_FREE_TEXTS = frozenset({Kind.TEXT, Kind.NAME, Kind.SQL, Kind.JSON})
_CHECK = r'"?\b{column}"? [A-Z ]*?CHECK \("?{column}"? IN \(([^)]*)\)\)'


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of a package: its Table Schema type, what holds of its values, and what metadata.yml says of it."""

    name: str
    type: str
    is_required: bool
    is_unique: bool
    allowed: tuple[Any, ...]  # empty: anything
    said: ColumnDescription


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """A table of a package. `references` are (column, table, column of that table)."""

    name: str
    columns: tuple[ExportedColumn, ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...]
    said: TableDescription

    def select(self) -> str:
        """The SQL for all its rows, sorted by key, texts by their bytes."""
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        order = ", ".join(f'"{name}"' for name in self.key)
        return f'SELECT {names} FROM "{self.name}" ORDER BY {order}'


def exported_tables(connection: sqlite3.Connection, dictionary: Dictionary) -> list[ExportedTable]:
    """The tables of a package, in the order of the schema."""
    return [_table(connection, name, dictionary.tables[name]) for name in data_columns(connection)]


def _table(connection: sqlite3.Connection, name: str, said: TableDescription) -> ExportedTable:
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    key = key_of(connection, name)
    unique = _unique_columns(connection, name) | (set(key) if len(key) == 1 else set())
    is_view = name in KEYS_OF_VIEWS  # of which no column is ever empty
    columns = tuple(
        ExportedColumn(
            name=column,
            type=_type(name, column, declared, said.columns[column]),
            is_required=column in key or (bool(is_view or not_null) and said.columns[column].kind not in _FREE_TEXTS),
            is_unique=column in unique,
            allowed=_allowed(sql, column, said.columns[column]),
            said=said.columns[column],
        )
        for _, column, declared, not_null, *_ in connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    )
    keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    references = REFERENCES_OF_VIEWS.get(name) or tuple(sorted((row[3], row[2], row[4]) for row in keys))
    return ExportedTable(name, columns, key, references, said)


def _type(table: str, column: str, declared: str, said: ColumnDescription) -> str:
    if (table, column) in _MIXED:
        return "any"
    if said.kind is Kind.BOOLEAN:
        return "boolean"
    return "date" if column in _WHOLE_DAYS else _TYPES[declared]


def _unique_columns(connection: sqlite3.Connection, table: str) -> set[str]:
    found = set()
    for row in connection.execute(f'PRAGMA index_list("{table}")').fetchall():
        columns = [one[2] for one in connection.execute(f'PRAGMA index_info("{row[1]}")')]
        if row[2] and len(columns) == 1:
            found.add(columns[0])
    return found


def _allowed(sql: str, column: str, said: ColumnDescription) -> tuple[Any, ...]:
    """The values that the schema's CHECK allows a column, in its order."""
    match = re.search(_CHECK.format(column=re.escape(column)), sql)
    if match is None or said.kind is Kind.BOOLEAN:
        return ()
    values = [value.strip() for value in match[1].split(",")]
    return tuple(value.strip("'") if value.startswith("'") else int(value) for value in values)
