"""A number of the goals and one of the indicators that are of one thing in other words: each is alone in its unit.

辅警14名 and 警务辅助人员配备人数16人. All that the indicator names must stand in the clause of the goal, in the name of the
project or among the words that name nothing: whatever else it names may be a narrower group, a part or a step further on.
"""

from collections.abc import Iterator, Sequence

from mingzhang.checks.numbers.likeness import is_comparable, is_one_thing
from mingzhang.checks.numbers.other_things import is_of_another_thing, words_of_goal
from mingzhang.checks.sizes import distance
from mingzhang.checks.words.subjects import bare_name, in_same_words
from mingzhang.store.rows import TableRow

_LEAST = 2  # 一户一策 and 1套方案 count nothing that another number could be of


def pairs_in_other_words(
    goals: Sequence[TableRow], indicators: Sequence[TableRow]
) -> Iterator[tuple[TableRow, TableRow]]:
    """The only whole number of a unit in the goals and the only number of that unit in the indicators, where they differ, are
    near to each other and are of one thing by their words.
    """
    for indicator in indicators:
        if not _is_count(indicator) or indicator["is_part"]:
            continue
        if sum(_is_count(one) and _in_unit_of(one, indicator) for one in indicators) > 1:
            continue
        same = [one for one in goals if _in_unit_of(one, indicator)]
        wholes = [one for one in same if not one["is_part"] and not one["summed_in_id"]]
        if len(wholes) == 1 and _is_count(wholes[0]) and _may_differ(wholes[0], indicator, same):
            others = [one for one in same if one is not wholes[0]]
            if _are_of_one_thing(wholes[0], others, indicator):
                yield wholes[0], indicator


def _is_count(one: TableRow) -> bool:
    return one["role"] in ("count", "other") and one["per"] is None and one["base_unit"] not in (None, "元", "%", "‰")


def _in_unit_of(one: TableRow, other: TableRow) -> bool:
    return bool(one["base_unit"] == other["base_unit"])


def _may_differ(whole: TableRow, indicator: TableRow, same: Sequence[TableRow]) -> bool:
    """Whether two numbers can be compared, are near, and nothing else that the goals print is what the indicator says."""
    low = min(whole["base_value"], indicator["base_value"])
    if low < _LEAST or any(one["base_value"] == indicator["base_value"] for one in same):
        return False
    is_new = is_comparable(whole, indicator) and not is_one_thing(whole, indicator)
    return is_new and distance(whole["base_value"], indicator["base_value"]) == "near"


def _are_of_one_thing(whole: TableRow, others: Sequence[TableRow], indicator: TableRow) -> bool:
    around, own = in_same_words(words_of_goal(whole, others)), bare_name(indicator["subject"] or "")
    is_named = own in around or any(own[at : at + 2] in around for at in range(len(own) - 1))
    return is_named and not is_of_another_thing(whole, indicator, others)
