from dataclasses import replace

import openpyxl
import pytest

from mingzhang.interpret import interpret
from mingzhang.readers import read
from mingzhang.records import Cell, Document, Reading, Reject, Sidecar
from tests.forms.grids import grid_of
from tests.readers.producers_sheets import saved

HEADER = ["单位编码", "单位及项目名称", "金额", "绩效目标", "绩效指标"]


def test_what_a_reader_could_not_read_comes_before_what_was_not_understood() -> None:
    reading = read("某局2024年项目支出绩效目标\n科目编码\t金额\n201\t5\n".encode())
    cell = reading.grids[0].rows[1][1]
    not_read = Reject("characters-not-understood", {}, cell, 0, 1)
    document = interpret(replace(reading, rejects=(not_read,)), Sidecar(), "a.txt", "0" * 64)
    assert [reject.reason for reject in document.rejects] == ["characters-not-understood", "no-performance-form"]
    assert document.rejects[0] == not_read


def workbook() -> Document:
    """A form below 附件3, its title and a row that names the unit and the unit of money, in a sheet that begins at B2."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["附件3"], ["某局2024年项目支出绩效目标表"], ["编制单位：某局", None, None, None, "单位：元"], HEADER):
        sheet.append([None, *row])
    sheet.append([None, 1, "甲", 50, "目标一：乙", "一、产出指标 1. 人数≥3人"])
    sheet.insert_rows(1)
    sheet.merge_cells("B3:F3")
    return interpret(read(saved(book)), Sidecar(), "a.xlsx", "0" * 64)


def test_rows_of_one_cell_above_the_header_are_the_title_of_a_sheet() -> None:
    document = workbook()
    assert (document.title, document.year) == ("某局2024年项目支出绩效目标表", 2024)
    assert document.tables[0].title == "附件3\n某局2024年项目支出绩效目标表"
    assert [
        (span.field, span.cell.row, span.cell.text[span.start : span.end], span.is_leaf) for span in document.spans
    ] == [
        ("title", 3, "某局2024年项目支出绩效目标表", False),
        ("year", 3, "2024", False),
    ]
    assert document.rejects == ()


def test_the_unit_of_money_may_stand_above_the_header() -> None:
    (form,) = workbook().forms
    assert form.money_unit == 1
    assert [(project.name, project.amount.fen if project.amount else None) for project in form.projects] == [
        ("甲", 5000)
    ]


TABLE = "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\n1\t甲\t5\t目标一：乙\n"


def of_text(text: str) -> Document:
    return interpret(read(text.encode()), Sidecar(), "a.txt", "0" * 64)


def test_a_line_that_is_no_title_is_not_taken_for_one() -> None:
    document = of_text(f"附件3\n单位：万元\n某局2024年预算项目表\n{TABLE}")
    assert (document.title, document.year) == ("某局2024年预算项目表", 2024)
    assert of_text(f"单位：万元\n{TABLE}").title is None


def test_a_title_over_two_lines_still_gives_the_year() -> None:
    document = of_text(f"某局2024年度\n部门预算项目支出绩效目标公开表\n{TABLE}")
    assert (document.title, document.year) == ("部门预算项目支出绩效目标公开表", 2024)
    assert of_text(f"某局2023年成立\n2024年项目\n支出绩效目标公开表\n{TABLE}").year is None


def test_prose_far_above_a_table_says_nothing_about_it() -> None:
    prose = (
        "我局2023年开展了部门整体支出绩效自评工作，各项任务均已按期完成，资金使用规范，管理制度健全，群众满意度持续提高，"
        * 2
    )
    document = of_text("\n".join([prose] * 9) + f"\n某局2024年项目支出绩效目标公开表\n{TABLE}")
    assert [form.phase for form in document.forms] == ["budget"]
    assert document.tables[0].title == "某局2024年项目支出绩效目标公开表"
    assert document.year == 2024


@pytest.mark.parametrize("printed", ["２０２４", "二〇二四", "二○二四", "二零二四", "2024"])
def test_a_year_in_full_width_or_in_characters_is_the_year_of_the_document(printed: str) -> None:
    row = ["1", "甲", "5.00", "", ""]
    text = "\n".join([f"某县{printed}年部门预算项目支出绩效目标公开表", "\t".join(HEADER), "\t".join(row)])
    document = interpret(read(text.encode()), Sidecar(), "a.txt", "0" * 64)
    (span,) = [span for span in document.spans if span.field == "year"]
    assert (document.year, span.cell.text[span.start : span.end]) == (2024, printed)


def book(*lines: str) -> Document:
    """A form without a year of its own behind these lines."""
    form = grid_of(
        "项目名称 | 设备购置\n预算金额（万元） | 120\n一级指标 | 三级指标 | 指标值\n产出指标 | 设备数 | 2台",
        "项目支出绩效目标表",
    )
    cells = tuple(Cell(1, 0, row, 1, text) for row, text in enumerate((*lines, "项目支出绩效目标表"), 1))
    title = cells[-1]
    form = replace(form, title_lines=(title,))
    return interpret(Reading("text/html", 1, cells, (form,)), Sidecar(), "a.html", "0" * 64)


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (("某县人民医院2023年部门预算公开说明", "一、主要职能"), 2023),
        (("二〇二三年单位预算",), 2023),
        (("某局2023年部门预算", "2022年决算情况"), None),
        (("根据2023年预算安排，本单位收入增加。",), None),
        (("成立于2001年",), None),
    ],
)
def test_a_form_without_a_year_is_of_the_year_that_the_headings_of_its_file_name(
    lines: tuple[str, ...], year: int | None
) -> None:
    document = book(*lines)
    assert document.year == year
    assert [span.field for span in document.spans if span.field == "year"] == (["year"] if year else [])
