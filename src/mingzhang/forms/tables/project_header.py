"""The header of form A: a row of its labels, and rows below it that part the wide ones of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mingzhang import vocabulary
from mingzhang.forms.header_rows import is_sub_row, labels_above
from mingzhang.forms.indicators.header import told_by_above
from mingzhang.forms.labels import field_of, read_label
from mingzhang.forms.matrix import Line
from mingzhang.forms.tables.header import Header, map_columns, told_apart
from mingzhang.forms.tables.level_texts import has_level2_below, level_columns
from mingzhang.forms.tables.list_money import kinds_of_money, main_kind
from mingzhang.forms.tables.money_columns import MoneyColumn, columns_beside_amount
from mingzhang.forms.tables.totals import amount_column
from mingzhang.parse.outline import begins_outline
from mingzhang.records import Cell, Reject, Row
from mingzhang.text.pieces import half_width, split_segments, squeeze

PROJECT_TABLE = "project_table"
_MOST_ROWS = 3
_TEXTS = ("goals", "indicators")


def project_header_at(rows: Sequence[Row], index: int) -> Header | None:
    """The header that begins in a row: enough labels of this form, `name` and one of the texts among them; None for none."""
    row = rows[index]
    below = rows_below(rows, index)
    if "name" not in map_columns(PROJECT_TABLE, row).values() and not _names_below(row, below):
        return _header_beside_texts(row)  # a title over the whole width names nothing
    columns = _columns_of([list(one) for one in (row, *below)]) if below else map_columns(PROJECT_TABLE, row)
    fields = {*columns.values(), *(["indicators"] if below and _prints_levels([row, *below]) else [])}
    amounts = [cell for line in (row, *below) for cell in line if field_of(PROJECT_TABLE, cell) == "amount"]
    fields |= {"amount"} if amounts else set()
    enough = len(fields) >= vocabulary.load("columns")[PROJECT_TABLE]["least"]
    return Header(row, columns, below) if enough and "name" in fields and fields & {*_TEXTS} else None


def _names_below(row: Row, below: tuple[Row, ...]) -> bool:
    """Whether the names have their label in a second row of the header: 项目名称及金额 over 名称 | 金额."""
    if not below or not any(field_of(PROJECT_TABLE, cell) in _TEXTS for cell in row):
        return False
    return "name" in _columns_of([list(one) for one in (row, *below)]).values()


def _header_beside_texts(row: Row) -> Header | None:
    """The header of a row whose label of names is one only beside goals, indicators and amounts: 项目 | 金额 | 绩效目标 | ….

    Any other table has a column of this name too, so all three must be there.
    """
    words = vocabulary.load("columns")["indicator_table"]["names_beside_levels"]
    names = [cell for cell in row if squeeze(cell.text) in words]
    columns = map_columns(PROJECT_TABLE, row)
    is_whole = {*_TEXTS, "amount"} <= {field_of(PROJECT_TABLE, cell) for cell in row}
    return Header(row, columns | {names[0].column: "name"}) if is_whole and len(names) == 1 else None


def rows_below(rows: Sequence[Row], index: int) -> tuple[Row, ...]:
    """The rows below one that part its wide labels, or those of the row between."""
    found: list[Row] = []
    above = rows[index]
    for row in rows[index + 1 : index + _MOST_ROWS]:
        upper, lower = list(above), list(row)
        if not any(cell.text.strip() for cell in row) or not (
            is_sub_row(upper, lower) or has_level2_below(upper, lower)
        ):
            break
        found.append(row)
        above = row
    return tuple(found)


def _prints_levels(rows: Sequence[Row]) -> bool:
    return bool(level_columns([list(row) for row in rows]))


def _columns_of(rows: list[Line]) -> dict[int, str]:
    """Column -> field of a header of several rows: what the lowest label of a column says, and where it says nothing and is
    the only such one below its wide label, what that one says. Columns of amounts are chosen elsewhere.
    """
    top, *below = rows
    labels = Header(tuple(top), {}, tuple(tuple(row) for row in below)).labels
    levels, told = level_columns(rows), {cell.column: cell for cell in told_by_above(rows)}
    columns: dict[int, str] = {}
    for own in labels:
        label = told.get(own.column, own)
        field = None if label.column in levels else field_of(PROJECT_TABLE, label) or _inherited(own, labels, rows)
        if field and field != "amount":
            columns[label.column] = field
    return told_apart(columns)


def _inherited(label: Cell, labels: Line, rows: list[Line]) -> str | None:
    """The field of the wide label over a label that says nothing itself; None where it stands over a second such one."""
    over = next(iter(labels_above(rows, label)), None)
    if over is None:
        return None
    siblings = [one for one in labels if one.column != label.column and over in labels_above(rows, one)]
    alike = [one for one in siblings if field_of(PROJECT_TABLE, one) is None]
    return None if alike else field_of(PROJECT_TABLE, over)


def with_amount(header: Header, year: int | None) -> tuple[Header, Cell | None, list[Reject]]:
    """A header with its column of amounts, that column's label, and a reject for each that may be it where that is unclear."""
    labels, kinds = header.labels, kinds_of_money(header.labels, header.rows)
    others = [cell for cell in labels if cell.column not in kinds]
    amount, rejects = amount_column(PROJECT_TABLE, header.rows, others, year)
    if amount is None and not rejects and (kind := main_kind(kinds)):
        amount = next(cell for cell in labels if kinds.get(cell.column) == kind)
    columns = {column: name for column, name in header.columns.items() if name != "amount"}
    columns |= {amount.column: "amount"} if amount else {}
    return replace(header, columns=columns), amount, rejects


def further_money(header: Header, amount: Cell | None) -> dict[int, MoneyColumn]:
    """The columns of money beside that of the amounts; one that is chosen by its kind (年初预算数) is among them."""
    chosen = amount if amount and field_of(PROJECT_TABLE, amount) == "amount" else None
    known = {column for column, name in header.columns.items() if name != "amount"}
    own = [label for label in header.labels if label.column not in known]
    if amount and chosen is None and amount.column not in kinds_of_money(header.labels, header.rows):
        chosen = amount
    return columns_beside_amount(own, header.rows, chosen)


def with_indicators(header: Header, below: Iterable[Row]) -> Header:
    """A header that names no column of indicators with the only one that holds them by what stands below it: 一、产出指标 …

    Its label is one that nobody knows.
    """
    if "indicators" in header.columns.values():
        return header
    unknown = {cell.column for cell in header.labels if cell.text.strip() and not read_label(cell.text).fields}
    printed = [cell for row in below for cell in row if cell.column in unknown and cell.text.strip()]
    found = {cell.column for cell in printed if _begins_with_level(cell)}
    own = [cell for cell in printed if cell.column in found]
    is_one = len(found) == 1 and 2 * sum(map(_begins_with_level, own)) >= len(own)
    return replace(header, columns=header.columns | {found.pop(): "indicators"}) if is_one else header


def _begins_with_level(cell: Cell) -> bool:
    """Whether the first line of a cell begins with a heading of the framework."""
    segments, _ = split_segments(cell.text)
    return bool(segments) and begins_outline(half_width(cell.text[slice(*segments[0])]))
