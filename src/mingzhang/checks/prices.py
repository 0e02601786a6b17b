"""Each price in a project beside the count that it is multiplied by: 每人每年8000元 beside 选调生25人.

Several checks multiply prices and counts; which belong together is decided here, once, and kept in the table `prices`.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from mingzhang.checks.subjects import keys_in_common
from mingzhang.store.database import insert
from mingzhang.text.numbers import known_unit

Row = dict[str, Any]

_QUANTITIES = """
    SELECT quantities.*, projects.name AS project_name, projects.document_id, goals.text AS goal_text
    FROM quantities
    JOIN projects ON projects.id = quantities.project_id
    LEFT JOIN goals ON goals.id = quantities.goal_id
    LEFT JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE role IN ('unit_cost', 'count', 'other') AND typeof(quantities.base_value) IN ('integer', 'real')
        AND coalesce(goals.scope, indicators.scope, 'year') = 'year'
    ORDER BY quantities.project_id, quantities.goal_id IS NULL, coalesce(goals.sequence, indicators.sequence), start_char
"""


@dataclass(slots=True)
class Price:
    """One price: what goals and indicators print of it, and the counts in its unit that may belong to it."""

    printed: list[Row]
    matched: list[Row] = field(default_factory=list)
    matched_by: str | None = None  # words; or only, when there is no other count in its unit

    @property
    def unit(self) -> str | None:
        """The unit that it is the price of (人), without the time (人月)."""
        pers = (one["per"] for one in self.printed)
        return next((_UNIT_AND_TIME.fullmatch(per)["unit"] for per in pers if per), None)  # type: ignore[index]

    @property
    def time(self) -> str | None:
        """The time that it is the price of (月); None for a year, which a budget is of."""
        pers = (one["per"] for one in self.printed)
        times = (_UNIT_AND_TIME.fullmatch(per)["time"] for per in pers if per)  # type: ignore[index]
        return next((time for time in times if time and time != "年"), None)

    @property
    def comparator(self) -> str | None:
        """= when it is printed as definite anywhere; ≤ or ≥ when only so; None when both are printed."""
        return _comparator(self.printed)


_UNIT_AND_TIME = re.compile(r"(?P<unit>.+?)??(?P<time>年|年度|学年|季度|季|月|周|天|日|学期|半年)?")


def fill_prices(database: Database) -> None:
    """Fills the table `prices` from `quantities`."""
    quantities = database.query(_QUANTITIES)
    for _, group in groupby(quantities, key=itemgetter("project_id")):
        insert(database, "prices", price_rows(list(group)))


def price_rows(quantities: list[Row]) -> list[Row]:
    """Rows of `prices` for the quantities of one project."""
    prices = _prices(one for one in quantities if one["role"] == "unit_cost" and one["base_unit"] == "元")
    counts = _with_parts([one for one in quantities if one["role"] != "unit_cost" and one["per"] is None])
    for price in prices:
        unit = known_unit(price.unit or "")
        if unit:
            in_unit = [one for one in counts if one["base_unit"] == unit.base]
            _match(price, [{**one, "in_unit": one["base_value"] / float(unit.factor)} for one in in_unit])
    return [_row(number, price) for number, price in enumerate(prices, 1)]


def _with_parts(counts: list[Row]) -> list[Row]:
    """The counts, each with whether it is a part of another: it stands behind 其中, or repeats one that does."""
    behind = {(count["base_value"], count["base_unit"]) for count in counts if _is_behind_of_which(count)}
    return [{**count, "is_part": (count["base_value"], count["base_unit"]) in behind} for count in counts]


def _is_behind_of_which(count: Row) -> bool:
    before = (count["goal_text"] or "")[: count["start_char"]]
    return "其中" in re.split(r"[;；。]", before)[-1]


def _prices(printed: Iterable[Row]) -> list[Price]:
    """Prices printed with one value and of one thing, as far as their words tell, are one."""
    prices: list[Price] = []
    for one in printed:
        same = next((price for price in prices if _is_same(price.printed[0], one)), None)
        if same:
            same.printed.append(one)
        else:
            prices.append(Price([one]))
    return prices


def _is_same(one: Row, other: Row) -> bool:
    per_agrees = one["per"] is None or other["per"] is None or _plain(one["per"]) == _plain(other["per"])
    says_again = (one["goal_id"] is None) != (other["goal_id"] is None)  # the goal's price, once more in an indicator
    words_agree = says_again or keys_in_common(*_subjects(one, other)) != 0
    return bool(one["base_value"] == other["base_value"] and per_agrees and words_agree)


def _plain(per: str) -> str:
    return re.sub(r"(?<=.)年$", "", per)


def _subjects(one: Row, other: Row) -> tuple[str, str, str]:
    return one["subject"] or "", other["subject"] or "", one["project_name"] or ""


def _match(price: Price, counts: list[Row]) -> None:
    """The counts that share words with the price, or all when they are one and the same number, not counting their parts."""
    by_words = [count for count in counts if _shares_words(count, price.printed)]
    by_words += [count for count in counts if count not in by_words and _shares_words(count, by_words)]
    whole = [count for count in counts if not count["is_part"]]
    one_number = next((some for some in (counts, whole) if len({count["base_value"] for count in some}) == 1), None)
    if by_words and one_number is not counts:
        price.matched, price.matched_by = by_words, "words"
    elif one_number:
        price.matched, price.matched_by = one_number, "words" if by_words else "only"


def _shares_words(count: Row, others: Iterable[Row]) -> bool:
    return any((keys_in_common(*_subjects(one, count)) or 0) > 0 for one in others)


def _comparator(printed: Iterable[Row]) -> str | None:
    signs = {(one["comparator"] or "=").replace("<", "≤").replace(">", "≥") for one in printed}
    if "=" in signs:
        return "="
    return signs.pop() if len(signs) == 1 else None


def _whole(number: float | None) -> float | int | None:
    """The number as an integer where it is one."""
    return int(number) if number is not None and number == int(number) else number


def _row(number: int, price: Price) -> Row:
    definite = {count["in_unit"] for count in price.matched if count["comparator"] in (None, "=")}
    at_least = [count["in_unit"] for count in price.matched if count["comparator"] not in ("≤", "<")]
    first = price.printed[0]
    count = next((count for count in price.matched if definite == {count["in_unit"]}), None)
    least = min(at_least, default=None)
    shown = count or next((count for count in price.matched if count["in_unit"] == least), None)
    return {
        "id": f"{first['project_id']}-price{number}",
        "project_id": first["project_id"],
        "document_id": first["document_id"],
        "quantity_id": first["id"],
        "printed_in": json.dumps([one["id"] for one in price.printed]),
        "per": price.unit,
        "per_time": price.time,
        "comparator": price.comparator,
        "price_fen": round(first["base_value"] * 100),
        "count": _whole(count["in_unit"]) if count else None,
        "least_count": _whole(least),
        "definite_counts": len(definite),
        "matched_by": price.matched_by,
        "count_quantity_id": shown["id"] if shown else None,
        "counted_in": json.dumps([count["id"] for count in price.matched]),
    }
