"""Small answers of statements, kept as long as an edition is served: of a file that does not change they stay what they are.

How many indicators have a word takes SQLite 50 ms at a million, and common words are asked for again and again; so are values
of facets. What was asked longest ago goes first.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from mingzhang.site.last_asked import LastAsked
from mingzhang.site.sql.jobs import row_bytes

# Of one answer: a page of indicators with all their columns.
_MOST_BYTES_OF_ONE = 60_000
_MOST_BYTES = 12_000_000
# What Python takes for an answer besides its values, and for one value besides its bytes.
_OF_AN_ANSWER, _OF_A_VALUE = 500, 50

AnswerKey = tuple[Hashable, ...]
# The columns of an answer as Datasette describes them, its rows, and whether rows are missing.
KeptAnswer = tuple[Any, list[Any], bool]


class KeptAnswers:
    """The answers that were asked last, within a number of bytes."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._answers = LastAsked[KeptAnswer](most_bytes, _MOST_BYTES_OF_ONE)

    @property
    def bytes(self) -> int:
        """How many bytes they take."""
        return self._answers.bytes

    def get(self, key: AnswerKey) -> KeptAnswer | None:
        """An answer, None when it is not kept."""
        return self._answers.get(key)

    def keep(self, key: AnswerKey, answer: KeptAnswer) -> None:
        """Keeps an answer unless it is large."""
        columns, rows, _ = answer
        size = _OF_AN_ANSWER + sum(row_bytes(row) + _OF_A_VALUE * len(columns) for row in rows)
        self._answers.keep(key, answer, size)


def answer_key(sql: str, parameters: Any, *more: Hashable) -> AnswerKey | None:
    """What an answer is kept under; None where parameters are no plain values. To Python 1 is 1.0, to SQLite it may not be."""
    named = parameters.items() if isinstance(parameters, Mapping) else enumerate(parameters or ())
    key = (sql, tuple((name, type(value), value) for name, value in named), *more)
    try:
        hash(key)
    except TypeError:
        return None
    return key
