"""The public contract: these tables, columns and views exist, whatever is added."""

import re
from collections.abc import Callable
from typing import Any

import pytest

CONTRACT = {
    "documents": "id title year region_code unit_id file media_type sha256 pages source_url published_on retrieved_on"
    " supersedes_id is_current",
    "source_tables": "id document_id table_number page_from page_to title form phase money_unit",
    "regions": "code name parent_code",
    "units": "id code name level parent_id region_code",
    "stated_totals": "id document_id unit_id label amount_yuan amount_fen step_fen page row",
    "projects": "id document_id unit_id region_code year phase position serial code name amount_yuan amount_fen step_fen"
    " amount_text series_id period_start period_end page row",
    "amounts": "project_id kind source scope label amount_yuan amount_fen text",
    "project_fields": "project_id label text",
    "goals": "id project_id position label scope text",
    "headings": "id project_id level1 level2 text position indicator_count",
    "indicators": "id project_id heading_id document_id unit_id region_code year phase position level1 level2 name comparator"
    " value_text value unit due_date due_last_day kind scope text page row actual_text actual_value weight score"
    " deviation_reason",
    "quantities": "id project_id goal_id indicator_id role subject per comparator value unit base_value base_unit text"
    " start_char end_char",
    "cells": "id document_id page table_number row column text",
    "spans": "cell_id start_char end_char table_name record_id field",
    "checks": "id version title description class basis assumptions innocent_explanations sql",
    "findings": "id check_id class document_id unit_id project_id summary expected observed difference_yuan records",
    "finding_evidence": "finding_id role table_name record_id quote page row",
    "check_results": "check_id document_id outcome reason n",
    "reconciliations": "check_id project_id document_id expression",
    "rejects": "id kind reason_id file document_id page row reason text",
}


@pytest.mark.parametrize("table", sorted(CONTRACT))
def test_the_columns_of_the_contract_exist(sql: Callable[..., list[Any]], table: str) -> None:
    columns = {row[1] for row in sql(f'PRAGMA table_info("{table}")')}
    assert set(CONTRACT[table].split()) <= columns


def test_views_for_people_who_write_no_joins(sql: Callable[..., list[Any]]) -> None:
    views = {row[0] for row in sql("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert {"project_list", "indicator_list", "money_by_unit", "indicators_by_level", "deadlines"} <= views
    assert sql("SELECT count(*) FROM project_list") == [(26,)]
    assert sql("SELECT count(*) FROM indicator_list") == [(294,)]
    assert sql("SELECT projects, amount_yuan, stated_yuan FROM money_by_unit") == [(26, 4_132_700, 3_829_400)]
    assert sql("SELECT sum(indicators) FROM indicators_by_level") == [(294,)]
    assert sql("SELECT due_date, indicators FROM deadlines ORDER BY due_date") == [
        ("2022-12-31", 5),
        ("2023-12-13", 2),
        ("2023-12-31", 17),
    ]
    assert sql("SELECT sum(projects), sum(amount_wan_yuan) FROM projects_by_amount") == [(26, 413.27)]
    goals = sql("SELECT goals FROM project_list WHERE serial = '22'")[0][0]
    assert goals.startswith("目标一：慰问人数11人，\n目标二：每人每年按标准300元慰问；\n目标三：")


def test_an_id_is_ascii(sql: Callable[..., list[Any]]) -> None:
    for table in (
        "documents",
        "units",
        "projects",
        "goals",
        "headings",
        "indicators",
        "stated_totals",
        "source_tables",
    ):
        assert all(row[0].isascii() for row in sql(f"SELECT id FROM {table}"))


def test_the_schema_has_no_word_that_sqlite_3_34_does_not_know(sql: Callable[..., list[Any]]) -> None:
    """A schema that one version cannot parse cannot be opened by it at all."""
    newer = re.compile(
        r"\bMATERIALIZED\b|\bSTRICT\b|->|\bIS (NOT )?DISTINCT\b|\b(RIGHT|FULL) (OUTER )?JOIN\b", re.IGNORECASE
    )
    schema = [
        (name, re.sub(r"--.*|'[^']*'", "", text)) for name, text in sql("SELECT name, sql FROM sqlite_master") if text
    ]
    assert [name for name, text in schema if newer.search(text)] == []
