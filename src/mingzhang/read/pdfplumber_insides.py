"""All that is taken from private parts of pdfplumber and pdfminer, read from pdfplumber 0.11.10 and pdfminer.six 20260107.

- `lay_out` puts a layout of our own in the place of `Page._layout`, and reads and writes `_objs` of pdfminer's containers and
  `_text` of a character. Each object then carries, in the attributes `mcid` and `tag` that pdfplumber passes on, the order in
  which it was drawn, and how opaque it is. pdfminer has no graphics state for opacity (`do_gs` is empty): it is kept here.
- `cells_between` calls the functions that `TableFinder` is made of, because a page of another format has no pdfplumber page.

With a new version: run tests/read/test_pdf.py; each of these parts has a test there or in tests/read/test_pdf_marks.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from mingzhang.read.characters import UNKNOWN_CHARACTER

if TYPE_CHECKING:
    from pdfplumber.page import Page

_INVISIBLE = (3, 7)  # text render modes (ISO 32000-1, 9.3.6)
_CellBox = tuple[float, float, float, float]


def order_of(item: dict[str, Any]) -> int:
    """When an object of a page was drawn, counting from 1."""
    return int(item["mcid"])


def opacity_of(item: dict[str, Any]) -> float:
    """How opaque an object of a page is, from 0 to 1; 0.5 where it is blended with what lies below it."""
    return float(item["tag"])


def lay_out(page: Page) -> None:
    """Gives the page its objects, without text that is not painted, and with text of unnamed characters marked.

    Text is not painted in the render modes 3 and 7. It is made up where a font is drawn by its file alone (Type 3) and has no
    table of characters: pdfminer then takes its numbers for Latin letters.
    """
    device = _painting_device()(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    _interpreter()(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


# pdfminer is an extra: its classes can be derived from only once it is needed.


@cache
def _painting_device() -> Any:
    """The class of what sets down the objects of a page."""
    from pdfminer.layout import LTChar
    from pdfminer.pdffont import PDFType3Font
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Painted(PDFPageAggregatorWithMarkedContent):
        """Sets down only what is painted, and when, and how opaque it is."""

        is_painted = True
        opacity = 1.0
        count = 0

        def render_string(self, textstate: Any, *others: Any) -> None:
            self.is_painted = textstate.render not in _INVISIBLE
            super().render_string(textstate, *others)

        def render_char(self, matrix: Any, font: Any, *others: Any) -> float:
            advance = float(super().render_char(matrix, font, *others))
            drawn = self.cur_item._objs[-1]
            if not self.is_painted:
                self.cur_item._objs.pop()
            elif isinstance(drawn, LTChar) and isinstance(font, PDFType3Font) and not font.unicode_map:
                drawn._text = UNKNOWN_CHARACTER
            return advance

        def paint_path(self, *arguments: Any, **others: Any) -> None:
            before = len(self.cur_item._objs)
            super().paint_path(*arguments, **others)
            for drawn in self.cur_item._objs[before:]:
                self._tag(drawn)

        def tag_cur_item(self) -> None:
            if self.cur_item._objs:
                self._tag(self.cur_item._objs[-1])

        def _tag(self, drawn: Any) -> None:
            self.count += 1
            drawn.mcid, drawn.tag = self.count, self.opacity

    return Painted


@cache
def _interpreter() -> Any:
    """The class of what runs the operators of a page."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import resolve1

    class Interpreter(PDFPageInterpreter):
        """Knows the opacity for filling, which a graphics state dictionary sets (ISO 32000-1, 8.4.5)."""

        device: Any

        def init_resources(self, resources: Any) -> None:
            super().init_resources(resources)
            self.states = resolve1((resources or {}).get("ExtGState")) or {}
            self.opacities: list[float] = []

        def render_contents(self, *arguments: Any, **others: Any) -> None:
            before = self.device.opacity
            super().render_contents(*arguments, **others)
            self.device.opacity = before

        def do_gs(self, name: Any) -> None:
            state = resolve1(self.states.get(getattr(name, "name", name)))
            if isinstance(state, dict):
                opacity = resolve1(state.get("ca"))
                if isinstance(opacity, int | float):
                    self.device.opacity = float(opacity)
                if getattr(resolve1(state.get("BM")), "name", "Normal") not in ("Normal", "Compatible"):
                    self.device.opacity = min(self.device.opacity, 0.5)

        def do_q(self) -> None:
            super().do_q()
            self.opacities.append(self.device.opacity)

        def do_Q(self) -> None:  # noqa: N802  the name of the operator
            super().do_Q()
            if self.opacities:
                self.device.opacity = self.opacities.pop()

    return Interpreter


def cells_between(edges: Sequence[dict[str, Any]], tolerance: float) -> list[list[_CellBox]]:
    """The cells of each table that these rules make, as x0, top, x1, bottom; rules are joined within a tolerance in points."""
    from pdfplumber import table
    from pdfplumber.utils.geometry import filter_edges

    joined = table.merge_edges(list(edges), *[tolerance] * 4)
    long_enough = filter_edges(joined, min_length=tolerance)
    crossings = table.edges_to_intersections(long_enough, tolerance, tolerance)
    return [list(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]
