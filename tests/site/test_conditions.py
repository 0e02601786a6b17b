"""A condition is applied, everywhere alike and as plain Python would, or it is refused in the reader's language."""

import asyncio
import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.dictionary.descriptions import ColumnDescription, Kind
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.search import fold
from mingzhang.site.conditions import AskedColumns, BadCondition, checked
from mingzhang.site.server import open_site
from mingzhang.site.values import value_typed
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "samples"


# ---- what a reader types -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "of", "typed", "value"),
    [
        (Kind.MONEY, "yuan", "50万", "500000"),
        (Kind.MONEY, "yuan", "50 万元", "500000"),
        (Kind.MONEY, "yuan", "1,000", "1000"),
        (Kind.MONEY, "yuan", "１，０００．５", "1000.5"),
        (Kind.MONEY, "yuan", "5000元", "5000"),
        (Kind.MONEY, "yuan", "1.2亿元", "120000000"),
        (Kind.MONEY, "yuan", "0万元", "0"),
        (Kind.MONEY, "yuan", "1,000.5万", "10005000"),
        (Kind.MONEY, "wan_yuan", "50万", "50"),
        (Kind.MONEY, "wan_yuan", "10.5", "10.5"),
        (Kind.MONEY, "wan_yuan", "-0.1", "-0.1"),
        (Kind.MONEY, "fen", "50万", "50000000"),
        (Kind.MONEY, "fen", "30000000", "30000000"),
        (Kind.MONEY, "yuan", "很多", None),
        (Kind.MONEY, "yuan", "", None),
        (Kind.YEAR, "", "2023年", "2023"),
        (Kind.YEAR, "", "2023年度", "2023"),
        (Kind.YEAR, "", "去年", None),
        (Kind.COUNT, "", "1,000", "1000"),
        (Kind.COUNT, "", "五十", "50"),
        (Kind.COUNT, "", "9" * 30, "1e+30"),
        (Kind.NUMBER, "", "85%", "85"),
        (Kind.NUMBER, "", "1e+16", "10000000000000000"),
        (Kind.DATE, "", "2023-12-31", "2023-12-31"),
        (Kind.DATE, "", "2023年12月31日", "2023-12-31"),
        (Kind.DATE, "", "2023-Q4", "2023-Q4"),
        (Kind.DATE, "", "明天", None),
        (Kind.DATE, "", "2023-02-30", None),
        (Kind.DATE, "", "2023-13", None),
        (Kind.NUMBER, "", "2023-13-01", None),
        (Kind.MONEY, "yuan", "85%", None),
        (Kind.COUNT, "", "85%", None),
        (Kind.MONEY, "yuan", "－５０．５万元", "-505000"),
        (Kind.BOOLEAN, "", "1", "1"),
        (Kind.BOOLEAN, "", "０", "0"),
        (Kind.BOOLEAN, "", "是", "1"),
        (Kind.BOOLEAN, "", "现行", None),
        (Kind.TEXT, "", " 体检 ", " 体检 "),
    ],
)
def test_what_is_typed_is_the_value_that_a_column_of_the_kind_holds(
    kind: Kind, of: str, typed: str, value: str
) -> None:
    assert value_typed(ColumnDescription("x", kind, of), typed) == value


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [("projects.phase", "预算", "budget"), ("projects.phase", "budget", "budget"), ("headings.level", "１", "1")],
)
def test_a_code_may_be_typed_by_its_name(column: str, typed: str, value: str) -> None:
    table, _, name = column.partition(".")
    described = load_dictionary().column(table, name)
    assert described is not None
    assert value_typed(described, typed) == value


# ---- what is refused ---------------------------------------------------------------------------------------------------

