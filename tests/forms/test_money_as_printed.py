"""Amounts with what offices print around them: read where one reading is possible, else refused by the true reason."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

SHEET = """
项目支出绩效目标表（2024年度）{stated} | < | <
项目名称 | 会计培训 | <
{label} | 年度资金总额 | {amount}
一级指标 | 三级指标 | 指标值
产出指标 | 培训人数 | ≥80人
"""


def sheet(amount: str, label: str = "项目资金（万元）", stated: str = "") -> Form:
    return form_of(SHEET.format(amount=amount, label=label, stated=stated))


def reasons(form: Form) -> list[str]:
    return [one.reason for one in form.rejects]


@pytest.mark.parametrize(
    "printed", ["77.00", "¥77.00", "￥77.00", "77.00万", "77.00万元", "¥77.00万元", "人民币77.00万元"]
)
def test_a_sign_of_money_and_the_same_unit_again_change_nothing(printed: str) -> None:
    form = sheet(printed)
    amount = form.projects[0].amount
    assert amount is not None
    assert (amount.fen, form.projects[0].amount_text) == (77_000_000, printed)
    assert reasons(form) == []


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("（77.00）", "amount-in-brackets"),
        ("-", "amount-is-a-dash"),
        ("—", "amount-is-a-dash"),
        ("77.00元", "amount-unit-differs"),
        ("77,00", "amount-not-a-number"),
        ("77.00左右", "amount-not-a-number"),
    ],
)
def test_what_is_no_sure_amount_is_refused_by_its_reason(printed: str, reason: str) -> None:
    form = sheet(printed)
    assert form.projects[0].amount is None
    assert reasons(form) == [reason]


def test_ten_thousands_in_a_sheet_of_yuan_are_refused() -> None:
    form = sheet("77.00万", label="项目资金", stated="单位：元")
    assert form.projects[0].amount is None
    assert reasons(form) == ["amount-unit-differs"]


def test_two_units_in_one_label_refuse_the_amount_also_beside_a_title_that_states_one() -> None:
    for stated in ("", "单位：元"):
        form = sheet("77.00", label="项目资金（万元）（元）", stated=stated)
        assert form.projects[0].amount is None
        assert reasons(form) == ["money-unit-conflict", "money-unit-unknown"]


LIST = """
项目编码 | 项目名称 | 预算数（元） | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
{code} | 会计培训 | 770,000 | 培训。 | 产出指标 | 数量指标 | 培训人数 | ≥80人
"""


def test_a_code_that_a_spreadsheet_shows_as_a_power_of_ten_is_no_code() -> None:
    whole, cut = (form_of(LIST.format(code=code)) for code in ("51092324T000010111111", "5.10923E+20"))
    assert [one.code for one in (*whole.projects, *cut.projects)] == ["51092324T000010111111", None]
    assert [(one.reason, one.text) for one in cut.rejects] == [("code-not-exact", "5.10923E+20")]


def test_only_an_amount_of_the_whole_project_is_not_taken_for_the_years() -> None:
    form = form_of(
        SHEET.replace("年度资金总额", "项目总额").format(amount="310.5", label="项目资金（万元）", stated="")
    )
    assert form.projects[0].amount is None
    assert [(one.scope, one.text) for one in form.projects[0].amounts] == [("whole_project", "310.5")]
    assert reasons(form) == ["amount-is-of-whole"]


def test_the_budget_of_the_year_is_not_looked_for_beside_a_column_that_nobody_knows() -> None:
    form = form_of(
        """
        项目支出绩效自评表（2023年度） | < | < | < | <
        项目名称 | 会计培训 | < | < | <
        预算执行情况（万元） | 项目 | 丙类内容 | 全年预算数 | 全年执行数
        ^ | 资金总额 | 120 | 150 | 136.5
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值
        产出指标 | 数量指标 | 培训人数 | ≥80人 | 82人
        """
    )
    (project,) = form.projects
    assert project.amount is None
    assert [(one.kind, one.label, one.text) for one in project.amounts] == [
        ("adjusted", "资金总额 全年预算数", "150"),
        ("spent", "资金总额 全年执行数", "136.5"),
    ]
    assert ("label-unknown", "丙类内容") in [(one.reason, one.text) for one in form.rejects]


@pytest.mark.parametrize(
    ("printed", "fen"),
    [
        ("146万元（其中：县级财政100万元，省级补助46万元）", 146_000_000),
        ("146万元（其中：本年46万元）", None),
        ("146万元（分3年）：待定", None),
    ],
)
def test_an_amount_with_its_parts_behind_it_is_read_and_any_other_is_told(printed: str, fen: int | None) -> None:
    drawing = (
        f"项目名称 | 某项目 | < | <\n项目预算：{printed} | < | < | <\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 人数 | ≥3人"
    )
    form = form_of(drawing, "项目绩效目标表")
    assert [one.amount and one.amount.fen for one in form.projects] == [fen]
    assert [one.reason for one in form.rejects] == ([] if fen else ["amount-not-sure"])
