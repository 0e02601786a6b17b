"""What stands around a number and tells it apart from others of its kind: tier, whole, payer, year, what it multiplies."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Any

from mingzhang import vocabulary
from mingzhang.parse.addends import Sum
from mingzhang.parse.payers import payer_in
from mingzhang.parse.per import EACH_OF_THEM, is_time, units_of
from mingzhang.parse.sums import sums_in
from mingzhang.records.quantities import Context, QuantityReading
from mingzhang.text.numbers import known_unit
from mingzhang.text.pieces import either, half_width

_SENTENCE_ENDS = ";。!?\n"
# Characters of a sentence in front of a number or behind it that are looked at; the sentences of documents are far shorter.
_LONGEST_SENTENCE = 600


@vocabulary.derived
def _words() -> dict[str, Any]:
    content = vocabulary.load("quantities")
    assert isinstance(content, dict)
    return content


def contexts_in(plain: str, quantities: Sequence[QuantityReading]) -> list[Context]:
    """The context of each quantity of a text in half width, which stand in printed order."""
    parts = [_part_of(plain, quantities, at) for at in range(len(quantities))]
    sums = sums_in(plain, quantities)
    parts = _without_sums(_with_listed(parts, sums), sums)
    summed_in = {part: one.whole for one in sums if one.is_complete for part in one.parts}
    respective = _respective(plain, quantities, parts)
    contexts: list[Context] = []
    for at, quantity in enumerate(quantities):
        counted_by = respective.get(at)
        if counted_by is None and quantity.role == "unit_cost":
            counted_by = _counted_by(plain, quantities, parts, at)
        own = _own_words(plain, quantities, at)
        contexts.append(
            Context(
                tier=_tier(plain, quantities, at, counted_by, own),
                payer=payer_in(own),
                of_year=_year_before(plain, quantity.start),
                part_of=parts[at],
                counted_by=counted_by,
                summed_in=summed_in.get(at),
            )
        )
    return contexts


def _with_listed(parts: list[int | None], sums: list[Sum]) -> list[int | None]:
    """The wholes of parts, with those of lists behind their whole."""
    listed = {part: one.whole for one in sums if one.is_whole_first for part in one.parts}
    return [listed.get(at) if whole is None else whole for at, whole in enumerate(parts)]


def _without_sums(parts: list[int | None], sums: list[Sum]) -> list[int | None]:
    """The wholes of parts, without sums behind 其中 and their parts whose whole is not printed: 其中…2场、…6场，共8场."""
    ends = {one.whole for one in sums if not one.is_whole_first and all(parts[part] == -1 for part in one.parts)}
    return [None if at in ends and whole == -1 else whole for at, whole in enumerate(parts)]


def _tier(plain: str, quantities: Sequence[QuantityReading], at: int, counted_by: int | None, own: str) -> str | None:
    """The kind or grade: in a number's own words, else, of a price, what it is multiplied by, else the last one named."""
    one = quantities[at]
    if found := _tiers().findall(own + (one.subject or "")):
        return str(found[-1])
    if counted_by is not None:
        counted = quantities[counted_by]
        own_of_counted = _own_words(plain, quantities, counted_by) + (counted.subject or "")
        tiers = _tiers().findall(own_of_counted)
        return str(tiers[-1]) if tiers else counted.subject
    return None


def indicator_context(name: str) -> Context:
    """The context that the name of an indicator (in half width) gives its target."""
    tier = list(_tiers().finditer(name))
    is_part = re.match(rf"\(?(?:{'|'.join(_words()['parts'])})", name) is not None
    years = re.findall(r"(?<!\d)(20\d\d)(?=年)", name)
    return Context(
        "、".join(match[0] for match in tier) or None,
        payer_in(name),
        int(years[0]) if years else None,
        -1 if is_part else None,
    )


def sentence_start(plain: str, at: int) -> int:
    """Where the sentence of a character begins."""
    farthest = max(0, at - _LONGEST_SENTENCE)
    return max(farthest, *(plain.rfind(mark, farthest, at) + 1 for mark in _SENTENCE_ENDS))


