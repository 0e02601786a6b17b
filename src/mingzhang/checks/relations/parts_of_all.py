"""Rates that are all parts of one whole, which come to 100% together: 签订后支付30%，验收后支付60%，质保期满支付10%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.pieces import either

_LEAST = 3  # rates; two may be of two wholes
_ALL = 100.0
_MOST = 130.0  # what is more is not of one whole
_LEAST_OF_ALL = 70.0


def parts_of_all(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """The rates of a sentence that each say what share of it is paid, borne or made up, held against all of it."""
    says = re.compile(rf"(?:{either(listed('says-part-of-all'))})(?:[\u4e00-\u9fff]{{0,6}}的|剩余|其余|余款)?$")
    rates = [one for one in numbers if one.unit == "%" and says.search(one.words.strip())]
    if len(rates) >= _LEAST and _are_of_one_whole(numbers, rates):
        yield from (replace(one, is_sure=False) for one in _relation(rates, may_be_less=False))
    for some, may_be_less in (*_borne(numbers), *_weights(numbers)):
        if _are_of_one_whole(numbers, some):
            yield from _relation(some, may_be_less)


def _borne(numbers: Sequence[StatedNumber]) -> Iterator[tuple[list[StatedNumber], bool]]:
    """What each of several bears, all named: 公益金承担75%、捐赠承担25%; and whether nobody else is said to bear any."""
    who, bears = either(listed("who-bears")), either(listed("bears-a-share"))
    says = re.compile(rf"(?P<who>[\u4e00-\u9fff]*(?:{who}))(?:各?按)?(?:{bears})$")
    found = [
        (one, says.search(re.sub(rf"^[、和由]|{either(listed('says-it-is-a-part'))}", "", one.words.strip())))
        for one in numbers
        if one.unit == "%"
    ]
    rates = [(one, match["who"]) for one, match in found if match]
    if len(rates) < 2 or len(rates) != len(found) or len({name for _, name in rates}) != len(rates):
        return
    around = numbers[0].words + "".join(one.words for one, _ in rates)
    sides = either(listed("all-sides"))
    yield (
        [one for one, _ in rates],
        len(rates) >= _LEAST and re.search(sides, _before(numbers, rates[0][0]) + around) is not None,
    )


def _before(numbers: Sequence[StatedNumber], first: StatedNumber) -> str:
    return "".join(one.words + one.behind for one in numbers[: numbers.index(first)])


def _weights(numbers: Sequence[StatedNumber]) -> Iterator[tuple[list[StatedNumber], bool]]:
    """What weights are said to be in the order of what is weighed: 权重分别为50%、30%、20%."""
    for at, first in enumerate(numbers):
        named = re.search(rf"(?:{either(listed('names-of-weights'))})[^\d]{{0,8}}$", first.words) is not None
        if first.unit != "%" or not (named or first.words.strip().endswith("按")):
            continue
        rates = [first]
        for one in numbers[at + 1 :]:
            if one.unit != "%" or one.words.strip(" 、和及"):
                break
            rates.append(one)
        behind = numbers[at + len(rates)] if at + len(rates) < len(numbers) else None
        in_batches = behind is not None and behind.value == len(rates) and rates[-1].behind.endswith("分")
        if len(rates) >= _LEAST and (named or in_batches):
            yield rates, True


def _are_of_one_whole(numbers: Sequence[StatedNumber], rates: Sequence[StatedNumber]) -> bool:
    if not all(one.is_exact and not one.per for one in rates):
        return False
    if numbers.index(rates[-1]) - numbers.index(rates[0]) >= len(rates) + _LEAST:
        return False  # other numbers stand between them
    words = "".join(one.words for one in rates)
    return re.search(either([*listed("overlapping-parts"), *listed("grown-shares")]), words) is None


def _relation(rates: Sequence[StatedNumber], may_be_less: bool) -> Iterator[Relation]:
    """The last rate as what is left of all by the others; of rates that are said to be all there are, also less than all."""
    total, last = sum(one.value for one in rates), rates[-1]
    if _ALL <= total <= _MOST or (may_be_less and _LEAST_OF_ALL <= total < _ALL):
        shown = " + ".join(one.text for one in rates[:-1])
        yield Relation(
            _ALL - total + last.value, last, tuple(rates[:-1]), f"100% − ({shown})", is_settled=True, is_sure=True
        )
