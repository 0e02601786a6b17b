import contextlib
import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from mingzhang.errors import Refused
from mingzhang.readers import read, xlsx
from mingzhang.readers.workbook_parts import spreadsheet, xlsx_parts
from mingzhang.records import Reading
from tests.readers.producers_sheets import as_text, saved
from tests.readers.producers_sheets import xls as founding_xls
from tests.readers.producers_sheets import xlsx as founding_xlsx


def workbook(fill: Callable[[Any], None]) -> Reading:
    """What is read of a workbook of openpyxl with one sheet."""
    book = openpyxl.Workbook()
    fill(book.active)
    return read(saved(book))


def places(reading: Reading) -> list[tuple[int, int, int, str]]:
    return [(cell.page, cell.row, cell.column, cell.text) for cell in reading.cells()]


def texts(reading: Reading) -> list[str]:
    return [cell.text for cell in reading.cells()]


def reasons(reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    return [(reject.reason, reject.values) for reject in reading.rejects]


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return file.getvalue()


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read(data)
    return caught.value


# ---- what a person sees ----------------------------------------------------------------------------------------------

PRINTED: list[tuple[Any, str, str]] = [
    (6, "000", "006"),
    (0.9, "0%", "90%"),
    (77, "0.00", "77.00"),
    (0.1 + 0.2, "General", "0.3"),
    (1234567.8, "#,##0.00", "1,234,567.80"),
    (date(2023, 12, 13), "yyyy/m/d", "2023/12/13"),
    (date(2023, 12, 13), 'yyyy"年"m"月"d"日"', "2023年12月13日"),
    (date(2023, 12, 13), "mm-dd-yy", "2023/12/13"),  # which openpyxl writes as 14, the short date of the system
    (77, '0.00"万元"', "77.00万元"),
    (True, "General", "TRUE"),
    ("#REF!", "General", "#REF!"),
    ("  两端的空格 \n和换行", "@", "  两端的空格 \n和换行"),
]


def test_an_xlsx_cell_shows_what_its_format_says() -> None:
    def fill(sheet: Any) -> None:
        for row, (value, code, _) in enumerate(PRINTED, 1):
            sheet.cell(row, 1, value).number_format = code

    assert texts(workbook(fill)) == [shown for _, _, shown in PRINTED]


def test_an_xls_cell_shows_what_its_format_says() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, (value, code, _) in enumerate(PRINTED):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str="yyyy/m/d" if code == "mm-dd-yy" else code))
    assert texts(read(saved(book))) == [shown for _, _, shown in PRINTED]


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    def fill(sheet: Any) -> None:
        sheet.cell(1, 1, "=100.00(%)").data_type = "s"

    assert texts(workbook(fill)) == ["=100.00(%)"]


def test_rich_text_is_read_without_its_fonts() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = CellRichText("≥", TextBlock(InlineFont(b=True), "50"), " 个")

    assert texts(workbook(fill)) == ["≥50 个"]


def test_reading_aids_above_a_text_are_not_its_text() -> None:
    aid = "<rPh sb='0' eb='1'><t>ményuán</t></rPh></si>".encode()
    data = changed(shared("门源", "县"), "xl/sharedStrings.xml", lambda xml: xml.replace(b"</si>", aid))
    assert b"</rPh></si>" in zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml")
    assert texts(read(data)) == ["门源", "县"]


