"""Documents of tests/cases/findings as drawings, opened with the libraries that write them, so that they can be rewritten."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl

from benchmarks.reading.notation import Drawing, Drawn


def drawings_in(path: Path) -> tuple[Drawing, ...]:
    """The tables of a document and the lines above each."""
    return tuple(_OPEN[path.suffix](path))


def _drawing(lines: Iterable[str], cells: Iterable[Drawn]) -> Drawing:
    found = tuple(cells)
    height = max(cell.row + cell.row_span - 1 for cell in found)
    width = max(cell.column + cell.column_span - 1 for cell in found)
    return Drawing(tuple(line for line in lines if line.strip()), found, height, width)


def _xlsx(path: Path) -> Iterator[Drawing]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
        covered = {place for area in spans.values() for place in area.cells} - set(spans)
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if (cell.row, cell.column) in covered:
                    continue
                area = spans.get((cell.row, cell.column))
                size = (area.size["rows"], area.size["columns"]) if area else (1, 1)
                cells.append(Drawn(cell.row, cell.column, str(cell.value or ""), *size))
        yield _drawing((), cells)


def _docx(path: Path) -> Iterator[Drawing]:
    document = docx.Document(str(path))
    lines = []
    for part in document.iter_inner_content():
        if not hasattr(part, "rows"):
            lines.append(part.text)
            continue
        yield _drawing(lines, _word_cells(part))
        lines = []


def _word_cells(table: Any) -> Iterator[Drawn]:
    """The cells of a table of Word: one that covers several places is the same element in all of them."""
    places: dict[Any, list[tuple[int, int]]] = {}
    texts = {}
    for row, cells in enumerate((list(one.cells) for one in table.rows), 1):
        for column, cell in enumerate(cells, 1):
            places.setdefault(cell._tc, []).append((row, column))
            texts[cell._tc] = cell.text
    for element, found in places.items():
        (row, column), (last_row, last_column) = min(found), max(found)
        yield Drawn(row, column, texts[element], last_row - row + 1, last_column - column + 1)


def _html(path: Path) -> Iterator[Drawing]:
    page = lxml.html.fromstring(path.read_bytes())
    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    lines: list[str] = []
    for element in page.iter("h1", "h2", "p", "table"):
        if element.tag != "table":
            lines.append(element.text_content())
            continue
        yield _drawing(lines, _html_cells(element))
        lines = []


def _html_cells(table: Any) -> Iterator[Drawn]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr"), 1):
        column = 1
        for cell in line.iter("td", "th"):
            while (row, column) in taken:
                column += 1
            height, width = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken |= {(row + down, column + along) for down in range(height) for along in range(width)}
            yield Drawn(row, column, cell.text_content().strip(), height, width)


def _txt(path: Path) -> Iterator[Drawing]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    cells = [Drawn(at, column, text) for at, row in enumerate(rows, 1) for column, text in enumerate(row, 1)]
    yield _drawing([line for line in lines if "\t" not in line], cells)


_OPEN: dict[str, Callable[[Path], Iterator[Drawing]]] = {".xlsx": _xlsx, ".docx": _docx, ".html": _html, ".txt": _txt}
