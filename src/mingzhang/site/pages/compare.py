"""Up to six units side by side, year by year; with a way to choose them that needs no script."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.bars import bars_of
from mingzhang.site.cells import number
from mingzhang.site.language import language_of
from mingzhang.site.pages.lists import like_words, values
from mingzhang.site.pages.page import FirstRows, QueryRow, first_rows, page, rows
from mingzhang.site.table_page import grid_of_query

MOST_UNITS, CANDIDATES_SHOWN = 6, 12
_QUERY = "units_by_year"
_UNITS = """
SELECT units.id, units.name, units.code, units.level, units.region_code, regions.name AS region_name
FROM json_each(:ids) AS chosen JOIN units ON units.id = chosen.value
LEFT JOIN regions ON regions.code = units.region_code ORDER BY chosen.key
"""
# Units to choose from: by words of the name, those whose name is the words first; else what stands beside the chosen ones.
_FOUND = """
SELECT units.id, units.name, units.code, regions.name AS region_name FROM units
LEFT JOIN regions ON regions.code = units.region_code
WHERE (units.name LIKE :pattern ESCAPE '\\' OR units.code = :words OR units.id = :words)
    AND units.id NOT IN (SELECT value FROM json_each(:ids))
ORDER BY units.name <> :words, units.parent_id IS NOT NULL, length(units.name), units.id
"""
# Departments of other regions with the same last four characters (民政局 beside 民政局), then those of the same region.
_BESIDE = """
SELECT units.id, units.name, units.code, regions.name AS region_name FROM units
LEFT JOIN regions ON regions.code = units.region_code
WHERE units.parent_id IS NULL AND units.id NOT IN (SELECT value FROM json_each(:ids)) AND units.name IS NOT NULL
ORDER BY NOT EXISTS (SELECT 1 FROM units AS one JOIN json_each(:ids) AS chosen ON chosen.value = one.id
        WHERE substr(one.name, -3) = substr(units.name, -3)),
    units.region_code NOT IN (SELECT region_code FROM units WHERE id IN (SELECT value FROM json_each(:ids))), units.id
"""
_FINDINGS = """
WITH RECURSIVE below (unit_id, id, depth) AS (
    SELECT value, value, 0 FROM json_each(:ids)
    UNION SELECT below.unit_id, units.id, below.depth + 1
    FROM units JOIN below ON units.parent_id = below.id WHERE below.depth < 5
)
SELECT own.unit_id, documents.year, count(*) AS n
FROM (SELECT DISTINCT unit_id, id FROM below) AS own
JOIN findings ON findings.unit_id = own.id AND findings.class <> 'form'
JOIN documents ON documents.id = findings.document_id AND documents.is_current
GROUP BY 1, 2
"""


async def compare_page(request: Any, datasette: Any) -> Any:
    """/compare?unit=…&unit=…"""
    asked = list(dict.fromkeys(one.strip() for one in request.args.getlist("unit") if one.strip()))
    chosen = await rows(datasette, _UNITS, ids=values(asked[:MOST_UNITS]))
    ids = [unit["id"] for unit in chosen]
    words = (request.args.get("q") or "").strip()[:100]
    context: dict[str, Any] = {
        "chosen": chosen,
        "left_out": max(0, len(asked) - MOST_UNITS),
        "unknown": [one for one in asked[:MOST_UNITS] if one not in ids],
        "words": words,
        "candidates": await _candidates(datasette, ids, words),
        "has_room": len(ids) < MOST_UNITS,
        "with_unit": lambda unit_id: f"?{_arguments([*ids, unit_id])}",
        "without_unit": lambda unit_id: f"?{_arguments([one for one in ids if one != unit_id])}",
        "query_address": f"/{DATABASE_NAME}/{_QUERY}",
        "query_arguments": urlencode({"unit_ids": ",".join(ids)}),
        "years": await _years(request, datasette, ids) if ids else [],
    }
    return await page(datasette, request, "compare.html", context)


def _arguments(ids: list[str]) -> str:
    return urlencode([("unit", one) for one in ids])


async def _candidates(datasette: Any, ids: list[str], words: str) -> FirstRows:
    """Units that may be chosen besides: those that the words find, else those that stand beside the chosen ones."""
    if words:
        found = {"pattern": like_words(words), "words": words, "ids": values(ids)}
        return await first_rows(datasette, _FOUND, CANDIDATES_SHOWN, **found)
    return await first_rows(datasette, _BESIDE, CANDIDATES_SHOWN, ids=values(ids))


async def _years(request: Any, datasette: Any, ids: list[str]) -> list[QueryRow]:
    """For each year what each of the units has, in the order in which they were chosen; the bars all on one scale.

    `shown` are its values as a table shows them, with the same digits behind the point in all years.
    """
    found = await rows(datasette, load_dictionary().queries[_QUERY].sql, unit_ids=",".join(ids))
    counts = {(row["unit_id"], row["year"]): row["n"] for row in await rows(datasette, _FINDINGS, ids=values(ids))}
    columns = list(found[0]) if found else []
    grid = grid_of_query(language_of(request), datasette, columns, [list(row.values()) for row in found])
    bars = bars_of(row["budget_wan_yuan"] for row in found)
    by_year: defaultdict[int | None, dict[str, QueryRow]] = defaultdict(dict)
    for row, cells, bar in zip(found, grid.rows, bars, strict=True):
        findings = counts.get((row["unit_id"], row["year"]), 0)
        shown = {**dict(zip(columns, cells, strict=True)), "findings": number(findings)}
        by_year[row["year"]][row["unit_id"]] = {**row, "shown": shown, "bar": bar}
    return [{"year": year, "units": [units.get(one) for one in ids]} for year, units in by_year.items()]
