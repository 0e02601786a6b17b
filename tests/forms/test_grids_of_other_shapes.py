"""Grids of indicators with short level labels, without levels, or with a column that nobody knows."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of
from tests.forms.told import targets

TOP = """
项目支出绩效目标表（2024年度） | < | < | < | <
项目名称 | 会计培训 | < | < | <
项目资金（万元） | 年度资金总额 | 77 | < | <
"""


def doubts(form: Form) -> list[tuple[str, str | None]]:
    return [(one.reason, one.text) for one in form.rejects]


def test_short_level_labels_below_one_heading() -> None:
    form = form_of(
        TOP + "绩效指标 | < | < | 预期值 | 备注\n一级 | 二级 | 三级 | ^ | ^\n产出指标 | 数量指标 | 培训人数 | 80人 |"
    )
    assert targets(form.projects[0]) == [("产出指标", "数量指标", "培训人数", None, "80人", "80", "人")]


def test_a_grid_without_levels_is_read_where_sign_and_unit_stand_beside_the_target() -> None:
    form = form_of(
        TOP
        + "指标名称 | 指标权重 | 计量单位 | 指标性质 | 指标值\n培训人数 | 30 | 人 | ≥ | 80\n满意度 | 10 | % | ≥ | 95"
    )
    assert targets(form.projects[0]) == [
        (None, None, "培训人数", "≥", "80", "80", "人"),
        (None, None, "满意度", "≥", "95", "95", "%"),
    ]


def test_a_cell_under_an_unknown_label_that_may_be_part_of_an_indicator_is_a_doubt_of_its_own() -> None:
    form = form_of(
        TOP
        + "一级指标 | 二级指标 | 三级指标 | 指标值 | 登记栏\n产出指标 | 数量指标 | 培训人数 | 80 | 7\n^ | ^ | 班次 | 3 |"
    )
    assert doubts(form) == [("label-unknown", "登记栏"), ("value-under-unknown-label", "7")]
    assert not form.projects[0].is_understood


def test_an_indicator_beside_a_text_under_an_unknown_label_is_not_called_missing() -> None:
    form = form_of(
        TOP
        + "一级指标 | 二级指标 | 三级指标 | 指标值 | 登记栏\n产出指标 | 数量指标 | 培训成效 |  | 提升\n^ | ^ | 班次 | 3 |"
    )
    assert [(one.name, one.kind) for one in form.projects[0].indicators] == [
        ("培训成效", None),
        ("班次", "quantitative"),
    ]
    assert doubts(form) == [("label-unknown", "登记栏"), ("value-under-unknown-label", "提升")]


def test_a_column_of_units_is_the_units_whatever_it_is_called() -> None:
    form = form_of(
        TOP
        + "一级指标 | 二级指标 | 三级指标 | 指标值 | 登记栏\n产出指标 | 数量指标 | 培训人数 | 80 | 人\n^ | ^ | 班次 | 3 | 次"
    )
    assert [(one.value_text, one.unit) for one in form.projects[0].indicators] == [("80", "人"), ("3", "次")]


def test_levels_that_begin_anew_may_be_of_another_period() -> None:
    first = "产出指标 | 数量指标 | 培训人数 | 80人 |\n效益指标 | 社会效益指标 | 素质 | 提升 |\n"
    rows = first + "产出指标 | 数量指标 | 培训班次 | 3次 |"
    form = form_of(TOP + "长期绩效指标 | < | < | < | <\n一级指标 | 二级指标 | 三级指标 | 指标值 | 备注\n" + rows)
    assert [(one.name, one.scope) for one in form.projects[0].indicators] == [
        ("培训人数", "whole_project"),
        ("素质", "whole_project"),
        ("培训班次", None),
    ]
    assert doubts(form) == [("scope-not-told", "培训班次")]


ROWS = """
项目名称 | 某项目 | <
指标名称 | 指标值 | 权重
{first}产出指标 | < | <
{second}数量指标 | < | <
人数 | ≥3人 | 10
{costs}成本指标 | < | <
人均成本 | ≤2元 | 10
"""


@pytest.mark.parametrize(
    ("first", "second", "costs", "levels"),
    [
        ("一、", "（一）", "（四）", ("产出指标", "成本指标")),
        ("一、", "（一）", "二、", ("成本指标", None)),
        ("", "", "", ("产出指标", "成本指标")),
        ("", "", None, ("成本指标", "经济成本指标")),
    ],
)
def test_costs_in_a_row_of_their_own_are_of_the_level_that_is_numbered_alike(
    first: str, second: str, costs: str | None, levels: tuple[str, str | None]
) -> None:
    drawing = ROWS.format(first=first, second=second, costs=costs or "")
    if costs is None:  # a level 2 of costs follows
        drawing = drawing.replace("人均", "经济成本指标 | < | <\n人均")
    (project,) = form_of(drawing, "项目支出绩效目标表").projects
    heading = project.indicators[-1].heading
    assert heading is not None
    assert (heading.level1, heading.level2) == levels


@pytest.mark.parametrize(
    ("labels", "values", "read"),
    [
        ("指标值(符号) | 指标值(数值) | 单位", "≤ | 8 | 万元", ("≤", "8", "万元")),
        ("指标值(单位) | 权重 | 备注", "≤8万元 | 10 |", ("≤", "8", "万元")),  # alone it holds the whole target
    ],
)
def test_a_target_may_have_a_column_for_its_sign(labels: str, values: str, read: tuple[str, str, str]) -> None:
    drawing = f"""
项目名称 | 某项目 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {labels}
产出指标 | 数量指标 | 单价 | {values}
"""
    ((one,),) = (project.indicators for project in form_of(drawing, "项目支出绩效目标表").projects)
    assert (one.comparator, str(one.value), one.unit) == read
