"""The classes that are derived from pdfminer.six 20260107: the device that collects the objects of a page, and the interpreter.

pdfminer is an extra: only `pdfplumber_insides` imports this module, and only once a PDF is read. With a new version: run
tests/readers/test_pdf.py and tests/readers/test_pdf_marks.py. The operators are those of ISO 32000-1, annex A.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from math import hypot
from typing import Any

from pdfminer.layout import LTChar, LTRect
from pdfminer.pdffont import PDFType3Font
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from mingzhang.readers.characters import UNKNOWN_CHARACTER
from mingzhang.readers.pdf_parts.fonts import FontNames, names_of, whole_cmap
from mingzhang.readers.printed.settings import GEOMETRY

_INVISIBLE, _OUTLINED = (3, 7), 1  # text render modes (ISO 32000-1, 9.3.6)
_ClipBox = tuple[float, float, float, float]
_NO_CLIP = (float("-inf"), float("-inf"), float("inf"), float("inf"))


class PaintingDevice(PDFPageAggregatorWithMarkedContent):
    """Collects only the objects that are painted, each with its place in the order of drawing and its opacity."""

    mode = 0  # in which text is drawn
    opacity = 1.0
    count = 0
    clip = _NO_CLIP
    hidden_layers = 0
    off: frozenset[int] | set[int] = frozenset()  # numbers of layers that are not shown

    def render_string(self, textstate: Any, *others: Any) -> None:
        """Text in one state: its rendering mode is kept for the characters."""
        self.mode = textstate.render
        super().render_string(textstate, *others)

    def render_char(self, matrix: Any, font: Any, *others: Any) -> float:
        """One character; it is collected only where it can be seen."""
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
        if _is_unread(font, matrix, scaling):
            drawn._text = UNKNOWN_CHARACTER
        elif names is not None:
            drawn._text = names.character(font, code, drawn._text, drawn.adv / size if size else 0.0)
        if self.mode in _INVISIBLE or drawn.size < GEOMETRY.least_size or _is_squeezed(matrix, scaling):
            drawn.tag = 0.0
        elif self.mode == _OUTLINED:
            drawn.graphicstate = copy(drawn.graphicstate)
            drawn.graphicstate.ncolor = drawn.graphicstate.scolor

    def paint_path(self, *arguments: Any, **others: Any) -> None:
        """A path, as the shapes that pdfminer makes of it."""
        before = len(self.cur_item._objs)
        super().paint_path(*arguments, **others)
        for drawn in self.cur_item._objs[before:]:
            self._tag(drawn)

    def tag_cur_item(self) -> None:
        """Called after each object that was collected."""
        if self.cur_item._objs:
            self._tag(self.cur_item._objs[-1])

    def _tag(self, drawn: Any) -> None:
        self.count += 1
        drawn.mcid, drawn.tag = self.count, self.opacity


def text_drawn_by(device: PaintingDevice, page: Any, stream: Any, resources: Any) -> str | None:
    """The text that a stream with its resources draws where it can be seen, None when a character of it is not known."""
    device.begin_page(page, MATRIX_IDENTITY)
    Interpreter(device.rsrcmgr, device).render_contents(resources, [stream], ctm=MATRIX_IDENTITY)
    drawn = [one for one in device.cur_item._objs if isinstance(one, LTChar) and getattr(one, "tag", True)]
    text = "".join(one.get_text() for one in drawn)
    return None if UNKNOWN_CHARACTER in text or "(cid:" in text else text


class Interpreter(PDFPageInterpreter):
    """Knows the opacity for filling, which a graphics state dictionary sets (ISO 32000-1, 8.4.5)."""

    device: Any

    def init_resources(self, resources: Any) -> None:
        """What a page or a form names: graphics states, layers, fonts."""
        super().init_resources(resources)
        self.states = resolve1((resources or {}).get("ExtGState")) or {}
        self.opacities: list[float] = []
        self.clips: list[_ClipBox] = []
        self.layers: list[bool] = []  # whether each marked content that is open is hidden
        for name, spec in (resolve1((resources or {}).get("Font")) or {}).items():
            font, described = self.fontmap.get(name), resolve1(spec)
            if font is not None and isinstance(described, dict):
                font.names_of_codes = names_of(described)  # type: ignore[attr-defined]
                if hasattr(font, "cmap"):
                    font.cmap = whole_cmap(font, described)

    def render_contents(self, *arguments: Any, **others: Any) -> None:
        """A page or a form; what it sets ends with it."""
        before = self.device.opacity, self.device.clip, self.device.hidden_layers
        super().render_contents(*arguments, **others)
        self.device.opacity, self.device.clip, self.device.hidden_layers = before

    def do_W(self) -> None:  # noqa: N802  the name of the operator
        """Clip by the path."""
        points = [pair for part in self.curpath for pair in batched_pairs(part[1:])]
        if points:
            placed = [apply_matrix_pt(self.ctm, point) for point in points]
            self.device.clip = _within_both(self.device.clip, placed)

    def do_W_a(self) -> None:  # noqa: N802  the name of the operator
        """Clip by the path, even-odd rule."""
        self.do_W()

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        """Begin marked content."""
        super().do_BMC(tag)
        self.layers.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Begin marked content with properties, among them the layer that it is on."""
        super().do_BDC(tag, props)
        named = (resolve1(self.resources.get("Properties")) or {}) if getattr(tag, "name", "") == "OC" else {}
        is_hidden = _is_off(named.get(getattr(props, "name", None)), self.device.off)
        self.layers.append(is_hidden)
        self.device.hidden_layers += is_hidden

    def do_EMC(self) -> None:  # noqa: N802
        """End marked content."""
        super().do_EMC()
        self.device.hidden_layers -= self.layers.pop() if self.layers else 0

    def do_Do(self, name: Any) -> None:  # noqa: N802
        """Draw a form or an image, unless its layer is not shown."""
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
        """Set a graphics state; one that blends counts as half opaque."""
        state = resolve1(self.states.get(getattr(name, "name", name)))
        if isinstance(state, dict):
            opacity = resolve1(state.get("ca"))
            if isinstance(opacity, int | float):
                self.device.opacity = float(opacity)
            if getattr(resolve1(state.get("BM")), "name", "Normal") not in ("Normal", "Compatible"):
                self.device.opacity = min(self.device.opacity, 0.5)

    def do_q(self) -> None:
        """Save the graphics state."""
        super().do_q()
        self.opacities.append(self.device.opacity)
        self.clips.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802  the name of the operator
        """Restore the graphics state."""
        super().do_Q()
        if self.opacities:
            self.device.opacity = self.opacities.pop()
            self.device.clip = self.clips.pop()


