"""Project sheets and self-evaluations with their geometry, in the variants that finance offices publish."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from mingzhang.forms import interpret_grids
from mingzhang.records import Form, Indicator
from tests.forms.grids import form_of, grid_of


def told(form: Form, number: int = 0) -> list[tuple[object, ...]]:
    """level 1, level 2, name, sign, target, value, unit"""
    return [
        (
            one.heading.level1 if one.heading else None,
            one.heading.level2 if one.heading else None,
            one.name,
            one.comparator,
            one.value_text,
            one.value,
            one.unit,
        )
        for one in form.projects[number].indicators
    ]


def results(one: Indicator) -> tuple[object, ...]:
    return one.actual_text, one.actual_value, one.weight, one.score, one.deviation_reason


SHEET = """
项目名称 | 农村公路养护 | < | 项目编码 | 31011524T000000001234 | <
主管部门 | 某区交通委 | < | 实施单位 | 某区公路所 | <
项目期 | 2024-01-01至2024-12-31 | < | 项目属性 | 经常性 | <
项目资金/n（万元） | 资金总额 | < | 120.50 | < | <
^ | 其中：财政拨款 | < | 100.50 | < | <
^ | 其他资金 | < | 20.00 | < | <
年度目标 | 完成养护里程50公里，路况良好。 | < | < | < | <
绩效/n指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | <
^ | 产出指标 | 数量指标 | 养护里程 | ≥50公里 | <
^ | ^ | ^ | 养护次数 | 2次 | <
^ | ^ | 质量指标 | 路况优良率 | ≥90% | <
^ | 成本指标 | 经济成本指标 | 养护成本 | ≤120.5万元 | <
^ | 满意度指/n标 | | 群众满意度 | ≥85% | <
"""


def test_a_project_sheet() -> None:
    form = form_of(SHEET, "项目支出绩效目标申报表（2024年度）")
    (project,) = form.projects
    assert (form.form, form.phase, form.money_unit) == ("project_sheet", "budget", 10_000)
    assert (project.name, project.code) == ("农村公路养护", "31011524T000000001234")
    assert project.amount
    assert (project.amount.fen, project.amount.step_fen, project.amount_text) == (120_500_000, 10_000, "120.50")
    assert (project.period_start, project.period_end) == ("2024-01-01", "2024-12-31")
    assert [(one.kind, one.source, one.scope, one.amount and one.amount.fen) for one in project.amounts] == [
        ("total", "fiscal", "year", 100_500_000),
        ("total", "other", "year", 20_000_000),
    ]
    assert [(one.scope, one.text) for one in project.goals] == [("year", "完成养护里程50公里，路况良好。")]
    assert [(one.label, one.text) for one in project.fields] == [
        ("主管部门", "某区交通委"),
        ("实施单位", "某区公路所"),
        ("项目期", "2024-01-01至2024-12-31"),
        ("项目属性", "经常性"),
    ]
    assert told(form) == [
        ("产出指标", "数量指标", "养护里程", "≥", "50公里", Decimal(50), "公里"),
        ("产出指标", "数量指标", "养护次数", None, "2次", Decimal(2), "次"),
        ("产出指标", "质量指标", "路况优良率", "≥", "90%", Decimal(90), "%"),
        ("成本指标", "经济成本指标", "养护成本", "≤", "120.5万元", Decimal("120.5"), "万元"),
        ("满意度指标", None, "群众满意度", "≥", "85%", Decimal(85), "%"),
    ]
    assert form.rejects == ()


EVALUATION = """
项目名称 | 某项目 | < | < | 主管部门 | 某局 | < | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
^ | 年度资金总额 | 100.00 | 90.00 | 81.00 | 10 | 90% | 9 | <
^ | 其中：当年财政拨款 | 100.00 | 90.00 | 81.00 | — | — | — | <
^ | 上年结转资金 | | | | — | — | — | <
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < | <
^ | 培训干部100人。 | < | < | 已完成。 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标(50分) | 数量指标 | 培训人数 | ≥100人 | 98人 | 30 | 29.4 | 两人请假
^ | ^ | 质量指标 | 合格率 | 292% | 100% | 20 | 20 |
^ | 效益指标(40分) | 社会效益指标 | 干部能力 | 提高 | 提高 | 40 | 40 |
总分 | < | < | < | < | < | 100 | 98.4 |
"""


def test_a_self_evaluation() -> None:
    form = form_of(EVALUATION, "项目支出绩效自评表（2023年度）")
    (project,) = form.projects
    assert (form.form, form.phase) == ("self_evaluation", "self_evaluation")
    assert project.amount
    assert project.amount.fen == 100_000_000
    assert [(one.kind, one.source, one.amount and one.amount.fen) for one in project.amounts] == [
        ("budget", "all", 100_000_000),
        ("adjusted", "all", 90_000_000),
        ("spent", "all", 81_000_000),
        ("budget", "fiscal", 100_000_000),
        ("adjusted", "fiscal", 90_000_000),
        ("spent", "fiscal", 81_000_000),
    ]
    assert [(one.scope, one.label, one.text) for one in project.goals] == [("year", "预期目标", "培训干部100人。")]
    assert told(form) == [
        ("产出指标", "数量指标", "培训人数", "≥", "100人", Decimal(100), "人"),
        ("产出指标", "质量指标", "合格率", None, "292%", Decimal(292), "%"),
        ("效益指标", "社会效益指标", "干部能力", None, "提高", None, None),
    ]
    assert [results(one) for one in project.indicators] == [
        ("98人", Decimal(98), Decimal(30), Decimal("29.4"), "两人请假"),
        ("100%", Decimal(100), Decimal(20), Decimal(20), None),
        ("提高", None, Decimal(40), Decimal(40), None),
    ]
    kept = {(one.label, one.text) for one in project.fields}
    assert {("主管部门", "某局"), ("实际完成情况", "已完成。"), ("总分", "100"), ("总分", "98.4")} <= kept
    assert ("年度资金总额 执行率", "90%") in kept
    assert [(one.reason, one.text) for one in form.rejects] == [("sign-read-as-2", "292%")]


def test_sign_value_and_unit_in_cells_of_their_own() -> None:
    form = form_of("""
