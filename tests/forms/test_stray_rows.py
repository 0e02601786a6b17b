"""Rows of a project table that are none of its data: page numbers, notes, titles, headers, in whichever cell they stand."""

import pytest

from mingzhang.records import Form
from tests.forms.grids import form_of

TITLE = "某局2023年部门预算项目支出绩效目标公开表"
HEADER = "单位编码 | 单位及项目名称 | 金额（万元） | 绩效目标 | 绩效指标"
UNIT = "006 | 某局 | 3.00 | |"
REST = "| 目标一：甲； | 一、产出指标 (一)数量指标 1. 人数≥3人"
FIRST, SECOND = f"1 | 甲项目 | 1.00 {REST}", f"2 | 乙项目 | 2.00 {REST}"
MERGED, ALONE = "{} | < | < | < | <", " | {} | | |"


def projects(form: Form) -> list[tuple[str | None, str | None, int | None]]:
    """unit, name and fen of each project"""
    return [(one.unit_code, one.name, one.amount.fen if one.amount else None) for one in form.projects]


BOTH = [("006", "甲项目", 1_000_000), ("006", "乙项目", 2_000_000)]


@pytest.mark.parametrize("shape", [MERGED, ALONE])
@pytest.mark.parametrize(
    "text", ["— 7 —", "第3页 共9页", "注：本表按单位公开。", TITLE, "续表", "（公章）", HEADER.replace(" | ", "")]
)
def test_a_stray_row_costs_nothing_and_is_kept_as_furniture(text: str, shape: str) -> None:
    form = form_of("\n".join((HEADER, UNIT, FIRST, shape.format(text), SECOND)), TITLE)
    assert projects(form) == BOTH
    assert form.rejects == ()
    assert [span.field for span in form.spans if span.cell.row == 4] == ["furniture"]


@pytest.mark.parametrize(
    "row", ["部门：某局 | | 单位：万元 | |", " | 单位及项目名称 | 金额（万元） | |", " | 项目名称 | | 绩效目标 |"]
)
def test_a_row_of_labels_costs_nothing(row: str) -> None:
    form = form_of("\n".join((HEADER, UNIT, FIRST, row, SECOND)), TITLE)
    assert projects(form) == BOTH
    assert form.rejects == ()


@pytest.mark.parametrize("name", ["— 3 —", "第2页", "注：以上为初步数", TITLE])
def test_furniture_is_never_the_name_of_a_project(name: str) -> None:
    form = form_of("\n".join((HEADER, UNIT, FIRST, f"2 | {name} | 5.00 | 目标一：丙； |", SECOND)), TITLE)
    assert projects(form) == BOTH
    assert {(one.reason, one.cell.row) for one in form.rejects if one.cell} == {("row-not-understood", 4)}


def test_rows_above_the_header_are_the_continuation_that_they_are() -> None:
    form = form_of("\n".join((FIRST, MERGED.format("— 7 —"), HEADER, SECOND)), TITLE)
    assert projects(form) == [(None, "甲项目", 1_000_000), (None, "乙项目", 2_000_000)]
    assert form.rejects == ()


def test_another_unit_of_money_between_the_rows_is_a_conflict() -> None:
    form = form_of("\n".join((HEADER, UNIT, FIRST, ALONE.format("单位：元"), SECOND)), TITLE)
    assert projects(form) == [("006", "甲项目", 1_000_000), ("006", "乙项目", None)]
    assert "money-unit-conflict" in {one.reason for one in form.rejects}
