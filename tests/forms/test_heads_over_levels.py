"""One label over both levels, 目标 as the column of targets, and amounts whose label says its year beside them."""

from tests.forms.grids import form_of
from tests.forms.told import amount, goals, targets

SHEET = """
财政政策绩效目标表（2026年） | < | < | < | <
政策名称 | < | 老旧货车淘汰补贴 | < | <
预算金额（万元） | < | 2026年 | 2,760.00 | <
年度目标 | < | 年初设定：引导车主提前淘汰。 | < | <
绩效指标 | < | 指标名称 | 目标 | 单位
产出指标 | 数量指标 | 淘汰货车 | ≥1150 | 辆
^ | 质量指标 | 审核准确率 | 100 | %
满意度指标 | 服务对象满意度指标 | 车主满意度 | ≥85 | %
"""


def test_a_sheet_with_a_year_beside_its_amount_and_a_label_over_both_levels() -> None:
    form = form_of(SHEET)
    (project,) = form.projects
    assert amount(project) == (2_760_000_000, 10_000, "2,760.00")
    assert goals(project) == [("year", "年初设定", "引导车主提前淘汰。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "淘汰货车", "≥", "1150", "1150", "辆"),
        ("产出指标", "质量指标", "审核准确率", None, "100", "100", "%"),
        ("满意度指标", "服务对象满意度指标", "车主满意度", "≥", "85", "85", "%"),
    ]


def test_an_amount_of_another_year_is_not_that_of_the_project() -> None:
    (project,) = form_of(SHEET.replace("| 2026年 |", "| 2025年 |")).projects
    assert amount(project) is None
    assert ("预算金额（万元） 2025年", "2,760.00") in [(one.label, one.text) for one in project.fields]


def test_one_label_over_levels_2_and_names_is_one_of_each() -> None:
    (project,) = form_of(
        "项目绩效目标表 | < | < | <\n项目名称 | 文物数字化保护 | < | <\n绩效目标 | 建成线上展示平台。 | < | <\n"
        "指标类型 | 指标内容 | < | 目标要求\n产出指标 | 数量指标 | 采集文物 | 不少于320件\n"
        "^ | 成本指标 | 单件采集成本 | 不超过1800元\n满意度指标 | 服务对象满意度指标 | 观众满意度 | 90%以上"
    ).projects
    assert [one[:5] for one in targets(project)] == [
        ("产出指标", "数量指标", "采集文物", "≥", "320件"),
        ("产出指标", "成本指标", "单件采集成本", "≤", "1800元"),
        ("满意度指标", "服务对象满意度指标", "观众满意度", "≥", "90%"),
    ]
