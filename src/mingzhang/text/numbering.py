"""How entries of a list are numbered, and how they and sentences begin and end in print."""

import re

from mingzhang import vocabulary
from mingzhang.text.numerals import read_numeral
from mingzhang.text.pieces import NUMERALS, either, squeeze

_STOPS = ("。", "；", ";", "！", "？")
# What makes digits behind 1. those of a word of its own: 1.2025年…, 1.6月底前…, 1.24小时扑灭率, 1.12345热线…; nobody prints
# a year, a month, a day of hours or a telephone number with decimals.
BEHIND_NUMBERING = (
    r"(?:19|20)\d\d\s*年|(?:1[0-2]|[1-9])\s*月(?:份|底|末|前|中旬|上旬|下旬|\s*\d)|(?:24|48|72)\s*小时"
    r"|(?:123\d\d|1[12]\d)(?=热线|平台|急救|接警|报警|指挥|电话)"
)
_ROUND_NUMBERS = ("①", "⑳")
_GOES_ON = re.compile(rf"[第、,，~—-]$|[{NUMERALS}]$")  # 第 / 一、二季度 is no numbering


@vocabulary.derived
def _numbering() -> re.Pattern[str]:
    numbered = vocabulary.load("forms")["numbered"]
    named = either([*numbered["goals"], *numbered["indicators"]])
    return re.compile(
        rf"\s*(?:</?p>|(?:{named})\s*[{NUMERALS}\d]{{1,3}}\s*[:：]|[{NUMERALS}]{{1,3}}、"
        rf"|[(（][{NUMERALS}\d]{{1,3}}[)）]|\d{{1,2}}[.．、](?:(?!\d)|(?={BEHIND_NUMBERING}))|[①-⑳])"
    )


def begins_entry(text: str, before: str) -> bool:
    """Whether a line begins with the numbering of an entry of its own (一、 (一) 1. 目标1：); `before` is the line above it."""
    return bool(_numbering().match(text)) and not _GOES_ON.search(before.rstrip())


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return text.rstrip().endswith(_STOPS)


def serial_number(serial: str) -> int | None:
    """The number of a printed serial (3, 03, 3、, (三), ③), None for anything else, as 1.2 or A-1."""
    bare = squeeze(serial).strip(".、()[]第项号")
    if re.fullmatch(r"\d{1,9}", bare, re.ASCII):
        return int(bare)
    if len(bare) == 1 and _ROUND_NUMBERS[0] <= bare <= _ROUND_NUMBERS[1]:
        return ord(bare) - ord(_ROUND_NUMBERS[0]) + 1
    number = read_numeral(bare) if re.fullmatch(rf"[{NUMERALS}百零〇]+", bare) else None
    return None if number is None else int(number)
