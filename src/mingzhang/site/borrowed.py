"""Everything that the site takes from Datasette's private parts, in one place.

Read from Datasette 0.65.5. Its documentation promises none of this, so each upgrade begins here: a test holds that the version
installed is one of 0.65, and `make canary` tries the newest pre-release. 1.0a41 stops at `_all_file_connections`, then at
`TableView`, then at the hook `canned_queries`.

| here | taken from 0.65 | in 1.0 |
| --- | --- | --- |
| `QuotedDatabase` | `Database.connect`, `_all_file_connections`; SQL of a first page | quotes paths? |
| `ServedDatabase` of `sql/database` | `Datasette._prepare_connection` | the same |
| `statement_of` | `TableView.data`, `QueryView.data`, the `limit` behind their SQL | `.json?_extra=query` of the address |
| `stock_answer` | `TableView`, `RowView`, `DatabaseView` | `datasette.client.get` of the address |
| `parameters_of` | `derive_named_parameters` | the same |
| `editor_files` | `static/codemirror-5…`: the editor, its mode for SQL, its styles | CodeMirror 6, in one file |
| `put_own_errors_first` | the plugin that Datasette registers for its own error pages | the same |
| `ServedDatasette` | `_table_permission_allows`, `permission_allowed`, `unsign`, `refresh_schemas` | permissions are SQL |
| `SchemaKept` of `sql/schema` | statements of `Database` about `sqlite_master` | the same |
| `search_of_view`, `numbers_only` | `FilterArguments` of the hook `filters_from_request` | documented |
| `site/lean` | `plugins`, which loads all plugins; `views.base.ureg` | the same; is gone |
| `show_own_cells` | `views.table.display_columns_and_rows` | gone; `.json?_extra=` has them |
| `search_words_exactly`, `known_comparisons` | `Filters._filters`, `_filters_by_key` | the same |

Views are imported where they are used: Any loads our plugin before it has made them.
"""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from datasette import handle_exception as stock_error_pages
from datasette.app import BadSignature, Datasette
from datasette.database import Database
from datasette.filters import FilterArguments, Filters, TemplatedFilter
from datasette.plugins import pm
from datasette.utils import derive_named_parameters, escape_sqlite
from datasette.utils.asgi import Request, Response

from mingzhang.dictionary.descriptions import TableDescription
from mingzhang.search import fold
from mingzhang.store.search_index import COLUMNS_SEARCHED

READ_FROM = "0.65.5"
_MOST_TABLES = 1000


class QuotedDatabase(Database):  # type: ignore[misc]
    """Datasette pastes the path into a URI as it is: a `#`, `?` or `%` in it would open, and make, another file."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection for reading to the file, whatever its name."""
        assert not write
        connection = sqlite3.connect(f"file:{quote(self.path)}?immutable=1", uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, sql: str, *arguments: Any, **named: Any) -> Any:
        """Runs SQL as Datasette does, the first page of a sorted table in the order of the pages that follow."""
        return await super().execute(await self.in_one_order(sql), *arguments, **named)

    async def in_one_order(self, sql: str) -> str:
        """The SQL of a table's first page with equal rows ordered by their key, as Datasette has it from the second page on.

        Otherwise they stand in any order on the first page, and a reader of all pages misses some and sees others twice.
        """
        table = _sorted_table(sql)
        if table is not None and await self.table_exists(table):
            sql = _ties_broken(sql, await self.primary_keys(table))
        return _LIMIT_ONE.sub(" limit 0", sql) if _without_rows.get() else sql


# Whether nobody reads the rows of the pages that Datasette is asked for, which SQLite need not look for then.
_without_rows: ContextVar[bool] = ContextVar("without_rows", default=False)
_LIMIT_ONE = re.compile(r" limit 1$")
_SORTED = re.compile(
    r'select [^()]+? from \[?"?(?P<table>\w+)"?\]? (?:where .*? )?order by (?P<column>\[?"?\w+"?\]?(?: desc)?) limit \d+',
    re.DOTALL,
)


def _sorted_table(sql: str) -> str | None:
    """The table that a statement reads, where it is one by which Datasette fetches the first page of a sorted table."""
    match = _SORTED.fullmatch(sql)
    return match["table"] if match else None


def _ties_broken(sql: str, keys: list[str]) -> str:
    at = sql.rindex(" limit ")
    return f"{sql[:at]}{''.join(f', {escape_sqlite(key)}' for key in keys)}{sql[at:]}"


