"""What is left of an amount for what a goal calls the rest, beside the cost target of that very thing: in the table `rests`.

开展项目成本不高于1万元，其余费用均用于慰问活动 leaves 10 of 11 万元 for 慰问, which an indicator caps at 5.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.words.subjects import bare_name, is_same_name
from mingzhang.parse.levels import is_level_of
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow

_QUANTITIES = """
    SELECT quantities.*, projects.document_id, projects.amount_fen, indicators.level1, indicators.level2
    FROM quantities
    JOIN projects ON projects.id = quantities.project_id
    LEFT JOIN goals ON goals.id = quantities.goal_id
    LEFT JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE coalesce(goals.scope, indicators.scope, 'year') = 'year' AND quantities.project_id IN (
        SELECT project_id FROM quantities WHERE role = 'other' AND value IS NULL)
    ORDER BY quantities.project_id, quantities.id
"""


def fill_rests(database: Database) -> None:
    """Fills the table `rests` from `quantities`."""
    for _, group in groupby(database.query(_QUANTITIES), key=itemgetter("project_id")):
        insert(database, "rests", list(_rests(list(group))))


def _rests(quantities: list[TableRow]) -> Iterator[TableRow]:
    for rest_quantity in quantities:
        if rest_quantity["role"] != "other" or rest_quantity["value"] is not None or not rest_quantity["goal_id"]:
            continue
        named = [
            one for one in quantities if one["role"] == "total_cost" and one["goal_id"] == rest_quantity["goal_id"]
        ]
        caps = [one for one in quantities if _caps(one, rest_quantity, named)]
        if named and caps and rest_quantity["amount_fen"] is not None:
            yield {
                "id": f"{rest_quantity['id']}-rest",
                "project_id": rest_quantity["project_id"],
                "document_id": rest_quantity["document_id"],
                "rest_quantity_id": rest_quantity["id"],
                "named_fen": sum(round(one["base_value"] * 100) for one in named),
                "named_in": json.dumps([one["id"] for one in named]),
                "capped_fen": sum(round(one["base_value"] * 100) for one in caps),
                "capped_in": json.dumps([one["id"] for one in caps]),
            }


def _caps(one: TableRow, rest: TableRow, named: list[TableRow]) -> bool:
    """Whether a cost target is of what the rest is said to go to, by its name, and of none of the named costs."""
    if (
        one["role"] != "total_cost"
        or not is_level_of("costs", one["level1"], one["level2"])
        or one["comparator"] in ("≥", ">")
    ):
        return False
    name = bare_name(one["subject"] or "")
    is_named = any(is_same_name(one["subject"] or "", other["subject"] or "") for other in named)
    return len(name) > 1 and name in bare_name(rest["text"]) and not is_named
