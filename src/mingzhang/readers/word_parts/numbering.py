"""The numbers that Word prints in front of paragraphs of a list: 一、 (一) 1. They are seen on the page and not in the text.

Bullets are decoration and left out, as is a kind of number that is not known here.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from mingzhang.readers.word_parts.names import W, child, number_of, value_of
from mingzhang.readers.word_parts.styles import Styles

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _chinese(number: int) -> str:
    """一 to 九十九 as counted, larger numbers digit by digit."""
    if number >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    """a to z, then aa, bb …, as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,  # what a Chinese Word writes for 一, 二, 三
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}


class Numbering:
    """Counts the lists of a document; `root` is its numbering part, None when it has none."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        found = root if root is not None else ()
        self._abstract = {value_of(one, "abstractNumId"): one for one in found if one.tag == f"{W}abstractNum"}
        self._lists = {value_of(one, "numId"): one for one in found if one.tag == f"{W}num"}
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def next(self, paragraph_properties: Any) -> str:
        """The number printed in front of the next paragraph, with a blank behind it when one is; '' without one."""
        properties = child(paragraph_properties, "numPr")
        inherited = self._styles.numbering(value_of(child(paragraph_properties, "pStyle")))
        list_id = value_of(child(properties, "numId")) or value_of(child(inherited, "numId"))
        if list_id is None or list_id not in self._lists:
            return ""
        level = number_of(child(properties, "ilvl"), number_of(child(inherited, "ilvl")))
        abstract_id = value_of(child(self._lists[list_id], "abstractNumId"))
        self._count(list_id, abstract_id, level)
        return self._printed(list_id, abstract_id, level)

    def _level(self, list_id: str, abstract_id: str | None, level: int) -> Any:
        """The w:lvl of a list: its own, else that of the list that it is made after."""
        own = (child(one, "lvl") for one in self._lists[list_id].iter(f"{W}lvlOverride") if _is_level(one, level))
        abstract = self._abstract.get(abstract_id)
        made_after = (one for one in (abstract if abstract is not None else ()) if one.tag == f"{W}lvl")
        return next(
            (one for one in (*own, *(one for one in made_after if _is_level(one, level))) if one is not None), None
        )

    def _start(self, list_id: str, abstract_id: str | None, level: int) -> int:
        return number_of(child(self._level(list_id, abstract_id, level), "start"), 1)

    def _count(self, list_id: str, abstract_id: str | None, level: int) -> None:
        """One more at a level; deeper ones begin again. Lists made after the same one count together."""
        counts = self._counts[abstract_id]
        overrides = (one for one in self._lists[list_id].iter(f"{W}lvlOverride") if _is_level(one, level))
        start = next((child(one, "startOverride") for one in overrides), None)
        if start is not None and (list_id, level) not in self._begun:
            counts[level] = number_of(start, 1)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = self._start(list_id, abstract_id, level)
        self._begun.add((list_id, level))
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

    def _printed(self, list_id: str, abstract_id: str | None, level: int) -> str:
        own = self._level(list_id, abstract_id, level)
        text = value_of(child(own, "lvlText")) or ""
        counts = self._counts[abstract_id]
        for match in reversed(list(re.finditer(r"%([1-9])", text))):
            other = int(match[1]) - 1
            kind = value_of(child(self._level(list_id, abstract_id, other), "numFmt")) or "decimal"
            if kind not in _FORMATS:
                return ""
            number = counts.get(other, self._start(list_id, abstract_id, other))
            text = text[: match.start()] + (_FORMATS[kind](number) if number > 0 else str(number)) + text[match.end() :]
        if not text or value_of(child(own, "numFmt")) in ("bullet", "none"):
            return ""
        return text + ("" if value_of(child(own, "suff")) == "nothing" else " ")


def _is_level(element: Any, level: int) -> bool:
    return value_of(element, "ilvl") == str(level)
