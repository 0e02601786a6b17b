"""How fast PDFs are read, and in how much memory: `python -m benchmarks.reading_pdf` from the top of the repository.

Each file is read in a process of its own, so that the peak is its own. What is compared is measured in the same run: time and
peak by number of pages (a reader that keeps pages would grow with them), and the whole way against opening the file and
taking its characters, which is pdfplumber's part and cannot be made faster here.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlab.platypus import Paragraph

from tests.readers.equality import TITLE, WHOLE
from tests.readers.producers_pdf import chinese, reportlab_pdf, reportlab_table

PAGES = (30, 100, 300)
PAGES_A_COPY = 14  # of the founding disclosure, as it is set here


def make(pages: int) -> bytes:
    """A PDF of at least so many pages: the founding disclosure again and again."""
    copies = -(-pages // PAGES_A_COPY)
    widths = (50, 90, 50, 280, 280)
    return reportlab_pdf(
        lambda: [
            part for _ in range(copies) for part in (Paragraph(TITLE, chinese(16)), reportlab_table(WHOLE, widths))
        ]
    )


def characters_only(data: bytes) -> int:
    """What pdfplumber alone does: the characters of each page."""
    from io import BytesIO

    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            _ = page.chars
            page.close()
        return len(pdf.pages)


def measure(how: str, path: Path) -> None:
    """Reads a file, and prints pages, seconds and the peak of memory in MB, for the process that asked."""
    from mingzhang.readers import read

    data = path.read_bytes()
    start = time.perf_counter()
    pages = read(data).pages if how == "read" else characters_only(data)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(pages, seconds, peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def measured(how: str, path: Path) -> tuple[int, float, float]:
    """The figures of `measure`, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading_pdf", how, str(path)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    pages, seconds, peak = run.stdout.split()
    return int(pages), float(seconds), float(peak)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder, f"{pages}.pdf")
            path.write_bytes(make(pages))
            number, seconds, peak = measured("read", path)
            _, base, base_peak = measured("characters", path)
            print(
                f"{number} pages: {number / seconds:.1f} pages/s, peak {peak:.0f} MB; "
                f"{seconds / base:.2f} times the characters alone ({base_peak:.0f} MB)"
            )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
