"""What a row of a project table is: a total, a unit, a project, or nothing that can be told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mingzhang.forms.tables.header import Header
from mingzhang.forms.tables.totals import ends_as_total, plain_total_kind
from mingzhang.records import Cell, Row
from mingzhang.text.pieces import half_width

_UNIT_CODE = r"(?:\d{3})+"
# 219001-某某局: code and name in one cell.
_CODED_NAME = re.compile(rf"(?P<code>{_UNIT_CODE})\s*[-—－]\s*(?P<name>\S.*)", re.ASCII | re.DOTALL)

Place = tuple[Cell, int, int]  # characters of a cell


@dataclass(frozen=True, slots=True)
class RowFields:
    """A row's cells by field; a field that the row lacks is None."""

    row: Row
    serial: Cell | None
    code: Cell | None
    name: Cell | None
    amount: Cell | None
    goals: Cell | None
    indicators: Cell | None
    others: tuple[Cell, ...]
    shared: tuple[Cell, ...] = ()  # cells of goals, indicators and units that were merged over the row from above

    def printed(self, name: str) -> str | None:
        """The text of a field without the blanks around it, None when nothing is printed."""
        cell: Cell | None = getattr(self, name)
        return (cell.text.strip() or None) if cell else None

    @property
    def has_texts(self) -> bool:
        """Whether goals or indicators are printed."""
        return bool(self.printed("goals") or self.printed("indicators"))


def fields_of(row: Row, header: Header) -> RowFields:
    """A row's cells by the fields of its header."""
    cells = {header.columns.get(cell.column): cell for cell in row}
    others = tuple(cell for cell in row if cell.column not in header.columns)
    serial, code, name, amount, goals, indicators = (
        cells.get(field) for field in ("serial", "code", "name", "amount", "goals", "indicators")
    )
    return RowFields(row, serial, code, name, amount, goals, indicators, others)


def with_shared(fields: RowFields, header: Header, above: Iterable[Cell]) -> RowFields:
    """The row with what the cells say that are merged over it from above: goals, indicators, and the code of the unit.

    The code counts only beside a column of serials, for without one it is the serial of the row above.
    """
    found = {
        name: cell for cell in above if (name := header.columns.get(cell.column)) in ("goals", "indicators", "code")
    }
    if fields.serial is None:
        found.pop("code", None)
    missing = {name: cell for name, cell in found.items() if getattr(fields, name) is None and cell.text.strip()}
    return replace(
        fields,
        code=missing.get("code", fields.code),
        goals=missing.get("goals", fields.goals),
        indicators=missing.get("indicators", fields.indicators),
        shared=tuple(missing.values()),
    )


def is_total(fields: RowFields) -> bool:
    """Whether the row is 合计, 小计 or 其中."""
    return not fields.has_texts and plain_total_kind(_names(fields)) is not None


def is_named_as_total(fields: RowFields) -> bool:
    """Whether what the row names ends as a total (特定目标类小计): it is no project, whatever else it prints."""
    return any(map(ends_as_total, _names(fields)))


def _names(fields: RowFields) -> list[str]:
    return [fields.printed(name) or "" for name in ("serial", "code", "name")]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """Where a row prints the code and the name of a unit."""

    code: Place
    name: Place | None


def unit_of(fields: RowFields, printed_codes: set[str], serials: list[str]) -> UnitRow | None:
    """The unit that the row is about, None when it is about none.

    A code of six digits and more is a unit's. One of three may be a department's or the hundred-and-first project's: it is
    a project's when it counts on from a serial of three digits, unless a longer code of the table begins with it.
    """
    if fields.has_texts:
        return None
    for cell in filter(None, (fields.code, fields.name)):
        plain = half_width(cell.text)
        if match := _CODED_NAME.fullmatch(plain.rstrip(), len(plain) - len(plain.lstrip())):
            return UnitRow((cell, *match.span("code")), (cell, *match.span("name")))
    code = half_width(fields.printed("code") or "")
    if fields.code is None or not re.fullmatch(_UNIT_CODE, code, re.ASCII):
        return None
    last = serials[-1] if serials else ""
    counts_on = len(last) == 3 and last.isdigit() and int(code) == int(last) + 1
    if len(code) == 3 and counts_on and not any(other.startswith(code) for other in printed_codes):
        return None
    return UnitRow(_place(fields.code), _place(fields.name) if fields.name and fields.printed("name") else None)


def _place(cell: Cell) -> Place:
    return cell, len(cell.text) - len(cell.text.lstrip()), len(cell.text.rstrip())


def is_project(fields: RowFields, serials: list[str]) -> bool:
    """Whether the row is a project: named, with a text of its own, or with a serial that counts on and nothing else."""
    if not fields.printed("name"):
        return False
    serial = serial_of(fields)
    if fields.has_texts:
        # The code of a unit is no serial, unless serials have a column of their own.
        return fields.serial is not None or not re.fullmatch(r"(?:\d{3}){2,}", serial or "", re.ASCII)
    if serial is None or not re.fullmatch(r"\d{1,3}", serial, re.ASCII):
        return False
    last = serials[-1] if serials else "0"
    return last.isdigit() and int(serial) == int(last) + 1


def serial_of(fields: RowFields) -> str | None:
    """The serial number of a project: in a column of its own, or where the codes of units stand."""
    return half_width(fields.printed("serial") or "") or half_width(fields.printed("code") or "") or None


def names_no_unit(fields: RowFields) -> bool:
    """Whether a row that was not understood is surely no unit's: it has a plain serial number."""
    return bool(re.fullmatch(r"\d{1,2}", serial_of(fields) or "", re.ASCII))
