"""Bad input: each is named with file, page and row, and costs nothing else."""

import os
from typing import Any

import openpyxl
import pytest

from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.vocabulary.reasons import sentence
from tests.conftest import FOUNDING, HEADER
from tests.readers import producers_sheets

pytestmark = pytest.mark.slow

TITLE = "某局2024年部门预算项目支出绩效目标公开表"
GOOD = f"{TITLE}\n{HEADER}\n合计\t\t5\n1\t甲\t5\t目标一：乙\t一、产出指标 1. 人数≥3人\n"

NO_FORM = (
    "no performance form in this document: no table has a header of indicators, or the name of a level; "
    "check that this is the file with the performance targets or the self-evaluation; "
    "if the table is in another file, put that one here"
)


def rejects(sql: Any) -> list[tuple[Any, ...]]:
    return sql('SELECT kind, file, page, "row", reason_en FROM rejects ORDER BY file, page, "row"')  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty; fetch the original again"),
        (
            b"\x7fELF\x00\x01\xff" * 50,
            "this is no text and no format that is known; check that the file is not damaged",
        ),
        (
            "表\t格".encode("shift_jis") + b"\xff\xfe\xfa",
            "this is no text and no format that is known; check that the file is not damaged",
        ),
        (
            b"%PDF-1.4 ...",
            "the PDF has no end, so it may not have been fetched whole; fetch the original again",
        ),
        (
            "只有一段说明文字。\n详见附表。\n".encode(),
            NO_FORM,
        ),
        (
            "科目编码\t科目名称\t金额\n201\t一般公共服务\t5\n".encode(),
            NO_FORM,
        ),
    ],
)
def test_a_file_that_cannot_be_converted_is_named_and_the_others_are_built(
    built: Any, content: bytes, reason: str
) -> None:
    summary, sql = built(bad__txt=content, good__txt=GOOD)
    assert rejects(sql) == [("document", "bad.txt", None, None, reason)]
    assert sql("SELECT count(*) FROM projects") == [(1,)]
    assert [reject["reason_en"] for reject in summary.lost] == [reason]


def _wide(separator: str, columns: int) -> bytes:
    """The good table with more columns, as no office publishes it."""
    cells = [f"列{number}" for number in range(columns - HEADER.count("\t") - 1)]
    rows = [HEADER.split("\t"), ["1", "甲", "5", "目标一：乙", "一、产出指标 1. 人数≥3人"]]
    return "\n".join(separator.join([*row, *cells]) for row in rows).encode()


MOST_COLUMNS = "a table has more than 16384 columns; remove those that are too many"


@pytest.mark.parametrize("separator", ["\t", ",", " | "])
def test_ten_thousand_columns_are_read_and_more_than_a_spreadsheet_has_are_refused(separator: str) -> None:
    (grid,) = read(_wide(separator, 10_000)).grids
    assert [(len(row), row[-1].text.strip()) for row in grid.rows] == [(10_000, "列9994"), (10_000, "列9994")]
    with pytest.raises(Refused) as refused:
        read(_wide(separator, 16_385))
    assert sentence(refused.value.reason, refused.value.values) == MOST_COLUMNS


def test_a_table_of_ten_thousand_columns_is_built_and_one_of_more_is_named(built: Any) -> None:
    summary, sql = built(wide__csv=_wide(",", 10_000), wider__csv=_wide(",", 16_385), good__txt=GOOD)
    assert sql("SELECT count(*), sum(amount_fen) FROM projects") == [(2, 10_000_000)]
    assert sql("SELECT count(*) FROM project_fields") == [(9_995,)]
    assert [reject["reason_en"] for reject in summary.lost] == [MOST_COLUMNS]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            producers_sheets.xlsx(producers_sheets.typed)[:9000],
            "this Excel file is damaged or incomplete; fetch the original again, "
            "or open it in an office program and save it anew",
        ),
        (
            producers_sheets.xls(producers_sheets.typed)[:9000],
            "this Excel file is damaged or incomplete; fetch the original again, "
            "or open it in an office program and save it anew",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(999),
            "the file is protected by a password; open it and save it without one",
        ),
        (
            b"<html><body><table><tr><td>1</td></tr></table></body></html>",
            NO_FORM,
        ),
        (
            producers_sheets.saved(openpyxl.Workbook()),
            NO_FORM,
        ),
    ],
    ids=["xlsx cut off", "xls cut off", "password", "really HTML", "empty sheets"],
)
def test_a_workbook_that_cannot_be_converted_is_named_and_the_others_are_built(
    built: Any, content: bytes, reason: str
) -> None:
    _, sql = built(bad__xlsx=content, good__txt=GOOD)
    assert rejects(sql) == [("document", "bad.xlsx", None, None, reason)]
    assert sql("SELECT count(*) FROM projects") == [(1,)]