class ServedDatasette(Datasette):  # type: ignore[misc]
    """Datasette copies all metadata, 150 KB, to see who may read a table; ours never changes, so it is asked once a table.

    Whether somebody who has not signed in may do something is asked six times for a row, of all plugins: once is enough, too.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._allows: dict[tuple[str, str], Any] = {}
        self._allowed: dict[tuple[Any, ...], Any] = {}

    async def permission_allowed(self, actor: Any, action: str, resource: Any = None, default: Any = False) -> Any:
        """Whether an actor may do something; of those without a name, who are nearly all, as it was the first time."""
        if actor is not None:
            return await super().permission_allowed(actor, action, resource, default)
        key = (action, tuple(resource) if isinstance(resource, list) else resource, default)
        if key in self._allowed:
            return self._allowed[key]
        found = await super().permission_allowed(None, action, resource, default)
        if len(self._allowed) < _MOST_TABLES:
            self._allowed[key] = found
        return found

    def unsign(self, signed: str, namespace: str = "default") -> Any:
        """What was signed; of nothing, as it is without a cookie, the refusal that it would be after all arithmetic."""
        if not signed:
            raise BadSignature("nothing")
        return super().unsign(signed, namespace)

    async def refresh_schemas(self) -> None:
        """Datasette looks whether the schema has changed, with each request; ours stays, and nobody reads what it keeps."""

    def _table_permission_allows(self, database: str, table: str) -> Any:
        key = (database, table)
        if key not in self._allows:
            found = super()._table_permission_allows(database, table)
            if len(self._allows) >= _MOST_TABLES:  # names of tables that are not there come from addresses
                return found
            self._allows[key] = found
        return self._allows[key]


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of an address for all its rows, with parameters and columns, and why it cannot run, if it cannot."""

    sql: str
    parameters: Any
    columns: list[str]
    is_query: bool
    is_view: bool
    error: str | None


async def statement_of(
    request: Any, datasette: Any, arguments: list[tuple[str, str]], sql: str | None = None
) -> Statement | Response:
    """Which SQL a table, view or query with these arguments comes to, or where Datasette sends its reader instead.

    Datasette is asked for an empty page of the address; of a table, the `limit` is taken off.
    """
    from datasette.views.database import QueryView
    from datasette.views.table import TableView

    empty = [*arguments, ("_size", "0"), ("_nofacet", "1"), ("_nocount", "1"), ("_nosuggest", "1")]
    bare = Request({**request.scope, "query_string": urlencode(empty).encode()}, request.receive)
    before = _without_rows.set(sql is None)
    try:
        answer = await (TableView(datasette).data(bare) if sql is None else QueryView(datasette).data(bare, sql))
    finally:
        _without_rows.reset(before)
    if isinstance(answer, Response):
        return answer
    data = answer[0]
    is_query = "table" not in data
    statement = data["query"]["sql"]
    if not is_query:
        statement = await datasette.get_database(data["database"]).in_one_order(statement)
    return Statement(
        sql=statement if is_query or data.get("error") else _without_limit(statement),
        parameters=data["query"]["params"],
        columns=list(data.get("columns") or []),
        is_query=is_query,
        is_view=bool(data.get("is_view")),
        error=data.get("error"),
    )


def _without_limit(sql: str) -> str:
    """The statement of an empty page for all rows. Datasette asks for one row more than a page has."""
    bare, limits = _LIMIT_ONE.subn("", sql)
    assert limits == 1, sql
    return bare


def magic_parameters(parameters: Any, request: Any, datasette: Any) -> Any:
    """Parameters of a ready query, with those that Datasette fills in itself (`_now_date_utc` …)."""
    from datasette.views.database import MagicParameters

    return MagicParameters(parameters, request, datasette)


async def stock_answer(request: Any, datasette: Any) -> Any:
    """Datasette's own answer to an address for which we have a route."""
    from datasette.views.database import DatabaseView
    from datasette.views.row import RowView
    from datasette.views.table import TableView

    view = RowView if "pks" in request.url_vars else TableView if "table" in request.url_vars else DatabaseView
    return await view(datasette).dispatch_request(request)


def numbers_only(columns: Iterable[str]) -> FilterArguments:
    """Conditions that leave out texts where numbers are compared: SQLite takes every text for larger than any number."""
    return FilterArguments([f"typeof({escape_sqlite(column)}) <> 'text'" for column in columns])


