"""Accusations whose reading is not complete are questions, and say what is not explained.

A finding that rests on sentences may be of class `arithmetic` only when everything around its numbers was understood, and no
other arithmetic of the printed numbers makes them agree.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.doubting.agreements import agreement_found, printed_again
from mingzhang.checks.doubting.evidence_read import Ground
from mingzhang.checks.doubting.understood import not_understood
from mingzhang.dictionary.languages import Texts, stored_columns
from mingzhang.store.rows import TableRow

_NOT_UNDERSTOOD = {
    "zh": "（“{quote}”没有完全读懂，请先对照原文。）",
    "en": " (“{quote}” was not fully understood: compare with the original first.)",
}
_AGREES = {
    "zh": "（{quote}，这样算能对上，请先对照原文。）",
    "en": " ({quote}: read so, the numbers agree; compare with the original first.)",
}
_PRINTED_AGAIN = {
    "zh": "（另一处也印着“{quote}”，请先对照原文。）",
    "en": " (“{quote}” is printed once more: compare with the original first.)",
}
_LOOKS = ((_NOT_UNDERSTOOD, not_understood), (_PRINTED_AGAIN, printed_again), (_AGREES, agreement_found))
_ACCUSATIONS = """
    SELECT findings.id, findings.check_id, findings.project_id, difference_yuan, evidence.role, quantities.id AS quantity_id
    FROM findings
    JOIN finding_evidence AS evidence ON evidence.finding_id = findings.id
    JOIN quantities ON quantities.project_id = findings.project_id AND quantities.start_char = evidence.start_char
        AND coalesce(quantities.goal_id, quantities.indicator_id) = evidence.record_id
    WHERE findings.class = 'arithmetic' AND evidence.start_char IS NOT NULL
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


def ask_about_unexplained(database: Database) -> None:
    """Makes a question of each finding of class arithmetic that rests on sentences which were not understood in full."""
    for finding_id, note in list(_notes(database)):
        columns = stored_columns("summary", note)
        added = ", ".join(f"{column} = {column} || :{column}" for column in columns)
        database.conn.execute(
            f"UPDATE findings SET class = 'question', {added} WHERE id = :id", {**columns, "id": finding_id}
        )


def _notes(database: Database) -> Iterator[tuple[str, Texts]]:
    for finding_id, group in groupby(database.query(_ACCUSATIONS), key=itemgetter("id")):
        ground = _ground(database, list(group))
        for texts, look in _LOOKS:
            if quote := look(ground):
                yield finding_id, {language: text.format(quote=quote.strip()) for language, text in texts.items()}
                break


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
        difference=evidence[0]["difference_yuan"],
        other_amounts=tuple(one["amount_fen"] for one in printed["amounts"]),
    )
