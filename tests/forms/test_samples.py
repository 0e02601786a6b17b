"""Sheets re-keyed from real disclosures, without their geometry: rows with merged cells left out, and one cell a line."""

from decimal import Decimal
from pathlib import Path

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Amount, Document, Project

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def document_of(name: str) -> Document:
    return convert(source_of(SAMPLES / name))


def amounts(project: Project) -> list[tuple[str, str, str, int | None, str]]:
    return [
        (one.kind, one.source, one.scope, one.amount.fen if one.amount else None, one.text) for one in project.amounts
    ]


def test_a_project_sheet_with_bars_between_its_cells() -> None:
    document = document_of("project_sheet_pipes.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (form.form, form.phase, form.money_unit) == ("project_sheet", "budget", 10_000)
    assert (project.name, project.code, project.amount, project.amount_text) == (
        "第一师六团气调保鲜库建设项目",
        None,
        Amount(1_500_000_000, 1_000_000),
        "1500",
    )
    assert amounts(project) == [
        ("total", "all", "whole_project", 1_500_000_000, "1500"),
        ("total", "fiscal", "whole_project", 1_500_000_000, "1500"),
        ("total", "fiscal", "year", 1_500_000_000, "1500"),
    ]
    assert [(goal.scope, goal.label, goal.text) for goal in project.goals] == [
        ("whole_project", "项目总目标", "建成保鲜库1座,3550平方米;消防水池1座,419平方米。"),
        ("year", "年度总体目标", "2021年完成主体安装、封顶;完成水池土建。"),
    ]
    assert [(one.label, one.text) for one in project.fields] == [
        ("主管部门", "农业农村局"),
        ("实施单位", "第一师六团农业发展服务中心"),
        ("项目属性", "兵团推进乡村振兴补助资金"),
        ("项目期", "1年"),
    ]
    assert [
        (one.heading and (one.heading.level1, one.heading.level2, one.heading.text), one.name, one.value, one.unit)
        for one in project.indicators
    ] == [
        (("产出指标", "数量指标", "数量指标"), "新建保鲜库数量", Decimal(1), "座"),
        (("产出指标", "数量指标", "数量指标"), "新建保鲜库面积", Decimal(3550), "平方米"),
        (("产出指标", "数量指标", "数量指标"), "新建消防水池数量", Decimal(1), "座"),
    ]
    assert [one.text for one in project.headings] == ["产 出 指 标", "数量指标"]
    assert document.rejects == ()


def test_a_self_evaluation_with_one_cell_a_line() -> None:
    document = document_of("self_evaluation_one_cell_a_line.txt")
    (form,) = document.forms
    (project,) = form.projects
    assert (form.form, form.phase, form.money_unit) == ("self_evaluation", "self_evaluation", 10_000)
    assert (project.code, project.name) == ("51000021R000000019951", "工资性支出")
    assert (project.amount, project.amount_text) == (Amount(238_930_000, 10_000), "238.93")
    assert amounts(project) == [
        ("budget", "all", "year", 238_930_000, "238.93"),
        ("adjusted", "all", "year", 251_890_000, "251.89"),
        ("spent", "all", "year", 251_890_000, "251.89"),
        ("budget", "fiscal", "year", 238_930_000, "238.93"),
        ("adjusted", "fiscal", "year", 251_890_000, "251.89"),
        ("spent", "fiscal", "year", 251_890_000, "251.89"),
        ("budget", "own", "year", 0, "0.00"),
        ("adjusted", "own", "year", 0, "0.00"),
        ("spent", "own", "year", 0, "0.00"),
    ]
    assert [
        (
            one.heading and (one.heading.level1, one.heading.level2),
            one.name,
            one.comparator,
            one.value_text,
            one.value,
            one.unit,
            one.actual_text,
            one.weight,
            one.score,
        )
        for one in project.indicators
    ] == [
        (("产出指标", "数量指标"), "发放(缴纳)覆盖率", "=", "100", Decimal(100), "%", None, Decimal(60), None),
        (("效益指标", "社会效益指标"), "足额保障率(参保率)", "=", "100", Decimal(100), "%", None, Decimal(30), None),
    ]
    kept = [(one.label, one.text) for one in project.fields]
    assert ("总额 预算执行率", "100.00%") in kept
    assert ("财政专户管理资金 年初预算", "0.00") in kept
    assert ("年度目标完成情况", "<填表提示语原样留在表里：说明完成情况(100字以内)>") in kept
    assert ("合计", "100") in kept
    assert document.rejects == ()
