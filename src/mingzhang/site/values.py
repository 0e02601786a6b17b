"""What a reader types into a filter, as the value that a column of its kind holds: 50万, 1,000, 2023年, 2023年12月31日."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from mingzhang.dictionary.descriptions import ColumnDescription, Kind
from mingzhang.text.dates import ImpossibleDate, read_date
from mingzhang.text.money import YUAN
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import half_width

# Larger than any number that a column holds; SQLite's integers end at 2**63.
_LARGEST_INTEGER = 2**63 - 1
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,3})?", re.ASCII)
_MONEY_WORDS = re.compile(r"[万亿元]|yuan", re.IGNORECASE)
# Digits before 万 and the like, which a numeral in words is not: 0万, 1,000.5万.
_TIMES = {"万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_MANY = re.compile(r"([-+]?[\d,.]+)(万|百万|千万|亿)", re.ASCII)
_YES_AND_NO = {"是": "1", "否": "0"}
_ISO_DATE = re.compile(r"\d{4}(-(\d{2}(-\d{2})?|Q[1-4]|H[12]))?", re.ASCII)


def value_typed(column: ColumnDescription, typed: str) -> str | None:
    """The value to compare the column with, as an address holds it; None when what was typed is none of its kind.

    Money with a unit is taken in that unit, without one in the column's own. A code may be typed by its name. Columns of text
    take what was typed as it is.
    """
    if column.kind is Kind.DATE:
        return _date(typed)
    if column.kind is Kind.BOOLEAN:
        plain = half_width(typed).strip()
        return _YES_AND_NO.get(plain, plain if plain in ("0", "1") else None)
    if column.values:
        return _code(column, typed)
    if not column.is_number:
        return typed
    number = _money(typed, column.fen) if column.fen is not None else _number(typed, column.kind)
    if number is None and column.kind is Kind.NUMBER and _ISO_DATE.fullmatch(typed):
        return _date(typed)  # what was reached may be a day
    return None if number is None else _written(number)


def _code(column: ColumnDescription, typed: str) -> str:
    """The code that was typed, or whose name it is in any language (预算 is budget); anything else as it is."""
    plain = half_width(typed).strip()
    for code, names in column.values.items():
        if plain == str(code) or plain in names.values():
            return str(code)
    return typed


def _number(typed: str, kind: Kind) -> Decimal | None:
    plain = "".join(half_width(typed).split())
    if kind in (Kind.NUMBER, Kind.RATE):  # 85% of an amount or of a count is no amount and no count
        plain = plain.removesuffix("%")
    if kind is Kind.YEAR:
        plain = plain.removesuffix("度").removesuffix("年")
    if _PLAIN.fullmatch(plain):
        try:
            return Decimal(plain)
        except InvalidOperation:
            return None
    sign = -1 if plain[:1] in ("-", "−") else 1
    number = read_numeral(plain[1:] if sign < 0 else plain)
    return None if number is None else sign * number


def _money(typed: str, fen_each: int) -> Decimal | None:
    plain = "".join(half_width(typed).split()).lstrip("¥￥")
    if not _MONEY_WORDS.search(plain):
        return _number(plain, Kind.MONEY)
    bare = re.sub(r"(元|yuan)$", "", plain, flags=re.IGNORECASE)
    many = _MANY.fullmatch(bare)
    yuan = _number(many[1] if many else bare, Kind.MONEY)
    return None if yuan is None else yuan * (_TIMES[many[2]] if many else 1) * YUAN / fen_each


def _written(number: Decimal) -> str:
    """A number as SQLite reads it, whole ones without a point."""
    if number == number.to_integral_value() and abs(number) <= _LARGEST_INTEGER:
        return str(int(number))
    return f"{number.normalize():f}" if abs(number) < _LARGEST_INTEGER else f"{float(number)!r}"


def _date(typed: str) -> str | None:
    plain = half_width(typed).strip()
    if _ISO_DATE.fullmatch(plain):
        return plain if _is_possible(plain) else None
    try:
        printed = read_date(plain)
    except ImpossibleDate:
        return None
    return printed.iso if printed else None


def _is_possible(iso: str) -> bool:
    """Whether there is such a month and day; of a part of a year nothing else can be wrong."""
    whole = f"{iso}-01" if re.fullmatch(r"\d{4}-\d{2}", iso) else iso
    try:
        return len(whole) < len("2023-01-01") or bool(date.fromisoformat(whole))
    except ValueError:
        return False
