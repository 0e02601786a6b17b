"""Rows of labels that are printed twice, a page number above a sheet, and headings and columns that nobody knows."""

from mingzhang.records import Form
from tests.forms.grids import form_of

SHEET = """
项目支出绩效目标表 | < | < | <
（2023年度） | < | < | <
{page}项目名称 | 农田管护 | < | <
项目资金（万元） | 年度 | 合计 | 市县资金
^ | 2022年 | 150 | 20
^ | 2023年 | 165 | 25
^ | 合计 | 315 | 45
{heading} | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管护面积 | ≥11万亩
"""


def told(form: Form) -> list[tuple[str, str]]:
    return [(one.reason, one.cell.text.strip()) for one in form.rejects if one.cell]


def test_a_page_number_below_the_year_does_not_cut_the_year_off() -> None:
    for page in ("", "— 5 — | < | < | <\n"):
        form = form_of(SHEET.format(page=page, heading="年度绩效指标"))
        assert [one.amount.fen if one.amount else None for one in form.projects] == [165_000_000]
        assert [one.scope for one in form.projects[0].indicators] == ["year"]


def test_a_heading_that_nobody_knows_leaves_the_period_open_with_a_doubt() -> None:
    form = form_of(SHEET.format(page="", heading="备查事项"))
    assert [one.scope for one in form.projects[0].indicators] == [None]
    assert ("scope-not-told", "三级指标") in told(form)


def test_labels_printed_twice_in_succession_are_read_once() -> None:
    form = form_of("""
2020年经费支出绩效自评表 | < | < | <
项目名称 | 免费开放 | < | <
资金情况（万元） | | 年初预算资金总额 | 实际投入资金额
^ | | 年初预算资金总额 | 实际投入资金额
^ | 合计 | 236 | 230
一级指标 | 三级指标 | 指标值 | 实际完成值
产出指标 | 开放天数 | 365天 | 365天
""")
    assert [(one.kind, one.text) for one in form.projects[0].amounts] == [("budget", "236"), ("spent", "230")]


def test_each_cell_of_an_unknown_column_beside_scores_without_results_is_doubted() -> None:
    form = form_of("""
项目名称 | 免费开放 | < | < | <
项目资金 | 236万元 | < | < | <
一级指标 | 三级指标 | 指标值 | 备查事项 | 得分
产出指标 | 开放天数 | 365天 | 365天 | 20
效益指标 | 社会影响 | 提升 | 有所提升 | 15
""")
    doubted = [text for reason, text in told(form) if reason == "value-under-unknown-label"]
    assert doubted == ["365天", "有所提升"]


def test_a_label_that_nobody_knows_over_a_short_goal_is_no_goal() -> None:
    form = form_of("""
项目名称 | 会计培训 | |
总体目标 | 丙类内容 | | 年度总体目标完成情况
 | 培训80人。 | |
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | ≥80人
""")
    assert [one.text for one in form.projects[0].goals] == []
    assert ("label-unknown", "丙类内容") in told(form)
