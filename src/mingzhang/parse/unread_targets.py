"""Why a target with a number in it is not read: it is a range, a ratio, approximate, or holds several numbers."""

import re
import unicodedata

from mingzhang import vocabulary
from mingzhang.text.numbers import known_unit
from mingzhang.text.numerals import NUMBER
from mingzhang.text.pieces import either


def has_number(plain: str) -> bool:
    """Whether a text has a number in it: digits, a fraction, or numerals with a unit or nothing behind (一次, 九成, 几人)."""
    if any(character.isdigit() or unicodedata.category(character) == "No" for character in plain):
        return True
    if "分之" in plain:
        return True
    match = re.fullmatch(r"[一二三四五六七八九十〇零两百千万亿半几数]+(?P<unit>\D{0,4})", plain)
    return match is not None and (match["unit"] in ("", "成") or known_unit(match["unit"]) is not None)


def why_unread(plain: str) -> str:
    """Why a target with a number in it is not read: a key of vocabulary/reasons.yml."""
    return next((reason for reason, pattern in _unread().items() if pattern.search(plain)), "target-not-understood")


@vocabulary.derived
def _unread() -> dict[str, re.Pattern[str]]:
    """What is seen in a target that is not read, the surest first."""
    amount, words = rf"{NUMBER}\s*[^\d\s,;、]{{0,4}}?", vocabulary.load("comparators")
    in_front, behind = either(words["approximate"]), either(words["approximate_behind"])
    patterns = {
        "target-is-a-fraction": r"[½⅓⅔¼¾⅕-⅞]|\d+分之\d|[一二三四五六七八九十]分之|^\D{0,4}\d+\s*/\s*\d+\D{0,4}$",
        "target-both-ways": r"±|\+/?-|正负",
        "target-is-a-range": rf"{amount}\s*(?:[~—–-]+|[至到])\s*{NUMBER}",
        "target-is-a-ratio": r"\d\s*:\s*\d",
        "target-for-each": r"^(?:各|均|分别|每)",
        "target-approximate": rf"^(?:{in_front})\s*\d|\d[^\d]{{0,3}}?(?:{behind})",
        "several-numbers": rf"{NUMBER}[^\d]*[^\d.,]\s*{NUMBER}",
    }
    return {reason: re.compile(pattern, re.ASCII) for reason, pattern in patterns.items()}
