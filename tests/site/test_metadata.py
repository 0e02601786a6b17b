"""metadata.yml describes everything that the database has, in both languages, and nothing that it has not."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang.checks import functions
from mingzhang.dictionary.descriptions import Kind
from mingzhang.dictionary.languages import LANGUAGES
from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.search import match_expression
from mingzhang.site.metadata import datasette_metadata
from mingzhang.store.counted import counted_tables
from mingzhang.store.spans import PARTS

TABLES = load_dictionary().tables
QUERIES = load_dictionary().queries
SHADOWS = ("_fts_config", "_fts_data", "_fts_docsize", "_fts_idx")


@pytest.fixture(scope="module")
def columns(database: Path) -> dict[str, list[str]]:
    """The columns of every table and view, as the database has them."""
    connection = sqlite3.connect(database)
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    )
    return {
        name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
        for (name,) in names.fetchall()
        if not name.endswith(SHADOWS) and name not in (*counted_tables(), *PARTS)
    }


def test_every_table_and_view_is_described_and_no_other(columns: dict[str, list[str]]) -> None:
    assert sorted(TABLES) == sorted(columns)
    for name, table in TABLES.items():
        assert table.title.keys() == table.description.keys() == LANGUAGES.keys(), name


def test_every_column_is_described_and_no_other(columns: dict[str, list[str]]) -> None:
    for name, own in columns.items():
        if not name.endswith("_fts"):
            assert sorted(TABLES[name].columns) == sorted(own), name


def test_a_column_has_a_label_of_its_own_and_an_explanation_in_every_language() -> None:
    longest = {"zh": 10, "en": 30}
    for table in TABLES.values():
        for language in LANGUAGES:
            labels = [column.label[language] for column in table.columns.values()]
            assert len(labels) == len(set(labels)), table.name
            assert all(0 < len(label) <= longest[language] for label in labels), table.name
        for column in table.columns.values():
            assert column.meaning or column.values, (table.name, column.name)
            for texts in (column.meaning, column.empty, *column.values.values()):
                assert not texts or texts.keys() == LANGUAGES.keys(), (table.name, column.name)


def test_what_money_is_counted_in_is_said() -> None:
    said = {"yuan": ("元", "yuan"), "fen": ("分", "fen"), "wan_yuan": ("万元", "ten thousand yuan")}
    seen = 0
    for table in TABLES.values():
        for column in table.columns.values():
            assert (column.kind is Kind.MONEY) == column.name.endswith(("_yuan", "_fen")), column
            if column.kind is Kind.MONEY:
                chinese, english = said[column.of]
                assert column.name.endswith(f"_{column.of}")
                assert chinese in column.label["zh"] + column.meaning["zh"], column
                assert english in column.label["en"] + column.meaning["en"], column
                seen += 1
    assert seen > 15


def test_what_a_column_is_agrees_with_what_the_database_keeps_in_it(database: Path) -> None:
    connection = sqlite3.connect(database)
    wanted = {
        **dict.fromkeys(
            (Kind.COUNT, Kind.YEAR, Kind.POSITION, Kind.ORDER, Kind.PAGE, Kind.BOOLEAN), frozenset({"INTEGER"})
        ),
        Kind.NUMBER: {"NUMERIC"},
        Kind.RATE: {"NUMERIC", "REAL"},
        Kind.MONEY: {"INTEGER", "REAL"},
        Kind.DATE: {"TEXT"},
    }
    for table in TABLES.values():
        for _, name, declared, *_ in connection.execute(f'PRAGMA table_info("{table.name}")').fetchall():
            described = table.columns.get(name)
            if described and declared:
                assert declared in wanted.get(described.kind, {"TEXT", "INTEGER"}), (table.name, name)


def test_a_reference_is_one_of_the_database(database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in TABLES.values():
        for row in connection.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall():
            assert table.columns[row[3]].refers_to == row[2], (table.name, row[3])
        for column in table.columns.values():
            assert column.refers_to is None or column.refers_to in TABLES, (table.name, column.name)
            for other in (column.names, column.printed, *column.records):
                assert other is None or other in table.columns, (table.name, column.name)


def test_what_it_refers_to_is_there(columns: dict[str, list[str]]) -> None:
    for name, table in TABLES.items():
        referred = [
            *table.shown.get("facets", []),
            *(table.shown[key] for key in ("sort", "sort_desc", "label_column") if key in table.shown),
        ]
        assert set(referred) <= set(columns[name]), name


def test_searched_tables_name_their_index() -> None:
    found = {
        name: (table.shown["fts_table"], table.shown["fts_pk"])
        for name, table in TABLES.items()
        if "fts_table" in table.shown
    }
    assert found == {
        "projects": ("projects_fts", "rowid"),
        "findings": ("findings_fts", "rowid"),
        "units": ("units_fts", "rowid"),
        "regions": ("regions_fts", "rowid"),
        "documents": ("documents_fts", "rowid"),
        "checks": ("checks_fts", "rowid"),
        "goals": ("goals_fts", "rowid"),
        "indicators": ("indicators_fts", "rowid"),
    }


def test_facets_where_readers_look_for_them() -> None:
    assert TABLES["projects"].shown["facets"] == ["year", "phase", "region_code", "unit_id"]
    assert TABLES["indicators"].shown["facets"] == [
        "year",
        "phase",
        "region_code",
        "unit_id",
        "level1",
        "level2",
        "kind",
        "comparator",
    ]


def test_plumbing_is_hidden_and_what_people_read_is_not() -> None:
    hidden = {name for name, table in TABLES.items() if table.shown.get("hidden")}
    assert {"cells", "spans", "projects_fts", "goals_fts", "indicators_fts"} <= hidden
    assert not hidden & {
        "documents",
        "units",
        "projects",
        "goals",
        "indicators",
        "project_list",
        "money_by_unit",
        "rejects",
    }


def test_licence_source_and_about_are_given() -> None:
    assert all(load_dictionary().about[key] for key in ("license", "license_url", "source", "about"))


def test_datasette_is_handed_plain_texts() -> None:
    handed = datasette_metadata(load_dictionary())
    assert handed["title"] == "明账"
    projects = handed["databases"]["mingzhang"]["tables"]["projects"]
    assert projects["title"] == "项目"
    assert projects["columns"]["name"] == "项目名称：照原件。为空表示没有印。"
    assert projects["columns"]["phase"] == "阶段：budget 预算，self_evaluation 自评。"
    assert projects["facets"] == ["year", "phase", "region_code", "unit_id"]
    query = handed["databases"]["mingzhang"]["queries"]["projects_above_amount"]
    assert sorted(query) == ["description", "sql", "title"]


@pytest.fixture(scope="module")
def ask(database: Path) -> Callable[[str, dict[str, str]], list[sqlite3.Row]]:
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    connection.create_function("escape_fts", 1, match_expression)
    functions.register(connection)
    return lambda name, parameters: connection.execute(QUERIES[name].sql, parameters).fetchall()


def parameters_of(sql: str) -> set[str]:
    import re

    return set(re.findall(r"(?<![:\w]):(\w+)", sql))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_runs_with_nothing_filled_in_and_is_described(name: str, ask: Any) -> None:
    ask(name, dict.fromkeys(parameters_of(QUERIES[name].sql), ""))
    assert QUERIES[name].title.keys() == QUERIES[name].description.keys() == LANGUAGES.keys()


def test_what_a_journalist_asks(ask: Any) -> None:
    rows = ask("projects_above_amount", {"amount_wan_yuan": "30"})
    assert [(row["project"], row["amount_wan_yuan"]) for row in rows] == [
        ("干部教育培训经费", 100),
        ("人才工作经费", 77),
        ("公务员奖励奖金", 30),
        ("公务员奖励资金", 30),
    ]
    assert ask("projects_above_amount", {"amount_wan_yuan": "20万"}) == []
    assert ask("projects_above_amount", {"amount_wan_yuan": "x"}) == []
    rows = ask("indicators_with_keyword", {"level": "成本指标", "keyword": "体检"})
    assert sorted(row["value_text"] for row in rows) == ["0.03万元", "1000元", "800元"]
    rows = ask("promised_by_date", {"unit": "组织部", "due_by": "2022-12-31"})
    assert len(rows) == 5
    rows = ask("largest_cost_targets", {"keyword": ""})
    assert (rows[0]["value_text"], rows[1]["value_text"]) == ("60万元", "40万元")
