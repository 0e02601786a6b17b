"""How spans are stored: in four parts, of which each says a thing once, behind a view `spans` of whole rows.

A record is named once, an origin is a cell that it was read from, pieces are the characters there, and a field that characters
became is named once for all records. A table of whole rows, with its index by record, was two fifths of a database.
"""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # which servers and their workers do without
    from sqlite_utils import Database

SPANS = "spans"
FIELDS, ORIGINS, PIECES, RECORDS = PARTS = ("span_fields", "span_origins", "span_pieces", "span_records")
_Rows = dict[str, list[dict[str, Any]]]


class SpanParts:
    """The spans of a document as they are collected, in parts that are numbered from 1 in the order of their first use."""

    def __init__(self) -> None:
        self._fields: dict[tuple[str, str], int] = {}
        self._records: dict[str, int] = {}
        self._origins: dict[tuple[int, int], int] = {}
        self._pieces: list[dict[str, Any]] = []

    def add(self, span: dict[str, Any]) -> None:
        """Adds a whole span, as a row of the view."""
        record = self._records.setdefault(span["record_id"], len(self._records) + 1)
        self._pieces.append(
            {
                "origin": self._origins.setdefault((span["cell_id"], record), len(self._origins) + 1),
                "start_char": span["start_char"],
                "end_char": span["end_char"],
                "field": self._fields.setdefault((span["table_name"], span["field"]), len(self._fields) + 1),
                "is_leaf": span["is_leaf"],
            }
        )

    def rows(self) -> _Rows:
        """The rows of each part; no parts where there is no span."""
        if not self._pieces:
            return {}
        return {
            FIELDS: [{"number": n, "table_name": table, "field": name} for (table, name), n in self._fields.items()],
            ORIGINS: [{"number": n, "cell_id": cell, "record": record} for (cell, record), n in self._origins.items()],
            PIECES: self._pieces,
            RECORDS: [{"number": n, "record_id": record} for record, n in self._records.items()],
        }


def in_parts(rows: _Rows) -> _Rows:
    """The rows of a document with its spans in parts: what `in_whole` was given."""
    parts = SpanParts()
    for span in rows.get(SPANS, ()):
        parts.add(span)
    return {table: some for table, some in rows.items() if table != SPANS} | parts.rows()


def in_whole(rows: _Rows) -> _Rows:
    """The rows of a document with whole spans in the place of their parts."""
    if PIECES not in rows:
        return rows
    fields, origins, records = ({row["number"]: row for row in rows[part]} for part in (FIELDS, ORIGINS, RECORDS))
    spans = []
    for piece in rows[PIECES]:
        origin, field = origins[piece["origin"]], fields[piece["field"]]
        of_field = {"table_name": field["table_name"], "field": field["field"]}
        of_origin = {"cell_id": origin["cell_id"], "record_id": records[origin["record"]]["record_id"]}
        spans.append({**piece, **of_field, **of_origin})
        del spans[-1]["origin"]
    return {table: some for table, some in rows.items() if table not in PARTS} | {SPANS: spans}


def load_parts(connection: sqlite3.Connection) -> None:
    """Adds the parts in the attached database `document`, numbered from 1, to those of the main one, numbered after them."""
    origin, record = (_last(connection, part) for part in (ORIGINS, RECORDS))
    connection.execute(
        "INSERT INTO main.span_fields (table_name, field) SELECT table_name, field FROM document.span_fields AS own"
        " WHERE NOT EXISTS (SELECT 1 FROM main.span_fields AS known"
        " WHERE known.table_name = own.table_name AND known.field = own.field) ORDER BY number"
    )
    connection.execute(
        "INSERT INTO main.span_records SELECT number + ?, record_id FROM document.span_records ORDER BY number",
        [record],
    )
    connection.execute(
        "INSERT INTO main.span_origins SELECT number + ?, cell_id, record + ? FROM document.span_origins ORDER BY number",
        [origin, record],
    )
    # A row of a document's fields stands at its number, and gets the number that the field has here: one step for each piece.
    connection.execute(
        "UPDATE document.span_fields SET number = (SELECT known.number FROM main.span_fields AS known"
        " WHERE known.table_name = span_fields.table_name AND known.field = span_fields.field)"
    )
    connection.execute(
        "INSERT INTO main.span_pieces SELECT origin + ?, start_char, end_char, own.number, is_leaf"
        " FROM document.span_pieces AS pieces CROSS JOIN document.span_fields AS own ON own.rowid = pieces.field"
        " ORDER BY origin, start_char, end_char",
        [origin],
    )


def add_spans(database: "Database", spans: Iterable[dict[str, Any]]) -> None:
    """Adds whole spans to those that are stored, with records and origins of their own."""
    for span in spans:
        database.conn.execute(
            f"INSERT OR IGNORE INTO {FIELDS} (table_name, field) VALUES (:table_name, :field)",
            {"table_name": span["table_name"], "field": span["field"]},
        )
        record = database.conn.execute(f"INSERT INTO {RECORDS} (record_id) VALUES (?)", [span["record_id"]]).lastrowid
        origin = database.conn.execute(
            f"INSERT INTO {ORIGINS} (cell_id, record) VALUES (?, ?)", [span["cell_id"], record]
        ).lastrowid
        database.conn.execute(
            f"INSERT INTO {PIECES} SELECT :origin, :start_char, :end_char, number, :is_leaf FROM {FIELDS}"
            " WHERE table_name = :table_name AND field = :field",
            {**span, "origin": origin},
        )


def _last(connection: sqlite3.Connection, part: str) -> int:
    (number,) = connection.execute(f"SELECT coalesce(max(number), 0) FROM main.{part}").fetchone()
    return int(number)
