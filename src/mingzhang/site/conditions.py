"""The conditions of an address of a table or view: each is one that can be applied, or the address is refused by name.

Datasette leaves away without a word what it does not know (`amount__gte=1` where there is no `amount`, `name__bad=x`), and
compares a number with a text as texts. Here every argument is looked at first, and values are written as their column holds
them.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from mingzhang.dictionary.descriptions import ColumnDescription, Kind
from mingzhang.site.language import say_in
from mingzhang.site.values import value_typed
from mingzhang.site.words import column_label, described_column, table_title

Pairs = list[tuple[str, str]]

# Comparisons that take no value, that take words, and that take a list.
WITHOUT_VALUE = frozenset({"isnull", "notnull", "isblank", "notblank"})
BY_WORDS = frozenset({"contains", "notcontains", "startswith", "endswith", "like", "notlike", "glob"})
OF_LISTS = frozenset({"in", "notin"})
_BY_SIZE = frozenset({"gt", "gte", "lt", "lte"})
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e\+?\d+)?", re.ASCII)
_OF_ARRAYS = frozenset({"arraycontains", "arraynotcontains"})

# Arguments that Datasette, its charts or we understand, besides conditions.
_KNOWN = frozenset(
    {
        *(
            "_search",
            "_searchmode",
            "_where",
            "_through",
            "_sort",
            "_sort_desc",
            "_sort_by_desc",
            "_fts_table",
            "_fts_pk",
        ),
        *(
            "_facet",
            "_facet_array",
            "_facet_date",
            "_facet_size",
            "_col",
            "_nocol",
            "_columns",
            "_size",
            "_next",
            "_shape",
        ),
        *(
            "_labels",
            "_label",
            "_nl",
            "_trace",
            "_timelimit",
            "_stream",
            "_dl",
            "_excel",
            "_header",
            "_nofacet",
            "_nosuggest",
        ),
        *("_nocount", "_ttl", "_json", "_json_infinity", "_lang", "_extra", "_hide_sql", "_show_sql"),
    }
)
_OF_FORMS = re.compile(r"_filter_(column|op|value)(_\d+)?")
# What other sites hang on to a link to us: it chooses no rows, and a shared link must open.
_FOREIGN = re.compile(
    r"utm_\w+|fbclid|gclid|msclkid|spm|from|isappinstalled|nsukey|share_token|wx_\w+|_ga|_gl|_t|scene"
)
_WHOLE = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(eq=False)
class BadCondition(Exception):
    """A condition that cannot be applied: what is the matter (a case of `sentence`), and the words for it."""

    problem: str
    table: str = ""
    column: str = ""
    value: str = ""
    known: Collection[str] = field(default=())

    def sentence(self, language: str) -> str:
        """What is the matter, and what can be done, in a reader's language."""
        say = say_in(language)
        words = {
            "table": table_title(language, self.table),
            # What is no column of the table is said as it was typed, not as other tables call it.
            "column": self.column if self.problem == "column" else column_label(language, self.table, self.column),
            "value": self.value if len(self.value) <= 60 else self.value[:60] + "…",
            "known": "、".join(sorted(self.known)),
        }
        match self.problem:
            case "column":
                said = say("“{table}”里没有叫“{column}”的栏目。", **words)
            case "comparison":
                said = say("没有“{value}”这种比较；可用的有：{known}。", **words)
            case "number":
                said = say("“{column}”一栏是数，“{value}”不是数。可填1,000、10.5、50万。", **words)
            case "money":
                said = say("“{column}”一栏是金额，“{value}”不是金额。可填1,000、50万、10.5万元。", **words)
            case "date":
                said = say("“{column}”一栏是日期，“{value}”不是日期。可填2023-12-31、2023-12或2023。", **words)
            case "boolean":
                said = say("“{column}”一栏只有1（是）和0（否），没有“{value}”。", **words)
            case "no-value":
                said = say("“{column}”后面的比较不带值，只写1，不写“{value}”。", **words)
            case "array":
                said = say("“{column}”一栏不是数组，不能这样比较。", **words)
            case "no-column":
                said = say("已填写条件“{value}”，尚未选择栏目。", **words)
            case "internal":
                said = say("“{table}”是数据库内部用表，不能逐行浏览，可用SQL查询。", **words)
            case "no-sql":
                said = say("请在网址中写明SQL：?sql=select …")
            case "search":
                said = say("“{table}”不能搜索。", **words)
            case _:
                said = say("网址中的“{column}={value}”有误。", **words)
        return str(said.unescape())


@dataclass(frozen=True, slots=True)
class AskedColumns:
    """The columns of a table or view with the types that the schema declares ('' of an expression), and what can be asked."""

    table: str
    declared: Mapping[str, str]
    comparisons: Collection[str]
    is_searched: bool
    is_view: bool


def checked(columns: AskedColumns, query_string: str) -> Pairs:
    """The arguments of an address with values as their columns hold them. Raises BadCondition for what cannot be applied."""
    pairs = parse_qsl(query_string, keep_blank_values=True)
    found: Pairs = []
    for key, value in pairs:
        if key.startswith("_") and "__" not in key:
            _check_argument(columns, key, value)
            found.append((key, value))
        elif column_and_comparison(key)[0] in columns.declared or not _FOREIGN.fullmatch(key):
            found.append((key, _checked_value(columns, key, value)))
    _check_form(columns, dict(pairs))
    return found


