"""How tables are shown: which columns first, in which groups, and the filters of an address in a reader's words.

Datasette says these things in English and by technical names; the texts are in metadata.yml, the layout in tables.yml.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup

from mingzhang.data_files import read_yaml
from mingzhang.dictionary.descriptions import Kind
from mingzhang.dictionary.languages import LANGUAGES, column_in, in_language, translated_from
from mingzhang.site.conditions import BY_WORDS, OF_LISTS, WITHOUT_VALUE, column_and_comparison
from mingzhang.site.language import say_in
from mingzhang.site.words import column_label, described_column, label_with_unit, label_without_unit, money, value_name

# Long enough for any word or number that a person filters by; the rest of ten thousand characters helps nobody.
LONGEST_ECHO = 60


@cache
def _layout() -> dict[str, Any]:
    layout = read_yaml(files("mingzhang.site").joinpath("tables.yml").read_text(encoding="utf-8"))
    assert isinstance(layout, dict)
    return layout


def shown_columns(
    language: str, table: str, columns: list[str], sort: str | None = None, everything: bool = False
) -> list[str]:
    """The columns of a table that a reader sees: the main ones, or all, and of texts in two languages the reader's."""
    main = _layout()["main_columns"].get(table)
    wanted = list(columns)
    if main and not everything and set(main) <= set(columns):
        more = sort is not None and not any(_orders_like(table, one, sort) for one in main)
        wanted = [*main, *(one for one in columns if more and one == sort)]
    return [
        column_in(language, column, columns)
        for column in wanted
        if is_for_readers(table, column) and translated_from(column, columns) is None
    ]


def is_for_readers(table: str | None, column: str) -> bool:
    """Whether a column says something to a reader, besides ordering the rows."""
    return described_column(table, column).kind is not Kind.ORDER


def _orders_like(table: str | None, column: str, other: str) -> bool:
    """Whether rows stand in the same order by both columns: an amount in yuan and the same in fen."""
    one, two = described_column(table, column), described_column(table, other)
    return column == other or (bool(one.fen and two.fen) and column.removesuffix(one.of) == other.removesuffix(two.of))


def units_shown(language: str, table: str, columns: list[str]) -> dict[str, str]:
    """The unit of money in which readers of a language see each column of money: prices for one of something in yuan."""
    in_yuan = _layout()["in_yuan"].get(table, ())
    return {
        column: "yuan" if column in in_yuan else LANGUAGES[language].money
        for column in columns
        if described_column(table, column).fen is not None
    }


def unit_of_query(language: str, column: str) -> str | None:
    """The unit in which readers of a language see a column of a query: that of readers who do not reckon in 万元 instead of it;
    None for a column that stays as it is.
    """
    unit = LANGUAGES[language].money
    return unit if described_column(None, column).of == "wan_yuan" != unit else None


def label_shown(language: str, table: str | None, column: str, unit: str | None) -> str:
    """The label in the head of a column, with the unit of money that its amounts are shown in."""
    label = column_label(language, table, column)
    return label if unit in (None, described_column(table, column).of) else label_with_unit(language, label, unit)


def has_more_columns(table: str, columns: list[str]) -> bool:
    """Whether there are columns besides those that are shown first."""
    main = _layout()["main_columns"].get(table)
    return bool(main) and set(main) <= set(columns) and len(main) < len(columns)


# What tells rows apart is in the table; these kinds of columns are said once where they do not.
_SAID_ONCE = frozenset({Kind.YEAR, Kind.CODE, Kind.REFERENCE, Kind.NAME, Kind.TEXT, Kind.BOOLEAN})
_LONGEST_SAID_ONCE = 60


def alike_in_all(table: str, columns: list[str], rows: list[dict[str, Any]], sort: str | None) -> list[str]:
    """The columns in which all of several rows have one value (year, region, unit, phase), to be said once above them."""
    if len(rows) < 2:
        return []
    return [
        column
        for column in columns[1:]
        if column != sort
        and described_column(table, column).kind in _SAID_ONCE
        and len({row[column] for row in rows}) == 1
        and rows[0][column] not in (None, "")
        and len(str(rows[0][column])) <= _LONGEST_SAID_ONCE
    ]


def columns_of_card(table: str, columns: list[str]) -> set[str]:
    """What a phone shows of a row at once: what it is, its first amount, unit, year and phase; the first three columns where
    that is less.
    """
    described = {column: described_column(table, column) for column in columns}
    amounts = [column for column in columns if described[column].fen is not None][:1]
    places = [column for column in columns if column in ("unit", "unit_id", "year", "phase")]
    chosen = {*columns[:1], *amounts, *places}
    return chosen if len(chosen) > 2 else {*columns[:3], *chosen}


