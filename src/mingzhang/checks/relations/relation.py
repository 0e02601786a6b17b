"""A relation of the numbers of a sentence: what some of them come to, and the number that is printed for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzhang.checks.relations.stated_numbers import RATIO, StatedNumber
from mingzhang.text.numerals import plain_number

_ALLOWED = 0.9999  # of the last digit: what is rounded up or down misses by less than one step


@dataclass(frozen=True, slots=True)
class Relation:
    """What `used` numbers come to, in base units of the `claim`, as `shown`; `allowed` is by how much rounding may miss it.

    `is_settled` where words say of each number what is done with it, so that other arithmetic of them is no other reading;
    `is_sure` where the printed number is wrong however far it is from what was computed, `is_open` where it is right if it was
    counted otherwise, so that the office can only be asked.
    """

    computed: float
    claim: StatedNumber
    used: tuple[StatedNumber, ...]
    shown: str
    allowed: float = 0.0
    most: float | None = None  # of what is between two bounds
    is_settled: bool = False
    is_sure: bool = False
    is_open: bool = False

    @property
    def fits(self) -> bool:
        """Whether the printed number is what was computed, but for rounding."""
        return self.comes_to(self.claim)

    def comes_to(self, one: StatedNumber) -> bool:
        """Whether a number is what was computed, but for rounding."""
        miss = one.step * _ALLOWED + self.allowed
        return self.computed - miss <= one.value <= (self.most or self.computed) + miss

    @property
    def sentence(self) -> str:
        """The arithmetic with its result in the unit of the printed number: 15个 × 每班8名 = 120名."""
        values = [self.computed] if self.most is None else [self.computed, self.most]
        result = "至".join(plain_number(round(value / self.claim.scale, 4)) for value in values)
        if self.claim.unit == RATIO:
            is_first_one = self.claim.text.startswith(("1:", "1：", f"1{RATIO}"))
            result = f"1{RATIO}{result}" if is_first_one else f"{result}{RATIO}1"
        return f"{self.shown} = {result}{self.claim.printed_unit}"


def says_nothing_new(words: str, around: str) -> bool:
    """Whether each two characters of words that stand together have one that other words have: 改造渠道 of 改造东干渠, 支渠."""
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return all(pair[0] in around or pair[1] in around for pair in pairs if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair))


def are_alike(one: StatedNumber, other: StatedNumber) -> bool:
    """Whether two numbers count in one unit: 人 and 人次, 38座 and 1596个座位 too."""
    if one.unit == other.unit:
        return bool(one.unit)
    if {one.unit, other.unit} == {"人", "人次"}:
        return True
    for mine, others in ((one, other), (other, one)):
        if mine.unit == "个" and others.unit and mine.behind.startswith(others.unit):
            return True
    return False


def times_shown(numbers: Sequence[StatedNumber]) -> str:
    """Factors as they are printed: 15个 × 每班8名."""
    return " × ".join(one.shown for one in numbers)
