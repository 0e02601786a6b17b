"""The page of a document, and the list of all documents."""

from typing import Any

from datasette.utils import tilde_encode

from mingzhang.dictionary.languages import select_texts
from mingzhang.site.pages.lists import Pages, id_in_address, rows_by, values
from mingzhang.site.pages.page import FirstRows, first_rows, one, page, rows
from mingzhang.site.pages.shared import (
    FINDINGS_SHOWN,
    FORM_FINDINGS_SHOWN,
    RECORDS_ON_A_PAGE,
    REPLIES_TO_RECORDS,
    TOTALS,
    document_of,
    findings_where,
    with_evidence,
)
from mingzhang.site.pages.unit import chosen_in_list

# Of longer lists a page shows the first, says how many there are, and leads to all.
REJECTS_SHOWN, TOTALS_SHOWN, UNITS_SHOWN, TABLES_SHOWN = 100, 200, 200, 100
# Units that a document is of: its own, and those whose projects it lists.
_UNIT = """
WITH RECURSIVE own (id, depth) AS (
    SELECT :unit, 0 UNION SELECT units.id, own.depth + 1 FROM units JOIN own ON units.parent_id = own.id WHERE own.depth < 5
)
SELECT id FROM documents WHERE unit_id = :unit
UNION SELECT document_id FROM projects WHERE unit_id IN (SELECT id FROM own)
"""

DOCUMENT_TOTALS = f"{TOTALS} WHERE stated_totals.document_id = ? ORDER BY stated_totals.rowid"
# The two counts that only the index is read for.
SUMS = """
SELECT phase, count(*) AS projects, count(amount_fen) AS read, sum(amount_fen) AS sum_fen FROM projects
WHERE document_id = ? GROUP BY phase ORDER BY phase
"""
DOCUMENT_UNITS = """
SELECT DISTINCT units.id, units.code, units.name FROM units
WHERE units.id IN (
    SELECT unit_id FROM projects WHERE document_id = :id
    UNION SELECT unit_id FROM stated_totals WHERE document_id = :id
    UNION SELECT unit_id FROM documents WHERE id = :id)
ORDER BY units.code
"""
DOCUMENT_TABLES = "SELECT * FROM source_tables WHERE document_id = ? ORDER BY table_number"
DOCUMENT_PROJECTS = f"""
SELECT projects.id, projects.name, projects.serial, projects.phase, projects.amount_fen, projects.amount_text,
    projects.unit_id, units.name AS unit_name
FROM projects LEFT JOIN units ON units.id = projects.unit_id
WHERE projects.document_id = :id ORDER BY projects.position LIMIT {RECORDS_ON_A_PAGE} OFFSET :offset
"""
DOCUMENT_FINDINGS = findings_where("findings.document_id = ? AND findings.class <> 'form'", str(FINDINGS_SHOWN))
DOCUMENT_FORM_FINDINGS = findings_where(
    "findings.document_id = ? AND findings.class = 'form'", str(FORM_FINDINGS_SHOWN)
)
DOCUMENT_FINDING_COUNTS = """
SELECT count(*) FILTER (WHERE class <> 'form') AS findings, count(*) FILTER (WHERE class = 'form') AS forms
FROM findings WHERE document_id = ?
"""
DOCUMENT_REJECTS = "SELECT * FROM rejects WHERE document_id = ? ORDER BY page, table_number, row, id"
DOCUMENT_RESULTS = f"""
SELECT check_results.*, {select_texts("checks.title", "checks.tests")}, checks.class
FROM check_results JOIN checks ON checks.id = check_results.check_id
WHERE check_results.document_id = ? ORDER BY checks.rowid, check_results.outcome, check_results.reason
"""

