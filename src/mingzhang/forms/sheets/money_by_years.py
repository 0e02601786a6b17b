"""A table of money by years on a sheet: 资金来源 | 2025年 | 2026年 | 2027年 | 三年合计 over rows 合计, 财政拨款, 单位自筹."""

from dataclasses import dataclass

from mingzhang.forms.header_rows import is_sub_row
from mingzhang.forms.labels import field_of, is_blank, read_label
from mingzhang.forms.matrix import Line, knows_columns, lowest_labels, printed_in
from mingzhang.forms.sheets.money_labels import is_sum, list_of_label, money_source_of
from mingzhang.forms.sheets.money_records import MoneyRecords
from mingzhang.forms.sheets.year_columns import year_of_label
from mingzhang.forms.tables.totals import is_of_a_whole
from mingzhang.forms.texts import plain_field
from mingzhang.records import Cell, ProjectField, Reject, Span
from mingzhang.text.numerals import read_number

_LEAST_YEARS = 2


@dataclass(frozen=True, slots=True)
class MoneyByYears:
    """The labels of its columns of money with the year of each (None: no year), its rows by their label, its header's rows."""

    columns: list[tuple[Cell, int | None]]
    rows: list[tuple[Cell, Line]]
    header: list[Line]

    @property
    def labels(self) -> Line:
        """The cells that are labels: of the header, and in front of the numbers."""
        first = self.columns[0][0].column
        left = [cell for _, line in self.rows for cell in line if cell.column < first]
        return [*(cell for line in self.header for cell in line), *left]

    @property
    def height(self) -> int:
        """How many rows of the sheet it has."""
        return len(self.header) + len(self.rows)


def money_by_years(lines: list[Line], index: int) -> MoneyByYears | None:
    """The table that begins at a row, its header of one row or two; None where the row heads none.

    Each row has a label of its own in front of the numbers, or one that is merged over it from the header, and one of them at
    least is a total or a source of money.
    """
    for height in (1, 2):
        header = lines[index : index + height]
        if len(header) < height or not all(map(knows_columns, header)):
            return None
        if height > 1 and not is_sub_row(*header):
            return None
        columns = _columns(lowest_labels(header) if height > 1 else printed_in(header[0]))
        rows = _rows_below(lines[index + height :], columns, _label_over_rows(header, columns)) if columns else []
        if any(is_sum(label) or list_of_label(label) for label, _ in rows):
            return MoneyByYears(columns, rows, header)
    return None


def _columns(labels: Line) -> list[tuple[Cell, int | None]]:
    """The columns from the first year or sum on; none unless two years are among them, and each once."""
    years = [year_of_label(cell) for cell in labels]
    known = [year for year in years if year]
    if len(set(known)) < max(_LEAST_YEARS, len(known)):
        return []
    first = next(at for at, cell in enumerate(labels) if years[at] or (at and is_sum_of_years(cell)))
    return list(zip(labels[first:], years[first:], strict=True)) if first else []


def is_sum_of_years(label: Cell) -> bool:
    """Whether a label beside years is of all of them: 合计, 三年合计, 总预算."""
    return is_sum(label) or is_of_a_whole(label) or read_label(label.text).scope == "whole_project"


def _label_over_rows(header: list[Line], columns: list[tuple[Cell, int | None]]) -> Cell | None:
    """The label of money in front of a header that goes down over the numbers below it: 资金规模 | 总规模 | 2021年 | 2022年.

    Only where one of the columns is of all years; without it the years are read one by one.
    """
    label = printed_in(header[0])[0]
    is_over = label.row_span > len(header) and list_of_label(label) is not None
    return label if is_over and any(year is None and is_sum_of_years(cell) for cell, year in columns) else None


def _rows_below(
    lines: list[Line], columns: list[tuple[Cell, int | None]], over: Cell | None
) -> list[tuple[Cell, Line]]:
    """The rows whose cells are a label and numbers in the columns of the years, up to any other. `over` is the label of rows
    that it is merged over and that have none of their own.
    """
    first, known = columns[0][0].column, {cell.column for cell, _ in columns}
    in_years = {cell.column for cell, year in columns if year}
    rows: list[tuple[Cell, Line]] = []
    for line in lines:
        left = [cell for cell in printed_in(line) if cell.column < first]
        if not left and over and line and line[0].page == over.page and line[0].row < over.row + over.row_span:
            left = [over]
        values = [cell for cell in printed_in(line) if cell.column >= first]
        numbers = [cell for cell in values if read_number(cell.text) is not None]
        of_years = all(cell in numbers or is_blank(cell) for cell in values if cell.column in in_years)
        are_placed = knows_columns(line) and {cell.column for cell in values} <= known
        if not (left and numbers and of_years and are_placed):
            break
        rows.append((left[-1], line))
    return rows


def take_by_years(table: MoneyByYears, year: int | None, records: MoneyRecords) -> list[Span]:
    """Keep the amounts of a table: the column of the sheet's year is the year's, that of the sum the whole project's, and
    others are kept. Where no column is of the sheet's year, nothing of the total is taken. Gives the spans of the labels.
    """
    labels = [span for cell in table.labels for span in plain_field(cell, "label")]
    is_of_years = any(own == year for _, own in table.columns if own)
    for label, line in table.rows:
        by_column = {cell.column: cell for cell in line}
        for column, own in table.columns:
            value = by_column.get(column.column)
            if value is None or is_blank(value):
                labels += plain_field(value, "label")
            else:
                _take(records, label, value, (column, own), year if is_of_years else None)
    return labels


def _take(records: MoneyRecords, label: Cell, value: Cell, column: tuple[Cell, int | None], year: int | None) -> None:
    """An amount below a year or below the sum of all years; `year` is the sheet's, None where no column is of it."""
    head, own = column
    printed = f"{label.text.strip()} {head.text.strip()}"
    is_known = bool(is_sum(label) or list_of_label(label) or field_of("bare_sources", label))
    is_named = is_known and list_of_label(label) != "other_sources"
    if not is_known:
        values = {"text": value.text.strip(), "label": label.text.strip()}
        records.rejects.append(Reject("money-under-no-label", values, value, 0, len(value.text)))
    elif is_named and own is None and is_sum_of_years(head):
        records.take("total", label, value, "whole_project", head)
    elif is_named and own is not None and own == year:
        records.take("total", label, value, "year", head)
    else:
        records.fields.append(ProjectField(printed, value.text.strip(), plain_field(value, "text")))
        if year is None and own is not None and money_source_of(label) == "all":
            values = {"text": value.text.strip(), "label": printed}
            records.rejects.append(Reject("amount-not-sure", values, value, 0, len(value.text)))
