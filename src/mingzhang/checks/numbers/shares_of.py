"""The table `shares_of`: what `shares` finds in each goal. The server reads shares too, and needs no writer for it."""

from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.numbers.shares import shares_in
from mingzhang.store.database import insert

_QUANTITIES = """
    SELECT quantities.*, goals.text AS goal, projects.document_id FROM quantities
    JOIN goals ON goals.id = quantities.goal_id
    JOIN projects ON projects.id = quantities.project_id
    WHERE typeof(base_value) IN ('integer', 'real')
    ORDER BY quantities.project_id, goals.sequence, start_char
"""


def fill_shares(database: Database) -> None:
    """Fills the table `shares_of` from `quantities` of goals."""
    for _, group in groupby(database.query(_QUANTITIES), key=itemgetter("goal_id")):
        insert(database, "shares_of", shares_in(list(group)))
