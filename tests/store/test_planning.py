"""The statistics that checks are planned by are of tables and indexes that there are."""

import csv
import sqlite3
from importlib.resources import files
from pathlib import Path


def test_each_line_of_planning_is_of_a_table_and_an_index_of_the_database(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        indexes = set(connection.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"))
    with files("mingzhang.store").joinpath("planning.csv").open(encoding="utf-8") as file:
        lines = [(line["table"], line["index"]) for line in csv.DictReader(file)]
    assert len(lines) > 100
    # A table whose rows stand in the index of its key is its own index.
    assert [one for one in lines if one[0] not in tables or (one[1] and one[1] != one[0] and one not in indexes)] == []
    assert ("projects", "projects_series_id") in lines
