"""One fault is one finding: where two checks hold the same number against the same other one, one of them tells it.

Each check says in its file to which others it yields (`yields_to`). A finding yields to one of these of its class and project
when both quote the same number at the same place and demand the same number instead; so does a finding to an earlier one of
its check, also when both quote the same numbers of money. What the one that tells it lacks is added to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import isclose
from operator import attrgetter

from sqlite_utils import Database

from mingzhang.checks.definition import load_checks
from mingzhang.checks.doubting.demanded import Number, demanded
from mingzhang.checks.doubting.withdrawn import withdraw
from mingzhang.dictionary.languages import Texts, stored_columns

_NUMBERS = """
    SELECT findings.id, findings.check_id, findings.class, findings.project_id, findings.expected, findings.observed,
        difference_yuan, evidence.role, evidence.start_char, evidence.record_id, evidence.table_name,
        coalesce(quantities.base_value, amounts.amount_fen / 100.0) AS value
    FROM findings
    JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id
    LEFT JOIN quantities ON quantities.project_id = findings.project_id AND quantities.start_char = evidence.start_char
        AND coalesce(quantities.goal_id, quantities.indicator_id) = evidence.record_id
    LEFT JOIN amounts ON amounts.id = evidence.record_id AND evidence.table_name = 'amounts'
    WHERE findings.class IN ('arithmetic', 'question') AND (findings.project_id, findings.class) IN (
        SELECT project_id, class FROM findings WHERE project_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1)
    ORDER BY findings.project_id, findings.class, findings.rowid, evidence.position
"""
_TOLD_ALREADY = {"zh": "同一处矛盾已由另一项核对说明", "en": "another finding tells of the same contradiction"}
_MOVED = """
    INSERT INTO finding_evidence (finding_id, position, {columns})
    SELECT :teller, (SELECT max(position) FROM finding_evidence WHERE finding_id = :teller) + position, {columns}
    FROM finding_evidence AS own WHERE finding_id = :told AND NOT EXISTS (SELECT 1 FROM finding_evidence AS other
        WHERE other.finding_id = :teller AND other.record_id = own.record_id AND other.start_char IS own.start_char)
"""
_COLUMNS = "role, table_name, record_id, project_id, quote, start_char, end_char, page, row"


@dataclass(slots=True)
class _Finding:
    """A finding with the numbers that it quotes."""

    id: str
    check_id: str
    among: tuple[str, str]  # its project and its class
    expected: str | None
    observed: str | None
    difference: float | None
    numbers: list[Number] = field(default_factory=list)


def tell_once(database: Database) -> None:
    """Withdraws each contradiction and question that another finding of its class and project tells."""
    checks = {check.id: check for check in load_checks()}
    yields = {check.id: check.yields_to for check in checks.values()}
    for _, group in groupby(_findings(database), key=attrgetter("among")):
        told: list[_Finding] = []
        for one in sorted(group, key=lambda finding: _rank(finding.check_id, yields)):
            tellers = (one.check_id, *yields[one.check_id])
            teller = next((other for other in told if other.check_id in tellers and _is_same(one, other)), None)
            if teller is None:
                told.append(one)
            else:
                _yield(database, one, teller, checks[one.check_id].yields_with)


def _rank(check_id: str, yields: Mapping[str, Sequence[str]]) -> int:
    """A check's place behind all those that it yields to."""
    return 1 + max((_rank(other, yields) for other in yields[check_id]), default=0)


def _findings(database: Database) -> list[_Finding]:
    found: dict[str, _Finding] = {}
    for row in database.query(_NUMBERS):
        texts = row["expected"], row["observed"]
        one = _Finding(row["id"], row["check_id"], (row["project_id"], row["class"]), *texts, row["difference_yuan"])
        one = found.setdefault(row["id"], one)
        if isinstance(row["value"], int | float):
            place = (row["record_id"], row["start_char"])
            one.numbers.append(Number(place, row["role"], float(row["value"]), row["table_name"] == "amounts"))
    return list(found.values())


def _is_same(one: _Finding, other: _Finding) -> bool:
    """Whether two findings are of one fault."""
    money = [sorted(number.value for number in finding.numbers) for finding in (one, other)]
    if one.check_id == other.check_id and all(number.is_amount for number in (*one.numbers, *other.numbers)):
        return bool(money[0]) and money[0] == money[1]
    shared = {number.place for number in one.numbers} & {number.place for number in other.numbers}
    return any(_agree(_demanded(one, place), _demanded(other, place)) for place in shared)


def _demanded(finding: _Finding, place: tuple[str, int | None]) -> list[float]:
    quotes = finding.expected or "", finding.observed or ""
    return list(demanded(finding.check_id, finding.numbers, place, quotes, finding.difference))


def _agree(first: Iterable[float], second: list[float]) -> bool:
    return any(isclose(one, other, rel_tol=1e-4) for one in first for other in second)


def _yield(database: Database, one: _Finding, teller: _Finding, added: Texts) -> None:
    """Adds what a finding says beside to the one that tells the fault, with its evidence, and withdraws it."""
    if added and one.check_id != teller.check_id:
        _add(database, teller.id, {code: text.format(observed=one.observed) for code, text in added.items()})
        database.conn.execute(_MOVED.format(columns=_COLUMNS), {"teller": teller.id, "told": one.id})
    withdraw(database, one.id, _TOLD_ALREADY)


def _add(database: Database, finding_id: str, texts: Texts) -> None:
    columns = stored_columns("summary", texts)
    added = ", ".join(f"{column} = {column} || :{column}" for column in columns)
    database.conn.execute(f"UPDATE findings SET {added} WHERE id = :id", {**columns, "id": finding_id})
