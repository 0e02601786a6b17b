"""What a number is for each of: 每人每月, 人均, 单场, 月工资, 元/人·天, 各.

The result is one text, a unit and then what else the number is per: 人, 人年, 人天, 场, 月, 站. A year alone is nothing to
multiply by, because a budget is of one year.
"""

import re
from typing import Any

from mingzhang import vocabulary
from mingzhang.text.numbers import known_unit, known_units
from mingzhang.text.pieces import either

_UNITS_WITH_TIME = {"人年", "人天"}  # known units that mean just what their two parts mean
EACH_OF_THEM = "各"  # 各补助3万元: each of what was counted before


@vocabulary.derived
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    words = content["per"]
    assert isinstance(words, dict)
    return words


@vocabulary.derived
def _either(key: str) -> str:
    """A pattern for any word of a list of the vocabulary."""
    return either(_words()[key])


def per_of(before: str, behind: str) -> str | None:
    """What a number is for each of, by the words in front of it and by its unit (元/人·年): 人, 人年, 月, 场.

    None when nothing is said, and for 每年 alone.
    """
    units, times = _in_front(before)
    own = [_base(word) for word in re.split(r"[/·.每]", behind) if word]
    own_times = [word for word in own if word in _words()["times"]]
    own_units = [word for word in own if word not in _words()["times"]]
    if own_units:
        units = own_units
    return _joined(units, own_times or times)


def _joined(units: list[str], times: list[str]) -> str | None:
    time = next((time for time in reversed(times) if time not in _words()["of_one_year"]), None)
    if units:
        year = "年" if not time and any(time in _words()["of_one_year"] for time in times) else ""
        return _together(_multiplied(list(dict.fromkeys(units))), time or year)
    return time


def _multiplied(units: list[str]) -> str:
    """座 and 次 are 座次; a dot stands between where both together are a unit that counts the first alone (家·次)."""
    joined = "".join(units)
    known = known_unit(joined)
    return "·".join(units) if len(units) > 1 and known is not None and known.base == units[0] else joined


def _together(unit: str, time: str) -> str:
    """人 and 月 are 人月; a dot stands between where the two would be another unit (个·月)."""
    is_another = bool(time) and unit + time in known_units() and unit + time not in _UNITS_WITH_TIME
    return f"{unit}·{time}" if is_another else unit + time


def _in_front(before: str) -> tuple[list[str], list[str]]:
    """The units and the times that the words in front of a number name, in their order."""
    units: list[str] = []
    times: list[str] = []
    found = [match for pattern in (_each(), _average(), _by_time(), _head()) for match in pattern.finditer(before)]
    for match in sorted(found, key=lambda match: match.start()):
        groups = match.groupdict()
        for word in (
            groups.get("unit"),
            groups.get("noun"),
            groups.get("again"),
            groups.get("time"),
            groups.get("before"),
        ):
            is_yearly = word in _words()["of_one_year"] and match.re is _average() and word != groups.get("time")
            if word and not is_yearly:  # a yearly average is of the year, as all of a budget is
                (times if word in _words()["times"] else units).append(_base(word))
    if not units and re.search(rf"{EACH_OF_THEM}(?!{_either('not_each_of_them')})", before):
        units.append(EACH_OF_THEM)
    return _innermost(units), times


def _innermost(units: list[str]) -> list[str]:
    """每村每户 is for each 户; 每人每次 is for each 人 and 次, which multiply."""
    is_case = len(units) > 1 and units[-2] == "人" and units[-1] in _words()["cases"]  # 每人每件
    if len(units) > 1 and (units[-1] in _words()["happenings"] or is_case):
        return units[-2:] if units[-2] != units[-1] else units[-1:]
    return units[-1:]


def is_price(per: str | None, words: str) -> bool:
    """Whether money is the price of one of something: 每人, 人均, or 平均 and 标准 without saying of what.

    What 的标准 stands in front of has its price before it: 每人1元的标准安排经费28万元.
    """
    words = re.sub(rf"^\s*的(?:{either(_words()['average_of_unknown'])})", "", words)
    words = re.sub(rf"总(?:{either(_words()['average_of_unknown'])})", "", words)  # 总造价
    return per is not None or bool(_average_of_unknown().search(words)) or bool(_each_of_unknown().search(words))


def is_each_of_unknown(subject: str | None) -> bool:
    """Whether all that names a price says that it is for each of something that is no known unit: 每页, 单卷."""
    return bool(subject and re.fullmatch(rf"{_each_words()}[\u4e00-\u9fff]{{1,3}}", subject))


