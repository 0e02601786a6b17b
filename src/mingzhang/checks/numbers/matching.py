"""Money that one level adds by a rate to what another gives: 省级补助资金40万元，县级按25%配套，配套资金10万元."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mingzhang import vocabulary
from mingzhang.checks.numbers.share_rows import fits_rounded, share_row
from mingzhang.parse.context import sentence_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


def matching(quantities: list[TableRow]) -> Iterator[TableRow]:
    """Each rate by which money is matched, with the only money in front of it, and the matching money behind it.

    The rate may be of the money in front, or of both together.
    """
    for at, (rate, part) in enumerate(pairwise(quantities)):
        if rate["role"] != "rate" or rate["base_unit"] != "%" or part["role"] != "total_cost":
            continue
        plain = half_width(rate["goal"])
        if part["comparator"] not in (None, "=") or not _matched().fullmatch(
            plain[rate["end_char"] : part["start_char"]]
        ):
            continue
        start = sentence_start(plain, rate["start_char"])
        before = [one for one in quantities[:at] if one["start_char"] >= start and one["base_unit"] == "元"]
        if len(before) == 1 and not before[0]["per"] and before[0]["comparator"] in (None, "="):
            yield _row(before[0], rate, part)


def _row(whole: TableRow, rate: TableRow, part: TableRow) -> TableRow:
    expected = whole["base_value"] * rate["base_value"] / 100
    of_both = (whole["base_value"] + part["base_value"]) * rate["base_value"] / 100
    fits = fits_rounded(expected, part) or fits_rounded(of_both, part)
    return share_row("share", (whole, rate, part), 1, expected, fits)


@vocabulary.derived
def _matched() -> re.Pattern[str]:
    """What stands between a rate and the money that matches by it: 的比例配套，县级配套资金."""
    words = vocabulary.load("quantities")
    gives = either([*words["of_the_share"], *words["matched"]["gives"]])
    return re.compile(
        rf"(?:{either(words['matched']['by'])})?(?:{gives})*(?:{either(words['matched']['money'])})(?:,|{gives}|为)*"
    )
