"""One sheet of a workbook, read from its XML as a stream: what its cells show, merged and hidden places."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mingzhang.readers.marked import HIDDEN, Marked, joined_marked, marked, plain
from mingzhang.readers.workbook_parts.built_in_formats import GENERAL
from mingzhang.readers.workbook_parts.format_sections import NotRenderable
from mingzhang.readers.workbook_parts.shown_number import SignNotShown, shown_number, shown_text
from mingzhang.readers.workbook_parts.spreadsheet import Merge, Sheet, SheetPosition
from mingzhang.readers.workbook_parts.xlsx_conditions import Conditions
from mingzhang.readers.workbook_parts.xlsx_parts import Text, child_of, children_of, text_of, unescaped
from mingzhang.readers.workbook_parts.xlsx_styles import DifferentialStyle, Style, local

TRUE = ("1", "true")
_LAST_ROW, _LAST_COLUMN = 2**20, 2**14  # of the format
_LOWEST, _NARROWEST = 0.75, 0.15  # points and widths of a digit: less than a pixel
_MOST_TEXTLESS = 20  # more of them are a way of writing blank cells
_PARTS = {"Header": "页眉", "Footer": "页脚"}
_OUTSIDE = {f"{which}{part}": name for which in ("odd", "even", "first") for part, name in _PARTS.items()}
# Codes of the header of a printed page (ECMA-376, 18.3.1.46): parts, fonts, sizes, colours, page numbers, names, dates.
_CODE = re.compile(r"&(?:\"[^\"]*\"|\d{1,3}|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|[A-Za-z])")
_PAGE_NUMBER = re.compile(r"[第页共\s\d/—–.,，。、()（）-]*")
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    shared_texts: list["Text"]
    styles: list[Style]
    differential_styles: list[DifferentialStyle]
    from_1904: bool
    is_stale: bool = False  # its formulas are calculated anew when a program opens it


class SheetParser:
    """Fills a sheet from its XML, element by element; nothing of the XML is kept."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row = self.column = 0
        self.has_tables = False
        self.conditional: list[tuple[SheetPosition, SheetPosition]] = []
        self.conditions = Conditions(book.differential_styles)
        self.shows_zeros = True
        self.textless: list[SheetPosition] = []  # cells that are said to hold a text, without any

    def parse(self, stream: IO[bytes]) -> None:
        """Take the whole part. Cells are taken whole, everything else by its attributes alone."""
        parents: list[Element] = []
        cell: Element | None = None
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            if event == "start":
                parents.append(element)
                if cell is None:
                    self._begin(element)
                    cell = element if local(element.tag) == "c" else None
                continue
            parents.pop()
            if cell is not None and element is cell:
                self._take_cell(cell)
                cell = None
            elif cell is None:
                self._end(element)
            if cell is None and parents:
                parents[-1].clear()
        self._show_what_is_coloured_elsewhere()
        self.conditions.refuse_in(self.sheet)
        if len(self.textless) <= _MOST_TEXTLESS:
            self.sheet.problems |= dict.fromkeys(self.textless, ("text-not-in-file", {}))

    def _begin(self, element: Element) -> None:
        match local(element.tag):
            case "row":
                self.row, self.column = int(element.get("r", self.row + 1)), 0
                if element.get("hidden") in TRUE or float(element.get("ht", "1")) < _LOWEST:
                    self.sheet.hidden_rows.add(self.row)
            case "c":
                address = element.get("r")
                self.column = self._column_of(address) if address else self.column + 1
            case "col":
                self._take_column(element)
            case "mergeCell":
                self._take_merge(element.get("ref", ""))
            case "conditionalFormatting":
                ranges = [reference.partition(":")[::2] for reference in element.get("sqref", "").split()]
                places = [(place_of(first), place_of(last or first)) for first, last in ranges]
                self.conditional += places
                self.conditions.begin(places)
            case "cfRule":
                self.conditions.take_rule(element)
            case "sheetView":
                self.shows_zeros = element.get("showZeros") not in ("0", "false")
            case "tablePart":
                self.has_tables = True

    def _column_of(self, address: str) -> int:
        """The column of a cell. Raises ValueError when the cell stands in another row than its own: the sheet is damaged."""
        row, column = place_of(address)
        if row != self.row:
            raise ValueError(address)
        return column

    def _end(self, element: Element) -> None:
        """What an element says by the text in it, which is there when it ends."""
        match local(element.tag):
            case "formula" | "dataBar" | "iconSet":
                self.conditions.take_part(element)
            case name if (where := _OUTSIDE.get(name)) and (text := printed_outside(element.text or "")):
                values = {"where": f"工作表“{self.sheet.name}”的{where}", "text": text}
                self.sheet.remarks.append(("text-elsewhere", values))

    def _take_column(self, element: Element) -> None:
        if element.get("hidden") in TRUE or float(element.get("width", "1")) < _NARROWEST:
            first, last = int(element.get("min", "1")), min(int(element.get("max", "1")), _LAST_COLUMN)
            self.sheet.hidden_columns.update(range(first, last + 1))

    def _take_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.sheet.merges.append(Merge(*place_of(first), *place_of(last or first)))

    def _take_cell(self, cell: Element) -> None:
        if not len(cell):
            return  # it has a style and nothing in it; openpyxl writes an empty text so
        place = self.row, self.column
        if _is_textless(cell):
            self.textless.append(place)
        if place in self.sheet.texts or place in self.sheet.problems:
            raise ValueError(place)  # two contents of one cell: which is shown differs from program to program
        number = int(cell.get("s", "0"))
        style = self.book.styles[number] if self.book.styles or number else Style(GENERAL)
        if is_picture(cell):
            self.sheet.problems[place] = ("picture-here", {"text": ""})
            return
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
            self.sheet.take(place, shown, style.is_filled, style.is_crossed)

    def _is_uncalculated(self, cell: Element) -> bool:
        """Whether the blank text that a formula has for its result is none that a program calculated."""
        return child_of(cell, "f") is not None and (self.book.is_stale or child_of(cell, "v") is None)

    @staticmethod
    def _value(cell: Element) -> str:
        value = child_of(cell, "v")
        return (value.text or "") if value is not None else ""

    def _text(self, cell: Element) -> Text | None:
        """The text that a cell holds, None when it holds something else."""
        match cell.get("t"):
            case kind if kind == "inlineStr" or child_of(cell, "is") is not None:
                (text,) = (child for child in cell if local(child.tag) == "is")  # of two nobody knows which is shown
                return text_of(text)
            case "str" if self._value(cell) or not self._is_uncalculated(cell):
                return [(unescaped(self._value(cell)), None)]
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
            if child_of(cell, "f") is not None:
                raise _NoValue
            return plain("")
        match cell.get("t", "n"):
            case "e":
                return marked(value, kind)
            case "b":
                return marked("TRUE" if value == "1" else "FALSE", kind)
            case "n" if style.number_format is not None:
                shown = shown_number(Decimal(value), style.number_format, self.book.from_1904)
                kind = HIDDEN if not self.shows_zeros and Decimal(value) == 0 else kind
                return shown if kind is None else marked(shown.printed, kind)
        raise NotRenderable

    def _show_what_is_coloured_elsewhere(self) -> None:
        """White text can be read where the style of a table, or a condition, fills the cell behind it.

        What these fill is not known here, so a cell that is white all over is then taken for visible.
        """
        if not (self.has_tables or self.conditional):
            return
        for place, text in self.sheet.texts.items():
            if text.looks and text.looks == marked(text.printed, HIDDEN).looks and self._is_coloured_elsewhere(place):
                self.sheet.texts[place] = plain(text.printed)

    def _is_coloured_elsewhere(self, place: SheetPosition) -> bool:
        return self.has_tables or any(_holds(*one, place) for one in self.conditional)


