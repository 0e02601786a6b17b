"""What lies over and around the cells of an .xls workbook, and xlrd does not tell: comments, text boxes, pictures, headers of
printed pages, conditional formats, and whether zeros are shown ([MS-XLS], 2.4).

A stream of records, each with a kind, a length and its bytes; each sheet begins where the list of sheets says.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from mingzhang.readers.extras import imported
from mingzhang.readers.workbook_parts.spreadsheet import CellRange, SheetPosition

_EOF, _NOTE, _CONTINUE, _OBJECT, _SHEET, _DRAWING = 0x0A, 0x1C, 0x3C, 0x5D, 0x85, 0xEC
_CONDITIONS, _CONDITION, _TEXT, _WINDOW, _BEGIN = 0x1B0, 0x1B1, 0x1B6, 0x23E, 0x809
_FORMULA, _CALCULATED = 0x06, 0x1C1  # the latter says which program has calculated the workbook
_PAGE = {0x14: "页眉", 0x15: "页脚"}
_PICTURE, _COMMENT = 0x08, 0x19  # kinds of objects
_FIELDS = (0x0B, 0x0C, 0x0D, 0x12, 0x10)  # check box, option button, edit box, list box, spinner
_ANCHOR = b"\x10\xf0\x12\x00\x00\x00"  # before the place of a drawing
_HAS_NUMBER_FORMAT, _HAS_FONT, _HAS_PATTERN = 1 << 25, 1 << 26, 1 << 29  # flags of a conditional format
_FONT = 12  # where the font of a condition stands
_STRUCK = 0x80
_WHITES = (1, 9)  # of the palette
_BLANK_RESULT = b"\x03\0\0\0\0\0\xff\xff"  # of a formula ([MS-XLS], 2.5.133)


class Record(NamedTuple):
    """One record of the stream."""

    kind: int
    content: bytes


@dataclass(slots=True)
class SheetRecords:
    """What the records of a sheet say."""

    comments: list[tuple[SheetPosition, str]] = field(default_factory=list)
    boxes: list[tuple[SheetPosition, str]] = field(default_factory=list)
    pictures: list[SheetPosition] = field(default_factory=list)
    fields: int = 0  # of a form
    outside: list[tuple[str, str]] = field(default_factory=list)  # where on a printed page, and the text with its codes
    conditional: list[CellRange] = field(default_factory=list)  # where a condition may strike, hide or reword
    shows_zeros: bool = True
    blank_formulas: list[SheetPosition] = field(default_factory=list)  # whose stored result is a blank text
    is_calculated: bool = True
    ranges: list[CellRange] = field(default_factory=list)  # of the last conditions


def sheet_records(data: bytes) -> list[SheetRecords]:
    """What the records of each worksheet of a workbook say, in their order; none for workbooks before Excel 97."""
    compdoc = imported("xlrd.compdoc", "excel")
    try:
        stream, base, length = compdoc.CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    except Exception:  # as for the cells: whatever a damaged file makes it stumble over
        return []
    if not stream:
        return []
    whole = bytes(stream[base : base + length])
    sheets = [one.content for one in _records(whole, 0) if one.kind == _SHEET]
    starts = [struct.unpack_from("<I", one)[0] for one in sheets if len(one) > 6 and one[5] == 0]
    is_calculated = any(one.kind == _CALCULATED for one in _records(whole, 0))
    found = [_records_of_sheet(_records(whole, start)) for start in starts]
    for sheet in found:
        sheet.is_calculated = is_calculated
    return found


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from an offset to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield Record(kind, stream[at + 4 : at + 4 + length])
        depth += (kind == _BEGIN) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length


def _records_of_sheet(records: Iterator[Record]) -> SheetRecords:
    sheet = SheetRecords()
    notes: dict[int, SheetPosition] = {}
    texts: dict[int, str] = {}
    place: SheetPosition = (1, 1)
    objects: dict[int, tuple[int, SheetPosition]] = {}
    last = length = 0  # the number of the last object, and how many characters of its text are still to come
    with suppress(struct.error):
        for kind, content in records:
            if kind == _DRAWING and (anchor := content.rfind(_ANCHOR)) >= 0:
                _, left, _, top = struct.unpack_from("<HHHH", content, anchor + len(_ANCHOR))
                place = top + 1, left + 1
            elif kind == _OBJECT:
                shape, last = struct.unpack_from("<HH", content, 4)
                objects[last] = (shape, place)
            elif kind == _TEXT:
                length = struct.unpack_from("<H", content, 10)[0]
            elif kind == _CONTINUE and length:
                part = _characters(content[1:], bool(content[:1] == b"\1"), length)
                texts[last] = texts.get(last, "") + part
                length -= len(part)
            elif kind == _NOTE:
                row, column, _, number = struct.unpack_from("<HHHH", content)
                notes[number] = row + 1, column + 1
            else:
                _take(kind, content, sheet)
    _place_objects(sheet, objects, texts, notes)
    return sheet


def _place_objects(
    found: SheetRecords,
    objects: dict[int, tuple[int, SheetPosition]],
    texts: dict[int, str],
    notes: dict[int, SheetPosition],
) -> None:
    for number, (shape, place) in objects.items():
        text = texts.get(number, "").strip()
        if shape == _COMMENT or number in notes:
            found.comments += [(notes.get(number, place), text)] if text else []
        elif shape in _FIELDS:
            found.fields += 1
        elif shape == _PICTURE:
            found.pictures.append(place)
        elif text:
            found.boxes.append((place, text))


def _take(kind: int, content: bytes, found: SheetRecords) -> None:
    """Take a record that speaks of the sheet as a whole, or of conditions."""
    if kind == _FORMULA and content[6:14] == _BLANK_RESULT:
        row, column = struct.unpack_from("<HH", content)
        found.blank_formulas.append((row + 1, column + 1))
    elif kind == _WINDOW:
        found.shows_zeros = bool(struct.unpack_from("<H", content)[0] & 0x10)
    elif kind in _PAGE and content:
        length, is_wide = struct.unpack_from("<HB", content)
        found.outside.append((_PAGE[kind], _characters(content[3:], bool(is_wide & 1), length)))
    elif kind == _CONDITIONS:
        number = struct.unpack_from("<H", content, 12)[0]
        ranges = struct.iter_unpack("<HHHH", content[14 : 14 + 8 * number])
        found.ranges = [((top + 1, left + 1), (bottom + 1, right + 1)) for top, bottom, left, right in ranges]
    elif kind == _CONDITION and _changes_what_is_said(content):
        found.conditional += found.ranges


def _changes_what_is_said(content: bytes) -> bool:
    """Whether a conditional format strikes, rewords, or hides by white on no ground of its own."""
    flags = struct.unpack_from("<I", content, 6)[0]
    if flags & _HAS_NUMBER_FORMAT or not flags & _HAS_FONT:
        return bool(flags & _HAS_NUMBER_FORMAT)
    look, colour, unchanged = (struct.unpack_from("<I", content, _FONT + at)[0] for at in (68, 80, 88))
    is_struck = look & _STRUCK and not unchanged & _STRUCK
    return bool(is_struck or (colour in _WHITES and not flags & _HAS_PATTERN))


def _characters(content: bytes, is_wide: bool, length: int) -> str:
    return content[: length * 2].decode("utf-16-le", "replace") if is_wide else content[:length].decode("latin-1")
