"""Money that all is said to be made of where a goal does not print the whole: 经费由电费8.4万元、通信费5.2万元两部分构成."""

import json
import re

from mingzhang import vocabulary
from mingzhang.parse.quantities import read_quantities
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_LEAST = 2


def money_made_of(goals: str) -> str:
    """JSON of what the only money of goals comes to that all of it is said to be made of; '' where nothing says so.

    `fen`, `terms` as they are added, and `quote`, the text of the list.
    """
    found = list(_made_of().finditer(half_width(goals)))
    if len(found) != 1:  # few goals say so, and reading quantities takes a hundred times as long
        return ""
    money = [one for one in read_quantities(goals) if one.base_unit == "元" and one.role != "unit_cost"]
    if not money:
        return ""
    start, end = found[0].span("list")
    if any(one.start < start or one.end > end or one.role != "total_cost" or one.comparator for one in money):
        return ""
    values = [float(one.base_value or 0) for one in money]
    if len(values) < _LEAST or _names_some().search(found[0]["list"]):
        return ""
    terms = " + ".join(goals[one.start : one.end] for one in money)
    quote = goals[found[0].start() : found[0].end()]
    shown = f"{plain_number(sum(values) / 10000)} 万元"
    return json.dumps(
        {"fen": round(sum(values) * 100), "terms": terms, "sum": shown, "quote": quote}, ensure_ascii=False
    )


@vocabulary.derived
def _made_of() -> re.Pattern[str]:
    words = vocabulary.load("quantities")
    money, made = either(words["all_of_it"]["money"]), either(words["made_of"])
    return re.compile(
        rf"(?:{money})(?:主要)?由(?P<list>[^;。]{{0,300}}?)(?:[两二三四五六七八九十\d]+(?:个)?部分)?(?:{made})"
    )


@vocabulary.derived
def _names_some() -> re.Pattern[str]:
    """What in a list says that it does not name all, or that a part of a part stands in it."""
    return re.compile(rf"等[^,;。]{{0,6}}$|{'|'.join(vocabulary.load('quantities')['parts'])}")
