"""Numbers that a sentence lists, and the number that it says is their sum.

In front of the sum (县道182公里、乡道416公里，合计598公里) or behind it, in a bracket or behind a colon
(窗口人员18人（导诉6人、保全12人）). 其中 is no such list, because it need not name all; context.py reads it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import takewhile

from mingzhang import vocabulary
from mingzhang.parse.addends import LEAST, LONGEST_LIST, LONGEST_WORDS, Sum, is_listed, run_of, words_of_quantities
from mingzhang.parse.complete_lists import complete_lists
from mingzhang.parse.open_lists import is_open_list
from mingzhang.parse.payers import payer_in
from mingzhang.parse.sums_of_priced import sums_of_priced
from mingzhang.parse.sums_of_work import sums_of_work
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.pieces import either

_LONGEST_SENTENCE = 600
_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def sums_in(plain: str, quantities: Sequence[QuantityReading]) -> list[Sum]:
    """The sums of a text in half width, whose quantities stand in printed order."""
    found = [*_sums_behind(plain, quantities), *_sums_in_front(plain, quantities)]
    found += [*_paid_by(plain, quantities), *_up_to_the_rest(plain, quantities), *complete_lists(plain, quantities)]
    found += [*sums_of_work(plain, quantities), *sums_of_priced(plain, quantities), *_by_tiers(plain, quantities)]
    return [one for one in found if not is_open_list(plain, quantities, one)]


def _by_tiers(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """A whole without a tier, and directly behind it numbers of different tiers of one kind: 危房40户，D级32户、C级18户."""
    for at, one in enumerate(quantities):
        if not is_listed(one) or one.role == "total_cost":
            continue
        parts = run_of(quantities, range(at + 1, len(quantities)), one, plain)
        tiers = [_kind_of_tier(plain, quantities, place) for place in parts]
        alike = list(takewhile(partial(_is_of_kind, tiers[0] if tiers else None), tiers))
        is_list = (
            len(alike) >= LEAST and len(set(alike)) == len(alike) and "," in plain[one.end : quantities[at + 1].start]
        )
        if is_list and alike[0] and not _names_tier(plain, quantities, at, alike[0][0]):
            yield Sum(at, tuple(parts[: len(alike)]), True, is_complete=False)


def _is_of_kind(first: tuple[int, str] | None, tier: tuple[int, str] | None) -> bool:
    return first is not None and tier is not None and tier[0] == first[0]


def _names_tier(plain: str, quantities: Sequence[QuantityReading], at: int, kind: int) -> bool:
    """Whether the words in front of a number name a tier of a kind anywhere."""
    one = quantities[at]
    words = plain[max(quantities[at - 1].end if at else 0, one.start - LONGEST_WORDS) : one.start]
    return re.search(words_of_quantities()["tiers"][kind], words + (one.subject or "")) is not None


def _kind_of_tier(plain: str, quantities: Sequence[QuantityReading], at: int) -> tuple[int, str] | None:
    """The place of the pattern of a tier at the beginning of the words in front of a number, and what it says (D级)."""
    one = quantities[at]
    words = plain[max(quantities[at - 1].end if at else 0, one.start - LONGEST_WORDS) : one.start]
    words = re.split("[,、:]", words)[-1]
    for number, pattern in enumerate(words_of_quantities()["tiers"]):
        if match := re.match(pattern, words):
            return number, match[0]
    return None


def _up_to_the_rest(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """Money, behind it what it goes to, and the rest of it: 资金25万元，15万元用于设备，剩余10万元用于培训."""
    for at, one in enumerate(quantities):
        if one.role != "total_cost" or not is_listed(one) or _payer(plain, quantities, at):
            continue
        parts = run_of(quantities, range(at + 1, len(quantities)), one, plain)
        rest = next((place for place in parts if _is_rest(plain, quantities, place)), None)
        parts = [place for place in parts if rest is not None and place <= rest]
        if len(parts) >= LEAST and not any(_is_more(quantities[place], one) for place in parts):
            yield Sum(at, tuple(parts), True)


def _is_rest(plain: str, quantities: Sequence[QuantityReading], at: int) -> bool:
    """Whether words directly in front of money say that it is all the rest."""
    words = plain[quantities[at - 1].end : quantities[at].start]
    return re.search(rf"(?:{either([*words_of_quantities()['rest'], '余'])})[^,;。]{{0,4}}$", words) is not None


def _is_more(part: QuantityReading, whole: QuantityReading) -> bool:
    return (
        isinstance(part.base_value, Decimal)
        and isinstance(whole.base_value, Decimal)
        and part.base_value > whole.base_value
    )


def _paid_by(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """Money, and behind it what each of several pays of it: 共80万元，中央财政50万元，省财政20万元."""
    for at, one in enumerate(quantities):
        if one.role != "total_cost" or not is_listed(one) or _payer(plain, quantities, at):
            continue
        parts = run_of(quantities, range(at + 1, len(quantities)), one, plain)
        payers = [_payer(plain, quantities, place) for place in parts]
        if len(parts) >= LEAST and all(payers) and len(set(payers)) == len(payers):
            yield Sum(at, tuple(parts), True, is_complete=False)


def _payer(plain: str, quantities: Sequence[QuantityReading], at: int) -> str | None:
    """Who pays money, by the words of its clause in front of it."""
    end = quantities[at].start
    farthest = max(0, end - LONGEST_WORDS, quantities[at - 1].end if at else 0)
    start = max(farthest, *(plain.rfind(mark, farthest, end) + 1 for mark in ",;。!?:、\n("))
    return payer_in(plain[start:end])


def _sums_behind(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """Lists with their sum behind them: 6万元、7.5万元，全年共计13.5万元; 49元、79元，合计128元/人."""
    for at, one in enumerate(quantities):
        is_price = one.role == "unit_cost" and one.comparator in (None, "=")
        if not (is_listed(one) or is_price) or not _is_said_to_be_sum(plain, quantities, at):
            continue
        listed = _as_sums(quantities, one) if is_price else quantities
        parts = _named_number(plain, listed, at) or run_of(listed, range(at - 1, -1, -1), listed[at], plain)
        if len(parts) >= LEAST:
            yield Sum(at, tuple(reversed(parts)), False)


def _as_sums(quantities: Sequence[QuantityReading], price: QuantityReading) -> Sequence[QuantityReading]:
    """The numbers, prices of the same as though they were money in all, so that they can be added."""
    return [
        replace(one, role="total_cost", per=None) if one.role == "unit_cost" and one.per == price.per else one
        for one in quantities
    ]


def _named_number(plain: str, quantities: Sequence[QuantityReading], at: int) -> list[int]:
    """The places of so many sums as 两项合计 names, over several sentences; of 以上合计 all, if no price is among them."""
    total = quantities[at]
    words = plain[quantities[at - 1].end if at else 0 : total.start]
    money = either(words_of_quantities()["rest_of"])
    number = re.search(rf"([二两三四五六\d])项(?:{money})?(?:共|合|总)计", words)
    is_all = re.search(rf"(?:{either(words_of_quantities()['of_all_before'])})(?:{money})?(?:共|合|总)计", words)
    is_line = re.search(rf"[;。\n](?:{either(words_of_quantities()['sum_of_list'])})$", words)
    if total.role != "total_cost" or not (number or is_all or is_line):
        return []
    before = [place for place in range(at - 1, -1, -1) if quantities[place].role == "total_cost"]
    said = [
        place
        for place in before
        if _says_sum().search(plain[max(0, quantities[place].start - 12) : quantities[place].start])
    ]
    wanted = _NUMBERS.get(number[1], int(number[1]) if number[1].isdigit() else 0) if number else len(before)
    if not (number or is_all):
        return said if len(said) >= LEAST else []
    has_price = any(quantities[place].role == "unit_cost" for place in range(at))
    parts = said if has_price else before
    return parts if len(parts) == wanted else []


@vocabulary.derived
def _says_sum() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words_of_quantities()['sums'])})$")


def _is_said_to_be_sum(plain: str, quantities: Sequence[QuantityReading], at: int) -> bool:
    """Whether 合计 or the like stands directly in front of a number, and no noun behind it that would be of another thing."""
    one = quantities[at]
    before = plain[quantities[at - 1].end if at else 0 : one.start]
    behind = plain[one.end : one.end + 1]
    if (behind and behind.isalpha()) or re.search(r"全[县市区镇乡旗省州][\u4e00-\u9fff]{2,8}[共总合]计?$", before):
        return False  # 改造公厕9座，全县公厕总计58座
    return bool(_sum_word().search(before)) or _names_sum_of_all(plain, before, quantities, at)


def _names_sum_of_all(plain: str, before: str, quantities: Sequence[QuantityReading], at: int) -> bool:
    """Whether the clause of a number says that it counts all before it: 三个组别，规模100人; ，接入机构共57家; ，共代缴90人."""
    words = words_of_quantities()
    if at < LEAST or quantities[at].role == "total_cost" or any(word in before for word in words["over_years"]):
        return False
    if re.search(r",[\u4e00-\u9fff]{0,6}共$", before):
        return True
    said = re.search(r",共(?P<done>[\u4e00-\u9fff]{2,4})$", before)
    if said and said["done"] in before[: said.start()]:
        return True
    parts = re.match(
        rf"(?P<number>[两三四五六])个?(?:{either(words['kinds_of_parts'])}),[\u4e00-\u9fff]{{0,8}}$", before
    )
    return (
        parts is not None
        and len(run_of(quantities, range(at - 1, -1, -1), quantities[at], plain)) == _NUMBERS[parts["number"]]
    )


@vocabulary.derived
def _sum_word() -> re.Pattern[str]:
    """合计 at the end of the words in front of a number; 共 alone only behind a comma or 全年 and the like."""
    return re.compile(rf"(?:{either(words_of_quantities()['sum_of_list'])})(?:为|:)?\s*$|(?:^|[,、]|全年|总|一)共\s*$")


def _sums_in_front(plain: str, quantities: Sequence[QuantityReading]) -> Iterator[Sum]:
    """Wholes with their list behind them: 18人(导诉6人、保全12人), 共14座:水闸9座,泵站5座."""
    for at, one in enumerate(quantities):
        if not is_listed(one) or at + LEAST >= len(quantities):
            continue
        opening = _opening().match(plain, one.end)
        if not opening or opening.end() > quantities[at + 1].start:
            continue
        if _names_some().match(plain, opening.end()):  # 300人(含女干部90人、少数民族干部120人)
            continue
        if opening["mark"] != "(" and re.search("[,;。(]", plain[opening.end() : quantities[at + 1].start]):
            continue
        stop = _end_of_list(plain, opening.end(), is_bracket=opening["mark"] == "(")
        places = range(at + 1, min(len(quantities), at + LONGEST_LIST))
        inside = [place for place in places if quantities[place].start < stop]
        parts = run_of(quantities, inside, one, plain)
        named = _NUMBERS.get(opening["number"] or "")
        is_all = len(parts) == (named or len(inside))
        last = quantities[parts[-1] if parts and named else inside[-1]].end if inside else stop
        is_open = re.match(r"等|元?等", plain[last:stop]) if named else _goes_on().search(plain, last, stop)
        if len(parts) >= LEAST and is_all and not is_open:
            yield Sum(at, tuple(parts), True)


@vocabulary.derived
def _names_some() -> re.Pattern[str]:
    """What in front of a list says that it need not name all; behind a bracket 分别为 is none of these."""
    words = [word for word in words_of_quantities()["parts"] if word not in words_of_quantities()["list_of_all"]]
    return re.compile(rf"\s*(?:{'|'.join(words)})")


@vocabulary.derived
def _goes_on() -> re.Pattern[str]:
    """What behind a list says that it does not name all."""
    return re.compile(r"等|之外|20\d\d年|其余|剩余")


@vocabulary.derived
def _opening() -> re.Pattern[str]:
    """What stands between a whole and the list of its parts: a bracket, a colon, 分别为, 分三类:; a short noun in front."""
    words = words_of_quantities()
    kind = either([*words["kinds_of_parts"], "年"])
    kinds = rf",?(?:共)?(?:分(?:为|成)?)?(?P<number>[两二三四五六])个?(?:{kind})(?:安排|实施|投入)?:"
    made = rf"由(?=[^;。]{{0,200}}(?:{either(words['made_of'])}))"
    return re.compile(rf"[^\d,;。:()]{{0,8}}(?:{kinds}|(?P<mark>,?(?:{either(words['list_of_all'])}|{made})|[(:]))")


def _end_of_list(plain: str, start: int, is_bracket: bool) -> int:
    """Where a list ends: at the bracket's end, else at that of the sentence."""
    if is_bracket:
        depth = 1
        for at in range(start, min(len(plain), start + _LONGEST_SENTENCE)):
            depth += {"(": 1, ")": -1}.get(plain[at], 0)
            if not depth:
                return at
        return start
    found = re.compile("[;。!?\n]").search(plain, start, start + _LONGEST_SENTENCE)
    return found.start() if found else min(len(plain), start + _LONGEST_SENTENCE)
