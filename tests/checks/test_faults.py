"""A clean disclosure raises nothing; a seeded fault raises its check, and those listed beside it, and nothing else.

Documents and faults were written from the definitions of the checks alone, before any check existed. Every change is a
document of its own, in a region of its own, so that none meets another; all of them are built together.
"""

import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingzhang.checks.definition import load_checks
from mingzhang.pipeline import build

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "documents").glob("*.txt"))
FAULTS: list[dict[str, Any]] = yaml.safe_load((HERE / "faults.yml").read_text(encoding="utf-8"))
CHECKS = {check.id for check in load_checks()}


def changed(fault: dict[str, Any]) -> str:
    text: str = (HERE / "documents" / fault["document"]).read_text(encoding="utf-8")
    for change in (fault, *fault.get("also", [])):
        assert text.count(change["replace"]) == 1, (fault["name"], change["replace"])
        text = text.replace(change["replace"], change["by"])
    return text


def put(folder: Path, name: str, region: str, text: str) -> None:
    """A document with a sidecar that gives it an id and a region of its own."""
    sidecar = yaml.safe_load((HERE / "documents" / f"{name}.yml").read_text(encoding="utf-8"))
    sidecar |= {"region": region, "id": f"{region}-{name.removesuffix('.txt').replace('_', '-')}"}
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{text}\n", encoding="utf-8")
    (folder / f"{name}.yml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Region -> the checks that found something in it."""
    folder = tmp_path_factory.mktemp("faults")
    for document in DOCUMENTS:
        put(folder / "clean", document.name, "639999", document.read_text(encoding="utf-8"))
    for number, fault in enumerate(FAULTS):
        # The changed text must differ from every other file, also where two faults make the same change.
        put(folder / str(number), fault["document"], str(700000 + number), changed(fault) + "\n" * (number + 1))
        for number_beside, name in enumerate(fault.get("beside", [])):
            beside = (HERE / "documents" / name).read_text(encoding="utf-8")
            put(folder / str(number), name, str(700000 + number), beside + "\n" * (number + 2 + number_beside))
    summary = build([folder], folder / "built.db", charts=False)
    assert not [reject for reject in summary.lost if reject["kind"] == "document"]
    found: dict[str, set[str]] = defaultdict(set)
    connection = sqlite3.connect(folder / "built.db")
    query = "SELECT region_code, check_id FROM findings JOIN documents ON documents.id = document_id"
    for region, check in connection.execute(query):
        found[region].add(check)
    connection.close()
    return found


def test_a_clean_disclosure_raises_nothing(raised: dict[str, set[str]]) -> None:
    assert raised["639999"] == set()


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[fault["name"] for fault in FAULTS])
def test_a_fault_raises_its_check_and_no_other(raised: dict[str, set[str]], number: int) -> None:
    fault = FAULTS[number]
    found = raised[str(700000 + number)] - set(fault.get("perhaps", []))
    assert found == set(fault["raises"]), fault["why"]


def test_nearly_every_check_has_a_fault_that_raises_it() -> None:
    raised = {check for fault in FAULTS for check in fault["raises"]}
    assert raised <= CHECKS
    assert len(raised) >= 33