def column_and_comparison(key: str) -> tuple[str, str]:
    """`amount_yuan__gte` as the column and the comparison; without one it is `exact`."""
    column, separator, comparison = key.rpartition("__")
    return (column, comparison) if separator else (key, "exact")


def _checked_value(columns: AskedColumns, key: str, value: str) -> str:
    column, comparison = column_and_comparison(key)
    if column not in columns.declared:
        raise BadCondition("column", columns.table, column)
    if comparison not in columns.comparisons:
        raise BadCondition("comparison", columns.table, column, comparison, columns.comparisons)
    described = _as_declared(described_column(columns.table, column), columns.declared[column])
    if comparison in WITHOUT_VALUE:
        if value not in ("1", ""):
            raise BadCondition("no-value", columns.table, column, value)
        return value
    if comparison in _OF_ARRAYS and described.kind is not Kind.JSON:
        raise BadCondition("array", columns.table, column)
    if comparison in BY_WORDS or comparison in _OF_ARRAYS:
        return value
    if comparison == "date" and described.kind is not Kind.DATE:
        raise BadCondition("date", columns.table, column, value)
    if comparison in OF_LISTS:
        return json.dumps(
            [_one(columns, described, one) for one in _listed(columns, column, value)], ensure_ascii=False
        )
    return _one(columns, described, value)


def _as_declared(column: ColumnDescription, declared: str) -> ColumnDescription:
    """The description of a column; ids that are integers compare as numbers."""
    is_integer_id = declared == "INTEGER" and column.kind in (Kind.ID, Kind.REFERENCE)
    return ColumnDescription(column.name, Kind.POSITION) if is_integer_id else column


def _listed(columns: AskedColumns, column: str, value: str) -> list[str]:
    """The values of a list: separated by commas, or a JSON array."""
    if not value.startswith("["):
        return [one.strip() for one in value.split(",")]
    try:
        listed = json.loads(value)
    except ValueError:
        raise BadCondition("argument", columns.table, column, value) from None
    if not isinstance(listed, list) or not all(isinstance(one, str | int | float) for one in listed):
        raise BadCondition("argument", columns.table, column, value)
    return [str(one) for one in listed]


def _one(columns: AskedColumns, described: ColumnDescription, value: str) -> str:
    found = value_typed(described, value)
    if found is None:
        kinds = {Kind.MONEY: "money", Kind.DATE: "date", Kind.BOOLEAN: "boolean"}
        raise BadCondition(kinds.get(described.kind, "number"), columns.table, described.name, value)
    return found


def _check_argument(columns: AskedColumns, key: str, value: str) -> None:
    if key == "_search" and value and not columns.is_searched:
        raise BadCondition("search", columns.table)
    if key.startswith("_search_") and (columns.is_view or not columns.is_searched):
        raise BadCondition("search", columns.table)
    known = key in _KNOWN or _OF_FORMS.fullmatch(key) or _FOREIGN.fullmatch(key) or key.startswith("_search_")
    if not known or not _is_sensible(columns, key, value):
        raise BadCondition("argument", columns.table, key, value)


def _is_sensible(columns: AskedColumns, key: str, value: str) -> bool:
    if key == "_timelimit" or (key == "_next" and columns.is_view):
        return not value or bool(_WHOLE.fullmatch(value))
    if key in ("_col", "_nocol", "_facet") or (key in ("_sort", "_sort_desc") and value):
        return value in columns.declared
    if key == "_through":
        return _is_through(value)
    return is_sensible_argument(key, value)


def is_sensible_argument(key: str, value: str) -> bool:
    """Whether the value of an argument of any page, of rows or of a query, is one that Datasette can take."""
    if key == "_timelimit":
        return not value or bool(_WHOLE.fullmatch(value))
    if key == "_json_infinity":
        return value.lower() in ("on", "off", "true", "false", "1", "0")
    return True


def _is_through(value: str) -> bool:
    try:
        through = json.loads(value)
    except ValueError:
        return False
    if not isinstance(through, dict) or not {"table", "column", "value"} <= through.keys():
        return False
    return (
        isinstance(through["table"], str)
        and isinstance(through["column"], str)
        and isinstance(through["value"], str | int)
    )


def _check_form(columns: AskedColumns, arguments: Mapping[str, str]) -> None:
    """The form for filters leaves away a value whose column was not chosen."""
    for key, value in arguments.items():
        if value and key.startswith("_filter_value") and not arguments.get(key.replace("value", "column")):
            raise BadCondition("no-column", columns.table, value=value)


def compared_as_numbers(table: str, query_string: str) -> list[str]:
    """The columns of numbers that an address compares with a number by size."""
    return [
        column
        for column, comparison, value in applied(parse_qsl(query_string, keep_blank_values=True))
        if comparison in _BY_SIZE and described_column(table, column).kind is Kind.NUMBER and _NUMBER.fullmatch(value)
    ]


def applied(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, str]]:
    """The conditions among checked arguments: column, comparison, value."""
    for key, value in pairs:
        if not (key.startswith("_") and "__" not in key):
            yield (*column_and_comparison(key), value)
