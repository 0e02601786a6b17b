"""Head counts so small that people could be recognised: told to whoever builds the site, and published nowhere."""

import re

from sqlite_utils import Database

from mingzhang.checks.lists import threshold
from mingzhang.store.rows import TableRow

_MOST_QUOTED = 40  # characters


def small_groups(database: Database) -> list[TableRow]:
    """For each project whose goals or indicators name fewer people than `smallest-group`, the place where they first do.

    Rows have file, page, row, project, people (how many) and quote (the printed words).
    """
    rows = database.query(
        "SELECT documents.file, projects.page, projects.row, projects.name AS project, quantities.base_value AS people,"
        " coalesce(goals.text, indicators.text) AS text, quantities.start_char, quantities.end_char, quantities.subject,"
        " min(quantities.rowid)"
        " FROM quantities"
        " JOIN projects ON projects.id = quantities.project_id"
        " JOIN documents ON documents.id = projects.document_id"
        " LEFT JOIN goals ON goals.id = quantities.goal_id"
        " LEFT JOIN indicators ON indicators.id = quantities.indicator_id"
        " WHERE quantities.role = 'count' AND quantities.base_unit = '人' AND quantities.base_value > 0"
        " AND quantities.base_value < ?"
        " GROUP BY projects.id ORDER BY documents.file, projects.position",
        [threshold("smallest-group")],
    )
    return [
        {
            **{column: row[column] for column in ("file", "page", "row", "project", "people")},
            "quote": _quote(row["text"], row["start_char"], row["end_char"]),
        }
        for row in rows
    ]


def _quote(text: str, start: int, end: int) -> str:
    """The printed number with its clause up to there, which says who they are, in one line."""
    clause = re.split(r"[，,；;。：:\n]", text[:start])[-1]
    return " ".join((clause[-_MOST_QUOTED:] + text[start:end]).split())
