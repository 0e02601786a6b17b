"""Findings stay when a document says the same in other words, and one changed number brings about the right one.

The documents are those of tests/cases; the changes are in tests/cases/one_number.tsv. What fails today: tests/not_yet.txt.
"""

import pytest

from benchmarks.findings.changing import OneNumber, after, before, found_by, one_numbers
from benchmarks.findings.rewriting import REWRITES, Rewrite, in_characters

CHANGES = one_numbers()


@pytest.mark.parametrize("rewrite", REWRITES, ids=[rewrite.__name__ for rewrite in REWRITES])
def test_findings_stay_when_the_same_is_said_otherwise(rewrite: Rewrite) -> None:
    rewritten = after(rewrite)
    assert (sorted(before() - rewritten), sorted(rewritten - before())) == ([], [])


def test_there_are_findings_to_stay() -> None:
    assert len(before()) >= 20


@pytest.mark.parametrize("change", CHANGES, ids=[f"{one.file.partition('_')[0]}-{one.number}" for one in CHANGES])
def test_one_changed_number_is_found_and_nothing_elsewhere(change: OneNumber) -> None:
    right, elsewhere = found_by(change)
    assert right
    assert elsewhere == set()


@pytest.mark.parametrize(
    ("number", "characters"), [(7, "七"), (10, "十"), (15, "十五"), (60, "六十"), (105, "一百零五"), (310, "三百一十")]
)
def test_numbers_are_spelled_as_people_write_them(number: int, characters: str) -> None:
    assert in_characters(number) == characters
