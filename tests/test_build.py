"""Building: the same bytes again, the same ids in any order, and nothing damaged when it fails."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from mingzhang import pipeline
from mingzhang.errors import MingzhangError
from mingzhang.pipeline import FINISHING, SETTLING, Step, build
from mingzhang.records import Form, Grid
from mingzhang.store.output import APPLICATION_ID
from tests.conftest import DISCLOSURES, FOUNDING, HEADER

pytestmark = pytest.mark.slow

OTHER = (
    f"某局2024年部门预算项目支出绩效目标公开表\n{HEADER}\n"
    "合计\t\t5\n007\t某局\t5\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n"
)

OLD = b"SQLite format 3\0".ljust(68, b"\0") + APPLICATION_ID.to_bytes(4) + b" an old database"


def ids(path: Path) -> dict[str, set[Any]]:
    connection = sqlite3.connect(path)
    tables = (
        "documents",
        "units",
        "projects",
        "goals",
        "headings",
        "indicators",
        "stated_totals",
        "source_tables",
        "cells",
    )
    return {table: {row[0] for row in connection.execute(f"SELECT id FROM {table}")} for table in tables}


def test_building_twice_gives_the_same_bytes(tmp_path: Path, database: Path) -> None:
    build([DISCLOSURES], tmp_path / "again.db")
    assert (tmp_path / "again.db").read_bytes() == database.read_bytes()


def test_neither_other_documents_nor_the_order_of_files_change_an_id(tmp_path: Path, database: Path) -> None:
    for folder, founding_name, other_name in (("forth", "1.txt", "2.txt"), ("back", "2.txt", "1.txt")):
        (tmp_path / folder).mkdir()
        shutil.copy(FOUNDING, tmp_path / folder / founding_name)
        shutil.copy(f"{FOUNDING}.yml", tmp_path / folder / f"{founding_name}.yml")
        (tmp_path / folder / other_name).write_text(OTHER)
        build([tmp_path / folder], tmp_path / f"{folder}.db", charts=False)
    assert ids(tmp_path / "forth.db") == ids(tmp_path / "back.db")
    for table, alone in ids(database).items():
        assert alone < ids(tmp_path / "forth.db")[table]


def test_an_id_says_where_a_thing_comes_from(built: Any) -> None:
    _, sql = built(a__txt=OTHER, b__txt="没有表格的说明\n")
    (known, unknown) = (row[0] for row in sql("SELECT id FROM documents ORDER BY file"))
    assert known == f"x-007-2024-{sql('SELECT sha256 FROM documents ORDER BY file')[0][0][:8]}"
    assert unknown.startswith("x-x-x-")
    assert sql("SELECT id FROM indicators") == [(f"{known}-p1-i1",)]
    # without a region, a unit's code means nothing outside its document
    assert sql("SELECT id FROM units") == [(f"x-{known[-8:]}-007",)]


def test_no_absolute_path_is_in_the_database(database: Path) -> None:
    assert str(DISCLOSURES.parent).encode() not in database.read_bytes()


def test_redundant_keys_of_indicators_equal_their_parents(sql: Callable[..., list[Any]]) -> None:
    wrong = sql(
        "SELECT indicators.id FROM indicators JOIN projects ON projects.id = indicators.project_id"
        " LEFT JOIN headings ON headings.id = indicators.heading_id WHERE"
        " (indicators.document_id, indicators.phase) IS NOT (projects.document_id, projects.phase)"
        " OR indicators.unit_id IS NOT projects.unit_id OR indicators.region_code IS NOT projects.region_code"
        " OR indicators.year IS NOT projects.year"
        " OR indicators.level1 IS NOT headings.level1 OR indicators.level2 IS NOT headings.level2"
    )
    assert wrong == []


def test_missing_is_null_and_never_an_empty_text(sql: Callable[..., list[Any]]) -> None:
    for (table,) in sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"):
        for column in (row[1] for row in sql(f'PRAGMA table_info("{table}")')):
            assert sql(f'SELECT count(*) FROM "{table}" WHERE "{column}" = \'\'') == [(0,)], (table, column)


def test_every_foreign_key_has_an_index_and_leads_somewhere(sql: Callable[..., list[Any]]) -> None:
    assert sql("PRAGMA foreign_key_check") == []
    for (table,) in sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"):
        first = {sql(f'PRAGMA index_info("{index[1]}")')[0][2] for index in sql(f'PRAGMA index_list("{table}")')} | {
            row[1] for row in sql(f'PRAGMA table_info("{table}")') if row[5] == 1
        }
        for key in sql(f'PRAGMA foreign_key_list("{table}")'):
            assert key[3] in first, (table, key[3])


def test_the_search_index_survives_a_vacuum(tmp_path: Path, database: Path) -> None:
    shutil.copy(database, tmp_path / "1.db")
    connection = sqlite3.connect(tmp_path / "1.db", isolation_level=None)
    query = (
        "SELECT id FROM projects WHERE rowid IN (SELECT rowid FROM projects_fts WHERE projects_fts MATCH '\"体 检\"')"
    )
    before = sorted(connection.execute(query))
    connection.execute("VACUUM")
    assert sorted(connection.execute(query)) == before == [("632221-006-2023-p13",), ("632221-006-2023-p4",)]


def test_two_files_with_one_id_are_named_and_the_old_database_stays(tmp_path: Path) -> None:
    output = tmp_path / "1.db"
    output.write_bytes(OLD)
    folder = tmp_path / "disclosures"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(OTHER + name)
        (folder / f"{name}.txt.yml").write_text("id: same")
    with pytest.raises(MingzhangError, match=r"a\.txt and b\.txt have the same id same"):
        build([folder], output)
    assert output.read_bytes() == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.db", "disclosures"]


def test_a_strict_build_with_a_reject_leaves_the_old_database(tmp_path: Path) -> None:
    output = tmp_path / "1.db"
    output.write_bytes(OLD)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(MingzhangError, match=r"1 inputs .*empty\.txt: the file is empty"):
        build([DISCLOSURES, tmp_path / "empty.txt"], output, strict=True)
    assert output.read_bytes() == OLD


def test_a_superseded_or_withdrawn_document_no_longer_counts(built: Any) -> None:
    _, sql = built(
        a__txt=OTHER,
        a__txt__yml="id: first\nregion: 632221",
        b__txt=OTHER.replace("5", "6"),
        b__txt__yml="id: second\nregion: 632221\nsupersedes: first",
        c__txt=OTHER.replace("5", "7"),
        c__txt__yml="id: third\nwithdrawn: 单位声明作废",
        d__txt=OTHER.replace("5", "8"),
        d__txt__yml="id: fourth\nregion: 632222\nsupersedes: nothing",
    )
    assert sql("SELECT id, is_current, supersedes_id FROM documents ORDER BY file") == [
        ("first", 0, None),
        ("second", 1, "first"),
        ("third", 0, None),
        ("fourth", 1, None),
    ]
    assert sql("SELECT reason_id, file, document_id FROM rejects") == [("supersedes-unknown", "d.txt", "fourth")]
    assert sql("SELECT region_code, amount_yuan, stated_yuan FROM money_by_unit ORDER BY 1") == [
        ("632221", 60000, 60000),
        ("632222", 80000, 80000),
    ]


def test_what_a_unit_states_is_counted_once(built: Any) -> None:
    more = OTHER + "小计\t\t5\n\t其中：专项\t2\n007\t某局\t5\n"
    _, sql = built(a__txt=more, a__txt__yml="region: 632221")
    assert sql("SELECT kind, label FROM stated_totals ORDER BY id") == [
        ("total", "合计"),
        ("unit", "某局"),
        ("subtotal", "小计"),
        ("part", "其中：专项"),
        ("repeated", "某局"),
    ]
    assert sql("SELECT stated_yuan FROM money_by_unit") == [(50000,)]


def test_cost_as_a_level_of_its_own_and_cost_below_output_stay_apart(built: Any) -> None:
    outline = "一、产出指标 (一)成本指标 1. 成本≤3元 二、成本指标 1. 成本≤3元"
    _, sql = built(a__txt=OTHER + f"2\t丙\t5\t目标一：丁\t{outline}\n")
    assert sql("SELECT level, indicators FROM indicators_by_level WHERE level LIKE '%成本%' ORDER BY 1") == [
        ("产出·成本", 1),
        ("成本指标", 1),
    ]


def test_documents_that_supersede_each_other_in_a_circle_all_count(built: Any) -> None:
    _, sql = built(
        a__txt=OTHER,
        a__txt__yml="id: first\nsupersedes: second",
        b__txt=OTHER + "2\t乙\t6\t目标一：丙\t\n",
        b__txt__yml="id: second\nsupersedes: first",
        c__txt=OTHER + "2\t丁\t7\t目标一：丙\t\n",
        c__txt__yml="id: third\nsupersedes: third",
    )
    assert sql("SELECT id, is_current, supersedes_id FROM documents ORDER BY id") == [
        ("first", 1, None),
        ("second", 1, None),
        ("third", 1, None),
    ]
    assert sql("SELECT DISTINCT reason_id, kind FROM rejects") == [("supersedes-circle", "doubt")]


def test_the_same_project_is_held_together_over_years(built: Any) -> None:
    _, sql = built(
        a__txt=OTHER,
        a__txt__yml="region: 632221",
        b__txt=OTHER.replace("2024", "2025").replace("甲", "甲 "),
        b__txt__yml="region: 632221",
        c__txt=OTHER,
        c__txt__yml="region: 632222\nid: elsewhere",
    )
    assert len(sql("SELECT id FROM projects")) == 2  # the third has the same bytes as the first
    assert len(sql("SELECT DISTINCT series_id FROM projects")) == 1
    assert sql("SELECT reason_id FROM rejects") == [("same-content",)]


def test_the_same_table_in_two_documents_is_doubted_and_counted_until_one_supersedes_the_other(built: Any) -> None:
    again = OTHER.replace("目标一：乙", "目标一：乙。")
    _, sql = built(a__txt=OTHER, a__txt__yml="region: 632221\nid: a", b__txt=again, b__txt__yml="region: 632221\nid: b")
    assert sql("SELECT kind, file, reason_id, document_id FROM rejects") == [
        ("doubt", "b.txt", "projects-repeated", "b")
    ]
    assert sql("SELECT projects FROM money_by_unit") == [(2,)]
    _, sql = built(b__txt__yml="region: 632221\nid: b\nsupersedes: a")
    assert sql("SELECT count(*) FROM rejects") == [(0,)]
    assert sql("SELECT projects FROM money_by_unit") == [(1,)]


def test_the_newest_name_of_a_unit_counts(built: Any) -> None:
    _, sql = built(
        a__txt=OTHER.replace("2024", "2025").replace("007\t某局", "007\t某委"),
        a__txt__yml="region: 632221",
        b__txt=OTHER,
        b__txt__yml="region: 632221",
    )
    assert sql("SELECT id, name FROM units") == [("632221-007", "某委")]


SHEET = """云坪县水利局2024年项目支出绩效{kind}
项目名称 | 渠道清淤 | {code}
主管部门 | 云坪县水利局 | 实施单位 | {unit}
资金情况（万元） | 年度资金总额 | 12.00
年度目标 | 清淤渠道36公里。
一级指标 | 二级指标 | 三级指标 | 指标值{results}
产出指标 | 数量指标 | 清淤渠道长度 | ≥36公里{reached}
"""


def sheet(kind: str, unit: str, code: str = "", reached: str = "") -> str:
    code = f"项目编码 | {code}" if code else ""
    results = " | 实际完成值" if reached else ""
    return SHEET.format(kind=kind, unit=unit, code=code, results=results, reached=f" | {reached}" if reached else "")


@pytest.mark.parametrize(
    ("first", "second", "series"),
    [
        (sheet("目标表", "云坪县水利局（本级）"), sheet("自评表", "云坪县水利局", reached="36公里"), 1),
        (sheet("目标表", "云坪县水利局"), sheet("自评表", "云坪县灌区管理所", reached="36公里"), 2),
        (
            sheet("目标表", "云坪县水利局", "63999924T000000000101"),
            sheet("自评表", "灌区管理所", "63999924T000000000101", reached="36公里"),
            1,
        ),
    ],
)
def test_a_sheet_goes_on_with_a_project_by_its_national_code_or_by_its_unit_and_name(
    built: Any, first: str, second: str, series: int
) -> None:
    _, sql = built(a__txt=first, a__txt__yml="region: 632221", b__txt=second, b__txt__yml="region: 632221")
    assert sql("SELECT count(*), count(series_id), count(DISTINCT series_id) FROM projects") == [(2, 2, series)]


def test_a_sheet_goes_on_with_a_project_of_a_table_when_the_table_codes_its_unit(built: Any) -> None:
    table = OTHER.replace("甲", "渠道清淤")
    _, sql = built(
        a__txt=table,
        a__txt__yml="region: 632221",
        b__txt=sheet("自评表", "某局", reached="36公里"),
        b__txt__yml="region: 632221",
    )
    assert sql("SELECT count(*), count(DISTINCT series_id) FROM projects WHERE name = '渠道清淤'") == [(2, 1)]


def test_no_step_of_a_build_ends_its_transaction(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    done: list[Step] = []

    def watched(step: Step, database: Database) -> str | None:
        told = step(database)
        assert database.conn.in_transaction, step
        done.append(step)
        return told

    for name, steps in (("SETTLING", SETTLING), ("FINISHING", FINISHING)):
        monkeypatch.setattr(pipeline, name, tuple(partial(watched, step) for step in steps))
    (tmp_path / "a.txt").write_text(OTHER)
    assert build([tmp_path / "a.txt"], tmp_path / "1.db", charts=False).counts["projects"] == 1
    assert done == [*SETTLING, *FINISHING]


def test_a_document_that_fails_the_proof_is_refused_and_a_strict_build_says_so(
    built: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def lossy(form: Form, _grid: Grid) -> Form:
        return replace(form, spans=())

    monkeypatch.setattr("mingzhang.forms.interpreting.cover", lossy)
    _, sql = built(a__txt=OTHER, b__txt="没有表格的说明\n")
    assert sql("SELECT file, reason_id, reason_en FROM rejects WHERE file = 'a.txt'") == [
        (
            "a.txt",
            "internal-error",
            "the program failed on it (NotCovered: page 1 table 1 row 1 column 1 has characters that nothing accounts for:"
            " '单位编码'); report the file with this sentence",
        )
    ]
    with pytest.raises(MingzhangError, match=r"not converted \(--strict\), the first: a\.txt: the program failed"):
        build([tmp_path / "disclosures"], tmp_path / "strict.db", strict=True)
    assert not (tmp_path / "strict.db").exists()
