"""Names that stand with their codes in one cell or in two: the name is published without the code, and the code as one."""

import pytest

from mingzhang.forms.coded_names import name_of
from mingzhang.records import Cell
from tests.forms.grids import form_of

CODE = "63012324T000000071503"
# label, what the cell prints, the code, the name; - for no code
CELLS = f"""
项目名称 | {CODE} 公益诉讼 | {CODE} | 公益诉讼
项目名称 | {CODE}-公益诉讼 | {CODE} | 公益诉讼
项目名称 | {CODE}公益诉讼 | {CODE} | 公益诉讼
项目名称 | 公益诉讼（{CODE}） | {CODE} | 公益诉讼
项目名称 | 【{CODE}】公益诉讼 | {CODE} | 公益诉讼
项目名称 | {CODE}（公益诉讼） | {CODE} | 公益诉讼
项目名称 | {CODE}（公益）诉讼 | {CODE} | （公益）诉讼
项目名称 | 公益诉讼/n{CODE} | {CODE} | 公益诉讼
项目名称 | 63012324T0000/n00071503/n公益诉讼 | {CODE} | 公益诉讼
项目 | 项目编码：{CODE}/n项目名称：公益诉讼 | {CODE} | 公益诉讼
项目名称 | 630123240000715 公益诉讼 | 630123240000715 | 公益诉讼
项目名称（编码） | 公益诉讼（XM-2024-018） | XM-2024-018 | 公益诉讼
项目编码及名称 | 0302-公益诉讼 | 0302 | 公益诉讼
项目名称 | 公益诉讼（XM-2024-018） | - | 公益诉讼（XM-2024-018）
项目名称 | 110接处警 | - | 110接处警
项目名称 | 2024-2026 公益诉讼 | - | 2024-2026 公益诉讼
项目编码及名称 | 2024-2026 公益诉讼 | - | 2024-2026 公益诉讼
项目编码及名称 | 5G基站建设 | - | 5G基站建设
项目编码及名称 | {CODE} | {CODE} |
项目名称 | 公益{CODE}诉讼 | - | 公益{CODE}诉讼
"""


def test_a_code_in_the_cell_of_a_name_is_told_apart_in_whatever_order_they_stand() -> None:
    for line in CELLS.strip().split("\n"):
        label, text, code, name = (one.strip().replace("/n", "\n") for one in line.split("|"))
        found = name_of(Cell(1, 1, 1, 2, text), Cell(1, 1, 1, 1, label))
        assert found[:2] == (None if code == "-" else code, name), line
        named = "".join(text[span.start : span.end] for span in found[2])
        assert sorted(named.replace("\n", "")) == sorted(text.replace("\n", "").replace(" ", "")) or code == "-", line


@pytest.mark.parametrize("behind", [f"{CODE} | 公益诉讼", f"公益诉讼 | {CODE}"])
def test_code_and_name_may_stand_in_two_cells_behind_one_label(behind: str) -> None:
    form = form_of(
        f"""
        项目编码及名称 | {behind}
        主管部门 | 检察院 | <
        资金来源 | 年初数 | 调整后数 | 追加（减） | 决算数
        合计 | 38.00 | 42.50 | 4.50 | 42.50
        一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
        产出指标 | 数量指标 | 公益诉讼立案 | ≥40件 | 48件
        """,
        "项目支出绩效自评表（2024年度，单位：万元）",
    )
    (project,) = form.projects
    assert (project.name, project.code) == ("公益诉讼", CODE)
    assert [(one.kind, one.amount and one.amount.fen) for one in project.amounts if one.source == "all"] == [
        ("budget", 38_000_000),
        ("adjusted", 42_500_000),
        ("spent", 42_500_000),
    ]


@pytest.mark.parametrize("columns", ["{code} | {name}", "{name} | {code}"])
def test_code_and_name_may_stand_in_two_columns_below_one_label(columns: str) -> None:
    rows = [columns.format(code=code, name=name) for code, name in ((CODE, "公益诉讼"), (CODE[:-1] + "9", "司法救助"))]
    form = form_of(
        f"""
        项目编码及名称 | < | 预算数（万元） | 一级指标 | 二级指标 | 三级指标 | 指标值
        {rows[0]} | 42.50 | 产出指标 | 数量指标 | 公益诉讼立案 | ≥40件
        {rows[1]} | 12.00 | 产出指标 | 数量指标 | 救助人数 | ≥6人
        """
    )
    assert [(one.name, one.code) for one in form.projects] == [("公益诉讼", CODE), ("司法救助", CODE[:-1] + "9")]
