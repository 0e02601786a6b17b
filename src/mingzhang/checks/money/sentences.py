"""What the sentence that a price stands in says of it: that it is an earlier price in other words, or of a number not read."""

import re
from collections.abc import Iterable

from mingzhang import vocabulary
from mingzhang.checks.money.prices import Price, yearly
from mingzhang.parse.context import sentence_start
from mingzhang.parse.per import units_of
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.numbers import comparable, unit_pattern
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import either, half_width

_ROUNDED = 0.03  # an average that is this near to the computed one may be rounded


def is_restated(price: Price, prices: Iterable[Price]) -> bool:
    """Whether a price is one that stands before it, over another time: 每车每月1500元，折合每车全年1.8万元."""
    one = price.printed[0]
    return bool(_restating().match(_clause_before(one))) and any(
        other.unit == price.unit and _is_earlier(other.printed[0], one) for other in prices
    )


def is_average_of_other_money(price: Price, quantities: Iterable[TableRow]) -> bool:
    """Whether a price is what each has of money that the project does not pay: 贷款余额3807万元、涉及720户，户均5.3万元."""
    one = price.printed[0]
    if not one["goal_id"] or not re.search("均", _clause_before(one)):
        return False
    others = [row for row in quantities if row["goal_id"] == one["goal_id"] and row["role"] == "other"]
    totals = [row["base_value"] for row in others if row["base_unit"] == "元"]
    counts = [row["base_value"] for row in price.matched if row["base_value"]]
    return any(abs(total / count / one["base_value"] - 1) < _ROUNDED for total in totals for count in counts)


def says_again(one: TableRow, other: TableRow) -> bool:
    """Whether a price says an earlier one of its sentence again, over another time."""
    return bool(_restating().match(_clause_before(other))) and _is_earlier(one, other)


def is_paid_once(one: TableRow, other: TableRow, goals: Iterable[TableRow]) -> bool:
    """Whether a monthly price and a yearly one behind it name the same, and the amount of the project pays but one of them.

    每人每月3600元，人均年补贴3.6万元 with 46 people and 198.72万元, which is 46 × 3600 × 12.
    """
    first, last = yearly(one), yearly(other) or (other["per"], other["base_value"])
    if first is None or not _is_earlier(one, other) or not {"月", "季度"} & set(units_of(one["per"])):
        return False
    words = re.sub(rf"[每均年度人各的]|全年|{re.escape(first[0])}", "", _clause_before(other))
    if words.strip() not in _clause_before(one) or re.search("另|还|再|加", words):
        return False
    amount = (one.get("amount_fen") or 0) / 100
    months = {row["base_value"] for row in goals if row["base_unit"] in ("月", "个月", "季度", "个")}
    if one["base_value"] and last[1] / one["base_value"] in months:  # 每人每月1000元，按13个月计发，人均年1.3万元
        return False
    counts = {row["base_value"] for row in goals if row["role"] in ("count", "other") and row["per"] is None}
    return any(abs(count * price - amount) < 1 for count in counts for price in (first[1], last[1]))


def names_nothing(price: Price, prices: Iterable[Price]) -> bool:
    """Whether a price behind another one of its sentence names nothing that it is for, so that both may be one."""
    one = price.printed[0]
    is_without_name = not one["subject"] and not re.search(r"另|还|再|加", _clause_before(one))
    return is_without_name and any(_is_earlier(other.printed[0], one) for other in prices)


def _is_earlier(other: TableRow, one: TableRow) -> bool:
    """Whether a number stands in front of another in one sentence of a goal."""
    if not one["goal_id"] or other["goal_id"] != one["goal_id"] or other["start_char"] >= one["start_char"]:
        return False
    return bool(other["start_char"] >= sentence_start(_text_of(one), one["start_char"]))


@vocabulary.derived
def _restating() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either(vocabulary.load('quantities')['restating'])})")


def _text_of(one: TableRow) -> str:
    return half_width(one.get("goal_text") or one.get("parent_text") or "")


def _clause_before(one: TableRow) -> str:
    plain = _text_of(one)
    return plain[clause_start(plain, one["start_char"]) : one["start_char"]]


def has_unread_count(price: Price, quantities: Iterable[TableRow]) -> bool:
    """Whether the sentence of a price prints a number in its unit that was not read, as it is not sure (约150万页)."""
    one = price.printed[0]
    if not one["goal_id"] or one["counted_by_id"] or not price.unit:
        return False
    plain = _text_of(one)
    start = sentence_start(plain, one["start_char"])
    read = [row for row in quantities if row["goal_id"] == one["goal_id"]]
    for match in _counts().finditer(plain, start, one["start_char"]):
        value = read_numeral(match["number"])
        is_in_unit = value is not None and comparable(value, match["unit"])[1] == price.unit
        if is_in_unit and not any(row["start_char"] <= match.start("number") < row["end_char"] for row in read):
            return True
    return False


@vocabulary.derived
def _counts() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>\d[\d.,]*)\s*(?P<unit>{unit_pattern()})")
