"""Money of project sheets: what an amount is for, where it stands, and in which unit, sheet by sheet."""

from pathlib import Path

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Project
from tests.forms.grids import form_of

INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 座数 | 1座
"""


def money(project: Project) -> list[tuple[str, str, str, int | None]]:
    return [(one.kind, one.source, one.scope, one.amount.fen if one.amount else None) for one in project.amounts]


def test_a_label_that_nobody_knows_is_no_amount() -> None:
    form = form_of(f"""
项目名称 | 甲 | < | <
项目资金（元） | 某某资金总额： | 3 | <
^ | 年度资金总额： | 1 | <
{INDICATORS.strip()}
""")
    (project,) = form.projects
    assert (project.amount_text, money(project), project.fields) == ("1", [], ())
    assert [(one.reason, one.text) for one in form.rejects] == [("money-under-no-label", "3")]
    assert not project.is_understood


def test_sources_below_a_total_of_the_whole_project_alone_are_its() -> None:
    (project,) = form_of(f"""
项目名称 | 甲 | < | < | < | <
项目总额（元） | 5 | 其中：财政资金 | 4 | 其他资金 | 1
{INDICATORS.strip()}
""").projects
    assert project.amount is None
    assert money(project) == [
        ("total", "all", "whole_project", 500),
        ("total", "fiscal", "whole_project", 400),
        ("total", "other", "whole_project", 100),
    ]


def test_a_total_without_an_amount_heads_the_part() -> None:
    form = form_of(f"""
项目名称 | 甲 | < | < | <
项目资金（元） | 年度资金总额 | 5 | 其中：财政拨款 | 4
{INDICATORS.strip()}
""")
    assert form.projects[0].amount_text == "5"
    assert money(form.projects[0]) == [("total", "fiscal", "year", 400)]
    assert form.rejects == ()


def test_an_amount_behind_cells_that_were_merged_and_are_blank_now() -> None:
    (project,) = form_of(f"""
项目名称 | | 甲 | |
资金总额（元） | | 5 | 全年预算数 | 6
{INDICATORS.strip()}
""").projects
    assert (project.name, project.amount_text) == ("甲", "5")
    assert [(one.label, one.text) for one in project.fields] == [("全年预算数", "6")]


SHEET = """主管部门 | {}局
项目名称 | {}
资金总额 | 20
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 座数 | 1座
"""
TITLES = "项目支出绩效目标表\n（2024年度）\n单位：{}\n"
TWO = TITLES.format("万元") + SHEET.format("甲", "甲") + TITLES.format("元") + SHEET.format("乙", "乙")


def test_each_sheet_has_its_own_title_unit_of_money_and_department(tmp_path: Path) -> None:
    (tmp_path / "flat.txt").write_text(TWO.replace(" | ", "\n"), encoding="utf-8")
    (tmp_path / "table.html").write_text(_html(TWO), encoding="utf-8")
    for name in ("flat.txt", "table.html"):
        document = convert(source_of(tmp_path / name))
        (form,) = document.forms
        assert document.title == "项目支出绩效目标表"
        assert form.header[0].text == "项目名称"
        assert [(one.name, one.amount and one.amount.fen) for one in form.projects] == [
            ("甲", 20_000_000),
            ("乙", 2_000),
        ]
        assert [[(field.label, field.text) for field in one.fields] for one in form.projects] == [
            [("主管部门", "甲局")],
            [("主管部门", "乙局")],
        ]


def _html(text: str) -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in line.split(" | ")) for line in text.splitlines())
    return "<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table></body></html>"


def test_the_plain_budget_beside_an_adjusted_one_is_that_of_the_beginning() -> None:
    form = form_of(
        """
项目名称 | 乡村公路安防工程 | < | < | 实施单位 | 农村公路中心 | < | <
资金执行情况 | 资金性质 | 预算数 | 调整后预算数 | 执行数 | 执行率 | 权重 | 得分
^ | 资金合计 | 2400000.00 | 2250000.00 | 2160000.00 | 96.00% | 10 | 9.60
指标类别 | 指标类型 | 指标名称 | 计划完成值 | 实际完成值 | 权重 | 自评得分 | 未完成原因
产出指标 | 数量指标 | 安装波形护栏 | ≥15公里 | 15.4公里 | 50 | 50 |
^ | ^ | 增设警示标志 | 120块 | 114块 | 40 | 38 | 部分路段设计变更
自评总分 | < | < | < | < | 100 | 97.60 | 等级：优
""",
        "2025年项目绩效自评表（单位：元）",
    )
    (project,) = form.projects
    assert [(one.kind, one.amount.fen if one.amount else None) for one in project.amounts] == [
        ("budget", 240000000),
        ("adjusted", 225000000),
        ("spent", 216000000),
    ]
    assert [one.name for one in project.indicators] == ["安装波形护栏", "增设警示标志"]
    assert [one.heading.text for one in project.indicators if one.heading] == ["数量指标", "数量指标"]


def test_each_of_the_public_budgets_is_a_source_where_its_number_stands_behind_it() -> None:
    form = form_of(f"""
项目名称 | 甲 | < | <
项目资金（元） | 年度资金总额 | 9 | <
^ | 其中：一般公共预算 | 5 | <
^ | 政府性基金预算 | 0 | <
^ | 地方政府债券 | 4 | <
资金性质 | 一般公共预算 | 项目类别 | 其他
{INDICATORS.strip()}
""")
    (project,) = form.projects
    assert (project.amount_text, form.rejects) == ("9", ())
    assert [(one.label, one.text) for one in project.fields] == [
        ("资金性质", "一般公共预算"),
        ("项目类别", "其他"),
        ("其中：一般公共预算", "5"),
        ("政府性基金预算", "0"),
        ("地方政府债券", "4"),
    ]
    assert project.is_understood


def test_one_number_below_labels_of_one_column_is_not_two_amounts(tmp_path: Path) -> None:
    lines = "项目名称\n甲\n年初预算\n调整后预算数\n0.00\n一级指标\n三级指标\n指标值\n产出指标\n座数\n1座\n"
    (tmp_path / "a.txt").write_text(lines.replace("\n", " |\n"), encoding="utf-8")
    (table,) = convert(source_of(tmp_path / "a.txt")).tables
    assert table.form
    assert [money(project) for project in table.form.projects] == [[]]
    assert [reject.text for reject in table.form.rejects] == ["0.00"]
