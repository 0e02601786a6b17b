"""Nothing is lost, and every value leads back to its characters: proven in the database, with SQL that anyone can run."""

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from mingzhang.pipeline import build
from tests.conftest import FOUNDING, ROOT

SAMPLES = ROOT / "tests" / "samples"
Sql = Callable[..., list[Any]]


def printed(sql: Sql, record_id: str, field: str) -> str | None:
    """What a record's field was read from, by its spans."""
    rows = sql(
        "SELECT substr(cells.text, start_char + 1, end_char - start_char) FROM spans JOIN cells ON cells.id = cell_id"
        " WHERE record_id = ? AND field = ? ORDER BY cell_id, start_char",
        record_id,
        field,
    )
    return "\n".join(text for (text,) in rows) if rows else None


def test_every_cell_of_the_source_is_there_in_its_place(sql: Sql) -> None:
    lines = [line for line in FOUNDING.read_text(encoding="utf-8").split("\n") if line.strip()]
    expected = [line.split("\t") for line in lines]
    found: dict[tuple[int, int, int], list[str]] = {}
    for table, page, row, _, text in sql('SELECT table_number, page, row, "column", text FROM cells ORDER BY id'):
        found.setdefault((table, page, row), []).append(text or "")
    assert list(found.values()) == expected
    assert len(expected) == 39


def test_leaf_spans_partition_every_cell(sql: Sql) -> None:
    rejected = sql("SELECT cell_id, start_char, end_char FROM rejects WHERE cell_id IS NOT NULL")
    for cell_id, text in sql("SELECT id, text FROM cells WHERE text IS NOT NULL"):
        times = [0] * len(text)
        leaves = sql("SELECT start_char, end_char FROM spans WHERE cell_id = ? AND is_leaf", cell_id)
        for start, end in [*leaves, *(reject[1:] for reject in rejected if reject[0] == cell_id)]:
            for position in range(start, end):
                times[position] += 1
        assert set(times) == {1}, text


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("projects", ["serial", "name", "amount_text"]),
        ("goals", ["label", "text"]),
        ("headings", ["level1", "level2", "text"]),
        ("indicators", ["name", "comparator", "value_text", "unit", "due_date", "text"]),
        ("units", ["code", "name"]),
        ("stated_totals", ["label"]),
        ("documents", ["title", "year"]),
    ],
)
def test_each_field_leads_back_to_its_characters(sql: Sql, table: str, fields: list[str]) -> None:
    derived: dict[str, Callable[[str], Any]] = {"due_date": lambda text: text.replace("/", "-"), "year": int}
    checked = 0
    for row in sql(f"SELECT id, {', '.join(fields)} FROM {table}"):
        for field, value in zip(fields, row[1:], strict=True):
            own_level = table != "headings" or field == "text" or printed(sql, row[0], field)
            if value is not None and own_level:  # a level-2 heading's level 1 is printed in the heading above it
                text = printed(sql, row[0], field)
                assert text is not None, (row[0], field)
                assert derived.get(field, str)(text) == value
                checked += 1
    assert checked


def test_numbers_lead_back_to_their_digits(sql: Sql) -> None:
    for project_id, fen, step in sql("SELECT id, amount_fen, step_fen FROM projects"):
        text = printed(sql, project_id, "amount_fen")
        assert text is not None
        assert Decimal(text) * 1_000_000 == fen
        assert text == printed(sql, project_id, "step_fen") == printed(sql, project_id, "amount_yuan")
        assert step == 10_000
    for indicator_id, value in sql("SELECT id, value FROM indicators WHERE value IS NOT NULL"):
        assert float(printed(sql, indicator_id, "value") or "") == value


def test_page_and_row_of_a_record_are_those_of_its_cells(sql: Sql) -> None:
    for table in ("projects", "indicators", "stated_totals"):
        wrong = sql(
            f"SELECT {table}.id FROM {table} JOIN spans ON record_id = {table}.id JOIN cells ON cells.id = cell_id"
            f" WHERE (cells.page, cells.row) != ({table}.page, {table}.row)"
        )
        assert wrong == []


