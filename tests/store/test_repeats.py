"""The same table published twice is counted once; what differs in anything that counts is counted twice, with a doubt."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mingzhang.pipeline import build
from mingzhang.site.server import open_site
from mingzhang.summary import Summary
from tests.conftest import finished

Built = Callable[..., tuple[Summary, Callable[..., list[Any]]]]
TABLE = (
    "某局2024年部门预算项目支出绩效目标公开表\n单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标\n"
    "007\t某局\t5.00\t\t\n1\t甲\t5.00\t目标一：乙\t一、产出指标 (一)数量指标 1. 人数≥3人\n"
)


def as_page(text: str) -> str:
    title, *rows = text.strip().split("\n")
    cells = "".join("<tr>" + "".join(f"<td>{one}</td>" for one in row.split("\t")) + "</tr>" for row in rows)
    return f"<html><body><h1>{title}</h1><table>{cells}</table></body></html>"


def test_two_formats_of_one_table_count_once_and_the_later_says_which_counts(built: Built) -> None:
    _, sql = built(a__txt=TABLE, b__html=as_page(TABLE), c__txt=TABLE.replace("≥3人", "≥ 3人"))
    (first,) = sql("SELECT id FROM documents WHERE file = 'a.txt'")[0]
    assert sql("SELECT file, is_current, same_as_id FROM documents ORDER BY file") == [
        ("a.txt", 1, None),
        ("b.html", 0, first),
        ("c.txt", 0, first),
    ]
    assert sql("SELECT file, kind, reason_id FROM rejects ORDER BY file") == [
        ("b.html", "doubt", "same-projects"),
        ("c.txt", "doubt", "same-projects"),
    ]
    assert sql(
        "SELECT sum(amount_fen) FROM projects JOIN documents ON documents.id = document_id WHERE is_current"
    ) == [(5_000_000,)]


@pytest.mark.parametrize(
    "other",
    [
        TABLE.replace("5.00", "6.00"),
        TABLE.replace("≥3人", "≤3人"),
        TABLE.replace("目标一：乙", "目标一：丙"),
        TABLE.replace("\t甲\t", "\t乙\t"),
        TABLE.replace("2024", "2025"),
        TABLE.replace("某局2024", "另一局2024"),
        TABLE.replace("007", "008"),
    ],
)
def test_what_differs_in_anything_that_counts_is_another_table(built: Built, other: str) -> None:
    _, sql = built(a__txt=TABLE, b__html=as_page(other))
    assert sql("SELECT count(*) FROM documents WHERE is_current") == [(2,)]


def test_tables_of_two_regions_are_two(built: Built) -> None:
    _, sql = built(a__txt=TABLE, a__txt__yml="region: 632221", b__html=as_page(TABLE), b__html__yml="region: 632222")
    assert sql("SELECT count(*) FROM documents WHERE is_current") == [(2,)]


def test_the_front_page_says_how_many_are_the_same_and_links_them(tmp_path: Path) -> None:
    folder = tmp_path / "twice"
    folder.mkdir()
    (folder / "a.txt").write_text(TABLE, encoding="utf-8")
    (folder / "b.html").write_text(as_page(TABLE), encoding="utf-8")
    build([folder], tmp_path / "twice.db", charts=False)
    (second,) = (
        sqlite3.connect(tmp_path / "twice.db").execute("SELECT id FROM documents WHERE file = 'b.html'").fetchone()
    )
    site = open_site(tmp_path / "twice.db")

    def page(path: str) -> str:
        return str(finished(site.client.get(path)).text)

    assert "另有1份文件与已计入的内容相同，只计一次。" in page("/")
    assert second in page("/mingzhang/documents?same_as_id__notnull=1")
    assert "本文件与另一份内容相同，只计入另一份。" in page(f"/document/{second}")
