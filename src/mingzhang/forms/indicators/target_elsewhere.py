"""Targets that stand in the column of their sign, of their unit, or of what was wanted before an adjustment."""

from mingzhang.forms.indicators.cells import Fields
from mingzhang.forms.indicators.columns import is_target_before_adjustment, says_adjusted
from mingzhang.forms.labels import is_blank
from mingzhang.forms.titles import speaks_of
from mingzhang.parse.comparators import comparator_of
from mingzhang.text.numbers import known_unit
from mingzhang.text.pieces import squeeze


def with_target_of_elsewhere(fields: Fields, labels: Fields) -> Fields:
    """The fields of a row, of which the column of targets is blank, with the target that it prints in another column."""
    if not is_blank(fields.get("target")):
        return fields
    for found in (_with_described_target, _with_target_for_sign, _with_target_not_adjusted):
        fields = found(fields, labels)
    return fields


def _with_described_target(fields: Fields, labels: Fields) -> Fields:
    """The fields of a row with the target that it prints in words below 单位（文字描述）, where sign and value are blank."""
    unit, label = fields.get("unit"), labels.get("unit")
    is_described = label is not None and speaks_of("described", label.text) and "target" in fields
    if not is_described or is_blank(unit) or not (is_blank(fields["target"]) and is_blank(fields.get("comparator"))):
        return fields
    assert unit
    if known_unit(unit.text.strip()) is not None:
        return fields
    return {**{name: cell for name, cell in fields.items() if name != "unit"}, "target": unit}


def _with_target_for_sign(fields: Fields, labels: Fields) -> Fields:
    """The fields of a row whose target in words stands where the sign of others does, below one label over both columns."""
    sign, label = fields.get("comparator"), labels.get("comparator")
    is_below_one = label is not None and "target" in labels and label.text == labels["target"].text
    if sign is None or not is_below_one or is_blank(sign) or not is_blank(fields.get("target")):
        return fields
    if comparator_of(squeeze(sign.text)):
        return fields
    return {**{name: cell for name, cell in fields.items() if name != "comparator"}, "target": sign}


def _with_target_not_adjusted(fields: Fields, labels: Fields) -> Fields:
    """The fields of a row with its target of before where the one after an adjustment is blank: nobody adjusted it."""
    label = labels.get("target")
    if label is None or not says_adjusted(label) or not is_blank(fields.get("target")):
        return fields
    before = [name for name in fields if name.startswith("kept") and is_target_before_adjustment(labels[name])]
    if len(before) != 1 or is_blank(fields[before[0]]):
        return fields
    return {**{name: cell for name, cell in fields.items() if name != before[0]}, "target": fields[before[0]]}
