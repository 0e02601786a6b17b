"""The elements of an HTML page to paragraphs and tables, as a browser shows them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mingzhang.readers.blocks import LONGEST_QUOTE, Block, Picture, Problem
from mingzhang.readers.html_parts.flow import GROUPS, Flow, OpenTable
from mingzhang.readers.html_parts.looks import PageLooks, TextLook, is_gone, is_moved
from mingzhang.readers.html_parts.math import math_text
from mingzhang.readers.html_parts.parts import BEGINS_ROW, TableParts, table_parts
from mingzhang.readers.html_parts.widgets import shown_in
from mingzhang.readers.marked import HIDDEN, READING, beside

# fmt: off
_NOT_SHOWN = frozenset((
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "object", "embed", "iframe", "frame",
    "noframes", "applet", "audio", "video", "canvas", "svg", "datalist", "button", "xml", "rp",
))
_OWN_LINES = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "section", "summary", "ul", "caption", "td", "th", "tr",
    BEGINS_ROW,
))
# fmt: on
_WIDGETS = ("input", "textarea", "select")
_LEAST_PICTURE = 4  # pixels: less keeps a distance
_MOST_SELECTORS = 5
_LEAST_LABELS = 3  # of a header
_CELLS = ("td", "th", BEGINS_ROW)
_OF_TABLES = frozenset((BEGINS_ROW, "table", "thead", "tbody", "tfoot", "tr", "td", "th"))
# What shows what no text says. In a cell of a table it may be the very thing that the cell is there for.
_PICTURES = frozenset(("img", "svg", "canvas", "object", "embed", "iframe", "frame", "video"))
_OTHER_FILES = ("iframe", "frame", "object", "embed")


class HtmlBodyReader:
    """Walks through a page without calling itself, so that no page is too deep for it."""

    def __init__(self) -> None:
        self._looks: list[TextLook] = []
        self._flow = Flow()
        self._flows: list[Flow] = []  # around the cells that are open
        self._tables: list[OpenTable | None] = []  # None for a cell: what stands in it belongs to no table yet
        self._cells: list[Any] = []
        self._kept = 0
        self._hidden_texts: list[str] = []  # outside tables
        self._parts: TableParts = {}
        self._has_scripts = False

    def read(self, root: Any, has_parts: bool = False, reorders: bool = False) -> list[Block]:
        """The blocks of a page from its root element.

        With `has_parts` other elements than those of tables may make some, with `reorders` digits may stand elsewhere than they
        are written: most pages have neither.
        """
        page = self._page = PageLooks(root)
        self._has_scripts = root.find(".//script") is not None
        self._parts = table_parts(root, page) if has_parts else {}
        self._looks = [page.of_page]
        steps = [(root, False)]
        while steps:
            element, is_end = steps.pop()
            if is_end:
                self._end(element)
                self._looks.pop()
            elif element.tag in _PICTURES:
                self._picture(element, page)
            elif element.tag == "script":
                self._script(element)
            elif element.tag not in _NOT_SHOWN:
                declared = page.declared(element)
                if element.tag in _WIDGETS:
                    self._widget(element, "hidden" in element.attrib or is_gone(declared))
                elif "hidden" in element.attrib or is_gone(declared) or _is_closed(element, declared):
                    self._hidden(element)
                elif is_moved(declared):
                    self._flow.blocks.append(Problem("order-by-style", {"text": _all_text(element)[:LONGEST_QUOTE]}))
                elif self._is_joined_by_style(element):
                    self._flow.blocks.append(Problem("content-by-style"))
                elif element.tag == "math":
                    self._flow.add(self._looks[-1].laid_over(math_text(element)))
                elif element.tag in ("rt", "rtc"):
                    self._flow.add(beside(_all_text(element), READING))
                else:
                    self._looks.append(page.inside(self._looks[-1], element, declared))
                    self._begin(element)
                    steps.append((element, True))
                    if reorders and self._cells and element is self._cells[-1] and self._is_reordered(element):
                        self._flow.blocks.append(
                            Problem("order-by-style", {"text": _all_text(element)[:LONGEST_QUOTE]})
                        )
                        continue
                    self._text(element.text)
                    steps += ((child, False) for child in reversed(element))
                    continue
            self._text(element.tail)
        self._flow.end_line()
        return [*self._flow.blocks, *self._told_of_page()]

    def _told_of_page(self) -> Iterator[Problem]:
        """What is said once of a page: text that it hides beside its tables, rules that were not understood."""
        if self._hidden_texts:
            values = {"number": len(self._hidden_texts), "text": self._hidden_texts[0][:LONGEST_QUOTE]}
            yield Problem("texts-hidden", values)
        for selector in self._page.not_understood[:_MOST_SELECTORS]:
            yield Problem("style-not-understood", {"selector": selector[:LONGEST_QUOTE]})

    def _picture(self, element: Any, page: PageLooks) -> None:
        """A picture in a cell, unless it is an ornament or cannot be seen."""
        declared = page.declared(element)
        if not self._cells and element.tag in _OTHER_FILES and not is_gone(declared):
            name = element.get("src") or element.get("data") or ""
            self._flow.blocks += [Problem("embedded-file", {"name": name[:LONGEST_QUOTE]})] if name else []
        sizes = [re.match(r"\s*(\d+)", element.get(name) or "") for name in ("width", "height")]
        if not self._cells or is_gone(declared) or any(size and int(size[1]) < _LEAST_PICTURE for size in sizes):
            return
        words = element.get("alt") or element.get("title") or _all_text(element)
        self._flow.blocks.append(Picture(words.strip()[:LONGEST_QUOTE]))

    def _script(self, script: Any) -> None:
        """A script that may be what prints the content of a cell."""
        writes = "document.write" in (script.text or "")
        if self._cells and (not _all_text(self._cells[-1]) or (writes and self._cells[-1].find(".//table") is None)):
            self._flow.blocks.append(Problem("content-by-script"))

    def _close(self, table: OpenTable) -> None:
        """Ends a table; one of which there is only the header in a page with scripts is filled by one."""
        closed = table.closed()
        if len(closed.rows) == 1 and len(closed.rows[0]) >= _LEAST_LABELS and self._has_scripts:
            closed.rows[0][-1].blocks.append(Problem("content-by-script"))
        table.around.blocks.append(closed)

    def _is_reordered(self, cell: Any) -> bool:
        """Whether digits of a cell stand elsewhere in it than where they are written."""
        whole = _all_text(cell)
        inner = (one for one in cell.iterdescendants() if isinstance(one.tag, str) and self._is_put_elsewhere(one))
        return any(re.search(r"\d", text) and text != whole for text in map(_all_text, inner))

    def _is_put_elsewhere(self, element: Any) -> bool:
        declared = self._page.declared(element)
        display = self._page.declared(element.getparent()).get("display", "")
        return declared.get("float") == "right" or (
            declared.get("order", "0") != "0" and ("flex" in display or "grid" in display)
        )

    def _name(self, element: Any) -> str:
        """The element of HTML that an element is shown as."""
        return self._parts.get(element) or str(element.tag)

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
    def _table(self) -> OpenTable | None:
        return self._tables[-1] if self._tables else None

    def _text(self, text: str | None) -> None:
        if text:
            self._flow.take(text, self._looks[-1], self._kept > 0)

    def _hidden(self, element: Any) -> None:
        """What takes no place on the page: kept in a cell, and named where it is a cell or more."""
        text = _all_text(element)
        if element.tag in ("col", "colgroup"):  # which cells it takes along is not followed
            self._flow.blocks.append(Problem("style-not-understood", {"selector": str(element.tag)}))
        if not text:
            return
        if self._name(element) in _OF_TABLES or next(element.iter("table"), None) is not None:
            self._flow.blocks.append(Problem("part-hidden", {"text": text[:LONGEST_QUOTE]}))
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
        name = self._name(element)
        self._kept += name == "pre"
        if name in _OWN_LINES or name in ("table", "pre"):
            self._flow.end_line()
        if name == "br" and not self._looks[-1].is_invisible:
            self._flow.end_line(forced=True)
        elif name == "table":
            self._tables.append(OpenTable(self._flow))
        elif self._table and name in GROUPS:
            self._table.begin_group(name)
        elif self._table and name == "tr":
            self._table.begin_row()
        elif self._table and name in _CELLS:
            if name == BEGINS_ROW:
                self._table.begin_row()
            self._flows.append(self._flow)
            self._flow = self._table.begin_cell(element)
            self._tables.append(None)
            self._cells.append(element)
        self._generated(element, "before")

    def _end(self, element: Any) -> None:
        name = self._name(element)
        self._generated(element, "after")
        self._kept -= name == "pre"
        if name in _OWN_LINES or name in ("table", "pre"):
            self._flow.end_line()
        if name == "table":
            table = self._tables.pop()
            assert table
            self._close(table)
        elif self._table and name in (*GROUPS, "tr"):
            self._table.is_row_open = False
            if name in GROUPS:
                self._table.begin_group("tbody")
        elif self._cells and element is self._cells[-1]:
            self._cells.pop()
            self._tables.pop()
            self._flow = self._flows.pop()


def _is_closed(element: Any, declared: Mapping[str, str]) -> bool:
    """Whether it is a box that a script opens when it is asked for."""
    return element.tag == "dialog" and "open" not in element.attrib and "display" not in declared


def _all_text(element: Any) -> str:
    """All text in an element that is no script, as one line."""
    parts: list[str] = []
    for one in element.iter():
        if one.tag not in _NOT_SHOWN:
            parts.append(one.text or "")
        if one is not element:
            parts.append(one.tail or "")
    return " ".join("".join(parts).split())
