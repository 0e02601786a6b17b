"""Project sheets and self-evaluations as they are laid out in other provinces: drawn, and written as Excel, Word and HTML."""

from pathlib import Path

import pytest

from tests.forms.drawn import FORMATS
from tests.forms.told import amount, drawn, fields, goals, money, rejects, results, targets

pytestmark = pytest.mark.parametrize("ending", FORMATS)


def test_shanghai_project_sheet(ending: str, tmp_path: Path) -> None:
    document = drawn("shanghai", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.phase, form.money_unit) == (2024, "project_sheet", "budget", 1)
    assert (project.name, project.code) == ("古籍数字化", None)
    assert (project.period_start, project.period_end) == ("2024-03-01", "2024-11-30")
    assert amount(project) == (60_000_000, 100, "600,000")
    assert money(project) == [
        ("total", "all", "whole_project", 125_000_000),
        ("total", "fiscal", "year", 55_000_000),
        ("total", "other", "year", 5_000_000),
    ]
    assert goals(project) == [
        ("whole_project", "项目总目标", "建成古籍数据库。"),
        ("year", "年度绩效目标", "扫描古籍300册。"),
    ]
    assert targets(project) == [
        ("产出指标", "数量指标", "扫描册数", "=", "300(册)", "300", "册"),
        ("产出指标", "质量指标", "图像合格率", "≥", "98.00(%)", "98.00", "%"),
        ("产出指标", "时效指标", "完成时间", None, "2024/11/30", None, None),
        ("效益指标", "社会效益指标", "查阅便利性", None, "提高", None, None),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥", "90.00(%)", "90.00", "%"),
    ]
    assert project.indicators[2].due_date == "2024-11-30"
    assert fields(project) == [
        ("申报单位名称:", "某区图书馆"),
        ("项目类别", "一次性项目"),
        ("计划开始日期", "2024-03-01"),
        ("计划完成日期", "2024-11-30"),
        ("项目概况", "馆藏古籍扫描入库。"),
        ("立项依据", "区文化发展规划。"),
        ("项目设立的必要性", "古籍纸张老化。"),
        ("保证项目实施的制度、措施", "采购管理办法。"),
        ("项目实施计划", "三月招标，十一月验收。"),
        ("同名项目上年预算额(元)", "0"),
        ("同名项目上年预算执行数(元)", "0"),
    ]
    assert rejects(document) == []


