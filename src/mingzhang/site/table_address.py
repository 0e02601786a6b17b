"""The pages, CSV and JSON of tables and views: their addresses are checked before Datasette sees them."""

from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.borrowed import known_comparisons, stock_answer
from mingzhang.site.conditions import AskedColumns, checked
from mingzhang.site.sql.limits import load_limits


async def checked_request(request: Any, datasette: Any) -> Any:
    """The request with the conditions of its address as they will be applied.

    Raises BadCondition for a condition that cannot be. What is no table of ours stays as it is: Datasette says what it is.
    """
    columns = await _columns_asked(request, datasette)
    if columns is None:
        return request
    pairs = checked(columns, request.query_string)
    if not request.url_vars.get("format"):
        pairs = _of_a_page(pairs)
    query = urlencode(pairs)
    return Request({**request.scope, "query_string": query.encode()}, request.receive)


def _of_a_page(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arguments with at most as many rows as a page has; the rest is on the next one."""
    most = load_limits().rows_on_a_page
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
    return await stock_answer(await checked_request(request, datasette), datasette)


ROUTES = [(rf"/(?P<database>{DATABASE_NAME})/(?P<table>[^/.]+)(\.(?P<format>\w+))?$", table_answer)]
