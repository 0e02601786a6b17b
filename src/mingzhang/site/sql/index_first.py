"""Statements of lists that are chosen by words, asked of the search index alone, or of the index first.

How many rows have a word the index can count by itself: it has one entry for each row. And where only the first rows with a
word are looked at, it gives them one after the other, and need not be read to its end, as SQLite does for `rowid in (…)`.
Like `counting`, it rewrites only what it understands to its last character.
"""

import re

from mingzhang.site.sql.counting import TERM

_BY_WORDS = (
    r"rowid\ in\ \(select\ rowid\ from\ \[?(?P<table>\w+)_fts\]?\ where\ \[?(?P=table)_fts\]?"
    r"\ match\ escape_fts\(:(?P<words>\w+)\)\)"
)
_COUNT = re.compile(rf"select\ count\(\*\)\ from\ (?P<list>\w+)\ where\ {_BY_WORDS}\ ?", re.VERBOSE)
# Of a view that lists the records of a table, as `search_of_view` writes it.
_COUNT_OF_VIEW = re.compile(
    r"select count\(\*\) from (?P<list>\w+) where \"\w+\" IN \(SELECT id FROM \"(?P<table>\w+)\" WHERE rowid IN"
    r" \(SELECT rowid FROM \"(?P=table)_fts\" WHERE \"(?P=table)_fts\" MATCH escape_fts\(:(?P<words>\w+)\)\)\) ?"
)
# Views in which each record of their table stands once.
_LISTS = {"indicator_list": "indicators", "project_list": "projects", "finding_list": "findings"}
_WHERE = re.compile(
    rf"(?P<before>{TERM}(?:\ and\ {TERM})*\ and\ )?{_BY_WORDS}(?P<behind>\ and\ {TERM}(?:\ and\ {TERM})*)?\ ?",
    re.VERBOSE,
)


def counted_by_index(sql: str) -> str:
    """The statement, asked of the index where all that it asks is how many rows of a table have some words."""
    match = _COUNT.fullmatch(sql) or _COUNT_OF_VIEW.fullmatch(sql)
    if match is None or match["table"] not in (match["list"], _LISTS.get(match["list"])):
        return sql
    index = f'"{match["table"]}_fts"'
    return f"select count(*) from {index} where {index} match escape_fts(:{match['words']})"


def rows_in_turn(table: str, where: str | None) -> str:
    """What stands behind FROM for the rows of a table with some conditions; whoever takes a few of them reads no more."""
    if where is None:
        return table
    match = _WHERE.fullmatch(where)
    if match is None or match["table"] != table:
        return f"{table} where {where}"
    index = f'"{table}_fts"'
    found = f"(select rowid as found_rowid from {index} where {index} match escape_fts(:{match['words']}))"
    others = [match["before"] and match["before"].removesuffix(" and "), match["behind"] and match["behind"][5:]]
    rest = " and ".join(filter(None, others))
    return f"{found} cross join {table} on {table}.rowid = found_rowid" + (f" where {rest}" if rest else "")