项目名称 | 甲 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 次数 | ≥ | 3 | 次
产出指标 | 数量指标 | 面积 | ＝ | 1.5 | 万平方米
产出指标 | 质量指标 | 质量 | 定性 | 优 |
""")
    assert told(form) == [
        ("产出指标", "数量指标", "次数", "≥", "3", Decimal(3), "次"),
        ("产出指标", "数量指标", "面积", "=", "1.5", Decimal("1.5"), "万平方米"),
        ("产出指标", "质量指标", "质量", None, "优", None, None),
    ]
    assert [(one.base_value, one.base_unit) for one in form.projects[0].indicators[:2]] == [
        (Decimal(3), "次"),
        (Decimal("15000"), "平方米"),
    ]
    assert [(one.label, one.text) for one in form.projects[0].fields] == [("指标性质", "定性")]


def test_blank_levels_continue_those_above_and_a_blank_first_one_stays_unknown() -> None:
    form = form_of("""
项目名称 | 甲 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
 | | 无名 | 1个
产出指标 | 数量指标 | 人数 | 3人
 | | 次数 | 2次
 | 质量指标 | 合格率 | 90%
满意度指标 | | 满意度 | 95%
""")
    assert [row[:3] for row in told(form)] == [
        (None, None, "无名"),
        ("产出指标", "数量指标", "人数"),
        ("产出指标", "数量指标", "次数"),
        ("产出指标", "质量指标", "合格率"),
        ("满意度指标", None, "满意度"),
    ]


def test_the_year_and_the_whole_project_beside_each_other() -> None:
    form = form_of("""
项目名称 | 甲 | < | < | <
资金情况（元） | 项目资金总额： | 3000 | 年度资金申请总额： | 1000
^ | 其中：财政资金 | 2000 | 其中：当年财政拨款 | 1000
^ | 其他资金 | 1000 | 其他资金 |
绩效目标 | 总目标 | < | 年度目标 | <
^ | 三年建成。 | < | 开工。 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
产出指标 | 数量指标 | 座数 | 1座 | <
""")
    (project,) = form.projects
    assert project.amount
    assert project.amount.fen == 100_000
    assert [(one.source, one.scope, one.amount and one.amount.fen) for one in project.amounts] == [
        ("all", "whole_project", 300_000),
        ("fiscal", "whole_project", 200_000),
        ("fiscal", "year", 100_000),
        ("other", "whole_project", 100_000),
    ]
    assert [(one.scope, one.text) for one in project.goals] == [("whole_project", "三年建成。"), ("year", "开工。")]


def test_two_columns_of_targets_are_refused_and_not_chosen_from() -> None:
    form = form_of(
        """
项目名称 | 甲 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 指标值
产出指标 | 数量指标 | 人数 | ≥3人 | 4人
""",
        "项目支出绩效自评表（2024年度）",
    )
    assert form.phase == "self_evaluation"  # by its title
    assert form.projects[0].indicators == ()
    assert {one.text for one in form.rejects if one.reason == "column-twice"} == {"年度指标值", "指标值"}
    assert {one.text for one in form.rejects if one.reason == "cells-not-placed"} == {
        "产出指标",
        "数量指标",
        "人数",
        "≥3人",
        "4人",
    }


def test_several_sheets_in_one_grid() -> None:
    sheet = """
