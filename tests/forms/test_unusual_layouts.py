"""Heads and labels that no official form prints: read by their place and what stands below them, with a doubt, or refused."""

from mingzhang.forms import interpret_grids
from mingzhang.records import Form
from tests.forms.grids import form_of, grid_of
from tests.forms.told import amount, fields, goals, targets

SHEET = """
项目绩效目标表（2024年度） | < | < | < | <
项目名称 | 防汛抢险 | < | < | <
"""
LINES = """
某局2025年度项目绩效目标汇总表 | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值
"""


def reasons(form: Form) -> list[tuple[str, str | None]]:
    return [(one.reason, one.text) for one in form.rejects]


def is_read(drawing: str) -> bool:
    return any(table.form for table in interpret_grids([grid_of(drawing)]))


# ---- heads by what stands below them ---------------------------------------------------------------------------------


def test_heads_that_nobody_knows_are_read_by_their_columns_and_each_is_a_doubt() -> None:
    form = form_of(
        SHEET
        + "层级一 | 层级二 | 考核要点 | 考核标准 | 分值\n产出 | 数量 | 储备沙袋 | ≥500条 | 20\n^ | 质量 | 合格率 | ≥95% | 20\n"
        "效益 | 社会效益 | 受益群众 | ≥2000人 | 20"
    )
    assert targets(form.projects[0]) == [
        ("产出指标", "数量指标", "储备沙袋", "≥", "500条", "500", "条"),
        ("产出指标", "质量指标", "合格率", "≥", "95%", "95", "%"),
        ("效益指标", "社会效益指标", "受益群众", "≥", "2000人", "2000", "人"),
    ]
    assert [(one.reason, one.values) for one in form.rejects] == [
        ("label-read-by-contents", {"label": "层级一", "column": "一级指标"}),
        ("label-read-by-contents", {"label": "层级二", "column": "二级指标"}),
        ("label-read-by-contents", {"label": "考核要点", "column": "三级指标"}),
        ("label-read-by-contents", {"label": "考核标准", "column": "指标值"}),
    ]
    assert not form.is_understood


def test_two_columns_that_may_be_the_targets_are_none() -> None:
    assert not is_read(
        SHEET + "一级指标 | 二级指标 | 三级指标 | 标准甲 | 标准乙\n产出指标 | 数量指标 | 储备沙袋 | ≥500条 | ≥400条\n"
        "效益指标 | 社会效益指标 | 受益群众 | ≥2000人 | ≥1000人"
    )


def test_numbers_below_a_label_of_results_that_nobody_knows_are_no_targets() -> None:
    assert not is_read(
        SHEET + "一级指标 | 二级指标 | 三级指标 | 考核结果 | 备注\n产出指标 | 数量指标 | 储备沙袋 | 512条 |\n"
        "效益指标 | 社会效益指标 | 受益群众 | 2000人 |"
    )


def test_a_level_two_stands_in_the_place_of_a_level_one_that_is_not_printed() -> None:
    form = form_of(
        SHEET + "指标类别 | 指标分项 | 指标内容 | 目标值 | 单位\n产出 | 产出数量 | 演出场次 | ≥96 | 场\n"
        "社会效益指标 | | 观众人次 | ≥2 | 万人次\n满意度 | | 农牧民满意度 | ≥92 | %"
    )
    assert [one[:3] for one in targets(form.projects[0])] == [
        ("产出指标", "数量指标", "演出场次"),
        (None, "社会效益指标", "观众人次"),
        ("满意度指标", None, "农牧民满意度"),
    ]
    assert form.rejects == ()


# ---- labels with their values in one cell ----------------------------------------------------------------------------


def test_name_money_period_and_goal_stand_in_one_cell_with_their_labels() -> None:
    form = form_of("""
        某部2024年专项经费绩效目标一览表 | < | < | <
        专项经费名称：乌兰牧骑演出 | < | 经费额度：28.6万元 | <
        经费来源：本级财政 | < | 起止时间：2024年1月1日至2024年12月31日 | <
        年度目标：组织演出：宣讲政策。 | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 演出场次 | ≥96场
        """)
    project = form.projects[0]
    assert (project.name, amount(project)) == ("乌兰牧骑演出", (28_600_000, 100_000, "28.6万元"))
    assert (project.period_start, project.period_end) == ("2024-01-01", "2024-12-31")
    assert goals(project) == [("year", "年度目标", "组织演出：宣讲政策。")]
    assert fields(project) == [("经费来源", "本级财政"), ("起止时间", "2024年1月1日至2024年12月31日")]
    assert form.rejects == ()


