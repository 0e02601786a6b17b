"""What a cell of a spreadsheet shows that holds a day or a time: the number counts the days from an epoch."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from mingzhang.readers.workbook_parts.format_sections import NotRenderable, Section, Token

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHOLE_SECONDS = Context(prec=80, rounding=ROUND_HALF_UP)


def shown_date(section: Section, value: Decimal, from_1904: bool) -> str:
    """A number as the day and time that it counts to."""
    tokens = section.tokens
    if section.has("digit", "general", "exponent", "%", "@", "[", "*"):
        raise NotRenderable
    days = int(value)
    seconds = int(_WHOLE_SECONDS.quantize((value - days) * 86400, Decimal(1)))
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


def _is_minutes(tokens: tuple[Token, ...], clock: list[int], index: int) -> bool:
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
