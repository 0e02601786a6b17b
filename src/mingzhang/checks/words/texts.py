"""How checks look at printed texts: what is nearly the same, what is repeated, what the empty form left behind."""

import hashlib
import json
import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise

from mingzhang.checks.lists import listed, threshold
from mingzhang.search import fold
from mingzhang.text.pieces import NUMERALS, either, half_width, squeeze

_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
# The same two Chinese characters or more, twice over: 慰问慰问.
_TWICE = re.compile(r"(?P<again>[\u3400-\u9fff]{2,12}?)(?P=again)")


_LONGEST_NEAR = 200  # characters of a name of which each is left out in turn: the keys grow with the square of it


def near_keys(name: str) -> str:
    """JSON array of keys: two names have one in common if they are the same, differ in one character, or in their order.

    The folded name, any word for money being the same, the name without each of its characters, and its characters sorted. So
    near names are found by joining on keys, without comparing every name with every other. A name of more than 200
    characters is near to none but itself.
    """
    folded = _name(name)
    places = range(len(folded)) if 2 < len(folded) <= _LONGEST_NEAR else ()
    keys = {folded, _sorted(folded)} | {folded[:at] + folded[at + 1 :] for at in places}
    return json.dumps(sorted(keys - {""}), ensure_ascii=False)


def _sorted(folded: str) -> str:
    """The characters of a name in one order, in which 设备购置（数控专业） and 数控专业设备购置 agree; a short one as it is."""
    return "".join(sorted(folded)) if len(folded) >= 6 else folded


def _name(name: str) -> str:
    """A name, folded, in which any word for money is the same (经费, 资金), and any for buying (购置, 采购)."""
    return _any_of("buying-words").sub("购", _any_of("money-words").sub("费", fold(name)))


def nearly_same_name(one: str, other: str) -> int:
    """1 when two names, but for words for money, differ in one character at most that tells nothing apart, or in the order of
    their words; else 0.
    """
    one, other = sorted((_name(one), _name(other)), key=len)
    if one == other or _sorted(one) == _sorted(other):
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


@lru_cache(maxsize=65536)
def sentences(text: str) -> str:
    """JSON array of the sentences of a goal: {text, key}, where the key is the folded sentence. Short ones are left out.

    A sentence ends at 。 ； ！ ？ or at the end of a line; threshold shortest-sentence says what is too short to be one.
    """
    found = {fold(part): part.strip() for part in _SENTENCE_END.split(text)}
    least = threshold("shortest-sentence")
    return json.dumps(
        [{"text": part, "key": key} for key, part in found.items() if len(key) >= least], ensure_ascii=False
    )


def fingerprint(key: str) -> str:
    """16 hexadecimal digits that stand for a folded sentence."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@lru_cache(maxsize=65536)
def holds(text: str, name: str) -> int:
    """1 when a text, squeezed and in half width, holds one of the words that words.yml lists under this name; else 0."""
    return int(_any_of(name).search(squeeze(text)) is not None)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile(either(listed(name)))


@lru_cache(maxsize=65536)
def repetition(text: str) -> str | None:
    """The characters that stand twice in a row where once is meant (慰问慰问, 及及), None when there are none.

    Only Chinese characters side by side. What ordinary language doubles is no slip: words.yml, ordinary-doubling.
    """
    ordinary = [match.span() for match in _any_of("ordinary-doubling").finditer(text)]
    twice = [match for match in _TWICE.finditer(text) if len(set(match["again"])) > 1]
    found = [*twice, *_any_of("doubled-by-slip").finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        start, end = match.span()
        within = any(start < stop and begin < end for begin, stop in ordinary)
        # 行政村每村每年: each of each, and nothing twice.
        if "每" not in match[0] and not within and not set(match[0]) <= set(f"{NUMERALS}百千万亿两零〇"):
            return match[0]
    return None


@lru_cache(maxsize=65536)
def prompt(text: str) -> str | None:
    """What a text still holds of the empty form: (100字以内), XX, 请填写; None when it holds nothing of it."""
    match = _prompts().search(half_width(text))
    return text[match.start() : match.end()].strip() if match else None


@cache
def _prompts() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in listed("prompts")), re.ASCII | re.MULTILINE)
