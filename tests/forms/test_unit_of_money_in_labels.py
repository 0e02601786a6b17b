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