def _with_fonts(text: Text, style: Style) -> Marked:
    """A text with the looks of its runs. Raises NotRenderable when what its number format makes of it is not certain."""
    whole = "".join(part for part, _ in text)
    shown = shown_text(whole, style.number_format or GENERAL)
    if shown.printed != whole or not shown.is_plain:
        return shown
    return joined_marked(marked(part, (font or style.font).kind_on(style.background)) for part, font in text)


def _holds(first: SheetPosition, last: SheetPosition, place: SheetPosition) -> bool:
    return first[0] <= place[0] <= last[0] and first[1] <= place[1] <= last[1]


def printed_outside(text: str) -> str:
    """What the header of a printed page prints beside page numbers, names of files and dates; '' for nothing."""
    plain_text = " ".join(_CODE.sub(" ", text.replace("&&", "＆")).replace("＆", "&").split())
    return "" if _PAGE_NUMBER.fullmatch(plain_text) else plain_text


def is_picture(cell: Element) -> bool:
    """Whether a picture is shown in the place of a value: WPS does it by a formula, Excel by a value of another kind."""
    formula = child_of(cell, "f")
    return (formula is not None and "DISPIMG(" in (formula.text or "")) or (
        cell.get("vm") is not None and cell.get("t") == "e"
    )


def _is_textless(cell: Element) -> bool:
    """Whether a cell is said to hold a text, and the file has none for it."""
    match cell.get("t"):
        case "s":
            return child_of(cell, "v") is None
        case "inlineStr":
            return not children_of(cell, "is")
    return False


class _NoValue(Exception):
    """A formula whose result is not in the file."""


def place_of(address: str) -> tuple[int, int]:
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
