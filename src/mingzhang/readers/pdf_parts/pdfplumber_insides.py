"""All that is taken from private parts of pdfplumber and pdfminer, read from pdfplumber 0.11.10 and pdfminer.six 20260107.

- `lay_out` puts a layout of our own in the place of `Page._layout`; the classes of `pdfminer_insides` make it, which read and
  write `_objs` of pdfminer's containers and `_text` of a character. Each object then carries, in the attributes `mcid` and
  `tag` that pdfplumber passes on, the order in which it was drawn, and how opaque it is: pdfminer has no graphics state for
  opacity (its `do_gs` is empty).
- `cells_between` calls the functions that `TableFinder` is made of, because a page of another format has no pdfplumber page.

With a new version: run tests/readers/test_pdf.py; each of these parts has a test there or in tests/readers/test_pdf_marks.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page

_CellBox = tuple[float, float, float, float]


def order_of(item: dict[str, Any]) -> int:
    """When an object of a page was drawn, counting from 1."""
    return int(item["mcid"])


def opacity_of(item: dict[str, Any]) -> float:
    """How opaque an object of a page is, from 0 to 1; 0.5 where it is blended with what lies below it."""
    return float(item["tag"])


def lay_out(page: Page) -> None:
    """Gives the page its objects, without text that is not painted, and with text of unnamed characters marked.

    Text is not painted outside the path that clips it (taken as a box), and on a layer that is not shown (optional content);
    in the render modes 3 and 7 it has no ink. It is made up where a font is drawn by its file alone (Type 3) and has no table
    of characters, and where `pdf_fonts` says so: pdfminer then takes its numbers for Latin letters. What is mirrored nobody
    reads.
    """
    from mingzhang.readers.pdf_parts.pdfminer_insides import (  # an extra: only once it is needed
        Interpreter,
        PaintingDevice,
        layers_off,
    )

    device = PaintingDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.off = layers_off(page.pdf.doc.catalog)
    Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


def text_of_appearance(page: Page, stream: Any, resources: Any) -> str | None:
    """The text that an appearance stream draws, None when some of it is not known."""
    from mingzhang.readers.pdf_parts.pdfminer_insides import (  # an extra: only once it is needed
        PaintingDevice,
        text_drawn_by,
    )

    device = PaintingDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    return text_drawn_by(device, page.page_obj, stream, resources)


def cells_between(edges: Sequence[dict[str, Any]], tolerance: float) -> list[list[_CellBox]]:
    """The cells of each table that these rules make, as x0, top, x1, bottom; rules are joined within a tolerance in points."""
    from pdfplumber import table
    from pdfplumber.utils.geometry import filter_edges

    joined = table.merge_edges(list(edges), *[tolerance] * 4)
    long_enough = filter_edges(joined, min_length=tolerance)
    crossings = table.edges_to_intersections(long_enough, tolerance, tolerance)
    return [list(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]
