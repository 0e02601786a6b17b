"""Sources of funds against their total, and execution rates against the amounts they are made of."""

import pytest

from tests.checks.evaluations import IN_ORDER, Build, changed, failed, outcomes

pytestmark = pytest.mark.together

SHEET = """项目支出绩效目标表（2023年度）
项目名称 | 培训
{}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | 100人
"""


def test_a_self_evaluation_in_order_raises_nothing_and_shows_its_arithmetic(built: Build) -> None:
    _, sql = built(甲__txt=IN_ORDER)
    assert sql("SELECT check_id, summary FROM findings WHERE class != 'form'") == []
    assert [
        row[0] for row in sql("SELECT expression FROM reconciliations WHERE check_id = 'funding-parts' ORDER BY id")
    ] == [
        "“技能培训项目”的全年预算：10.00 + 2.00 = 12.00 万元 = 总额",
        "“技能培训项目”的年初预算：10.00 = 10.00 万元 = 总额",
        "“技能培训项目”的执行数：8.00 + 1.00 = 9.00 万元 = 总额",
    ]
    assert sql("SELECT expression FROM reconciliations WHERE check_id = 'execution-rate'") == [
        ("“技能培训项目”：执行数 9.00 万元 ÷ 全年预算数 12.00 万元 = 75%，表上写 75.00%",)
    ]


def test_parts_above_or_below_their_total_are_found_in_their_own_column(built: Build) -> None:
    _, sql = built(甲__txt=changed(("当年财政拨款 | 10.00 | 10.00 | 8.00", "当年财政拨款 | 10.00 | 10.33 | 7.00")))
    assert failed(sql, "funding-parts") == [
        ("12.00 万元", "12.33 万元", 3_300),
        ("9.00 万元", "8.00 万元", -10_000),
    ]
    assert outcomes(sql, "funding-parts")["passed 各部分之和等于总额"] == 1
    (summary,) = sql("SELECT summary FROM findings WHERE difference_yuan = 3300")[0]
    assert summary == (
        "“技能培训项目”的全年预算写 12.00 万元，各资金来源（10.33 + 2.00）相加为 12.33 万元，多出 0.33 万元。"
        "哪一边不对，从文件里看不出来。"
    )
    evidence = sql(
        "SELECT role, quote FROM finding_evidence WHERE finding_id LIKE '%adjusted-year-funding-parts' ORDER BY position"
    )
    assert evidence == [("whole", "12.00"), ("part", "10.33"), ("part", "2.00")]


def test_parts_that_are_the_total_in_another_column_are_all_there_are(built: Build) -> None:
    rest = ("其他资金 | — | — | — | — | — | —\n", "")
    _, sql = built(
        甲__txt=changed(rest, ("10.00 | 10.00 | 8.00", "10.00 | 9.00 | 8.00")),
        乙__txt=changed(rest, ("10.00 | 10.00 | 8.00", "8.00 | 9.00 | 7.00"), ("甲县人社局", "乙县人社局")),
    )
    assert failed(sql, "funding-parts") == [("12.00 万元", "11.00 万元", -10_000)]


@pytest.mark.parametrize(
    ("money", "outcome"),
    [
        (
            "资金总额（万元） | 10.0 | 其中：财政拨款 | 3.33 | 单位资金 | 6.64",
            "passed 各部分之和与总额的差额在四舍五入的范围内",
        ),
        ("资金总额（万元） | 10 | 其中：财政拨款 | 7 | 其他资金 | 3", "passed 各部分之和等于总额"),
        ("资金总额（万元） | 10.00 | 其中：财政拨款 | 7.00 | 其他资金 | 4.00", "failed 各部分之和大于总额"),
        (
            "资金总额（万元） | 10.00 | 其中：财政拨款 | 7.00 | 其他资金 | —",
            "failed 各部分之和小于总额，而且表上没有别的来源",
        ),
        ("资金总额（万元） | 10.00 | 其中：财政拨款 | 7.00", "not_applicable 只印出一部分来源，看不出是否列全"),
        ("资金总额（万元） | 10.00 | 其中：财政拨款 | 约7 | 其他资金 | 4.00", "not_applicable 总额或某一部分没有读出"),
        ("资金总额（万元） | — | 其中：财政拨款 | 7.00 | 其他资金 | 4.00", "not_applicable 没有印出总额"),
        (
            "资金总额（万元） | 10.00 | 其中：财政拨款 | 7.00 | 中央资金 | 2.00 | 其他资金 | 1.00",
            "passed 加上表里没有专门一栏的来源，各部分之和等于总额",
        ),
        (
            "资金总额（万元） | 10.00 | 其中：财政拨款 | 7.00 | 中央资金 | 6.00 | 其他资金 | 1.00",
            "not_applicable 还有别的来源，看不出是另一部分还是包含在其中",
        ),
        (
            "资金总额（万元） | 10.00 | 其中：财政拨款 | 9.00 | 中央资金 | 6.00 | 其他资金 | 2.00",
            "failed 各部分之和大于总额",
        ),
    ],
)
def test_what_a_split_of_money_comes_to(built: Build, money: str, outcome: str) -> None:
    _, sql = built(甲__txt=SHEET.format(money))
    assert outcomes(sql, "funding-parts") == {outcome: 1}