TYPES = {"name": "TEXT", "year": "INTEGER", "amount_yuan": "REAL"}
PROJECTS = AskedColumns("projects", TYPES, {"exact", "gte", "isnull"}, is_searched=True, is_view=False)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("amount__gte=1", "“项目”里没有叫“amount”的栏目。"),
        ("unit=x", "“项目”里没有叫“unit”的栏目。"),  # which queries call 单位
        ("name__bad=x", "没有“bad”这种比较；可用的有：exact、gte、isnull。"),
        ("name__=x", "没有“”这种比较；可用的有：exact、gte、isnull。"),
        ("amount_yuan__gte=很多", "“金额（元）”一栏是金额，“很多”不是金额。可填1,000、50万、10.5万元。"),
        ("year=去年", "“年度”一栏是数，“去年”不是数。可填1,000、10.5、50万。"),
        ("name__isnull=0", "“项目名称”后面的比较不带值，只写1，不写“0”。"),
        ("_serach=x", "网址中的“_serach=x”有误。"),
        ("_sort=nothing", "网址中的“_sort=nothing”有误。"),
        ("_filter_value_1=x&_filter_column_1=", "已填写条件“x”，尚未选择栏目。"),
    ],
)
def test_a_condition_that_cannot_be_applied_is_refused_by_name(query: str, sentence: str) -> None:
    with pytest.raises(BadCondition) as refused:
        checked(PROJECTS, query)
    assert refused.value.sentence("zh") == sentence
    assert refused.value.sentence("en")
    assert refused.value.sentence("en") != sentence


def test_what_other_sites_hang_on_to_a_link_is_left_away() -> None:
    assert checked(PROJECTS, "year=2023&utm_source=a&from=timeline&isappinstalled=0") == [("year", "2023")]


# ---- drawn over every table and view -----------------------------------------------------------------------------------

Row = dict[str, Any]


class Site:
    """A site asked in this process, and its tables as rows of plain Python."""

    def __init__(self, path: Path) -> None:
        self.site = open_site(path)
        self.thread = ThreadPoolExecutor(1)  # of its own: a browser of other tests may keep a loop running in this one
        self.loop = asyncio.new_event_loop()
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row
        names = [name for name in load_dictionary().tables if not name.endswith("_fts")]
        self.tables: dict[str, list[Row]] = {}
        for name in names:
            rows = [dict(row) for row in connection.execute(f'SELECT * FROM "{name}" LIMIT 4001')]
            if 0 < len(rows) <= 4000:
                self.tables[name] = rows
        self.texts = _searched_texts(connection)
        connection.close()

    def get(self, path: str, pairs: list[tuple[str, str]]) -> Any:
        """The answer to an address."""
        answer: Coroutine[Any, Any, Any] = self.site.client.get(f"/mingzhang/{path}?{urlencode(pairs)}")
        response = self.thread.submit(self.loop.run_until_complete, answer).result()
        assert response.status_code == 200, (path, pairs, response.text[:300])
        return response


def _searched_texts(connection: sqlite3.Connection) -> dict[str, dict[str, list[str]]]:
    """By table, the folded texts by which a record is found."""
    sql = {
        "projects": "SELECT id, name FROM projects UNION ALL SELECT id, code FROM projects"
        " UNION ALL SELECT project_id, text FROM goals",
        "indicators": "SELECT id, name FROM indicators UNION ALL SELECT id, text FROM indicators",
        "findings": "SELECT id, summary FROM findings UNION ALL SELECT id, summary_en FROM findings",
        "goals": "SELECT id, text FROM goals",
        "units": "SELECT id, name FROM units UNION ALL SELECT id, code FROM units UNION ALL SELECT id, id FROM units",
        "regions": "SELECT code, name FROM regions UNION ALL SELECT code, code FROM regions",
        "documents": "SELECT id, title FROM documents UNION ALL SELECT id, file FROM documents"
        " UNION ALL SELECT id, id FROM documents",
        "checks": "SELECT id, title FROM checks UNION ALL SELECT id, title_en FROM checks UNION ALL SELECT id, id FROM checks",
    }
    found: dict[str, dict[str, list[str]]] = {}
    for table, statement in sql.items():
        for record, text in connection.execute(statement):
            found.setdefault(table, {}).setdefault(record, []).append(fold(text or ""))
    return found


