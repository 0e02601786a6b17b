"""Disclosures of the generator in the formats that offices publish, one at a time, with what is known to stand in them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.disclosures import Disclosure, disclosures
from benchmarks.reading.notation import Drawing, Drawn
from benchmarks.reading.rendering import pdf, xlsx

# Of six sheets one is a PDF and two are workbooks, of four tables one is a workbook; the rest is text.
_FORMATS = {"project_table": ("txt", "txt", "xlsx", "txt"), "sheets": ("txt", "xlsx", "pdf", "txt", "xlsx", "txt")}
_RENDERED = {"xlsx": xlsx, "pdf": pdf}


def write_sources(folder: Path, indicators: int) -> Counter[tuple[str, str]]:
    """Writes disclosures with at least so many indicators below a folder; (format, what) -> how many were printed."""
    printed: Counter[tuple[str, str]] = Counter()
    numbers: Counter[str] = Counter()
    for disclosure in disclosures(indicators):
        kind = disclosure.form if disclosure.form in _FORMATS else "sheets"
        ending = _FORMATS[kind][numbers[kind] % len(_FORMATS[kind])]
        numbers[kind] += 1
        data = _RENDERED[ending](list(drawings(disclosure))) if ending in _RENDERED else disclosure.text
        path = (folder / disclosure.path).with_suffix(f".{ending}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.with_name(f"{path.name}.yml").write_text(disclosure.sidecar, encoding="utf-8")
        printed += Counter(
            {
                (ending, "documents"): 1,
                (ending, "bytes"): len(data),
                (ending, "projects"): len(disclosure.truth.projects),
                (ending, "indicators"): disclosure.truth.indicators,
            }
        )
    return printed


def drawings(disclosure: Disclosure) -> Iterator[Drawing]:
    """The forms of a disclosure: lines without a tab stand above the table, and each cell at its place."""
    lines: list[str] = []
    rows: list[list[str]] = []
    for line in [*disclosure.text.decode().splitlines(), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
        elif rows and not line.strip():
            yield _drawing(lines, rows)
            lines, rows = [], []
        elif line.strip() and not rows:
            lines.append(line)
        elif line.strip():
            rows.append([line])
    if rows:
        yield _drawing(lines, rows)


def _drawing(lines: list[str], rows: list[list[str]]) -> Drawing:
    width = max(map(len, rows))
    cells = tuple(
        Drawn(number, column, row[column - 1] if column <= len(row) else "")
        for number, row in enumerate(rows, 1)
        for column in range(1, width + 1)
    )
    return Drawing(tuple(lines), cells, len(rows), width)
