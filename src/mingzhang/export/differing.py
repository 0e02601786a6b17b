"""What changed between two databases: every record, and which of the published numbers, with the reason."""

import sqlite3
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from mingzhang.errors import MingzhangError
from mingzhang.export.comparing import Difference, compare
from mingzhang.export.opened import data_columns, opened, reading
from mingzhang.store.contract import schema_differences, some

REASONS = {
    "new_document": "a new document supersedes the old one",
    "correction": "the document was corrected or replaced",
    "better_reading": "a better reading of the same document",
}


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """A number that was published and is now another, or none. `why` is a key of REASONS."""

    table: str
    record_id: str
    new_record_id: str | None
    field: str
    old: Any
    new: Any
    why: str
    document_id: str


@dataclass(frozen=True, slots=True)
class DatabaseDifferences:
    """All that changed from one database to another."""

    old: Path
    new: Path
    records: tuple[Difference, ...]
    numbers: tuple[ChangedNumber, ...]

    def documents(self, what: str) -> list[str]:
        """The ids of the documents that were added, removed or changed."""
        return [one.record_id for one in self.records if one.table == "documents" and one.what == what]


def differences(old: Path, new: Path) -> DatabaseDifferences:
    """Everything that changed. Raises MingzhangError when a file is no database of ours or their schemas differ."""
    with opened(old) as before, opened(new) as after, reading(old), reading(new):
        columns = data_columns(before), data_columns(after)
        if unlike := schema_differences(*columns, str(old), str(new)):
            raise MingzhangError(
                f"{old} and {new} were built by different versions and cannot be compared: {some(unlike)}; "
                "build both with one version"
            )
        records = tuple(compare(before, after, columns[1]))
        return DatabaseDifferences(old, new, records, tuple(_changed_numbers(old, new)))


def _changed_numbers(old: Path, new: Path) -> list[ChangedNumber]:
    connection = sqlite3.connect("file::memory:", uri=True)
    try:
        for name, path in (("old", old), ("new", new)):
            connection.execute(f"ATTACH ? AS {name}", [f"{path.resolve().as_uri()}?mode=ro"])
            connection.executescript(_sql("numbers.sql").replace("{db}", name))
        return [ChangedNumber(*row) for row in connection.execute(_sql("changed_numbers.sql"))]
    finally:
        connection.close()


def _sql(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
