"""What a column of a grid of indicators holds, whatever it is called: the second witness beside its label."""

from collections.abc import Iterable

from mingzhang import vocabulary
from mingzhang.forms.labels import is_any_level, is_blank, is_level, is_unnamed
from mingzhang.parse.comparators import comparator_of
from mingzhang.parse.levels import LEVEL1, LEVEL2
from mingzhang.parse.target import SeveralTargets, read_target_cell
from mingzhang.records import Cell
from mingzhang.text.numbers import known_unit
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze


def contents_of(cells: Iterable[Cell | None]) -> str | None:
    """What the cells of a column are: sign, nature, level1, level2, number, target, unit or text; None when nothing is printed.

    Signs may stand beside 定性; a target is a number with a sign or a unit, in half of the cells at least.
    """
    printed = [
        cell for cell in dict.fromkeys(cells) if cell is not None and not is_blank(cell) and not is_unnamed(cell)
    ]
    if not printed:
        return None
    signs = [_is_sign(cell) for cell in printed]
    natures = [_is_nature(cell) for cell in printed]
    if all(sign or nature for sign, nature in zip(signs, natures, strict=True)):
        return "sign" if any(signs) else "nature"
    for level in (LEVEL1, LEVEL2):
        if all(is_level(level, cell) for cell in printed):
            return level
    if _are_both_levels(printed):
        return LEVEL1
    if all(read_number(cell.text) is not None for cell in printed):
        return "number"
    if all(known_unit(cell.text) for cell in printed):
        return "unit"
    return "target" if 2 * sum(map(_is_target, printed)) >= len(printed) else "text"


def _are_both_levels(printed: list[Cell]) -> bool:
    """Whether a column prints names of level 1 and, where these are left out, of level 2 in their place: 产出, 社会效益指标."""
    first = sum(is_level(LEVEL1, cell) for cell in printed)
    return first > 0 and all(is_level(LEVEL1, cell) or is_any_level(cell) for cell in printed)


def _is_sign(cell: Cell) -> bool:
    return comparator_of(squeeze(cell.text)) is not None


def _is_nature(cell: Cell) -> bool:
    return squeeze(cell.text) in vocabulary.load("sheets")["natures"]


def _is_target(cell: Cell) -> bool:
    return _reads_as_target(cell.text)


@vocabulary.derived  # each column is looked at by several forms, and many cells print the same
def _reads_as_target(text: str) -> bool:
    try:
        comparator, target, _ = read_target_cell(text)
    except (SeveralTargets, ValueError):
        return False
    return target.value is not None and (comparator is not None or target.unit is not None)
