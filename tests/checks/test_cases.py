"""Disclosures in natural wording: consistent ones are not accused, seeded contradictions are found by their checks.

What is wrong in which file is in its `truth.tsv`, written without a look at the checks. What fails today: tests/not_yet.txt.
"""

import pytest

from benchmarks.findings.truth import Row, Told, missing, told_in, truth_in, unfair
from tests.conftest import ROOT

SETS = {
    name: ROOT / "tests" / "cases" / name
    for name in ("findings", "findings_more", "findings_offices", "findings_later", "findings_next")
}
TRUTH = {name: truth_in(folder) for name, folder in SETS.items() if folder.is_dir()}
CONSISTENT = [(name, file) for name, truth in TRUTH.items() for file in truth.consistent]
SEEDED = [(name, file) for name, truth in TRUTH.items() for file in truth.seeded]
ROWS = [(name, row) for name, truth in TRUTH.items() for row in truth.rows]


def _id(file: str) -> str:
    """The beginning of a file's name, which is ASCII."""
    return file.partition("_")[0]


@pytest.fixture(scope="module")
def told() -> dict[str, list[Told]]:
    """What the checks find in each set."""
    return {name: told_in(SETS[name]) for name in TRUTH}


@pytest.mark.parametrize(("name", "file"), CONSISTENT, ids=[_id(file) for _, file in CONSISTENT])
def test_a_consistent_document_is_not_accused(name: str, file: str, told: dict[str, list[Told]]) -> None:
    assert [one.sentence for one in told[name] if one.file == file and one.in_class == "arithmetic"] == []


@pytest.mark.parametrize(("name", "file"), SEEDED, ids=[_id(file) for _, file in SEEDED])
def test_beside_a_contradiction_nothing_else_is_accused(name: str, file: str, told: dict[str, list[Told]]) -> None:
    assert [one.sentence for one in unfair(TRUTH[name], told[name]) if one.file == file] == []


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{_id(row.file)}-{row.number}-{row.check}" for _, row in ROWS])
def test_a_seeded_contradiction_is_found(name: str, row: Row, told: dict[str, list[Told]]) -> None:
    assert row not in missing(TRUTH[name], told[name]), row.expected


def test_there_are_cases() -> None:
    assert len(CONSISTENT) >= 5
    assert len(ROWS) >= 21
