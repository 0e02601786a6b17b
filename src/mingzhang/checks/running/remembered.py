"""What checks found before, while nothing changed that they look at.

A check of scope `document` looks at one document; a check of scope `unit` at the documents that print a project of the same
series. A check of scope `whole` looks at all of them, and is always run.
"""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from mingzhang.store.image import image_of
from mingzhang.store.rows import TableRow, TableRows


class Memory(Protocol):
    """Where what was found is kept from one build to the next."""

    def __contains__(self, key: bytes) -> bool: ...

    def recalled(self, key: bytes) -> bytes | None:
        """What was kept under a key; None where it is not there whole."""

    def remember(self, key: bytes, content: bytes) -> None:
        """Keeps content under a key."""


# What steps over all documents may have changed or added in a document after its rows were finished.
_SETTLED = {
    "documents": "SELECT id, * FROM documents ORDER BY id",
    "projects": "SELECT document_id, * FROM projects ORDER BY document_id, id",
    "rejects": "SELECT document_id, * FROM rejects WHERE document_id IS NOT NULL ORDER BY document_id, rowid",
    "units": """
        SELECT DISTINCT named.document_id, units.* FROM units JOIN (
            SELECT document_id, unit_id FROM projects UNION SELECT document_id, unit_id FROM stated_totals
            UNION SELECT id, unit_id FROM documents
        ) AS named ON named.unit_id = units.id ORDER BY named.document_id, units.id
    """,
}
_COMMON = ("SELECT * FROM thresholds ORDER BY name", "SELECT * FROM words ORDER BY list, position")


def keys_of_documents(connection: sqlite3.Connection, rows: Mapping[str, bytes], program: bytes) -> dict[str, bytes]:
    """Document -> a digest of all that a check of scope `document` may see of it.

    `rows` has a digest of what its own rows come from; a document that is not in it has none. `program` is a digest of the
    checks and of all that runs them.
    """
    common = hashlib.sha256(program + sqlite3.sqlite_version.encode())
    for sql in _COMMON:
        common.update(repr(connection.execute(sql).fetchall()).encode("utf-8", "surrogatepass"))
    digests = {document: hashlib.sha256(common.digest() + key) for document, key in rows.items()}
    for table, sql in _SETTLED.items():
        for document, *values in connection.execute(sql):
            if document in digests:
                digests[document].update(f"\0{table}{values!r}".encode("utf-8", "surrogatepass"))
    return {document: digest.digest() for document, digest in digests.items()}


def neighbours(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Document -> itself and the documents that print a project of the same series as one of its own."""
    members: defaultdict[str, set[str]] = defaultdict(set)
    for series, document in connection.execute(
        "SELECT DISTINCT series_id, document_id FROM projects WHERE series_id IS NOT NULL"
    ):
        members[series].add(document)
    found = {document: {document} for (document,) in connection.execute("SELECT id FROM documents")}
    for documents in members.values():
        for document in documents:
            found[document] |= documents
    return found


def keys_of_neighbours(keys: Mapping[str, bytes], around: Mapping[str, Iterable[str]]) -> dict[str, bytes]:
    """Document -> a digest of all that a check of scope `unit` may see of it; none where a neighbour has none."""
    found = {}
    for document, others in around.items():
        if all(other in keys for other in others):
            parts = [document.encode(), *(keys[other] for other in sorted(others))]
            found[document] = hashlib.sha256(b"unit\0" + b"\0".join(parts)).digest()
    return found


def image_of_document(connection: sqlite3.Connection, tables: Mapping[str, str], values: Mapping[str, str]) -> bytes:
    """The rows that the statements for each table select, with these values, as an image."""
    rows: TableRows = {}
    for table, sql in tables.items():
        cursor = connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        rows[table] = [_row(names, one) for one in cursor]
    return image_of(rows)


def _row(names: list[str], values: Iterable[Any]) -> TableRow:
    return dict(zip(names, values, strict=True))
