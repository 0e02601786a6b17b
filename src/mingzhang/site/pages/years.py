"""One unit or one project over the years: its budget with the change from the year before, and what was spent beside it."""

from typing import Any
from urllib.parse import urlencode

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.pages.lists import Pages, id_in_address
from mingzhang.site.pages.page import QueryRow, one, page, rows
from mingzhang.site.pages.shared import RECORDS_ON_A_PAGE

_UNIT = "SELECT id, name, code FROM units WHERE id = ?"
_PROJECT = """
SELECT projects.id, projects.name, projects.series_id, units.id AS unit_id, units.name AS unit_name
FROM projects LEFT JOIN units ON units.id = projects.unit_id WHERE projects.id = ?
"""
_SERIES = """
FROM projects JOIN documents ON documents.id = projects.document_id AND documents.is_current
WHERE projects.id = :id OR projects.series_id = :series
"""
_SAME_COUNT = f"SELECT count(*) AS n {_SERIES}"
_SAME_PROJECT = f"""
SELECT projects.id, projects.name, projects.year, projects.phase, projects.amount_fen, projects.amount_text,
    projects.document_id, projects.unit_id
{_SERIES} ORDER BY projects.year DESC, projects.phase, projects.id LIMIT {RECORDS_ON_A_PAGE} OFFSET :offset
"""
# What is drawn: the budget, and what was spent by the projects that were evaluated.
DRAWN = ("budget_wan_yuan", "spent_wan_yuan")


async def unit_years_page(request: Any, datasette: Any) -> Any:
    """/unit/<id>/years"""
    unit = await one(datasette, _UNIT, id_in_address(request))
    context = {
        "unit": unit,
        "title": unit["name"] or unit["code"],
        "back": f"/unit/{unit['id']}",
        **await _over_years(datasette, "unit_by_year", unit_id=unit["id"]),
    }
    return await page(datasette, request, "years.html", context)


async def project_years_page(request: Any, datasette: Any) -> Any:
    """/project/<id>/years"""
    project = await one(datasette, _PROJECT, id_in_address(request))
    same = {"id": project["id"], "series": project["series_id"]}
    pages = Pages(request, (await one(datasette, _SAME_COUNT, **same))["n"], RECORDS_ON_A_PAGE)
    context = {
        "project": project,
        "title": project["name"] or project["id"],
        "back": f"/project/{project['id']}",
        "projects": await rows(datasette, _SAME_PROJECT, **same, offset=pages.offset),
        "pages": pages,
        **await _over_years(datasette, "project_by_year", project_id=project["id"]),
    }
    return await page(datasette, request, "years.html", context)


async def _over_years(datasette: Any, query: str, **arguments: str) -> QueryRow:
    """The rows of a ready query, a year each, and what its picture and its links need.

    Columns without a number in any year are left out.
    """
    found = await rows(datasette, load_dictionary().queries[query].sql, **arguments)
    columns = [column for column in (found[0] if found else []) if any(row[column] for row in found)]
    return {
        "found": [[row[column] for column in columns] for row in found],
        "columns": columns,
        "chart": drawn_years(found),
        "query_address": f"/{DATABASE_NAME}/{query}",
        "query_arguments": urlencode(arguments),
    }


def drawn_years(found: list[QueryRow]) -> list[QueryRow]:
    """The years in their order, each with the heights of its columns out of 100; none for a single year or no money."""
    dated = sorted((row for row in found if row["year"] is not None), key=lambda row: row["year"])
    most = max((row[column] or 0 for row in dated for column in DRAWN), default=0)
    if len(dated) < 2 or most <= 0:
        return []
    return [
        {
            "year": row["year"],
            "columns": [
                None
                if row[column] is None
                else {"value": row[column], "height": round(max(row[column], 0) * 100 / most, 2)}
                for column in DRAWN
            ],
        }
        for row in dated
    ]
