"""What the words in front of an amount of money in a goal or indicator make of it: a sum, a cost, the rest, all there is."""

import re
from functools import cache

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.parse.levels import is_level_of
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


def is_said_to_be_all(one: TableRow) -> bool:
    """Whether a goal prints a sum of nobody's share and no other year's."""
    is_own = not one["is_part"] and not one["payer"] and not is_of_other_year(one)
    return bool(one["goal_id"] and one["role"] == "total_cost" and is_own)


def is_of_other_year(one: TableRow) -> bool:
    """Whether a year is named in front of a number that is not the year of its document."""
    return one["of_year"] not in (None, one["document_year"])


def is_sum_of_what_precedes(one: TableRow) -> bool:
    """Whether words in front of money say that it is a sum of what stands before (共45万元, 经费86.40万元)."""
    if not one["goal_text"]:
        return bool(one["indicator_name"]) and any(word in one["indicator_name"] for word in listed("whole-cost"))
    if is_on_top(one):
        return False
    clause = clause_before(one).strip()
    sums = vocabulary.load("quantities")["sums"]
    return any(clause.endswith(word) for word in sums) or says_sum(clause) or bool(_bare_money().fullmatch(clause))


def says_sum(clause: str) -> bool:
    """Whether a clause in front of money says that it is the sum of what stands before, with what it is for: 共需奖励资金."""
    return bool(_named_sum().fullmatch(clause))


def is_what_goals_begin_with(one: TableRow, goals: str) -> bool:
    """Whether goals begin with money that they name for nothing else: 安排经费12万元，用于…."""
    words = clause_before(one)
    is_money = not words.strip() or any(kind.fullmatch(words.strip()) for kind in (_bare_money(), _given_money()))
    return is_money and goals.startswith(words + half_width(one["text"]))


def may_say_sum(clause: str) -> bool:
    """Whether a clause in front of money may say that it is all that is spent in the year: 全年人员支出."""
    return bool(_money_of_year().fullmatch(clause))


@vocabulary.derived
def _money_of_year() -> re.Pattern[str]:
    words = vocabulary.load("quantities")
    return re.compile(
        rf"(?:{either(words['over_the_year'])})[\u4e00-\u9fff]{{0,6}}?(?:{either(words['named_sum']['money'])})"
    )


@vocabulary.derived
def _named_sum() -> re.Pattern[str]:
    words = vocabulary.load("quantities")
    named = {key: either(own) for key, own in words["named_sum"].items()}
    before = either([*words["of_all_before"], *words["over_the_year"]])
    in_front = rf"(?:{before}|{named['in_front']}|[\d一二三四五六七八九十两]{{1,2}}[项类])"
    # 共有, 共用 and 共同 are words of their own.
    what = rf"(?!{named['other_words']})[\u4e00-\u9fff]{{0,6}}?"
    return re.compile(rf"{in_front}*(?:{named['sum']}){what}(?:{named['money']})(?:为)?")


@vocabulary.derived
def whole_sum() -> re.Pattern[str]:
    """Words that say that a sum is all of the project's money."""
    words = {key: either(own) for key, own in vocabulary.load("quantities")["whole_sum"].items()}
    return re.compile(f"(?:{words['begins']})(?:{words['goes_on']})*(?:{words['ends']})?$|{words['alone']}")


def is_on_top(one: TableRow) -> bool:
    """Whether words in front of money say that it comes on top of what stands before (另安排评审费18万元)."""
    return any(word in clause_before(one) for word in vocabulary.load("quantities")["on_top"])


def is_the_rest(one: TableRow) -> bool:
    """Whether words in front of money say that it is all the rest (其余4万元), so that nothing else is left."""
    words = vocabulary.load("quantities")
    return any(word in clause_before(one) for word in [*words["rest"], *words["rest_before_money"]])


def clause_before(one: TableRow) -> str:
    """The words of its clause in front of a number of a goal."""
    before = half_width(one["goal_text"] or "")[: one["start_char"]]
    return re.split(r"[,;。:!?\n(]", before)[-1]


@vocabulary.derived
def _bare_money() -> re.Pattern[str]:
    """2024年申请财政专项资金, 需经费, 投入: words that name money or how it is given, and nothing that it is for."""
    words = vocabulary.load("quantities")["all_of_it"]
    when, how, of, money, ends = (either(words[key]) for key in ("when", "how", "of", "money", "ends"))
    return re.compile(
        rf"(?:20\d\d年度?|{when})*(?:(?:{how}|{of})*(?:{money})+(?:{how}|共)*|(?:{of})*(?:{how})+)(?:{ends})?"
    )


@vocabulary.derived
def _given_money() -> re.Pattern[str]:
    """拨付企业稳岗补贴资金: money that is given for what stands in its name."""
    words = vocabulary.load("quantities")["all_of_it"]
    when, how, money, ends = (either(words[key]) for key in ("when", "how", "money", "ends"))
    return re.compile(rf"(?:20\d\d年度?|{when})*(?:{how})+[\u4e00-\u9fff]{{2,12}}(?:{money})(?:{ends})?")


def is_cost(one: TableRow) -> bool:
    """Whether money is a cost of the project: in a goal, or below a heading of cost."""
    return bool(one["goal_id"] or is_level_of("costs", one["level1"], one["level2"]))


@cache
def without_number(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words, with no number behind it in its clause."""
    return re.compile(rf"(?:{either(words)})(?![^,;。、]{{0,8}}\d)")


@vocabulary.derived
def named_rest() -> re.Pattern[str]:
    """Words that name the rest of the money: 其余费用, 其余用于, 其余为人员费用, 等支出."""
    words = vocabulary.load("quantities")
    rest, of, goes = (either(words[key]) for key in ("rest", "rest_of", "rest_goes"))
    is_what = rf"[为是][^,;。:\d]{{0,16}}(?:{of})"  # 其余为人员及交通费用
    return re.compile(rf"(?:{rest})(?:{of}|{goes}|{is_what})|{either(words['rest_of_list'])}")


@cache
def money_pattern() -> re.Pattern[str]:
    """An amount of money as goals print it, also one that is no sure number (几万元)."""
    return re.compile(r"[\d一二三四五六七八九十百千万两半几数][余多]?\s*(?:百|千|万|百万|千万|亿)?元")
