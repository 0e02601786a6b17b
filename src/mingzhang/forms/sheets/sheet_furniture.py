"""The rows of a sheet that are none of its data: page numbers, notes and stamps between its rows, its title printed again."""

from collections.abc import Sequence

from mingzhang.forms.furniture import furniture_of
from mingzhang.forms.labels import is_any_level, is_label, own_label, read_label
from mingzhang.forms.matrix import Line, printed_in
from mingzhang.forms.titles import is_title
from mingzhang.records import Cell
from mingzhang.text.numbers import money_unit_stated
from mingzhang.text.pieces import squeeze


def without_furniture(lines: list[Line], title_lines: Sequence[Cell]) -> tuple[list[Line], list[Cell]]:
    """The rows that are data, and what is left out: page numbers, notes and stamps between them, the title printed again."""
    titles = {squeeze(cell.text) for cell in title_lines}
    kept: list[Line] = []
    left_out: list[Cell] = []
    for number, line in enumerate(lines):
        printed = printed_in(line)
        texts = {squeeze(cell.text) for cell in printed}
        is_last = not any(map(printed_in, lines[number + 1 :]))
        parts = bool(kept) and _awaits_values(printed_in(kept[-1])) and all(furniture_of(one.text) for one in printed)
        parts |= _is_note(printed) and _begins_with_level(lines[number + 1 :])
        again = bool(kept) and _prints_labels_again(printed, printed_in(kept[-1]))
        if printed and ((texts <= titles and bool(kept)) or parts or again or _is_furniture(printed, is_last)):
            left_out += line
        else:
            kept.append(line)
            titles |= texts if all(map(is_title, printed)) else set()
    return kept, left_out


def _is_furniture(printed: Line, is_last: bool) -> bool:
    """Whether what a row prints is none of a sheet's data. Behind all rows, and with a label that we know, a note is kept."""
    kinds = {furniture_of(cell.text) for cell in printed}
    if None in kinds:
        return False
    if kinds <= {"page_number", "continued"}:
        return True
    return not is_last and not any(
        is_label(cell) or own_label(cell) or money_unit_stated(cell.text) for cell in printed
    )


def _is_note(printed: Line) -> bool:
    return bool(printed) and all(furniture_of(cell.text) == "note" for cell in printed)


def _begins_with_level(below: list[Line]) -> bool:
    """Whether the next row is one of indicators, which goes on below a note: 产出指标 | 时效指标 | ….

    With more than its level in it: （一）产出指标 alone begins a part.
    """
    printed = next(filter(None, map(printed_in, below)), [])
    return len(printed) > 2 and is_any_level(printed[0])


def _prints_labels_again(printed: Line, above: Line) -> bool:
    """Whether a row prints the labels of the row above it once more, and nothing else; a cell over both is not repeated."""
    own, known = ([squeeze(cell.text) for cell in cells] for cells in (printed, above))
    return len(own) > 1 and own in (known, known[1:]) and all(read_label(cell.text).fields for cell in printed)


def _awaits_values(printed: Line) -> bool:
    """Whether a row prints two labels or more and nothing else: their values stand below it, whatever parts them."""
    return len(printed) > 1 and all(map(is_label, printed))
