"""What several pages fetch in the same way: documents with their state, findings with their evidence, totals with caveats."""

from typing import Any

from mingzhang.dictionary.languages import select_texts
from mingzhang.site.highlight import joined_ranges, marked_parts
from mingzhang.site.originals import can_draw_pages, original_path
from mingzhang.site.pages.corrections import corrected_cells, corrected_records
from mingzhang.site.pages.lists import rows_by, values
from mingzhang.site.pages.page import FirstRows, QueryRow, first_rows, one, rows

# On a page of a long list: findings, each with its evidence; documents, units or projects, each a line.
FINDINGS_ON_A_PAGE = 20
RECORDS_ON_A_PAGE = 20
# On the page of a record: findings below it, and those of how forms are filled in, which stand folded.
FINDINGS_SHOWN, FORM_FINDINGS_SHOWN = 5, 20
# Pieces of evidence that are shown of one finding; a check of how forms are filled may rest on thousands.
EVIDENCE_SHOWN = 30
# Characters of a piece that are quoted, around its first number: below a finding of a list, and on the page of a finding.
QUOTED_IN_LISTS, QUOTED = 300, 600

CHECK_BY_ID = "SELECT * FROM checks WHERE id = ?"
_DOCUMENT = """
SELECT documents.*, units.name AS unit_name, units.code AS unit_code, regions.name AS region_name,
    earlier.title AS supersedes_title
FROM documents
LEFT JOIN units ON units.id = documents.unit_id
LEFT JOIN regions ON regions.code = documents.region_code
LEFT JOIN documents AS earlier ON earlier.id = documents.supersedes_id
WHERE documents.id = ?
"""

_LATER = "SELECT id, title, published_on FROM documents WHERE supersedes_id = ? ORDER BY id"


async def document_of(datasette: Any, document_id: str) -> QueryRow:
    """A document with the names of its unit and region, the documents that supersede it, what was corrected in it by hand, and
    whether the file itself is here and its pages can be drawn. Raises NotFound.
    """
    document = await one(datasette, _DOCUMENT, document_id)
    original = original_path(datasette, document)
    corrected = await corrected_cells(datasette, [document_id])
    return {
        **document,
        "later": await rows(datasette, _LATER, document_id),
        "corrected_cells": corrected,
        "corrected_records": await corrected_records(datasette, corrected),
        "original_bytes": original.stat().st_size if original else None,
        "has_pictures": bool(original) and can_draw_pages(document),
    }


FINDING_COLUMNS = f"""
findings.*, {select_texts("checks.title AS check_title", "checks.innocent_explanations")},
units.name AS unit_name, projects.name AS project_name, documents.title AS document_title, documents.year
"""
FINDING_TABLES = """
findings
JOIN checks ON checks.id = findings.check_id
JOIN documents ON documents.id = findings.document_id
LEFT JOIN units ON units.id = findings.unit_id
LEFT JOIN projects ON projects.id = findings.project_id
"""
# What weighs most comes first: numbers that do not agree, by how much; then questions.
FINDING_ORDER = """
CASE findings.class WHEN 'arithmetic' THEN 0 WHEN 'question' THEN 1 ELSE 2 END,
abs(findings.difference_yuan) DESC, findings.id
"""


def findings_where(condition: str, limit: str) -> str:
    """SQL for a list of findings, what weighs most first. They are chosen before anything else is joined to them: of
    forty thousand only those that are shown look at their texts, check, unit and project. CROSS JOIN keeps SQLite at the
    index that holds everything which is compared.
    """
    return f"""
SELECT {FINDING_COLUMNS}
FROM (
    SELECT findings.id AS chosen FROM findings CROSS JOIN documents ON documents.id = findings.document_id
    WHERE {condition} ORDER BY {FINDING_ORDER} LIMIT {limit}
)
JOIN {FINDING_TABLES.strip().replace("findings", "findings ON findings.id = chosen", 1)}
ORDER BY {FINDING_ORDER}
"""


# A piece of evidence may stand in another document than its finding: the target of another year.
_EVIDENCE = """
SELECT finding_evidence.*, coalesce(projects.document_id, stated_totals.document_id, findings.document_id) AS document_id,
    projects.name AS project_name
FROM findings
JOIN finding_evidence ON finding_evidence.finding_id = findings.id
LEFT JOIN projects ON projects.id = finding_evidence.project_id
LEFT JOIN stated_totals ON finding_evidence.table_name = 'stated_totals' AND stated_totals.id = finding_evidence.record_id
WHERE findings.id IN (SELECT value FROM json_each(:findings)) AND {condition}
ORDER BY finding_evidence.finding_id, finding_evidence.position
"""
_EVIDENCE_COUNTS = """
SELECT finding_id, count(DISTINCT table_name || ' ' || record_id) AS n FROM finding_evidence
WHERE finding_id IN (SELECT value FROM json_each(?)) GROUP BY 1
"""
_FIRST_EVIDENCE = _EVIDENCE.format(condition="finding_evidence.position <= :most")
_EVIDENCE_OF_PROJECT = _EVIDENCE.format(condition="finding_evidence.project_id = :project")


