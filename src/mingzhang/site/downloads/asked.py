"""What an address asks for: the SQL of a table, view or query with all its filters, and no limit of rows.

Datasette itself says which SQL that is (`borrowed`), so that a download has exactly the rows of the page.
"""

from dataclasses import dataclass, replace
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils import InvalidSql, tilde_decode, validate_sql_select
from datasette.utils.asgi import NotFound, Response
from datasette.views.base import DatasetteError

from mingzhang.dictionary.descriptions import ColumnDescription
from mingzhang.site.borrowed import magic_parameters, statement_of
from mingzhang.site.downloads.links import filter_arguments
from mingzhang.site.language import language_of, say_in
from mingzhang.site.queries import query_description, query_title
from mingzhang.site.words import column_explanation, column_label, described_column, table_description, table_title


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """A statement with its parameters, the columns that it gives, and what is known of it."""

    sql: str
    parameters: Any
    columns: list[str]
    database: str
    name: str  # of the table, view or ready query; "sql" for a query of the reader's own
    is_query: bool
    is_view: bool
    title: str
    description: str
    filters: list[tuple[str, str]]

    def labels(self, language: str) -> list[str]:
        """What each column is called; a label that would stand twice, and a column without one, by its own name."""
        labels = [self._label(language, column) for column in self.columns]
        return [
            label if labels.count(label) == 1 else column for label, column in zip(labels, self.columns, strict=True)
        ]

    def _label(self, language: str, column: str) -> str:
        if self.name == "sql":
            return column
        return column_label(language, self._table, column)

    @property
    def _table(self) -> str | None:
        return None if self.is_query else self.name

    def described(self) -> list[ColumnDescription]:
        """What each column is."""
        return [described_column(self._table, column) for column in self.columns]

    def explanations(self, language: str) -> list[str]:
        """What metadata.yml says of each column, '' where it says nothing."""
        return ["" if self.is_query else column_explanation(language, self.name, column) for column in self.columns]


async def download_request(request: Any, datasette: Any) -> DownloadRequest | Response:
    """What the address asks for, or where Datasette sends its reader instead.

    Raises DatasetteError with status 400 for SQL that cannot be run, NotFound for what is not there.
    """
    language = language_of(request)
    try:
        return await _asked(request, datasette, language)
    except QueryInterrupted:
        raise too_slow(language) from None
    except InvalidSql as error:
        raise DatasetteError(str(error), title="Invalid SQL", status=400) from None


def too_slow(language: str) -> DatasetteError:
    """The error that says that a query took too long."""
    say = say_in(language)
    message = say("查询用时过长，未能完成。请增加条件、缩小范围后再试。")
    return DatasetteError(str(message), title="SQL Interrupted", status=400)


def too_large(language: str) -> DatasetteError:
    """The error that says that an answer was larger than one may be."""
    say = say_in(language)
    message = say("结果过大，超出单次下载的限度。请增加条件或少选几栏后再试。")
    return DatasetteError(str(message), title="Invalid SQL", status=400)


async def _asked(request: Any, datasette: Any, language: str) -> DownloadRequest | Response:
    database, table = request.url_vars["database"], request.url_vars.get("table")
    sql = request.args.get("sql") if table is None else None
    if table is None:
        if not sql:
            raise NotFound("no SQL")
        validate_sql_select(sql)
    statement = await statement_of(request, datasette, filter_arguments(request), sql)
    if isinstance(statement, Response):
        return statement
    if statement.error:
        raise DatasetteError(statement.error, title="Invalid SQL", status=400)
    wanted = DownloadRequest(
        sql=statement.sql,
        parameters=statement.parameters,
        columns=statement.columns,
        database=database,
        name=tilde_decode(table) if table else "sql",
        is_query=statement.is_query,
        is_view=statement.is_view,
        title="",
        description="",
        filters=filter_arguments(request),
    )
    if not wanted.is_query:
        return replace(
            wanted,
            title=table_title(language, wanted.name),
            description=table_description(language, wanted.name),
        )
    return replace(
        wanted,
        parameters=magic_parameters(wanted.parameters, request, datasette),
        title=query_title(language, wanted.name) if table else str(say_in(language)("查询结果")),
        description=query_description(language, wanted.name) if table else wanted.sql,
    )
