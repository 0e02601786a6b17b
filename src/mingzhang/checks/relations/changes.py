"""What was, what is, and by how much it changed, in words that the table `shares_of` has no row for.

由2.1%提高到2.5%，提高0.4个百分点; 去年12万人次，翻一番，达到24万; 上年800件，今年增加15%，办理920件;
2.16万，比上年的1.8万增长20%; 馆藏由8.4万册增加到9.6万册 and 购置1.2万册.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isclose

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.relations.relation import Relation, says_nothing_new
from mingzhang.checks.relations.stated_numbers import StatedNumber
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either

_PER_CENT = 100.0


def changes_stated(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """Each change that three numbers state one behind the other, and what was bought that makes up a growth."""
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if first.is_exact and second.is_exact and not third.is_exact and not (first.per or third.per):
            yield from _kept_to(first, second, third)
        if not (first.is_exact and second.is_exact and third.is_exact) or second.per or third.per:
            continue
        yield from _from_to(first, second, third)
        yield from _from_number_to(first, second, third)
        if first.per:
            continue
        yield from _points(first, second, third)
        yield from _doubled(first, second, third)
        yield from _added(first, second, third)
        yield from _grown_to(first, second, third)
        yield from _than_before(_whole_of(numbers, first), second, third)
        yield from _of_two_years(first, second, third)
    yield from _than_before_last(numbers)
    yield from _bought(numbers)


def _sign(one: StatedNumber) -> int:
    """1 where the words in front of a number say that something grows by it, -1 where it shrinks, 0 where neither."""
    words = vocabulary.load("quantities")
    said = one.words.strip().rstrip("了约达到为近")
    if said.endswith(tuple(words["grows"])):
        return 1
    return -1 if said.endswith(tuple(words["shrinks"])) else 0


def _is_before(one: StatedNumber) -> bool:
    baseline = vocabulary.load("quantities")["baseline"]
    return re.search(either([*baseline["earlier"], *baseline["from"]]), one.words) is not None


def _points(before: StatedNumber, now: StatedNumber, points: StatedNumber) -> Iterator[Relation]:
    """由2.1%提高到2.5%，提高0.4个百分点."""
    are_rates = before.unit == now.unit == points.unit == "%" and points.printed_unit.endswith("点")
    sign = _sign(points)
    if are_rates and sign and _is_before(before) and now.words.strip().endswith(("到", "至")):
        computed = sign * (now.value - before.value)
        yield Relation(
            computed,
            points,
            (before, now),
            f"{now.text} − {before.text}" if sign > 0 else f"{before.text} − {now.text}",
        )


def _doubled(before: StatedNumber, times: StatedNumber, now: StatedNumber) -> Iterator[Relation]:
    """上年12万人次，翻一番，达到24万人次."""
    if times.printed_unit == "番" and before.unit == now.unit and before.unit not in ("", "%") and _is_before(before):
        computed = before.value * 2**times.value
        yield Relation(computed, now, (before, times), f"{before.shown} × {plain_number(2**times.value)}", before.step)


def _grown_to(before: StatedNumber, rate: StatedNumber, now: StatedNumber) -> Iterator[Relation]:
    """上年办理案件800件，今年增加15%，办理920件."""
    sign = _sign(rate)
    is_change = rate.unit == "%" and before.unit == now.unit and before.unit not in ("", "%") and _is_before(before)
    if sign and is_change and _says_no_more(now, before) and not _names_another(rate, before):
        computed = before.value * (1 + sign * rate.value / _PER_CENT)
        shown = f"{before.shown} × (1 {'+' if sign > 0 else '−'} {rate.text})"
        yield Relation(computed, now, (before, rate), shown, before.value * rate.step / 2 / _PER_CENT)


def _kept_to(before: StatedNumber, rate: StatedNumber, most: StatedNumber) -> Iterator[Relation]:
    """上年事故860起，今年下降5%，控制在846起以内: an upper bound above what the number comes down to."""
    words = re.sub(either(listed("says-kept-to")), "", most.words)
    if _sign(rate) >= 0 or most.most is not None:
        return
    for one in _grown_to(before, rate, replace(most, words=words)):
        if words != most.words and most.value > one.computed:
            yield replace(one, claim=most)


def _added(before: StatedNumber, now: StatedNumber, added: StatedNumber) -> Iterator[Relation]:
    """现有床位480张，改扩建后增至540张，新增60张: the difference of what was and what is, said once more.

    What is said with 由 is told where growth is held against its numbers.
    """
    quantities = vocabulary.load("quantities")
    is_was = re.search(either(listed("was-in-stock")), before.words)
    is_now = re.search(rf"(?:{either(quantities['baseline']['to'])})[到至]?$", now.words.strip())
    units = {before.unit, now.unit, added.unit}
    sign = _sign(added)
    if not (is_was and is_now and sign) or len(units) != 1 or units & {"", "%", "元"} or now.value == before.value:
        return
    if (now.value > before.value) == (sign > 0) and added.words.strip() in _words_of_change():
        first, last = (now, before) if sign > 0 else (before, now)
        yield Relation(first.value - last.value, added, (first, last), f"{first.text} − {last.text}", is_settled=True)


def _whole_of(numbers: Sequence[StatedNumber], last: StatedNumber) -> StatedNumber:
    """The number that a list of parts in front is of, where `last` ends the list and they come to it; else `last` itself."""
    parts = [last]
    for one in reversed(numbers[: numbers.index(last)]):
        if one.unit != last.unit or one.per or not one.is_exact:
            break
        if len(parts) > 1 and isclose(one.value, sum(part.value for part in parts)):
            return one
        parts.append(one)
    return last


def _than_before(now: StatedNumber, before: StatedNumber, rate: StatedNumber) -> Iterator[Relation]:
    """服务2.16万人次，比上年的1.8万人次增长20%."""
    earlier = either(vocabulary.load("quantities")["baseline"]["earlier"])
    is_than = re.fullmatch(rf"[较比与](?:20\d\d年度?|{earlier})的?", before.words.strip()) is not None
    sign = _sign(rate)
    if (
        is_than
        and sign
        and rate.unit == "%"
        and now.unit == before.unit != "%"
        and before.value
        and len(rate.words) < _SHORT
    ):
        yield _growth(now, before, rate, sign)


def _than_before_last(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """The same behind other numbers, where one alone is in the unit: 1500人份，每人份450元，比2023年的1200人份增长20%."""
    for at in range(3, len(numbers)):
        before, rate = numbers[at - 1], numbers[at]
        same = [one for one in numbers[: at - 1] if one.unit == before.unit]
        is_other = numbers[at - 2].unit != before.unit
        if is_other and len(same) == 1 and before.is_exact and rate.is_exact and same[0].is_exact and not same[0].per:
            yield from _than_before(same[0], before, rate)


def _of_two_years(before: StatedNumber, now: StatedNumber, rate: StatedNumber) -> Iterator[Relation]:
    """2024年80名参赛，2025年100名参赛，参赛人数同比增长25%."""
    years = [re.findall(r"20\d\d(?=年)", one.words) for one in (before, now)]
    sign = _sign(rate)
    if not sign or rate.unit != "%" or before.unit != now.unit or before.unit in ("", "%") or not before.value:
        return
    if not all(len(found) == 1 for found in years) or int(years[0][0]) + 1 != int(years[1][0]):
        return
    quantities = vocabulary.load("quantities")
    known = either([*quantities["grows"], *quantities["shrinks"], *listed("says-growth"), *listed("says-nothing")])
    around = before.words + before.behind + now.words + now.behind
    if says_nothing_new(re.sub(known, " ", rate.words), around):
        yield _growth(now, before, rate, sign)


def _growth(now: StatedNumber, before: StatedNumber, rate: StatedNumber, sign: int) -> Relation:
    """By how many per cent a number grew (sign 1) or shrank (-1), beside the rate that is printed."""
    computed = sign * _PER_CENT * (now.value / before.value - 1)
    shown = f"{now.text} ÷ {before.text} − 1" if sign > 0 else f"1 − {now.text} ÷ {before.text}"
    return Relation(computed, rate, (before, now), shown)


def _from_to(before: StatedNumber, now: StatedNumber, rate: StatedNumber) -> Iterator[Relation]:
    """由2018年的4000元降至2019年的3600元，下降10%: by how much the number of one year changed to another's."""
    baseline = vocabulary.load("quantities")["baseline"]
    is_from = re.search(rf"(?:{either(baseline['from'])})20\d\d年的?$", before.words.strip()) is not None
    is_to = re.search(rf"(?:{either(baseline['to'])})[到至]?20\d\d年的?$", now.words.strip()) is not None
    sign = _sign(rate)
    if not (is_from and is_to and sign) or rate.unit != "%" or before.unit != now.unit or before.unit in ("", "%"):
        return
    if before.value and rate.words.strip().rstrip("了约达到为近") in (*_words_of_change(), ""):
        yield _growth(now, before, rate, sign)


