"""A number format of a spreadsheet, read into its sections and their tokens (ECMA-376 part 1, 18.8.31)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

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
_LONGEST = 1000  # Excel takes 255 characters
_ENGLISH = ("409", "809", "1409")
_LANGUAGES = ("404", "804", "C04", "1004", "1404", *_ENGLISH)  # with the calendar and the digits that we know


class NotRenderable(ValueError):
    """What a person would see cannot be told for certain."""


class Token(NamedTuple):
    """A piece of a format with one meaning."""

    kind: str  # literal, digit, date, elapsed, half_day, exponent, general, or the mark itself
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """What holds for numbers of one sign, or for texts."""

    tokens: tuple[Token, ...]
    kinds: frozenset[str]  # of its tokens
    is_english: bool
    colour: str | None

    def has(self, *kinds: str) -> bool:
        """Whether it has a token of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)


@lru_cache(maxsize=1000)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format. Raises NotRenderable at a character that means nothing known, and for one that is too long."""
    if len(code) > _LONGEST:
        raise NotRenderable
    return tuple(map(_parsed, _split(code)))


def _split(code: str) -> list[list[Token]]:
    sections: list[list[Token]] = [[]]
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


def _token(kind: str, text: str) -> Token | None:
    """A token of a format; None for what leaves no trace in the text."""
    if kind in ("quoted", "escaped", "literal"):
        return Token("literal", text)
    if kind == "pad":
        return Token("literal", " ")  # as wide as the character behind it
    if kind == "fill" and text == " ":
        return None  # as many as the column is wide
    if kind in ("fill", "bracket"):
        return Token("[" if kind == "bracket" else "*", text)
    if kind == "mark":
        return Token(text, text)
    return Token(kind, text.lower() if kind == "date" else text)


def _parsed(tokens: list[Token]) -> Section:
    """A section with its brackets understood; what is not known of them stays as a token `[`."""
    kept: list[Token] = []
    is_english = False
    colour = None
    for token in tokens:
        locale = _LOCALE.fullmatch(token.text) if token.kind == "[" else None
        if token.kind != "[":
            kept.append(token)
        elif re.fullmatch(r"h+|m+|s+", token.text, re.IGNORECASE):
            kept.append(Token("elapsed", token.text.lower()))
        elif locale and (locale["language"] or "804").upper() in _LANGUAGES:
            kept.append(Token("literal", locale["currency"]))
            is_english |= (locale["language"] or "") in _ENGLISH
        elif _COLOUR.fullmatch(token.text):
            colour = token.text.lower()
        else:
            kept.append(token)
    return Section(tuple(kept), frozenset(token.kind for token in kept), is_english, colour)


def numeric_sections(sections: tuple[Section, ...]) -> int:
    """How many of the sections are for numbers: of four the last is for texts, of fewer the last if it has an @."""
    if len(sections) > 3 or (len(sections) > 1 and sections[-1].has("@")):
        return len(sections) - 1
    return len(sections)


def chosen_section(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, Decimal, str]:
    """The section that a number falls under, the number without its sign, and the sign that is printed before it."""
    if any(token.kind == "[" and token.text[:1] in "<>=" for section in sections for token in section.tokens):
        raise NotRenderable  # conditions on numbers
    if value == 0 and len(sections) > 2:
        return sections[2], abs(value), ""
    if value < 0 and len(sections) > 1:
        return sections[1], -value, ""
    return sections[0], abs(value), "-" if value < 0 else ""
