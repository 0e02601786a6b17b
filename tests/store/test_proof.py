"""A finished database is held to its promises in SQL; each of these damages is noticed and named."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from mingzhang.errors import MingzhangError
from mingzhang.store.proof import prove_database
from mingzhang.store.spans import add_spans

NAME = 'SELECT cells.id FROM cells WHERE page = 8 AND row = 3 AND "column" = 2'
PIECES_GONE = f"DELETE FROM span_pieces WHERE origin IN (SELECT number FROM span_origins WHERE cell_id = ({NAME}))"


@pytest.fixture
def copy(database: Path, tmp_path: Path) -> Database:
    shutil.copy(database, tmp_path / "copy.db")
    return Database(sqlite3.connect(tmp_path / "copy.db"))


def test_a_database_as_built_holds(copy: Database) -> None:
    prove_database(copy)


def test_characters_in_no_span_and_no_reject_are_named(copy: Database) -> None:
    copy.conn.execute(PIECES_GONE)
    with pytest.raises(
        MingzhangError, match=r"txt page 8 table 1 row 3 column 2: of \d+ characters 0 are accounted for"
    ):
        prove_database(copy)
    copy.conn.execute(
        "INSERT INTO rejects (id, kind, file, reason, reason_en, reason_id, cell_id, start_char, end_char)"
        f" SELECT 'r', 'part', 'x', 'x', 'x', 'x', id, 0, length(text) FROM cells WHERE id = ({NAME})"
    )
    prove_database(copy)


def test_a_reject_of_some_characters_does_not_stand_for_the_others(copy: Database) -> None:
    copy.conn.execute(PIECES_GONE)
    for name, start, end in (("a", 0, 2), ("b", 1, 3)):
        copy.conn.execute(
            "INSERT INTO rejects (id, kind, file, reason, reason_en, reason_id, cell_id, start_char, end_char)"
            f" VALUES (?, 'part', 'x', 'x', 'x', 'x', ({NAME}), ?, ?)",
            [name, start, end],
        )
    with pytest.raises(MingzhangError, match=r"of \d+ characters 3 are accounted for"):
        prove_database(copy)


def test_two_leaves_over_one_character_are_named(copy: Database) -> None:
    leaves = copy.query(f"SELECT * FROM spans WHERE cell_id = ({NAME}) AND is_leaf")
    add_spans(copy, [leaf | {"start_char": 0, "end_char": 1, "field": "twice"} for leaf in list(leaves)])
    with pytest.raises(MingzhangError, match="page 8 table 1 row 3 column 2"):
        prove_database(copy)


def test_a_span_that_leads_nowhere_is_named(copy: Database) -> None:
    copy.conn.execute("UPDATE span_records SET record_id = 'nobody' WHERE record_id LIKE '%-p3-g1'")
    with pytest.raises(MingzhangError, match="a span leads to nobody, which is not in goals"):
        prove_database(copy)


def test_a_reference_that_leads_nowhere_is_named(copy: Database) -> None:
    copy.conn.execute("UPDATE goals SET project_id = 'nobody' WHERE id LIKE '%-p3-g1'")
    with pytest.raises(MingzhangError, match="a row of goals refers to a row of projects that does not exist"):
        prove_database(copy)
