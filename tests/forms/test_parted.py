"""Tables in text that lines without bars part: what stands in the lines is read as the rows that they were."""

from pathlib import Path

import pytest

from mingzhang.pipeline import convert
from mingzhang.readers.sources import source_of
from mingzhang.records import Document
from tests.forms.told import amount, goals

TOP = "某省2025年项目绩效目标表\n项目名称 | 罪犯教育 | 主管部门 | 某局\n年度资金总额（万元） | 38.50 | 其中：财政拨款 | 38.50\n"
INDICATORS = """一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 培训人数 | ≥105人
效益指标 | 社会效益指标 | 工作秩序 | 平稳
 | 可持续影响指标 | 管护机制 | 逐步健全
满意度指标 | 服务对象满意度指标 | 人员满意度 | ≥90%
"""
LIST = """某街道2025年度项目绩效目标汇总表
一级指标 | 二级指标 | 三级指标 | 目标值
一、小区补助（预算安排68.4万元）
绩效目标：保障服务。
产出指标 | 数量指标 | 补助小区 | 19个
效益指标 | 社会效益指标 | 投诉件 | ≤40件
 | 可持续影响指标 | 管护机制 | 逐步健全
二、网格员补助（预算安排31.2万元）
产出指标 | 数量指标 | 补助网格员 | 65人
满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥85%
"""


def _read(text: str, folder: Path) -> Document:
    path = folder / "parted.txt"
    path.write_text(text, encoding="utf-8")
    return convert(source_of(path))


def test_a_goal_in_a_line_between_two_parts_of_a_sheet(tmp_path: Path) -> None:
    document = _read(f"{TOP}年度绩效目标\n提高教育改造质量。\n{INDICATORS}", tmp_path)
    ((project,), rest) = (table.form.projects for table in document.tables if table.form)
    assert (project.name, amount(project), rest) == ("罪犯教育", (38_500_000, 10_000, "38.50"), ())
    assert goals(project) == [("year", "年度绩效目标", "提高教育改造质量。")]
    assert [one.name for one in project.indicators] == ["培训人数", "工作秩序", "管护机制", "人员满意度"]
    assert project.goals[0].spans[0].cell in document.reading.lines  # the value leads to the line that prints it
    assert not document.rejects


@pytest.mark.parametrize("line", ["道路养护", "二、道路养护项目", "收支总表"])
def test_a_line_that_may_name_another_project_joins_nothing(line: str, tmp_path: Path) -> None:
    document = _read(f"{TOP}年度绩效目标 | 提高质量。 |  | \n{line}\n{INDICATORS}", tmp_path)
    assert not [one for table in document.tables if table.form for one in table.form.projects]


def test_lines_that_name_projects_between_their_indicators(tmp_path: Path) -> None:
    projects = [one for table in _read(LIST, tmp_path).tables if table.form for one in table.form.projects]
    assert [(one.name, one.amount_text, [own.name for own in one.indicators]) for one in projects] == [
        ("小区补助", "68.4万元", ["补助小区", "投诉件", "管护机制"]),
        ("网格员补助", "31.2万元", ["补助网格员", "居民满意度"]),
    ]


def test_labels_in_lines_above_each_table_whose_cells_strokes_part(tmp_path: Path) -> None:
    """Name, amount and goal stand in lines, and ／ between the cells, in a text of several projects."""
    head = "项目名称：{}\n资金总额（万元）：{}\n年度目标：{}\n"
    rows = INDICATORS.replace(" | ", "／")
    first, second = (
        head.format("公益诉讼鉴定", "46.00", "鉴定20件。"),
        head.format("检察宣传", "12.00", "编印手册4种。"),
    )
    document = _read(f"某区检察院2026年项目绩效目标\n\n{first}{rows}\n{second}{rows}", tmp_path)
    projects = [one for table in document.tables if table.form for one in table.form.projects]
    assert [(one.name, amount(one), goals(one), len(one.indicators)) for one in projects] == [
        ("公益诉讼鉴定", (46000000, 10000, "46.00"), [("year", "年度目标", "鉴定20件。")], 4),
        ("检察宣传", (12000000, 10000, "12.00"), [("year", "年度目标", "编印手册4种。")], 4),
    ]


def test_a_unit_above_the_first_table_is_doubted_at_the_line_that_is_printed(tmp_path: Path) -> None:
    """A line above a table that was read as a row of it is a line of the document still, so that the doubt has a cell."""
    sheet = "项目名称：{}\n年度资金总额：460000\n年度目标：鉴定20件。\n" + INDICATORS.replace(" | ", "\t")
    document = _read(
        f"某院2026年项目绩效目标\n金额单位：元\n\n{sheet.format('鉴定')}\n{sheet.format('宣传')}", tmp_path
    )
    (doubt,) = (one for one in document.rejects if one.reason == "money-unit-from-above")
    assert doubt.cell is not None
    assert (doubt.cell.text, doubt.cell.column_span) == ("项目名称：宣传", 1)
