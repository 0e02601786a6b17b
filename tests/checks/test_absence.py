"""Nothing is said to be missing where something was not understood: the missing thing may stand there."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.documents import of, outcomes, sheet
from tests.checks.evaluations import Build, changed

pytestmark = pytest.mark.together

TITLE = "<p>项目支出绩效目标表（2023年度）</p>"
ABSENCES = (
    "indicator-without-value",
    "deadline-missing",
    "rate-without-comparator",
    "empty-heading",
    "satisfaction-without-subject",
    "target-not-a-number",
    "cost-targets-below-amount",
    "full-score-though-missed",
)


def goal_sheet(*columns: str) -> str:
    """A sheet that lacks what seven checks ask for, with more columns (label, then what stands in each row) at the end."""
    more = [column.split("/") for column in columns]
    head = "".join(f" | {label}" for label, _ in more)
    tail = "".join(f" | {text}" for _, text in more)
    rows = [
        ("产出指标", "数量指标", "培训人数", ""),
        ("产出指标", "质量指标", "合格率", "90%"),
        ("产出指标", "时效指标", "工作及时率", "≥100%"),
        ("产出指标", "成本指标", "场租", "≤1万元"),
        ("效益指标", "社会效益指标", "投诉", "≤2022年实际值"),
        ("满意度指标", "服务对象满意度指标", "满意度", "95%"),
    ]
    table = sheet(
        "项目名称 | 培训项目",
        "主管部门 | 甲局 | 实施单位 | 甲局",
        "年度资金总额 | 10万元",
        f"一级指标 | 二级指标 | 三级指标 | 指标值{head}",
        *(" | ".join(row) + tail for row in rows),
    )
    return table.replace("<table>", f"{TITLE}<table>")


def found(sql: Callable[..., list[Any]]) -> list[str]:
    return [row[0] for row in sql("SELECT check_id FROM findings ORDER BY check_id") if row[0] in ABSENCES]


def test_what_a_sheet_that_was_understood_lacks_is_found(built: Build) -> None:
    _, sql = built(甲__html=goal_sheet())
    assert sql("SELECT is_understood FROM projects") == [(1,)]
    assert found(sql) == [
        "cost-targets-below-amount",
        "deadline-missing",
        "indicator-without-value",
        "rate-without-comparator",
        "satisfaction-without-subject",
        "target-not-a-number",
    ]


def test_under_labels_that_nobody_knows_anything_may_stand(built: Build) -> None:
    _, sql = built(甲__html=goal_sheet("符号乙/甚", "甲值/丙"))
    assert sql("SELECT is_understood FROM projects") == [(0,)]
    assert found(sql) == []
    missing = "was not understood, and what seems to be missing may stand in it"
    line = f"a column of the sheet, or a line under this heading, {missing}"
    assert outcomes(sql, "indicator-without-value")["not_applicable", "the indicator was not understood"] == 1
    assert outcomes(sql, "rate-without-comparator")["not_applicable", line] == 2
    whole = f"a column or line of the sheet {missing}"
    assert outcomes(sql, "deadline-missing") == {("not_applicable", whole): 1}
    assert outcomes(sql, "cost-targets-below-amount") == {("not_applicable", whole): 1}


def test_an_actual_value_may_stand_under_a_label_that_nobody_knows(built: Build) -> None:
    blank = ("≥100人 | 120人", "≥100人 | ")
    strange = changed(blank, ("偏差原因分析", "偏差原因分析 | 甲值丙"), ("30 | 30 | 无", "30 | 30 | 无 | 120"))
    _, sql = built(甲__txt=changed(blank), 乙__txt=strange.replace("技能培训", "慰问"))
    assert sql("SELECT is_understood, name FROM projects ORDER BY 1") == [(0, "慰问项目"), (1, "技能培训项目")]
    assert sql(
        "SELECT name FROM findings JOIN projects ON projects.id = project_id WHERE check_id = 'full-score-though-missed'"
    ) == [("技能培训项目",)]


def test_an_empty_heading_of_a_whole_row_is_found(built: Build) -> None:
    _, sql = built(甲__txt=of(("目标一：培训", "一、产出指标 （一）数量指标 （二）质量指标 1. 合格率100%")))
    assert sql("SELECT summary FROM findings WHERE check_id = 'empty-heading'") == [
        ("有 1 个应当填写的标题下面没有指标，例如第 1 项“甲”的“数量指标”。",)
    ]
