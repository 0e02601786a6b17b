"""Reads scans of known pages and prints, for each kind of fault, what became of them: `python -m benchmarks.scans [WORD]`.

Cells are compared without white space, and without the width of ：；，（）, which is written by rule. A number is published
when it stands in the text of a cell outside all marks; it is wrong when the page does not print it there. Exit 1 when one
is wrong that no doubt stands beside.
"""

import csv
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import partial, reduce
from typing import Any

import numpy as np

from benchmarks.scans import faults
from benchmarks.scans.drawing import POINTS, Drawn, draw
from mingzhang.errors import Refused
from mingzhang.readers.encodings import decode_text
from mingzhang.readers.printed.layout import printed_reading
from mingzhang.readers.printed.pages import printed_page
from mingzhang.readers.scanned.fineness import fineness_of
from mingzhang.readers.scanned.page import scanned_page
from mingzhang.records import Cell, Reading
from tests.conftest import ROOT
from tests.readers.equality import HEADER, TITLE, WHOLE

SAMPLES = ROOT / "tests" / "samples"
_SAMPLE_ROWS = 24  # of a sample: as many as stand on a page
WIDTHS = (45.0, 95.0, 50.0, 260.0, 250.0)
_WIDTH = str.maketrans("：；，（）％＞＜＝", ":;,()%><=")
_NUMBER = re.compile(r"[≥≤><=±-]?\d[\d.,/%-]*")


@dataclass
class Scan:
    """A page to be read, and what it prints: the rows of each of its tables."""

    kind: str
    picture: Any
    dpi: float
    tables: list[list[list[str]]]
    must_be_refused: bool = False


@dataclass
class Figures:
    """What became of the pages of a kind."""

    pages: int = 0
    refused: int = 0
    cells: int = 0
    exact: int = 0
    characters: int = 0
    right: int = 0
    amounts: int = 0
    amounts_right: int = 0
    unread: int = 0
    wrong: int = 0
    doubted: int = 0
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """A text as it is compared."""
    return re.sub(r"<[^>]*>|\s", "", text).translate(_WIDTH)


def page(number: int, font: str = "宋体", dpi: float = 200, ruled: bool = True) -> Drawn:
    """The page of that number: the header and two projects of the founding disclosure, in turn."""
    body = WHOLE[1:]
    rows = [[re.sub(r"</p>\s*<p>", "\n", cell).replace("<p>", "").replace("</p>", "") for cell in row] for row in body]
    rows = [[re.sub(r"</?p>", "", cell).strip() for cell in row] for row in rows]
    start = (number * 2) % (len(rows) - 1)
    return draw(TITLE, [HEADER, *rows[start : start + 2]], WIDTHS, font, dpi, ruled)


def sample_page(name: str, dpi: float = 200) -> Drawn:
    """A page of a sample of another form, as `tests/samples` has it: its first lines of one cell are its title."""
    lines = list(csv.reader(decode_text((SAMPLES / name).read_bytes()).splitlines(keepends=True)))
    start = next(number for number, line in enumerate(lines) if sum(bool(cell) for cell in line) > 2)
    rows = [line + [""] * (len(lines[start]) - len(line)) for line in lines[start:]][:_SAMPLE_ROWS]
    widths = [min(max(9 * max(len(row[column]) for row in rows) + 8, 40), 120) for column in range(len(rows[0]))]
    return draw(lines[0][0], rows, widths, "宋体", dpi)


