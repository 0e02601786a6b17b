"""One check on a database: its rows to results, reconciliations, and findings with their evidence."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from mingzhang.checks.definition import NOTHING_TO_TEST, Check
from mingzhang.checks.wording import worded
from mingzhang.dictionary.languages import STORED, Texts, stored_columns
from mingzhang.errors import MingzhangError
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.money import wan_yuan

# What a check's SELECT must give for each thing tested, and what it may.
REQUIRED = ("subject", "document_id", "outcome", "reason")
OPTIONAL = {
    "unit_id": "NULL",
    "project_id": "NULL",
    "expected": "NULL",
    "observed": "NULL",
    "expected_fen": "NULL",  # instead of `expected` and `observed` where they are money
    "observed_fen": "NULL",
    "difference_fen": "NULL",
    "details": "'{}'",  # JSON object: what the sentences name
    "evidence": "'[]'",  # JSON array of [role, table, record id], perhaps with begin and end of characters
    "n": "1",  # how many things tested the row stands for
}


def run_check(database: Database, check: Check) -> None:
    """Runs a check and adds what came of it to check_results, reconciliations, findings and finding_evidence.

    Raises ValueError when its SQL does not give what it must, MingzhangError when SQLite cannot run it.
    """
    try:
        outcomes = _test(database, check)
    except sqlite3.Error as error:
        raise MingzhangError(f"check {check.id} cannot be run: {error}; please report this") from None
    # Most checks find nothing to test in a small database, and few find faults: what cannot be there is not asked for.
    if outcomes:
        insert(database, "check_results", _results(database, check))
    else:
        insert(database, "check_results", _nothing_tested(database, check))
    if "passed" in outcomes:
        insert(database, "reconciliations", _reconciliations(database, check))
    if "failed" in outcomes:
        for findings, evidence in _findings(database, check):
            insert(database, "findings", findings)
            insert(database, "finding_evidence", evidence)
    database.conn.execute("DROP VIEW IF EXISTS temp.tested")
    database.conn.execute("DROP TABLE temp.given")


def _test(database: Database, check: Check) -> set[str]:
    """Puts the rows of a check into a temporary table, and what is read of them into the temporary view `tested`.

    Returns what outcomes the rows have. Without rows there is no view.
    """
    sql = check.sql.rstrip().rstrip(";")
    database.conn.execute(f"CREATE TEMP TABLE given AS SELECT * FROM ({sql})")
    rows = database.conn.execute("SELECT * FROM temp.given LIMIT 1")
    given, is_empty = [column[0] for column in rows.description], not rows.fetchall()
    if missing := [name for name in REQUIRED if name not in given]:
        raise ValueError(f"{check.id}: its SELECT lacks {', '.join(missing)}")
    if unknown := [name for name in given if name not in REQUIRED and name not in OPTIONAL]:
        raise ValueError(f"{check.id}: its SELECT gives {', '.join(unknown)}, which nobody reads")
    if is_empty:
        return set()
    columns = [name if name in given else f"{default} AS {name}" for name, default in OPTIONAL.items()]
    database.conn.execute(f"CREATE TEMP VIEW tested AS SELECT {', '.join([*REQUIRED, *columns])} FROM temp.given")
    outcomes = set()
    for outcome, reason in database.conn.execute("SELECT DISTINCT outcome, reason FROM temp.tested"):
        if reason not in check.reasons or check.reasons[reason].outcome != outcome:
            raise ValueError(f"{check.id}: its SELECT gives {outcome} for {reason}, its comment does not")
        outcomes.add(outcome)
    return outcomes


def _results(database: Database, check: Check) -> Iterator[TableRow]:
    """How many things came out how, by document; a document in which nothing was tested is not applicable."""
    rows = database.conn.execute(
        "SELECT document_id, outcome, reason, sum(n) AS n FROM temp.tested GROUP BY 1, 2, 3"
        " UNION ALL SELECT id, 'not_applicable', ?, 0 FROM documents"
        " WHERE id NOT IN (SELECT document_id FROM temp.tested)"
        " ORDER BY 1, 2, 3",
        [NOTHING_TO_TEST],
    )
    return (_result_row(check, *row) for row in rows)


def _nothing_tested(database: Database, check: Check) -> Iterator[TableRow]:
    """That each document is not applicable."""
    documents = database.conn.execute("SELECT id FROM documents ORDER BY id")
    return (_result_row(check, document_id, "not_applicable", NOTHING_TO_TEST, 0) for (document_id,) in documents)


def _result_row(check: Check, document_id: str, outcome: str, reason: str, n: int) -> TableRow:
    return {
        "check_id": check.id,
        "document_id": document_id,
        "outcome": outcome,
        **stored_columns("reason", check.reasons[reason].reason),
        "n": n,
    }


def _reconciliations(database: Database, check: Check) -> Iterator[TableRow]:
    """The arithmetic that held, shown."""
    shown = [name for name, reason in check.reasons.items() if reason.expression]
    wanted = f"reason IN ({', '.join('?' * len(shown))}) AND outcome = 'passed'"
    for row in database.query(f"SELECT * FROM temp.tested WHERE {wanted} ORDER BY subject", shown) if shown else ():
        reason, details = check.reasons[row["reason"]], json.loads(row["details"])
        if reason.expression:
            yield {
                "id": f"{row['subject']}-{check.id}",
                "check_id": check.id,
                "document_id": row["document_id"],
                "project_id": row["project_id"],
                **_filled("expression", reason.expression, details),
            }


def _findings(database: Database, check: Check) -> Iterator[tuple[list[TableRow], list[TableRow]]]:
    """The findings of a check, and the evidence of each; those about the filling of a form once per document."""
    failed = database.query("SELECT * FROM temp.tested WHERE outcome = 'failed' ORDER BY document_id, subject")
    if check.check_class != "form":
        for row in failed:
            evidence = json.loads(row["evidence"])
            finding = _finding_row(check, row, f"{row['subject']}-{check.id}", len(_distinct(evidence)))
            yield [finding], _evidence_rows(finding["id"], evidence)
        return
    for document_id, group in groupby(failed, key=itemgetter("document_id")):
        rows = list(group)
        together = {**rows[0], **{column: _only({row[column] for row in rows}) for column in ("unit_id", "project_id")}}
        finding = _finding_row(check, together, f"{document_id}-{check.id}", sum(row["n"] for row in rows))
        evidence = (one for row in rows for one in json.loads(row["evidence"]))
        yield [finding], _evidence_rows(finding["id"], evidence)


def _only(values: set[Any]) -> Any:
    """The one value there is; None when there are several."""
    return next(iter(values)) if len(values) == 1 else None


def _finding_row(check: Check, row: TableRow, finding_id: str, records: int) -> TableRow:
    reason = check.reasons[row["reason"]]
    assert reason.summary  # read_check saw to it
    details = {**json.loads(row["details"]), "n": records}
    return {
        "id": finding_id,
        "check_id": check.id,
        "class": reason.finding_class or check.check_class,
        "document_id": row["document_id"],
        "unit_id": row["unit_id"],
        "project_id": row["project_id"],
        **_filled("summary", reason.summary, details),
        "expected": _shown(row["expected"], row["expected_fen"]),
        "observed": _shown(row["observed"], row["observed_fen"]),
        "difference_yuan": None if row["difference_fen"] is None else row["difference_fen"] / 100,
        "records": records,
    }


def _filled(column: str, texts: Texts, details: TableRow) -> TableRow:
    """The columns that hold a text, with details of a row filled in."""
    return stored_columns(column, {language: worded(texts, details, language) for language in STORED})


def _shown(text: str | None, fen: int | None) -> str | None:
    """What is expected or observed, as text or as money."""
    return text if fen is None else wan_yuan(fen)


def _distinct(evidence: Iterable[list[Any]]) -> list[list[Any]]:
    return [list(one) for one in dict.fromkeys(map(tuple, evidence))]


def _evidence_rows(finding_id: str, evidence: Iterable[list[Any]]) -> list[TableRow]:
    """Rows of evidence; quote, page and row are filled in for all of them together."""
    return [
        {
            **{
                "finding_id": finding_id,
                "position": position,
                "role": role,
                "table_name": table,
                "record_id": record_id,
            },
            **dict(zip(("start_char", "end_char"), place or (None, None), strict=True)),
        }
        for position, (role, table, record_id, *place) in enumerate(_distinct(evidence), 1)
    ]
