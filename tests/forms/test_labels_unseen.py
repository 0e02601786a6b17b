"""Labels that were written before anybody looked at the vocabulary: each is read as what it names, or as nothing."""

from collections import Counter
from pathlib import Path

from mingzhang.forms.labels import read_label

WRITTEN = Path(__file__).with_name("labels_unseen.tsv")
# What a label is in a sheet or above a column, by what it names; no other part of these may know it.
FIELDS = {
    "name": {"fields:name", "fields:programme"},
    "amount": {"totals:plain", "totals:year", "totals:whole_project", "money_columns:budget", "money_columns:adjusted"},
    "source": {"sources:carried_over", "sources:own", "sources:other", "other_sources:other_sources"},
    "department": {"fields:kept"},
    "unit": {"fields:kept"},
    "goal": {"goals:year", "goals:whole_project", "goals:none"},
    "level1": {"indicator_columns:level1"},
    "level2": {"indicator_columns:level2"},
    "iname": {"indicator_columns:name", "names_without_level3:names_without_level3"},
    "target": {"indicator_columns:target"},
    "sign": {"indicator_columns:comparator"},
    "iunit": {"indicator_columns:unit"},
    "weight": {"indicator_columns:weight"},
    "score": {"indicator_columns:score"},
    "actual": {"indicator_columns:actual"},
    "deviation": {"indicator_columns:deviation_reason"},
    "total": {"points:points", "fields:kept"},
    "note": {"kept_columns:kept_columns"},
    "-": set[str](),
}
# Beside a role a label may be kept as text, head a part of the sheet or a column of its money.
BESIDE = {"fields:kept", "fields:period", "kept_columns:kept_columns"}
ROLES = {one for own in FIELDS.values() for one in own} - BESIDE
OF_MONEY = {"money_columns:budget", "money_columns:adjusted"}


def test_labels_written_before_a_look_at_the_vocabulary_are_what_they_name_or_nothing() -> None:
    lines = [line.split("\t") for line in WRITTEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    read = {label: {f"{part}:{field}" for part, field in read_label(label).fields.items()} for label, _ in lines}
    understood = Counter[str]()
    for label, role in lines:
        if role.endswith("?"):
            assert not read[label], label
        elif role == "-":
            assert not read[label] & ROLES, label
        else:
            assert read[label] & FIELDS[role], label
            assert not (read[label] & ROLES) - FIELDS[role] - OF_MONEY, label
            understood[role] += 1
    assert (understood.total(), len(lines)) == (171, 227)
