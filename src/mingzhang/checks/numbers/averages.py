"""What an average is of: 管护公益林5.4万亩，护林员36人，人均管护1500亩."""

import re
from collections.abc import Iterator

from mingzhang.checks.lists import listed
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width

_ROUNDED = 0.03  # an average that is this near to the computed one may be rounded


def averaged_totals(each: TableRow, count: float, goals: list[TableRow]) -> Iterator[TableRow]:
    """The one number of its sentence that an average is of, where it is not that times `count`, however it is rounded."""
    plain = half_width(each["parent_text"])
    words = plain[clause_start(plain, each["start_char"]) : each["start_char"]]
    if not re.search("均", words) or each["comparator"] not in (None, "="):
        return
    start, end = sentence_start(plain, each["start_char"]), sentence_end(plain, each["end_char"])
    near = [one for one in goals if one["goal_id"] == each["goal_id"] and start <= one["start_char"] < end]
    totals = [one for one in near if _is_total(one, each)]
    if len(totals) != 1 or not _is_of_same(words, totals[0], plain, is_next=_stand_together(near, each, totals[0])):
        return
    value = each["base_value"] * count
    if abs(totals[0]["base_value"] - value) > _ROUNDED * value:
        yield totals[0]


def _is_total(one: TableRow, each: TableRow) -> bool:
    is_definite = one["per"] is None and one["comparator"] in (None, "=") and not one["is_part"] and not one["tier"]
    is_unit: bool = one["base_unit"] == each["base_unit"]
    return bool(is_definite and is_unit and one["role"] in ("count", "other"))


def _stand_together(near: list[TableRow], each: TableRow, total: TableRow) -> bool:
    """Whether nothing stands between a total and its average but the number that divides it."""
    first, last = sorted((each["start_char"], total["start_char"]))
    return len([one for one in near if first < one["start_char"] < last]) < 2


def _is_of_same(words: str, total: TableRow, plain: str, is_next: bool) -> bool:
    """Whether an average says nothing that its total lacks: 人均管护 and 管护公益林, 场均 and 听众."""
    left = re.sub(rf"[\u4e00-\u9fff]?均|{either(listed('says-nothing'))}", "", words)
    pairs = [left[at : at + 2] for at in range(len(left) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", left[at : at + 2])]
    around = plain[clause_start(plain, total["start_char"]) : clause_end(plain, total["end_char"])]
    return bool(is_next and all(pair in around for pair in pairs))
