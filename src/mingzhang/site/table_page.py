"""What the templates of tables, rows and queries call: Datasette's rows as cells to show, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from datasette.utils import path_from_row_pks
from jinja2 import pass_context
from markupsafe import Markup

from mingzhang.dictionary.languages import in_language
from mingzhang.dictionary.metadata_file import DATABASE_NAME, load_dictionary
from mingzhang.site import cells, chart_maker, query_page, tables
from mingzhang.site.charts import ready_charts
from mingzhang.site.check_grid import grid_of_check
from mingzhang.site.facets import facets_of
from mingzhang.site.grid import Head, ShownGrid
from mingzhang.site.language import say_in
from mingzhang.site.queries import query_description, query_title
from mingzhang.site.sums import sums_of_list
from mingzhang.site.words import column_explanation, column_label, described_column, value_name


def table_functions(language: str, request: Any, datasette: Any) -> dict[str, Any]:
    """The functions of templates, with language, request and site filled in."""

    @pass_context
    def table_grid(context: Mapping[str, Any]) -> ShownGrid:
        """The rows of a table as they are shown."""
        return grid_of_table(language, request, datasette, context)

    def query_grid(columns: list[str], rows: list[Any], as_written: bool = False) -> ShownGrid:
        """The rows of a query as they are shown."""
        return grid_of_query(language, datasette, columns, rows, as_written)

    async def check_grid(query: str | None, columns: list[str], rows: list[Any]) -> ShownGrid | None:
        """The rows of a check as they are shown; None where the query is no check."""
        return await grid_of_check(language, datasette, query, columns, rows)

    async def row_fields(table: str, columns: list[str], row: Any) -> list[tuple[Head, Markup]]:
        """The columns of one row, with what is shown of each."""
        return await fields_of_row(language, datasette, table, columns, row)

    return {
        "table_grid": table_grid,
        "query_grid": query_grid,
        "check_grid": check_grid,
        "row_fields": row_fields,
        "facets_shown": lambda facets, count: facets_of(language, request, facets, count),
        "filters_shown": lambda table, facets: tables.filters_in_words(
            language, table, request, tables.labels_of_facets(facets)
        ),
        "is_for_readers": tables.is_for_readers,
        "lookups": tables.lookups(language),
        "grouped_tables": lambda every, views: tables.tables_in_groups(language, every, views),
        "has_more_columns": tables.has_more_columns,
        "all_columns": request is not None and _all_columns(request),
        "with_arguments": lambda **changed: tables.with_arguments(request, **changed),
        "next_address": tables.with_host_removed,
        "database_description": in_language(load_dictionary().database_description, language),
        "shown_rows": lambda count, is_cut: query_page.shown_rows(request, count, is_cut),
        "known_tables": lambda: query_page.known_tables(language),
        "editor_files": query_page.editor_addresses,
        "query_title": lambda query: query_title(language, query),
        "query_description": lambda query: query_description(language, query),
        "ready_charts": lambda: [
            {"address": path, "title": in_language(subject.title, language)} for subject, path in ready_charts(language)
        ],
        "chart_frame": lambda table: chart_maker.address_of_frame(request, table, language),
        "chart_said": lambda count: chart_maker.said(language, count),
        "own_page_of_row": lambda table, row_id: own_page(table, row_id),
        "source_of_row": lambda table, columns, row: cells.source_address(table, _raw(columns, row)),
        "shortened": tables.shortened_echo,
        "sums_of_list": lambda table: sums_of_list(request, datasette, table),
    }


def _all_columns(request: Any) -> bool:
    """Whether the reader asked for columns by name, or for all of them."""
    return request.args.get("_columns") == "all" or "_col" in request.args or "_nocol" in request.args


def _raw(columns: list[str], row: Iterable[Any]) -> dict[str, Any]:
    """A row without the labels that Datasette puts beside foreign keys."""
    return {
        column: value["value"] if isinstance(value, Mapping) else value
        for column, value in zip(columns, row, strict=True)
    }


def own_page(table: str, row_id: Any) -> str | None:
    """The site's own page of a record, where it has one."""
    address = cells.record_address(table, row_id)
    return None if address is None or address.startswith(f"/{DATABASE_NAME}/") else address


