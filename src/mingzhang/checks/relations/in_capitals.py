"""Money that is printed twice, in capital numerals and in digits: 人民币壹佰贰拾陆万元整（￥1260000.00元）."""

import re
from collections.abc import Iterator

from mingzhang.checks.relations.relation import Relation
from mingzhang.checks.relations.stated_numbers import counted_number
from mingzhang.text.numerals import read_numeral

_CAPITALS = r"(?P<capitals>[壹贰叁肆伍陆柒捌玖拾佰仟萬万亿零]{2,})(?:圆|元)整?"
_DIGITS = r"[¥￥]?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万?元)"
_SAID = r"(?:大写|小写|人民币|[::])*"
_PAIRS = (
    re.compile(rf"{_CAPITALS}\({_SAID}{_DIGITS}\)"),
    re.compile(rf"{_DIGITS}\({_SAID}{_CAPITALS}\)"),
)
_TEN_THOUSAND = 10_000


def in_capitals(plain: str) -> Iterator[Relation]:
    """Each sum of money in digits with the same in capital numerals beside it in brackets; `plain` is in half width."""
    for pattern in _PAIRS:
        for match in pattern.finditer(plain):
            value = read_numeral(match["capitals"])
            if value is None:
                continue
            scale = _TEN_THOUSAND if match["unit"] == "万元" else 1
            number = match["number"].replace(",", "")
            text = plain[match.start("number") : match.end("unit")]
            claim = counted_number(number, match["unit"], text, match.start("number"))
            yield Relation(float(value) / scale, claim, (), f"{match['capitals']}元")
