"""Excel workbooks since 2007 (.xlsx, .xlsm), as a person sees them: a ZIP archive of XML, read part by part as a stream.

Read here and not by a library, because what the project needs is what libraries leave out: which formula has no value, the
Chinese formats that a file names by number only, and a column formatted down to the last row at no cost.
"""

import io
import struct
import zipfile
import zlib
from xml.etree import ElementTree

from mingzhang.errors import Refused
from mingzhang.readers.archive import check_names
from mingzhang.readers.workbook_parts.built_in_formats import BUILT_IN
from mingzhang.readers.workbook_parts.spreadsheet import Sheet, workbook_reading
from mingzhang.readers.workbook_parts.xlsx_drawings import take_drawings
from mingzhang.readers.workbook_parts.xlsx_parts import (
    check_size,
    child_of,
    children_of,
    related_parts,
    shared_texts,
    whole_part,
)
from mingzhang.readers.workbook_parts.xlsx_sheet import TRUE, Book, SheetParser
from mingzhang.readers.workbook_parts.xlsx_styles import (
    DifferentialStyle,
    Style,
    differential_styles_of,
    local,
    styles_of,
)
from mingzhang.records import Reading

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = b"PK\x03\x04"
# The XML of a million full cells has about 100 MB; archives that unpack to much more are made to fill a memory.
LARGEST_UNPACKED = 400_000_000


def recognises(data: bytes) -> bool:
    """Whether the content is a ZIP archive with a workbook in it, also when it is cut off."""
    if not data.startswith(_ZIP):
        return False
    try:
        return any(name.startswith("xl/") for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except _DAMAGED:
        return b"xl/" in data


def read(data: bytes) -> Reading:
    """The sheets of a workbook. Raises Refused when it is damaged, protected by a password, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(sum(part.file_size for part in archive.infolist()), LARGEST_UNPACKED)
            check_names(archive)
            sheets = _sheets(archive)
    except _DAMAGED:
        raise Refused("file-damaged", format="Excel") from None
    except RuntimeError:  # what zipfile raises on an encrypted part
        raise Refused("password-protected") from None
    return workbook_reading(sheets, MEDIA_TYPE)


# What zipfile, the XML parser and (the last three) our own code raise over a damaged archive.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    ArithmeticError,
)


def _sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """All sheets in their order, with what their cells show."""
    path, *_ = related_parts(archive, "", "officeDocument").values()
    if path.endswith(".bin"):
        raise Refused("format-not-supported", format="Excel (.xlsb)")
    root = whole_part(archive, path)
    properties = child_of(root, "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in TRUE
    calculation = child_of(root, "calcPr")
    is_stale = calculation is not None and calculation.get("fullCalcOnLoad") in TRUE
    book = Book(shared_texts(archive, path), *_styles(archive, path), from_1904, is_stale)
    parts, known = related_parts(archive, path, "worksheet"), related_parts(archive, path, "")
    sheets: list[Sheet] = []
    for element in children_of(root, "sheets"):
        relation = {local(name): value for name, value in element.attrib.items()}["id"]
        sheets.append(Sheet(element.get("name", ""), is_hidden=element.get("state", "visible") != "visible"))
        if relation not in known:
            raise LookupError(relation)  # a sheet whose part the workbook does not name
        if relation in parts:  # others are charts and macros
            with archive.open(parts[relation]) as stream:
                SheetParser(book, sheets[-1]).parse(stream)
            take_drawings(archive, parts[relation], sheets[-1], whole_part)
    return sheets


def _styles(archive: zipfile.ZipFile, path: str) -> tuple[list[Style], list[DifferentialStyle]]:
    """The styles of cells and of conditional formats; none when the workbook has no part for them."""
    for part in related_parts(archive, path, "styles").values():
        root = whole_part(archive, part)
        return styles_of(root, BUILT_IN), differential_styles_of(root)
    return [], []
