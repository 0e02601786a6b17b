"""The elements of an HTML page to paragraphs and tables, as a browser shows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mingzhang.errors import Refused
from mingzhang.read.blocks import MOST_COLUMNS, Block, NestedCell, Paragraph, Picture, Problem, Table
from mingzhang.read.html_looks import PageLooks, TextLook, is_gone, is_moved
from mingzhang.read.html_math import math_text
from mingzhang.read.html_widgets import shown_in
from mingzhang.read.marked import HIDDEN, READING, Marked, beside, joined_marked

_WIDEST_SPAN = 1000  # as in the HTML standard
# fmt: off
_NOT_SHOWN = frozenset((
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "object", "embed", "iframe", "frame",
    "noframes", "applet", "audio", "video", "canvas", "svg", "datalist", "button", "xml", "rp",
))
_OWN_LINES = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "section", "summary", "ul", "caption", "td", "th", "tr",
))
# fmt: on
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}  # in the order in which they are shown
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_WIDGETS = ("input", "textarea", "select")
_LEAST_PICTURE = 4  # pixels: less keeps a distance
_MOST_SELECTORS = 5
_OF_TABLES = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
# What shows what no text says. In a cell of a table it may be the very thing that the cell is there for.
_PICTURES = frozenset(("img", "svg", "canvas", "object", "embed", "iframe", "frame", "video"))
_OTHER_FILES = ("iframe", "frame", "object", "embed")
_LONGEST_QUOTE = 60  # characters of hidden text that a reject repeats


@dataclass(slots=True)
class _Flow:
    """Text as it runs: white space collapses, and a line ends at <br> and around elements that have lines of their own."""

    blocks: list[Block] = field(default_factory=list)
    line: list[Marked] = field(default_factory=list)
    ends_in_space: bool = True

    def take(self, text: str, look: TextLook, keep_space: bool) -> None:
        """Take text; in <pre> it stays as it is."""
        if keep_space:
            *whole, rest = text.replace("\r\n", "\n").split("\n")
            for one in whole:
                self.add(look.laid_over(one))
                self.end_line(forced=True)
            self.add(look.laid_over(rest))
            return
        text = _COLLAPSED.sub(" ", text)
        self.add(look.laid_over(text[1:] if text.startswith(" ") and self.ends_in_space else text))

    def add(self, text: Marked) -> None:
        """Add text as it is."""
        if text:
            self.line.append(text)
            if text.printed:
                self.ends_in_space = text.printed.endswith(" ")

    def end_line(self, forced: bool = False) -> None:
        """End the line; an empty one counts only when forced."""
        line = joined_marked(self.line)
        line = line.cut(0, len(line.printed.rstrip(" ")))
        if line or forced:
            self.blocks.append(Paragraph(line))
        self.line = []
        self.ends_in_space = True


@dataclass(slots=True)
class _Cell:
    element: Any
    flow: _Flow


@dataclass(slots=True)
class _OpenTable:
    """A table being read: its rows of cells, by the group that they are shown in."""

    around: _Flow
    groups: list[tuple[int, list[list[_Cell]]]] = field(default_factory=list)
    is_row_open: bool = False

    def begin_group(self, name: str) -> None:
        self.groups.append((_GROUPS[name], []))
        self.is_row_open = False

    def begin_row(self) -> None:
        if not self.groups:
            self.begin_group("tbody")
        self.groups[-1][1].append([])
        self.is_row_open = True

    def begin_cell(self, element: Any) -> _Flow:
        if not self.is_row_open:
            self.begin_row()
        cell = _Cell(element, _Flow())
        self.groups[-1][1][-1].append(cell)
        return cell.flow

    def closed(self) -> Table:
        groups = sorted(self.groups, key=lambda group: group[0])
        rows = [row for _, group in groups for row in _placed(group)]
        _narrow(rows)
        return Table(rows)


class HtmlBodyReader:
    """Walks through a page without calling itself, so that no page is too deep for it."""

    def __init__(self) -> None:
        self._looks: list[TextLook] = []
        self._flow = _Flow()
        self._flows: list[_Flow] = []  # around the cells that are open
        self._tables: list[_OpenTable | None] = []  # None for a cell: what stands in it belongs to no table yet
        self._cells: list[Any] = []
        self._kept = 0
        self._hidden_texts: list[str] = []  # outside tables

    def read(self, root: Any) -> list[Block]:
        """The blocks of a page from its root element."""
        page = self._page = PageLooks(root)
        self._looks = [page.of_page]
        steps = [(root, False)]
        while steps:
            element, is_end = steps.pop()
            if is_end:
                self._end(element)
                self._looks.pop()
            elif element.tag in _PICTURES:
                self._picture(element, page)
            elif element.tag not in _NOT_SHOWN:
                declared = page.declared(element)
                if element.tag in _WIDGETS:
                    self._widget(element, "hidden" in element.attrib or is_gone(declared))
                elif "hidden" in element.attrib or is_gone(declared):
                    self._hidden(element)
                elif is_moved(declared):
                    self._flow.blocks.append(Problem("order-by-style", {"text": _all_text(element)[:_LONGEST_QUOTE]}))
                elif self._is_joined_by_style(element):
                    self._flow.blocks.append(Problem("content-by-style"))
                elif element.tag == "math":
                    self._flow.add(self._looks[-1].laid_over(math_text(element)))
                elif element.tag in ("rt", "rtc"):
                    self._flow.add(beside(_all_text(element), READING))
                else:
                    self._looks.append(page.inside(self._looks[-1], element, declared))
                    self._begin(element)
                    self._text(element.text)
                    steps.append((element, True))
                    steps += ((child, False) for child in reversed(element))
                    continue
            self._text(element.tail)
        self._flow.end_line()
        return [*self._flow.blocks, *self._told_of_page()]

    def _told_of_page(self) -> Iterator[Problem]:
        """What is said once of a page: text that it hides beside its tables, rules that were not understood."""
        if self._hidden_texts:
            values = {"number": len(self._hidden_texts), "text": self._hidden_texts[0][:_LONGEST_QUOTE]}
            yield Problem("texts-hidden", values)
        for selector in self._page.not_understood[:_MOST_SELECTORS]:
            yield Problem("style-not-understood", {"selector": selector[:_LONGEST_QUOTE]})

    def _picture(self, element: Any, page: PageLooks) -> None:
        """A picture in a cell, unless it is an ornament or cannot be seen."""
        declared = page.declared(element)
        if not self._cells and element.tag in _OTHER_FILES and not is_gone(declared):
            name = element.get("src") or element.get("data") or ""
            self._flow.blocks += [Problem("embedded-file", {"name": name[:_LONGEST_QUOTE]})] if name else []
        sizes = [re.match(r"\s*(\d+)", element.get(name) or "") for name in ("width", "height")]
        if not self._cells or is_gone(declared) or any(size and int(size[1]) < _LEAST_PICTURE for size in sizes):
            return
        words = element.get("alt") or element.get("title") or _all_text(element)
        self._flow.blocks.append(Picture(words.strip()[:_LONGEST_QUOTE]))

    def _is_joined_by_style(self, element: Any) -> bool:
        """Whether the style sheet prints something unknown right at digits of a cell: then what number is seen is not known."""
        if not self._cells:
            return False
        text = _all_text(element)
        ends = (("before", text[:1]), ("after", text[-1:]))
        return any(end.isdigit() and self._page.printed_at(element, place) is None for place, end in ends)

    def _generated(self, element: Any, place: str) -> None:
        """What a style sheet prints before or after an element."""
        printed = self._page.printed_at(element, place)
        if printed is None:
            if self._cells:
                self._flow.blocks.append(Problem("content-by-style"))
        elif printed:
            self._flow.add(self._looks[-1].laid_over(printed))

    @property
    def _table(self) -> _OpenTable | None:
        return self._tables[-1] if self._tables else None

    def _text(self, text: str | None) -> None:
        if text:
            self._flow.take(text, self._looks[-1], self._kept > 0)

    def _hidden(self, element: Any) -> None:
        """What takes no place on the page: kept in a cell, and named where it is a cell or more."""
        text = _all_text(element)
        if not text:
            return
        if element.tag in _OF_TABLES or next(element.iter("table"), None) is not None:
            self._flow.blocks.append(Problem("part-hidden", {"text": text[:_LONGEST_QUOTE]}))
        elif self._cells:
            self._flow.add(beside(text, HIDDEN))
        else:
            self._hidden_texts.append(text)

    def _widget(self, element: Any, is_hidden: bool) -> None:
        """What a form field in a table shows; those outside tables are for searching."""
        if not self._cells or is_hidden:
            return
        shown = shown_in(element)
        if isinstance(shown, Problem):
            self._flow.blocks.append(shown)
        elif shown is not None:
            self._flow.add(shown)

    def _begin(self, element: Any) -> None:
        name = element.tag
        self._kept += name == "pre"
        if name in _OWN_LINES or name in ("table", "pre"):
            self._flow.end_line()
        if name == "br" and not self._looks[-1].is_invisible:
            self._flow.end_line(forced=True)
        elif name == "table":
            self._tables.append(_OpenTable(self._flow))
        elif self._table and name in _GROUPS:
            self._table.begin_group(name)
        elif self._table and name == "tr":
            self._table.begin_row()
        elif self._table and name in ("td", "th"):
            self._flows.append(self._flow)
            self._flow = self._table.begin_cell(element)
            self._tables.append(None)
            self._cells.append(element)
        self._generated(element, "before")

    def _end(self, element: Any) -> None:
        name = element.tag
        self._generated(element, "after")
        self._kept -= name == "pre"
        if name in _OWN_LINES or name in ("table", "pre"):
            self._flow.end_line()
        if name == "table":
            table = self._tables.pop()
            assert table
            table.around.blocks.append(table.closed())
        elif self._table and name in (*_GROUPS, "tr"):
            self._table.is_row_open = False
            if name in _GROUPS:
                self._table.begin_group("tbody")
        elif self._cells and element is self._cells[-1]:
            self._cells.pop()
            self._tables.pop()
            self._flow = self._flows.pop()


def _all_text(element: Any) -> str:
    """All text in an element that is no script, as one line."""
    parts: list[str] = []
    for one in element.iter():
        if one.tag not in _NOT_SHOWN:
            parts.append(one.text or "")
        if one is not element:
            parts.append(one.tail or "")
    return " ".join("".join(parts).split())


def _placed(rows: list[list[_Cell]]) -> Iterator[list[NestedCell]]:
    """The rows of a group with each cell in its column: a cell takes the next place that none from above covers."""
    covered: list[tuple[int, int, int]] = []  # first column, column behind the last, rows left
    for number, row in enumerate(rows):
        boxes: list[NestedCell] = []
        places = iter(sorted(covered))
        blocked = next(places, None)
        column = 1
        for cell in row:
            while blocked and blocked[0] <= column:
                column = max(column, blocked[1])
                blocked = next(places, None)
            height = _span(cell.element, "rowspan", len(rows) - number)
            width = _span(cell.element, "colspan", _WIDEST_SPAN) or 1
            boxes.append(NestedCell(column, cell.flow.blocks, height or len(rows) - number, width))
            column += width
            if column > MOST_COLUMNS + 1:
                raise Refused("too-many-columns", limit=MOST_COLUMNS)
        covered = [(start, stop, left - 1) for start, stop, left in covered if left > 1]
        covered += [(box.column, box.column + box.column_span, box.row_span - 1) for box in boxes if box.row_span > 1]
        yield boxes


def _narrow(rows: list[list[NestedCell]]) -> None:
    """Ends spans at the last column that a cell begins in: those behind it exist only in a number (colspan=99999)."""
    last = max((box.column for row in rows for box in row), default=0)
    for box in (box for row in rows for box in row):
        box.column_span = min(box.column_span, last - box.column + 1)


def _span(element: Any, name: str, most: int) -> int:
    """How many columns or rows a cell spans; 0 stands for all that are left, anything that is no number for one."""
    match = re.match(r"\s*(\d{1,9})", element.get(name, "1"))
    return min(int(match[1]), most) if match else 1
