"""Excel workbooks since 2007 (.xlsx, .xlsm), as a person sees them: a ZIP archive of XML, read part by part as a stream.

Read here and not by a library, because what the project needs is what libraries leave out: which formula has no value, the
Chinese formats that a file names by number only, and a column formatted down to the last row at no cost.
"""

import io
import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mingzhang.errors import Refused
from mingzhang.read.marked import HIDDEN, Marked, joined_marked, marked, plain
from mingzhang.read.number_format import BUILT_IN, GENERAL, NotRenderable
from mingzhang.read.shown_number import SignNotShown, shown_number, shown_text
from mingzhang.read.spreadsheet import Merge, Sheet, SheetPosition, workbook_reading
from mingzhang.read.xlsx_drawings import take_drawings
from mingzhang.read.xlsx_styles import Font, Style, font_of, styles_of
from mingzhang.read.xlsx_styles import local as _local
from mingzhang.records import Reading

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TRUE = ("1", "true")
_ZIP = b"PK\x03\x04"
# The XML of a million full cells has about 100 MB; archives that unpack to much more are made to fill a memory.
LARGEST_UNPACKED = 400_000_000
LARGEST_WHOLE_PART = 30_000_000  # of those that are not read as a stream: styles, names of sheets
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14  # of the format
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)


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
            _check_size(sum(part.file_size for part in archive.infolist()), LARGEST_UNPACKED)
            sheets = _sheets(archive)
    except _DAMAGED:
        raise Refused("file-damaged", format="Excel") from None
    except RuntimeError:  # what zipfile raises on an encrypted part
        raise Refused("password-protected") from None
    return workbook_reading(sheets, MEDIA_TYPE)


# What a damaged archive makes zipfile and the XML parser raise, and the last three what it makes us.
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


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise Refused("unpacked-too-large", size=size, limit=limit)


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    shared_texts: list["_Text"]
    styles: list[Style]
    from_1904: bool