def test_a_second_label_in_the_cell_of_a_name_is_no_part_of_the_name() -> None:
    form = form_of("""
        项目绩效目标表 | < | < | <
        项目名称：演出 项目负责人：甲 | < | < | <
        年度金额 | 5万元 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 演出场次 | ≥96场
        """)
    assert [one.name for one in form.projects] == [None]


# ---- a label that nobody knows above the indicators ------------------------------------------------------------------

NAMELESS = """
甲栏 | 防汛 | < | <
年度目标 | 备汛。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 储备沙袋 | ≥500条
"""


def test_a_label_that_nobody_knows_above_one_grid_costs_the_name_and_not_the_sheet() -> None:
    form = form_of("项目绩效目标表（2024年度） | < | < | <" + NAMELESS)
    assert [(one.name, len(one.indicators)) for one in form.projects] == [(None, 1)]
    assert fields(form.projects[0]) == [("甲栏", "防汛")]
    assert [(one.reason, one.values) for one in form.rejects] == [
        ("label-unknown", {"label": "甲栏"}),
        ("name-not-told", {"label": "甲栏"}),
    ]


def test_two_sheets_below_such_a_label_are_no_single_project() -> None:
    assert not is_read("项目绩效目标表（2024年度） | < | < | <" + NAMELESS + NAMELESS.lstrip())


def test_a_label_of_names_over_texts_is_the_head_of_a_column() -> None:
    form = form_of("""
        某局2024年绩效目标表 | < | < | <
        年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元）
        ^ | 党建 | 抓党建 | 10
        年度总体目标 | 完成任务。 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 培训人数 | ≥80人
        """)
    assert [(one.name, one.amount) for one in form.projects] == [(None, None)]
    assert ("cells-not-placed", "任务名称") in reasons(form)


# ---- lines that name projects ----------------------------------------------------------------------------------------


def test_lines_between_indicators_name_the_projects_and_their_money() -> None:
    form = form_of(
        LINES + "一、小区物业补助（预算安排68.4万元） | < | < | <\n绩效目标：保障服务。 | < | < | <\n"
        "产出指标 | 数量指标 | 补助小区 | 19个\n"
        "二、网格员补助，31.2万元 | < | < | <\n产出指标 | 数量指标 | 网格员 | 65人\n合计：99.6万元 | < | < | <"
    )
    assert [(one.name, amount(one)) for one in form.projects] == [
        ("小区物业补助", (68_400_000, 100_000, "68.4万元")),
        ("网格员补助", (31_200_000, 100_000, "31.2万元")),
    ]
    assert [goals(one) for one in form.projects] == [[(None, "绩效目标", "保障服务。")], []]
    assert [[one[2] for one in targets(project)] for project in form.projects] == [["补助小区"], ["网格员"]]
    assert [(one.kind, one.amount.fen if one.amount else None) for one in form.stated_totals] == [("total", 99_600_000)]
    assert form.rejects == ()


def test_a_line_over_the_lines_of_projects_that_come_to_its_amount_is_a_subtotal() -> None:
    form = form_of(
        LINES + "一、本级（100万元） | < | < | <\n1.补助（60万元） | < | < | <\n产出指标 | 数量指标 | 小区 | 19个\n"
        "2.宣传（40万元） | < | < | <\n产出指标 | 数量指标 | 场次 | 9场"
    )
    assert [one.name for one in form.projects] == ["补助", "宣传"]
    assert [(one.kind, one.label) for one in form.stated_totals] == [("subtotal", "本级")]


