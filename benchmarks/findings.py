"""What the checks find in disclosures in natural wording: `python -m benchmarks.findings [FOLDER …] [-v]`.

A folder has documents and a `truth.tsv`, explained in tests/cases/README.md. A row of class arithmetic is found when its check
has a finding of that class about its record; a row of another class when its check has any finding about it. A finding of class
arithmetic about a record of which nothing arithmetic is wrong is false.
"""

import argparse
import csv
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mingzhang.pipeline import build

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
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


def print_set(name: str, truth: Truth, told: list[Told], verbose: bool) -> None:
    """Precision and recall of each check on a set."""
    lost, false = missing(truth, told), unfair(truth, told)
    print(f"\n{name:34} {'seeded':>7} {'found':>7} {'recall':>7} {'told':>7} {'false':>7} {'precision':>9}")
    for check in sorted({row.check for row in truth.rows} | {one.check for one in told}):
        rows = [row for row in truth.rows if row.check == check]
        _print_line(check, rows, lost, [one for one in told if one.check == check], false)
    arithmetic = [row for row in truth.rows if row.in_class == "arithmetic"]
    _print_line("class arithmetic", arithmetic, lost, told, false)
    if verbose:
        for row in lost:
            print(f"  missed  {row.file}: {row.record}: {row.check} ({row.in_class}): {row.expected}")
        for one in false:
            print(f"  false   {one.file}: {one.check}: {one.sentence}")
        for one in told:
            if one.in_class != "arithmetic" and one.file in truth.consistent:
                print(f"  {one.in_class:9} in a consistent file, {one.file}: {one.check}: {one.sentence}")


def _print_line(name: str, rows: list[Row], lost: list[Row], told: list[Told], false: list[Told]) -> None:
    found = sum(row not in lost for row in rows)
    accused = [one for one in told if one.in_class == "arithmetic"]
    wrong = sum(one in false for one in accused)
    recall = f"{100 * found / len(rows):.1f}%" if rows else "-"
    precision = f"{100 * (1 - wrong / len(accused)):.1f}%" if accused else "-"
    print(f"{name:34} {len(rows):7} {found:7} {recall:>7} {len(accused):7} {wrong:7} {precision:>9}")


def main() -> None:
    """Builds each folder and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings")
    parser.add_argument("folders", nargs="*", type=Path, default=sorted(CASES.glob("findings*")))
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was missed and what was false")
    asked = parser.parse_args()
    for folder in asked.folders:
        print_set(folder.name, truth_in(folder), told_in(folder), asked.verbose)


if __name__ == "__main__":
    main()
