"""The chart maker of datasette-vega: its script in the site's colours, and the rows that it draws in the reader's words.

It draws in the colours of its own and names columns as SQL does. So its script is served with our colours in the place of its
theme, and it is given rows whose keys are the labels of the columns and whose codes are named.
"""

import asyncio
import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette.utils import add_cors_headers
from datasette.utils.asgi import Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME
from mingzhang.site.downloads.asked import download_request, too_slow
from mingzhang.site.downloads.rows import TooSlow, batches
from mingzhang.site.language import language_of, say_in
from mingzhang.site.table_address import checked_request
from mingzhang.site.words import described_column, value_name

# So many rows are drawn; of more the page says how many there are.
MOST_ROWS = 5000
_SECONDS = 5.0
_THEME = b'{theme:"quartz",tooltip:!0}'
_PALETTE = ["#0b5c56", "#9a3412", "#5b6b2f", "#7a4a8c", "#1f5f99", "#8a6d1c", "#6b5d52", "#b0527a"]


@cache
def chart_script() -> bytes:
    """The script of datasette-vega with our colours. Raises AssertionError when another version names its theme otherwise."""
    (file,) = (path for path in files("datasette_vega").joinpath("static").iterdir() if path.name.endswith(".js"))
    config = {
        "range": {"category": _PALETTE},
        "mark": {"color": _PALETTE[0]},
        "bar": {"fill": _PALETTE[0]},
        "axis": {"labelLimit": 220, "gridColor": "#d9d8d0", "labelColor": "#1d2321", "titleColor": "#1d2321"},
        "view": {"stroke": None},
    }
    ours = json.dumps(
        {
            "config": config,
            "tooltip": True,
            "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        }
    ).encode()
    script = file.read_bytes()
    assert script.count(_THEME) == 1, file.name
    return script.replace(_THEME, ours)


@cache
def chart_files() -> dict[str, list[str]]:
    """The addresses of the chart maker's script and style sheet."""
    styles = [path.name for path in files("datasette_vega").joinpath("static").iterdir() if path.name.endswith(".css")]
    return {
        "scripts": [f"/-/chart-maker.js?{hashlib.sha256(chart_script()).hexdigest()[:8]}"],
        "styles": [f"/-/static-plugins/datasette_vega/{name}" for name in styles],
    }


def address_of_rows(request: Any, table: str | None) -> str:
    """Where the rows of a table, view or query are, as the chart maker gets them: all that match, whatever page is shown."""
    name = table or request.url_vars.get("table")
    kept = [
        (key, value) for key, value in parse_qsl(request.query_string, True) if key not in ("_next", "_size", "_lang")
    ]
    path = f"/-/chart-rows/{quote(name, safe='')}.json" if name else "/-/chart-rows.json"
    return f"{path}?{urlencode(kept)}" if kept else path


def said(language: str, count: int | None) -> str:
    """How many rows are drawn, where they are not all."""
    say = say_in(language)
    if count is not None and count <= MOST_ROWS:
        return ""
    if count is None:
        return str(say("图表至多画 {most} 条。", most=f"{MOST_ROWS:,}"))
    return str(say("图表只画前 {most} 条，共 {n} 条。", most=f"{MOST_ROWS:,}", n=f"{count:,}"))


async def script(request: Any) -> Any:  # noqa: ARG001 (Datasette passes what is named)
    """/-/chart-maker.js"""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(chart_script().decode(), content_type="text/javascript; charset=utf-8", headers=headers)


async def rows(request: Any, datasette: Any) -> Any:
    """/-/chart-rows/<table, view or query>.json: the first rows, keys and codes in the reader's words."""
    request.scope["url_route"]["kwargs"].setdefault("database", DATABASE_NAME)
    request = await checked_request(request, datasette)
    wanted = await download_request(request, datasette)
    if isinstance(wanted, Response):
        return wanted
    language = language_of(request)
    table = None if wanted.is_query else wanted.name
    try:
        first = await asyncio.to_thread(lambda: _first(batches(datasette, wanted, threading.Event(), _SECONDS)))
    except TooSlow:
        raise too_slow(language) from None
    body = json.dumps(_named(language, table, wanted.columns, wanted.labels(language), first), ensure_ascii=False)
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    return Response(body, content_type="application/json; charset=utf-8", headers=headers)


def _first(found: Iterable[list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    first: list[tuple[Any, ...]] = []
    for batch in found:
        first += batch
        if len(first) >= MOST_ROWS:
            break
    return first[:MOST_ROWS]


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
    (r"^/-/chart-rows/(?P<table>[^/]+)\.json$", rows),
    (r"^/-/chart-rows\.json$", rows),
]
