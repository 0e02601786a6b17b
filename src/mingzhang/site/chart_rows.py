"""What the chart maker fetches: its frame, its script, and the rows of a page in the reader's words."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.chart_maker import FRAME, MOST_ROWS, ROWS, address_of_rows, chart_files, chart_script
from mingzhang.site.downloads.asked import DownloadRequest, download_request
from mingzhang.site.language import language_of
from mingzhang.site.pages.page import page
from mingzhang.site.sql.database import exception_of, plain_parameters
from mingzhang.site.sql.jobs import Rows
from mingzhang.site.sql.pool import Failed
from mingzhang.site.table_address import checked_request
from mingzhang.site.words import described_column, value_name

# Time inside SQLite that the rows of a chart may take.
_SECONDS = 5.0


async def script(request: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """/-/chart-maker.js"""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(chart_script().decode(), content_type="text/javascript; charset=utf-8", headers=headers)


async def chart_frame(request: Any, datasette: Any) -> Any:
    """/-/chart-frame/<table, view or query>: the page that the chart maker runs in."""
    context = {"rows": address_of_rows(request), "chart_maker": chart_files()}
    return await page(datasette, request, "chart_frame.html", context)


async def rows_for_charts(request: Any, datasette: Any) -> Any:
    """/-/chart-rows/<table, view or query>.json: the first rows, keys and codes in the reader's words."""
    request.scope["url_route"]["kwargs"].setdefault("database", DATABASE_NAME)
    request = await checked_request(request, datasette)
    wanted = await download_request(request, datasette)
    if isinstance(wanted, Response):
        return wanted
    language = language_of(request)
    table = None if wanted.is_query else wanted.name
    first = await _first(datasette, wanted)
    body = json.dumps(_named(language, table, wanted.columns, wanted.labels(language), first), ensure_ascii=False)
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    return Response(body, content_type="application/json; charset=utf-8", headers=headers)


async def _first(datasette: Any, wanted: DownloadRequest) -> list[tuple[Any, ...]]:
    """The rows that are drawn, from the pool of the pages that draw them. Raises what our error pages know."""
    pool = datasette.get_database(DATABASE_NAME).pools["queries" if wanted.is_query else "tables"]
    parameters = plain_parameters(wanted.sql, wanted.parameters)
    rows = Rows(wanted.sql, parameters, MOST_ROWS, pool.limits.most_bytes, may_be_cut=True)
    try:
        _, found, _ = await pool.value(rows, min(_SECONDS, pool.limits.seconds))
    except Failed as failed:
        raise exception_of(failed, wanted.sql, parameters) from None
    return [tuple(row) for row in found]


def _named(
    language: str, table: str | None, columns: Sequence[str], labels: Sequence[str], found: Iterable[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """Rows by label, codes by name; what is no text and no number is left out."""
    plain = (int, float, str)
    return [
        {
            label: _word(language, table, column, value) if isinstance(value, plain) else None
            for column, label, value in zip(columns, labels, row, strict=True)
        }
        for row in found
    ]


def _word(language: str, table: str | None, column: str, value: Any) -> Any:
    """What a value is called. The chart maker sorts words, so codes that have an order keep it by marks that nobody sees."""
    called = value_name(language, table, column, value)
    if called is None:
        return value
    codes = list(described_column(table, column).values)
    place = codes.index(value) if value in codes else 0
    return f"{place:05b}".translate(_UNSEEN) + called if codes else called


_UNSEEN = str.maketrans({"0": "\u200b", "1": "\u200c"})

ROUTES = [
    (r"^/-/chart-maker\.js$", script),
    (rf"^{FRAME}/(?P<table>[^/]+)$", chart_frame),
    (rf"^{FRAME}$", chart_frame),
    (rf"^{ROWS}/(?P<table>[^/]+)\.json$", rows_for_charts),
    (rf"^{ROWS}\.json$", rows_for_charts),
]
