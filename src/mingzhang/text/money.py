"""Amounts of money as people read them, exact to the fen: nothing is rounded, so two amounts that differ look different.

`fen` is always an integer, the truth of the tables. 万元 has two digits behind the point, and more where it
takes more.
"""

import re
from decimal import Decimal

YUAN, WAN_YUAN, YI_YUAN = 100, 1_000_000, 10_000_000_000  # in fen

_WAN_YUAN_PRINTED = re.compile(r"(-?[\d,]+\.\d{1,6}) 万元", re.ASCII)


def digits_in(fen: int, unit: int, least_decimals: int = 2) -> str:
    """The digits of an amount in a unit (WAN_YUAN), without its name: 1,234.5012, for columns whose head names the unit.

    `unit` is a power of ten in fen; there are `least_decimals` digits behind the point at least, none when it is 0 and none is
    needed.
    """
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), unit)
    places = len(str(unit)) - 1
    decimals = f"{rest:0{places}d}".rstrip("0").ljust(least_decimals, "0")
    return f"{sign}{whole:,}{'.' if decimals else ''}{decimals}"


def wan_yuan(fen: int) -> str:
    """An amount for Chinese readers: 30.33 万元, 5.0012 万元."""
    return f"{digits_in(fen, WAN_YUAN)} 万元"


def yuan_or_wan_yuan(fen: int) -> str:
    """An amount in a sentence for Chinese readers in the unit that people use for it: 800 元, 30.33 万元."""
    return f"{digits_in(fen, YUAN, 0).replace(',', '')} 元" if abs(fen) < WAN_YUAN else wan_yuan(fen)


def yi_or_wan_yuan(fen: int) -> str:
    """An amount in a sentence for Chinese readers: 1.2 亿元 from one 亿 on, 30.33 万元 below."""
    return f"{digits_in(fen, YI_YUAN, 0)} 亿元" if abs(fen) >= YI_YUAN else wan_yuan(fen)


def rounded_yi_or_wan_yuan(fen: int) -> str:
    """An amount in a sentence for Chinese readers: below one 亿 exact as `wan_yuan`, from there on 亿元 to the nearest 万元."""
    if abs(fen) < YI_YUAN:
        return wan_yuan(fen)
    return f"{digits_in(round(fen / WAN_YUAN) * WAN_YUAN, YI_YUAN)} 亿元"


def exact_yuan(fen: int) -> str:
    """An amount in 元 with both digits of its fen, to stand beside one in 万元: 303,300.00 元."""
    return f"{digits_in(fen, YUAN)} 元"


def yuan(fen: int) -> str:
    """An amount for English readers: 303,300 yuan, with both digits of its fen where there are any."""
    return f"{digits_in(fen, YUAN, 2 if fen % YUAN else 0)} yuan"


def read_wan_yuan(text: str) -> int | None:
    """The fen of a text that `wan_yuan` wrote and nothing else, so that each language can show it in its own way."""
    match = _WAN_YUAN_PRINTED.fullmatch(text)
    return int(Decimal(match[1].replace(",", "")) * WAN_YUAN) if match else None