def test_a_wrong_ending_makes_no_difference(built: Any) -> None:
    _, sql = built(a__pdf=producers_sheets.xlsx(producers_sheets.typed), b__xlsx=GOOD)
    assert sql("SELECT file, media_type FROM documents") == [
        ("a.pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("b.xlsx", "text/plain"),
    ]
    assert rejects(sql) == []


def test_an_amount_whose_format_is_not_certain_costs_that_amount_alone(built: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([TITLE], HEADER.split("\t"), ["1", "甲", 5, "目标一：乙"], ["2", "丙", 6, "目标一：丁"]):
        sheet.append(row)
    sheet["C3"].number_format, sheet["C4"].number_format = "[DBNum2]General", "0.00"
    _, sql = built(a__xlsx=producers_sheets.saved(book))
    assert rejects(sql) == [
        (
            "part",
            "a.xlsx",
            1,
            3,
            "how 5 is shown under the number format [DBNum2]General is not certain; the cell was left blank; "
            "give it a usual number format in a spreadsheet program, compare and save",
        )
    ]
    assert sql("SELECT serial, amount_fen, step_fen FROM projects") == [("1", None, None), ("2", 6_000_000, 10_000)]


def test_gb18030_is_read_like_utf8(built: Any) -> None:
    _, sql = built(a__txt=FOUNDING.read_text(encoding="utf-8").encode("gb18030"))
    assert sql(
        "SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM indicators), (SELECT count(*) FROM rejects)"
    ) == [(26, 294, 0)]
    assert sql("SELECT name FROM projects WHERE serial = '12'") == [("“两新”工委工作及干部奖励及党务经费",)]


def test_a_pipe_in_the_folder_is_refused_and_does_not_hang(built: Any, tmp_path: Any) -> None:
    (tmp_path / "disclosures").mkdir()
    os.mkfifo(tmp_path / "disclosures" / "pipe.txt")
    _, sql = built(good__txt=GOOD)
    assert rejects(sql) == [
        (
            "document",
            "pipe.txt",
            None,
            None,
            "this is no regular file (a device, a pipe or a broken link); put the file itself here",
        )
    ]


def test_a_table_with_a_missing_column(built: Any) -> None:
    _, sql = built(
        a__txt=f"{TITLE}\n单位编码\t单位及项目名称\t绩效目标\t绩效指标\n1\t甲\t目标一：乙\t1. 人数≥3人\n2\t丙\t目标一：丁\t\n"
    )
    assert rejects(sql) == [
        (
            "part",
            "a.txt",
            1,
            1,
            "no column 金额 was recognised in the header: it is not printed, cannot be seen, or is called otherwise; "
            "compare the original; if it is called otherwise, add that to vocabulary/columns.yml",
        )
    ]
    assert sql("SELECT serial, name, amount_fen FROM projects") == [("1", "甲", None), ("2", "丙", None)]
    assert sql("SELECT count(*) FROM indicators") == [(1,)]


def test_an_amount_that_is_no_number_and_one_finer_than_a_fen(built: Any) -> None:
    _, sql = built(a__txt=GOOD + "2\t丙\t待定\t目标一：丁\t\n3\t戊\t0.12345678\t目标一：己\t\n")
    assert rejects(sql) == [
        (
            "part",
            "a.txt",
            1,
            4,
            "the amount 待定 is no number; compare the original, and put nothing but the number into the cell",
        ),
        (
            "part",
            "a.txt",
            1,
            5,
            "the amount 0.12345678 is finer than a fen; compare the amount and its unit with the original",
        ),
    ]
    assert sql("SELECT serial, amount_fen, amount_yuan, step_fen, amount_text FROM projects") == [
        ("1", 5_000_000, 50_000, 1_000_000, "5"),
        ("2", None, None, None, "待定"),
        ("3", None, None, None, "0.12345678"),
    ]


def test_the_same_serial_twice(built: Any) -> None:
    _, sql = built(a__txt=GOOD + f"\n{HEADER}\n1\t丙\t6\t目标一：丁\t\n")
    assert rejects(sql) == [
        (
            "doubt",
            "a.txt",
            2,
            2,
            "serial 1 was printed before on page 1 row 3; both projects were taken; "
            "compare the original: one project may be printed twice",
        )
    ]
    assert sql("SELECT position, serial, name FROM projects") == [(1, "1", "甲"), (2, "1", "丙")]


def test_a_row_with_a_cell_too_few_or_too_many(built: Any) -> None:
    _, sql = built(a__txt=GOOD + "2\t丙\t目标一：丁\t1. 人数≥3人\n3\t\t戊\t6\t目标一：己\t\n4\t庚\t7\t目标一：辛\t\n")
    assert sql("SELECT serial, name FROM projects") == [("1", "甲"), ("4", "庚")]
    assert {row[1:] for row in rejects(sql)} == {
        (
            "a.txt",
            1,
            4,
            "the row has 4 cells where the header has 5; which one is missing cannot be told; "
            "complete the row by the original and try again",
        ),
        (
            "a.txt",
            1,
            5,
            "the row has 6 cells where the header has 5; which cell belongs to which column cannot be told; "
            "correct the row by the original and try again; a cell with a comma in it needs quotation marks",
        ),
    }
    assert sql("SELECT group_concat(text, '|') FROM rejects WHERE \"row\" = 4") == [("2|丙|目标一：丁|1. 人数≥3人",)]


def test_a_document_given_twice(built: Any) -> None:
    _, sql = built(b__txt=GOOD, a__txt=GOOD)
    assert sql("SELECT file FROM documents") == [("a.txt",)]
    assert rejects(sql) == [
        (
            "document",
            "b.txt",
            None,
            None,
            "the same content as a.txt, which was taken instead; "
            "remove one of the two, or fetch the original again if they should differ",
        )
    ]


def test_a_sidecar_that_is_broken(built: Any) -> None:
    _, sql = built(
        bad__txt=GOOD + "2\t丙\t6\t\t\n",
        bad__txt__yml="id: x\nregion: [632221",
        good__txt=GOOD,
        lonely__txt__yml="id: y",
    )
    found = rejects(sql)
    assert [(row[0], row[1]) for row in found] == [("document", "bad.txt"), ("document", "lonely.txt.yml")]
    assert found[0][4].startswith("its sidecar .yml is no valid YAML at line 2; correct it")
    assert found[1][4] == "this sidecar .yml has no document beside it; put the document beside it, or remove it"
    assert sql("SELECT file FROM documents") == [("good.txt",)]


def test_a_year_in_the_sidecar_that_the_document_contradicts(built: Any) -> None:
    _, sql = built(a__txt=GOOD, a__txt__yml="year: 2022")
    assert sql("SELECT year FROM documents") == [(2024,)]
    assert [row[0] for row in rejects(sql)] == ["doubt"]


def test_rejects_are_told_in_chinese_too(built: Any) -> None:
    _, sql = built(a__txt=GOOD + "2\t丙\t待定\t目标一：丁\t\n")
    assert sql("SELECT reason, reason_id, text FROM rejects") == [
        ("金额“待定”不是数字。请核对原件，在这一格只填数字。", "amount-not-a-number", "待定")
    ]


def test_one_file_that_makes_us_fail_does_not_cost_the_others(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingzhang import converting

    interpret = converting.interpret  # type: ignore[attr-defined]

    def failing(reading: Any, sidecar: Any, file: str, sha256: str) -> Any:
        if file == "bad.txt":
            raise ZeroDivisionError("ours")
        return interpret(reading, sidecar, file, sha256)

    monkeypatch.setattr(converting, "interpret", failing)
    _, sql = built(bad__txt=GOOD + "x", good__txt=GOOD)
    assert rejects(sql) == [
        (
            "document",
            "bad.txt",
            None,
            None,
            "the program failed on it (ZeroDivisionError: ours); report the file with this sentence",
        )
    ]
    assert sql("SELECT count(*) FROM documents") == [(1,)]
