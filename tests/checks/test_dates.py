"""Checks of dates: deadlines outside the year, projects without one, and years left over in goals."""

from typing import Any

import pytest

from tests.checks.documents import failed, of, outcomes, project, sheet, summaries, table

pytestmark = pytest.mark.together

TIME = "一、产出指标 (三)时效指标 1. "


@pytest.mark.parametrize("date", ["2022/12/31", "2022年12月底前", "2024/1/31", "2024年6月前", "二〇二二年底"])
def test_a_date_outside_the_year_is_asked_about(built: Any, date: str) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"{TIME}工作完成时限：{date}")))
    assert failed(sql, "deadline-outside-year") == ["p1-i1"]
    assert date in summaries(sql, "deadline-outside-year")[0]
    assert "2023" in summaries(sql, "deadline-outside-year")[0]


@pytest.mark.parametrize("date", ["2023/12/31", "2023年12月底前", "2023年内", "全年", "2022年10月至2023年9月"])
def test_a_date_within_the_year_is_none(built: Any, date: str) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"{TIME}工作完成时限：{date}")))
    assert failed(sql, "deadline-outside-year") == []


def test_a_date_before_the_year_by_which_work_begins_is_none(built: Any) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"{TIME}开工时间：2022年11月 2. 完工时间：2022/12/31")))
    assert failed(sql, "deadline-outside-year") == ["p1-i2"]


@pytest.mark.parametrize("goal", ["落实2021—2025年规划", "十四五期间完成", "实施三年行动"])
def test_a_later_date_is_none_where_the_project_names_several_years(built: Any, goal: str) -> None:
    _, sql = built(
        a__txt=of((f"目标一：{goal}", f"{TIME}完成时限：2024/12/31"), ("目标一：乙", f"{TIME}完成时限：2024/12/31"))
    )
    assert failed(sql, "deadline-outside-year") == ["p2-i1"]


def test_a_date_after_the_last_year_of_a_plan_or_before_the_year_is_asked_about(built: Any) -> None:
    plan = "目标一：落实2021—2025年规划"
    _, sql = built(a__txt=of((plan, f"{TIME}完成时限：2026/12/31"), (plan, f"{TIME}完成时限：2022/12/31")))
    assert failed(sql, "deadline-outside-year") == ["p1-i1", "p2-i1"]


def test_the_period_of_a_sheet_counts(built: Any) -> None:
    rows = ("一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 时效指标 | 完成时间 | 2025年12月")
    several = sheet("某区2023年项目支出绩效目标申报表", "项目名称 | 某路改造", "项目期 | 2022-01-01至2025-12-31", *rows)
    single = sheet("某区2023年项目支出绩效目标申报表", "项目名称 | 某桥改造", "项目期 | 2023-01-01至2023-12-31", *rows)
    _, sql = built(a__html=several, b__html=single)
    assert [row[0] for row in sql("SELECT name FROM projects JOIN findings ON project_id = projects.id")] == [
        "某桥改造"
    ]


def test_nothing_is_said_of_dates_where_the_year_is_not_known(built: Any) -> None:
    _, sql = built(a__txt=table(project("甲", "目标一：2021年完成", f"{TIME}完成时限：2021/12/31"), year=None))
    assert list(outcomes(sql, "deadline-outside-year")) == [("not_applicable", "the budget year is not known")]
    assert list(outcomes(sql, "stale-year-in-text")) == [("not_applicable", "the budget year is not known")]


@pytest.mark.parametrize("target", ["及时率100%", "按时完成", "发放情况：及时"])
def test_a_project_whose_timeliness_says_no_time_is_told(built: Any, target: str) -> None:
    _, sql = built(
        a__txt=of(("目标一：乙", f"{TIME}{target}"), ("目标一：乙", f"{TIME}完成时限：2023/12/31 2. {target}"))
    )
    assert [record for record in failed(sql, "deadline-missing") if "-" not in record] == ["p1"]


def test_an_empty_timeliness_heading_has_no_date(built: Any) -> None:
    _, sql = built(a__txt=of(("目标一：乙", "一、产出指标 (一)数量指标 1. 人数≥3人 (三)时效指标：")))
    assert failed(sql, "deadline-missing") == ["p1"]


