"""The functions that the SQL of checks may call: deterministic, registered by the build and by the site alike.

So whoever reads a check's SQL on the site can run it there. Lists and thresholds come from the files beside this module.
"""

import re
import sqlite3
from typing import Any

from mingzhang.checks import sizes
from mingzhang.checks.money import named_amounts, slipped_amounts
from mingzhang.checks.numbers import all_years, approximate, deadlines, made_of, reported, results, spans, told_money
from mingzhang.checks.relations import search
from mingzhang.checks.words import copies, subjects, texts, times
from mingzhang.parse.payers import payer_in
from mingzhang.search import fold
from mingzhang.text.dates import last_day_of
from mingzhang.text.money import wan_yuan, yuan
from mingzhang.text.named_times import names_a_day
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import half_width


def payer_of_label(label: str) -> str:
    """The level that a label of money names (县级资金: 县), '' where it names none."""
    return payer_in(half_width(label)) or ""


# name in SQL -> (number of arguments, function). Every one of them gives NULL for NULL.
FUNCTIONS = {
    "fold": (1, fold),
    "wan_yuan": (1, wan_yuan),
    "yuan": (1, yuan),
    "plain_number": (1, plain_number),
    "near_keys": (1, texts.near_keys),
    "nearly_same_name": (2, texts.nearly_same_name),
    "text_similarity": (2, texts.text_similarity),
    "numbers_in": (1, texts.numbers_in),
    "subject_keys": (2, subjects.subject_keys),
    "compared": (4, subjects.compared),
    "near_as_sum": (2, sizes.is_near_as_sum),
    "against_target": (7, results.against_target),
    "times_target": (3, results.times_target),
    "more_is_better": (4, results.more_is_better),
    "is_explained": (1, results.is_explained),
    "sentences": (1, texts.sentences),
    "fingerprint": (1, texts.fingerprint),
    "repetition": (1, texts.repetition),
    "prompt": (1, texts.prompt),
    "years_named": (1, times.years_named),
    "plan_end": (1, times.plan_end),
    "deadline": (1, times.deadline),
    "last_day": (1, last_day_of),
    "names_a_time": (1, times.names_a_time),
    "names_a_day": (1, names_a_day),
    "payer": (1, payer_of_label),
    "about_another": (5, approximate.about_another),
    "earlier_deadline": (5, deadlines.earlier_deadline),
    "wrong_all_years": (1, all_years.wrong_all_years),
    "money_made_of": (1, made_of.money_made_of),
    "money_named": (1, named_amounts.money_named),
    "money_slipped": (2, slipped_amounts.money_slipped),
    "money_listed": (2, slipped_amounts.money_listed),
    "other_money_explains": (2, named_amounts.other_money_explains),
    "other_result": (4, reported.other_result),
    "told_otherwise": (5, told_money.told_otherwise),
    "points_taken_off": (1, told_money.points_taken_off),
    "says_all_done": (1, told_money.says_all_done),
    "wrong_months": (1, spans.wrong_months),
    "wrong_rate": (2, reported.wrong_rate),
    "stated_relations": (1, search.stated_relations),
    "foreign_words": (2, copies.foreign_words),
}


def used_by(sql: str) -> list[str]:
    """The functions of ours that a check's SQL calls; without any it runs in plain SQLite."""
    return [name for name in FUNCTIONS if re.search(rf"\b{name}\s*\(", sql)]


def register(connection: sqlite3.Connection, longest_argument: int | None = None) -> None:
    """Makes the functions known to a connection.

    With `longest_argument` a longer text fails the statement, and `too_long_an_argument` says so: some functions compare each
    character with each, and on the site anybody may call them. A build reads every text whole.
    """
    for name, (arguments, function) in FUNCTIONS.items():
        called = _null_for_null(function)
        if longest_argument is not None:
            called = _bounded(name, called, longest_argument)
        connection.create_function(name, arguments, called, deterministic=True)


# SQLite keeps to itself why a function failed.
_told: list[str] = []


def too_long_an_argument() -> str | None:
    """Why the last statement failed, when a text was too long for a function; asking forgets it."""
    return _told.pop() if _told else None


def _bounded(name: str, function: Any, longest: int) -> Any:
    def called(*arguments: Any) -> Any:
        if any(isinstance(argument, str | bytes) and len(argument) > longest for argument in arguments):
            _told[:] = [f"{name}() takes texts of {longest} characters at most"]
            raise ValueError(_told[0])
        return function(*arguments)

    return called


def _null_for_null(function: Any) -> Any:
    def called(*arguments: Any) -> Any:
        return None if any(argument is None for argument in arguments) else function(*arguments)

    return called
