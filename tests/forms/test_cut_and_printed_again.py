"""Rows that are printed again or stand alone where a table was cut: never read as data, never silent."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

LIST = """
    项目支出绩效目标表 | < | < | < | < | < | <
    单位编码 | 单位（专项）名称 | 资金总额（万元） | 绩效目标 | 绩效指标 | < | <
    ^ | ^ | ^ | ^ | 一级指标 | 三级指标 | 指标值
    101 | 某县财政局 | 60.00 | | | |
    {again}
    101001 | 系统运维 | 60.00 | 系统稳定。 | 产出指标 | 运维系统 | 5个
"""


def names(form: Form) -> list[str | None]:
    return [one.name for one in form.projects]


def test_a_part_of_the_header_that_is_printed_again_is_no_row() -> None:
    form = form_of(LIST.format(again="| | | | 一级指标 | 三级指标 | 指标值"))
    assert names(form) == ["系统运维"]
    assert [one.name for one in form.projects[0].indicators] == ["运维系统"]
    assert [(one.label, one.amount.fen) for one in form.stated_totals if one.amount] == [("某县财政局", 60_000_000)]


@pytest.mark.parametrize(
    "title", ["项目支出绩效目标表（续表）", "续表：项目支出绩效目标表", "公开09表（续1）", "2024年部门预算公开表之九"]
)
@pytest.mark.parametrize("width", [" | <" * 6, " | " * 6])
def test_a_title_above_the_header_of_the_next_page_is_no_project(title: str, width: str) -> None:
    header = [line.strip() for line in LIST.strip().split("\n")[1:3]]
    rows = [title + width, "| | | | | | 单位：万元", *header, "| | | | 满意度指标 | 群众满意度 | ≥90%"]
    form = form_of(LIST.format(again="| | | | | |") + "\n".join(rows))
    assert names(form) == ["系统运维"]
    assert [one.name for one in form.projects[0].indicators] == ["运维系统", "群众满意度"]
    assert not form.rejects


def test_indicators_below_a_cell_that_is_too_wide_for_a_name_are_nobodys_and_named() -> None:
    rows = "某县水务局 | < | < | < | < | < | <\n| | | | 满意度指标 | 群众满意度 | ≥90%"
    form = form_of(LIST.format(again="| | | | | |") + rows)
    assert names(form) == ["系统运维"]
    assert [one.name for one in form.projects[0].indicators] == ["运维系统"]
    assert ("cells-not-placed", "群众满意度") in {(one.reason, one.cell.text) for one in form.rejects if one.cell}


def test_a_unit_whose_projects_were_cut_off_is_no_project() -> None:
    form = form_of(LIST.partition("    {again}")[0])
    assert names(form) == []
    assert {one.reason for one in form.rejects} == {"unit-or-project"}


def test_money_below_a_header_of_indicators_is_money_of_the_sheet() -> None:
    (project,) = form_of(
        """
        项目支出绩效目标表 | < | < | <
        项目名称 | 设备更新 | 项目类别 | 其他
        一级指标 | 二级指标 | 三级指标 | 指标值
        预算金额（元） | 486,500.00 | 其中：财政拨款 | 400,000.00
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 购置无人机 | 5架
        """
    ).projects
    assert project.amount is not None
    assert project.amount.fen == 48_650_000
    assert [one.name for one in project.indicators] == ["购置无人机"]
