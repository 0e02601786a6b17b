"""The numbers of a sentence with their units: every one of them, so that arithmetic knows what it leaves out.

`parse.quantities` reads what a number means and leaves out what is not sure. Here nothing is left out: a range, a rounded
number and one without a known unit are numbers too, marked so, and arithmetic that would need them is not done.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.parse.comparators import after_pattern, sign_pattern, word_pattern
from mingzhang.parse.per import per_of, units_of
from mingzhang.text.numbers import comparable, known_units, unit_pattern
from mingzhang.text.numerals import NUMERAL, read_numeral
from mingzhang.text.pieces import either, half_width

_DIGITS = re.compile(r"[\d.,]*\d|[一二两三四五六七八九十百千万]+")
SENTENCE = "。;!?\\n"  # what sentences end with, and sentences over their semicolons
LONG_SENTENCE = "。!?\\n"
_ENDS_CLAUSE = ",:()，：（）;。!?\n"
# What holds digits and is no number of anything: days, years, which one of several, ages, places on a road, hours of a day.
_NO_NUMBERS = re.compile(
    r"(?:19|20)\d\d\s*年|(?<!\d)(?:1[0-2]|[1-9])月(?:\d{1,2}日)?(?=[前底末中初起止至到、,]|[^\d]|$)"
    r"|第[\d一二三四五六七八九十]+|(?<!\d)\d+(?:周岁|岁)(?:及?以上|及?以下)?|[Kk]?(?<!\d)\d+\+\d+|(?<![\d.])\d+(?:\.\d+)?(?:[:∶]\d+(?:\.\d+)?)+"
    r"|[一二三四五六七八九十]{1,2}[是者则]"
)
_RATIO = re.compile(r"(?<![\d:∶])(\d+(?:\.\d+)?)[:∶](\d+(?:\.\d+)?)(?![\d:∶])")
_STAKES = re.compile(r"[Kk]?(?<!\d)(\d+)\+(\d{3})\s*(?:至|到|[~～—–-])\s*[Kk]?(\d+)\+(\d{3})")
RATIO = "∶"  # the unit of a ratio, whose value is its second number over its first
_KILOMETRE = 1000
_LONGEST_WORDS = 40  # characters in front of a number that are looked at


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number of a sentence: `value` in its base unit, `scale` base units a printed one, `step` what its last digit is worth.

    `words` stand in its clause in front of it, from the number before on; `behind` follows up to the next number or the
    end of the clause. `most` is the upper end of a range. `is_exact` is False of what is rounded or compared.
    """

    value: float
    unit: str
    printed_unit: str
    scale: float
    step: float
    text: str
    start: int
    end: int
    words: str
    behind: str
    clause: int
    per: tuple[str, ...]
    is_exact: bool
    most: float | None = None

    @property
    def shown(self) -> str:
        """The number with the words in front of it, where these are short: 每班8名."""
        words = self.words.strip(" 、的.")
        return (
            words if len(words) <= _SHOWN else words[words.rfind("每") :] if "每" in words[-_SHOWN:] else ""
        ) + self.text


_SHOWN = 10


_MOST_NUMBERS = 30  # of a sentence; of a longer list nothing is said, because the work would grow with its square


def numbers_of(text: str) -> list[StatedNumber]:
    """All numbers of a text, in printed order; offsets count characters of the text. None of a text with less than two."""
    plain = half_width(text)
    if len(_DIGITS.findall(plain)) < 2:  # many texts; the pattern of units takes its time
        return []
    return list(_numbers_in(text, plain, 0, len(plain)))


def pieces_of(plain: str, numbers: Sequence[StatedNumber], ends: str) -> Iterator[list[StatedNumber]]:
    """The numbers of each piece of a text in half width that has several, and not too many; `ends` are what pieces end with."""
    found: list[StatedNumber] = []
    for at, one in enumerate(numbers):
        if at and ends and re.search(f"[{ends}]", plain[numbers[at - 1].end : one.start]):
            yield from _worth_reading(found)
            found = []
        found.append(one)
    yield from _worth_reading(found)


def _worth_reading(numbers: list[StatedNumber]) -> Iterator[list[StatedNumber]]:
    if 1 < len(numbers) <= _MOST_NUMBERS:
        yield numbers


def _numbers_in(text: str, plain: str, start: int, end: int) -> Iterator[StatedNumber]:
    left_out = [match.span() for match in _NO_NUMBERS.finditer(plain, start, end)]
    matches = [
        match
        for match in _measures().finditer(plain, start, end)
        if not any(first < match.end("number") and match.start("number") < last for first, last in left_out)
        and _is_number(match)
    ]
    found = [*matches, *_RATIO.finditer(plain, start, end), *_STAKES.finditer(plain, start, end)]
    found.sort(key=lambda match: match.start())
    behind = start
    for at, match in enumerate(found):
        after = found[at + 1].start() if at + 1 < len(found) else end
        read = _stated if match.re is _measures() else _other
        if (one := read(text, plain, match, (behind, after), start)) is not None:
            yield one
        behind = match.end()


def _other(_: str, plain: str, match: re.Match[str], around: tuple[int, int], sentence: int) -> StatedNumber | None:
    """A ratio, or the length between two places on a road: 1∶18, K12+300至K18+800."""
    first, second, *last = (float(number) for number in match.groups())
    if not first and not last:
        return None
    value = last[0] * _KILOMETRE + last[1] - first * _KILOMETRE - second if last else second / first
    unit = "米" if last else RATIO
    words, behind, clause = _around(plain, match, around, sentence)
    place = (match[0], match.start(), match.end())
    is_exact = re.search(rf"(?:{word_pattern()}|{_hedges()})$", words) is None
    return StatedNumber(
        abs(value), unit, unit if last else "", 1.0, float(bool(last)), *place, words, behind, clause, (), is_exact
    )


