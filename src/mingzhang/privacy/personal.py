"""Which characters of a text are an identity number, a bank card, a telephone or a person's name.

A number counts as personal only where its own rule says so: the checksum and the date of birth of an identity number
(GB 11643), the checksum of a bank card (ISO/IEC 7812) with a word of banking beside it, the shape of a telephone number.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from mingzhang import vocabulary
from mingzhang.text.pieces import either, half_width, squeeze

IDENTITY, BANK_CARD, MOBILE, TELEPHONE, NAME = "identity_number", "bank_card", "mobile_number", "telephone", "names"
LISTED = "listed"  # a text that publish.yml names, whatever it is
KINDS = (IDENTITY, BANK_CARD, MOBILE, TELEPHONE, NAME)

_ALONE = r"(?<![0-9A-Za-z.,+*])", r"(?![0-9A-Za-z*]|[.,]\d|\s*(?:[百千万亿]|元))"


def _digits(number: int) -> str:
    """So many digits, each maybe the last of a line: a narrow column breaks a number anywhere. Blanks and hyphens group it."""
    return rf"(?:\d\n?){{{number}}}"


_IDENTITY = re.compile(
    rf"{_ALONE[0]}[1-8]\n?{_digits(5)}[ -]?"
    rf"(?:{_digits(8)}[ -]?{_digits(3)}[\dXx]|{_digits(6)}[ -]?{_digits(3)})(?<!\n){_ALONE[1]}"
)
_CARD = re.compile(
    rf"{_ALONE[0]}6\n?2\n?{_digits(2)}(?:[ -]?{_digits(4)}){{3}}(?:[ -]?{_digits(3)})?(?<!\n){_ALONE[1]}"
)
_MOBILE = re.compile(
    rf"{_ALONE[0]}(?:\+?86[ -]?)?1\n?[3-9]\n?{_digits(1)}[ -]?{_digits(4)}[ -]?{_digits(4)}(?<!\n){_ALONE[1]}"
)
_TELEPHONE = re.compile(rf"{_ALONE[0]}(?:\(0\d{{2,3}}\)|0\d{{2,3}}[ \-—])\d{{7,8}}(?:-\d{{1,5}})?{_ALONE[1]}")
_PATTERNS = {IDENTITY: _IDENTITY, BANK_CARD: _CARD, MOBILE: _MOBILE, TELEPHONE: _TELEPHONE}
_MANY_DIGITS = re.compile(r"(?:\d[ \n()（）—-]*){10}")  # no number of a person is shorter
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_OLDEST = 1900


class Personal(NamedTuple):
    """Characters start to end of a text, and the kind of personal data that they are."""

    start: int
    end: int
    kind: str


def _words(key: str) -> Any:
    return vocabulary.load("personal")[key]


def personal_data(text: str, labels: Iterable[str] = ()) -> list[Personal]:
    """The personal data in a text, in its order; offsets count its characters. `labels` are the cells before and above it."""
    found = [*(_numbers(text, labels) if _MANY_DIGITS.search(text) else ()), *_names(text, labels)]
    found.sort()
    return [one for place, one in enumerate(found) if not place or found[place - 1].end <= one.start]


def _numbers(text: str, labels: Iterable[str]) -> Iterator[Personal]:
    labels, text = [squeeze(label) for label in labels], half_width(text)
    if any(map(_budget_label().fullmatch, labels)):
        return
    context = squeeze(text) + "".join(labels)
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            apart = all(match.end() <= start or end <= match.start() for start, end in taken)
            if not apart or _budget_label().fullmatch(_label_before(text, match.start())):
                continue
            if _is_one(kind, match[0], context):
                taken.append(match.span())
                yield Personal(*match.span(), kind)


def _label_before(text: str, at: int) -> str:
    """The words just before a place of a text."""
    return squeeze(re.split(r"[,，;；。、\n|]|(?<=[:：])\s*\S+\s", text[:at])[-1] or "")


@vocabulary.derived
def _budget_label() -> re.Pattern[str]:
    return re.compile(rf"\D{{0,4}}(?:{either(_words('budget_numbers'))})(?:\(.*\))?:?")


def _is_one(kind: str, printed: str, context: str) -> bool:
    digits, breaks = re.sub(r"[ \n-]", "", printed), printed.count("\n")
    if breaks > 1 or (breaks and kind == MOBILE and not any(word in context for word in _words("calling"))):
        return False  # lines of digits are a list of numbers
    if kind == IDENTITY:
        return is_identity_number(digits) or (len(digits) == 15 and _is_old_identity_number(digits, context))
    if kind == BANK_CARD:
        return any(word in context for word in _words("banking")) and _passes_luhn(digits)
    return True


def is_identity_number(digits: str) -> bool:
    """Whether 18 characters are an identity number: a date of birth inside, and a last character that fits (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dXx]", digits, re.ASCII) or not _is_birthday(digits[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK_CHARACTERS[total % 11] == digits[17].upper()


def _is_old_identity_number(digits: str, context: str) -> bool:
    return any(word in context for word in _words("identity")) and _is_birthday(f"19{digits[6:12]}")


def _is_birthday(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= _OLDEST


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _names(text: str, labels: Iterable[str]) -> Iterator[Personal]:
    """The names behind a label in the text itself, and the whole text where the label is the cell before or above it."""
    if _people().search(text):
        for match in _name_behind_label().finditer(half_width(text)):
            yield Personal(*match.span("name"), NAME)
    elif any(_people().fullmatch(label.rstrip(" :：")) for label in labels):
        alone = _name_alone().fullmatch(text)
        if alone:
            yield Personal(*alone.span("name"), NAME)


@vocabulary.derived
def _people() -> re.Pattern[str]:
    """A label behind which a person is named; offices print blanks in it to fill a line (联 系 人)."""
    return re.compile("|".join(r"\s*".join(word) for word in sorted(_words("people"), key=len, reverse=True)))


@vocabulary.derived
def _name() -> str:
    office = either(_words("offices"))
    ending = rf"(?<!{')(?<!'.join(office.split('|'))})"
    surname = either(_words("surnames"))
    return rf"(?P<name>(?:{surname})\s{{0,2}}[\u4e00-\u9fff]{{1,3}}(?:·[\u4e00-\u9fff]{{1,8}})?)(?![\u4e00-\u9fff·]){ending}"


@vocabulary.derived
def _name_behind_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{_people().pattern})\s*(?:\([^()]*\)\s*)?:\s*{_name()}")


@vocabulary.derived
def _name_alone() -> re.Pattern[str]:
    return re.compile(rf"\s*{_name()}\s*")
