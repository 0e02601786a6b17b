"""Number formats of spreadsheets: what a person sees in a cell that holds a number (ECMA-376 part 1, 18.8.30 and 18.8.31).

006 is kept as 6 with the format `000`, 90% as 0.9 with `0%`. A format whose outcome is not certain (conditions, fractions,
names of months in an unnamed language, Chinese numerals …) raises NotRenderable: a wrong number is worse than none.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"

# What the numbers below 164 stand for when a file does not say it. ECMA-376 lists them by language: these are the ones for
# all languages and those of zh-CN. Number 14 is the short date of the system, in Chinese 2023/12/31. 5 to 8, 42 and 44 are
# money in the currency of the system and left out; so are the negative numbers of 41 and 43.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00 ;(#,##0.00)",
    40: "#,##0.00 ;[Red](#,##0.00)",
    41: '_ * #,##0_ ;[currency];_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;[currency];_ * "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<pad>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式) | (?P<half_day>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+) | (?P<digit>[0#?]) | (?P<mark>[.,%@/;]) | (?P<literal>[^A-Za-z1-9"\\\[\]!*_])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<currency>[^-]*)(?:-0*(?P<language>[0-9A-Fa-f]+))?")
_ENGLISH = ("409", "809", "1409")
_LANGUAGES = ("404", "804", "C04", "1004", "1404", *_ENGLISH)  # with the calendar and the digits that we know
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # as many as spreadsheets keep of a number
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_LARGEST = Decimal("1e25")
_MOST_DECIMALS = 30
_LONGEST_GENERAL = 11  # characters, the point among them


class NotRenderable(ValueError):
    """What a person would see cannot be told for certain."""


class _Token(NamedTuple):
    kind: str  # literal, digit, date, elapsed, half_day, exponent, general, or the mark itself
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    kinds: frozenset[str]  # of its tokens
    is_english: bool
    colour: str | None

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)


@lru_cache(maxsize=10_000)  # the same few numbers stand in many cells
def render_number(value: Decimal, code: str, from_1904: bool = False) -> str:
    """What a cell shows that holds a number under a format; `from_1904` for workbooks that count days from 1904.

    Rounds as spreadsheets do: to 15 digits first, then to the places of the format, halves away from zero.
    Raises NotRenderable when it is not certain.
    """
    if not value.is_finite() or abs(value) >= _LARGEST:
        raise NotRenderable
    value = _FIFTEEN_DIGITS.plus(value)
    if code in ("", GENERAL):
        return _general(value)
    sections = _sections(code)
    section, magnitude, sign = _choose(sections[: _numeric_sections(sections)], value)
    if section.has("date", "elapsed", "half_day"):
        if value < 0:
            raise NotRenderable
        return _date(section, value, from_1904)
    if section.has("/", "[", "*"):
        raise NotRenderable
    text = _number(section, magnitude)
    if sign and text == _number(section, Decimal(0)):
        raise NotRenderable  # programs differ on whether -0.001 shows as 0.00 or as -0.00
    return sign + text


def render_text(text: str, code: str) -> str:
    """What a cell shows that holds a text under a format: the text, unless the format has a section for texts."""
    if code == "@" or ("@" not in code and code.count(";") < 3):
        return text
    section = _sections(code)[-1]
    if len(_sections(code)) < 4 and not section.has("@"):
        return text
    if any(token.kind not in ("literal", "@") for token in section.tokens):
        raise NotRenderable
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def colours_negative(code: str) -> bool:
    """Whether a format shows negative numbers in a colour of their own: #,##0.00;[Red]#,##0.00."""
    sections = _sections(code)
    return len(sections) > 1 and sections[1].colour not in (None, sections[0].colour)


# ---- reading a format ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format. Raises NotRenderable at a character that means nothing known."""
    return tuple(map(_parsed, _split(code)))


def _split(code: str) -> list[list[_Token]]:
    sections: list[list[_Token]] = [[]]
    position = 0
    while position < len(code):
        match = _TOKEN.match(code, position)
        if match is None or match.lastgroup is None:
            raise NotRenderable
        position = match.end()
        kind, text = match.lastgroup, match[match.lastgroup]
        if match[0] == ";":
            sections.append([])
        elif token := _token(kind, text):
            sections[-1].append(token)
    if len(sections) > 4 or (len(sections) == 2 and not sections[1]):
        raise NotRenderable
    return sections