def test_spans_name_records_that_exist(sql: Sql) -> None:
    for (table,) in sql("SELECT DISTINCT table_name FROM spans"):
        assert sql(
            f"SELECT count(*) FROM spans WHERE table_name = ? AND record_id NOT IN (SELECT id FROM {table})", table
        ) == [(0,)]


def test_the_parts_of_a_cell_put_together_are_the_cell(sql: Sql) -> None:
    (text,) = sql('SELECT text FROM cells WHERE page = 8 AND row = 3 AND "column" = 5')[0]
    parts = sql(
        "SELECT field, substr(text, start_char + 1, end_char - start_char) FROM spans JOIN cells ON cells.id = cell_id"
        ' WHERE page = 8 AND row = 3 AND "column" = 5 AND is_leaf ORDER BY start_char'
    )
    assert "".join(part for _, part in parts) == text
    assert parts[:9] == [
        ("numbering", "一、"),
        ("text", "产出指标"),
        ("space", " "),
        ("numbering", "（一）"),
        ("text", "数量指标"),
        ("space", " "),
        ("numbering", "1."),
        ("space", " "),
        ("name", "慰问人数"),
    ]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sql:
    """SQL on a database of sheets: amounts by source, results, fields that are kept."""
    path = tmp_path_factory.mktemp("sheets") / "sheets.db"
    build([SAMPLES / "project_sheet_pipes.txt", SAMPLES / "self_evaluation_one_cell_a_line.txt"], path)
    connection = sqlite3.connect(path)
    return lambda query, *parameters: connection.execute(query, parameters).fetchall()


def test_leaf_spans_partition_every_cell_of_a_sheet(sheets: Sql) -> None:
    cells = sheets("SELECT id, text FROM cells WHERE text IS NOT NULL AND table_number > 0")
    assert len(cells) > 100
    for cell_id, text in cells:
        times = [0] * len(text)
        for start, end in sheets("SELECT start_char, end_char FROM spans WHERE cell_id = ? AND is_leaf", cell_id):
            for position in range(start, end):
                times[position] += 1
        assert set(times) == {1}, text


def test_spans_of_sheets_name_records_that_exist(sheets: Sql) -> None:
    tables = {table for (table,) in sheets("SELECT DISTINCT table_name FROM spans")}
    assert {"amounts", "project_fields", "goals", "headings", "indicators", "projects"} <= tables
    for table in tables:
        query = f"SELECT count(*) FROM spans WHERE table_name = ? AND record_id NOT IN (SELECT id FROM {table})"
        assert sheets(query, table) == [(0,)]


def test_amounts_and_results_of_sheets_lead_back_to_their_digits(sheets: Sql) -> None:
    amounts = sheets("SELECT id, amount_fen, text FROM amounts")
    assert len(amounts) == 12
    for amount_id, fen, text in amounts:
        assert printed(sheets, amount_id, "amount_fen") == text
        assert Decimal(text) * 1_000_000 == fen
    for indicator_id, weight in sheets("SELECT id, weight FROM indicators WHERE weight IS NOT NULL"):
        assert float(printed(sheets, indicator_id, "weight") or "") == weight
    for indicator_id, text in sheets("SELECT id, text FROM indicators"):
        assert printed(sheets, indicator_id, "text") == text


def test_phases_stand_beside_each_other(sheets: Sql) -> None:
    assert sheets("SELECT phase, count(*) FROM projects GROUP BY phase ORDER BY phase") == [
        ("budget", 1),
        ("self_evaluation", 1),
    ]
    assert sheets("SELECT phase, projects, amount_yuan FROM money_by_unit ORDER BY phase") == [
        ("budget", 1, 15_000_000),
        ("self_evaluation", 1, 2_389_300),
    ]
