"""How checks compare printed texts: names that are nearly the same, texts that are nearly the same, rows that close a gap."""

import json
import re
from collections import Counter
from itertools import combinations, pairwise

from mingzhang.checks.lists import listed
from mingzhang.parse.pieces import either
from mingzhang.search import fold

# Beyond this many rows the subsets are too many to try (2 ** 12 = 4,096).
_MOST_PARTS = 12


def near_keys(name: str) -> str:
    """JSON array of keys: two names have one in common if they are the same, or differ in one character.

    The folded name, any word for money being the same, and the name without each of its characters. So near names are found
    by joining on keys, without comparing every name with every other.
    """
    folded = _name(name)
    keys = {folded} | {folded[:at] + folded[at + 1 :] for at in range(len(folded)) if len(folded) > 2}
    return json.dumps(sorted(keys - {""}), ensure_ascii=False)


def _name(name: str) -> str:
    """A name, folded, in which any word for money is the same: 经费, 资金."""
    return re.sub(either(listed("money-words")), "费", fold(name))


def nearly_same_name(one: str, other: str) -> int:
    """1 when two names, but for words for money, differ in one character at most that tells nothing apart; else 0."""
    one, other = sorted((_name(one), _name(other)), key=len)
    if one == other:
        return 1
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    differing = one[at : at + 1] + other[at] if len(one) == len(other) else other[at]
    rest_agrees = one[at + (len(one) == len(other)) :] == other[at + 1 :]
    return int(rest_agrees and not any(c in listed("telling-apart") or c.isdigit() for c in differing))


def text_similarity(one: str, other: str) -> float:
    """How much of two texts, folded, agrees: twice their common pairs of neighbouring characters over all pairs, 0 to 1."""
    pairs = [Counter(a + b for a, b in pairwise(text)) for text in (fold(one), fold(other))]
    total = sum(pair.total() for pair in pairs)
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 0.0


def numbers_in(text: str) -> str:
    """The numbers printed in a text, in their order, with commas between: texts that differ in one are not the same."""
    return ",".join(re.findall(r"\d+(?:\.\d+)?", text, re.ASCII))


def parts_that_sum(amounts: str, target: int) -> str | None:
    """JSON array of the positions, from 0, of those amounts (a JSON array) that sum to the target.

    All of them if they do; else the one selection that does; None when there is none, or more than one.
    """
    values: list[int] = json.loads(amounts)
    if values and sum(values) == target:
        return json.dumps(list(range(len(values))))
    if len(values) > _MOST_PARTS:
        return None
    found = [
        positions
        for size in range(1, len(values))
        for positions in combinations(range(len(values)), size)
        if sum(values[position] for position in positions) == target
    ]
    return json.dumps(found[0]) if len(found) == 1 else None
