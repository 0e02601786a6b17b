"""What the projects of a list come to, by year and phase: never over phases, never over years, and what was left out."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Response

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.conditions import applied
from mingzhang.store.sums_of_facets import FACET_SUMS, LISTED, SUMMED, columns_summed, set_named
from mingzhang.store.sums_of_projects import SUMS, sums_of_projects

# Of a view whose rows are sums already, of current documents.
_SUMS_OF_SUMS = """
SELECT year, phase, sum(projects) AS projects, sum(projects_with_amount) AS known,
    CAST(sum(round(amount_yuan * 100)) AS INTEGER) AS sum_fen
FROM ({sql}) GROUP BY year, phase ORDER BY year DESC, phase
"""
# Whose rows are all projects, which the build has summed.
_ALL_PROJECTS = frozenset({"projects", "project_list"})
# By these columns, which rows have from their projects, sums are parted.
_PARTED_BY = frozenset({"year", "phase"})
_COLUMNS_OF_SUMS = frozenset({"year", "phase", "projects", "projects_with_amount", "amount_yuan"})


@dataclass(frozen=True, slots=True)
class YearSum:
    """The projects of one year and phase: how many, of how many the amount was read, its sum, and its median if known."""

    year: int | None
    phase: str
    projects: int
    known: int
    sum_fen: int | None
    median_fen: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """What a list comes to. Projects of superseded or withdrawn documents are counted in `not_current` and nowhere else."""

    years: list[YearSum]
    not_current: int = 0


async def sums_of(datasette: Any, sql: str, parameters: Any, column: str = "id") -> Sums | None:
    """What the projects come to whose ids a statement gives in a column; None when that takes longer than it may."""
    return await _sums(datasette, sums_of_projects(sql, column), parameters)


async def _sums(datasette: Any, sql: str, parameters: Any) -> Sums | None:
    database = datasette.get_database(DATABASE_NAME)
    try:
        found = await database.execute(sql, parameters, truncate=False)
    except (QueryInterrupted, sqlite3.OperationalError):
        return None
    current = [
        YearSum(
            row["year"],
            row["phase"],
            row["projects"],
            row["known"],
            row["sum_fen"],
            None if row["median_fen"] is None else round(row["median_fen"]),
        )
        for row in found.rows
        if row["is_current"]
    ]
    return Sums(current, sum(row["projects"] for row in found.rows if not row["is_current"]))


def project_column(table: str) -> str | None:
    """The column of a table or view that names projects; None for what is not about projects."""
    if table == "projects":
        return "id"
    described = load_dictionary().tables.get(table)
    return "project_id" if described and "project_id" in described.columns else None


def has_sums(table: str) -> bool:
    """Whether the rows of a table or view are sums over projects, by year and phase."""
    described = load_dictionary().tables.get(table)
    return described is not None and described.columns.keys() >= _COLUMNS_OF_SUMS


async def sums_of_list(request: Any, datasette: Any, table: str) -> Sums | None:
    """What all rows of the list at an address come to, not those of one page; None where there is nothing to add up."""
    # Here, because they need Datasette's views, and Datasette loads the plugin before it has made those.
    from mingzhang.site.borrowed import statement_of
    from mingzhang.site.downloads.links import filter_arguments

    column, is_summed = project_column(table), has_sums(table)
    if column is None and not is_summed:
        return None
    arguments = [(key, value) for key, value in filter_arguments(request) if key not in _OF_THE_PAGE]
    if (ahead := sums_ahead(table, arguments)) and await datasette.get_database(DATABASE_NAME).table_exists(
        ahead.table
    ):
        return await _sums(datasette, ahead.sql, ahead.parameters)
    try:
        statement = await statement_of(request, datasette, arguments)
    except (QueryInterrupted, sqlite3.OperationalError):
        return None
    if isinstance(statement, Response) or statement.error:
        return None
    if column is None:
        return await _sums_of_sums(datasette, statement.sql, statement.parameters)
    return await sums_of(datasette, statement.sql, statement.parameters, column)


@dataclass(frozen=True, slots=True)
class SumsAhead:
    """A statement that gives the sums of a list from a table in which the build has added them up."""

    table: str
    sql: str
    parameters: dict[str, str]


def sums_ahead(table: str, arguments: list[tuple[str, str]]) -> SumsAhead | None:
    """Where the sums of the list with these arguments stand; None where the build has not added them up.

    They do where each argument says that a column of the facets has one value.
    """
    listed = LISTED.get(table, table)
    if table in _ALL_PROJECTS:
        summed, columns = SUMS, []
    elif listed in SUMMED:
        summed, columns = f"{listed}{FACET_SUMS}", columns_summed(listed)
    else:
        return None
    conditions = list(applied(arguments))
    values = {column: value for column, comparison, value in conditions if comparison == "exact" and value}
    if len(values) != len(arguments) or not values.keys() <= {*columns, *_PARTED_BY}:
        return None
    places = {column: f"p{place}" for place, column in enumerate(values)}
    where = [f'"{column}" = :{place}' for column, place in places.items()]
    parameters = {place: values[column] for column, place in places.items()}
    if columns:
        where.append('"by" = :by')
        parameters["by"] = set_named(tuple(column for column in columns if column in values))
    sql = f'SELECT * FROM "{summed}"' + (f" WHERE {' AND '.join(where)}" if where else "")
    return SumsAhead(summed, f"{sql} ORDER BY year DESC, phase, is_current", parameters)


async def _sums_of_sums(datasette: Any, sql: str, parameters: Any) -> Sums | None:
    """What the rows of a view of sums come to, by year and phase."""
    database = datasette.get_database(DATABASE_NAME)
    try:
        found = await database.execute(_SUMS_OF_SUMS.format(sql=sql), parameters, truncate=False)
    except (QueryInterrupted, sqlite3.OperationalError):
        return None
    years = [
        YearSum(row["year"], row["phase"], row["projects"], row["known"], row["sum_fen"], None) for row in found.rows
    ]
    return Sums(years)


# Which columns are shown and in which order changes no sum.
_OF_THE_PAGE = frozenset({"_col", "_nocol", "_sort", "_sort_desc", "_columns"})
