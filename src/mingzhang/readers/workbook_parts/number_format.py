"""Number formats of spreadsheets: what a person sees in a cell that holds a number (ECMA-376 part 1, 18.8.30 and 18.8.31).

006 is kept as 6 with the format `000`, 90% as 0.9 with `0%`. A format whose outcome is not certain (conditions, fractions,
names of months in an unnamed language, Chinese numerals …) raises NotRenderable: a wrong number is worse than none.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from mingzhang.readers.workbook_parts.built_in_formats import GENERAL
from mingzhang.readers.workbook_parts.format_sections import (
    NotRenderable,
    Section,
    Token,
    chosen_section,
    numeric_sections,
    sections_of,
)
from mingzhang.readers.workbook_parts.shown_date import shown_date

_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)  # as many as spreadsheets keep of a number
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_LARGEST = Decimal("1e25")
_MOST_DECIMALS = 30
_LONGEST_GENERAL = 11  # characters, the point among them


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
    sections = sections_of(code)
    section, magnitude, sign = chosen_section(sections[: numeric_sections(sections)], value)
    if section.has("date", "elapsed", "half_day"):
        if value < 0:
            raise NotRenderable
        return shown_date(section, value, from_1904)
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
    section = sections_of(code)[-1]
    if len(sections_of(code)) < 4 and not section.has("@"):
        return text
    if any(token.kind not in ("literal", "@") for token in section.tokens):
        raise NotRenderable
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def colours_negative(code: str) -> bool:
    """Whether a format shows negative numbers in a colour of their own: #,##0.00;[Red]#,##0.00."""
    sections = sections_of(code)
    return len(sections) > 1 and sections[1].colour not in (None, sections[0].colour)


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _plain(value: Decimal, places: int) -> str:
    return format(EXACT.quantize(value, Decimal(1).scaleb(-places)), "f")


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


def _number(section: Section, value: Decimal) -> str:
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


def _commas(tokens: tuple[Token, ...], digits: list[int], point: int) -> tuple[bool, int]:
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


def _fill_decimals(tokens: tuple[Token, ...], places: list[int], digits: str) -> dict[int, str]:
    """What each place behind the point shows: zeros at the end only where the place asks for them."""
    shown = dict(zip(places, digits, strict=True))
    for index in reversed(places):
        if tokens[index].text == "0" or shown[index] != "0":
            break
        shown[index] = " " if tokens[index].text == "?" else ""
    return shown