@pytest.mark.parametrize(
    "target", ["发放时间：每月10日前", "实施期限：长期", "工期≤90天", "12月底前完成率100%", "完成时间：全年"]
)
def test_times_in_words_are_times(built: Any, target: str) -> None:
    _, sql = built(a__txt=of(("目标一：乙", f"{TIME}{target}")))
    assert failed(sql, "deadline-missing") == []


def test_a_project_without_timeliness_or_indicators_is_not_tested(built: Any) -> None:
    _, sql = built(a__txt=of(("目标一：乙", "一、产出指标 (一)数量指标 1. 人数≥3人"), ("目标一：乙", "")))
    assert set(outcomes(sql, "deadline-missing")) == {
        ("not_applicable", "the project has no indicators"),
        ("not_applicable", "there are no timeliness indicators, and no heading for them"),
    }


def test_an_earlier_year_in_a_goal_is_asked_about(built: Any) -> None:
    _, sql = built(a__txt=of(("目标一：2022年底前完成培训3次；2023年验收", "")))
    assert failed(sql, "stale-year-in-text") == ["p1-g1"]
    assert "“2022年底前完成培训3次”" in summaries(sql, "stale-year-in-text")[0]
    assert outcomes(sql, "stale-year-in-text")["passed", "it is the budget year"] == 1


@pytest.mark.parametrize(
    "goal",
    [
        "落实2021—2025年规划",
        "使用2022年结转资金",
        "不高于2022年实际值",
        "截至2022年底建成3座",
        "自2019年起发放",
        "较2022年提高",
        "兑现2022年度考核结果",
        "依据《某条例》（2019年修订）",
        "按照财预〔2021〕101号",
        "按照《2021年实施方案》开展",
        "1998年特大洪水灾后重建",
        "2024年完成",
        "2022年接诊1.2万人次，2023年力争1.5万人次",
        "课题由2022年的20项增加到2023年的25项",
        "2022年第四季度至2023年第三季度运维服务",
        "人均年薪3.6万元（2022年为3.4万元）",
        "押金已于2022年缴纳",
        "消毒设备为2021年购置",
    ],
)
def test_a_year_that_is_meant_is_none(built: Any, goal: str) -> None:
    _, sql = built(a__txt=of((f"目标一：{goal}", "")))
    assert failed(sql, "stale-year-in-text") == []


def test_a_year_of_the_projects_own_name_is_none(built: Any) -> None:
    _, sql = built(a__txt=table(project("2022年公路建设", "目标一：完成2022年公路建设")))
    assert failed(sql, "stale-year-in-text") == []


def test_a_date_in_the_remarks_on_an_indicator_counts(built: Any) -> None:
    header = "单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标内容"
    _, sql = built(
        a__html=sheet(header, "遗属补助 | 按月发放。 | 产出指标 | 时效指标 | 及时率 | ＝ | 100 | % | 每月10日前发放"),
        b__html=sheet(header, "取暖补助 | 按年发放。 | 产出指标 | 时效指标 | 及时率 | ＝ | 100 | % | 反映是否及时"),
    )
    assert [
        row[0]
        for row in sql("SELECT name FROM projects JOIN findings ON project_id = projects.id WHERE class = 'form'")
    ] == ["取暖补助"]


def test_an_earlier_year_within_the_period_of_the_project_is_none(built: Any) -> None:
    rows = ("项目名称 | 某路改造 | < | <", "年度目标 | 2022年底前完成路基，2023年铺设路面。")
    grid = ("一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 里程 | 3公里")
    title = "某区2023年项目支出绩效目标申报表"
    _, sql = built(
        a__html=sheet(title, rows[0], "项目期 | 2022-01-01至2025-12-31", rows[1], *grid),
        b__html=sheet(title, rows[0].replace("路", "桥"), rows[1], *grid),
    )
    assert [row[0] for row in sql("SELECT name FROM projects JOIN findings ON project_id = projects.id")] == [
        "某桥改造"
    ]
