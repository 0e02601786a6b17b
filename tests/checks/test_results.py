"""Results beside their targets: full scores, results far above, and targets that changed since the budget."""

import pytest

from mingzhang.checks.numbers.reported import other_result
from mingzhang.checks.numbers.results import against_target, is_explained, more_is_better, times_target
from tests.checks.evaluations import IN_ORDER, Build, changed, outcomes

pytestmark = pytest.mark.together


def test_full_score_though_the_target_was_missed_is_found(built: Build) -> None:
    _, sql = built(甲__txt=changed(("≥100人 | 120人", "≥100人 | 80人")))
    ((summary, expected, observed),) = sql(
        "SELECT summary, expected, observed FROM findings WHERE check_id = 'full-score-though-missed'"
    )
    assert summary == "“技能培训项目”的“培训人数”目标 ≥100人，完成值 80人，得分 30（满分 30）。"
    assert (expected, observed) == ("≥100人", "80人")


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("≥100人 | 120人 | 30 | 30 | 无", "passed 得满分，完成值达到目标"),
        ("≥100人 | 80人 | 30 | 25 | 无", "passed 没有得满分"),
        ("≥100人 | — | 30 | 30 | 无", "failed 得满分，完成值空白"),
        ("≥100人 | 80人 | 30 | 30 | 疫情影响", "failed 得满分，完成值没有达到目标，并写了原因"),
        ("明显提高 | 达成预期指标 | 30 | 30 | 无", "not_applicable 目标或完成值是文字，无法比较"),
        ("明显提高 | — | 30 | 30 | 无", "failed 得满分，完成值空白"),
        ("≥100人 | 80人次 | 30 | 30 | 无", "not_applicable 单位不同，或者看不出以多为好还是以少为好"),
        ("≥100人 | 80人 | 30 | — | 无", "not_applicable 没有印出分值或得分"),
    ],
)
def test_what_a_full_score_comes_to(built: Build, row: str, outcome: str) -> None:
    _, sql = built(甲__txt=changed(("≥100人 | 120人 | 30 | 30 | 无", row)))
    found = outcomes(sql, "full-score-though-missed")
    base = {"passed 得满分，完成值达到目标": 2, "passed 没有得满分": 1}
    assert found == {**base, outcome: base.get(outcome, 0) + 1}


def test_without_a_column_for_actual_values_nothing_is_blank(built: Build) -> None:
    _, sql = built(
        甲__txt=changed((" | 实际完成值", ""), ("120人 | ", ""), ("750元 | ", ""), ("85% | ", ""), ("95% | ", ""))
    )
    assert sql("SELECT phase FROM projects") == [("self_evaluation",)]
    assert outcomes(sql, "full-score-though-missed") == {
        "not_applicable 表上没有完成值一栏": 3,
        "passed 没有得满分": 1,
    }


