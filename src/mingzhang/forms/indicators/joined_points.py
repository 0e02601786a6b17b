"""Points as cells print them: 10 and 10分, or with what they are points of: 20/18 below 分值/得分, 18/20 below 得分/分值."""

import re
from collections.abc import Iterable
from decimal import Decimal

from mingzhang.forms.labels import is_blank
from mingzhang.records import Cell
from mingzhang.text.numerals import NUMBER, read_number
from mingzhang.text.pieces import Piece, half_width

# Column of both -> its fields in the order in which they are printed.
JOINED = {"weight_and_score": ("weight", "score"), "score_and_weight": ("score", "weight")}
_BOTH = re.compile(rf"\s*({NUMBER})\s*分?\s*[/、]\s*({NUMBER})\s*分?\s*", re.ASCII)


def joined_column(names: Iterable[str]) -> str | None:
    """The column of both among the columns of a grid, None where it has none."""
    return next((name for name in names if name in JOINED), None)


def joined_points(column: str, cell: Cell) -> list[Piece]:
    """Weight and score as the pieces of a cell of both, and the sign between them; none where it prints anything else."""
    match = _BOTH.fullmatch(half_width(cell.text))
    if match is None:
        return []
    first, second = JOINED[column]
    between = Piece(match.end(1), match.start(2), "separator")
    return [Piece(*match.span(1), first), between, Piece(*match.span(2), second)]


def are_joined_points(cell: Cell) -> bool:
    """Whether a cell prints two numbers of points, or nothing."""
    return is_blank(cell) or _BOTH.fullmatch(half_width(cell.text)) is not None


def number_in(cell: Cell | None) -> Decimal | None:
    """The number that a cell prints, points (10分) too; None when it prints anything else."""
    return read_number(re.sub(r"分$", "", cell.text.strip())) if cell else None
