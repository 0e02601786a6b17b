"""The Datasette plugin: search that works for Chinese, a bound on memory, and 400 for what is the asker's mistake.

Datasette loads it by the entry point in pyproject.toml and finds static/ beside it. Import datasette first, never this: while
it loads, Datasette would register it half-made.
"""

import sqlite3
from typing import Any

from datasette import handle_exception as stock
from datasette import hookimpl
from datasette.views.base import DatasetteError

from mingzhang.checks import functions
from mingzhang.metadata import DATABASE_NAME
from mingzhang.search import match_expression
from mingzhang.site.downloads.links import download_links, fits_excel
from mingzhang.site.headers import protecting
from mingzhang.site.pages import ROUTES
from mingzhang.site.plugin.check_queries import check_queries
from mingzhang.site.plugin.frame import remembering_language, template_values

# `select length(hex(randomblob(300000000)))` took 1.5 GB in spite of the time limit; with this it ends at once at 50 MB.
LARGEST_VALUE_BYTES = 5_000_000


@hookimpl(trylast=True)  # after Datasette's own escape_fts, which knows no Chinese, and in its place
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Every connection searches by our rule, knows what checks call, and holds no value too large for the machine."""
    conn.create_function("escape_fts", 1, match_expression, deterministic=True)
    functions.register(conn)
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE_BYTES)


@hookimpl
def canned_queries(database: str) -> dict[str, dict[str, Any]]:
    """The SQL of every check, to be run by whoever reads it."""
    return check_queries() if database == DATABASE_NAME else {}


@hookimpl
def register_routes() -> list[Any]:
    """The site's own pages, and downloads."""
    # Here, because they need Datasette's views, and Datasette loads this plugin before it has made those.
    from mingzhang.site.downloads.routes import ROUTES as DOWNLOADS

    return [*ROUTES, *DOWNLOADS]


@hookimpl
def extra_template_vars(request: Any) -> dict[str, Any]:
    """What all templates know: language, labels, addresses."""
    return {**template_values(request), "download_links": download_links, "fits_excel": fits_excel}


@hookimpl
def asgi_wrapper() -> Any:
    """The reader's choice of language is remembered, and answers carry the headers that protect readers."""
    return lambda app: protecting(remembering_language(app))


# What Datasette lets through from an address that makes no sense (?_where=1;drop, ?_through=x, ?_timelimit=x, ?_next=zz on a
# view, a number beyond 64 bits). Datasette logs them; sqlite3.DatabaseError itself is not among them: a damaged file is ours.
_ASKERS_MISTAKES = (
    sqlite3.Warning,
    sqlite3.ProgrammingError,
    sqlite3.OperationalError,
    sqlite3.DataError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Datasette 0.65 answers 500 to ?_sort=nothing and other mistakes in the query of an address; the asker gets 400."""
    if isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400  # Datasette's own handler comes next and shows it
    elif request.query_string and isinstance(exception, _ASKERS_MISTAKES):
        return stock.handle_exception(
            datasette, request, DatasetteError(str(exception), title="Invalid request", status=400)
        )
    return None