@pytest.fixture(scope="module")
def whole(samples_database: Path) -> Site:
    return Site(samples_database)


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda own, value: own == value,
    "not": lambda own, value: own != value,
    # A day among numbers (what was reached) is neither more nor less than a number.
    "gt": lambda own, value: isinstance(own, str) == isinstance(value, str) and own > value,
    "gte": lambda own, value: isinstance(own, str) == isinstance(value, str) and own >= value,
    "lt": lambda own, value: isinstance(own, str) == isinstance(value, str) and own < value,
    "lte": lambda own, value: isinstance(own, str) == isinstance(value, str) and own <= value,
}
WORDS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda own, value: value in own,
    "notcontains": lambda own, value: value not in own,
    "startswith": lambda own, value: own.startswith(value),
    "endswith": lambda own, value: own.endswith(value),
}
EMPTY: dict[str, Callable[[Any], bool]] = {
    "isnull": lambda own: own is None,
    "notnull": lambda own: own is not None,
    "isblank": lambda own: own in (None, ""),
    "notblank": lambda own: own not in (None, ""),
}
_ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@st.composite
def conditions(draw: st.DrawFn, rows: list[Row], table: str) -> tuple[str, str, Callable[[Row], bool]]:
    """A condition on a table: its argument, its value as somebody types it, and what it means in plain Python."""
    columns = load_dictionary().tables[table].columns
    name = draw(st.sampled_from(sorted(columns)))
    column, kind = columns[name], columns[name].kind
    if draw(st.integers(0, 5)) == 0:
        comparison = draw(st.sampled_from(sorted(EMPTY)))
        return f"{name}__{comparison}", "1", lambda row: EMPTY[comparison](row[name])
    present = [row[name] for row in rows if row[name] is not None]
    nothing = 1 if column.is_number or kind is Kind.BOOLEAN else "2023-01-01" if kind is Kind.DATE else "x"
    value: Any = draw(st.sampled_from(present)) if present else nothing
    is_number = isinstance(value, int | float)
    if is_number or (draw(st.booleans()) and kind is not Kind.DATE):
        comparison = draw(
            st.sampled_from(["exact", "not", "gt", "gte", "lt", "lte"] if is_number else ["exact", "not"])
        )
        typed = draw(_typings(column, value)) if is_number else str(value)
        if draw(st.integers(0, 7)) == 0:  # a list with a second value
            other = draw(st.sampled_from(present or [value]))
            if isinstance(other, int | float):
                typed_, values = json.dumps([typed, repr(other)]), [value, other]
                is_in = draw(st.booleans())
                return (
                    f"{name}__{'in' if is_in else 'notin'}",
                    typed_,
                    lambda row: row[name] is not None and (row[name] in values) is is_in,
                )
        return (
            _key(name, comparison),
            typed,
            lambda row: row[name] is not None and COMPARE[comparison](row[name], value),
        )
    if kind is Kind.DATE:
        comparison = draw(st.sampled_from(["exact", "gte", "lt"]))
        return (
            _key(name, comparison),
            str(value),
            lambda row: row[name] is not None and COMPARE[comparison](row[name], value),
        )
    comparison = draw(st.sampled_from(sorted(WORDS)))
    start = draw(st.integers(0, max(0, len(value) - 1)))
    part = value[start : start + draw(st.integers(1, 6))] or "x"
    low = part.translate(_ASCII_LOWER)
    return (
        f"{name}__{comparison}",
        part,
        lambda row: row[name] is not None and WORDS[comparison](str(row[name]).translate(_ASCII_LOWER), low),
    )


def _key(name: str, comparison: str) -> str:
    return name if comparison == "exact" else f"{name}__{comparison}"


def _typings(column: ColumnDescription, value: float) -> st.SearchStrategy[str]:
    """A number as people type it: with separators, in full width, with its unit, in 万元."""
    plain = _digits(Decimal(repr(value)))
    ways = [repr(value), plain]
    if column.kind in (Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.RATE):
        ways.append(_digits(Decimal(repr(value)), ","))
    if column.kind is Kind.YEAR:
        ways += [f"{value}年", f"{value}年度"]
    if column.kind in (Kind.NUMBER, Kind.RATE):
        ways.append(f"{plain}%")
    if column.kind is Kind.MONEY and column.fen:
        yuan = Decimal(repr(value)) * column.fen / 100
        ways += [f"{_digits(yuan)}元", f"¥{_digits(yuan, ',')}元"]
        ways += [f"{_digits(yuan / times, separator)}{word}" for word, times in TIMES for separator in ("", ",")]
    ways += [way.translate(_FULL_WIDTH) for way in ways if "e" not in way]
    return st.sampled_from(ways)


