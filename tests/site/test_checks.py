"""Whoever runs the SQL of a check on the site gets what the build found."""

import json
import sqlite3
from pathlib import Path

import httpx
import pytest

from mingzhang.checks.definition import Check, load_checks


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.id)
def test_a_check_comes_to_the_same_on_the_site(site: str, database: Path, check: Check) -> None:
    answer = httpx.get(f"{site}/mingzhang/check-{check.id}.json?_shape=array", timeout=30)
    assert answer.status_code == 200
    failed = [row for row in answer.json() if row["outcome"] == "failed"]
    connection = sqlite3.connect(database)
    found = connection.execute("SELECT id, document_id FROM findings WHERE check_id = ?", [check.id]).fetchall()
    evidence = connection.execute(
        "SELECT role, table_name, record_id FROM finding_evidence JOIN findings ON findings.id = finding_id WHERE check_id = ?",
        [check.id],
    ).fetchall()
    # Evidence that is a quantity is kept as the goal or indicator that it stands in.
    places = {
        quantity: ("goals", goal) if goal else ("indicators", indicator)
        for quantity, goal, indicator in connection.execute("SELECT id, goal_id, indicator_id FROM quantities")
    }
    connection.close()
    subjects = {row["document_id"] if check.check_class == "form" else row["subject"] for row in failed}
    assert {finding for finding, _ in found} == {f"{subject}-{check.id}" for subject in subjects}
    assert set(evidence) == {
        (role, *places.get(record, (table, record)))
        for row in failed
        for role, table, record in json.loads(row["evidence"])
    }
