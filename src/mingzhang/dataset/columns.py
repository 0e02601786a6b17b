"""A row of the tables as Parquet keeps it, by the types of a package, and as it was.

Parquet has one type a column where SQLite's NUMERIC has two: a whole number that a double cannot hold is kept beside.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.export.tables import ExportedTable, exported_tables
from mingzhang.store.rows import TableRow

DOCUMENT = "document_id"
# Row, column, value.
Exact = tuple[int, str, int]


@cache
def tables() -> dict[str, ExportedTable]:
    """The tables that a document may have rows of, as a package describes them."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(files("mingzhang.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        return {table.name: table for table in exported_tables(connection, load_dictionary())}


def column_types(table: ExportedTable) -> dict[str, str]:
    """The columns of a table in a dataset: those of a package, behind the document where they do not name it."""
    types = {column.name: column.type for column in table.columns}
    return types if DOCUMENT in types or table.name == "documents" else {DOCUMENT: "string", **types}


def document_column(table: str) -> str:
    """The column that names the document of a row."""
    return "id" if table == "documents" else DOCUMENT


_TO_PARQUET: dict[str, Callable[[Any], Any]] = {"boolean": bool, "any": str}
_FROM_PARQUET: dict[str, Callable[[Any], Any]] = {"boolean": int, "date": date.isoformat}


def to_parquet(table: ExportedTable, document: str, rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Rows of a document as JSON for Parquet."""
    types = column_types(table)
    for row in rows:
        said = {DOCUMENT: document, **row}
        yield {name: _converted(_TO_PARQUET.get(kind), said.get(name)) for name, kind in types.items()}


def inexact(table: ExportedTable, rows: Iterable[TableRow], first: int) -> list[Exact]:
    """The whole numbers of rows that a double does not hold; `first` is the number of the first row in its file."""
    numbers = [column.name for column in table.columns if column.type == "number"]
    return [
        (first + place, name, value)
        for place, row in enumerate(rows)
        for name in numbers
        if isinstance(value := row.get(name), int) and int(float(value)) != value
    ]


def from_parquet(table: ExportedTable, rows: Iterable[tuple[Any, ...]], exact: Iterable[Exact]) -> list[TableRow]:
    """Rows of a file, all its columns in their order, as they were."""
    types = column_types(table)
    convert = [_FROM_PARQUET.get(kind) for kind in types.values()]
    found = [
        {name: _converted(how, value) for name, how, value in zip(types, convert, row, strict=True)} for row in rows
    ]
    for place, name, value in exact:
        found[place][name] = value
    return found


def _converted(how: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if how is None or value is None else how(value)