def scans() -> Iterator[Scan]:
    """The scans of the benchmark."""
    number = iter(range(1000))

    def made(
        kind: str,
        change: Callable[[Drawn], Any],
        font: str = "宋体",
        dpi: float = 200,
        refused: bool = False,
        ruled: bool = True,
    ) -> Scan:
        drawn = page(next(number), font, dpi, ruled)
        return Scan(kind, change(drawn), dpi, [drawn.rows], refused)

    for font in ("宋体", "黑体", "仿宋", "楷体"):
        for _ in range(2):
            yield made(f"clean, 200 dpi, {font}", lambda one: one.picture, font)
    for dpi in (100, 150, 300):
        for font in ("宋体", "黑体"):
            yield made(f"clean, {dpi} dpi", lambda one: one.picture, font, dpi)
    for degrees in (0.5, -1.2, 2.5):
        yield made("skewed", partial(_with, faults.skewed, degrees))
    for radius in (0.8, 1.4):
        yield made("blurred", partial(_with, faults.blurred, radius), "仿宋")
    yield made("noisy", lambda one: faults.noisy(one.picture, 25))
    yield made("noisy", lambda one: faults.noisy(one.picture, 10, 0.004), "黑体")
    for quality in (30, 12):
        yield made("JPEG", partial(_with, faults.compressed, quality))
    for x in (210.0, 330.0, 560.0):
        yield made("seal over figures", partial(_sealed, x))
    yield made("dark seal", lambda one: faults.sealed(one.picture, (220, 130), 200, (150, 24, 30)))
    for gap in (1.5, 6.0, 25.0):
        yield made(f"broken rules, {gap:g} points", partial(_broken, gap))
    left, right = page(next(number)), page(next(number))
    yield Scan("two pages on one", faults.side_by_side(left.picture, right.picture), 200, [left.rows, right.rows])
    for quarters in (90, 180, 270):
        yield made("turned", partial(_turned, quarters))
    for font in ("宋体", "仿宋"):
        yield made("bad copy: 150 dpi, skew, blur, noise, JPEG", _bad_copy, font, 150)
    for name in ("shaanxi_project_sheet", "hunan_indicator_table", "beijing_indicator_table"):
        drawn = sample_page(f"{name}.csv")
        yield Scan(f"samples, clean: {name}", drawn.picture, 200, [drawn.rows])
    drawn = sample_page("shaanxi_project_sheet.csv")
    spoilt = faults.compressed(faults.skewed(drawn.picture, -0.5), 30)
    yield Scan("samples, skew and JPEG: shaanxi_project_sheet", spoilt, 200, [drawn.rows])
    yield made("photographed", lambda one: faults.photographed(one.picture), refused=True)
    yield made("without rules", lambda one: one.picture, refused=True, ruled=False)


def _with(fault: Callable[[Any, Any], Any], much: float, one: Drawn) -> Any:
    return fault(one.picture, much)


def _turned(degrees: float, one: Drawn) -> Any:
    return one.picture.rotate(degrees, expand=True)


def _sealed(x: float, one: Drawn) -> Any:
    return faults.compressed(faults.sealed(one.picture, (x, 130), 200), 60)


def _broken(gap: float, one: Drawn) -> Any:
    return faults.with_broken_rules(one.picture, one.boxes, 200, gap)


def _bad_copy(one: Drawn) -> Any:
    return faults.compressed(faults.noisy(faults.blurred(faults.skewed(one.picture, 0.7), 0.9), 12, 0.001), 40)


def read_scan(scan: Scan) -> Reading:
    """What is read of a scan. Raises Refused."""
    scale = scan.dpi / POINTS
    picture = np.asarray(scan.picture)[:, :, ::-1].copy()
    fineness = fineness_of(picture, scale)
    if scale < 200 / POINTS:  # as pdfium draws a coarse page
        import cv2

        factor = 200 / POINTS / scale
        picture, scale = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), scale * factor
    content, _ = scanned_page(picture, 1, scale, fineness)
    printed, rejects = printed_page(content)
    return printed_reading("application/pdf", [printed], tuple(rejects))


def judge(scan: Scan, figures: Figures) -> None:
    """Reads a scan and adds what became of it."""
    figures.pages += 1
    start = time.process_time()
    try:
        reading = read_scan(scan)
    except Refused as refused:
        figures.refused += 1
        figures.told.append(refused.reason)
        return
    finally:
        figures.seconds += time.process_time() - start
    doubted = {id(reject.cell) for reject in reading.rejects if reject.cell}
    for table, grid in zip(scan.tables, [*reading.grids, *[None] * len(scan.tables)], strict=False):
        found = [cell for row in grid.rows for cell in row] if grid else []
        wanted = [text for row in table for text in row]
        if len(found) != len(wanted):
            figures.told.append(f"{len(found)} cells for {len(wanted)}")
            _judge_misplaced(wanted, found, doubted, figures)
            continue
        for text, cell in zip(wanted, found, strict=True):
            _judge_cell(plain(text), cell, id(cell) in doubted, figures)


