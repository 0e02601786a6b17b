"""Marks and widgets that change what characters say: the right value, or a refusal by name; never silence, never another.

The files in tests/cases/reading have two projects of 77.00 and 3.00 万元 in form A. What fails today: tests/not_yet.txt.
"""

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.reading.published import Published, Values, published_of
from mingzhang.pipeline import build
from tests.conftest import ROOT

READING = ROOT / "tests" / "cases" / "reading"
TITLE = "中共门源县委组织部2023年部门预算项目支出绩效目标公开表"
TALENT, CARE = "人才工作经费", "关心下一代工作经费"

# what is printed as the amount of the first project, in fen
AMOUNTS = {
    "x_strike.xlsx": 77_000_000,
    "d_strst.docx": 77_000_000,
    "p_cover.pdf": 77_000_000,
    "x_super.xlsx": 77_000_000,
    "x_redneg.xlsx": -77_000_000,
    "z_sub1.xlsx": 77_000_000,
    "p_form.pdf": 77_000_000,
    "h_input.html": 77_000_000,
    "d_dd.docx": 77_000_000,
    "q_white.xlsx": 77_000_000,
    "x_acc0.xlsx": 0,
    "h_ruby.html": 77_000_000,
    "p_wm.pdf": 77_000_000,
    "d_frac.docx": 77_000_000,
    "q_rowstrike.xlsx": 77_000_000,
}


def read(name: str) -> Published:
    """What such a file gives."""
    return published_of(READING / name)


def named(published: Published, row: int | None) -> bool:
    """Whether a reject names a row, or a place without one (a widget on a page)."""
    return any(reject["row"] in (row, None) for reject in published.table("rejects"))


def project(published: Published, name: str) -> Values | None:
    """The project of a name."""
    return next((row for row in published.table("projects") if row["name"] == name), None)


@pytest.mark.parametrize("name", AMOUNTS)
def test_the_amount_is_the_printed_one_or_refused_by_name(name: str) -> None:
    published = read(name)
    assert not published.refused
    talent = published.table("projects")[0]
    if talent["amount_fen"] is None:
        assert named(published, talent["row"])
    else:
        assert talent["amount_fen"] == AMOUNTS[name]


@pytest.mark.parametrize("name", sorted(set(AMOUNTS) - {"z_sub1.xlsx", "q_rowstrike.xlsx"}))
def test_its_neighbour_is_as_without_the_mark(name: str) -> None:
    care = project(read(name), CARE)
    assert care
    assert care["amount_fen"] == 3_000_000


def test_a_struck_row_is_no_project_or_in_doubt() -> None:
    published = read("q_rowstrike.xlsx")
    care = project(published, CARE)
    assert care is None or named(published, care["row"])


def test_under_two_years_the_amount_is_that_of_the_document_or_no_amount_is_read() -> None:
    published = read("z_sub1.xlsx")
    amounts = {row["amount_fen"] for row in [*published.table("projects"), *published.table("stated_totals")]}
    assert amounts in ({None}, {77_000_000, 80_000_000})


def test_a_fraction_is_two_thirds_or_refused() -> None:
    published = read("d_frac.docx")
    share = next(row for row in published.table("indicators") if (row["name"] or "").startswith("覆盖"))
    if share["value"] is None:
        assert named(published, 5)
    else:
        assert Fraction(str(share["value"])).limit_denominator(100) == Fraction(2, 3)
    assert not [row for row in published.table("quantities") if row["value"] in (23, "23")]


def test_a_reading_above_characters_is_no_part_of_the_name() -> None:
    assert project(read("h_ruby.html"), TALENT)


def test_a_watermark_costs_no_title_and_no_year() -> None:
    (document,) = read("p_wm.pdf").table("documents")
    assert (document["title"], document["year"]) == (TITLE, 2023)


def test_a_number_of_two_units_is_fifteen_thousand_or_no_number() -> None:
    prices = [row for row in read("goal.xlsx").table("quantities") if row["role"] == "unit_cost" and row["goal_id"]]
    assert {row["base_value"] for row in prices} <= {None, 15_000}


def test_a_table_that_is_published_twice_is_counted_once_and_said_so(tmp_path: Path) -> None:
    build([READING / "twice"], tmp_path / "built.db", charts=False)
    connection = sqlite3.connect(tmp_path / "built.db")
    projects = "SELECT count(*), sum(projects.amount_fen) FROM projects JOIN documents ON documents.id = document_id"
    assert connection.execute(f"{projects} WHERE is_current").fetchall() == [(2, 80_000_000)]
    said = "SELECT file FROM rejects UNION SELECT file FROM documents WHERE NOT is_current"
    assert connection.execute(said).fetchall() in ([("twice.xlsx",)], [("twice.csv",)])
    connection.close()
