"""A table of money on a sheet: its columns, the names of its rows, and whether values stand below the right labels."""

from collections.abc import Mapping

from mingzhang.forms.labels import field_of, is_blank, read_label
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.forms.sheets.money_labels import (
    MONEY_KINDS,
    is_bare_source,
    is_money_header,
    list_of_label,
    may_be_of_any_number,
    money_columns_of,
)
from mingzhang.records import Cell
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze


def begins_unknown(columns: Mapping[str, Cell]) -> bool:
    """Whether the label of the first column of money, where the budget of the beginning of the year stands, is not known."""
    name, cell = next(iter(columns.items()))
    return name.startswith("column ") and not read_label(cell.text).fields


def _is_unknown(label: Cell) -> bool:
    return bool(label.text.strip()) and not read_label(label.text).fields


def heads_table(lines: list[Line], index: int) -> bool:
    """Whether a row heads a table of money: by two kinds of it, or by the first budget alone above an amount of all money."""
    line = lines[index]
    if is_money_header(line):
        return True
    budgets = [cell for cell in line if field_of("money_columns", cell) == "budget" and not may_be_of_any_number(cell)]
    below = lines[index + 1] if index + 1 < len(lines) else []
    label = row_label(below)
    numbers = {cell.column for cell in below if read_number(cell.text) is not None}
    return (
        len(budgets) == 1
        and not any(read_number(cell.text) is not None for cell in line)
        and label is not None
        and list_of_label(label) == "totals"
        and budgets[0].column in numbers
        and len(numbers) > 1
    )


def columns_of_money(header: Line, below: list[Line]) -> dict[str, Cell]:
    """The columns of a table of money by their fields; one that is no field of ours has a name of its own.

    In front of the first that is known a label that nobody knows is one where it stands above a number.
    """
    named = list(zip(money_columns_of(header), header, strict=True))
    first = next((index for index, (name, _) in enumerate(named) if name), 0)
    numbers = {cell.column for line in below for cell in line if read_number(cell.text) is not None}
    while first and named[first - 1][1].column in numbers and _is_unknown(named[first - 1][1]):
        first -= 1
        named[first] = (f"column {first - len(named)}", named[first][1])
    columns: dict[str, Cell] = {}
    for number, (name, cell) in enumerate(named[first:]):
        if cell.text.strip() and not (name is None and number == 0):
            columns.setdefault(name if name and name not in columns else f"column {number}", cell)
    return columns


def row_label(line: Line) -> Cell | None:
    """The cell that names what a row of a table of money is of: a total, a source, 合计; None for a row that is none.

    In front of the amounts the name of an amount (全年预算数) is that of all money.
    """
    for index, cell in enumerate(line):
        if list_of_label(cell) or is_bare_source(cell, line):
            return cell
        if read_number(cell.text) is not None:
            return None
        if field_of("points", cell) or field_of("money_columns", cell) in MONEY_KINDS:
            return cell if any(read_number(other.text) is not None for other in line[index + 1 :]) else None
    return None


def stand_in_columns(row: Line, behind: Line, columns: dict[str, Cell], by_column: dict[str, Cell | None]) -> bool:
    """Whether the values of a row stand in the columns of the header: in each is a cell, and nothing before the first.

    Where merged cells were lost, values stand too far to the left, under the labels of the part.
    """
    first = min(cell.column for cell in columns.values())
    return (
        knows_columns(row)
        and not any(cell.column < first and cell.text.strip() for cell in behind)
        and all(cell is not None and (cell in behind or cell not in row) for cell in by_column.values())
    )


def look_right(values: Mapping[str, Cell | None], is_whole: bool) -> bool:
    """Whether values taken by their order look like it: with a number, no amount is a mark for nothing, and the rate is one.

    Blank cells are left out of texts, or moved to the end of their row; other cells then stand in their place. Where
    something is printed in each cell of the row (`is_whole`) none was.
    """
    amounts = [values[kind] for kind in MONEY_KINDS if kind in values]
    has_mark = any(cell and is_blank(cell) and cell.text.strip() for cell in amounts)
    has_number = any(not is_blank(cell) for cell in amounts)
    rate = values.get("rate")
    is_rate = rate is None or is_blank(rate) or read_number(squeeze(rate.text).rstrip("%")) is not None
    return is_rate and (is_whole or not (has_mark and has_number))


def row_without_label(
    lines: list[Line], index: int, columns: dict[str, Cell]
) -> tuple[Cell, dict[str, Cell | None]] | None:
    """The only row below the header of a table of money, when it has no label of its own: that beside the header is its.

    Where the header has nothing but amounts, their rate and points, the row is of all money, as its first amount says.
    None when anything else is printed in the row, or when another row of numbers follows.
    """
    label = next((cell for cell in lines[index] if field_of("totals", cell) or field_of("sections", cell)), None)
    if label is None and all(cell in columns.values() for cell in printed_in(lines[index])):
        label = next((columns[kind] for kind in MONEY_KINDS if kind in columns), None)
    rows = [_numbers_below(lines[at : at + 1], columns) for at in (index + 1, index + 2)]
    return (label, rows[0]) if label and rows[0] and not rows[1] else None


def _numbers_below(lines: list[Line], columns: dict[str, Cell]) -> dict[str, Cell | None]:
    """A row's cells by the columns above them, when each is a number or a mark for none; empty when it is not such a row.

    Labels one below the other, as in a text of one cell a line, have no columns: no cell is taken for two of them.
    """
    printed = [cell for line in lines for cell in line if cell.text.strip()]
    are_apart = len({head.column for head in columns.values()}) == len(columns)
    placed: dict[str, Cell | None] = {
        name: next((cell for cell in printed if are_apart and cell.column == head.column), None)
        for name, head in columns.items()
    }
    if printed and not knows_columns(lines[0]) and len(printed) == len(columns):
        placed = dict(zip(columns, printed, strict=True))
    amounts = [cell for kind in MONEY_KINDS if (cell := placed.get(kind))]
    are_numbers = all(is_blank(cell) or read_number(cell.text) is not None for cell in amounts)
    return placed if amounts and are_numbers and all(cell in placed.values() for cell in printed) else {}
