"""A table as CSV (RFC 4180, UTF-8, CR LF), exactly as it is: nothing is a formula here, nothing is rounded."""

import csv
import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.export.tables import ExportedTable

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (str,),
    "integer": (int,),
    "boolean": (int,),
    "number": (int, float),
    "any": (int, float, str),
}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of a package: its path in it, how large it is, and its SHA-256."""

    path: str
    size: int
    sha256: str


def write_csv(connection: sqlite3.Connection, table: ExportedTable, path: Path) -> int:
    """Writes all rows, sorted by key, and says how many there were. An empty field is a missing value.

    Raises MingzhangError when a value is not of its column's type, which no build writes.
    """
    types = [_PYTHON_TYPES[column.type] for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        for row in connection.execute(table.select()):
            for value, allowed, column in zip(row, types, table.columns, strict=True):
                if value is not None and not isinstance(value, allowed):
                    place = f"{table.name}.{column.name} of {row[0]}"
                    raise MingzhangError(
                        f"{place} is {value!r}, which is no {column.type}: the database was changed by hand"
                    )
            writer.writerow(row)
            count += 1
    return count


def written_file(folder: Path, path: Path) -> WrittenFile:
    """What is there to say of a file in a folder."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(path.relative_to(folder).as_posix(), path.stat().st_size, sha256)


def content_hash(files: list[WrittenFile]) -> str:
    """One hash for the content of all tables: of the hashes of their CSV files, whatever version of SQLite holds them."""
    lines = sorted(f"{file.sha256}  {file.path}\n" for file in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
