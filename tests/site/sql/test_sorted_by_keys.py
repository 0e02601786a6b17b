"""Rows that are found by their keys first are those that plain SQL gives, in the same order."""

import sqlite3

import pytest

from mingzhang.site.sql.sorted_by_keys import sorted_by_keys


@pytest.mark.parametrize("column", ["level1", "kind desc", "value", "comparator"])
@pytest.mark.parametrize(
    "where", ["", "where level1 = :p0 ", "where rowid in (select rowid from indicators where page > 0) "]
)
def test_rows_found_by_their_keys_first_are_those_of_plain_sql(
    connection: sqlite3.Connection, column: str, where: str
) -> None:
    plain = f"select id, name, [{column.split()[0]}] from indicators {where}order by {column}, id limit 11"
    found = sorted_by_keys(plain, ["id"])
    assert "select id from indicators" in found
    parameters = {"p0": "产出指标"}
    rows = [tuple(row) for row in connection.execute(plain, parameters)]
    assert len(rows) == 11
    assert [tuple(row) for row in connection.execute(found, parameters)] == rows


def test_what_is_not_a_page_of_a_table_sorted_by_a_column_and_its_one_key_stays() -> None:
    for sql in (
        "select * from indicators order by id limit 101",
        "select * from indicators order by level1, sequence limit 101",
        "select count(*) from indicators order by level1, id limit 101",
        "select * from (select * from indicators) order by level1, id limit 101",
    ):
        assert sorted_by_keys(sql, ["id"]) == sql
    assert " in (" not in sorted_by_keys("select * from a order by b, id limit 2", ["id", "other"])
