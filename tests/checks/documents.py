"""Small documents for the tests of checks, and what a check came to in them."""

import json
from collections.abc import Callable
from typing import Any

from tests.conftest import HEADER

Sql = Callable[..., list[Any]]


def project(name: str = "甲", goals: str = "", indicators: str = "", amount: str = "1", serial: str = "1") -> str:
    """The row of a project in a project table."""
    return f"{serial}\t{name}\t{amount}\t{goals}\t{indicators}"


def table(*rows: str, year: int | None = 2023) -> str:
    """A project table with these rows under one unit, its projects numbered unless a row has a serial of its own."""
    title = f"某局{year}年部门预算项目支出绩效目标公开表" if year else "部门预算项目支出绩效目标公开表"
    return "\n".join([title, HEADER, "007\t某局\t9", *rows]) + "\n"


def of(*cells: tuple[str, str]) -> str:
    """A project table with one project for each pair of goals and indicators, named 甲, 乙 …."""
    rows = [project("甲乙丙丁戊己庚辛"[at], *cell, serial=str(at + 1)) for at, cell in enumerate(cells)]
    return table(*rows)


def sheet(*rows: str) -> str:
    """An HTML page with one table, cells separated by |."""
    cells = ("".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows)
    return "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></body></html>"


def outcomes(sql: Sql, check_id: str) -> dict[tuple[str, str], int]:
    """How often a check came out how: {(outcome, reason): n}."""
    rows = sql("SELECT outcome, reason_en, n FROM check_results WHERE check_id = ? ORDER BY 1, 2", check_id)
    return {(outcome, reason): n for outcome, reason, n in rows}


def failed(sql: Sql, check_id: str) -> list[str]:
    """The records that the findings of a check rest on, without the id of their document, in printed order."""
    rows = sql(
        "SELECT record_id, document_id FROM finding_evidence JOIN findings ON findings.id = finding_id"
        " WHERE check_id = ? AND role NOT IN ('same-text', 'named') ORDER BY finding_id, position",
        check_id,
    )
    return [record.removeprefix(f"{document}-") for record, document in rows]


def summaries(sql: Sql, check_id: str) -> list[str]:
    """The sentences of a check's findings."""
    return [row[0] for row in sql("SELECT summary FROM findings WHERE check_id = ? ORDER BY id", check_id)]


def quotes(sql: Sql, check_id: str) -> str:
    """What a check's findings quote, as JSON, so that a test can look for a text in it."""
    rows = sql(
        "SELECT quote FROM finding_evidence JOIN findings ON findings.id = finding_id WHERE check_id = ?", check_id
    )
    return json.dumps(rows, ensure_ascii=False)
