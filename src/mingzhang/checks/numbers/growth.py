"""What was before, what is now, and by how much it grows or shrinks, as a rate or as a number."""

import re
from collections.abc import Iterator

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.numbers.share_rows import fits_rounded, rate_fits, share_row
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


def growth(quantities: list[TableRow]) -> Iterator[TableRow]:
    """What was before, what is now, and by how much per cent it grows or shrinks, one behind the other."""
    for before, now, rate in zip(quantities, quantities[1:], quantities[2:], strict=False):
        sign = _direction(rate)
        is_pair = (
            (before["role"] == "baseline" or _is_of_year_before(before, now))
            and now["base_unit"] == before["base_unit"]
            and before["base_value"] > 0
            and before["base_unit"] != "%"  # 由32%提高到36%，提高4个百分点
        )
        if not sign or not is_pair or rate["role"] != "rate" or now["comparator"] not in (None, "="):
            continue
        plain = half_width(rate["goal"])
        if re.search(r"[;。!?\n]", plain[before["end_char"] : rate["start_char"]]) or _names_another(
            plain, before, rate
        ):
            continue
        computed = sign * 100 * (now["base_value"] / before["base_value"] - 1)
        expected = before["base_value"] * (1 + sign * rate["base_value"] / 100)
        yield share_row("growth", (before, rate, now), 1, expected, rate_fits(computed, rate))


def increases(quantities: list[TableRow]) -> Iterator[TableRow]:
    """What was before, what is now, and by how many it grows or shrinks: 由250班增加到310班，增加60班."""
    for before, now, change in zip(quantities, quantities[1:], quantities[2:], strict=False):
        sign = _direction(change)
        is_number = now["role"] != "rate" and change["role"] in ("count", "other", "total_cost")
        if not sign or not is_number or before["role"] != "baseline" or change["per"]:
            continue
        plain = half_width(change["goal"])
        is_here = re.search(r"[;。!?\n]", plain[before["end_char"] : change["start_char"]]) is None
        units = {before["base_unit"], now["base_unit"], change["base_unit"]}
        are_definite = now["comparator"] in (None, "=") and change["comparator"] in (None, "=")
        if is_here and len(units) == 1 and are_definite and not _names_another(plain, before, change):
            expected = before["base_value"] + sign * change["base_value"]
            yield share_row("growth", (before, change, now), 1, expected, fits_rounded(expected, now))


def _names_another(plain: str, before: TableRow, change: TableRow) -> bool:
    """Whether the words in front of a change name something that nothing in front of what was before names: 接待收入增幅."""
    words = plain[clause_start(plain, change["start_char"]) : change["start_char"]]
    vocabulary_words = vocabulary.load("quantities")
    says = either(
        [*vocabulary_words["grows"], *vocabulary_words["shrinks"], *vocabulary_words["says"], *listed("says-growth")]
    )
    named = plain[clause_start(plain, before["start_char"]) : before["start_char"]]
    if any(year not in named for year in re.findall(r"20\d\d", words)):
        return True  # 由1.2万人增加到1.5万人，较2020年增加6000人
    left = re.sub(rf"(?:{says})|{_earlier()}|20\d\d年?", " ", words)
    pairs = [left[at : at + 2] for at in range(len(left) - 1)]
    return any(re.fullmatch(r"[\u4e00-\u9fff]{2}", pair) and pair not in named for pair in pairs)


def changes_since(quantities: list[TableRow]) -> Iterator[TableRow]:
    """What is now, what was the year before, and by how much it is more or less: 预算70万元，较上年的80万元减少10万元."""
    for now, before, change in zip(quantities, quantities[1:], quantities[2:], strict=False):
        one = now["base_unit"], now["comparator"] or "=", now["per"]
        if one != (before["base_unit"], "=", None) or (change["base_unit"], change["per"]) != (one[0], None):
            continue
        plain = half_width(now["goal"])
        words = plain[now["end_char"] : before["start_char"]]
        behind = plain[before["end_char"] : change["start_char"]]
        sign = next((sign for key, sign in (("grows", 1), ("shrinks", -1)) if _says(key).fullmatch(behind)), 0)
        is_before = re.fullmatch(rf",?(?:较|比|与)(?:{_earlier()})的?", words)
        if sign and is_before and now["role"] != "rate" and not now["is_part"] and change["comparator"] in (None, "="):
            expected = before["base_value"] + sign * change["base_value"]
            yield share_row("growth", (before, change, now), 1, expected, fits_rounded(expected, now))


@vocabulary.derived
def _earlier() -> str:
    return either(vocabulary.load("quantities")["baseline"]["earlier"])


def _says(key: str) -> re.Pattern[str]:
    """Words that say that something grows or shrinks, by what follows."""
    return re.compile(rf"(?:相比)?,?(?:{either(vocabulary.load('quantities')[key])})了?")


def _is_of_year_before(before: TableRow, now: TableRow) -> bool:
    """Whether two counts are of two years, one behind the other: 2023年接诊1.2万人次，2024年达到1.5万人次."""
    years = before["of_year"], now["of_year"]
    return before["role"] == now["role"] == "count" and all(years) and years[0] + 1 == years[1]


def _direction(rate: TableRow) -> int:
    """1 where the words in front of a rate say that it grows by it, -1 where it shrinks, 0 where neither."""
    plain = half_width(rate["goal"])
    words = plain[clause_start(plain, rate["start_char"]) : rate["start_char"]].rstrip("了约达到为近")
    vocabulary_words = vocabulary.load("quantities")
    if words.endswith(tuple(vocabulary_words["grows"])):
        return 1
    return -1 if words.endswith(tuple(vocabulary_words["shrinks"])) else 0