def sentence_end(plain: str, at: int) -> int:
    """Where the sentence of a character ends."""
    farthest = min(len(plain), at + _LONGEST_SENTENCE)
    ends = [end for mark in _SENTENCE_ENDS if (end := plain.find(mark, at, farthest)) >= 0]
    return min(ends, default=farthest)


@vocabulary.derived
def _tiers() -> re.Pattern[str]:
    return re.compile("|".join(_words()["tiers"]))


def _own_words(plain: str, quantities: Sequence[QuantityReading], at: int) -> str:
    """The words between the number before, or the beginning of the clause, and a number."""
    end = quantities[at].start
    behind = max(quantities[at - 1].end if at else 0, end - _LONGEST_SENTENCE)
    start = max(plain.rfind(mark, behind, end) for mark in ",;。!?:\n(") + 1
    return plain[max(start, behind) : end]


def _year_before(plain: str, at: int) -> int | None:
    """The last year named in front of a number in its sentence: 其中2023年300万元、2024年400万元."""
    found = re.findall(r"(?<!\d)(20\d\d)(?=年)", plain[sentence_start(plain, at) : at])
    return int(found[-1]) if found else None


def _part_of(plain: str, quantities: Sequence[QuantityReading], at: int) -> int | None:
    """The whole of a part: the last number in the same unit in front of 其中, or of the bracket that the part stands in."""
    one = quantities[at]
    if one.role not in ("count", "other", "total_cost") or not isinstance(one.base_value, Decimal):
        return None
    start = _start_of_list(plain, one.start)
    marker = next(
        (m for m in reversed(list(_parts().finditer(plain, start, one.start))) if _reaches(plain, m, one)), None
    )
    if marker is None:
        return None
    before = list(takewhile(lambda place: quantities[place].start >= start, range(at, -1, -1)))
    for place in before[1:]:
        is_before = quantities[place].end <= marker.start() and not _is_across(plain, quantities[place])
        if is_before and _may_be_whole(quantities[place], one):
            return -1 if _is_sum_of_some(plain, one, quantities[place]) else place
    first = next(quantities[place] for place in reversed(before) if quantities[place].start >= marker.end())
    return -1 if first.base_unit == one.base_unit else None


def _is_across(plain: str, one: QuantityReading) -> bool:
    """Whether a length is a width or a depth, of which no other length is a part: 路面宽6.5米，其中罩面1800米."""
    return one.base_unit == "米" and re.search(rf"(?:{either(_words()['across'])})$", plain[: one.start]) is not None


def _is_sum_of_some(plain: str, part: QuantityReading, before: QuantityReading) -> bool:
    """Whether what 其中 names is said to be a sum, and is of more than the number before it: 特困260户，其中低保合计1730户."""
    is_more = Decimal(part.base_value or 0) > Decimal(before.base_value or 0)
    return is_more and re.search(rf"(?:{either(_words()['sum_of_list'])})$", plain[: part.start]) is not None


def _start_of_list(plain: str, at: int) -> int:
    """Where the sentence of a number begins, or the one before where it begins with 其中: 举办展览8场。其中临时展览5场."""
    start = sentence_start(plain, at)
    return sentence_start(plain, start - 1) if start and _parts().match(plain, start) else start


def _may_be_whole(other: QuantityReading, part: QuantityReading) -> bool:
    if other.base_unit != part.base_unit:
        return False
    if part.base_unit == "元":  # 每村5万元，其中办公2万元; 总投资1000万元，其中2023年300万元
        return True
    return other.role == part.role and other.per == part.per


@vocabulary.derived
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(_words()["parts"]))


def _reaches(plain: str, marker: re.Match[str], one: QuantityReading) -> bool:
    """Whether 其中 speaks of a number: not when it stands in a bracket that is closed in between, nor behind 另."""
    depth = 0
    if re.search(rf"[,;](?:{either(_words()['beside_the_whole'])})", plain[marker.end() : one.start]):
        return False
    for character in plain[marker.end() : one.start]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return True