def grid_of_table(language: str, request: Any, datasette: Any, context: Mapping[str, Any]) -> ShownGrid:
    """The rows of a table or view."""
    table, columns, rows = context["table"], context["columns"], list(context["rows"])
    sort, sort_desc = context.get("sort"), context.get("sort_desc")
    every = tables.shown_columns(language, table, columns, sort_desc or sort, _all_columns(request))
    sortable = {one["name"] for one in context.get("display_columns", []) if one["sortable"]}
    raw = [_raw(columns, row) for row in rows]
    alike = [] if _all_columns(request) else tables.alike_in_all(table, every, raw, sort_desc or sort)
    shown = [column for column in every if column not in alike]
    cards = tables.columns_of_card(table, shown)
    values = {column: [row[column] for row in raw] for column in shown}
    units = {} if _all_columns(request) else tables.units_shown(language, table, shown)
    heads = [
        Head(
            column,
            tables.label_shown(language, table, column, units.get(column)),
            column_explanation(language, table, column),
            style_of(language, table, column, [row[column] for row in rows]),
            tables.sorted_as(table, column, sort, sort_desc),
            tables.sort_address(request, table, column, sort, sort_desc) if column in sortable else None,
            units.get(column),
            column_label(language, table, column),
            column in cards,
        )
        for column in shown
    ]
    decimals = {
        column: cells.decimals_of(described_column(table, column), values[column], units.get(column))
        for column in shown
    }
    path = datasette.urls.path
    body = [
        [
            cells.cell(
                language, table, column, row[column], plain, path, decimals=decimals[column], unit=units.get(column)
            )
            for column in shown
        ]
        for row, plain in zip(rows, raw, strict=True)
    ]
    keys = context.get("primary_keys") or []
    if not context.get("is_view") and len(keys) != 1:
        _add_row_links(language, datasette, table, keys, rows, heads, body)
    same = [
        (column_label(language, table, column), cells.cell(language, table, column, rows[0][column], raw[0], path))
        for column in alike
    ]
    return ShownGrid(heads, body, same)


def style_of(language: str, table: str | None, column: str, values: list[Any]) -> str:
    """The class of a column: numbers to the right, texts with the room that they want."""
    if cells.is_right_aligned(described_column(table, column), values):
        return "amount"
    names = {value: value_name(language, table, column, value) for value in values if isinstance(value, str)}
    return cells.room_for([names.get(value) or value if isinstance(value, str) else value for value in values])


def _add_row_links(
    language: str,
    datasette: Any,
    table: str,
    keys: list[str],
    rows: list[Any],
    heads: list[Head],
    body: list[list[Markup]],
) -> None:
    """Rows without a key of one column are reached by a column of links."""
    say = say_in(language)
    heads.append(Head("Link", say("记录"), ""))
    for row, cells_of_row in zip(rows, body, strict=True):
        address = datasette.urls.row(DATABASE_NAME, table, path_from_row_pks(row, keys, not keys))
        cells_of_row.append(Markup('<a href="{}">{}</a>').format(address, say("打开")))


def grid_of_query(
    language: str, datasette: Any, columns: list[str], rows: list[Any], as_written: bool = False
) -> ShownGrid:
    """The rows of a query, whose columns may have any name, and one name twice.

    A reader who does not reckon in 万元 sees them in yuan, unless the columns stay `as_written` in the reader's own SQL.
    """
    values = [[row[position] for row in rows] for position in range(len(columns))]
    units = [None if as_written else tables.unit_of_query(language, column) for column in columns]
    heads = [
        Head(
            column,
            tables.label_shown(language, None, column, unit),
            "",
            style_of(language, None, column, found),
            unit=unit,
        )
        for column, unit, found in zip(columns, units, values, strict=True)
    ]
    decimals = [
        cells.decimals_of(described_column(None, column), found, unit)
        for column, unit, found in zip(columns, units, values, strict=True)
    ]
    path = datasette.urls.path
    body = []
    for row in rows:
        plain = dict(zip(columns, row, strict=True))
        body.append(
            [
                cells.cell(language, None, column, value, plain, path, decimals=places, unit=unit)
                for column, value, places, unit in zip(columns, row, decimals, units, strict=True)
            ]
        )
    return ShownGrid(heads, body)


async def fields_of_row(
    language: str, datasette: Any, table: str, columns: list[str], row: Any
) -> list[tuple[Head, Markup]]:
    """All columns of one row, foreign keys with what they are called."""
    plain = _raw(columns, row)
    labels: dict[tuple[str, Any], str] = {}
    database = datasette.get_database(DATABASE_NAME)
    for key in await database.foreign_keys_for_table(table):
        labels |= await datasette.expand_foreign_keys(DATABASE_NAME, table, key["column"], [plain.get(key["column"])])
    found = []
    for column in tables.shown_columns(language, table, columns, everything=True):
        value = plain[column]
        labelled = {"value": value, "label": labels[column, value]} if (column, value) in labels else value
        head = Head(column, column_label(language, table, column), column_explanation(language, table, column))
        decimals = cells.decimals_of(described_column(table, column), [value])
        found.append(
            (head, cells.cell(language, table, column, labelled, plain, datasette.urls.path, decimals, whole=True))
        )
    return found