def counted_number(number: str, unit: str, text: str, start: int) -> StatedNumber:
    """A number of things or of time that a text says, by itself: its numeral, unit and text, and where it begins."""
    value = float(read_numeral(number) or 0)
    return StatedNumber(value, unit, unit, 1.0, 0.0, text, start, start + len(text), "", "", 0, (), True)


def _around(plain: str, match: re.Match[str], around: tuple[int, int], sentence: int) -> tuple[str, str, int]:
    """The words in front of a number and behind it, and which clause of its sentence it stands in."""
    ends = (plain.rfind(mark, sentence, match.start()) + 1 for mark in _ENDS_CLAUSE)
    words = plain[max(around[0], match.start() - _LONGEST_WORDS, *ends) : match.start()]
    behind = re.split(f"[{_ENDS_CLAUSE}]", plain[match.end() : around[1]])[0]
    return words, behind, sum(plain.count(mark, sentence, match.start()) for mark in _ENDS_CLAUSE)


@vocabulary.derived
def _measures() -> re.Pattern[str]:
    comparing = rf"(?:{sign_pattern()}|{word_pattern()}|{_hedges()})"
    unit = rf"(?:(?:{either(listed('compound-units'))})(?!米)|{unit_pattern()}|番|万|成)"
    return re.compile(
        rf"(?P<sign>{comparing})?\s*(?P<number>{NUMERAL})\s*(?:(?P<unit>{unit})?\s*(?:至|到|[~～—–-])\s*(?P<most>{NUMERAL})\s*)?"
        rf"(?P<unit_behind>{unit})?(?P<after>{after_pattern()}|左右|上下|余|多(?=[^\u4e00-\u9fff]))?",
        re.ASCII,
    )


@vocabulary.derived
def _hedges() -> str:
    """Words in front of a number that make it less than sure, and that end no other word: 约, but not in 签约."""
    return rf"(?<![{''.join(listed('ends-in-a-hedge'))}])(?:{either(listed('hedges'))})"


def _is_number(match: re.Match[str]) -> bool:
    """Whether a numeral is a number: 三个 and 十二项 are, 统一 and 一般 are none."""
    number, unit = match["number"], match["unit_behind"] or match["unit"]
    if number[0].isdigit():
        return True
    if unit == "年" and match.string[: match.start("number")].endswith("分"):  # 分三年
        return True
    if unit == "番":
        return match.string[: match.start("number")].endswith("翻")
    if read_numeral(number) is None or match.string[: match.start("number")].endswith("每"):  # 每千人
        return False
    words = vocabulary.load("quantities")
    is_counted = unit in {"个", *words["written_units"], *words["units_of_ten"]} and number not in ("一", "二")
    return unit is not None and (is_counted or len(number) > 1)


def _stated(text: str, plain: str, match: re.Match[str], around: tuple[int, int], sentence: int) -> StatedNumber | None:
    number, unit = match["number"], match["unit_behind"] or match["unit"] or ""
    value = read_numeral(number)
    most = read_numeral(match["most"]) if match["most"] else None
    if value is None:
        return None
    base, base_unit = comparable(value, unit or None)
    scale = float(comparable(value * 0 + 1, unit or None)[0])
    words, behind, clause = _around(plain, match, around, sentence)
    digits = re.sub(r"[^\d.]", "", number).partition(".")[2]
    return StatedNumber(
        value=float(base),
        unit=_unit_of(base_unit, unit, behind),
        printed_unit=unit or ("" if base_unit else _latin_unit(behind)),
        scale=scale,
        step=scale * 10 ** -len(digits),
        text=text[match.start("number") : match.end("unit_behind") if match["unit_behind"] else match.end("number")],
        start=match.start("number"),
        end=match.end(),
        words=words,
        behind=behind,
        clause=clause,
        per=_per(words),
        is_exact=not (match["sign"] or match["after"] or most is not None),
        most=float(comparable(most, unit or None)[0]) if most is not None else None,
    )


def _unit_of(base_unit: str | None, unit: str, behind: str) -> str:
    """The base unit; people for 60万常住人口, and nothing for a number without a unit."""
    if unit in ("", "万"):
        if named := _latin_unit(behind):
            return named
        return "人" if re.match(r"(?:常住|户籍|农村|城镇|总)?人口", behind) else ""
    return base_unit or ""


def _latin_unit(behind: str) -> str:
    """A unit of data, which stands directly behind its number: 168.5TB."""
    found = re.match(r"[KMGT]B?(?![A-Za-z])", behind)
    return found[0] if found else ""


def _per(words: str) -> tuple[str, ...]:
    """What a number is for each of, as units: (班,) of 每班, (点, 天) of 每点每日; `?` of an average of what is not said."""
    if named := _each_thousand().search(words):
        return (named[1],)
    if named := re.search(r"(?<![\u4e00-\u9fff])(?:平均)?([亩株头])产$", words):
        return (named[1],)
    found = per_of(words, "")
    if found == "学期" and "每" not in words:  # 春季学期供餐
        return ()
    if found and found != "年":
        return tuple(unit for unit in units_of(found) if unit != "年")
    if re.search("平均|单机|单台|单座|单个", words):
        return ("?",)
    return ()


@vocabulary.derived
def _each_thousand() -> re.Pattern[str]:
    return re.compile(rf"每([十百千万]+(?:{either(known_units())}))")