def _token(kind: str, text: str) -> _Token | None:
    """A token of a format; None for what leaves no trace in the text."""
    if kind in ("quoted", "escaped", "literal"):
        return _Token("literal", text)
    if kind == "pad":
        return _Token("literal", " ")  # as wide as the character behind it
    if kind == "fill" and text == " ":
        return None  # as many as the column is wide
    if kind in ("fill", "bracket"):
        return _Token("[" if kind == "bracket" else "*", text)
    if kind == "mark":
        return _Token(text, text)
    return _Token(kind, text.lower() if kind == "date" else text)


def _parsed(tokens: list[_Token]) -> _Section:
    """A section with its brackets understood; what is not known of them stays as a token `[`."""
    found: list[_Token] = []
    is_english = False
    colour = None
    for token in tokens:
        locale = _LOCALE.fullmatch(token.text) if token.kind == "[" else None
        if token.kind != "[":
            found.append(token)
        elif re.fullmatch(r"h+|m+|s+", token.text, re.IGNORECASE):
            found.append(_Token("elapsed", token.text.lower()))
        elif locale and (locale["language"] or "804").upper() in _LANGUAGES:
            found.append(_Token("literal", locale["currency"]))
            is_english |= (locale["language"] or "") in _ENGLISH
        elif _COLOUR.fullmatch(token.text):
            colour = token.text.lower()
        else:
            found.append(token)
    return _Section(tuple(found), frozenset(token.kind for token in found), is_english, colour)


def _numeric_sections(sections: tuple[_Section, ...]) -> int:
    """How many of the sections are for numbers: of four the last is for texts, of fewer the last if it has an @."""
    if len(sections) > 3 or (len(sections) > 1 and sections[-1].has("@")):
        return len(sections) - 1
    return len(sections)


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, Decimal, str]:
    """The section that a number falls under, the number without its sign, and the sign that is printed before it."""
    if any(token.kind == "[" and token.text[:1] in "<>=" for section in sections for token in section.tokens):
        raise NotRenderable  # conditions on numbers
    if value == 0 and len(sections) > 2:
        return sections[2], abs(value), ""
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    return sections[0], abs(value), "-" if value < 0 else ""


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _plain(value: Decimal, places: int) -> str:
    return format(_EXACT.quantize(value, Decimal(1).scaleb(-places)), "f")


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _general(value: Decimal) -> str:
    """A number without a format: in as many digits as fit. Of longer integers programs show different things: Excel
    1.23457E+11, others all digits.
    """
    sign, value = ("-" if value < 0 else ""), abs(value)
    order = value.adjusted()
    if value == value.to_integral_value():
        if order >= _LONGEST_GENERAL:
            raise NotRenderable
        return sign + _plain(value, 0)
    text = _without_zeros(format(value, "f"))
    if (order < -4 and len(text) > _LONGEST_GENERAL) or order >= _LONGEST_GENERAL:
        return sign + _scientific(value)
    places = max(0, _LONGEST_GENERAL - 2 - max(order, 0))
    return sign + _without_zeros(_plain(value, places))


def _scientific(value: Decimal) -> str:
    """A positive number as a column of its own without a format shows it when it is too long: 1.23457E-05."""
    order = value.adjusted()
    mantissa = _plain(value.scaleb(-order), 5)
    if mantissa.startswith("10"):
        order, mantissa = order + 1, "1"
    return f"{_without_zeros(mantissa)}E{'-' if order < 0 else '+'}{abs(order):02}"


def _number(section: _Section, value: Decimal) -> str:
    """A number without its sign under a section that is not for dates."""
    if section.has("general", "@"):
        if section.has("digit", ".", ",", "%", "exponent"):
            raise NotRenderable
        general = _general(value)
        return "".join(general if token.kind in ("general", "@") else token.text for token in section.tokens)
    if section.has("exponent"):
        raise NotRenderable
    tokens = section.tokens
    point = next((index for index, token in enumerate(tokens) if token.kind == "."), len(tokens))
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    whole, decimal = [index for index in digits if index < point], [index for index in digits if index > point]
    if len(decimal) > _MOST_DECIMALS:
        raise NotRenderable
    is_grouped, scale = _commas(tokens, digits, point)
    shift = 2 * sum(token.kind == "%" for token in tokens) - 3 * scale
    before, _, after = _plain(value.scaleb(shift), len(decimal)).partition(".")
    filled = _fill_whole([tokens[index].text for index in whole], before.lstrip("0"), is_grouped)
    shown = ["" if token.kind == "," else token.text for token in tokens]
    for index, digit in [*zip(whole, filled, strict=True), *_fill_decimals(tokens, decimal, after).items()]:
        shown[index] = digit
    if not whole and point < len(tokens):
        shown[point] = before.lstrip("0") + "."
    return "".join(shown)


