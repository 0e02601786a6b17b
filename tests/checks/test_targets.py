"""Checks of targets: missing, not a number, above 100%, without sign or subject, below a heading that they do not fit."""

from typing import Any

import pytest

from tests.checks.documents import failed, of, outcomes, sheet, summaries

pytestmark = pytest.mark.together


def under(heading: str, *items: str) -> str:
    """A document with one project that has these indicators below a heading."""
    listed = " ".join(f"{at}. {item}" for at, item in enumerate(items, 1))
    return of(("目标一：乙", f"一、产出指标 (一){heading} {listed}"))


def test_an_indicator_without_a_target_is_told_once_a_document(built: Any) -> None:
    _, sql = built(a__txt=under("质量指标", "合格率", "及时率100%", "覆盖率", "按时完成"))
    assert failed(sql, "indicator-without-value") == ["p1-i1", "p1-i3"]
    assert len(summaries(sql, "indicator-without-value")) == 1
    assert outcomes(sql, "indicator-without-value")["not_applicable", "the indicator was not understood"] == 1


def test_a_target_that_is_no_number_is_asked_about(built: Any) -> None:
    _, sql = built(a__txt=under("质量指标", "流失率≤2022年实际值", "质量≥合格", "满意情况：不低于上年水平", "人数≥3人"))
    assert failed(sql, "target-not-a-number") == ["p1-i1", "p1-i2", "p1-i3"]
    assert "2022年实际值" in summaries(sql, "target-not-a-number")[0]


def test_words_behind_an_equals_sign_and_dates_are_targets(built: Any) -> None:
    _, sql = built(a__txt=under("质量指标", "管理=规范", "完成时限≤2023/12/31", "管理：规范"))
    assert failed(sql, "target-not-a-number") == []


@pytest.mark.parametrize("target", ["任务完成率≥120%", "满意度：110%", "体检覆盖率101%"])
def test_a_share_above_100_is_asked_about(built: Any, target: str) -> None:
    _, sql = built(a__txt=under("质量指标", target))
    assert len(failed(sql, "rate-over-100")) == 1


def test_a_share_above_100_in_a_goal_is_asked_about(built: Any) -> None:
    _, sql = built(a__txt=of(("目标一：体检覆盖率达120%，收入增长率达130%", "")))
    assert failed(sql, "rate-over-100") == ["p1-g1"]
    assert "120%" in summaries(sql, "rate-over-100")[0]


@pytest.mark.parametrize("target", ["收入增长率≥120%", "投资完成率≥130%", "合格率100%", "标准电压≤120%"])
def test_rates_that_may_be_above_100_are_none(built: Any, target: str) -> None:
    _, sql = built(a__txt=under("质量指标", target))
    assert failed(sql, "rate-over-100") == []


def test_a_rate_without_a_sign_is_told(built: Any) -> None:
    _, sql = built(a__txt=under("质量指标", "知晓率90%", "合格率≥90%", "覆盖率=100%", "及格率90%以上", "人数：3人"))
    assert failed(sql, "rate-without-comparator") == ["p1-i1"]


def test_a_rate_that_is_marked_as_qualitative_needs_no_sign(built: Any) -> None:
    _, sql = built(
        a__html=sheet(
            "项目名称 | 甲",
            "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位",
            "产出指标 | 质量指标 | 合格率 | 定性 | 100 | %",
            "产出指标 | 质量指标 | 知晓率 |  | 90 | %",
        )
    )
    assert failed(sql, "rate-without-comparator") == ["p1-i2"]


@pytest.mark.parametrize("target", ["满意度指标：90%", "满意度指标 1. 服务对象满意度90%", "满意度指标 1. 满意度：95%"])
def test_satisfaction_of_nobody_without_a_sign_is_told(built: Any, target: str) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"一、产出指标 (一)数量指标 1. 人数≥3人 三、{target}")))
    assert failed(sql, "satisfaction-without-subject") == ["p1-i2"]


@pytest.mark.parametrize("target", ["满意度指标：≥90%", "满意度指标 1. 参训干部满意度90%", "满意度指标 1. 群众满意度"])
def test_satisfaction_of_somebody_or_with_a_sign_is_none(built: Any, target: str) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"一、产出指标 (一)数量指标 1. 人数≥3人 三、{target}")))
    assert failed(sql, "satisfaction-without-subject") == []


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("质量指标", "补助标准：300元"),
        ("数量指标", "完成时限：2023/12/31"),
        ("成本指标", "补助人数≥10人"),
        ("成本指标", "成本节约率≤5万元"),
    ],
)
def test_a_measure_that_does_not_fit_is_told(built: Any, heading: str, target: str) -> None:
    _, sql = built(a__txt=under(heading, target))
    assert failed(sql, "measure-under-wrong-heading") == ["p1-i1"]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("数量指标", "补助完成率100%"),
        ("数量指标", "补助金额≥5万元"),
        ("成本指标", "成本控制率100%"),
        ("时效指标", "完成时限：2023/12/31"),
        ("成本指标", "保险费率≤5元"),
        ("社会成本指标", "受影响人数≤5人"),
    ],
)
def test_a_measure_that_may_fit_is_none(built: Any, heading: str, target: str) -> None:
    _, sql = built(a__txt=under(heading, target))
    assert failed(sql, "measure-under-wrong-heading") == []


def test_an_empty_required_heading_is_told_and_an_optional_one_is_not(built: Any) -> None:
    indicators = (
        "一、产出指标 (一)数量指标 1. 人数≥3人 (二)质量指标： 二、效益指标 (一)经济效益指标：无 (二)社会效益指标："
        " (三)可持续影响指标 1. 管理：规范 三、满意度指标："
    )
    _, sql = built(a__txt=of(("目标一：乙", indicators)))
    assert [
        row[0]
        for row in sql(
            "SELECT headings.text FROM headings JOIN finding_evidence ON record_id = headings.id ORDER BY headings.position"
        )
    ] == [
        "质量指标",
        "满意度指标",
    ]
    assert outcomes(sql, "empty-heading")["passed", "it is printed that there are none"] == 1
    assert outcomes(sql, "empty-heading")["not_applicable", "nothing below it, and the heading is optional"] == 1


def test_nothing_is_said_of_headings_that_are_not_printed(built: Any) -> None:
    _, sql = built(a__txt=under("数量指标", "人数≥3人"))
    assert failed(sql, "empty-heading") == []