def _sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    """All sheets in their order, with what their cells show."""
    path, *_ = _related(archive, "", "officeDocument").values()
    if path.endswith(".bin"):
        raise Refused("format-not-supported", format="Excel (.xlsb)")
    root = _whole(archive, path)
    properties = _child(root, "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in _TRUE
    book = _Book(_shared_texts(archive, path), _styles(archive, path), from_1904)
    parts = _related(archive, path, "worksheet")
    found: list[Sheet] = []
    for element in _children(root, "sheets"):
        relation = {_local(name): value for name, value in element.attrib.items()}["id"]
        found.append(Sheet(element.get("name", ""), is_hidden=element.get("state", "visible") != "visible"))
        if relation in parts:  # others are charts and macros
            with archive.open(parts[relation]) as stream:
                _SheetParser(book, found[-1]).parse(stream)
            take_drawings(archive, parts[relation], found[-1], _whole)
    return found


# ---- XML -------------------------------------------------------------------------------------------------------------


def _child(parent: Element, name: str) -> Element | None:
    return next((child for child in parent if _local(child.tag) == name), None)


def _children(parent: Element, name: str) -> list[Element]:
    child = _child(parent, name)
    return [] if child is None else list(child)


def _whole(archive: zipfile.ZipFile, path: str) -> Element:
    """A part that is small."""
    _check_size(archive.getinfo(path).file_size, LARGEST_WHOLE_PART)
    return ElementTree.fromstring(archive.read(path))


def _related(archive: zipfile.ZipFile, path: str, kind: str) -> dict[str, str]:
    """Relation -> path of the parts of a kind that a part refers to."""
    folder, name = posixpath.split(path)
    root = _whole(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in root
        if relation.get("Type", "").endswith(f"/{kind}")
    }


# The runs of a string, each with its font; None for the font of the cell.
_Text = list[tuple[str, Font | None]]


def _text(element: Element) -> _Text:
    """The text of a string: of all its runs, without the reading aids above them."""
    runs: _Text = []
    for child in element:
        is_run = _local(child.tag) == "r"
        parts = list(child) if is_run else [child]
        text = "".join(part.text or "" for part in parts if _local(part.tag) == "t")
        properties = next((part for part in parts if _local(part.tag) == "rPr"), None) if is_run else None
        font = font_of(properties) if properties is not None else None
        if text and runs and runs[-1][1] == font:
            runs[-1] = runs[-1][0] + text, font
        elif text:
            runs.append((text, font))
    return [(_unescaped(text), font) for text, font in runs]


def _unescaped(text: str) -> str:
    """A text with the characters that the format writes as _x000A_; those that no text can hold stay as they are."""

    def character(match: re.Match[str]) -> str:
        one = chr(int(match[1], 16))
        return one if one in "\t\n\r" or unicodedata.category(one) not in ("Cc", "Cs") else match[0]

    return _ESCAPED.sub(character, text) if "_x" in text else text


def _shared_texts(archive: zipfile.ZipFile, path: str) -> list[_Text]:
    texts: list[_Text] = []
    for part in _related(archive, path, "sharedStrings").values():
        with archive.open(part) as stream:
            root: Element | None = None
            for event, element in ElementTree.iterparse(stream, ("start", "end")):
                if root is None:
                    root = element
                elif event == "end" and _local(element.tag) == "si":
                    texts.append(_text(element))
                    root.clear()
    return texts


def _styles(archive: zipfile.ZipFile, path: str) -> list[Style]:
    """The styles of cells; none when the workbook has no part for them."""
    for part in _related(archive, path, "styles").values():
        return styles_of(_whole(archive, part), BUILT_IN)
    return []


# ---- a sheet ---------------------------------------------------------------------------------------------------------


class _SheetParser:
    """Fills a sheet from its XML, element by element; nothing of the XML is kept."""

    def __init__(self, book: _Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row = self.column = 0
        self.has_tables = False
        self.conditional: list[tuple[SheetPosition, SheetPosition]] = []

    def parse(self, stream: IO[bytes]) -> None:
        """Take the whole part. Cells are taken whole, everything else by its attributes alone."""
        parents: list[Element] = []
        cell: Element | None = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                parents.append(element)
                if cell is None:
                    self._begin(element)
                    cell = element if _local(element.tag) == "c" else None
                continue
            parents.pop()
            if cell is not None and element is cell:
                self._take_cell(cell)
                cell = None
            if cell is None and parents:
                parents[-1].clear()
        self._show_what_is_coloured_elsewhere()

    def _begin(self, element: Element) -> None:
        match _local(element.tag):
            case "row":
                self.row, self.column = int(element.get("r", self.row + 1)), 0
                if element.get("hidden") in _TRUE or float(element.get("ht", "1")) == 0:
                    self.sheet.hidden_rows.add(self.row)
            case "c":
                address = element.get("r")
                self.column = _place(address)[1] if address else self.column + 1
            case "col":
                self._take_column(element)
            case "mergeCell":
                self._take_merge(element.get("ref", ""))
            case "conditionalFormatting":
                ranges = [reference.partition(":")[::2] for reference in element.get("sqref", "").split()]
                self.conditional += [(_place(first), _place(last or first)) for first, last in ranges]
            case "tablePart":
                self.has_tables = True

    def _take_column(self, element: Element) -> None:
        if element.get("hidden") in _TRUE or float(element.get("width", "1")) == 0:
            first, last = int(element.get("min", "1")), min(int(element.get("max", "1")), _LAST_COLUMN)
            self.sheet.hidden_columns.update(range(first, last + 1))

    def _take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.sheet.merges.append(Merge(*_place(first), *_place(last or first)))

    def _take_cell(self, cell: Element) -> None:
        if not len(cell):
            return  # it has a style and nothing in it
        place = self.row, self.column
        style = self.book.styles[int(cell.get("s", "0"))] if self.book.styles else Style(GENERAL)
        text = self._text(cell)
        try:
            shown = self._shown(cell, style) if text is None else _with_fonts(text, style)
        except NotRenderable:
            value = self._value(cell) if text is None else "".join(part for part, _ in text)
            values = {"format": style.number_format or "?", "value": value}
            self.sheet.problems[place] = ("number-format-unknown", values)
        except SignNotShown:
            values = {"format": style.number_format or "?", "value": self._value(cell)}
            self.sheet.problems[place] = ("negative-not-shown", values)
        except _NoValue:
            self.sheet.problems[place] = ("formula-without-value", {})
        else:
            if shown:
                self.sheet.texts[place] = shown

    @staticmethod
    def _value(cell: Element) -> str:
        value = _child(cell, "v")
        return (value.text or "") if value is not None else ""

    def _text(self, cell: Element) -> _Text | None:
        """The text that a cell holds, None when it holds something else."""
        match cell.get("t"):
            case "inlineStr":
                return [run for child in cell if _local(child.tag) == "is" for run in _text(child)]
            case "str":
                return [(_unescaped(self._value(cell)), None)]
            case "s" if value := self._value(cell):
                return self.book.shared_texts[int(value)]
        return None

    def _shown(self, cell: Element, style: Style) -> Marked:
        """What a cell without text shows.

        Raises NotRenderable, SignNotShown, or _NoValue for a formula that was never computed.
        """
        value = self._value(cell)
        kind = style.font.kind_on(style.background)
        if not value:
            if _child(cell, "f") is not None:
                raise _NoValue
            return plain("")
        match cell.get("t", "n"):
            case "e":
                return marked(value, kind)
            case "b":
                return marked("TRUE" if value == "1" else "FALSE", kind)
            case "n" if style.number_format is not None:
                shown = shown_number(Decimal(value), style.number_format, self.book.from_1904)
                return shown if kind is None else marked(shown.printed, kind)
        raise NotRenderable

    def _show_what_is_coloured_elsewhere(self) -> None:
        """White text can be read where the style of a table, or a condition, fills the cell behind it.

        What these fill is not known here, so a cell that is white all over is then taken for visible.
        """
        if not (self.has_tables or self.conditional):
            return
        for place, text in self.sheet.texts.items():
            if self.has_tables or any(_holds(*one, place) for one in self.conditional):
                hidden = marked(text.printed, HIDDEN)
                if text.looks == hidden.looks:
                    self.sheet.texts[place] = plain(text.printed)


def _with_fonts(text: _Text, style: Style) -> Marked:
    """A text with the looks of its runs. Raises NotRenderable when what its number format makes of it is not certain."""
    whole = "".join(part for part, _ in text)
    shown = shown_text(whole, style.number_format or GENERAL)
    if shown.printed != whole or not shown.is_plain:
        return shown
    return joined_marked(marked(part, (font or style.font).kind_on(style.background)) for part, font in text)


def _holds(first: SheetPosition, last: SheetPosition, place: SheetPosition) -> bool:
    return first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]


class _NoValue(Exception):
    """A formula whose result is not in the file."""


def _place(address: str) -> tuple[int, int]:
    """Row and column of an address such as B12. Raises ValueError when it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (1 <= row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise ValueError(address)
    return row, column
