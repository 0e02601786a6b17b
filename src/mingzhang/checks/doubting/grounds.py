"""The grounds of findings: the numbers that they quote, beside everything printed in their projects."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.store.rows import TableRow

_QUOTED = """
    SELECT findings.id, findings.check_id, findings.project_id, findings.expected, difference_yuan, evidence.role,
        quantities.id AS quantity_id, EXISTS (SELECT 1 FROM same_things WHERE kind = 'confirmed'
            AND id = substr(findings.id, 1, length(findings.id) - length(findings.check_id) - 1)) AS is_of_confirmed
    FROM findings
    JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id
    JOIN quantities ON quantities.project_id = findings.project_id AND quantities.start_char = evidence.start_char
        AND coalesce(quantities.goal_id, quantities.indicator_id) = evidence.record_id
    WHERE findings.class = ? AND evidence.start_char IS NOT NULL
    ORDER BY findings.rowid, evidence.position
"""
_PRINTED = {
    "quantities": "SELECT quantities.*, coalesce(goals.scope, indicators.scope, 'year') AS scope FROM quantities"
    " LEFT JOIN goals ON goals.id = goal_id LEFT JOIN indicators ON indicators.id = indicator_id"
    " WHERE quantities.project_id = ? AND typeof(quantities.base_value) IN ('integer', 'real')",
    "goals": "SELECT * FROM goals WHERE project_id = ?",
    "indicators": "SELECT id, name FROM indicators WHERE project_id = ?",
    "amounts": "SELECT amount_fen FROM amounts WHERE project_id = ? AND amount_fen > 0",
    "projects": "SELECT * FROM projects WHERE id = ?",
}


def grounds_of(database: Database, finding_class: str) -> Iterator[tuple[str, Ground]]:
    """The id of each finding of a class that quotes numbers of sentences, with its ground."""
    for finding_id, group in groupby(list(database.query(_QUOTED, [finding_class])), key=itemgetter("id")):
        ground = _ground(database, list(group))
        if ground.used:  # a day alone is no number
            yield finding_id, ground


def _ground(database: Database, evidence: list[TableRow]) -> Ground:
    project_id = evidence[0]["project_id"]
    printed = {name: list(database.query(query, [project_id])) for name, query in _PRINTED.items()}
    (project,) = printed["projects"]
    quantities = {one["id"]: one for one in printed["quantities"]}
    quoted = [one for one in evidence if one["quantity_id"] in quantities]
    scopes = {"year", *(quantities[one["quantity_id"]]["scope"] for one in quoted)}
    return Ground(
        check_id=evidence[0]["check_id"],
        project=project,
        used=tuple(quantities[one["quantity_id"]] for one in quoted),
        prices=frozenset(one["quantity_id"] for one in quoted if one["role"] == "price"),
        quantities=tuple(one for one in quantities.values() if one["scope"] in scopes),
        goals={one["id"]: one for one in printed["goals"]},
        indicators={one["id"]: one["name"] or "" for one in printed["indicators"]},
        expected=evidence[0]["expected"] or "",
        difference=evidence[0]["difference_yuan"],
        is_of_confirmed=bool(evidence[0]["is_of_confirmed"]),
        other_amounts=tuple(one["amount_fen"] for one in printed["amounts"]),
    )
