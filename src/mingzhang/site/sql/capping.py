"""Values of columns, counted in the first rows of a long list: of all columns by which it is faceted at once.

Datasette asks for the values of one column after the other, each time of all rows that meet the conditions. The statement
that it is given instead is the same for all columns of a list, so that its answer, once it is kept, answers each of them.
"""

from dataclasses import dataclass

from mingzhang.dictionary.metadata_file import load_dictionary
from mingzhang.site.sql.counting import FACET, bare
from mingzhang.site.sql.index_first import rows_in_turn

# Of a list with more rows, only so many are looked at to count values that were not counted ahead; the page says so.
MOST_COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class ValuesAsked:
    """A column whose values are counted, and a statement that gives column, value and number of rows of several columns."""

    column: str
    sql: str


def capped(sql: str) -> ValuesAsked | None:
    """The statement that answers one that counts the values of a column; None for any other statement."""
    match = FACET.fullmatch(sql)
    if match is None:
        return None
    column = bare(match["column"])
    described = load_dictionary().tables.get(match["table"])
    faceted = described.shown.get("facets", ()) if described else ()
    columns = faceted if column in faceted else [column]
    names = ", ".join(f'"{match["table"]}"."{one}"' for one in columns)
    rows = f"select {names} from {rows_in_turn(match['table'], match['where'])} limit {MOST_COUNTED}"
    counts = " union all ".join(f"select * from ({_count(one, match['limit'])})" for one in columns)
    return ValuesAsked(column, f"with looked_at as materialized ({rows}) {counts}")


def _count(column: str, limit: str) -> str:
    return (
        f'select \'{column}\' as "column", "{column}" as value, count(*) as count from looked_at'
        f' where "{column}" is not null group by "{column}" order by count(*) desc, "{column}" limit {limit}'
    )
