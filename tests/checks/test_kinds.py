"""Each kind of contradiction is told in the words of many offices, and nothing of texts that agree. kinds/ has the texts."""

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.checks.test_wordings import OF_PAIRS, Wording, told


class Kind(NamedTuple):
    """A line of a file in kinds/, whose README names the columns."""

    kind: str
    amount: str
    goals: str
    indicators: str
    old: str
    new: str
    checks: str


KINDS = [
    Kind(*line.split("\t"))
    for path in sorted((Path(__file__).parent / "kinds").glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
CHANGED = [one for one in KINDS if one.kind != "none"]

Told = dict[int, list[tuple[str, str, str]]]


def as_it_is(one: Kind) -> Wording:
    return Wording(one.kind, one.amount, "-", one.goals, one.indicators)


def changed(one: Kind) -> Wording:
    """The text with its change, which is in the amount, the goals or the indicators, in this order."""
    if one.old == one.amount:
        return Wording(one.kind, one.new, "-", one.goals, one.indicators)
    assert one.old in one.goals + "\0" + one.indicators
    goals, indicators = f"{one.goals}\0{one.indicators}".replace(one.old, one.new, 1).split("\0")
    return Wording(one.kind, one.amount, "-", goals, indicators)


def built(folder: Path, wordings: list[Wording]) -> Told:
    return told(folder, wordings, [one.amount for one in wordings])


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return built(tmp_path_factory.mktemp("agreeing"), [as_it_is(one) for one in KINDS])


@pytest.fixture(scope="module")
def contradicting(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return built(tmp_path_factory.mktemp("contradicting"), [changed(one) for one in CHANGED])


def arithmetic(found: Told, number: int) -> list[tuple[str, str, str]]:
    return [one for one in found[number] if one[1] == "arithmetic"]


def test_nothing_arithmetic_is_told_of_texts_that_agree(agreeing: Told) -> None:
    accused = {one.goals: told for number, one in enumerate(KINDS, 1) if (told := arithmetic(agreeing, number))}
    assert accused == {}


def test_nothing_is_asked_of_texts_that_agree(agreeing: Told) -> None:
    asked = {
        one.goals: found
        for number, one in enumerate(KINDS, 1)
        if (found := [told for told in agreeing[number] if told[1] == "question" and told[0] not in OF_PAIRS])
    }
    assert asked == {}


def test_one_change_is_told_by_its_check(contradicting: Told) -> None:
    wrong = {
        one.goals: (one.checks, checks)
        for number, one in enumerate(CHANGED, 1)
        if (checks := " ".join(sorted({found[0] for found in arithmetic(contradicting, number)})) or "-") != one.checks
    }
    assert wrong == {}


def test_most_kinds_are_told() -> None:
    assert sum(one.checks != "-" for one in CHANGED) >= 0.8 * len(CHANGED)
