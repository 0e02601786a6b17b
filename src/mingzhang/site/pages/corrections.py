"""Cells of a document that a person put right, and the records that were read from them."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingzhang.site.pages.lists import rows_by, values
from mingzhang.site.pages.page import QueryRow, rows

# The index of corrected cells is read alone where there is none, as in most documents.
_CORRECTED = """
SELECT id, document_id, page, table_number, "row", "column", text, recognised, corrected_by, corrected_on FROM cells
WHERE document_id IN (SELECT value FROM json_each(?)) AND corrected_by IS NOT NULL ORDER BY id
"""
_RECORDS = """
SELECT DISTINCT record_id, corrected_by, corrected_on FROM cells JOIN spans ON spans.cell_id = cells.id
WHERE cells.id IN (SELECT value FROM json_each(?)) AND field NOT IN ('markup', 'space', 'separator', 'header')
ORDER BY record_id, corrected_on, corrected_by
"""


async def corrected_cells(datasette: Any, document_ids: Iterable[str]) -> list[QueryRow]:
    """The cells of these documents that were corrected by hand."""
    return await rows(datasette, _CORRECTED, values(set(document_ids)))


async def corrected_records(datasette: Any, cells: Iterable[QueryRow]) -> Mapping[str, list[QueryRow]]:
    """Record -> who corrected what it was read from, and when, of these cells."""
    ids = [cell["id"] for cell in cells]
    return rows_by(await rows(datasette, _RECORDS, values(ids)), "record_id") if ids else {}
