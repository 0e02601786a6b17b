"""Doubts that arise only when all documents are in the database: rejects that are added to a stored document."""

from typing import Any

from sqlite_utils import Database

from mingzhang.records import Reject
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow, reject_row


def add_doubt(database: Database, document: TableRow, reject: Reject, **place: Any) -> None:
    """Adds a reject to a document (its id and file); `place` are columns that say where in it, such as cell_id."""
    (count,) = database.conn.execute("SELECT count(*) FROM rejects WHERE document_id = ?", [document["id"]]).fetchone()
    insert(database, "rejects", [reject_row(reject, document["file"], count + 1, document["id"], None) | place])
