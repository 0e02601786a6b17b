"""The few figures that the front page of the site shows, counted once at the end of a build."""

from importlib.resources import files

from sqlite_utils import Database


def fill_figures(database: Database) -> None:
    """Fills site_figures and notable_findings (figures.sql) from the current documents and their findings."""
    statements = files(__package__).joinpath("figures.sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):  # executescript would end the transaction that the build is in
        database.conn.execute(statement)
