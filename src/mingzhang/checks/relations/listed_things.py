"""How many things a text lists and says that it lists: 三项制度：一是…，二是…，三是…; 拥军、助残、敬老3类."""

import re
from collections.abc import Iterator

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import counted_number
from mingzhang.text.pieces import either

_NUMBERS = "一二三四五六七八九十"
_LEAST = 2


def listed_things(plain: str) -> Iterator[Relation]:
    """Each list of a text in half width whose things are counted, and the number that is said of them."""
    yield from _numbered(plain)
    yield from _in_a_row(plain)


@vocabulary.derived
def _kinds() -> str:
    return rf"(?:个)?(?:{either(listed('kinds-of-things'))})"


def _numbered(plain: str) -> Iterator[Relation]:
    """三项制度：一是…，二是…，三是…: as many as are numbered one after the other."""
    number_of = rf"(?<![\d第{_NUMBERS}])(?P<number>\d{{1,2}}|[两{_NUMBERS}])(?P<unit>{_kinds()})"
    for match in re.finditer(rf"{number_of}[^。;:,\d]{{0,10}}[:,]一是", plain):
        rest = plain[match.end() : plain.find("。", match.end()) if "。" in plain[match.end() :] else len(plain)]
        number = 1
        while number < len(_NUMBERS) and f"{_NUMBERS[number]}是" in rest:
            number += 1
        if number >= _LEAST:
            place = match["number"], match["unit"], match["number"] + match["unit"], match.start("number")
            yield Relation(number, counted_number(*place), (), "一是至" + _NUMBERS[number - 1] + "是")


def _in_a_row(plain: str) -> Iterator[Relation]:
    """拥军、助残、敬老3类: as many as stand between the marks; behind 等 there may be more than are named."""
    names = r"(?:^|[,;。:(])(?P<list>[^,;。:()\d]*、[^,;。:()\d]*?)(?P<more>等)?"
    pattern = rf"{names}(?P<number>\d{{1,2}}|[两三四五六七八九十])(?P<unit>{_kinds()})"
    for match in re.finditer(pattern, plain):
        least = match["list"].count("、") + 1
        most = least + len(re.findall("以及|[和及与]", match["list"]))
        claim = counted_number(match["number"], match["unit"], match["number"] + match["unit"], match.start("number"))
        is_more = bool(match["more"]) and claim.value > most
        named = min(max(claim.value, least), most)
        if not is_more and abs(claim.value - named) <= 1 and claim.value >= _LEAST:
            yield Relation(named, claim, (), match["list"].strip())
