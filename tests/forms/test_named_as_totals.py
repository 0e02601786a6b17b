"""A row whose name ends as a total's is no project, in whichever form it stands: it is a stated total, or told."""

import pytest

from mingzhang.forms import interpret_grids
from mingzhang.records import Form
from tests.forms.grids import form_of, grid_of

NAMED = [
    "特定目标类小计",
    "项目支出小计",
    "特定目标类合计",
    "小计（二）",
    "其中：专项小计",
    "2025年总计：",
    "其他运转类(小计)",
]
GOAL = "| 目标一：甲； | 一、产出指标 (一)数量指标 1. 人数≥3人"
LIST = f"单位编码 | 单位及项目名称 | 金额（万元） | 绩效目标 | 绩效指标\n1 | 甲项目 | 1.00 {GOAL}\n"
INDICATORS = """
项目类别 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 预算金额（万元） | 绩效目标
特定目标类 | 购车 | 产出指标 | 数量指标 | 购车数 | ≥9辆 | 20.00 | 更新装备。
^ | ^ | ^ | 质量指标 | 合格率 | ≥95% | ^ | ^
"""


def told(form: Form) -> tuple[list[str | None], list[tuple[str, str | None, int | None]], set[str]]:
    """names of projects, stated totals, and what rejects name"""
    totals = [(one.kind, one.label, one.amount.fen if one.amount else None) for one in form.stated_totals]
    return [one.name for one in form.projects], totals, {one.cell.text for one in form.rejects if one.cell}


@pytest.mark.parametrize("name", NAMED)
def test_a_total_of_a_list_is_stated_and_no_project(name: str) -> None:
    kind = "part" if name.startswith("其中") else "subtotal"
    for serial in ("", "2"):
        form = form_of(f"{LIST}{serial} | {name} | 3.00 | |", "某局2023年部门预算项目支出绩效目标公开表")
        assert told(form) == (["甲项目"], [(kind, name, 3_000_000)], set())


@pytest.mark.parametrize("name", NAMED)
def test_a_total_beside_indicators_is_stated_and_no_project(name: str) -> None:
    for row in (f"{name} | < | | | | | 20.00 |", f"特定目标类 | {name} | | | | | 20.00 |"):
        projects, totals, rejects = told(form_of(INDICATORS + row, "项目支出绩效目标表"))
        assert (projects, [one[2] for one in totals], name in rejects) == (["购车"], [20_000_000], False)


def test_a_name_as_a_totals_with_goals_or_indicators_is_told() -> None:
    form = form_of(f"{LIST}2 | 特定目标类小计 | 3.00 {GOAL}", "某局2023年部门预算项目支出绩效目标公开表")
    assert told(form) == (
        ["甲项目"],
        [],
        {"2", "特定目标类小计", "3.00", *(one.strip() for one in GOAL.split("|")[1:])},
    )
    below = """特定目标类小计 | < | 产出指标 | 数量指标 | 台数 | ≥7台 | 20.00 |
        ^ | ^ | ^ | ^ | 辆数 | ≥8辆 | |
         | | | | 艘数 | ≥6艘 | |"""
    projects, totals, rejects = told(form_of(INDICATORS + below, "项目支出绩效目标表"))
    assert (projects, totals) == (["购车"], [])
    assert {"特定目标类小计", "台数", "辆数", "艘数", "≥6艘"} <= rejects


def test_a_sheet_named_as_a_total_is_told_and_a_name_that_only_holds_the_word_is_read() -> None:
    sheet = """项目名称 | {} | < | <
        年度目标 | 完成养护。 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 养护里程 | ≥50公里"""
    grids = [grid_of(sheet.format(name)) for name in ("项目支出合计", "合计量检测", "小计量器具检定")]
    total, *projects = [next(interpret_grids([grid])).form for grid in grids]
    assert total
    assert told(total)[:2] == ([], [])
    assert {"项目支出合计", "完成养护。", "养护里程", "≥50公里"} <= told(total)[2]
    assert [form and told(form)[0] for form in projects] == [["合计量检测"], ["小计量器具检定"]]