def batched_pairs(numbers: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Numbers two by two, as the points of a path are given."""
    yield from zip(numbers[::2], numbers[1::2], strict=False)


def _within_both(clip: _ClipBox, points: Sequence[tuple[float, float]]) -> _ClipBox:
    """The part of a box that lies in the box around some points."""
    across, along = [x for x, _ in points], [y for _, y in points]
    return max(clip[0], min(across)), max(clip[1], min(along)), min(clip[2], max(across)), min(clip[3], max(along))


def _holds(clip: _ClipBox, drawn: Any) -> bool:
    """Whether the middle of a character lies in the box that clips it, or so near that it may be seen."""
    x, y = (drawn.x0 + drawn.x1) / 2, (drawn.y0 + drawn.y1) / 2
    return bool(clip[0] - 1 <= x <= clip[2] + 1 and clip[1] - 1 <= y <= clip[3] + 1)


def _is_mirrored(matrix: Any, scaling: Any) -> bool:
    return bool((matrix[0] * matrix[3] - matrix[1] * matrix[2]) * scaling < 0)


def _is_squeezed(matrix: Any, scaling: Any) -> bool:
    """Whether characters are drawn so narrow, or so flat, that nobody reads them."""
    wide, high = hypot(matrix[0], matrix[1]) * abs(scaling), hypot(matrix[2], matrix[3])
    return bool(min(wide, high) < GEOMETRY.squeezed * max(wide, high))


def _is_unread(font: Any, matrix: Any, scaling: Any) -> bool:
    return not font.unicode_map if isinstance(font, PDFType3Font) else _is_mirrored(matrix, scaling)


def layers_off(catalog: Any) -> set[int]:
    """The numbers of the layers that are not shown when the file is opened (ISO 32000-1, 8.11.4)."""
    layers = resolve1(catalog.get("OCProperties")) or {}
    default = resolve1(layers.get("D")) or {}
    off = {getattr(one, "objid", 0) for one in resolve1(default.get("OFF")) or []}
    if getattr(resolve1(default.get("BaseState")), "name", "ON") == "OFF":
        every = {getattr(one, "objid", 0) for one in resolve1(layers.get("OCGs")) or []}
        off |= every - {getattr(one, "objid", 0) for one in resolve1(default.get("ON")) or []}
    return off


def _is_off(layer: Any, off: set[int] | frozenset[int]) -> bool:
    """Whether a layer, or each of those that a membership names, is not shown."""
    if not off or layer is None:
        return False
    if getattr(layer, "objid", None) in off:
        return True
    inner = (resolve1(layer) or {}).get("OCGs") if isinstance(resolve1(layer), dict) else None
    members = inner if isinstance(inner, list) else [inner] if inner is not None else []
    return len(members) > 0 and all(getattr(one, "objid", None) in off for one in members)