项目名称 | {} | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | {} | 3人
"""
    form = form_of(sheet.format("甲", "指标1：人数").strip() + sheet.format("乙", "2.次数"))
    assert [(one.name, [item.name for item in one.indicators]) for one in form.projects] == [
        ("甲", ["人数"]),
        ("乙", ["次数"]),
    ]


def test_a_sheet_that_begins_in_its_middle_belongs_to_nobody() -> None:
    form = form_of("""
产出指标 | 数量指标 | 人数 | 3人
项目名称 | 乙 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 次数 | 2次
""")
    assert [one.name for one in form.projects] == ["乙"]
    assert {(one.reason, one.text) for one in form.rejects} == {
        ("sheet-unfinished", text) for text in ("产出指标", "数量指标", "人数", "3人")
    }


def test_a_form_for_a_whole_department_is_left_alone() -> None:
    (table,) = interpret_grids([grid_of(SHEET, "部门整体支出绩效目标表（2024年度）")])
    assert (table.form, table.why) == (None, "whole-department-form")


def test_units_of_money_that_contradict_each_other_are_none() -> None:
    form = form_of(SHEET, "项目支出绩效目标申报表  单位：元")
    assert (form.money_unit, form.projects[0].amount, form.projects[0].amount_text) == (None, None, "120.50")
    assert "money-unit-conflict" in {one.reason for one in form.rejects}


TABLE = """
单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性 | 指标内容
某县教育局 | | | | | | | | |
义务教育保障 | 保障学校运转。 | 产出指标 | 数量指标 | 学校数 | ＞= | 12 | 所 | 定量指标 | 反映学校数
^ | ^ | ^ | 质量指标 | 合格率 | = | 100 | % | 定量指标 | 反映质量
^ | ^ | 满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥ | 90 | % | 定量指标 | 反映满意度
校舍维修 | 消除隐患。 | 产出指标 | 数量指标 | 维修面积 | ≥ | 300 | 平方米 | 定量指标 | 反映面积
"""


def test_an_indicator_table() -> None:
    form = form_of(TABLE)
    assert form.form == "indicator_table"
    assert [(one.name, [goal.text for goal in one.goals]) for one in form.projects] == [
        ("义务教育保障", ["保障学校运转。"]),
        ("校舍维修", ["消除隐患。"]),
    ]
    assert told(form) == [
        ("产出指标", "数量指标", "学校数", "≥", "12", Decimal(12), "所"),
        ("产出指标", "质量指标", "合格率", "=", "100", Decimal(100), "%"),
        ("满意度指标", "服务对象满意度指标", "家长满意度", "≥", "90", Decimal(90), "%"),
    ]
    assert told(form, 1) == [("产出指标", "数量指标", "维修面积", "≥", "300", Decimal(300), "平方米")]
    assert form.rejects == ()


def test_an_indicator_table_with_the_project_in_a_row_of_its_own() -> None:
    form = form_of("""
单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
甲 | 目标甲 | | | | | |
 | | 产出指标 | 数量指标 | 人数 | ≥ | 3 | 人
 | | 产出指标 | 数量指标 | 次数 | ≥ | 2 | 次
乙 | 目标乙 | | | | | |
 | | 产出指标 | 数量指标 | 场数 | ≥ | 1 | 场
""")
    assert [(one.name, [item.name for item in one.indicators]) for one in form.projects] == [
        ("甲", ["人数", "次数"]),
        ("乙", ["场数"]),
    ]


def test_an_indicator_table_with_a_header_of_two_rows_and_rows_of_units() -> None:
    form = form_of(
        """
单位编码 | 单位（专项）名称 | 资金总额 | 实施期绩效目标 | 绩效指标 | < | < | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值内容 | 度量单位
101 | 某县财政局 | 150.00 | | | | | | |
101001 | 信息化运维 | 100.00 | 保障系统运行。 | 产出指标 | 数量指标 | 系统 | ≥12 | 十二个 | 个
^ | ^ | ^ | ^ | ^ | 质量指标 | 故障率 | ≤5 | 少故障 | %
101001 | 培训费 | 50.00 | 培训干部。 | 产出指标 | 数量指标 | 人次 | 100 | 一百 | 人次
""",
        "项目支出绩效目标表  单位：万元",
    )
    assert form.form == "indicator_table"
    assert [(one.name, one.amount and one.amount.fen) for one in form.projects] == [
        ("信息化运维", 100_000_000),
        ("培训费", 50_000_000),
    ]
    assert [[(goal.scope, goal.text) for goal in one.goals] for one in form.projects] == [
        [("whole_project", "保障系统运行。")],
        [("whole_project", "培训干部。")],
    ]
    assert told(form) == [
        ("产出指标", "数量指标", "系统", "≥", "12", Decimal(12), "个"),
        ("产出指标", "质量指标", "故障率", "≤", "5", Decimal(5), "%"),
    ]
    assert ("单位编码", "101001") in [(one.label, one.text) for one in form.projects[1].fields]
    assert form.rejects == ()


def test_projects_below_a_header_of_two_rows_are_not_one_sheet() -> None:
    form = form_of(
        """
