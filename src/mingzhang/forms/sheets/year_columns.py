"""Amounts of a sheet by years: 分年度预算 | 2024年 | 2025年 | 2026年, and below each year its amount."""

import re

from mingzhang import vocabulary
from mingzhang.forms.labels import field_of, is_blank
from mingzhang.forms.matrix import Line, knows_columns, printed_in
from mingzhang.records import Cell
from mingzhang.text.numerals import read_number
from mingzhang.text.pieces import either, squeeze

_YEAR_ALONE = re.compile(r"20\d\d年度?", re.ASCII)
YearAmounts = list[tuple[int, Cell, Cell | None]]  # year, its label, its amount


@vocabulary.derived
def _year() -> re.Pattern[str]:
    """The label of a year's amount: 2024年, 2024年度预算数, 2025年(申请)."""
    words = either(vocabulary.load("forms")["money_of_a_year"])
    return re.compile(rf"(?P<year>20\d\d)年?度?(?:{words}|\((?:{words})\))?", re.ASCII)


def year_of_label(label: Cell) -> int | None:
    """The year of which a label is, when it says nothing else."""
    match = _year().fullmatch(squeeze(label.text))
    return int(match["year"]) if match else None


def amounts_by_year(lines: list[Line], index: int) -> YearAmounts:
    """The amounts below a row that ends in two years or more; empty where the row is none, or anything else stands below it."""
    if index + 1 >= len(lines) or not (knows_columns(lines[index]) and knows_columns(lines[index + 1])):
        return []
    printed = printed_in(lines[index])
    years = [(int(match["year"]), cell) for cell in printed if (match := _year().fullmatch(squeeze(cell.text)))]
    if len({year for year, _ in years}) < max(2, len(years)) or [cell for _, cell in years] != printed[-len(years) :]:
        return []
    below = {cell.column: cell for cell in printed_in(lines[index + 1])}
    found = [(year, cell, below.get(cell.column)) for year, cell in years]
    are_numbers = all(is_blank(value) or (value and read_number(value.text) is not None) for _, _, value in found)
    return found if are_numbers and len(below) == sum(value is not None for _, _, value in found) > 0 else []


def year_label(lines: list[Line], index: int) -> Cell | None:
    """What stands in front of the years: 分年度预算."""
    return next(
        (cell for cell in reversed(printed_in(lines[index])) if not _year().fullmatch(squeeze(cell.text))), None
    )


def amount_beside_year(line: Line) -> tuple[Cell, Cell, Cell] | None:
    """A label of money, the year alone in the cell behind it, and the number behind that: 预算金额 | 2026年 | 2,760.00."""
    printed = printed_in(line)
    found = next((at for at, cell in enumerate(printed[1:-1], 1) if year_of_label(cell)), None)
    if found is None or not _YEAR_ALONE.fullmatch(squeeze(printed[found].text)):
        return None
    label, year, value = printed[found - 1 : found + 2]
    return (label, year, value) if field_of("totals", label) and read_number(value.text) is not None else None
