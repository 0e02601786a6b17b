"""Money of a sheet under labels side by side, in rows of years or parts, and in the text behind a label of money."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

SHEET = """
    项目支出绩效目标表 | < | < | < | <
    （2023年度） | < | < | < | <
    项目名称 | 水渠维修 | < | < | <
    {money}
    年度绩效目标 | < | < | < | <
    维修水渠，保障灌溉。 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
    产出指标 | 数量指标 | 维修水渠 | ≥42公里 |
"""


def sheet(*money: str) -> Form:
    return form_of(SHEET.format(money="\n    ".join(money)))


def reasons(form: Form) -> list[str]:
    return [one.reason for one in form.rejects]


def amount(form: Form) -> int | None:
    (project,) = form.projects
    return project.amount.fen if project.amount else None


def test_amounts_stand_below_labels_side_by_side() -> None:
    form = sheet("项目资金（万元） | 预算总额 | 财政拨款 | 单位资金 | 其他资金", "^ | 186.40 | 180.00 | 6.40 | ")
    assert amount(form) == 186_400_000
    assert [(one.source, one.text) for one in form.projects[0].amounts] == [("fiscal", "180.00"), ("own", "6.40")]
    assert reasons(form) == []


def test_of_two_amounts_of_one_source_neither_is_taken_for_all_of_it() -> None:
    form = sheet(
        "预算数（万元） | 合计 | 财政拨款（上级） | 财政拨款（区级） | 其他资金", "^ | 372.80 | 120.00 | 252.80 | "
    )
    assert amount(form) == 372_800_000
    assert form.projects[0].amounts == ()
    assert [(one.label, one.text) for one in form.projects[0].fields] == [
        ("财政拨款（上级）", "120.00"),
        ("财政拨款（区级）", "252.80"),
    ]


def test_the_row_of_the_sheets_year_is_the_amount_and_the_sum_that_of_the_whole_project() -> None:
    form = sheet(
        "项目资金（万元） | 年度 | 合计 | 中央资金 | 市县资金",
        "^ | 2022年 | 150 | 100 | 50",
        "^ | 2023年 | 165 | 110 | 55",
        "^ | 合计 | 315 | 210 | 105",
    )
    assert amount(form) == 165_000_000
    assert [(one.scope, one.label, one.text) for one in form.projects[0].amounts] == [
        ("whole_project", "合计 合计", "315")
    ]
    assert ("2022年 中央资金", "100") in [(one.label, one.text) for one in form.projects[0].fields]


BY_YEARS = (
    "资金来源（万元） | 2022年 | 2023年 | 2024年 | 三年合计",
    "合计 | 240.00 | 315.00 | 285.00 | 840.00",
    "其中：财政拨款 | 200.00 | 260.00 | 240.00 | 700.00",
)


@pytest.mark.parametrize("total", ["合计", "资金总额", "年度资金总额"])
@pytest.mark.parametrize("behind", ["年", "年度", "年预算"])
def test_the_column_of_the_sheets_year_is_its_money(total: str, behind: str) -> None:
    years = BY_YEARS[0].replace("年 ", f"{behind} ")
    form = sheet(years, BY_YEARS[1].replace("合计", total), BY_YEARS[2])
    assert amount(form) == 315_000_000
    assert [(one.source, one.scope, one.text) for one in form.projects[0].amounts] == [
        ("all", "whole_project", "840.00"),
        ("fiscal", "year", "260.00"),
        ("fiscal", "whole_project", "700.00"),
    ]
    assert reasons(form) == []


def test_money_of_other_years_than_the_sheets_is_not_its_amount() -> None:
    form = sheet(BY_YEARS[0].replace("202", "201"), *BY_YEARS[1:])
    assert amount(form) is None
    assert reasons(form) == ["amount-not-sure"] * 3


def test_a_label_of_money_may_go_down_over_the_numbers_of_the_years() -> None:
    rows = (
        "资金规模（万元） | 资金总规模 | 2022年已安排 | 2023年预算 | 2024年计划",
        "^ | 9,000.00 | 2,800.00 | 3,000.00 | 3,200.00",
    )
    form = sheet(*rows)
    assert (amount(form), reasons(form)) == (3_000_000_000, [])
    assert [(one.source, one.scope, one.text) for one in form.projects[0].amounts] == [
        ("all", "whole_project", "9,000.00")
    ]
    assert [one.text for one in form.projects[0].fields] == ["2,800.00", "3,200.00"]
    assert amount(sheet(rows[0].replace("2023", "2021"), rows[1])) is None  # no column is of the sheet's year


def test_of_several_numbers_behind_one_label_none_is_the_amount() -> None:
    form = sheet("资金总额 | 240.00 | 315.00 | 285.00 |")
    assert amount(form) is None
    assert reasons(form) == ["amount-not-sure"] * 3


def test_the_sum_beside_sources_that_nobody_knows_is_the_amount_and_they_are_named() -> None:
    form = sheet("资金来源（万元） | 合计 | 政府性基金 | 某某资金池 | 备注", "^ | 210.00 | 150.00 | 60.00 |")
    assert amount(form) == 210_000_000
    assert [(one.reason, one.cell.text) for one in form.rejects if one.cell] == [("money-under-no-label", "60.00")]


def test_amounts_may_have_a_label_of_their_own_below_the_heading() -> None:
    form = sheet("资金来源 | 合计 | 财政拨款 | 上级补助 | 自筹", "金额（万元） | 68.50 | 50.00 | 18.50 | 0")
    assert amount(form) == 68_500_000
    assert [(one.source, one.text) for one in form.projects[0].amounts] == [("fiscal", "50.00"), ("own", "0")]


def test_the_sum_of_what_the_money_is_for_is_the_amount() -> None:
    form = sheet(
        "项目预算 | 成本构成 | 金额（万元） | 测算依据 | 上年实际执行数",
        "^ | 保安服务 | 191 | 招标文件 | 190",
        "^ | 水电气 | 524 | 据实结算 | 504.55",
        "^ | 合计 | 715 | | 694.55",
    )
    assert amount(form) == 715_000_000
    assert ("水电气 上年实际执行数", "504.55") in [(one.label, one.text) for one in form.projects[0].fields]


def test_a_text_of_money_that_begins_with_its_total_is_read_and_another_is_named() -> None:
    assert (
        amount(sheet("资金总额及构成 | 总额：860.5万元 一、财政拨款：700万元 二、其他：160.5万元 | < | < | <"))
        == 860_500_000
    )
    other = sheet("资金总额及构成 | 一、财政拨款：700万元 二、其他：160.5万元 | < | < | <")
    assert amount(other) is None
    assert reasons(other) == ["amount-not-sure"]


def test_a_label_of_goals_in_a_row_of_its_own_stands_over_its_goal() -> None:
    (project,) = sheet("项目资金（万元） | 186.40 | < | < | <").projects
    assert [(one.scope, one.text) for one in project.goals] == [("year", "维修水渠，保障灌溉。")]


def test_a_unit_of_money_may_stand_in_the_cell_behind_its_label() -> None:
    form = form_of(
        """
        单位：某局 | < | < | 单位： | 万元
        项目名称 | 水渠维修 | < | 项目资金 | 186.40
        年度绩效目标 | 维修水渠，保障灌溉。 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
        产出指标 | 数量指标 | 维修水渠 | ≥42公里 |
        """
    )
    assert amount(form) == 186_400_000


def test_columns_called_by_a_level_hold_texts_of_indicators_of_that_level() -> None:
    (project,) = form_of(
        """
        序号 | 项目名称 | 金额（万元） | 绩效目标 | 产出指标 | 效益指标
        1 | 河湖保洁 | 21.00 | 河道清洁。 | 数量指标：保洁≥310公里；成本指标：单价≤680元 | 生态效益指标：达标率≥95%
        """
    ).projects
    assert [(one.heading.level1, one.heading.level2, one.name) for one in project.indicators if one.heading] == [
        ("产出指标", "数量指标", "保洁"),
        ("产出指标", "成本指标", "单价"),
        ("效益指标", "生态效益指标", "达标率"),
    ]


def test_what_was_budgeted_and_spent_may_stand_by_turns_beside_its_labels() -> None:
    form = sheet("预算资金（万元） | 全年预算数 | 38.60 | 全年执行数 | 37.06")
    assert amount(form) == 38_600_000
    assert [(one.kind, one.label, one.text) for one in form.projects[0].amounts] == [
        ("adjusted", "全年预算数", "38.60"),
        ("spent", "全年执行数", "37.06"),
    ]


def test_the_first_budget_alone_heads_a_table_of_money() -> None:
    form = sheet("项目资金（万元） | | 年初预算数 | 1-7月执行数 | 备注", "^ | 年度资金总额 | 330.00 | 198.00 | ")
    assert amount(form) == 330_000_000
    assert "value-under-unknown-label" in reasons(form)


def test_a_table_of_years_without_the_year_of_the_sheet_is_named() -> None:
    form = sheet(
        "项目资金（万元） | 年度 | 合计 | 中央资金 | 市县资金",
        "^ | 2024年 | 150 | 100 | 50",
        "^ | 2025年 | 165 | 110 | 55",
    )
    assert amount(form) is None
    assert reasons(form) == ["amount-not-sure", "amount-not-sure"]


def test_the_sum_beside_sources_is_the_amount_whatever_the_sources_are_called() -> None:
    form = sheet(
        "金额单位： | 万元",
        "资金来源 | 合计 | 一般公共预算 | 事业收入 | 丁类来源 | 备注",
        "^ | 1,460.00 | 900.00 | 520.00 | 40.00 | ",
    )
    assert amount(form) == 1_460_000_000
    assert [(one.label, one.text) for one in form.projects[0].fields if one.text[0].isdigit()] == [
        ("一般公共预算", "900.00"),
        ("事业收入", "520.00"),
    ]
    assert reasons(form) == ["money-under-no-label"]  # 丁类来源
