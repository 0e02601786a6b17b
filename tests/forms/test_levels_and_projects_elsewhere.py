"""Levels that head whole grids or share a cell, projects that are columns, and the whole of money below its kind."""

import pytest

from mingzhang.parse.levels import BothLevels, both_levels
from mingzhang.records import Form, Project
from tests.forms.grids import form_of


def indicators(project: Project) -> list[tuple[str | None, str | None, str | None]]:
    levels = [(one.heading.level1, one.heading.level2) if one.heading else (None, None) for one in project.indicators]
    return [(*own, one.name) for own, one in zip(levels, project.indicators, strict=True)]


SIDE_BY_SIDE = """
项目支出绩效目标表（2022年度） | < | < | < | < | <
{label} | 农村危房改造 | < | 主管部门 | 某厅 | <
年度总体目标 | 改造危房。 | < | < | < | <
产出指标 | < | < | {second} | < | <
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
数量指标 | 改造危房 | ≥89户 | 社会效益指标 | 安全保障率 | 100%
^ | 抗震改造 | ≥31户 | | |
成本指标 | < | < | 满意度指标 | < | <
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
经济成本指标 | 户均补助 | ≤2万元 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


@pytest.mark.parametrize("label", ["项目名称", "资金名称"])
def test_levels_over_grids_side_by_side_are_of_all_their_rows(label: str) -> None:
    form = form_of(SIDE_BY_SIDE.format(label=label, second="效益指标"))
    (project,) = form.projects
    assert project.name == "农村危房改造"
    assert indicators(project) == [
        ("产出指标", "数量指标", "改造危房"),
        ("产出指标", "数量指标", "抗震改造"),
        ("效益指标", "社会效益指标", "安全保障率"),
        ("成本指标", "经济成本指标", "户均补助"),
        ("满意度指标", "服务对象满意度指标", "农户满意度"),
    ]
    assert not form.rejects


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("产出（数量）", BothLevels("产出指标", "数量指标", 2)),
        ("满意度（服务对象）", BothLevels("满意度指标", "服务对象满意度指标", 3)),
        ("产出指标-数量指标", BothLevels("产出指标", "数量指标", 4)),
        ("效益指标\n社会效益指标", BothLevels("效益指标", "社会效益指标", 4)),
        ("产出指标（50分）", None),
        ("社会效益（就业）", None),
        ("产出（台账）", None),
    ],
)
def test_one_text_may_name_both_levels(text: str, levels: BothLevels | None) -> None:
    assert both_levels(text) == levels


BOTH = """
项目 | 资金安排 | 目标 | 绩效类别 | 指标名称 | 指标值
孤儿助学 | 24.5万元 | 资助孤儿。 | 产出（数量） | 资助孤儿 | 49人
^ | ^ | ^ | 产出（成本） | 资助标准 | 5000元
^ | ^ | ^ | 满意度（服务对象） | 孤儿满意度 | ≥98%
"""


def test_a_cell_of_both_levels_is_a_heading_of_each() -> None:
    form = form_of(BOTH, "2021年项目绩效目标表")
    (project,) = form.projects
    assert [(one.level, one.text) for one in project.headings] == [
        (1, "产出"),
        (2, "产出（数量）"),
        (2, "产出（成本）"),
        (1, "满意度"),
        (2, "满意度（服务对象）"),
    ]
    assert indicators(project)[2] == ("满意度指标", "服务对象满意度指标", "孤儿满意度")


COLUMNS = """
2024年度项目绩效目标表 | < | <
单位：某镇 | < | 金额单位：万元
项目名称 | 渠系清淤 | {second}
预算安排 | 35.00 | 52.80
资金来源 | 财政拨款 | 上级补助
绩效目标 | 保障春灌。 | 照明。
数量指标 | 清淤渠道≥24公里 | 安装路灯=165盏
{level} | 用水户满意度≥90% | 村民满意度≥92%
{note} | < | <
"""


def columns(second: str = "村道亮化", level: str = "满意度指标", note: str = "注：不含追加。") -> Form:
    return form_of(COLUMNS.format(second=second, level=level, note=note))


def test_projects_side_by_side_are_read_as_if_they_stood_one_below_the_other() -> None:
    form = columns()
    assert [(one.name, one.amount and one.amount.fen) for one in form.projects] == [
        ("渠系清淤", 35_000_000),
        ("村道亮化", 52_800_000),
    ]
    assert [indicators(one) for one in form.projects] == [
        [(None, "数量指标", "清淤渠道"), ("满意度指标", None, "用水户满意度")],
        [(None, "数量指标", "安装路灯"), ("满意度指标", None, "村民满意度")],
    ]
    assert [(one.cell.row, one.cell.column) for one in form.projects[1].indicators] == [(7, 3), (8, 3)]
    assert not form.rejects


def test_a_line_below_them_that_is_no_note_is_named() -> None:
    form = columns(note="两个项目合计87.80万元。")
    assert [(one.reason, one.cell and one.cell.row) for one in form.rejects] == [("row-not-understood", 9)]


def test_the_whole_below_a_kind_of_money_is_of_that_kind() -> None:
    form = form_of(
        """
项目名称 | 年初预算安排（万元） | < | < | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 目标值
^ | 小计 | 一般公共预算 | 单位自有资金 | ^ | ^ | ^ | ^ | ^
公厕运行 | 318.00 | 288.00 | 30.00 | 开放公厕。 | 产出指标 | 数量指标 | 维护公厕 | =96座
合计 | 318.00 | 288.00 | 30.00 | | | | |
""",
        "2024年项目绩效目标表",
    )
    (project,) = form.projects
    assert project.amount
    assert project.amount.fen == 318_000_000
    assert [(one.kind, one.source, one.amount and one.amount.fen) for one in project.amounts] == [
        ("budget", "all", 318_000_000),
        ("budget", "own", 30_000_000),
    ]
    assert [one.reason for one in form.rejects] == [
        "money-column-unclear"
    ]  # 一般公共预算 is a part the tables have no word for
    assert [one.amount.fen for one in form.stated_totals if one.amount] == [318_000_000]
