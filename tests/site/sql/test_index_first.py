"""Lists that are chosen by words are, asked of the search index first, what plain SQL makes of them."""

import sqlite3
from collections import Counter
from urllib.parse import quote

import pytest
from datasette.filters import Filters
from datasette.utils.asgi import Request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.search import fold
from mingzhang.site.borrowed import search_of_view, search_words_exactly
from mingzhang.site.sql import capping
from mingzhang.site.sql.index_first import counted_by_index, rows_in_turn
from mingzhang.store.search_index import COLUMNS_SEARCHED

BY_WORDS = "rowid in (select rowid from {table}_fts where {table}_fts match escape_fts(:search))"
FACET = (
    "\n select {column} as value, count(*) as count from (\n select * from {table} where {where}\n)\n"
    " where {column} is not null\n group by {column} order by count desc, value limit 31\n"
)


def pieces(connection: sqlite3.Connection, table: str, column: str) -> st.SearchStrategy[str]:
    """Pieces of the texts of a column, as printed and otherwise, and what no text has."""
    texts = [text for (text,) in connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"') if text]
    cut = st.builds(
        lambda text, start, length: str(text[start % len(text) :][:length]),
        st.sampled_from([*texts, "培训"]),
        st.integers(0, 200),
        st.integers(1, 8),
    )
    return (
        cut
        | cut.map(str.upper)
        | st.sampled_from(["", "100%", "_", "不 低于", "體檢", "㎡", "满意度", "ＩＰ", "≥", "'"])
    )


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in COLUMNS_SEARCHED.items() for column in columns]
)
def test_texts_that_hold_some_characters_are_found_by_the_index_as_by_like(
    connection: sqlite3.Connection, table: str, column: str
) -> None:
    patterns = {"contains": "%{}%", "startswith": "{}%", "endswith": "%{}"}

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(pieces(connection, table, column), st.sampled_from(sorted(patterns)))
    def holds(piece: str, comparison: str) -> None:
        clauses, parameters = Filters([(f"{column}__{comparison}", piece)]).build_where_clauses(table)
        assert ("_fts match" in clauses[0]) is (len(fold(piece)) > 1)
        found = connection.execute(f"SELECT rowid FROM {table} WHERE {clauses[0]} ORDER BY 1", parameters).fetchall()
        escaped = "".join(f"\\{one}" if one in "\\%_" else one for one in piece)
        plain = f"SELECT rowid FROM {table} WHERE \"{column}\" LIKE ? ESCAPE '\\' ORDER BY 1"
        assert found == connection.execute(plain, [patterns[comparison].format(escaped)]).fetchall()

    holds()


def test_what_does_not_hold_them_is_not_asked_of_the_index() -> None:
    search_words_exactly()
    clauses, _ = Filters([("name__notcontains", "体检")]).build_where_clauses("indicators")
    assert clauses == ["\"name\" not like :p0 escape '\\'"]


@pytest.mark.parametrize("words", ["体检", "满意度", "人", "不 低于", "nothing like it", ""])
def test_rows_with_a_word_are_counted_by_the_index(connection: sqlite3.Connection, words: str) -> None:
    counts = [f"select count(*) from {table} where {BY_WORDS.format(table=table)} " for table in COLUMNS_SEARCHED]
    for view in ("indicator_list", "project_list", "finding_list"):
        searched = search_of_view(Request.fake(f"/?_search={quote(words or '。')}"), load_dictionary().tables, view)
        assert searched
        counts.append(f"select count(*) from {view} where {searched.where_clauses[0]} ")
    for plain in counts:
        asked = counted_by_index(plain)
        assert asked != plain
        assert connection.execute(asked, {"search": words}).fetchone() == (
            connection.execute(plain, {"search": words}).fetchone()
        )


@pytest.mark.parametrize(
    "sql",
    [
        f"select count(*) from indicators where {BY_WORDS.format(table='goals')}",
        f'select count(*) from indicators where {BY_WORDS.format(table="indicators")} and "level1" = :p0',
        f"select count(*) from indicators where {BY_WORDS.format(table='indicators')} or 1",
        "select count(*) from indicators where rowid in (select rowid from indicators_fts where indicators_fts match :search)",
    ],
)
def test_other_counts_stay_as_they_are(sql: str) -> None:
    assert counted_by_index(sql) == sql


@pytest.mark.parametrize("others", ["", '"kind" = :p0', "\"name\" like :p1 escape '\\'"])
def test_rows_in_turn_are_those_of_the_conditions(connection: sqlite3.Connection, others: str) -> None:
    by_words = BY_WORDS.format(table="indicators")
    given_values = {"search": "满意度", "p0": "quantitative", "p1": "%满意%"}
    wheres = (f"{by_words} and {others}", f"{others} and {by_words}") if others else (by_words, f"{by_words} ")
    for where in wheres:
        source = rows_in_turn("indicators", where)
        assert "cross join" in source
        found = connection.execute(f"select indicators.id from {source} order by 1", given_values).fetchall()
        assert found
        assert (
            found == connection.execute(f"select id from indicators where {where} order by 1", given_values).fetchall()
        )
    for where in (f"{by_words} or 1", f"not {by_words}", f"({by_words})", BY_WORDS.format(table="goals")):
        assert rows_in_turn("indicators", where) == f"indicators where {where}"


def test_values_of_all_columns_of_a_list_are_counted_by_one_statement(connection: sqlite3.Connection) -> None:
    where = BY_WORDS.format(table="indicators")
    statements = set()
    for column in ("kind", "level1", "year", "comparator"):
        asked = capping.capped(FACET.format(column=column, table="indicators", where=f"{where} "))
        assert asked
        statements.add(asked.sql)
        values = connection.execute(asked.sql, {"search": "满意度"}).fetchall()
        plain = f'SELECT "{column}" FROM indicators WHERE {where} AND "{column}" IS NOT NULL'
        counts = Counter(value for (value,) in connection.execute(plain, {"search": "满意度"}))
        expected = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        assert [(value, number) for name, value, number in values if name == column] == expected
    assert len(statements) == 1
