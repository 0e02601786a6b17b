"""A share of a number and what it is said to come to (3100户的30%，即930户): in the table `shares_of`, one row a pair."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from sqlite_utils import Database

from mingzhang import vocabulary
from mingzhang.parse.context import sentence_start
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width

_QUANTITIES = """
    SELECT quantities.*, goals.text AS goal, projects.document_id FROM quantities
    JOIN goals ON goals.id = quantities.goal_id
    JOIN projects ON projects.id = quantities.project_id
    WHERE typeof(base_value) IN ('integer', 'real')
    ORDER BY quantities.project_id, goals.sequence, start_char
"""


def fill_shares(database: Database) -> None:
    """Fills the table `shares_of` from `quantities` of goals."""
    for _, group in groupby(database.query(_QUANTITIES), key=itemgetter("goal_id")):
        insert(database, "shares_of", shares_in(list(group)))


def shares_in(quantities: list[TableRow]) -> list[TableRow]:
    """The shares in one goal: a rate, behind it a number that 即, 计 or 为 says it comes to, and the number that it is of."""
    return list(_shares(quantities))


def _shares(quantities: list[TableRow]) -> Iterator[TableRow]:
    for at, (rate, part) in enumerate(pairwise(quantities)):
        if rate["role"] != "rate" or rate["base_unit"] != "%" or part["comparator"] not in (None, "="):
            continue
        plain = half_width(part["goal"])
        if not _comes_to().fullmatch(plain[rate["end_char"] : part["start_char"]]):
            continue
        start = sentence_start(plain, rate["start_char"])
        if wholes := [one for one in quantities[:at] if one["start_char"] >= start and _may_be_whole(one, part)]:
            yield _row(wholes, rate, part)


def _may_be_whole(one: TableRow, part: TableRow) -> bool:
    return one["base_unit"] == part["base_unit"] and one["role"] != "unit_cost" and not one["per"]


def _row(wholes: list[TableRow], rate: TableRow, part: TableRow) -> TableRow:
    """The row of a share: of several numbers that it may be of, the one that it fits best."""
    whole = min(reversed(wholes), key=lambda one: abs(_expected(one, rate) - part["base_value"]))
    expected = _expected(whole, rate)
    scale = part["base_value"] / part["value"] if part["value"] else 1
    # 上级补助70万元，县级按30%配套，即30万元: the share may be of both together.
    of_both = (whole["base_value"] + part["base_value"]) * rate["base_value"] / 100
    return {
        "id": f"{part['id']}-share",
        "project_id": part["project_id"],
        "document_id": part["document_id"],
        "whole_quantity_id": whole["id"],
        "rate_quantity_id": rate["id"],
        "part_quantity_id": part["id"],
        "wholes": len(wholes),
        "computed": expected / scale,
        "fits": int(_fits(expected, part) or (part["role"] == "total_cost" and _fits(of_both, part))),
    }


def _fits(expected: float, part: TableRow) -> bool:
    """Whether a share is what is printed; what is rounded, up or down, misses by less than one step of its last digit."""
    scale = part["base_value"] / part["value"] if part["value"] else 1
    return bool(abs(expected - part["base_value"]) < scale * _step(part) * 0.9999)


def _expected(whole: TableRow, rate: TableRow) -> float:
    value: float = whole["base_value"] * rate["base_value"] / 100
    return value


def _step(part: TableRow) -> float:
    """What the last printed digit of a number is worth, in its printed unit."""
    digits = re.sub(r"[^\d.]", "", half_width(part["text"]))
    return float(10 ** -len(digits.partition(".")[2]))


@vocabulary.derived
def _comes_to() -> re.Pattern[str]:
    """即, 计, 为, with a few words in front: 的比例入户抽查，即."""
    words = vocabulary.load("quantities")
    return re.compile(rf"[^\d;。]{{0,20}}?(?:{either(words['comes_to'])})(?:{either(words['of_the_share'])}){{0,3}}\s*")
