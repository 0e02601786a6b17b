"""Labels of two rows above their values, years side by side before their sum, and targets without a name below levels."""

from tests.forms.grids import form_of
from tests.forms.told import amount

BLOCK = """
项目绩效目标申报汇总表 | < | < | < | < | < | <
申报县：某县 | < | < | 2025年度 | < | < | 金额：万元
项目名称 | < | 实施地点 | 资金规模 | < | < | 项目目标
^ | < | ^ | 合计 | 上级资金 | 县级配套 | ^
就业车间 | < | 某镇安置区 | 620.00 | 500.00 | 120.00 | 建设就业车间。
一级指标 | 二级指标 | 三级指标 | < | < | 指标值 | 备注
产出指标 | 数量指标 | 建设面积 | < | < | ≥4800平方米 |
满意度指标 | 服务对象满意度指标 | 工人满意度 | < | < | ≥92% |
"""

YEARS = """
2025年区级部门预算项目绩效目标申报表 | < | < | < | < | <
填报单位：某区某街道 | < | < | < | < | 单位：万元
项目名称 | 口袋公园建设 | < | < | < | <
项目总预算 | 资金来源 | 2024年（已安排） | 2025年（申请） | 2026年（计划） | 合计
^ | 财政拨款 | 110.00 | 165.00 | 60.00 | 335.00
^ | 合计 | 130.00 | 204.50 | 75.00 | 409.50
年度目标 | 新建口袋公园6处。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 新建口袋公园 | 6处 | < | <
满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | < | <
"""


def test_a_label_beside_that_of_the_name_is_no_name() -> None:
    form = form_of(BLOCK)
    (project,) = form.projects
    assert (project.name, amount(project)) == ("就业车间", (620_000_000, 10_000, "620.00"))
    assert [goal.text for goal in project.goals] == ["建设就业车间。"]
    assert ("实施地点", "某镇安置区") in [(one.label, one.text) for one in project.fields]
    assert ("label-unknown", "实施地点") in [(one.reason, one.cell.text) for one in form.rejects if one.cell]


def test_the_amount_of_the_year_stands_below_its_year_and_not_below_the_sum_of_three() -> None:
    (project,) = form_of(YEARS).projects
    assert amount(project) == (204_500_000, 10_000, "204.50")
    assert ("total", "fiscal", "year", "165.00") in [
        (one.kind, one.source, one.scope, one.text) for one in project.amounts
    ]


def test_of_years_that_nobody_knows_no_sum_is_the_amount_of_the_year() -> None:
    form = form_of(YEARS.replace("（申请）", "（某某数）"))
    assert amount(form.projects[0]) is None
