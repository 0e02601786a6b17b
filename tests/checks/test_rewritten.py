"""Findings stay when a document says the same in other words, and one changed number brings about the right one.

The documents are those of tests/cases; the changes are in tests/cases/one_number.tsv. What fails today: tests/not_yet.txt.
"""

import pytest

from benchmarks.findings.changing import OneNumber, after, before, documents, found_by, one_numbers
from benchmarks.findings.rewriting import REWRITES, in_characters

pytestmark = pytest.mark.slow

CHANGES = one_numbers()


@pytest.mark.parametrize("turn", range(len(REWRITES)), ids=[rewrite.__name__ for rewrite in REWRITES])
def test_findings_stay_when_the_same_is_said_otherwise(turn: int) -> None:
    """Of every fourth document, by turns; `python -m benchmarks.findings` rewrites all of them."""
    names = set(list(documents())[turn % 4 :: 4])
    rewritten = after(REWRITES[turn], names)
    as_they_are = {key for key in before() if key[0] in names}
    assert (sorted(as_they_are - rewritten), sorted(rewritten - as_they_are)) == ([], [])


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
