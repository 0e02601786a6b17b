"""Dirt between the rows of the founding text: each project is there with its values, or named; no total is accused."""

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO

import pytest
from openpyxl import Workbook

from mingzhang.forms.coverage import prove
from mingzhang.interpret import interpret
from mingzhang.readers import read
from mingzhang.records import Document, Sidecar
from tests.conftest import FOUNDING

LINES = [line for line in FOUNDING.read_text(encoding="utf-8").split("\n") if line.strip()]
TITLE, HEADER = LINES[0], "单位编码\t单位及项目名称\t金额 (万元)\t绩效目标\t绩效指标"
FURNITURE = ["— 7 —", "第1页 共9页", "注：金额单位为万元", "填报日期：2023年2月5日", "（盖章）", TITLE]


def as_text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def as_html(lines: list[str]) -> bytes:
    """Tables of the rows, with the lines between them as paragraphs."""
    parts: list[str] = []
    for line in lines:
        if "\t" in line:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t"))
            parts.append(f"<table><tr>{cells}</tr></table>")
        else:
            parts.append(f"<p>{escape(line)}</p>")
    return f"<html><body>{''.join(parts)}</body></html>".replace("</table><table>", "").encode()


def as_workbook(lines: list[str]) -> bytes:
    """One sheet: a line between the rows is a row with one cell."""
    book = Workbook()
    for line in lines:
        book.active.append(line.split("\t"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


FORMATS: list[Callable[[list[str]], bytes]] = [as_text, as_html, as_workbook]


def document_of(data: bytes) -> Document:
    document = interpret(read(data), Sidecar(), "dirt", "0" * 64)
    prove(document)
    return document


def with_dirt(dirt: list[str], every: int = 9) -> list[str]:
    """The founding text with lines put in before every ninth row."""

    def lines() -> Iterator[str]:
        for number, line in enumerate(LINES):
            if number and number % every == 0:
                yield from dirt
            yield line

    return list(lines())


def projects(document: Document) -> dict[str | None, tuple[object, ...]]:
    """What each project says, by its name."""
    return {
        project.name: (
            project.amount,
            [goal.text for goal in project.goals],
            [indicator.text for indicator in project.indicators],
        )
        for form in document.forms
        for project in form.projects
    }


@pytest.fixture(scope="module")
def clean() -> dict[str | None, tuple[object, ...]]:
    return projects(document_of(as_text(LINES)))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("dirt", FURNITURE)
@pytest.mark.parametrize("again", [[], [HEADER]], ids=["", "header"])
def test_furniture_between_rows_costs_no_project_and_no_total(
    form: Callable[[list[str]], bytes], dirt: str, again: list[str], clean: dict[str | None, tuple[object, ...]]
) -> None:
    document = document_of(form(with_dirt([dirt, *again])))
    found = projects(document)
    assert len(clean) == 26
    assert found == clean
    assert document.rejects == ()
    assert all(table.is_whole for table in document.tables if table.form)


@pytest.mark.parametrize("line", ["27\t慰问经费\t5.00".replace("\t", " "), "合计 5.00", "人数≥3人"])
def test_a_line_that_looks_like_data_is_a_doubt_wherever_it_stands_around_a_form(line: str) -> None:
    for lines in ([TITLE, line, *LINES[1:]], [*LINES, line], [*LINES[:20], line, HEADER, *LINES[20:]]):
        document = document_of(as_text(lines))
        assert ("line-may-hold-data", line) in [(one.reason, one.text) for one in document.rejects]
        assert not all(table.is_whole for table in document.tables)


def test_a_piece_of_a_cell_between_two_parts_of_a_table_is_named() -> None:
    document = document_of(as_text([*LINES[:20], "慰问困难群众", HEADER, *LINES[20:]]))
    assert [(one.reason, one.text) for one in document.rejects] == [("line-may-hold-data", "慰问困难群众")]


def test_lines_around_a_form_are_its_furniture() -> None:
    document = document_of(as_text([TITLE, "单位：万元", *LINES[1:], "注：金额单位为万元", "— 7 —"]))
    assert document.rejects == ()
    (table,) = document.tables
    assert [(span.field, span.cell.text) for span in table.furniture] == [
        ("furniture", "单位：万元"),
        ("furniture", "注：金额单位为万元"),
        ("furniture", "— 7 —"),
    ]
    assert table.is_whole


def test_a_sentence_far_from_the_form_is_a_note_and_no_doubt() -> None:
    prose = ["2023年部门预算总额为500.00万元。"] * 8
    document = document_of(as_text([*prose, *LINES]))
    assert document.rejects == ()
    assert len(document.forms[0].projects) == 26


def test_rows_behind_a_line_that_no_form_reads_are_named_one_by_one() -> None:
    sheet = [
        "项目名称 | 甲 | | ",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 人数 | ≥3人",
    ]
    rest = ["效益指标 | 社会效益指标 | 受益户数 | ≥30户", " | | 群众满意度 | ≥90%"]
    document = document_of(as_text([*sheet, "另起一段的说明文字。", *rest]))
    indicators = [one.text for form in document.forms for project in form.projects for one in project.indicators]
    texts = [reject.text.strip() for reject in document.rejects if reject.text]
    for name in ("受益户数", "群众满意度"):
        assert any(name in text for text in (*indicators, *texts))
    assert not all(table.is_whole for table in document.tables if table.form) or not texts


def test_rows_behind_a_header_that_a_line_parts_from_them_are_named() -> None:
    rows = ["项目名称\t本年预算\t绩效目标\t产出指标\t", "续表", "\t\t\t指标\t目标值", "一、某县文联"]
    rows += ["采风创作\t12.00\t组织采风创作活动。\t采风活动\t6次", "合计\t20.50\t\t\t"]
    document = document_of(as_text(["项目支出绩效目标表", "金额单位：万元", *rows]))
    assert {"12.00", "20.50"} <= {one.cell.text.strip() for one in document.rejects if one.cell}