TIMES = [("万", 10_000), ("万元", 10_000), ("百万", 1_000_000), ("亿元", 100_000_000)]
_FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in map(ord, "0123456789,.%-")})


def _digits(number: Decimal, separator: str = "") -> str:
    """All digits of a number, without needless zeros."""
    shown = f"{number:{separator}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_page_count_facets_csv_and_workbook_agree_with_plain_python(whole: Site, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(whole.tables)))
    rows = whole.tables[table]
    drawn = data.draw(st.lists(conditions(rows, table), min_size=1, max_size=2, unique_by=lambda one: one[0]))
    described = load_dictionary().tables[table]
    searched = described.search.get("in") or (table if "fts_table" in described.shown else None)
    key = described.search.get("by", "code" if table == "regions" else "id")
    words = data.draw(st.sampled_from(["", "体检", "经费 项目", "率"])) if searched else ""
    expected = [
        row
        for row in rows
        if all(holds(row) for *_, holds in drawn)
        and all(any(word in text for text in whole.texts[searched or ""][row[key]]) for word in words.split())
    ]
    coded = [name for name, one in described.columns.items() if one.values]
    facet = data.draw(st.sampled_from(coded or list(described.columns)))
    pairs = [(name, value) for name, value, _ in drawn] + ([("_search", words)] if words else [])

    answer = whole.get(f"{table}.json", [*pairs, ("_shape", "objects"), ("_size", "0"), ("_facet", facet)]).json()
    assert answer["filtered_table_rows_count"] == len(expected)
    counted = {one["value"]: one["count"] for one in answer["facet_results"][facet]["results"]}
    if not answer["facet_results"][facet]["truncated"]:
        assert counted == Counter(row[facet] for row in expected if row[facet] is not None)

    page = whole.get(table, [*pairs, ("_lang", "zh")]).text
    said = re.search(r'class="found" role="status">\s*(?:符合条件的|共)有([\d,]+)条', page)
    assert said
    assert int(said[1].replace(",", "")) == len(expected)

    lines = list(csv.DictReader(io.StringIO(whole.get(f"{table}.csv", pairs).text)))
    names = list(rows[0])
    assert Counter(tuple(line[name] for name in names) for line in lines) == Counter(
        tuple(_as_text(row[name]).replace("\r\n", "\n") for name in names) for row in expected
    )

    book = openpyxl.load_workbook(io.BytesIO(whole.get(f"{table}.xlsx", pairs).content), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) - 1 == len(expected)


def test_every_column_of_a_view_compares_numbers_as_numbers(whole: Site) -> None:
    for name, rows in whole.tables.items():
        for column, described in load_dictionary().tables[name].columns.items():
            values = [row[column] for row in rows if row[column] is not None]
            numbers = [value for value in values if not isinstance(value, str)]  # what was reached may be a day
            if described.is_number and numbers:
                most = max(numbers)
                answer = whole.get(
                    f"{name}.json", [(f"{column}__lte", repr(most)), ("_shape", "objects"), ("_size", "0")]
                )
                assert answer.json()["filtered_table_rows_count"] == len(numbers), (name, column)


def test_lists_are_searched_by_the_one_rule(whole: Site) -> None:
    for view, table in (("project_list", "projects"), ("indicator_list", "indicators"), ("finding_list", "findings")):
        page = whole.get(view, [("_search", "體檢")]).text
        assert 'name="_search"' in page
        found = [
            row
            for row in whole.tables[view]
            if any("体检" in text for text in whole.texts[table][row[load_dictionary().tables[view].search["by"]]])
        ]
        assert found
        assert f"符合条件的有{len(found)}条。" in page