def _counted_by(plain: str, quantities: Sequence[QuantityReading], parts: Sequence[int | None], at: int) -> int | None:
    """The number that a price is multiplied by: in its sentence, in its unit, the nearest in front, else the nearest behind.

    A part in a closed bracket is passed over; so is a number whose words are not those that the price itself names.
    """
    price = quantities[at]
    start = sentence_start(plain, price.start)
    stop = sentence_end(plain, price.end)
    before = takewhile(lambda place: quantities[place].start >= start, range(at - 1, -1, -1))
    behind = takewhile(lambda place: quantities[place].end <= stop, range(at + 1, len(quantities)))
    fitting = [
        place
        for place in (*before, *behind)
        if _may_count(price, quantities[place])
        and not (parts[place] is not None and _in_bracket(plain, quantities[place], price))
    ]
    named = [place for place in fitting if _names(price.subject, quantities[place].subject)]
    if len({quantities[place].base_value for place in named}) == 1:
        return named[0]
    return fitting[0] if fitting else None


def _respective(plain: str, quantities: Sequence[QuantityReading], parts: Sequence[int | None]) -> dict[int, int]:
    """Price -> the number that it is multiplied by, where as many prices follow 分别 as numbers stand before it, in order."""
    found: dict[int, int] = {}
    for match in _respectively().finditer(plain):
        start, stop = sentence_start(plain, match.start()), sentence_end(plain, match.end())
        behind = [at for at, one in enumerate(quantities) if match.end() <= one.start < stop]
        prices = list(takewhile(lambda at: quantities[at].role == "unit_cost", behind))
        before = [at for at, one in enumerate(quantities) if start <= one.start < match.start() and _is_count(one)]
        wholes = {parts[at] for at in before}
        counts = [at for at in before if at not in wholes]
        if len(prices) == len(counts) > 1 and all(
            _may_count(quantities[price], quantities[count]) for price, count in zip(prices, counts, strict=True)
        ):
            found |= dict(zip(prices, counts, strict=True))
    return found


def _is_count(one: QuantityReading) -> bool:
    return one.role in ("count", "other") and one.per is None and isinstance(one.base_value, Decimal)


@vocabulary.derived
def _respectively() -> re.Pattern[str]:
    return re.compile("|".join(_words()["respectively"]))


def _names(words: str | None, subject: str | None) -> bool:
    """Whether the words of a price name what a number is of: 书记每人3200元 and 村党组织书记12名."""
    return bool(words and subject and len(words) > 1 and (words in subject or subject in words))


def _may_count(price: QuantityReading, other: QuantityReading) -> bool:
    """Whether a number is in the unit that a price is for one of."""
    if other.role not in ("count", "other") or other.base_unit in ("元", "%", "‰", None):
        return False
    if not isinstance(other.base_value, Decimal):
        return False
    unit = unit_counted(price.per)
    return other.role == "count" if unit is None else in_unit(other.base_unit, other.subject, unit)


def unit_counted(per: str | None) -> str | None:
    """The unit that a price is for one of; None where none is named (月工资, 单价, 各)."""
    unit = units_of(per)[0] if per else None
    return None if unit is None or unit == EACH_OF_THEM or is_time(unit) else unit


def in_unit(base_unit: str | None, subject: str | None, unit: str) -> bool:
    """Whether a number with a base unit and subject counts what `unit` names: 人次 for 人; 12个 of 行政村 for 村."""
    known = known_unit(unit)
    if known and known.base == base_unit:
        return True
    if unit == "人" and base_unit == "人次":
        return True
    last = half_width(subject or "").rstrip("数量个")
    if unit == "户" and base_unit in ("个", "家") and last.endswith(tuple(_words()["households"])):
        return True
    return (
        unit not in ("个", "人") and base_unit in _words()["counts"] and last.endswith((unit, f"{unit}次"))
    )  # 2个班次


def _in_bracket(plain: str, part: QuantityReading, price: QuantityReading) -> bool:
    """Whether a bracket that a part stands in is closed before the price."""
    depth = 0
    for character in plain[part.end : price.start]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return True
    return False