def test_self_evaluation_of_a_central_ministry(ending: str, tmp_path: Path) -> None:
    document = drawn("central", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.phase, form.money_unit) == (
        2023,
        "self_evaluation",
        "self_evaluation",
        10_000,
    )
    assert (project.name, amount(project)) == ("标准制修订", (380_000_000, 10_000, "380.00"))
    assert money(project) == [
        ("budget", "all", "year", 380_000_000),
        ("adjusted", "all", "year", 352_400_000),
        ("spent", "all", "year", 338_300_000),
        ("budget", "fiscal", "year", 350_000_000),
        ("adjusted", "fiscal", "year", 322_400_000),
        ("spent", "fiscal", "year", 322_400_000),
        ("budget", "carried_over", "year", 30_000_000),
        ("adjusted", "carried_over", "year", 30_000_000),
        ("spent", "carried_over", "year", 15_900_000),
    ]
    assert goals(project) == [("year", "预期目标", "制修订标准20项。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "制修订标准数量", "≥", "20项", "20", "项"),
        ("产出指标", "质量指标", "标准审查通过率", "≥", "95%", "95", "%"),
        ("产出指标", "时效指标", "完成时间", None, "2023年12月31日前", None, None),
        ("效益指标", "社会效益指标", "标准被采用情况", None, "得到采用", None, None),
        ("满意度指标", "服务对象满意度指标", "使用单位满意度", "≥", "90%", "90", "%"),
    ]
    assert results(project) == [
        ("19项", "19", "20", "19", "1项顺延至下年"),
        ("100%", "100", "15", "15", None),
        ("2023年12月20日", None, "15", "15", None),
        ("得到采用", None, "30", "28", "宣贯不够"),
        ("93%", "93", "10", "10", None),
    ]
    assert {
        ("主管部门及代码", "[123]某部"),
        ("实施单位", "某研究院"),
        ("实际完成情况", "完成标准19项。"),
        ("上年结转资金执行率(B/A)", "53%"),
        ("总分", "97.6"),
    } <= set(fields(project))
    assert rejects(document) == []


def test_yunnan_indicator_table_whose_columns_are_numbered(ending: str, tmp_path: Path) -> None:
    document = drawn("yunnan_indicator_table", ending, tmp_path)
    (form,) = document.forms
    assert (form.form, form.money_unit) == ("indicator_table", None)
    assert [(one.name, one.amount, goals(one)) for one in form.projects] == [
        ("耕地质量监测", None, [("year", None, "完成监测点取样。")]),
        ("农机购置补贴", None, [("year", None, "补贴农户购置农机。")]),
    ]
    assert targets(form.projects[0]) == [
        ("产出指标", "数量指标", "监测点数量", "≥", "24", "24", "个"),
        ("产出指标", "质量指标", "化验合格率", "=", "100", "100", "%"),
        ("效益指标", "可持续影响指标", "地力", "=", "逐步提升", None, None),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90", "90", "%"),
    ]
    assert targets(form.projects[1]) == [
        ("产出指标", "数量指标", "补贴农机台数", "≥", "150", "150", "台"),
        ("产出指标", "成本指标", "单台补贴", "≤", "0.8", "0.8", "万元"),
    ]
    assert [one for one in fields(form.projects[0]) if one[1] in ("年", "定性指标", "地力的变化")] == [
        ("度量单位", "年"),
        ("指标属性", "定性指标"),
        ("指标内容", "地力的变化"),
    ]
    assert rejects(document) == []


def test_yunnan_self_evaluation_whose_levels_stand_in_the_second_row_of_the_header(ending: str, tmp_path: Path) -> None:
    document = drawn("yunnan_self_evaluation", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (form.form, project.name, amount(project)) == (
        "self_evaluation",
        "乡村公路巡查",
        (7_290_000, 10_000, "7.29"),
    )
    assert money(project) == [
        ("budget", "all", "year", 7_290_000),
        ("adjusted", "all", "year", 7_500_000),
        ("spent", "all", "year", 7_350_000),
        ("budget", "fiscal", "year", 7_290_000),
        ("adjusted", "fiscal", "year", 7_290_000),
        ("spent", "fiscal", "year", 7_140_000),
        ("adjusted", "carried_over", "year", 210_000),
        ("spent", "carried_over", "year", 210_000),
    ]
    assert goals(project) == [("year", "预期目标", "巡查全县乡村公路。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "巡查里程", "=", "420", "420", "公里"),
        ("产出指标", "质量指标", "隐患处置率", "≥", "95", "95", "%"),
        ("效益指标", "社会效益指标", "通行条件", "=", "改善", None, None),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "90", "%"),
    ]
    assert results(project) == [
        ("410", "410", "20.00", "19.00", "道路中断"),
        ("96", "96", "30", "30", None),
        ("改善", None, "30.00", "30.00", None),
        ("92", "92", "10.00", "10.00", None),
    ]
    assert rejects(document) == []


def test_hubei_project_sheet_with_grids_side_by_side_and_amounts_that_bring_their_unit(
    ending: str, tmp_path: Path
) -> None:
    document = drawn("hubei", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit, project.name) == (2020, "project_sheet", None, "学校维修")
    assert amount(project) == (800_500_000, 100_000, "800.5万元")
    assert money(project) == [
        ("total", "all", "whole_project", 1_250_000_000),
        ("total", "fiscal", "whole_project", 1_000_000_000),
        ("total", "fiscal", "year", 800_500_000),
        ("total", "other", "whole_project", 250_000_000),
    ]
    assert goals(project) == [
        ("whole_project", "中期目标", "三年维修十所学校。"),
        ("year", "年度目标", "维修四所学校。"),
    ]
    assert targets(project, "whole_project") == [
        ("产出指标", "数量指标", "维修学校数量", None, "10所", "10", "所"),
        ("产出指标", "质量指标", "验收合格率", None, "100%", "100", "%"),
        ("产出指标", "成本指标", "维修成本", "≤", "1250万元", "1250", "万元"),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥", "90%", "90", "%"),
    ]
    assert targets(project, "year") == [
        ("产出指标", "数量指标", "维修学校数量", None, "4所", "4", "所"),
        ("产出指标", "质量指标", "验收合格率", None, "100%", "100", "%"),
        ("产出指标", "成本指标", "维修成本", None, "参照政府采购成本控制", None, None),
        ("效益指标", "社会效益指标", "办学条件", None, "持续改善", None, None),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥", "90%", "90", "%"),
    ]
    assert fields(project) == [
        ("主管部门及编码", "[015001]某区教育局"),
        ("实施单位", "某区教育局"),
        ("项目属性", "基础建设、修缮类"),
        ("项目起止时间", "202001-202012"),
    ]
    assert rejects(document) == []


def test_guangxi_project_sheet_with_points_before_the_names_and_levels_of_its_own(ending: str, tmp_path: Path) -> None:
    document = drawn("guangxi", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit, project.name) == (2021, "project_sheet", 10_000, "设备更新")
    assert (project.period_start, project.period_end) == ("2021-01-01", "2021-12-31")
    assert amount(project) == (86_400_000, 10_000, "86.40")
    assert money(project) == []  # each is a part of the fiscal appropriation, none is all of it
    assert goals(project) == [
        ("whole_project", "长期目标(450字内)", "三年内更新全部设备。"),
        ("year", "年度目标(450字内)", "更新设备12台。"),
    ]
    assert targets(project) == [
        (None, None, "实际到位资金与计划投入资金之比", None, "100%", "100", "%"),
        ("产出指标", "数量指标", "更新设备数量", None, "12台", "12", "台"),
        ("产出指标", "质量指标", "验收合格率", "≥", "98%", "98", "%"),
        ("效益指标", "社会效益指标", "教学条件", None, "改善", None, None),
    ]
    assert [str(one.weight) for one in project.indicators] == ["5", "20", "10", "15"]
    kept = fields(project)
    assert {
        ("填报单位:", "某厅"),
        ("主管部门编码", "145"),
        ("主管部门名称", "某厅"),
        ("一般公共预算拨款:", "60.00"),
        ("政府性基金预算拨款:", "20.00"),
        ("纳入财政专户管理的收入:", "6.40"),
        ("上年结余收入:", "0.00"),
        ("单位职能概述(450字内)", "教学。"),
        ("评分细则(150字内)", "少1台扣2分。"),
    } <= set(kept)
    assert "" not in [label for label, _ in kept]
    assert rejects(document) == [
        ("heading-unknown", "投入指标"),
        ("heading-unknown", "资金到位率"),
    ]


def test_chongqing_project_sheet_with_points_as_a_range(ending: str, tmp_path: Path) -> None:
    document = drawn("chongqing", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit, project.name) == (
        2023,
        "project_sheet",
        10_000,
        "药材晾晒房建设",
    )
    assert (project.period_start, project.period_end) == ("2023-04", "2024-02")
    assert amount(project) == (60_000_000, 1_000_000, "60")
    assert money(project) == [
        ("total", "all", "whole_project", 65_000_000),
        ("total", "fiscal", "year", 55_000_000),
        ("total", "other", "year", 5_000_000),
    ]
    assert goals(project) == [("year", "年度主要目标和成果", "新建晾晒房一座。")]
    assert targets(project) == [
        ("成本指标", "经济成本指标", "建设成本", "≤", "60万元", "60", "万元"),
        ("产出指标", "数量指标", "新建晾晒房", None, "1座", "1", "座"),
        ("产出指标", "质量指标", "验收合格率", None, "100%", "100", "%"),
        ("效益指标", "社会效益指标", "受益人口", "≥", "200人", "200", "人"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "95%", "95", "%"),
    ]
    assert [str(one.weight) for one in project.indicators] == ["10", "20", "20", "30", "10"]
    assert [(one.level2, project.indicator_counts()[one.position]) for one in project.headings if one.level == 2][
        :3
    ] == [("经济成本指标", 1), ("社会成本指标", 0), ("生态环境成本指标", 0)]
    assert fields(project) == [
        ("预算单位", "某县某乡人民政府"),
        ("项目分类", "资产资源类—房屋类"),
        ("建设周期", "2023年4月-2024年2月"),
        ("业务主管部门", "某县民宗委"),
        ("实施单位", "某乡"),
        ("项目负责人", "甲"),
        ("项目总体概况", "新建晾晒房并硬化场坪。"),
        ("财政资金预算分类", "一般公共预算"),
        ("财政资金科目代码", "21305"),
        ("年度预算执行率", "100%"),
        ("分值", "10分"),
        ("指标解释", "建设费用"),
        ("指标解释", "晾晒房的数量"),
    ]
    assert rejects(document) == []


def test_self_evaluation_of_a_central_transfer_to_a_place(ending: str, tmp_path: Path) -> None:
    document = drawn("transfer_self_evaluation", ending, tmp_path)
    (form,) = document.forms
    (project,) = form.projects
    assert (document.year, form.form, form.money_unit, project.name) == (
        2023,
        "self_evaluation",
        10_000,
        "农业资源保护资金",
    )
    assert amount(project) == (520_000_000, 10_000, "520.00")  # no budget of the beginning of the year is printed
    assert money(project) == [
        ("adjusted", "all", "year", 520_000_000),
        ("spent", "all", "year", 494_000_000),
        ("adjusted", "other", "year", 20_000_000),
        ("spent", "other", "year", 20_000_000),
    ]
    assert goals(project) == [("whole_project", "总体目标", "治理耕地2万亩。")]
    assert targets(project) == [
        ("产出指标", "数量指标", "治理面积", "≥", "2万亩", "2", "万亩"),
        ("产出指标", "质量指标", "耕地质量等级", None, "提升0.1级", None, None),
        ("效益指标", "生态效益指标", "化肥用量", None, "减少", None, None),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90%", "90", "%"),
    ]
    assert results(project) == [
        ("1.9万亩", "1.9", None, None, "雨季停工"),
        ("0.1级", "0.1", None, None, None),
        ("减少", None, None, None, None),
        ("95%", "95", None, None, None),
    ]
    assert {
        ("中央主管部门", "农业农村部"),
        ("地方主管部门", "某省农业农村厅"),
        ("资金使用单位", "某县农业农村局"),
        ("其中:中央财政资金全年预算数(A)", "400.00"),
        ("地方资金全年执行数(B)", "84.00"),
        ("全年实际完成情况", "治理耕地1.9万亩。"),
        ("说明", "无"),
    } <= set(fields(project))
    assert rejects(document) == [("target-not-understood", "提升0.1级")]
