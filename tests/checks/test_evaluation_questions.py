"""What a careful reader asks of a self-evaluation: money, scores, satisfaction; each with a fault and a twin without it.

Written before the SQL of the checks.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.documents import project, summaries, table
from tests.checks.evaluations import IN_ORDER, Build, changed

pytestmark = pytest.mark.together

Sql = Callable[..., list[Any]]

SPENT = "年度资金总额 | 10.00 | 12.00 | 9.00 | 10 | 75.00% | 7.5"
FISCAL = "其中：当年财政拨款 | 10.00 | 10.00 | 8.00 | — | 80.00% | —"


def spending(year: str, fiscal: str) -> str:
    return changed((SPENT, year), (FISCAL, fiscal))


def test_less_than_half_of_the_money_spent_is_asked_about(built: Build) -> None:
    text = spending(
        "年度资金总额 | 10.00 | 12.00 | 4.80 | 10 | 40.00% | 4",
        "其中：当年财政拨款 | 10.00 | 10.00 | 3.80 | — | 38.00% | —",
    )
    _, sql = built(甲__txt=text)
    assert summaries(sql, "executed-below-half") == [
        "“技能培训项目”全年预算数 12.00 万元，执行 4.80 万元，只有 40.0%。"
    ]


def test_more_than_half_of_the_money_spent_is_none(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    assert summaries(sql, "executed-below-half") == []


def test_more_spent_than_the_year_had_is_asked_about(built: Build) -> None:
    text = spending(
        "年度资金总额 | 10.00 | 12.00 | 15.00 | 10 | 125.00% | 10",
        "其中：当年财政拨款 | 10.00 | 10.00 | 14.00 | — | 140.00% | —",
    )
    _, sql = built(甲__txt=text)
    assert summaries(sql, "spent-above-budget") == [
        "“技能培训项目”全年预算数 12.00 万元，执行数 15.00 万元，多出 3.00 万元。"
    ]


def test_all_money_spent_is_none(built: Build) -> None:
    text = spending("年度资金总额 | 10.00 | 12.00 | 12.00 | 10 | 100.00% | 10", FISCAL)
    _, sql = built(甲__txt=text)
    assert summaries(sql, "spent-above-budget") == []


BUDGET = table(project("技能培训项目", amount="{amount}"), year=2023).replace("某局", "甲县人社局")


@pytest.mark.parametrize(("amount", "told"), [("10.00", 0), ("16.00", 1)])
def test_the_opening_figure_is_that_of_the_published_budget(built: Build, amount: str, told: int) -> None:
    sidecar = 'region: "632221"\n'
    _, sql = built(
        甲__txt=IN_ORDER, 甲__txt__yml=sidecar, budget__txt=BUDGET.format(amount=amount), budget__txt__yml=sidecar
    )
    found = summaries(sql, "opening-figure")
    assert len(found) == told
    assert not told or "公开的预算是 16.00 万元，自评表的年初预算数是 10.00 万元" in found[0]


def with_indicators(*items: str) -> str:
    listed = " ".join(f"{at}. {item}" for at, item in enumerate(items, 1))
    return table(
        project("技能培训项目", "目标一：培训。", f"一、产出指标 (一)数量指标 {listed}", "10.00"), year=2023
    ).replace("某局", "甲县人社局")


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (("培训人数≥100人", "培训期数≥4期"), "“培训期数≥4期”在自评表里没有了"),
        (("培训学员规模≥100人",), "“培训学员规模≥100人”在自评表里没有了，“培训人数≥100人”与它数值相同，像是改了名称"),
        (("培训人数≥100人",), None),
    ],
)
def test_a_target_of_the_budget_that_the_self_evaluation_lacks(
    built: Build, items: tuple[str, ...], said: str | None
) -> None:
    sidecar = 'region: "632221"\n'
    _, sql = built(甲__txt=IN_ORDER, 甲__txt__yml=sidecar, b__txt=with_indicators(*items), b__txt__yml=sidecar)
    found = summaries(sql, "target-dropped")
    assert len(found) == (said is not None)
    assert not said or said in found[0]


def test_where_a_line_was_not_understood_nothing_is_said_to_be_dropped(built: Build) -> None:
    sidecar = 'region: "632221"\n'
    text = changed(
        ("产出指标(50分) | 成本指标 | 人均成本 | ≤800元", "产出指标(50分) | 成本指标 | 人均成本 | ≥600元 ≤800元")
    )
    _, sql = built(甲__txt=text, 甲__txt__yml=sidecar, b__txt=with_indicators("培训期数≥4期"), b__txt__yml=sidecar)
    assert summaries(sql, "target-dropped") == []


ROW = "培训人数 | ≥100人 | 120人 | 30 | 30 | 无"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("培训人数 | ≥100人 | 50人 | 30 | 29 | 生源不足", 1),
        ("培训人数 | ≥100人 | 50人 | 30 | 15 | 生源不足", 0),
        ("培训人数 | ≥100人 | 96人 | 30 | 29 | 生源不足", 0),
        ("培训人数 | ≥100人 | 50人 | 30 | 30 | 生源不足", 0),
        (ROW, 0),
    ],
)
def test_points_far_above_the_share_that_was_reached(built: Build, row: str, told: int) -> None:
    _, sql = built(甲__txt=changed((ROW, row)))
    found = summaries(sql, "points-above-result")
    assert len(found) == told
    assert not told or "完成值 50人，只有目标的 50%，得分 29（满分 30）" in found[0]


@pytest.mark.parametrize(("actual", "told"), [("108%", 1), ("95%", 0), ("100%", 0)])
def test_a_share_that_was_reached_above_100(built: Build, actual: str, told: int) -> None:
    _, sql = built(甲__txt=changed(("学员满意度 | ≥90% | 95%", f"学员满意度 | ≥90% | {actual}")))
    assert len(summaries(sql, "actual-over-100")) == told


def test_growth_above_100_is_none(built: Build) -> None:
    _, sql = built(甲__txt=changed(("就业率 | ≥90% | 85%", "收入增长率 | ≥90% | 130%")))
    assert summaries(sql, "actual-over-100") == []


def full(name: str) -> str:
    return changed(
        ("技能培训项目", name),
        ("就业率 | ≥90% | 85% | 30 | 28 | 企业招工减少", "就业率 | ≥90% | 95% | 30 | 30 | 无"),
        (SPENT, "年度资金总额 | 10.00 | 12.00 | 12.00 | 10 | 100.00% | 10"),
        ("总分 | 100 | 95.5", "总分 | 100 | 100"),
    )


def test_full_points_throughout_a_document_are_told_once(built: Build) -> None:
    _, sql = built(甲__txt="\n\n".join(full(name) for name in ("甲项目", "乙项目", "丙项目")))
    assert summaries(sql, "all-scores-full") == ["3 个项目的自评表，各项指标全部得满分，没有一项扣分。"]


def test_points_taken_off_anywhere_in_a_document_are_none(built: Build) -> None:
    sheets = [full("甲项目"), full("乙项目"), changed(("技能培训项目", "丙项目"))]
    _, sql = built(甲__txt="\n\n".join(sheets))
    assert summaries(sql, "all-scores-full") == []


def test_satisfaction_without_a_word_of_a_survey_is_told(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    (found,) = summaries(sql, "satisfaction-without-survey")
    assert "学员满意度" in found


@pytest.mark.parametrize(
    "change",
    [
        ("95% | 10 | 10 | 无", "95% | 10 | 10 | 发放问卷120份"),
        ("学员满意度 | ≥90% | 95%", "学员满意度 | ≥90% | —"),
        (
            "满意度指标(10分) | 服务对象满意度指标 | 学员满意度 | ≥90% | 95%",
            "效益指标(10分) | 社会效益指标 | 取证率 | ≥90% | 95%",
        ),
    ],
)
def test_satisfaction_with_a_survey_or_without_a_value_is_none(built: Build, change: tuple[str, str]) -> None:
    _, sql = built(甲__txt=changed(change))
    assert summaries(sql, "satisfaction-without-survey") == []
