from dataclasses import replace

import openpyxl

from mingzhang.interpret import interpret
from mingzhang.read import read
from mingzhang.records import Document, Reject, Sidecar
from tests.read.producers_sheets import saved

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