_REPLIES = """
SELECT * FROM replies WHERE finding_id IN (SELECT value FROM json_each(:findings))
    OR (finding_id IS NULL AND record_id IN (SELECT value FROM json_each(:records)))
ORDER BY replied_on, id
"""
REPLIES_TO_RECORDS = """
SELECT * FROM replies WHERE finding_id IS NULL AND record_id IN (SELECT value FROM json_each(?)) ORDER BY replied_on, id
"""


async def with_evidence(
    datasette: Any, findings: list[QueryRow], project_id: str | None = None, longest: int = QUOTED_IN_LISTS
) -> list[QueryRow]:
    """Findings, each with its first pieces of evidence, or with those that concern a project, how many records it rests on
    (`evidence_count`), and what was answered. A record is one piece, with all its numbers marked in `quote_parts`.
    """
    ids = values(row["id"] for row in findings)
    if project_id is None:
        evidence = await rows(datasette, _FIRST_EVIDENCE, findings=ids, most=EVIDENCE_SHOWN)
    else:
        evidence = await rows(datasette, _EVIDENCE_OF_PROJECT, findings=ids, project=project_id)
    corrected = await corrected_cells(datasette, (piece["document_id"] for piece in evidence))
    records = await corrected_records(datasette, corrected)
    evidence = [{**piece, "by_hand": records.get(piece["record_id"], [])} for piece in evidence]
    by_finding = rows_by(evidence, "finding_id")
    counts = {row["finding_id"]: row["n"] for row in await rows(datasette, _EVIDENCE_COUNTS, ids)}
    shown = [
        {
            **row,
            "evidence": _one_a_record(by_finding.get(row["id"], []), longest)[:EVIDENCE_SHOWN],
            "evidence_count": counts.get(row["id"], 0),
        }
        for row in findings
    ]
    return await _with_replies(datasette, shown)


def _one_a_record(pieces: list[QueryRow], longest: int) -> list[QueryRow]:
    """Pieces of evidence, those of one record as one: three numbers of a goal are no reason to print it three times."""
    by_record: dict[tuple[str, str], list[QueryRow]] = {}
    for piece in pieces:
        by_record.setdefault((piece["table_name"], piece["record_id"]), []).append(piece)
    return [
        {**of_one[0], "quote_parts": marked_parts(of_one[0]["quote"] or "", _marks(of_one), longest)}
        for of_one in by_record.values()
    ]


def _marks(pieces: list[QueryRow]) -> list[tuple[int, int]]:
    return joined_ranges((one["start_char"], one["end_char"]) for one in pieces if one["start_char"] is not None)


async def first_findings(
    datasette: Any, sql: str, most: int, /, project_id: str | None = None, **named: Any
) -> FirstRows:
    """The first findings of a query, each `with_evidence`, and how many it has."""
    found = await first_rows(datasette, sql, most, **named)
    return FirstRows(await with_evidence(datasette, found, project_id), found.total)


async def _with_replies(datasette: Any, findings: list[QueryRow]) -> list[QueryRow]:
    """Findings with the answers to them (`replies`), and with those to the records that they rest on (`record_replies`)."""
    concerned = {
        row["id"]: {row["document_id"], row["project_id"], *(piece["record_id"] for piece in row["evidence"])}
        for row in findings
    }
    every = values(record for records in concerned.values() for record in records if record)
    found = await rows(datasette, _REPLIES, findings=values(concerned), records=every)
    to_finding, to_record = rows_by(found, "finding_id"), [reply for reply in found if reply["finding_id"] is None]
    return [
        {
            **row,
            "replies": to_finding.get(row["id"], []),
            "record_replies": [reply for reply in to_record if reply["record_id"] in concerned[row["id"]]],
        }
        for row in findings
    ]


# A stated total with what the check of totals came to: the finding, where there is one, and the sum of the rows.
TOTALS = """
SELECT stated_totals.*, units.name AS unit_name, source_tables.phase, documents.year, documents.title AS document_title,
    documents.is_current, findings.id AS finding_id,
    stated_totals.amount_fen + CAST(round(findings.difference_yuan * 100) AS INTEGER) AS sum_fen,
    EXISTS (SELECT 1 FROM reconciliations WHERE reconciliations.id = stated_totals.id || '-total-mismatch') AS agrees
FROM stated_totals
JOIN documents ON documents.id = stated_totals.document_id
LEFT JOIN units ON units.id = stated_totals.unit_id
LEFT JOIN source_tables ON source_tables.id = stated_totals.document_id || '-t' || stated_totals.table_number
LEFT JOIN findings ON findings.id = stated_totals.id || '-total-mismatch'
"""
