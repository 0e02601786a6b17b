"""A clean disclosure raises nothing; a seeded fault raises its check, and those listed beside it, and nothing else.

Documents and faults were written from the definitions of the checks alone, before any check existed. Every change is a
document of its own, in a region of its own, so that none meets another; all of them are built together.
"""

import pytest

from mingzhang.checks.definition import load_checks
from tests.checks.seeded import CLEAN, FAULTS, raised_in, region_of

pytestmark = pytest.mark.slow

CHECKS = {check.id for check in load_checks()}


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    return raised_in(tmp_path_factory.mktemp("faults"))


def test_a_clean_disclosure_raises_nothing(raised: dict[str, set[str]]) -> None:
    assert raised[CLEAN] == set()


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[fault["name"] for fault in FAULTS])
def test_a_fault_raises_its_check_and_no_other(raised: dict[str, set[str]], number: int) -> None:
    fault = FAULTS[number]
    found = raised[region_of(number)] - set(fault.get("perhaps", []))
    assert found == set(fault["raises"]), fault["why"]


def test_nearly_every_check_has_a_fault_that_raises_it() -> None:
    raised = {check for fault in FAULTS for check in fault["raises"]}
    assert raised <= CHECKS
    assert len(raised) >= 33
