"""Excel workbooks up to 2003 (.xls, and .et of WPS), as a person sees them."""

import io
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from mingzhang.errors import Refused
from mingzhang.readers.blocks import LONGEST_QUOTE
from mingzhang.readers.compound import has_circle
from mingzhang.readers.extras import imported
from mingzhang.readers.marked import HIDDEN, Marked, marked, plain
from mingzhang.readers.workbook_parts.built_in_formats import BUILT_IN
from mingzhang.readers.workbook_parts.format_sections import NotRenderable
from mingzhang.readers.workbook_parts.shown_number import SignNotShown, shown_number, shown_text
from mingzhang.readers.workbook_parts.spreadsheet import Merge, Sheet, address, workbook_reading
from mingzhang.readers.workbook_parts.xls_records import SheetRecords, sheet_records
from mingzhang.readers.workbook_parts.xls_styles import WorkbookLooks, filled_and_crossed
from mingzhang.readers.workbook_parts.xlsx_sheet import printed_outside
from mingzhang.records import Reading

MEDIA_TYPE = "application/vnd.ms-excel"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in the container, as its directory has them. What Office encrypts, also .xlsx, is in such a container.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
# How a workbook of Excel 97 and later begins; in a file that is cut off, the directory may be missing.
_BEGINNING = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_OTHERS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))  # with workbooks in them
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)  # kinds of cells, as xlrd numbers them


def recognises(data: bytes) -> bool:
    """Whether the content is a container with a workbook, or with something that a password protects."""
    if not data.startswith(_OLE):
        return False
    is_other = any(name in data for name in _OTHERS)
    return _ENCRYPTED in data or (not is_other and any(sign in data for sign in (*_WORKBOOKS, _BEGINNING)))


def read(data: bytes) -> Reading:
    """The sheets of a workbook. Raises Refused when it is damaged or protected, or xlrd is not installed."""
    if _ENCRYPTED in data:
        raise Refused("password-protected")
    if has_circle(data):
        raise Refused("file-damaged", format="Excel")
    xlrd = imported("xlrd", "excel")
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=False
        )
    except MemoryError:
        raise
    except Exception as problem:  # xlrd raises whatever a damaged file makes it stumble over
        if "encrypted" in str(problem):
            raise Refused("password-protected") from None
        raise Refused("file-damaged", format="Excel") from None
    formats = {**BUILT_IN, **{one.format_key: one.format_str for one in book.format_list}}
    try:
        further = sheet_records(data)
        sheets = [
            _sheet(book, sheet, formats, told or SheetRecords())
            for sheet, told in zip_longest(book.sheets(), further)
            if sheet
        ]
    except LookupError:  # a cell of a style that is not there
        raise Refused("file-damaged", format="Excel") from None
    return workbook_reading(sheets, MEDIA_TYPE)


def _sheet(book: Any, source: Any, formats: dict[int, str], told: SheetRecords) -> Sheet:
    looks = WorkbookLooks(book)
    sheet = Sheet(source.name, is_hidden=source.visibility != 0)
    _take_told(told, sheet)
    sheet.merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row + 1 for row, how in source.rowinfo_map.items() if how.hidden or how.height == 0}
    sheet.hidden_columns = {column + 1 for column, how in source.colinfo_map.items() if how.hidden or how.width == 0}
    for row in range(source.nrows):
        for column, (kind, value) in enumerate(zip(source.row_types(row), source.row_values(row), strict=True)):
            if kind in (_EMPTY, _BLANK):
                continue
            place = row + 1, column + 1
            style = book.xf_list[source.cell_xf_index(row, column)]
            code = formats.get(style.format_key)
            try:
                text = _shown(kind, value, code, bool(book.datemode))
            except NotRenderable:
                sheet.problems[place] = ("number-format-unknown", {"format": code or "?", "value": repr(value)})
            except SignNotShown:
                sheet.problems[place] = ("negative-not-shown", {"format": code, "value": repr(value)})
            else:
                if text and kind in (_NUMBER, _DATE) and value == 0 and not told.shows_zeros:
                    sheet.texts[place] = marked(text.printed, HIDDEN)
                else:
                    sheet.take(place, looks.laid_over(text, source, row, column), *filled_and_crossed(style))
    if not told.is_calculated:  # as programs that only write workbooks leave it: Excel calculates when it opens them
        sheet.problems |= dict.fromkeys(told.blank_formulas, ("formula-without-value", {}))
    _refuse_conditional(told, sheet)
    return sheet


def _take_told(told: SheetRecords, found: Sheet) -> None:
    """What lies over and around the cells of a sheet."""
    found.notes += [(place, plain(text)) for place, text in told.boxes]
    for place, text in told.comments:
        quoted = " ".join(text.split())[:LONGEST_QUOTE]
        found.remarks.append(("cell-comment", {"sheet": found.name, "cell": address(place), "text": quoted}))
    for place in told.pictures:
        found.remarks.append(("picture-on-sheet", {"sheet": found.name, "cell": address(place)}))
    found.remarks += [("form-field-empty", {})] * told.fields
    for where, text in told.outside:
        if printed := printed_outside(text):
            found.remarks.append(("text-elsewhere", {"where": f"工作表“{found.name}”的{where}", "text": printed}))


def _refuse_conditional(told: SheetRecords, found: Sheet) -> None:
    """Takes out the cells of which a condition decides what they show."""
    for (top, left), (bottom, right) in told.conditional:
        for place in [one for one in found.texts if top <= one[0] <= bottom and left <= one[1] <= right]:
            if text := found.texts[place].printed.strip():
                del found.texts[place]
                found.problems[place] = ("look-by-condition", {"text": text})


def _shown(kind: int, value: Any, code: str | None, from_1904: bool) -> Marked:
    """What a cell shows. Raises NotRenderable when it is not certain, SignNotShown when a negative number looks positive."""
    if kind == _TEXT:
        return shown_text(value, code or "General")
    if kind == _BOOLEAN:
        return plain("TRUE" if value else "FALSE")
    if kind == _ERROR:
        import xlrd

        return plain(str(xlrd.error_text_from_code.get(value, "#N/A")))
    if code is None:
        raise NotRenderable
    return shown_number(Decimal(value), code, from_1904)
