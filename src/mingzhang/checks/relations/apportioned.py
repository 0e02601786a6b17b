"""A whole that is shared by a printed ratio or rates, beside what each gets: 445万元按6∶2∶2分担，分别为267、89、89万元."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either

_ALL = 100.0
_BEFORE = 40  # characters in front of a ratio in which its sides are named
_RATIO = re.compile(r"(?<![\d.:∶])\d+(?:\.\d+)?(?:[:∶]\d+(?:\.\d+)?)+(?![\d:∶])")
_RATES = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%(?:[、和,]?(?:和)?\d+(?:\.\d+)?%)+")


class _Shares(NamedTuple):
    """The shares of a ratio, where it stands, and who has them, by the words in front."""

    values: tuple[float, ...]
    text: str
    start: int
    end: int
    sides: tuple[str, ...]


def apportioned(plain: str, sentences: Iterable[Sequence[StatedNumber]]) -> Iterator[Relation]:
    """Of each printed ratio the first share that is not what it comes to, else the first one.

    `plain` is a text in half width, `sentences` are the numbers of each of its sentences.
    """
    found = [one for one in _shares_in(plain) if _is_of_shares(plain, one)]
    if not found:
        return
    for numbers in sentences:
        for one in found:
            relations = list(_relations(one, numbers, plain))
            if relations:
                yield next((relation for relation in relations if not relation.fits), relations[0])


def _shares_in(plain: str) -> Iterator[_Shares]:
    for pattern in (_RATIO, _RATES):
        for match in pattern.finditer(plain):
            values = tuple(float(value) for value in re.findall(r"\d+(?:\.\d+)?", match[0]))
            if all(values) and (pattern is _RATIO or abs(sum(values) - _ALL) < 1):
                yield _Shares(values, match[0], *match.span(), _sides(plain, match.start(), len(values)))


def _is_of_shares(plain: str, one: _Shares) -> bool:
    """Whether a word beside a ratio says that something is shared by it."""
    around = plain[max(0, one.start - _BEFORE) : one.start] + plain[one.end : one.end + 12]
    return re.search(either(listed("shared-by")), around) is not None


def _sides(plain: str, end: int, number: int) -> tuple[str, ...]:
    """Who or what a ratio is for, in its order: 由省、市、县按 and 财政与村集体按; nothing where not so many are named."""
    before = re.split(r"[,;。:(]", plain[max(0, end - _BEFORE) : end])
    clause = before[-1] if re.search(r"[、和与及]", before[-1]) or len(before) < 2 else before[-2]
    clause = re.sub(rf"(?:{either(listed('behind-sides'))})+$", "", clause)
    clause = re.sub(rf"^.*(?:{either(listed('in-front-of-sides'))})", "", clause)
    parts = [part for part in re.split(r"[、和与及]", clause) if part]
    return tuple(parts) if len(parts) == number else ()


def _relations(shares: _Shares, numbers: Sequence[StatedNumber], plain: str) -> Iterator[Relation]:
    behind = [one for one in numbers if one.start >= shares.end]
    wholes = [
        one
        for one in numbers
        if one.start < shares.start and one.is_exact and not one.per and one.unit not in ("", "%")
    ]
    for whole in reversed(wholes):
        same = [one for one in behind if are_alike(one, whole)]
        if len(same) < len(shares.values):
            continue
        given = same[: len(shares.values)]
        if len(same) == len(given) and _are_given(shares, given, plain):
            yield from _each(shares, whole, given)
        return


def _are_given(shares: _Shares, given: Sequence[StatedNumber], plain: str) -> bool:
    """Whether numbers are what each side gets: in its order behind 分别为, else each behind the name of its side."""
    if any(not one.is_exact or one.per for one in given):
        return False
    words = plain[shares.end : given[0].start]
    are_bare = all(not one.words.strip(" 、和及与") for one in given[1:])
    if re.search(either(listed("in-this-order")), words) and are_bare:
        return True
    places = [_side_of(one, shares.sides) for one in given]
    return bool(shares.sides) and places == list(range(len(given)))


def _side_of(one: StatedNumber, sides: Sequence[str]) -> int:
    """Which side stands in the words in front of a number; -1 where none or several do."""
    words = re.sub(rf"^.*(?:{either(listed('in-front-of-sides'))})", "", one.words)
    names = [re.sub(rf"(?:{either(listed('levels-and-kinds'))})+$", "", side)[-2:] or side for side in sides]
    found = [at for at, name in enumerate(names) if name and name in words]
    return found[0] if len(found) == 1 else -1


def _each(shares: _Shares, whole: StatedNumber, given: Sequence[StatedNumber]) -> Iterator[Relation]:
    total = sum(shares.values)
    for value, one in zip(shares.values, given, strict=True):
        part = f"{plain_number(value)}%" if "%" in shares.text else f"{plain_number(value)}/{plain_number(total)}"
        allowed = max(one.step, whole.step * value / total)
        yield Relation(whole.value * value / total, one, (whole,), f"{whole.shown} × {part}", allowed)
