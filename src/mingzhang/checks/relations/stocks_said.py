"""What there was, is added and taken away, and is there then, over sentences: 现有86座。本年新建9座，建成后达到95座."""

import re
from collections.abc import Iterator, Sequence
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, are_alike
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_MOST = 5  # numbers between the first and the last
_FAR = 24  # characters in front of a number in which it is said to be what there was


def stocks_said(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each number that is said to be what there is then, with the nearest one in its unit that is what there was.

    Every number in the unit between the two is added or taken away; one that is neither leaves the stock unsaid.
    """
    for at, claim in enumerate(numbers):
        if not _is_then(claim):
            continue
        changes: list[StatedNumber] = []
        made_of: list[StatedNumber] = []  # what the change in front is made of: 本年新增7.5TB(自建4.5TB,采购3TB)
        for one in reversed(numbers[:at]):
            if not are_alike(one, claim):
                continue
            if not one.is_exact or one.per or len(changes) > _MOST:
                break
            if _sign(one):
                if made_of and not isclose(sum(part.value for part in made_of), one.value):
                    break
                made_of = []
                changes.insert(0, one)
            elif not _is_was(one):
                made_of.append(one)
            else:
                if changes and not made_of and _is_was(one) and _is_of_same(one, changes, claim):
                    yield _relation(one, changes, claim)
                break


def _relation(was: StatedNumber, changes: Sequence[StatedNumber], claim: StatedNumber) -> Relation:
    value = was.value + sum(_sign(one) * one.value for one in changes)
    shown = "".join(f" {'+' if _sign(one) > 0 else '−'} {one.text}" for one in changes)
    return Relation(value, claim, (was, *changes), was.shown + shown, is_settled=True)


def _is_then(one: StatedNumber) -> bool:
    """Whether the words directly in front of an exact number say that it is what there is then, and no goal of later years."""
    if (
        not one.is_exact
        or one.per
        or one.unit in ("", "%", "元")
        or re.search(rf"[二两三四五六七八九十]年|{either(listed('later-goals'))}", one.words)
    ):
        return False
    return _then().search(one.words.strip()) is not None


def _is_was(one: StatedNumber) -> bool:
    words = one.words[-_FAR:] + one.behind[:3]
    return _was_said().search(words) is not None and re.search(either(listed("says-it-is-a-part")), one.words) is None


def _sign(one: StatedNumber) -> int:
    """1 where a number is added, -1 where it is taken away, by the words in front of it or directly behind it."""
    said = one.words[-_FAR:]
    if _then().search(said.strip()) or _was_said().search(said):
        return 0
    if re.search(either(listed("taken-from-a-stock")), said):
        return -1
    return int(re.search(either(listed("added-to-a-stock")), said) is not None)


def _is_of_same(was: StatedNumber, changes: Sequence[StatedNumber], claim: StatedNumber) -> bool:
    """Whether what there is then is said to be of nothing else than what there was: 年末在用, but no 一类公厕."""
    known = either(
        [
            *listed("says-at-the-end"),
            *listed("says-whole"),
            *listed("then-behind-a-change"),
            *listed("says-sum-of-list"),
        ]
    )
    left = re.sub(known, "", re.sub(rf"^.*(?:{either(listed('then-behind-a-change'))})", "", claim.words))
    around = was.words + was.behind + "".join(one.words + one.behind for one in changes)
    narrower = re.findall(r"[\u4e00-\u9fff]", left)
    return all(character in around for character in narrower)


@vocabulary.derived
def _then() -> re.Pattern[str]:
    """年末达到, 建成后全区公共厕所达到, 总数达到: when or how many in all, a noun, and that it is reached."""
    when, reached = either(listed("then-behind-a-change")), either(listed("says-reached"))
    return re.compile(rf"(?:{when})[\u4e00-\u9fff]{{0,14}}?(?:{reached})$")


@vocabulary.derived
def _was_said() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(listed('was-in-stock'))})|20\d\d年[末底]")
