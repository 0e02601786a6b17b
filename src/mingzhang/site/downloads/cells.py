"""Values of the database as cells of a spreadsheet: what would run made harmless, dates as dates, texts as texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from mingzhang.dictionary.descriptions import ColumnDescription, Kind

# What Excel, LibreOffice and WPS take for the beginning of a formula, and the characters that they drop before looking.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"

# Excel's own bounds: https://support.microsoft.com/en-us/office/excel-specifications-and-limits
LARGEST_ROWS = 1_048_576
LARGEST_TEXT = 32_767
# Excel keeps 15 digits of a number; a longer one is kept as text, whole.
LARGEST_INTEGER = 10**15
FIRST_YEAR = 1901  # Excel takes 1900 for a leap year


def harmless(value: Any) -> Any:
    """A value that a spreadsheet which opens a CSV will not run; numbers stay what they are, negative ones too."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return GUARD + value
    return text_or_number(value)


def text_or_number(value: Any) -> Any:
    """A value as text formats write it: bytes, of which our tables have none, in hexadecimal."""
    return value.hex() if isinstance(value, bytes) else value


def texts_and_numbers(row: Sequence[Any]) -> Sequence[Any]:
    """A row as text formats write it; almost none has bytes, so types are looked at all at once."""
    return [text_or_number(value) for value in row] if bytes in map(type, row) else row


def date_in_cell(text: str) -> date | None:
    """The day that 2023-12-31 names; None for anything else, such as a month alone."""
    if len(text) != len("2023-12-31"):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


# Excel's number formats of money, by its unit.
_MONEY_FORMATS = {"fen": "#,##0", "yuan": "#,##0.00", "wan_yuan": "#,##0.00####"}


def number_format(column: ColumnDescription) -> str | None:
    """Excel's number format for a column, None when its numbers are shown as they are."""
    return _MONEY_FORMATS[column.of] if column.kind is Kind.MONEY else None


def cut(text: str) -> tuple[str, bool]:
    """A text as long as a cell of Excel can be, and whether anything was cut. Excel counts UTF-16 units."""
    if len(text) * 2 <= LARGEST_TEXT or len(encoded := text.encode("utf-16-le")) <= LARGEST_TEXT * 2:
        return text, False
    # Half of a surrogate pair at the end is dropped.
    return encoded[: (LARGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…", True
