"""The proof of a finished database before it is published: integrity, foreign keys, and coverage of every printed character."""

from importlib.resources import files

from sqlite_utils import Database

from mingzhang.errors import MingzhangError

_REPORT = "; please report this"


def prove_database(database: Database) -> None:
    """Raises MingzhangError, in one line, when the database fails the proof."""
    _prove_sound(database)
    _prove_references(database)
    _prove_coverage(database)


def _prove_sound(database: Database) -> None:
    (told,) = database.conn.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        raise MingzhangError(f"the database that was built is damaged: {told}{_REPORT}")


def _prove_references(database: Database) -> None:
    if broken := database.conn.execute("PRAGMA foreign_key_check").fetchone():
        raise MingzhangError(f"a row of {broken[0]} refers to a row of {broken[2]} that does not exist{_REPORT}")
    for (table,) in database.conn.execute("SELECT DISTINCT table_name FROM spans").fetchall():
        query = (
            f'SELECT record_id FROM spans WHERE table_name = ? AND record_id NOT IN (SELECT id FROM "{table}") LIMIT 1'
        )
        if lost := database.conn.execute(query, [table]).fetchone():
            raise MingzhangError(f"a span leads to {lost[0]}, which is not in {table}{_REPORT}")


def _prove_coverage(database: Database) -> None:
    query = files(__package__).joinpath("proof.sql").read_text(encoding="utf-8")
    if lost := database.conn.execute(query).fetchone():
        file, page, table, row, column, printed, accounted = lost
        raise MingzhangError(
            f"{file} page {page} table {table} row {row} column {column}: of {printed} characters {accounted} are "
            f"accounted for{_REPORT}"
        )
