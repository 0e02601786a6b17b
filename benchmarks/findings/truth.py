"""What is wrong in the documents of a folder, what the checks find in them, and how the two agree.

A folder has documents and a `truth.tsv`, explained in tests/cases/README.md. A row of class arithmetic is found when its check
has a finding of that class about its record; a row of another class when its check has any finding about it. A finding of class
arithmetic about a record of which nothing arithmetic is wrong is false.
"""

import csv
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mingzhang.pipeline import build

NEW = "(no such check)"
WHOLE_DOCUMENT = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """A contradiction that was put into a file."""

    number: int
    file: str
    check: str
    in_class: str
    record: str
    expected: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """What is wrong in the files of a folder."""

    rows: tuple[Row, ...]
    consistent: tuple[str, ...]

    @property
    def seeded(self) -> tuple[str, ...]:
        """The files with something wrong in them."""
        return tuple(sorted({row.file for row in self.rows}))


@dataclass(frozen=True, slots=True)
class Told:
    """A finding."""

    file: str
    check: str
    in_class: str
    record: str
    sentence: str


def truth_in(folder: Path) -> Truth:
    """The `truth.tsv` of a folder."""
    rows, consistent = [], []
    with (folder / "truth.tsv").open(encoding="utf-8", newline="") as file:
        for number, line in enumerate(csv.DictReader(file, delimiter="\t"), 2):
            if line["check"].startswith("(none"):
                consistent.append(line["file"])
                continue
            check, record = line["check"].removesuffix(NEW), line["record"].partition("#")[0]
            record = WHOLE_DOCUMENT if record == "合计" else record
            is_new = line["check"].endswith(NEW)
            rows.append(Row(number, line["file"], check, line["class"], record, line["expected"], is_new))
    return Truth(tuple(rows), tuple(consistent))


def told_in(folder: Path) -> list[Told]:
    """What the real build finds in the documents of a folder."""
    with tempfile.TemporaryDirectory() as name:
        files = [path for path in sorted(folder.iterdir()) if path.suffix not in (".tsv", ".md")]
        build(files, Path(name, "built.db"), charts=False)
        connection = sqlite3.connect(Path(name, "built.db"))
        rows = connection.execute(
            "SELECT file, check_id, class, coalesce(projects.name, '*'), summary FROM findings"
            " JOIN documents ON documents.id = findings.document_id"
            " LEFT JOIN projects ON projects.id = findings.project_id ORDER BY findings.id"
        ).fetchall()
        connection.close()
    return [Told(*row) for row in rows]


def missing(truth: Truth, told: Iterable[Told]) -> list[Row]:
    """The rows of the truth that no finding is."""
    findings = list(told)
    return [row for row in truth.rows if not any(_finds(one, row, truth) for one in findings)]


def unseen(truth: Truth, told: Iterable[Told]) -> list[Row]:
    """The rows of class arithmetic about whose record no check of that class says anything."""
    accused = {(one.file, one.record) for one in told if one.in_class == "arithmetic"}
    return [row for row in truth.rows if row.in_class == "arithmetic" and (row.file, row.record) not in accused]


def unfair(truth: Truth, told: Iterable[Told]) -> list[Told]:
    """The findings of class arithmetic about records of which nothing arithmetic is wrong."""
    wrong = {(row.file, row.record) for row in truth.rows if row.in_class == "arithmetic"}
    return [one for one in told if one.in_class == "arithmetic" and (one.file, one.record) not in wrong]


def _finds(one: Told, row: Row, truth: Truth) -> bool:
    if one.file != row.file or one.record != row.record:
        return False
    if row.in_class == "arithmetic" and one.in_class != "arithmetic":
        return False
    if row.is_new:
        claimed = {other.check for other in truth.rows if (other.file, other.record) == (row.file, row.record)}
        return one.check == row.check or one.check not in claimed
    return one.check == row.check
