"""The few figures that the front page of the site shows, counted once at the end of a build."""

from importlib.resources import files

from sqlite_utils import Database

from mingzhang.store.database import execute_all


def fill_figures(database: Database) -> None:
    """Fills site_figures and notable_findings (figures.sql) from the current documents and their findings."""
    execute_all(database, files(__package__).joinpath("figures.sql").read_text(encoding="utf-8"))
