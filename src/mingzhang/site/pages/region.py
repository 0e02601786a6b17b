"""The page of a region: what it lies in, what lies in it, its money by year and phase, its departments."""

from typing import Any

from mingzhang.site.pages.lists import Pages, id_in_address, region_prefix
from mingzhang.site.pages.page import QueryRow, first_rows, one, page, rows
from mingzhang.site.pages.shared import RECORDS_ON_A_PAGE
from mingzhang.site.pages.unit import REGION_PATH

# Regions that lie in one; where there are more, the page says how many and leads to all.
INSIDE_SHOWN = 200

REGION = "SELECT * FROM regions WHERE code = ?"
_INSIDE = """
SELECT regions.code, regions.name,
    (SELECT count(*) FROM units WHERE units.parent_id IS NULL AND units.region_code = regions.code) AS departments
FROM regions WHERE regions.parent_code = ? ORDER BY regions.code
"""
REGION_MONEY = """
SELECT projects.year, projects.phase, count(*) AS projects, count(projects.amount_fen) AS read,
    sum(projects.amount_fen) AS sum_fen, count(DISTINCT projects.document_id) AS documents
FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
WHERE projects.region_code BETWEEN :first AND :last GROUP BY 1, 2 ORDER BY 1 DESC, 2
"""
_DEPARTMENT_COUNT = """
SELECT count(*) AS n FROM units WHERE parent_id IS NULL AND region_code BETWEEN :first AND :last
"""
# Each with the newest year of its budgets and what they come to in that year, its own and those of its units.
_DEPARTMENTS = """
WITH chosen AS (
    SELECT units.id, units.name, units.code, units.region_code, regions.name AS region_name
    FROM units LEFT JOIN regions ON regions.code = units.region_code
    WHERE units.parent_id IS NULL AND units.region_code BETWEEN :first AND :last
    ORDER BY units.region_code, units.code, units.id LIMIT :size OFFSET :offset
),
own AS (
    SELECT id AS department_id, id FROM chosen
    UNION SELECT own.department_id, units.id FROM own JOIN units ON units.parent_id = own.id
),
by_year AS (
    SELECT own.department_id, projects.year, count(*) AS projects, sum(projects.amount_fen) AS sum_fen
    FROM own JOIN projects ON projects.unit_id = own.id AND projects.phase = 'budget'
    JOIN documents ON documents.id = projects.document_id AND documents.is_current GROUP BY 1, 2
)
SELECT chosen.*, by_year.year, by_year.projects, by_year.sum_fen,
    (SELECT count(*) FROM findings JOIN documents ON documents.id = findings.document_id AND documents.is_current
        WHERE findings.class <> 'form' AND findings.unit_id IN (SELECT id FROM own WHERE department_id = chosen.id)) AS findings
FROM chosen
LEFT JOIN by_year ON by_year.department_id = chosen.id
    AND by_year.year = (SELECT max(year) FROM by_year AS newest WHERE newest.department_id = chosen.id)
ORDER BY chosen.region_code, chosen.code, chosen.id
"""


def codes_of(region: QueryRow) -> dict[str, str]:
    """The first and the last code of a region and of all regions in it."""
    prefix = region_prefix(region["code"])
    return {"first": prefix.ljust(6, "0"), "last": prefix.ljust(6, "9")}


async def region_page(request: Any, datasette: Any) -> Any:
    """/region/<code>"""
    region = await one(datasette, REGION, id_in_address(request))
    codes = codes_of(region)
    count = await one(datasette, _DEPARTMENT_COUNT, **codes)
    pages = Pages(request, count["n"], RECORDS_ON_A_PAGE)
    context = {
        "region": region,
        "path": (await rows(datasette, REGION_PATH, code=region["code"]))[:-1],
        "inside": await first_rows(datasette, _INSIDE, INSIDE_SHOWN, region["code"]),
        "money_rows": await rows(datasette, REGION_MONEY, **codes),
        "departments": await rows(datasette, _DEPARTMENTS, **codes, size=pages.size, offset=pages.offset),
        "pages": pages,
    }
    return await page(datasette, request, "region.html", context)
