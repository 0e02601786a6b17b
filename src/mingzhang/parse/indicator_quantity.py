"""The quantity of an indicator, from the fields that its line was read into: name, sign, value and unit."""

import re
from decimal import Decimal

from mingzhang.parse.context import indicator_context
from mingzhang.parse.levels import is_level_of
from mingzhang.parse.per import is_price, per_of, without_per
from mingzhang.parse.quantities import role_of
from mingzhang.records.quantities import QuantityReading
from mingzhang.text.numbers import comparable
from mingzhang.text.pieces import half_width


def read_indicator_quantity(
    value: Decimal | str,
    name: str | None,
    comparator: str | None,
    unit: str | None,
    heading: str | None,
    place: tuple[int, int],
) -> QuantityReading:
    """The quantity of an indicator from its fields: `value` is a number or an ISO date, `place` where it is printed."""
    plain = half_width(name or "")
    if isinstance(value, str):
        return QuantityReading("date", plain or None, None, comparator, value, None, value, None, *place)
    per = per_of(plain, _per_in_unit(unit))
    base_value, base_unit = comparable(value, unit)
    base_unit = base_unit.split("/")[0] if base_unit else None
    role = role_of(base_unit, is_price(per, plain), plain)
    if role in ("total_cost", "unit_cost") and is_level_of("effects", heading):
        role = "other"  # money that a project brings in
    return QuantityReading(
        role=role,
        subject=without_per(plain) or None,
        per=per,
        comparator=comparator,
        value=value,
        unit=unit,
        base_value=base_value,
        base_unit=base_unit,
        start=place[0],
        end=place[1],
        context=indicator_context(plain),
    )


def _per_in_unit(unit: str | None) -> str:
    match = re.search(r"[/每].*", half_width(unit or ""))
    return match[0] if match else ""
