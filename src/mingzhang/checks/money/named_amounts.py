"""The one amount that goals name for all of a project's money: 项目预算总额为480万元, 县财政预算安排150万元, 调整后预算40万元.

`accounts` reads money beside prices. Here the words of one clause are read by themselves, and nothing is said where they, or
what stands around, leave any other meaning: money of others, of other years, added, taken away, or not exact.
"""

import json
import re

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.parse.quantities import read_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either, half_width

_ENDS = re.compile(r"[,;。!?\n(《“]")
_NUMBERING = r"[:.、\s]*(?:[\d一二三四五六]+[.、)])?"


def money_named(goals: str) -> str:
    """JSON of the amount that goals name for all of a project's money: `fen` and `quote`; '' where they name none, or two.

    `others` are the sums of money beside it, in fen: where they make up the difference from the amount, nothing is wrong.
    """
    plain = half_width(goals)
    if not _hint().search(plain):
        return ""
    money = [one for one in read_quantities(goals) if one.base_unit == "元" and one.base_value]
    named = [one for one in money if _is_named(plain, one)]
    named = [one for one in named if _is_after_a_change(plain, one)] or named
    if len({one.base_value for one in named}) != 1 or _is_changed(plain, named[0]):
        return ""
    first = named[0]
    others = [one for one in money if one.base_value != first.base_value]
    if others and not _is_whole(plain, first):
        return ""
    quote = goals[first.start - len(_clause(plain, first)) : first.end].strip()
    fen = [round(float(one.base_value or 0) * 100) for one in (first, *others)]
    return json.dumps({"fen": fen[0], "quote": quote, "others": fen[1:]}, ensure_ascii=False)


def other_money_explains(others: str, difference: int) -> int:
    """1 where money that goals print beside what they name, in fen as JSON, or two of it together, is the difference."""
    values = [int(one) for one in json.loads(others)]
    sums = {*values, *(one + other for one in values for other in values if one != other), sum(values)}
    sums |= {one - other for one in values for other in values}
    return int(abs(difference) in sums)


def _clause(plain: str, one: QuantityReading) -> str:
    """The words of its clause in front of money; a colon is no end, as in 预算金额:28万元."""
    return _ENDS.split(plain[: one.start])[-1]


def _is_named(plain: str, one: QuantityReading) -> bool:
    """Whether the whole clause in front of money says that it is all of it, and the number is exact."""
    if one.role not in ("total_cost", "other") or one.comparator not in (None, "="):
        return False
    return _named().fullmatch(_clause(plain, one)) is not None and not _is_bound(plain, one)


def _is_bound(plain: str, one: QuantityReading) -> bool:
    return re.match("(?:以内|以下|左右|之内|上下|余)", plain[one.end :]) is not None


def _ends() -> str:
    return either(vocabulary.load("quantities")["all_of_it"]["ends"])


@vocabulary.derived
def _hint() -> re.Pattern[str]:
    """One of the words that name all money, not far in front of a number; most goals have none."""
    words = [one for part in ("all", "given", "money") for one in listed(f"named-amount-{part}")]
    return re.compile(rf"(?:{either(words)})(?:{_ends()}|[是:\s])*\d")


@vocabulary.derived
def _named() -> re.Pattern[str]:
    when, whose, all_of = (either(listed(f"named-amount-{part}")) for part in ("when", "whose", "all"))
    given, money = either(listed("named-amount-given")), either(listed("named-amount-money"))
    own = rf"(?:20\d\d年度?|{when}|{whose})*"
    said = rf"(?:(?:{all_of})(?:{given}|{money})*|(?:{given})(?:{whose})*(?:{money}|{given})+|(?:{money})(?:{given})+)"
    return re.compile(rf"{_NUMBERING}{own}{said}(?:{_ends()}|[是:])*\s*")


def _is_whole(plain: str, one: QuantityReading) -> bool:
    """Whether the words say that it is a total, so that other money in the goals is a part of it."""
    return re.search(either(listed("named-amount-all")), _clause(plain, one)) is not None


def _is_changed(plain: str, one: QuantityReading) -> bool:
    """Whether anything in the goals says that there is other money: of other years, added, taken away, paid by others."""
    return not _is_after_a_change(plain, one) and speaks_of_other_money(plain)


def speaks_of_other_money(plain: str) -> bool:
    """Whether a text in half width tells of money of other years or of others, added or taken away, and not of none such."""
    said = re.sub(rf"(?:{either(listed('says-none'))})[^,;。]{{0,8}}", "", plain)
    return re.search(either(listed("of-other-money")), said) is not None


def _is_after_a_change(plain: str, one: QuantityReading) -> bool:
    return re.search(either(listed("after-a-change")), _clause(plain, one)) is not None
