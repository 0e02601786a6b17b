"""Seeded faults: small changes to clean disclosures, each built in a region of its own. faults.yml are the changes."""

import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from mingzhang.pipeline import build

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "documents").glob("*.txt"))
FAULTS: list[dict[str, Any]] = yaml.safe_load((HERE / "faults.yml").read_text(encoding="utf-8"))
CLEAN = "639999"  # the region of the documents as they are


def region_of(number: int) -> str:
    """The region in which a fault is built."""
    return str(700000 + number)


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
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"{text}\n", encoding="utf-8")
    (folder / f"{name}.yml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), encoding="utf-8")


def raised_in(folder: Path) -> dict[str, set[str]]:
    """Region -> the checks that found something in it; all of them are built together in the folder."""
    for document in DOCUMENTS:
        put(folder / "clean", document.name, CLEAN, document.read_text(encoding="utf-8"))
    for number, fault in enumerate(FAULTS):
        # The changed text must differ from every other file, also where two faults make the same change.
        put(folder / str(number), fault["document"], region_of(number), changed(fault) + "\n" * (number + 1))
        for number_beside, name in enumerate(fault.get("beside", [])):
            beside = (HERE / "documents" / name).read_text(encoding="utf-8")
            put(folder / str(number), name, region_of(number), beside + "\n" * (number + 2 + number_beside))
    summary = build([folder], folder / "built.db", charts=False)
    assert not [reject for reject in summary.lost if reject["kind"] == "document"]
    found: dict[str, set[str]] = defaultdict(set)
    connection = sqlite3.connect(folder / "built.db")
    query = "SELECT region_code, check_id FROM findings JOIN documents ON documents.id = document_id"
    for region, check in connection.execute(query):
        found[region].add(check)
    connection.close()
    return found