def _commas(tokens: tuple[_Token, ...], digits: list[int], point: int) -> tuple[bool, int]:
    """Whether thousands are separated, and how many thousands the number is divided by.

    A comma between digits separates, a comma behind the last digit (before the point or at the end) divides.
    """
    commas = [index for index, token in enumerate(tokens) if token.kind == ","]
    whole = [index for index in digits if index < point]
    last_digits = [places[-1] for places in (whole, digits) if places]
    between = [index for index in commas if whole and whole[0] < index < whole[-1]]
    behind = [
        index
        for index in commas
        if index not in between
        and any(set(range(last + 1, index)) <= set(commas) and last < index for last in last_digits)
    ]
    if len(between) + len(behind) != len(commas):
        raise NotRenderable
    return bool(between), len(behind)


def _fill_whole(places: list[str], digits: str, is_grouped: bool) -> list[str]:
    """What each place before the point shows; the first one takes all digits that are left."""
    if is_grouped and "?" in places:
        raise NotRenderable  # blanks in the place of separators
    filled: list[str] = []
    count = 0
    for index in range(len(places) - 1, -1, -1):
        here = digits if index == 0 else digits[-1:]
        digits = "" if index == 0 else digits[:-1]
        here = here or {"0": "0", "?": " ", "#": ""}[places[index]]
        shown = ""
        for digit in reversed(here):
            shown = digit + ("," if is_grouped and count and count % 3 == 0 else "") + shown
            count += 1
        filled.insert(0, shown)
    return filled


def _fill_decimals(tokens: tuple[_Token, ...], places: list[int], digits: str) -> dict[int, str]:
    """What each place behind the point shows: zeros at the end only where the place asks for them."""
    shown = dict(zip(places, digits, strict=True))
    for index in reversed(places):
        if tokens[index].text == "0" or shown[index] != "0":
            break
        shown[index] = " " if tokens[index].text == "?" else ""
    return shown


# ---- dates -----------------------------------------------------------------------------------------------------------


def _date(section: _Section, value: Decimal, from_1904: bool) -> str:
    """A number as the day and time that it counts to."""
    tokens = section.tokens
    if section.has("digit", "general", "exponent", "%", "@", "[", "*"):
        raise NotRenderable
    days = int(value)
    seconds = int(_EXACT.quantize((value - days) * 86400, Decimal(1)))
    if seconds == 86400:
        raise NotRenderable  # less than half a second before midnight: today or tomorrow
    is_half_day = section.has("half_day")
    clock = [index for index, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    shown = []
    for index, token in enumerate(tokens):
        if token.kind == "elapsed":
            shown.append(_elapsed(token.text, days * 86400 + seconds))
        elif token.kind == "half_day":
            first, second = token.text.split("/")
            shown.append(first if seconds < 43200 else second)
        elif token.kind == "date":
            if token.text[0] in "hs" or _is_minutes(tokens, clock, index):
                shown.append(_time(token.text, seconds, is_half_day))
            else:
                shown.append(_day(token.text, days, from_1904, section.is_english))
        else:
            shown.append(token.text)
    return "".join(shown)


def _is_minutes(tokens: tuple[_Token, ...], clock: list[int], index: int) -> bool:
    """Whether an m is for minutes: behind hours or before seconds."""
    if tokens[index].text not in ("m", "mm"):
        return False
    place = clock.index(index)
    before = tokens[clock[place - 1]].text if place else ""
    after = tokens[clock[place + 1]].text if place + 1 < len(clock) else ""
    return before.startswith("h") or after.startswith("s")


def _elapsed(text: str, seconds: int) -> str:
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text))


def _time(text: str, seconds: int, is_half_day: bool) -> str:
    if len(text) > 2:
        raise NotRenderable
    hour = seconds // 3600
    number = {"h": (hour - 1) % 12 + 1 if is_half_day else hour, "m": seconds // 60 % 60, "s": seconds % 60}[text[0]]
    return str(number).zfill(len(text))


def _day(text: str, days: int, from_1904: bool, is_english: bool) -> str:
    """A part of a date. Up to the day 60, 1900-02-29, which never was, programs count differently."""
    if not from_1904 and days <= 60:
        raise NotRenderable
    epoch = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    try:
        day = epoch + timedelta(days=days)
    except OverflowError:
        raise NotRenderable from None
    if text[0] == "y":
        return f"{day.year:04}" if len(text) > 2 else f"{day.year % 100:02}"
    number, name = (day.month, _MONTHS[day.month - 1]) if text[0] == "m" else (day.day, _DAYS[day.weekday()])
    if len(text) < 3:
        return str(number).zfill(len(text))
    if not is_english or len(text) > 4:
        raise NotRenderable
    return name[:3] if len(text) == 3 else name
