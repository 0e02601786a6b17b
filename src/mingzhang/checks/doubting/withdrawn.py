"""Findings that are not told after all: what was tested counts as not applicable then, for a reason that is said."""

from functools import cache

from sqlite_utils import Database

from mingzhang.checks.definition import Check, Reason, load_checks
from mingzhang.checks.wording import literal_length
from mingzhang.dictionary.languages import DEFAULT, Texts, stored_columns

_ONE_LESS = "UPDATE check_results SET n = n - 1 WHERE {key} AND outcome = 'failed' AND {column} = :reason"
_NONE_LEFT = "DELETE FROM check_results WHERE {key} AND outcome = 'failed' AND n = 0"
_ONE_MORE = """
    INSERT INTO check_results ({names}) VALUES ({values})
    ON CONFLICT (check_id, document_id, outcome, reason) DO UPDATE SET n = n + 1
"""
_KEY = "check_id = :check_id AND document_id = :document_id"


def withdraw(database: Database, finding_id: str, reason: Texts) -> None:
    """Takes a finding away, and counts what was tested among what is not applicable, for a reason by language."""
    (finding,) = database.query("SELECT * FROM findings WHERE id = ?", [finding_id])
    own = {"check_id": finding["check_id"], "document_id": finding["document_id"]}
    failed = stored_columns("reason", _reason_of(finding["check_id"], finding["summary"]).reason)
    database.conn.execute(_ONE_LESS.format(key=_KEY, column="reason"), {**own, "reason": failed["reason"]})
    database.conn.execute(_NONE_LEFT.format(key=_KEY), own)
    row = {**own, "outcome": "not_applicable", **stored_columns("reason", reason), "n": 1}
    statement = _ONE_MORE.format(names=", ".join(row), values=", ".join(f":{name}" for name in row))
    database.conn.execute(statement, row)
    database.conn.execute("DELETE FROM finding_evidence WHERE finding_id = ?", [finding_id])
    database.conn.execute("DELETE FROM findings WHERE id = ?", [finding_id])


def _reason_of(check_id: str, summary: str) -> Reason:
    """The reason of a check by which a finding was made: the one whose sentence it is."""
    failed = [reason for reason in _checks()[check_id].reasons.values() if reason.summary]
    return max(failed, key=lambda reason: literal_length((reason.summary or {})[DEFAULT], summary))


@cache
def _checks() -> dict[str, Check]:
    return {check.id: check for check in load_checks()}
