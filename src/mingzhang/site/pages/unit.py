"""The page of a budget unit, and the list of all units."""

from typing import Any

from mingzhang.site.pages.lists import Pages, address_with, id_in_address, like_words, region_prefix, values
from mingzhang.site.pages.page import QueryRow, first_rows, one, page, rows
from mingzhang.site.pages.shared import FINDINGS_SHOWN, RECORDS_ON_A_PAGE, TOTALS, findings_where, with_evidence

# Of longer lists a page shows the first, says how many there are, and leads to all.
CHILDREN_SHOWN, DOCUMENTS_SHOWN, TOTALS_SHOWN = 200, 50, 200

UNIT = """
SELECT units.*, parent.name AS parent_name, parent.code AS parent_code FROM units
LEFT JOIN units AS parent ON parent.id = units.parent_id WHERE units.id = ?
"""
# The unit and everything below it; an unexpected circle ends at the depth of the deepest hierarchy there is.
_OWN = """
WITH RECURSIVE own (id, depth) AS (
    SELECT :id, 0 UNION SELECT units.id, own.depth + 1 FROM units JOIN own ON units.parent_id = own.id WHERE own.depth < 5
)
"""
_OWN_IDS = f"{_OWN} SELECT DISTINCT id FROM own ORDER BY id"
REGION_PATH = """
WITH RECURSIVE path (code, depth) AS (
    SELECT :code, 0 UNION SELECT parent_code, depth + 1 FROM regions JOIN path USING (code)
    WHERE parent_code IS NOT NULL AND depth < 5
)
SELECT regions.code, regions.name FROM path JOIN regions USING (code) ORDER BY depth DESC
"""
CHILDREN = "SELECT id, code, name FROM units WHERE parent_id = ? ORDER BY code"
UNIT_DOCUMENTS = f"""
{_OWN}
SELECT id, title, year, is_current, withdrawn, same_as_id, file FROM documents
WHERE unit_id = :id OR id IN (SELECT DISTINCT document_id FROM projects WHERE unit_id IN (SELECT id FROM own))
ORDER BY year DESC, id
"""
MONEY = f"""
{_OWN}
SELECT projects.year, projects.phase, count(*) AS projects, count(projects.amount_fen) AS read,
    sum(projects.amount_fen) AS sum_fen
FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
WHERE projects.unit_id IN (SELECT id FROM own) GROUP BY 1, 2 ORDER BY 1 DESC, 2
"""
UNIT_TOTALS = f"""
{TOTALS} WHERE stated_totals.unit_id = ? AND stated_totals.kind = 'unit' AND documents.is_current
ORDER BY documents.year DESC, stated_totals.id
"""
UNIT_PROJECTS = f"""
{_OWN}
SELECT projects.id, projects.name, projects.year, projects.phase, projects.amount_fen, projects.document_id, projects.unit_id,
    units.name AS unit_name
FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
LEFT JOIN units ON units.id = projects.unit_id
WHERE projects.unit_id IN (SELECT id FROM own)
ORDER BY projects.year DESC, projects.phase, projects.amount_fen DESC, projects.id LIMIT {RECORDS_ON_A_PAGE} OFFSET :offset
"""
UNIT_FINDINGS = _OWN + findings_where(
    "findings.unit_id IN (SELECT id FROM own) AND documents.is_current AND findings.class != 'form'",
    str(FINDINGS_SHOWN),
)
FINDING_COUNTS = f"""
{_OWN}
SELECT findings.class, count(*) AS n FROM findings JOIN documents ON documents.id = findings.document_id
WHERE findings.unit_id IN (SELECT id FROM own) AND documents.is_current GROUP BY 1
"""

_CHOSEN = """
FROM units
WHERE (:pattern = '%%' OR units.name LIKE :pattern ESCAPE '\\' OR units.code LIKE :pattern ESCAPE '\\')
    AND (:region = '' OR substr(units.region_code, 1, length(:region)) = :region)
    AND (:year = 0 OR units.id IN (SELECT unit_id FROM projects WHERE year = :year)
        OR units.id IN (SELECT unit_id FROM documents WHERE year = :year))
    AND (:document = '' OR units.id IN (
        SELECT unit_id FROM projects WHERE document_id = :document
        UNION SELECT unit_id FROM stated_totals WHERE document_id = :document
        UNION SELECT unit_id FROM documents WHERE id = :document))
"""
UNIT_COUNT = f"SELECT count(*) AS n {_CHOSEN}"
UNIT_LIST = f"""
SELECT chosen.*, regions.name AS region_name, parent.name AS parent_name
FROM (
    SELECT units.* {_CHOSEN} ORDER BY units.region_code, units.code, units.id LIMIT {RECORDS_ON_A_PAGE} OFFSET :offset
) AS chosen
LEFT JOIN regions ON regions.code = chosen.region_code
LEFT JOIN units AS parent ON parent.id = chosen.parent_id
ORDER BY chosen.region_code, chosen.code, chosen.id
"""
# Each of several units with everything below it, as on its own page.
_EACH_OWN = """
WITH RECURSIVE below (unit_id, id, depth) AS (
    SELECT value, value, 0 FROM json_each(?)
    UNION SELECT below.unit_id, units.id, below.depth + 1
    FROM units JOIN below ON units.parent_id = below.id WHERE below.depth < 5
),
own AS (SELECT DISTINCT unit_id, id FROM below)
"""
UNIT_PROJECT_COUNTS = f"""
{_EACH_OWN}
SELECT own.unit_id, count(*) AS n FROM own JOIN projects ON projects.unit_id = own.id
JOIN documents ON documents.id = projects.document_id AND documents.is_current GROUP BY 1
"""
UNIT_FINDING_COUNTS = f"""
{_EACH_OWN}
SELECT own.unit_id, count(*) AS n FROM own JOIN findings ON findings.unit_id = own.id
JOIN documents ON documents.id = findings.document_id AND documents.is_current GROUP BY 1
"""
REGIONS = "SELECT code, name FROM regions ORDER BY code"
YEARS = "SELECT DISTINCT year FROM documents WHERE year IS NOT NULL ORDER BY year DESC"


