"""All that is taken from private parts of pdfplumber and pdfminer, read from pdfplumber 0.11.10 and pdfminer.six 20260107.

- `lay_out` puts a layout of our own in the place of `Page._layout`, and reads and writes `_objs` of pdfminer's containers and
  `_text` of a character. Each object then carries, in the attributes `mcid` and `tag` that pdfplumber passes on, the order in
  which it was drawn, and how opaque it is. pdfminer has no graphics state for opacity (`do_gs` is empty): it is kept here.
- `cells_between` calls the functions that `TableFinder` is made of, because a page of another format has no pdfplumber page.

With a new version: run tests/read/test_pdf.py; each of these parts has a test there or in tests/read/test_pdf_marks.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from math import hypot
from typing import TYPE_CHECKING, Any

from mingzhang.read.characters import UNKNOWN_CHARACTER
from mingzhang.read.pdf_fonts import FontNames, names_of
from mingzhang.read.printed.settings import GEOMETRY

if TYPE_CHECKING:
    from pdfplumber.page import Page

_INVISIBLE, _OUTLINED = (3, 7), 1  # text render modes (ISO 32000-1, 9.3.6)
_CellBox = tuple[float, float, float, float]
_NO_CLIP = (float("-inf"), float("-inf"), float("inf"), float("inf"))


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
    device = _painting_device()(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.off = _layers_off(page.pdf.doc.catalog)
    _interpreter()(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


# pdfminer is an extra: its classes can be derived from only once it is needed.


@cache
def _painting_device() -> Any:
    """The class of what sets down the objects of a page."""
    from pdfminer.layout import LTChar
    from pdfminer.pdffont import PDFType3Font
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    def is_unread(font: Any, matrix: Any, scaling: Any) -> bool:
        return not font.unicode_map if isinstance(font, PDFType3Font) else _is_mirrored(matrix, scaling)

    class Painted(PDFPageAggregatorWithMarkedContent):
        """Sets down only what is painted, and when, and how opaque it is."""

        mode = 0  # in which text is drawn
        opacity = 1.0
        count = 0
        clip = _NO_CLIP
        hidden_layers = 0
        off: frozenset[int] | set[int] = frozenset()  # numbers of layers that are not shown

        def render_string(self, textstate: Any, *others: Any) -> None:
            self.mode = textstate.render
            super().render_string(textstate, *others)

        def render_char(self, matrix: Any, font: Any, *others: Any) -> float:
            advance = float(super().render_char(matrix, font, *others))
            drawn = self.cur_item._objs[-1]
            if self.hidden_layers or not _holds(self.clip, drawn):
                self.cur_item._objs.pop()
            elif isinstance(drawn, LTChar):
                self._settle(drawn, matrix, font, *others)
            return advance

        def _settle(self, drawn: Any, matrix: Any, font: Any, *others: Any) -> None:
            """Which character it is, and in which ink it is drawn."""
            size, scaling, code = others[0], others[1], others[3]
            names: FontNames | None = getattr(font, "names_of_codes", None)
            if is_unread(font, matrix, scaling):
                drawn._text = UNKNOWN_CHARACTER
            elif names is not None:
                drawn._text = names.character(font, code, drawn._text, drawn.adv / size if size else 0.0)
            if self.mode in _INVISIBLE or drawn.size < GEOMETRY.least_size or _is_squeezed(matrix, scaling):
                drawn.tag = 0.0
            elif self.mode == _OUTLINED:
                drawn.graphicstate = copy(drawn.graphicstate)
                drawn.graphicstate.ncolor = drawn.graphicstate.scolor

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
    from pdfminer.layout import LTRect
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import apply_matrix_pt

    class Interpreter(PDFPageInterpreter):
        """Knows the opacity for filling, which a graphics state dictionary sets (ISO 32000-1, 8.4.5)."""

        device: Any

        def init_resources(self, resources: Any) -> None:
            super().init_resources(resources)
            self.states = resolve1((resources or {}).get("ExtGState")) or {}
            self.opacities: list[float] = []
            self.clips: list[_CellBox] = []
            self.layers: list[bool] = []  # whether each marked content that is open is hidden
            for name, spec in (resolve1((resources or {}).get("Font")) or {}).items():
                font, described = self.fontmap.get(name), resolve1(spec)
                if font is not None and isinstance(described, dict):
                    font.names_of_codes = names_of(described)  # type: ignore[attr-defined]

        def render_contents(self, *arguments: Any, **others: Any) -> None:
            before = self.device.opacity, self.device.clip, self.device.hidden_layers
            super().render_contents(*arguments, **others)
            self.device.opacity, self.device.clip, self.device.hidden_layers = before

        def do_W(self) -> None:  # noqa: N802  the name of the operator
            points = [pair for part in self.curpath for pair in batched_pairs(part[1:])]
            if points:
                placed = [apply_matrix_pt(self.ctm, point) for point in points]
                self.device.clip = _within_both(self.device.clip, placed)

        def do_W_a(self) -> None:  # noqa: N802  the name of the operator
            self.do_W()

        def do_BMC(self, tag: Any) -> None:  # noqa: N802
            super().do_BMC(tag)
            self.layers.append(False)

        def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
            super().do_BDC(tag, props)
            named = (resolve1(self.resources.get("Properties")) or {}) if getattr(tag, "name", "") == "OC" else {}
            is_hidden = _is_off(named.get(getattr(props, "name", None)), self.device.off)
            self.layers.append(is_hidden)
            self.device.hidden_layers += is_hidden

        def do_EMC(self) -> None:  # noqa: N802
            super().do_EMC()
            self.device.hidden_layers -= self.layers.pop() if self.layers else 0

        def do_Do(self, name: Any) -> None:  # noqa: N802
            drawn = resolve1(self.xobjmap.get(getattr(name, "name", name)))
            if not _is_off(getattr(drawn, "attrs", {}).get("OC"), self.device.off):
                super().do_Do(name)

        def do_sh(self, name: Any) -> None:  # noqa: ARG002  which shading it is
            """A shading fills all that the clipping path leaves of the page: pdfminer draws nothing of it."""
            page = self.device.cur_item
            box = _within_both(self.device.clip, [(page.x0, page.y0), (page.x1, page.y1)])
            if box[0] < box[2] and box[1] < box[3]:
                left, bottom, right, top = box
                corners: Any = [
                    ("m", (left, bottom)),
                    ("l", (right, bottom)),
                    ("l", (right, top)),
                    ("l", (left, top)),
                    ("h",),
                ]
                page.add(LTRect(0, box, fill=True, original_path=corners))
                self.device._tag(page._objs[-1])

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
            self.clips.append(self.device.clip)

        def do_Q(self) -> None:  # noqa: N802  the name of the operator
            super().do_Q()
            if self.opacities:
                self.device.opacity = self.opacities.pop()
                self.device.clip = self.clips.pop()

    return Interpreter


def batched_pairs(numbers: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Numbers two by two, as the points of a path are given."""
    yield from zip(numbers[::2], numbers[1::2], strict=False)


