"""What the properties of rows and cells of Word tables say of what is seen of them."""

from dataclasses import replace
from typing import Any

from mingzhang.readers.marked import STRUCK
from mingzhang.readers.word_parts.names import child, number_of, value_of
from mingzhang.readers.word_parts.styles import Around, shade_of

_WIDEST_SPAN = 1000  # Word itself allows 63 columns
_LOWEST = 20  # twentieths of a point: a row of that height shows no text


def is_flat(height: Any, rule: str, name: str = "val") -> bool:
    """Whether a row or a line is exactly as high as nobody can read (twentieths of a point)."""
    if height is None or value_of(height, rule) != "exact":
        return False
    number = value_of(height, name) or ""
    return number.isdigit() and int(number) <= _LOWEST


def is_crossed(cell: Any) -> bool:
    """Whether a diagonal line crosses a cell."""
    lines = (value_of(child(cell, "tcPr", "tcBorders", name)) for name in ("tl2br", "tr2bl"))
    return any(line not in (None, "nil", "none") for line in lines)


def in_cell(cell: Any, around: Around) -> Around:
    """What the text of a cell takes from its table and from the cell itself."""
    if child(cell, "tcPr", "cellDel") is not None:
        around = replace(around, mark=around.mark or STRUCK)
    shade = shade_of(child(cell, "tcPr", "shd"))
    return replace(around, shade=shade) if shade else around


def span_of(element: Any, least: int) -> int:
    """How many columns an element says that it spans, at least so many."""
    return min(max(number_of(element, least), least), _WIDEST_SPAN)
