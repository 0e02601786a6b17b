"""Tables as Parquet: zstd, one file for each year and region where a table has both, column descriptions in the metadata."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mingzhang.dictionary.languages import LANGUAGES, in_language
from mingzhang.export.tables import ExportedTable
from mingzhang.site.words import explanation

PARQUET_TYPES = {
    "string": "VARCHAR",
    "any": "VARCHAR",
    "date": "DATE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "number": "DOUBLE",
}
_UNKNOWN = "x"


def can_write_parquet() -> bool:
    """Whether DuckDB is installed, which writes it."""
    return find_spec("duckdb") is not None


def write_parquet(table: ExportedTable, csv_path: Path, folder: Path, notes: Mapping[str, str]) -> list[Path]:
    """Writes a table from its CSV file into the folder, and names the files. `notes` go into their metadata, by name.

    A file is named after its year and region, not `year=2023`: readers of such names would make a number of the region code.
    """
    import duckdb  # an extra

    connection = duckdb.connect(config={"threads": 1, "preserve_insertion_order": True})
    types = ", ".join(f"{as_sql(column.name)}: {as_sql(PARQUET_TYPES[column.type])}" for column in table.columns)
    rows = (
        f"read_csv({as_sql(str(csv_path))}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"',"
        f" nullstr='', new_line='\\r\\n', max_line_size=100000000, columns={{{types}}})"
    )
    try:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM {rows}")
        return [_written(connection, table, where, folder / name, notes) for name, where in _parts(connection, table)]
    finally:
        connection.close()


def _parts(connection: Any, table: ExportedTable) -> list[tuple[str, str]]:
    """The files of a table: name, and which rows are in it."""
    names = {column.name for column in table.columns}
    if not {"year", "region_code"} <= names:
        return [(f"{table.name}.parquet", "true")]
    parts = connection.execute("SELECT DISTINCT year, region_code FROM t ORDER BY ALL").fetchall()
    return [
        (
            f"{table.name}/{year or _UNKNOWN}-{region or _UNKNOWN}.parquet",
            f"year IS NOT DISTINCT FROM {year or 'NULL'} AND region_code IS NOT DISTINCT FROM {as_sql(region)}",
        )
        for year, region in parts or [(None, None)]
    ]


def _written(connection: Any, table: ExportedTable, where: str, path: Path, notes: Mapping[str, str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    order = ", ".join(f'"{name}"' for name in table.key)
    copy_as_parquet(connection, f"SELECT * FROM t WHERE {where} ORDER BY {order}", path, {**said_of(table), **notes})
    return path


def copy_as_parquet(connection: Any, select: str, path: Path, said: Mapping[str, str]) -> None:
    """Writes the rows of a statement as Parquet, with what is said of them, by name, in the metadata."""
    metadata = ", ".join(f"{as_sql(name)}: {as_sql(text)}" for name, text in said.items())
    connection.execute(
        f"COPY ({select}) TO {as_sql(str(path))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}})"
    )


def said_of(table: ExportedTable) -> dict[str, str]:
    """What metadata.yml says of a table and its columns, in every language."""
    return {f"{name}_{language}": text for language in LANGUAGES for name, text in _texts(table, language).items()}


def _texts(table: ExportedTable, language: str) -> dict[str, str]:
    columns = {
        column.name: f"{in_language(column.said.label, language)}: {explanation(language, column.said)}"
        for column in table.columns
    }
    return {
        "title": in_language(table.said.title, language),
        "description": in_language(table.said.description, language),
        "columns": json.dumps(columns, ensure_ascii=False),
    }


def as_sql(value: str | None) -> str:
    """A text as SQL writes it."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"
