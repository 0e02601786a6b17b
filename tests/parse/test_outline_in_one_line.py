"""Headings without a number in one line, parted by stops alone: 数量指标：…；质量指标：…"""

import pytest

from tests.parse.test_outline import told


@pytest.mark.parametrize("stop", ["；", ";", "。"])
def test_headings_behind_stops_are_headings(stop: str) -> None:
    text = f"数量指标：维护终端≥186个{stop}质量指标：在线率≥98%{stop}满意度指标：群众满意度≥90%。"
    assert [(level1, level2, item.rstrip(";；。")) for level1, level2, item in told(text)] == [
        (None, "数量指标", "维护终端≥186个"),
        (None, "质量指标", "在线率≥98%"),
        ("满意度指标", None, "群众满意度≥90%"),
    ]


def test_a_level_behind_the_colon_of_the_level_above_it_is_below_that() -> None:
    text = (
        "产出指标：数量指标：编织袋30000条；购置冲锋舟＝2艘；成本指标：单价≤8.5万元\n效益指标：社会效益指标：能力提升"
    )
    assert [(level1, level2, item.rstrip("；")) for level1, level2, item in told(text)] == [
        ("产出指标", "数量指标", "编织袋30000条"),
        ("产出指标", "数量指标", "购置冲锋舟＝2艘"),
        ("产出指标", "成本指标", "单价≤8.5万元"),
        ("效益指标", "社会效益指标", "能力提升"),
    ]


def test_a_name_of_a_level_within_a_sentence_is_no_heading() -> None:
    text = "1. 完成数量指标和质量指标的考核≥5次；2.培训≥3人"
    assert told(text) == [(None, None, "完成数量指标和质量指标的考核≥5次；"), (None, None, "培训≥3人")]


def test_a_single_heading_keeps_what_stops_part_behind_it_together() -> None:
    assert told("数量指标：培训教师；走访≥5次") == [(None, "数量指标", "培训教师；走访≥5次")]


def test_levels_in_brackets_on_lines_of_their_own() -> None:
    outputs = "【产出指标-数量指标】\n1、图书：8200册\n2、期刊：190种\n【产出指标-质量指标】\n1、合格率：100%"
    text = f"{outputs}\n【满意度指标】\n1、读者满意度：≥95%"
    assert told(text) == [
        ("产出指标", "数量指标", "图书：8200册"),
        ("产出指标", "数量指标", "期刊：190种"),
        ("产出指标", "质量指标", "合格率：100%"),
        ("满意度指标", None, "读者满意度：≥95%"),
    ]


def test_names_of_both_levels_in_front_of_each_indicator() -> None:
    text = "产出/数量：派驻人员≥26人\n产出/质量：差错率（≤0.5%）\n满意度/服务对象满意度：群众满意度：95%"
    assert told(text) == [
        ("产出指标", "数量指标", "派驻人员≥26人"),
        ("产出指标", "质量指标", "差错率（≤0.5%）"),
        ("满意度指标", "服务对象满意度指标", "群众满意度：95%"),
    ]
