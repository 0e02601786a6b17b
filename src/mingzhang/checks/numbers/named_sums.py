"""An indicator that says which numbers of the goals it is the sum of: 监测站（雨量、水位）共110座."""

import re
from collections.abc import Callable, Iterator

from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_JOINED = "[、和及与]"
_LEAST = 2
_MOST = 6
_WORD = 2  # characters of a word of a list whose end or beginning is not printed: 新建和改造充电桩


def named_sums(
    goals: list[TableRow], indicators: list[TableRow], quote: Callable[[TableRow], str]
) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A row with the sum of the numbers that an indicator names, the indicator, and the kind of pair.

    Each word of its name must be of one number of the goals, and no other number in its unit may stand there.
    """
    for one in indicators:
        words = _named_words(half_width(one["subject"] or ""))
        if len(words) < _LEAST or one["per"] or one["role"] not in ("count", "other"):
            continue
        in_unit = [row for row in goals if row["base_unit"] == one["base_unit"] and row["role"] in ("count", "other")]
        if len(in_unit) != len(words) or not all(_is_plain(row) for row in in_unit):
            continue
        parts = [[row for row in in_unit if word in _around(row)] for word in words]
        if all(len(found) == 1 for found in parts) and len({found[0]["id"] for found in parts}) == len(words):
            yield _sum_of([found[0] for found in parts], quote), one, "product"


def _named_words(name: str) -> list[str]:
    """The words of a list in the name of a sum (合计, 共, 总): those in its bracket, else those that are joined in it."""
    if not re.search(either(listed("says-sum")), name):
        return []
    bracket = re.search(r"\(([^()]*)\)", name)
    if bracket:
        words = re.split(_JOINED, bracket[1])
    else:
        first, *others = re.split(_JOINED, re.split(either(listed("says-sum")), name)[0] or name)
        words = [first[-_WORD:], *(word[:_WORD] for word in others)] if others else []
    return words if len(words) <= _MOST and all(len(word) >= _WORD for word in words) else []


def _is_plain(row: TableRow) -> bool:
    return row["per"] is None and row["comparator"] in (None, "=") and not row["is_part"] and not row["summed_in_id"]


def _around(row: TableRow) -> str:
    """The words of its clause around a number, up to other numbers."""
    plain = half_width(row["parent_text"])
    before = re.split(r"\d", plain[clause_start(plain, row["start_char"]) : row["start_char"]])[-1]
    behind = re.split(r"[\d、]", plain[row["end_char"] : clause_end(plain, row["end_char"])])[0]
    return re.split("、", before)[-1] + behind


def _sum_of(parts: list[TableRow], quote: Callable[[TableRow], str]) -> TableRow:
    """The sum of numbers as a row, and how it is shown."""
    first = parts[0]
    value = sum(one["base_value"] for one in parts)
    own = value * first["value"] / first["base_value"] if first["base_value"] else value
    shown = " + ".join(quote(one) for one in parts)
    return {**first, "base_value": value, "product": f"{shown} = {plain_number(own)}{first['unit'] or ''}"}
