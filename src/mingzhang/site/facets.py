"""Datasette's facets in the reader's words: how many rows there are of each value of a column."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mingzhang.site import cells, tables
from mingzhang.site.language import say_in
from mingzhang.site.sql.capping import MOST_COUNTED
from mingzhang.site.words import column_label, described_column, value_name

# More values than these are one click away.
VALUES_OF_FACET = 8


def columns_in_part() -> Set[str]:
    """The columns whose values this request may have counted in a part of the rows."""
    # Here, because it needs Datasette, which loads the plugin before it has made what that needs.
    from mingzhang.site.sql.database import asking

    now = asking.get()
    return now.capped if now else frozenset()


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet, and where choosing it, or leaving it, leads."""

    label: str
    count: str
    address: str
    selected: bool


@dataclass(frozen=True)
class Facet:
    """How many rows there are of each value of a column."""

    column: str
    title: Markup
    values: list[FacetValue]
    more: list[FacetValue]
    truncated: bool
    address_without: str | None
    counted: str | None  # in how many rows values were counted, where these are not all


def facets_of(language: str, request: Any, facets: Iterable[dict[str, Any]], count: int | None) -> list[Facet]:
    """Datasette's facets in the reader's words, with the rows that have no value, which Datasette leaves out.

    `count` is the number of all rows that match; None when they are too many to be counted. Values that were counted in a part
    of the rows have the least that there can be of them.
    """
    say = say_in(language)
    capped = columns_in_part() if count is None or count > MOST_COUNTED else frozenset()
    table = request.url_vars.get("table")
    shown = []
    for facet in facets:
        values = [
            FacetValue(
                _facet_label(language, table, facet["name"], one),
                f"{'≥' if facet['name'] in capped else ''}{one['count']:,}",
                tables.relative(one["toggle_url"]),
                one["selected"],
            )
            for one in facet["results"]
        ]
        values += _without_value(language, request, facet, None if facet["name"] in capped else count)
        if (
            len(values) < 2
            and facet["name"] not in capped
            and not any(one.selected for one in values)
            and not facet.get("hideable")
        ):
            continue  # a facet of one value divides nothing
        values.sort(key=lambda one: not one.selected)
        shown.append(
            Facet(
                facet["name"],
                say("按{column}分", column=column_label(language, table, facet["name"])),
                values[:VALUES_OF_FACET],
                values[VALUES_OF_FACET:],
                facet["truncated"],
                tables.relative(facet["toggle_url"]) if facet.get("hideable") else None,
                f"{MOST_COUNTED:,}" if facet["name"] in capped else None,
            )
        )
    return shown


def _without_value(language: str, request: Any, facet: dict[str, Any], count: int | None) -> list[FacetValue]:
    """How many rows have no value in the column of a facet: all that match, less those that have one."""
    column, key = facet["name"], f"{facet['name']}__isnull"
    if facet.get("type") != "column":
        return []
    label = cells.emptiness(language, described_column(request.url_vars.get("table"), column), {})
    if key in request.args:
        return [
            FacetValue(
                label, "" if count is None else f"{count:,}", tables.with_arguments(request, **{key: None}), True
            )
        ]
    if facet["truncated"] or count is None:  # only some of the values are counted
        return [FacetValue(label, "", tables.with_arguments(request, **{key: "1"}), False)]
    missing = count - sum(one["count"] for one in facet["results"])
    return [FacetValue(label, f"{missing:,}", tables.with_arguments(request, **{key: "1"}), False)] if missing else []


def _facet_label(language: str, table: str | None, column: str, one: dict[str, Any]) -> str:
    known = value_name(language, table, column, one["value"])
    label = one["label"] if known is None else known
    return (
        cells.emptiness(language, described_column(table, column), {})
        if label in (None, "")
        else tables.shortened_echo(str(label))
    )