async def unit_page(request: Any, datasette: Any) -> Any:
    """/unit/<id>"""
    unit = await one(datasette, UNIT, id_in_address(request))
    money = await rows(datasette, MONEY, id=unit["id"])
    totals = await first_rows(datasette, UNIT_TOTALS, TOTALS_SHOWN, unit["id"])
    pages = Pages(request, sum(row["projects"] for row in money), RECORDS_ON_A_PAGE)
    counts = {row["class"]: row["n"] for row in await rows(datasette, FINDING_COUNTS, id=unit["id"])}
    context = {
        "unit": unit,
        "regions": await rows(datasette, REGION_PATH, code=unit["region_code"]),
        "children": await first_rows(datasette, CHILDREN, CHILDREN_SHOWN, unit["id"]),
        "documents": await first_rows(datasette, UNIT_DOCUMENTS, DOCUMENTS_SHOWN, id=unit["id"]),
        "money_rows": money_by_year(money, totals),
        "totals": totals,
        "projects": await rows(datasette, UNIT_PROJECTS, id=unit["id"], offset=pages.offset),
        "pages": pages,
        "list_of_projects": {
            "unit_id__in": ",".join(row["id"] for row in await rows(datasette, _OWN_IDS, id=unit["id"])),
            "is_current": 1,
        },
        "findings": await with_evidence(datasette, await rows(datasette, UNIT_FINDINGS, id=unit["id"])),
        "finding_count": sum(counts.values()),
        "form_count": counts.get("form", 0),
    }
    return await page(datasette, request, "unit.html", context)


def money_by_year(sums: list[QueryRow], totals: list[QueryRow]) -> list[QueryRow]:
    """For each year and phase the sum of the rows beside the totals that the documents state. Never all years together."""
    places = {(row["year"], row["phase"]): {**row, "totals": []} for row in sums}
    for total in totals:
        empty = {
            "year": total["year"],
            "phase": total["phase"],
            "projects": 0,
            "read": 0,
            "sum_fen": None,
            "totals": [],
        }
        places.setdefault((total["year"], total["phase"]), empty)["totals"].append(total)
    return sorted(places.values(), key=lambda row: (-(row["year"] or 0), row["phase"] or ""))


async def units_page(request: Any, datasette: Any) -> Any:
    """/units, narrowed by words of the name, region, year, and the document that names them."""
    chosen = await chosen_in_list(request, datasette, "document")
    count = await one(datasette, UNIT_COUNT, **chosen["parameters"])
    pages = Pages(request, count["n"], RECORDS_ON_A_PAGE)
    units = await rows(datasette, UNIT_LIST, **chosen["parameters"], offset=pages.offset)
    ids = values(row["id"] for row in units)
    context = {
        **chosen,
        "units": units,
        "pages": pages,
        "project_counts": {row["unit_id"]: row["n"] for row in await rows(datasette, UNIT_PROJECT_COUNTS, ids)},
        "finding_counts": {row["unit_id"]: row["n"] for row in await rows(datasette, UNIT_FINDING_COUNTS, ids)},
    }
    return await page(datasette, request, "units.html", context)


async def chosen_in_list(request: Any, datasette: Any, record: str) -> QueryRow:
    """What a reader narrowed a list of units or documents by, and what there is to choose from; `record` is the kind of
    record of whose page the list is a part, where the address names one.
    """
    query = (request.args.get("q") or "").strip()[:200]
    region, year = request.args.get("region") or "", request.args.get("year") or ""
    return {
        "parameters": {
            "pattern": like_words(query),
            "region": region_prefix(region),
            "year": int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
            record: request.args.get(record) or "",
        },
        "record": (record, request.args.get(record)) if request.args.get(record) else None,
        "query": query,
        "chosen_region": region,
        "chosen_year": year,
        "regions": await rows(datasette, REGIONS),
        "years": [row["year"] for row in await rows(datasette, YEARS)],
        "link": lambda **changes: address_with(request, **changes),
    }