def is_rate(before: str, behind: str) -> bool:
    """Whether words around money say that it is a rate: 按380元全额资助."""
    return before.endswith(tuple(_words()["rate_before"])) and behind.startswith(tuple(_words()["rate_behind"]))


def without_per(plain: str) -> str:
    """A text without the words that say what a number in it is for each of."""
    for pattern in (_each(), _average(), _by_time(), _head(), _average_of_unknown()):
        plain = pattern.sub("", plain)
    return re.sub(rf"{EACH_OF_THEM}(?=$|{_either('given')})", "", plain).strip()


@vocabulary.derived
def units_of(per: str) -> tuple[str, ...]:
    """The units and times that a `per` is made of: 人次月 is 人次 and 月, 人天 is 人 and 天."""
    found = []
    for part in per.split("·"):
        while part:
            word = next((word for word in _known() if part.startswith(word)), part)
            found.append(word)
            part = part[len(word) :]
    return tuple(found)


@vocabulary.derived
def _known() -> list[str]:
    known = {*known_units(), *_words()["times"], *_words()["nouns"]} - _UNITS_WITH_TIME
    return sorted(known, key=len, reverse=True)


@vocabulary.derived
def _each_words() -> str:
    return rf"(?!{'|'.join(_words()['not_each'])})(?:{either(_words()['each'])})"


@vocabulary.derived
def _each() -> re.Pattern[str]:
    """每人, 每人每月, 每车全年, 每场, 每站: a unit or a time, and a time behind it."""
    each, time = _each_words(), either(_words()["times"])
    noun = either(_words()["nouns"])
    return re.compile(
        rf"(?:{each})(?:(?P<unit>{counted()}|{time})(?!{either(_words()['no_unit_before'])})|(?P<noun>{noun}))(?P<again>次)?"
        rf"(?:(?:{each}|全(?=年)|/|·)(?P<time>{time})(?!均))?"
    )


@vocabulary.derived
def _average() -> re.Pattern[str]:
    """人均, 年人均, 户均每月, 日均."""
    average, time = either(_words()["average"]), either(_words()["times"])
    return re.compile(
        rf"(?:(?P<before>{time})?(?P<unit>{counted()})|(?P<noun>{time}|{either(_words()['nouns'])}))"
        rf"(?:{average})(?:每?(?P<time>{time}))?"
    )


@vocabulary.derived
def _by_time() -> re.Pattern[str]:
    """月工资, 日租金, 日处理: a time directly in front of what is paid or done by it, which is no part of a date."""
    time = either(time for time in _words()["times"] if time not in _words()["of_one_year"])
    paid_or_done = either([*_words()["paid"], *_words()["done"]])
    return re.compile(rf"(?<![\d个一二三四五六七八九十上下本当逐按每单])(?P<time>{time})(?=(?:{paid_or_done}))")


@vocabulary.derived
def _head() -> re.Pattern[str]:
    """吨处理成本: a unit at the beginning of a clause, in front of a word of cost."""
    return re.compile(
        rf"(?:(?<=[,;。:、(])|^)(?P<unit>{_either('heads')})(?=[\u4e00-\u9fff]{{0,4}}(?:{_either('head_costs')}))"
    )


@vocabulary.derived
def counted() -> str:
    """A pattern for what a price may be for each of: a unit, or people by what they are (每生)."""
    return either([*known_units(), *_names()])


@vocabulary.derived
def _names() -> dict[str, str]:
    """What one of something is called (生) -> the unit that counts it (人)."""
    return {name: unit for unit, names in _words()["names"].items() for name in names}


@vocabulary.derived
def _average_of_unknown() -> re.Pattern[str]:
    return re.compile(either(_words()["average_of_unknown"]))


@vocabulary.derived
def _each_of_unknown() -> re.Pattern[str]:
    """每卷, 单站: of something that is no known unit, and no time."""
    return re.compile(rf"{_each_words()}(?!{either(_words()['times'])})")


def _base(word: str) -> str:
    """The unit that names a thing by which prices compare; one that is a multiple (公里, 吨) stays as it is."""
    if word in _words()["times"]:
        return _words()["same_times"].get(word, word)  # type: ignore[no-any-return]
    unit = known_unit(_names().get(word, word))
    return unit.base if unit and unit.factor == 1 else word


def is_time(word: str) -> bool:
    """Whether a part of a `per` is a time: 月, 天."""
    return word in _words()["times"]
