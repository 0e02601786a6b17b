"""A grid as every form looks at it, computed once: its rows, whatever way they were printed, and where its cells stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from mingzhang.forms.beside import rows_one_below_the_other
from mingzhang.forms.flattened import is_flattened, rows_of_flattened
from mingzhang.forms.indicators.header import IndicatorHeader, header_at
from mingzhang.forms.lost_merges import with_merges
from mingzhang.forms.matrix import Line, Matrix, matrix_of
from mingzhang.records import Cell, Grid

_TITLE_LINES = 6
_LONGEST_TITLE = 80


@dataclass(frozen=True)
class View:
    """What a form module is handed."""

    grid: Grid
    printed: Grid | None = None  # as it was read, where cells of a header were put together again
    originals: Mapping[Cell, Cell] = field(default_factory=dict)  # for each of those the cell that was read
    left_out: tuple[Cell, ...] = ()  # of rows that the grid was read with, and that are none of the form
    unit_from: Cell | None = None  # the line above another grid that states the unit of money of this one

    @cached_property
    def lines(self) -> list[Line]:
        """The rows as printed."""
        return [list(row) for row in self.grid.rows]

    @cached_property
    def rows(self) -> list[Line]:
        """The rows of a sheet; one cell a line is put into rows first, and indicators beside labels below them."""
        return rows_of_flattened(self.grid) if is_flattened(self.grid) else rows_one_below_the_other(self.lines)

    @cached_property
    def matrix(self) -> Matrix:
        """The cells of the rows as printed, by place."""
        return matrix_of(self.lines)

    @cached_property
    def indicator_headers(self) -> dict[int, IndicatorHeader]:
        """The headers of grids of indicators, by the row in which they begin."""
        found = {index: header_at(self.rows, index) for index in range(len(self.rows))}
        return {index: header for index, header in found.items() if header}


def view_of(grid: Grid) -> View:
    """The view of a grid with those lines above it that may be its title: a few short ones on its page.

    A long document has pages of prose above a table, and what they speak of is not what the table is.
    """
    near = [line for line in grid.title_lines if line.page == grid.rows[0][0].page][-_TITLE_LINES:]
    own = replace(grid, title_lines=tuple(line for line in near if len(line.text.strip()) <= _LONGEST_TITLE))
    whole, originals = with_merges(own)
    return View(whole, own, originals)
