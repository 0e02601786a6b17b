"""The database as the server asks it: on connections that were opened with it, or, for what readers choose, in a pool."""

import asyncio
import contextlib
import queue
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from datasette.database import QueryInterrupted, Results
from datasette.views.base import DatasetteError

from mingzhang.site.asked_once import AskedOnce
from mingzhang.site.sql.broken_off import note_broken_off
from mingzhang.site.sql.capping import capped
from mingzhang.site.sql.counting import Counted, counted_in, from_counts
from mingzhang.site.sql.index_first import counted_by_index
from mingzhang.site.sql.jobs import Rows
from mingzhang.site.sql.kept_answers import AnswerKey, KeptAnswers, answer_key
from mingzhang.site.sql.pool import Failed, Pool, TooLargeAnswer, as_sqlite
from mingzhang.site.sql.schema import STATEMENTS, SchemaKept
from mingzhang.site.sql.sorted_by_keys import sorted_by_keys, sorted_table
from mingzhang.site.sql.statement_errors import ReadyQueryFailed

_THREADS = 3
# A statement that is given less would be stopped before it began.
_LEAST_SECONDS = 0.01
# Of one statement in a pool, unless Datasette asks for less; what our own pages ask has more (settings.yml).
_STATEMENT_SECONDS = 2.0
# Of one statement of a list of ours: beside endless SQL of others a new server took more than 2 s to sort a million rows.
_LIST_SECONDS = 3.5
_PARAMETER = re.compile(r"[:@$](\w+)")
# Datasette's statement for the page or the JSON of one row.
_ONE_ROW = re.compile(r'select \* from \[?(?P<table>\w+)\]? where "(?P<column>\w+)"=:p0')


@dataclass
class Asking:
    """A request whose statements run in a pool: the time that is left for all of them together."""

    pool: Pool
    seconds_left: float
    may_be_cut: bool
    most_rows: int | None = None  # of a query; None for what Datasette gives
    most_characters: int | None = None
    passed_over: int = 0  # rows of a query that stand on pages before this one
    is_ready_query: bool = False  # whether the SQL is ours
    has_begun: bool = False
    may_cap: bool = False  # whether values may be counted in a part of the rows, for a page that says so
    capped: set[str] = field(default_factory=set)  # the columns of which they were
    may_keep: bool = (
        False  # whether answers are the same whenever they are asked for, as those of our own statements are
    )


asking: ContextVar[Asking | None] = ContextVar("asking", default=None)
_at_once: ContextVar[bool] = ContextVar("at_once", default=False)


class PooledRow(tuple[Any, ...]):
    """A row of a pool, which is asked by position or by name as those of sqlite3.Row are."""

    columns: list[str]

    def keys(self) -> list[str]:
        """The names of the columns."""
        return self.columns

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.columns.index(key) if isinstance(key, str) else key)


def _rows(columns: list[str], found: list[list[Any]]) -> list[PooledRow]:
    kind = type("PooledRow", (PooledRow,), {"columns": columns})
    return [kind(row) for row in found]


