"""The proof of a finished database before it is published: integrity, foreign keys, and coverage of every printed character."""

from importlib.resources import files

from sqlite_utils import Database

from mingzhang.errors import MingzhangError

_REPORT = "; please report this"


def prove_database(database: Database, entry_by_entry: bool = True) -> None:
    """Raises MingzhangError, in one line, when the database fails the proof.

    Each index is compared with its table `entry_by_entry`, which is half of the work, unless a build says that it need not be:
    its pages, their order and their constraints are looked at anyway.
    """
    _prove_sound(database, "integrity_check" if entry_by_entry else "quick_check")
    _prove_references(database)
    _prove_coverage(database)


def _prove_sound(database: Database, check: str) -> None:
    (told,) = database.conn.execute(f"PRAGMA {check}(1)").fetchone()
    if told != "ok":
        raise MingzhangError(f"the database that was built is damaged: {told}{_REPORT}")


def _prove_references(database: Database) -> None:
    if broken := database.conn.execute("PRAGMA foreign_key_check").fetchone():
        raise MingzhangError(f"a row of {broken[0]} refers to a row of {broken[2]} that does not exist{_REPORT}")
    tables = [table for (table,) in database.conn.execute("SELECT DISTINCT table_name FROM span_fields")]
    # One look at each record of a cell, whatever tables it leads to.
    found = " ".join(f"WHEN '{table}' THEN record_id IN (SELECT id FROM \"{table}\")" for table in tables)
    query = (
        "SELECT record_id, table_name FROM (SELECT DISTINCT record_id, table_name FROM spans)"
        f" WHERE NOT CASE table_name {found} END LIMIT 1"
    )
    if tables and (lost := database.conn.execute(query).fetchone()):
        raise MingzhangError(f"a span leads to {lost[0]}, which is not in {lost[1]}{_REPORT}")


def _prove_coverage(database: Database) -> None:
    query = files(__package__).joinpath("proof.sql").read_text(encoding="utf-8")
    if lost := database.conn.execute(query).fetchone():
        file, page, table, row, column, printed, accounted = lost
        raise MingzhangError(
            f"{file} page {page} table {table} row {row} column {column}: of {printed} characters {accounted} are "
            f"accounted for{_REPORT}"
        )
