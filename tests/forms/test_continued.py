"""Projects that go on in another row or table, as （续） or under their name alone: one project where that is sure."""

from dataclasses import replace

import pytest

from mingzhang.forms import interpret_grids
from mingzhang.records import Project, Reject
from tests.forms.grids import grid_of

UPPER = """
2019年项目支出绩效目标表 | < | < | < | < | < | <
公开部门：某县文旅局 | < | < | < | < | 单位：万元 | <
项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值
送戏下乡 | 57.60 | 组织演出。 | 产出指标 | 数量指标 | 演出场次 | ≥192场
文物看护 | 24.00 | 看护文物。 | 产出指标 | 数量指标 | 看护单位 | ≥40处
"""
LOWER = """
2019年项目支出绩效目标表（续） | < | < | < | < | < | <
公开部门：某县文旅局 | < | < | < | < | 单位：{unit} | <
项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | {target}
{name} | {money} | | 效益指标 | 社会效益指标 | 安全事故 | 0起
旅游推广 | 13.50 | 宣传旅游。 | 产出指标 | 时效指标 | 完成时间 | 2019年5月底前
"""


def read(name: str, money: str = "", unit: str = "万元", target: str = "指标值") -> tuple[list[Project], list[Reject]]:
    upper = grid_of(UPPER)
    lower = grid_of(LOWER.format(name=name, money=money, unit=unit, target=target))
    rows = tuple(tuple(replace(cell, page=2, table_number=2) for cell in row) for row in lower.rows)
    forms = [table.form for table in interpret_grids([upper, replace(lower, table_number=2, rows=rows)]) if table.form]
    return [one for form in forms for one in form.projects], [one for form in forms for one in form.rejects]


@pytest.mark.parametrize("name", ["文物看护（续）", "文物看护（续表）", "文物看护"])
def test_a_project_that_goes_on_in_the_next_table_is_one_project(name: str) -> None:
    projects, rejects = read(name)
    assert [(one.name, len(one.indicators)) for one in projects] == [("送戏下乡", 1), ("文物看护", 2), ("旅游推广", 1)]
    assert [(one.name, one.value_text) for one in projects[1].indicators] == [("看护单位", "40处"), ("安全事故", "0起")]
    assert not rejects


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"name": "古树保护（续）"}, ["name-continued"]),  # of none that stands above
        ({"name": "文物看护（续）", "unit": "元"}, ["name-continued"]),  # the amounts below are of another unit
        ({"name": "文物看护（续）", "target": "绩效指标值"}, ["name-continued"]),  # below another header
        ({"name": "文物看护", "money": "3.00"}, []),  # another amount: a project more
    ],
)
def test_what_is_not_surely_the_same_project_is_named_or_its_own(changed: dict[str, str], reasons: list[str]) -> None:
    projects, rejects = read(**changed)
    assert len(projects) == 4
    assert [one.reason for one in rejects] == reasons


def test_a_row_of_whole_texts_that_goes_on_is_one_project() -> None:
    drawing = """
单位编码 | 单位及项目名称 | 金额 | 绩效目标 | 绩效指标
1 | 文物看护 | 24.00 | 保护文物。 | 一、产出指标/n（一）数量指标/n1.看护单位：≥40处
 | 文物看护（续） | | | 2.巡查次数：≥12次/n二、效益指标/n（一）社会效益指标/n1.责任事故：0起
2 | 送戏下乡（续） | 3 | 唱戏。 | 一、产出指标/n（一）数量指标/n1.唱戏：≥40场
"""
    (table,) = interpret_grids([grid_of(drawing, "2019年项目绩效目标表（单位：万元）")])
    assert table.form
    first, second = table.form.projects
    assert [(one.name, one.heading and one.heading.text) for one in first.indicators] == [
        ("看护单位", "数量指标"),
        ("巡查次数", "数量指标"),
        ("责任事故", "社会效益指标"),
    ]
    assert (first.name, second.name) == ("文物看护", "送戏下乡（续）")
    assert [(one.reason, one.values) for one in table.form.rejects] == [("name-continued", {"text": "送戏下乡（续）"})]


@pytest.mark.parametrize(
    ("lower", "yuan"),
    [
        ("{unit}{header}", 30_000),
        ("表二　单位：元 | < | < | < | < | < | <\n{header}", 3),
        ("表二 | < | < | < | < | < | <\n{header_in_yuan}", 3),
        ("{header_in_yuan}", 3),
        ("{other_order}", 30_000),
    ],
)
def test_a_second_list_in_a_table_has_its_own_header_and_unit_of_money(lower: str, yuan: int) -> None:
    header = "项目名称 | 预算数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
    row = "古树保护 | 3.00 | 护树。 | 产出指标 | 数量指标 | 复壮古树 | ≥30株"
    if "other_order" in lower:
        header = "项目名称 | 绩效目标 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
        row = "古树保护 | 护树。 | 3.00 | 产出指标 | 数量指标 | 复壮古树 | ≥30株"
    in_yuan = header.replace("预算数", "预算数（元）")
    text = lower.format(unit="", header=header, header_in_yuan=in_yuan, other_order=header) + row
    (table,) = interpret_grids([grid_of(f"{UPPER.strip()}\n{text}")])
    assert table.form
    found = [(one.name, one.amount and one.amount.fen, len(one.indicators)) for one in table.form.projects]
    assert found == [("送戏下乡", 57_600_000, 1), ("文物看护", 24_000_000, 1), ("古树保护", yuan * 100, 1)]
    assert not table.form.rejects


def test_a_grid_with_a_column_of_projects_is_of_these_whatever_stands_above() -> None:
    (table,) = interpret_grids(
        [
            grid_of("""
2024年部门预算项目支出绩效目标公开表 | < | < | < | <
一、资金安排 | < | < | < | <
项目编码 | 项目名称 | 单位编码 | 单位名称 | 预算金额（元）
440000240000000017355 | 小区改造 | 128001 | 某市住建局 | 32,500,000.00
合计 | | | | 32,500,000.00
二、绩效指标 | < | < | < | <
项目名称 | 一级指标 | 二级指标 | 三级指标 | 年度指标值
小区改造 | 产出指标 | 数量指标 | 改造小区数 | ≥38个
安全鉴定 | 产出指标 | 数量指标 | 鉴定面积 | ≥21.5万平方米
""")
        ]
    )
    assert table.form
    assert [(one.name, [item.name for item in one.indicators]) for one in table.form.projects] == [
        ("小区改造", ["改造小区数"]),
        ("安全鉴定", ["鉴定面积"]),
    ]
    assert {one.reason for one in table.form.rejects} == {"cells-not-placed"}
    assert "32,500,000.00" in [one.text for one in table.form.rejects]  # named, and no project's
