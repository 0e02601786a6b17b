"""Whether two numbers of a project are of one thing, surely or perhaps: by role, unit, what they are per, and their words."""

import re
from functools import lru_cache

from mingzhang.checks.lists import listed
from mingzhang.checks.money.prices import IN_A_YEAR, tiers_differ, yearly
from mingzhang.checks.numbers.counted_alike import counts_alike
from mingzhang.checks.sizes import is_transposed
from mingzhang.checks.words.subjects import (
    bare_name,
    common_words,
    differ_by_project,
    is_same_name,
    keys_in_common,
    named_alone,
    related,
)
from mingzhang.parse.per import EACH_OF_THEM, units_of
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.search import fold
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width

_WHOLE_NAME = 3  # characters of a name that is one by itself in front of or behind other words


def is_comparable(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers have the same role and unit, and are of no two kinds, years or payers."""
    if one["role"] != other["role"] or not _is_in_one_unit(one, other) or one["scope"] != other["scope"]:
        return False
    if one["of_year"] and other["of_year"] and one["of_year"] != other["of_year"]:
        return False
    if one["base_unit"] in ("元", "%") and one["payer"] != other["payer"]:
        return False
    if one["is_part"] != other["is_part"] and not (one["is_part"] and other["indicator_id"]):
        return False  # an indicator of a part may leave 其中 out
    if _is_kind_beside_all(one, other) or _is_how_old(one) != _is_how_old(other):
        return False
    return not _are_of_two_tiers(one, other) and _per_agrees(one, other)


def _is_in_one_unit(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers are in one unit, or a goal and an indicator count by classifiers that mean the same."""
    if one["base_unit"] == other["base_unit"]:
        return True
    is_across = bool(one["goal_id"]) != bool(other["goal_id"]) and one["role"] == "count"
    return is_across and counts_alike(one["base_unit"], other["base_unit"])


def _are_of_two_tiers(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers name kinds that are two, and the clause of a goal does not name that of an indicator as well."""
    if not tiers_differ(one, other):
        return False
    goal, indicator = (one, other) if one["goal_id"] else (other, one)
    return not (goal["goal_id"] and indicator["indicator_id"] and indicator["tier"] in words_around(goal))


def _is_how_old(one: TableRow) -> bool:
    """Whether years are those that a thing of old has been used, not those that a new one is to last: 替换已使用5年的旧器材."""
    is_of_years = one["base_unit"] in ("年", "个月") and one["goal_id"]
    return bool(is_of_years) and re.search(either(listed("says-how-old")), words_around(one)) is not None


def _is_kind_beside_all(one: TableRow, other: TableRow) -> bool:
    """Whether one sentence of a goal prints a number of a kind and one of no kind: 上半年检查60家，…，全年检查140家."""
    if not one["goal_id"] or one["goal_id"] != other["goal_id"] or bool(one["tier"]) == bool(other["tier"]):
        return False
    first, second = sorted((one, other), key=lambda row: row["start_char"])
    return re.search(r"[;。!?\n]", half_width(one["parent_text"])[first["end_char"] : second["start_char"]]) is None


def _per_agrees(one: TableRow, other: TableRow) -> bool:
    """What is per 人年 and what is per 人 is the same within a budget year; 慰问标准300元 leaves out for whom."""
    if one["role"] == "unit_cost" and (year := yearly(one)) and (other_year := yearly(other)):
        return year[0] == other_year[0]
    if bool(one["goal_id"]) != bool(other["goal_id"]) and in_the_year(one) and in_the_year(other):
        return True
    first, second = (set(units_of(row["per"])) - {"年"} if row["per"] else set() for row in (one, other))
    if one["role"] == "unit_cost" and (not first or not second):
        return True
    each = {EACH_OF_THEM}  # 各补助5000元 is for each of what the other one names
    is_each = each in (first, second) or bool(first & second and each & (first | second))
    return first == second or (one["role"] == "unit_cost" and is_each)


def is_one_thing(one: TableRow, other: TableRow) -> bool:
    """Whether two numbers are surely of one thing: they can be compared, and their words share a key or differ by words of
    the project alone.
    """
    if not is_comparable(one, other):
        return False
    words = words_of_both(one, other)
    if one["role"] == "rate" and _are_same_letters(*words[:2]):
        return True
    is_told_by_project = bool(one["tier"]) == bool(other["tier"]) and differ_by_project(*words)
    return (keys_in_common(*words) or 0) > 0 or is_told_by_project


def _are_same_letters(one: str, other: str) -> bool:
    """Whether two names have the same characters in another order: 报送及时率, 及时报送率."""
    first, second = bare_name(one), bare_name(other)
    return len(first) >= _WHOLE_NAME and sorted(first) == sorted(second)


def values_compared(one: TableRow, other: TableRow) -> tuple[float, float]:
    """The values of two numbers; of prices over two times those of a year: 每月1000元 and 12000元/年."""
    if one["role"] == other["role"] == "unit_cost" and one["per"] != other["per"]:
        first, second = yearly(one), yearly(other)
        if first or second:
            first, second = (found or (row["per"], row["base_value"]) for found, row in ((first, one), (second, other)))
            if first[0] == second[0]:
                return first[1], second[1]
    of_year, of_other = in_the_year(one), in_the_year(other)
    if one["per"] != other["per"] and of_year and of_other:
        return of_year, of_other
    return one["base_value"], other["base_value"]


def in_the_year(one: TableRow) -> float | None:
    """How often something happens in a year that is counted for each of a time: 每季度8场 are 32; None of anything else."""
    parts = units_of(one["per"]) if one["per"] else ()
    is_counted = one["role"] == "count" and one["base_unit"] in ("次", "场", "期")
    return one["base_value"] * IN_A_YEAR[parts[0]] if is_counted and len(parts) == 1 and parts[0] in IN_A_YEAR else None


def words_of_both(one: TableRow, other: TableRow) -> tuple[str, str, str]:
    """What two numbers are of, and the name of their project."""
    return one["subject"] or "", other["subject"] or "", one["project_name"] or ""


def nearness_of(one: TableRow, other: TableRow) -> int:
    """How near the words of two numbers are: 3 the same name, 2 one thing, 1 alike, 0 neither."""
    if not is_comparable(one, other):
        return 0
    if is_same_name(*words_of_both(one, other)[:2]):
        return 3
    return 2 if is_one_thing(one, other) else int(is_alike(one, other))


def is_surely_same(one: TableRow, other: TableRow) -> bool:
    """Whether the words of two numbers are the same but for what is done (20具空气呼吸器, 购置空气呼吸器) or for words of the
    project, or their kind is (专职), or both are prices for each of the same (每人每月, 元/人·月).
    """
    if one["role"] == other["role"] == "unit_cost":
        return one["per"] is not None and one["per"] == other["per"]
    if one["tier"] or other["tier"]:
        return bool(one["tier"] == other["tier"])
    if differ_by_project(*words_of_both(one, other)):
        return True
    first, second = sorted((named_alone(words) for words in words_of_both(one, other)[:2]), key=len)
    return first == second != "" or (len(first) >= _WHOLE_NAME and (second.startswith(first) or second.endswith(first)))


def is_alike(one: TableRow, other: TableRow) -> bool:
    """Whether the words of two counts may be of one thing: 应急演练 and 综合性应急演练, 河道 and 河道保洁."""
    first, second, _ = words_of_both(one, other)
    if one["base_unit"] == "元":
        return False
    if not first or not second:
        return one["role"] == "count" and common_words(words_around(one), words_around(other))
    if _is_wholly_named(one, other):
        return True
    if bool(one["tier"]) != bool(other["tier"]):
        return False
    if not one["tier"] and any((word in first) != (word in second) for word in listed("tells-counts-apart")):
        return False
    done, done_there = (_actions(words_around(row)) for row in (one, other))
    if done and done_there and not done & done_there:
        return False
    if one["role"] == "rate":
        return related(first, second) and fold(first)[-2:] == fold(second)[-2:]
    if related(first, second):
        return True
    return one["base_unit"] not in ("人", "人次") and common_words(words_around(one), words_around(other))


def _is_wholly_named(one: TableRow, other: TableRow) -> bool:
    """Whether the name of an indicator is made of words of the clause of a goal: 改造家庭, and 为150户残疾人家庭实施改造.

    What stands in brackets is no word of the clause; a kind of which the goal is must be named by the project too.
    """
    goal, indicator = (one, other) if one["goal_id"] else (other, one)
    if not goal["goal_id"] or goal["per"] or (goal["tier"] and goal["tier"] not in (goal["project_name"] or "")):
        return False
    around = fold(words_around(goal, without_brackets=True))
    name = re.sub(either(listed("received")), "", bare_name(indicator["subject"] or ""))
    pairs = [name[at : at + 2] for at in range(0, len(name) - 1, 2)]
    return len(name) in (2, 4, 6, 8) and all(pair in around for pair in pairs)


def is_pair_by_slip(one: TableRow, other: TableRow) -> bool:
    """Whether two counts differ by two digits that changed places, and that of a goal says nothing else that it is of.

    涉及楼栋58栋、2320户 names no other households than 改造户数2230户, where goal or project is of 改造.
    """
    goal, indicator = (one, other) if one["goal_id"] else (other, one)
    if one["role"] != "count" or not is_transposed(one["base_value"], other["base_value"]):
        return False
    name = bare_name(indicator["subject"] or "")
    if goal["subject"]:
        return common_words(words_around(goal), name)
    around = fold((goal["project_name"] or "") + half_width(goal["parent_text"] or ""))
    return len(name) > 1 and all(name[at : at + 2] in around for at in range(len(name) - 1))


@lru_cache(maxsize=65536)
def _actions(words: str) -> frozenset[int]:
    """The kinds of things that words say are done: buying, repairing."""
    kinds = enumerate(listed("actions"))
    return frozenset(number for number, kind in kinds if any(word in words for word in kind.split()))


def words_around(one: TableRow, without_brackets: bool = False) -> str:
    """The words that a number stands among: of a goal also those behind it, which may name the thing (共112公里河道)."""
    if not one["goal_id"]:
        return one["subject"] or ""
    plain = half_width(one["parent_text"])
    start, end = one["start_char"], one["end_char"]
    in_front = plain[clause_start(plain, start) : start]
    if len(in_front) < 3:  # 分两批外出研修，共40人次
        in_front = plain[clause_start(plain, max(0, start - len(in_front) - 1)) : start]
    bracket = re.compile(r"\([^()]{0,80}\)").match(plain, end) if without_brackets else None
    end = bracket.end() if bracket else end
    behind = re.split(r"\d", plain[end : clause_end(plain, end)])[0]
    return str(re.split(r"\d", in_front)[-1] + behind)
