"""Datasette's statements that count rows, asked of the counts that the build made where these can answer them.

`<table>_facets` and its smaller ones know how many rows there are of each combination of values in some columns. How many rows
meet conditions on those columns, and how many there are of each value of one of them, is a sum over the smallest that knows all
of them. A statement is rewritten only when it is
understood to its last character; any other is left as it is, and read from the table itself.
"""

import re
import sqlite3
from collections.abc import Mapping

from mingzhang.store.counted import BUT_UNITS, FACETS, NUMBER, OF_UNITS

_COLUMN = r"""(?:"\w+"|\[\w+\]|\w+)"""
# One condition on one column, as Datasette writes it.
TERM = rf"""(?:
    {_COLUMN}\ (?:=|!=|>|>=|<|<=|like|not\ like|glob)\ :p\d+(?:\ escape\ '\\')?
    | {_COLUMN}\ (?:not\ )?in\ \(:p\d+(?:,\ :p\d+)*\)
    | {_COLUMN}\ is\ (?:not\ )?null
    | \({_COLUMN}\ is\ null\ or\ {_COLUMN}\ =\ ''\)
    | \({_COLUMN}\ is\ not\ null\ and\ {_COLUMN}\ !=\ ''\)
    | typeof\({_COLUMN}\)\ <>\ 'text'
)"""
_CONDITIONS = re.compile(rf"{TERM}(?:\ and\ {TERM})*", re.VERBOSE)
# Parameters and texts are no names; what is quoted is one, and what is bare may be a word of SQL.
_NAMES = re.compile(r"""[:'\\]\w*|"(?P<quoted>\w+)"|\[(?P<bracketed>\w+)\]|(?P<bare>\w+)""")
_WORDS = frozenset({"like", "not", "glob", "escape", "in", "is", "null", "or", "and", "typeof"})
_COUNT = re.compile(r"select count\(\*\) from (?P<table>\w+) (?:where (?P<where>.+))?", re.DOTALL)
# How many rows of a list there are of each value of a column.
FACET = re.compile(
    rf"\s*select (?P<column>{_COLUMN}) as value, count\(\*\) as count from \(\s*"
    r'select [\w, \[\]"*]+ from (?P<table>\w+) (?:where (?P<where>.+?) )?\s*\)\s*'
    r"where (?P=column) is not null\s+group by (?P=column) order by count desc, value limit (?P<limit>\d+)\s*",
    re.DOTALL,
)

# Of each table its counts, the smallest first: the name of a count, and the columns that it knows.
Counted = Mapping[str, tuple[tuple[str, frozenset[str]], ...]]


def counted_in(connection: sqlite3.Connection) -> Counted:
    """The tables whose rows a database has counted ahead, and by which columns."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name.removesuffix(FACETS): tuple(
            (count, _columns(connection, count))
            for count in (f"{name}{OF_UNITS}", f"{name}{BUT_UNITS}", name)
            if count in names
        )
        for name in names
        if name.endswith(FACETS)
    }


def _columns(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')) - {NUMBER}


def from_counts(sql: str, counted: Counted) -> str:
    """The statement, asked of the counts; as it is where they cannot answer it. Parameters stay the same."""
    if match := _COUNT.fullmatch(sql):
        if (count := _smallest(match, counted)) is not None:
            return f'select coalesce(sum("{NUMBER}"), 0) from {_rows(count, match)}'
    elif match := FACET.fullmatch(sql):
        column = match["column"]
        if (count := _smallest(match, counted, bare(column))) is not None:
            return (
                f'select {column} as value, sum("{NUMBER}") as count from (select * from {_rows(count, match)})'
                f" where {column} is not null group by {column} order by count desc, value limit {match['limit']}"
            )
    return sql


def _rows(count: str, match: re.Match[str]) -> str:
    return f'"{count}"' + (f" where {match['where']}" if match["where"] else "")


def _smallest(match: re.Match[str], counted: Counted, column: str | None = None) -> str | None:
    """The first count of a statement's table that knows a column and all those of its conditions; None where none does."""
    asked = _asked(match["where"])
    if asked is None:
        return None
    needed = asked | ({column} if column else set())
    return next((count for count, known in counted.get(match["table"], ()) if needed <= known), None)


def _asked(where: str | None) -> set[str] | None:
    """The names in conditions that are understood, None for others. A quoted name that is no column is a text to SQLite."""
    if where is None:
        return set()
    if not _CONDITIONS.fullmatch(where.strip()):
        return None
    names = set()
    for match in _NAMES.finditer(where):
        name = match["quoted"] or match["bracketed"] or match["bare"]
        if name and not (name == match["bare"] and name in _WORDS):
            names.add(name)
    return names


def bare(column: str) -> str:
    """The name of a column without what it is quoted with."""
    return column.strip('"[]')
