"""Grids with their geometry, written as a person sees them."""

from mingzhang.forms import interpret_grids
from mingzhang.records import Cell, Form, Grid


def grid_of(drawing: str, title: str | None = None) -> Grid:
    """A grid from lines with `|` between cells: `^` continues the cell above, `<` the cell to the left, `/n` breaks a line."""
    table = [[one.strip() for one in line.split("|")] for line in drawing.strip().split("\n")]
    rows = []
    for number, texts in enumerate(table, 1):
        row = []
        for column, text in enumerate(texts, 1):
            if text in ("^", "<"):
                continue
            row_span, column_span = 1, 1
            while number - 1 + row_span < len(table) and table[number - 1 + row_span][column - 1 : column] == ["^"]:
                row_span += 1
            while column - 1 + column_span < len(texts) and texts[column - 1 + column_span] == "<":
                column_span += 1
            row.append(Cell(1, 1, number, column, text.replace("/n", "\n"), row_span, column_span))
        if row:
            rows.append(tuple(row))
    return Grid(1, (Cell(1, 0, 1, 1, title),) if title else (), tuple(rows))


def form_of(drawing: str, title: str | None = None) -> Form:
    """The form that such a grid is."""
    (table,) = interpret_grids([grid_of(drawing, title)])
    assert table.form, table.why
    return table.form
