"""The page of a query: which of its rows are shown, and the form of one that waits for its parameters."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site.pages.page import page
from mingzhang.site.queries import described_query
from mingzhang.site.sql.first_row import FIRST_ROW, first_row
from mingzhang.site.sql.limits import load_limits
from mingzhang.site.tables import tables_in_groups, with_arguments
from mingzhang.site.words import column_label, table_title


@dataclass(frozen=True, slots=True)
class ShownRows:
    """The rows of a query that a page shows, from 1, and the addresses of those before and after; None where there are none."""

    first: int
    last: int
    earlier: str | None
    later: str | None


def shown_rows(request: Any, count: int, is_cut: bool) -> ShownRows:
    """Which rows these are: as many as the page shows, of which more follow where they were cut."""
    first = first_row(request.args.get(FIRST_ROW))
    before = max(1, first - load_limits().rows_of_a_query_on_a_page)
    return ShownRows(
        first,
        first + count - 1,
        _address(request, before) if first > 1 else None,
        _address(request, first + count) if is_cut else None,
    )


def _address(request: Any, first: int) -> str:
    return with_arguments(request, **{FIRST_ROW: str(first) if first > 1 else None})


def editor_addresses() -> dict[str, list[str]]:
    """The addresses of the scripts and the styles of the SQL editor, in their order."""
    # Here, because it needs Datasette's own modules, which load our plugin.
    from mingzhang.site import borrowed

    return borrowed.editor_files()


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table or view that SQL may name, with its columns, each with what it is called in the reader's language."""

    name: str
    title: str
    columns: list[tuple[str, str]]


def known_tables(language: str) -> list[tuple[str, list[KnownTable]]]:
    """The tables and views that are described, in the groups and the order of the page of all tables."""
    described = {name: table for name, table in load_dictionary().tables.items() if not name.endswith("_fts")}
    groups = tables_in_groups(language, [{"name": name, "hidden": False} for name in described], [])
    return [
        (
            group["title"],
            [_known(language, table["name"], described[table["name"]].columns) for table in group["tables"]],
        )
        for group in groups
    ]


def _known(language: str, name: str, columns: Iterable[str]) -> KnownTable:
    labels = [(column, column_label(language, name, column)) for column in columns]
    return KnownTable(name, table_title(language, name), labels)


async def waiting_answer(request: Any, datasette: Any, name: str | None) -> Any:
    """The page of a query before its parameters are filled in; None for one that need not wait.

    A ready query says itself what an empty parameter means, so it runs when one of them is given; other SQL wants all of them.
    """
    # Here, because it needs Datasette's own modules, which load our plugin.
    from mingzhang.site.borrowed import parameters_of

    described = described_query(name) if name else None
    sql = described.sql if described else (request.args.get("sql") or "").strip()
    if request.url_vars.get("format") or not sql or (name and described is None):
        return None
    wanted = await parameters_of(datasette.get_database(DATABASE_NAME), sql)
    missing = [parameter for parameter in wanted if parameter not in request.args]
    if not missing or (described and len(missing) < len(wanted)):
        return None
    values = {parameter: request.args.get(parameter) or "" for parameter in wanted}
    edit = f"/{DATABASE_NAME}?{urlencode({'sql': sql})}"
    context = {
        "database": DATABASE_NAME,
        "canned_query": name,
        "query": {"sql": sql},
        "named_parameter_values": values,
        "is_waiting": True,
        "rows": [],
        "columns": [],
        "error": None,
        "allow_execute_sql": True,
        "edit_sql_url": datasette.urls.path(edit),
    }
    return await page(datasette, request, "query.html", context)
