"""A document to the rows of the tables: itself, its cells, tables, units, totals and rejects."""

import base64
import json
from collections.abc import Iterator
from typing import NamedTuple

from mingzhang.dictionary.languages import stored_columns
from mingzhang.records import Cell, Document, Form, PersonalPlace, Reject, SourceTable, Unit
from mingzhang.store.image import image_of
from mingzhang.store.rows import (
    NUMBERS_IN_DOCUMENT,
    DocumentRows,
    TableRow,
    TableRows,
    money_columns,
    reject_row,
    slot_of,
    unit_id,
)
from mingzhang.store.rows_of_project import add_project
from mingzhang.vocabulary import reasons


class FinishedDocument(NamedTuple):
    """A document as finished rows, with the few facts that `intake` needs; small enough to be sent between processes.

    `image` holds the rows of all tables but `units`, which are settled over all documents.
    """

    file: str
    id: str
    sha256: str
    year: int | None
    region_code: str | None
    media_type: str
    slot: int
    units: list[TableRow]
    image: bytes


def finished(document: Document, slot: int | None = None) -> FinishedDocument:
    """Makes the rows of a document. Its cells are numbered within its own slot unless another slot is given."""
    slot = slot_of(document.id) if slot is None else slot
    return of_rows(rows_of(document, slot), slot)


def of_rows(rows: TableRows, slot: int | None = None) -> FinishedDocument:
    """The rows of a document, in whichever order their tables come, with the facts that stand in them.

    Its cells are numbered in its own slot unless another one is given.
    """
    (said,) = rows["documents"]
    slot = slot_of(said["id"]) if slot is None else slot
    return FinishedDocument(
        said["file"],
        said["id"],
        said["sha256"],
        said["year"],
        said["region_code"],
        said["media_type"],
        slot,
        units=rows.get("units", []),
        image=image_of({table: some for table, some in sorted(rows.items()) if table != "units"}),
    )


def rows_of(document: Document, slot: int) -> TableRows:
    """All rows of a document. Its units and regions are as this document prints them; `intake` settles on one row for each."""
    rows = DocumentRows(document, slot)
    _add_document(rows)
    _add_cells(rows)
    rows.add_spans("documents", document.id, document.spans)
    positions = iter(range(1, len(document.reading.cells()) + 1))
    for table in document.tables:
        _add_table(rows, table, positions)
    for number, reject in enumerate(document.rejects, 1):
        cell_id = rows.cell_ids[reject.cell] if reject.cell else None
        row = reject_row(reject, document.file, number, document.id, cell_id)
        rows.add("rejects", row | _stands_in(rows, reject))
    _add_replies(rows)
    return {**rows.tables, **rows.spans.rows()}


def _stands_in(rows: DocumentRows, reject: Reject) -> TableRow:
    """The project in whose row or sheet a reject stands, and the heading that it stands under."""
    cell = reject.cell
    project_id = rows.project_ids.get(cell) if cell else None
    above = [one for one in rows.heading_places.get(cell, []) if one[0] <= (reject.start or 0)] if cell else []
    return {"project_id": project_id, "heading_id": max(above)[1] if above else None}


def _add_replies(rows: DocumentRows) -> None:
    document = rows.document
    for number, reply in enumerate(document.replies, 1):
        row = {
            "id": f"{document.id}-reply{number}",
            "document_id": document.id,
            "finding_id": reply.finding,
            "table_name": None,
            "record_id": reply.record or document.id,
            "text": reply.text,
            "author": reply.by,
            "replied_on": reply.replied_on,
        }
        rows.add("replies", row)


def _add_document(rows: DocumentRows) -> None:
    document, sidecar = rows.document, rows.document.sidecar
    row = {
        "id": document.id,
        "title": document.title,
        "year": document.year,
        "region_code": document.region_code,
        "unit_id": unit_id(document, document.unit_code),
        "file": document.file,
        "media_type": document.reading.media_type,
        "sha256": document.sha256,
        "pages": document.reading.pages,
        "read_as": document.reading.read_as,
        "read_by": document.reading.read_by,
        "source_url": sidecar.source_url,
        "approved_on": sidecar.approved_on,
        "published_on": sidecar.published_on,
        "retrieved_on": sidecar.retrieved_on,
        "supersedes_id": sidecar.supersedes,
        "withdrawn": sidecar.withdrawn,
        "corrected": sidecar.corrected,
        "masked": len(_masked_places(document)),
        "has_original": int(_has_original(document)),
        "made_up": sidecar.made_up,
        "same_as_id": None,
        "is_current": 1,
    }
    rows.add("documents", row)


