"""How many there are on a day on average, which is how many there are: 日均在所300人, 日均住院40人."""

import re

from mingzhang.checks.lists import listed
from mingzhang.parse.subjects import clause_start
from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import either, half_width


def without_day_of_stock(one: TableRow) -> TableRow:
    """A number of people who stay, as a number that is for nothing else; any other number as it is."""
    if one["per"] != "天" or one["base_unit"] != "人" or one["role"] not in ("count", "other"):
        return one
    plain = half_width(one["parent_text"])
    words = (
        plain[clause_start(plain, one["start_char"]) : one["start_char"]] if one["goal_id"] else one["subject"] or ""
    )
    stays = re.search(either(listed("stays-for-days")), words) is not None
    return {**one, "per": None} if stays else one
