"""Disclosures of other provinces that lost their merged cells on the way: bars, tabs, commas, and one cell a line."""

from tests.forms.told import amount, document_of, fields, goals, money, rejects, results, targets


def test_anhui_self_evaluation_pasted_from_excel() -> None:
    document = document_of("anhui_self_evaluation_tabs.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit) == (2022, "self_evaluation", 10_000)
    assert (project.name, amount(project)) == ("水旱灾害防御经费", (880_000_000, 1_000_000, "880"))
    assert money(project) == [
        ("budget", "all", "year", 880_000_000),
        ("adjusted", "all", "year", 860_000_000),
        ("spent", "all", "year", 851_400_000),
        ("budget", "fiscal", "year", 880_000_000),
        ("adjusted", "fiscal", "year", 860_000_000),
        ("spent", "fiscal", "year", 851_400_000),
    ]
    assert goals(project) == [("year", "预期目标", "完成年度防汛工作。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "改造灌区", None, "2处", "2", "处"),
        ("产出指标", "数量指标", "整治泵站", None, "6座", "6", "座"),
        ("产出指标", "质量指标", "工程合格率", "≥", "95%", "95", "%"),
        ("产出指标", "时效指标", "汛前完成时间", None, "2022年5月31日前", None, None),
        ("产出指标", "成本指标", "总成本", "≤", "880万元", "880", "万元"),
        ("效益指标", "社会效益指标", "安全度汛", None, "有保障", None, None),
        ("满意度指标", "服务对象满意度指标", "群众满意度", None, "90%", "90", "%"),
    ]
    assert results(project) == [
        ("2处", "2", "10", "10", None),
        ("5座", "5", "10", "8", "1座待验收"),
        ("100%", "100", "10", "10", None),
        ("2022年5月20日", None, "10", "10", None),
        ("851.4万元", "851.4", "10", "10", None),
        ("有保障", None, "30", "30", None),
        ("97%", "97", "10", "10", None),
    ]
    assert ("实际完成情况", "防汛工作已完成。") in fields(project)
    assert rejects(document) == []


def test_sichuan_self_evaluations_whose_blank_cells_moved_to_the_end_of_their_rows() -> None:
    document = document_of("sichuan_self_evaluation_bars.txt")
    (form,) = document.forms
    first, second = form.projects
    assert (first.code, first.name, amount(first)) == (
        "51092324T000010111111",
        "办公设备购置",
        (0, 10_000, "0.00"),
    )
    assert money(first) == [
        ("budget", "all", "year", 0),
        ("adjusted", "all", "year", 3_360_000),
        ("spent", "all", "year", 3_360_000),
        ("budget", "fiscal", "year", 0),
        ("adjusted", "fiscal", "year", 3_360_000),
        ("spent", "fiscal", "year", 3_360_000),
        ("budget", "own", "year", 0),
        ("adjusted", "own", "year", 0),
        ("spent", "own", "year", 0),
    ]
    assert goals(first) == [("year", "项目年度目标", "购置办公设备13台。")]
    assert targets(first) == [
        ("产出指标", "数量指标", "购置数量", "≥", "13", "13", "台"),
        ("产出指标", "质量指标", "验收合格率", "=", "100", "100", "%"),
    ]
    assert results(first) == [("13", "13", "30", "30", None), ("100", "100", "30", "30", None)]
    assert {
        ("年度目标完成情况", "已购置。"),
        ("2.项目实施内容及过程概述", "十二月前完成支付。"),
        ("总额原因", "执行率未达到90%的需说明原因"),
        ("合计", "100"),
        ("改进措施", "无"),
    } <= set(fields(first))
    assert (second.code, second.name, amount(second)) == (
        "51092324R000010222222",
        "工资性支出",
        (238_930_000, 10_000, "238.93"),
    )
    assert money(second)[:3] == [
        ("budget", "all", "year", 238_930_000),
        ("adjusted", "all", "year", 251_890_000),
        ("spent", "all", "year", 251_890_000),
    ]
    assert targets(second) == [("产出指标", "数量指标", "发放覆盖率", "=", "100", "100", "%")]
    assert results(second) == [("100", "100", "90", "88", "一人补发")]
    # The unit of this row was blank, so which of its columns each cell behind it belongs to is not printed any more.
    row = ["效益指标", "社会效益指标", "办公条件", "定性", "好坏", "好", "30", "30"]
    assert rejects(document) == [("cells-not-placed", text) for text in row]


def test_xinjiang_project_sheet_with_satisfaction_on_both_levels() -> None:
    document = document_of("xinjiang_project_sheet_bars.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, project.name, amount(project)) == (
        2024,
        "project_sheet",
        "渠道防渗改造",
        (320_000_000, 10_000, "320.00"),
    )
    assert money(project) == [
        ("total", "fiscal", "year", 300_000_000),
        ("total", "other", "year", 20_000_000),
    ]
    assert goals(project) == [("whole_project", "项目总体目标", "改造渠道12公里。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "改造渠道长度（公里）", "=", "12公里", "12", "公里"),
        ("产出指标", "质量指标", "工程验收合格率（%）", "=", "100%", "100", "%"),
        ("产出指标", "时效指标", "完工时间", None, "2024年10月31日", None, None),
        ("成本指标", "经济成本指标", "每公里造价（万元）", "≤", "26.67万元", "26.67", "万元"),
        ("效益指标", "社会效益指标", "受益农户（户）", "≥", "300户", "300", "户"),
        ("满意度指标", None, "农户满意度（%）", "≥", "90%", "90", "%"),
    ]
    assert rejects(document) == [("heading-unknown", "满意度指标")]  # of level 2, where no such name is official


def test_hunan_indicator_table_with_a_header_of_two_rows_and_units_between_the_projects() -> None:
    document = document_of("hunan_indicator_table.csv")
    (form,) = document.forms
    first, second = form.projects
    assert (form.form, form.money_unit) == ("indicator_table", 10_000)
    assert [(one.name, amount(one), goals(one)) for one in form.projects] == [
        ("预算系统运维", (60_000_000, 10_000, "60.00"), [("whole_project", None, "保障系统稳定运行。")]),
        ("会计培训", (36_000_000, 10_000, "36.00"), [("whole_project", None, "培训会计人员。")]),
    ]
    assert targets(first) == [
        ("成本指标", "经济成本指标", "运维成本", "≤", "60", "60", "万元"),
        ("产出指标", "数量指标", "运维系统", "≥", "5", "5", "个"),
        ("产出指标", "时效指标", "故障响应时间", "≤", "2", "2", "小时"),
        ("效益指标", "社会效益指标", "服务能力", None, "提升", None, None),
        ("满意度指标", "服务对象满意度指标", "用户满意度", "≥", "95", "95", "%"),
    ]
    assert targets(second) == [
        ("产出指标", "数量指标", "培训人数", "≥", "800", "800", "人"),
        ("满意度指标", "服务对象满意度指标", "学员满意度", "≥", "90", "90", "%"),
    ]
    assert {("单位编码", "101001"), ("指标值内容", "八百人"), ("评(扣)分标准", "少一人扣0.1分")} <= set(fields(second))
    assert rejects(document) == []


def test_beijing_indicator_table_that_prints_its_project_in_every_row() -> None:
    document = document_of("beijing_indicator_table.csv")
    (form,) = document.forms
    first, second = form.projects
    assert (document.year, form.form, form.money_unit) == (2023, "indicator_table", 10_000)
    assert [(one.name, amount(one), goals(one)) for one in form.projects] == [
        ("疫苗接种保障", (35_200_000, 10_000, "35.20"), [(None, None, "保障接种。")]),
        ("急救站运行", (118_000_000, 10_000, "118.00"), [(None, None, "急救站运行正常。")]),
    ]
    assert targets(first) == [
        ("产出指标", "数量指标", "接种人次", "≥", "12000", "12000", "人次"),
        ("产出指标", "时效指标", "完成天数", "≤", "300", "300", "天"),  # printed as 进度指标
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "95", "95", "%"),
    ]
    assert targets(second) == [
        ("产出指标", "质量指标", "出车及时性", None, "好坏", None, None),
        ("成本指标", "经济成本指标", "运行成本", "≤", "118", "118", "万元"),
    ]
    assert ("绩效指标性质", "定性") in fields(second)
    assert rejects(document) == []


def test_shaanxi_project_sheet_with_grids_below_each_other_and_lines_of_the_empty_form() -> None:
    document = document_of("shaanxi_project_sheet.csv")
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit, project.name) == (
        2021,
        "project_sheet",
        10_000,
        "镇域道路改造",
    )
    assert (project.period_start, project.period_end) == ("2021-01-01", "2021-12-31")
    assert amount(project) == (1_060_752_200, 100, "1060.7522")
    assert money(project) == [
        ("total", "fiscal", "year", 692_355_200),
        ("total", "own", "year", 0),
        ("total", "other", "year", 368_397_000),
    ]
    assert goals(project) == [("whole_project", "长期目标", "路网完善。"), ("year", "年度目标", "改造道路三条。")]
    assert targets(project, "whole_project") == [
        ("产出指标", "数量指标", "改造道路", None, "9条", "9", "条"),
        ("产出指标", "质量指标", "合格率", None, "100%", "100", "%"),
        ("效益指标", "生态效益指标", "扬尘", None, "减少", None, None),
    ]
    assert targets(project, "year") == [
        ("产出指标", "数量指标", "改造道路", None, "3条", "3", "条"),
        ("产出指标", "成本指标", "每公里造价", "≤", "88.5万元", "88.5", "万元"),
        ("效益指标", "社会效益指标", "出行时间", None, "缩短", None, None),
        (None, "服务对象满意度指标", "群众满意度", "≥", "90%", "90", "%"),  # no level 1 is printed
    ]
    assert len(project.indicators) == 7
    assert {
        ("填报单位(盖章):", "某镇人民政府"),
        ("主管部门编码", "401"),
        ("备注", "五年内"),
        ("其他说明的问题", "无"),
    } <= set(fields(project))
    assert {("填报人", "乙"), ("单位负责人", "丙")} <= set(fields(project))
    assert ("二级指标", "具体指标") in fields(project)  # what the empty form prints
    assert rejects(document) == []


def test_a_self_evaluation_whose_money_has_one_row_without_a_label_of_its_own() -> None:
    document = document_of("one_row_of_money.csv")
    (form,) = document.forms
    (project,) = form.projects
    assert (project.name, amount(project)) == ("村级运转保障", (48_600_000, 10_000, "48.60"))
    assert money(project) == [
        ("budget", "all", "year", 48_600_000),
        ("adjusted", "all", "year", 45_000_000),
        ("spent", "all", "year", 44_100_000),
    ]
    assert goals(project) == [("year", "年度目标", "保障村级组织运转。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "保障村数", None, "14个", "14", "个"),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥", "85%", "85", "%"),
    ]
    assert results(project) == [("14个", "14", "60", "60", None), ("91%", "91", "30", "30", None)]
    assert fields(project) == [
        ("主管部门", "某镇"),
        ("实施单位", "某镇财政所"),
        ("总分", "100"),
        ("总分", "99.8"),
        ("项目资金(万元)分值", "10"),
        ("项目资金(万元)执行率", "98%"),
        ("项目资金(万元)得分", "9.8"),
    ]
    assert rejects(document) == []


def test_hunan_project_sheet_with_a_line_a_paragraph_and_labels_broken_over_lines() -> None:
    document = document_of("hunan_one_cell_a_line.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, project.name) == (2022, "project_sheet", "高标准农田建设")
    assert amount(project) == (854_000_000, 1_000_000, "854")
    assert money(project) == [
        ("total", "fiscal", "year", 850_000_000),
        ("total", "other", "year", 4_000_000),
    ]
    assert goals(project) == [("year", "年度目标", "完成项目主体工程70%。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "道路硬化里程", "≥", "100公里", "100", "公里"),
        ("产出指标", "数量指标", "供水设施数量", "≥", "20座", "20", "座"),
        ("产出指标", "质量指标", "工程验收合格率", None, "100%", "100", "%"),
        ("产出指标", "成本指标", "财政资金补助", None, "1600元/亩", "1600", "元/亩"),
        (None, "可持续影响指标", "设计使用年限", "≥", "20年", "20", "年"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥", "95%", "95", "%"),
    ]
    # 经济效益指标 and 社会效益指标 are broken over two lines each, and look like a name and its target.
    refused = ["效益指标", "经济效益", "指标", "年增粮食", "3500公斤", "社会效益", "指标", "受益人口数", "≥500人"]
    above = ("level-not-known", "设计使用年限")  # 效益指标 stands in the rows that were refused
    assert sorted(rejects(document)) == sorted([*(("cells-not-placed", text) for text in refused), above])
    assert ("注", "请从上述指标中选择适合的填报。") in fields(project)


def test_one_cell_a_line_with_a_section_over_the_goal_and_its_result() -> None:
    document = document_of("section_over_two_goals_lines.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, project.name) == (2023, "self_evaluation", "村医培训")
    assert goals(project) == [("year", "预期目标", "培训村医60人。")]
    assert fields(project) == [
        ("主管部门", "某县卫生健康局"),
        ("实施单位", "某县卫生院"),
        ("实际完成情况", "培训村医58人。"),
    ]
    assert targets(project) == [
        ("产出指标", "数量指标", "培训人数", None, "60人", "60", "人"),
        ("产出指标", "质量指标", "考核合格率", "≥", "90%", "90", "%"),
    ]
    assert [one[0] for one in results(project)] == ["58人", "100%"]
    assert rejects(document) == []


def test_a_sheet_flattened_to_one_line_without_separators_is_refused_as_a_whole() -> None:
    document = document_of("flattened_to_one_line.txt")
    assert document.forms == []
    assert rejects(document) == [("form-by-title-alone", None)]