def test_beside_amounts_that_were_not_placed_no_sum_is_tested(built: Build) -> None:
    longer = "上年结转资金 | — | 3.00 | 1.00 | — | 50.00% | — | 5.00"
    _, sql = built(甲__txt=changed(("上年结转资金 | — | 2.00 | 1.00 | — | 50.00% | —", longer)))
    assert sql("SELECT reason_id FROM rejects") == [("cells-not-placed",)]
    assert failed(sql, "funding-parts") == []
    assert outcomes(sql, "funding-parts")["not_applicable 金额旁边有没有转换的内容，可能少了一部分"] == 1


def test_the_year_and_the_whole_project_are_split_apart(built: Build) -> None:
    money = (
        "实施期资金总额（万元） | 30.00 | 年度资金总额 | 10.00\n"
        "其中：财政拨款 | 20.00 | 其中：财政拨款 | 10.00\n"
        "其他资金 | 10.00 | 其他资金 | 1.00"
    )
    _, sql = built(甲__txt=SHEET.format(money))
    ((finding,),) = sql("SELECT id FROM findings WHERE check_id = 'funding-parts'")
    assert finding.endswith("total-year-funding-parts")
    assert outcomes(sql, "funding-parts") == {
        "failed 各部分之和大于总额": 1,
        "passed 各部分之和等于总额": 1,
        "passed 年度资金不大于整个项目的资金": 1,
    }


def _sheets(*money: str) -> str:
    return "\n".join(SHEET.format(one).replace("培训\n", f"培训{number}\n") for number, one in enumerate(money, 1))


FITS = (
    "年度资金总额（万元） | 365.00\n其中：中央补助资金 | 300.00\n省级补助资金 | 65.00",
    "年度资金总额（万元） | 240.00\n其中：中央补助资金 | 240.00\n省级补助资金 | ",
)
SHORT = "年度资金总额（万元） | 177.00\n其中：中央补助资金 | 100.00\n省级补助资金 | 47.00\n县级资金 | 20.00"


def test_levels_that_come_to_less_are_told_where_those_of_all_other_projects_fit(built: Build) -> None:
    of_its_own = SHORT.replace("县级资金", "群众自筹")  # what is no level of government may hold more than is printed
    held = "年度资金总额（万元） | 80.00\n其中：地方财政资金 | 80.00\n省级财政资金 | 50.00\n县级财政资金 | 30.00"
    _, sql = built(
        甲__txt=_sheets(*FITS, SHORT),
        乙__txt=_sheets(FITS[0], SHORT, SHORT.replace("47.00", "40.00")),  # no sheet of the form prints all sources
        丙__txt=_sheets(*FITS, of_its_own, held),
        丁__txt=_sheets("年度资金总额（万元） | 9.00\n其中：中央转移支付 | 6.00\n市级财政资金 | 4.00"),
    )
    told = "SELECT difference_yuan, summary FROM findings WHERE check_id = 'funding-parts' ORDER BY difference_yuan"
    (less, short), (more, above) = sql(told)
    assert (less, more) == (-100_000, 10_000)
    assert short == (
        "“培训3”的资金总额写 177.00 万元，印出的资金来源（100.00 + 47.00 + 20.00）相加为 167.00 万元，少 10.00 万元；"
        "同一份文件里另外 2 个项目都正好相等。哪一边不对，从文件里看不出来。"
    )
    assert "（6.00 + 4.00）相加为 10.00 万元，多出 1.00 万元" in above


def test_a_project_without_a_split_is_no_pass(built: Build) -> None:
    _, sql = built(甲__txt=SHEET.format("资金总额（万元） | 10.00"))
    assert outcomes(sql, "funding-parts") == {}
    assert sql("SELECT outcome, n FROM check_results WHERE check_id = 'funding-parts'") == [("not_applicable", 0)]


