"""The Datasette plugin: search that works for Chinese, a bound on memory, and 400 for what is the asker's mistake.

Datasette loads it by the entry point in pyproject.toml and finds static/ beside it. Import datasette first, never this: while
it loads, Datasette would register it half-made.
"""

import sqlite3
from functools import partial
from typing import Any

from datasette import hookimpl

from mingzhang.checks import functions
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.search import match_expression
from mingzhang.site.citation import cited
from mingzhang.site.downloads.links import download_links, fits_excel
from mingzhang.site.headers import protecting
from mingzhang.site.language import language_of
from mingzhang.site.made_up import made_up_documents, reason_said
from mingzhang.site.pages import ROUTES
from mingzhang.site.picture_documents import documents_of_pictures
from mingzhang.site.plugin import debug_pages, errors
from mingzhang.site.plugin.check_queries import check_queries
from mingzhang.site.plugin.frame import remembering_language, template_values
from mingzhang.site.table_page import table_functions

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
    from mingzhang.site.chart_rows import ROUTES as CHART_MAKER
    from mingzhang.site.downloads.routes import ROUTES as DOWNLOADS
    from mingzhang.site.programs import late_models
    from mingzhang.site.programs.routes import ROUTES as PROGRAMS
    from mingzhang.site.table_address import ROUTES as TABLES

    return [*ROUTES, *debug_pages.ROUTES, *late_models.routes(), *PROGRAMS, *CHART_MAKER, *DOWNLOADS, *TABLES]


@hookimpl
def register_mcp_tools(datasette: Any, mcp: Any) -> None:
    """Our tools for language models; datasette-mcp, an extra, asks for them."""
    from mingzhang.site.programs.mcp_tools import offer_tools

    offer_tools(datasette, mcp)


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    """Programs of language models have no form to take a token from; datasette-mcp says so too, once it is there."""
    return scope.get("path") == "/-/mcp"


@hookimpl(trylast=True)  # after Datasette's own, which says of a view that it cannot be searched
def filters_from_request(request: Any, table: str) -> Any:
    """Views are searched by the index of the table whose records they list."""
    # Here, because it needs Datasette's own modules, which load this plugin.
    from mingzhang.site.borrowed import search_of_view

    return search_of_view(request, load_dictionary().tables, table)


@hookimpl(specname="filters_from_request")
def comparisons_of_numbers(request: Any, table: str) -> Any:
    """Where numbers are compared, texts among them (what was reached may be a day) are left out."""
    from mingzhang.site.borrowed import numbers_only
    from mingzhang.site.conditions import compared_as_numbers

    return numbers_only(compared_as_numbers(table, request.query_string))


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """What all templates know: language, labels, addresses; and what those of tables call."""
    from mingzhang.site.programs.linked_data import data_set

    return {
        **template_values(request),
        "linked_data": partial(data_set, request, datasette),
        **table_functions(language_of(request), request, datasette),
        "cited": cited,
        "absolute": lambda path: path if request is None else datasette.absolute_url(request, path),
        "made_up_documents": lambda: made_up_documents(datasette),
        "documents_of_pictures": lambda: documents_of_pictures(datasette),
        "reason_said": partial(reason_said, language_of(request)),
        "download_links": download_links,
        "fits_excel": fits_excel,
    }


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """The reader's language is remembered, nothing can be written, and answers carry the headers that protect readers."""
    # Here, because it needs Datasette's own modules, which load this plugin.
    from mingzhang.site.sql.routing import routed

    return lambda app: protecting(remembering_language(errors.only_reading(routed(app, datasette), datasette)))


@hookimpl
def startup() -> None:
    """Our error pages, comparisons by words and cells take the place of Datasette's."""
    # Here, because it needs Datasette's own modules, which load this plugin.
    from mingzhang.site.borrowed import put_own_errors_first, search_words_exactly, show_own_cells

    put_own_errors_first()
    search_words_exactly()
    show_own_cells()


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Every error is a page of the site; Datasette 0.65 would answer 500 to ?_sort=nothing and other mistakes of the asker."""
    return lambda: errors.answer(datasette, request, exception)


@hookimpl
def forbidden(datasette: Any, request: Any) -> Any:
    """What may not be seen is a page of the site too."""
    return lambda: errors.respond(datasette, request, errors.Mistake(403, "forbidden"))
