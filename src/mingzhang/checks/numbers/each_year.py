"""Numbers of two times, which are two: 每年投入300万元，三年共投入900万元; 上年事故86起、死亡4人，今年死亡不超过3人."""

import re

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width


def are_a_year_and_all_years(one: TableRow, other: TableRow) -> bool:
    """Whether one of two numbers is said of each year, the other of all, and the other is two or more whole times the one.

    A total that is no whole number of times is held against it: 每年300人，共950人.
    """
    small, large = sorted((one, other), key=lambda row: float(row["base_value"]))
    if not small["base_value"] or large["base_value"] == small["base_value"]:
        return False
    is_whole = large["base_value"] % small["base_value"] == 0
    return is_whole and _says(small, "says-each-year") and _says(large, "says-in-all")


def are_of_two_years(one: TableRow, other: TableRow) -> bool:
    """Whether 上年 or the like stands in front of one of two numbers of a goal, in a list perhaps, and not of the other."""
    return one["goal_id"] == other["goal_id"] and _is_of_earlier(one) != _is_of_earlier(other)


def _is_of_earlier(row: TableRow) -> bool:
    before = re.split("[,;。:]", half_width(row["parent_text"])[: row["start_char"]])[-1]
    return any(word in before for word in vocabulary.load("quantities")["baseline"]["earlier"])


def _says(row: TableRow, words: str) -> bool:
    """Whether one of a list of words stands in front of a number in its clause."""
    plain = half_width(row["parent_text"])
    before = plain[clause_start(plain, row["start_char"]) : row["start_char"]]
    return any(word in before for word in listed(words))
