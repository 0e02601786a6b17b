"""metadata.yml describes everything that the database has, in both languages, and nothing that it has not."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang.search import match_expression
from mingzhang.site.metadata import load_metadata

TABLES: dict[str, Any] = load_metadata()["databases"]["mingzhang"]["tables"]
QUERIES: dict[str, Any] = load_metadata()["databases"]["mingzhang"]["queries"]
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
        if not name.endswith(SHADOWS)
    }


def test_every_table_and_view_is_described_and_no_other(columns: dict[str, list[str]]) -> None:
    assert sorted(TABLES) == sorted(columns)
    for name, table in TABLES.items():
        for key in ("title", "title_en", "description", "description_en"):
            assert table.get(key), (name, key)


def test_every_column_is_described_and_no_other(columns: dict[str, list[str]]) -> None:
    for name, own in columns.items():
        if not name.endswith("_fts"):
            assert sorted(TABLES[name]["columns"]) == sorted(own), name
            assert sorted(TABLES[name]["columns_en"]) == sorted(own), name


def test_the_text_of_a_column_is_a_label_and_an_explanation() -> None:
    for name, table in TABLES.items():
        for key, separator, longest in (("columns", "：", 10), ("columns_en", ": ", 30)):
            labels = []
            for column, text in table.get(key, {}).items():
                label, found, explanation = text.partition(separator)
                assert found, (name, column)
                assert explanation, (name, column)
                assert 0 < len(label) <= longest, (name, column)
                labels.append(label)
            assert len(labels) == len(set(labels)), (name, key)


def test_what_money_is_counted_in_is_said() -> None:
    units = {"_yuan": ("元", "yuan"), "_fen": ("分", "fen"), "_wan_yuan": ("万元", "ten thousand yuan")}
    seen = 0
    for table in TABLES.values():
        for column, text in table.get("columns", {}).items():
            for ending in sorted(units, key=len, reverse=True):
                if column.endswith(ending):
                    chinese, english = units[ending]
                    assert chinese in text, (column, text)
                    assert english in table["columns_en"][column], column
                    seen += 1
                    break
    assert seen > 15


def test_what_it_refers_to_is_there(columns: dict[str, list[str]]) -> None:
    for name, table in TABLES.items():
        referred = [
            *table.get("facets", []),
            *(table[key] for key in ("sort", "sort_desc", "label_column") if key in table),
        ]
        assert set(referred) <= set(columns[name]), name
        assert "units" not in table  # Datasette's key of that name answers 500 on Chinese units


def test_searched_tables_name_their_index() -> None:
    found = {name: (table["fts_table"], table["fts_pk"]) for name, table in TABLES.items() if "fts_table" in table}
    assert found == {
        "projects": ("projects_fts", "rowid"),
        "findings": ("findings_fts", "rowid"),
        "goals": ("goals_fts", "rowid"),
        "indicators": ("indicators_fts", "rowid"),
    }


def test_facets_where_readers_look_for_them() -> None:
    assert TABLES["projects"]["facets"] == ["year", "phase", "region_code", "unit_id"]
    assert TABLES["indicators"]["facets"] == [
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
    hidden = {name for name, table in TABLES.items() if table.get("hidden")}
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
    metadata = load_metadata()
    assert all(metadata[key] for key in ("title", "title_en", "license", "license_url", "source", "about"))


@pytest.fixture(scope="module")
def ask(database: Path) -> Callable[[str, dict[str, str]], list[sqlite3.Row]]:
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    connection.create_function("escape_fts", 1, match_expression)
    return lambda name, parameters: connection.execute(QUERIES[name]["sql"], parameters).fetchall()


def parameters_of(sql: str) -> set[str]:
    import re

    return set(re.findall(r"(?<![:\w]):(\w+)", sql))


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_runs_with_nothing_filled_in_and_is_described(name: str, ask: Any) -> None:
    ask(name, dict.fromkeys(parameters_of(QUERIES[name]["sql"]), ""))
    assert all(QUERIES[name][key] for key in ("title", "title_en", "description", "description_en"))


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
