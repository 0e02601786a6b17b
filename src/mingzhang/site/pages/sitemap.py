"""/sitemap.xml and its parts: every page that stays, for whoever collects pages. https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.pages.page import one, rows
from mingzhang.site.queries import queries_of_checks
from mingzhang.site.rankings import load_rankings

# The most that the protocol allows in a file.
ADDRESSES_IN_A_PART = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = (
    "/",
    "/findings",
    "/units",
    "/documents",
    "/checks",
    "/rankings",
    "/about",
    "/downloads",
    "/sql",
    f"/{DATABASE_NAME}",
)
# For each kind of record that has pages: the column and the table of its ids, which the primary key keeps in order.
_RECORDS = {
    "document": ("id", "documents"),
    "project": ("id", "projects"),
    "unit": ("id", "units"),
    "finding": ("id", "findings"),
    "region": ("code", "regions"),
    "check": ("id", "checks"),
    "chart": ("DISTINCT id", "charts"),
}
# The day on which what a page shows was last fetched, else published; a page that shows many documents has that of the newest.
_DAY = "coalesce(documents.retrieved_on, documents.published_on)"
_DAYS = {
    "document": f"SELECT {_DAY} FROM documents WHERE id = records.id",
    "project": f"SELECT {_DAY} FROM projects JOIN documents ON documents.id = document_id WHERE projects.id = records.id",
    "finding": f"SELECT {_DAY} FROM findings JOIN documents ON documents.id = document_id WHERE findings.id = records.id",
    "unit": f"SELECT max({_DAY}) FROM documents WHERE documents.unit_id = records.id"
    " OR documents.id IN (SELECT document_id FROM projects WHERE unit_id = records.id)",
}
_NEWEST = f"SELECT max({_DAY}) AS day FROM documents"


async def sitemap_index(request: Any, datasette: Any) -> Any:
    """/sitemap.xml: the addresses of all parts."""
    names = ["site-1"]
    for kind, (column, table) in _RECORDS.items():
        found = await one(datasette, f"SELECT count({column}) AS n FROM {table}")
        names += [f"{kind}-{number + 1}" for number in range(-(-found["n"] // ADDRESSES_IN_A_PART))]
    base = _base(request, datasette)
    lines = [f"<sitemap><loc>{base}/sitemap/{name}.xml</loc></sitemap>" for name in names]
    return _xml("sitemapindex", lines)


async def sitemap_part(request: Any, datasette: Any) -> Any:
    """/sitemap/<kind>-<number>.xml: at most 50,000 addresses, each with the day of what it shows where that is known."""
    kind, number = request.url_vars["kind"], int(request.url_vars["number"])
    newest = (await rows(datasette, _NEWEST))[0]["day"] if kind not in _DAYS else None
    if (kind, number) == ("site", 1):
        pages = [(path, newest) for path in _paths_of_the_site()]
    else:
        pages = await _pages(datasette, kind, number, newest)
    if not pages:
        raise NotFound("there is no such part")
    base = _base(request, datasette)
    return _xml("urlset", [_url(f"{base}{escape(path)}", day) for path, day in pages])


def _url(address: str, day: str | None) -> str:
    return f"<url><loc>{address}</loc>{f'<lastmod>{escape(day)}</lastmod>' if day else ''}</url>"


def _paths_of_the_site() -> list[str]:
    """Pages that are no record's: lists, rankings, tables, ready queries."""
    dictionary = load_dictionary()
    rankings = [f"/ranking/{name}" for name in load_rankings()]
    names = [*dictionary.tables, *dictionary.queries, *queries_of_checks()]
    tables = [f"/{DATABASE_NAME}/{name}" for name in names if not name.endswith("_fts")]
    return [*_PAGES, *rankings, *tables]


async def _pages(datasette: Any, kind: str, number: int, newest: str | None) -> list[tuple[str, str | None]]:
    """The addresses of records of a kind, each with the day of what it shows."""
    if kind not in _RECORDS or number < 1:
        return []
    column, table = _RECORDS[kind]
    chosen = f"SELECT {column} AS id FROM {table} ORDER BY id LIMIT {ADDRESSES_IN_A_PART} OFFSET ?"
    day = f"({_DAYS[kind]})" if kind in _DAYS else "NULL"
    sql = f"SELECT id, {day} AS day FROM ({chosen}) AS records ORDER BY id"
    found = await rows(datasette, sql, (number - 1) * ADDRESSES_IN_A_PART)
    return [(f"/{kind}/{quote(str(row['id']), safe='')}", row["day"] or newest) for row in found]


def _base(request: Any, datasette: Any) -> str:
    return escape(datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/"))


def _xml(root: str, lines: Iterable[str]) -> Response:
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">\n' + "\n".join(lines) + f"\n</{root}>\n"
    )
    return Response(body, content_type="application/xml; charset=utf-8")
