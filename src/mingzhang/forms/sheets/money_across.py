"""Money of a sheet under labels side by side: one row of amounts below them, or rows of years or parts that end in 合计."""

import re
from dataclasses import dataclass

from mingzhang.forms.labels import field_of, is_blank, is_label, read_label
from mingzhang.forms.matrix import Line, Matrix, knows_columns, matrix_of, printed_in
from mingzhang.forms.sheets.label_rows import looks_like_label
from mingzhang.forms.sheets.money_labels import is_sum, list_of_label, money_source_of
from mingzhang.forms.tables.money_columns import speaks_of_money
from mingzhang.records import Cell
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import squeeze

_BEGINS_WITH_YEAR = re.compile(r"20\d\d年?", re.ASCII)
_YEAR = re.compile(r"(20\d\d)年?度?", re.ASCII)
_PARTS = {"public_budget", "income", "level_of_government", "grant", "fund", "fiscal", "budget", "carried", "own"}
_LEAST_ROWS = 2  # of a table of years or parts

Across = list[tuple[Cell, Cell | None]]  # labels with what is printed below each


def amounts_across(lines: list[Line], index: int) -> tuple[Line, Across]:
    """What heads a row of labels of money that ends its row, and these with the amounts below; without any where it is none.

    Nothing else is printed in the row below but a label below the heading (资金来源 over 金额), and the row behind that
    goes on with something else. Below a heading of money labels that nobody knows may stand beside 合计.
    """
    none: tuple[Line, Across] = ([], [])
    if index + 1 >= len(lines) or not (knows_columns(lines[index]) and knows_columns(lines[index + 1])):
        return none
    labels, values = printed_in(lines[index]), printed_in(lines[index + 1])
    headings = _headings(labels, values)
    labels, values = ([cell for cell in cells if cell not in headings] for cells in (labels, values))
    below = {cell.column: cell for cell in values}
    is_known = _names_money if not any(map(speaks_of_money, headings)) else _may_name_money
    totals = [field_of("totals", cell) for cell in labels if _is_total(cell)]
    are_money = len(labels) > 1 and all(map(is_known, labels)) and 0 < len(totals) == len(set(totals))
    are_amounts = bool(values) and all(is_blank(cell) or read_number(cell.text) is not None for cell in values)
    if not (are_money and are_amounts and {cell.column for cell in labels} >= set(below)):
        return none
    remarks = [cell for cell in labels if cell.column not in below and not _names_money(cell) and is_label(cell)]
    return [*headings, *remarks], [(label, below.get(label.column)) for label in labels if label not in remarks]


def _headings(labels: Line, values: Line) -> Line:
    """The label in front of labels side by side, and that in front of the amounts below them."""
    first, below = next(iter(labels), None), next(iter(values), None)
    if first is None or not is_label(first):
        return []
    if below is None or below.column != first.column:
        return [first]
    return [first, below] if is_label(below) and speaks_of_money(below) else []


def _names_money(cell: Cell) -> bool:
    return money_source_of(cell) is not None and (bool(list_of_label(cell)) or is_sum(cell) or _is_bare(cell))


def _may_name_money(cell: Cell) -> bool:
    """Whether a label below a heading of money is of money, is of no money and kept, or is one that nobody knows."""
    is_unknown = not is_label(cell) and looks_like_label(cell)
    return _names_money(cell) or is_unknown or field_of("kept_columns", cell) is not None


def is_known_part(label: Cell) -> bool:
    """Whether a label names a part of money that the tables have no word for: 一般公共预算, 事业收入."""
    parts = read_label(label.text).parts
    return parts is not None and set(parts.classes) <= _PARTS


def _is_total(cell: Cell) -> bool:
    return field_of("totals", cell) is not None or is_sum(cell)


def _is_bare(cell: Cell) -> bool:
    return field_of("bare_sources", cell) is not None


@dataclass(frozen=True, slots=True)
class PartsTable:
    """Rows of years, or of what the money is for, with their columns; `amounts` is the column that adds up."""

    labels: Line
    names: Cell
    amounts: Cell
    rows: list[Line]
    matrix: Matrix

    def cell(self, row: int, label: Cell) -> Cell | None:
        """What is printed in a row below a label."""
        return self.matrix.at(row, label.column)

    def name(self, row: int) -> Cell | None:
        """What a row is called."""
        return self.cell(row, self.names)

    def amount_of_sum(self) -> Cell | None:
        """The amount of the last row, where it is that of 合计."""
        name = self.name(len(self.rows) - 1)
        return self.cell(len(self.rows) - 1, self.amounts) if name and is_sum(name) else None

    def amount_of_year(self, year: int | None) -> Cell | None:
        """The amount of the row of a year."""
        found = [row for row in range(len(self.rows)) if year and _year_of(self.name(row)) == year]
        return self.cell(found[0], self.amounts) if len(found) == 1 else None

    @property
    def has_years(self) -> bool:
        """Whether its rows are years."""
        return _year_of(self.name(0)) is not None


def _year_of(cell: Cell | None) -> int | None:
    match = _YEAR.fullmatch(squeeze(cell.text)) if cell else None
    return int(match[1]) if match else None


def parts_table(lines: list[Line], index: int) -> PartsTable | None:
    """The table of years or parts of money that a row heads: a name, then one label of an amount, then what else is said.

    Its last row is 合计, or all its rows are years. Where years stand side by side, 合计 is of all of them and of no one year.
    """
    labels = printed_in(lines[index])
    below = {cell.column for line in lines[index + 1 : index + 2] for cell in printed_in(line)}
    names = next((cell for cell in labels if cell.row_span == 1 and cell.column in below), None)
    if names is None or not knows_columns(lines[index]) or not (looks_like_label(names) or is_label(names)):
        return None
    rest = labels[labels.index(names) + 1 :]
    totals = [cell for cell in rest if _is_total(cell)]
    if len(totals) != 1 or list_of_label(names) or any(read_number(cell.text) is not None for cell in rest):
        return None
    before = rest[: rest.index(totals[0])]
    if is_sum(totals[0]) and sum(bool(_BEGINS_WITH_YEAR.match(squeeze(cell.text))) for cell in before) > 1:
        return None
    rows = _rows_below(lines, index, names, totals[0])
    table = PartsTable(labels, names, totals[0], rows, matrix_of(rows))
    has_years = len(rows) >= _LEAST_ROWS and table.has_years
    return table if has_years or (len(rows) >= _LEAST_ROWS and table.amount_of_sum()) else None


def _rows_below(lines: list[Line], index: int, names: Cell, amounts: Cell) -> list[Line]:
    """The rows with a name and a number in their columns, up to 合计."""
    rows: list[Line] = []
    for line in lines[index + 1 :]:
        by_column = {cell.column: cell for cell in printed_in(line)}
        name, amount = by_column.get(names.column), by_column.get(amounts.column)
        starts_here = not any(column < names.column for column in by_column)
        if not (name and amount and starts_here and knows_columns(line)) or read_number(amount.text) is None:
            break
        rows.append(line)
        if is_sum(name):
            break
    return rows
