"""Each price in a project beside the count that it is multiplied by: 每人每年8000元 beside 选调生25人.

Several checks multiply prices and counts; which belong together is decided here, once, and kept in the table `prices`; what the
products come to beside the amount is in `accounts`.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from mingzhang.checks.lists import listed
from mingzhang.checks.words.subjects import keys_in_common, related
from mingzhang.dictionary.languages import stored_columns
from mingzhang.parse.context import in_unit, unit_counted
from mingzhang.parse.per import EACH_OF_THEM, is_time, units_of
from mingzhang.store.database import insert
from mingzhang.store.rows import TableRow
from mingzhang.text.money import yuan, yuan_or_wan_yuan
from mingzhang.text.numbers import known_unit
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either

_LEAST_OF_A_UNIT = 0.01  # of the unit of a price: what is less is of something else
IN_A_YEAR = {"年": 1, "半年": 2, "学期": 2, "季度": 4, "月": 12}

QUANTITIES = """
    SELECT quantities.*, projects.name AS project_name, projects.document_id, goals.text AS goal_text,
        documents.year AS document_year,
        indicators.name AS indicator_name, indicators.level1, indicators.level2
    FROM quantities
    JOIN projects ON projects.id = quantities.project_id
    JOIN documents ON documents.id = projects.document_id
    LEFT JOIN goals ON goals.id = quantities.goal_id
    LEFT JOIN indicators ON indicators.id = quantities.indicator_id
    WHERE typeof(quantities.base_value) IN ('integer', 'real')
        AND coalesce(goals.scope, indicators.scope, 'year') = 'year'
    ORDER BY quantities.project_id, quantities.goal_id IS NULL, coalesce(goals.sequence, indicators.sequence), start_char
