import pytest

from mingzhang.readers import read
from mingzhang.records import Reading

TABLE = '标题,,\n编码,名称,金额\n006,"甲,""乙""\n丙","1,234.00"\n'


def places(reading: Reading) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for cell in reading.cells()]


def test_quoted_cells_keep_commas_quotes_and_line_breaks() -> None:
    reading = read(TABLE.encode())
    assert reading.media_type == "text/csv"
    assert places(reading)[3:] == [
        (2, 1, "编码"),
        (2, 2, "名称"),
        (2, 3, "金额"),
        (3, 1, "006"),
        (3, 2, '甲,"乙"\n丙'),
        (3, 3, "1,234.00"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_encodings_make_no_difference(encoding: str) -> None:
    assert places(read(TABLE.encode(encoding))) == places(read(TABLE.encode()))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(line_end: str) -> None:
    reading = read(line_end.join(["a,b,c", "1,2,3", "", "4,5,6", ""]).encode())
    assert [(row[0].row, [cell.text for cell in row]) for row in reading.grids[0].rows] == [
        (1, ["a", "b", "c"]),
        (2, ["1", "2", "3"]),
        (4, ["4", "5", "6"]),
    ]


def test_cells_keep_every_character() -> None:
    assert [text for _, _, text in places(read("a , b,　c\n1,,3 \n".encode()))] == ["a ", " b", "　c", "1", "", "3 "]


def test_semicolons_may_stand_between_the_cells() -> None:
    reading = read("编码;名称;金额\n1;甲,乙;1,5\n2;丙;2,5\n".encode())
    assert [[cell.text for cell in row] for row in reading.grids[0].rows] == [
        ["编码", "名称", "金额"],
        ["1", "甲,乙", "1,5"],
        ["2", "丙", "2,5"],
    ]


def test_a_line_may_break_by_any_sign_within_a_cell() -> None:
    reading = read(b'a,b,c\r\n1,"2\r3",4\r\n5,"6\r\n7",8\r\n')
    assert [row[1].text for row in reading.grids[0].rows] == ["b", "2\n3", "6\n7"]


def test_a_record_with_a_cell_too_few_stays_in_its_table() -> None:
    reading = read(b"a,b,c\n1,2,3\n1,2\n4,5,6\n")
    assert [len(row) for row in reading.grids[0].rows] == [3, 3, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "编码\t名称,又名\t金额\n1\t甲,乙\t5\n2\t丙,丁\t6\n",
        "编码 | 名称 | 金额\n1 | 甲 | 1,234.00\n2 | 乙 | 5,678.00\n",
        "合计\n1,234.00\n5,678.00\n9,012.00\n",
        "1,234.00\n5,678.00\n",
        "一段说明, 有逗号。\n另一段, 有逗号, 还有逗号。\n没有逗号。\n",
        "只有一行, 有逗号\n",
        "项目名称\n甲项目\n资金总额\n77.00\n目标一:做好工作;\n目标二:做得更好;\n",
        '甲,乙,丙\n1,"没有收尾,2\n3,4,5\n',
        "没有逗号\n也没有\n",
    ],
)
def test_text_that_is_no_csv_is_left_to_the_reader_of_text(text: str) -> None:
    assert read(text.encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲,乙,丙\n1,2,3\n4,5,6\n", []),
        ("甲,乙,丙\n1,2,3\n4,5,6", [("last-line-open", "6")]),
        ("甲,乙,丙\n1,2,3\n4,5\n", [("row-ends-early", "5")]),
        ("甲,乙,丙\n1,2,3\n4,5,6,7\n", [("row-ends-late", "7")]),
        ("甲,乙,丙\n1,2\n4,5\n7,8,9\n", []),  # blank cells at the end are left out
        ('甲,乙,丙\n1,2,3\n4,5,"6\n7', [("quotes-not-closed", "6\n7")]),
    ],
)
def test_what_is_cut_off_is_told_where_it_ends(text: str, told: list[tuple[str, str]]) -> None:
    rejects = read(text.encode()).rejects
    assert [(one.reason, one.cell.text if one.cell else None) for one in rejects] == told