COUNT, COST, SPEED = "产出指标数量指标", "成本指标经济成本指标", "产出指标时效指标"


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "due", "levels", "name", "actual", "verdict"),
    [
        ("≥", 100, "人", "", COUNT, "培训人数", "100", "met"),
        ("＞", 100, "人", "", COUNT, "培训人数", "100人", "met"),  # no sign of the tables: none is printed
        (">", 100, "人", "", COUNT, "培训人数", "100人", "missed"),
        ("≤", 90, "万元", "", COST, "项目总成本", "90", "met"),
        ("≤", 90, "万元", "", COST, "项目总成本", "95", "missed"),
        ("≤", 90, "万元", "", COST, "项目总成本", "890000元", "met"),
        ("≤", 90, "万元", "", COST, "项目总成本", "910000元", "missed"),
        ("≤", 90, "万元", "", COST, "项目总成本", "890000", "unclear"),  # in yuan, or far too much
        ("=", 100, "%", "", COUNT, "覆盖率", "100.00%", "met"),
        ("=", 100, "%", "", COUNT, "覆盖率", "98%", "missed"),
        ("=", 100, "人", "", COUNT, "人数", "120人", "missed"),
        ("≥", 90, "%", "", COUNT, "合格率", "0.95", "unclear"),
        ("≤", 5, "%", "", COUNT, "差错率", "0.03", "met"),
        ("", 100, "人", "", COUNT, "培训人数", "120人", "met"),
        ("", 100, "人", "", COUNT, "培训人数", "90人", "missed"),
        ("", 100, "名", "", COUNT, "培训人数", "90人", "missed"),
        ("", 100, "人", "", COUNT, "培训人数", "120人次", "unclear"),
        ("", 800, "元", "", COST, "人均成本", "750元", "met"),
        ("", 800, "元", "", COST, "人均成本", "850元", "missed"),
        ("", 100, "%", "", COST, "成本控制率", "98%", "unclear"),
        ("", 5, "次", "", COUNT, "投诉次数", "3次", "met"),
        ("", 5, "次", "", COUNT, "投诉次数", "8次", "missed"),
        ("", 100, "%", "", COUNT, "投诉处理率", "95%", "missed"),
        ("", 5, "天", "", SPEED, "办理天数", "3天", "unclear"),
        ("", 5, "天", "", SPEED, "办理天数", "5天", "met"),
        ("", "", "", "", COUNT, "效果", "达成预期指标", "words"),
        ("≥", 90, "%", "", COUNT, "合格率", "达成预期指标", "words"),
        ("≥", 90, "%", "", COUNT, "合格率", "≥95%", "unclear"),
        ("", "", "", "2023-12-31", SPEED, "完成时间", "2023年12月20日", "met"),
        ("", "", "", "2023-12-31", SPEED, "完成时间", "2023年12月", "met"),
        ("", "", "", "2023-12-31", SPEED, "完成时间", "2023年第四季度", "met"),
        ("", "", "", "2023-11-30", SPEED, "完成时间", "2023年12月20日", "missed"),
        ("", "", "", "2023-12-31", SPEED, "完成时间", "2024年1月5日", "missed"),
        ("", "", "", "2023-12-31", SPEED, "完成时间", "按时完成", "words"),
    ],
)
def test_an_actual_value_beside_its_target(
    comparator: str, value: float | str, unit: str, due: str, levels: str, name: str, actual: str, verdict: str
) -> None:
    assert against_target(comparator, value, unit, due, levels, name, actual) == verdict


def test_several_times_the_target_without_a_reason_is_found(built: Build) -> None:
    row = "≥100人 | 120人 | 30 | 30 | 无"
    far = changed((row, "≥100人 | 350人 | 30 | 30 | 无"))
    told = changed((row, "≥100人 | 350人 | 30 | 30 | 上级追加名额"))
    _, sql = built(甲__txt=far, 乙__txt=told)
    ((summary,),) = sql("SELECT summary FROM findings WHERE check_id = 'actual-far-above-target'")
    assert summary == "“技能培训项目”的“培训人数”目标 ≥100人，完成值 350人，是目标的 3.5 倍，没有写原因。"
    assert sql(
        "SELECT sum(n) FROM check_results WHERE check_id = 'actual-far-above-target' AND reason LIKE '%写了原因'"
    ) == [(1,)]


def test_a_result_a_little_above_and_a_ceiling_are_no_question(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    assert outcomes(sql, "actual-far-above-target") == {
        "not_applicable 不以多为好，或者看不出来": 1,
        "passed 完成值没有高出目标很多": 3,
    }


def test_how_many_times_a_target() -> None:
    assert times_target(100, "人", "350") == 3.5
    assert times_target(0.5, "万人", "20000人") == 4
    assert times_target(100, "人", "350人次") is None
    assert times_target(0, "人", "5人") is None
    assert times_target(2, "%", "0.9") is None
    assert times_target("", "", "5人") is None
    assert more_is_better("≥", "元", COST, "成本") == 1
    assert more_is_better("≤", "人", COUNT, "人数") == 0
    assert more_is_better("", "天", SPEED, "天数") == 0
    assert more_is_better("", "元", "效益指标经济效益指标", "带动增收") == 1


def test_a_reason_that_says_nothing_is_none() -> None:
    assert [is_explained(text) for text in ("无", " 无。", "/", "", "上级追加名额")] == [0, 0, 0, 0, 1]


CODE = "51092323T000010263357"
BUDGET = """项目支出绩效目标表（2023年度）
项目名称 | {code}-技能培训项目
实施单位 | 甲县人社局
资金总额（万元） | 10.00
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | {target}
产出指标 | 成本指标 | 人均成本 | ≤800元
效益指标 | 社会效益指标 | 就业率 | ≥90%
满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90%
"""
CODED = changed(("技能培训项目", f"{CODE}-技能培训项目"))


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("≥100人", "passed 目标相同"),
        ("≥100名", "passed 目标相同"),
        ("≥100.00（人）", "passed 目标相同"),
        ("100人", "passed 目标相同"),
        ("≥150人", "failed 目标不同"),
        ("≤100人", "failed 目标不同"),
        ("≥100人次", "failed 目标不同"),
        ("较多", "failed 目标不同"),
        ("—", "not_applicable 有一边没有目标，或者没有读懂"),
    ],
)
def test_a_target_that_changed_between_budget_and_self_evaluation(built: Build, target: str, outcome: str) -> None:
    _, sql = built(预算__txt=BUDGET.format(code=CODE, target=target), 自评__txt=CODED)
    found = outcomes(sql, "target-changed")
    base = {"passed 目标相同": 3}
    assert found == {**base, outcome: base.get(outcome, 0) + 1}


