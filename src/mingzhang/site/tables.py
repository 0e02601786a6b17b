"""How tables are shown: which columns first, what values are called, and the filters of an address in a reader's words.

Datasette says these things in English and by technical names; the texts are in metadata.yml, tables.yml and value_labels.yml.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup

from mingzhang.checks.definition import load_checks
from mingzhang.data_files import read_yaml
from mingzhang.site.language import say_in
from mingzhang.site.metadata import DATABASE_NAME, load_metadata
from mingzhang.site.words import column_explanation, column_label

_TABLES = load_metadata()["databases"][DATABASE_NAME]["tables"]
# It orders the rows as printed and says nothing to a reader.
HELPERS = frozenset({"sequence"})
# Columns that order rows alike: the one that is sorted by, and the one that is shown.
_SAME_ORDER = {"amount_fen": "amount_yuan"}
# Long enough for any word or number that a person filters by; the rest of ten thousand characters helps nobody.
LONGEST_ECHO = 60


def described(table: str) -> dict[str, Any]:
    """What metadata.yml says of a table or view."""
    found = _TABLES.get(table, {})
    assert isinstance(found, dict)
    return found


@cache
def _layout() -> dict[str, Any]:
    layout = read_yaml(files("mingzhang.site").joinpath("tables.yml").read_text(encoding="utf-8"))
    assert isinstance(layout, dict)
    return layout


@cache
def _value_labels() -> dict[str, Any]:
    labels = read_yaml(files("mingzhang.site").joinpath("value_labels.yml").read_text(encoding="utf-8"))
    assert isinstance(labels, dict)
    titles = {check.id: [check.texts["title"], check.texts["title_en"]] for check in load_checks()}
    labels["columns"]["check_id"] = titles
    labels["columns"]["check_title"] = {pair[0]: pair for pair in titles.values()}
    return labels


def _in(language: str, pair: list[str]) -> str:
    return str(pair[1 if language == "en" else 0])


def value_label(language: str, table: str | None, column: str, value: Any) -> str | None:
    """What a value such as `budget` is called; None when it speaks for itself."""
    labels = _value_labels()
    known = labels["tables"].get(f"{table}.{column}") or labels["columns"].get(column, {})
    # In an address every value is text; in the database 1 is a number.
    pair = known.get(int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value)
    return _in(language, pair) if pair else None


def has_value_labels(table: str | None, column: str) -> bool:
    """Whether the values of a column are called something, and are no numbers to a reader."""
    labels = _value_labels()
    return column in labels["columns"] or f"{table}.{column}" in labels["tables"]


def empty_words(language: str, column: str) -> str:
    """What stands where a column has no value."""
    say = say_in(language)
    pair = _value_labels()["empty"].get(column)
    return _in(language, pair) if pair else str(say("没有"))


def emptiness(language: str, table: str | None, column: str) -> str:
    """What metadata.yml says an empty value of the column means; '' when it does not say."""
    before, behind = ("Empty: ", ".") if language == "en" else ("为空表示", "。")
    return column_explanation(language, table, column).partition(before)[2].partition(behind)[0]


@cache
def _agreed_labels(language: str) -> dict[str, str]:
    """Labels of columns which all tables call the same: those may be used where no table is known."""
    labels: dict[str, set[str]] = defaultdict(set)
    for table, described in _TABLES.items():
        for column in described.get("columns", {}):
            labels[column].add(column_label(language, table, column))
    return {column: found.pop() for column, found in labels.items() if len(found) == 1}


def label_of(language: str, table: str | None, column: str) -> str:
    """The label of a column of a table, or of a query, whose columns no table describes."""
    say = say_in(language)
    if table in _TABLES:
        if column == "rowid":
            return str(say("记录"))
        # A text in English stands under the label of its Chinese twin.
        plain = column.removesuffix("_en") if _has_twin(table, column) else column
        return column_label(language, table, plain).removesuffix(" (Chinese)")
    pair = _layout()["query_labels"].get(column)
    return _in(language, pair) if pair else _agreed_labels(language).get(column, column)


def _has_twin(table: str | None, column: str) -> bool:
    columns = _TABLES.get(table, {}).get("columns", {})
    return column.endswith("_en") and column.removesuffix("_en") in columns


def shown_columns(
    language: str, table: str, columns: list[str], sort: str | None = None, everything: bool = False
) -> list[str]:
    """The columns of a table that a reader sees: the main ones, or all, and of texts in two languages the reader's."""
    main = _layout()["main_columns"].get(table)
    wanted = list(columns)
    if main and not everything and set(main) <= set(columns):
        wanted = [*main, *(one for one in columns if one == sort and _SAME_ORDER.get(one, one) not in main)]
    return [one for column in wanted if (one := _in_language(language, table, column, columns)) is not None]


