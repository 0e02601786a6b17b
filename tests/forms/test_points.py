"""What a self-evaluation prints beside amounts and targets: points, execution rates, and money with what it is a part of."""

from decimal import Decimal

import pytest

from tests.forms.grids import form_of

SHEET = """
项目名称 | 某项目 | < | < | < | < | < | <
预算执行情况（10分） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 90 | 81 | 10 | 90% | 9
^ | 其中：财政拨款 | 100 | 90 | 81 | — | 90% | —
^ | 其中：中央资金 | 60 | 60 | 60 | — | — | —
^ | 其他资金 | | | | — | — | —
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标(50分) | 数量指标 | 人数 | ≥3人 | 3人 | 50 | 40 |
^ | ^ | 次数 | ≥2次 | 2次 | ^ | 5 |
效益指标 | 社会效益指标 | 能力 | 提高 | 提高 | 40 | 40 |
总分 | < | < | < | < | 100 | 94 |
"""


def test_points_are_records_with_what_they_are_of() -> None:
    (project,) = form_of(SHEET, "项目支出绩效自评表").projects
    assert [(one.part, one.label, one.weight, one.score) for one in project.points if one.part != "indicator"] == [
        ("execution", "预算执行情况（10分）", Decimal(10), None),
        ("rate", "年度资金总额", Decimal(10), Decimal(9)),
        ("total", "总分", Decimal(100), Decimal(94)),
        ("heading", "产出指标(50分)", Decimal(50), None),
    ]
    of_indicators = [one for one in project.points if one.part == "indicator"]
    assert [(one.label, one.weight, one.weight_counts, one.weight_rows, one.score) for one in of_indicators] == [
        ("人数", Decimal(50), True, 2, Decimal(40)),
        ("次数", Decimal(50), False, 2, Decimal(5)),
        ("能力", Decimal(40), True, 1, Decimal(40)),
    ]


@pytest.mark.parametrize(
    "label", ["小计 | < | < | < | <", "产出指标小计 | < | < | < | <", "合计 | | | |", "| | 小 计 | |"]
)
def test_a_row_that_adds_up_the_points_of_a_level_is_no_indicator_and_not_the_end(label: str) -> None:
    sheet = SHEET.replace("\n效益指标 |", f"\n{label} | 50 | 45 |\n效益指标 |")
    (project,) = form_of(sheet, "项目支出绩效自评表").projects
    assert [one.name for one in project.indicators] == ["人数", "次数", "能力"]
    assert [one.text for one in project.fields if "计" in one.label] == ["50", "45"]


def test_a_thing_that_is_called_a_sum_is_an_indicator() -> None:
    (project,) = form_of(SHEET.replace("| 次数 |", "| 受理合计 |"), "项目支出绩效自评表").projects
    assert [one.name for one in project.indicators] == ["人数", "受理合计", "能力"]


def test_a_single_number_of_the_last_row_is_told_by_its_column() -> None:
    (project,) = form_of(SHEET.replace("| 100 | 94 |", "| | 94 |"), "项目支出绩效自评表").projects
    assert [(one.weight, one.score, one.unplaced) for one in project.points if one.part == "total"] == [
        (None, Decimal(94), None)
    ]


def test_execution_rates_and_the_rows_of_money_with_what_they_are_a_part_of() -> None:
    (project,) = form_of(SHEET, "项目支出绩效自评表  单位：万元").projects
    assert [(one.source, one.text, one.value, one.is_percent) for one in project.rates] == [
        ("all", "90%", Decimal(90), True),
        ("fiscal", "90%", Decimal(90), True),
    ]
    spent = [one for one in project.money_parts if one.kind == "spent"]
    assert [(one.source, one.label, one.text, one.whole and one.whole.label) for one in spent] == [
        ("all", "年度资金总额", "81", None),
        ("fiscal", "其中：财政拨款", "81", "年度资金总额"),
        ("more", "其中：中央资金", "60", "其中：财政拨款"),
        ("other", "其他资金", None, "年度资金总额"),
    ]
    assert [one.amount.fen for one in spent if one.amount] == [81_000_000, 81_000_000, 60_000_000]


LIST = """
项目名称 | 自评得分 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
甲项目 | 97 | 产出指标 | 数量指标 | 人数 | ≥3人 | 3人
^ | {second} | ^ | ^ | 次数 | ≥2次 | 2次
乙项目 | 88 | 产出指标 | 数量指标 | 户数 | ≥5户 | 5户
"""


@pytest.mark.parametrize(
    ("second", "scores"),
    [
        ("^", [None, None, None]),  # merged over the rows of its project: of no indicator, and of none of the other's
        ("", [None, None, None]),  # the same where merged cells were lost
        ("9", [Decimal(97), Decimal(9), Decimal(88)]),
    ],
)
def test_points_of_a_project_of_a_list_are_not_those_of_its_indicators(
    second: str, scores: list[Decimal | None]
) -> None:
    projects = form_of(LIST.format(second=second), "项目支出绩效自评结果汇总表").projects
    assert [one.score for project in projects for one in project.indicators] == scores
    kept = [(one.label, one.text) for project in projects for one in project.fields]
    assert kept == ([] if scores[0] else [("自评得分", "97"), ("自评得分", "88")])
