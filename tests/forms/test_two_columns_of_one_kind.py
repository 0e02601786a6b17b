"""Columns that stand below one label or beside their like: amounts of two years, targets of two periods, words for a target."""

from decimal import Decimal

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of
from tests.forms.told import fields, targets

TITLE = "某局2023年部门预算项目支出绩效目标公开表"
ROWS = """
合计 | | 90 | 80 | |
1 | 甲项目 | 67.00 | 77.00 | 目标一：甲； | 一、产出指标 (一)数量指标 1. 人数≥3人
"""


def amounts(form: Form) -> list[int | None]:
    """fen of each stated total and project"""
    totals = [one.amount for one in form.stated_totals]
    return [one.fen if one else None for one in (*totals, *(one.amount for one in form.projects))]


def below_amount(left: str, right: str) -> Form:
    """A project table whose 金额 goes over two columns."""
    head = f"单位编码 | 单位及项目名称 | 金额（万元） | < | 绩效目标 | 绩效指标\n^ | ^ | {left} | {right} | ^ | ^"
    return form_of(head + ROWS, TITLE)


def test_below_two_years_the_amount_is_that_of_the_document_and_the_other_is_kept() -> None:
    form = below_amount("2022年", "2023年")
    assert amounts(form) == [80_000_000, 77_000_000]
    assert fields(form.projects[0]) == [("2022年", "67.00")]
    assert form.rejects == ()


def test_below_two_sources_no_amount_is_read_and_both_labels_are_named() -> None:
    form = below_amount("财政拨款", "其他资金")
    assert amounts(form) == [None, None]
    assert [(one.reason, one.values["label"]) for one in form.rejects] == [
        ("column-twice", "财政拨款"),
        ("column-twice", "其他资金"),
    ]


def test_the_whole_is_taken_whichever_of_two_columns_it_is() -> None:
    assert amounts(below_amount("其中：财政拨款", "小计")) == [80_000_000, 77_000_000]
    assert amounts(below_amount("合计", "其中：财政拨款")) == [90_000_000, 67_000_000]


def test_a_header_of_two_rows_that_is_printed_again_changes_nothing() -> None:
    head = "单位编码 | 单位及项目名称 | 金额（万元） | < | 绩效目标 | 绩效指标\n^ | ^ | 2022年 | 2023年 | ^ | ^"
    row = "| 67.00 | 77.00 | 目标一：甲； | 一、产出指标 (一)数量指标 1. 人数≥3人"
    form = form_of(f"{head}\n1 | 甲 {row}\n{head}\n2 | 乙 {row}", TITLE)
    assert amounts(form) == [77_000_000, 77_000_000]
    assert form.rejects == ()


SHEET = """
项目名称 | < | 甲项目 | < | < | <
资金金额（万元） | < | 实施周期资金总额 | 960.00 | 年度资金总额 | 320.00
绩效指标 | 一级指标 | 二级指标 | 三级指标 | {left} | {right}
^ | 产出指标 | 数量指标 | 终端数量 | ≥300台 | ≥100台
^ | ^ | 质量指标 | 在线率 | ≥98% | ≥97%
"""


def test_a_row_with_a_target_of_the_whole_project_and_one_of_the_year_is_an_indicator_of_each() -> None:
    form = form_of(SHEET.format(left="实施周期指标值", right="年度指标值"))
    (project,) = form.projects
    assert targets(project, "whole_project") == [
        ("产出指标", "数量指标", "终端数量", "≥", "300台", "300", "台"),
        ("产出指标", "质量指标", "在线率", "≥", "98%", "98", "%"),
    ]
    assert targets(project, "year") == [
        ("产出指标", "数量指标", "终端数量", "≥", "100台", "100", "台"),
        ("产出指标", "质量指标", "在线率", "≥", "97%", "97", "%"),
    ]


def test_a_target_of_half_a_year_is_kept_beside_that_of_the_year() -> None:
    form = form_of(SHEET.format(left="半年指标值", right="年度指标值"))
    (project,) = form.projects
    assert [one.value_text for one in project.indicators] == ["100台", "97%"]
    assert fields(project) == [("半年指标值", "≥300台"), ("半年指标值", "≥98%")]


def test_words_below_a_unit_that_may_be_described_are_the_target() -> None:
    form = form_of(
        """
        项目名称 | 甲项目 | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
        ^ | ^ | ^ | 符号 | 值 | 单位（文字描述）
        产出指标 | 数量指标 | 基地数量 | ≥ | 6 | 个
        ^ | 时效指标 | 指导及时性 | | | 及时
        ^ | 质量指标 | 成功数 | | | 个
        """
    )
    assert [(one.name, one.kind, one.value_text, one.unit) for one in form.projects[0].indicators] == [
        ("基地数量", "quantitative", "6", "个"),
        ("指导及时性", "qualitative", "及时", None),
        ("成功数", "missing", None, None),
    ]


def test_levels_below_a_label_that_nobody_knows_are_read_with_a_doubt_that_names_it() -> None:
    form = form_of(
        """
        序号 | 项目名称 | 预算数（元） | 绩效目标 | 登记栏 | 三级指标 | 指标值
        1 | 会计培训 | 365,000 | 培训骨干。 | 产出指标 | 培训人数 | ≥80人
        """
    )
    assert not form.is_understood
    assert targets(form.projects[0]) == [("产出指标", None, "培训人数", "≥", "80人", "80", "人")]
    assert [(one.reason, one.values) for one in form.rejects] == [
        ("label-read-by-contents", {"label": "登记栏", "column": "一级指标"})
    ]


