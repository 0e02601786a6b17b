"""Which requests run where: what a reader wrote as SQL, and tables whose rows a reader chose, leave the server's process.

The pages of the site and the tables as they stand are the rest: their statements are ours, and their cost is known.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from datasette.utils import tilde_decode

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.sql.database import Asking, ServedDatabase, asking
from mingzhang.site.sql.first_row import FIRST_ROW, first_row
from mingzhang.site.sql.limits import load_limits

# Arguments in which a reader's SQL, or a query of the search index, goes into a statement as it is written.
WITH_SQL = frozenset(
    {"sql", "_where", "_through", "_searchmode", "_fts_table", "_fts_pk", "_facet_array", "_facet_date"}
)
# Arguments that choose how rows are shown, and cost nothing.
_FREE = frozenset({"_lang", "_shape", "_labels", "_columns", "_nofacet", "_nocount", "_nosuggest", "_col", "_nocol"})

# Where language models ask, with SQL of their own too.
_MODELS = "/-/mcp"
# Where the chart maker fetches the rows of a table, view or query.
_OF_CHARTS = "/-/chart-rows"
_OF_DATABASE = re.compile(rf"/{DATABASE_NAME}(\.\w+)?")
_OF_TABLE = re.compile(rf"/{DATABASE_NAME}/([^/]+?)(\.\w+)?")


@dataclass(frozen=True, slots=True)
class PoolPlace:
    """A pool, and whether rows may end early: those of a query say that there are more, a page of a table would seem whole."""

    pool: str
    may_be_cut: bool = False
    is_page: bool = False
    is_ready_query: bool = False
    may_cap: bool = False  # facets, which JSON gives in full


def pool_place_of(path: str, query_string: str) -> PoolPlace | None:
    """Where the statements of a request run; None for the server's own threads.

    `path` is as it stands in the address, not decoded.
    """
    arguments = {key for key, _ in parse_qsl(query_string, keep_blank_values=True)}
    path = path.replace(_OF_CHARTS, f"/{DATABASE_NAME}", 1) if path.startswith(_OF_CHARTS) else path
    if path == _MODELS:
        return PoolPlace("queries", may_be_cut=True)
    if _OF_DATABASE.fullmatch(path):
        return PoolPlace("queries", True, "." not in path) if "sql" in arguments else None
    if (found := _OF_TABLE.fullmatch(path)) is None:
        return None
    if tilde_decode(found[1]) not in load_dictionary().tables:
        return PoolPlace("queries", True, found[2] is None, is_ready_query=True)
    if arguments & WITH_SQL:
        return PoolPlace("queries")
    is_page = (found[2] or ".json") == ".json"
    return PoolPlace("tables", may_cap=found[2] is None) if arguments - _FREE or not is_page else None


def routed(app: Any, datasette: Any) -> Any:
    """The application, in which the statements of each request run where they belong, within the time of one request."""

    async def route(scope: Any, receive: Any, send: Any) -> None:
        """Answers a request whose statements know what they are asked for."""
        before = asking.set(_asking(datasette, scope) if scope["type"] == "http" else None)
        try:
            await app(scope, receive, send)
        finally:
            asking.reset(before)

    return route


def _asking(datasette: Any, scope: Any) -> Asking | None:
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    place = pool_place_of(path, scope["query_string"].decode("latin-1"))
    database = datasette.databases.get(DATABASE_NAME)
    if place is None or not isinstance(database, ServedDatabase):
        return None
    pool = database.pools[place.pool]
    limits = load_limits()
    wanted = Asking(
        pool,
        pool.limits.seconds,
        place.may_be_cut,
        is_ready_query=place.is_ready_query,
        may_cap=place.may_cap,
        may_keep=place.pool == "tables",
    )
    if place.may_be_cut:
        wanted.passed_over = first_row(dict(parse_qsl(scope["query_string"].decode("latin-1"))).get(FIRST_ROW)) - 1
        if place.is_page:
            wanted.most_rows = limits.rows_of_a_query_on_a_page
            wanted.most_characters = limits.characters_of_a_query_on_a_page
    return wanted
