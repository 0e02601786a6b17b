"""What a search box offers while somebody types: names of units, regions and projects that hold what is typed.

A plain GET of JSON, used by search.js; without scripts the search itself finds the same by the same names.
"""

from typing import Any

from datasette.utils.asgi import Response

from mingzhang.search import match_expression
from mingzhang.site.highlight import holds_all, words_of
from mingzhang.site.pages.page import rows
from mingzhang.site.pages.search_request import LONGEST_SEARCH

SUGGESTIONS = 8
# Of so many hits the names are looked at; a single character may stand in a million.
_LOOKED_AT = 400
_NAMES = """
SELECT found.name, {weight} AS weight FROM (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH :match LIMIT :most) AS hit
CROSS JOIN {table} AS found ON found.rowid = hit.rowid WHERE found.name IS NOT NULL
"""
_TABLES = {"units": "found.parent_id IS NULL", "regions": "1", "projects": "found.amount_fen"}


async def suggestions(request: Any, datasette: Any) -> Any:
    """/suggest?q=: an array of names; those that begin with what is typed first, then the short ones."""
    typed = (request.args.get("q") or "").strip()[:LONGEST_SEARCH]
    words = words_of(typed)
    names: list[str] = []
    for table, weight in _TABLES.items() if words else ():
        sql = _NAMES.format(table=table, weight=weight)
        found = await rows(datasette, sql, match=match_expression(typed), most=_LOOKED_AT)
        found.sort(key=lambda row: (not row["name"].startswith(typed), -(row["weight"] or 0), len(row["name"])))
        named = dict.fromkeys(row["name"] for row in found if holds_all(row["name"], words))
        names += [name for name in named if len(name) <= LONGEST_SEARCH][:SUGGESTIONS]
    ordered = sorted(dict.fromkeys(names), key=lambda name: not name.startswith(typed))
    return Response.json(ordered[:SUGGESTIONS], headers={"Cache-Control": "public, max-age=300"})
