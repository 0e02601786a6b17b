"""Amounts among the words of a search: 培训 50万以上 asks for 培训 and for 500,000 yuan at least."""

import re
from dataclasses import dataclass
from decimal import Decimal

from mingzhang.dictionary.descriptions import ColumnDescription, Kind
from mingzhang.site.values import value_typed
from mingzhang.text.pieces import half_width

_YUAN = ColumnDescription("amount_yuan", Kind.MONEY, "yuan")
# More than SQLite's integers hold is no amount.
_MOST_FEN = 2**62
_AMOUNT = r"(\d[\d,.]*(?:万|百万|千万|亿)?元?)"
_AT_LEAST = re.compile(rf"(?:≥|>=|不少于|不低于|至少){_AMOUNT}|{_AMOUNT}(?:及以上|以上|起)")
_MORE_THAN = re.compile(rf"(?:>|超过|大于|多于|高于){_AMOUNT}")
_AT_MOST = re.compile(rf"(?:≤|<=|不超过|不多于|不高于|至多|最多){_AMOUNT}|{_AMOUNT}(?:及以下|以下|以内)")
_LESS_THAN = re.compile(rf"(?:<|少于|低于|小于|不到|不足){_AMOUNT}")
_BETWEEN = re.compile(rf"{_AMOUNT}(?:-|—|~|到|至){_AMOUNT}")
_PLAIN = re.compile(_AMOUNT)
_HAS_UNIT = re.compile("[万亿元]")


@dataclass(frozen=True, slots=True)
class AmountWords:
    """A query taken apart: what is left to search for, the bounds of the amount in fen, and words that are bare amounts."""

    text: str
    least: int | None = None
    most: int | None = None
    bare: tuple[str, ...] = ()


def fen_of(typed: str) -> int | None:
    """An amount that a person typed, in fen: 50万, 1,000, 10.5万元; without a unit it is yuan. None for what is none."""
    found = value_typed(_YUAN, typed)
    fen = None if found is None else Decimal(found) * 100
    return None if fen is None or abs(fen) > _MOST_FEN else round(fen)


def taken_apart(query: str) -> AmountWords:
    """The words of a query without those that bound an amount. A bare 50万 stays a word: it may stand in a goal."""
    words, bare = [], []
    least, most = None, None
    for word in query.split():
        bounds = _bounds(half_width(word))
        if bounds is None:
            words.append(word)
            if _PLAIN.fullmatch(half_width(word)) and _HAS_UNIT.search(word):
                bare.append(word)
            continue
        low, high = bounds
        least = low if least is None else max(least, low) if low is not None else least
        most = high if most is None else min(most, high) if high is not None else most
    return AmountWords(" ".join(words), least, most, tuple(bare))


def _bounds(word: str) -> tuple[int | None, int | None] | None:
    """The bounds that a word sets, in fen; None where it sets none or names no unit of money."""
    if not _HAS_UNIT.search(word):
        return None
    for pattern, step, is_least in (
        (_AT_LEAST, 0, True),
        (_MORE_THAN, 1, True),
        (_AT_MOST, 0, False),
        (_LESS_THAN, -1, False),
    ):
        if match := pattern.fullmatch(word):
            fen = fen_of(next(filter(None, match.groups())))
            if fen is None:
                return None
            return (fen + step, None) if is_least else (None, fen + step)
    if match := _BETWEEN.fullmatch(word):
        low, high = _with_unit_of(match[1], match[2]), fen_of(match[2])
        return None if low is None or high is None or low > high else (low, high)
    return None


def _with_unit_of(low: str, high: str) -> int | None:
    """The lower bound of 50-100万, which leaves its unit to the upper one."""
    unit = re.sub(r"[\d,.]", "", high)
    return fen_of(low if _HAS_UNIT.search(low) else low + unit)
