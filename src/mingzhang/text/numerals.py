"""Printed numbers: in digits (1,200.50), in Chinese numerals (一百零五, 壹拾万) and in both (1万5千, 1.2万)."""

import re
from decimal import Decimal

from mingzhang.text.pieces import half_width

# A number in digits, with separators of thousands or without.
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ZEROS = "零〇"
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGIT, _TIME = f"[{''.join(_DIGITS)}]", f"[{''.join(_TIMES)}]"
# The forms that cannot be altered, as cheques and contracts print them.
_UNALTERABLE = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億两○", "一二三四五六七八九十百千万亿两〇")

# A number in front of a unit. Its last 万 or 亿 is left to the unit (3万元 is 3 and 万元) unless more of it stands before
# (1万5千, 一亿二千万); in digits so is its last 千 or 百. It is never cut short: 1万5千克 is not 1万5 and 千克. What stands
# directly behind 万, 千 or 百 is no number of its own.
_NOT_BEHIND = r"(?<![\dA-Za-z.第~—–+±-])(?<!\d,)(?<![百千万亿])(?<![百千万亿]\s)"
_SECTION = rf"[{''.join(_DIGITS)}十百千{_ZEROS}]++"
# What is counted may be named by Latin capitals: AED80台, CT1台. A lone letter is part of a name (A4, H7N9).
_BEHIND_CAPITALS = "|".join(rf"(?<=[\u4e00-\u9fff、，,(（:：][A-Z]{{{length}}})" for length in (2, 3, 4))
_CAPITALS_COUNTED = rf"(?:{_BEHIND_CAPITALS})(?=\d{{1,5}}(?:台|套|个|部|辆|盏|架|块|件|具|张|只))"
_MAY_BEGIN = rf"(?:{_NOT_BEHIND}|{_CAPITALS_COUNTED})"
IN_DIGITS = (
    rf"{_MAY_BEGIN}(?:{NUMBER}(?:{_TIME}+[{_ZEROS}]?(?:\d+|{_DIGIT}))+{_TIME}*+"
    rf"|{NUMBER}(?!\s*{_TIME}+[{_ZEROS}]?(?:\d|{_DIGIT})))"
)
IN_WORDS = rf"{_NOT_BEHIND}(?<![{''.join(_DIGITS)}十{_ZEROS}])(?:{_SECTION}(?:[万亿]+{_SECTION})+[万亿]*+|{_SECTION})"
NUMERAL = rf"(?:{IN_DIGITS}|{IN_WORDS})"

_TOKEN = re.compile(rf"{NUMBER}|[{''.join(_DIGITS)}{_ZEROS}{''.join(_TIMES)}]", re.ASCII)
_NUMBER_ALONE = re.compile(NUMBER, re.ASCII)
_LONGEST = 24  # characters of a number with numerals in it; far beyond any that is printed


def read_number(text: str) -> Decimal | None:
    """The number in digits that the whole text is, thousands separators allowed; None when it is anything else."""
    plain = half_width(text).strip()
    return Decimal(plain.replace(",", "")) if _NUMBER_ALONE.fullmatch(plain) else None


def plain_number(value: float) -> str:
    """A number without needless zeros: 25, 0.5, 3900."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def read_numeral(text: str) -> Decimal | None:
    """The number that the whole text is, however it is printed: 60, 六十, 一百零五, 一百五 (150), 1万5千, 1.2万, 壹拾万, 〇.

    None when it is anything else, and for what names no one number (三五, 几十) or is put together as nobody says it.
    """
    plain = half_width(text).strip().translate(_UNALTERABLE)
    if (number := read_number(plain)) is not None:
        return number
    tokens = _TOKEN.findall(plain)
    if not tokens or len(plain) > _LONGEST or "".join(tokens) != plain:
        return None
    if len(tokens) == 1 and tokens[0] in _ZEROS:
        return Decimal(0)
    return _sum(["一", *tokens] if tokens[0] == "十" else tokens)


def _sum(tokens: list[str]) -> Decimal | None:
    """The value of tokens, none of them a zero in front; None when they are no number."""
    times = next((time for time in reversed(_TIMES) if time in tokens), None)
    if times is None:
        return _one(tokens)
    at = len(tokens) - 1 - tokens[::-1].index(times)
    factor = _sum(tokens[:at]) if times in "万亿" else _one(tokens[:at])
    rest = _rest(tokens[at + 1 :], _TIMES[times])
    if factor is None or rest is None or factor == 0 or (rest and factor != int(factor)):
        return None
    return factor * _TIMES[times] + rest


def _one(tokens: list[str]) -> Decimal | None:
    """A single digit or a number in digits."""
    if len(tokens) != 1 or tokens[0] in _TIMES or tokens[0] in _ZEROS:
        return None
    return Decimal(_DIGITS[tokens[0]]) if tokens[0] in _DIGITS else read_number(tokens[0])


def _rest(tokens: list[str], times: int) -> Decimal | None:
    """What follows 千, 万 and the like, less than one of it: 五 behind 百 is 50, 零五 is 5."""
    if not tokens:
        return Decimal(0)
    behind_zero = tokens[0] in _ZEROS
    value = _sum(tokens[1:] if behind_zero else tokens)
    if value is None or value >= times or value != int(value):
        return None
    is_next_digit = len(tokens) == 1 and len(tokens[0]) == 1 and times > 10
    return value * times / 10 if is_next_digit else value