_CHOSEN = f"""
FROM documents
WHERE (:pattern = '%%' OR documents.title LIKE :pattern ESCAPE '\\' OR documents.file LIKE :pattern ESCAPE '\\')
    AND (:region = '' OR substr(documents.region_code, 1, length(:region)) = :region)
    AND (:year = 0 OR documents.year = :year)
    AND (:unit = '' OR documents.id IN ({_UNIT}))
"""
DOCUMENT_COUNT = f"SELECT count(*) AS n {_CHOSEN}"
DOCUMENT_LIST = f"""
SELECT chosen.*, regions.name AS region_name, units.name AS unit_name
FROM (
    SELECT documents.* {_CHOSEN}
    ORDER BY documents.year DESC, documents.region_code, documents.id LIMIT {RECORDS_ON_A_PAGE} OFFSET :offset
) AS chosen
LEFT JOIN regions ON regions.code = chosen.region_code
LEFT JOIN units ON units.id = chosen.unit_id
ORDER BY chosen.year DESC, chosen.region_code, chosen.id
"""
DOCUMENT_PROJECT_COUNTS = """
SELECT document_id, count(*) AS n FROM projects WHERE document_id IN (SELECT value FROM json_each(?)) GROUP BY 1
"""
REJECT_COUNTS = """
SELECT document_id, count(*) AS n FROM rejects WHERE document_id IN (SELECT value FROM json_each(?)) GROUP BY 1
"""
NOT_TAKEN_IN = f"SELECT file, {select_texts('reason')} FROM rejects WHERE kind = 'document' ORDER BY file"


async def document_page(request: Any, datasette: Any) -> Any:
    """/document/<id>"""
    document = await document_of(datasette, id_in_address(request))
    sums = await rows(datasette, SUMS, document["id"])
    pages = Pages(request, sum(row["projects"] for row in sums), RECORDS_ON_A_PAGE)
    counts = await one(datasette, DOCUMENT_FINDING_COUNTS, document["id"])
    findings = await with_evidence(datasette, await rows(datasette, DOCUMENT_FINDINGS, document["id"]))
    forms = await with_evidence(datasette, await rows(datasette, DOCUMENT_FORM_FINDINGS, document["id"]))
    results = await rows(datasette, DOCUMENT_RESULTS, document["id"])
    context = {
        "document": document,
        "sums": sums,
        "totals": await first_rows(datasette, DOCUMENT_TOTALS, TOTALS_SHOWN, document["id"]),
        "units": await first_rows(datasette, DOCUMENT_UNITS, UNITS_SHOWN, id=document["id"]),
        "tables": await first_rows(datasette, DOCUMENT_TABLES, TABLES_SHOWN, document["id"]),
        "projects": await rows(datasette, DOCUMENT_PROJECTS, id=document["id"], offset=pages.offset),
        "pages": pages,
        "findings": FirstRows(findings, counts["findings"]),
        "form_findings": FirstRows(forms, counts["forms"]),
        "rejects": await first_rows(datasette, DOCUMENT_REJECTS, REJECTS_SHOWN, document["id"]),
        "results": list(rows_by(results, "check_id").values()),
        "replies": await rows(datasette, REPLIES_TO_RECORDS, values([document["id"]])),
        "row_path": tilde_encode(document["id"]),
    }
    return await page(datasette, request, "document.html", context)


async def documents_page(request: Any, datasette: Any) -> Any:
    """/documents, narrowed by words of the title, region, year, and the unit that they are of."""
    chosen = await chosen_in_list(request, datasette, "unit")
    count = await one(datasette, DOCUMENT_COUNT, **chosen["parameters"])
    pages = Pages(request, count["n"], RECORDS_ON_A_PAGE)
    documents = await rows(datasette, DOCUMENT_LIST, **chosen["parameters"], offset=pages.offset)
    ids = values(row["id"] for row in documents)
    context = {
        **chosen,
        "documents": documents,
        "pages": pages,
        "project_counts": {row["document_id"]: row["n"] for row in await rows(datasette, DOCUMENT_PROJECT_COUNTS, ids)},
        "reject_counts": {row["document_id"]: row["n"] for row in await rows(datasette, REJECT_COUNTS, ids)},
        "not_taken_in": await first_rows(datasette, NOT_TAKEN_IN, REJECTS_SHOWN),
    }
    return await page(datasette, request, "documents.html", context)
