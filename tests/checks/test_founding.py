"""On the founding disclosure each check finds what a reading by eye found, and nothing else; founding.yml is that reading."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from mingzhang.checks import functions
from mingzhang.checks.definition import Check, load_checks

BY_EYE: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "founding.yml").read_text(encoding="utf-8"))
CHECKS = {check.id: check for check in load_checks()}

TEXTS = {
    "projects": "SELECT id, coalesce(name, '') || ' ' || coalesce(amount_text, '') FROM projects WHERE id = ?",
    "goals": "SELECT project_id, text FROM goals WHERE id = ?",
    "indicators": "SELECT project_id, text FROM indicators WHERE id = ?",
    "quantities": "SELECT quantities.project_id, coalesce(goals.text, indicators.text) FROM quantities"
    " LEFT JOIN goals ON goals.id = goal_id LEFT JOIN indicators ON indicators.id = indicator_id WHERE quantities.id = ?",
    "headings": "SELECT project_id, text FROM headings WHERE id = ?",
    "stated_totals": "SELECT NULL, coalesce(label, '') FROM stated_totals WHERE id = ?",
    "documents": "SELECT NULL, title FROM documents WHERE id = ?",
}


class Found(NamedTuple):
    """One thing that failed: its project and the projects of its evidence by serial number, the words, the difference."""

    own: int | None
    serials: frozenset[int]
    quotes: str
    difference_yuan: float | None

    def is_what(self, entry: dict[str, Any]) -> bool:
        """Whether it is what an entry of the reading says was to be found."""
        if "total" in entry:
            same_place = quoted = entry["label"] in self.quotes
        else:
            same_place = set(entry["serials"]) in (self.serials, {self.own})
            quoted = all(quote in self.quotes for quote in entry["quotes"])
        # Of several ceilings that bind nothing the reading leaves open which one is to be multiplied.
        difference = None if "ceiling_yuan" in entry else entry.get("difference_yuan")
        # Which side is called the expected one the definitions leave open: what counts is how far they are apart.
        agrees = difference is None or abs(self.difference_yuan or 0) == abs(difference)
        return same_place and quoted and agrees

    def may_be(self, entry: dict[str, Any]) -> bool:
        """Whether it is what an entry of the reading leaves open."""
        return self.own in entry["serials"] and any(quote in self.quotes for quote in entry["quotes"])


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    functions.register(connection)
    yield connection
    connection.close()


def failed(connection: sqlite3.Connection, check: Check) -> list[Found]:
    """What fails when the SQL of a check is run on the built database, as a reader of the site would run it."""
    found = []
    for row in connection.execute(check.sql).fetchall():
        if row["outcome"] == "failed":
            fen = dict(row).get("difference_fen")
            difference = fen / 100 if fen else None
            found.append(_found(connection, dict(row).get("project_id"), json.loads(row["evidence"]), difference))
    return found


def _found(
    connection: sqlite3.Connection, project_id: str | None, evidence: list[list[str]], difference: float | None
) -> Found:
    printed = [connection.execute(TEXTS[table], [record_id]).fetchone() for _, table, record_id in evidence]
    serials = frozenset(_serial(connection, one) for one, _ in printed if one)
    own = _serial(connection, project_id) if project_id else None
    return Found(own, serials, "\n".join(text for _, text in printed), difference)


def _serial(connection: sqlite3.Connection, project_id: str) -> int:
    return int(connection.execute("SELECT serial FROM projects WHERE id = ?", [project_id]).fetchone()[0])


def test_the_reading_and_the_checks_are_the_same_ones() -> None:
    assert set(BY_EYE) <= set(CHECKS)
    assert len(BY_EYE) >= 33


@pytest.mark.parametrize("check_id", sorted(BY_EYE))
def test_a_check_finds_what_a_reader_found(connection: sqlite3.Connection, check_id: str) -> None:
    reading = BY_EYE[check_id]
    found = failed(connection, CHECKS[check_id])
    missed = []
    for entry in reading.get("failed") or []:
        match = next((one for one in found if one.is_what(entry)), None)
        if match is None:
            missed.append((entry["serials"], entry["quotes"]))
        else:
            found.remove(match)
    # What the definition leaves open may be found or not.
    extra = [one for one in found if not any(one.may_be(entry) for entry in reading.get("open") or [])]
    assert (missed, extra) == ([], [])


@pytest.mark.parametrize("check_id", sorted(check for check in BY_EYE if BY_EYE[check].get("nothing_to_test")))
def test_a_check_with_nothing_to_look_at_is_no_pass(connection: sqlite3.Connection, check_id: str) -> None:
    query = "SELECT outcome, n FROM check_results WHERE check_id = ?"
    assert [tuple(row) for row in connection.execute(query, [check_id])] == [("not_applicable", 0)]


def test_what_adds_up_is_shown(connection: sqlite3.Connection) -> None:
    held = {
        (row["check_id"], row["serial"], row["expression"])
        for row in connection.execute(
            "SELECT check_id, serial, expression FROM reconciliations LEFT JOIN projects ON projects.id = project_id"
            " WHERE check_id IN ('total-mismatch', 'unit-cost-times-count')"
        )
    }
    assert held == {
        ("total-mismatch", None, "“合计”：1 行 = 382.94 万元 = 所列合计"),
        ("total-mismatch", None, "“门源县委组织部”：1 行 = 382.94 万元 = 所列合计"),
        ("unit-cost-times-count", "13", "117 人 × 300 元 = 3.51 万元 = 项目金额"),
        ("unit-cost-times-count", "21", "25 人 × 8000 元 = 20.00 万元 = 项目金额"),
        ("unit-cost-times-count", "22", "11 人 × 300 元 = 0.33 万元 = 项目金额"),
        ("unit-cost-times-count", "23", "100 人 × 3000 元 = 30.00 万元 = 项目金额"),
        ("unit-cost-times-count", "24", "16 人 × 3900 元 = 6.24 万元 = 项目金额"),
        ("unit-cost-times-count", "25", "11 人 × 300 元 = 0.33 万元 = 项目金额"),
        ("unit-cost-times-count", "26", "100 人 × 3000 元 = 30.00 万元 = 项目金额"),
    }


def test_every_finding_leads_to_the_page_and_row_of_its_evidence(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT quote, page, row FROM finding_evidence").fetchall()
    assert len(rows) > 240
    assert not [tuple(row) for row in rows if None in tuple(row)]
    row = connection.execute(
        "SELECT quote, page, row FROM finding_evidence WHERE finding_id LIKE '%p4-unit-cost-times-count' AND role = 'amount'"
    ).fetchone()
    assert tuple(row) == ("离休、县级及副高退休人员体检费 23.08", 2, 3)


def test_a_finding_says_what_is_there_and_accuses_nobody(connection: sqlite3.Connection) -> None:
    summaries = {row["id"]: row["summary"] for row in connection.execute("SELECT id, summary FROM findings")}
    assert summaries["632221-006-2023-total3-total-mismatch"] == (
        "“门源县委组织部(本级)”写 382.94 万元，其下 26 行相加为 413.27 万元，相差 30.33 万元，"
        "正好等于第 25、26 项（与第 22、23 项重复）。"
    )
    assert summaries["632221-006-2023-p4-unit-cost-times-count"] == (
        "第 4 项“离休、县级及副高退休人员体检费”："
        "按上限全部用足，285 人 × 800 元 + 1 人 × 1000 元 = 22.90 万元，项目金额是 23.08 万元，还差 1800 元。"
    )
    assert not [
        text for text in summaries.values() if any(word in text for word in ("错误", "违规", "虚报", "造假", "挪用"))
    ]


def test_form_findings_come_once_a_document_with_a_count(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT check_id, records FROM findings WHERE class = 'form' ORDER BY 1").fetchall()
    assert [tuple(row) for row in rows] == [
        ("boilerplate-goal", 1),
        ("deadline-missing", 2),
        ("indicator-without-value", 1),
        ("rate-without-comparator", 134),
        ("repeated-characters", 8),
        ("satisfaction-without-subject", 26),
    ]
