"""What the projects come to that have rows of some values in the columns by which a table is faceted, added up by the build.

A project counts once however many of its rows are meant, so that the sums of two values do not add up to that of both:
`<table>_facet_sums` holds the sums for each combination of values in each set of columns; `by` names the set. Of columns that a
row has from its project (year, phase, region, unit) year and phase are there in any case, as sums are parted by them.

SQLite would sort a million rows of texts for each of the sets, a minute for 300,000 indicators; as numbers in arrays it is 2 s.
"""

import sqlite3
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from mingzhang.dictionary.metadata_file import load_dictionary

if TYPE_CHECKING:
    from sqlite_utils import Database

FACET_SUMS = "_facet_sums"
# Tables of many rows for each project, faceted by more than what the project says.
SUMMED = ("headings", "indicators")
# Views that list the rows of a table, each once, with its columns under the same names.
LISTED = {"indicator_list": "indicators"}
_OF_PROJECT = frozenset({"year", "phase", "region_code", "unit_id"})
_SUMS = (
    "year INTEGER, phase TEXT, is_current INTEGER, projects INTEGER, known INTEGER, sum_fen INTEGER, median_fen REAL"
)
_PROJECTS = """
SELECT projects.id, projects.year, projects.phase, documents.is_current, projects.amount_fen
FROM projects JOIN documents ON documents.id = projects.document_id
"""

Values = tuple[Any, ...]


@dataclass(slots=True)
class _Rows:
    """The rows of a table by project, as numbers: `combined` are the places in `combinations` of the values of each row.

    Those of a project stand from one of `ends` to the next; `parts` are the places in `parted` of each project's year, phase
    and currency.
    """

    combinations: dict[Values, int] = field(default_factory=dict)
    combined: "array[int]" = field(default_factory=lambda: array("L"))
    ends: "array[int]" = field(default_factory=lambda: array("L", [0]))
    parted: dict[Values, int] = field(default_factory=dict)
    parts: "array[int]" = field(default_factory=lambda: array("L"))
    amounts: list[int | None] = field(default_factory=list)


@dataclass(slots=True)
class _Sum:
    """Projects of the same values, year, phase and currency: how many, and the amounts that were read."""

    projects: int = 0
    amounts: "array[int]" = field(default_factory=lambda: array("q"))

    def row(self) -> Values:
        """Their number, of how many the amount is known, the sum, and the middle one or the mean of the two in the middle."""
        known = sorted(self.amounts)
        if not known:
            return self.projects, 0, None, None
        median = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
        return self.projects, len(known), sum(known), median


def columns_summed(table: str) -> list[str]:
    """The columns of a table whose values have sums."""
    return [column for column in load_dictionary().tables[table].shown["facets"] if column not in _OF_PROJECT]


def set_named(columns: tuple[str, ...]) -> str:
    """What `by` says of a set of columns, given in the order of `columns_summed`: `*` of none, where everything is added up."""
    return " ".join(columns) or "*"


def add_up_facets(database: "Database", table: str) -> None:
    """Makes the sums of a table."""
    connection, columns = database.conn, columns_summed(table)
    types = {row[1]: row[2] for row in connection.execute(f'PRAGMA table_info("{table}")')}
    declared = ", ".join(f'"{column}" {types[column]}' for column in columns)
    connection.execute(f'CREATE TABLE "{table}{FACET_SUMS}" ("by" TEXT, {declared}, {_SUMS})')
    places = ", ".join("?" * (1 + len(columns) + _SUMS.count(",") + 1))
    rows = _rows_of(connection, table, columns)
    for size in range(len(columns) + 1):
        for some in combinations(range(len(columns)), size):
            found = _sums_of(rows, some, len(columns))
            name = set_named(tuple(columns[place] for place in some))
            connection.executemany(
                f'INSERT INTO "{table}{FACET_SUMS}" VALUES ({places})', ((name, *row) for row in found)
            )


def _rows_of(connection: sqlite3.Connection, table: str, columns: list[str]) -> _Rows:
    projects = {project: (part, amount) for project, *part, amount in connection.execute(_PROJECTS)}
    names = ", ".join(f'"{column}"' for column in columns)
    found = connection.execute(f'SELECT project_id, {names} FROM "{table}" ORDER BY project_id')
    rows = _Rows()
    for project, group in groupby(found, key=itemgetter(0)):
        if project not in projects:  # rows of no project
            continue
        part, amount = projects[project]
        values = {rows.combinations.setdefault(row[1:], len(rows.combinations)) for row in group}
        rows.combined.extend(sorted(values))
        rows.ends.append(len(rows.combined))
        rows.parts.append(rows.parted.setdefault(tuple(part), len(rows.parted)))
        rows.amounts.append(amount)
    return rows


def _sums_of(rows: _Rows, some: tuple[int, ...], number: int) -> Iterator[Values]:
    """The sums of the projects that are told apart by some of the columns, in order; the others of `number` have no value."""
    groups: dict[Values, int] = {}
    group_of = [
        groups.setdefault(tuple(values[place] if place in some else None for place in range(number)), len(groups))
        for values in rows.combinations
    ]
    sums: dict[tuple[int, int], _Sum] = {}
    for (start, end), part, amount in zip(pairwise(rows.ends), rows.parts, rows.amounts, strict=True):
        for group in {group_of[one] for one in rows.combined[start:end]}:
            one = sums.get((group, part)) or sums.setdefault((group, part), _Sum())
            one.projects += 1
            if amount is not None:
                one.amounts.append(amount)
    values, parts = list(groups), list(rows.parted)
    found = [(*values[group], *parts[part], *one.row()) for (group, part), one in sums.items()]
    return iter(sorted(found, key=lambda row: [(value is not None, value) for value in row]))
