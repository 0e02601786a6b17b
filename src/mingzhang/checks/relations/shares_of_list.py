"""Lists of parts that each print a share, or make up a price: 其中外业占60%；内业占40%; 每人12元（早餐4元、午餐8元）."""

import re
from collections.abc import Iterator, Sequence

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber

_PER_CENT = 100.0
_LEAST = 2
_BRACKET = re.compile(r"\((?P<list>[^()]*)\)")
_ITEM = re.compile(r"[\u4e00-\u9fff]{1,6}")


def shares_of_list(plain: str, numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """The share behind each part of a whole, and each price with its parts in brackets; `plain` is in half width."""
    for at, whole in enumerate(numbers[:-1]):
        if not whole.is_exact or not whole.value:
            continue
        if whole.per and whole.unit == "元":
            yield from _price_with_parts(plain, numbers, at)
        elif not whole.per and whole.unit not in ("", "%"):
            yield from _shares(whole, numbers[at + 1 :])


def _shares(whole: StatedNumber, behind: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each share of a list that begins right behind its whole, where parts and shares take turns."""
    pairs: list[tuple[StatedNumber, StatedNumber]] = []
    for part, rate in zip(behind[::2], behind[1::2], strict=False):
        is_share = rate.unit == "%" and rate.is_exact and rate.words.strip() in listed("says-share-of-whole")
        if not is_share or not are_alike(part, whole) or not part.is_exact or part.per or part.value >= whole.value:
            break
        pairs.append((part, rate))
    named = re.search("|".join(vocabulary.load("quantities")["parts"]), behind[0].words) if pairs else None
    if len(pairs) < _LEAST or named is None:
        return
    for part, rate in pairs:
        computed = _PER_CENT * part.value / whole.value
        yield Relation(computed, rate, (part, whole), f"{part.shown} ÷ {whole.shown}", is_settled=True)


def _price_with_parts(plain: str, numbers: Sequence[StatedNumber], at: int) -> Iterator[Relation]:
    """A price with what it is for in the brackets directly behind, each with its money: 12元(早餐4元、午餐8元)."""
    price = numbers[at]
    bracket = _BRACKET.match(plain, price.end)
    if bracket is None:
        return
    parts = [one for one in numbers[at + 1 :] if one.start < bracket.end()]
    items = re.split("[、,和及]", bracket["list"])
    is_plain = all(one.is_exact and one.unit == "元" and not one.per and one.value < price.value for one in parts)
    names = [item[: len(item) - len(one.text)] for item, one in zip(items, parts, strict=False)]
    is_named = all(_ITEM.fullmatch(name) and not _names_some(name) for name in names)
    if len(parts) >= _LEAST and len(items) == len(parts) and is_plain and is_named:
        total = sum(one.value for one in parts)
        yield Relation(total, price, tuple(parts), " + ".join(one.text for one in parts), is_settled=True)


def _names_some(name: str) -> bool:
    return re.search("|".join(vocabulary.load("quantities")["parts"]), name) is not None
