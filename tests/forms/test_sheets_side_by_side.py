"""Sheets from left to right in one grid: each project has its own money, goals and indicators."""

from mingzhang.forms import interpret_grids
from mingzhang.records import Form
from tests.forms.grids import form_of, grid_of


def told(form: Form) -> list[tuple[str | None, str | None, list[str | None], list[tuple[str | None, str | None]]]]:
    """Of each project: name, amount as printed, goals, indicators with their targets."""
    return [
        (
            one.name,
            one.amount_text,
            [goal.text for goal in one.goals],
            [(indicator.name, indicator.value_text) for indicator in one.indicators],
        )
        for one in form.projects
    ]


def test_three_sheets_without_a_column_between_them_and_a_fourth_below() -> None:
    form = form_of("""
2024年部门预算项目绩效目标表（单位：万元） | < | < | < | < | < | < | < | < | < | < | <
项目名称 | 甲 | < | < | 项目名称 | 乙 | < | < | 项目名称 | 丙 | < | <
年度金额 | 1.50 | < | < | 年度金额 | 2.50 | < | < | 年度金额 | 3.50 | < | <
年度目标 | 办好甲。 | < | < | 年度目标 | 办好乙。 | < | < | 年度目标 | 办好丙。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 甲数 | 1个 | 产出指标 | 数量指标 | 乙数 | 2个 | 产出指标 | 数量指标 | 丙数 | 3个
^ | ^ | 甲二 | 11个 | ^ | 质量指标 | 乙率 | 22% | ^ | ^ | |
项目名称 | 丁 | < | < | | | | | | | |
年度金额 | 4.50 | < | < | | | | | | | |
年度目标 | 办好丁。 | < | < | | | | | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | | | | | | | |
产出指标 | 数量指标 | 丁数 | 4个 | | | | | | | |
""")
    assert told(form) == [
        ("甲", "1.50", ["办好甲。"], [("甲数", "1个"), ("甲二", "11个")]),
        ("丁", "4.50", ["办好丁。"], [("丁数", "4个")]),
        ("乙", "2.50", ["办好乙。"], [("乙数", "2个"), ("乙率", "22%")]),
        ("丙", "3.50", ["办好丙。"], [("丙数", "3个")]),
    ]
    assert [one.amount and one.amount.fen for one in form.projects] == [1_500_000, 4_500_000, 2_500_000, 3_500_000]
    assert form.rejects == ()


def test_what_each_sheet_prints_above_the_name_is_its_own() -> None:
    form = form_of("""
项目支出绩效目标表 | < | < | < | | 项目支出绩效目标表 | < | < | <
主管部门 | 教育局 | < | < | | 主管部门 | 水利局 | < | <
项目名称 | 甲 | < | < | | 项目名称 | 乙 | < | <
资金总额（万元） | 1 | < | < | | 资金总额（元） | 20000 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | | 一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 甲数 | 1个 | | 产出指标 | 数量指标 | 乙数 | 2个
""")
    assert [(one.name, one.amount and one.amount.fen) for one in form.projects] == [
        ("甲", 1_000_000),
        ("乙", 2_000_000),
    ]
    departments = [[field.text for field in one.fields if field.text.endswith("局")] for one in form.projects]
    assert departments == [["教育局"], ["水利局"]]


def test_a_name_printed_twice_over_one_grid_of_indicators_is_one_sheet() -> None:
    form = form_of("""
项目名称 | 总项目 | 项目名称 | 子项目
年度金额（万元） | 1.50 | < | <
年度目标 | 办好。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 数 | 1个
""")
    assert len(form.projects) == 1
    assert [one.name for one in form.projects[0].indicators] == ["数"]


BESIDE = """
项目绩效目标表（2025年度） | < | < | < | < | <
项目名称 | 渠道管护 | 一级指标 | 二级指标 | 三级指标 | 指标值
主管部门 | 水利局 | 产出指标 | 数量指标 | 管护渠道 | 8条
年度金额（万元） | 1.50 | ^ | 质量指标 | 完好率 | 22%
年度目标 | 管好渠道。 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_indicators_beside_the_labels_of_their_project_are_its_indicators() -> None:
    form = form_of(BESIDE)
    assert told(form) == [
        ("渠道管护", "1.50", ["管好渠道。"], [("管护渠道", "8条"), ("完好率", "22%"), ("农户满意度", "90%")])
    ]
    assert [one.heading.level1 for one in form.projects[0].indicators if one.heading] == [
        "产出指标",
        "产出指标",
        "满意度指标",
    ]
    assert form.rejects == ()


def test_two_such_sheets_below_each_other_with_more_indicators_than_labels_and_a_note() -> None:
    form = form_of("""
项目名称 | 甲 | 一级指标 | 二级指标 | 三级指标 | 指标值
年度金额（万元） | 1.50 | 产出指标 | 数量指标 | 甲数 | 1个
年度目标 | 办好甲。 | ^ | 质量指标 | 甲率 | 22%
 | | 效益指标 | 社会效益指标 | 甲益 | 提高
项目名称 | 乙 | 一级指标 | 二级指标 | 三级指标 | 指标值
年度金额（万元） | 2.50 | 产出指标 | 数量指标 | 乙数 | 2个
年度目标 | 办好乙。 | | | |
注：以上金额均为财政拨款。 | < | < | < | < | <
""")
    assert told(form) == [
        ("甲", "1.50", ["办好甲。"], [("甲数", "1个"), ("甲率", "22%"), ("甲益", "提高")]),
        ("乙", "2.50", ["办好乙。"], [("乙数", "2个")]),
    ]


def test_a_list_whose_first_row_has_a_short_name_stays_a_list() -> None:
    form = form_of("""
项目名称 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
主管部门 | 办好。 | 产出指标 | 数量指标 | 数 | 1个
乙 | 办好乙。 | 产出指标 | 数量指标 | 乙数 | 2个
""")
    assert [one.name for one in form.projects] == ["主管部门", "乙"]


def test_labels_in_the_column_of_the_names_name_no_projects() -> None:
    """A row that reaches over both sides keeps the sheet from being parted: it is refused, and 主管部门 is no project."""
    (table,) = interpret_grids([grid_of(BESIDE.replace("水利局 | 产出指标 | 数量指标", "水利局 | < | 数量指标"))])
    assert table.form is None