def test_rows_below_a_line_that_may_be_another_project_are_nobodys() -> None:
    form = form_of(
        LINES + "一、补助（60万元） | < | < | <\n产出指标 | 数量指标 | 小区 | 19个\n"
        "二、其他 | < | < | <\n产出指标 | 数量指标 | 场次 | 9场"
    )
    assert [[one[2] for one in targets(project)] for project in form.projects] == [["小区"]]
    assert reasons(form) == [
        ("row-not-understood", "二、其他"),
        *(("cells-not-placed", text) for text in ("产出指标", "数量指标", "场次", "9场")),
    ]


def test_money_of_something_else_in_a_line_names_no_project() -> None:
    assert not is_read(LINES + "一、购买设备，每台5万元 | < | < | <\n产出指标 | 数量指标 | 设备 | 19台")


SEVERAL = """
某县民政局2023年项目绩效目标表 | < | < | <
单位：万元 | < | < | <
项目一：居家养老服务 | < | < | <
年度预算：36.00 | < | < | <
年度绩效目标：为老年人提供居家服务。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 服务老人 | ≥600人
项目二：临时救助 | < | < | <
年度预算：52.00 | < | < | <
年度绩效目标：及时救助困难群众。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 救助人次 | ≥900人次
"""


def test_projects_that_are_numbered_in_lines_each_have_a_header_of_their_own() -> None:
    form = form_of(SEVERAL)
    assert [
        (one.name, one.amount.fen if one.amount else None, [goal.text for goal in one.goals], len(one.indicators))
        for one in form.projects
    ] == [
        ("居家养老服务", 36_000_000, ["为老年人提供居家服务。"], 1),
        ("临时救助", 52_000_000, ["及时救助困难群众。"], 1),
    ]
    assert form.rejects == ()


LEVELS = """
项目名称 | 预算数（万元） | 绩效目标 | 指标类型 | {second} | 绩效指标 | 指标值
增雨作业 | 142.00 | 增雨防雹。 | {first} | 开展作业 | ≥45次
^ | ^ | ^ | {other} | 作业安全率 | 100%
"""


def test_one_label_over_both_levels_and_levels_two_alone_head_indicators() -> None:
    both = form_of(LEVELS.format(second="<", first="产出 | 数量", other="产出 | 质量"))
    lost = form_of(LEVELS.format(second="", first="产出 | 数量", other="产出 | 质量"))
    second = form_of(LEVELS.replace(" | {second}", "").format(first="数量指标", other="质量指标"))
    for form, level1 in ((both, "产出指标"), (lost, "产出指标"), (second, None)):
        assert [
            (one.heading.level1, one.heading.level2, one.name, one.value_text)
            for one in form.projects[0].indicators
            if one.heading
        ] == [(level1, "数量指标", "开展作业", "45次"), (level1, "质量指标", "作业安全率", "100%")]


def test_a_running_head_with_its_page_number_is_no_project() -> None:
    rows = LEVELS.format(second="<", first="产出 | 数量", other="产出 | 质量")
    head = "某市2024年部门预算　— 37 — | | | | | |\n"
    form = form_of(rows + head + " | | | 效益 | 经济效益 | 减少损失 | ≥1.1亿元")
    assert [(one.name, len(one.indicators)) for one in form.projects] == [("增雨作业", 3)]


LIST_WITHOUT_MERGED_CELLS = """
某馆2022年项目绩效目标情况表（单位：千元） | | | | | | |
项目 | 单位 | 项目金额 | 绩效目标 | 绩效指标 | | |
 | | | | 一级 | 二级 | 三级 | 指标值
古籍数字化 | 某馆 | 1250.6 | 扫描古籍。 | 产出 | 数量 | 扫描拍数 | ≥3万拍
 | | | | 效益 | 社会效益 | 访问量 | ≥10万次
流动服务车 | 某馆 | 380 | 送书下乡。 | 产出 | 数量 | 送书次数 | 120次
"""


def test_a_list_whose_merged_cells_were_lost_is_no_sheet_of_one_project() -> None:
    form = form_of(LIST_WITHOUT_MERGED_CELLS)
    assert [(one.name, one.amount_text, len(one.indicators)) for one in form.projects] == [
        ("古籍数字化", "1250.6", 2),
        ("流动服务车", "380", 1),
    ]
