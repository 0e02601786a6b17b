"""Targets whose number counts from something, or is that of a rate that is named again, and units with another in brackets."""

from decimal import Decimal

import pytest

from mingzhang.parse.target import read_target_cell


@pytest.mark.parametrize(
    ("printed", "comparator", "value", "unit"),
    [
        ("到馆后15日内", "≤", 15, "日"),
        ("受理后30个工作日内", "≤", 30, "个工作日"),
        ("收到材料之日起5个工作日内", "≤", 5, "个工作日"),
        ("资金到位率达100%", None, 100, "%"),
        ("审批率达95%以上", "≥", 95, "%"),
        ("118台（套）", None, 118, "台(套)"),
        ("≥860万头（只、羽）", "≥", 860, "万头(只、羽)"),
    ],
)
def test_the_only_number_behind_words_is_the_target(
    printed: str, comparator: str | None, value: int, unit: str
) -> None:
    found, target, _ = read_target_cell(printed)
    assert (found, target.value, target.unit, target.doubt) == (comparator, Decimal(value), unit, None)


@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("完工后3个月", "target-not-understood"),
        ("提前5日内", "target-not-understood"),
        ("开学后8周内", "target-not-understood"),
        ("季后20日内", "target-not-understood"),
        ("事故后2小时内上报", "target-not-understood"),
        ("资金到位率达100%，使用率达90%", "several-numbers"),
    ],
)
def test_other_words_around_a_number_leave_it_as_printed(printed: str, doubt: str) -> None:
    _, target, _ = read_target_cell(printed)
    assert (target.value, target.value_text, target.doubt) == (None, printed, doubt)
