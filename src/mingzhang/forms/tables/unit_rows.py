"""Rows of a list that print a name, and neither goals nor indicators: of a unit, of a part of the list, or unclear."""

import re
from collections.abc import Sequence

from mingzhang.records import Amount
from mingzhang.text.pieces import half_width

# 一、重大项目, (二)一般项目, 603-某镇人民政府
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|(?:\d{3})+\s*[-—－])", re.ASCII
)


def is_heading(name: str) -> bool:
    """Whether a name is numbered as the parts of a list are, or has the code of a unit in front."""
    return _HEADING.match(half_width(name)) is not None


def adds_up(amount: Amount, below: Sequence[Amount | None]) -> bool:
    """Whether an amount is the sum of those of the first projects below it, however many these are."""
    total = 0
    for one in below:
        if one is None:
            return False
        total += one.fen
        if total == amount.fen:
            return True
    return False
