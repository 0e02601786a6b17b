"""Corrections by hand of what was recognised in a picture: taken, marked, or refused with file and entry."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mingzhang.converting import convert
from mingzhang.keeping import digest_of
from mingzhang.privacy.masking import mask
from mingzhang.privacy.publishing import BY_DEFAULT
from mingzhang.readers.corrections import with_corrections
from mingzhang.readers.sources import find_sources, source_of
from mingzhang.records import PICTURE, ByHand, Cell, Grid, Mark, Reading, Reject
from mingzhang.vocabulary import PROJECT
from mingzhang.vocabulary.reasons import sentence
from tests.conftest import HEADER

TITLE = Cell(1, 0, 1, 1, "某县公开表")
NAME = Cell(1, 1, 1, 1, "甲项目")
AMOUNT = Cell(1, 1, 1, 2, "     ", marks=(Mark(0, 5, "unread", "22.0C"),))
ELSEWHERE = Cell(1, 2, 1, 2, "乙")
PRINT = Cell(2, 3, 1, 1, "5.00")
READING = Reading(
    "application/pdf",
    2,
    (TITLE,),
    (Grid(1, (TITLE,), ((NAME, AMOUNT),)), Grid(2, (), ((ELSEWHERE,),)), Grid(3, (), ((PRINT,),))),
    (Reject("scan-on-rule", {}, AMOUNT, 0, 0), Reject("scan-on-rule", {}, NAME, 0, 0)),
    PICTURE,
    picture_pages=frozenset({1}),
)
RIGHT = '{page: 1, table: 1, row: 1, column: 2, text: "22.00", by: 张三, corrected_on: 2026-11-27}'


def corrected(*entries: str) -> Reading:
    return with_corrections(READING, "\n".join(f"- {one}" for one in entries).encode(), "x.pdf.cells.yml")


def told(reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    """The reason of each reject that corrections added, with its values but for the file."""
    found = [one for one in reading.rejects if one.reason.startswith("correction")]
    assert all(one.values.pop("file") == "x.pdf.cells.yml" for one in found)
    return [(one.reason, one.values) for one in found]


def test_a_corrected_cell_is_read_as_it_says_and_keeps_what_was_recognised() -> None:
    reading = corrected(RIGHT)
    assert reading.grids[0].rows[0] == (NAME, replace(AMOUNT, text="22.00", marks=(), by_hand=reading_hand()))
    assert reading.rejects == (Reject("scan-on-rule", {}, NAME, 0, 0),)  # what was doubtful of the cell is settled


def reading_hand() -> ByHand:
    return ByHand("22.0C", "张三", "2026-11-27")


def test_a_line_above_a_table_is_corrected_wherever_it_stands() -> None:
    reading = corrected(
        '{page: 1, table: 0, row: 1, column: 1, text: "某县2024年公开表", by: 张三, corrected_on: 2026-11-27}'
    )
    assert [reading.lines[0].text, reading.grids[0].title_lines[0].text] == ["某县2024年公开表"] * 2


PLACE = "page: 1, table: 1, row: 1, column: 2"
WRONG = "correction-value-wrong"
WHO = "by: 张三, corrected_on: 2026-11-27"


@pytest.mark.parametrize(
    ("entry", "reason", "values"),
    [
        (f"{{page: 3, row: 1, column: 1, text: a, {WHO}}}", "correction-of-nothing", {"page": 3, "row": 1, "column": 1}),
        (f"{{page: 1, row: 9, column: 1, text: a, {WHO}}}", "correction-of-nothing", {"page": 1, "row": 9, "column": 1}),
        (f"{{page: 1, row: 1, column: 7, text: a, {WHO}}}", "correction-of-nothing", {"page": 1, "row": 1, "column": 7}),
        (f"{{page: 2, row: 1, column: 1, text: '6.00', {WHO}}}", "correction-of-print", {"page": 2}),
        (
            f"{{page: 1, row: 1, column: 2, text: a, {WHO}}}",
            "correction-of-which-table",
            {"page": 1, "row": 1, "column": 2, "tables": "1, 2"},
        ),
        (f"{{{PLACE}, text: 22.00, {WHO}}}", "correction-value-wrong", {"key": "text", "value": "22.0"}),
        (f"{{{PLACE}, text: '1', by: 张三, corrected_on: 昨天}}", WRONG, {"key": "corrected_on", "value": "昨天"}),
        (f"{{{PLACE}, text: '1', by: 张三, corrected_on: 2026-02-30}}", WRONG, {"key": "corrected_on", "value": "2026-02-30"}),
        (f"{{{PLACE}, text: '1', by: ' ', corrected_on: 2026-11-27}}", "correction-value-wrong", {"key": "by", "value": " "}),
        (f"{{{PLACE}, text: '1', corrected_on: 2026-11-27}}", "correction-key-missing", {"key": "by"}),
        (f"{{page: 1, row: 1, text: '1', {WHO}}}", "correction-key-missing", {"key": "column"}),
        (f"{{page: yes, row: 1, column: 2, text: '1', {WHO}}}", "correction-value-wrong", {"key": "page", "value": "True"}),
        (
            f"{{{PLACE}, text: '1', {WHO}, amount: 5}}",
            "correction-key-unknown",
            {"key": "amount", "keys": "page, row, column, text, by, corrected_on, table, instead_of"},
        ),
        (
            f"{{{PLACE}, text: '1', {WHO}, instead_of: '21.00'}}",
            "correction-of-other-text",
            {"page": 1, "row": 1, "column": 2, "text": "22.0C", "instead_of": "21.00"},
        ),
        ("just words", "correction-value-wrong", {"key": "page", "value": "just words"}),
    ],
)  # fmt: skip
def test_an_entry_that_is_wrong_is_told_with_its_number_and_the_others_are_taken(
    entry: str, reason: str, values: dict[str, Any]
) -> None:
    reading = corrected(RIGHT, entry)
    assert told(reading) == [(reason, {"entry": 2, **values})]
    assert reading.grids[0].rows[0][1].text == "22.00"
    (reject,) = [one for one in corrected(entry).rejects if one.reason == reason]
    for language in ("zh", "en"):
        told_of = sentence(reason, reject.values, language)
        assert "x.pdf.cells.yml" in told_of
        assert "\n" not in told_of


def test_two_corrections_of_one_cell_are_both_left_out() -> None:
    reading = corrected(RIGHT, RIGHT.replace("22.00", "23.00"))
    assert told(reading) == [("correction-twice", {"entries": "1, 2"})]
    assert reading.grids == READING.grids


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"- {page: 1", "YAML 1"), (b"- {page: 1, page: 2}", "YAML 1"), ("text: 甲".encode("gb18030"), "UTF-8")],
)
def test_a_file_that_is_no_yaml_is_told_and_the_document_stays(data: bytes, problem: str) -> None:
    reading = with_corrections(READING, data, "x.pdf.cells.yml")
    assert told(reading) == [("corrections-broken", {"problem": problem})]
    assert reading.grids == READING.grids
    assert with_corrections(READING, b"", "x.pdf.cells.yml") == READING


def test_what_is_masked_in_a_corrected_cell_is_masked_in_what_was_recognised_too() -> None:
    phone = RIGHT.replace("22.00", "13812345678")
    (cell,) = [one for one in mask(corrected(phone), {"mobile_number"})[0].cells() if one.by_hand]
    assert (cell.text, cell.by_hand) == ("███████████", ByHand(None, "张三", "2026-11-27"))
    before = replace(AMOUNT, text="13812345678", marks=(), pictures=(b"a",), by_hand=reading_hand())
    seen = replace(before, text="不是电话", by_hand=ByHand("13812345678", "李四 13812345678", "2026-11-27"))
    reading, *_ = mask(replace(READING, grids=(Grid(1, (), ((seen,),)),)), {"mobile_number"})
    (cell,) = [one for one in reading.cells() if one.by_hand]
    assert (cell.text, cell.pictures, cell.by_hand) == ("不是电话", (), ByHand(None, "李四 ███████████", "2026-11-27"))


def test_what_a_text_file_prints_is_not_changed_and_the_correction_is_refused_by_name(tmp_path: Path) -> None:
    document = tmp_path / "x.txt"
    document.write_text(f"{HEADER}\n合计\t\t5\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n")
    beside = tmp_path / "x.txt.cells.yml"
    key = digest_of(source_of(document), PROJECT, BY_DEFAULT)
    beside.write_text("- {page: 1, row: 3, column: 3, text: '9', by: 张三, corrected_on: 2026-11-27}\n")
    changed = digest_of(source_of(document), PROJECT, BY_DEFAULT)
    assert None not in (key, changed)
    assert key != changed
    assert [source.name for source in find_sources([tmp_path])[0]] == ["x.txt"]
    assert find_sources([tmp_path])[1] == []
    converted = convert(source_of(document))
    assert [cell.text for cell in converted.reading.cells() if cell.row == 3][2] == "5"
    assert [one.values for one in converted.rejects if one.reason == "correction-of-print"] == [
        {"file": "x.txt.cells.yml", "entry": 1, "page": 1}
    ]
    document.unlink()
    assert [source.name for source in find_sources([tmp_path])[1]] == ["x.txt.cells.yml"]
