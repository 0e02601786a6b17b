"""What was recognised in a picture and does not add up is refused or asked about, and never an accusation."""

import shutil
from pathlib import Path

from sqlite_utils import Database

from mingzhang.checks.doubting.unconfirmed import ask_about_pictures, refuse_unconfirmed_amounts

SUMMARIES = "SELECT class, summary, summary_en FROM findings WHERE check_id = 'unit-cost-times-count'"


def test_what_does_not_add_up_in_a_picture_is_a_question_or_no_amount(database: Path, tmp_path: Path) -> None:
    copy = Database(shutil.copy(database, tmp_path / "picture.db"))
    before = copy.execute(SUMMARIES).fetchall()
    assert before
    assert {row[0] for row in before} == {"arithmetic"}
    refuse_unconfirmed_amounts(copy)
    ask_about_pictures(copy)
    assert (
        copy.execute(SUMMARIES).fetchall() == before
    )  # of a document that was not read from a picture nothing changes

    copy.execute("UPDATE documents SET read_as = 'picture'")
    refuse_unconfirmed_amounts(copy)
    ask_about_pictures(copy)
    assert copy.execute("SELECT count(*) FROM findings WHERE class = 'arithmetic'").fetchone() == (0,)
    assert copy.execute(SUMMARIES).fetchall() == [
        (
            "question",
            f"{zh}（所据数字由图片识别，请先对照原件。）",
            f"{en} (The numbers were recognised in a picture: compare them with the original first.)",
        )
        for _, zh, en in before
    ]
    # The printed totals of the founding disclosure differ from its rows: nobody knows which of them was misread.
    assert copy.execute("SELECT count(*) FROM projects WHERE amount_fen IS NOT NULL").fetchone() == (0,)
    assert copy.execute("SELECT count(*) FROM stated_totals WHERE amount_fen IS NOT NULL").fetchone() == (0,)
    doubts = copy.execute("SELECT count(*) FROM rejects WHERE reason_id = 'amounts-unconfirmed'").fetchone()
    assert doubts == (29,)
