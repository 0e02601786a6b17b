"""The version of the data, by rule (in the manner of https://semver.org).

major: a table or column is gone or holds another type, or the ids of what was published are made otherwise;
minor: documents were added or removed, or tables or columns were added;
patch: anything else that is read otherwise.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingzhang.errors import MingzhangError
from mingzhang.export.differing import DatabaseDifferences, differences
from mingzhang.export.opened import data_columns, opened, reading
from mingzhang.store.contract import schema_differences

FIRST = "1.0.0"
_WITH_IDS = ("source_tables", "stated_totals", "projects", "goals", "headings", "indicators")
_LOOKED_AT = 1000  # records of a table whose ids are compared


@dataclass(frozen=True, slots=True)
class VersionStep:
    """How far a version moves on (major, minor, patch), why, and what changed, when that could be compared at all."""

    level: str
    reasons: tuple[str, ...]
    found: DatabaseDifferences | None


def step_between(old: Path, new: Path) -> VersionStep | None:
    """The step from one database to the next; None when no record differs. Raises MingzhangError when one cannot be read."""
    with opened(old) as before, opened(new) as after, reading(old), reading(new):
        gone = [*_gone_columns(before, after), *_other_ids(before, after)]
        added = schema_differences(data_columns(after), data_columns(before), "the new version", "the old version")
    if gone:
        return VersionStep("major", tuple(gone), None if added else differences(old, new))
    if added:
        return VersionStep("minor", tuple(added), None)
    found = differences(old, new)
    if not found.records:
        return None
    documents = [f"{what}: document {one}" for what in ("added", "removed") for one in found.documents(what)]
    if documents:
        return VersionStep("minor", tuple(documents), found)
    return VersionStep("patch", (f"{len(found.records)} records are read otherwise",), found)


def next_version(version: str, level: str) -> str:
    """The version behind `version`. Raises MingzhangError when that is none."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version, re.ASCII):
        raise MingzhangError(f"{version} is no version such as 1.0.0")
    major, minor, patch = map(int, version.split("."))
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[
        level
    ]


def _gone_columns(before: sqlite3.Connection, after: sqlite3.Connection) -> Iterator[str]:
    types_before, types_after = _types(before), _types(after)
    for place, declared in types_before.items():
        if place not in types_after:
            yield f"{place} is gone"
        elif types_after[place] != declared:
            yield f"{place} was {declared} and is {types_after[place]}"


def _types(connection: sqlite3.Connection) -> dict[str, str]:
    return {
        f"{table}.{row[1]}": row[2]
        for table in data_columns(connection)
        for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    }


def _other_ids(before: sqlite3.Connection, after: sqlite3.Connection) -> Iterator[str]:
    """Documents of the same bytes under another id, and kinds of records whose ids are made otherwise."""
    sql = "SELECT sha256, id FROM documents ORDER BY id"
    old, new = dict(before.execute(sql).fetchall()), dict(after.execute(sql).fetchall())
    for sha256 in sorted(old.keys() & new.keys()):
        if old[sha256] != new[sha256]:
            yield f"the document {old[sha256]} is now called {new[sha256]}"
    for table in _WITH_IDS:
        shapes, others = _shapes(before, table), _shapes(after, table)
        if shapes and others and not shapes & others:
            yield f"ids of {table} were made like {min(shapes)} and are made like {min(others)}"


def _shapes(connection: sqlite3.Connection, table: str) -> set[str]:
    """What stands behind the id of the document in the ids of a table, numbers taken out: -p#-g#."""
    through = "" if "document_id" in data_columns(connection)[table] else "JOIN projects ON projects.id = project_id"
    rows = connection.execute(f"SELECT {table}.id, document_id FROM {table} {through} LIMIT {_LOOKED_AT}")
    return {re.sub(r"\d+", "#", record.removeprefix(document)) for record, document in rows}
