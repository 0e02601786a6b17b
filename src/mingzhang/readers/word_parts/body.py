"""The body of a Word document to paragraphs and tables, as they are printed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from mingzhang.readers.blocks import (
    LONGEST_QUOTE,
    Block,
    NestedCell,
    PageBreak,
    Paragraph,
    Picture,
    Problem,
    Table,
    TextBox,
)
from mingzhang.readers.marked import HIDDEN, PLACEHOLDER, READING, STRUCK, Marked, beside, joined_marked, plain
from mingzhang.readers.word_parts.cells import in_cell, is_crossed, is_flat, span_of
from mingzhang.readers.word_parts.fields import OpenFields, is_dirty, not_calculated
from mingzhang.readers.word_parts.names import W, child, is_on, local_name, value_of
from mingzhang.readers.word_parts.notes import Notes
from mingzhang.readers.word_parts.numbering import Numbering
from mingzhang.readers.word_parts.runs import (
    all_text,
    drawn_text,
    equation_of,
    printed_text,
    symbols_in,
    text_of_run,
    words_for_picture,
)
from mingzhang.readers.word_parts.styles import Around, Styles

# fmt: off
_IGNORED = frozenset((
    "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "delInstrText",
))
# fmt: on
_DELETED, _PUT_IN = ("del", "moveFrom"), ("ins", "moveTo")
_PICTURES = ("blip", "imagedata", "relIds", "chart", "chartReference")  # photographs, diagrams and charts
_NOTHING = plain("")
_NEW_PAGE = ("nextPage", "oddPage", "evenPage")


class _Break(Enum):
    """A page ends: where its author said so, or where Word found it full."""

    SET = 1
    RENDERED = 2


_Token = Marked | _Break | Problem | Picture | TextBox


@dataclass(frozen=True, slots=True)
class _Place:
    """What the runs of a paragraph need to know of it."""

    style: str | None
    shade: str | None
    around: Around
    fields: OpenFields
    is_deleted: bool = False  # by a revision: Word shows it struck through
    symbols: Mapping[int, str] | None = None  # of the font of a run, when it draws symbols for letters


class WordBodyReader:
    """Reads a w:body. What is numbered is counted on the way, so a reader reads once."""

    def __init__(self, body: Any, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._notes = notes
        self._body = body
        self._styles = styles
        self._numbering = numbering
        self._is_rendered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._hints = {run for control in body.iter(f"{W}sdt") if _shows_hint(control) for run in control.iter(f"{W}r")}

    def read(self) -> list[Block]:
        """The blocks of the body."""
        return self._blocks(self._body, Around())

    def _blocks(self, parent: Any, around: Around) -> list[Block]:
        blocks: list[Block] = []
        begun = _NOTHING  # the text of paragraphs whose end was deleted: they go on in the next
        for element in _contents(parent, ("p", "tbl")):
            if local_name(element) == "tbl":
                blocks += [Paragraph(begun)] if begun else []
                blocks.append(self._table(element))
                begun = _NOTHING
                continue
            text, others_before, others = self._paragraph(element, around)
            blocks += others_before
            if _ends(element):
                blocks.append(Paragraph(begun + text))
                begun = _NOTHING
            else:
                begun += text
            blocks += others
        return [*blocks, Paragraph(begun)] if begun else blocks

    # ---- paragraphs ----------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any, around: Around) -> tuple[Marked, list[Block], list[Block]]:
        """The text of a paragraph, and what stands before and behind it: pages that end, text boxes, problems."""
        before: list[Block] = []
        behind: list[Block] = []
        properties = child(paragraph, "pPr")
        if not self._is_rendered and is_on(child(properties, "pageBreakBefore")):
            before.append(PageBreak())
        shade = self._styles.shade_of_paragraph(properties) if properties is not None else None
        if is_flat(child(properties, "spacing"), "lineRule", "line"):
            around = replace(around, mark=around.mark or HIDDEN)
        place = _Place(value_of(child(properties, "pStyle")), shade, around, OpenFields())
        parts: list[Marked] = []
        for token in self._tokens(paragraph, place, None):
            has_text = any(part.printed.strip() for part in parts)
            if isinstance(token, Marked):
                parts.append(token)
            elif isinstance(token, Problem | Picture | TextBox):
                behind.append(token)
            elif self._is_rendered == (token is _Break.RENDERED):
                if token is _Break.SET and has_text:
                    before += [Paragraph(joined_marked(parts)), PageBreak()]
                    parts = []
                else:
                    (behind if has_text else before).append(PageBreak())
        if not self._is_rendered and _ends_section(properties):
            behind.append(PageBreak())
        return self._numbered(properties, joined_marked(parts)), before, behind

    def _numbered(self, properties: Any, text: Marked) -> Marked:
        """The text of a paragraph behind the number that Word prints before it."""
        has_text = bool(text.printed.strip())
        number = self._numbering.next(properties) if properties is not None or has_text else ""
        if not number:
            return text
        return plain(number) + text if has_text else plain(number.rstrip())

    def _tokens(self, parent: Any, place: _Place, kind: str | None) -> Iterator[_Token]:
        """What the runs of a paragraph print, in order; `kind` is the mark that they bear."""
        for element in parent:
            name = local_name(element)
            if name in _IGNORED:
                continue
            if name == "r" and element.tag == f"{W}r":
                in_symbols = replace(place, symbols=symbols_in(element))
                yield from self._tokens(element, in_symbols, self._kind_of(element, place))
            elif name in _DELETED:
                yield from self._tokens(element, replace(place, is_deleted=True), kind)
            elif name in _PUT_IN:
                yield from self._put_in(element, place, kind)
            elif name == "AlternateContent":  # the same twice, for new programs and for old ones
                yield from self._tokens(element[:1], place, kind)
            elif name == "txbxContent":
                yield TextBox(self._blocks(element, Around()))
            elif (printed := self._printed_by(element, name, place, kind)) is not None:
                yield from printed
            else:
                yield from self._tokens(element, place, kind)
                if name == "fldSimple":
                    told = not_calculated(value_of(element, "instr") or "", all_text(element), is_dirty(element))
                    yield from [told] if told else []

    def _printed_by(self, element: Any, name: str, place: _Place, kind: str | None) -> Iterable[_Token] | None:
        """What an element of a run prints by itself; None where that is what the elements within it print."""
        if note := self._notes.told(element, name):
            return [note]
        if name in ("drawing", "pict") and _is_picture(element):
            return [Picture(words_for_picture(element))]
        if name == "bdo" and value_of(element) == "rtl":
            return [Problem("order-by-style", {"text": all_text(element)[:LONGEST_QUOTE]})]
        if name == "fldChar":
            shown = place.fields.take(element)
            return [] if shown is None else [shown if isinstance(shown, Problem) else text_of_run(shown, kind)]
        if name == "instrText":
            place.fields.instruct(element.text)
            return []
        if text := printed_text(element, name):
            place.fields.note(text)
            if place.symbols is not None and name in ("t", "delText"):
                return drawn_text(text, place.symbols, kind)
            return [] if place.fields.hides_result else [text_of_run(text, kind)]
        if name in ("contentPart", "subDoc"):
            return [Picture()]
        if name in ("oMath", "fldSimple") and (equation := equation_of(element, name)):
            return [text_of_run(equation, kind)]
        if name == "rt":
            return [beside("".join(one.text or "" for one in element.iter(f"{W}t")), READING)]
        if name == "br":
            return [_Break.SET if value_of(element, "type") == "page" else plain("\n")]
        return [_Break.RENDERED] if name == "lastRenderedPageBreak" else None

    def _put_in(self, element: Any, place: _Place, kind: str | None) -> Iterator[_Token]:
        """What a revision puts in is read, and that nobody has accepted it yet is told."""
        yield from self._tokens(element, place, kind)
        if text := all_text(element).strip():
            yield Problem("text-revised", {"text": text[:LONGEST_QUOTE]})

    def _kind_of(self, run: Any, place: _Place) -> str | None:
        if run in self._hints:
            return PLACEHOLDER
        kind = self._styles.kind_of(run, place.style, place.shade, place.around)
        return STRUCK if place.is_deleted and kind != HIDDEN else kind

    # ---- tables --------------------------------------------------------------------------------------------------

    def _table(self, table: Any) -> Table:
        around = self._styles.around_table(table)
        rows: list[list[NestedCell]] = []
        above: dict[int, NestedCell] = {}  # boxes that may go on downwards, by the column that they begin in
        for row in _contents(table, ("tr",)):
            mark = HIDDEN if is_on(child(row, "trPr", "hidden")) else None
            mark = HIDDEN if is_flat(child(row, "trPr", "trHeight"), "hRule") else mark
            mark = STRUCK if child(row, "trPr", "del") is not None else mark
            boxes, above = self._row(row, above, replace(around, mark=mark))
            if child(row, "trPr", "ins") is not None and boxes:
                boxes[0].blocks.append(Problem("text-revised", {"text": all_text(row)[:LONGEST_QUOTE]}))
            rows.append(boxes)
        return Table(rows)

    def _row(
        self, row: Any, above: dict[int, NestedCell], around: Around
    ) -> tuple[list[NestedCell], dict[int, NestedCell]]:
        """The boxes that begin in a row, and those that may go on in the next."""
        boxes: list[NestedCell] = []
        open_boxes: dict[int, NestedCell] = {}
        column = 1 + span_of(child(row, "trPr", "gridBefore"), 0)
        for cell in _contents(row, ("tc",)):
            span = span_of(child(cell, "tcPr", "gridSpan"), 1)
            merge = child(cell, "tcPr", "vMerge")
            if merge is not None and value_of(merge) != "restart" and column in above:
                box = above[column]
                box.row_span += 1
                if text := all_text(cell).strip():  # Word prints nothing of it
                    box.blocks.append(Problem("text-below-merged", {"text": text[:LONGEST_QUOTE]}))
            else:
                box = NestedCell(column, self._blocks(cell, in_cell(cell, around)), 1, span)
                if child(cell, "tcPr", "cellIns") is not None:
                    box.blocks.append(Problem("text-revised", {"text": all_text(cell)[:LONGEST_QUOTE]}))
                if is_crossed(cell) and re.search(r"\d", text := all_text(cell)):
                    box.blocks.append(Problem("cell-crossed", {"text": text.strip()[:LONGEST_QUOTE]}))
                boxes.append(box)
            if merge is not None:
                open_boxes[column] = box
            column += span
        return boxes, open_boxes


def _shows_hint(control: Any) -> bool:
    """Whether a content control shows the hint that asks to fill it in."""
    return is_on(child(control, "sdtPr", "showingPlcHdr")) is True


def _is_picture(element: Any) -> bool:
    """Whether a drawing shows a picture, and no text of its own."""
    names = {local_name(one) for one in element.iter() if isinstance(one.tag, str)}
    return "txbxContent" not in names and bool(names.intersection(_PICTURES))


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


def _ends(paragraph: Any) -> bool:
    """Whether the end of a paragraph is printed: not when it was deleted or is hidden."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is None and child(mark, "moveFrom") is None and not is_on(child(mark, "vanish"))


def _ends_section(properties: Any) -> bool:
    section = child(properties, "sectPr")
    return section is not None and (value_of(child(section, "type")) or "nextPage") in _NEW_PAGE