def shared(*texts: str) -> bytes:
    """A workbook of XlsxWriter, which keeps each text once and refers to it by number, as Excel does."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for column, text in enumerate(texts):
            sheet.write_string(0, column, text)
    return file.getvalue()


def test_texts_kept_once_keep_every_character_in_every_place() -> None:
    given = ["甲", "  两端 ", "甲", "换\n行", "a_x000A_b", "_x005F_", "制\t表", "“引号”&<尖>", "\x02"]
    assert texts(read(shared(*given))) == [*given[:-1], "_x0002_"]


def saved_with(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    return saved(book)


def with_formula(result: bytes) -> bytes:
    """A workbook with the formula =1+2 in B1, and what is given as its result."""

    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = "合计", "=1+2"
        sheet["B1"].number_format = "0.00"

    return changed(saved_with(fill), "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<v ?/>|<v></v>", result, xml))


def test_a_formula_shows_its_result() -> None:
    assert texts(read(with_formula(b"<v>3</v>"))) == ["合计", "3.00"]


def test_a_formula_without_a_result_is_not_read() -> None:
    reading = read(with_formula(b""))
    assert texts(reading) == ["合计", ""]
    assert reasons(reading) == [("formula-without-value", {})]
    cell = reading.rejects[0].cell
    assert cell is not None
    assert (cell.page, cell.table_number, cell.row, cell.column) == (1, 1, 1, 2)


def test_a_format_that_is_not_certain_rejects_its_cell_alone() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"], sheet["A3"] = 5, 5, 6
        sheet["A1"].number_format = "[DBNum1]General"
        sheet["A2"].number_format = "[>=5]0;0.0"

    reading = workbook(fill)
    assert texts(reading) == ["", "", "6"]
    assert reasons(reading) == [
        ("number-format-unknown", {"format": "[DBNum1]General", "value": "5"}),
        ("number-format-unknown", {"format": "[>=5]0;0.0", "value": "5"}),
    ]


@pytest.mark.parametrize(("number", "shown"), [("14", "2023/12/13"), ("31", "2023年12月13日"), ("57", "2023年12月")])
def test_a_format_that_a_file_names_by_number_only(number: str, shown: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 45273
        sheet["A1"].number_format = "yyyy.m"

    def renumber(xml: bytes) -> bytes:
        return re.sub(rb"<numFmts.*?</numFmts>", b"", xml).replace(b'"164"', f'"{number}"'.encode())

    assert texts(read(changed(saved_with(fill), "xl/styles.xml", renumber))) == [shown]


def test_days_may_count_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2023, 12, 13)
    assert texts(read(saved(book))) == ["2023-12-13"]


# ---- where it stands -------------------------------------------------------------------------------------------------


def test_rows_and_columns_are_the_sheets_own_and_blank_cells_between_them_are_there() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["D2"], sheet["C5"] = "甲", "乙", "丙"

    assert places(workbook(fill)) == [
        (1, 2, 2, "甲"),
        (1, 2, 3, ""),
        (1, 2, 4, "乙"),
        (1, 5, 2, ""),
        (1, 5, 3, "丙"),
        (1, 5, 4, ""),
    ]


def merged(sheet: Any) -> None:
    sheet["A1"], sheet["A2"], sheet["B2"], sheet["B3"], sheet["C3"] = "标题", "项目", "目标一", "目标二", "末"
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A3")


def spans(reading: Reading) -> list[tuple[str, int, int, int, int]]:
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in reading.cells()]


MERGED = [
    ("标题", 1, 1, 1, 3),
    ("项目", 2, 1, 2, 1),
    ("目标一", 2, 2, 1, 1),
    ("", 2, 3, 1, 1),
    ("目标二", 3, 2, 1, 1),
    ("末", 3, 3, 1, 1),
]


def test_a_merged_cell_of_an_xlsx_says_what_it_covers() -> None:
    assert spans(workbook(merged)) == MERGED


def test_a_merged_cell_of_an_xls_says_what_it_covers() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write_merge(0, 0, 0, 2, "标题")
    sheet.write_merge(1, 2, 0, 0, "项目")
    for row, column, text in ((1, 1, "目标一"), (2, 1, "目标二"), (2, 2, "末")):
        sheet.write(row, column, text)
    assert spans(read(saved(book))) == MERGED


def test_each_sheet_is_a_page_and_an_empty_one_has_no_table() -> None:
    book = openpyxl.Workbook()
    book.active.title = "封面"
    book.create_sheet("空表")
    book.create_sheet("附表")["A1"] = "乙"
    book["封面"]["A1"] = "甲"
    reading = read(saved(book))
    assert reading.pages == 3
    assert [(grid.table_number, grid.sheet, grid.rows[0][0].page) for grid in reading.grids] == [
        (1, "封面", 1),
        (2, "附表", 3),
    ]


def test_a_workbook_without_anything_in_it_has_no_tables() -> None:
    assert workbook(lambda _: None).grids == ()


def hiding(sheet: Any, hidden: Any) -> None:
    for row in range(1, 5):
        for column in range(1, 4):
            sheet.cell(row, column, f"{row}{column}")
    hidden["A1"] = "旧表"


HIDDEN_REASONS = [
    ("rows-or-columns-hidden", {"sheet": "表", "rows": 2, "columns": 1}),
    ("sheet-hidden", {"sheet": "旧"}),
]


def test_what_an_xlsx_hides_is_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    sheet, hidden = book.active, book.create_sheet("旧")
    sheet.title = "表"
    hiding(sheet, hidden)
    hidden.sheet_state = "hidden"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    data = changed(
        saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="4"', b'<row r="4" ht="0"')
    )
    reading = read(data)
    assert places(reading) == [(1, 1, 1, "11"), (1, 1, 3, "13"), (1, 3, 1, "31"), (1, 3, 3, "33")]
    assert reasons(reading) == HIDDEN_REASONS


def test_what_an_xls_hides_is_left_out_and_said() -> None:
    book = xlwt.Workbook()
    sheet, hidden = book.add_sheet("表"), book.add_sheet("旧")
    for row in range(4):
        for column in range(3):
            sheet.write(row, column, f"{row + 1}{column + 1}")
    hidden.write(0, 0, "旧表")
    hidden.visibility = 1
    sheet.row(1).hidden = sheet.row(3).hidden = sheet.col(1).hidden = True
    reading = read(saved(book))
    assert places(reading) == [(1, 1, 1, "11"), (1, 1, 3, "13"), (1, 3, 1, "31"), (1, 3, 3, "33")]
    assert reasons(reading) == HIDDEN_REASONS


def test_a_merged_cell_whose_first_row_is_hidden_stands_where_it_is_seen() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"], sheet["B3"] = "项目", "一", "二", "三"
        sheet.merge_cells("A1:A3")
        sheet.row_dimensions[1].hidden = True

    assert spans(workbook(fill)) == [("项目", 2, 1, 2, 1), ("二", 2, 2, 1, 1), ("三", 3, 2, 1, 1)]


def test_formatted_cells_far_outside_cost_nothing() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"
        sheet.cell(1_048_576, 16_384).number_format = "0.00"
        sheet.cell(1_048_576, 1, " ")
        sheet.merge_cells("B2:C3")

    def widen(xml: bytes) -> bytes:
        return xml.replace(b"B2:C3", b"B2:XFD1048576")

    data = changed(saved_with(fill), "xl/worksheets/sheet1.xml", widen)
    assert places(read(data)) == [(1, 1, 1, "甲")]


def test_ten_thousand_columns() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(list(range(10_000)))

    reading = workbook(fill)
    assert len(reading.grids[0].rows[0]) == 10_000
    assert reading.grids[0].rows[0][-1].text == "9999"


def test_more_blanks_between_far_corners_than_can_be_taken_are_refused() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 102):
            sheet.cell(row, 1, "甲")
        for row in range(1, 31):  # more than stray cells are
            sheet.cell(row, 16_384, "乙")

    refused = refusal(saved_with(fill))
    assert (refused.reason, refused.values) == (
        "too-many-cells",
        {"number": 101 * 16_384, "limit": spreadsheet.MOST_CELLS},
    )


# ---- what is refused -------------------------------------------------------------------------------------------------

XLSX, XLS, SHARED = founding_xlsx(as_text), founding_xls(as_text), shared("甲")


def test_a_workbook_changed_anywhere_is_read_or_refused_and_never_fails() -> None:
    chance = random.Random(3)
    for data in (XLSX, XLS, SHARED):
        for _ in range(100):
            broken = bytearray(data)
            for _ in range(chance.choice([1, 5, 20])):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            with contextlib.suppress(Refused):
                read(bytes(broken))


@pytest.mark.parametrize(
    "data",
    [
        XLSX[: len(XLSX) // 2],
        XLSX[:-30],
        XLSX[:4000] + bytes(4000) + XLSX[8000:],
        changed(XLSX, "xl/workbook.xml", lambda xml: xml[:100]),
        changed(XLSX, "xl/worksheets/sheet1.xml", lambda xml: xml[:-200]),
        changed(XLSX, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A1"', b'r="1A"')),
        changed(SHARED, "xl/sharedStrings.xml", lambda _: b"<sst/>"),
        changed(XLSX, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet1.xml", b"sheet9.xml")),
        XLS[:3000],
        XLS[: len(XLS) // 2],
    ],
)
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    refused = refusal(data)
    assert (refused.reason, refused.values) == ("file-damaged", {"format": "Excel"})


def test_a_workbook_that_a_password_protects_is_refused() -> None:
    container = XLS[:8] + bytes(504) + "EncryptionInfo\0EncryptedPackage\0".encode("utf-16-le") + bytes(900)
    assert refusal(container).reason == "password-protected"


def test_an_old_workbook_whose_stream_is_encrypted_is_refused() -> None:
    data = bytearray(XLS)
    first = data.find(b"\x09\x08\x10\x00") + 20  # the record behind the beginning of the workbook
    data[first : first + 2] = b"\x2f\x00"  # FILEPASS: all that follows is encrypted
    refused = refusal(bytes(data))
    assert (refused.reason, refused.values) == ("password-protected", {})


def test_a_binary_workbook_is_refused_by_its_name() -> None:
    target = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="xl/workbook.bin"/></Relationships>',
        )
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    refused = refusal(target.getvalue())
    assert (refused.reason, refused.values) == ("format-not-supported", {"format": "Excel (.xlsb)"})


def test_an_archive_that_a_password_protects_is_refused() -> None:
    data = bytearray(XLSX)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        while position >= 0:
            data[position + offset] |= 1
            position = data.find(signature, position + 4)
    assert refusal(bytes(data)).reason == "password-protected"


def test_an_archive_made_to_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(401):
                part.write(bytes(1_000_000))
    refused = refusal(file.getvalue())
    assert refused.reason == "unpacked-too-large"
    assert refused.values["limit"] == xlsx.LARGEST_UNPACKED
    assert refused.values["size"] > 401_000_000


def test_styles_too_large_to_hold_are_refused() -> None:
    data = changed(XLSX, "xl/styles.xml", lambda xml: xml + b" " * xlsx_parts.LARGEST_WHOLE_PART)
    assert refusal(data).reason == "unpacked-too-large"


def test_a_workbook_that_is_really_html_or_text_is_not_taken_for_one() -> None:
    assert read("<html><table><tr><td>甲</td><td>乙</td></tr></table></html>".encode()).media_type == "text/html"
    assert read("甲\t乙\n丙\t丁\n".encode()).media_type == "text/plain"


def test_another_archive_is_not_taken_for_a_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "<a/>")
    assert refusal(file.getvalue()).reason == "archive-of-documents"


def test_without_the_extra_an_xls_is_refused_with_its_name_and_an_xlsx_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("xlrd", "openpyxl"):
        monkeypatch.setitem(sys.modules, module, None)
    refused = refusal(XLS)
    assert (refused.reason, refused.values) == ("extra-missing", {"extra": "excel"})
    assert read(XLSX).media_type.endswith("spreadsheetml.sheet")


def test_a_cell_far_to_the_right_is_kept_as_a_note_and_the_grid_is_not_spanned_to_it() -> None:
    def fill(sheet: Any) -> None:
        for row in (["编码", "名称"], ["1", "甲"], ["2", "乙"]):
            sheet.append(row)
        sheet.cell(2, 16384, "误输入")

    reading = workbook(fill)
    assert [[cell.text for cell in row] for row in reading.grids[0].rows] == [
        ["编码", "名称"],
        ["1", "甲"],
        ["2", "乙"],
    ]
    assert [(line.table_number, line.text) for line in reading.lines] == [(0, "误输入")]
    assert reasons(reading) == [("cell-astray", {"sheet": "Sheet", "cell": "XFD2"})]
    assert reading.rejects[0].cell == reading.lines[0]


def test_a_second_table_far_to_the_right_is_no_stray_cell() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 12):
            sheet.cell(row, 1, "甲")
            sheet.cell(row, 2, "乙")
            sheet.cell(row, 70, "丙")
            sheet.cell(row, 71, "丁")

    assert workbook(fill).lines == ()
