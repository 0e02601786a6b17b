"""Rows of a sheet that say more than one label and its value: goals below each other, amounts by years, two periods."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

SHEET = """
项目支出绩效目标表（2024年度） | < | < | <
项目名称 | 智慧教室 | < | <
{rows}
一级指标 | 二级指标 | 三级指标 | {targets}
产出指标 | 数量指标 | 建设教室 | {target}
"""


def sheet(rows: str, targets: str = "年度指标值", target: str = "≥220间") -> Form:
    return form_of(SHEET.format(rows=rows.strip(), targets=targets, target=target))


def goals(form: Form) -> list[tuple[str | None, str | None]]:
    return [(one.scope, one.text) for one in form.projects[0].goals]


def fen(form: Form) -> int | None:
    amount = form.projects[0].amount
    return amount.fen if amount else None


@pytest.mark.parametrize(
    "rows",
    [
        "年度目标 | 1.建设教室。 | < | <\n^ | 2.培训教师。 | < | <",
        "年度目标 | 1 | 建设教室。 | <\n^ | 2 | 培训教师。 | <",
        "年度目标1 | 建设教室。 | < | <\n年度目标2 | 培训教师。 | < | <",
    ],
)
def test_goals_in_rows_of_their_own_are_goals_of_their_label_without_numbering(rows: str) -> None:
    form = sheet(rows)
    assert goals(form) == [("year", "建设教室。"), ("year", "培训教师。")]
    assert form.rejects == ()
    assert len(set(form.spans)) == len(form.spans)


def test_goals_that_one_cell_numbers_stay_as_they_are_printed() -> None:
    text = "1.建设教室。2.培训教师。"
    assert goals(sheet(f"年度目标 | {text} | < | <")) == [("year", text)]


def test_an_overall_goal_beside_one_of_the_year_is_the_whole_projects() -> None:
    overall = "总体绩效目标 | 三年建成。 | < | <"
    assert goals(sheet(overall)) == [(None, "三年建成。")]
    assert goals(sheet(f"{overall}\n年度绩效目标 | 建设教室。 | < | <")) == [
        ("whole_project", "三年建成。"),
        ("year", "建设教室。"),
    ]


YEARS = """
项目资金（万元） | 项目总额 | 1,200.00 | <
^ | 分年度预算 | {years}
^ | ^ | 450.00 | 750.00
"""


def test_the_amount_below_the_year_of_the_sheet_is_the_projects() -> None:
    form = sheet(YEARS.format(years="2024年 | 2025年"))
    assert fen(form) == 450_000_000
    assert [(one.label, one.text) for one in form.projects[0].fields] == [
        ("分年度预算 2024年", "450.00"),
        ("分年度预算 2025年", "750.00"),
    ]
    assert form.rejects == ()


def test_amounts_of_other_years_are_kept_and_are_not_the_projects() -> None:
    form = sheet(YEARS.format(years="2025年 | 2026年"))
    assert fen(form) is None
    assert [one.reason for one in form.rejects] == ["amount-is-of-whole"]


def test_each_label_states_the_unit_of_its_own_amount() -> None:
    form = sheet("项目资金总额（万元） | 186.4 | 其中：财政拨款（元） | 1,264,000.00")
    assert fen(form) == 186_400_000
    assert [(one.source, one.amount.fen if one.amount else None) for one in form.projects[0].amounts] == [
        ("fiscal", 126_400_000)
    ]
    assert form.rejects == ()


def test_an_amount_without_a_unit_among_labels_that_differ_is_refused() -> None:
    form = sheet("项目资金总额 | 186.4 | < | <\n其中：财政拨款（元） | 1,264,000.00 | 其他资金（万元） | 0.00")
    assert fen(form) is None
    assert "money-unit-unknown" in [one.reason for one in form.rejects]


TWO_PERIODS = """
项目支出绩效目标表（2024年度） | < | < | < | <
项目名称 | 智慧教室 | < | < | <
一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值
产出指标 | 数量指标 | 建设教室 | ≥600间 | ≥220间
^ | ^ | 建成平台 | {whole} | {year}
"""


@pytest.mark.parametrize(("whole", "year", "scope"), [("1个", "/", "whole_project"), ("", "1个", "year")])
def test_no_target_for_one_of_two_periods_is_no_indicator_of_that_period(whole: str, year: str, scope: str) -> None:
    form = form_of(TWO_PERIODS.format(whole=whole, year=year))
    assert [one.scope for one in form.projects[0].indicators if one.name == "建成平台"] == [scope]
    assert {one.kind for one in form.projects[0].indicators} == {"quantitative"}


def test_no_target_for_both_periods_is_a_missing_one_of_each() -> None:
    form = form_of(TWO_PERIODS.format(whole="", year=""))
    assert [one.kind for one in form.projects[0].indicators if one.name == "建成平台"] == ["missing", "missing"]


def test_a_row_that_says_it_does_not_apply_is_no_indicator() -> None:
    form = form_of(TWO_PERIODS.replace("建成平台", "不适用").format(whole="不适用", year="不适用"))
    assert [one.name for one in form.projects[0].indicators] == ["建设教室", "建设教室"]


SIDE_BY_SIDE = """
项目名称 | 联网路改造 | < | < | < | <
{goals}
一级指标 | 二级指标 | 三级指标 | 指标值 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造里程 | ≥60公里 | 改造里程 | ≥20公里
"""


def test_grids_side_by_side_whose_periods_are_not_told_are_doubted() -> None:
    known = "中期目标 | 三年改造。 | < | 年度目标 | 今年改造。 | <"
    assert [one.reason for one in form_of(SIDE_BY_SIDE.format(goals=known)).rejects] == []
    form = form_of(SIDE_BY_SIDE.format(goals=known.replace("年度目标", "甲栏")))
    assert [one.scope for one in form.projects[0].indicators] == [None, None]
    assert [one.reason for one in form.rejects].count("scope-not-told") == 2


def test_a_short_text_above_a_text_without_a_label_is_no_goal() -> None:
    rows = "总体目标 | 甲栏 | 年度目标完成情况 | <\n三年建设教室六百间，今年建设二百二十间。 | < | < | <"
    form = sheet(rows)
    assert goals(form) == []
    assert {"label-unknown", "text-under-no-label"} <= {one.reason for one in form.rejects}


TABLE = """
单位编码 | 单位及项目名称 | 金额（万元） | 绩效目标 | {label}
1 | 会计培训 | 5.00 | 目标一：培训。 | {text}
"""


@pytest.mark.parametrize(
    "text", ["一、产出指标 （一）数量指标 1. 培训人数≥80人", "数量指标：培训人数≥80人；质量指标：合格率≥95%"]
)
def test_indicators_of_form_a_are_told_by_what_stands_below_a_label_that_nobody_knows(text: str) -> None:
    known, unknown = (form_of(TABLE.format(label=label, text=text)) for label in ("绩效指标", "登记栏"))
    assert [one.name for one in unknown.projects[0].indicators] == [one.name for one in known.projects[0].indicators]
    assert len(unknown.projects[0].indicators) >= 1


def test_other_texts_below_such_a_label_are_no_indicators() -> None:
    form = form_of(TABLE.format(label="登记栏", text="数量指标已完成，培训人数≥80人"))
    assert form.projects[0].indicators == ()
    assert "label-unknown" in [one.reason for one in form.rejects]