def test_a_changed_target_quotes_both_sides(built: Build) -> None:
    _, sql = built(预算__txt=BUDGET.format(code=CODE, target="≥150人"), 自评__txt=CODED)
    ((finding, summary),) = sql("SELECT id, summary FROM findings WHERE check_id = 'target-changed'")
    assert summary == "“技能培训项目”的“培训人数”，预算里的目标是 ≥150人，自评表里是 ≥100人。"
    assert sql("SELECT role, quote FROM finding_evidence WHERE finding_id = ? ORDER BY position", finding) == [
        ("after", "培训人数\n≥100人"),
        ("before", "培训人数\n≥150人"),
    ]


def test_indicators_without_one_sure_counterpart_are_not_compared(built: Build) -> None:
    twice = CODED.replace("产出指标(50分) | 成本指标 | 人均成本", "产出指标(50分) | 数量指标 | 培训人数")
    renamed = BUDGET.format(code=CODE, target="≥150人").replace("就业率", "就业人数占比")
    _, sql = built(预算__txt=renamed, 自评__txt=twice)
    assert outcomes(sql, "target-changed") == {
        "not_applicable 同名的指标不止一个，看不出哪个对哪个": 2,
        "not_applicable 预算里没有同名的指标": 1,
        "passed 目标相同": 1,
    }


def test_other_years_and_other_projects_are_not_compared(built: Build) -> None:
    other_year = BUDGET.format(code=CODE, target="≥150人").replace("2023年度", "2022年度")
    _, sql = built(预算__txt=other_year, 自评__txt=CODED)
    assert outcomes(sql, "target-changed") == {}


def test_two_budgets_of_one_year_are_not_chosen_from(built: Build) -> None:
    one = BUDGET.format(code=CODE, target="≥150人")
    _, sql = built(一__txt=one, 二__txt=one.replace("10.00", "11.00"), 自评__txt=CODED)
    assert outcomes(sql, "target-changed") == {"not_applicable 同一年度有几份预算列着这个项目": 4}


@pytest.mark.parametrize(
    ("report", "name", "actual", "said"),
    [
        ("在训学员186名，向市体校、省体校等上一级训练单位共输送运动员17名。", "输送运动员", "15", "17名"),
        ("开展健康讲座24场，组织乡镇卫生院义诊活动38场。", "义诊活动", "36", "38场"),
        ("新建公厕12座，完成老旧小区改建公厕9座。", "改建公厕", "8", "9座"),
        ("在训学员186名，输送运动员17名，其中女运动员15名。", "在训学员", "186", ""),
        (
            "在训学员186名，输送省级运动员17名，输送市级运动员15名。",
            "输送运动员",
            "15",
            "",
        ),  # the actual value is printed
        ("在训学员186名，计划输送运动员17名。", "输送运动员", "15", ""),
        ("组织义诊38场，参加县级义诊活动2场。", "开展义诊活动次数", "36", ""),
    ],
)
def test_of_several_results_the_one_that_is_named_whole_is_beside_the_actual_value(
    report: str, name: str, actual: str, said: str
) -> None:
    found = other_result(report, name, actual, "名" if "名" in report else "场" if "场" in report else "座")
    assert found.endswith(said)
    assert bool(found) == bool(said)
