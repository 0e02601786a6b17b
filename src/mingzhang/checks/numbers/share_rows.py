"""A row of `shares_of`, and whether a share or rate is the printed one but for rounding."""

import re

from mingzhang.store.rows import TableRow
from mingzhang.text.pieces import half_width


def share_row(
    kind: str, numbers: tuple[TableRow, TableRow, TableRow], wholes: int, expected: float, fits: bool
) -> TableRow:
    """A row of whole, rate and part; `expected` is in base units, as the whole times the rate is."""
    whole, rate, part = numbers
    return {
        "id": f"{rate['id']}-{kind}",
        "kind": kind,
        "project_id": part["project_id"],
        "document_id": part["document_id"],
        "whole_quantity_id": whole["id"],
        "rate_quantity_id": rate["id"],
        "part_quantity_id": part["id"],
        "wholes": wholes,
        "computed": expected / scale_of(part),
        "fits": int(fits),
    }


def scale_of(part: TableRow) -> float:
    """How many base units one of the printed unit is."""
    return float(part["base_value"] / part["value"]) if part["value"] else 1.0


def step_of(part: TableRow) -> float:
    """What the last printed digit of a number is worth, in its printed unit."""
    digits = re.sub(r"[^\d.]", "", half_width(part["text"]))
    return float(10 ** -len(digits.partition(".")[2]))


def fits_rounded(expected: float, part: TableRow) -> bool:
    """Whether a share is what is printed; what is rounded, up or down, misses by less than one step of its last digit."""
    return bool(abs(expected - part["base_value"]) < scale_of(part) * step_of(part) * 0.9999)


def rate_fits(computed: float, rate: TableRow) -> bool:
    """Whether a computed rate is the printed one but for rounding, or keeps to its bound."""
    allowed = step_of(rate) * 0.9999
    if rate["comparator"] in ("≥", ">"):
        return bool(computed > rate["base_value"] - allowed)
    if rate["comparator"] in ("≤", "<"):
        return bool(computed < rate["base_value"] + allowed)
    return bool(abs(computed - rate["base_value"]) < allowed)