序号 | 项目名称 | 预算数 | 绩效目标 | 绩效指标 | < | < | <
 | | | | 一级指标 | 二级指标 | 三级指标 | 指标值
1 | 甲 | 3 | 目标甲 | 产出指标 | 数量指标 | 人数 | 3人
2 | 乙 | 4 | 目标乙 | 产出指标 | 数量指标 | 次数 | 2次
""",
        "单位：元",
    )
    assert [(one.name, [item.name for item in one.indicators]) for one in form.projects] == [
        ("甲", ["人数"]),
        ("乙", ["次数"]),
    ]
    assert [goal.scope for one in form.projects for goal in one.goals] == [None, None]


def test_an_indicator_table_that_prints_its_project_in_every_row() -> None:
    form = form_of("""
项目名称 | 预算数（元） | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
甲 | 3 | 目标甲 | 产出指标 | 数量指标 | 人数 | 3人
甲 | 3 | 目标甲 | 产出指标 | 质量指标 | 合格率 | 90%
甲 | 4 | 目标甲二 | 产出指标 | 数量指标 | 场数 | 1场
乙 | 3 | 目标乙 | 产出指标 | 数量指标 | 次数 | 2次
""")
    assert [
        (one.name, one.amount_text, [goal.text for goal in one.goals], [item.name for item in one.indicators])
        for one in form.projects
    ] == [
        ("甲", "3", ["目标甲"], ["人数", "合格率"]),
        ("甲", "4", ["目标甲二"], ["场数"]),
        ("乙", "3", ["目标乙"], ["次数"]),
    ]
    assert form.rejects == ()


BARE_NUMBERS = """云坪县水利局2024年项目支出绩效目标表
项目名称 | 渠道清淤
资金情况（万元） | 年度资金总额 | 12.00
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位
产出指标 | 数量指标 | 受益人数 | ≥ | 2010 | 人
产出指标 | 数量指标 | 培训人数 |  | 2010 | 人
产出指标 | 时效指标 | 完成年份 |  | 2024 | 年
成本指标 | 经济成本指标 | 人均补助标准 | ≤ | 2000 | 元
满意度指标 | 服务对象满意度指标 | 服务对象满意度指标 | ≥ | 90 | %
"""


def test_a_number_like_a_year_is_a_number_where_a_sign_or_a_unit_in_its_own_cell_says_so(built: Any) -> None:
    _, sql = built(a__txt=BARE_NUMBERS)
    assert sql(
        "SELECT name, comparator, value, unit FROM indicators WHERE level1 != '满意度指标' ORDER BY position"
    ) == [
        ("受益人数", "≥", 2010, "人"),
        ("培训人数", None, 2010, "人"),
        ("完成年份", None, None, None),
        ("人均补助标准", "≤", 2000, "元"),
    ]
    assert sql("SELECT reason_id FROM rejects") == [("target-not-understood",)]


def test_an_indicator_may_bear_the_name_of_its_level(built: Any) -> None:
    _, sql = built(a__txt=BARE_NUMBERS)
    assert sql("SELECT level2, name, comparator, value, unit FROM indicators WHERE level1 = '满意度指标'") == [
        ("服务对象满意度指标", "服务对象满意度指标", "≥", 90, "%")
    ]


def test_a_level_2_that_repeats_level_1_without_its_points_is_its_level() -> None:
    form = form_of(
        """
项目名称 | 医保参保补助 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值
^ | 产出指标（50分） | 数量指标 | 参保人数 | ≥31.5万人 | 50
^ | 满意度指标（10分） | 满意度指标 | 参保对象满意度 | ≥90% | 10
""",
        "2023年度项目支出绩效目标表",
    )
    found = [(one.name, one.comparator, str(one.weight)) for one in form.projects[0].indicators]
    assert found == [("参保人数", "≥", "50"), ("参保对象满意度", "≥", "10")]


def test_a_table_of_indicators_below_a_table_that_names_the_project_is_its_own() -> None:
    above = grid_of(
        "项目名称 | 饮水安全 | < | <\n年度资金总额（万元） | 1200 | < | <\n年度目标 | 新建工程12处。 | < | <"
    )
    below = grid_of("一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注\n产出指标 | 数量指标 | 新建工程 | 12处 | ")
    moved = [tuple(replace(cell, table_number=2) for cell in row) for row in below.rows]
    first, second = interpret_grids([above, replace(below, table_number=2, rows=tuple(moved))])
    assert first.form
    assert [project.name for project in first.form.projects] == ["饮水安全"]
    assert [one.name for one in first.form.projects[0].indicators] == ["新建工程"]
    assert (second.why, second.continues) == ("form-in-parts", 1)
