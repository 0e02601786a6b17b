"""A share and what it is said to come to, a rate beside its two numbers, growth between two numbers: in the table `shares_of`.

3100户的30%，即930户; 应检企业250家，完成检查225家，检查覆盖率90%; 由40万人次增加到50万人次，增长25%.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.growth import changes_since, growth, increases
from mingzhang.checks.numbers.matching import matching
from mingzhang.checks.numbers.share_rows import fits_rounded, rate_fits, share_row
from mingzhang.parse.context import sentence_end, sentence_start
from mingzhang.parse.subjects import clause_end, clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width

_NEAR = 12  # numbers on either side of a rate that are looked at; the work would grow with the square of a text


def shares_in(quantities: list[TableRow]) -> list[TableRow]:
    """The shares, rates and growth in one goal, each rate once."""
    found: dict[str, TableRow] = {}
    for row in (
        *_shares(quantities),
        *growth(quantities),
        *increases(quantities),
        *changes_since(quantities),
        *_named_shares(quantities),
        *matching(quantities),
        *_rates(quantities),
    ):
        found.setdefault(row["rate_quantity_id"], row)
    return list(found.values())


# ---- a share and what it comes to ------------------------------------------------------------------------------------


def _shares(quantities: list[TableRow]) -> Iterator[TableRow]:
    """A rate, behind it a number that 即, 计 or 为 says it comes to, and the number that it is of."""
    shares: set[str] = set()  # numbers that a share came to
    for at, (rate, part) in enumerate(pairwise(quantities)):
        if rate["role"] != "rate" or rate["base_unit"] != "%" or part["comparator"] not in (None, "="):
            continue
        plain = half_width(part["goal"])
        between = plain[rate["end_char"] : part["start_char"]]
        if not _comes_to().fullmatch(between) and not (_is_paid(plain, rate) and between.strip(" ,") == "共"):
            continue
        start = sentence_start(plain, rate["start_char"])
        if re.search(either(listed("in-this-order")), between) and quantities[at - 1]["role"] == "rate":
            continue  # 按50%、30%、20%分担，分别为180万元: the first share is of the first rate
        wholes = [one for one in quantities[:at] if one["start_char"] >= start and _may_be_whole(one, part)]
        wholes = [
            one for one in wholes if one["id"] not in shares
        ]  # 区级60%即27万元，街道40%即18万元: of the same whole
        shares.add(part["id"])
        if wholes:
            yield _share(wholes, rate, part)


def _is_paid(plain: str, rate: TableRow) -> bool:
    """Whether a rate is a share of money by the words in front of it: 省级补助占70%."""
    return plain[: rate["start_char"]].endswith(("占", *vocabulary.load("quantities")["bears"]))


def _may_be_whole(one: TableRow, part: TableRow) -> bool:
    is_whole = one["role"] not in ("unit_cost", "baseline") and not one["per"]
    return one["base_unit"] == part["base_unit"] and is_whole


def _share(wholes: list[TableRow], rate: TableRow, part: TableRow) -> TableRow:
    """The row of a share: of several numbers that it may be of, the one that it fits best."""
    whole = min(reversed(wholes), key=lambda one: abs(_expected(one, rate) - part["base_value"]))
    expected = _expected(whole, rate)
    # 上级补助70万元，县级按30%配套，即30万元: the share may be of both together.
    of_both = (whole["base_value"] + part["base_value"]) * rate["base_value"] / 100
    fits = fits_rounded(expected, part) or (part["role"] == "total_cost" and fits_rounded(of_both, part))
    # 不低于70% of 4000 are kept by 2900 as well.
    fits = fits or (rate["comparator"] in ("≥", ">") and part["base_value"] > expected)
    fits = fits or (rate["comparator"] in ("≤", "<") and part["base_value"] < expected)
    return share_row("share", (whole, rate, part), len(wholes), expected, fits)


def _expected(whole: TableRow, rate: TableRow) -> float:
    value: float = whole["base_value"] * rate["base_value"] / 100
    return value


@vocabulary.derived
def _comes_to() -> re.Pattern[str]:
    """即, 计, 为, with a few words in front: 的比例入户抽查，即."""
    words = vocabulary.load("quantities")
    return re.compile(rf"[^\d;。]{{0,20}}?(?:{either(words['comes_to'])})(?:{either(words['of_the_share'])}){{0,3}}\s*")


def _named_shares(quantities: list[TableRow]) -> Iterator[TableRow]:
    """A share of what is named, then that, then what it comes to: 按筹资额的5%提取，本年筹资额864万元，提取43.2万元."""
    for rate, whole, part in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if rate["role"] != "rate" or rate["base_unit"] != "%" or not _may_be_whole(whole, part):
            continue
        plain = half_width(rate["goal"])
        named = re.search(r"(?P<name>[\u4e00-\u9fff]{3})的$", plain[: rate["start_char"]])
        between = plain[rate["end_char"] : whole["start_char"]]
        is_here = not re.search("[;。!?\n]", plain[rate["end_char"] : part["start_char"]])
        verb = re.match(r"[\u4e00-\u9fff]{0,2}(?P<verb>[\u4e00-\u9fff]{2})", between)
        is_paid = verb is None or verb["verb"] in plain[whole["end_char"] : part["start_char"]] or part["payer"]
        if named and named["name"] in between and is_here and is_paid and part["comparator"] in (None, "="):
            yield _share([whole], rate, part)


# ---- a rate and its two numbers --------------------------------------------------------------------------------------


def _rates(quantities: list[TableRow]) -> Iterator[TableRow]:
    """A rate in a sentence that prints just two numbers in one unit, of which the smaller is what the rate is named for."""
    for at, rate in enumerate(quantities):
        if rate["role"] != "rate" or rate["base_unit"] != "%" or not rate["base_value"]:
            continue
        plain = half_width(rate["goal"])
        start, end = sentence_start(plain, rate["start_char"]), sentence_end(plain, rate["end_char"])
        near = [one for one in quantities[max(0, at - _NEAR) : at + _NEAR] if start <= one["start_char"] < end]
        is_share = _share_of(plain, rate) is not None
        before = [one for one in near if _is_counted(one, is_share) and one["start_char"] < rate["start_char"]]
        is_only_rate = sum(one["role"] == "rate" for one in near) == 1
        if len(before) == 1 and before[0] is quantities[at - 1] and not is_share:
            before = [*_only_number_of_sentence_before(plain, quantities[:at], start), *before]
        if len(before) != 2 or before[1] is not quantities[at - 1]:
            continue
        if is_share:
            yield from _share_of_whole(plain, before, rate)
        elif is_only_rate and all(one in before for one in near if _is_counted(one) and not _is_rest(plain, one, rate)):
            yield from _rate(plain, before, rate)


def _only_number_of_sentence_before(plain: str, before: list[TableRow], start: int) -> list[TableRow]:
    """The one number of the sentence in front of one that begins at `start`: 养护620公里。年末优良路527公里，优良路率85%."""
    behind = sentence_start(plain, start - 1) if start else 0
    found = [one for one in before if behind <= one["start_char"] < start and one["base_unit"] != "元"]
    is_whole = len(found) == 1 and _is_counted(found[0]) and found[0]["role"] != "baseline" and not found[0]["is_part"]
    return found if is_whole else []


def _is_rest(plain: str, one: TableRow, rate: TableRow) -> bool:
    """Whether a number behind a rate is what is left of the whole: 完成率90%，其余5口待实施."""
    words = plain[clause_start(plain, one["start_char"]) : one["start_char"]]
    rest = vocabulary.load("quantities")
    return one["start_char"] > rate["end_char"] and words.strip().startswith(
        (*rest["rest"], *rest["rest_before_money"])
    )


def _is_counted(one: TableRow, or_money: bool = False) -> bool:
    is_sure = one["comparator"] in (None, "=") and not one["per"]
    if or_money and one["base_unit"] == "元":
        return is_sure and one["role"] in ("total_cost", "other") and not one["payer"]
    return (
        one["role"] in ("count", "other", "baseline")
        and is_sure
        and one["base_unit"] not in (None, "元", "%", "年", "天", "月")
    )


def _rate(plain: str, counts: list[TableRow], rate: TableRow) -> Iterator[TableRow]:
    part, whole = sorted(counts, key=itemgetter("base_value"))
    if part["base_unit"] != whole["base_unit"] or part["base_value"] == whole["base_value"] or part["base_value"] <= 0:
        return
    around_part, around_whole = _clause(plain, part), _clause(plain, whole)
    named = _named_by(plain, rate)
    is_of_both = len(named) > 1 and named[-2:] in around_part and _is_made_of(named, around_part + "," + around_whole)
    denies = any(word in around_part for word in listed("denies"))
    if is_of_both and not denies:
        computed = 100 * part["base_value"] / whole["base_value"]
        yield share_row("rate", (whole, rate, part), 1, _expected(whole, rate), rate_fits(computed, rate))


def _share_of_whole(plain: str, counts: list[TableRow], rate: TableRow) -> Iterator[TableRow]:
    """占 and a rate behind a whole and its part: 460套，修缮115套，占在册总数的25%; 66个，占行政村总数88个的75%."""
    whole, part = counts
    share = _share_of(plain, rate) or ""
    if re.search(r"占[^,;。\d]*$", plain[: part["start_char"]]):  # the whole stands behind 占
        whole, part = part, whole
        is_of_whole = share == "的"
    else:
        is_of_whole = _names_whole(share, _clause(plain, whole))
    is_part = 0 < part["base_value"] < whole["base_value"] and part["base_unit"] == whole["base_unit"]
    denies = any(word in _clause(plain, part).replace("未成年", "") for word in listed("denies"))
    if is_of_whole and is_part and not denies and not whole["is_part"]:
        computed = 100 * part["base_value"] / whole["base_value"]
        yield share_row("rate", (whole, rate, part), 1, _expected(whole, rate), rate_fits(computed, rate))


def _share_of(plain: str, rate: TableRow) -> str | None:
    """What stands in its clause between 占, or a number behind it, and a rate (在册总数的); None without 占."""
    words = re.sub(r"^.*[(]", "", plain[clause_start(plain, rate["start_char"]) : rate["start_char"]])
    found = re.fullmatch(
        r"\s*(?:约|共)?占(?P<of>[^\d]*)(?:\d[\d.]*\s*[万千]?[\u4e00-\u9fff]{1,2}(?P<behind>的))?", words
    )
    if not found or any(word in words for word in listed("grown-shares")):
        return None
    return found["behind"] or found["of"]


def _names_whole(share: str, around: str) -> bool:
    """Whether what a share is said to be of is nothing but the whole that was printed: 占在册总数的25% of 在册公租房460套."""
    left = re.sub(either(listed("says-share")), "", share)
    characters = iter(around)
    return all(character in characters for character in left)


def _named_by(plain: str, rate: TableRow) -> str:
    """What a rate is named for (检查 of 检查覆盖率), '' where it has no such name."""
    words = plain[clause_start(plain, rate["start_char"]) : rate["start_char"]]
    words = re.sub(r"^.*[(]", "", words)
    name = re.match(rf"\s*(?P<name>[\u4e00-\u9fff]+?)(?:{either(listed('kinds-of-rate'))})?率", words)
    return name["name"] if name else ""


def _clause(plain: str, one: TableRow) -> str:
    return plain[clause_start(plain, one["start_char"]) : clause_end(plain, one["end_char"])]


def _is_made_of(name: str, words: str) -> bool:
    """Whether each two characters of a name stand together in words, so that it says nothing narrower (按期办结)."""
    pairs = [name[at : at + 2] for at in range(0, len(name) - 1)]
    return sum(pair in words for pair in pairs) >= len(pairs) - 1 if len(pairs) > 2 else all(p in words for p in pairs)