def _has_original(document: Document) -> bool:
    """Whether the file itself may be had from the site: nothing in it is masked, and nobody took it back."""
    return document.may_be_served and not _masked_places(document) and not document.sidecar.withdrawn


def _masked_places(document: Document) -> list[PersonalPlace]:
    """The places of the document itself that are masked, without those of the texts beside it."""
    return [place for place in document.personal if place.is_masked and place.beside is None]


def _add_cells(rows: DocumentRows) -> None:
    for number, cell in enumerate(rows.document.reading.cells()):
        rows.cell_ids[cell] = rows.slot * NUMBERS_IN_DOCUMENT + number
        row = {
            "id": rows.cell_ids[cell],
            "document_id": rows.document.id,
            "page": cell.page,
            "table_number": cell.table_number,
            "row": cell.row,
            "column": cell.column,
            "text": cell.printed or None,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "marks": _marks(cell),
            "recognised": cell.by_hand.recognised if cell.by_hand else None,
            "corrected_by": cell.by_hand.by if cell.by_hand else None,
            "corrected_on": cell.by_hand.corrected_on if cell.by_hand else None,
        }
        rows.add("cells", row)
        for position, picture in enumerate(cell.pictures, 1):
            encoded = base64.b64encode(picture).decode("ascii")
            rows.add("cell_pictures", {"cell_id": row["id"], "position": position, "webp": encoded})


def _add_table(rows: DocumentRows, table: SourceTable, positions: Iterator[int]) -> None:
    number, form = table.grid.table_number, table.form
    table_id = f"{rows.document.id}-t{number}"
    pages = [row[0].page for row in table.grid.rows]
    row = {
        "id": table_id,
        "document_id": rows.document.id,
        "table_number": number,
        "page_from": min(pages),
        "page_to": max(pages),
        "line_above": _line_above(rows, number, min(pages)),
        "sheet": table.grid.sheet,
        "title": table.title,
        "form": form.form if form else None,
        "phase": form.phase if form else None,
        "money_unit": form.money_unit if form else None,
        "is_whole": int(table.is_whole) if form else None,
        "is_understood": int(form.is_understood) if form else None,
        **stored_columns("why", reasons.sentence_by_language(table.why, table.why_values)),
        "continues_id": f"{rows.document.id}-t{table.continues}" if table.continues else None,
    }
    rows.add("source_tables", row)
    rows.add_spans("source_tables", table_id, (*(form.spans if form else ()), *table.furniture))
    if form:
        _add_form(rows, form, positions)


def _line_above(rows: DocumentRows, table_number: int, page: int) -> int | None:
    """Which line of the page is the last one above a table, so that both can be shown in their order."""
    grids = (grid for grid in rows.document.reading.grids if grid.table_number == table_number)
    return max((line.row for grid in grids for line in grid.title_lines if line.page == page), default=None)


def _add_form(rows: DocumentRows, form: Form, positions: Iterator[int]) -> None:
    for unit in form.units:
        _add_unit(rows, unit)
    for total in form.stated_totals:
        total_id = f"{rows.document.id}-total{len(rows.tables['stated_totals']) + 1}"
        row = {
            "id": total_id,
            "document_id": rows.document.id,
            "kind": total.kind,
            "unit_id": unit_id(rows.document, total.unit_code),
            "label": total.label,
            **money_columns(total.amount),
            "table_number": total.cell.table_number,
            "page": total.cell.page,
            "row": total.cell.row,
        }
        rows.add("stated_totals", row)
        rows.add_spans("stated_totals", total_id, total.spans)
    for project in form.projects:
        add_project(rows, project, form.phase, next(positions))


def _add_unit(rows: DocumentRows, unit: Unit) -> None:
    own_id = unit_id(rows.document, unit.code)
    assert own_id
    row = {
        "id": own_id,
        "code": unit.code,
        "name": unit.name,
        "level": unit.level,
        "parent_id": unit_id(rows.document, unit.parent_code),
        "region_code": rows.document.region_code,
    }
    rows.add("units", row)
    rows.add_spans("units", own_id, unit.spans)


def _marks(cell: Cell) -> str | None:
    """The marks of a cell as JSON, None when it has none. What is printed beside the text is not in it, and is given here."""
    marks: list[TableRow] = []
    for start, end, kind, characters in cell.marks:
        beside = {"text": characters} if start == end else {}
        marks.append({"start": start, "end": end, "kind": kind, **beside})
    return json.dumps(marks, ensure_ascii=False) if marks else None
