"""`python -m benchmarks.findings [FOLDER …] [-v]`: precision and recall of each check on documents in natural wording.

Then, without folders, the same for the seeded faults of tests/checks/faults.yml and for the founding disclosure read by eye;
what becomes of the findings when the documents are rewritten, and when one number in them changes.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.checks import print_founding, share
from benchmarks.findings.changing import CASES, FOLDERS, after, before, found_by, one_numbers
from benchmarks.findings.rewriting import REWRITES
from benchmarks.findings.truth import Row, Told, Truth, missing, told_in, truth_in, unfair, unseen
from mingzhang.pipeline import build
from tests.checks.seeded import CLEAN, FAULTS, raised_in, region_of


def print_set(name: str, truth: Truth, told: list[Told], verbose: bool) -> None:
    """Precision and recall of each check on a set."""
    lost, false = missing(truth, told), unfair(truth, told)
    print(f"\n{name:34} {'seeded':>7} {'found':>7} {'recall':>7} {'told':>7} {'false':>7} {'precision':>9}")
    for check in sorted({row.check for row in truth.rows} | {one.check for one in told}):
        rows = [row for row in truth.rows if row.check == check]
        _print_line(check, rows, lost, [one for one in told if one.check == check], false)
    arithmetic = [row for row in truth.rows if row.in_class == "arithmetic"]
    _print_line("class arithmetic", arithmetic, lost, told, false)
    _print_line("class arithmetic, by any check", arithmetic, unseen(truth, told), told, false)
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


def print_faults(folder: Path) -> None:
    """Precision and recall of each check on the seeded faults and their clean twins; what may be told or not does not count."""
    raised = raised_in(folder)
    told = [(number, check) for number in range(len(FAULTS)) for check in raised[region_of(number)]]
    told += [(-1, check) for check in raised[CLEAN]]
    free = {(number, check) for number, fault in enumerate(FAULTS) for check in fault.get("perhaps", [])}
    seeded = {(number, check) for number, fault in enumerate(FAULTS) for check in fault["raises"]} - free
    print(f"\n{'faults.yml':34} {'seeded':>7} {'found':>7} {'recall':>7} {'told':>7} {'false':>7} {'precision':>9}")
    for check in (*sorted({check for _, check in (*seeded, *told)}), "all checks"):
        own = {one for one in seeded if check in (one[1], "all checks")}
        seen = {one for one in told if check in (one[1], "all checks")} - free
        found = len(own & seen)
        line = f"{check:34} {len(own):7} {found:7} {share(found, len(own)):>7} {len(seen):7} {len(seen - own):7}"
        print(f"{line} {share(found, len(seen)):>9}")


def print_seeded_and_founding() -> None:
    """Builds the seeded faults and the founding disclosure, and prints."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_faults(folder / "faults")
        build([CASES.parents[1] / "disclosures"], folder / "founding.db", charts=False)
        print_founding(folder / "founding.db")


def print_rewrites(verbose: bool) -> None:
    """How many findings are lost, and how many are new, when the documents say the same in other words."""
    print(f"\n{'rewritten':34} {'findings':>8} {'lost':>7} {'new':>7}")
    for rewrite in REWRITES:
        now = after(rewrite)
        lost, new = before() - now, now - before()
        print(f"{rewrite.__name__:34} {len(before()):8} {len(lost):7} {len(new):7}")
        for name, keys in (("lost", lost), ("new", new)):
            for key in sorted(keys) if verbose else ():
                print(f"  {name:6} {': '.join(key)}")


def print_one_numbers(verbose: bool) -> None:
    """How many changes of one number bring about the right finding, and how many another one."""
    results = [(change, *found_by(change)) for change in one_numbers()]
    right = sum(bool(one) for _, one, _ in results)
    others = sum(bool(other) for _, _, other in results)
    print(f"\n{'one number changed':34} {len(results):8} of them {right} found, {others} with a finding elsewhere")
    for change, one, other in results if verbose else ():
        if not one or other:
            changed = f"{change.old} -> {change.new}"
            print(f"  line {change.number}: {change.file}: {change.record}: {changed}: {one or 'missed'} {other or ''}")


def main() -> None:
    """Builds each folder and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.findings")
    parser.add_argument("folders", nargs="*", type=Path, help="with a truth.tsv")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was missed and what was false")
    asked = parser.parse_args()
    for folder in asked.folders or [CASES / name for name in FOLDERS]:
        print_set(folder.name, truth_in(folder), told_in(folder), asked.verbose)
    if not asked.folders:
        print_seeded_and_founding()
        print_rewrites(asked.verbose)
        print_one_numbers(asked.verbose)


if __name__ == "__main__":
    main()
