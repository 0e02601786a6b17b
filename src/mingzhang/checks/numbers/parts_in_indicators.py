"""Parts of indicators that are more than their whole: 培训干部320人, 其中：女干部390人; 管网16公里（其中主管网6、支管网13）."""

import re
from collections.abc import Callable, Iterator, Sequence

from mingzhang import vocabulary
from mingzhang.checks.lists import listed
from mingzhang.checks.sizes import is_near_as_sum
from mingzhang.parse.quantities import read_quantities
from mingzhang.records.quantities import QuantityReading
from mingzhang.store.rows import TableRow
from mingzhang.text.numerals import plain_number
from mingzhang.text.pieces import either, half_width

_Quote = Callable[[TableRow], str]


def parts_in_indicators(indicators: Sequence[TableRow], quote: _Quote) -> Iterator[tuple[TableRow, TableRow, str]]:
    """A row with what parts come to, the whole that is less, and the kind of pair.

    Parts are indicators that begin with 其中, of the one in front of them that does not, and numbers behind 其中 or in the
    bracket of one indicator. `quote` shows a number as it is printed.
    """
    for at, whole in enumerate(indicators):
        if not _is_whole(whole):
            continue
        yield from _inside(whole)
        behind = []
        for one in indicators[at + 1 :]:
            if not _begins_with_part(one):
                break
            behind.append(one)
        parts = [one for one in behind if one["base_unit"] == whole["base_unit"] and _is_definite(one)]
        if parts and len(parts) == len(behind):
            yield from _above(whole, parts, quote)


def _is_whole(one: TableRow) -> bool:
    is_count = one["role"] in ("count", "other", "total_cost") and one["base_unit"] not in (None, "%", "‰")
    return is_count and _is_definite(one) and not _begins_with_part(one)


def _is_definite(one: TableRow) -> bool:
    return one["comparator"] in (None, "=") and one["per"] is None


def _begins_with_part(one: TableRow) -> bool:
    return (
        re.match(either(vocabulary.load("quantities")["parts"]), half_width(one["parent_text"]).lstrip("(（ "))
        is not None
    )


def _above(whole: TableRow, parts: Sequence[TableRow], quote: _Quote) -> Iterator[tuple[TableRow, TableRow, str]]:
    """One part that is more than its whole, or all parts together, where they do not overlap."""
    largest = max(parts, key=lambda one: float(one["base_value"]))
    total = sum(one["base_value"] for one in parts)
    if largest["base_value"] > whole["base_value"]:
        yield {**largest, "product": quote(largest)}, whole, "indicators"
    elif total > whole["base_value"] and not _may_overlap(parts) and is_near_as_sum(total, whole["base_value"]):
        own = total * whole["value"] / whole["base_value"]
        shown = f"{' + '.join(quote(one) for one in parts)} = {plain_number(own)}{whole['unit'] or ''}"
        yield {**parts[0], "base_value": total, "product": shown}, whole, "indicators"


def _may_overlap(parts: Sequence[TableRow]) -> bool:
    """Whether somebody may be of two of the parts: 女干部, 党员."""
    words = "".join(one["subject"] or "" for one in parts)
    return re.search(either(listed("overlapping-parts")), words) is not None


def _inside(whole: TableRow) -> Iterator[tuple[TableRow, TableRow, str]]:
    """The parts that the text of an indicator prints itself."""
    text = half_width(whole["parent_text"])
    if not re.search(either(vocabulary.load("quantities")["parts"]), text):
        return
    readings = read_quantities(text)
    own = next((at for at, one in enumerate(readings) if one.start <= whole["start_char"] < one.end), None)
    parts = [_as_row(one, text, whole) for one in readings if own is not None and one.context.part_of == own]
    if parts and all(_is_definite(one) and one["base_unit"] == whole["base_unit"] for one in parts):
        yield from _above(whole, parts, lambda one: f"{one['subject'] or ''}{one['text']}")


def _as_row(one: QuantityReading, text: str, whole: TableRow) -> TableRow:
    """A number inside the text of an indicator, as a row of `quantities` that stands for the indicator."""
    return {
        **whole,
        "text": text[one.start : one.end],
        "subject": one.subject,
        "per": one.per,
        "comparator": one.comparator,
        "value": float(one.value or 0),
        "base_value": float(one.base_value or 0),
        "base_unit": one.base_unit,
    }
