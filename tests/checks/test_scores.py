"""Points of self-evaluations: each score against its weight, and every sum that is printed."""

import pytest

from tests.checks.evaluations import IN_ORDER, Build, changed, failed, outcomes

pytestmark = pytest.mark.together


def test_points_in_order_are_shown_as_they_add_up(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    assert failed(sql, "scores") == []
    expressions = [
        row[0] for row in sql("SELECT expression FROM reconciliations WHERE check_id = 'scores' ORDER BY id")
    ]
    assert "“技能培训项目”的分值：30 + 20 + 30 + 10 + 10 = 100，合计写 100" in expressions
    assert "“技能培训项目”的得分：30 + 20 + 28 + 10 + 7.5 = 95.5，总得分写 95.5" in expressions
    assert "“技能培训项目”的“产出指标(50分)”：2 个分值相加 = 50 = 标题的 50 分" in expressions


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("总分 | 100 | 95.5", "总分 | 100 | 96.5"), [("96.5", "95.5")]),
        (("总分 | 100 | 95.5", "总分 | 96.5"), [("96.5", "95.5")]),
        (("85% | 30 | 28", "85% | 30 | 32"), [("30", "32"), ("95.5", "99.5")]),
        (("75.00% | 7.5", "75.00% | 11"), [("10", "11"), ("95.5", "99.0")]),
        (("95% | 10 | 10", "95% | 15 | 10"), [("10.0", "15.0"), ("100.0", "105.0")]),
        (("产出指标(50分)", "产出指标(60分)"), [("60.0", "50.0")]),
    ],
)
def test_points_that_do_not_add_up_are_found(
    built: Build, change: tuple[str, str], found: list[tuple[str, str]]
) -> None:
    _, sql = built(甲__txt=changed(change))
    assert sorted((float(e or 0), float(o or 0)) for e, o, _ in failed(sql, "scores")) == sorted(
        (float(e), float(o)) for e, o in found
    )


def test_a_finding_shows_the_sum_and_quotes_the_total(built: Build) -> None:
    _, sql = built(甲__txt=changed(("总分 | 100 | 95.5", "总分 | 100 | 96.5")))
    ((finding, summary),) = sql("SELECT id, summary FROM findings WHERE check_id = 'scores'")
    assert summary == "“技能培训项目”的总得分写 96.5，各得分（30 + 20 + 28 + 10 + 7.5）相加为 95.5。"
    assert sql("SELECT quote FROM finding_evidence WHERE finding_id = ? AND role = 'stated'", finding) == [
        ("总分 96.5",)
    ]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ([("总分 | 100 | 95.5\n", "")], "not_applicable 没有印出合计"),
        ([("85% | 30 | 28", "85% | 30 | —")], "not_applicable 有分值或得分没有填写，或者没有读出"),
        ([("95% | 10 | 10", "95% | 约10 | 10")], "not_applicable 有分值或得分没有填写，或者没有读出"),
        (
            [("9.00 | 10 | 75.00% | 7.5", "9.00 | — | 75.00% | —")],
            "not_applicable 差的正好可以是预算执行率的分数，而表上没有印出来",
        ),
        (
            [("产出指标(50分) | 数量", "产出指标 | 数量"), ("产出指标(50分) | 成本", "产出指标 | 成本")],
            "passed 分值之和等于印出的合计",
        ),
    ],
)
def test_what_cannot_be_known_is_not_said(built: Build, changes: list[tuple[str, str]], outcome: str) -> None:
    _, sql = built(甲__txt=changed(*changes))
    assert failed(sql, "scores") == []
    assert outcome in outcomes(sql, "scores")


def test_the_last_row_may_leave_the_execution_rate_out(built: Build) -> None:
    _, sql = built(甲__txt=changed(("总分 | 100 | 95.5", "总分 | 90 | 88")))
    assert failed(sql, "scores") == []


def test_a_weight_merged_over_several_rows_counts_once(built: Build) -> None:
    page = (
        "<html><body><p>2023年度项目支出绩效自评表</p><table>"
        "<tr><td>项目名称</td><td colspan=6>甲</td></tr>"
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>"
        "<tr><td rowspan=2>产出指标(60分)</td><td rowspan=2>数量指标</td><td>场次</td><td>2场</td><td>2场</td>"
        "<td rowspan=2>60</td><td rowspan=2>60</td></tr>"
        "<tr><td>人数</td><td>50人</td><td>50人</td></tr>"
        "<tr><td>效益指标(40分)</td><td>社会效益指标</td><td>就业率</td><td>90%</td><td>90%</td><td>40</td><td>40</td></tr>"
        "<tr><td colspan=5>总分</td><td>100</td><td>100</td></tr></table></body></html>"
    )
    _, sql = built(甲__html=page)
    assert sql("SELECT sum(weight) FROM indicators") == [(160,)]
    assert failed(sql, "scores") == []
    assert outcomes(sql, "scores")["passed 分值之和等于印出的合计"] == 1


