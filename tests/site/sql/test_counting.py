"""Counts that were made ahead are those that plain SQL comes to, for any conditions that an address can name."""

import shutil
import sqlite3
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from datasette.filters import Filters
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingzhang.site.server import open_site
from mingzhang.site.sql.counting import counted_in, from_counts
from mingzhang.site.sums import project_column, sums_ahead
from mingzhang.store.counted import ADDED_UP, FACETS, NUMBER, ROWS, faceted, fewer
from mingzhang.store.sums_of_facets import LISTED, SUMMED, columns_summed
from mingzhang.store.sums_of_projects import SUMS, sums_of_projects
from tests.conftest import finished

_FACET = (
    "\n select {column} as value, count(*) as count from (\n select {columns} from {table} {where}\n)\n"
    " where {column} is not null\n group by {column} order by count desc, value limit 31\n"
)


@st.composite
def asked(draw: st.DrawFn, connection: sqlite3.Connection, table: str) -> tuple[str, dict[str, Any], str]:
    """Conditions as Datasette writes them, their parameters, and a column to count by."""
    columns = faceted()[table]
    others = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[1] not in columns]
    asked_for = [*columns, *others]
    found = {
        one: [row[0] for row in connection.execute(f'SELECT DISTINCT "{one}" FROM "{table}"')] for one in asked_for
    }
    pairs = []
    for column in draw(st.lists(st.sampled_from(columns) | st.sampled_from(asked_for), max_size=3)):
        values = [str(one) for one in found[column] if one is not None]
        value = draw(st.sampled_from([*values, "0", "2023.0", "", "指标", "%", "'\""]))
        known = [one.key for one in Filters._filters if not one.key.startswith("array")]
        pairs.append((f"{column}__{draw(st.sampled_from(known))}", value))
    clauses, parameters = Filters(pairs).build_where_clauses(table)
    return " and ".join(clauses), parameters, draw(st.sampled_from(columns))


@pytest.mark.parametrize(
    "table",
    ["projects", "indicators", "indicator_list", "project_list", "finding_list", "stated_totals", "spans"],
)
def test_counts_made_ahead_are_those_of_plain_sql(connection: sqlite3.Connection, table: str) -> None:
    counted, rewritten = counted_in(connection), set()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(asked(connection, table))
    def holds(wanted: tuple[str, dict[str, Any], str]) -> None:
        where, parameters, column = wanted
        where = f"where {where}" if where else ""
        for plain in (
            f"select count(*) from {table} {where}",
            _FACET.format(column=column, columns="*", table=table, where=f"{where} " if where else ""),
        ):
            ahead = from_counts(plain, counted)
            assert connection.execute(ahead, parameters).fetchall() == connection.execute(plain, parameters).fetchall()
            rewritten.add(ahead != plain)

    holds()
    assert True in rewritten


@pytest.mark.parametrize(
    "where",
    [
        '"name" = :p0',  # no column of the counts: SQLite would compare a text
        '"text" = :p0',  # nor is this one, though it is a word of typeof(…) <> 'text' too
        '"level1" = :p0 or 1',
        "\"level1\" = 'x'",
        '"level1" = :p0 and "name" like :p1',
        "rowid in (select rowid from indicators_fts)",
        '"level1" = (select 1)',
    ],
)
def test_what_is_not_understood_to_its_last_character_is_left_as_it_is(
    connection: sqlite3.Connection, where: str
) -> None:
    counted = counted_in(connection)
    assert from_counts('select count(*) from indicators where "level1" = :p0', counted).endswith('where "level1" = :p0')
    plain = f"select count(*) from indicators where {where}"
    assert from_counts(plain, counted) == plain
    facet = _FACET.format(column="kind", columns="id, [text]", table="indicators", where=f"where {where} ")
    assert from_counts(facet, counted) == facet


@pytest.mark.parametrize(
    ("where", "column", "asked_of"),
    [
        ("", "unit_id", "indicators_facets_of_units"),
        ("", "year", "indicators_facets_but_units"),
        ('where "level1" = :p0 ', "year", "indicators_facets_but_units"),
        ('where "unit_id" = :p0 ', "unit_id", "indicators_facets_of_units"),
        ('where "unit_id" = :p0 ', "year", "indicators_facets"),
    ],
)
def test_the_smallest_count_that_knows_all_columns_is_asked(
    connection: sqlite3.Connection, where: str, column: str, asked_of: str
) -> None:
    facet = _FACET.format(column=column, columns="*", table="indicators", where=where)
    assert f'from "{asked_of}"' in from_counts(facet, counted_in(connection))


