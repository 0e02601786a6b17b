"""Which words around a number are understood: those of the vocabulary, and those that name something of the project."""

import re
from collections.abc import Iterable

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.text.numbers import known_units
from mingzhang.text.pieces import either


def without_known(words: str, names: Iterable[str]) -> str:
    """Words without those that are known, and without each two characters that stand together in a name."""
    pairs = {name[at : at + 2] for name in names for at in range(len(name) - 1)}
    named = {at + step for at in range(len(words) - 1) if words[at : at + 2] in pairs for step in (0, 1)}
    return _known().sub("", "".join(" " if at in named else character for at, character in enumerate(words)))


@vocabulary.derived
def _known() -> re.Pattern[str]:
    """Any word of the vocabulary that may stand in front of a number and leaves what it means as it is read."""
    quantities = vocabulary.load("quantities")
    per, money = quantities["per"], quantities["all_of_it"]
    words = [
        *listed("connecting"), *listed("what-is-paid"), *listed("says-nothing"),
        *listed("any-people"), *listed("any-work"), *known_units(),
        *(word for key in _LISTS for word in quantities[key]),
        *(word for key in _LISTS_OF_PRICES for word in per[key]),
        *(word for names in per["names"].values() for word in names),
        *(word for key in ("when", "how", "of", "money") for word in money[key]),
    ]  # fmt: skip
    return re.compile(either(word for word in words if re.fullmatch(r"[\u4e00-\u9fff]+", word)))


_LISTS = (
    "verbs", "verbs_of_work", "leading", "over_the_year", "parts", "sums", "says", "over_all_year", "on_top", "rest", "between",
    "bears", "sum_of_list", "list_of_all", "done_to", "comes_to", "of_all_before", "restating", "grows", "shrinks",
    "of_the_share",
)  # fmt: skip
_LISTS_OF_PRICES = (
    "each", "average", "times", "average_of_unknown", "paid", "done", "rate_before", "rate_behind", "given", "happenings",
    "nouns", "head_costs",
)  # fmt: skip
