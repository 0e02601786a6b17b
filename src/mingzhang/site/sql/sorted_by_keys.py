"""Rows of a sorted list, found by their keys first.

SQLite carries all columns of each row through the sorting of a million indicators, of which a page then shows a hundred. It is
given the key and the column of the order alone, and the other columns of the rows that it has chosen, in the same order.
"""

import re

_SORTED = re.compile(
    r'select (?P<columns>[^()]+?) from \[?"?(?P<table>\w+)"?\]? (?P<where>where .*? )?'
    r'order by (?P<order>(?P<column>\[?"?\w+"?\]?)(?: desc)?, (?P<key>\[?"?\w+"?\]?)) limit (?P<limit>\d+)',
    re.DOTALL,
)


def sorted_table(sql: str) -> str | None:
    """The table whose rows a statement sorts, where it is one that may be told to sort by keys."""
    match = _SORTED.fullmatch(sql)
    return match["table"] if match else None


def sorted_by_keys(sql: str, keys: list[str]) -> str:
    """A statement of ours for a page of a sorted table with one key, told to sort by keys alone; any other as it is."""
    match = _SORTED.fullmatch(sql)
    if match is None or [match["key"].strip('[]"')] != keys:
        return sql
    table, key, order = match["table"], match["key"], match["order"]
    chosen = f"select {key} from {table} {match['where'] or ''}order by {order} limit {match['limit']}"
    return f"select {match['columns']} from {table} where {key} in ({chosen}) order by {order}"
