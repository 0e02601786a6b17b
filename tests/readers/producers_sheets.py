"""The founding disclosure as spreadsheets and CSV, written by the programs that people write them with."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

from tests.readers.equality import HEADER, PAGES, ROWS, TITLE, WHOLE

COLUMNS = len(HEADER)


def comma_separated(delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as the csv module writes them, the title filled up to the width as spreadsheets do."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([TITLE, *[""] * (COLUMNS - 1)])
    writer.writerows(WHOLE)
    return text.getvalue().encode(encoding)


def typed(text: str, column: int) -> tuple[Any, str]:
    """A printed cell as a clerk types it, and the number format: codes and serials and amounts are numbers."""
    if column == 1 and text.isdigit():
        return int(text), "0" * len(text) if text.startswith("0") else "General"
    if column == 3 and text.replace(".", "").isdigit():
        return float(text), "0.00"
    return text, "General"


def as_text(text: str, column: int) -> tuple[Any, str]:  # noqa: ARG001
    return text, "@"


Typing = Callable[[str, int], tuple[Any, str]]


def _placed(is_header_repeated: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows of the table with the number of the row that they stand in, below a title and an empty row."""
    rows = [row for page in PAGES for row in page] if is_header_repeated else WHOLE
    assert len(rows) == (len(ROWS) if is_header_repeated else len(ROWS) - len(PAGES) + 1)
    yield from enumerate(rows, 3)


def xlsx(typing: Typing, is_header_repeated: bool = False) -> bytes:
    """A workbook by openpyxl: a merged title, an empty row, the table."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "绩效目标"
    sheet.cell(1, 1, TITLE)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=COLUMNS)
    for number, row in _placed(is_header_repeated):
        for column, text in enumerate(row, 1):
            value, number_format = typing(text, column)
            cell = sheet.cell(number, column, value)
            cell.number_format = number_format
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    return saved(book)


def xlsx_with_shared_texts(typing: Typing) -> bytes:
    """The same by XlsxWriter, which keeps each text once, as Excel does."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("绩效目标")
        sheet.merge_range(0, 0, 0, COLUMNS - 1, TITLE)
        for number, row in _placed(is_header_repeated=False):
            for column, text in enumerate(row, 1):
                value, number_format = typing(text, column)
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(number - 1, column - 1, value, book.add_format({"num_format": number_format}))
    return file.getvalue()


def xls(typing: Typing, is_header_repeated: bool = False) -> bytes:
    """The same by xlwt."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("绩效目标")
    sheet.write_merge(0, 0, 0, COLUMNS - 1, TITLE)
    styles: dict[str, Any] = {}
    for number, row in _placed(is_header_repeated):
        for column, text in enumerate(row, 1):
            value, number_format = typing(text, column)
            style = styles.setdefault(number_format, xlwt.easyxf(num_format_str=number_format))
            sheet.write(number - 1, column - 1, value, style)
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook of openpyxl or xlwt."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PRODUCERS: dict[str, Callable[[], bytes]] = {
    "CSV in UTF-8": comma_separated,
    "CSV in UTF-8 with a mark": lambda: comma_separated(encoding="utf-8-sig"),
    "CSV in GB18030": lambda: comma_separated(encoding="gb18030"),
    "CSV with semicolons": lambda: comma_separated(delimiter=";"),
    "xlsx with numbers": lambda: xlsx(typed),
    "xlsx with numbers, the header on each page": lambda: xlsx(typed, is_header_repeated=True),
    "xlsx with texts": lambda: xlsx(as_text),
    "xlsx with shared texts": lambda: xlsx_with_shared_texts(typed),
    "xls with numbers": lambda: xls(typed),
    "xls with numbers, the header on each page": lambda: xls(typed, is_header_repeated=True),
    "xls with texts": lambda: xls(as_text),
}