def _from_number_to(before: StatedNumber, now: StatedNumber, rate: StatedNumber) -> Iterator[Relation]:
    """粉丝由45万增加到54万，增幅20%: one behind the other, and no other thing is named in front of the rate."""
    quantities = vocabulary.load("quantities")
    is_from = re.search(rf"(?:{either(quantities['baseline']['from'])})$", before.words.strip()) is not None
    found = re.fullmatch(rf"(?P<change>{either(_words_of_change())})[到至]", now.words.strip())
    sign, is_rate = _sign(rate), rate.unit == "%" and rate.printed_unit == "%"
    is_same = before.unit == now.unit != "%" and bool(before.unit or before.scale == now.scale > 1)
    if not (is_from and found and sign and is_rate and is_same and before.value):
        return
    grows = found["change"] in quantities["grows"]
    if grows == (sign > 0) and rate.words.strip() in _words_of_change():
        yield replace(_growth(now, before, rate, sign), is_settled=True)


def _words_of_change() -> list[str]:
    quantities = vocabulary.load("quantities")
    return [*quantities["grows"], *quantities["shrinks"]]


_SHORT = 6


def _says_no_more(now: StatedNumber, before: StatedNumber) -> bool:
    words = re.sub(either([*listed("says-result"), *listed("says-whole")]), "", now.words)
    return all(character in before.words + before.behind for character in re.findall(r"[\u4e00-\u9fff]", words))


