"""Several projects in one table: sheets side by side, a second name on one sheet, 同上 for the project above."""

import pytest

from tests.forms.grids import form_of

TWO_SHEETS = """
单位：万元 | < | < | < | | | | |
项目名称 | 康复救助 | < | | 项目名称 | 家庭无障碍改造 | <
年度预算 | 96.00 | < | | 年度预算 | 45.50 | <
一级指标 | 三级指标 | 指标值 | | 一级指标 | 三级指标 | 指标值
产出指标 | 救助儿童 | ≥80人 | | 产出指标 | 改造家庭 | ≥91户
满意度指标 | 家长满意度 | ≥90% | | | |
"""
LIST = """
项目 | 单位 | 项目金额（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
会计培训 | 某局 | 77.00 | 产出指标 | 数量指标 | 培训人数 | ≥80人
{again} | {again} | {again} | {again} | 质量指标 | 合格率 | ≥95%
系统运维 | 某局 | 3.00 | 产出指标 | 数量指标 | 系统数量 | 3套
"""


def test_sheets_side_by_side_are_a_project_each() -> None:
    form = form_of(TWO_SHEETS)
    assert [(one.name, one.amount.fen if one.amount else None) for one in form.projects] == [
        ("康复救助", 96_000_000),
        ("家庭无障碍改造", 45_500_000),
    ]
    assert [[one.name for one in project.indicators] for project in form.projects] == [
        ["救助儿童", "家长满意度"],
        ["改造家庭"],
    ]


def test_a_second_name_on_one_sheet_is_told() -> None:
    form = form_of("""
项目名称 | 会计培训 | 项目名称 | 系统运维
年度资金总额（万元） | 77 | < | <
一级指标 | 三级指标 | 指标值 | <
产出指标 | 培训人数 | ≥80人 | <
""")
    assert [one.name for one in form.projects] == ["会计培训"]
    assert ("second-name", "系统运维") in [(one.reason, one.cell.text.strip()) for one in form.rejects if one.cell]
    assert not form.is_understood


@pytest.mark.parametrize("again", ["同上", "〃"])
def test_what_stands_for_the_row_above_names_no_project(again: str) -> None:
    form = form_of(LIST.format(again=again))
    assert [one.name for one in form.projects] == ["会计培训", "系统运维"]
    assert [(one.name, one.heading.level1 if one.heading else None) for one in form.projects[0].indicators] == [
        ("培训人数", "产出指标"),
        ("合格率", "产出指标"),
    ]
    assert form.rejects == ()


def test_labels_over_their_values_are_read_though_one_of_them_is_unknown() -> None:
    form = form_of("""
（2022年度，单位：千元） | < | < | <
项目名称 | 实施年限 | 本年度安排资金 | 其中：补到县里
数字化转型 | 2021-2023年 | 86,000.00 | 12,000.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 示范项目 | ≥60个
""")
    project = form.projects[0]
    assert project.name == "数字化转型"
    assert project.amount is not None
    assert project.amount.fen == 8_600_000_000
    assert "其中：补到县里" in [one.values.get("label") for one in form.rejects]


def test_units_of_measure_left_of_the_levels_are_units_and_offices_are_not() -> None:
    form = form_of("""
项目名称 | 单位 | 一级指标 | 三级指标 | 指标值
会计培训 | 人 | 产出指标 | 培训人数 | 80
^ | % | 效益指标 | 合格率 | 95
""")
    assert [(str(one.value), one.unit) for one in form.projects[0].indicators] == [("80", "人"), ("95", "%")]
    form = form_of("""
项目名称 | 单位 | 一级指标 | 三级指标 | 单位 | 指标值
会计培训 | 某局 | 产出指标 | 培训人数 | 人 | 80
""")
    assert [(str(one.value), one.unit) for one in form.projects[0].indicators] == [("80", "人")]
    assert form.rejects == ()
