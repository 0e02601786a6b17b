"""The page of a source: a page of the original document as a table, with what became of each row.

Arriving with ?record= or ?cell= the cell is open and the characters of the record are marked. Long pages are cut into
parts of whole rows.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mingzhang.site.pages.lists import id_in_address, values, whole_number
from mingzhang.site.pages.page import QueryRow, first_rows, page, rows
from mingzhang.site.pages.shared import document_of
from mingzhang.site.pages.source_cells import Asked, shown_cells
from mingzhang.site.pages.source_rows import SourceRow, cells_of_rows, part_with, parts_of, rows_of_page

SOURCE_REJECTS_SHOWN = 50
# Links to records beside a row; a row of a merged cell may have become thousands.
RECORDS_SHOWN = 6

# Ids of the cells of a document are neighbours, so that the spans of a record in this document are one stretch of the index.
FIRST_CELL = "SELECT min(id) AS first, max(id) AS last FROM cells WHERE document_id = ?"
RECORD_CELL = """
SELECT cell_id, table_name FROM spans
WHERE record_id = :record AND cell_id BETWEEN :first AND :last AND field NOT IN ('markup', 'space')
ORDER BY cell_id, start_char LIMIT 1
"""
CELL = 'SELECT id, page, table_number, "row" FROM cells WHERE id = ? AND document_id = ?'
SOURCE_TABLES = """
SELECT * FROM source_tables WHERE document_id = :document AND :page BETWEEN page_from AND page_to ORDER BY table_number
"""
BECAME = """
SELECT cell_id, table_name, record_id, max(field = 'header') AS is_header FROM spans
WHERE cell_id IN (SELECT value FROM json_each(:cells)) AND field NOT IN ('markup', 'space', 'separator', 'numbering')
GROUP BY cell_id, table_name, record_id ORDER BY cell_id, min(start_char), record_id
"""
SOURCE_REJECTS = "SELECT * FROM rejects WHERE document_id = ? ORDER BY page, table_number, row, id"
NAMES = {
    "projects": "SELECT id, name FROM projects WHERE id IN (SELECT value FROM json_each(?))",
    "stated_totals": "SELECT id, label AS name FROM stated_totals WHERE id IN (SELECT value FROM json_each(?))",
    "units": "SELECT id, name FROM units WHERE id IN (SELECT value FROM json_each(?))",
}
# Records that are part of a project; their ids are the project's and a part of their own (…-p4-i5).
_PARTS = ("goals", "headings", "indicators", "amounts", "project_fields")


async def source_page(request: Any, datasette: Any) -> Any:
    """/source/<document id>?page=N&part=M, or ?record=<id>, or ?cell=<id>&from=<character>"""
    document = await document_of(datasette, id_in_address(request))
    record = (request.args.get("record") or "")[:300]
    asked_cell = request.args.get("cell")
    target, table_name = await _target(datasette, document["id"], record, asked_cell)
    number = min(target["page"] if target else whole_number(request.args.get("page")), max(1, document["pages"]))
    tables = await rows(datasette, SOURCE_TABLES, document=document["id"], page=number)
    parts = parts_of(await rows_of_page(datasette, document["id"], number, tables))
    part = part_with(parts, target) if target else min(whole_number(request.args.get("part")), len(parts))
    places = [place for place, _ in parts[part - 1]]
    cells = await cells_of_rows(datasette, document["id"], number, places)
    rejects = await first_rows(datasette, SOURCE_REJECTS, SOURCE_REJECTS_SHOWN, document["id"])
    asked = Asked(record, target["id"] if target and not record else None, whole_number(request.args.get("from"), 0))
    shown = await shown_cells(datasette, cells, asked)
    context = {
        "document": document,
        "number": number,
        "part": part,
        "parts": len(parts),
        "blocks": _blocks(
            places,
            {table["table_number"]: table for table in tables},
            shown,
            await _became(datasette, cells),
        ),
        "rejects": rejects,
        "record": record,
        "record_table": table_name,
        "record_project": project_of(table_name, record) if table_name else None,
        "was_asked": bool(record or asked_cell),
        "target": target,
        # Of the cells of a record the one with most text: a picture frames what stands on its page once.
        "framed": max((cell for cell in shown if cell["is_open"]), key=lambda cell: cell["length"], default=None),
        "records_shown": RECORDS_SHOWN,
    }
    return await page(datasette, request, "source.html", context)


async def _target(
    datasette: Any, document_id: str, record: str, cell: str | None
) -> tuple[QueryRow | None, str | None]:
    """The cell that an address asks for, None when there is none, and the table of the record it asks for."""
    table_name, cell_id = None, whole_number(cell, 0) if cell else 0
    if record:
        (bounds,) = await rows(datasette, FIRST_CELL, document_id)
        found = await rows(datasette, RECORD_CELL, record=record, **bounds)
        if found:
            table_name, cell_id = found[0]["table_name"], found[0]["cell_id"]
    cells = await rows(datasette, CELL, cell_id, document_id) if cell_id else []
    return (cells[0] if cells else None), table_name


def project_of(table_name: str, record_id: str) -> str | None:
    """The project that a record belongs to, which its id begins with; None for what belongs to no project."""
    if table_name == "projects":
        return record_id
    return record_id.rpartition("-")[0] if table_name in _PARTS else None


# ---- what a row became -------------------------------------------------------------------------------------------------


async def _became(datasette: Any, cells: Sequence[QueryRow]) -> dict[SourceRow, QueryRow]:
    """What the cells of each row became: records by table, each with the name of what has one."""
    place_of = {cell["id"]: cell["place"] for cell in cells if not cell.get("is_continued")}
    found = await rows(datasette, BECAME, cells=values(place_of))
    names: dict[str, str | None] = {}
    for table, sql in NAMES.items():
        wanted = [row["record_id"] for row in found if row["table_name"] == table]
        if wanted:
            names |= {row["id"]: row["name"] for row in await rows(datasette, sql, values(wanted))}
    became: dict[SourceRow, QueryRow] = {}
    for row in found:
        at = became.setdefault(
            place_of[row["cell_id"]], {"records": {}, "parts": Counter(), "of": None, "header": False}
        )
        table, record = row["table_name"], row["record_id"]
        if table in _PARTS:
            at["parts"][table] += 1
            at["of"] = at["of"] or project_of(table, record)
        elif table == "source_tables":
            at["header"] = at["header"] or bool(row["is_header"])
        else:
            at["records"].setdefault(record, {"table": table, "id": record, "name": names.get(record)})
    return {place: {**at, "records": list(at["records"].values())} for place, at in became.items()}


# ---- the page ----------------------------------------------------------------------------------------------------------


def _blocks(
    places: Sequence[SourceRow],
    tables: dict[int, QueryRow],
    cells: Sequence[QueryRow],
    became: dict[SourceRow, QueryRow],
) -> list[QueryRow]:
    """Lines and tables in the order of print; each has rows, each row its cells and what it became."""
    by_place: dict[SourceRow, list[QueryRow]] = {}
    for cell in cells:
        by_place.setdefault(cell["place"], []).append(cell)
    blocks: list[QueryRow] = []
    for place in places:
        if not blocks or blocks[-1]["number"] != place.table_number:
            table = tables.get(place.table_number)
            blocks.append({"number": place.table_number, "table": table, "rows": [], "labels": {}})
        own = sorted(by_place.get(place, []), key=lambda cell: cell["column"])
        became_here = became.get(place)
        is_header = bool(became_here and became_here["header"] and not became_here["records"])
        if is_header and place.table_number:
            texts = {cell["column"]: " ".join((cell["text"] or "").split())[:20] for cell in own}
            blocks[-1]["labels"] = texts
        blocks[-1]["rows"].append(
            {
                "row": place.row,
                "cells": own,
                "became": became_here,
                "is_header": is_header,
                "labels": blocks[-1]["labels"],
            }
        )
    for block in blocks:
        if block["number"]:
            block["columns"] = max(
                (cell["column"] + cell["column_span"] - 1 for row in block["rows"] for cell in row["cells"]), default=1
            )
    return blocks
