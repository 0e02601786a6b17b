"""What a count that is for each of something is multiplied by: the 8期 of 培训8期，每期50人, the twelve months of 每月2次."""

import re
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR
from mingzhang.checks.numbers.capacities import is_capacity
from mingzhang.checks.numbers.each_of_several import is_of_each_listed
from mingzhang.checks.words.known_words import without_known
from mingzhang.parse.context import in_unit
from mingzhang.parse.per import EACH_OF_THEM, units_of
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width

_SHORTEST_NAME = 3  # characters of 参与者, behind which 人均 is of them alone


class Multiplier(NamedTuple):
    """What a count is multiplied by: a number, and the count that prints it (None: as many as a year has of its unit)."""

    value: float
    printed: TableRow | None
    unit: str


def units_counted_by(each: TableRow) -> list[str]:
    """What a count is for each of, without the year: 人 and 月 of 每人每月2次."""
    return [unit for unit in units_of(each["per"]) if unit not in ("年", EACH_OF_THEM)] if each["per"] else []


def multipliers_of(each: TableRow, quantities: list[TableRow]) -> list[Multiplier] | None:
    """The factors of a count that is for each of something; None where it is of nothing, or one is not settled."""
    units = units_counted_by(each)
    if each["role"] not in ("count", "other") or each["comparator"] not in (None, "=", "≥"):
        return None
    if each["base_unit"] in (None, "元", "%") or each["is_part"] or each["tier"] or is_capacity(each):
        return None
    if each["per"] == EACH_OF_THEM:
        return _factors_of_each(each, quantities)
    if not units or is_of_each_listed(half_width(each["parent_text"]), each):
        return None
    found = [multiplier_of(each, unit, quantities) for unit in units]
    return [one for one in found if one] if all(found) else None


def _factors_of_each(each: TableRow, quantities: list[TableRow]) -> list[Multiplier] | None:
    """What 各 is each of: the one number in front of it in its clause, and in no list: 6所学校各设辅导员2名."""
    plain = half_width(each["parent_text"])
    start = clause_start(plain, each["start_char"])
    before = [
        one
        for one in quantities
        if each["goal_id"] and one["goal_id"] == each["goal_id"] and start <= one["start_char"] < each["start_char"]
    ]
    if len(before) != 1 or not is_plain_count(before[0]) or before[0]["base_unit"] in (each["base_unit"], "元", "%"):
        return None
    words = plain[start : before[0]["start_char"]], plain[before[0]["end_char"] : each["start_char"]]
    behind = [one for one in quantities if one["goal_id"] == each["goal_id"] and one["start_char"] >= each["end_char"]]
    if behind and re.fullmatch(r"[、和及与][^,;。\d]{0,12}", plain[each["end_char"] : behind[0]["start_char"]]):
        return None  # 3辆车各配驾驶员1名、送餐员1名
    is_in_list = re.search("|".join(["[、和及与]", *vocabulary.load("quantities")["parts"]]), words[0]) or not re.match(
        rf"[\u4e00-\u9fff]{{0,8}}{EACH_OF_THEM}", words[1]
    )
    return None if is_in_list else [Multiplier(before[0]["base_value"], before[0], before[0]["unit"] or "")]


def multiplier_of(each: TableRow, unit: str, quantities: list[TableRow]) -> Multiplier | None:
    """How many there are of a unit that a count is for each of; None where nothing, or more than one number, says it."""
    own = [one for one in quantities if is_plain_count(one) and _is_of_unit(one, unit)]
    if len({one["base_value"] for one in own}) == 1:
        return Multiplier(own[0]["base_value"], own[0], unit) if _is_for_all_of(each, own[0]) else None
    is_printed = own or any(unit in (one["base_unit"] or "") and is_plain_count(one) for one in quantities)
    return Multiplier(IN_A_YEAR[unit], None, unit) if IN_A_YEAR.get(unit, 1) > 1 and not is_printed else None


def _is_of_unit(one: TableRow, unit: str) -> bool:
    """Whether a number counts what a unit names, by its unit, its noun, or what stands directly behind it: 帮扶3个村."""
    if in_unit(one["base_unit"], one["subject"], unit):
        return True
    behind = half_width(one["parent_text"])[one["end_char"] :] if one["goal_id"] else ""
    return one["base_unit"] == "个" and re.match(rf"(?:行政)?{re.escape(unit)}(?![\u4e00-\u9fff])", behind) is not None


def _is_for_all_of(each: TableRow, count: TableRow) -> bool:
    """Whether a count is of what another count is for each of: 外聘教练每人200课时 is for none of the 24名 coaches of a school.

    People are not multiplied by people: 每班9名 and 替班3名 are two numbers of persons.
    """
    if count["base_unit"] == each["base_unit"]:
        return False
    if count["base_unit"] != "人" or not each["goal_id"]:
        return True
    plain = half_width(each["parent_text"])
    words = plain[clause_start(plain, each["start_char"]) : each["start_char"]].partition("每")[0]
    around = half_width(count["parent_text"])
    place = count["start_char"]
    clause = around[clause_start(around, place) : clause_end(around, place)]
    if len(words.partition("均")[0]) > _SHORTEST_NAME and any(
        word in clause and word not in words for word in listed("only-on-a-list")
    ):
        return False  # 注册志愿者2600人，参与志愿者人均15小时
    left = without_known(words, [clause, count["subject"] or ""])
    return not re.search(r"[\u4e00-\u9fff]{2}", left)


def is_plain_count(one: TableRow) -> bool:
    """Whether a number is a definite count that is for nothing else."""
    is_definite = one["comparator"] in (None, "=") and not one["is_part"] and not is_capacity(one)
    return one["role"] in ("count", "other") and one["per"] is None and is_definite
