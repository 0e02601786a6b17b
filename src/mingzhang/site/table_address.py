"""The pages, CSV and JSON of tables and views: their addresses are checked before Datasette sees them."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Request

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.borrowed import known_comparisons, stock_answer
from mingzhang.site.conditions import AskedColumns, BadCondition, checked, is_sensible_argument
from mingzhang.site.query_page import waiting_answer
from mingzhang.site.sql.limits import load_limits


async def checked_request(request: Any, datasette: Any) -> Any:
    """The request with the conditions of its address as they will be applied.

    Raises BadCondition for a condition that cannot be. What is no table of ours stays as it is: Datasette says what it is.
    """
    columns = await _columns_asked(request, datasette)
    if columns is None:
        await _check_others(request, datasette)
        return request
    pairs = checked(columns, request.query_string)
    if not request.url_vars.get("format"):
        pairs = _of_a_page(pairs)
    query = urlencode(pairs)
    return Request({**request.scope, "query_string": query.encode()}, request.receive)


async def _check_others(request: Any, datasette: Any) -> None:
    """The address of a query, or of a table of SQLite's own, which has no page."""
    table = tilde_decode(request.url_vars.get("table") or "")
    if table and await datasette.get_database(DATABASE_NAME).table_exists(table):
        raise BadCondition("internal", table)
    for key, value in parse_qsl(request.query_string, keep_blank_values=True):
        if not is_sensible_argument(key, value):
            raise BadCondition("argument", table, key, value)


def _of_a_page(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arguments with at most as many rows as a page has, of all columns as many as of a query; the rest is on the next."""
    limits = load_limits()
    most = limits.rows_of_a_query_on_a_page if ("_columns", "all") in pairs else limits.rows_on_a_page
    return [(key, str(most)) if key == "_size" and _is_more(value, most) else (key, value) for key, value in pairs]


def _is_more(size: str, most: int) -> bool:
    return size == "max" or (size.isdecimal() and (len(size) > 9 or int(size) > most))


async def _columns_asked(request: Any, datasette: Any) -> AskedColumns | None:
    table = tilde_decode(request.url_vars.get("table") or "")
    described = load_dictionary().tables.get(table)
    if described is None:
        return None
    database = datasette.get_database(DATABASE_NAME)
    details = await database.table_column_details(table)
    is_view = bool(await database.get_view_definition(table))
    declared = {column.name: column.type for column in details}
    if not details:
        return None
    if not is_view:
        declared["rowid"] = "INTEGER"
    is_searched = bool(described.search or "fts_table" in described.shown or "_fts_table" in request.args)
    return AskedColumns(table, declared, known_comparisons(), is_searched, is_view)


async def table_answer(request: Any, datasette: Any) -> Any:
    """/mingzhang/projects and the like."""
    _hold_to_formats(request)
    checked = await checked_request(request, datasette)
    name = tilde_decode(request.url_vars["table"])
    return await waiting_answer(request, datasette, name) or await stock_answer(checked, datasette)


async def database_answer(request: Any, datasette: Any) -> Any:
    """/mingzhang, with ?sql= or without."""
    _hold_to_formats(request)
    await _check_others(request, datasette)
    return await waiting_answer(request, datasette, None) or await stock_answer(request, datasette)


async def row_answer(request: Any, datasette: Any) -> Any:
    """/mingzhang/projects/<id> and the like: of the tables that have pages, a row by as many keys as it has."""
    _hold_to_formats(request)
    table = tilde_decode(request.url_vars["table"])
    database = datasette.get_database(DATABASE_NAME)
    if table not in load_dictionary().tables and await database.table_exists(table):
        raise BadCondition("internal", table)
    if not await database.table_exists(table):
        raise NotFound("no such table, or a view, of which no row has a key")
    keys = await database.primary_keys(table)
    if keys and len(request.url_vars["pks"].split(",")) != len(keys):
        raise NotFound("no row has so many keys")
    return await stock_answer(request, datasette)


def _hold_to_formats(request: Any) -> None:
    if request.url_vars.get("format") not in (None, "json", "csv", "blob"):
        raise NotFound("no such format")


_DATABASE = rf"/(?P<database>{DATABASE_NAME})"
_FORMAT = r"(\.(?P<format>\w+))?$"
ROUTES = [
    (rf"{_DATABASE}{_FORMAT}", database_answer),
    (rf"{_DATABASE}/(?P<table>[^/.]+){_FORMAT}", table_answer),
    (rf"{_DATABASE}/(?P<table>[^/]+?)/(?P<pks>[^/]+?){_FORMAT}", row_answer),
]