@pytest.mark.parametrize(("table", "column"), [("projects", "id"), ("project_list", "project_id")])
def test_the_sums_of_all_projects_are_those_of_the_lists_of_all(
    connection: sqlite3.Connection, table: str, column: str
) -> None:
    ahead = connection.execute(f'SELECT * FROM "{SUMS}"').fetchall()
    assert ahead
    assert connection.execute(sums_of_projects(f'SELECT "{column}" FROM "{table}"', column)).fetchall() == ahead


@pytest.mark.parametrize("table", ["indicators", "indicator_list", "headings", "projects", "project_list"])
def test_the_sums_of_a_facet_are_those_of_the_list_that_it_leads_to(connection: sqlite3.Connection, table: str) -> None:
    """For each set of the columns that have sums, and values together that rows have; and for values that none has."""
    column = project_column(table)
    listed = LISTED.get(table, table)
    columns = ["year", "phase", *(columns_summed(listed) if listed in SUMMED else ())]
    known = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
    for some in (
        some for size in range(len(columns) + 1) for some in combinations(columns, size) if set(some) <= known
    ):
        names = ", ".join(f'"{one}"' for one in some) or "1"
        found = connection.execute(f'SELECT DISTINCT {names} FROM "{table}" ORDER BY {names}').fetchall()
        for values in [*found[::3], ("nothing",) * len(some)]:
            arguments = [(one, str(value)) for one, value in zip(some, values, strict=False) if value is not None]
            ahead = sums_ahead(table, arguments)
            assert ahead
            clauses, parameters = Filters(arguments).build_where_clauses(table)
            where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
            plain = sums_of_projects(f'SELECT "{column}" FROM "{table}" {where}', str(column))
            expected = connection.execute(plain, parameters).fetchall()
            sql = ahead.sql.replace("SELECT *", "SELECT year, phase, is_current, projects, known, sum_fen, median_fen")
            assert connection.execute(sql, ahead.parameters).fetchall() == expected


@pytest.mark.parametrize(
    "arguments",
    [
        [("level1__not", "产出指标")],
        [("level1", "产出指标"), ("level1", "效益指标")],
        [("level1", "")],
        [("name", "培训人数")],
        [("unit_id", "632221-006001")],
        [("level1", "产出指标"), ("_search", "培训")],
        [("_where", "1")],
    ],
)
def test_the_sums_of_other_lists_are_added_up_when_they_are_asked(arguments: list[tuple[str, str]]) -> None:
    assert sums_ahead("indicators", arguments) is None


@pytest.mark.parametrize("view", ADDED_UP)
def test_a_view_that_is_counted_ahead_keeps_how_it_was_counted(connection: sqlite3.Connection, view: str) -> None:
    (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [view]).fetchone()
    definition, _, behind = statement.partition("counted by the build:\n")[2].partition("\n*/")
    assert behind.strip() == f'SELECT * FROM "{view}{ROWS}"'
    count, stored = (f"SELECT * FROM ({one}) ORDER BY 1, 2, 3, 4, 5" for one in (definition, f'SELECT * FROM "{view}"'))
    rows = connection.execute(count).fetchall()
    assert rows
    assert connection.execute(stored).fetchall() == rows


def test_pages_ask_the_counts(database: Path, tmp_path: Path) -> None:
    """Datasette's own statements are understood: where the counts are changed, so are the pages."""
    path = tmp_path / "mingzhang.db"
    shutil.copy(database, path)
    with sqlite3.connect(path) as changed:
        for table in ("indicators", "finding_list"):
            for end in ("", *fewer(faceted()[table])):
                changed.execute(f'UPDATE "{table}{FACETS}{end}" SET "{NUMBER}" = 1000000')
    changed.close()
    client = open_site(path).client
    for table, condition in (("indicators", "level1=产出指标"), ("finding_list", "year__gte=2000")):
        found = finished(client.get(f"/mingzhang/{table}.json?{condition}&_size=1")).json()
        assert found["filtered_table_rows_count"] >= 1_000_000
        counts = [one["count"] for facet in found["facet_results"].values() for one in facet["results"]]
        assert counts
        assert min(counts) >= 1_000_000