def search_of_view(request: Any, tables: Mapping[str, TableDescription], name: str) -> FilterArguments | None:
    """The condition of ?_search= on a view, by the index of the table whose records it lists; None for what is no such view."""
    described = tables.get(name)
    if described is None or not described.search:
        return None
    table, column = described.search["in"], described.search["by"]
    index = tables[table].shown["fts_table"]
    words = request.args.get("_search")
    condition = (
        f'"{column}" IN (SELECT id FROM "{table}" WHERE rowid IN'
        f' (SELECT rowid FROM "{index}" WHERE "{index}" MATCH escape_fts(:search)))'
    )
    searched = bool(words and words.strip())
    return FilterArguments(
        where_clauses=[condition] if searched else [],
        params={"search": words} if searched else {},
        extra_context={"supports_search": True, "search": words or ""},
    )


async def parameters_of(database: Any, sql: str) -> list[str]:
    """The parameters that a statement leaves to its reader, each once, in their order; not those that Datasette fills in."""
    found = await derive_named_parameters(database, sql)
    return [name for name in dict.fromkeys(found) if not name.startswith("_")]


@cache
def editor_files() -> dict[str, list[str]]:
    """The addresses of the SQL editor that Datasette brings, CodeMirror, from which its own SQL page is made."""
    folder = files("datasette") / "static"
    names = sorted(path.name for path in folder.iterdir() if path.name.startswith("codemirror-"))
    # The editor before the mode for SQL, which adds itself to it.
    scripts = sorted((name for name in names if name.endswith(".js")), key=lambda name: "-sql" in name)
    return {
        "scripts": [f"/-/static/{name}" for name in scripts],
        "styles": [f"/-/static/{name}" for name in names if name.endswith(".css")],
    }


def put_own_errors_first() -> None:
    """Datasette's own handler of exceptions renders our templates without their variables: it goes."""
    if pm.is_registered(stock_error_pages):
        pm.unregister(stock_error_pages)


class _ExactWords(TemplatedFilter):  # type: ignore[misc]
    """A comparison by LIKE in which % and _ of the value stand for themselves: 含有 100% is not 1000."""

    def where_clause(self, table: str, column: str, value: str, param_counter: int) -> tuple[str, str]:
        """The SQL and its parameter."""
        escaped = re.sub(r"([\\%_])", r"\\\1", value)
        clause, parameter = super().where_clause(table, column, escaped, param_counter)
        clause = rf"{clause} escape '\'"
        if not self.key.startswith("not") and column in COLUMNS_SEARCHED.get(table, ()) and len(fold(value)) > 1:
            return f"{_of_index(table, param_counter)} and {clause}", parameter
        return clause, parameter


def _of_index(table: str, param_counter: int) -> str:
    """The condition that the index has the letters and digits of a pattern, which a text that holds it must have.

    A million names are compared in 0.2 s; those that the index finds are a few.
    """
    index = f"{table}_fts"
    return f"rowid in (select rowid from {index} where {index} match escape_fts(:p{param_counter}))"


_BY_WORDS = {
    "contains": _ExactWords("contains", "contains", "{c} like :{p}", '{c} contains "{v}"', "%{}%"),
    "notcontains": _ExactWords("notcontains", "does not contain", "{c} not like :{p}", '{c} lacks "{v}"', "%{}%"),
    "startswith": _ExactWords("startswith", "starts with", "{c} like :{p}", '{c} starts with "{v}"', "{}%"),
    "endswith": _ExactWords("endswith", "ends with", "{c} like :{p}", '{c} ends with "{v}"', "%{}"),
}


def search_words_exactly() -> None:
    """Puts comparisons that take a value by its letters in the place of Datasette's, and adds the one that it lacks."""
    others = [one for one in Filters._filters if one.key not in _BY_WORDS]
    Filters._filters = [*others, *_BY_WORDS.values()]
    Filters._filters_by_key = {one.key: one for one in Filters._filters}


def show_own_cells() -> None:
    """Keeps Datasette from making HTML of each cell of a table, a seventh of a page's time: our templates make their own."""
    from datasette.views import table

    if "wraps_stock_cells" not in vars(table.display_columns_and_rows):
        table.display_columns_and_rows = _without_cells(table.display_columns_and_rows)


def _without_cells(made: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def columns_alone(datasette: Any, database: str, name: str, description: Any, _: Any, **more: Any) -> Any:
        """What Datasette makes of the columns of a page, without a cell of any row."""
        return await made(datasette, database, name, description, [], **more)

    columns_alone.wraps_stock_cells = True  # type: ignore[attr-defined]
    return columns_alone


def known_comparisons() -> set[str]:
    """The comparisons that Datasette runs; any other in an address it would leave away without a word."""
    return set(Filters._filters_by_key)