def tables_in_groups(language: str, tables: list[dict[str, Any]], views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables and views of the database page in their groups, each with title, description and number of rows."""
    say = say_in(language)
    there = {one["name"]: one for one in [*views, *tables] if "_fts" not in one["name"]}
    groups = [
        {
            "title": in_language(group["title"], language),
            "tables": [there.pop(name) for name in group["tables"] if name in there],
        }
        for group in _layout()["groups"]
    ]
    if there:
        groups.append({"title": str(say("其他")), "tables": list(there.values())})
    return groups


# ---- addresses -------------------------------------------------------------------------------------------------------


def with_host_removed(address: str) -> str:
    """An address of ours without its host, which behind a proxy is not the one that readers know."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def relative(address: str) -> str:
    """An address without its host, and without ?_next=: whoever filters or sorts begins again at the first page."""
    parts = urlsplit(address)
    arguments = [(key, value) for key, value in parse_qsl(parts.query, True) if key != "_next"]
    return f"{parts.path}?{urlencode(arguments)}" if arguments else parts.path


def with_arguments(request: Any, **changed: str | None) -> str:
    """The address of this page with arguments changed, or left out where None; always at the first page."""
    changed = {"_next": None, **changed}
    arguments = [(key, value) for key, value in parse_qsl(request.query_string, True) if key not in changed]
    arguments += [(key, value) for key, value in changed.items() if value is not None]
    return f"{request.path}?{urlencode(arguments)}" if arguments else str(request.path)


def _without(request: Any, key: str, value: str) -> str:
    arguments = [pair for pair in parse_qsl(request.query_string, True) if pair != (key, value) and pair[0] != "_next"]
    return f"{request.path}?{urlencode(arguments)}" if arguments else str(request.path)


def sort_address(request: Any, table: str, column: str, sort: str | None, sort_desc: str | None) -> str:
    """Where the link in the head of a column leads: amounts begin with the largest, the rest with the smallest."""
    largest_first = described_column(table, column).kind is Kind.MONEY
    descending = (sort_desc != column) if largest_first else (sort == column)
    keys = ("_sort_desc", "_sort") if descending else ("_sort", "_sort_desc")
    return with_arguments(request, **{keys[0]: column, keys[1]: None})


def sorted_as(table: str, column: str, sort: str | None, sort_desc: str | None) -> str | None:
    """ascending, descending or None: the value of aria-sort."""
    if sort_desc is not None:
        return "descending" if _orders_like(table, column, sort_desc) else None
    return "ascending" if sort is not None and _orders_like(table, column, sort) else None


# ---- filters ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """A filter of an address: in words, its parts, and the address without it."""

    text: Markup
    column: str
    lookup: str
    value: str
    address_without: str


def lookups(language: str) -> list[tuple[str, Markup]]:
    """The comparisons of the filter form: Datasette's key and a word for it."""
    say = say_in(language)
    return [
        ("exact", say("是")),
        ("not", say("不是")),
        ("contains", say("含有")),
        ("notcontains", say("不含")),
        ("startswith", say("开头是")),
        ("endswith", say("结尾是")),
        ("gte", say("不小于")),
        ("lte", say("不大于")),
        ("gt", say("大于")),
        ("lt", say("小于")),
        ("in", say("是其中之一（用逗号隔开）")),
        ("notin", say("不是其中任何一个（用逗号隔开）")),
        ("like", say("符合 LIKE")),
        ("notlike", say("不符合 LIKE")),
        ("glob", say("符合 GLOB")),
        ("date", say("日期是")),
        ("isnull__1", say("为空")),
        ("notnull__1", say("不为空")),
        ("isblank__1", say("为空或无文字")),
        ("notblank__1", say("有字")),
    ]


def comparisons(language: str) -> list[tuple[str, str]]:
    """The comparisons of an address, each with a word for it."""
    return [(key.removesuffix("__1"), str(word.unescape())) for key, word in lookups(language)]


def filters_in_words(language: str, table: str, request: Any, labels: dict[tuple[str, str], str]) -> list[Filter]:
    """The filters of an address. `labels` says what (column, value) is called where the value is an id."""
    say = say_in(language)
    words = dict(comparisons(language))
    found = []
    for key, value in parse_qsl(request.query_string, True):
        address = _without(request, key, value)
        if key == "_search":
            if value:
                found.append(Filter(say("含有“{words}”", words=shortened_echo(value)), "", "_search", value, address))
        elif key == "_where":
            found.append(Filter(say("SQL 条件 {sql}", sql=shortened_echo(value)), "", "_where", value, address))
        elif not (key.startswith("_") and "__" not in key):
            column, lookup = column_and_comparison(key)
            text = _filter_text(language, table, column, lookup, value, words, labels)
            found.append(Filter(text, column, lookup, value, address))
    return found


def _filter_text(
    language: str,
    table: str,
    column: str,
    lookup: str,
    value: str,
    words: dict[str, str],
    labels: dict[tuple[str, str], str],
) -> Markup:
    say = say_in(language)
    label, word = column_label(language, table, column), words.get(lookup, lookup)
    if lookup in WITHOUT_VALUE:
        return say("{column}{comparison}", column=label, comparison=word)
    described = described_column(table, column)
    if described.fen is not None and lookup not in BY_WORDS | OF_LISTS:
        amount = money(language, round(Decimal(value) * described.fen))
        return say("{column}{comparison}“{value}”", column=label_without_unit(label), comparison=word, value=amount)
    called = value_name(language, table, column, value) or labels.get((column, value)) or value
    return say("{column}{comparison}“{value}”", column=label, comparison=word, value=shortened_echo(called))


def shortened_echo(text: str) -> str:
    """A text of a reader's own, cut where it grows long."""
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"


def labels_of_facets(facets: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What the values of facets are called, by column and value, as text."""
    return {
        (facet["name"], str(one["value"])): str(one["label"])
        for facet in facets
        for one in facet["results"]
        if one["label"] not in (None, one["value"])
    }
