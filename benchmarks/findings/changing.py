"""Rewritten and changed documents, built and compared: what findings are lost or new."""

import csv
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.findings.opening import drawings_in
from benchmarks.findings.rewriting import Drawings, Rewrite
from benchmarks.findings.truth import Told, told_in
from benchmarks.reading.notation import Drawing
from benchmarks.reading.published import folded
from benchmarks.reading.rendering import page

CASES = Path(__file__).resolve().parents[2] / "tests" / "cases"
ONE_NUMBER = CASES / "one_number.tsv"
FOLDERS = ("findings", "findings_more", "findings_offices", "findings_later", "findings_next")
COMPARED = ("arithmetic", "question")

Key = tuple[str, str, str]  # file without its ending, check, record
Found = tuple[str, str]  # check, record


@dataclass(frozen=True, slots=True)
class OneNumber:
    """A change of one number in a document, and the checks of which one must have a finding then."""

    number: int
    file: str
    record: str
    old: str
    new: str
    checks: tuple[str, ...]


@cache
def documents() -> dict[str, Drawings]:
    """The documents of all sets, by name without ending."""
    paths = [path for folder in FOLDERS for path in sorted((CASES / folder).glob("*.*")) if path.suffix != ".tsv"]
    return {path.stem: drawings_in(path) for path in paths}


@cache
def before() -> frozenset[Key]:
    """The findings in the documents as they are."""
    return frozenset(_keys(documents()))


def after(rewrite: Rewrite, names: Collection[str] | None = None) -> frozenset[Key]:
    """The findings in the documents, or in those named, when they are rewritten."""
    return frozenset(
        _keys({name: rewrite(drawings) for name, drawings in documents().items() if names is None or name in names})
    )


def one_numbers() -> list[OneNumber]:
    """The changes of tests/cases/one_number.tsv."""
    with ONE_NUMBER.open(encoding="utf-8", newline="") as file:
        return [
            OneNumber(number, row["file"], row["record"], row["old"], row["new"], tuple(row["checks"].split()))
            for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2)
        ]


def changed(change: OneNumber) -> Drawings:
    """The document with the number changed where it first stands behind the name of the record.

    Raises ValueError when it does not stand there.
    """
    drawings = documents()[change.file]
    for at, drawing in enumerate(drawings):
        places = [place for place, cell in enumerate(drawing.cells) if change.record in ("*", cell.text)]
        for place in range(places[0], len(drawing.cells)) if places else ():
            if change.old in drawing.cells[place].text:
                return (*drawings[:at], _with(drawing, place, change), *drawings[at + 1 :])
    raise ValueError(f"{change.old} is not printed behind {change.record} in {change.file}")


def _with(drawing: Drawing, place: int, change: OneNumber) -> Drawing:
    cell = drawing.cells[place]
    cell = replace(cell, text=cell.text.replace(change.old, change.new, 1))
    return replace(drawing, cells=(*drawing.cells[:place], cell, *drawing.cells[place + 1 :]))


def found_by(change: OneNumber) -> tuple[set[Found], set[Found]]:
    """The arithmetic findings that a change brings about: the right ones, and others."""
    name = _changed_name(change)
    there = {key[1:] for key in _all_changed() if key[0] == name}
    new = there - {key[1:] for key in _all_changed() if key[0] == change.file}
    right = {key for key in new if key[0] in change.checks and key[1] == folded(change.record)}
    return right, {key for key in new if key[1] != folded(change.record)}


def _changed_name(change: OneNumber) -> str:
    return f"{change.number}-{change.file}"


@cache
def _all_changed() -> frozenset[Key]:
    """The arithmetic findings in each changed document and in each as it is, all of them built together."""
    changes = one_numbers()
    as_they_are = {change.file: documents()[change.file] for change in changes}
    return frozenset(_keys(as_they_are | {_changed_name(one): changed(one) for one in changes}, ("arithmetic",)))


def _keys(drawn: dict[str, Drawings], classes: Iterable[str] = COMPARED) -> set[Key]:
    with tempfile.TemporaryDirectory() as name:
        for stem, drawings in drawn.items():
            Path(name, f"{stem}.html").write_bytes(page(drawings))
        return {_key(one) for one in told_in(Path(name)) if one.in_class in classes}


def _key(one: Told) -> Key:
    return one.file.removesuffix(".html"), one.check, folded(one.record)
