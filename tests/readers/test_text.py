import pytest

from mingzhang.errors import Refused
from mingzhang.readers import read
from mingzhang.records import Reading

TABLE = "表一\n编码\t名称\n1\t甲\n\n编码\t名称\n2\t乙\n"


def places(reading: Reading) -> list[tuple[int, int, int, int, str]]:
    return [(cell.table_number, cell.page, cell.row, cell.column, cell.text) for cell in reading.cells()]


def test_a_repeated_header_begins_a_new_page_of_the_same_table() -> None:
    reading = read(TABLE.encode())
    assert reading.pages == 2
    assert places(reading) == [
        (0, 1, 1, 1, "表一"),
        (1, 1, 1, 1, "编码"),
        (1, 1, 1, 2, "名称"),
        (1, 1, 2, 1, "1"),
        (1, 1, 2, 2, "甲"),
        (1, 2, 1, 1, "编码"),
        (1, 2, 1, 2, "名称"),
        (1, 2, 2, 1, "2"),
        (1, 2, 2, 2, "乙"),
    ]
    assert [cell.text for cell in reading.grids[0].title_lines] == ["表一"]


def test_a_form_feed_begins_a_page_and_the_header_behind_it_not_another() -> None:
    assert read("a\tb\n1\t2\n\fa\tb\n3\t4\n\f末行".encode()).pages == 3


def test_a_line_between_rows_begins_another_table() -> None:
    reading = read("a\tb\n说明\nc\td\ne\tf".encode())
    assert [(len(grid.rows), [line.text for line in grid.title_lines]) for grid in reading.grids] == [
        (1, []),
        (2, ["说明"]),
    ]


def test_cells_keep_every_character() -> None:
    reading = read("  a \t\tb　\n".encode())
    assert [cell.text for cell in reading.grids[0].rows[0]] == ["  a ", "", "b　"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, line_end: str) -> None:
    expected = places(read(TABLE.encode()))
    assert places(read(TABLE.replace("\n", line_end).encode(encoding))) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file-empty"),
        (b" \r\n\t", "file-empty"),
        (b"\x00\x01\x02\x03" * 99, "format-unknown"),
        (bytes(range(256)), "format-unknown"),
        (b"\xff\xff\xff", "format-unknown"),
        (b"PK\x03\x04rest", "file-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "file-damaged"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss/>", "format-not-supported"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.reason == reason


def test_cells_that_a_spreadsheet_quoted_for_their_line_breaks() -> None:
    text = '表\n编码\t名称\n1\t"目标一：甲；\n目标二：“乙”""丙"""\n2\t丁\n'
    assert [[cell.text for cell in row] for row in read(text.encode()).grids[0].rows] == [
        ["编码", "名称"],
        ["1", '目标一：甲；\n目标二：“乙”"丙"'],
        ["2", "丁"],
    ]


def test_quotation_marks_that_are_printed_stay() -> None:
    for printed in ('"两新"工委', '"两新"', '两"新'):
        assert read(f"a\tb\n1\t{printed}\n2\tc\n".encode()).grids[0].rows[1][1].text == printed


def test_a_stray_quotation_mark_does_not_swallow_the_rows_behind_it() -> None:
    assert [len(row) for row in read('a\tb\n1\t"甲\n2\t乙\n3\t丙'.encode()).grids[0].rows] == [2, 2, 2, 2]


def test_bars_between_cells_and_behind_the_last() -> None:
    reading = read("项目名称 | 甲 | |\n主管部门 | 乙 |\n|\n".encode())
    assert [[cell.text for cell in row] for row in reading.grids[0].rows] == [
        ["项目名称 ", " 甲 ", " "],
        ["主管部门 ", " 乙 "],
        [""],
    ]
    reading = read("一级指标 | 目标值 | |\n | 符号 | 数值 | 单位\n".encode())
    assert [len(row) for row in reading.grids[0].rows] == [4, 4]


def test_a_text_without_separators_is_a_grid_of_one_column() -> None:
    reading = read("项目名称\n甲\n\n主管部门".encode())
    assert [[cell.text for cell in row] for row in reading.grids[0].rows] == [["项目名称"], ["甲"], [""], ["主管部门"]]


def test_the_line_end_at_the_end_of_a_file_begins_no_line() -> None:
    assert [[cell.text for cell in row] for row in read("甲\n\n".encode()).grids[0].rows] == [["甲"], [""]]


def test_a_file_over_the_limit_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.readers.LARGEST_BYTES", 10)
    with pytest.raises(Refused) as caught:
        read(b"a\tb\n1\t2\n3\t4\n")
    assert (caught.value.reason, caught.value.values) == ("file-too-large", {"limit": 10})


def test_a_last_row_that_is_cut_off_is_told() -> None:
    rows = "甲\t乙\t丙\n1\t2\t3\n4\t5"
    rejects = read(rows.encode()).rejects
    assert [(one.reason, one.cell.text if one.cell else "") for one in rejects] == [("last-line-open", "5")]
    assert not read(f"{rows}\n".encode()).rejects
    assert not read(f"{rows}\t6".encode()).rejects