def test_a_budget_has_no_points(built: Build) -> None:
    _, sql = built(
        甲__txt=changed(
            ("自评表", "目标表"),
            (" | 实际完成值", ""),
            ("120人 | ", ""),
            ("750元 | ", ""),
            ("85% | ", ""),
            ("95% | ", ""),
        )
    )
    assert sql("SELECT outcome, n FROM check_results WHERE check_id = 'scores'") == [("not_applicable", 0)]


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        (
            [("≥100人 | 120人 | 30 | 30", "≥100人 | 120人 | 30 | 29.9"), ("总分 | 100 | 95.5", "总分 | 100 | 95.4")],
            True,
        ),
        ([("75.00% | 7.5", "75.00% | 7.47"), ("总分 | 100 | 95.5", "总分 | 100 | 95.5")], True),
        ([("75.00% | 7.5", "75.00% | 7.47"), ("总分 | 100 | 95.5", "总分 | 100 | 95")], True),
        ([("75.00% | 7.5", "75.00% | 7.47"), ("总分 | 100 | 95.5", "总分 | 100 | 96")], False),
        ([("总分 | 100 | 95.5", "总分 | 100 | 95")], True),
        ([("总分 | 100 | 95.5", "总分 | 100 | 94")], False),
    ],
)
def test_sums_are_decimal_and_leave_room_for_rounded_points(
    built: Build, changes: list[tuple[str, str]], fits: bool
) -> None:
    _, sql = built(甲__txt=changed(*changes))
    assert (failed(sql, "scores") == []) is fits


def test_points_of_the_execution_count_in_all_sheets_of_a_document_when_one_shows_that_they_do(built: Build) -> None:
    """Indicators of 100 points beside 10 of the execution rate come to 110, unless the document leaves them out."""
    over = changed(
        ("技能培训", "慰问"),
        ("满意度指标(10分)", "满意度指标(20分)"),
        ("95% | 10 | 10", "95% | 20 | 20"),
        ("95.5\n", "98\n"),
    )
    _, sql = built(甲__txt=IN_ORDER + over)
    assert [row[:2] for row in failed(sql, "scores")] == [("100.0", "110.0")]
    _, sql = built(甲__txt=over)
    assert failed(sql, "scores") == []


def test_each_sheet_of_a_document_is_judged_alone(built: Build) -> None:
    second = changed(("技能培训", "慰问"), ("| 30 | 28 |", "| 30 | 约28 |"), ("总分 | 100 | 95.5", "总分 | 100 | 96.5"))
    first = changed(("总分 | 100 | 95.5", "总分 | 100 | 94.5"))
    _, sql = built(甲__txt=first + second)
    assert [row[:2] for row in failed(sql, "scores")] == [("94.5", "95.5")]


def in_lines(*changes: tuple[str, str]) -> str:
    """The evaluation in order with one cell a line, and labels with points above its two parts; changed."""
    parts = [
        ("项目资金（万元）", "预算执行情况(10分)\n项目资金（万元）"),
        ("一级指标 | 二级", "绩效指标(90分)\n一级指标 | 二级"),
    ]
    return changed(*parts, *changes).replace(" | ", "\n")


def test_parts_of_a_sheet_that_print_points_are_held_against_their_weights(built: Build) -> None:
    other = in_lines(("(90分)", "(80分)"), ("预算执行情况(10分)", "预算执行情况(20分)"))
    _, sql = built(甲__txt=in_lines(), 乙__txt=other)
    assert sorted(row[:2] for row in failed(sql, "scores")) == [("20.0", "10.0"), ("80.0", "90.0")]
    assert sql("SELECT count(*) FROM reconciliations WHERE id LIKE '%-part-%'") == [(2,)]


def test_points_of_the_execution_that_only_its_label_prints_count_in_the_total(built: Build) -> None:
    _, sql = built(甲__txt=in_lines(("9.00 | 10 | 75.00% | 7.5", "9.00 | — | 75.00% | —")))
    assert failed(sql, "scores") == []
    assert outcomes(sql, "scores")["passed 分值之和等于印出的合计"] == 1
