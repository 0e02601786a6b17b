"""`python -m benchmarks.reading.mutations [N]`: N changed documents, each value equal, named by a reject, or in silence not.

A seed decides which document is changed, how and in which format, so each run can be repeated: `--seed 1234 -v` runs one and
tells what it lost; `--keep FOLDER` leaves the files. Documents that are refused as they are are not changed.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.reading.comparing import Difference, compare, facts_of
from benchmarks.reading.mutating import MUTATIONS, Drawings, Mutation
from benchmarks.reading.notation import case_of, drawing_of, drawings_of
from benchmarks.reading.published import Published, published_of
from benchmarks.reading.rendering import FORMATS, bars, folder_for
from benchmarks.reading.unknown_words import UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
FOUNDING = ROOT / "disclosures" / "中共门源县委组织部2023年部门预算项目支出绩效目标公开表.txt"
SAMPLES = ROOT / "tests" / "samples"
CASES = ROOT / "tests" / "cases"
# Formats, the slow ones less often: a PDF takes ten times as long as a web page.
CHOICE = ("html", "html", "html", "txt", "tabs.txt", "xlsx", "xlsx", "docx")
FOLDERS = ("forms", "forms_more")
WRITE = FORMATS | {"tabs.txt": partial(bars, separator="\t")}
BY_SPACES = (
    "drop_row",
)  # not done to texts in which a merged cell is blank: the next row would not know what was above it


class Run(NamedTuple):
    """One changed document and what it came to; `fact_count` values were published of it before."""

    seed: int
    base: str
    mutation: str
    ending: str
    fact_count: int
    difference: Difference

    @property
    def outcome(self) -> str:
        """equal, named, gone or different: the worst that happened."""
        difference = self.difference
        if difference.different:
            return "different"
        return "gone" if difference.gone else "named" if difference.named else "equal"


@cache
def bases(folders: tuple[str, ...] = FOLDERS, without: tuple[str, ...] = ()) -> dict[str, Drawings]:
    """The documents to change, by name, as drawings: the founding one, the samples that are tables, the cases in folders.

    `without` are beginnings of names that are left out.
    """
    texts = [path for path in (FOUNDING, *sorted(SAMPLES.glob("*.*"))) if _is_table(path)]
    found: dict[str, Drawings] = {path.stem: (drawing_of(_rows(path)),) for path in texts}
    found |= {path.stem: drawings_of(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("drawn/*.txt"))}
    for folder in folders:
        found |= {path.stem: case_of(path).drawings for path in sorted((CASES / folder).glob("*.grid"))}
    return {name: drawings for name, drawings in found.items() if not name.startswith(without)}


def _is_table(path: Path) -> bool:
    return path == FOUNDING or path.suffix == ".csv" or path.stem.endswith(("_bars", "_pipes", "_tabs"))


def _rows(path: Path) -> list[str]:
    """The rows of a text in the notation; a line of one cell goes over the whole width."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig" if _is_utf8(data) else "gb18030")
    separator = "," if path.suffix == ".csv" else "\t" if "\t" in text else "|"
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=separator, quotechar='"')]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows))
    return ["|".join(row if len(row) > 1 else row + ["<"] * (width - 1)) for row in rows]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def run(
    seed: int, folder: Path, chosen: dict[str, Drawings], mutations: tuple[Mutation, ...] = (*MUTATIONS, *UNKNOWN)
) -> Run | None:
    """The run of a seed, which chooses a document and a mutation; None when it is refused as it is, or nothing changes."""
    chance = Random(seed)
    base = chance.choice(sorted(chosen))
    mutation: Mutation = chance.choice(mutations)
    ending = chance.choice(CHOICE)
    drawings = chosen[base]
    changed = mutation(drawings, chance)
    before = _unchanged(drawings, ending, folder / f"{base}.{ending}")
    facts = sum(facts_of(before).values())
    if not facts or changed == drawings or (mutation.__name__ in BY_SPACES and not _has_merged(drawings)):
        return None
    after = _read(changed, folder / f"{seed}-{mutation.__name__}.{ending}", ending)
    return Run(seed, base, mutation.__name__, ending, facts, compare(before, after))


def _has_merged(drawings: Drawings) -> bool:
    return any(cell.row_span > 1 for drawing in drawings for cell in drawing.cells)


@cache
def _unchanged(drawings: Drawings, ending: str, path: Path) -> Published:
    return _read(drawings, path, ending)


def _read(drawings: Drawings, path: Path, ending: str) -> Published:
    path.write_bytes(WRITE[ending](drawings))
    return published_of(path)


def print_runs(runs: Iterable[Run]) -> None:
    """How the runs came out, by mutation, in documents and in values."""
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    values: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in runs:
        for name in (one.mutation, "all"):
            outcomes[name][one.outcome] += 1
            values[name] += Counter(
                values=one.fact_count,
                named=one.difference.named,
                gone=len(one.difference.gone),
                different=len(one.difference.different),
            )
    columns = ("equal", "named", "gone", "different")
    print(f"{'documents':22}" + "".join(f" {one:>9}" for one in columns) + f"   {'values':>9} named, gone, different")
    for name in sorted(outcomes, key=lambda one: (one == "all", one)):
        counts = values[name]
        line = "".join(f" {outcomes[name][one]:9,}" for one in columns)
        print(f"{name:22}{line}   {counts['values']:9,} {counts['named']}, {counts['gone']}, {counts['different']}")


def tell(one: Run) -> None:
    """What a run lost in silence, or says otherwise."""
    print(f"{one.outcome:9} --seed {one.seed}: {one.base} as {one.ending}, {one.mutation}")
    for fact in one.difference.gone:
        print(f"    gone       {fact}")
    for fact in one.difference.different:
        print(f"    different  {fact}")


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.mutations")
    parser.add_argument("number", nargs="?", type=int, default=10_000, help="how many documents")
    parser.add_argument("--seed", type=int, default=1, help="of the first; the others follow")
    parser.add_argument("--folder", action="append", help="of tests/cases, several times; the seed chooses among all")
    parser.add_argument("--without", action="append", default=[], help="beginnings of names that are left out")
    parser.add_argument("--keep", type=Path, help="a folder in which the files are left")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was lost in silence")
    asked = parser.parse_args()
    runs, chosen = [], bases(tuple(asked.folder or FOLDERS), tuple(asked.without))
    with folder_for(asked.keep) as folder:
        for seed in range(asked.seed, asked.seed + asked.number):
            if one := run(seed, folder, chosen):
                runs.append(one)
                if asked.verbose and one.outcome in ("gone", "different"):
                    tell(one)
                if not asked.keep:
                    (folder / f"{seed}-{one.mutation}.{one.ending}").unlink()
    print_runs(runs)


if __name__ == "__main__":
    main()
