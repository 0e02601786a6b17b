"""What pages of the site ask for again and again, counted once at the end of a build, in tables that belong to no contract.

`<table>_facets` holds how many rows there are of each combination of values in the columns by which a table is faceted. A
country has thousands of units and as many combinations, so that two more hold the same numbers in fewer rows: those of units
alone (`…_of_units`), and those of all other columns (`…_but_units`). `<view>_rows` holds the rows of a view that adds up a
whole table; the view reads them from there, and its statement keeps, as a comment, how they were counted. `sums_of_projects`
says what all projects come to, `<table>_facet_sums` what those of facets do, and `numbers_of_rows` how many rows each table
has, so that a server need not count them when it starts.
"""

from typing import TYPE_CHECKING

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.store.spans import PARTS, SPANS
from mingzhang.store.sums_of_facets import FACET_SUMS, SUMMED, add_up_facets
from mingzhang.store.sums_of_projects import ALL_PROJECTS, SUMS, sums_of_projects

if TYPE_CHECKING:
    from sqlite_utils import Database

FACETS, ROWS = "_facets", "_rows"
OF_UNITS, BUT_UNITS = "_of_units", "_but_units"
_UNITS = frozenset({"unit", "unit_id"})  # the columns that have thousands of values
NUMBERS, NUMBER = "numbers_of_rows", "number_of_rows"
# What SQLite calls the types of a table that it makes of a statement, and what the schema calls them.
_TYPES = {"INT": "INTEGER", "NUM": "NUMERIC"}
# Views of few rows that read a whole table for them.
ADDED_UP = (
    "deadlines",
    "findings_by_check",
    "indicators_by_level",
    "money_by_unit",
    "projects_by_amount",
    "targets_by_kind",
)

# The parts of `spans` know its facets by number, which takes a quarter of the time.
_COUNTS = {
    SPANS: f"""
SELECT table_name, span_fields.field, CAST(pieces AS INTEGER) AS "{NUMBER}"
FROM span_fields JOIN (SELECT field AS number, count(*) AS pieces FROM span_pieces GROUP BY field) USING (number)
ORDER BY table_name, span_fields.field"""
}


def is_counted(table: str) -> bool:
    """Whether a table only repeats, counted, what others say."""
    return table == SUMS or table.endswith((FACETS, FACETS + OF_UNITS, FACETS + BUT_UNITS, ROWS, FACET_SUMS))


def faceted() -> dict[str, list[str]]:
    """The columns by which each table and view is faceted, where their combinations are counted."""
    shown = {name: table.shown.get("facets") for name, table in load_dictionary().tables.items()}
    return {name: list(columns) for name, columns in shown.items() if columns and name not in ADDED_UP}


def fewer(columns: list[str]) -> dict[str, list[str]]:
    """The columns of each smaller count of a table that is faceted by `columns`, by the end of its name."""
    units, others = [one for one in columns if one in _UNITS], [one for one in columns if one not in _UNITS]
    return {OF_UNITS: units, BUT_UNITS: others} if units and others else {}


def counted_tables() -> list[str]:
    """The names of all such tables."""
    facets = [f"{name}{FACETS}{end}" for name, columns in faceted().items() for end in ("", *fewer(columns))]
    sums = [f"{table}{FACET_SUMS}" for table in SUMMED]
    return [*(f"{view}{ROWS}" for view in ADDED_UP), *facets, *sums, SUMS, NUMBERS]


def count_ahead(database: "Database") -> None:
    """Counts what pages ask for. The views and all that they read must be complete."""
    for view in ADDED_UP:
        _store_rows(database, view)
    for name, columns in faceted().items():
        _count_facets(database, name, columns)
    _create(database, SUMS, sums_of_projects(ALL_PROJECTS))
    for table in SUMMED:
        add_up_facets(database, table)
    _count_tables(database)


def _store_rows(database: "Database", view: str) -> None:
    connection, table = database.conn, f"{view}{ROWS}"
    (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [view]).fetchone()
    _create(database, table, f'SELECT * FROM "{view}"')
    connection.execute(f'DROP VIEW "{view}"')
    definition = statement.partition(" AS\n")[2]
    connection.execute(f'CREATE VIEW "{view}" AS\n/* counted by the build:\n{definition}\n*/\nSELECT * FROM "{table}"')


def _count_facets(database: "Database", name: str, columns: list[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    counts = f'SELECT {names}, CAST(count(*) AS INTEGER) AS "{NUMBER}" FROM "{name}" GROUP BY {names} ORDER BY {names}'
    _create(database, f"{name}{FACETS}", _COUNTS.get(name, counts))
    for end, some in fewer(columns).items():
        kept = ", ".join(f'"{column}"' for column in some)
        number = f'CAST(sum("{NUMBER}") AS INTEGER) AS "{NUMBER}"'
        _create(
            database,
            f"{name}{FACETS}{end}",
            f'SELECT {kept}, {number} FROM "{name}{FACETS}" GROUP BY {kept} ORDER BY {kept}',
        )


def _create(database: "Database", table: str, select: str) -> None:
    """A table of the rows of a statement, each column of the type of its expression, so that conditions compare as they did."""
    connection = database.conn
    connection.execute(f"CREATE TEMP TABLE counted AS {select}")
    columns = connection.execute("PRAGMA temp.table_info(counted)").fetchall()
    declared = ", ".join(f'"{one[1]}" {_TYPES.get(one[2], one[2])}' for one in columns)
    connection.execute(f'CREATE TABLE "{table}" ({declared})')
    connection.execute(f'INSERT INTO "{table}" SELECT * FROM temp.counted')
    connection.execute("DROP TABLE temp.counted")


def _count_tables(database: "Database") -> None:
    inner = {name for name in database.table_names() if is_counted(name) or name.startswith("sqlite_") or name in PARTS}
    names = [name for name in database.table_names() if name not in inner]
    database.conn.execute(
        f'CREATE TABLE "{NUMBERS}" (name TEXT PRIMARY KEY, number_of_rows INTEGER NOT NULL) WITHOUT ROWID'
    )
    for name in names:
        database.conn.execute(f'INSERT INTO "{NUMBERS}" SELECT ?, count(*) FROM "{name}"', [name])