"""


@dataclass(slots=True)
class Price:
    """One price: what goals and indicators print of it, and the counts in its unit that may belong to it."""

    printed: list[TableRow]
    matched: list[TableRow] = field(default_factory=list)
    matched_by: str | None = None  # sentence, words; or only, when there is no other count in its unit

    @property
    def parts(self) -> tuple[str, ...]:
        """The units and times that it is per, of the place that names most of them."""
        return max((units_of(one["per"]) for one in self.printed if one["per"]), key=len, default=())

    @property
    def unit(self) -> str | None:
        """The unit that it is the price of (人), without the time (人月); of 各 and the like, that of what was counted."""
        named = next((part for part in self.parts if not is_time(part) and part != EACH_OF_THEM), None)
        return named or (self.matched[0]["base_unit"] if self.matched else None)

    @property
    def time(self) -> str | None:
        """The time that it is the price of (月); None for a year, which a budget is of."""
        return next((part for part in self.parts if is_time(part) and part != "年"), None)

    @property
    def comparator(self) -> str | None:
        """= when it is printed as definite anywhere; ≤ or ≥ when only so; None when both are printed."""
        return _comparator(self.printed)

    @property
    def fen(self) -> int:
        """The price in fen."""
        value: float = self.printed[0]["base_value"]
        return round(value * 100)


def fill_prices(database: Database) -> None:
    """Fills the table `prices` from `quantities`."""
    quantities = database.query(QUANTITIES)
    for _, group in groupby(quantities, key=itemgetter("project_id")):
        insert(database, "prices", price_rows(list(group)))


def price_rows(quantities: list[TableRow]) -> list[TableRow]:
    """Rows of `prices` for the quantities of one project."""
    return [_row(number, price) for number, price in enumerate(prices_of(quantities), 1)]


def prices_of(quantities: list[TableRow]) -> list[Price]:
    """The prices of one project, each with the counts that belong to it."""
    prices = _prices(quantities)
    counts = counts_of(quantities)
    for price in prices:
        _match(price, [count for count in counts if _is_in_unit(count, price)])
    return prices


def counts_of(quantities: Iterable[TableRow]) -> list[TableRow]:
    """The quantities of one project that a price may be multiplied by."""
    counts = [one for one in quantities if one["role"] in ("count", "other") and one["base_unit"] not in (None, "元")]
    behind = {(count["base_value"], count["base_unit"]) for count in counts if count["is_part"]}
    return [{**count, "is_part": (count["base_value"], count["base_unit"]) in behind} for count in counts]


# ---- one price, however often it is printed --------------------------------------------------------------------------


def _prices(quantities: list[TableRow]) -> list[Price]:
    """Prices printed with one value and of one thing, as far as their words tell, are one."""
    totals = {one["base_value"] for one in quantities if one["role"] == "total_cost" and one["goal_id"]}
    prices: list[Price] = []
    for one in quantities:
        if one["base_unit"] != "元" or one["role"] not in ("unit_cost", "total_cost"):
            continue
        same = next((price for price in prices if _is_same(price.printed[0], one)), None)
        if one["role"] == "total_cost":
            if same and one["indicator_id"] and same.printed[0]["goal_id"]:
                same.printed.append(one)  # 博士安家费20万元, which the goal says is for each
        elif same:
            same.printed.append(one)
        elif one["goal_id"] or one["per"] or one["base_value"] not in totals:
            prices.append(Price([one]))
    return prices


def _is_same(one: TableRow, other: TableRow) -> bool:
    says_again = (one["goal_id"] is None) != (other["goal_id"] is None)
    if says_again and one["role"] == other["role"] and yearly(one) == yearly(other) is not None:
        return True  # 每人每月1000元 in a goal, 12000元/人/年 in an indicator
    if one["base_value"] != other["base_value"]:
        return False
    if (one["goal_id"] is None) != (other["goal_id"] is None):  # the goal's price, once more in an indicator
        return True
    per_agrees = one["per"] is None or other["per"] is None or _plain(one["per"]) == _plain(other["per"])
    return per_agrees and not tiers_differ(one, other) and keys_in_common(*_subjects(one, other)) != 0


def may_be_same_price(one: Price, other: Price, is_only: bool) -> bool:
    """Whether two prices with different numbers may be of one thing: the only ones there are, or by their words."""
    first, second = one.printed[0], other.printed[0]
    if one.unit != other.unit or tiers_differ(first, second):
        return False
    return is_only or (keys_in_common(*_subjects(first, second)) or 0) > 0


def yearly(one: TableRow) -> tuple[str, float] | None:
    """What a price is for one of and what it comes to in a year; None where it is per no time that a year has a number of."""
    parts = units_of(one["per"]) if one["per"] else ()
    times = [part for part in parts if is_time(part)]
    if len(times) != 1 or times[0] not in IN_A_YEAR:
        return None
    return parts[0], one["base_value"] * IN_A_YEAR[times[0]]


def _plain(per: str) -> str:
    return per.removesuffix("年") if len(per) > 1 else per


def tiers_differ(one: TableRow, other: TableRow) -> bool:
    """Whether two quantities name kinds or grades that are two (一档, 二档)."""
    if not one["tier"] or not other["tier"]:
        return False
    return not related(one["tier"], other["tier"])


def _subjects(one: TableRow, other: TableRow) -> tuple[str, str, str]:
    return one["subject"] or "", other["subject"] or "", one["project_name"] or ""


# ---- its counts ------------------------------------------------------------------------------------------------------


def _is_in_unit(count: TableRow, price: Price) -> bool:
    """Whether a number counts what the price is for one of; where no unit is named, whether it stands in its sentence."""
    units = [unit for one in price.printed if (unit := unit_counted(one["per"]))]
    if not units:
        return count["id"] in _anchors(price)
    # 路面宽3.5米 is no length that a price for each 公里 is multiplied by.
    is_large_enough = in_units_of(price, count) >= _LEAST_OF_A_UNIT
    return is_large_enough and any(in_unit(count["base_unit"], count["subject"], unit) for unit in units)


def _anchors(price: Price) -> set[str]:
    return {one["counted_by_id"] for one in price.printed if one["counted_by_id"]}


def _match(price: Price, counts: list[TableRow]) -> None:
    """The counts that a price belongs to: that of its sentence and those that say it again; else those that share words with
    it; else all when they are one and the same number, not counting their parts.
    """
    anchors = [count for count in counts if count["id"] in _anchors(price)]
    if anchors:
        again = [count for count in counts if count not in anchors and _says_again(count, anchors[0])]
        price.matched, price.matched_by = [*anchors, *again], "sentence"
        return
    fitting = [count for count in counts if not tiers_differ(count, price.printed[0]) and count["per"] is None]
    by_words = [count for count in fitting if _shares_words(count, price.printed)]
    by_words += [count for count in fitting if count not in by_words and _shares_words(count, by_words)]
    whole = [count for count in fitting if not count["is_part"]]
    one_number = next((some for some in (fitting, whole) if len({count["base_value"] for count in some}) == 1), None)
    if by_words and one_number is not fitting:
        price.matched, price.matched_by = by_words, "words"
    elif one_number:
        price.matched, price.matched_by = one_number, "words" if by_words else "only"


def _says_again(count: TableRow, anchor: TableRow) -> bool:
    """Whether a count is the number of another, or one that contradicts it: of the same thing by its words."""
    if count["base_unit"] != anchor["base_unit"] or count["per"] != anchor["per"]:
        return False
    if count["base_value"] == anchor["base_value"]:
        return True
    same_words = (keys_in_common(*_subjects(count, anchor)) or 0) > 0
    return same_words and not tiers_differ(count, anchor) and count["is_part"] == anchor["is_part"]


def _shares_words(count: TableRow, others: Iterable[TableRow]) -> bool:
    return any(
        (keys_in_common(*_subjects(one, count)) or 0) > 0
        or bool(one["tier"] and count["subject"] and related(one["tier"], count["subject"]))
        for one in others
    )


def _comparator(printed: Iterable[TableRow]) -> str | None:
    signs = {(one["comparator"] or _bound_named(one)).replace("<", "≤").replace(">", "≥") for one in printed}
    if "=" in signs:
        return "="
    return signs.pop() if len(signs) == 1 else None


def _bound_named(one: TableRow) -> str:
    """≤ or ≥ where an indicator's name says that its price is the highest or lowest of any (每人救助上限), else =."""
    name = one["indicator_name"] or ""
    if re.search(either(listed("highest-of-any")), name):
        return "≤"
    return "≥" if re.search(either(listed("lowest-of-any")), name) else "="


