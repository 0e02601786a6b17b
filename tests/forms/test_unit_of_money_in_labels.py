"""The unit of money that a label states, in whichever way it is printed."""

import pytest

from mingzhang.text.numbers import money_unit_in_brackets
from tests.forms.grids import form_of


@pytest.mark.parametrize("label", ["金额（万元）", "金额/万元", "金额：万元", "金额（人民币万元）"])
def test_a_label_states_the_unit_of_its_amounts(label: str) -> None:
    form = form_of(f"序号 | 项目名称 | {label} | 绩效目标 | 绩效指标\n1 | 甲 | 12.50 | 目标一：甲； |")
    assert [one.amount.fen if one.amount else None for one in form.projects] == [12_500_000]


@pytest.mark.parametrize("label", ["金额（元）/万元", "年度资金总额：12万元", "金额"])
def test_a_label_with_two_units_or_with_an_amount_states_none(label: str) -> None:
    assert money_unit_in_brackets(label) is None


def test_a_table_of_money_is_in_the_unit_that_its_header_states_beside_another_of_the_sheet() -> None:
    form = form_of(
        """
项目支出绩效自评表（2023年度） | < | < | < | < | <
项目名称 | 医院东院区 | < | < | 主管部门 | 某局
项目总投资（亿元） | 4.25 | < | < | 已发行（亿元） | 2.10
本年度资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
^ | 合计 | 12,000.00 | 11,500.00 | 10,350.00 | 90%
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 | 分值
产出指标 | 数量指标 | 封顶楼栋 | 1栋 | 1栋 | 10
"""
    )
    (project,) = form.projects
    assert project.amount
    assert project.amount.fen == 12_000_000_000
    assert [(one.kind, one.scope, one.amount and one.amount.fen) for one in project.amounts] == [
        ("total", "whole_project", 42_500_000_000),
        ("budget", "year", 12_000_000_000),
        ("adjusted", "year", 11_500_000_000),
        ("spent", "year", 10_350_000_000),
    ]