def _within_both(clip: _CellBox, points: Sequence[tuple[float, float]]) -> _CellBox:
    """The part of a box that lies in the box around some points."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return max(clip[0], min(across)), max(clip[1], min(along)), min(clip[2], max(across)), min(clip[3], max(along))


def _holds(clip: _CellBox, drawn: Any) -> bool:
    """Whether the middle of a character lies in the box that clips it, or so near that it may be seen."""
    x, y = (drawn.x0 + drawn.x1) / 2, (drawn.y0 + drawn.y1) / 2
    return bool(clip[0] - 1 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 1)


def _is_mirrored(matrix: Any, scaling: Any) -> bool:
    return bool((matrix[0] * matrix[3] - matrix[1] * matrix[2]) * scaling < 0)


def _is_squeezed(matrix: Any, scaling: Any) -> bool:
    """Whether characters are drawn so narrow, or so flat, that nobody reads them."""
    wide, high = hypot(matrix[0], matrix[1]) * abs(scaling), hypot(matrix[2], matrix[3])
    return bool(min(wide, high) < GEOMETRY.squeezed * max(wide, high))


def _layers_off(catalog: Any) -> set[int]:
    """The numbers of the layers that are not shown when the file is opened (ISO 32000-1, 8.11.4)."""
    from pdfminer.pdftypes import resolve1

    layers = resolve1(catalog.get("OCProperties")) or {}
    default = resolve1(layers.get("D")) or {}
    off = {getattr(one, "objid", 0) for one in resolve1(default.get("OFF")) or []}
    if getattr(resolve1(default.get("BaseState")), "name", "ON") == "OFF":
        every = {getattr(one, "objid", 0) for one in resolve1(layers.get("OCGs")) or []}
        off |= every - {getattr(one, "objid", 0) for one in resolve1(default.get("ON")) or []}
    return off


def _is_off(layer: Any, off: set[int] | frozenset[int]) -> bool:
    """Whether a layer, or each of those that a membership names, is not shown."""
    from pdfminer.pdftypes import resolve1

    if not off or layer is None:
        return False
    if getattr(layer, "objid", None) in off:
        return True
    inner = (resolve1(layer) or {}).get("OCGs") if isinstance(resolve1(layer), dict) else None
    members = inner if isinstance(inner, list) else [inner] if inner is not None else []
    return len(members) > 0 and all(getattr(one, "objid", None) in off for one in members)


def cells_between(edges: Sequence[dict[str, Any]], tolerance: float) -> list[list[_CellBox]]:
    """The cells of each table that these rules make, as x0, top, x1, bottom; rules are joined within a tolerance in points."""
    from pdfplumber import table
    from pdfplumber.utils.geometry import filter_edges

    joined = table.merge_edges(list(edges), *[tolerance] * 4)
    long_enough = filter_edges(joined, min_length=tolerance)
    crossings = table.edges_to_intersections(long_enough, tolerance, tolerance)
    return [list(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]
