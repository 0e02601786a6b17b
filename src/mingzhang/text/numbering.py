"""How entries of a list and sentences begin and end in print: what a reader of pages asks who knows geometry and no words."""

import re

from mingzhang.text.pieces import NUMERALS

_STOPS = ("。", "；", ";", "！", "？")
_NUMBERING = re.compile(
    rf"\s*(?:</?p>|(?:目标|指标)\s*[{NUMERALS}\d]{{1,3}}\s*[:：]|[{NUMERALS}]{{1,3}}、"
    rf"|[(（][{NUMERALS}\d]{{1,3}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳])"
)
_GOES_ON = re.compile(rf"[第、,，~—-]$|[{NUMERALS}]$")  # 第 / 一、二季度 is no numbering


def begins_entry(text: str, before: str) -> bool:
    """Whether a line begins with the numbering of an entry of its own (一、 (一) 1. 目标1：); `before` is the line above it."""
    return bool(_NUMBERING.match(text)) and not _GOES_ON.search(before.rstrip())


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence does."""
    return text.rstrip().endswith(_STOPS)