# ---- its row ---------------------------------------------------------------------------------------------------------


def whole(number: float | None) -> float | int | None:
    """The number as an integer where it is one."""
    return int(number) if number is not None and number == int(number) else number


def in_units_of(price: Price, count: TableRow) -> float:
    """A count in the unit of the price: 36000 metres are 36 of 公里."""
    unit = known_unit(price.unit or "")
    factor = float(unit.factor) if unit and unit.base == count["base_unit"] else 1.0
    value = count["base_value"] / factor
    return float(value)


def definite_count(price: Price) -> TableRow | None:
    """The count that is printed as definite, None when none is or several differ."""
    definite = [count for count in price.matched if count["comparator"] in (None, "=")]
    return definite[0] if len({count["base_value"] for count in definite}) == 1 else None


def least_count(price: Price) -> TableRow | None:
    """The smallest count that is definite or a minimum."""
    at_least = [count for count in price.matched if count["comparator"] not in ("≤", "<")]
    return min(at_least, key=itemgetter("base_value"), default=None)


def _row(number: int, price: Price) -> TableRow:
    definite = {count["base_value"] for count in price.matched if count["comparator"] in (None, "=")}
    first = price.printed[0]
    count, least = definite_count(price), least_count(price)
    shown = count or least
    return {
        "id": f"{first['project_id']}-price{number}",
        "project_id": first["project_id"],
        "document_id": first["document_id"],
        "quantity_id": first["id"],
        "printed_in": json.dumps([one["id"] for one in price.printed]),
        "per": price.unit,
        "per_time": price.time,
        "comparator": price.comparator,
        "price_fen": price.fen,
        "count": whole(in_units_of(price, count)) if count else None,
        "least_count": whole(in_units_of(price, least)) if least else None,
        "definite_counts": len(definite),
        "matched_by": price.matched_by,
        "count_quantity_id": shown["id"] if shown else None,
        "counted_in": json.dumps([count["id"] for count in price.matched]),
        **_product(price, least),
    }


def _product(price: Price, count: TableRow | None) -> TableRow:
    """A price times its least count, and the arithmetic in both languages."""
    if count is None:
        return {"product_fen": None, **stored_columns("expression", {})}
    number = in_units_of(price, count)
    product = round(price.fen * number)
    texts = {
        "zh": f"{plain_number(number)} {price.unit or ''} × {money_text(price.fen)} = {yuan_or_wan_yuan(product)}",
        "en": f"{plain_number(number)} × {yuan(price.fen)} = {yuan(product)}",
    }
    return {"product_fen": product, **stored_columns("expression", texts)}


def money_text(fen: int) -> str:
    """A price as people write it: in 元 below 1 万元, else in 万元 with the digits that it has."""
    return f"{plain_number(fen / 100)} 元" if abs(fen) < 1_000_000 else f"{plain_number(fen / 1_000_000)} 万元"