def _in_language(language: str, table: str, column: str, columns: list[str]) -> str | None:
    if column in HELPERS:
        return None
    if language == "en":
        return None if _has_twin(table, column) else f"{column}_en" if f"{column}_en" in columns else column
    return None if _has_twin(table, column) else column


def has_more_columns(table: str, columns: list[str]) -> bool:
    """Whether there are columns besides those that are shown first."""
    main = _layout()["main_columns"].get(table)
    return bool(main) and set(main) <= set(columns) and len(main) < len(columns)


def grouped(language: str, tables: list[dict[str, Any]], views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables and views of the database page in their groups, each with title, description and number of rows."""
    say = say_in(language)
    there = {one["name"]: one for one in [*views, *tables] if "_fts" not in one["name"]}
    groups = [
        {
            "title": group["title_en" if language == "en" else "title"],
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


def sort_address(request: Any, column: str, sort: str | None, sort_desc: str | None) -> str:
    """Where the link in the head of a column leads: amounts begin with the largest, the rest with the smallest."""
    largest_first = is_money(column)
    descending = (sort_desc != column) if largest_first else (sort == column)
    keys = ("_sort_desc", "_sort") if descending else ("_sort", "_sort_desc")
    return with_arguments(request, **{keys[0]: column, keys[1]: None})


def sorted_as(column: str, sort: str | None, sort_desc: str | None) -> str | None:
    """ascending, descending or None: the value of aria-sort."""
    if column in (sort_desc, _SAME_ORDER.get(sort_desc or "")):
        return "descending"
    if column in (sort, _SAME_ORDER.get(sort or "")) and not sort_desc:
        return "ascending"
    return None


def is_money(column: str) -> bool:
    """Whether a column holds amounts of money."""
    return column.endswith(("_yuan", "_fen"))


# ---- filters ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """A filter of an address: in words, its parts, and the address without it."""

    text: Markup
    column: str
    lookup: str
    value: str
    address_without: str


def lookups(language: str) -> list[tuple[str, str]]:
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
        ("isnull__1", say("是空的")),
        ("notnull__1", say("不是空的")),
        ("isblank__1", say("是空的或没有字")),
        ("notblank__1", say("有字")),
    ]


def filters_of(language: str, table: str, request: Any, labels: dict[tuple[str, str], str]) -> list[Filter]:
    """The filters of an address. `labels` says what (column, value) is called where the value is an id."""
    say = say_in(language)
    words = {key.removesuffix("__1"): word for key, word in lookups(language)}
    found = []
    for key, value in parse_qsl(request.query_string, True):
        address = _without(request, key, value)
        if key == "_search":
            if value:
                found.append(Filter(say("含有“{words}”", words=shortened(value)), "", "_search", value, address))
        elif key == "_where":
            found.append(Filter(say("SQL 条件 {sql}", sql=shortened(value)), "", "_where", value, address))
        elif not (key.startswith("_") and "__" not in key):
            column, separator, lookup = key.rpartition("__")
            column, lookup = (column, lookup) if separator else (key, "exact")
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
    label, word = label_of(language, table, column), words.get(lookup, lookup)
    if lookup in ("isnull", "notnull", "isblank", "notblank"):
        return say("{column}{comparison}", column=label, comparison=word)
    called = value_label(language, table, column, value) or labels.get((column, value)) or value
    return say("{column}{comparison}“{value}”", column=label, comparison=word, value=shortened(called))


def shortened(text: str) -> str:
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