def _judge_misplaced(wanted: list[str], found: list[Cell], doubted: set[int], figures: Figures) -> None:
    """Cells that are not those of the page: a number in them is right where the page prints it in a cell of its own."""
    figures.cells += len(wanted)
    figures.characters += sum(len(plain(text)) for text in wanted)
    whole = {plain(text) for text in wanted}
    for cell in found:
        if (
            plain(cell.text) not in whole
            and _NUMBER.search(plain(cell.text))
            and not cell.marks
            and id(cell) not in doubted
        ):
            figures.wrong += 1
            figures.told.append(f"WRONG cell {cell.text!r}")


def _judge_cell(wanted: str, cell: Cell, is_doubted: bool, figures: Figures) -> None:
    printed = plain(cell.printed)
    figures.cells += 1
    figures.exact += printed == wanted
    figures.characters += len(wanted)
    figures.right += sum(block.size for block in _matching(wanted, printed))
    published, true = _NUMBER.findall(plain_of_text(cell)), _NUMBER.findall(wanted)
    if re.fullmatch(r"[\d.,]+", wanted) and "." in wanted:
        figures.amounts += 1
        figures.amounts_right += published == true
    figures.unread += max(len(true) - len(published), 0)
    has_doubt = bool(cell.marks) or is_doubted
    figures.doubted += has_doubt
    left = list(true)
    for number in published:
        if number in left:
            left = left[left.index(number) + 1 :]
        elif has_doubt:
            figures.told.append(f"wrong with a doubt {number!r}")
        else:
            figures.wrong += 1
            figures.told.append(f"WRONG {number!r} in {wanted[:40]!r}")
    if printed != wanted and not has_doubt:
        figures.told.append(_difference(wanted, printed))


def plain_of_text(cell: Cell) -> str:
    """The text that counts, a mark as a bar, so that what stands on its two sides is not one number."""
    text = cell.text
    for mark in cell.marks:
        if mark.kind == "unread":
            text = text[: mark.start] + "|" * (mark.end - mark.start) + text[mark.end :]
    return plain(text)


def _matching(wanted: str, printed: str) -> Any:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, wanted, printed, autojunk=False).get_matching_blocks()


def _difference(wanted: str, printed: str) -> str:
    from difflib import SequenceMatcher

    steps = SequenceMatcher(None, wanted, printed, autojunk=False).get_opcodes()
    return "; ".join(f"{wanted[a:b]!r} read {printed[c:d]!r}" for kind, a, b, c, d in steps if kind != "equal")[:120]


def _together(one: Figures, other: Figures) -> Figures:
    return Figures(*(getattr(one, part.name) + getattr(other, part.name) for part in fields(Figures)))


def _row(kind: str, one: Figures) -> str:
    share = f"{one.right / one.characters:.2%}" if one.characters else ""
    return (
        f"| {kind} | {one.pages} | {one.refused} | {one.exact} of {one.cells} | {share} | {one.amounts_right} of"
        f" {one.amounts} | {one.unread} | {one.doubted} | {one.wrong} | {one.seconds / max(one.pages, 1):.1f} |"
    )


def main() -> int:
    """Prints a line for each kind, and what was not exact without a doubt; 1 when a number is wrong without one.

    Each page is told on the console as soon as it is read, so that what is done is not lost.
    """
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    kinds: dict[str, Figures] = {}
    for scan in scans():
        if chosen in scan.kind:
            page_alone = Figures()
            judge(scan, page_alone)
            kinds[scan.kind] = _together(kinds.get(scan.kind, Figures()), page_alone)
            print(_row(scan.kind, page_alone), *page_alone.told, sep="\n    ", file=sys.stderr, flush=True)
    heads = (
        "cells exact",
        "characters right",
        "amounts right",
        "numbers not read",
        "cells in doubt",
        "WRONG",
        "CPU s a page",
    )
    print(f"| kind | pages | refused | {' | '.join(heads)} |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, one in kinds.items():
        print(_row(kind, one))
    print(_row("all", reduce(_together, kinds.values(), Figures())))
    for kind, one in kinds.items():
        for told in one.told:
            print(f"{kind}: {told}")
    return 1 if any(one.wrong for one in kinds.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
