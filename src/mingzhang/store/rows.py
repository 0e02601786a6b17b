"""The rows of a document as they are collected, each a dict by column, and the ids of records."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from mingzhang.dictionary.languages import stored_columns
from mingzhang.records import (
    UNKNOWN,
    Amount,
    Cell,
    Document,
    Reject,
    Span,
)
from mingzhang.store.spans import SpanParts
from mingzhang.vocabulary import reasons

TableRow = dict[str, Any]
TableRows = dict[str, list[TableRow]]

# A cell's id is its document's slot and its number in the document, so that no other document changes it; so is
# `sequence`. Together 53 bits, which JavaScript still counts exactly.
NUMBERS_IN_DOCUMENT = 2**20
DOCUMENT_SLOTS = 2**33


def slot_of(document_id: str) -> int:
    """The slot that a document's cells are numbered in, from its id alone."""
    return int.from_bytes(hashlib.sha256(document_id.encode()).digest()[:8]) % DOCUMENT_SLOTS


_NUMBERED = ("cell_id", "sequence")


def in_slot(rows: TableRows, own: int, slot: int) -> TableRows:
    """The rows of a document that are numbered in its own slot, numbered in another one."""
    further = (slot - own) * NUMBERS_IN_DOCUMENT
    return {
        table: [
            {
                column: value + further
                if value is not None and (column in _NUMBERED or (table, column) == ("cells", "id"))
                else value
                for column, value in row.items()
            }
            for row in some
        ]
        for table, some in rows.items()
    }


def reject_row(reject: Reject, file: str, number: int, document_id: str | None, cell_id: int | None) -> TableRow:
    """The row of a reject: the sentence in both languages, and where it points to."""
    origin = document_id or f"{UNKNOWN}-{hashlib.sha256(file.encode()).hexdigest()[:8]}"
    cell = reject.cell
    return {
        "id": f"{origin}-reject{number}",
        "kind": reasons.kind_of(reject.reason),
        "file": file,
        "document_id": document_id,
        "table_number": cell.table_number if cell else None,
        "page": cell.page if cell else None,
        "row": cell.row if cell else None,
        "column": cell.column if cell else None,
        **stored_columns("reason", reasons.sentence_by_language(reject.reason, reject.values)),
        "reason_id": reject.reason,
        "text": reject.text,
        "cell_id": cell_id,
        "start_char": reject.start if cell else None,
        "end_char": reject.end if cell else None,
    }


def unit_id(document: Document, code: str | None) -> str | None:
    """The id of a unit: its code within its region, or within the document when the region is not known."""
    if code is None:
        return None
    return f"{document.region_code or f'{UNKNOWN}-{document.sha256[:8]}'}-{code}"


def stored_number(value: Decimal | None) -> int | float | None:
    """A decimal as SQLite keeps numbers: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)


def money_columns(amount: Amount | None) -> TableRow:
    """The columns of an amount of money, without values where there is none."""
    return {
        "amount_yuan": amount.fen / 100 if amount else None,
        "amount_fen": amount.fen if amount else None,
        "step_fen": amount.step_fen if amount else None,
    }


class DocumentRows:
    """The rows collected so far from a document, and what later rows need to know of them."""

    def __init__(self, document: Document, slot: int) -> None:
        self.document, self.slot = document, slot
        self.tables: defaultdict[str, list[TableRow]] = defaultdict(list)
        self.spans = SpanParts()
        self.cell_ids: dict[Cell, int] = {}
        self.merged_leaves: set[tuple[Cell, int, int]] = set()
        self.project_ids: dict[Cell, str] = {}
        self.heading_places: defaultdict[Cell, list[tuple[int, str]]] = defaultdict(list)

    def add(self, table: str, row: TableRow) -> None:
        """Adds a row to a table."""
        self.tables[table].append(row)

    def add_spans(self, table: str, record_id: str, spans: Iterable[Span]) -> None:
        """Adds the spans of a record. The characters of a merged cell, which may serve many, are a leaf of the first."""
        for span in spans:
            place = (span.cell, span.start, span.end)
            is_leaf = span.is_leaf and not (span.cell.is_merged and place in self.merged_leaves)
            if is_leaf and span.cell.is_merged:
                self.merged_leaves.add(place)
            row = {
                "cell_id": self.cell_ids[span.cell],
                "start_char": span.start,
                "end_char": span.end,
                "is_leaf": int(is_leaf),
                "table_name": table,
                "record_id": record_id,
                "field": span.field,
            }
            self.spans.add(row)

    def next_sequence(self, table: str) -> int:
        """A number that sorts the next row of a table after all earlier rows of all documents."""
        return self.slot * NUMBERS_IN_DOCUMENT + len(self.tables[table]) + 1
