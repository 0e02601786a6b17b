"""The body of a Word document to paragraphs and tables, as they are printed."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

from mingzhang.read.blocks import Block, Box, Line, PageBreak, Table
from mingzhang.read.word_names import W, child, is_on, local_name, number_of, value_of
from mingzhang.read.word_numbering import Numbering
from mingzhang.read.word_styles import Styles

# Word itself allows 63 columns.
_WIDEST_SPAN = 1000
# fmt: off
_IGNORED = frozenset((
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "instrText",
    "delInstrText", "delText", "rt", "commentReference", "footnoteReference", "endnoteReference",
))
# fmt: on
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Signs that old documents print from the font Symbol, by its code; other codes stay as they are.
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xA5: "∞", 0xD7: "·"}
_NEW_PAGE = ("nextPage", "oddPage", "evenPage")


class _Break(Enum):
    """A page ends: where its author said so, or where Word found it full."""

    SET = 1
    RENDERED = 2


_Token = str | _Break | list[Block]


class BodyReader:
    """Reads a w:body. What is numbered is counted on the way, so a reader reads once."""

    def __init__(self, body: Any, styles: Styles, numbering: Numbering) -> None:
        self._body = body
        self._styles = styles
        self._numbering = numbering
        self._is_rendered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None

    def read(self) -> list[Block]:
        """The blocks of the body."""
        return self._blocks(self._body)

    def _blocks(self, parent: Any) -> list[Block]:
        blocks: list[Block] = []
        begun = ""  # the text of paragraphs whose end was deleted: they go on in the next
        for element in _contents(parent, ("p", "tbl")):
            if local_name(element) == "tbl":
                blocks += [Line(begun)] if begun else []
                blocks.append(self._table(element))
                begun = ""
                continue
            text, others_before, others = self._paragraph(element)
            blocks += others_before
            if _ends(element):
                blocks.append(Line(begun + text))
                begun = ""
            else:
                begun += text
            blocks += others
        return [*blocks, Line(begun)] if begun else blocks

    # ---- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Block], list[Block]]:
        """The text of a paragraph, and what stands before and behind it: pages that end, text boxes."""
        before: list[Block] = []
        behind: list[Block] = []
        properties = child(paragraph, "pPr")
        if not self._is_rendered and is_on(child(properties, "pageBreakBefore")):
            before.append(PageBreak())
        text = ""
        for token in self._tokens(paragraph, self._styles.hides(value_of(child(properties, "pStyle")))):
            if isinstance(token, str):
                text += token
            elif isinstance(token, list):
                behind += token
            elif self._is_rendered == (token is _Break.RENDERED):
                if token is _Break.SET and text.strip():
                    before += [Line(text), PageBreak()]
                    text = ""
                else:
                    (behind if text.strip() else before).append(PageBreak())
        if not self._is_rendered and _ends_section(properties):
            behind.append(PageBreak())
        number = self._numbering.next(properties) if properties is not None or text.strip() else ""
        return number + text if text.strip() else number.rstrip() or text, before, behind

    def _tokens(self, parent: Any, hidden: bool) -> Iterator[_Token]:
        """What the runs of a paragraph print, in order."""
        for element in parent:
            name = local_name(element)
            if name in _IGNORED:
                continue
            if name == "r" and element.tag == f"{W}r":
                if not self._is_hidden(element, hidden):
                    yield from self._tokens(element, hidden)
            elif name == "t":
                yield _text_of(element)
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "br":
                yield _Break.SET if value_of(element, "type") == "page" else "\n"
            elif name == "lastRenderedPageBreak":
                yield _Break.RENDERED
            elif name == "sym":
                yield _symbol(element)
            elif name == "AlternateContent":  # the same twice, for new programs and for old ones
                yield from self._tokens(element[:1], hidden)
            elif name == "txbxContent":
                yield self._blocks(element)
            else:
                yield from self._tokens(element, hidden)

    def _is_hidden(self, run: Any, hidden_by_paragraph: bool) -> bool:
        properties = child(run, "rPr")
        own = is_on(child(properties, "vanish"))
        if own is not None:
            return own
        return hidden_by_paragraph or self._styles.hides(value_of(child(properties, "rStyle")))

    # ---- tables --------------------------------------------------------------------------------------------------

    def _table(self, table: Any) -> Table:
        rows: list[list[Box]] = []
        above: dict[int, Box] = {}  # boxes that may go on downwards, by the column that they begin in
        for row in _contents(table, ("tr",)):
            if child(row, "trPr", "del") is None and not is_on(child(row, "trPr", "hidden")):
                boxes, above = self._row(row, above)
                rows.append(boxes)
        return Table(rows)

    def _row(self, row: Any, above: dict[int, Box]) -> tuple[list[Box], dict[int, Box]]:
        """The boxes that begin in a row, and those that may go on in the next."""
        boxes: list[Box] = []
        open_boxes: dict[int, Box] = {}
        column = 1 + _span(child(row, "trPr", "gridBefore"), 0)
        for cell in _contents(row, ("tc",)):
            span = _span(child(cell, "tcPr", "gridSpan"), 1)
            merge = child(cell, "tcPr", "vMerge")
            if merge is not None and value_of(merge) != "restart" and column in above:
                box = above[column]
                box.row_span += 1
            else:
                box = Box(column, self._blocks(cell), 1, span)
                boxes.append(box)
            if merge is not None:
                open_boxes[column] = box
            column += span
        return boxes, open_boxes


def _contents(parent: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """The elements of these names, also in content controls and marked insertions, in order."""
    for element in parent:
        name = local_name(element)
        if name in names:
            yield element
        elif name == "AlternateContent":
            yield from _contents(element[:1], names)
        elif name not in _IGNORED:
            yield from _contents(element, names)


def _text_of(element: Any) -> str:
    text = element.text or ""
    is_kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    return text if is_kept else text.strip(" \t\r\n")


def _symbol(element: Any) -> str:
    try:
        code = int(value_of(element, "char") or "", 16)
    except ValueError:
        return ""
    if value_of(element, "font") == "Symbol" and code & 0xFF in _SYMBOLS:
        return _SYMBOLS[code & 0xFF]
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _ends(paragraph: Any) -> bool:
    """Whether the end of a paragraph is printed: not when it was deleted or is hidden."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is None and child(mark, "moveFrom") is None and not is_on(child(mark, "vanish"))


def _ends_section(properties: Any) -> bool:
    section = child(properties, "sectPr")
    return section is not None and (value_of(child(section, "type")) or "nextPage") in _NEW_PAGE


def _span(element: Any, least: int) -> int:
    return min(max(number_of(element, least), least), _WIDEST_SPAN)
