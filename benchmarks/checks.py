"""How long each check takes, and what it misses and invents: `python -m benchmarks.checks` from the top of the repository.

The disclosures are made up by `benchmarks.disclosures`, which says what is wrong in them. Each check's SQL is run as the build
runs it, over 10,000 and over 100,000 indicators: a check whose time grows with the data has a ratio of about 10, one that
compares each row with each other about 100. Once more all of them as if they stood in one document, for a check that compares
the rows of a document with each other is slow only there. Precision and recall are by document, and for checks of forms by
the records counted too; then the same for the founding disclosure, against the reading by eye in tests/checks/founding.yml.
"""

import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.disclosures import Disclosure, Fault, write
from mingzhang.checks import functions
from mingzhang.checks.definition import Check, load_checks
from mingzhang.checks.lists import listed
from mingzhang.pipeline import build

SIZES = (10_000, 100_000)  # indicators
VIEWS = ("findings_by_check", "finding_list")
ROOT = Path(__file__).resolve().parent.parent

Found = Counter[tuple[str, str]]  # (file, check id) -> records


def measure(database: Path) -> None:
    """Runs each check, and opens each view of findings, and prints the seconds; in a process of its own, nothing is cached."""
    connection = sqlite3.connect(database)
    functions.register(connection)
    for check in load_checks():
        print(check.id, seconds_of(connection, f"CREATE TEMP TABLE tested AS {check.sql}"))
        connection.execute("DROP TABLE temp.tested")
    for view in VIEWS:
        print(view, seconds_of(connection, f"SELECT * FROM {view} LIMIT 101"))


def seconds_of(connection: sqlite3.Connection, sql: str) -> float:
    """How long a statement takes, with all its rows."""
    start = time.perf_counter()
    connection.execute(sql).fetchall()
    return time.perf_counter() - start


def as_one_document(database: Path, copy: Path) -> Path:
    """A copy of a database in which all that was read stands in one document, the first."""
    shutil.copy(database, copy)
    connection = sqlite3.connect(copy)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    for table in ("projects", "indicators", "stated_totals", "prices", "rejects", "findings", "cells"):
        connection.execute(
            f"UPDATE {table} SET document_id = (SELECT min(id) FROM documents) WHERE document_id IS NOT NULL"
        )
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()
    return copy


def times(database: Path) -> dict[str, float]:
    """Check or view -> seconds."""
    command = [sys.executable, "-m", "benchmarks.checks", str(database)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: float(seconds) for name, seconds in map(str.split, run.stdout.splitlines())}


def truth_of(written: Iterable[Disclosure]) -> Found:
    """What the generator says there is to be found."""
    truth: Found = Counter()
    for disclosure in written:
        for fault in disclosure.truth.faults:
            truth[disclosure.path, fault.check] += records_of(fault)
    return +truth


def records_of(fault: Fault) -> int:
    """How many records a fault is of. Of the empty headings that it names only those count that are not optional."""
    if fault.check == "empty-heading":
        return len(set(fault.evidence.split("、")) & set(listed("required-headings")))
    return fault.records


def found_in(database: Path) -> Found:
    """What the checks found."""
    connection = sqlite3.connect(database)
    rows = connection.execute(
        "SELECT file, check_id, sum(records) FROM findings JOIN documents ON documents.id = document_id GROUP BY 1, 2"
    )
    found: Found = Counter({(file, check_id): records for file, check_id, records in rows})
    connection.close()
    return found


def share(part: int, whole: int) -> str:
    """A share in percent; a dash where there is nothing to have a share of."""
    return f"{100 * part / whole:.1f}%" if whole else "-"


def print_times(by_size: list[dict[str, float]], in_one: list[dict[str, float]]) -> None:
    """The seconds of each check at each size, and their ratio; then those in one document."""
    print(f"\n{'':30} {'in documents as published':>28} {'in one document':>28}")
    print(f"{'seconds':30}" + 2 * f" {SIZES[0]:>9,} {SIZES[1]:>9,} {'ratio':>8}")
    for name in sorted(by_size[0], key=lambda one: (one in VIEWS, one)):
        print(f"{name:30}" + _seconds(*(one[name] for one in by_size)) + _seconds(*(one[name] for one in in_one)))
    whole = [sum(seconds for name, seconds in one.items() if name not in VIEWS) for one in (*by_size, *in_one)]
    print(f"{'all checks':30}" + _seconds(*whole[:2]) + _seconds(*whole[2:]))


def _seconds(small: float, large: float) -> str:
    return f" {small:9.3f} {large:9.3f} {large / small:8.1f}"


def print_quality(truth: Found, found: Found, checks: Iterable[Check]) -> None:
    """Precision and recall of each check over documents, and over the records that form findings count."""
    columns = f" {'precision':>9} {'recall':>9}"
    print(f"\n{'made-up disclosures':30} {'documents':>9}{columns} {'records':>9}{columns}")
    for check in sorted(checks, key=lambda one: one.id):
        true = {key: n for key, n in truth.items() if key[1] == check.id}
        seen = {key: n for key, n in found.items() if key[1] == check.id}
        both = true.keys() & seen.keys()
        line = f"{check.id:30} {len(true):9,} {share(len(both), len(seen)):>9} {share(len(both), len(true)):>9}"
        if check.check_class == "form":
            agreed = sum(min(true[key], seen[key]) for key in both)
            right, told = sum(true.values()), sum(seen.values())
            line += f" {right:9,} {share(agreed, told):>9} {share(agreed, right):>9}"
        print(line)


def print_founding(database: Path) -> None:
    """The same for the founding disclosure, by what failed: every project or pair counts."""
    from tests.checks.test_founding import failed  # the comparison that the tests make, entry by entry

    reading: dict[str, dict[str, Any]] = yaml.safe_load(
        (ROOT / "tests/checks/founding.yml").read_text(encoding="utf-8")
    )
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    functions.register(connection)
    print(f"\n{'founding disclosure':30} {'by eye':>9} {'found':>9} {'precision':>9} {'recall':>9}")
    for check in sorted(load_checks(), key=lambda one: one.id):
        read = reading.get(check.id, {})  # a check that the reading does not name is expected to find nothing
        entries, left_open = read.get("failed") or [], read.get("open") or []
        found = failed(connection, check)
        matched = 0
        for entry in entries:
            if match := next((one for one in found if one.is_what(entry)), None):
                found.remove(match)
                matched += 1
        extra = sum(not any(one.may_be(entry) for entry in left_open) for one in found)
        line = f"{check.id:30} {len(entries):9} {matched + extra:9}"
        print(f"{line} {share(matched, matched + extra):>9} {share(matched, len(entries)):>9}")
    connection.close()


def main() -> None:
    """Measures and prints."""
    by_size, in_one = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            written = write(folder / str(size), size)
            database = folder / f"{size}.db"
            start = time.perf_counter()
            summary = build([folder / str(size)], database)
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
                1024 * (1024 if sys.platform == "darwin" else 1)
            )
            print(
                f"{len(written):,} documents, {summary.counts['projects']:,} projects, {summary.counts['indicators']:,} "
                f"indicators built in {seconds:.0f} s, peak {peak:,.0f} MB"
            )
            by_size.append(times(database))
            in_one.append(times(as_one_document(database, folder / "one.db")))
        print_times(by_size, in_one)
        print_quality(truth_of(written), found_in(database), load_checks())
        build([ROOT / "disclosures"], folder / "founding.db")
        print_founding(folder / "founding.db")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(Path(sys.argv[1]))
    else:
        main()
