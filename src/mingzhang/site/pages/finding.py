"""The page of a finding with its evidence, and the list of all findings."""

from typing import Any

from datasette.utils import tilde_encode

from mingzhang.dictionary.languages import select_texts, stored_columns
from mingzhang.site.pages.lists import Pages, address_with, id_in_address, rows_by
from mingzhang.site.pages.page import FirstRows, QueryRow, one, page, rows
from mingzhang.site.pages.shared import (
    CHECK_BY_ID,
    FINDING_COLUMNS,
    FINDING_TABLES,
    FINDINGS_ON_A_PAGE,
    QUOTED,
    document_of,
    findings_where,
    with_evidence,
)
from mingzhang.site.sides import sides_of
from mingzhang.text.money import read_wan_yuan

FINDING_FACET_VALUES = 12

FINDING = f"SELECT {FINDING_COLUMNS} FROM {FINDING_TABLES} WHERE findings.id = ?"

# What the list can be narrowed by: argument of the address -> column.
FINDING_FACETS = {
    "class": "findings.class",
    "check": "findings.check_id",
    "unit": "findings.unit_id",
    "year": "documents.year",
    "region": "documents.region_code",
}
# The columns of the view with the same findings, which can count all values of a facet.
_LISTED = {"class": "class", "check": "check_id", "unit": "unit_id", "year": "year", "region": "region_code"}
# What it can be narrowed by besides, without a count of each: a department counts with everything below it.
_RECORDS = {
    "department": """findings.unit_id IN (
        WITH RECURSIVE own (id, depth) AS (
            SELECT :department, 0
            UNION SELECT units.id, own.depth + 1 FROM units JOIN own ON units.parent_id = own.id WHERE own.depth < 5
        )
        SELECT id FROM own)""",
    "document": "findings.document_id = :document",
    "project": "findings.id IN (SELECT id FROM findings WHERE project_id = :project"
    " UNION SELECT finding_id FROM finding_evidence WHERE project_id = :project)",
}
_COUNTED = """
WITH chosen AS MATERIALIZED (
    SELECT findings.class AS class, findings.check_id AS "check", findings.unit_id AS unit, documents.year AS year,
        documents.region_code AS region
    FROM findings CROSS JOIN documents ON documents.id = findings.document_id
    WHERE documents.is_current AND {conditions}
)
"""


def _in_each(expression: str) -> str:
    """A name that is the same in every language, under the column of each."""
    return ", ".join(f"{expression} AS {column}" for column in stored_columns("name", {}))


_NAMES = {
    "class": (_in_each("NULL"), ""),
    "check": (select_texts("checks.title AS name"), "LEFT JOIN checks ON checks.id = value"),
    "unit": (_in_each("units.name"), "LEFT JOIN units ON units.id = value"),
    "year": (_in_each("NULL"), ""),
    "region": (_in_each("regions.name"), "LEFT JOIN regions ON regions.code = value"),
}
LIST = findings_where("documents.is_current AND {conditions}", ":size OFFSET :offset")


async def finding_page(request: Any, datasette: Any) -> Any:
    """/finding/<id>"""
    finding = await one(datasette, FINDING, id_in_address(request))
    (with_its_evidence,) = await with_evidence(datasette, [finding], longest=QUOTED)
    context = {
        "finding": with_its_evidence,
        "more_evidence": with_its_evidence["evidence_count"] - len(with_its_evidence["evidence"]),
        "sides": sides_of(finding["check_id"]),
        "check": await one(datasette, CHECK_BY_ID, finding["check_id"]),
        "document": await document_of(datasette, finding["document_id"]),
        "expected_fen": read_wan_yuan(finding["expected"] or ""),
        "observed_fen": read_wan_yuan(finding["observed"] or ""),
        "difference_fen": None if finding["difference_yuan"] is None else round(finding["difference_yuan"] * 100),
        "row_path": tilde_encode(finding["id"]),
        "permanent_address": datasette.absolute_url(request, request.path),
    }
    return await page(datasette, request, "finding.html", context)


async def findings_page(request: Any, datasette: Any) -> Any:
    """/findings, narrowed by class, check, unit, year and region. How forms are filled comes last, unless it is asked for."""
    chosen = {name: request.args.get(name) for name in FINDING_FACETS if request.args.get(name)}
    records = {name: request.args.get(name) for name in _RECORDS if request.args.get(name)}
    narrowed = [*(f"{FINDING_FACETS[name]} = :{name}" for name in chosen), *(_RECORDS[name] for name in records)]
    conditions = " AND ".join(narrowed or ["1"])
    chosen |= records
    facets = await _facets(datasette, conditions, chosen)
    by_class = {facet["value"]: facet["count"] for facet in facets["class"]}
    shows_forms = "class" in chosen
    counted = sum(count for name, count in by_class.items() if shows_forms or name != "form")
    pages = Pages(request, counted, FINDINGS_ON_A_PAGE)
    main = conditions if shows_forms else f"{conditions} AND findings.class != 'form'"
    listed = await rows(datasette, LIST.format(conditions=main), **chosen, size=FINDINGS_ON_A_PAGE, offset=pages.offset)
    forms: list[QueryRow] = []
    if not shows_forms and by_class.get("form"):
        only = f"{conditions} AND findings.class = 'form'"
        forms = await rows(datasette, LIST.format(conditions=only), **chosen, size=10, offset=0)
    context = {
        "findings": await with_evidence(datasette, listed),
        "form_findings": FirstRows(await with_evidence(datasette, forms), by_class.get("form", 0)),
        "count": sum(by_class.values()),
        "by_class": by_class,
        "pages": pages,
        "facets": facets,
        "chosen": {name: value for name, value in chosen.items() if name not in records},
        "records_chosen": records,
        "all_values": lambda name: {**_listed(chosen), "_facet": _LISTED[name], "_facet_size": "max"},
        "link": lambda **changes: address_with(request, **changes),
    }
    return await page(datasette, request, "findings.html", context)


def _listed(chosen: QueryRow) -> QueryRow:
    """What the list is narrowed to, as conditions of the view with the same findings."""
    columns = {**_LISTED, "document": "document_id", "project": "project_id"}
    return {columns[name]: value for name, value in chosen.items() if name in columns}


async def _facets(datasette: Any, conditions: str, chosen: QueryRow) -> dict[str, FirstRows]:
    """For each facet its most frequent values with their names and counts, of the findings that are chosen; `total` is how
    many values there are.
    """
    parts = [
        f"SELECT * FROM (SELECT '{name}' AS facet, value, {texts}, count, of FROM ("
        f'SELECT "{name}" AS value, count(*) AS count, count(*) OVER () AS of FROM chosen WHERE "{name}" IS NOT NULL GROUP BY 1'
        f" ORDER BY 2 DESC, 1 LIMIT {FINDING_FACET_VALUES}) {join})"
        for name, (texts, join) in _NAMES.items()
    ]
    sql = _COUNTED.format(conditions=conditions) + " UNION ALL ".join(parts)
    found = rows_by(await rows(datasette, sql, **chosen), "facet")
    facets = {name: found.get(name, []) for name in FINDING_FACETS}
    return {name: FirstRows(facet, facet[0]["of"] if facet else 0) for name, facet in facets.items()}