def test_a_unit_between_projects_is_no_project_where_the_label_of_the_amount_is_unknown() -> None:
    form = form_of(
        """
        项目名称 | 登记栏 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
        某局 | 36.50 | | | | |
        会计培训 | 36.50 | 培训骨干。 | 产出指标 | 数量指标 | 培训人数 | ≥80人
        """
    )
    assert [one.name for one in form.projects] == ["会计培训"]
    assert [(one.reason, one.cell.row) for one in form.rejects if one.cell and one.cell.column == 2] == [
        ("label-unknown", 1),
        ("value-under-unknown-label", 3),
        ("cells-not-placed", 2),
    ]


def test_the_numbers_of_columns_are_no_project_where_a_column_stands_between_them() -> None:
    form = form_of(
        """
        项目名称 | 年度目标 | 备注栏 | 一级指标 | 二级指标 | 三级指标 | 指标值
        1 | 2 | 8 | 3 | 4 | 5 | 6
        会计培训 | 培训骨干。 | 无 | 产出指标 | 数量指标 | 培训人数 | ≥80人
        """
    )
    assert [one.name for one in form.projects] == ["会计培训"]


def test_an_unknown_column_of_a_table_of_money_is_in_doubt() -> None:
    form = form_of(
        """
        项目名称 | 村级运转保障 | < | <
        项目资金（万元） | 年初预算 | 丙类内容 | 全年执行数
        ^ | 48.60 | 45.00 | 44.10
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 保障村数 | 14个
        """
    )
    assert [(one.reason, one.cell.text) for one in form.rejects if one.cell] == [
        ("label-unknown", "丙类内容"),
        ("value-under-unknown-label", "45.00"),
    ]
    assert not form.is_understood


YEARS = """
财政支出政策绩效目标表 | < | < | < | <
{year} | < | < | < | <
政策名称 | 人才安家补贴 | < | < | <
一级指标 | 二级指标 | 三级指标 | 2024年目标值 | 2025年目标值
产出指标 | 数量指标 | 补贴人数 | ≥180人 | ≥210人
"""


@pytest.mark.parametrize(
    ("year", "target", "told"),
    [
        ("（2024年度）", "180", []),
        ("（2025年度）", "210", []),
        ("（2023年度）", None, ["target-of-which-year"] * 2),  # the names and levels are sure all the same
        ("市委组织部", None, ["target-of-which-year"] * 2),
    ],
)
def test_of_targets_of_several_years_that_of_the_sheet_counts(year: str, target: str | None, told: list[str]) -> None:
    form = form_of(YEARS.format(year=year))
    (one,) = form.projects[0].indicators
    assert (one.name, one.value and str(one.value)) == ("补贴人数", target)
    assert one.kind == ("quantitative" if target else None)
    assert [reject.reason for reject in form.rejects] == told


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        ("312 | 公顷 | ", (None, "312", "公顷")),
        ("≥312 | 公顷 | ", ("≥", "312", "公顷")),
        ("≥ | 312 | 公顷", ("≥", "312", "公顷")),
    ],
)
def test_a_label_of_targets_over_several_columns_is_of_each_by_what_it_holds(
    cells: str, read: tuple[str | None, str, str]
) -> None:
    form = form_of(
        f"""
项目支出绩效目标表 | < | < | < | < | <
项目名称 | 绿化养护 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
产出指标 | 数量指标 | 养护面积 | {cells}
"""
    )
    (one,) = form.projects[0].indicators
    assert (one.comparator, str(one.value), one.unit) == read
    assert not form.rejects


ADJUSTED = """
    项目名称 | 一级指标 | 二级指标 | 三级指标 | {left} | {right} | 调整说明
    平台升级 | 产出指标 | 数量指标 | 新增模块 | ≥8个 | ≥6个 | 并入省平台
"""


@pytest.mark.parametrize("old", ["原指标值", "年初指标值", "调整前指标值", "指标值"])
def test_the_target_after_the_adjustment_counts_and_the_old_one_is_kept(old: str) -> None:
    form = form_of(ADJUSTED.format(left=old, right="调整后指标值"), TITLE)
    (project,) = form.projects
    assert [(one.name, one.value) for one in project.indicators] == [("新增模块", Decimal(6))]
    assert (old, "≥8个") in fields(project)
    assert form.rejects == ()


@pytest.mark.parametrize("half", ["上半年", "半年"])
def test_a_time_below_the_label_of_targets_is_a_target_of_that_time(half: str) -> None:
    rows = f"项目名称 | 一级指标 | 三级指标 | 指标值 | < | <\n^ | ^ | ^ | {half} | 全年 | 计量单位"
    form = form_of(rows + "\n渠道清淤 | 产出指标 | 清淤渠道 | ≥62 | ≥95 | 公里", TITLE)
    assert [(one.value, one.unit) for one in form.projects[0].indicators] == [(Decimal(95), "公里")]
    assert form.rejects == ()


@pytest.mark.parametrize(
    ("printed", "name"), [("1.社会组织孵化", "社会组织孵化"), ("5.12地震遗址维护", "5.12地震遗址维护")]
)
def test_a_serial_before_the_name_of_a_project_of_a_list_is_no_part_of_it(printed: str, name: str) -> None:
    rows = f"项目（单位） | 一级指标 | 三级指标 | 目标值\n{printed} | 产出指标 | 数量 | ≥3家"
    (project,) = form_of(rows, TITLE).projects
    assert (project.name, project.indicators[0].name) == (name, "数量")
