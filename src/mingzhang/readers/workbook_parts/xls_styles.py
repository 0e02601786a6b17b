"""How the cells of an .xls workbook look, as far as that changes what they say: fonts and fills, as xlrd has them."""

from typing import Any

from mingzhang.readers.colours import look_alike
from mingzhang.readers.marked import HIDDEN, LOWERED, RAISED, STRUCK, Marked, joined_marked, marked

_ESCAPEMENTS = {1: RAISED, 2: LOWERED}
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
_NO_FILL, _SOLID_FILL = 0, 1
_FILL = 4  # an alignment ([MS-XLS], 2.5.123)
_AUTOMATIC = 0x7FFF  # the colour of text that nobody coloured


class WorkbookLooks:
    """The looks of the cells of a workbook that xlrd opened with its formatting."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def laid_over(self, text: Marked, sheet: Any, row: int, column: int) -> Marked:
        """The text of a cell with the looks of its font, or of the fonts of its runs."""
        style = self._book.xf_list[sheet.cell_xf_index(row, column)]
        background = self._background(style.background)
        runs = [(0, style.font_index), *sheet.rich_text_runlist_map.get((row, column), ())]
        kinds = [self._kind(font, background) for _, font in runs]
        if not any(kinds) or not text.is_plain:
            kind = kinds[0] if len(kinds) == 1 else None
            return text if kind is None else marked(text.printed, kind)
        ends = [start for start, _ in runs[1:]] + [len(text)]
        parts = zip(runs, ends, kinds, strict=True)
        return joined_marked(marked(text.printed[start:end], kind) for (start, _), end, kind in parts)

    def _kind(self, font_index: int, background: tuple[int, ...] | None) -> str | None:
        font = self._book.font_list[font_index]
        colour = self._colour(font.colour_index, _BLACK)
        if None not in (colour, background) and look_alike(bytes(colour or ()).hex(), bytes(background or ()).hex()):
            return HIDDEN
        return STRUCK if font.struck_out else _ESCAPEMENTS.get(font.escapement)

    def _background(self, background: Any) -> tuple[int, ...] | None:
        """The colour behind a text, None when it is not known."""
        if background.fill_pattern == _NO_FILL:
            return _WHITE
        if background.fill_pattern != _SOLID_FILL:
            return None
        return self._colour(background.pattern_colour_index, None)

    def _colour(self, index: int, automatic: tuple[int, ...] | None) -> tuple[int, ...] | None:
        found = self._book.colour_map.get(index)
        return automatic if found is None and index in (_AUTOMATIC, 64) else found


def filled_and_crossed(style: Any) -> tuple[bool, bool]:
    """Whether a cell of a style repeats what it shows over its width, and whether a diagonal line crosses it."""
    border = style.border
    is_crossed = bool(border.diag_line_style and (border.diag_up or border.diag_down))
    return style.alignment.hor_align == _FILL, is_crossed
