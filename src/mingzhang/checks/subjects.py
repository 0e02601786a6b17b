"""Whether two quantities are of the same thing, by the words that name it."""

import re
from functools import lru_cache

from mingzhang.checks.lists import listed
from mingzhang.parse.pieces import either
from mingzhang.search import fold


@lru_cache(maxsize=65536)
def subject_key(subject: str) -> str:
    """What is left of a subject without the words that say nothing of what it is: the published list, doubled words."""
    key = fold(subject)
    key = re.sub(rf"(?:{either(listed('says-nothing'))})", "", key)
    return re.sub(r"(..+)\1", r"\1", key)


def same_subject(one: str, other: str) -> int:
    """1 when two subjects are surely the same thing, else 0: their keys agree."""
    first, second = (subject_key(subject) for subject in (one, other))
    return int(bool(first) and first == second)
