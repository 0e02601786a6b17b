"""Whose a project is when its sheet only names the unit: the unit that has the code or the name, or none and a doubt."""

from collections.abc import Callable
from typing import Any

import pytest

from mingzhang.store.named_units import name_key
from mingzhang.summary import Summary
from tests.conftest import HEADER

Build = Callable[..., tuple[Summary, Callable[..., list[Any]]]]
REGION = "region: '632221'\n"
CODED = (
    f"2023年某表\n{HEADER}\n101\t门源县教育局\t10\t\t\n101001\t门源县教育局（本级）\t10\t\t\n"
    "1\t办公费\t10\t目标一：办公\t\n"
)
SHEET = """项目支出绩效目标表（2024年度）
项目名称 | 技能培训
{names}
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | 100人
"""


def build(built: Build, names: str, coded: str = CODED) -> Callable[..., list[Any]]:
    files: dict[str, str | bytes] = {"单__txt": SHEET.format(names=names), "单__txt__yml": REGION}
    if coded:
        files |= {"表__txt": coded, "表__txt__yml": REGION}
    _, sql = built(**files)
    return sql


OF_SHEET = "SELECT unit_id FROM projects WHERE name = '技能培训'"


@pytest.mark.parametrize(
    ("names", "unit"),
    [
        ("实施单位 | 门源县教育局", "632221-101001"),
        ("实施单位 | 门源县教育局（本级）", "632221-101001"),
        ("实施单位 | 门源回族自治县教育局", "632221-101001"),
        ("实施单位 | 中共门源县教育局", "632221-101001"),
        ("实施单位 | 101001-教育局", "632221-101001"),
        ("实施单位 | [101001]门源县教育局（本级）", "632221-101001"),
        ("主管部门 | 门源县教育局", "632221-101"),
        ("主管部门 | 101-门源县教育局", "632221-101"),
        ("主管部门 | 门源县教育局\n实施单位 | 门源县教育局", "632221-101001"),
    ],
)
def test_a_sheet_belongs_to_the_unit_that_has_its_code_or_name(built: Build, names: str, unit: str) -> None:
    sql = build(built, names)
    assert sql(OF_SHEET) == [(unit,)]
    assert sql("SELECT DISTINCT unit_id FROM indicators WHERE name = '培训人数'") == [(unit,)]
    assert sql("SELECT DISTINCT unit_id FROM documents") == [("632221-101",)]
    assert sql("SELECT count(*) FROM rejects WHERE reason_id LIKE 'unit-%'") == [(0,)]


def test_the_characters_that_name_the_unit_are_its_evidence(built: Build) -> None:
    sql = build(built, "实施单位 | 门源县教育局")
    assert sql(
        "SELECT substr(cells.text, start_char + 1, end_char - start_char), is_leaf FROM spans"
        " JOIN cells ON cells.id = cell_id WHERE table_name = 'projects' AND field = 'unit_id'"
    ) == [("门源县教育局", 0)]


def test_a_unit_that_no_document_codes_has_a_row_of_its_own_below_its_department(built: Build) -> None:
    sql = build(built, "主管部门 | 门源县水利局\n实施单位 | 门源县水管站", coded="")
    assert sql("SELECT code, name, level, region_code FROM units ORDER BY level") == [
        (None, "门源县水利局", "department", "632221"),
        (None, "门源县水管站", "unit", "632221"),
    ]
    assert sql(
        "SELECT unit.name, above.name FROM projects JOIN units AS unit ON unit.id = projects.unit_id"
        " JOIN units AS above ON above.id = unit.parent_id"
    ) == [("门源县水管站", "门源县水利局")]


@pytest.mark.parametrize("names", ["实施单位 | 各乡镇", "实施单位 | 无", "实施单位 | "])
def test_a_text_that_names_no_unit_gives_none(built: Build, names: str) -> None:
    sql = build(built, names, coded="")
    assert sql(OF_SHEET) == [(None,)]
    assert sql("SELECT count(*) FROM units") == [(0,)]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ("实施单位 | 门源县幼儿园", "unit-not-clear"),  # two units have the name
        ("实施单位 | 102001-门源县教育局", "unit-not-clear"),  # the code is one unit's, the name another's
        ("实施单位 | 县教育局、县财政局", "unit-not-one"),
    ],
)
def test_a_text_that_fits_two_units_gives_none_and_a_doubt_that_points_to_it(
    built: Build, names: str, reason: str
) -> None:
    more = (
        "102\t门源县文旅局\t10\t\t\n102001\t门源县幼儿园\t5\t\t\n2\t甲\t5\t目标一：甲\t\n"
        "102002\t门源县幼儿园\t5\t\t\n3\t乙\t5\t目标一：乙\t\n"
    )
    sql = build(built, names, CODED + more)
    assert sql(OF_SHEET) == [(None,)]
    assert sql("SELECT reason_id, kind, text FROM rejects WHERE reason_id LIKE 'unit-%'") == [
        (reason, "doubt", names.partition(" | ")[2])
    ]


def test_the_department_decides_between_two_units_of_one_name(built: Build) -> None:
    more = "102\t门源县文旅局\t10\t\t\n102002\t门源县幼儿园\t10\t\t\n3\t乙\t10\t目标一：乙\t\n"
    mine = "101002\t门源县幼儿园\t10\t\t\n2\t甲\t10\t目标一：甲\t\n"
    sql = build(built, "主管部门 | 门源县文旅局\n实施单位 | 门源县幼儿园", CODED + mine + more)
    assert sql(OF_SHEET) == [("632221-102002",)]


def test_money_by_unit_names_the_unit_of_sheets(built: Build) -> None:
    sql = build(built, "实施单位 | 门源县水管站", coded="")
    assert sql("SELECT unit, amount_wan_yuan FROM money_by_unit") == [("门源县水管站", 10.0)]


@pytest.mark.parametrize(
    ("name", "region", "key"),
    [
        ("门源回族自治县教育局", "632221", "县教育局"),
        ("门源县教育局（本级）", "632221", "县教育局"),
        ("教育局", "632221", "教育局"),
        ("门源县", "632221", "门源县"),
        ("双流区司法局", "510116", "区司法局"),
        ("101中学", "510116", "101中学"),
        ("某局", None, "某局"),
    ],
)
def test_names_of_units_are_compared_without_their_region(name: str, region: str | None, key: str) -> None:
    assert name_key(name, region) == key
