"""Lists of one row an indicator, as offices head them: what is printed is read or named, and nothing is called missing."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

TITLE = "2025年市级部门预算特定目标类项目支出绩效目标申报表"


def listed(money: str = "资金安排（万元）", sign: str = "指标性质", target: str = "指标值及单位") -> Form:
    """Two projects under a header of two rows."""
    return form_of(
        f"""
序号 | 单位名称 | 项目名称 | {money} | < | < | 年度绩效目标 | 绩效指标 | < | < | < | <
^ | ^ | ^ | 合计 | 当年财政拨款 | 其他 | ^ | 一级指标 | 二级指标 | 三级指标 | {sign} | {target}
1 | 市三院 | 急救站点运行 | 186.5 | 150 | 36.5 | 全年出车不少于4200趟次。 | 产出指标 | 数量指标 | 出车趟次 | ≥ | 4200趟次
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 时效指标 | 接警后出车时间 | ≤ | 3分钟
2 | 疾控中心 | 碘缺乏病监测 | 12 | 12 | | 完成监测。 | 效益指标 | 社会效益 | 合格碘盐食用率 | ＞ | 90％
合计 | < | < | 198.5 | 162 | 36.5 | | | | | |
""",
        TITLE,
    )


def amounts(form: Form) -> list[int | None]:
    """fen of each stated total and project"""
    totals = [one.amount for one in form.stated_totals]
    return [one.fen if one else None for one in (*totals, *(one.amount for one in form.projects))]


def indicators(form: Form) -> list[tuple[str, ...]]:
    return [
        (one.name or "", one.comparator or "", str(one.value), one.unit or "")
        for project in form.projects
        for one in project.indicators
    ]


READ = [("出车趟次", "≥", "4200", "趟次"), ("接警后出车时间", "≤", "3", "分钟"), ("合格碘盐食用率", ">", "90", "%")]


@pytest.mark.parametrize("target", ["指标值及单位", "指标值和计量单位", "目标值（含单位）", "数量要求"])
def test_a_column_of_values_with_their_units_is_the_target_whatever_it_is_called(target: str) -> None:
    form = listed(target=target)
    assert form.form == "indicator_table"
    assert indicators(form) == READ
    assert amounts(form) == [198_500_000, 186_500_000, 12_000_000]
    by_contents = [("label-read-by-contents", target)] if target == "数量要求" else []
    assert [(one.reason, one.text) for one in form.rejects] == by_contents


@pytest.mark.parametrize("sign", ["备注", "考核要求", "比较符号"])
def test_a_column_of_signs_is_the_sign_whatever_it_is_called(sign: str) -> None:
    assert indicators(listed(sign=sign)) == READ


@pytest.mark.parametrize(
    "money", ["项目资金（万元）", "经费安排（万元）", "资金投入（万元）", "预算资金（万元）", "资金来源（万元）"]
)
def test_what_stands_below_a_label_of_money_is_money(money: str) -> None:
    assert amounts(listed(money=money)) == [198_500_000, 186_500_000, 12_000_000]


def test_numbers_below_an_unknown_label_with_a_unit_of_money_are_named_as_money() -> None:
    form = listed(money="市级统筹盘子（万元）")
    assert amounts(form) == [None, None, None]
    named = [(one.reason, one.values["text"]) for one in form.rejects]
    assert named == [
        ("money-under-no-label", text) for text in ("186.5", "150", "36.5", "12", "12", "198.5", "162", "36.5")
    ]
    assert not any(project.is_understood for project in form.projects)


def test_values_below_a_label_of_units_are_refused_and_no_indicator_is_called_missing() -> None:
    form = listed(target="计量单位")
    assert indicators(form) == []
    assert {one.reason for one in form.rejects} == {"column-contradicts", "cells-not-placed"}
    assert not any(project.is_understood for project in form.projects)


def test_the_heads_of_columns_are_never_the_name_of_a_project() -> None:
    form = listed(money="市级统筹（万元）")
    assert [project.name for project in form.projects] == ["急救站点运行", "碘缺乏病监测"]


def test_levels_on_rows_of_their_own_below_numbers_of_columns_that_go_on_from_merged_ones() -> None:
    form = form_of(
        """
单位名称（项目） | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
^ | ^ | 4 | 5 | 6 | 7 | 8 | 9
某县教育体育局 | | | | | | |
学前教育普惠补助 | 给予补助。 | | | | | |
 | | 产出指标 | | | | |
 | | | 数量指标 | | | |
 | | | | 补助幼儿园数 | >= | 32 | 所
""",
        "某县教育体育局2022年部门项目绩效目标表",
    )
    assert [project.name for project in form.projects] == ["学前教育普惠补助"]
    assert indicators(form) == [("补助幼儿园数", "≥", "32", "所")]
    assert form.rejects == ()


CONTINUED = """
项目名称 | 预算数（万元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
古树名木保护 | 18 | 保护古树名木。 | 产出指标 | 数量指标 | 复壮古树 | ≥30株
项目名称 | 预算数（万元） | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
古树名木保护{mark} | | | 满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥90%
森林防火 | 40 | 预防火灾。 | 产出指标 | 数量指标 | 巡护里程 | ≥200公里
"""


@pytest.mark.parametrize("mark", ["（续）", "(续表)", "（接上页）"])
def test_a_project_that_goes_on_below_a_header_printed_again_is_one_project(mark: str) -> None:
    form = form_of(CONTINUED.format(mark=mark), TITLE)
    assert [(one.name, len(one.indicators)) for one in form.projects] == [("古树名木保护", 2), ("森林防火", 1)]
    assert not form.rejects


def test_a_project_that_goes_on_from_another_table_is_named() -> None:
    """Nobody joins it to the one before, and nobody takes it for a project more without a word."""
    form = form_of(CONTINUED.format(mark="（续）").split("\n", 3)[3], TITLE)
    assert [(one.name, len(one.indicators)) for one in form.projects] == [("古树名木保护（续）", 1), ("森林防火", 1)]
    assert [(one.reason, one.cell and one.cell.text) for one in form.rejects] == [
        ("name-continued", "古树名木保护（续）")
    ]
