"""Links publishers' replies to what they reply to: a finding, a record, or the document that they stand beside."""

from sqlite_utils import Database

from mingzhang.records import Reject
from mingzhang.store.doubts import add_doubt

# What a reply may refer to, besides a finding.
_RECORDS = ("projects", "indicators", "goals", "stated_totals", "documents", "units")


def settle_replies(database: Database) -> None:
    """Sets the table of the record of each reply. A reply to a record that does not exist is removed, and a doubt says so."""
    for reply in list(database.query(_REPLIES)):
        table = _table_of(database, reply["record_id"])
        if (reply["finding_id"] and not _is_in(database, "findings", reply["finding_id"])) or table is None:
            database.conn.execute("DELETE FROM replies WHERE id = ?", [reply["id"]])
            answered = {"id": reply["finding_id"] or reply["record_id"]}
            document = {"id": reply["document_id"], "file": reply["file"]}
            add_doubt(database, document, Reject("reply-to-nothing", answered))
        else:
            database.conn.execute("UPDATE replies SET table_name = ? WHERE id = ?", [table, reply["id"]])


_REPLIES = """
SELECT replies.*, documents.file FROM replies JOIN documents ON documents.id = replies.document_id ORDER BY replies.id
"""


def _table_of(database: Database, record_id: str) -> str | None:
    return next((table for table in _RECORDS if _is_in(database, table, record_id)), None)


def _is_in(database: Database, table: str, record_id: str) -> bool:
    return database.conn.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', [record_id]).fetchone() is not None
