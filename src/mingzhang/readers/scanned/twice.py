"""Two readings of one line: what both say, and which characters they do not agree on.

A reading by itself is never trusted: its own measure of certainty does not tell right from wrong. Characters that both give
are sure. Where they differ, the first reading stands as text, marked; a number, sign or code that a difference touches is
no longer read as one. The width of ：；，（） is never in doubt, as models do not tell it: by rule they are written full
width beside Chinese, half width elsewhere. Other punctuation of prose is taken as the first reading has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from mingzhang.readers.scanned.figures import doubtful_figures
from mingzhang.readers.scanned.recogniser import ReadCharacter

_BOTH_WIDTHS = str.maketrans("：；，（）–−", ":;,()--")  # nor do they tell how long a dash is
_FULL_WIDTH = str.maketrans(":;,()", "：；，（）")
# Signs with a meaning beside numbers. Everything else that is no letter and no digit is punctuation of prose.
_SIGNS = "≥≤><=＞＜＝±+＋-－–−—%％‰℃.．/~～×*¥￥$#&@"
_NUMBER_RUN = re.compile(
    r"[0-9０-９A-Za-zⅠ-Ⅻ①-⑳,:"
    + re.escape(_SIGNS)
    + r"]*[0-9０-９≥≤><=±%％‰][0-9０-９A-Za-zⅠ-Ⅻ①-⑳,:"
    + re.escape(_SIGNS)
    + "]*"
)
_NUMERALS = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_OF_NUMBERS = _NUMERALS + "元角分半不无"  # what changes a number, or turns it around
_LIST_NUMBER = re.compile(r"\d{1,2}[.．](?=[\u4e00-\u9fff])")
_BEFORE, _BEHIND = 5, 3  # characters: words that turn a number around (不低于) or say what it counts stand so near


class AgreedCharacter(NamedTuple):
    """A character of a line, with the place of its middle from 0 to 1."""

    text: str
    middle: float
    is_sure: bool = True
    is_value: bool = False  # whether it is unsure as part of a number, sign or code: then it is not read at all


def agreed(first: Sequence[ReadCharacter], second: Sequence[ReadCharacter]) -> list[AgreedCharacter]:
    """What two readings of one line say together. Where only one of them says anything, it is unsure."""
    one, other = _without_spaces(first), _without_spaces(second)
    if not one and other:
        return with_whole_values([AgreedCharacter(read.text, read.middle, is_sure=False) for read in other])
    unsure = _unsure(_compared(one), _compared(other)) - _mark_of_list(_compared(one))
    texts = _by_width([read.text for read in one])
    found = [
        AgreedCharacter(text, read.middle, number not in unsure)
        for number, (text, read) in enumerate(zip(texts, one, strict=True))
    ]
    return with_whole_values(list(_with_spaces(found, _words(first), _words(second))))


def _without_spaces(line: Sequence[ReadCharacter]) -> list[ReadCharacter]:
    return [read for read in line if not read.text.isspace()]


def _compared(line: Sequence[ReadCharacter]) -> str:
    text = "".join(read.text[0] for read in line).translate(_BOTH_WIDTHS)
    return re.sub("^[-—](?=、)", "一", text)  # the first of a list, 一、: nothing begins with a dash so


def _unsure(one: str, other: str) -> set[int]:
    """The places in one text of what the other does not say; the neighbours of what only the other says."""
    unsure: set[int] = set()
    for kind, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        beside = one[max(start - 1, 0) : end + 1]
        if all(map(_is_prose, one[start:end] + other[other_start:other_end])) and not re.search(r"[0-9]", beside):
            continue
        unsure.update(range(start, end) if start < end else (max(start - 1, 0), min(start, len(one) - 1)))
    return unsure


def _mark_of_list(text: str) -> set[int]:
    """The place of the point behind the number of a list (1.购置), which a model passes over: it is no decimal point."""
    mark = _LIST_NUMBER.match(text)
    return {mark.end() - 1} if mark else set()


def _is_prose(character: str) -> bool:
    return not character.isalnum() and character not in _SIGNS


def _is_prose_alone(text: str, number: int) -> bool:
    """Whether a character is punctuation of prose with no digit beside it: whatever mark it is, it is part of no number."""
    return _is_prose(text[number]) and not re.search(r"[0-9０-９]", text[max(number - 1, 0) : number + 2])


def is_of_a_number(character: str) -> bool:
    """Whether a character may be part of a number, a sign or a code: Chinese letters and punctuation of prose are not."""
    if character in _NUMERALS or (character.isascii() and not character.isspace()):
        return True
    return not (character.isalpha() or _is_prose(character))


def _by_width(texts: list[str]) -> list[str]:
    """The characters, with those of two widths in the one that the rule gives."""
    found = list(texts)
    for number, text in enumerate(texts):
        if text.translate(_BOTH_WIDTHS) in ":;,()":
            beside = texts[max(number - 1, 0) : number] + texts[number + 1 : number + 2]
            is_wide = any(_is_wide(one) for one in beside)
            found[number] = text.translate(_FULL_WIDTH) if is_wide else text.translate(_BOTH_WIDTHS)
        elif text in "–−":
            found[number] = "-"
    return found


def _is_wide(text: str) -> bool:
    return "\u3400" <= text <= "\u9fff" or text in "、。》《“”！？"


def with_whole_values(line: list[AgreedCharacter]) -> list[AgreedCharacter]:
    """The line with each number, sign and code that a doubt touches unsure as a whole.

    So are two numbers with a mere space between them: a point or a comma may have stood there; and figures that are not
    written as figures are.
    """
    text = "".join(one.text[0] for one in line)
    doubted = {number for number, one in enumerate(line) if not one.is_sure and not _is_prose_alone(text, number)}
    for match in re.finditer(r"(?<=\d) (?=\d)", text):
        doubted.update((match.start() - 1, match.end()))
    for start, end in doubtful_figures(text):
        doubted.update(range(start, end))
    values = {number for number in doubted if text[number] in _OF_NUMBERS or not text[number].isalpha()}
    for match in _NUMBER_RUN.finditer(text):
        near = range(match.start() - _BEFORE, match.end() + _BEHIND)
        if any(number in doubted and text[number] not in "、。；;" for number in near):
            values.update(range(*match.span()))
    return [
        one._replace(is_sure=number not in doubted and number not in values, is_value=number in values)
        for number, one in enumerate(line)
    ]


def _words(line: Sequence[ReadCharacter]) -> set[int]:
    """Before which characters (counted without spaces) a reading has a space."""
    found, number = set(), 0
    for read in line:
        if read.text.isspace():
            found.add(number)
        else:
            number += 1
    return found


def _with_spaces(line: Sequence[AgreedCharacter], first: set[int], second: set[int]) -> Iterator[AgreedCharacter]:
    """The line with the spaces that both readings have; Chinese beside Chinese needs none."""
    for number, one in enumerate(line):
        if number in first and number in second and number:
            before = line[number - 1]
            if not (_is_wide(before.text) and _is_wide(one.text)):
                yield AgreedCharacter(" ", (before.middle + one.middle) / 2)
        yield one