def test_an_execution_rate_that_its_amounts_do_not_give_is_found(built: Build) -> None:
    _, sql = built(甲__txt=changed(("10 | 75.00%", "10 | 70.00%")))
    assert failed(sql, "execution-rate") == [("70.00%", "75%", None)]
    evidence = sql(
        "SELECT role, quote FROM finding_evidence JOIN findings ON findings.id = finding_id WHERE check_id = 'execution-rate'"
    )
    assert evidence == [("rate", "年度资金总额 执行率 70.00%"), ("spent", "9.00"), ("budget", "12.00")]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("10.00 | 12.00 | 9.00 | 10 | 75% | 7.5", "passed 执行率等于执行数除以预算数"),
        ("10.00 | 12.00 | 9.00 | 10 | 0.75 | 7.5", "passed 执行率等于执行数除以预算数"),
        ("10.00 | 12.00 | 9.00 | 10 | 90% | 7.5", "passed 执行率等于执行数除以年初预算数"),
        ("10.00 | — | 9.00 | 10 | 90% | 7.5", "passed 执行率等于执行数除以预算数"),
        ("10.00 | 12.00 | 9.00 | 10 | 76% | 7.5", "failed 执行率与执行数除以预算数不同"),
        ("10.00 | 0.00 | 9.00 | 10 | 0% | 7.5", "not_applicable 预算数是零，无法相除"),
        ("10.00 | 12.00 | 约9 | 10 | 75% | 7.5", "not_applicable 没有印出执行数或预算数，或者没有读出"),
        ("10.00 | 12.00 | 9.00 | 10 | 七成 | 7.5", "not_applicable 执行率不是一个数"),
        ("10.00 | 12.00 | 9.00 | 10 | — | 7.5", "not_applicable 有执行数，没有印出执行率"),
    ],
)
def test_what_an_execution_rate_comes_to(built: Build, row: str, outcome: str) -> None:
    _, sql = built(甲__txt=changed(("10.00 | 12.00 | 9.00 | 10 | 75.00% | 7.5", row)))
    assert outcomes(sql, "execution-rate") == {outcome: 1}


def test_an_indicator_named_execution_rate_is_tested_too(built: Build) -> None:
    row = "产出指标(50分) | 时效指标 | 预算执行率 | ≥90% | {} | 0 | 0 | 无\n效益指标(30分)"
    _, sql = built(
        甲__txt=changed(("效益指标(30分)", row.format("95%"))), 乙__txt=changed(("效益指标(30分)", row.format("75%")))
    )
    assert failed(sql, "execution-rate") == [("95%", "75%", None)]


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("66.67%", "passed 执行率等于执行数除以预算数"),
        ("66.66%", "passed 执行率等于执行数除以预算数"),
        ("66.7%", "passed 执行率等于执行数除以预算数"),
        ("67%", "passed 执行率等于执行数除以预算数"),
        ("66%", "passed 执行率等于执行数除以预算数"),
        ("66％", "passed 执行率等于执行数除以预算数"),
        ("0.67", "passed 执行率等于执行数除以预算数"),
        ("66.68%", "passed 执行率与执行数除以预算数的差别在金额四舍五入的范围内"),
        ("66.75%", "failed 执行率与执行数除以预算数不同"),
        ("65%", "failed 执行率与执行数除以预算数不同"),
    ],
)
def test_a_rate_may_be_rounded_or_cut_off_at_its_last_digit(built: Build, printed: str, outcome: str) -> None:
    row = f"30.00 | 30.00 | 20.00 | 10 | {printed} | 7.5"
    _, sql = built(甲__txt=changed(("10.00 | 12.00 | 9.00 | 10 | 75.00% | 7.5", row)))
    assert outcomes(sql, "execution-rate") == {outcome: 1}


def test_under_a_heading_of_b_over_a_a_rate_of_the_first_budget_is_found(built: Build) -> None:
    _, sql = built(甲__txt=changed(("执行率 | 得分", "执行率（B/A） | 得分"), ("75.00% | 7.5", "90.00% | 7.5")))
    assert failed(sql, "execution-rate") == [("90.00%", "75%", None)]
    assert sql("SELECT summary FROM findings WHERE check_id = 'execution-rate'") == [
        (
            "“技能培训项目”的执行率一栏写 B/A，印出 90.00%；执行数 9.00 万元 ÷ 全年预算数 12.00 万元 = 75%，"
            "印出的等于除以年初预算数 10.00 万元。",
        )
    ]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("9.00 | 10 | 75.00% | 10", "failed 得分明显高于分值乘以执行率"),
        ("3.60 | 10 | 30% | 10", "failed 得分明显高于分值乘以执行率"),
        ("10.80 | 10 | 90% | 10", "failed 得分明显高于分值乘以执行率"),
        ("9.00 | 10 | 75.00% | 7.5", "passed 得分不明显高于分值乘以执行率"),
        ("9.00 | 10 | 75.00% | 8", "passed 得分不明显高于分值乘以执行率"),
        ("9.00 | 10 | 0.75 | 10", "failed 得分明显高于分值乘以执行率"),
        ("14.40 | 10 | 120% | 10", "passed 得分不明显高于分值乘以执行率"),
        ("9.00 | 10 | 75.00% | 6", "passed 得分不明显高于分值乘以执行率"),
        ("9.00 | 10 | — | 10", "not_applicable 没有印出执行率，或者执行率不是一个数"),
        ("9.00 | 10 | 75.00% | —", "not_applicable 没有印出执行率的分值或得分"),
    ],
)
def test_points_for_execution_are_held_against_the_rate(built: Build, row: str, outcome: str) -> None:
    _, sql = built(甲__txt=changed(("9.00 | 10 | 75.00% | 7.5", row)))
    assert outcomes(sql, "execution-points") == {outcome: 1}
