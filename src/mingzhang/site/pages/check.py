"""The page of a check: everything it says of itself, and what it came to; and the list of all checks."""

from typing import Any

from mingzhang.dictionary.languages import select_texts
from mingzhang.site.pages.lists import Pages, id_in_address
from mingzhang.site.pages.page import one, page, rows
from mingzhang.site.pages.shared import CHECK_BY_ID, FINDINGS_ON_A_PAGE, findings_where, with_evidence

CHECK_OUTCOMES = f"""
SELECT check_results.outcome, {select_texts("check_results.reason")}, count(*) AS documents, sum(check_results.n) AS n
FROM check_results JOIN documents ON documents.id = check_results.document_id AND documents.is_current
WHERE check_results.check_id = ?
GROUP BY check_results.outcome, check_results.reason
ORDER BY CASE outcome WHEN 'failed' THEN 0 WHEN 'passed' THEN 1 ELSE 2 END, n DESC, 2
"""
FINDING_COUNT = """
SELECT count(*) AS n FROM findings JOIN documents ON documents.id = findings.document_id AND documents.is_current
WHERE findings.check_id = ?
"""
CHECK_FINDINGS = findings_where(
    "findings.check_id = :id AND documents.is_current", f"{FINDINGS_ON_A_PAGE} OFFSET :offset"
)
CHECKS = """
SELECT * FROM checks ORDER BY CASE class WHEN 'arithmetic' THEN 0 WHEN 'question' THEN 1 ELSE 2 END, id
"""
# Few documents are not current, so that leaving those out takes a third of the time of a join with all others. The answers are
# small, so that the server keeps them: a row for each check, whatever the number of documents.
CHECK_COUNTS = """
SELECT check_id, coalesce(sum(n) FILTER (WHERE outcome = 'passed'), 0) AS passed,
    coalesce(sum(n) FILTER (WHERE outcome = 'failed'), 0) AS failed,
    coalesce(sum(n) FILTER (WHERE outcome = 'not_applicable'), 0) AS not_applicable
FROM check_results WHERE document_id NOT IN (SELECT id FROM documents WHERE NOT is_current) GROUP BY check_id
"""
FINDING_COUNTS = """
SELECT check_id, count(*) AS findings
FROM findings WHERE document_id NOT IN (SELECT id FROM documents WHERE NOT is_current) GROUP BY check_id
"""
_NOTHING_TESTED = {"passed": 0, "failed": 0, "not_applicable": 0, "findings": 0}


async def check_page(request: Any, datasette: Any) -> Any:
    """/check/<id>"""
    check = await one(datasette, CHECK_BY_ID, id_in_address(request))
    count = await one(datasette, FINDING_COUNT, check["id"])
    pages = Pages(request, count["n"], FINDINGS_ON_A_PAGE)
    found = await rows(datasette, CHECK_FINDINGS, id=check["id"], offset=pages.offset)
    context = {
        "check": check,
        "results": await rows(datasette, CHECK_OUTCOMES, check["id"]),
        "findings": await with_evidence(datasette, found),
        "pages": pages,
    }
    return await page(datasette, request, "check.html", context)


async def checks_page(request: Any, datasette: Any) -> Any:
    """/checks"""
    counts = {row["check_id"]: row for row in await rows(datasette, CHECK_COUNTS)}
    findings = {row["check_id"]: row for row in await rows(datasette, FINDING_COUNTS)}
    checks = [
        {**_NOTHING_TESTED, **counts.get(one["id"], {}), **findings.get(one["id"], {}), **one}
        for one in await rows(datasette, CHECKS)
    ]
    return await page(datasette, request, "checks.html", {"checks": checks})
