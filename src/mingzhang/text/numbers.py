"""Printed amounts of money, and quantities with a unit."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from mingzhang import vocabulary
from mingzhang.records import Amount
from mingzhang.text.numerals import IN_DIGITS, read_number
from mingzhang.text.pieces import either, half_width, in_words_of_ours, squeeze

_YUAN_SIGN = re.compile(r"^([-−]?)\s*(?:人民币)?\s*[¥￥]?\s*(?=\d|[-−]\d)")
_LARGEST_FEN = 2**63 - 1  # SQLite's integers end here; no amount of a budget comes near


class BadAmount(ValueError):
    """The text is no amount; `reason` is a key of vocabulary/reasons.yml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_amount(text: str, money_unit: int | None) -> Amount:
    """The amount a text prints, where a printed 1 stands for `money_unit` yuan; the text may bring its own unit (800.5万元).

    A sign ¥ in front says that it is money, and not in which unit. Raises BadAmount when the text is no number, is finer than a
    fen, which no account can pay, or when no unit is known or its own is another.
    """
    plain, own_unit = _without_unit(_YUAN_SIGN.sub(r"\1", half_width(text).strip()))
    if own_unit and money_unit and own_unit != money_unit:
        raise BadAmount("amount-unit-differs")
    money_unit = own_unit or money_unit
    if money_unit is None:
        raise BadAmount("money-unit-unknown")
    sign = -1 if plain[:1] in ("-", "−") else 1
    number = read_number(plain[1:] if sign < 0 else plain)
    if number is None:
        raise BadAmount(_why_no_amount(plain))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    fen = sign * number * money_unit * 100
    if fen != fen.to_integral_value():
        raise BadAmount("amount-finer-than-fen")
    if abs(fen) > _LARGEST_FEN:
        raise BadAmount("amount-too-large")
    step = Decimal(10) ** exponent * money_unit * 100
    return Amount(int(fen), max(int(step), 1))


def _without_unit(plain: str) -> tuple[str, int | None]:
    """A text without the unit of money at its end, and that unit in yuan; None when it ends without one."""
    match = re.fullmatch(rf"(.*\d)\s*({_money_names()}|[千万亿])", plain)
    names = vocabulary.load("units")["money"]
    return (match[1], int(names.get(match[2]) or names[f"{match[2]}元"])) if match else (plain, None)


def _why_no_amount(plain: str) -> str:
    """Why a text where an amount should be is none: a key of vocabulary/reasons.yml."""
    if re.fullmatch(r"\([^()]*\d[^()]*\)", plain):
        return "amount-in-brackets"
    return "amount-is-a-dash" if re.fullmatch(r"[-−—–/\\]+", plain) else "amount-not-a-number"


@vocabulary.derived
def _money_names() -> str:
    return "|".join(sorted(map(re.escape, vocabulary.load("units")["money"]), key=len, reverse=True))


def money_unit_in_brackets(label: str) -> int | None:
    """Yuan that a printed 1 stands for, by the label of a column or value; None when it names no unit, or two that differ."""
    units = money_units_in_label(label)
    return next(iter(units)) if len(units) == 1 else None


def money_units_in_label(label: str) -> set[int]:
    """Yuan that a printed 1 stands for, by all that a label says of it.

    The unit stands in brackets or behind a stroke or a colon: 金额 (万元), 金额/万元, 金额：万元, 金额（人民币万元）.
    """
    names, printed = _money_names(), squeeze(label)
    currency = either(vocabulary.load("units")["currency"])
    found = re.findall(rf"\((?:(?:{stated_by()}):)?(?:{currency})?({names})\)", printed)
    found += re.findall(rf"[^\d\W]\)?[/:,](?:{currency})?({names})$", printed)
    units = {int(vocabulary.load("units")["money"][name]) for name in found}
    stated = money_unit_stated(label)
    return units or ({stated} if stated else set())


@vocabulary.derived
def stated_by() -> str:
    """A pattern for the words that state the unit of money, in a text without white space: 单位."""
    return either(vocabulary.load("units")["stated_by"])


@vocabulary.derived
def money_unit_stated(line: str) -> int | None:
    """Yuan that a printed 1 stands for, by a line that states it: 单位：万元. A name that begins so (单位：元谋县) is none."""
    words = vocabulary.load("units")
    by = "|".join(r"\s*".join(map(re.escape, word)) for word in words["stated_by"])
    pattern = rf"(?:{by})\s*(?:\([A-Za-z ]*\))?\s*:\s*(?:{either(words['currency'])})?\s*({_money_names()})(?!\w)"
    stated = re.findall(pattern, in_words_of_ours(line))
    units = {int(vocabulary.load("units")["money"][name]) for name in stated}
    return units.pop() if len(units) == 1 else None