class ServedDatabase(SchemaKept):
    """A database that stays the file that it was, also when another is renamed into its place."""

    def __init__(self, datasette: Any, path: str, pools: Mapping[str, Pool]) -> None:
        super().__init__(datasette, path=path, is_mutable=False)
        self.pools = pools
        self._counted: Counted = {}
        self._answers = KeptAnswers()
        self._asked_once = AskedOnce[Results](QueryInterrupted)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="database")
        self._connections: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()

    def open_connections(self) -> None:
        """Opens all connections that it will ever have; the database has its name by now."""
        for _ in range(_THREADS):
            connection = self.connect()
            self.ds._prepare_connection(connection, self.name)
            self._connections.put(connection)
        self._counted = counted_in(connection)

    def close(self) -> None:
        """Ends what is running, and closes all connections."""
        for connection in self._all_file_connections:
            with contextlib.suppress(sqlite3.ProgrammingError):
                connection.interrupt()
        self._threads.shutdown(wait=True, cancel_futures=True)
        super().close()

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """What a function gives for a connection, in a thread, or at once where that is quicker and a connection is free.

        A row is found by its key in microseconds; to hand it to a thread and back took an eighth of its whole request.
        """
        if _at_once.get():
            with contextlib.suppress(queue.Empty), self._connection(waits=False) as connection:
                return fn(connection)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._on_a_connection, fn)

    def _on_a_connection(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        with self._connection() as connection:
            return fn(connection)

    @contextlib.contextmanager
    def _connection(self, waits: bool = True) -> Iterator[sqlite3.Connection]:
        connection = self._connections.get(block=waits)
        try:
            yield connection
        finally:
            self._connections.put(connection)

    async def _is_of_one_row(self, sql: str) -> bool:
        """Whether a statement asks for one row of a table by its key."""
        match = _ONE_ROW.fullmatch(sql)
        return match is not None and await self.primary_keys(match["table"]) == [match["column"]]

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = False,
    ) -> Results:
        """Datasette's `execute`, in the pool of the request where it has one."""
        try:
            return await self._executed(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        except QueryInterrupted:
            note_broken_off()
            raise

    async def _executed(
        self,
        sql: str,
        params: Any,
        truncate: bool,
        custom_time_limit: int | None,
        page_size: int | None,
        log_sql_errors: bool,
    ) -> Results:
        now = None if sql in STATEMENTS else asking.get()
        sql = counted_by_index(from_counts(await self.in_one_order(sql), self._counted))
        if now is None:
            return await self._in_own_thread(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        if now.may_cap and (values := capped(sql)):
            now.capped.add(values.column)
            found = await self.execute(values.sql, params, truncate, custom_time_limit)
            of_column = [[value, number] for column, value, number in found.rows if column == values.column]
            return Results(_rows(["value", "count"], of_column), False, [("value",), ("count",)])
        if now.may_keep and (table := sorted_table(sql)) and await self.table_exists(table):
            sql = sorted_by_keys(sql, await self.primary_keys(table))
        rows = self._asked_of_pool(now, sql, params, truncate, page_size)
        more = (rows.most_rows, rows.may_be_cut, rows.passed_over, rows.most_characters)
        key = answer_key(rows.sql, rows.parameters, *more) if now.may_keep else None
        return await self._remembered(key, lambda: self._in_pool(now, rows, custom_time_limit))

    async def _in_own_thread(self, sql: str, params: Any, truncate: bool, *more: Any) -> Results:
        if await self._is_of_one_row(sql):
            before = _at_once.set(True)
            try:
                return await super().execute(sql, params, truncate, *more)
            finally:
                _at_once.reset(before)
        ask = super().execute
        key = None if sql in STATEMENTS else answer_key(sql, params, truncate, *more)
        return await self._remembered(key, lambda: ask(sql, params, truncate, *more))

    async def _remembered(self, key: AnswerKey | None, ask: Callable[[], Awaitable[Results]]) -> Results:
        """What is kept under a key, or what asking gives, which is kept then; who asks for the same meanwhile waits for it."""
        if key is None:
            return await ask()
        if (kept := self._answers.get(key)) is None:
            found = await self._asked_once.ask(key, ask)
            self._answers.keep(key, (found.description, list(found.rows), found.truncated))
            return Results(list(found.rows), found.truncated, found.description)
        description, rows, is_cut = kept
        return Results(list(rows), is_cut, description)

    def _asked_of_pool(self, now: Asking, sql: str, params: Any, truncate: bool, page_size: int | None) -> Rows:
        most_rows = None
        passed_over, most_characters = (now.passed_over, now.most_characters) if truncate else (0, None)
        if truncate and self.ds.max_returned_rows:
            most_rows = self.ds.max_returned_rows + (self.ds.max_returned_rows == (page_size or self.ds.page_size))
        if now.most_rows is not None and most_rows is not None:
            most_rows = min(most_rows, now.most_rows)
        return Rows(
            sql,
            plain_parameters(sql, params),
            most_rows,
            now.pool.limits.most_bytes,
            now.may_be_cut,
            passed_over,
            most_characters,
        )

    async def _in_pool(self, now: Asking, rows: Rows, custom_time_limit: int | None) -> Results:
        seconds = min(now.seconds_left, custom_time_limit / 1000 if custom_time_limit else _seconds_of(now))
        if seconds < _LEAST_SECONDS:
            raise QueryInterrupted(sqlite3.OperationalError("interrupted"), rows.sql, rows.parameters)
        return await _rows_of_pool(now, rows, seconds)


def _seconds_of(now: Asking) -> float:
    """What one statement of a request may take in its pool."""
    return _LIST_SECONDS if now.may_keep else _STATEMENT_SECONDS


async def _rows_of_pool(now: Asking, rows: Rows, seconds: float) -> Results:
    try:
        (columns, found, is_cut), used = await now.pool.timed_value(rows, seconds, now.has_begun)
    except Failed as failed:
        now.seconds_left -= seconds if failed.failure.kind == "too-long" else 0
        error = exception_of(failed, rows.sql, rows.parameters)
        if now.is_ready_query and isinstance(error, sqlite3.DatabaseError):
            raise ReadyQueryFailed(error) from None
        raise error from None
    now.seconds_left -= used
    now.has_begun = True
    return Results(_rows(columns, found), is_cut, [(column,) for column in columns])


def exception_of(failed: Failed, sql: str, parameters: Any = None) -> Exception:
    """A failure of a pool as the exception that Datasette and our error pages know."""
    failure = failed.failure
    found: Exception
    match failure.kind:
        case "too-long":
            found = QueryInterrupted(sqlite3.OperationalError("interrupted"), sql, parameters)
        case "too-large":
            found = TooLargeAnswer()
        case "argument":
            found = DatasetteError(failure.message, title="Invalid SQL", status=400)
        case "sqlite":
            found = as_sqlite(failure)
        case _:
            found = RuntimeError(failure.message)
    return found


def plain_parameters(sql: str, parameters: Any) -> Any:
    """Parameters as they can leave the process: those that Datasette makes when asked (`_now_date_utc`) are made."""
    if not isinstance(parameters, Mapping):
        return parameters if parameters is not None else {}
    made = dict(parameters)
    for name in set(_PARAMETER.findall(sql)) - made.keys():
        with contextlib.suppress(KeyError):
            made[name] = parameters[name]
    return made
