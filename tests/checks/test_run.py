"""What is made of the rows of a check: findings with evidence, results, and what held."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from mingzhang import checks
from mingzhang.checks import functions
from mingzhang.checks.definition import Check, load_checks, read_check
from mingzhang.checks.running import testing
from mingzhang.checks.running.run import run_checks
from mingzhang.errors import MingzhangError
from mingzhang.pipeline import build
from tests.checks.documents import project, table
from tests.checks.test_definition import text_of
from tests.conftest import FOUNDING

PASSED = {
    "outcome": "passed",
    "reason": {"zh": "相同", "en": "equal"},
    "expression": {"zh": "{name} 相同", "en": "{name} agrees"},
}
FAILED = {
    "outcome": "failed",
    "reason": {"zh": "不同", "en": "differs"},
    "summary": {"zh": "{n} 处：{name}", "en": "{n}: {name}"},
}
ROWS = (
    "SELECT id AS subject, document_id, project_id, 'failed' AS outcome, 'differs' AS reason,"
    " json_object('name', name) AS details, json_array(json_array('indicator', 'indicators', id)) AS evidence FROM indicators"
)


def check(sql: str, check_class: str = "question") -> Check:
    return read_check("some", text_of(sql, **{"class": check_class}, reasons={"differs": FAILED, "equal": PASSED}))


@pytest.fixture
def database(tmp_path: Path, database: Path) -> Iterator[Database]:
    """The founding disclosure as it is before the checks are run."""
    path = shutil.copy(database, tmp_path / "built.db")
    unchecked = Database(sqlite3.connect(path, isolation_level=None))
    for name in (
        "prices",
        "accounts",
        "same_things",
        "shares_of",
        "rests",
        "finding_evidence",
        "findings",
        "check_results",
        "reconciliations",
        "checks",
    ):
        unchecked.conn.execute(f"DELETE FROM {name}")
    yield unchecked
    unchecked.close()


def rows(database: Database, sql: str) -> list[Any]:
    return list(database.conn.execute(sql).fetchall())


def test_every_row_of_a_select_is_counted_once(database: Database) -> None:
    sql = ROWS.replace("'failed'", "CASE WHEN unit = '%' THEN 'failed' ELSE 'passed' END").replace(
        "'differs'", "CASE WHEN unit = '%' THEN 'differs' ELSE 'equal' END"
    )
    run_checks(database, [check(sql)])
    results = dict(rows(database, "SELECT outcome, n FROM check_results"))
    assert sum(results.values()) == 294
    assert rows(database, "SELECT count(*) FROM findings") == [(results["failed"],)]
    assert rows(database, "SELECT count(*) FROM reconciliations") == [(results["passed"],)]


def test_a_finding_quotes_its_evidence_with_project_page_and_row(database: Database) -> None:
    run_checks(database, [check(f"{ROWS} WHERE id = '632221-006-2023-p4-i6'")])
    assert rows(database, "SELECT id, project_id, summary, summary_en, records FROM findings") == [
        (
            "632221-006-2023-p4-i6-some",
            "632221-006-2023-p4",
            "1 处：（县级、副高）人均体检成本",
            "1: （县级、副高）人均体检成本",
            1,
        )
    ]
    evidence = "position, role, table_name, record_id, project_id, quote, page, row"
    assert rows(database, f"SELECT {evidence} FROM finding_evidence") == [
        (
            1,
            "indicator",
            "indicators",
            "632221-006-2023-p4-i6",
            "632221-006-2023-p4",
            "（县级、副高）人均体检成本≤800元",
            2,
            3,
        )
    ]


def test_findings_about_the_form_come_once_a_document(database: Database) -> None:
    run_checks(database, [check(f"{ROWS} WHERE unit = '%'", "form")])
    (count,) = rows(database, "SELECT count(*) FROM indicators WHERE unit = '%'")[0]
    found = rows(database, "SELECT id, records, project_id, summary FROM findings")
    assert len(found) == 1
    assert found[0][:3] == ("632221-006-2023-some", count, None)
    assert found[0][3].startswith(f"{count} 处：")
    assert rows(database, "SELECT count(*) FROM finding_evidence") == [(count,)]


def test_one_row_may_stand_for_several_things(database: Database) -> None:
    run_checks(database, [check(f"{ROWS.replace(' FROM', ', 3 AS n FROM')} WHERE id LIKE '%-p4-i6'", "form")])
    assert rows(database, "SELECT records FROM findings") == [(3,)]
    assert rows(database, "SELECT n FROM check_results") == [(3,)]


def test_nothing_to_look_at_is_no_pass(database: Database) -> None:
    run_checks(database, [check(f"{ROWS} WHERE 0")])
    assert rows(database, "SELECT document_id, outcome, reason_en, n FROM check_results") == [
        ("632221-006-2023", "not_applicable", "the document has nothing that this check could test", 0)
    ]
    assert rows(database, "SELECT count(*) FROM findings") == [(0,)]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT 1 AS subject, 2 AS document_id", "some: its SELECT lacks outcome, reason"),
        (ROWS.replace("AS details", "AS detail"), "some: its SELECT gives detail, which nobody reads"),
        (ROWS.replace("'differs'", "'other'"), "some: its SELECT gives failed for other, its comment does not"),
        (ROWS.replace("'failed'", "'passed'"), "some: its SELECT gives passed for differs, its comment does not"),
    ],
)
def test_a_select_that_does_not_give_what_it_must_is_refused(database: Database, sql: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^some: ") as error:
        run_checks(database, [check(sql)])
    assert str(error.value) == message


@pytest.mark.parametrize("sql", ["SELECT nothing FROM projects", "SELEC 1", "SELECT x FROM nowhere"])
def test_sql_that_cannot_be_run_is_told_in_one_line(database: Database, sql: str) -> None:
    with pytest.raises(MingzhangError, match=r"^check some cannot be run: .*; please report this$") as error:
        run_checks(database, [check(sql)])
    assert "\n" not in str(error.value)


def findings_of(folder: Path, **files: str) -> dict[str, Any]:
    """The findings of a build of these files: {id: (what it says, its evidence)}."""
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.txt").write_text(content, encoding="utf-8")
    build([folder], folder / "built.db", charts=False)
    connection = sqlite3.connect(folder / "built.db")
    found = {row[0]: row for row in connection.execute("SELECT * FROM findings")}
    evidence = {
        finding: connection.execute("SELECT * FROM finding_evidence WHERE finding_id = ? ORDER BY position", [finding])
        for finding in found
    }
    whole = {finding: (row, evidence[finding].fetchall()) for finding, row in found.items()}
    connection.close()
    return whole


def test_findings_do_not_depend_on_order_or_on_other_documents(tmp_path: Path) -> None:
    founding = FOUNDING.read_text(encoding="utf-8")
    other = table(project("慰问慰问经费", "目标一：慰问100人", "一、产出指标 (一)质量指标 1. 合格率100%"))
    alone = findings_of(tmp_path / "alone", a=founding)
    first = findings_of(tmp_path / "first", a=founding, b=other)
    last = findings_of(tmp_path / "last", b=founding, a=other)
    assert len(alone) == 36
    assert first == last
    assert alone == {finding: whole for finding, whole in first.items() if finding in alone}
    assert len(first) > len(alone)


def test_the_site_knows_the_same_functions_as_the_build() -> None:
    from datasette.app import Datasette  # first, or it would register the plugin half-made

    from mingzhang.site import plugin

    assert Datasette
    connection = sqlite3.connect(":memory:")
    functions.register(connection)
    by_build = {tuple(row) for row in connection.execute("SELECT name, narg FROM pragma_function_list")}
    connection = sqlite3.connect(":memory:")
    plugin.prepare_connection(connection)
    by_site = {tuple(row) for row in connection.execute("SELECT name, narg FROM pragma_function_list")}
    assert by_site - by_build == {("escape_fts", 1)}
    assert by_build <= by_site
    assert {(name, arguments) for name, (arguments, _) in functions.FUNCTIONS.items()} <= by_build


def test_functions_give_null_for_null() -> None:
    connection = sqlite3.connect(":memory:")
    functions.register(connection)
    for name, (arguments, _) in functions.FUNCTIONS.items():
        assert callable(functions.function_of(name))
        nulls = ", ".join("NULL" for _ in range(arguments))
        assert connection.execute(f"SELECT {name}({nulls})").fetchone() == (None,), name


def test_all_checks_run_on_the_founding_disclosure(database: Database) -> None:
    run_checks(database)
    assert rows(database, "SELECT count(*) FROM findings") == [(36,)]
    assert rows(database, "SELECT count(*) FROM checks") == [(len(load_checks()),)]
    assert not [text for (text,) in rows(database, "SELECT summary || summary_en FROM findings") if "{" in text]


def test_the_optional_columns_are_the_documented_ones() -> None:
    text = (Path(checks.__file__).parent / "README.md").read_text(encoding="utf-8")
    for name in (*testing.REQUIRED, *testing.OPTIONAL):
        assert f"`{name}`" in text