def _names_another(rate: StatedNumber, before: StatedNumber) -> bool:
    """Whether words in front of a change name something that what was before does not: 岗位数增长25%."""
    quantities = vocabulary.load("quantities")
    known = either([*quantities["grows"], *quantities["shrinks"], *listed("says-growth"), *listed("says-whole")])
    left = re.findall(r"[\u4e00-\u9fff]", re.sub(known, "", rate.words))
    return any(character not in before.words + before.behind for character in left)


def _bought(numbers: Sequence[StatedNumber]) -> Iterator[Relation]:
    """购置图书1.2万册，馆藏由8.4万册增加到9.6万册."""
    words = vocabulary.load("quantities")
    for added in numbers[:-2]:
        of_one_unit = [one for one in numbers if one.unit == added.unit]
        if len(of_one_unit) != 3 or of_one_unit[0] is not added:
            continue
        _, before, now = of_one_unit
        is_grown = re.search(rf"(?:{either(words['baseline']['from'])})$", before.words.strip()) and re.search(
            rf"(?:{either(words['grows'])})?[到至]$", now.words.strip()
        )
        is_added = re.search(either(listed("says-added")), added.words) is not None
        if is_grown and is_added and all(one.is_exact for one in of_one_unit) and not added.per:
            yield Relation(before.value + added.value, now, (added, before), f"{before.text} + {added.shown}")
            return
