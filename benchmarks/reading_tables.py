"""How fast tables of other formats are read: `python -m benchmarks.reading_tables` from the top of the repository.

The founding disclosure's rows again and again, in each format, each read in a process of its own. Rows are compared with
those of plain text, measured in the same run: reading alone, and the whole way to a document.
"""

import csv
import io
import resource
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import openpyxl

from tests.readers.equality import TITLE, WHOLE

ROWS = 5_000


def rows() -> list[list[str]]:
    """The header, and the rows of the projects until there are enough."""
    header, *others = WHOLE
    projects = [row for row in others if row[3]]
    return [header, *(projects[number % len(projects)] for number in range(ROWS))]


def as_text() -> bytes:
    """A line a row, with tabs."""
    return "\n".join([TITLE, *("\t".join(row) for row in rows())]).encode()


def as_csv() -> bytes:
    """The same with commas."""
    text = io.StringIO()
    csv.writer(text).writerows([[TITLE], *rows()])
    return text.getvalue().encode()


def as_xlsx() -> bytes:
    """The same in a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表")
    for row in [[TITLE], *rows()]:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_html() -> bytes:
    """The same in a page."""
    lines = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows())
    return f"<!DOCTYPE html><html><body><p>{TITLE}</p><table>{lines}</table></body></html>".encode()


FORMATS = {"text": as_text, "csv": as_csv, "xlsx": as_xlsx, "html": as_html}


def measure(path: Path) -> None:
    """Reads a file, then interprets it, and prints the seconds of both and the peak of memory in MB."""
    from mingzhang.interpret import interpret
    from mingzhang.readers import read
    from mingzhang.records import Sidecar

    data = path.read_bytes()
    start = time.perf_counter()
    reading = read(data)
    seconds = time.perf_counter() - start
    document = interpret(reading, Sidecar(), path.name, "0" * 64)
    whole = time.perf_counter() - start
    assert len(document.forms[0].projects) == ROWS
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(seconds, whole, peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def main() -> None:
    """Measures and prints."""
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FORMATS.items():
            path = Path(folder, name)
            path.write_bytes(make())
            command = [sys.executable, "-m", "benchmarks.reading_tables", str(path)]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, whole, peak = map(float, run.stdout.split())
            base = base or seconds
            print(
                f"{name}: {ROWS / seconds:,.0f} rows/s read ({seconds / base:.1f} times text), "
                f"{ROWS / whole:,.0f} rows/s to a document, peak {peak:.0f} MB"
            )


if __name__ == "__main__":
    if len(sys.argv) == 2:
        measure(Path(sys.argv[1]))
    else:
        main()
