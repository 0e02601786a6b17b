"""What the styles of a Word document decide about its text: whether it is hidden, and whether it is numbered."""

from collections.abc import Iterator
from typing import Any

from mingzhang.read.word_names import W, child, is_on, value_of


class Styles:
    """The styles of a document; `root` is its styles part, None when it has none."""

    def __init__(self, root: Any) -> None:
        elements = root.iter(f"{W}style") if root is not None else ()
        self._styles = {value_of(element, "styleId"): element for element in elements}

    def hides(self, style: str | None) -> bool:
        """Whether text of a style is hidden, as the style or the nearest that it is based on says."""
        found = (is_on(child(element, "rPr", "vanish")) for element in self._with_bases(style))
        return next((hidden for hidden in found if hidden is not None), False)

    def numbering(self, style: str | None) -> Any:
        """The w:numPr of a style, or of the nearest that it is based on; None without one."""
        found = (child(element, "pPr", "numPr") for element in self._with_bases(style))
        return next((properties for properties in found if properties is not None), None)

    def _with_bases(self, style: str | None) -> Iterator[Any]:
        seen = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_of(child(self._styles[style], "basedOn"))