def money_unit_of_head(line: str) -> int | None:
    """Yuan that a printed 1 stands for, by a line or cell above a table: there 万元 or （单位万元） alone states it too."""
    words = vocabulary.load("units")
    names, currency = _money_names(), either(words["currency"])
    alone = re.fullmatch(rf"\(?(?:{stated_by()})*(?:{currency})?:?({names})\)?", squeeze(line))
    return int(words["money"][alone[1]]) if alone else money_unit_stated(line)


class MeasureUnit(NamedTuple):
    """A unit of measure: one printed of it is `factor` of `base`."""

    base: str
    factor: Decimal


@vocabulary.derived
def _units() -> dict[str, MeasureUnit]:
    units = {}
    for base, printed in vocabulary.load("units")["measures"].items():
        for name, factor in {base: 1, **(printed or {})}.items():
            units[name] = MeasureUnit(base, Decimal(str(factor)))
    return units


@vocabulary.derived
def _multiples() -> dict[str, Decimal]:
    return {name: Decimal(factor) for name, factor in vocabulary.load("units")["multiples"].items()}


@vocabulary.derived
def _multiplied() -> list[str]:
    """The units that 万 and the like may stand in front of."""
    never = vocabulary.load("units")["never_multiplied"]
    return [name for name, unit in _units().items() if name not in never and unit.base not in never]


def _one_unit(name: str) -> MeasureUnit | None:
    """A unit by its name, also with 万 and the like in front (万份)."""
    if name in _units():
        return _units()[name]
    match = re.fullmatch(rf"({either(_multiples())})({either(_multiplied())})", name)
    return _units()[match[2]]._replace(factor=_units()[match[2]].factor * _multiples()[match[1]]) if match else None


@vocabulary.derived
def _behind_a_stroke() -> frozenset[str]:
    """What something may be counted for behind a stroke: a unit, a time, or one of something by its name (元/生·年)."""
    content = vocabulary.load("units")
    names = content["names_of_one"]
    return frozenset({*_units(), *content["times"], *names, *(f"{name}次" for name in names)})  # 元/断面次


@vocabulary.derived
def known_unit(text: str) -> MeasureUnit | None:
    """The unit that a text names, also a multiple (万份) or one per another (万元/年, 元/人·月); None when it is not known."""
    first, *per = re.split(r"[/每]", squeeze(text), maxsplit=1)
    unit = _one_unit(first)
    if unit is None or not per:
        return unit
    behind = _behind_a_stroke()
    if all(one in behind for one in re.split(r"[/·.*每]", per[0])):
        return MeasureUnit(f"{unit.base}/{per[0]}", unit.factor)
    return None


def comparable(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """Value and unit in their base unit, by which they compare; as they are when the vocabulary lacks the unit.

    万 alone is a factor and no unit.
    """
    if unit and (factor := _multiples().get(squeeze(unit))):
        return value * factor, None
    known = known_unit(unit) if unit else None
    return (value * known.factor, known.base) if known else (value, half_width(unit) if unit else None)


def known_units() -> Iterable[str]:
    """The printed names of all units that are known, but for multiples."""
    return _units().keys()


def is_multiple(text: str) -> bool:
    """Whether a text is 万, 亿 or the like, which stands for a unit where none is printed (45万)."""
    return squeeze(text) in _multiples()


@vocabulary.derived
def unit_pattern() -> str:
    """A pattern for any unit that is known."""
    # A multiple first: in 15万亩次 the unit is 亩次, though 万亩 is one too.
    return rf"(?:(?:{either(_multiples())})(?:{either(_multiplied())})|{either(known_units())})"


def is_calendar_word(number: str, unit: str | None, signed: bool) -> bool:
    """Whether number and unit may be part of a date (2023年, 12月, a bare 2023 without a sign) and no quantity."""
    if unit in vocabulary.load("units")["calendar"]:
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d", number)) and (unit.startswith("年") if unit else not signed)


def trailing_quantity(plain: str, start: int, end: int) -> re.Match[str] | None:
    """A number with a known unit that ends plain[start:end], a text in half width: groups `number` and `unit`.

    It must not continue another number, a word in Latin letters or an ordinal (第3届).
    """
    unit, per = unit_pattern(), either(_behind_a_stroke())
    behind = rf"[/每](?:{per})(?:[/·每](?:{per}))*|\((?:{unit})\)"
    printed = rf"(?P<number>{IN_DIGITS})\s*(?P<unit>(?:{unit})(?:{behind})?)$"
    match = re.compile(printed, re.ASCII).search(plain, start, end)
    return None if match and is_calendar_word(match["number"], match["unit"], signed=False) else match
