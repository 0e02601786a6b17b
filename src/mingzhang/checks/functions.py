"""The functions that the SQL of checks may call: deterministic, registered by the build and by the site alike.

So whoever reads a check's SQL on the site can run it there. Lists and thresholds come from the files beside this module.
"""

import re
import sqlite3
from functools import cache
from importlib import import_module
from typing import Any

# name in SQL -> (number of arguments, where in the package the function is). Every one of them gives NULL for NULL. A module
# is imported when its function is first called: all of them take a quarter of a second, for which a site would wait first.
FUNCTIONS = {
    "fold": (1, "search:fold"),
    "wan_yuan": (1, "text.money:wan_yuan"),
    "yuan": (1, "text.money:yuan"),
    "plain_number": (1, "text.numerals:plain_number"),
    "near_keys": (1, "checks.words.texts:near_keys"),
    "nearly_same_name": (2, "checks.words.texts:nearly_same_name"),
    "text_similarity": (2, "checks.words.texts:text_similarity"),
    "numbers_in": (1, "checks.words.texts:numbers_in"),
    "subject_keys": (2, "checks.words.subjects:subject_keys"),
    "compared": (4, "checks.words.subjects:compared"),
    "near_as_sum": (2, "checks.sizes:is_near_as_sum"),
    "against_target": (7, "checks.numbers.results:against_target"),
    "times_target": (3, "checks.numbers.results:times_target"),
    "more_is_better": (4, "checks.numbers.results:more_is_better"),
    "is_explained": (1, "checks.numbers.results:is_explained"),
    "sentences": (1, "checks.words.texts:sentences"),
    "fingerprint": (1, "checks.words.texts:fingerprint"),
    "repetition": (1, "checks.words.texts:repetition"),
    "prompt": (1, "checks.words.texts:prompt"),
    "years_named": (1, "checks.words.times:years_named"),
    "plan_end": (1, "checks.words.times:plan_end"),
    "deadline": (1, "checks.words.times:deadline"),
    "last_day": (1, "text.dates:last_day_of"),
    "names_a_time": (1, "checks.words.times:names_a_time"),
    "names_a_day": (1, "text.named_times:names_a_day"),
    "payer": (1, "parse.payers:payer_of_label"),
    "about_another": (5, "checks.numbers.approximate:about_another"),
    "other_span": (3, "checks.numbers.spans_of_service:other_span"),
    "earlier_deadline": (5, "checks.numbers.deadlines:earlier_deadline"),
    "wrong_all_years": (1, "checks.numbers.all_years:wrong_all_years"),
    "money_made_of": (1, "checks.numbers.made_of:money_made_of"),
    "money_named": (1, "checks.money.named_amounts:money_named"),
    "money_slipped": (2, "checks.money.slipped_amounts:money_slipped"),
    "money_listed": (2, "checks.money.slipped_amounts:money_listed"),
    "other_money_explains": (2, "checks.money.named_amounts:other_money_explains"),
    "other_result": (4, "checks.numbers.reported:other_result"),
    "told_otherwise": (5, "checks.numbers.told_money:told_otherwise"),
    "points_taken_off": (1, "checks.numbers.told_money:points_taken_off"),
    "said_of_target": (5, "checks.numbers.said_of_targets:said_of_target"),
    "says_all_done": (1, "checks.numbers.told_money:says_all_done"),
    "wrong_rate": (2, "checks.numbers.reported:wrong_rate"),
    "stated_relations": (1, "checks.relations.search:stated_relations"),
    "foreign_words": (2, "checks.words.copies:foreign_words"),
}


def used_by(sql: str) -> list[str]:
    """The functions of ours that a check's SQL calls; without any it runs in plain SQLite."""
    return [name for name in FUNCTIONS if re.search(rf"\b{name}\s*\(", sql)]


def register(connection: sqlite3.Connection, longest_argument: int | None = None) -> None:
    """Makes the functions known to a connection.

    With `longest_argument` a longer text fails the statement, and `too_long_an_argument` says so: some functions compare each
    character with each, and on the site anybody may call them. A build reads every text whole.
    """
    for name, (arguments, _) in FUNCTIONS.items():
        called = _null_for_null(name)
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
        """What the function gives; ValueError where a text is longer than it takes."""
        if any(isinstance(argument, str | bytes) and len(argument) > longest for argument in arguments):
            _told[:] = [f"{name}() takes texts of {longest} characters at most"]
            raise ValueError(_told[0])
        return function(*arguments)

    return called


def _null_for_null(name: str) -> Any:
    def called(*arguments: Any) -> Any:
        """What the function of this name gives, and NULL for NULL."""
        return None if any(argument is None for argument in arguments) else function_of(name)(*arguments)

    return called


@cache
def function_of(name: str) -> Any:
    """The function that SQL calls by a name."""
    module, _, function = FUNCTIONS[name][1].partition(":")
    return getattr(import_module(f"mingzhang.{module}"), function)
